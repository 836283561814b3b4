"""
Sixteen processes write to one PostgreSQL at once: how long one waits, and how far each gets (P4).

Each writes without a pause for some seconds, in four ways in turn: a bare insert of as many bytes;
`append` to panels of its own; `append` to the one panel that all of them write to; and a scorecard
that is read from JSON and handed in over a desk, to panels of four seats, of which every sixth
hand-in opens one. But for the first they do so with the panel locked, as a desk does. All of them
commit, with the server's own durability. Afterwards it is seen whether everything that they wrote
is there once.

    python tests/reliability/postgres_writers.py --seconds 60

It ends with 1 where something is lost or doubled, where a conflict reached a writer or one ended
early, and, but for the bare insert, where the waits or the distances are over the limits. With
`--fault` it is run with something wrong that has to show.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import sys
import time
import traceback
from collections import Counter
from contextlib import closing, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import attrs
import psycopg
from handed_in import TENANT, HandIn, line
from writers import MOST_APART, MOST_SECONDS

import fairscore as fs
from fairscore.errors import Conflict
from fairscore.event import PanelId
from fairscore.log import Body, Record
from fairscore.stores import Change, PostgreSQL

sys.path.append(str(Path(__file__).parent.parent / "support"))

from postgres_server import Server, reason_to_skip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CONTENT = b'{"evidence":"Drew the queue, and said what would break first."}' * 80
BODY = Body(commitment="0" * 64, salt=bytes(32), content=CONTENT)
HOWS = ("bare-insert", "own-panel", "one-panel", "desk")
EARLY, TWICE, NO_LOCK, SLOW, ENDS = FAULTS = ("early", "twice", "no-lock", "slow", "ends")
"""
A write that was told and not made, one that was made twice, no lock, a wait of two
seconds, and a writer that ends without a word.
"""


@attrs.frozen
class Told:
    """What one writer tells at its end."""

    writer: int
    written: int
    conflicts: int
    longest: float


def writing(how: str, address: str, writer: int, fault: str) -> Callable[[int], object]:
    """What a writer does each time, with the number of what it writes."""
    if how == "bare-insert":
        return inserting(address, writer)
    store = PostgreSQL(address)
    # Connected, and known to have its tables.
    store.load(PanelId(tenant=TENANT, application="none", round="onsite"))
    return submitting(store, writer) if how == "desk" else appending(store, how, writer, fault)


def inserting(address: str, writer: int) -> Callable[[int], object]:
    """A bare insert, committed."""
    connection = psycopg.connect(address)

    def insert(number: int) -> None:
        row = (f"{writer}-{number}", CONTENT)
        connection.execute("INSERT INTO bare VALUES (%s, %s)", row)
        connection.commit()

    return insert


def appending(store: PostgreSQL, how: str, writer: int, fault: str) -> Callable[[int], object]:
    """An event with a body, with the panel locked, as a desk does."""

    def append(number: int) -> None:
        own = f"{writer}-{number}" if how == "own-panel" else "one"
        panel = PanelId(tenant=how, application=f"app-{own}", round="onsite")
        event = b'{"key":"%d-%d"}' % (writer, number)
        change = Change(records=(Record(event=event.ljust(200), head="0" * 64),), bodies=(BODY,))
        with nullcontext(store) if fault == NO_LOCK else store.locked(panel) as held:
            held.append(panel, change, expected_version=len(held.load(panel)))

    return append


def submitting(store: PostgreSQL, writer: int) -> Callable[[int], object]:
    """A scorecard over a desk."""
    desk = fs.Desk(store, tenant=TENANT)

    def submit(number: int) -> None:
        one = HandIn(writer, number)
        panel = desk.panel(application=one.application, round="onsite")
        if one.version == 0:
            one.open(desk)
        one.hand_in(desk, panel)

    return submit


def write(asked: argparse.Namespace, how: str, address: str, writer: int, start: float) -> Told:
    """Write without a pause, and tell how it went."""
    once = writing(how, address, writer, asked.fault)
    written = conflicts = 0
    longest = 0.0
    time.sleep(max(0.0, start - time.monotonic()))
    while (began := time.monotonic()) < start + asked.seconds:
        # One writer has it, and at once, so that the shortest of runs shows it.
        seeded = asked.fault if writer == written == 0 else ""
        if seeded == ENDS:
            raise SystemExit
        if seeded == SLOW:
            time.sleep(MOST_SECONDS)
        try:
            for _ in range({EARLY: 0, TWICE: 2}.get(seeded, 1)):
                once(written)
            written += 1
        except Conflict:
            conflicts += 1
        longest = max(longest, time.monotonic() - began)
    return Told(writer, written, conflicts, longest)


def told_by(asked: argparse.Namespace, how: str, address: str) -> list[Told]:
    """Let all of them write in one way."""
    mine, theirs = os.pipe()
    # Else each copied process collects, at the same write as all the others, what it was copied
    # with: each then waits for the others' collections, and the server has no part in it.
    gc.collect()
    gc.freeze()
    start = time.monotonic() + 3
    children = []
    for writer in range(asked.writers):
        child = os.fork()
        if not child:
            end(asked, how, address, writer, start=start, pipe=theirs)
        children.append(child)
    os.close(theirs)
    with os.fdopen(mine) as lines:
        rows = [Told(*json.loads(one)) for one in lines]
    for child in children:
        os.waitpid(child, 0)
    return rows


def end(
    asked: argparse.Namespace, how: str, address: str, writer: int, *, start: float, pipe: int
) -> NoReturn:
    """Be one writer, and end without what the process that was copied does at its end."""
    try:
        told = write(asked, how, address, writer, start)
        os.write(pipe, json.dumps(attrs.astuple(told)).encode() + b"\n")
    except Exception:
        traceback.print_exc()
        raise
    finally:
        os._exit(0)


def kept(how: str, address: str) -> Iterator[str]:
    """The key of each write that is there."""
    if how == "bare-insert":
        with psycopg.connect(address) as connection:
            yield from (key for (key,) in connection.execute("SELECT key FROM bare"))
        return
    tenant, after = TENANT if how == "desk" else how, None
    with closing(PostgreSQL(address)) as store:
        while page := store.panels(tenant, after=after, limit=1000):
            for panel in page:
                events = (json.loads(record.event) for record in store.load(panel))
                yield from (one["key"] for one in events if "key" in one)
            after = page[-1]


def figures(asked: argparse.Namespace, how: str, address: str) -> dict[str, float]:
    """Let them write in one way, and compare what they told with what is there."""
    rows = told_by(asked, how, address)
    told = Counter(f"{one.writer}-{number}" for one in rows for number in range(one.written))
    there = Counter(kept(how, address))
    written = [one.written for one in rows]
    return {
        "writers": len(rows),
        "seconds": asked.seconds,
        "written": sum(written),
        "a_second": round(sum(written) / asked.seconds, 1),
        "fewest": min(written),
        "most": max(written),
        "apart": round(max(written) / max(1, min(written)), 2),
        "longest_wait": round(max(one.longest for one in rows), 2),
        "conflicts": sum(one.conflicts for one in rows),
        "lost": (told - there).total(),
        "doubled": (there - told).total(),
    }


def wrong(asked: argparse.Namespace, how: str, found: dict[str, float]) -> list[str]:
    """Which figures are wrong; a bare insert, there to compare with, has no limits of time."""
    right = {
        "writers": found["writers"] == asked.writers,
        **{one: found[one] == 0 for one in ("conflicts", "lost", "doubled")},
        "longest_wait": how == "bare-insert" or found["longest_wait"] < MOST_SECONDS,
        "apart": how == "bare-insert" or found["apart"] < MOST_APART,
    }
    return [one for one, is_right in right.items() if not is_right]


def main() -> int:
    """Read what is asked, and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--writers", type=int, default=16)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--how", choices=HOWS, action="append")
    parser.add_argument("--fault", choices=FAULTS, default="")
    asked = parser.parse_args()
    if reason := reason_to_skip():
        parser.error(reason)
    server, sound = Server(), True
    try:
        with closing(PostgreSQL(server.address())) as store:
            store.migrate()
        with psycopg.connect(server.address()) as connection:
            connection.execute("CREATE TABLE bare (key text, content bytea)")
        for how in asked.how or HOWS:
            found = figures(asked, how, server.address())
            not_right = wrong(asked, how, found)
            print(line(run="writers", store="postgresql", how=how, **found, wrong=not_right))
            sound &= not not_right
    finally:
        server.stop()
    return 0 if sound else 1


if __name__ == "__main__":
    raise SystemExit(main())
