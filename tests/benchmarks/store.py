"""What handing in costs: a submission over the desk against a bare insert that is as durable."""

import json
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from measure import ROUNDS, Row, paired

import fairscore as fs
from fairscore.stores import SQLite
from fairscore.stores._sqlite_file import EVERY_CONNECTION

RELIABILITY = Path(__file__).parent.parent / "reliability"
sys.path.append(str(RELIABILITY))

from handed_in import TENANT, HandIn  # noqa: E402 (found by the line above)

LEAST_OF_A_BARE_INSERT = 4.0


def handing_in(times: int) -> list[Row]:
    """Hand in over a desk, and through the store alone, against one insert with the same syncs."""
    with tempfile.TemporaryDirectory() as folder:
        store = SQLite(f"{folder}/panels.db")
        asked = _Asked(store, (ROUNDS + 1) * times)
        bare = _bare(f"{folder}/bare.db", asked.content)
        ratio, best, best_peer = paired(asked.submit, bare, times)
        parts = _parts(asked, times)
        store.close()
    total = sum(parts.values())
    spent = ", ".join(f"{name} {share / total:.0%}" for name, share in parts.items())
    return [
        _together(),
        Row(
            what="submit over a desk, SQLite",
            peer="a bare durable insert",
            ratio=ratio,
            limit=None,
            note=f"{1e6 / best:.0f} against {1e6 / best_peer:.0f} a second; spent on: {spent}",
        ),
    ]


def _together() -> Row:
    """Sixteen writers for a while, over desks and then with bare inserts, all in turns."""

    def written(what: str) -> int:
        program = RELIABILITY / "writers.py"
        run = subprocess.run(
            [sys.executable, program, "--what", what, "--seconds", "5"],
            check=False,
            capture_output=True,
            text=True,
        )
        return int(json.loads(run.stdout)["written"])

    rates = [(written("submit"), written("insert")) for _ in range(3)]
    ratios = sorted(bare / ours for ours, bare in rates)
    best, best_peer = map(max, zip(*rates, strict=True))
    return Row(
        what="submit, 16 writers on SQLite",
        peer="16 with a bare durable insert",
        ratio=ratios[1],
        limit=LEAST_OF_A_BARE_INSERT,
        note=f"{best / 5:.0f} against {best_peer / 5:.0f} a second, scorecards read from JSON",
    )


class _Asked:
    """Hand-ins, one after another: their scorecards read and their panels opened beforehand."""

    def __init__(self, store: SQLite, count: int) -> None:
        self.store = store
        self.desk = fs.Desk(store, tenant=TENANT)
        hand_ins = [HandIn(0, number) for number in range(count)]
        self.content = hand_ins[0].card().canonical
        self.waiting = iter([(one, one.open(self.desk), one.card()) for one in hand_ins])

    def submit(self) -> None:
        """One hand-in: the first of its panel, or a later version."""
        one, panel, card = next(self.waiting)
        one.hand_in(self.desk, panel, card=card)


def _bare(path: str, content: bytes) -> Callable[[], None]:
    connection = sqlite3.connect(path, isolation_level=None)
    for setting in (*EVERY_CONNECTION, "PRAGMA journal_mode = WAL"):
        connection.execute(setting)
    connection.execute("CREATE TABLE card (content BLOB NOT NULL) STRICT")

    def insert() -> None:
        connection.execute("INSERT INTO card VALUES (?)", (content,))

    return insert


def _parts(asked: _Asked, times: int) -> dict[str, float]:
    """Where the time of a hand-in goes, by timing the store's operations within it."""
    spent = dict.fromkeys(("writing", "reading the panel", "reading bodies"), 0.0)
    names = {"append": "writing", "load": "reading the panel", "bodies": "reading bodies"}
    calls = {operation: getattr(asked.store, operation) for operation in names}
    whole = time.perf_counter()
    for operation, name in names.items():

        def timed(
            *given: object,
            call: Callable[..., object] = calls[operation],
            name: str = name,
            **named: object,
        ) -> object:
            began = time.perf_counter()
            try:
                return call(*given, **named)
            finally:
                spent[name] += time.perf_counter() - began

        setattr(asked.store, operation, timed)
    for _ in range(times):
        asked.submit()
    whole = time.perf_counter() - whole
    return spent | {"deciding, sealing, checking": whole - sum(spent.values())}
