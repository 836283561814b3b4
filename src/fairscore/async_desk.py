"""The desk of a host that awaits its store."""

from collections.abc import Callable, Iterable
from contextlib import AbstractAsyncContextManager, nullcontext
from datetime import datetime
from typing import Any, TypeAlias, TypeVar

from fairscore import _given, command
from fairscore._steps import Ask, Steps, Wanted
from fairscore.desk import fresh_salt
from fairscore.draft import Draft
from fairscore.errors import Conflict, PanelError
from fairscore.event import (
    ALL_IN,
    SYSTEM,
    AddReason,
    AmendReason,
    CloseReason,
    EraseBasis,
    ExposureSource,
    HoldReason,
    Member,
    PanelId,
    Policy,
    RedrawReason,
    RubricReason,
    Seat,
    SeatKey,
    VacateReason,
)
from fairscore.export import Export
from fairscore.log import Receipt, Unconfirmed
from fairscore.order import Turns
from fairscore.revealed import Revealed
from fairscore.rubric import Rubric
from fairscore.scorecard import Scorecard
from fairscore.stores import AsyncStore
from fairscore.view import View

__all__ = ["AsyncDesk"]

T = TypeVar("T")
_Lock: TypeAlias = Callable[[PanelId], AbstractAsyncContextManager[AsyncStore]]


class AsyncDesk:
    """
    The same as `Desk`, with `await`, over an `AsyncStore`.

    Args:
        store: Where panels live.
        tenant: The tenant, as the host calls it.
        salt: Where salts and seeds come from; by default the system's random numbers.

    Example:
        >>> import asyncio
        >>> import fairscore as fs
        >>> from datetime import datetime, timezone
        >>> from fairscore.stores import AsyncMemory
        >>> at = datetime(2026, 5, 4, 9, 30, tzinfo=timezone.utc)
        >>> rubric = fs.read("examples/backend.rubric.yaml", fs.Rubric)
        >>> desk = AsyncDesk(AsyncMemory(), tenant="acme")
        >>> seats = [fs.Seat(interviewer="interviewer-a")]
        >>> asyncio.run(desk.open(rubric, application="app-7", seats=seats, at=at)).application
        'app-7'
    """

    def __init__(
        self, store: AsyncStore, *, tenant: str, salt: Callable[[], bytes] = fresh_salt
    ) -> None:
        """Sit down at a store."""
        _given.check_store(store)
        self._store = store
        self._steps = Steps(tenant=tenant, salt=salt, confirmed=store.confirmed)

    def __repr__(self) -> str:
        """Tell the tenant and the store."""
        return f"AsyncDesk({self._store!r}, tenant={self._steps.tenant!r})"

    def panel(self, *, application: str, round: str = "round-1") -> PanelId:  # noqa: A002 (its word)
        """
        Name a panel that was opened before. Says nothing of whether it was.

        Example:
            >>> from fairscore.stores import AsyncMemory
            >>> AsyncDesk(AsyncMemory(), tenant="acme").panel(application="app-7").round
            'round-1'
        """
        return PanelId(tenant=self._steps.tenant, application=application, round=round)

    async def open(  # noqa: PLR0913 (what a panel is opened with)
        self,
        rubric: Rubric,
        *,
        application: str,
        round: str = "round-1",  # noqa: A002 (the word for it)
        seats: Iterable[Seat],
        policy: Policy = ALL_IN,
        members: Iterable[Member] = (),
        candidate: str | None = None,
        plan: str | None = None,
        turns: Turns = "shuffle",
        by: str = SYSTEM,
        at: datetime,
    ) -> PanelId:
        """As `Desk.open`."""
        return await self._run(
            self._steps.open(
                rubric,
                application=application,
                round=round,
                seats=seats,
                policy=policy,
                members=members,
                candidate=candidate,
                plan=plan,
                turns=turns,
                by=by,
                at=at,
            )
        )

    async def add_seat(
        self,
        panel: PanelId,
        seat: Seat,
        *,
        reason: AddReason,
        by: str,
        at: datetime,
    ) -> None:
        """As `Desk.add_seat`."""
        await self._run(self._steps.add_seat(panel, seat, reason=reason, by=by, at=at))

    async def add_member(
        self,
        panel: PanelId,
        member: Member,
        *,
        reason: AddReason,
        by: str,
        at: datetime,
    ) -> None:
        """As `Desk.add_member`."""
        await self._run(self._steps.add_member(panel, member, reason=reason, by=by, at=at))

    async def adopt_rubric(
        self,
        panel: PanelId,
        rubric: Rubric,
        *,
        reason: RubricReason,
        by: str,
        at: datetime,
    ) -> None:
        """As `Desk.adopt_rubric`."""
        await self._run(self._steps.adopt_rubric(panel, rubric, reason=reason, by=by, at=at))

    async def vacate(
        self,
        panel: PanelId,
        seat: SeatKey,
        *,
        reason: VacateReason,
        by: str,
        at: datetime,
    ) -> None:
        """As `Desk.vacate`."""
        await self._run(
            self._steps.change(panel, command.Vacate(by=by, at=at, seat=seat, reason=reason))
        )

    async def keep_draft(
        self,
        panel: PanelId,
        draft: Draft,
    ) -> None:
        """As `Desk.keep_draft`."""
        await self._run(self._steps.keep_draft(panel, draft))

    async def submit(
        self,
        panel: PanelId,
        scorecard: Scorecard,
        *,
        key: str,
        at: datetime,
    ) -> Receipt | Unconfirmed:
        """As `Desk.submit`."""
        return await self._run(self._steps.submit(panel, scorecard, key=key, at=at))

    async def amend(
        self,
        panel: PanelId,
        scorecard: Scorecard,
        *,
        key: str,
        reason: AmendReason,
        at: datetime,
    ) -> Receipt | Unconfirmed:
        """As `Desk.amend`."""
        return await self._run(self._steps.submit(panel, scorecard, key=key, at=at, reason=reason))

    async def withdraw(
        self,
        panel: PanelId,
        seat: SeatKey,
        *,
        by: str,
        at: datetime,
    ) -> None:
        """As `Desk.withdraw`."""
        await self._run(self._steps.change(panel, command.Withdraw(by=by, at=at, seat=seat)))

    async def receipt(
        self,
        panel: PanelId,
        seat: SeatKey,
        *,
        key: str,
    ) -> Receipt:
        """As `Desk.receipt`."""
        return await self._run(self._steps.receipt(panel, seat=seat, key=key))

    async def look(
        self,
        panel: PanelId,
        *,
        viewer: str,
        at: datetime,
    ) -> View:
        """As `Desk.look`."""
        return await self._run(self._steps.look(panel, viewer=viewer, at=at))

    async def record_exposure(
        self,
        panel: PanelId,
        *,
        person: str,
        source: ExposureSource,
        by: str,
        at: datetime,
        since: datetime | None = None,
    ) -> None:
        """As `Desk.record_exposure`."""
        await self._run(
            self._steps.change(
                panel, command.Expose(by=by, at=at, person=person, source=source, since=since)
            )
        )

    async def agree_to_open(
        self,
        panel: PanelId,
        *,
        by: str,
        at: datetime,
    ) -> None:
        """As `Desk.agree_to_open`."""
        await self._run(self._steps.change(panel, command.AgreeToOpen(by=by, at=at)))

    async def close(
        self,
        panel: PanelId,
        *,
        reason: CloseReason,
        by: str,
        at: datetime,
    ) -> None:
        """As `Desk.close`."""
        await self._run(self._steps.change(panel, command.Close(by=by, at=at, reason=reason)))

    async def reveal(
        self,
        panel: PanelId,
        *,
        by: str,
        at: datetime,
    ) -> Revealed:
        """As `Desk.reveal`."""
        return await self._run(self._steps.reveal(panel, by=by, at=at))

    async def reveal_when_due(
        self,
        panel: PanelId,
        *,
        at: datetime,
    ) -> bool:
        """As `Desk.reveal_when_due`."""
        return await self._run(self._steps.reveal_when_due(panel, at=at))

    async def export_log(
        self,
        panel: PanelId,
        *,
        viewer: str,
        at: datetime,
    ) -> bytes:
        """As `Desk.export_log`."""
        return await self._run(self._steps.export_log(panel, viewer=viewer, at=at))

    async def export_for(
        self,
        *,
        candidate: str | None = None,
        person: str | None = None,
        by: str,
        at: datetime,
    ) -> Export:
        """As `Desk.export_for`."""
        return await self._run(
            self._steps.export_for(candidate=candidate, person=person, by=by, at=at)
        )

    async def redraw(
        self,
        panel: PanelId,
        *,
        reason: RedrawReason,
        by: str,
        at: datetime,
    ) -> None:
        """As `Desk.redraw`."""
        await self._run(self._steps.change(panel, command.Redraw(by=by, at=at, reason=reason)))

    async def tell_plan_seed(
        self,
        panel: PanelId,
        seed: bytes,
        *,
        by: str,
        at: datetime,
    ) -> None:
        """As `Desk.tell_plan_seed`."""
        await self._run(self._steps.change(panel, command.TellPlanSeed(by=by, at=at, seed=seed)))

    async def hold(
        self,
        panel: PanelId,
        *,
        reason: HoldReason,
        by: str,
        at: datetime,
    ) -> None:
        """As `Desk.hold`."""
        await self._run(self._steps.change(panel, command.Hold(by=by, at=at, reason=reason)))

    async def end_hold(
        self,
        panel: PanelId,
        *,
        reason: HoldReason | None = None,
        by: str,
        at: datetime,
    ) -> None:
        """As `Desk.end_hold`."""
        await self._run(self._steps.change(panel, command.EndHold(by=by, at=at, reason=reason)))

    async def contest(
        self,
        panel: PanelId,
        statement: str,
        *,
        by: str,
        at: datetime,
    ) -> None:
        """As `Desk.contest`."""
        await self._run(self._steps.contest(panel, statement, by=by, at=at))

    async def erase(
        self,
        panel: PanelId,
        *,
        basis: EraseBasis,
        by: str,
        at: datetime,
        person: str | None = None,
    ) -> None:
        """As `Desk.erase`."""
        await self._run(
            self._steps.erase(panel, command.Erase(by=by, at=at, basis=basis, person=person))
        )

    async def expire(
        self,
        *,
        before: datetime,
        by: str,
        at: datetime,
        after: PanelId | None = None,
        limit: int = 100,
    ) -> tuple[PanelId, ...]:
        """As `Desk.expire`."""
        return await self._run(
            self._steps.expire(before=before, by=by, at=at, after=after, limit=limit)
        )

    async def _run(self, steps: Wanted[T]) -> T:
        """Do what the steps ask of the store, until they are through."""
        return await _through(self._store, steps)


async def _through(store: AsyncStore, steps: Wanted[T]) -> T:
    try:
        ask = next(steps)
        while True:
            try:
                # Taken out as it is passed on: no frame of a refusal holds what was loaded.
                answer = [await _answer(store, ask)]
            except (Conflict, PanelError) as refused:
                ask = steps.throw(refused)
            else:
                ask = steps.send(answer.pop())
    except StopIteration as end:
        result: T = end.value
        return result


async def _answer(store: AsyncStore, ask: Ask) -> Any:  # noqa: ANN401 (whatever the operation returns)
    if ask.operation != "locked":
        answer = getattr(store, ask.operation)(*ask.given, **ask.named)
        _given.check_awaited(store, answer)
        return await answer
    panel, once = ask.given
    async with _locked(store, panel) as held:
        return await _through(held, once())


def _locked(store: AsyncStore, panel: PanelId) -> AbstractAsyncContextManager[AsyncStore]:
    locked: _Lock | None = getattr(store, "locked", None)
    return locked(panel) if locked else nullcontext(store)
