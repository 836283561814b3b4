"""Desk: where scorecards are handed in and looked at. The one object that a hiring tool calls."""

import secrets
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from typing import Any, TypeAlias, TypeVar

from fairscore import _given, command
from fairscore._steps import Ask, Steps, Wanted
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
from fairscore.log import SALT_BYTES, Receipt, Unconfirmed
from fairscore.order import Turns
from fairscore.revealed import Revealed
from fairscore.rubric import Rubric
from fairscore.scorecard import Scorecard
from fairscore.stores import Store
from fairscore.view import View

__all__ = ["Desk"]

T = TypeVar("T")
_Lock: TypeAlias = Callable[[PanelId], AbstractContextManager[Store]]


def fresh_salt() -> bytes:
    """Draw a salt that nobody can guess."""
    return secrets.token_bytes(SALT_BYTES)


class Desk:
    """
    The desk of one tenant: every path to a scorecard leads over it.

    It loads a panel, lets `command.handle` decide, seals what was written and appends it, all of it
    in one transaction of the store, and tries again where somebody else came first. Whatever it
    returns to somebody is made from what that person may see.

    Args:
        store: Where panels live.
        tenant: The tenant, as the host calls it.
        salt: Where salts and seeds come from; by default the system's random numbers.

    Example:
        >>> import fairscore as fs
        >>> from datetime import datetime, timezone
        >>> from fairscore.stores import Memory
        >>> at = datetime(2026, 5, 4, 9, 30, tzinfo=timezone.utc)
        >>> rubric = fs.read("examples/backend.rubric.yaml", fs.Rubric)
        >>> card = fs.read("examples/founding-story/interviewer-a.yaml", fs.Scorecard)
        >>> desk = fs.Desk(Memory(), tenant="acme")
        >>> panel = desk.open(
        ...     rubric,
        ...     application="app-7",
        ...     round="onsite",
        ...     seats=[fs.Seat(interviewer="interviewer-a", interview="design")],
        ...     at=at,
        ... )
        >>> receipt = desk.submit(panel, card, key="hand-in-1", at=at)
        >>> receipt.covers
        'seat'
        >>> desk.look(panel, viewer="interviewer-a", at=at).scorecard == card
        True
        >>> desk.reveal_when_due(panel, at=at)
        True
    """

    def __init__(
        self, store: Store, *, tenant: str, salt: Callable[[], bytes] = fresh_salt
    ) -> None:
        """Sit down at a store."""
        _given.check_store(store)
        _given.check_not_awaited(store)
        self._store = store
        self._steps = Steps(tenant=tenant, salt=salt, confirmed=store.confirmed)

    def __repr__(self) -> str:
        """Tell the tenant and the store."""
        return f"Desk({self._store!r}, tenant={self._steps.tenant!r})"

    def panel(self, *, application: str, round: str = "round-1") -> PanelId:  # noqa: A002 (its word)
        """
        Name a panel that was opened before. Says nothing of whether it was.

        Example:
            >>> from fairscore.stores import Memory
            >>> Desk(Memory(), tenant="acme").panel(application="app-7").round
            'round-1'
        """
        return PanelId(tenant=self._steps.tenant, application=application, round=round)

    def open(  # noqa: PLR0913 (what a panel is opened with)
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
        """
        Open a panel: one round of one application.

        From here on its seats are fixed, and what changes is recorded with a reason.

        Args:
            rubric: The rubric that scorecards are written against; the panel keeps it.
            application: The application, as the host calls it.
            round: Its round.
            seats: Who interviews. Shadow seats are shown and never counted.
            policy: When scorecards are revealed; all in unless said.
            members: Who else has a part: facilitators, hiring managers, admins.
            candidate: The candidate, as the host calls them.
            plan: The `commitment` of the assignment that it belongs to, where there is one.
            turns: How people read and speak in turn: `shuffle`, or, by the `seniority` of their
                seats, `least-senior-first` or `most-senior-last`. Recorded before the first
                scorecard, so that nobody picks the one that suits.
            by: Who opens it; the host itself unless said.
            at: When, by the host's clock.

        Returns:
            Which panel: what every other method takes. The same opening again returns the same.

        Raises:
            PanelError: It cannot be opened so, or was opened otherwise.
        """
        return self._run(
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

    def add_seat(
        self,
        panel: PanelId,
        seat: Seat,
        *,
        reason: AddReason,
        by: str,
        at: datetime,
    ) -> None:
        """
        Add a seat to a panel that is open. Recorded with its reason.

        Raises:
            PanelError: There is such a seat, the panel was closed without it, or `by` may not.
        """
        self._run(self._steps.add_seat(panel, seat, reason=reason, by=by, at=at))

    def add_member(
        self,
        panel: PanelId,
        member: Member,
        *,
        reason: AddReason,
        by: str,
        at: datetime,
    ) -> None:
        """
        Give somebody a part in the panel besides a seat. Recorded with its reason.

        Raises:
            PanelError: `by` may not.
        """
        self._run(self._steps.add_member(panel, member, reason=reason, by=by, at=at))

    def adopt_rubric(
        self,
        panel: PanelId,
        rubric: Rubric,
        *,
        reason: RubricReason,
        by: str,
        at: datetime,
    ) -> None:
        """
        Go by another version of the rubric from here on.

        Scorecards against the earlier version stay; the debrief says where they compare.

        Raises:
            PanelError: It is another rubric, the same version, or `by` may not.
        """
        self._run(self._steps.adopt_rubric(panel, rubric, reason=reason, by=by, at=at))

    def vacate(
        self,
        panel: PanelId,
        seat: SeatKey,
        *,
        reason: VacateReason,
        by: str,
        at: datetime,
    ) -> None:
        """
        Wait no longer for a seat: its interview was not held, or its interviewer left.

        Args:
            panel: The panel.
            seat: Interviewer and interview ('' where the rubric names none).
            reason: Why.
            by: A facilitator without an open seat.
            at: When.

        Raises:
            PanelError: A scorecard was handed in already, or `by` may not.
        """
        self._run(self._steps.change(panel, command.Vacate(by=by, at=at, seat=seat, reason=reason)))

    def keep_draft(
        self,
        panel: PanelId,
        draft: Draft,
    ) -> None:
        """
        Keep what somebody is writing. Its author alone sees it again; submitting throws it away.

        Raises:
            PanelError: Its author has no such seat.
        """
        self._run(self._steps.keep_draft(panel, draft))

    def submit(
        self,
        panel: PanelId,
        scorecard: Scorecard,
        *,
        key: str,
        at: datetime,
    ) -> Receipt | Unconfirmed:
        """
        Hand in a scorecard: it is sealed, and nobody reads it before the reveal.

        Args:
            panel: The panel.
            scorecard: A whole one: each criterion of the interview is rated, or says why not.
            key: The host's own key for this hand-in. After a lost answer, the same key and
                scorecard give the same receipt and write nothing.
            at: When.

        Returns:
            A receipt for its author to keep; `Unconfirmed` in a transaction of the host's.

        Raises:
            PanelError: No such seat, handed in already, or a version the panel does not go by.
            KeyReused: The key stands for another scorecard of this seat.
            DocumentError: The scorecard does not fit the rubric. Says where, and no word of it.
        """
        return self._run(self._steps.submit(panel, scorecard, key=key, at=at))

    def amend(
        self,
        panel: PanelId,
        scorecard: Scorecard,
        *,
        key: str,
        reason: AmendReason,
        at: datetime,
    ) -> Receipt | Unconfirmed:
        """
        Hand in a later version.

        Before its author has seen another's scorecard and before the reveal, it is the blind
        version from now on. After that it stands beside the blind one and never counts.

        Raises:
            PanelError: Nothing was handed in that could be amended, or as for `submit`.
            KeyReused: As for `submit`.
            DocumentError: As for `submit`.
        """
        return self._run(self._steps.submit(panel, scorecard, key=key, at=at, reason=reason))

    def withdraw(
        self,
        panel: PanelId,
        seat: SeatKey,
        *,
        by: str,
        at: datetime,
    ) -> None:
        """
        Take a scorecard back; its seat is waited for again. For its author, before others are read.

        Raises:
            PanelError: Nothing was handed in, or it is too late.
        """
        self._run(self._steps.change(panel, command.Withdraw(by=by, at=at, seat=seat)))

    def receipt(
        self,
        panel: PanelId,
        seat: SeatKey,
        *,
        key: str,
    ) -> Receipt:
        """
        The receipt for what a seat handed in under a key, as `submit` gave it.

        For the author of that seat: see who asks, as for any page of theirs.

        Raises:
            PanelError: Nothing was handed in under it.
            NotYet: It was handed in in the host's own transaction, which is still under way.
        """
        return self._run(self._steps.receipt(panel, seat=seat, key=key))

    def look(
        self,
        panel: PanelId,
        *,
        viewer: str,
        at: datetime,
    ) -> View:
        """
        What somebody may see of a panel now. What they see of others is recorded before they do.

        Args:
            panel: The panel.
            viewer: Who looks.
            at: When.

        Returns:
            Their view. In a transaction of the host's own, what others wrote is left out as long as
            the look is not committed (`View.unconfirmed`).

        Raises:
            NoSuchPanel: They are nothing to the panel, or there is none: the same words.
        """
        return self._run(self._steps.look(panel, viewer=viewer, at=at))

    def record_exposure(
        self,
        panel: PanelId,
        *,
        person: str,
        source: ExposureSource,
        by: str,
        at: datetime,
        since: datetime | None = None,
    ) -> None:
        """
        Record that somebody saw or heard what others had written, outside of this desk.

        Args:
            panel: The panel.
            person: Who did.
            source: How: a talk, a chat, a vendor's e-mail, an earlier round.
            by: Who records it: the person, or a facilitator without an open seat.
            at: When it is recorded.
            since: When it happened, where that was earlier. What was handed in before stays blind.

        Raises:
            PanelError: `by` may not.
        """
        self._run(
            self._steps.change(
                panel, command.Expose(by=by, at=at, person=person, source=source, since=since)
            )
        )

    def agree_to_open(
        self,
        panel: PanelId,
        *,
        by: str,
        at: datetime,
    ) -> None:
        """
        Agree to the reveal, as one of the two openers that the policy names.

        Raises:
            PanelError: `by` is none of them, or has a seat whose scorecard is not in.
        """
        self._run(self._steps.change(panel, command.AgreeToOpen(by=by, at=at)))

    def close(
        self,
        panel: PanelId,
        *,
        reason: CloseReason,
        by: str,
        at: datetime,
    ) -> None:
        """
        Go on without the scorecards still to come. Who was dropped is named for good.

        Raises:
            PanelError: `by` may not.
        """
        self._run(self._steps.change(panel, command.Close(by=by, at=at, reason=reason)))

    def reveal(
        self,
        panel: PanelId,
        *,
        by: str,
        at: datetime,
    ) -> Revealed:
        """
        Reveal the scorecards, if the policy allows it by now.

        Args:
            panel: The panel.
            by: Who asks; what they read is recorded as for `look`.
            at: When.

        Returns:
            The scorecards, for `Debrief.of`.

        Raises:
            NotYet: They stay sealed. Says who is pending only to a facilitator without a seat. Or
                what would be read is recorded in the host's own transaction alone: nothing was
                written, and `reveal_when_due` reveals there.
            PanelError: `by` may not.
        """
        return self._run(self._steps.reveal(panel, by=by, at=at))

    def reveal_when_due(
        self,
        panel: PanelId,
        *,
        at: datetime,
    ) -> bool:
        """
        Reveal if the policy allows it by now, for a host's own clock; nobody reads by it.

        Returns:
            Whether the panel is revealed.
        """
        return self._run(self._steps.reveal_when_due(panel, at=at))

    def export_log(
        self,
        panel: PanelId,
        *,
        viewer: str,
        at: datetime,
    ) -> bytes:
        """
        Hand out the log with the bodies that the viewer may read, once it is revealed to them.

        What they see of others by it is recorded before they do, as for `look`.

        Args:
            panel: The panel.
            viewer: Who wants it.
            at: When.

        Returns:
            A file that anybody can check with `verify`. Keep its bytes as they are.

        Raises:
            NotYet: The panel is not revealed to them, or they have no look on record yet that the
                host has committed.
            NoSuchPanel: They are nothing to it, or there is none: the same words.
        """
        return self._run(self._steps.export_log(panel, viewer=viewer, at=at))

    def export_for(
        self,
        *,
        candidate: str | None = None,
        person: str | None = None,
        by: str,
        at: datetime,
    ) -> Export:
        """
        Everything that is held about one person, to hand over when they ask for it.

        About a candidate: the scorecards and statements of panels that are revealed. About anybody
        else: their own seats, scorecards, statements and exposures; their drafts only if they ask
        themselves. A panel that is sealed to `by` is listed as sealed and tells nothing else; so is
        one about somebody whom `by` is still to judge in another round. In a transaction of the
        host's own others' words are left out until it is committed that they were handed over
        (`HeldPanel.unconfirmed`). What `by` reads of others is recorded as an exposure, and so who
        was handed what.

        Args:
            candidate: The candidate it is about.
            person: Or anybody else it is about.
            by: Who asks, or who answers for the house.
            at: When.

        Returns:
            What is held, over all panels of the tenant.

        Raises:
            PanelError: Not exactly one of `candidate` and `person` was given.
            NotPermitted: `by` is `system`, which reads nobody's words.
        """
        return self._run(self._steps.export_for(candidate=candidate, person=person, by=by, at=at))

    def redraw(
        self,
        panel: PanelId,
        *,
        reason: RedrawReason,
        by: str,
        at: datetime,
    ) -> None:
        """
        Draw the orders of the panel anew: of pages, silent reading and speaking.

        Nobody can know before the reveal what would come of it, so nobody can choose. The log keeps
        that it was done and why, and the report says how often.

        Args:
            panel: The panel.
            reason: Why.
            by: A facilitator without an open seat.
            at: When.

        Raises:
            PanelError: The panel is revealed, or `by` may not.
        """
        self._run(self._steps.change(panel, command.Redraw(by=by, at=at, reason=reason)))

    def tell_plan_seed(
        self,
        panel: PanelId,
        seed: bytes,
        *,
        by: str,
        at: datetime,
    ) -> None:
        """
        Tell the seed of the assignment that the panel belongs to, once all its panels are through.

        From then on anybody can plan again and compare, with `check_plan`. It tells nothing of the
        panel's own orders, which have a seed of their own.

        Args:
            panel: The panel, which was opened with `plan`.
            seed: The seed that the assignment was planned with.
            by: A facilitator without an open seat.
            at: When.

        Raises:
            NotYet: The panel is not revealed.
            PanelError: It has no plan, another seed was committed to, or `by` may not.
        """
        self._run(self._steps.change(panel, command.TellPlanSeed(by=by, at=at, seed=seed)))

    def hold(
        self,
        panel: PanelId,
        *,
        reason: HoldReason,
        by: str,
        at: datetime,
    ) -> None:
        """
        Let nothing of the panel be erased, for a claim or a complaint.

        There is one hold for each reason, and each is ended by itself.
        """
        self._run(self._steps.change(panel, command.Hold(by=by, at=at, reason=reason)))

    def end_hold(
        self,
        panel: PanelId,
        *,
        reason: HoldReason | None = None,
        by: str,
        at: datetime,
    ) -> None:
        """
        End a hold. Things are erased again when the last one has ended.

        Args:
            panel: The panel.
            reason: The hold for which reason; it can be left out where there is one alone.
            by: Who ends it.
            at: When.

        Raises:
            PanelError: The panel is not held so, or is held for several reasons and none is given.
        """
        self._run(self._steps.change(panel, command.EndHold(by=by, at=at, reason=reason)))

    def contest(
        self,
        panel: PanelId,
        statement: str,
        *,
        by: str,
        at: datetime,
    ) -> None:
        """
        Attach a statement of somebody whom the panel concerns. It is shown with the scorecards.

        Raises:
            NoSuchPanel: `by` is neither the candidate nor anything else to the panel.
        """
        self._run(self._steps.contest(panel, statement, by=by, at=at))

    def erase(
        self,
        panel: PanelId,
        *,
        basis: EraseBasis,
        by: str,
        at: datetime,
        person: str | None = None,
    ) -> None:
        """
        Erase words for good: of the whole application, or what one person wrote.

        The log keeps that there was something, and on which ground it was erased.

        Args:
            panel: The panel.
            basis: The ground.
            by: Who does it.
            at: When.
            person: Whose words; None for everything that was written in the application.

        Raises:
            OnHold: The panel is held.
            PanelError: `person` is nobody who ever had a part in the panel.
        """
        self._run(self._steps.erase(panel, command.Erase(by=by, at=at, basis=basis, person=person)))

    def expire(
        self,
        *,
        before: datetime,
        by: str,
        at: datetime,
        after: PanelId | None = None,
        limit: int = 100,
    ) -> tuple[PanelId, ...]:
        """
        Erase the words of panels in which nothing has happened since a time, one page at a time.

        There is no default: how long to keep scorecards is for law and policy, not for a library.

        Args:
            before: Panels whose last event is older than this.
            by: Who does it.
            at: When.
            after: The last panel of the page before.
            limit: How many panels to look at.

        Returns:
            The panels of this page, held ones too; none when all have been looked at.

        Raises:
            PanelError: `before` is later than `at`.
        """
        return self._run(self._steps.expire(before=before, by=by, at=at, after=after, limit=limit))

    def _run(self, steps: Wanted[T]) -> T:
        """Do what the steps ask of the store, until they are through."""
        return _through(self._store, steps)


def _through(store: Store, steps: Wanted[T]) -> T:
    try:
        ask = next(steps)
        while True:
            try:
                # Taken out as it is passed on: no frame of a refusal holds what was loaded.
                answer = [_answer(store, ask)]
            except (Conflict, PanelError) as refused:
                ask = steps.throw(refused)
            else:
                ask = steps.send(answer.pop())
    except StopIteration as end:
        result: T = end.value
        return result


def _answer(store: Store, ask: Ask) -> Any:  # noqa: ANN401 (whatever the operation returns)
    if ask.operation != "locked":
        return getattr(store, ask.operation)(*ask.given, **ask.named)
    panel, once = ask.given
    with _locked(store, panel) as held:
        return _through(held, once())


def _locked(store: Store, panel: PanelId) -> AbstractContextManager[Store]:
    locked: _Lock | None = getattr(store, "locked", None)
    return locked(panel) if locked else nullcontext(store)
