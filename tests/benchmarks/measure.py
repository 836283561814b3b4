"""How every cost is measured: against a named peer, the two taking turns."""

import gc
import statistics
import time
from collections.abc import Callable

import attrs

ROUNDS = 15


@attrs.frozen(kw_only=True)
class Row:
    """One measured ratio."""

    what: str
    peer: str
    ratio: float
    limit: float | None
    note: str


def paired(
    ours: Callable[[], object], peer: Callable[[], object], times: int, *, rounds: int = ROUNDS
) -> tuple[float, float, float]:
    """Median ratio and the two best times in microseconds, the two taking turns."""
    ratios, bests = [], [float("inf")] * 2
    for _ in range(rounds):
        took = []
        for index, call in enumerate((ours, peer)):
            gc.collect()
            start = time.perf_counter()
            for _ in range(times):
                call()
            took.append((time.perf_counter() - start) / times)
            bests[index] = min(bests[index], took[index])
        ratios.append(took[0] / took[1])
    return statistics.median(ratios), bests[0] * 1e6, bests[1] * 1e6
