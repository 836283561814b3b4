"""
Stores: where panels live. Six operations; everything else is decided before a store is asked.

A store keeps the log of each panel, the bodies that its events name, and drafts. It decides
nothing: what may be read, by whom and when is settled in `command.handle` and `view`.
`Memory` is for tests, `SQLite` for one machine, `PostgreSQL` and `AsyncPostgreSQL` for many.
"""

import importlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

import attrs

from fairscore.event import PanelId, SeatKey
from fairscore.log import Body, Record

if TYPE_CHECKING:
    from fairscore.stores.memory import AsyncMemory, Memory
    from fairscore.stores.postgres import AsyncPostgreSQL, PostgreSQL
    from fairscore.stores.sqlite import AsyncSQLite, SQLite

__all__ = [
    "AsyncMemory",
    "AsyncPostgreSQL",
    "AsyncSQLite",
    "AsyncStore",
    "Change",
    "Memory",
    "PostgreSQL",
    "SQLite",
    "Store",
]

_HOMES = {
    "AsyncMemory": "memory",
    "AsyncPostgreSQL": "postgres",
    "AsyncSQLite": "sqlite",
    "Memory": "memory",
    "PostgreSQL": "postgres",
    "SQLite": "sqlite",
}


@attrs.frozen(kw_only=True)
class Change:
    """
    What is written in one transaction: all of it or nothing.

    Attributes:
        records: Events with their chain, to go at the end of the log.
        bodies: Bodies that those events name.
        settled: Seats whose draft is done with.
        subjects: Whom the panel concerns from here on, so that it is found for them: each a word
            (`candidate` or `person`), a colon and a reference of the host.
        erased: Commitments of bodies to erase; for `Store.erase` alone.
    """

    records: tuple[Record, ...] = ()
    bodies: tuple[Body, ...] = ()
    settled: tuple[SeatKey, ...] = ()
    subjects: tuple[str, ...] = ()
    erased: tuple[str, ...] = ()


@runtime_checkable
class Store(Protocol):
    """
    Where panels live. Every operation is one transaction, and a tenant is part of every key.

    One that many write to at once may also have `locked(panel)`: a context in which a store is one
    transaction, and nobody else writes to the panel. A desk asks for it to write.

    Attributes:
        confirmed: Whether what was written will still be there when an operation has returned.
            False where the host commits later: then `Desk` hands out no receipt.
    """

    confirmed: bool

    def load(self, panel: PanelId, /) -> tuple[Record, ...]:
        """Every record of a panel, in order; none where nobody opened it."""
        ...

    def append(self, panel: PanelId, change: Change, /, *, expected_version: int) -> None:
        """
        Write a change if the panel still has as many records as its author saw.

        Raises:
            Conflict: It has more by now; nothing was written.
        """
        ...

    def erase(self, panel: PanelId, change: Change, /, *, expected_version: int) -> None:
        """
        Write a change and erase the bodies it names, and the drafts it settles, for good.

        Raises:
            Conflict: As for `append`; nothing was written or erased.
        """
        ...

    def bodies(self, panel: PanelId, commitments: Sequence[str], /) -> Mapping[str, Body]:
        """Bodies by their commitments; one that was erased is left out."""
        ...

    def drafts(
        self, panel: PanelId, seat: SeatKey, /, *, write: bytes | None = None
    ) -> bytes | None:
        """
        The draft of a seat, after writing one where one is given.

        Args:
            panel: The panel.
            seat: The seat.
            write: A draft to keep; empty to throw away what is there; None to read only.

        Returns:
            The draft; None where there is none.
        """
        ...

    def panels(
        self,
        tenant: str,
        /,
        *,
        subject: str | None = None,
        after: PanelId | None = None,
        limit: int,
    ) -> tuple[PanelId, ...]:
        """
        Panels of a tenant, or those that concern somebody, by application and round.

        Args:
            tenant: The tenant.
            subject: As in `Change.subjects`; None for every panel.
            after: The last one of the page before.
            limit: How many at most.
        """
        ...


@runtime_checkable
class AsyncStore(Protocol):
    """The same as `Store`, with `await`."""

    confirmed: bool

    async def load(self, panel: PanelId, /) -> tuple[Record, ...]:
        """As `Store.load`."""
        ...

    async def append(self, panel: PanelId, change: Change, /, *, expected_version: int) -> None:
        """As `Store.append`."""
        ...

    async def erase(self, panel: PanelId, change: Change, /, *, expected_version: int) -> None:
        """As `Store.erase`."""
        ...

    async def bodies(self, panel: PanelId, commitments: Sequence[str], /) -> Mapping[str, Body]:
        """As `Store.bodies`."""
        ...

    async def drafts(
        self, panel: PanelId, seat: SeatKey, /, *, write: bytes | None = None
    ) -> bytes | None:
        """As `Store.drafts`."""
        ...

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
        ...


if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:  # noqa: ANN401 (whatever lives there)
        """Import a store when it is first used: each needs something that others do not."""
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return __all__
