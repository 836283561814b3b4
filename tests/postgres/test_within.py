"""A store in a transaction of the host's: SQLAlchemy, psycopg and Django, committed or not (P4)."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import Session

import fairscore as fs
from fairscore.async_desk import AsyncDesk
from fairscore.errors import Conflict, PanelError, StoreError
from fairscore.event import PanelId
from fairscore.log import Receipt, Record, Unconfirmed
from fairscore.stores import AsyncPostgreSQL, Change, PostgreSQL

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from contextlib import AbstractAsyncContextManager

    from sqlalchemy import Engine
    from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

    from fairscore.stores._postgres_transaction import AsyncHost

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
AT = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
ACME = PanelId(tenant="acme", application="app-7", round="onsite")
SEAT = ("interviewer-a", "design")
ONE = Change(records=(Record(event=b'{"event":"held"}', head="0" * 64),))


class RolledBackError(Exception):
    """What a host raises to undo its transaction."""


@pytest.fixture(scope="module")
def rubric() -> fs.Rubric:
    """The rubric of the examples."""
    return fs.read(EXAMPLES / "backend.rubric.yaml", fs.Rubric)


@pytest.fixture(scope="module")
def card() -> fs.Scorecard:
    """A whole scorecard of the examples."""
    return fs.read(EXAMPLES / "founding-story" / "interviewer-a.yaml", fs.Scorecard)


@pytest.fixture
def panel(address: str, rubric: fs.Rubric) -> PanelId:
    """A panel that is open, in a database with a table of the host's own."""
    with psycopg.connect(address) as connection:
        connection.execute("CREATE TABLE application (name text)")
    with closing(PostgreSQL(address)) as store:
        return fs.Desk(store, tenant="acme").open(
            rubric,
            application="app-7",
            round="onsite",
            seats=[fs.Seat(interviewer="interviewer-a", interview="design")],
            at=AT,
        )


def named(address: str) -> int:
    """How many rows the host's own table has."""
    with psycopg.connect(address) as connection:
        rows = connection.execute("SELECT count(*) FROM application").fetchone()
    assert rows
    return int(rows[0])


def written(address: str, panel: PanelId) -> bool:
    """Whether a scorecard is in, as another connection sees it; its receipt says the same."""
    with closing(PostgreSQL(address)) as store:
        desk = fs.Desk(store, tenant="acme")
        view = desk.look(panel, viewer="interviewer-a", at=AT)
        if view.scorecard is None:
            with pytest.raises(PanelError, match="nothing-submitted"):
                desk.receipt(panel, SEAT, key="hand-in-1")
        else:
            assert desk.receipt(panel, SEAT, key="hand-in-1") == view.own[0].receipt
        return view.scorecard is not None


@contextmanager
def engine_of(address: str) -> Iterator[Engine]:
    """An engine of the host's."""
    engine = create_engine(address.replace("postgresql:", "postgresql+psycopg:"))
    try:
        yield engine
    finally:
        engine.dispose()


@asynccontextmanager
async def waiting_engine_of(address: str) -> AsyncIterator[AsyncEngine]:
    """An asynchronous one."""
    engine = create_async_engine(address.replace("postgresql:", "postgresql+psycopg:"))
    try:
        yield engine
    finally:
        await engine.dispose()


# Each is one way to a transaction: it gives a store in it, and a call that writes a row of the
# host's own beside. It commits at the end, and rolls back where something is raised.


@contextmanager
def by_session(address: str) -> Iterator[tuple[PostgreSQL, Callable[[], object]]]:
    """A session of SQLAlchemy."""
    with engine_of(address) as engine, Session(engine) as session, session.begin():
        add = text("INSERT INTO application VALUES ('x')")
        yield PostgreSQL.within(session), lambda: session.execute(add)


@contextmanager
def by_connection(address: str) -> Iterator[tuple[PostgreSQL, Callable[[], object]]]:
    """A connection of SQLAlchemy, on which nothing was begun yet."""
    with engine_of(address) as engine, engine.connect() as connection:
        add = text("INSERT INTO application VALUES ('x')")
        yield PostgreSQL.within(connection), lambda: connection.execute(add)
        connection.commit()


@contextmanager
def by_psycopg(address: str) -> Iterator[tuple[PostgreSQL, Callable[[], object]]]:
    """A connection of psycopg that puts parameters into statements and gives rows as mappings."""
    with psycopg.connect(
        address, row_factory=psycopg.rows.dict_row, cursor_factory=psycopg.ClientCursor
    ) as connection:
        add = "INSERT INTO application VALUES ('x')"
        yield PostgreSQL.within(connection), lambda: connection.execute(add)


@contextmanager
def by_django(address: str) -> Iterator[tuple[PostgreSQL, Callable[[], object]]]:
    """Django's `atomic`."""
    from django.apps import apps
    from django.conf import settings
    from django.db import connections, transaction

    if not settings.configured:
        settings.configure(DATABASES={})
        apps.populate([])
    options = psycopg.conninfo.conninfo_to_dict(address)
    connections.settings["default"] = connections.configure_settings(
        {
            "default": {
                "ENGINE": "django.db.backends.postgresql",
                "NAME": options["dbname"],
                "USER": options["user"],
                "HOST": options["host"],
                "OPTIONS": {"options": options["options"]},
            }
        }
    )["default"]
    connection = connections.create_connection("default")
    connections["default"] = connection
    try:
        with transaction.atomic():
            yield (
                PostgreSQL.within(connection.connection),
                lambda: connection.cursor().execute("INSERT INTO application VALUES ('x')"),
            )
    finally:
        connection.close()


HOSTS = [by_session, by_connection, by_psycopg, by_django]
Begin = "Callable[[str], AbstractContextManager[tuple[PostgreSQL, Callable[[], object]]]]"


@pytest.mark.parametrize("begin", HOSTS)
def test_what_a_host_commits_is_there_with_its_own(
    begin: Begin, address: str, panel: PanelId, card: fs.Scorecard
) -> None:
    """There is no receipt before the host has committed; then there is, and the host's row too."""
    with begin(address) as (store, add):
        add()
        got = fs.Desk(store, tenant="acme").submit(panel, card, key="hand-in-1", at=AT)
        assert isinstance(got, Unconfirmed)
        assert not store.confirmed
        assert not written(address, panel)

    assert (written(address, panel), named(address)) == (True, 1)


@pytest.mark.parametrize("begin", HOSTS)
def test_what_a_host_rolls_back_was_never_there(
    begin: Begin, address: str, panel: PanelId, card: fs.Scorecard
) -> None:
    """After a rollback nothing is in, and the same key can be used again."""
    with suppress(RolledBackError), begin(address) as (store, add):
        add()
        fs.Desk(store, tenant="acme").submit(panel, card, key="hand-in-1", at=AT)
        raise RolledBackError

    assert (written(address, panel), named(address)) == (False, 0)
    with begin(address) as (store, _):
        fs.Desk(store, tenant="acme").submit(panel, card, key="hand-in-1", at=AT)
    assert written(address, panel)


@pytest.mark.parametrize("begin", HOSTS)
def test_what_fails_undoes_nothing_of_the_hosts(begin: Begin, address: str, panel: PanelId) -> None:
    """After a conflict and an error of the database, the host's transaction goes on and commits."""
    with psycopg.connect(address) as connection:
        connection.execute("ALTER TABLE fairscore_draft ADD CHECK (length(content) < 5)")
    with begin(address) as (store, add):
        add()
        with pytest.raises(Conflict):
            store.append(panel, ONE, expected_version=0)
        with pytest.raises(StoreError):
            store.drafts(panel, SEAT, write=b"too long for it")
        store.append(ACME, ONE, expected_version=1)
        add()

    assert named(address) == 2
    with closing(PostgreSQL(address)) as store:
        assert len(store.load(panel)) == 2


@pytest.mark.parametrize("begin", HOSTS)
def test_a_conflict_keeps_the_lock(begin: Begin, address: str, panel: PanelId) -> None:
    """After a first conflict nobody else comes between, so that the second try succeeds."""
    with begin(address) as (store, _):
        with pytest.raises(Conflict):
            store.append(panel, ONE, expected_version=0)
        with psycopg.connect(address) as other:
            other.execute("SET lock_timeout = '50ms'")
            with pytest.raises(StoreError, match="LockNotAvailable"):
                PostgreSQL.within(other).append(panel, ONE, expected_version=1)


def test_a_connection_that_commits_by_itself_is_refused(address: str) -> None:
    """Outside a transaction nothing is written, and it says how to begin one."""
    with psycopg.connect(address, autocommit=True) as connection:
        store = PostgreSQL.within(connection)
        with pytest.raises(StoreError, match=r"atomic\(\) \[transaction-missing\]"):
            store.append(ACME, ONE, expected_version=0)
        with connection.transaction():
            store.append(ACME, ONE, expected_version=0)
        with connection.transaction():
            assert len(store.load(ACME)) == 1
        store.close()
        assert not connection.closed


def test_a_connection_of_an_engine_that_commits_by_itself_is_refused(address: str) -> None:
    """Nor is anything written where SQLAlchemy was told to commit each statement."""
    with engine_of(address) as engine, engine.connect() as connection:
        store = PostgreSQL.within(connection.execution_options(isolation_level="AUTOCOMMIT"))
        with pytest.raises(StoreError, match=r"\[transaction-missing\]"):
            store.append(ACME, ONE, expected_version=0)


def test_another_driver_is_refused(address: str) -> None:
    """A host with another driver, or the other sort of connection, is told which one is needed."""
    engine = create_engine("sqlite://")
    with engine.connect() as connection, pytest.raises(TypeError, match="not a psycopg 3"):
        PostgreSQL.within(connection).load(ACME)
    engine.dispose()

    async def run() -> None:
        async with waiting_engine_of(address) as engine, engine.connect() as connection:
            with pytest.raises(TypeError, match="or AsyncPostgreSQL"):
                await connection.run_sync(lambda plain: PostgreSQL.within(plain).load(ACME))
        with psycopg.connect(address) as plain, pytest.raises(TypeError, match="or PostgreSQL"):
            await AsyncPostgreSQL.within(plain).load(ACME)

    asyncio.run(run())


# --- The same with await --------------------------------------------------------------


@asynccontextmanager
async def by_async_session(address: str) -> AsyncIterator[AsyncPostgreSQL]:
    """An asynchronous session of SQLAlchemy."""
    async with (
        waiting_engine_of(address) as engine,
        AsyncSession(engine) as session,
        session.begin(),
    ):
        await session.execute(text("INSERT INTO application VALUES ('x')"))
        yield AsyncPostgreSQL.within(session)


@asynccontextmanager
async def by_async_connection(address: str) -> AsyncIterator[AsyncPostgreSQL]:
    """An asynchronous connection of SQLAlchemy, on which nothing was begun yet."""
    async with waiting_engine_of(address) as engine, engine.connect() as connection:
        yield AsyncPostgreSQL.within(connection)
        await connection.execute(text("INSERT INTO application VALUES ('x')"))
        await connection.commit()


@asynccontextmanager
async def by_async_psycopg(address: str) -> AsyncIterator[AsyncPostgreSQL]:
    """An asynchronous connection of psycopg."""
    async with await psycopg.AsyncConnection.connect(address) as connection:
        await connection.execute("INSERT INTO application VALUES ('x')")
        yield AsyncPostgreSQL.within(connection)


ASYNC_HOSTS = [by_async_session, by_async_connection, by_async_psycopg]


@pytest.mark.parametrize("commits", [True, False])
@pytest.mark.parametrize("begin", ASYNC_HOSTS)
def test_a_host_that_awaits_commits_or_rolls_back(
    begin: Callable[..., object],
    address: str,
    panel: PanelId,
    card: fs.Scorecard,
    *,
    commits: bool,
) -> None:
    """The receipt is there after the commit, and not after a rollback."""

    async def run() -> None:
        async with begin(address) as store:
            desk = AsyncDesk(store, tenant="acme")
            got = await desk.submit(panel, card, key="hand-in-1", at=AT)
            assert isinstance(got, Unconfirmed)
            with pytest.raises(Conflict):
                await store.append(panel, ONE, expected_version=0)
            await store.close()
            if not commits:
                raise RolledBackError

    with suppress(RolledBackError):
        asyncio.run(run())

    assert (written(address, panel), named(address)) == (commits, int(commits))


@pytest.mark.parametrize("begin", ASYNC_HOSTS)
def test_what_fails_undoes_nothing_of_a_host_that_awaits(
    begin: Callable[..., AbstractAsyncContextManager[AsyncPostgreSQL]],
    address: str,
    panel: PanelId,
) -> None:
    """After an error of the database, the host's transaction goes on and commits."""
    with psycopg.connect(address) as connection:
        connection.execute("ALTER TABLE fairscore_draft ADD CHECK (length(content) < 5)")

    async def run() -> None:
        async with begin(address) as store:
            with pytest.raises(StoreError, match="CheckViolation"):
                await store.drafts(panel, SEAT, write=b"too long for it")
            await store.append(panel, ONE, expected_version=1)

    asyncio.run(run())

    assert named(address) == 1
    with closing(PostgreSQL(address)) as store:
        assert len(store.load(panel)) == 2


@asynccontextmanager
async def by_engine_without_transactions(address: str) -> AsyncIterator[AsyncConnection]:
    """A connection of SQLAlchemy that was told to commit each statement by itself."""
    async with waiting_engine_of(address) as engine, engine.connect() as connection:
        yield await connection.execution_options(isolation_level="AUTOCOMMIT")


@asynccontextmanager
async def by_psycopg_without_transactions(
    address: str,
) -> AsyncIterator[psycopg.AsyncConnection]:
    """One of psycopg."""
    async with await psycopg.AsyncConnection.connect(address, autocommit=True) as connection:
        yield connection


@pytest.mark.parametrize("begin", [by_engine_without_transactions, by_psycopg_without_transactions])
def test_a_host_that_awaits_and_commits_by_itself_is_refused(
    begin: Callable[..., AbstractAsyncContextManager[AsyncHost]], address: str
) -> None:
    """Outside a transaction nothing is written, as for a host that does not await."""

    async def run() -> None:
        async with begin(address) as host:
            store = AsyncPostgreSQL.within(host)
            with pytest.raises(StoreError, match=r"atomic\(\) \[transaction-missing\]"):
                await store.append(ACME, ONE, expected_version=0)

    asyncio.run(run())

    with closing(PostgreSQL(address)) as store:
        assert store.load(ACME) == ()


def test_an_engine_of_the_hosts_is_used(address: str, panel: PanelId, card: fs.Scorecard) -> None:
    """A store over a host's asynchronous engine gives receipts by itself."""

    async def run() -> object:
        async with waiting_engine_of(address) as engine:
            desk = AsyncDesk(AsyncPostgreSQL(engine), tenant="acme")
            return await desk.submit(panel, card, key="hand-in-1", at=AT)

    assert isinstance(asyncio.run(run()), Receipt)
    assert written(address, panel)
