"""PostgreSQL: its tables, its locks, and what it tells when something fails."""

from __future__ import annotations

import asyncio
import logging
import subprocess
import sys
import threading
import traceback
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, nullcontext
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from sqlalchemy import create_engine
from sqlalchemy.ext.asyncio import create_async_engine

from fairscore.errors import Conflict, StoreError
from fairscore.event import PanelId
from fairscore.log import Body, Record
from fairscore.stores import AsyncPostgreSQL, Change, PostgreSQL
from fairscore.stores import _postgres_sql as sql

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from postgres_server import Server
    from sqlalchemy import Engine

ACME = PanelId(tenant="acme", application="app-7", round="onsite")
CANARY = "c4n4ry-words"


def record(number: int = 0) -> Record:
    """An event that says which one it is."""
    return Record(event=b'{"event":"held","number":%d}' % number, head=f"{number:064x}")


def change(number: int = 0, *, words: str = CANARY) -> Change:
    """An event with a body."""
    body = Body(
        commitment=f"{number:064x}", salt=bytes(32), content=f'{{"text":"{words}"}}'.encode()
    )
    return Change(records=(record(number),), bodies=(body,))


@pytest.fixture
def store(address: str) -> Iterator[PostgreSQL]:
    """A store in a database of its own."""
    made = PostgreSQL(address)
    yield made
    made.close()


def tables(address: str) -> list[tuple[Any, ...]]:
    """Every column, key, function and trigger of ours in a database."""
    with psycopg.connect(address) as connection:
        return connection.execute(
            "SELECT table_name, column_name, data_type, is_nullable, collation_name "
            "FROM information_schema.columns WHERE table_schema = current_schema() "
            "UNION ALL SELECT conrelid::regclass::text, pg_get_constraintdef(oid), '', '', '' "
            "FROM pg_constraint WHERE connamespace = current_schema()::regnamespace "
            "UNION ALL SELECT tgrelid::regclass::text, pg_get_triggerdef(oid), '', '', '' "
            "FROM pg_trigger WHERE NOT tgisinternal "
            "UNION ALL SELECT proname, prosrc, '', '', '' FROM pg_proc "
            "WHERE pronamespace = current_schema()::regnamespace ORDER BY 1, 2"
        ).fetchall()


# --- Tables ---------------------------------------------------------------------


def test_migrating_again_changes_nothing(empty: str) -> None:
    """The second call finds the tables and leaves them, with what is in them."""
    store = PostgreSQL(empty)
    store.migrate()
    store.append(ACME, change(), expected_version=0)
    made = tables(empty)

    store.migrate()

    assert tables(empty) == made
    assert store.load(ACME) == (record(),)
    store.close()


def test_migrating_with_await_makes_the_same(empty: str) -> None:
    """The store that awaits makes the tables too, and leaves them the second time."""

    async def run() -> tuple[Record, ...]:
        store = AsyncPostgreSQL(empty)
        await store.migrate()
        await store.append(ACME, change(), expected_version=0)
        await store.migrate()
        found = await store.load(ACME)
        await store.close()
        return found

    assert asyncio.run(run()) == (record(),)


def test_several_may_migrate_at_the_same_time(empty: str) -> None:
    """Eight that start together make the tables once, and none of them fails."""
    ready = threading.Barrier(8)

    def begin(_: int) -> None:
        with closing(PostgreSQL(empty)) as store:
            ready.wait(10)
            store.migrate()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(begin, range(8)))

    with psycopg.connect(empty) as connection:
        assert connection.execute("SELECT version FROM fairscore_schema").fetchall() == [(1,)]


def test_without_the_lock_those_who_migrate_together_fail(
    empty: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The test above would notice: with a lock of its own for each, all but one fail."""
    locks = iter(range(8))
    monkeypatch.setattr(sql, "migration_lock", lambda: sql._lock(b"own %d" % next(locks)))
    version, all_have_read = sql._version, threading.Barrier(8)

    def read_by_all() -> sql.Steps[int]:
        # Nobody writes before everybody has read that there are no tables.
        found = yield from version()
        all_have_read.wait(10)
        return found

    monkeypatch.setattr(sql, "_version", read_by_all)

    with pytest.raises((StoreError, Conflict)):
        test_several_may_migrate_at_the_same_time(empty)


def test_the_text_of_the_tables_makes_the_same(address: str) -> None:
    """A host that runs `ddl()` by its own means gets what `migrate` makes."""
    made = tables(address)
    with psycopg.connect(address) as connection:
        name = connection.execute("SELECT current_schema()").fetchall()[0][0]
        connection.execute(f"DROP SCHEMA {name} CASCADE; CREATE SCHEMA {name}".encode())
        connection.execute(PostgreSQL.ddl().encode())

    assert len(made) > 30
    assert tables(address) == made
    store = PostgreSQL(address)
    store.append(ACME, change(), expected_version=0)
    store.close()


@pytest.mark.parametrize("operation", ["migrate", "load", "append"])
def test_tables_of_a_newer_fairscore_are_refused(
    store: PostgreSQL, address: str, operation: str
) -> None:
    """An older program neither reads nor writes them, and says what to do."""
    with psycopg.connect(address) as connection:
        connection.execute("INSERT INTO fairscore_schema (version) VALUES (99)")
    operations = {
        "migrate": store.migrate,
        "load": lambda: store.load(ACME),
        "append": lambda: store.append(ACME, change(), expected_version=0),
    }

    with pytest.raises(StoreError) as caught:
        operations[operation]()

    assert caught.value.problem.slug == "store-newer"
    with psycopg.connect(address) as connection:
        assert connection.execute("SELECT count(*) FROM fairscore_record").fetchone() == (0,)


def test_without_tables_it_says_to_migrate(empty: str) -> None:
    """A store in a database without tables names the call that makes them."""
    store = PostgreSQL(empty)

    with pytest.raises(StoreError, match=r"call migrate\(\) once.*\[store-older\]"):
        store.load(ACME)
    store.close()


def test_a_database_that_cannot_hold_every_text_is_refused(server: Server) -> None:
    """A database in another encoding is told before anything is written to it."""
    with psycopg.connect(server.address(), autocommit=True) as connection:
        connection.execute("CREATE DATABASE latin TEMPLATE template0 ENCODING LATIN1 LOCALE 'C'")
    store = PostgreSQL(server.address("latin"))

    with pytest.raises(StoreError, match=r"LATIN1.*\[store-encoding\]"):
        store.migrate()
    store.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE fairscore_record SET head = ''",
        "DELETE FROM fairscore_record",
        "TRUNCATE fairscore_record",
        "UPDATE fairscore_body SET content = ''",
    ],
)
def test_what_was_written_is_not_changed(store: PostgreSQL, address: str, statement: str) -> None:
    """A statement by mistake is refused, even to the owner of the tables (P5)."""
    store.append(ACME, change(), expected_version=0)

    with (
        psycopg.connect(address) as connection,
        pytest.raises(psycopg.errors.RaiseException, match="never changed"),
    ):
        connection.execute(statement.encode())

    assert store.load(ACME) == (record(),)


# --- Locks ----------------------------------------------------------------------


def test_writers_to_one_panel_wait_for_each_other(store: PostgreSQL) -> None:
    """What eight threads append, each after a conflict again, is one log without gaps (P4)."""

    def work(number: int) -> None:
        for step in range(5):
            while True:
                version = len(store.load(ACME))
                try:
                    store.append(ACME, change(100 * number + step), expected_version=version)
                except Conflict:
                    continue
                break

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))

    numbers = {int(one.head, 16) for one in store.load(ACME)}
    assert numbers == {100 * number + step for number in range(8) for step in range(5)}


def test_the_lock_comes_before_anything_is_read(address: str) -> None:
    """One that waited for the lock sees what was written meanwhile, and tells of a conflict."""
    first, second = PostgreSQL(address), PostgreSQL(address)
    first.load(ACME)
    outcome: list[object] = []

    def late() -> None:
        try:
            second.append(ACME, change(2), expected_version=0)
        except Conflict as conflict:
            outcome.append(conflict)

    with psycopg.connect(address) as host:
        PostgreSQL.within(host).append(ACME, change(1), expected_version=0)
        waiting = threading.Thread(target=late)
        waiting.start()
        wait_for(address, "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'advisory'")
    waiting.join(10)

    assert [type(one) for one in outcome] == [Conflict]
    assert first.load(ACME) == (record(1),)
    first.close()
    second.close()


def wait_for(address: str, question: str) -> None:
    """Wait until a count is more than nothing."""
    with psycopg.connect(address, autocommit=True) as connection:
        for _ in range(1000):
            if connection.execute(question.encode()).fetchone() != (0,):
                return
            threading.Event().wait(0.01)
    pytest.fail("nobody waits for the lock")


def test_one_snapshot_for_a_whole_transaction_is_refused(address: str) -> None:
    """In a transaction that sees nothing new after the lock, nothing is written."""
    with psycopg.connect(address) as host:
        host.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        with pytest.raises(StoreError, match=r"repeatable read.*\[store-isolation\]"):
            PostgreSQL.within(host).append(ACME, change(), expected_version=0)


def test_an_engine_with_another_isolation_level_is_read_committed_here(address: str) -> None:
    """The store sees to it for its own transactions, and leaves the engine's others alone."""
    engine = create_engine(
        address.replace("postgresql:", "postgresql+psycopg:"), isolation_level="SERIALIZABLE"
    )
    store = PostgreSQL(engine)

    store.append(ACME, change(), expected_version=0)

    assert store.load(ACME) == (record(),)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SHOW transaction_isolation").scalar() == "serializable"
    store.close()


def test_a_writer_who_takes_no_lock_makes_a_conflict(store: PostgreSQL, address: str) -> None:
    """The key of the table holds where the lock was passed by, and nothing is half written."""
    with psycopg.connect(address) as other:
        other.execute("INSERT INTO fairscore_record VALUES ('acme', 'app-7', 'onsite', 0, '', '')")
        outcome: list[object] = []

        def late() -> None:
            try:
                store.append(ACME, change(1), expected_version=0)
            except Conflict as conflict:
                outcome.append(conflict)

        waiting = threading.Thread(target=late)
        waiting.start()
        wait_for(
            address, "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'transactionid'"
        )
    waiting.join(10)

    assert [type(one) for one in outcome] == [Conflict]
    assert len(store.load(ACME)) == 1
    assert store.bodies(ACME, [f"{1:064x}"]) == {}


# --- What is told -----------------------------------------------------------------


def told(error: BaseException) -> str:
    """All that somebody could print of an exception, and of those it came from."""
    frames = traceback.TracebackException.from_exception(error, capture_locals=False)
    texts = [*frames.format(chain=True), repr(error), str(error.args), str(vars(error))]
    assert error.__cause__ is None
    assert error.__context__ is None
    return "\n".join(texts)


@pytest.fixture
def loud(address: str, caplog: pytest.LogCaptureFixture) -> Iterator[Engine]:
    """An engine that logs statements, rows and parameters, and a log of everything."""
    caplog.set_level(logging.DEBUG)
    engine = create_engine(
        address.replace("postgresql:", "postgresql+psycopg:"), echo="debug", hide_parameters=False
    )
    yield engine
    engine.dispose()


def test_an_error_of_the_database_tells_no_words(
    loud: Engine, address: str, caplog: pytest.LogCaptureFixture
) -> None:
    """A row that a host's own CHECK refuses, which PostgreSQL prints, is in no text (P1, P10)."""
    with psycopg.connect(address) as connection:
        connection.execute("ALTER TABLE fairscore_body ADD CHECK (length(content) < 5)")
        connection.execute("ALTER TABLE fairscore_draft ADD CHECK (length(content) < 5)")
    store = PostgreSQL(loud)
    found = []

    for attempt in (
        lambda: store.append(ACME, change(), expected_version=0),
        lambda: store.drafts(ACME, ("a", ""), write=CANARY.encode()),
    ):
        with pytest.raises(StoreError) as caught:
            attempt()
        found.append(told(caught.value))

    texts = "\n".join([*found, caplog.text, *(str(one.args) for one in caplog.records)])
    assert "CheckViolation, SQLSTATE 23514" in texts
    assert [one for one in (CANARY, CANARY.encode().hex()) if one in texts] == []


@pytest.mark.parametrize("waits", [False, True])
def test_a_connection_lost_after_an_error_tells_no_words(
    loud: Engine,
    address: str,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    *,
    waits: bool,
) -> None:
    """Where even the rollback fails, the pool does not log the error before it (P1, P10)."""
    with psycopg.connect(address) as connection:
        connection.execute("ALTER TABLE fairscore_body ADD CHECK (length(content) < 5)")

    def lost(_: object) -> None:
        raise psycopg.OperationalError("lost")

    async def lost_later(_: object) -> None:
        lost(_)

    def append() -> None:
        store = PostgreSQL(loud)
        store.load(ACME)
        monkeypatch.setattr(psycopg.Connection, "rollback", lost)
        store.append(ACME, change(), expected_version=0)

    async def append_later() -> None:
        store = AsyncPostgreSQL(address)
        await store.load(ACME)
        monkeypatch.setattr(psycopg.AsyncConnection, "rollback", lost_later)
        try:
            await store.append(ACME, change(), expected_version=0)
        finally:
            monkeypatch.undo()
            await store.close()

    with pytest.raises(StoreError, match="CheckViolation") as caught:
        asyncio.run(append_later()) if waits else append()
    monkeypatch.undo()

    texts = caplog.text + told(caught.value)
    assert [one for one in (CANARY, CANARY.encode().hex()) if one in texts] == []


@pytest.mark.parametrize("locks", [False, True])
@pytest.mark.parametrize("waits", [False, True])
def test_an_error_at_the_end_tells_no_words(address: str, *, waits: bool, locks: bool) -> None:
    """What a host's own trigger says when all is committed is in no exception (P1, P10)."""
    with psycopg.connect(address) as connection:
        connection.execute(
            "CREATE FUNCTION tell() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION '%', convert_from(new.content, 'UTF8'); END $$; "
            "CREATE CONSTRAINT TRIGGER tell AFTER INSERT ON fairscore_body "
            "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION tell()"
        )

    def append() -> None:
        with (
            closing(PostgreSQL(address)) as store,
            store.locked(ACME) if locks else nullcontext(store) as held,
        ):
            held.append(ACME, change(), expected_version=0)

    async def append_later() -> None:
        store = AsyncPostgreSQL(address)
        try:
            async with store.locked(ACME) if locks else nullcontext(store) as held:
                await held.append(ACME, change(), expected_version=0)
        finally:
            await store.close()

    with pytest.raises(StoreError, match="RaiseException, SQLSTATE P0001") as caught:
        asyncio.run(append_later()) if waits else append()

    assert CANARY not in told(caught.value)


@pytest.mark.parametrize("lost", [False, True])
@pytest.mark.parametrize("waits", [False, True])
def test_a_connection_comes_back_with_nothing_begun(
    address: str, monkeypatch: pytest.MonkeyPatch, *, waits: bool, lost: bool
) -> None:
    """After an error the next one writes, though a host's pool undoes nothing by itself (P4)."""
    with psycopg.connect(address) as connection:
        connection.execute("ALTER TABLE fairscore_body ADD CHECK (length(content) < 50)")
    settings: dict[str, Any] = {"pool_reset_on_return": None, "pool_size": 1, "max_overflow": 0}
    there = address.replace("postgresql:", "postgresql+psycopg:")
    failing, then = change(words=CANARY * 5), change()

    def fail(_: object) -> None:
        raise psycopg.OperationalError("lost")

    async def fail_later(_: object) -> None:
        fail(_)

    def append() -> None:
        with closing(PostgreSQL(create_engine(there, **settings))) as store:
            store.load(ACME)
            if lost:
                monkeypatch.setattr(psycopg.Connection, "rollback", fail)
            with pytest.raises(StoreError, match="CheckViolation"):
                store.append(ACME, failing, expected_version=0)
            monkeypatch.undo()
            store.append(ACME, then, expected_version=0)

    async def append_later() -> None:
        store = AsyncPostgreSQL(create_async_engine(there, **settings))
        try:
            await store.load(ACME)
            if lost:
                monkeypatch.setattr(psycopg.AsyncConnection, "rollback", fail_later)
            with pytest.raises(StoreError, match="CheckViolation"):
                await store.append(ACME, failing, expected_version=0)
            monkeypatch.undo()
            await store.append(ACME, then, expected_version=0)
        finally:
            await store.close()

    asyncio.run(append_later()) if waits else append()

    with closing(PostgreSQL(address)) as store:
        assert store.load(ACME) == (record(),)


def test_what_succeeds_is_not_logged_either(loud: Engine, caplog: pytest.LogCaptureFixture) -> None:
    """An engine that logs all it does logs nothing of what is written and read here (P1)."""
    store = PostgreSQL(loud)
    store.append(ACME, change(), expected_version=0)
    store.drafts(ACME, ("a", ""), write=CANARY.encode())

    assert store.bodies(ACME, [f"{0:064x}"])[f"{0:064x}"].content.decode().count(CANARY) == 1
    assert store.drafts(ACME, ("a", "")) == CANARY.encode()
    assert [one for one in (CANARY, CANARY.encode().hex()) if one in caplog.text] == []


def test_sqlalchemy_would_have_told(loud: Engine, caplog: pytest.LogCaptureFixture) -> None:
    """The two tests above would notice: the same engine logs what goes through it."""
    with loud.connect() as connection:
        connection.exec_driver_sql("SELECT %(words)s::text", {"words": CANARY})

    assert CANARY in caplog.text


@pytest.mark.parametrize("quiet", [False, True])
def test_the_settings_that_we_name_keep_words_out_of_the_servers_log(
    server: Server, address: str, *, quiet: bool
) -> None:
    """A server that logs every statement logs its parameters too, unless it is told not to."""
    settings = {"log_min_duration_statement": "0"}
    if quiet:
        settings |= {
            "log_error_verbosity": "terse",
            "log_parameter_max_length": "0",
            "log_parameter_max_length_on_error": "0",
        }
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("ALTER TABLE fairscore_draft ADD CHECK (length(content) < 50)")
        for name, value in settings.items():
            connection.execute(f"ALTER ROLE owner SET {name} = '{value}'".encode())
    canary = f"words-{quiet}-".encode()
    before = server.log.stat().st_size
    store = PostgreSQL(address)
    try:
        store.drafts(ACME, ("a", ""), write=canary)
        with pytest.raises(StoreError):
            store.drafts(ACME, ("a", ""), write=canary * 10)
    finally:
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute("ALTER ROLE owner RESET ALL")
        store.close()

    logged = server.log.read_bytes()[before:]
    assert b"fairscore_draft" in logged
    assert (canary in logged or canary.hex().encode() in logged) is not quiet


def test_a_server_that_is_not_there_is_told(tmp_path: Path) -> None:
    """The reason is told in full: it comes from before any statement."""
    store = PostgreSQL(f"postgresql://owner@/x?host={tmp_path}")

    with pytest.raises(StoreError, match=r"No such file.*\[store-unreadable\]") as caught:
        store.load(ACME)

    told(caught.value)


def test_a_lost_connection_is_told_and_the_next_is_a_new_one(address: str) -> None:
    """One whose backend was ended says so; the store goes on with another connection (P4)."""
    store, other = PostgreSQL(address), psycopg.connect(address, autocommit=True)
    store.load(ACME)
    ended = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() "
        "AND datname = current_database()"
    )
    # While it waits for the lock, and while it is idle in the pool.
    key = sql.lock_of(ACME).parameters
    other.execute("SELECT pg_advisory_lock(%(lock)s)", key)

    def late() -> None:
        # With several statements under way, the server's last words may not be read.
        with pytest.raises(StoreError, match=r"(Admin|Operational).*\[store-failed\]"):
            store.append(ACME, change(), expected_version=0)

    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(late)
        wait_for(address, "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'advisory'")
        other.execute(ended)
        waiting.result(10)
    other.execute("SELECT pg_advisory_unlock(%(lock)s)", key)
    store.append(ACME, change(), expected_version=0)
    other.execute(ended)

    assert store.load(ACME) == (record(),)
    other.close()
    store.close()


def test_a_lost_connection_is_told_with_await(address: str) -> None:
    """The same for the store that awaits."""
    ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'SELECT 1,%'"

    async def run() -> None:
        store = AsyncPostgreSQL(address)

        def slow() -> sql.Steps[None]:
            yield (sql.Query("SELECT 1, pg_sleep(30)"),)

        async def end() -> None:
            async with await psycopg.AsyncConnection.connect(address, autocommit=True) as other:
                for _ in range(1000):
                    if await (await other.execute(ended)).fetchall():
                        return
                    await asyncio.sleep(0.01)

        from fairscore.stores._postgres_work import async_run

        ending = asyncio.create_task(end())
        with pytest.raises(StoreError, match=r"AdminShutdown.*\[store-failed\]") as caught:
            await async_run(store._source, slow())
        told(caught.value)
        await ending
        assert await store.load(ACME) == ()
        await store.close()

    asyncio.run(run())


def test_a_name_that_no_database_can_hold_is_told_without_it(store: PostgreSQL) -> None:
    """Half a surrogate pair or a NUL is refused in words that do not repeat it."""
    for name in ("c4n4ry\ud800", "c4n4ry\x00"):
        with pytest.raises(StoreError) as caught:
            store.panels("acme", subject=f"person:{name}", limit=1)
        assert "c4n4ry" not in told(caught.value)


def test_a_store_tells_nothing_of_where_it_is() -> None:
    """An address may hold a password."""
    for store in (PostgreSQL, AsyncPostgreSQL):
        assert repr(store("postgresql://app:secret@db/hiring")) == f"{store.__name__}()"


def test_an_address_of_something_else_is_refused() -> None:
    """Another database is named as the mistake, and the address is not repeated."""
    for store in (PostgreSQL, AsyncPostgreSQL):
        with pytest.raises(ValueError, match="postgresql://") as caught:
            store("mysql://app:secret@db/hiring")
        assert "secret" not in str(caught.value)


def test_without_the_extra_it_says_what_to_install() -> None:
    """One clear line, whichever of the two is missing."""
    for missing in ("sqlalchemy", "psycopg"):
        code = (
            f"import sys; sys.modules[{missing!r}] = None; from fairscore.stores import PostgreSQL"
        )
        run = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=False
        )
        last = run.stderr.splitlines()[-1]
        assert last.startswith("ImportError: ")
        assert last.endswith('for PostgreSQL: pip install "fairscore-hiring[sql]"')
        assert "During handling" not in run.stderr


# --- What is left of what was erased ----------------------------------------------------


def test_what_was_erased_is_in_the_files_until_they_are_written_anew(
    store: PostgreSQL, address: str, server: Server
) -> None:
    """Only VACUUM FULL takes the bytes out of the table's file; the docs say so (P13)."""
    words = "erased-words-7d1f"
    for number in range(5):
        store.append(ACME, change(number, words=f"{words}-{number}"), expected_version=number)

    def in_files(*first: str) -> bool:
        with psycopg.connect(address, autocommit=True) as connection:
            for statement in (*first, "CHECKPOINT"):
                connection.execute(statement.encode())
        files = [one for one in (server.data / "base").rglob("*") if one.is_file()]
        return any(f"{words}-4".encode() in one.read_bytes() for one in files)

    assert in_files()
    store.erase(ACME, Change(records=(record(9),), erased=(f"{4:064x}",)), expected_version=5)

    assert store.bodies(ACME, [f"{4:064x}"]) == {}
    assert in_files()
    assert in_files("VACUUM fairscore_body")
    assert not in_files("VACUUM FULL fairscore_body")
