"""
What a desk does, as steps that ask a store for one thing at a time.

Each method is a generator: it yields what it wants of the store and is sent the answer. `Desk` and
`AsyncDesk` drive the same steps, one with calls and one with `await`, so there is one logic.
"""

from collections.abc import Callable, Generator, Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, TypeAlias, TypeVar

import attrs

from fairscore import command, log
from fairscore._canonical import canonical
from fairscore._loaded import Loaded
from fairscore.command import Command, handle, refusal
from fairscore.document import parse
from fairscore.draft import Draft
from fairscore.errors import (
    Conflict,
    DocumentError,
    KeyReused,
    LogBroken,
    NoSuchPanel,
    NotPermitted,
    NotYet,
    PanelError,
    Problem,
)
from fairscore.event import (
    SYSTEM,
    AddReason,
    AmendReason,
    Erased,
    Event,
    Member,
    PanelId,
    Policy,
    RubricPin,
    RubricReason,
    Seat,
    SeatKey,
)
from fairscore.log import Body, Receipt, Record, Unconfirmed
from fairscore.panel import Panel, Version
from fairscore.revealed import Revealed
from fairscore.rubric import Rubric
from fairscore.scorecard import Scorecard, against
from fairscore.stores import Change
from fairscore.view import View, readable, reads_others, view_of

__all__ = ["Ask", "Steps", "Wanted"]

T = TypeVar("T")
_ATTEMPTS = 1000


@attrs.frozen
class Ask:
    """One thing wanted of a store: the operation and what goes into it."""

    operation: str
    given: tuple[Any, ...] = attrs.field(repr=False)
    named: Mapping[str, Any] = attrs.field(factory=dict[str, Any], repr=False)


Wanted: TypeAlias = Generator[Ask, Any, T]
"""Steps that end with a `T`."""


@attrs.frozen(kw_only=True)
class Steps:
    """
    The steps of one tenant's desk.

    Attributes:
        tenant: The tenant.
        salt: Where salts come from: 32 bytes a call.
        confirmed: Whether the store has written for good when it returns.
    """

    tenant: str
    salt: Callable[[], bytes] = attrs.field(repr=False)
    confirmed: bool

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
        by: str,
        at: datetime,
    ) -> Wanted[PanelId]:
        """Begin a panel; the same again is no second opening."""
        panel = PanelId(tenant=self.tenant, application=application, round=round)
        pin, body = self._pinned(panel, rubric)
        seats, members = tuple(seats), tuple(members)
        for seat in seats:
            _check_interview(rubric, seat)
        wanted = command.Open(
            by=by,
            at=at,
            panel=panel,
            rubric=pin,
            policy=policy,
            seats=seats,
            members=members,
            candidate=candidate,
        )
        people = {seat.interviewer for seat in seats} | {member.person for member in members}
        subjects = {f"person:{person}" for person in people}
        if candidate is not None:
            subjects.add(f"candidate:{candidate}")
        yield from self.change(panel, wanted, bodies=[body], subjects=sorted(subjects))
        return panel

    def add_seat(
        self, panel: PanelId, seat: Seat, *, reason: AddReason, by: str, at: datetime
    ) -> Wanted[None]:
        """Add a seat."""
        loaded = yield from self._loaded(panel)
        wanted = command.AddSeat(by=by, at=at, seat=seat, reason=reason)
        # Whoever may not add one learns that first, and nothing of the rubric.
        handle(loaded.panel, wanted)
        rubric, _ = yield from self._read(loaded, ())
        _check_interview(rubric, seat)
        yield from self.change(panel, wanted, subjects=[f"person:{seat.interviewer}"])

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
        settled: tuple[SeatKey, ...] = (),
    ) -> Wanted[Loaded]:
        """Load, decide and write, again as often as somebody else's change comes first."""
        self._check_tenant(panel)

        def once() -> Wanted[Loaded]:
            loaded = yield from self._loaded(panel)
            return (
                yield from self._write(
                    loaded,
                    handle(loaded.panel, wanted),
                    Change(
                        records=(),
                        bodies=tuple(bodies),
                        subjects=tuple(subjects),
                        settled=settled,
                    ),
                )
            )

        return (yield from _until_written(once))

    def keep_draft(self, panel: PanelId, draft: Draft) -> Wanted[None]:
        """Keep what somebody is writing; nobody else sees it, and the log does not know of it."""
        loaded = yield from self._loaded(panel)
        readable(loaded.panel, draft.interviewer)
        seat = (draft.interviewer, draft.interview or "")
        if loaded.opened.place(seat) is None:
            raise PanelError(refusal("no-such-seat"))
        if (draft.application, draft.round) != (panel.application, panel.round):
            raise PanelError(refusal("another-panel"))
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
        self._check_tenant(panel)
        seat = (card.interviewer, card.interview or "")
        salt = self.salt()
        body = Body(
            commitment=log.commit(
                card.canonical, salt=salt, panel=panel, of="scorecard", seat=seat
            ),
            salt=salt,
            content=card.canonical,
        )

        def once() -> Wanted[Receipt | Unconfirmed]:
            loaded = yield from self._loaded(panel)
            readable(loaded.panel, card.interviewer)
            before = loaded.opened.handed_in_under(seat, key)
            rubric, bodies = yield from self._read(
                loaded, (before.body,) if before else (), version=card.rubric.version
            )
            if before is not None:
                known = bodies.get(before.body)
                if known is None or known.content != card.canonical:
                    raise KeyReused(refusal("key-reused"))
                if before.withdrawn:
                    # A receipt would acknowledge what no longer stands.
                    raise PanelError(refusal("taken-back"))
                return self._handed_out(loaded, seat, before)
            wanted = command.Submit(
                by=card.submitted_by or card.interviewer,
                at=at,
                seat=seat,
                body=body.commitment,
                rubric=card.rubric.version,
                key=key,
                reason=reason,
            )
            events = handle(loaded.panel, wanted)
            _check_card(loaded.opened, rubric, card)
            written = yield from self._write(
                loaded, events, Change(records=(), bodies=(body,), settled=(seat,))
            )
            return self._handed_out(written, seat, written.opened.versions_of(seat)[-1])

        return (yield from _until_written(once))

    def receipt(self, panel: PanelId, *, seat: SeatKey, key: str) -> Wanted[Receipt]:
        """The receipt of what a seat handed in under a key."""
        loaded = yield from self._loaded(panel)
        readable(loaded.panel, seat[0])
        version = loaded.opened.handed_in_under(seat, key)
        if version is None:
            raise PanelError(refusal("nothing-submitted"))
        return loaded.receipt_for(seat, version)

    def look(self, panel: PanelId, *, viewer: str, at: datetime) -> Wanted[View]:
        """Make a view for somebody, after recording what they will see of others."""

        def once() -> Wanted[View]:
            loaded = yield from self._loaded(panel)
            loaded = yield from self._exposed(loaded, viewer, at)
            return (yield from self._view(loaded, viewer))

        return (yield from _until_written(once))

    def reveal(self, panel: PanelId, *, by: str, at: datetime) -> Wanted[Revealed]:
        """Reveal if the policy allows it by now, and let whoever asked read."""
        if by == SYSTEM:
            # It never reads a word; `reveal_when_due` is its way to reveal.
            raise NotPermitted(refusal("not-permitted"))

        def once() -> Wanted[Revealed]:
            loaded = yield from self._loaded(panel)
            events = handle(loaded.panel, command.Reveal(by=by, at=at))
            loaded = yield from self._write(loaded, events, Change(records=()))
            loaded = yield from self._exposed(loaded, by, at)
            revealed = (yield from self._view(loaded, by)).revealed
            if revealed is None:
                raise NotYet(refusal("not-yet"))
            return revealed

        return (yield from _until_written(once))

    def reveal_when_due(self, panel: PanelId, *, at: datetime) -> Wanted[bool]:
        """Reveal if the policy allows it by now, and say whether the panel is revealed."""
        try:
            yield from self.change(panel, command.Reveal(by=SYSTEM, at=at))
        except NotYet:
            return False
        return True

    def contest(self, panel: PanelId, statement: str, *, by: str, at: datetime) -> Wanted[None]:
        """Attach a statement."""
        salt, content = self.salt(), canonical({"text": statement})
        commitment = log.commit(content, salt=salt, panel=panel, of="statement", seat=(by, ""))
        body = Body(commitment=commitment, salt=salt, content=content)
        wanted = command.Contest(by=by, at=at, body=commitment)
        yield from self.change(panel, wanted, bodies=[body])

    def erase(self, panel: PanelId, wanted: command.Erase) -> Wanted[None]:
        """Erase what a scope covers, on the ground that the command names."""
        self._check_tenant(panel)

        def once() -> Wanted[None]:
            loaded = yield from self._loaded(panel)
            events = handle(loaded.panel, wanted)
            of = wanted.person
            places = loaded.opened.places if of is None else loaded.opened.places_of(of)
            change = Change(
                records=log.chained(panel, loaded.head, events),
                settled=tuple(place.seat.key for place in places),
                erased=tuple(
                    body for one in events if isinstance(one, Erased) for body in one.bodies
                ),
            )
            yield Ask("erase", (panel, change), {"expected_version": len(loaded.records)})

        yield from _until_written(once)

    def expire(
        self, *, before: datetime, by: str, at: datetime, after: PanelId | None, limit: int
    ) -> Wanted[tuple[PanelId, ...]]:
        """Erase one page of panels in which nothing has happened since a time; say which."""
        page: tuple[PanelId, ...] = yield Ask(
            "panels", (self.tenant,), {"after": after, "limit": limit}
        )
        for panel in page:
            loaded = yield from self._loaded(panel)
            state = loaded.opened
            if loaded.events[-1].at < before and not state.held:
                yield from self.erase(panel, command.Erase(by=by, at=at, basis="retention-period"))
        return page

    def log_of(
        self, panel: PanelId, *, viewer: str, at: datetime
    ) -> Wanted[tuple[Loaded, Mapping[str, Body]]]:
        """The whole log with its bodies, for somebody to whom the panel is revealed."""

        def once() -> Wanted[tuple[Loaded, Mapping[str, Body]]]:
            loaded = yield from self._loaded(panel)
            readable(loaded.panel, viewer)
            state = loaded.opened
            if state.revealed is None or not reads_others(state, viewer):
                raise NotYet(refusal("not-yet"))
            loaded = yield from self._exposed(loaded, viewer, at)
            named = [*(pin.body for pin in state.rubrics), *state.words_of()]
            bodies = yield Ask("bodies", (panel, tuple(named)))
            return loaded, bodies

        return (yield from _until_written(once))

    def _loaded(self, panel: PanelId) -> Wanted[Loaded]:
        """The panel as its log tells it; its chain is checked on the way."""
        self._check_tenant(panel)
        records: tuple[Record, ...] = yield Ask("load", (panel,))
        return Loaded.of(panel, records)

    def _write(self, loaded: Loaded, events: tuple[Event, ...], change: Change) -> Wanted[Loaded]:
        """Write what happened, if anything did."""
        if not events:
            return loaded
        records = log.chained(loaded.id, loaded.head, events)
        yield Ask(
            "append",
            (loaded.id, attrs.evolve(change, records=records)),
            {"expected_version": len(loaded.records)},
        )
        return loaded.then(events, records)

    def _exposed(self, loaded: Loaded, viewer: str, at: datetime) -> Wanted[Loaded]:
        """Record what somebody is about to see of others, before they do."""
        allowed = readable(loaded.panel, viewer)
        if not allowed.new:
            return loaded
        seen = command.Expose(by=viewer, at=at, person=viewer, source="desk", bodies=allowed.new)
        events = handle(loaded.panel, seen)
        return (yield from self._write(loaded, events, Change(records=())))

    def _view(self, loaded: Loaded, viewer: str) -> Wanted[View]:
        panel, allowed = loaded.opened, readable(loaded.panel, viewer)
        rubric, bodies = yield from self._read(loaded, (*allowed.own, *allowed.others))
        drafts: dict[SeatKey, bytes] = {}
        receipts: dict[SeatKey, Receipt] = {}
        for place in panel.places_of(viewer):
            key = place.seat.key
            draft = yield Ask("drafts", (loaded.id, key))
            if draft:
                drafts[key] = draft
            if place.standing:
                receipts[key] = loaded.receipt_for(key, place.standing[-1])
        return view_of(
            panel,
            viewer,
            rubric=rubric,
            bodies=bodies,
            drafts=drafts,
            receipts=receipts,
            receipt=loaded.receipt_of_panel(),
        )

    def _read(
        self, loaded: Loaded, wanted: tuple[str, ...], *, version: int | None = None
    ) -> Wanted[tuple[Rubric, Mapping[str, Body]]]:
        """
        The rubric and some bodies, asked for in one go.

        Always asked for: what another seat's author caused to be read before must not show.
        """
        pins = loaded.opened.rubrics
        pin = next((one for one in reversed(pins) if one.version == version), pins[-1])
        bodies: Mapping[str, Body] = yield Ask("bodies", (loaded.id, (pin.body, *wanted)))
        if pin.body not in bodies:
            raise LogBroken("the rubric of a panel is missing from the store")
        return _rubric_of(bodies[pin.body].content), bodies

    def _handed_out(self, loaded: Loaded, seat: SeatKey, version: Version) -> Receipt | Unconfirmed:
        if not self.confirmed:
            return Unconfirmed(panel=loaded.id, seat=seat, key=version.key)
        return loaded.receipt_for(seat, version)

    def _pinned(self, panel: PanelId, rubric: Rubric) -> tuple[RubricPin, Body]:
        salt, content = self.salt(), rubric.canonical
        commitment = log.commit(content, salt=salt, panel=panel, of="rubric", seat=("", ""))
        pin = RubricPin(
            id=rubric.id,
            version=rubric.version,
            structure=rubric.structure_digest,
            text=rubric.text_digest,
            body=commitment,
        )
        return pin, Body(commitment=commitment, salt=salt, content=content)

    def _check_tenant(self, panel: PanelId) -> None:
        """Another tenant's panel is no panel here, in the same words as one that nobody opened."""
        if panel.tenant != self.tenant:
            raise NoSuchPanel(refusal("no-such-panel"))


def _until_written(once: Callable[[], Wanted[T]]) -> Wanted[T]:
    """Do it again from the start as often as somebody else's change comes first."""
    for _ in range(_ATTEMPTS):
        try:
            return (yield from once())
        except Conflict:
            continue
    raise Conflict


@lru_cache(maxsize=256)
def _rubric_of(content: bytes) -> Rubric:
    """Read a rubric; kept, since a panel's rubric is read with everything that is done to it."""
    return parse(content, Rubric, format="json")


def _check_interview(rubric: Rubric, seat: Seat) -> None:
    known = {interview.id for interview in rubric.interviews}
    if seat.interview is not None and seat.interview not in known:
        raise PanelError(refusal("no-such-interview"))


def _check_card(panel: Panel, rubric: Rubric, card: Scorecard) -> None:
    """
    Refuse what is not a whole scorecard of this panel.

    A card thrown in only to see those of others is the oldest trick there is, so every criterion
    of the interview has a rating, or says why there is none.
    """
    if (card.application, card.round) != (panel.id.application, panel.id.round):
        raise PanelError(refusal("another-panel"))
    if panel.candidate is not None and card.candidate not in {None, panel.candidate}:
        raise PanelError(refusal("another-panel"))
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
