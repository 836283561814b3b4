"""Whoever is overtaken writes next: one transaction, with the panel locked (P4)."""

from __future__ import annotations

import asyncio
import threading
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeAlias

import psycopg
import pytest

import fairscore as fs
from fairscore import _access
from fairscore.async_desk import AsyncDesk
from fairscore.errors import Conflict, StoreError
from fairscore.event import PanelId
from fairscore.log import Body, Receipt, Record, Unconfirmed
from fairscore.stores import AsyncPostgreSQL, Change, PostgreSQL
from fairscore.stores import _postgres_sql as sql

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

AT = datetime(2026, 5, 4, 9, tzinfo=UTC)
ACME = PanelId(tenant="acme", application="app-7", round="onsite")
WORDS = "c4n4ry-words"
RUBRIC = fs.read("examples/backend.rubric.yaml", fs.Rubric)
CARD = fs.read("examples/founding-story/interviewer-a.yaml", fs.Scorecard)
SEATS = [
    fs.Seat(interviewer="interviewer-a", interview="design"),
    fs.Seat(interviewer="interviewer-b", interview="past-project"),
]


def change(number: int = 0) -> Change:
    """An event with a body."""
    body = Body(commitment=f"{number:064x}", salt=bytes(32), content=WORDS.encode())
    return Change(records=(Record(event=b"{}", head=f"{number:064x}"),), bodies=(body,))


@pytest.fixture
def store(address: str) -> Iterator[PostgreSQL]:
    """A store in a database of its own."""
    with closing(PostgreSQL(address)) as made:
        yield made


def begun(store: PostgreSQL) -> PanelId:
    """A panel with two seats."""
    desk = fs.Desk(store, tenant="acme")
    return desk.open(RUBRIC, application="app-7", round="onsite", seats=SEATS, at=AT)


def overtaking(store: PostgreSQL) -> Callable[[PanelId], None]:
    """Something that happens to a panel each time that somebody has read its log."""
    desk = fs.Desk(store, tenant="acme")

    def happen(panel: PanelId) -> None:
        desk.hold(panel, reason="legal-claim", by="counsel-1", at=AT)
        desk.end_hold(panel, by="counsel-1", at=AT)

    return happen


Kind: TypeAlias = "type[Overtaken | AsyncOvertaken]"


class Overtaken(PostgreSQL):
    """A store in which somebody always comes between reading and writing, where they can."""

    happen: Callable[[PanelId], None]
    loads = 0

    def load(self, panel: PanelId, /) -> tuple[Record, ...]:
        """Read the log, and be overtaken unless the panel is locked."""
        type(self).loads += 1
        records = super().load(panel)
        if self.confirmed:
            type(self).happen(panel)
        return records


class AsyncOvertaken(AsyncPostgreSQL):
    """The same with `await`."""

    happen: Callable[[PanelId], None]
    loads = 0

    async def load(self, panel: PanelId, /) -> tuple[Record, ...]:
        """Read the log, and be overtaken unless the panel is locked."""
        type(self).loads += 1
        records = await super().load(panel)
        if self.confirmed:
            type(self).happen(panel)
        return records


def handed_in(kind: Kind, address: str, panel: PanelId) -> Receipt:
    """Hand in a scorecard over a store of a kind, with or without `await`."""
    kind.loads = 0
    given: dict[str, Any] = {"key": "k", "at": AT}
    if issubclass(kind, AsyncPostgreSQL):

        async def run() -> Receipt | Unconfirmed:
            asked = kind(address)
            try:
                return await AsyncDesk(asked, tenant="acme").submit(panel, CARD, **given)
            finally:
                await asked.close()

        receipt = asyncio.run(run())
    else:
        with closing(kind(address)) as asked:
            receipt = fs.Desk(asked, tenant="acme").submit(panel, CARD, **given)
    assert isinstance(receipt, Receipt)
    return receipt


@pytest.mark.parametrize("kind", [Overtaken, AsyncOvertaken])
def test_nobody_who_hands_in_is_overtaken(store: PostgreSQL, address: str, kind: Kind) -> None:
    """A desk that writes reads while nobody else can write, and hands out a receipt."""
    panel = begun(store)
    kind.happen = staticmethod(overtaking(store))

    receipt = handed_in(kind, address, panel)

    assert kind.loads == 1
    again = fs.Desk(store, tenant="acme").receipt(panel, SEATS[0].key, key="k")
    assert receipt == again


@pytest.mark.parametrize("kind", [Overtaken, AsyncOvertaken])
def test_without_the_lock_one_would_never_get_through(
    store: PostgreSQL, address: str, kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The test above would notice a store that locks nothing."""
    panel = begun(store)
    kind.happen = staticmethod(overtaking(store))
    monkeypatch.setattr(kind, "locked", None)
    monkeypatch.setattr(_access, "_ATTEMPTS", 5)

    with pytest.raises(Conflict):
        handed_in(kind, address, panel)
    assert kind.loads == 5


def until_one_waits(address: str) -> None:
    """Go on once somebody stands before a lock, however long the machine takes over it."""
    waiting = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
    with psycopg.connect(address, autocommit=True) as connection:
        for _ in range(3000):
            if connection.execute(waiting).fetchone() != (0,):
                return
            threading.Event().wait(0.01)
    pytest.fail("nobody waits for the lock")


def test_others_wait_and_readers_do_not(store: PostgreSQL, address: str) -> None:
    """While a panel is locked nobody else writes to it; it shows at the end what was written."""
    written: list[int] = []

    def write() -> None:
        with closing(PostgreSQL(address)) as other:
            other.append(ACME, change(2), expected_version=1)
            written.append(2)

    with store.locked(ACME) as held:
        waiting = threading.Thread(target=write)
        waiting.start()
        until_one_waits(address)
        assert written == []
        held.append(ACME, change(1), expected_version=0)
        assert len(held.load(ACME)) == 1
        assert store.load(ACME) == ()
    waiting.join(10)

    assert written == [2]
    assert len(store.load(ACME)) == 2


@pytest.mark.parametrize("waits", [False, True])
def test_a_lock_keeps_others_from_writing_before_anything_is_written(
    address: str, *, waits: bool
) -> None:
    """Whoever holds a panel keeps others from it from the first moment on, with `await` too."""

    def refused() -> None:
        with psycopg.connect(address) as other:
            other.execute("SET lock_timeout = '50ms'")
            with pytest.raises(StoreError, match="LockNotAvailable"):
                PostgreSQL.within(other).append(ACME, change(1), expected_version=0)

    def hold() -> None:
        with closing(PostgreSQL(address)) as store, store.locked(ACME):
            refused()

    async def hold_later() -> None:
        store = AsyncPostgreSQL(address)
        try:
            async with store.locked(ACME):
                refused()
        finally:
            await store.close()

    asyncio.run(hold_later()) if waits else hold()


def test_a_draft_that_is_not_committed_yet_is_erased_too(store: PostgreSQL, address: str) -> None:
    """An erasure waits for a draft that a host is about to commit, and takes it away (P13)."""
    key = SEATS[0].key
    erasure = Change(records=change().records, settled=(key,))
    with psycopg.connect(address) as host, psycopg.connect(address) as other:
        PostgreSQL.within(host).drafts(ACME, key, write=WORDS.encode())
        other.execute("SET lock_timeout = '50ms'")
        # Else it would be done now, and would not have found what it was to take away.
        with pytest.raises(StoreError, match="LockNotAvailable"):
            PostgreSQL.within(other).erase(ACME, erasure, expected_version=0)
        host.commit()
    store.erase(ACME, erasure, expected_version=0)

    assert store.drafts(ACME, key) is None


def test_a_refusal_undoes_everything_and_lets_go(store: PostgreSQL) -> None:
    """What was written before a refusal is gone, and the next one may write."""

    def refused() -> None:
        with store.locked(ACME) as held:
            held.append(ACME, change(1), expected_version=0)
            held.append(ACME, change(2), expected_version=0)

    with pytest.raises(Conflict):
        refused()

    assert store.load(ACME) == ()
    with store.locked(ACME) as held:
        held.append(ACME, change(2), expected_version=0)
    assert len(store.load(ACME)) == 1


def test_a_conflict_within_undoes_itself_alone(store: PostgreSQL) -> None:
    """The transaction goes on after one, as a host's does."""
    with store.locked(ACME) as held:
        held.append(ACME, change(1), expected_version=0)
        with pytest.raises(Conflict):
            held.append(ACME, change(2), expected_version=0)
    assert len(store.load(ACME)) == 1


@pytest.mark.parametrize("waits", [False, True])
def test_a_server_that_ends_it_is_told_without_words(
    store: PostgreSQL, address: str, *, waits: bool
) -> None:
    """Where it cannot be committed nothing was written, and the error says none of it (P10)."""

    def end() -> None:
        with psycopg.connect(address, autocommit=True) as other:
            other.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state = 'idle in "
                "transaction' AND datname = current_database() AND pid <> pg_backend_pid()"
            )

    def write() -> None:
        with store.locked(ACME) as held:
            held.append(ACME, change(1), expected_version=0)
            end()

    async def write_later() -> None:
        later = AsyncPostgreSQL(address)
        try:
            async with later.locked(ACME) as held:
                await held.append(ACME, change(1), expected_version=0)
                end()
        finally:
            await later.close()

    with pytest.raises(StoreError, match=r"\[store-failed\]") as caught:
        asyncio.run(write_later()) if waits else write()

    assert WORDS not in f"{caught.value!r}{caught.value.__context__!r}"
    assert store.load(ACME) == ()


@pytest.mark.parametrize("kind", [PostgreSQL, AsyncPostgreSQL])
def test_tables_that_were_seen_are_not_asked_for_again(
    address: str,
    store: PostgreSQL,
    kind: Any,  # noqa: ANN401 (one awaits, one does not)
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What a desk learns in a panel that is locked its store knows from then on."""
    panel = begun(store)
    asked: list[str] = []
    version = sql._version

    def counted() -> sql.Steps[int]:
        asked.append("version")
        return version()

    monkeypatch.setattr(sql, "_version", counted)

    async def awaited() -> None:
        desk = AsyncDesk(made, tenant="acme")
        await desk.submit(panel, CARD, key="k", at=AT)
        await desk.withdraw(panel, SEATS[0].key, by=SEATS[0].interviewer, at=AT)
        await made.close()

    made = kind(address)
    if kind is AsyncPostgreSQL:
        asyncio.run(awaited())
    else:
        with closing(made):
            desk = fs.Desk(made, tenant="acme")
            desk.submit(panel, CARD, key="k", at=AT)
            desk.withdraw(panel, SEATS[0].key, by=SEATS[0].interviewer, at=AT)

    assert asked == ["version"]
