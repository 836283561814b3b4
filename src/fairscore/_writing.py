"""Steps that write: what happens to a panel, sealed and put at the end of its log."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime

import attrs

from fairscore import _given, command, log
from fairscore._access import Access, Ask, Wanted, until_written
from fairscore._canonical import encode
from fairscore._handling import handle
from fairscore._loaded import Loaded
from fairscore._reading import rubric_of
from fairscore._refusals import check_author, check_part, refusal
from fairscore.command import Command
from fairscore.draft import Draft
from fairscore.errors import DocumentError, KeyReused, NotYet, OnHold, PanelError, Problem
from fairscore.event import (
    SYSTEM,
    AddReason,
    AmendReason,
    Erased,
    Member,
    PanelId,
    Policy,
    RubricPin,
    RubricReason,
    Seat,
    SeatKey,
)
from fairscore.log import Body, Receipt, Unconfirmed
from fairscore.order import Turns
from fairscore.panel import Panel, Version
from fairscore.rubric import Rubric
from fairscore.scorecard import Scorecard, against
from fairscore.stores import Change
from fairscore.view import StatementText

__all__ = ["Writing"]


@attrs.frozen(kw_only=True)
class Writing(Access):
    """Steps after which something stands in the log, or in nobody's way."""

    def open(  # noqa: PLR0913 (what a panel is opened with)
        self,
        rubric: Rubric,
        *,
        application: str,
        round: str,  # noqa: A002 (the word for it)
        seats: Iterable[Seat],
        policy: Policy,
        members: Iterable[Member],
        candidate: str | None,
        plan: str | None,
        turns: Turns,
        by: str,
        at: datetime,
    ) -> Wanted[PanelId]:
        """Begin a panel; the same again is no second opening."""
        panel = PanelId(tenant=self.tenant, application=application, round=round)
        pin, body = self._pinned(panel, rubric)
        # What nobody can guess seals the orders as well as a salt seals words.
        seed = self._sealed(panel, encode(self.salt().hex()), of="seed", seat=("", ""))
        wanted = command.Open(
            by=by,
            at=at,
            panel=panel,
            rubric=pin,
            policy=policy,
            seats=tuple(seats),
            members=tuple(members),
            candidate=candidate,
            seed=seed.commitment,
            plan=plan,
            turns=turns,
        )
        for seat in wanted.seats:
            _check_interview(rubric, seat)
        people = {seat.interviewer for seat in wanted.seats}
        people |= {member.person for member in wanted.members}
        people |= set(policy.openers)
        subjects = {f"person:{person}" for person in people}
        if candidate is not None:
            subjects.add(f"candidate:{candidate}")
        yield from self.change(panel, wanted, bodies=[body, seed], subjects=sorted(subjects))
        return panel

    def add_seat(
        self, panel: PanelId, seat: Seat, *, reason: AddReason, by: str, at: datetime
    ) -> Wanted[None]:
        """Add a seat."""
        wanted = command.AddSeat(by=by, at=at, seat=seat, reason=reason)
        change = Change(subjects=(f"person:{seat.interviewer}",))

        def once() -> Wanted[None]:
            loaded = yield from self.load(panel)
            events = handle(loaded.panel, wanted)
            rubric = yield from self._rubric(loaded)
            _check_interview(rubric, seat)
            yield from self.write(loaded, events, change)

        yield from until_written(panel, once, writes=True)

    def add_member(
        self, panel: PanelId, member: Member, *, reason: AddReason, by: str, at: datetime
    ) -> Wanted[None]:
        """Give somebody a part in the panel."""
        wanted = command.AddMember(by=by, at=at, member=member, reason=reason)
        yield from self.change(panel, wanted, subjects=[f"person:{member.person}"])

    def adopt_rubric(
        self, panel: PanelId, rubric: Rubric, *, reason: RubricReason, by: str, at: datetime
    ) -> Wanted[None]:
        """Go by another version of the rubric."""
        pin, body = self._pinned(panel, rubric)
        wanted = command.AdoptRubric(by=by, at=at, rubric=pin, reason=reason)
        yield from self.change(panel, wanted, bodies=[body])

    def change(
        self,
        panel: PanelId,
        wanted: Command,
        *,
        bodies: Iterable[Body] = (),
        subjects: Iterable[str] = (),
    ) -> Wanted[None]:
        """Load, decide and write, again as often as somebody else's change comes first."""
        change = Change(bodies=tuple(bodies), subjects=tuple(subjects))

        def once() -> Wanted[None]:
            loaded = yield from self.load(panel)
            events = yield from self.disclosed(loaded, handle(loaded.panel, wanted))
            yield from self.write(loaded, events, change)

        yield from until_written(panel, once, writes=True)

    def keep_draft(self, panel: PanelId, draft: Draft) -> Wanted[None]:
        """Keep what somebody is writing; nobody else sees it, and the log does not know of it."""
        _given.check_type("draft", draft, Draft)
        loaded = yield from self.load(panel)
        check_part(loaded.panel, draft.interviewer)
        seat = (draft.interviewer, draft.interview or "")
        if loaded.opened.place(seat) is None:
            raise PanelError(refusal("no-such-seat"))
        _check_panel(loaded.opened, draft)
        yield Ask("drafts", (panel, seat), {"write": draft.canonical})

    def submit(
        self,
        panel: PanelId,
        card: Scorecard,
        *,
        key: str,
        at: datetime,
        reason: AmendReason | None = None,
    ) -> Wanted[Receipt | Unconfirmed]:
        """Seal a scorecard and write it; the same key and scorecard again changes nothing."""
        _given.check_type("scorecard", card, Scorecard)
        seat = (card.interviewer, card.interview or "")
        body = self._sealed(panel, card.canonical, of="scorecard", seat=seat)
        wanted = command.Submit(
            by=card.submitted_by or card.interviewer,
            at=at,
            seat=seat,
            body=body.commitment,
            rubric=card.rubric.version,
            key=key,
            reason=reason,
        )

        def once() -> Wanted[Receipt | Unconfirmed]:
            loaded = yield from self.load(panel)
            state = check_author(loaded.panel, wanted.by, seat=seat)
            _check_panel(state, card)
            rubric = yield from self._rubric(loaded, version=card.rubric.version)
            # First: else a card that is none would tell, at no cost, whether one is in already.
            _check_card(rubric, card)
            if before := state.handed_in_under(seat, key):
                yield from self._check_same(loaded, before, card)
                return self._handed_out(loaded, seat, before)
            events = handle(state, wanted)
            written = yield from self.write(loaded, events, Change(bodies=(body,), settled=(seat,)))
            return self._handed_out(written, seat, written.opened.versions_of(seat)[-1])

        return (yield from until_written(panel, once, writes=True))

    def _check_same(self, loaded: Loaded, before: Version, card: Scorecard) -> Wanted[None]:
        """A key stands for one scorecard: refuse another one, and one that no longer stands."""
        bodies = yield from self.read(loaded, (before.body,))
        known = bodies.get(before.body)
        if known is None:
            raise PanelError(refusal("was-erased"))
        if known.content != card.canonical:
            raise KeyReused(refusal("key-reused"))
        if before.withdrawn:
            # A receipt would acknowledge what no longer stands.
            raise PanelError(refusal("taken-back"))

    def reveal_when_due(self, panel: PanelId, *, at: datetime) -> Wanted[bool]:
        """Reveal if the policy allows it by now, and say whether the panel is revealed."""
        try:
            yield from self.change(panel, command.Reveal(by=SYSTEM, at=at))
        except NotYet:
            return False
        return True

    def contest(self, panel: PanelId, statement: str, *, by: str, at: datetime) -> Wanted[None]:
        """Attach a statement."""
        _given.check_ref("by", by)
        content = encode(StatementText(text=statement).model_dump())
        body = self._sealed(panel, content, of="statement", seat=(by, ""))
        wanted = command.Contest(by=by, at=at, body=body.commitment)
        yield from self.change(panel, wanted, bodies=[body])

    def erase(
        self, panel: PanelId, wanted: command.Erase, *, before: datetime | None = None
    ) -> Wanted[None]:
        """
        Erase what a scope covers, on the ground that the command names.

        With `before`, only where nothing has happened since: looked at in the same transaction, so
        that what comes in meanwhile is not erased with the rest.
        """

        def once() -> Wanted[None]:
            loaded = yield from self.load(panel)
            if before is not None and loaded.opened.last >= before:
                return
            events = handle(loaded.panel, wanted)
            of = wanted.person
            places = loaded.opened.places if of is None else loaded.opened.places_of(of)
            change = Change(
                records=loaded.chained(events),
                settled=tuple(place.seat.key for place in places),
                erased=tuple(
                    body for one in events if isinstance(one, Erased) for body in one.bodies
                ),
            )
            yield Ask("erase", (panel, change), {"expected_version": len(loaded.records)})
            self.note_unsure(change.records)

        yield from until_written(panel, once, writes=True)

    def expire(
        self, *, before: datetime, by: str, at: datetime, after: PanelId | None, limit: int
    ) -> Wanted[tuple[PanelId, ...]]:
        """Erase one page of panels in which nothing has happened since a time; say which."""
        _given.check_moment("before", before)
        _given.check_count("limit", limit)
        wanted = command.Erase(by=by, at=at, basis="retention-period")
        if before > at:
            raise PanelError(attrs.evolve(refusal("before-too-late"), path=("before",)))
        if after is not None:
            self.check_tenant(after)
        page = yield from self.page(after=after, limit=limit)
        for panel in page:
            with suppress(OnHold):
                yield from self.erase(panel, wanted, before=before)
        return page

    def _rubric(self, loaded: Loaded, *, version: int | None = None) -> Wanted[Rubric]:
        """The rubric that a panel goes by, or the version that a scorecard names."""
        pins = loaded.opened.rubrics
        of = {pin.version: pin for pin in pins}
        pin = pins[-1] if version is None else of.get(version)
        if pin is None:
            raise PanelError(refusal("rubric-not-adopted"))
        bodies = yield from self.read(loaded, (pin.body,))
        return rubric_of(bodies[pin.body].content)

    def _handed_out(self, loaded: Loaded, seat: SeatKey, version: Version) -> Receipt | Unconfirmed:
        if not self.confirmed:
            return Unconfirmed(panel=loaded.id, seat=seat, key=version.key)
        return loaded.receipt_for(seat, version)

    def _pinned(self, panel: PanelId, rubric: Rubric) -> tuple[RubricPin, Body]:
        _given.check_type("rubric", rubric, Rubric)
        body = self._sealed(panel, rubric.canonical, of="rubric", seat=("", ""))
        pin = RubricPin(
            id=rubric.id,
            version=rubric.version,
            structure=rubric.structure_digest,
            text=rubric.text_digest,
            body=body.commitment,
        )
        return pin, body

    def _sealed(self, panel: PanelId, content: bytes, *, of: log.BodyOf, seat: SeatKey) -> Body:
        self.check_tenant(panel)
        salt = self.salt()
        commitment = log.commit(content, salt=salt, panel=panel, of=of, seat=seat)
        return Body(commitment=commitment, salt=salt, content=content)


def _check_interview(rubric: Rubric, seat: Seat) -> None:
    known = {interview.id for interview in rubric.interviews}
    if seat.interview is not None and seat.interview not in known:
        raise PanelError(refusal("no-such-interview"))


def _check_panel(panel: Panel, written: Scorecard | Draft) -> None:
    """Refuse what was written of another application, round or candidate."""
    candidate = panel.candidate if written.candidate is not None else None
    for name, wanted in (
        ("application", panel.id.application),
        ("round", panel.id.round),
        ("candidate", candidate),
    ):
        if wanted is not None and getattr(written, name) != wanted:
            raise PanelError(attrs.evolve(refusal("another-panel"), path=(name,)))


def _check_card(rubric: Rubric, card: Scorecard) -> None:
    """
    Refuse what is not a whole scorecard.

    A card thrown in only to see those of others is the oldest trick there is, so every criterion
    of the interview has a rating, or says why there is none.
    """
    problems = list(against(rubric, card))
    rated = {rating.criterion for rating in card.ratings}
    problems += [
        Problem(
            slug="criterion-unanswered",
            message=f"`{criterion}` has neither a rating nor a reason why there is none",
            advice="rate it, or say why not in `not_rated`",
            path=("ratings",),
        )
        for criterion in rubric.criteria_of(card.interview)
        if criterion not in rated
    ]
    if problems:
        raise DocumentError(tuple(problems))
