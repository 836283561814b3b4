"""
Sixteen processes write to one PostgreSQL at once: how long one waits, and how far each gets (P4).

Each writes without a pause for some seconds, in four ways in turn: a bare insert of as many bytes;
`append` to panels of its own; `append` to the one panel that all of them write to, after a conflict
with that panel locked; and a scorecard that is read from JSON and handed in over a desk, to panels
of four seats, of which every sixth hand-in opens one. All of them commit, with the server's own
durability.

    python tests/reliability/postgres_writers.py --seconds 10
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import psycopg
from handed_in import TENANT, HandIn, line

import fairscore as fs
from fairscore.errors import Conflict
from fairscore.event import PanelId
from fairscore.log import Body, Record
from fairscore.stores import Change, PostgreSQL

sys.path.append(str(Path(__file__).parent.parent / "support"))

from postgres_server import Server, reason_to_skip

if TYPE_CHECKING:
    from collections.abc import Iterator

CONTENT = b'{"evidence":"Drew the queue, and said what would break first."}' * 80
BODY = Body(commitment="0" * 64, salt=bytes(32), content=CONTENT)
CHANGE = Change(records=(Record(event=b"{}" * 100, head="0" * 64),), bodies=(BODY,))
HOWS = ("bare-insert", "own-panel", "one-panel", "desk")


def writing(how: str, address: str, writer: int) -> Iterator[None]:
    """Write once each time it is asked to go on."""
    if how == "bare-insert":
        with psycopg.connect(address) as connection:
            yield
            while True:
                connection.execute("INSERT INTO bare (content) VALUES (%s)", [CONTENT])
                connection.commit()
                yield
    store = PostgreSQL(address)
    desk = fs.Desk(store, tenant=TENANT)
    store.load(PanelId(tenant=TENANT, application="none", round="onsite"))
    yield
    for number in count():
        own = f"{writer}-{number}" if how == "own-panel" else "one"
        if how == "desk":
            one = HandIn(writer, number)
            panel = desk.panel(application=one.application, round="onsite")
            if one.version == 0:
                one.open(desk)
            one.hand_in(desk, panel)
        else:
            appended(store, PanelId(tenant=how, application=f"app-{own}", round="onsite"))
        yield


def appended(store: PostgreSQL, panel: PanelId) -> None:
    """Append, and after a conflict with the panel locked, as a desk does."""
    try:
        store.append(panel, CHANGE, expected_version=len(store.load(panel)))
    except Conflict:
        with store.locked(panel) as held:
            held.append(panel, CHANGE, expected_version=len(held.load(panel)))


def write(how: str, address: str, writer: int, *, start: float, end: float, pipe: int) -> NoReturn:
    """Write without a pause, and tell how it went."""
    try:
        steps = writing(how, address, writer)
        next(steps)
        os.write(pipe, json.dumps(counted(steps, start, end)).encode() + b"\n")
    finally:
        # Not what the process that was copied does at its end.
        os._exit(0)


def counted(steps: Iterator[None], start: float, end: float) -> tuple[int, float]:
    """How often it wrote, and how long it waited at most."""
    written, longest = 0, 0.0
    time.sleep(max(0.0, start - time.monotonic()))
    while (began := time.monotonic()) < end:
        next(steps)
        written += 1
        longest = max(longest, time.monotonic() - began)
    return written, longest


def measured(how: str, address: str, writers: int, seconds: float) -> dict[str, float]:
    """Let all of them write in one way."""
    mine, theirs = os.pipe()
    start = time.monotonic() + 3
    children = []
    for writer in range(writers):
        child = os.fork()
        if not child:
            write(how, address, writer, start=start, end=start + seconds, pipe=theirs)
        children.append(child)
    os.close(theirs)
    with os.fdopen(mine) as told:
        rows = [json.loads(one) for one in told]
    for child in children:
        os.waitpid(child, 0)
    assert len(rows) == writers
    written, longest = zip(*rows, strict=True)
    return {
        "a_second": round(sum(written) / seconds, 1),
        "fewest": min(written),
        "most": max(written),
        "apart": round(max(written) / max(1, min(written)), 2),
        "longest_wait": round(max(longest), 2),
    }


def main() -> int:
    """Read what is asked, and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--writers", type=int, default=16)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--how", choices=HOWS, action="append")
    asked = parser.parse_args()
    if reason := reason_to_skip():
        parser.error(reason)
    server = Server()
    try:
        with closing(PostgreSQL(server.address())) as store:
            store.migrate()
        with psycopg.connect(server.address()) as connection:
            connection.execute("CREATE TABLE bare (content bytea)")
        for how in asked.how or HOWS:
            figures = measured(how, server.address(), asked.writers, asked.seconds)
            print(line(run="writers", store="postgresql", how=how, **figures))
    finally:
        server.stop()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
