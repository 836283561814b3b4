"""
The file of an SQLite store: connections to it, and what goes wrong with them.

A thread takes a connection that is idle, or opens another. None may be carried over a fork, so idle
ones are closed before it, and a fork waits for operations that are under way.
"""

import os
import re
import sqlite3
import weakref
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Condition, Lock
from typing import Any, NoReturn, TypeVar

import attrs

from fairscore.errors import Problem, StoreError
from fairscore.stores._sqlite_schema import (
    APPLICATION_ID,
    DAMAGED,
    VERSION,
    Run,
    migrate,
    version_of,
)
from fairscore.stores._turns import Turns

__all__ = [
    "EMPTY_THE_LOG",
    "EVERY_CONNECTION",
    "File",
    "Link",
    "prepared",
    "refused",
    "running",
    "told",
]

T = TypeVar("T")

BUSY_SECONDS = 60
"""How long to wait for a program that writes to the file and does not take turns."""

EVERY_CONNECTION = (
    f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA foreign_keys = ON",
    # Only FULL keeps in WAL mode what was acknowledged before the power was cut.
    "PRAGMA synchronous = FULL",
    "PRAGMA fullfsync = ON",
    "PRAGMA checkpoint_fullfsync = ON",
    # What is deleted is overwritten, and nothing of it is written to a temporary file.
    "PRAGMA secure_delete = ON",
    "PRAGMA temp_store = MEMORY",
    # The write-ahead log begins anew after a checkpoint: cut off what it held before.
    "PRAGMA journal_size_limit = 0",
)

_ADDRESS = re.compile(r"file:|[a-z][a-z0-9+.-]+://", re.IGNORECASE)

EMPTY_THE_LOG = "PRAGMA wal_checkpoint(TRUNCATE)"

_PROBLEMS = {
    sqlite3.SQLITE_BUSY: (
        "store-busy",
        "another program has been writing for too long",
        "end it, or begin your own transaction with BEGIN IMMEDIATE, and try again",
    ),
    sqlite3.SQLITE_READONLY: (
        "store-read-only",
        "the file or its folder cannot be written to",
        "let this user write to both",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "store-unreadable",
        "the file cannot be opened",
        "name a file in a folder that is there, and that this user may read and write",
    ),
    sqlite3.SQLITE_NOTADB: (
        "not-a-store",
        "the file is no SQLite database",
        "name a file that fairscore made, or one that does not exist yet",
    ),
    sqlite3.SQLITE_FULL: (
        "store-full",
        "there is no room left to write",
        "make room on the disk and try again",
    ),
    sqlite3.SQLITE_CORRUPT: (DAMAGED.slug, DAMAGED.message, DAMAGED.advice),
}


def refused(slug: str, message: str, advice: str, *, file: str = "") -> NoReturn:
    """Refuse to go on with a store."""
    raise StoreError(Problem(slug=slug, message=message, advice=advice, file=file))


def told(work: Callable[[], T], *, file: str = "") -> T:
    """Tell what goes wrong in SQLite in words of our own: an error of SQLite's may hold others'."""
    try:
        return work()
    except StoreError:
        raise
    except OSError:
        # The locks beside the database are the only files that are opened without SQLite.
        code, name = sqlite3.SQLITE_READONLY, ""
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0)
        name = getattr(error, "sqlite_errorname", type(error).__name__)
    # Raised out here, and by no context manager, so that no exception carries SQLite's own with it.
    slug, message, advice = _PROBLEMS.get(
        code & 0xFF,
        ("store-failed", f"SQLite reports {name}", "see what SQLite says of that code"),
    )
    refused(slug, message, advice, file=file)


def running(connection: sqlite3.Connection) -> Run:
    """Run statements on a connection, whatever its host made of its rows."""

    def run(statement: str, values: Sequence[Any] = (), /) -> Iterator[Any]:
        cursor = connection.cursor()
        cursor.row_factory = None
        return cursor.execute(statement, values)

    return run


@attrs.frozen
class Link:
    """A connection, with its place among those who write."""

    connection: sqlite3.Connection
    turns: Turns

    @property
    def run(self) -> Run:
        # Nobody else has the connection, so its rows are the tuples they are from the start.
        return self.connection.execute

    @contextmanager
    def transaction(self, how: str) -> Generator[Run]:
        run = self.run
        run(f"BEGIN {how}")
        try:
            yield run
            run("COMMIT")
        finally:
            if self.connection.in_transaction:
                run("ROLLBACK")

    def close(self) -> None:
        self.connection.close()
        self.turns.close()


def prepared(link: Link, *, file: str = "") -> None:
    """Make or bring up to date what is in a file; the caller has the turn."""
    if version_of(link.run) != VERSION:
        list(link.run("PRAGMA journal_mode = WAL"))
        with link.transaction("IMMEDIATE") as run:
            list(run(f"PRAGMA application_id = {APPLICATION_ID}"))
            migrate(run, file=file)
            list(run(f"PRAGMA user_version = {VERSION}"))


def _check_path(path: str | os.PathLike[str]) -> None:
    """Refuse what SQLite and its drivers know, and what would be made a file of that name here."""
    if str(path) == ":memory:":
        refused(
            "store-unreadable",
            "`:memory:` is no file",
            "for tests use `fairscore.stores.Memory()`; what is to last needs the path of a file",
        )
    if _ADDRESS.match(str(path)):
        refused(
            "store-unreadable",
            "an address where a path belongs",
            "give the path of the file alone, such as `panels.db`",
        )


def _closed(links: list[Link]) -> None:
    while links:
        links.pop().close()


class File:
    """
    One database, for any number of threads and processes.

    Attributes:
        name: Name of the file, without its folder.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        """Open it, and make or bring up to date what is in it."""
        _check_path(path)
        # In full, so that a change of the working folder means no other file.
        self._path = Path(path).absolute()
        self.name = self._path.name
        self._idle: list[Link] = []
        self._under_way = 0
        self._gate = Condition()
        _FILES.add(self)
        weakref.finalize(self, _closed, self._idle)

        def preparing() -> None:
            with self._link() as link, link.turns.taken():
                prepared(link, file=self.name)

        told(preparing, file=self.name)

    def read(self, work: Callable[[Run], T]) -> T:
        """Read; each statement by itself reads what was there at one moment."""

        def reading() -> T:
            with self._link() as link:
                return work(link.run)

        return told(reading, file=self.name)

    def write(self, work: Callable[[Run], T]) -> T:
        """Write all or nothing, in one's turn; it is on the disk when this returns."""

        def writing() -> T:
            with self._link() as link, link.turns.taken(), link.transaction("IMMEDIATE") as run:
                return work(run)

        return told(writing, file=self.name)

    def forget(self) -> None:
        """Empty the write-ahead log, which holds what was deleted as it was before."""

        def emptying() -> None:
            with self._link() as link, link.turns.taken():
                ((busy, _, _),) = link.run(EMPTY_THE_LOG)
            if busy:
                refused(
                    "wal-not-emptied",
                    "erased, and still in the write-ahead log: somebody reads without an end",
                    "end what reads from the file, and erase again",
                )

        told(emptying, file=self.name)

    def close(self) -> None:
        """Close every connection that is not in use."""
        with self._gate:
            _closed(self._idle)

    def hold(self) -> None:
        """Before a fork: let operations end and close what must not be carried over."""
        self._gate.acquire()
        while self._under_way:
            self._gate.wait()
        _closed(self._idle)

    def release(self) -> None:
        """After a fork, on both sides."""
        self._gate.release()

    @contextmanager
    def _link(self) -> Generator[Link]:
        with self._gate:
            self._under_way += 1
            link = self._idle.pop() if self._idle else None
        try:
            if link is None:
                link = self._open()
            yield link
        finally:
            with self._gate:
                if link is not None:
                    self._idle.append(link)
                self._under_way -= 1
                self._gate.notify_all()

    def _open(self) -> Link:
        connection = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False)
        try:
            for setting in EVERY_CONNECTION:
                connection.execute(setting)
            self._check(running(connection))
            turns = Turns(self._path)
        except BaseException:
            connection.close()
            raise
        return Link(connection, turns)

    def _check(self, run: Run) -> None:
        """Refuse a database of another program, before anything of it is touched."""
        ((mark,),) = run("PRAGMA application_id")
        ((tables,),) = run("SELECT count(*) FROM sqlite_schema")
        if mark != APPLICATION_ID and (mark or tables):
            refused(
                "not-a-store",
                "the database belongs to another program",
                "name a file that fairscore made, or bind a store to the program's own"
                " connection with SQLite.within",
                file=self.name,
            )


_FILES: "weakref.WeakSet[File]" = weakref.WeakSet()
_HELD: list[File] = []
_FORKING = Lock()


def _before_fork() -> None:
    _FORKING.acquire()
    for file in list(_FILES):
        file.hold()
        _HELD.append(file)


def _after_fork() -> None:
    while _HELD:
        _HELD.pop().release()
    _FORKING.release()


# Nothing forks where there is no such function.
getattr(os, "register_at_fork", dict)(
    before=_before_fork, after_in_parent=_after_fork, after_in_child=_after_fork
)
