"""
Where the transactions of PostgreSQL come from: the store's own, and those that a host began.

SQLAlchemy keeps the connections, and what a host began; statements go to psycopg below it. So
nothing that SQLAlchemy logs, traces or raises can hold a scorecard, however a host set it up.
"""

from collections.abc import AsyncGenerator, Generator, Mapping
from contextlib import (
    AbstractAsyncContextManager,
    AbstractContextManager,
    asynccontextmanager,
    contextmanager,
)
from typing import Any, Protocol, TypeAlias, TypeVar, cast

try:
    import psycopg
    from psycopg.pq import TransactionStatus
    from sqlalchemy import URL, Connection, Engine, create_engine, make_url
    from sqlalchemy.ext.asyncio import (
        AsyncConnection,
        AsyncEngine,
        AsyncSession,
        create_async_engine,
    )
    from sqlalchemy.orm import Session
except ImportError as missing:
    message = f'{missing}; for PostgreSQL: pip install "fairscore-hiring[sql]"'
    raise ImportError(message) from None

from fairscore.stores import _postgres_sql as sql

__all__ = [
    "AsyncHost",
    "AsyncHosts",
    "AsyncOwn",
    "AsyncRaw",
    "AsyncTarget",
    "AsyncTransactions",
    "Host",
    "Hosts",
    "Own",
    "Raw",
    "Target",
    "Transactions",
]

Raw: TypeAlias = psycopg.Connection[Any]
AsyncRaw: TypeAlias = psycopg.AsyncConnection[Any]
Target: TypeAlias = str | URL | Engine
AsyncTarget: TypeAlias = str | URL | AsyncEngine
Host: TypeAlias = Connection | Session | Raw
AsyncHost: TypeAlias = AsyncConnection | AsyncSession | AsyncRaw

_SETTINGS: Mapping[str, Any] = {"hide_parameters": True, "pool_pre_ping": True}
# What others committed while one waited for the lock must be seen after it. What only reads is a
# single statement, which needs no transaction around it.
_WRITING = "READ COMMITTED"
_READING = "AUTOCOMMIT"


class Transactions(Protocol):
    """
    Where the transactions of a store come from.

    Attributes:
        confirmed: Whether what was written is there for good when an operation has returned.
        savepoints: Whether an operation that fails must leave the rest of the transaction as it is.
        known: Whether the tables were seen to be there.
    """

    confirmed: bool
    savepoints: bool
    known: bool

    def begin(self, *, writes: bool) -> AbstractContextManager[Raw]:
        """A connection within a transaction, which is ended afterwards if it was begun here."""
        ...

    def close(self) -> None:
        """Let go of the connections that were opened here."""
        ...


class AsyncTransactions(Protocol):
    """The same as `Transactions`, with `await`."""

    confirmed: bool
    savepoints: bool
    known: bool

    def begin(self, *, writes: bool) -> AbstractAsyncContextManager[AsyncRaw]:
        """As `Transactions.begin`."""
        ...

    async def close(self) -> None:
        """As `Transactions.close`."""
        ...


class Own:
    """Transactions that are begun and committed here, each on a connection of an engine."""

    confirmed = True
    savepoints = False

    def __init__(self, target: Target) -> None:
        """Prepare an engine; nothing is connected yet."""
        engine = target if isinstance(target, Engine) else create_engine(_url(target), **_SETTINGS)
        self._reading = engine.execution_options(isolation_level=_READING)
        self._writing = engine.execution_options(isolation_level=_WRITING)
        self.known = False

    @contextmanager
    def begin(self, *, writes: bool) -> Generator[Raw, None, None]:
        """Commit at the end, or undo everything."""
        with (self._writing if writes else self._reading).connect() as connection:
            raw = _psycopg(connection.connection.driver_connection)
            try:
                yield raw
                raw.commit()
            except BaseException:
                # Not left to the pool: where that fails it logs why, and so what the statement
                # before had failed of.
                try:
                    raw.rollback()
                except psycopg.Error:
                    connection.invalidate()
                raise

    def close(self) -> None:
        """Close the engine's idle connections."""
        self._writing.dispose()


class Hosts:
    """The one transaction that a host began. Never committed or rolled back here."""

    confirmed = False

    def __init__(self, host: Host, *, savepoints: bool = True) -> None:
        """Keep what the host gave."""
        self._host = host
        self.savepoints = savepoints
        self.known = False

    @contextmanager
    def begin(
        self,
        *,
        writes: bool,  # noqa: ARG002 (the host's transaction serves for both)
    ) -> Generator[Raw, None, None]:
        """Use the host's connection, after telling SQLAlchemy that there will be work in it."""
        host = self._host
        if isinstance(host, Session):
            host = host.connection()
        if isinstance(host, Connection):
            if not host.in_transaction():
                host.begin()
            yield _in_transaction(_psycopg(host.connection.driver_connection))
        else:
            yield _in_transaction(_psycopg(host))

    def close(self) -> None:
        """Leave it to the host."""


class AsyncOwn:
    """The same as `Own`, with `await`."""

    confirmed = True
    savepoints = False

    def __init__(self, target: AsyncTarget) -> None:
        """Prepare an engine; nothing is connected yet."""
        if isinstance(target, AsyncEngine):
            engine = target
        else:
            engine = create_async_engine(_url(target), **_SETTINGS)
        self._reading = engine.execution_options(isolation_level=_READING)
        self._writing = engine.execution_options(isolation_level=_WRITING)
        self.known = False

    @asynccontextmanager
    async def begin(self, *, writes: bool) -> AsyncGenerator[AsyncRaw, None]:
        """As `Own.begin`."""
        async with (self._writing if writes else self._reading).connect() as connection:
            raw = _async_psycopg((await connection.get_raw_connection()).driver_connection)
            try:
                yield raw
                await raw.commit()
            except BaseException:
                try:
                    await raw.rollback()
                except psycopg.Error:
                    await connection.invalidate()
                raise

    async def close(self) -> None:
        """Close the engine's idle connections."""
        await self._writing.dispose()


class AsyncHosts:
    """The same as `Hosts`, with `await`."""

    confirmed = False

    def __init__(self, host: AsyncHost, *, savepoints: bool = True) -> None:
        """Keep what the host gave."""
        self._host = host
        self.savepoints = savepoints
        self.known = False

    @asynccontextmanager
    async def begin(
        self,
        *,
        writes: bool,  # noqa: ARG002 (as for `Hosts`)
    ) -> AsyncGenerator[AsyncRaw, None]:
        """As `Hosts.begin`."""
        host = self._host
        if isinstance(host, AsyncSession):
            host = await host.connection()
        if isinstance(host, AsyncConnection):
            if not host.in_transaction():
                await host.begin()
            raw = (await host.get_raw_connection()).driver_connection
            yield _in_transaction(_async_psycopg(raw))
        else:
            yield _in_transaction(_async_psycopg(host))

    async def close(self) -> None:
        """Leave it to the host."""


def _url(target: str | URL) -> URL:
    url = make_url(target)
    if url.get_backend_name() != "postgresql":
        raise ValueError("not an address of PostgreSQL: it begins with postgresql://")
    return url.set(drivername="postgresql+psycopg")


def _psycopg(connection: object) -> Raw:
    _check(connection, psycopg.Connection, other="AsyncPostgreSQL")
    return cast("Raw", connection)


def _async_psycopg(connection: object) -> AsyncRaw:
    _check(connection, psycopg.AsyncConnection, other="PostgreSQL")
    return cast("AsyncRaw", connection)


def _check(connection: object, wanted: type, *, other: str) -> None:
    if not isinstance(connection, wanted):
        raise TypeError(
            f"not a psycopg 3 {wanted.__name__}: use an engine with postgresql+psycopg, or {other}"
        )


_C = TypeVar("_C", Raw, AsyncRaw)


def _in_transaction(connection: _C) -> _C:
    """Refuse a connection that would commit each statement by itself."""
    if connection.autocommit and connection.info.transaction_status == TransactionStatus.IDLE:
        raise sql.refused(
            "transaction-missing",
            "the host's connection commits each statement by itself",
            "begin a transaction first, in Django with atomic()",
        )
    return connection
