"""Whether a log tells the seeds that it sealed, and says nothing that no desk writes there."""

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from fairscore._canonical import encode
from fairscore._log_text import EntryLine
from fairscore.order import MOST_DRAWS, is_seed_of

__all__ = ["out_of_place", "seeds_altered"]

_MOST = {"redrawn": MOST_DRAWS, "reveal-made": 1, "plan-seed-told": 1}
"""How often each of these can be in a log; all but the last come before the reveal is made."""

_NAMED = re.compile(rb'"(?:body|seed)":"([0-9a-f]{64})"')


def seeds_altered(entries: Collection[EntryLine], *, sealed: Collection[bytes]) -> Iterator[int]:
    """
    Lines that tell another seed than the one that was sealed.

    Args:
        entries: The entries of a log.
        sealed: Contents of the seed's body; none where there is none as it was sealed, and then no
            seed can be told.
    """
    opened = [entry.event for entry in entries if entry.event.get("event") == "opened"]
    plans = [plan for event in opened if isinstance(plan := event.get("plan"), str)]
    for entry in entries:
        seed: Any = entry.event.get("seed")
        match entry.event:
            case {"event": "reveal-made"}:
                if encode(seed) not in sealed if sealed else seed is not None:
                    yield entry.line
            case {"event": "plan-seed-told"} if not any(_fits(plan, seed) for plan in plans):
                yield entry.line
            case _:
                pass


def out_of_place(entries: Iterable[EntryLine]) -> Iterator[int]:
    """
    Lines that do what no desk does there.

    They reveal once more, draw anew after the reveal or more often than can be, or tell the seed of
    a plan before the reveal or once more. Or they name a body or tell a seed that an entry before
    them does: words that are gone would pass for those of somebody else.
    """
    known: list[str] = []
    told: set[bytes] = set()
    for entry in entries:
        kind = str(entry.event.get("event"))
        revealed, names = "reveal-made" in known, {*_NAMED.findall(entry.data)}
        late = revealed != (kind == "plan-seed-told") or known.count(kind) >= _MOST.get(kind, 0)
        if names & told or (kind in _MOST and late):
            yield entry.line
        told |= names
        if kind in _MOST:
            known.append(kind)


def _fits(plan: str, seed: object) -> bool:
    """Whether a plan was sealed with what is told as its seed."""
    is_seed = isinstance(seed, str) and re.fullmatch("[0-9a-f]{64}", seed)
    return bool(is_seed) and is_seed_of(plan, bytes.fromhex(str(seed)))
