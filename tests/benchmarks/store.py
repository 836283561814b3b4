"""What handing in costs: a submission over the desk against a bare insert that is as durable."""

import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from measure import Row, paired

import fairscore as fs
from fairscore.stores import SQLite
from fairscore.stores._sqlite_file import EVERY_CONNECTION

sys.path.append(str(Path(__file__).parent.parent / "reliability"))

from handed_in import TENANT, HandIn

LEAST_OF_A_BARE_INSERT = 4.0


def handing_in(times: int) -> list[Row]:
    """Hand in over a desk, and through the store alone, against one insert with the same syncs."""
    with tempfile.TemporaryDirectory() as folder:
        store = SQLite(f"{folder}/panels.db")
        asked = _Asked(store)
        bare = _bare(f"{folder}/bare.db", asked.cards[0].canonical)
        ratio, best, best_peer = paired(asked.submit, bare, times, rounds=9)
        parts = _parts(asked, times)
        store.close()
    total = sum(parts.values())
    spent = ", ".join(f"{name} {share / total:.0%}" for name, share in parts.items())
    return [
        Row(
            what="submit over a desk, SQLite",
            peer="a bare durable insert",
            ratio=ratio,
            limit=LEAST_OF_A_BARE_INSERT,
            note=f"{1e6 / best:.0f} against {1e6 / best_peer:.0f} a second; spent on: {spent}",
        )
    ]


class _Asked:
    """Hand-ins, one after another, each with its scorecard read beforehand."""

    def __init__(self, store: SQLite) -> None:
        self.desk = fs.Desk(store, tenant=TENANT)
        self.store = store
        self.number = 0
        self.panel = HandIn(0, 0).open(self.desk)
        self.cards = [HandIn(0, 0).card()]

    def submit(self) -> None:
        """One hand-in: the first of its panel, or a later version."""
        one = HandIn(0, self.number)
        if one.version == 0:
            self.panel = one.open(self.desk)
        one.hand_in(self.desk, self.panel)
        self.number += 1


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
