"""PostgreSQL: panels in a database that many machines share."""

from collections.abc import AsyncGenerator, Generator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from typing import Self

from fairscore.event import PanelId, SeatKey
from fairscore.log import Body, Record
from fairscore.stores import Change
from fairscore.stores import _postgres_sql as sql
from fairscore.stores._postgres_policy import policy
from fairscore.stores._postgres_transaction import (
    AsyncHost,
    AsyncHosts,
    AsyncOwn,
    AsyncTarget,
    AsyncTransactions,
    Host,
    Hosts,
    Own,
    Target,
    Transactions,
)
from fairscore.stores._postgres_work import async_locked, async_run, locked, run

__all__ = ["AsyncPostgreSQL", "PostgreSQL"]


class PostgreSQL:
    """
    Panels in PostgreSQL, through psycopg 3.

    Example:
        >>> PostgreSQL("postgresql:///hiring")
        PostgreSQL()
    """

    def __init__(self, target: Target | Hosts) -> None:
        """
        Prepare; nothing is connected yet.

        Args:
            target: An address such as `postgresql://app@db/hiring`, or an engine of SQLAlchemy
                that uses psycopg.
        """
        self._source: Transactions = target if isinstance(target, Hosts) else Own(target)
        self.confirmed = self._source.confirmed

    @classmethod
    def within(cls, host: Host) -> Self:
        """
        A store in a transaction that the host began, commits and rolls back.

        It never commits. What fails is undone back to a savepoint, so the transaction goes on. The
        panel stays locked until the host ends the transaction, so end it soon.

        Args:
            host: A connection or a session of SQLAlchemy, or a connection of psycopg 3 such as
                `django.db.connection.connection` within `atomic`.

        Returns:
            The store. Its `confirmed` is False, for only the host knows whether it commits.
        """
        return cls(Hosts(host))

    @staticmethod
    def ddl() -> str:
        """The statements of `migrate` as text, for a host that runs its own migrations."""
        return sql.ddl()

    @staticmethod
    def row_level_security(*, role: str, keeper: str, schema: str = "public") -> str:
        """
        Policies as text: a defence against bugs in the application, and against nothing else.

        Args:
            role: The role that the application connects as; neither owner nor superuser.
            keeper: The role that opens panels, erases and exports; no policy stops it.
            schema: The schema that holds the tables.

        Returns:
            Statements for the owner of the tables to run after `migrate`.

        Raises:
            ValueError: A name that would need quotes.
        """
        return policy(role=role, keeper=keeper, schema=schema)

    def __repr__(self) -> str:
        """Tell nothing of where it is."""
        return "PostgreSQL()"

    def close(self) -> None:
        """Close the connections that are idle; the store can be used again."""
        self._source.close()

    def migrate(self) -> None:
        """
        Make the tables, or bring them to this version.

        Call it once before the application starts; several may do so at the same time.

        Raises:
            StoreError: The tables are newer than this fairscore.
        """
        run(self._source, sql.migrate(), writes=True, check=False)

    def load(self, panel: PanelId, /) -> tuple[Record, ...]:
        """Every record of a panel, in order; none where nobody opened it."""
        return run(self._source, sql.load(panel))

    @contextmanager
    def locked(self, panel: PanelId, /) -> Generator[Self]:
        """Operations on a panel in one transaction, to which nobody else writes meanwhile."""
        with locked(self._source, panel) as held:
            yield type(self)(held)

    def append(self, panel: PanelId, change: Change, /, *, expected_version: int) -> None:
        """Write a change; see `Store.append`."""
        run(self._source, sql.write(panel, change, expected_version), writes=True)

    def erase(self, panel: PanelId, change: Change, /, *, expected_version: int) -> None:
        """Write a change and erase; see `Store.erase`."""
        self.append(panel, change, expected_version=expected_version)

    def bodies(self, panel: PanelId, commitments: Sequence[str], /) -> Mapping[str, Body]:
        """Bodies by their commitments; one that was erased is left out."""
        return run(self._source, sql.bodies(panel, commitments))

    def drafts(
        self, panel: PanelId, seat: SeatKey, /, *, write: bytes | None = None
    ) -> bytes | None:
        """The draft of a seat, after writing one where one is given; see `Store.drafts`."""
        if write is None:
            return run(self._source, sql.draft(panel, seat))
        return run(self._source, sql.keep_draft(panel, seat, write), writes=True)

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
        return run(self._source, sql.panels(tenant, subject=subject, after=after, limit=limit))


class AsyncPostgreSQL:
    """
    The same as `PostgreSQL`, with `await`.

    Example:
        >>> AsyncPostgreSQL("postgresql:///hiring")
        AsyncPostgreSQL()
    """

    def __init__(self, target: AsyncTarget | AsyncHosts) -> None:
        """
        Prepare; nothing is connected yet.

        Args:
            target: An address such as `postgresql://app@db/hiring`, or an asynchronous engine of
                SQLAlchemy that uses psycopg.
        """
        self._source: AsyncTransactions = (
            target if isinstance(target, AsyncHosts) else AsyncOwn(target)
        )
        self.confirmed = self._source.confirmed

    @classmethod
    def within(cls, host: AsyncHost) -> Self:
        """
        As `PostgreSQL.within`.

        Args:
            host: A connection or a session of SQLAlchemy, or a connection of psycopg 3, each in
                its asynchronous form.

        Returns:
            The store.
        """
        return cls(AsyncHosts(host))

    def __repr__(self) -> str:
        """Tell nothing of where it is."""
        return "AsyncPostgreSQL()"

    async def close(self) -> None:
        """As `PostgreSQL.close`."""
        await self._source.close()

    async def migrate(self) -> None:
        """As `PostgreSQL.migrate`."""
        await async_run(self._source, sql.migrate(), writes=True, check=False)

    async def load(self, panel: PanelId, /) -> tuple[Record, ...]:
        """As `Store.load`."""
        return await async_run(self._source, sql.load(panel))

    @asynccontextmanager
    async def locked(self, panel: PanelId, /) -> AsyncGenerator[Self]:
        """As `PostgreSQL.locked`."""
        async with async_locked(self._source, panel) as held:
            yield type(self)(held)

    async def append(self, panel: PanelId, change: Change, /, *, expected_version: int) -> None:
        """As `Store.append`."""
        await async_run(self._source, sql.write(panel, change, expected_version), writes=True)

    async def erase(self, panel: PanelId, change: Change, /, *, expected_version: int) -> None:
        """As `Store.erase`."""
        await self.append(panel, change, expected_version=expected_version)

    async def bodies(self, panel: PanelId, commitments: Sequence[str], /) -> Mapping[str, Body]:
        """As `Store.bodies`."""
        return await async_run(self._source, sql.bodies(panel, commitments))

    async def drafts(
        self, panel: PanelId, seat: SeatKey, /, *, write: bytes | None = None
    ) -> bytes | None:
        """As `Store.drafts`."""
        if write is None:
            return await async_run(self._source, sql.draft(panel, seat))
        return await async_run(self._source, sql.keep_draft(panel, seat, write), writes=True)

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
        steps = sql.panels(tenant, subject=subject, after=after, limit=limit)
        return await async_run(self._source, steps)
