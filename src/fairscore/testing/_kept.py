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
        return self._ended(self.store.load(panel))

    def append(self, panel: PanelId, change: Change, expected_version: int) -> None:
        """As `Store.append`."""
        self._ended(self.store.append(panel, change, expected_version=expected_version))

    def erase(self, panel: PanelId, change: Change, expected_version: int) -> None:
        """As `Store.erase`."""
        self._ended(self.store.erase(panel, change, expected_version=expected_version))

    def bodies(self, panel: PanelId, commitments: Sequence[str]) -> Mapping[str, Body]:
        """As `Store.bodies`."""
        return self._ended(self.store.bodies(panel, commitments))

    def drafts(self, panel: PanelId, seat: SeatKey, write: bytes | None = None) -> bytes | None:
        """As `Store.drafts`."""
        return self._ended(self.store.drafts(panel, seat, write=write))

    def panels(
        self,
        tenant: str,
        *,
        subject: str | None = None,
        after: PanelId | None = None,
        limit: int = 1000,
    ) -> tuple[PanelId, ...]:
        """As `Store.panels`."""
        return self._ended(self.store.panels(tenant, subject=subject, after=after, limit=limit))

    def append_together(self, appends: Sequence[tuple[PanelId, Change, int]]) -> list[bool]:
        """Append at the same time: in threads, or as tasks. Tells which were written."""
        store = self.store
        if isinstance(store, Store) and not inspect.iscoroutinefunction(store.append):

            def written(one: tuple[PanelId, Change, int]) -> bool:
                try:
                    store.append(one[0], one[1], expected_version=one[2])
                except Conflict:
                    return False
                return True

            with ThreadPoolExecutor(len(appends)) as threads:
                return list(threads.map(written, appends))

        async def all_of_them() -> list[Any]:
            tasks = [
                self.store.append(panel, change, expected_version=version)
                for panel, change, version in appends
            ]
            return await asyncio.gather(*tasks, return_exceptions=True)  # type: ignore[arg-type]

        outcomes = self._runner.run(all_of_them())
        failed = [one for one in outcomes if one is not None and not isinstance(one, Conflict)]
        assert failed == []
        return [one is None for one in outcomes]

    def close(self) -> None:
        """Close the store, where it has a `close`, and the loop."""
        close = getattr(self.store, "close", None)
        if close:
            self._ended(close())
        self._runner.close()

    def _ended(self, outcome: Awaitable[T] | T) -> T:
        if inspect.iscoroutine(outcome):
            return self._runner.run(outcome)
        return outcome  # type: ignore[return-value]
