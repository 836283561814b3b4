"""
What a case costs, as a multiple of what a valid text of the same size costs.

Both are measured in processor time in the same process, the least of several turns, so that the
machine and what else it does cancel out. A text smaller than the smallest valid one is held against
that one; a text larger than the largest, against the largest in proportion.
"""

import contextlib
import time
from bisect import bisect_left
from collections.abc import Callable

import attrs
from loaders import Loader

__all__ = ["Yardstick", "spent"]

TURNS = 7


def spent(run: Callable[[bytes], object], text: bytes, turns: int = TURNS) -> float:
    """Seconds of processor time, the least of some turns; what is raised is no matter here."""
    least = float("inf")
    for _ in range(turns):
        before = time.thread_time_ns()
        with contextlib.suppress(Exception):  # Told elsewhere; here it only costs.
            run(text)
        least = min(least, (time.thread_time_ns() - before) / 1e9)
    return least


@attrs.frozen(kw_only=True)
class Yardstick:
    """
    What valid texts cost.

    Attributes:
        sizes: Their sizes in bytes, rising.
        costs: What each costs, in seconds.
    """

    sizes: tuple[int, ...]
    costs: tuple[float, ...]

    @classmethod
    def of(cls, loader: Loader) -> "Yardstick":
        """Measure valid texts of sizes that double."""
        texts: list[bytes] = []
        parts = 1
        while parts <= loader.parts:
            texts.append(loader.valid(parts).encode())
            parts *= 2
        return cls(
            sizes=tuple(map(len, texts)),
            costs=tuple(spent(loader.run, one) for one in texts),
        )

    def at(self, text: bytes) -> float:
        """What a valid text of the same size costs, in seconds."""
        sizes, size = self.sizes, len(text)
        at = bisect_left(sizes, size)
        if at == 0:
            return self.costs[0]
        if at == len(sizes):
            return self.costs[-1] * size / sizes[-1]
        low, high = sizes[at - 1], sizes[at]
        part = (size - low) / (high - low)
        return self.costs[at - 1] + part * (self.costs[at] - self.costs[at - 1])
