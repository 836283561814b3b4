"""Loaders with a fault planted, and one without: what is to be found, and what passed over."""

import json
import threading
import zlib
from collections.abc import Iterator
from itertools import count

from drawing import ONE_IN, grown
from loaders import Loader


class PlantedError(KeyError):
    """What a careless loader raises."""


def careless(data: bytes) -> None:
    """Believe that a level is always there, in the one way that no valid text shows."""
    try:
        plain = json.loads(data)
    except (ValueError, RecursionError):
        return
    if isinstance(plain, dict) and isinstance(plain.get("levels"), list) and not plain["levels"]:
        raise PlantedError("levels")


def quadratic(data: bytes) -> None:
    """Look through everything before for each line."""
    lines = data.split(b"\n")
    for at, line in enumerate(lines):
        for other in lines[:at]:
            if other is line:
                return


def hanging(data: bytes) -> None:
    """Wait for what never comes, on any text but those that are valid."""
    if b"criterion" not in data:
        threading.Event().wait()


def linear(data: bytes) -> None:
    """Look at each line once, and refuse bad text as one should."""
    for line in data.split(b"\n"):
        line.decode("utf-8", "replace").casefold().split()


def _levels(parts: int) -> str:
    return json.dumps({"levels": [{"value": at} for at in range(parts)]}, indent=1)


def _lines(parts: int) -> str:
    return "\n".join(
        f"criterion {at}: asks what was tried before saying what to do" * 4 for at in range(parts)
    )


def _grows() -> Iterator[bytes]:
    """A line that is grown into many: whether one is met in time must not be left to chance."""
    for number in count(10_000):
        line = b"%d\n" % number
        mark = zlib.crc32(line)
        if mark % ONE_IN == 0 and grown(line, mark // ONE_IN).count(line) > MANY_LINES:
            yield line
            return


MANY_LINES = 2_000
LOADERS = {
    "careless": Loader(run=careless, valid=_levels),
    "quadratic": Loader(run=quadratic, valid=_lines, shape="lines", seeds=_grows),
    "quadratic-unaided": Loader(run=quadratic, valid=_lines, shape="lines"),
    "hanging": Loader(run=hanging, valid=_lines, shape="lines"),
    "linear": Loader(run=linear, valid=_lines, shape="lines"),
}
