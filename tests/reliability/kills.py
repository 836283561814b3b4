"""
Writers are killed while they hand in; afterwards nothing acknowledged is lost or doubled (P4).

Each writer hands in over a desk, with a key of its own for each hand-in, and says so through a pipe
once it has the receipt. Writers are killed with SIGKILL at random, and begin again with what was
not acknowledged. At the end the store is compared with what the pipes said.

    python tests/reliability/kills.py --submissions 1000000 --kills 10000
"""

import argparse
import os
import random
import selectors
import signal
import sys
import tempfile
import time
from contextlib import suppress
from itertools import count
from typing import NoReturn, Protocol

import attrs
from handed_in import SEATS, TENANT, Acknowledged, HandIn, examined, line, opened

import fairscore as fs
from fairscore.errors import Conflict, StoreError
from fairscore.event import PanelId
from fairscore.log import Record
from fairscore.stores import Change, Store

DRAWN_OUT = 0.03
"""Seconds that a fault's bad moment lasts, so that few kills are enough to find it."""

FAULTS = ("", "early", "other-key", "no-transaction", "no-check")


class _Early:
    """A store that says "written" one change too early: what a kill must bring to light."""

    confirmed = True
    # In a panel that is locked a desk would write by the store beneath, which has no fault.
    locked = None

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: tuple[PanelId, Change, int] | None = None

    def append(self, panel: PanelId, change: Change, /, *, expected_version: int) -> None:
        self._settle()
        self._waiting = (panel, change, expected_version)

    def load(self, panel: PanelId, /) -> tuple[Record, ...]:
        self._settle()
        return self._store.load(panel)

    def __getattr__(self, name: str) -> object:
        return getattr(self._store, name)

    def _settle(self) -> None:
        if self._waiting:
            panel, change, version = self._waiting
            self._waiting = None
            self._store.append(panel, change, expected_version=version)


class _NoTransaction(_Early):
    """A store that writes a change in two parts, so that a kill comes between them."""

    def append(self, panel: PanelId, change: Change, /, *, expected_version: int) -> None:
        if not expected_version:
            self._store.append(panel, change, expected_version=expected_version)
            return
        records = attrs.evolve(change, bodies=())
        self._store.append(panel, records, expected_version=expected_version)
        time.sleep(DRAWN_OUT)
        rest = attrs.evolve(change, records=())
        after = expected_version + len(change.records)
        with suppress(Conflict):
            self._store.append(panel, rest, expected_version=after)


class _NoCheck(_Early):
    """A store that appends whatever the version is: two writers to one panel break its chain."""

    def append(self, panel: PanelId, change: Change, /, *, expected_version: int) -> None:
        at_the_end = max(expected_version, len(self._store.load(panel)))
        self._store.append(panel, change, expected_version=at_the_end)


_FAULTY = {"early": _Early, "no-transaction": _NoTransaction, "no-check": _NoCheck}


class Outages(Protocol):
    """What else fails while writers are killed, such as the server that they write to."""

    def after(self, kills: int) -> None:
        """Let something fail, or not, after so many writers were killed."""
        ...

    def last(self) -> None:
        """Let it fail once more when nobody writes any more, and wait until it answers again."""
        ...

    def figures(self) -> dict[str, int]:
        """What failed how often."""
        ...


def write(where: str, writer: int, begin: int, pipe: int, *, fault: str, patient: bool) -> NoReturn:
    """Hand in, one after another, until killed. Who is patient waits for a server to come back."""
    store = opened(where)
    if fault in _FAULTY:
        store = _FAULTY[fault](store)  # type: ignore[assignment]
    desk = fs.Desk(store, tenant=TENANT)
    panel = None
    for number in count(begin):
        one, again = HandIn(writer, number), number == begin
        while True:
            try:
                if one.version == 0 or panel is None:
                    panel = one.open(desk)
                known = again and number > 0 and _is_in(store, panel, one)
                # A first version under another key is refused, and would end the run; the fault
                # shows in a later one.
                other = known and one.version > 0 and fault == "other-key"
                key = f"{one.key}-0" if other else ""
                receipt = one.hand_in(desk, panel, key)
                break
            except StoreError:
                if not patient:
                    raise
                # Whether it was written is not known: the same key again, as a client would.
                time.sleep(0.05)
                again = True
        if fault == "other-key":
            time.sleep(DRAWN_OUT)
        os.write(pipe, f"{receipt.head} {'known' if known else ''}\n".encode())
    raise AssertionError


def _is_in(store: Store, panel: PanelId, one: HandIn) -> bool:
    """Whether a hand-in that was not acknowledged was written all the same."""
    return any(b'"key":"%s"' % one.key.encode() in record.event for record in store.load(panel))


@attrs.define
class Writer:
    """One writer, as the process that kills it sees it."""

    number: int
    where: str
    fault: str
    patient: bool
    told: Acknowledged = attrs.field(factory=Acknowledged)
    known: int = 0
    ended: bool = False
    process: int = 0
    pipe: int = -1
    rest: bytes = b""

    def start(self) -> None:
        """Begin behind the last that was acknowledged."""
        self.pipe, theirs = os.pipe()
        self.rest = b""
        self.process = os.fork()
        if not self.process:
            try:
                os.close(self.pipe)
                begin = len(self.told)
                write(
                    self.where,
                    self.number,
                    begin,
                    theirs,
                    fault=self.fault,
                    patient=self.patient,
                )
            except BaseException as error:  # noqa: BLE001 (told, and the run ends)
                print(f"writer {self.number}: {type(error).__name__}: {error}", file=sys.stderr)
            finally:
                os._exit(1)
        os.close(theirs)

    def read(self) -> int:
        """Take in what it says; how many more were acknowledged."""
        data = os.read(self.pipe, 65536)
        *lines, self.rest = (self.rest + data).split(b"\n")
        for one in lines:
            head, _, known = one.decode().partition(" ")
            self.told.add(head)
            self.known += known == "known"
        return len(lines) if data else -1

    def kill(self) -> None:
        """Kill it, and take in what it said before."""
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        while self.read() >= 0:
            pass
        os.close(self.pipe)


def run(asked: argparse.Namespace, places: list[str], outages: Outages | None = None) -> int:
    """Kill and examine; the exit code."""
    draw = random.Random(asked.seed)  # noqa: S311 (which to kill is no secret)
    for where in places:
        opened(where)
    writers = [
        Writer(number, places[number // SEATS % len(places)], asked.fault, patient=bool(outages))
        for number in range(asked.writers)
    ]
    began = time.monotonic()
    try:
        kills = _kill_at_random(asked, writers, draw, outages)
    finally:
        for writer in writers:
            writer.kill()
    took = time.monotonic() - began
    if outages:
        outages.last()
    told = [writer.told for writer in writers]
    outcome = examined([opened(where) for where in places], told)
    print(
        line(
            run="kill -9",
            store=places[0].partition(":")[0],
            stores=len(places),
            writers=asked.writers,
            fault=asked.fault,
            acknowledged=sum(map(len, told)),
            kills=kills + len(writers),
            known_again=sum(writer.known for writer in writers),
            ended_by_themselves=sum(writer.ended for writer in writers),
            seconds=round(took),
            **(outages.figures() if outages else {}),
            **outcome.as_data(),
        )
    )
    return 0 if outcome.sound and not any(writer.ended for writer in writers) else 1


def _kill_at_random(
    asked: argparse.Namespace,
    writers: list[Writer],
    draw: random.Random,
    outages: Outages | None,
) -> int:
    """Kill writers until enough was acknowledged and killed, or the time is up; how many were."""
    selector = selectors.DefaultSelector()
    end = time.monotonic() + asked.seconds
    for writer in writers:
        writer.start()
        selector.register(writer.pipe, selectors.EVENT_READ, writer)
    kills = acknowledged = 0
    while (acknowledged < asked.submissions or kills < asked.kills) and time.monotonic() < end:
        for ready, _ in selector.select(1):
            more = ready.data.read()
            if more < 0:
                ready.data.ended = True
                return kills
            acknowledged += more
        if acknowledged > kills * asked.submissions / asked.kills:
            # Not always in the moment after an acknowledgement.
            time.sleep(draw.random() * 0.002)
            writer = draw.choice(writers)
            selector.unregister(writer.pipe)
            writer.kill()
            kills += 1
            writer.start()
            selector.register(writer.pipe, selectors.EVENT_READ, writer)
            if outages:
                outages.after(kills)
            if not kills % 100:
                print(f"{acknowledged} acknowledged, {kills} kills", file=sys.stderr, flush=True)
    return kills


def main() -> int:
    """Read what is asked, and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", action="append", help="name:place, once or more often")
    parser.add_argument(
        "--files", type=int, default=4, help="how many SQLite files, without --store"
    )
    parser.add_argument("--submissions", type=int, default=1_000_000)
    # More than are wanted: on a busy machine they fall behind what is acknowledged.
    parser.add_argument("--kills", type=int, default=10_000)
    parser.add_argument("--writers", type=int, default=4 * SEATS)
    parser.add_argument("--seconds", type=float, default=float("inf"), help="end after so long")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--fault", choices=FAULTS, default="")
    asked = parser.parse_args()
    if asked.store:
        return run(asked, asked.store)
    with tempfile.TemporaryDirectory() as folder:
        return run(asked, [f"sqlite:{folder}/panels-{one}.db" for one in range(asked.files)])


if __name__ == "__main__":
    raise SystemExit(main())
