"""SQLite: panels in one file, for any number of threads and processes of one machine."""

import asyncio
import os
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from fairscore.errors import Problem, StoreError
from fairscore.event import PanelId, SeatKey
from fairscore.log import Body, Record
from fairscore.stores import Change, _sqlite_steps
from fairscore.stores._sqlite_file import File, refused, running, told
from fairscore.stores._sqlite_schema import Run, migrate

__all__ = ["AsyncSQLite", "SQLite"]

T = TypeVar("T")

_SECURE = ("OFF", "ON", "FAST")


class _Kept(ABC):
    """The operations, over whatever begins and ends their transactions."""

    confirmed = True

    def load(self, panel: PanelId, /) -> tuple[Record, ...]:
        """Every record of a panel, in order; none where nobody opened it."""
        return self._read(lambda run: _sqlite_steps.load(run, panel))

    def append(self, panel: PanelId, change: Change, /, *, expected_version: int) -> None:
        """Write a change; see `Store.append`."""
        self._write(
            lambda run: _sqlite_steps.append(run, panel, change, expected_version=expected_version)
        )

    def erase(self, panel: PanelId, change: Change, /, *, expected_version: int) -> None:
        """Write a change and erase; see `Store.erase`."""
        self._write(
            lambda run: _sqlite_steps.erase(run, panel, change, expected_version=expected_version)
        )
        self._forget()

    def bodies(self, panel: PanelId, commitments: Sequence[str], /) -> Mapping[str, Body]:
        """Bodies by their commitments; one that was erased is left out."""
        return self._read(lambda run: _sqlite_steps.bodies(run, panel, commitments))

    def drafts(
        self, panel: PanelId, seat: SeatKey, /, *, write: bytes | None = None
    ) -> bytes | None:
        """The draft of a seat, after writing one where one is given; see `Store.drafts`."""
        if write is None:
            return self._read(lambda run: _sqlite_steps.drafts(run, panel, seat, write=None))
        draft = self._write(lambda run: _sqlite_steps.drafts(run, panel, seat, write=write))
        if not write:
            self._forget()
        return draft

    def panels(
        self,
        tenant: str,
        /,
        *,
        subject: str | None = None,
        after: PanelId | None = None,
        limit: int,
    ) -> tuple[PanelId, ...]:
        """Panels of a tenant, or those that concern somebody; see `Store.panels`."""
        return self._read(
            lambda run: _sqlite_steps.panels(run, tenant, subject=subject, after=after, limit=limit)
        )

    @abstractmethod
    def _read(self, work: Callable[[Run], T]) -> T: ...

    @abstractmethod
    def _write(self, work: Callable[[Run], T]) -> T: ...

    @abstractmethod
    def _forget(self) -> None: ...


class SQLite(_Kept):
    """
    Panels in one file. What was written is on the disk when an operation returns.

    Any number of threads and processes of one machine may use the file; writers take turns, by
    locks on two files beside it (`panels.db.next` and `panels.db.turn`). Not for a folder on a
    network: its locks and its writes cannot be relied on, and panels can be lost there.

    Args:
        path: The file; it is made where there is none.

    Raises:
        StoreError: The file cannot be used. The problem's slug says why: `store-unreadable`,
            `store-read-only`, `not-a-store`, `store-newer`, `store-damaged`.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> from fairscore.stores import SQLite
        >>> with TemporaryDirectory() as folder:
        ...     store = SQLite(f"{folder}/panels.db")
        ...     print(store, store.panels("acme", limit=10))
        ...     store.close()
        SQLite('panels.db') ()
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        """Open the file, and bring what is in it up to date."""
        self._file = File(path)

    def __repr__(self) -> str:
        """Tell the file's name alone: a folder may be named after somebody."""
        return f"SQLite({self._file.name!r})"

    @staticmethod
    def within(connection: sqlite3.Connection) -> "_Within":
        """
        A store inside a transaction of your own program, in your own database.

        It never commits, so `confirmed` is False and a receipt is read after you have committed.
        Make it inside the transaction and use it there. Its tables, named `fairscore_…`, are made
        where they are missing. Begin the transaction with `BEGIN IMMEDIATE`, for one that has read
        already cannot write once another has written. What is erased is overwritten in the
        database; run `PRAGMA wal_checkpoint(TRUNCATE)` after committing an erasure, so that the
        write-ahead log does not keep it.

        Args:
            connection: A connection with a transaction under way.

        Returns:
            The store.

        Raises:
            StoreError: It is no `sqlite3.Connection`, no transaction is under way, or the tables
                are of a later release.

        Example:
            >>> import sqlite3
            >>> from fairscore.stores import SQLite
            >>> connection = sqlite3.connect(":memory:", isolation_level=None)
            >>> with connection:
            ...     done = connection.execute("BEGIN IMMEDIATE")
            ...     store = SQLite.within(connection)
            ...     print(store.confirmed)
            False
            >>> connection.close()
        """
        return _Within(_connection(connection))

    def close(self) -> None:
        """Close its connections. The store can be used again afterwards."""
        self._file.close()

    def _read(self, work: Callable[[Run], T]) -> T:
        return self._file.read(work)

    def _write(self, work: Callable[[Run], T]) -> T:
        return self._file.write(work)

    def _forget(self) -> None:
        self._file.forget()


def _connection(given: object) -> sqlite3.Connection:
    """Refuse what only holds a connection, such as a session, and what names one."""
    if isinstance(given, sqlite3.Connection):
        return given
    raise StoreError(
        Problem(
            slug="wrong-type",
            message=f"`{type(given).__name__}` where a `sqlite3.Connection` belongs",
            advice="give the `sqlite3.Connection` itself; of a session of SQLAlchemy it is"
            " `session.connection().connection.driver_connection`",
            path=("connection",),
        )
    )


class _Within(_Kept):
    """Panels in a host's transaction; see `SQLite.within`."""

    confirmed = False

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._write(migrate)

    def __repr__(self) -> str:
        return "SQLite.within(…)"

    def _read(self, work: Callable[[Run], T]) -> T:
        return self._write(work)

    def _write(self, work: Callable[[Run], T]) -> T:
        if not self._connection.in_transaction:
            refused(
                "transaction-missing",
                "no transaction is under way on the connection",
                "begin one, and make the store inside it",
            )
        run = running(self._connection)

        def writing() -> T:
            # A host may want it otherwise for what it deletes itself.
            ((secure,),) = run("PRAGMA secure_delete")
            list(run("PRAGMA secure_delete = ON"))
            run("SAVEPOINT fairscore")
            try:
                return work(run)
            except BaseException:
                run("ROLLBACK TO fairscore")
                raise
            finally:
                run("RELEASE fairscore")
                list(run(f"PRAGMA secure_delete = {_SECURE[secure]}"))

        return told(writing)

    def _forget(self) -> None:
        """Nothing: what is written is the host's, and so is when it is there."""


class AsyncSQLite:
    """The same as `SQLite`, with `await`: each operation runs in a thread."""

    confirmed = True

    def __init__(self, path: str | os.PathLike[str]) -> None:
        """Open the file, and bring what is in it up to date."""
        self._kept = SQLite(path)

    def __repr__(self) -> str:
        """Tell the file's name alone."""
        return f"Async{self._kept!r}"

    async def load(self, panel: PanelId, /) -> tuple[Record, ...]:
        """As `Store.load`."""
        return await asyncio.to_thread(self._kept.load, panel)

    async def append(self, panel: PanelId, change: Change, /, *, expected_version: int) -> None:
        """As `Store.append`."""
        await asyncio.to_thread(self._kept.append, panel, change, expected_version=expected_version)

    async def erase(self, panel: PanelId, change: Change, /, *, expected_version: int) -> None:
        """As `Store.erase`."""
        await asyncio.to_thread(self._kept.erase, panel, change, expected_version=expected_version)

    async def bodies(self, panel: PanelId, commitments: Sequence[str], /) -> Mapping[str, Body]:
        """As `Store.bodies`."""
        return await asyncio.to_thread(self._kept.bodies, panel, commitments)

    async def drafts(
        self, panel: PanelId, seat: SeatKey, /, *, write: bytes | None = None
    ) -> bytes | None:
        """As `Store.drafts`."""
        return await asyncio.to_thread(self._kept.drafts, panel, seat, write=write)

    async def panels(
        self,
        tenant: str,
        /,
        *,
        subject: str | None = None,
        after: PanelId | None = None,
        limit: int,
    ) -> tuple[PanelId, ...]:
        """As `Store.panels`."""
        return await asyncio.to_thread(
            self._kept.panels, tenant, subject=subject, after=after, limit=limit
        )

    async def close(self) -> None:
        """Close its connections."""
        await asyncio.to_thread(self._kept.close)
