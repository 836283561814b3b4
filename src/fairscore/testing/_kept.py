"""A store as the suite sees it: the same calls, whether the store is sync or async."""

import asyncio
import inspect
from collections.abc import Awaitable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from fairscore.errors import Conflict
from fairscore.event import PanelId, SeatKey
from fairscore.log import Body, Record
from fairscore.stores import AsyncStore, Change, Store

__all__ = ["Kept"]

T = TypeVar("T")


class Kept:
    """A store whose operations have ended when they return. An async one gets a loop of its own."""

    def __init__(self, store: Store | AsyncStore) -> None:
        """Take a store, in the state it is in."""
        self.store = store
        self._runner = asyncio.Runner()

    def load(self, panel: PanelId) -> tuple[Record, ...]:
        """As `Store.load`."""
        return self.ended(self.store.load(panel))

    def append(self, panel: PanelId, change: Change, expected_version: int) -> None:
        """As `Store.append`."""
        self.ended(self.store.append(panel, change, expected_version=expected_version))

    def erase(self, panel: PanelId, change: Change, expected_version: int) -> None:
        """As `Store.erase`."""
        self.ended(self.store.erase(panel, change, expected_version=expected_version))

    def bodies(self, panel: PanelId, commitments: Sequence[str]) -> Mapping[str, Body]:
        """As `Store.bodies`."""
        return self.ended(self.store.bodies(panel, commitments))

    def drafts(self, panel: PanelId, seat: SeatKey, write: bytes | None = None) -> bytes | None:
        """As `Store.drafts`."""
        return self.ended(self.store.drafts(panel, seat, write=write))

    def panels(
        self,
        tenant: str,
        *,
        subject: str | None = None,
        after: PanelId | None = None,
        limit: int = 1000,
    ) -> tuple[PanelId, ...]:
        """As `Store.panels`."""
        return self.ended(self.store.panels(tenant, subject=subject, after=after, limit=limit))

    def append_together(self, appends: Sequence[tuple[PanelId, Change, int]]) -> list[bool]:
        """Append at the same time: in threads, or as tasks. Tells which were written."""
        if inspect.iscoroutinefunction(self.store.append):
            return self._runner.run(self._as_tasks(appends))
        with ThreadPoolExecutor(len(appends)) as threads:
            return list(threads.map(self._written, appends))

    def close(self) -> None:
        """Close the store, where it has a `close`, and the loop."""
        close = getattr(self.store, "close", None)
        if close:
            self.ended(close())
        self._runner.close()

    def _written(self, one: tuple[PanelId, Change, int]) -> bool:
        try:
            self.append(*one)
        except Conflict:
            return False
        return True

    async def _as_tasks(self, appends: Sequence[tuple[PanelId, Change, int]]) -> list[bool]:
        async def written(panel: PanelId, change: Change, version: int) -> bool:
            appending: Any = self.store.append(panel, change, expected_version=version)
            try:
                await appending
            except Conflict:
                return False
            return True

        return await asyncio.gather(*(written(*one) for one in appends))

    def ended(self, outcome: Awaitable[T] | T) -> T:
        """What came of an operation, once it has ended."""
        done: Any = self._runner.run(outcome) if inspect.iscoroutine(outcome) else outcome
        ended: T = done
        return ended
