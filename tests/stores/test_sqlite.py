"""What is SQLite's alone: one file, many processes, a host's transaction, what can go wrong."""

import os
import pickle
import re
import sqlite3
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from random import Random
from tempfile import gettempdir

import pytest
import sqlalchemy
from sqlalchemy.orm import Session

from fairscore.errors import Conflict, StoreError
from fairscore.event import PanelId
from fairscore.log import Body, Record
from fairscore.stores import (
    AsyncSQLite,
    Change,
    SQLite,
    _sqlite_file,
    _sqlite_schema,
    _sqlite_steps,
    _turns,
)
from fairscore.stores._sqlite_file import running
from fairscore.stores._sqlite_schema import MIGRATIONS, VERSION, Run, migrate, version_of

PANEL = PanelId(tenant="acme", application="app-7", round="onsite")
OTHER = PanelId(tenant="acme", application="app-8", round="onsite")
SEAT = ("interviewer-a", "coding")
CANARY = b"canary-7f3a"
RECORD = Record(event=b'{"n":1}', head="1" * 64)
BODY = Body(commitment="a" * 64, salt=bytes(32), content=CANARY)
RELEASED = Path(__file__).parent.parent / "released"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file that is not there yet, in a folder whose name nobody needs to know."""
    folder = tmp_path / "candidate-of-acme"
    folder.mkdir()
    return folder / "panels.db"


@pytest.fixture
def store(path: Path) -> Iterator[SQLite]:
    """A store with one panel, one body and one draft."""
    with closing(SQLite(path)) as store:
        store.drafts(PANEL, SEAT, write=CANARY)
        store.append(PANEL, Change(records=(RECORD,), bodies=(BODY,)), expected_version=0)
        yield store


def slug_of(call: Callable[[], object]) -> str:
    """What a store says went wrong, without a word of what is stored."""
    with pytest.raises(StoreError) as refused:
        call()
    told = "".join(traceback.format_exception(refused.value)) + repr(refused.value)
    assert CANARY.decode() not in told
    assert "candidate-of-acme" not in str(refused.value)
    assert refused.value.__context__ is None
    return refused.value.problem.slug


def dumped(path: Path) -> list[str]:
    """All that is in a database, as another connection sees it."""
    with closing(sqlite3.connect(path)) as other:
        return list(other.iterdump())


# --- The file ---


def test_what_was_written_is_there_for_the_next(store: SQLite, path: Path) -> None:
    """Another store over the same file, and the same one after it was closed, find it."""
    with closing(SQLite(path)) as other:
        assert other.load(PANEL) == (RECORD,)
    store.close()
    assert store.bodies(PANEL, [BODY.commitment]) == {BODY.commitment: BODY}


def test_a_repr_shows_the_name_of_the_file_alone(store: SQLite) -> None:
    """A folder may be named after somebody."""
    assert repr(store) == "SQLite('panels.db')"


def test_a_relative_path_stays_with_its_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that changes its folder later goes on with the same file."""
    monkeypatch.chdir(path.parent)
    with closing(SQLite("panels.db")) as store:
        monkeypatch.chdir("/")
        store.close()
        store.append(PANEL, Change(records=(RECORD,)), expected_version=0)

    assert path.exists()


def test_the_file_says_what_it_is_and_keeps_to_the_rules(store: SQLite, path: Path) -> None:
    """Write-ahead log, an id and a version; strict tables with the tenant first in every key."""
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert raw.execute("PRAGMA application_id").fetchone() == (_sqlite_schema.APPLICATION_ID,)
        assert raw.execute("PRAGMA user_version").fetchone() == (VERSION,)
        tables = raw.execute("SELECT name, strict, wr FROM pragma_table_list WHERE schema = 'main'")
        ours = [(n, strict, wr) for n, strict, wr in tables if n.startswith("fairscore_")]
        assert len(ours) == 7
        for name, strict, without_row_numbers in ours:
            assert strict
            if name != "fairscore_schema":
                assert without_row_numbers
                (first,) = raw.execute(
                    "SELECT name FROM pragma_table_info(?) WHERE pk = 1", (name,)
                ).fetchone()
                assert first == "tenant"


SETTINGS = {
    "busy_timeout": (0, 60_000),
    "trusted_schema": (1, 0),
    "foreign_keys": (0, 1),
    "synchronous": (0, 2),
    "fullfsync": (0, 1),
    "checkpoint_fullfsync": (0, 1),
    "secure_delete": (0, 1),
    "temp_store": (1, 2),
    "journal_size_limit": (-1, 0),
}
"""What a connection begins with, so that no default has it right by itself, and ends with."""
OTHERWISE = tuple(f"PRAGMA {name} = {begin}" for name, (begin, _) in SETTINGS.items())


def settings_of(path: Path) -> dict[str, int]:
    """What is set on a connection of a store."""
    with closing(SQLite(path)) as store:
        return store._file.read(
            lambda run: {name: next(run(f"PRAGMA {name}"))[0] for name in SETTINGS}
        )


def test_every_connection_keeps_to_the_rules(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What SQLite forgets with a connection is set on each, however SQLite was built (P4, P13)."""
    ours = _sqlite_file.EVERY_CONNECTION
    monkeypatch.setattr(_sqlite_file, "EVERY_CONNECTION", (*OTHERWISE, *ours))

    assert settings_of(path) == {name: wanted for name, (_, wanted) in SETTINGS.items()}
    assert len(ours) == len(SETTINGS)


@pytest.mark.parametrize("setting", _sqlite_file.EVERY_CONNECTION)
def test_a_setting_that_is_left_out_shows(
    path: Path, monkeypatch: pytest.MonkeyPatch, setting: str
) -> None:
    """The test above finds each one by itself, and no default of SQLite's hides it."""
    others = tuple(one for one in _sqlite_file.EVERY_CONNECTION if one != setting)
    monkeypatch.setattr(_sqlite_file, "EVERY_CONNECTION", (*OTHERWISE, *others))

    found = settings_of(path)

    assert [name for name, (_, wanted) in SETTINGS.items() if found[name] != wanted] == [
        setting.split()[1]
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE fairscore_record SET event = x'00'",
        "DELETE FROM fairscore_record",
        "INSERT INTO fairscore_record VALUES ('acme', 'app-7', 'onsite', 2, x'', '')",
        "INSERT OR REPLACE INTO fairscore_record VALUES ('acme', 'app-7', 'onsite', 0, x'', '')",
        "UPDATE fairscore_body SET content = x'00'",
        "DELETE FROM fairscore_body",
        "DELETE FROM fairscore_panel",
        "INSERT INTO fairscore_subject VALUES ('acme', 'person:a', 'app-8', 'onsite')",
        "INSERT INTO fairscore_draft VALUES ('acme', 'app-7', 'onsite', 'a', '', x'', 'text')",
    ],
)
def test_a_slip_in_code_cannot_change_what_is_kept(store: SQLite, statement: str) -> None:
    """The database itself refuses, and nothing is changed (P5)."""
    assert slug_of(lambda: store._file.write(lambda run: run(statement))) == "store-failed"
    assert store.load(PANEL) == (RECORD,)
    assert store.bodies(PANEL, [BODY.commitment]) == {BODY.commitment: BODY}


def test_a_body_is_not_replaced_behind_its_back(store: SQLite) -> None:
    """`INSERT OR REPLACE` asks no trigger that watches deletions, and changes nothing (P5)."""
    statement = (
        "INSERT OR REPLACE INTO fairscore_body VALUES ('acme', 'app-7', 'onsite', ?, x'', x'', x'')"
    )
    store._file.write(lambda run: run(statement, (BODY.commitment,)))

    assert store.bodies(PANEL, [BODY.commitment]) == {BODY.commitment: BODY}


def test_without_its_triggers_the_slips_get_through(store: SQLite) -> None:
    """The refusals above come from the triggers: without them the log is changed."""

    def slip(run: Run) -> None:
        for (name,) in list(run("SELECT name FROM sqlite_schema WHERE type = 'trigger'")):
            run(f"DROP TRIGGER {name}")
        run("UPDATE fairscore_record SET event = x'00'")

    store._file.write(slip)

    assert store.load(PANEL) == (Record(event=b"\x00", head=RECORD.head),)


# --- What can go wrong ---


def test_a_folder_is_no_store(path: Path) -> None:
    """Nor is a file in a folder that is not there."""
    path.mkdir()

    assert slug_of(lambda: SQLite(path)) == "store-unreadable"
    assert slug_of(lambda: SQLite(path.parent / "gone" / "panels.db")) == "store-unreadable"


@pytest.mark.parametrize("make", [SQLite, AsyncSQLite])
@pytest.mark.parametrize(
    ("given", "advice"),
    [
        (":memory:", "for tests use `fairscore.stores.Memory()`"),
        (Path(":memory:"), "for tests use `fairscore.stores.Memory()`"),
        ("sqlite:///host.db", "give the path of the file alone"),
        ("sqlite+pysqlite:////srv/host.db", "give the path of the file alone"),
        ("SQLite://", "give the path of the file alone"),
        ("file:host.db?mode=memory", "give the path of the file alone"),
    ],
)
def test_what_is_no_path_makes_no_file(
    make: Callable[[str | Path], object],
    given: str | Path,
    advice: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What drivers take for no file, or for an address, is refused before anything is made."""
    monkeypatch.chdir(tmp_path)

    with pytest.raises(StoreError, match=re.escape(advice)) as refused:
        make(given)
    assert refused.value.problem.slug == "store-unreadable"
    assert "host" not in str(refused.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["memory", "sqlite.db", "file.db"])
def test_a_name_that_is_alike_is_a_path(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file may be named nearly so."""
    monkeypatch.chdir(tmp_path)

    with closing(SQLite(name)):
        assert (tmp_path / name).is_file()


def test_a_file_that_is_no_database(path: Path) -> None:
    """It is refused, and nothing is made beside it."""
    path.write_bytes(CANARY * 500)

    assert slug_of(lambda: SQLite(path)) == "not-a-store"
    assert [one.name for one in path.parent.iterdir()] == ["panels.db"]


@pytest.mark.parametrize("mark", [0, 42])
def test_a_database_of_another_program(path: Path, mark: int) -> None:
    """It is refused before anything in it is touched."""
    with closing(sqlite3.connect(path)) as raw:
        raw.execute(f"PRAGMA application_id = {mark}")
        raw.execute("CREATE TABLE theirs (word TEXT)")
    before = path.read_bytes()

    assert slug_of(lambda: SQLite(path)) == "not-a-store"
    assert path.read_bytes() == before


def test_an_empty_file_becomes_a_store(path: Path) -> None:
    """A file that was only touched is nobody's."""
    path.touch()

    with closing(SQLite(path)) as store:
        assert store.load(PANEL) == ()


def test_a_database_of_a_later_release(store: SQLite, path: Path) -> None:
    """It is refused with what to do, and stays as it is."""
    store._file.write(lambda run: run("UPDATE fairscore_schema SET version = ?", (VERSION + 1,)))
    store.close()

    assert slug_of(lambda: SQLite(path)) == "store-newer"


def test_locks_that_cannot_be_made(path: Path) -> None:
    """Something else stands where the locks would: the store is refused, for it could not write."""
    path.with_name("panels.db.next").mkdir()

    assert slug_of(lambda: SQLite(path)) == "store-read-only"


def test_a_database_that_lost_its_version(store: SQLite, path: Path) -> None:
    """It is of ours and says no version: that is damage."""
    store._file.write(lambda run: run("DELETE FROM fairscore_schema"))
    store.close()

    assert slug_of(lambda: SQLite(path)) == "store-damaged"


def test_a_damaged_database(store: SQLite, path: Path) -> None:
    """A page that was overwritten is told as damage."""
    store._file.forget()
    store.close()
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * len(data[4096:])
    path.write_bytes(data)

    assert slug_of(lambda: SQLite(path).load(PANEL)) == "store-damaged"


_AS_NOBODY = """
import os, sys
from fairscore.errors import StoreError
from fairscore.event import PanelId
from fairscore.stores import Change, SQLite
SQLite(sys.argv[1]).close()
os.chmod(sys.argv[1], 0o444)
os.chmod(os.path.dirname(sys.argv[1]), 0o555)
if not os.geteuid():
    os.seteuid(65534)
panel = PanelId(tenant="acme", application="app-7", round="onsite")
try:
    SQLite(sys.argv[1]).append(panel, Change(records=()), expected_version=0)
except StoreError as error:
    print(error.problem.slug)
"""


def test_a_file_that_may_not_be_written(path: Path) -> None:
    """Neither the file nor its folder: whoever may only read is told so."""
    # Folders for tests are closed to others, and this one is about the file.
    for folder in path.relative_to(gettempdir()).parents[:-1]:
        (gettempdir() / folder).chmod(0o755)
    run = subprocess.run(
        [sys.executable, "-c", _AS_NOBODY, path], capture_output=True, text=True, check=True
    )
    path.parent.chmod(0o755)

    assert run.stdout == "store-read-only\n"


def test_a_disk_that_is_full(store: SQLite) -> None:
    """There is no room: it is told, and nothing of the change is there."""
    ((pages,),) = store._file.read(lambda run: list(run("PRAGMA page_count")))
    store._file.read(lambda run: list(run(f"PRAGMA max_page_count = {pages}")))
    change = Change(
        records=(RECORD,),
        bodies=(Body(commitment="b" * 64, salt=bytes(32), content=CANARY * 9000),),
    )

    assert slug_of(lambda: store.append(PANEL, change, expected_version=1)) == "store-full"
    assert store.load(PANEL) == (RECORD,)


def test_a_program_that_writes_and_takes_no_turns(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a while it is told, and once the other has ended it can be done again."""
    short = (*_sqlite_file.EVERY_CONNECTION, "PRAGMA busy_timeout = 10")
    monkeypatch.setattr(_sqlite_file, "EVERY_CONNECTION", short)
    with closing(SQLite(path)) as store, closing(sqlite3.connect(path)) as raw:
        raw.execute("BEGIN IMMEDIATE")

        assert slug_of(lambda: store.drafts(PANEL, SEAT, write=CANARY)) == "store-busy"
        raw.rollback()
        assert store.drafts(PANEL, SEAT, write=CANARY) == CANARY


def test_nobody_writes_between_what_is_read_and_what_is_written(store: SQLite, path: Path) -> None:
    """A program that takes no turns is kept out from the first that a change reads (P4)."""

    def change(run: Run) -> None:
        ((kept,),) = run("SELECT count(*) FROM fairscore_panel")
        with (
            closing(sqlite3.connect(path, timeout=0)) as raw,
            pytest.raises(sqlite3.OperationalError, match="database is locked"),
        ):
            raw.execute("INSERT INTO fairscore_panel VALUES ('acme', 'app-0', 'onsite')")
        run("INSERT INTO fairscore_panel VALUES ('acme', ?, 'onsite')", (f"app-after-{kept}",))

    store._file.write(change)

    names = store._file.read(lambda run: list(run("SELECT application FROM fairscore_panel")))
    assert names == [("app-7",), ("app-after-1",)]


def test_an_error_survives_the_way_to_another_process(path: Path) -> None:
    """As one raised in a worker must."""
    with pytest.raises(StoreError) as refused:
        SQLite(path.parent)

    again = pickle.loads(pickle.dumps(refused.value))  # noqa: S301 (our own)
    assert str(again) == str(refused.value)


# --- Versions of the schema ---


def test_an_earlier_version_is_moved_up(path: Path) -> None:
    """A migration that comes later runs on what is there, once, and keeps it."""
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        run = running(raw)
        migrate(run)
        _sqlite_steps.append(
            run, PANEL, Change(records=(RECORD,), bodies=(BODY,)), expected_version=0
        )
        later = (*MIGRATIONS, ("CREATE TABLE fairscore_later (tenant TEXT) STRICT",))
        for _ in range(2):
            migrate(run, later)

        assert version_of(run) == VERSION + 1
        assert _sqlite_steps.load(run, PANEL) == (RECORD,)
        assert list(run("SELECT * FROM fairscore_later")) == []


def test_a_migration_that_fails_changes_nothing(
    store: SQLite, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is one transaction: the database is of the version it was."""
    store.close()
    later = (*MIGRATIONS, ("CREATE TABLE fairscore_later (tenant TEXT) STRICT", "nonsense"))
    monkeypatch.setattr(_sqlite_file, "VERSION", VERSION + 1)
    monkeypatch.setattr(_sqlite_file, "migrate", lambda run, file: migrate(run, later))

    assert slug_of(lambda: SQLite(path)) == "store-failed"
    with closing(sqlite3.connect(path)) as raw:
        names = raw.execute("SELECT name FROM sqlite_schema WHERE name = 'fairscore_later'")
        assert names.fetchall() == []


@pytest.mark.parametrize("dump", sorted(RELEASED.glob("sqlite-*/panels.sql")), ids=str)
def test_a_released_database_loads_for_ever(path: Path, dump: Path) -> None:
    """What an earlier schema wrote is read by this one, and can be added to."""
    with closing(sqlite3.connect(path)) as raw:
        raw.executescript(dump.read_text("utf-8"))
    with closing(SQLite(path)) as store:
        assert store.load(PANEL) == (RECORD,)
        assert store.bodies(PANEL, [BODY.commitment]) == {BODY.commitment: BODY}
        assert store.drafts(PANEL, SEAT) == CANARY
        assert store.panels("acme", subject="person:interviewer-a", limit=9) == (PANEL,)
        store.append(PANEL, Change(records=(RECORD,)), expected_version=1)


def test_every_version_of_the_schema_was_kept() -> None:
    """One database of each stands in `tests/released`."""
    kept = {one.name for one in RELEASED.glob("sqlite-*")}
    assert kept == {f"sqlite-{version}" for version in range(1, VERSION + 1)}


# --- Threads and forks ---


def test_threads_that_end_leave_their_connections_to_others(store: SQLite) -> None:
    """A connection that is idle is taken again, by whatever thread needs one."""
    for _ in range(20):
        thread = threading.Thread(target=lambda: store.load(PANEL))
        thread.start()
        thread.join()

    assert len(store._file._idle) == 1


def test_a_fork_carries_no_connection_over(store: SQLite) -> None:
    """The child opens its own and writes; the parent goes on with what is there."""
    store.load(PANEL)
    child = os.fork()
    if not child:
        idle = len(store._file._idle)
        store.append(PANEL, Change(records=(RECORD,)), expected_version=1)
        os._exit(idle)
    _, status = os.waitpid(child, 0)

    assert os.waitstatus_to_exitcode(status) == 0
    assert store.load(PANEL) == (RECORD, RECORD)


def test_a_fork_waits_for_what_is_under_way(store: SQLite) -> None:
    """No transaction of another thread is cut in two."""
    inside, go_on = threading.Event(), threading.Event()
    written: list[int] = []

    def slow(run: Run) -> None:
        inside.set()
        go_on.wait()
        run("INSERT INTO fairscore_panel VALUES ('acme', 'app-8', 'onsite')")
        written.append(1)

    thread = threading.Thread(target=lambda: store._file.write(slow))
    thread.start()
    inside.wait()
    threading.Timer(0.2, go_on.set).start()
    child = os.fork()
    if not child:
        os._exit(len(written))
    _, status = os.waitpid(child, 0)
    thread.join()

    assert os.waitstatus_to_exitcode(status) == 1


# --- In a host's own transaction ---


@pytest.fixture
def host(path: Path) -> Iterator[sqlite3.Connection]:
    """A host's own connection, with ideas of its own about rows."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.row_factory = lambda cursor, row: {"row": row}
        connection.execute("CREATE TABLE theirs (word TEXT)")
        connection.execute("PRAGMA secure_delete = OFF")
        yield connection


def test_within_a_transaction_nothing_is_committed(host: sqlite3.Connection, path: Path) -> None:
    """The host commits what it wrote and what the store wrote, or neither (P4)."""
    for end in ("ROLLBACK", "COMMIT"):
        host.execute("BEGIN IMMEDIATE")
        store = SQLite.within(host)
        assert not store.confirmed
        host.execute("INSERT INTO theirs VALUES ('word')")
        store.append(PANEL, Change(records=(RECORD,), bodies=(BODY,)), expected_version=0)
        assert host.in_transaction
        with closing(sqlite3.connect(path)) as other:
            assert other.execute("SELECT count(*) FROM theirs").fetchone() == (0,)
        host.execute(end)

    host.execute("BEGIN")
    assert SQLite.within(host).load(PANEL) == (RECORD,)
    host.execute("COMMIT")


def test_within_a_transaction_a_conflict_takes_only_its_own_back(host: sqlite3.Connection) -> None:
    """What the host had written before stays, and it goes on (P4)."""
    host.execute("BEGIN IMMEDIATE")
    store = SQLite.within(host)
    host.execute("INSERT INTO theirs VALUES ('word')")
    store.append(PANEL, Change(records=(RECORD,)), expected_version=0)
    with pytest.raises(Conflict):
        store.append(PANEL, Change(records=(RECORD,), bodies=(BODY,)), expected_version=0)
    host.execute("COMMIT")

    assert host.execute("SELECT count(*) FROM theirs").fetchone() == {"row": (1,)}
    host.execute("BEGIN")
    assert SQLite.within(host).load(PANEL) == (RECORD,)
    host.execute("COMMIT")


WORDS = Change(
    records=(RECORD,), bodies=(BODY,), subjects=("person:interviewer-a",), settled=(SEAT,)
)


@pytest.mark.parametrize(
    ("refuses", "operation"),
    [
        (
            "INSERT ON fairscore_record",
            lambda store: store.append(OTHER, WORDS, expected_version=0),
        ),
        (
            "INSERT ON fairscore_body",
            lambda store: store.append(PANEL, WORDS, expected_version=1),
        ),
        (
            "INSERT ON fairscore_subject",
            lambda store: store.append(OTHER, WORDS, expected_version=0),
        ),
        (
            "DELETE ON fairscore_draft",
            lambda store: store.append(PANEL, WORDS, expected_version=1),
        ),
        (
            "DELETE ON fairscore_body",
            lambda store: store.erase(
                PANEL,
                Change(records=(RECORD,), erased=(BODY.commitment,)),
                expected_version=1,
            ),
        ),
        (
            "INSERT ON fairscore_draft",
            lambda store: store.drafts(PANEL, SEAT, write=b"another"),
        ),
    ],
    ids=lambda one: one.replace(" ", "-") if isinstance(one, str) else "fails",
)
def test_within_a_transaction_what_fails_half_way_leaves_nothing(
    host: sqlite3.Connection, path: Path, refuses: str, operation: Callable[[SQLite], object]
) -> None:
    """The host that commits all the same finds none of it, and what it wrote itself (P4)."""
    host.execute("BEGIN IMMEDIATE")
    store = SQLite.within(host)
    store.append(PANEL, Change(records=(RECORD,), bodies=(BODY,)), expected_version=0)
    store.drafts(PANEL, SEAT, write=CANARY)
    host.execute("COMMIT")
    before = dumped(path)
    host.execute(f"CREATE TEMP TRIGGER no BEFORE {refuses} BEGIN SELECT RAISE(ABORT, 'no'); END")

    host.execute("BEGIN IMMEDIATE")
    host.execute("INSERT INTO theirs VALUES ('word')")
    written = host.total_changes
    assert slug_of(lambda: operation(SQLite.within(host))) == "store-failed"
    assert host.total_changes > written
    host.execute("COMMIT")

    assert set(dumped(path)) ^ set(before) == {"INSERT INTO \"theirs\" VALUES('word');"}


def test_within_what_is_erased_is_overwritten_where_the_host_would_not(
    host: sqlite3.Connection, path: Path
) -> None:
    """A host's connection may leave what it deletes; of words nothing stays in the file (P13)."""
    host.execute("BEGIN IMMEDIATE")
    store = SQLite.within(host)
    store.append(PANEL, Change(records=(RECORD,), bodies=(BODY,)), expected_version=0)
    store.drafts(PANEL, SEAT, write=b"canary-of-a-draft")
    host.execute("INSERT INTO theirs VALUES ('word-of-the-host')")
    host.execute("COMMIT")
    assert CANARY in path.read_bytes()
    assert b"canary-of-a-draft" in path.read_bytes()

    host.execute("BEGIN IMMEDIATE")
    store.erase(PANEL, Change(records=(), erased=(BODY.commitment,)), expected_version=1)
    store.drafts(PANEL, SEAT, write=b"")
    host.execute("DELETE FROM theirs")
    host.execute("COMMIT")

    assert CANARY not in path.read_bytes()
    assert b"canary-of-a-draft" not in path.read_bytes()
    # As the host wants it: what it deletes is not overwritten, so the search finds what stays.
    assert b"word-of-the-host" in path.read_bytes()


def test_within_leaves_the_hosts_settings_as_they_were(host: sqlite3.Connection) -> None:
    """What is erased is overwritten, and afterwards the host deletes as it did before (P13)."""
    host.execute("BEGIN IMMEDIATE")
    store = SQLite.within(host)
    store.append(PANEL, Change(records=(RECORD,), bodies=(BODY,)), expected_version=0)
    store.erase(PANEL, Change(records=(), erased=(BODY.commitment,)), expected_version=1)
    host.execute("COMMIT")

    assert host.execute("PRAGMA secure_delete").fetchone() == {"row": (0,)}


def test_without_a_transaction_it_refuses(host: sqlite3.Connection) -> None:
    """Otherwise each operation would commit by itself, which nobody asked for."""
    assert slug_of(lambda: SQLite.within(host)) == "transaction-missing"
    host.execute("BEGIN")
    store = SQLite.within(host)
    host.execute("COMMIT")
    assert slug_of(lambda: store.load(PANEL)) == "transaction-missing"


def test_within_takes_a_connection_alone(path: Path) -> None:
    """A file's name, an engine's session or nothing is refused by its class (P10)."""
    engine = sqlalchemy.create_engine(f"sqlite:///{path}")
    with Session(engine) as session, engine.connect() as connection:
        for given in (str(path), session, connection, engine, None):
            with pytest.raises(StoreError) as refused:
                SQLite.within(given)  # type: ignore[arg-type]
            assert str(refused.value) == (
                f"connection: `{type(given).__name__}` where a `sqlite3.Connection` belongs; give"
                " the `sqlite3.Connection` itself; of a session of SQLAlchemy it is"
                " `session.connection().connection.driver_connection` [wrong-type]"
            )
    engine.dispose()


class Traced(sqlite3.Connection):
    """What a host made of its connections."""


def test_within_takes_a_hosts_own_class_of_connection(path: Path) -> None:
    """Django and others make a class of their own of it, which is one all the same."""
    with closing(sqlite3.connect(path, isolation_level=None, factory=Traced)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        assert SQLite.within(connection).load(PANEL) == ()
        connection.execute("ROLLBACK")


@pytest.mark.parametrize("end", ["commit", "rollback"])
def test_within_a_session_of_sqlalchemy(end: str, path: Path) -> None:
    """By the connection that the advice names, the session commits both or neither (P4)."""
    engine = sqlalchemy.create_engine(f"sqlite:///{path}")
    with Session(engine) as session:
        connection = session.connection().connection.driver_connection
        assert isinstance(connection, sqlite3.Connection)
        # Python's driver begins no transaction before it is to write.
        assert slug_of(lambda: SQLite.within(connection)) == "transaction-missing"
        session.execute(sqlalchemy.text("BEGIN IMMEDIATE"))
        session.execute(sqlalchemy.text("CREATE TABLE theirs (word TEXT)"))
        store = SQLite.within(connection)
        store.append(PANEL, Change(records=(RECORD,), bodies=(BODY,)), expected_version=0)
        getattr(session, end)()
    with closing(sqlite3.connect(path)) as other:
        tables = {name for (name,) in other.execute("SELECT name FROM sqlite_schema")}
        assert ("theirs" in tables) == (end == "commit") == ("fairscore_record" in tables)
    engine.dispose()


# --- What was deleted does not stay ---


def leftovers(path: Path, seed: int) -> tuple[int, int]:
    """Write, write over and delete at random; how many words were deleted, and how many stayed."""
    draw = Random(seed)  # noqa: S311 (made-up words)
    gone: list[bytes] = []
    drafts: dict[int, bytes] = {}
    bodies: dict[str, bytes] = {}
    with closing(SQLite(path)) as store:
        for number in range(150):
            word = b"<%d-%06d>" % (seed, number)
            content = word * draw.choice((1, 4, 20, 60, 100, 400))
            where = draw.randrange(12)
            panel = PanelId(tenant="acme", application="app" * where + "p", round="onsite")
            kind = draw.random()
            if kind < 0.4:
                gone += [drafts.pop(where)] if where in drafts else []
                store.drafts(panel, SEAT, write=content)
                drafts[where] = word
            elif kind < 0.5:
                gone += [drafts.pop(where)] if where in drafts else []
                store.drafts(panel, SEAT, write=b"")
            elif kind < 0.8 or not bodies:
                name = f"{draw.getrandbits(256):064x}"
                body = Body(commitment=name, salt=bytes(32), content=content)
                store.append(PANEL, Change(records=(), bodies=(body,)), expected_version=0)
                bodies[name] = word
            else:
                name = draw.choice(sorted(bodies))
                store.erase(PANEL, Change(records=(), erased=(name,)), expected_version=0)
                gone.append(bodies.pop(name))
        store._file.forget()
        raw = b"".join(
            one.read_bytes() for one in sorted(path.parent.iterdir()) if one.suffix != ".db-shm"
        )
    assert all(word in raw for word in (*drafts.values(), *bodies.values()))
    return len(gone), sum(word in raw for word in gone)


@pytest.mark.parametrize("seed", range(4))
def test_deleted_words_do_not_stay_in_the_file(path: Path, seed: int) -> None:
    """Neither a draft nor an erased body is in the database or its log afterwards (P13)."""
    deleted, stayed = leftovers(path, seed)

    assert deleted > 20
    assert stayed == 0


def test_deleted_words_do_not_stay_whatever_sqlite_was_built_with(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where SQLite by itself leaves what is deleted, the store does not (P13)."""
    unsafe = ("PRAGMA secure_delete = OFF", *_sqlite_file.EVERY_CONNECTION)
    monkeypatch.setattr(_sqlite_file, "EVERY_CONNECTION", unsafe)

    deleted, stayed = leftovers(path, 0)

    assert deleted > 20
    assert stayed == 0


def test_a_draft_that_was_thrown_away_is_not_in_the_log(path: Path) -> None:
    """Throwing it away empties the write-ahead log by itself, as erasing does (P13)."""
    log = path.with_name("panels.db-wal")
    with closing(SQLite(path)) as store:
        store.drafts(PANEL, SEAT, write=CANARY)
        assert CANARY in log.read_bytes()

        store.drafts(PANEL, SEAT, write=b"")

        assert CANARY not in log.read_bytes() + path.read_bytes()


def test_an_erasure_empties_the_log_by_itself(store: SQLite, path: Path) -> None:
    """The write-ahead log held the words as they were before (P13)."""
    log = path.with_name("panels.db-wal")
    assert CANARY in log.read_bytes()

    store.drafts(PANEL, SEAT, write=b"")
    store.erase(PANEL, Change(records=(), erased=(BODY.commitment,)), expected_version=1)

    assert log.read_bytes() == b""
    assert CANARY not in path.read_bytes()


def test_a_log_that_cannot_be_emptied_is_told_and_erasing_again_empties_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While somebody reads on, the log keeps the words, and nobody is told they are gone (P13)."""
    soon = ("PRAGMA busy_timeout = 50", *_sqlite_file.EVERY_CONNECTION[1:])
    monkeypatch.setattr(_sqlite_file, "EVERY_CONNECTION", soon)
    log, words = path.with_name(f"{path.name}-wal"), b"c4n4ry-words"
    with closing(SQLite(path)) as store, closing(sqlite3.connect(path)) as reader:
        body = Body(commitment="1" * 64, salt=bytes(32), content=words * 100)
        store.append(PANEL, Change(records=(RECORD,), bodies=(body,)), expected_version=0)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM fairscore_record").fetchone()

        gone = Change(records=(RECORD,), erased=(body.commitment,))
        told = slug_of(lambda: store.erase(PANEL, gone, expected_version=1))
        assert told == "wal-not-emptied"
        assert words in log.read_bytes()
        assert store.bodies(PANEL, [body.commitment]) == {}

        reader.rollback()
        store.erase(PANEL, Change(erased=(body.commitment,)), expected_version=2)
        assert words not in log.read_bytes() + path.read_bytes()


def test_words_stay_where_nothing_overwrites_them(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The search above finds them as soon as SQLite does not overwrite what is deleted."""
    careless = (*_sqlite_file.EVERY_CONNECTION, "PRAGMA secure_delete = OFF")
    monkeypatch.setattr(_sqlite_file, "EVERY_CONNECTION", careless)

    assert leftovers(path, 0)[1] > 0


def left_behind_by_moves(path: Path, seed: int) -> int:
    """Add bodies in a random order, so that rows move, and erase half: how many of those stayed."""
    draw = Random(seed)  # noqa: S311 (made-up words)
    words = {f"{draw.getrandbits(256):064x}": b"<%06d>" % number for number in range(200)}
    bodies = tuple(
        Body(commitment=name, salt=bytes(32), content=word * draw.choice((2, 12, 37, 112)))
        for name, word in words.items()
    )
    erased = tuple(name for name in words if draw.random() < 0.5)
    with closing(SQLite(path)) as store:
        # Each for itself, in one transaction: what moves is the same, and it is quicker.
        def add(run: Run) -> None:
            for body in bodies:
                _sqlite_steps.append(
                    run, PANEL, Change(records=(), bodies=(body,)), expected_version=0
                )
            for name in erased:
                _sqlite_steps.erase(
                    run, PANEL, Change(records=(), erased=(name,)), expected_version=0
                )

        store._file.write(add)
    raw = path.read_bytes()
    path.unlink()
    return sum(words[name] in raw for name in erased)


def test_words_do_not_stay_where_rows_are_moved(path: Path) -> None:
    """A row that is moved from page to page takes its words along, and leaves no copy (P13)."""
    assert [left_behind_by_moves(path, seed) for seed in range(24)] == [0] * 24


def test_words_in_the_rows_themselves_would_stay(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Overwriting what is deleted is not enough: the search above finds copies of moved rows."""
    monkeypatch.setattr(_sqlite_steps, "PAD", "x''")

    assert sum(left_behind_by_moves(path, seed) for seed in range(24)) > 0


def test_who_waits_for_the_turn_is_next_and_nobody_else(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A third waits to be next, not for the turn, until the turn of the one before began (P4)."""
    import fcntl

    first, second, third = (_turns.Turns(path) for _ in range(3))
    take, seen = _turns._take, list[str]()

    def free(lock: int) -> bool:
        """Whether one that comes now would get it at once."""
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        fcntl.flock(lock, fcntl.LOCK_UN)
        return True

    def look(when: str) -> None:
        """From a third place: whether another is next, and whether another has the turn."""
        seen.append(f"{when}: next {free(third._next)}, turn {free(third._turn)}")

    def taking(lock: int) -> None:
        if lock == second._turn:
            look("waits")
            _turns._leave(first._turn)
        take(lock)

    take(first._turn)
    monkeypatch.setattr(_turns, "_take", taking)
    with second.taken():
        look("has it")
    look("ended")

    assert seen == [
        "waits: next False, turn False",
        "has it: next True, turn False",
        "ended: next True, turn True",
    ]
    for one in (first, second, third):
        one.close()


def test_writers_take_turns_where_one_cannot_wait_for_a_lock(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a system whose locks fail at once, writers try again after a random while (P4)."""
    import fcntl

    class Trying:
        LK_NBLCK, LK_UNLCK = fcntl.LOCK_EX | fcntl.LOCK_NB, fcntl.LOCK_UN

        @staticmethod
        def locking(lock: int, how: int, size: int) -> None:
            fcntl.flock(lock, how)

    monkeypatch.setattr(_turns, "_WAITING", None)
    monkeypatch.setattr(_turns, "_TRYING", Trying)
    with closing(SQLite(path)) as store:
        threads = [
            threading.Thread(
                target=lambda which=which: [
                    store.drafts(PANEL, (f"interviewer-{which}", ""), write=b"%d" % number)
                    for number in range(10)
                ]
            )
            for which in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert [store.drafts(PANEL, (f"interviewer-{which}", "")) for which in range(4)] == [
            b"9"
        ] * 4
