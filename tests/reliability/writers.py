"""
Sixteen processes write to one SQLite file at once: none is locked out, none waits for long (P4).

Each writes without a pause for some seconds, through the store; how long the slowest operation took
and how far the writers got is printed. With `--what submit` they hand in over desks, and afterwards
everything that was acknowledged is looked for. `--how no-turns` takes the locks away that stand in
front of SQLite, which has to show.

    python tests/reliability/writers.py --seconds 20
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import sys
import tempfile
import time
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from handed_in import SEATS, TENANT, VERSIONS, Acknowledged, HandIn, Outcome, examined, line

import fairscore as fs
from fairscore.errors import StoreError
from fairscore.event import PanelId
from fairscore.log import Body, Record
from fairscore.stores import Change, SQLite, _sqlite_file, _turns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.synchronize import Barrier

CONTENT = b'{"evidence":"Drew the queue, and said what would break first."}' * 80
OPENED_BEFORE = 120 * VERSIONS
"""Hand-ins of each writer that find their panel open."""
READY_SECONDS = 120
MOST_SECONDS = 2.0
MOST_APART = 2.0


@contextmanager
def _no_turn(turns: _turns.Turns) -> Iterator[None]:
    yield


class _Polled:
    """The lock of a system without a queue, played by one that has it."""

    LK_NBLCK, LK_UNLCK = 1, 2

    def __init__(self) -> None:
        import fcntl

        self._take, self._leave = fcntl.LOCK_EX | fcntl.LOCK_NB, fcntl.LOCK_UN
        self._lock = fcntl.flock

    def locking(self, lock: int, how: int, size: int) -> None:
        """As `msvcrt.locking`."""
        self._lock(lock, self._take if how == self.LK_NBLCK else self._leave)


def appending(path: str, number: int) -> Callable[[int], str]:
    """A body and its record, through the store."""
    store = SQLite(path)
    body = Body(commitment="0" * 64, salt=bytes(32), content=CONTENT)
    change = Change(records=(Record(event=b"{}" * 100, head="0" * 64),), bodies=(body,))

    def append(written: int) -> str:
        panel = PanelId(tenant="acme", application=f"app-{number}-{written}", round="onsite")
        store.append(panel, change, expected_version=0)
        return ""

    return append


def submitting(path: str, number: int) -> Callable[[int], str]:
    """A scorecard over a desk, read from JSON; panels are open before, but for the last of many."""
    desk = fs.Desk(SQLite(path), tenant=TENANT)
    if number % SEATS == 0:
        for first in range(0, OPENED_BEFORE, VERSIONS):
            HandIn(number, first).open(desk)

    def submit(written: int) -> str:
        one = HandIn(number, written)
        panel = desk.panel(application=one.application, round="onsite")
        if one.version == 0 and written >= OPENED_BEFORE:
            one.open(desk)
        return one.hand_in(desk, panel).head

    return submit


def inserting(path: str, number: int) -> Callable[[int], str]:
    """A bare insert of the same scorecard with the same settings, in turns as well."""
    content = HandIn(number, 0).card().canonical
    turns = _turns.Turns(Path(path))
    connection = sqlite3.connect(path, isolation_level=None)
    for setting in _sqlite_file.EVERY_CONNECTION:
        connection.execute(setting)
    with turns.taken():
        connection.execute("CREATE TABLE IF NOT EXISTS card (content BLOB NOT NULL) STRICT")

    def insert(written: int) -> str:
        with turns.taken():
            connection.execute("INSERT INTO card VALUES (?)", (content,))
        return ""

    return insert


WHAT = {"append": appending, "submit": submitting, "insert": inserting}


def write(path: str, number: int, asked: argparse.Namespace, ready: Barrier, pipe: int) -> NoReturn:
    """Write without a pause, and tell how it went."""
    try:
        once = WHAT[asked.what](path, number)
        ready.wait(READY_SECONDS)
        locked, longest, told = 0, 0.0, list[str]()
        end = time.monotonic() + asked.seconds
        while (began := time.monotonic()) < end:
            try:
                told.append(once(len(told)))
            except StoreError:
                locked += 1
            longest = max(longest, time.monotonic() - began)
        told_to(path, number).write_text("\n".join(told), "ascii")
        os.write(pipe, json.dumps([len(told), locked, longest]).encode() + b"\n")
    except BaseException as error:  # noqa: BLE001 (told, and the run fails)
        print(f"writer {number}: {type(error).__name__}: {error}", file=sys.stderr)
    finally:
        # Not what the process that was copied does at its end.
        os._exit(0)


def told_to(path: str, number: int) -> Path:
    """Where a writer notes what it was told is in."""
    return Path(f"{path}.told-{number}")


def sought(path: str, writers: int) -> Outcome:
    """Look for everything that was acknowledged."""
    told = []
    for number in range(writers):
        told.append(Acknowledged())
        for head in told_to(path, number).read_text("ascii").split():
            told[-1].add(head)
    return examined([SQLite(path)], told)


def run(asked: argparse.Namespace, path: str) -> int:
    """Let them write, and print what came of it."""
    SQLite(path)
    mine, theirs = os.pipe()
    # None begins before all have opened what they need.
    ready = get_context("fork").Barrier(asked.writers)
    children = []
    for number in range(asked.writers):
        child = os.fork()
        if not child:
            write(path, number, asked, ready, theirs)
        children.append(child)
    os.close(theirs)
    with os.fdopen(mine) as told:
        rows = [json.loads(one) for one in told]
    for child in children:
        os.waitpid(child, 0)
    if len(rows) < asked.writers:
        # Why, each has said itself.
        return 1
    written, locked, longest = zip(*rows, strict=True)
    apart = max(written) / max(1, min(written))
    found = sought(path, asked.writers) if asked.what == "submit" else None
    print(
        line(
            run="writers",
            what=asked.what,
            how=asked.how,
            writers=len(rows),
            seconds=asked.seconds,
            written=sum(written),
            fewest=min(written),
            most=max(written),
            apart=round(apart, 2),
            locked=sum(locked),
            longest_wait=round(max(longest), 2),
            **(found.as_data() if found else {}),
        )
    )
    sound = sum(locked) == 0 and max(longest) < MOST_SECONDS and apart < MOST_APART
    there = found is None or (found.sound and found.submissions == sum(written))
    return 0 if sound and there else 1


def main() -> int:
    """Read what is asked, and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--writers", type=int, default=16)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument(
        "--what",
        choices=WHAT,
        default="append",
        help="through the store, over a desk, or a bare insert to compare with",
    )
    parser.add_argument(
        "--how",
        choices=["turns", "polled", "no-turns"],
        default="turns",
        help="the store as it is; as on a system without a queue; without what it does about it",
    )
    asked = parser.parse_args()
    if asked.how == "polled":
        _turns._WAITING, _turns._TRYING = None, _Polled()
    elif asked.how == "no-turns":
        _turns.Turns.taken = _no_turn  # type: ignore[method-assign, assignment]
        # What Python waits unless said.
        _sqlite_file.EVERY_CONNECTION += ("PRAGMA busy_timeout = 5000",)
    with tempfile.TemporaryDirectory() as folder:
        return run(asked, f"{folder}/panels.db")


if __name__ == "__main__":
    raise SystemExit(main())
