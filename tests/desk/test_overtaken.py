"""Whoever writes does so with the panel locked, in any store that can lock one (P4)."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest

from fairscore import _access
from fairscore.async_desk import AsyncDesk
from fairscore.desk import Desk
from fairscore.errors import Conflict
from fairscore.log import Receipt
from fairscore.stores import AsyncMemory, Memory

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Generator

    from fairscore.event import PanelId
    from fairscore.log import Record, Unconfirmed
    from fairscore.view import View

House = Any
"""The class of the fixture `house`."""


class Overtaken(Memory):
    """What a house keeps, where somebody comes between each reading and writing unless locked."""

    def __init__(self, house: House) -> None:
        """Keep the same panels as the house's own store."""
        self._panels, self._lock = house.store._panels, house.store._lock
        self._house = house
        self.loads = self.locks = 0

    def load(self, panel: PanelId, /) -> tuple[Record, ...]:
        """Read the log, and be overtaken."""
        self.loads += 1
        records = super().load(panel)
        overtake(self._house, panel)
        return records

    @contextmanager
    def locked(self, _: PanelId, /) -> Generator[Memory]:
        """The house's own store, in which nobody comes between."""
        self.locks += 1
        yield self._house.store


class AsyncOvertaken(AsyncMemory):
    """The same with `await`."""

    def __init__(self, house: House) -> None:
        """Keep the same panels as the house's own store."""
        self._kept, self._house = house.store, house
        self.loads = self.locks = 0

    async def load(self, panel: PanelId, /) -> tuple[Record, ...]:
        """Read the log, and be overtaken."""
        self.loads += 1
        records = await super().load(panel)
        overtake(self._house, panel)
        return records

    @asynccontextmanager
    async def locked(self, _: PanelId, /) -> AsyncGenerator[AsyncMemory]:
        """The house's own store, in which nobody comes between."""
        self.locks += 1
        plain = AsyncMemory()
        plain._kept = self._house.store
        yield plain


Kind: TypeAlias = "type[Overtaken | AsyncOvertaken]"


def overtake(house: House, panel: PanelId) -> None:
    """Write something that stands in nobody's way."""
    house.desk.hold(panel, reason="legal-claim", by="counsel-1", at=house.tick())
    house.desk.end_hold(panel, by="counsel-1", at=house.tick())


def handed_in(
    house: House, panel: PanelId, store: Overtaken | AsyncOvertaken
) -> Receipt | Unconfirmed:
    """Hand in a scorecard over a store, with or without `await`."""
    card, at = house.card(panel, "interviewer-a"), house.tick()
    if isinstance(store, AsyncOvertaken):
        return asyncio.run(AsyncDesk(store, tenant="acme").submit(panel, card, key="k-1", at=at))
    return Desk(store, tenant="acme").submit(panel, card, key="k-1", at=at)


def looked_at(house: House, panel: PanelId, store: Overtaken | AsyncOvertaken) -> View:
    """Look at a panel over a store, with or without `await`."""
    at = house.tick()
    if isinstance(store, AsyncOvertaken):
        return asyncio.run(
            AsyncDesk(store, tenant="acme").look(panel, viewer="facilitator-1", at=at)
        )
    return Desk(store, tenant="acme").look(panel, viewer="facilitator-1", at=at)


@pytest.mark.parametrize("kind", [Overtaken, AsyncOvertaken])
def test_what_writes_is_done_with_the_panel_locked(
    house: House, kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first try reads and writes in the store that `locked` gives, and gets a receipt (P4)."""
    panel, store = house.open(), kind(house)
    monkeypatch.setattr(_access, "_ATTEMPTS", 1)

    receipt = handed_in(house, panel, store)

    assert (store.loads, store.locks) == (0, 1)
    assert isinstance(receipt, Receipt)
    assert receipt == house.desk.receipt(panel, ("interviewer-a", ""), key="k-1")


@pytest.mark.parametrize("kind", [Overtaken, AsyncOvertaken])
def test_what_may_only_read_is_done_with_the_panel_locked_after_one_conflict(
    house: House, kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second try is; where nothing is to be recorded there is none, and nobody waits (P4)."""
    panel, store = house.all_in(house.open()), kind(house)
    monkeypatch.setattr(_access, "_ATTEMPTS", 2)

    looks = [looked_at(house, panel, store) for _ in range(2)]

    assert (store.loads, store.locks) == (2, 1)
    assert [look.revealed is None for look in looks] == [False, False]


@pytest.mark.parametrize("kind", [Overtaken, AsyncOvertaken])
def test_a_store_that_locks_nothing_is_asked_again(
    house: House, kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The test above notices a try that is not locked: it is overtaken as often as it is made."""
    panel, store = house.open(), kind(house)
    monkeypatch.setattr(kind, "locked", None)
    monkeypatch.setattr(_access, "_ATTEMPTS", 5)

    with pytest.raises(Conflict):
        handed_in(house, panel, store)
    assert (store.loads, store.locks) == (5, 0)
