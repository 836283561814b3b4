"""Operations of a PostgreSQL store: each in a transaction, and what is told where one fails."""

from collections.abc import AsyncGenerator, Generator, Sequence
from contextlib import asynccontextmanager, contextmanager, nullcontext
from typing import TypeVar, cast

import psycopg
from psycopg.rows import tuple_row
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from fairscore.errors import Conflict, StoreError
from fairscore.event import PanelId
from fairscore.stores import _postgres_sql as sql
from fairscore.stores._postgres_transaction import (
    AsyncHosts,
    AsyncRaw,
    AsyncTransactions,
    Hosts,
    Raw,
    Transactions,
)

__all__ = ["async_locked", "async_run", "locked", "run"]

_T = TypeVar("_T")
_FAILED = (psycopg.Error, SQLAlchemyError, UnicodeError)


def run(
    source: Transactions, steps: sql.Steps[_T], *, writes: bool = False, check: bool = True
) -> _T:
    """
    Run one operation in one transaction.

    Args:
        source: Where the transaction comes from.
        steps: The operation.
        writes: Whether it writes.
        check: Whether the tables must be there.

    Returns:
        What the operation returns.

    Raises:
        Conflict: Somebody else's change came first.
        StoreError: The database failed. Says nothing of what was written or read.
    """
    try:
        with source.begin(writes=writes) as connection:
            if check and not source.known:
                _drive(connection, sql.checked())
                source.known = True
            return _drive(connection, steps, savepoint=writes and source.savepoints)
    except _FAILED as error:
        failure = _failure(error)
    # Raised out here so that no exception carries what the database said as its context.
    raise failure


async def async_run(
    source: AsyncTransactions, steps: sql.Steps[_T], *, writes: bool = False, check: bool = True
) -> _T:
    """As `run`, with `await`."""
    try:
        async with source.begin(writes=writes) as connection:
            if check and not source.known:
                await _async_drive(connection, sql.checked())
                source.known = True
            return await _async_drive(connection, steps, savepoint=writes and source.savepoints)
    except _FAILED as error:
        failure = _failure(error)
    raise failure


@contextmanager
def locked(source: Transactions, panel: PanelId) -> Generator[Hosts]:
    """
    One transaction for several operations on a panel, to which nobody else writes meanwhile.

    Raises:
        StoreError: The database failed, at the end perhaps. Then nothing was written.
    """
    try:
        with source.begin(writes=True) as connection:
            _drive(connection, sql.locked(panel))
            # Within a transaction of our own whatever fails undoes all of it anyway.
            held = Hosts(connection, savepoints=source.savepoints)
            held.known = source.known
            yield held
            source.known = held.known
            return
    except _FAILED as error:
        failure = _failure(error)
    raise failure


@asynccontextmanager
async def async_locked(source: AsyncTransactions, panel: PanelId) -> AsyncGenerator[AsyncHosts]:
    """As `locked`, with `await`."""
    try:
        async with source.begin(writes=True) as connection:
            await _async_drive(connection, sql.locked(panel))
            held = AsyncHosts(connection, savepoints=source.savepoints)
            held.known = source.known
            yield held
            source.known = held.known
            return
    except _FAILED as error:
        failure = _failure(error)
    raise failure


def _drive(connection: Raw, steps: sql.Steps[_T], *, savepoint: bool = False) -> _T:
    # The lock comes before the savepoint, for undoing that would let go of it.
    rows = _fetch(connection, next(steps))
    with connection.transaction() if savepoint else nullcontext():
        try:
            while True:
                rows = _fetch(connection, steps.send(rows))
        except StopIteration as done:
            return cast("_T", done.value)


async def _async_drive(
    connection: AsyncRaw, steps: sql.Steps[_T], *, savepoint: bool = False
) -> _T:
    rows = await _async_fetch(connection, next(steps))
    async with connection.transaction() if savepoint else nullcontext():
        try:
            while True:
                rows = await _async_fetch(connection, steps.send(rows))
        except StopIteration as done:
            return cast("_T", done.value)


def _fetch(connection: Raw, queries: Sequence[sql.Query]) -> list[sql.Rows]:
    # Sent together and answered together; the server runs one after another all the same.
    together = len(queries) > 1 and psycopg.Pipeline.is_supported()
    with connection.pipeline() if together else nullcontext():
        # Cursors of our own: a host's may put parameters into statements, or change the rows.
        cursors = [psycopg.Cursor(connection, row_factory=tuple_row) for _ in queries]
        for cursor, query in zip(cursors, queries, strict=True):
            cursor.execute(query.sql.encode(), query.parameters)
    return [cursor.fetchall() if cursor.description else () for cursor in cursors]


async def _async_fetch(connection: AsyncRaw, queries: Sequence[sql.Query]) -> list[sql.Rows]:
    together = len(queries) > 1 and psycopg.Pipeline.is_supported()
    async with connection.pipeline() if together else nullcontext():
        cursors = [psycopg.AsyncCursor(connection, row_factory=tuple_row) for _ in queries]
        for cursor, query in zip(cursors, queries, strict=True):
            await cursor.execute(query.sql.encode(), query.parameters)
    return [await cursor.fetchall() if cursor.description else () for cursor in cursors]


def _failure(error: Exception) -> Conflict | StoreError:
    """What is told of an error: its name and code, for its text may hold what was written."""
    if isinstance(error, psycopg.errors.UniqueViolation):
        return Conflict()
    if isinstance(error, DBAPIError):
        # From opening a connection, which knows of no scorecard.
        said = " ".join(str(error.orig).split())
        return sql.refused(
            "store-unreadable",
            f"PostgreSQL cannot be reached ({said})",
            "see that it runs, and that this address and role may connect to it",
        )
    state = error.sqlstate if isinstance(error, psycopg.Error) else None
    code = f", SQLSTATE {state}" if state else ""
    return sql.refused(
        "store-failed",
        f"PostgreSQL reports {type(error).__name__}{code}",
        "look into its own log for the reason, then try again with the same key",
    )
