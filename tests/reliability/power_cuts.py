"""
The power is cut at each write of an SQLite store; what was acknowledged is there afterwards (P4).

The store's own settings and statements run through a file layer that notes each write, truncation
and sync. A cut is then played through: what was synced is on the disk; of what came after, each
piece is there, lost, or torn at a sector, whatever the order it was written in. The file that is
left is opened as the store it is, and compared with what was acknowledged before the cut.

    python tests/reliability/power_cuts.py --cuts 10000
"""

import argparse
import random
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TypeAlias

import apsw
import attrs
from handed_in import line

from fairscore.errors import FairscoreError
from fairscore.event import PanelId
from fairscore.log import Body, Record
from fairscore.stores import Change, SQLite, _sqlite_file, _sqlite_steps
from fairscore.stores._sqlite_file import EVERY_CONNECTION, Link, prepared
from fairscore.stores._sqlite_schema import Run

SECTOR = 512
SEAT = ("interviewer-a", "")
Found: TypeAlias = list[tuple[tuple[Record, ...], dict[str, Body], bytes | None]]
PANELS = [PanelId(tenant="acme", application=f"app-{one}", round="onsite") for one in range(3)]


@attrs.frozen
class Noted:
    """One thing that was done to a file, or an acknowledgement."""

    what: str
    file: str = ""
    offset: int = 0
    data: bytes = b""


class NotingFile(apsw.VFSFile):
    """A file that notes what is done to it."""

    def __init__(
        self, name: str | apsw.URIFilename | None, flags: list[int], notes: list[Noted]
    ) -> None:
        self.name = Path(name.filename() if isinstance(name, apsw.URIFilename) else name).name
        self.notes = notes
        super().__init__("", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802 (SQLite's names)
        self.notes.append(Noted("write", self.name, offset, bytes(data)))
        super().xWrite(data, offset)

    def xTruncate(self, size: int) -> None:  # noqa: N802
        self.notes.append(Noted("truncate", self.name, size))
        super().xTruncate(size)

    def xSync(self, flags: int) -> None:  # noqa: N802
        super().xSync(flags)
        self.notes.append(Noted("sync", self.name))


class NotingFiles(apsw.VFS):
    """The system's files, noting what is done to them."""

    def __init__(self, notes: list[Noted]) -> None:
        self.notes = notes
        super().__init__("noting", "")

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> NotingFile:  # noqa: N802
        return NotingFile(name, flags, self.notes)

    def xDelete(self, name: str, sync: bool) -> None:  # noqa: FBT001, N802
        self.notes.append(Noted("delete", Path(name).name))
        super().xDelete(name, sync)


class NotingLink(Link):
    """The store's own transactions, on a connection that notes."""

    @property
    def run(self) -> Run:
        return self.connection.execute  # type: ignore[return-value]


@attrs.define
class Truth:
    """What had been acknowledged, and what was under way."""

    records: dict[PanelId, list[Record]] = attrs.field(
        factory=lambda: {panel: [] for panel in PANELS}
    )
    bodies: dict[tuple[PanelId, str], Body | None] = attrs.field(factory=dict)
    drafts: dict[PanelId, bytes | None] = attrs.field(factory=dict)

    def copy(self) -> "Truth":
        """As it is now."""
        records = {panel: list(ones) for panel, ones in self.records.items()}
        return Truth(records, dict(self.bodies), dict(self.drafts))


def work(
    draw: random.Random, steps: int, settings: tuple[str, ...]
) -> tuple[list[Noted], list[Truth]]:
    """Write at random; what was noted, and what was true after each acknowledgement."""
    notes: list[Noted] = []
    files = NotingFiles(notes)
    truths = [Truth()]
    with tempfile.TemporaryDirectory() as folder:
        connection = apsw.Connection(f"{folder}/panels.db", vfs="noting")
        link = NotingLink(connection, -1)  # type: ignore[arg-type]
        # The noting layer has no shared memory; alone, the log's index is kept in one's own.
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        for setting in settings:
            list(connection.execute(setting))
        prepared(link)
        list(connection.execute(f"PRAGMA wal_autocheckpoint = {draw.randrange(4, 40)}"))
        notes.append(Noted("acknowledged"))
        for number in range(steps):
            truth = truths[-1].copy()
            _step(link, draw, number, truth)
            truths.append(truth)
            notes.append(Noted("acknowledged"))
        connection.close()
        files.unregister()
    return notes, truths


def _step(link: Link, draw: random.Random, number: int, truth: Truth) -> None:
    panel = draw.choice(PANELS)
    records = truth.records[panel]
    version = len(records)
    kind = draw.random()
    alive = [name for (where, name), body in truth.bodies.items() if where == panel and body]
    record = Record(event=b'{"n":%d}' % number, head=f"{number:064x}")
    if kind < 0.2:
        content = b"%d " % number * draw.randrange(1, 900)
        with link.transaction("IMMEDIATE") as run:
            _sqlite_steps.drafts(run, panel, SEAT, write=content)
        truth.drafts[panel] = content
    elif kind < 0.35 and alive:
        change = Change(records=(record,), erased=(draw.choice(alive),))
        with link.transaction("IMMEDIATE") as run:
            _sqlite_steps.erase(run, panel, change, expected_version=version)
        list(link.run(_sqlite_file.EMPTY_THE_LOG))
        records.append(record)
        truth.bodies[panel, change.erased[0]] = None
    else:
        content = draw.randbytes(draw.choice((50, 300, 2000, 9000)))
        body = Body(commitment=f"{number:064x}", salt=bytes(32), content=content)
        change = Change(records=(record,), bodies=(body,), settled=(SEAT,))
        with link.transaction("IMMEDIATE") as run:
            _sqlite_steps.append(run, panel, change, expected_version=version)
        records.append(record)
        truth.bodies[panel, body.commitment] = body
        truth.drafts[panel] = None


def cuts(
    notes: list[Noted], draw: random.Random, every: int
) -> Iterator[tuple[int, dict[str, bytes]]]:
    """Each cut: how much was acknowledged by then, and the files that are left."""
    safe: dict[str, bytearray] = {}
    pending: dict[str, list[Noted]] = {}
    acknowledged = 0
    for note in notes:
        if note.what == "acknowledged":
            acknowledged += 1
        elif note.what == "sync":
            for one in pending.pop(note.file, []):
                _apply(safe.setdefault(note.file, bytearray()), one)
        elif note.what == "delete":
            safe.pop(note.file, None)
            pending.pop(note.file, None)
        else:
            pending.setdefault(note.file, []).append(note)
        for _ in range(every if acknowledged else 0):
            files = {name: bytearray(data) for name, data in safe.items()}
            for name, waiting in pending.items():
                for one in draw.sample(waiting, len(waiting)):
                    _apply_some(files.setdefault(name, bytearray()), one, draw)
            yield acknowledged, {name: bytes(data) for name, data in files.items()}


def _apply(data: bytearray, note: Noted) -> None:
    if note.what == "truncate":
        del data[note.offset :]
        data.extend(bytes(note.offset - len(data)))
        return
    data.extend(bytes(max(0, note.offset - len(data))))
    data[note.offset : note.offset + len(note.data)] = note.data


def _apply_some(data: bytearray, note: Noted, draw: random.Random) -> None:
    """One piece that was not synced: there, lost, or torn."""
    fate = draw.random()
    if fate < 0.4:
        _apply(data, note)
    elif fate < 0.7 and note.what == "write":
        for begin in range(0, len(note.data), SECTOR):
            if draw.random() < 0.5:
                piece = note.data[begin : begin + SECTOR]
                _apply(data, Noted("write", note.file, note.offset + begin, piece))


def verdict(folder: Path, files: dict[str, bytes], before: Truth, after: Truth) -> str:
    """What became of it: `sound`, `lost` or `corrupt`."""
    for name, data in files.items():
        (folder / name).write_bytes(data)
    path = folder / "panels.db"
    try:
        with closing(SQLite(path)) as store:
            found = _found(store, after)
        with closing(sqlite3.connect(path)) as connection:
            if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                return "corrupt"
    except (FairscoreError, sqlite3.DatabaseError):
        return "corrupt"
    finally:
        for file in folder.iterdir():
            file.unlink()
    # What was under way may be there, whole; what was acknowledged must be.
    return "sound" if found in (_known(before, after), _known(after, after)) else "lost"


def _found(store: SQLite, asked: Truth) -> Found:
    names = {panel: [name for where, name in asked.bodies if where == panel] for panel in PANELS}
    return [
        (store.load(panel), dict(store.bodies(panel, names[panel])), store.drafts(panel, SEAT))
        for panel in PANELS
    ]


def _known(truth: Truth, asked: Truth) -> Found:
    return [
        (
            tuple(truth.records[panel]),
            {
                name: body
                for where, name in asked.bodies
                if where == panel and (body := truth.bodies.get((panel, name)))
            },
            truth.drafts.get(panel),
        )
        for panel in PANELS
    ]


def main() -> int:
    """Cut the power as often as asked, and print what became of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cuts", type=int, default=10_000)
    parser.add_argument("--steps", type=int, default=40, help="writes between two new databases")
    parser.add_argument("--every", type=int, default=3, help="cuts at each write")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--synchronous", default="FULL", help="another one must be found out")
    asked = parser.parse_args()
    settings = tuple(
        one.replace("synchronous = FULL", f"synchronous = {asked.synchronous}")
        for one in EVERY_CONNECTION
    )
    draw = random.Random(asked.seed)  # noqa: S311 (what is lost is no secret)
    outcomes = {"sound": 0, "lost": 0, "corrupt": 0}
    writes = 0
    with tempfile.TemporaryDirectory() as name:
        while sum(outcomes.values()) < asked.cuts:
            notes, truths = work(draw, asked.steps, settings)
            writes += sum(note.what == "write" for note in notes)
            for acknowledged, files in cuts(notes, draw, asked.every):
                before = truths[acknowledged - 1]
                after = truths[min(acknowledged, len(truths) - 1)]
                outcomes[verdict(Path(name), files, before, after)] += 1
                if sum(outcomes.values()) == asked.cuts:
                    break
    print(
        line(
            run="power cuts",
            synchronous=asked.synchronous,
            cuts=sum(outcomes.values()),
            writes=writes,
            sqlite=apsw.sqlite_lib_version(),
            opened_by=sqlite3.sqlite_version,
            **outcomes,
        )
    )
    return 0 if not (outcomes["lost"] or outcomes["corrupt"]) else 1


if __name__ == "__main__":
    raise SystemExit(main())
