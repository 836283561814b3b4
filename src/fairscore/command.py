"""Command: what somebody wants done to a panel; `handle` decides what happens."""

from collections.abc import Mapping
from datetime import datetime
from typing import NoReturn, TypeAlias, assert_never

import attrs

from fairscore.errors import NoSuchPanel, NotPermitted, NotYet, OnHold, PanelError, Problem
from fairscore.event import (
    SYSTEM,
    AddReason,
    AmendReason,
    Closed,
    CloseReason,
    Contested,
    EraseBasis,
    Erased,
    Event,
    Exposed,
    ExposureSource,
    Held,
    HoldEnded,
    HoldReason,
    Member,
    MemberAdded,
    Opened,
    OpeningAgreed,
    PanelId,
    Policy,
    RevealMade,
    RubricAdopted,
    RubricPin,
    RubricReason,
    Seat,
    SeatAdded,
    SeatKey,
    SeatVacated,
    Submitted,
    VacateReason,
    Withdrawn,
)
from fairscore.panel import Panel, Place
from fairscore.right import Right, rights_of

__all__ = [
    "AddMember",
    "AddSeat",
    "AdoptRubric",
    "AgreeToOpen",
    "Close",
    "Command",
    "Contest",
    "EndHold",
    "Erase",
    "Expose",
    "Hold",
    "Open",
    "Reveal",
    "Submit",
    "Vacate",
    "Withdraw",
    "handle",
    "refusal",
]


@attrs.frozen(kw_only=True)
class _Command:
    """Who wants it, and when: the host's clock, for the core reads none."""

    by: str
    at: datetime


@attrs.frozen(kw_only=True)
class Open(_Command):
    """Begin a panel: its seats, its people, its rubric and its policy."""

    panel: PanelId
    rubric: RubricPin
    policy: Policy
    seats: tuple[Seat, ...]
    members: tuple[Member, ...] = ()
    candidate: str | None = None


@attrs.frozen(kw_only=True)
class AddSeat(_Command):
    """Add a seat to a panel that is open."""

    seat: Seat
    reason: AddReason


@attrs.frozen(kw_only=True)
class AddMember(_Command):
    """Give somebody a part in the panel besides a seat."""

    member: Member
    reason: AddReason


@attrs.frozen(kw_only=True)
class AdoptRubric(_Command):
    """Go by another version of the rubric from here on."""

    rubric: RubricPin
    reason: RubricReason


@attrs.frozen(kw_only=True)
class Vacate(_Command):
    """Wait no longer for a seat: nothing will come from it."""

    seat: SeatKey
    reason: VacateReason


@attrs.frozen(kw_only=True)
class Submit(_Command):
    """
    Hand in a scorecard that was sealed.

    Attributes:
        seat: Whose it is.
        body: Its commitment.
        rubric: Version of the rubric it names.
        key: The host's key for this hand-in, so that a retry is known.
        reason: Why there is a later version; None for the first.
    """

    seat: SeatKey
    body: str
    rubric: int
    key: str
    reason: AmendReason | None = None


@attrs.frozen(kw_only=True)
class Withdraw(_Command):
    """Take a scorecard back."""

    seat: SeatKey


@attrs.frozen(kw_only=True)
class Expose(_Command):
    """
    Record that somebody saw what others had written.

    Attributes:
        person: Who saw it.
        source: How.
        bodies: What they saw, where that is known.
        since: When, if that was earlier than now.
    """

    person: str
    source: ExposureSource
    bodies: tuple[str, ...] = ()
    since: datetime | None = None


@attrs.frozen(kw_only=True)
class AgreeToOpen(_Command):
    """Agree to the reveal, as one of the two named openers."""


@attrs.frozen(kw_only=True)
class Close(_Command):
    """Go on without the scorecards still to come."""

    reason: CloseReason


@attrs.frozen(kw_only=True)
class Reveal(_Command):
    """Let the scorecards be read, if the policy allows it by now."""


@attrs.frozen(kw_only=True)
class Hold(_Command):
    """Let nothing be erased for now."""

    reason: HoldReason


@attrs.frozen(kw_only=True)
class EndHold(_Command):
    """Let things be erased again."""


@attrs.frozen(kw_only=True)
class Contest(_Command):
    """Attach a statement that was sealed."""

    body: str


@attrs.frozen(kw_only=True)
class Erase(_Command):
    """
    Erase bodies, on a ground that is recorded.

    Attributes:
        basis: The ground.
        person: Whose words; None for everything that was written in the application.
    """

    basis: EraseBasis
    person: str | None = None


Command: TypeAlias = (
    Open
    | AddSeat
    | AddMember
    | AdoptRubric
    | Vacate
    | Submit
    | Withdraw
    | Expose
    | AgreeToOpen
    | Close
    | Reveal
    | Hold
    | EndHold
    | Contest
    | Erase
)
"""Anything that can be asked of a panel."""

_REFUSALS: Mapping[str, tuple[str, str]] = {
    "no-such-panel": ("no such panel", "check the application, the round and who asks"),
    "not-permitted": ("not permitted to them, or not yet", "ask a facilitator without a seat"),
    "not-yet": ("the scorecards stay sealed for now", "ask again when the policy allows it"),
    "panel-open-already": ("this panel is open already", "add seats to it, or open another round"),
    "no-counting-seat": ("a panel without a seat that counts", "give at least one"),
    "seat-twice": ("this seat is there already", "give each interviewer and interview once"),
    "reserved-name": (f"`{SYSTEM}` is no person", "use another reference"),
    "policy-incomplete": (
        "the policy lacks what it goes by, or has what it does not",
        "give `at`, two different `openers` or a `quorum` no larger than the seats, as it needs",
    ),
    "same-rubric": ("the panel goes by this version already", "adopt another one"),
    "another-rubric": ("a rubric of another id", "adopt a version of the same rubric"),
    "no-such-interview": (
        "the rubric has no such interview",
        "use the id of an interview of the rubric",
    ),
    "another-panel": (
        "written of another application, round or candidate",
        "hand it in to the panel that it names",
    ),
    "no-such-seat": ("no such seat in this panel", "name a seat that it was opened with"),
    "seat-vacated": ("nothing was to come from this seat", "add a seat if an interview was held"),
    "submitted-already": ("a scorecard was handed in already", "amend it, with a reason"),
    "nothing-submitted": ("nothing was handed in", "submit a scorecard first"),
    "rubric-not-adopted": (
        "written against a version that the panel does not go by",
        "write it against a version that the panel opened with or adopted",
    ),
    "too-late-to-withdraw": ("others have been read since", "amend it, with a reason"),
    "key-reused": (
        "this key was used for another scorecard of this seat",
        "use a new key for each scorecard, and the same one for a retry",
    ),
    "taken-back": (
        "what was handed in under this key was taken back",
        "hand it in under a new key",
    ),
    "on-hold": ("the panel is held", "end the hold first"),
    "not-held": ("the panel is not held", "there is nothing to end"),
}


def refusal(slug: str) -> Problem:
    """What a panel says when it refuses something: the same words in every state and store."""
    message, advice = _REFUSALS[slug]
    return Problem(slug=slug, message=message, advice=advice)


def handle(panel: Panel | None, command: Command) -> tuple[Event, ...]:
    """
    Decide what happens.

    Args:
        panel: The state of the panel; None where nobody opened it.
        command: What somebody wants.

    Returns:
        The events, possibly none: what was done already is not done again.

    Raises:
        PanelError: With the reason. It depends on nothing that is sealed to whoever asks.
    """
    if isinstance(command, Open):
        return _open(panel, command)
    if panel is None:
        raise NoSuchPanel(refusal("no-such-panel"))
    return _decide(panel, command)


def _decide(  # noqa: C901, PLR0912 (one case a command)
    panel: Panel, command: Command
) -> tuple[Event, ...]:
    by, at = command.by, command.at
    match command:
        case Submit():
            return _submit(panel, command)
        case Withdraw():
            return _withdraw(panel, command)
        case Expose():
            return _expose(panel, command)
        case AddSeat(seat=seat, reason=reason):
            _need(panel, by, "run")
            _check_seats([*(place.seat for place in panel.places), seat])
            return (SeatAdded(at=at, by=by, seat=seat, reason=reason),)
        case AddMember(member=member, reason=reason):
            _need(panel, by, "run")
            _check_people([member.person])
            if member in panel.members:
                return ()
            return (MemberAdded(at=at, by=by, member=member, reason=reason),)
        case AdoptRubric(rubric=rubric, reason=reason):
            _need(panel, by, "run")
            if rubric.id != panel.rubric.id:
                _refuse("another-rubric")
            if rubric.version == panel.rubric.version:
                _refuse("same-rubric")
            return (RubricAdopted(at=at, by=by, rubric=rubric, reason=reason),)
        case Vacate(seat=key, reason=reason):
            _need(panel, by, "run")
            place = _place(panel, key)
            if place.vacated or place.dropped or place.seat.shadow:
                # Not waited for as it is. Said first: whether something came in all the same is
                # sealed to whoever asks.
                return ()
            if place.standing:
                _refuse("submitted-already")
            interviewer, interview = key
            return (
                SeatVacated(
                    at=at,
                    by=by,
                    interviewer=interviewer,
                    interview=interview or None,
                    reason=reason,
                ),
            )
        case Close(reason=reason):
            _need(panel, by, "run")
            if panel.closed or panel.revealed is not None:
                return ()
            return (Closed(at=at, by=by, reason=reason, dropped=panel.pending),)
        case AgreeToOpen():
            return _agree(panel, command)
        case Reveal():
            return _reveal(panel, command)
        case Hold(reason=reason):
            return () if panel.held else (Held(at=at, by=by, reason=reason),)
        case EndHold():
            if not panel.held:
                _refuse("not-held")
            return (HoldEnded(at=at, by=by),)
        case Contest(body=body):
            if by != panel.candidate and not (rights_of(panel, by) or panel.places_of(by)):
                raise NoSuchPanel(refusal("no-such-panel"))
            return (Contested(at=at, by=by, body=body),)
        case Erase():
            return _erase(panel, command)
        case Open():
            raise AssertionError("decided before")
        case _:
            assert_never(command)


def _open(panel: Panel | None, command: Open) -> tuple[Event, ...]:
    if panel is not None:
        return _opened_so(panel, command)
    _check_seats(command.seats)
    _check_people([*(one.person for one in command.members), *command.policy.openers])
    counting = [seat for seat in command.seats if not seat.shadow]
    if not counting:
        _refuse("no-counting-seat")
    policy = command.policy
    needs = {"at-time": "at", "openers": "openers", "quorum": "quorum"}.get(policy.reveal)
    given = {name for name in ("at", "openers", "quorum") if getattr(policy, name)}
    two = policy.reveal != "openers" or len(policy.openers) == len(set(policy.openers)) == 2  # noqa: PLR2004 (two openers)
    if given != ({needs} if needs else set()) or not two or (policy.quorum or 0) > len(counting):
        _refuse("policy-incomplete")
    return (
        Opened(
            at=command.at,
            by=command.by,
            tenant=command.panel.tenant,
            application=command.panel.application,
            round=command.panel.round,
            candidate=command.candidate,
            rubric=command.rubric,
            policy=policy,
            seats=tuple(sorted(command.seats, key=lambda seat: seat.key)),
            members=command.members,
        ),
    )


def _opened_so(panel: Panel, command: Open) -> tuple[Event, ...]:
    """The same opening again is a retry; another one is refused."""
    pins = (panel.rubrics[0], command.rubric)
    same = [(pin.id, pin.version, pin.structure, pin.text) for pin in pins]
    seats = {seat.key: seat for seat in command.seats}
    if (
        same[0] != same[1]
        or panel.policy != command.policy
        or panel.candidate != command.candidate
        or {place.seat.key: place.seat for place in panel.places} != seats
        or set(panel.members) != set(command.members)
    ):
        _refuse("panel-open-already")
    return ()


def _submit(panel: Panel, command: Submit) -> tuple[Event, ...]:
    interviewer, interview = command.seat
    _of_the_panel(panel, interviewer)
    place = _place(panel, command.seat)
    if command.by != interviewer and panel.places_of(command.by):
        # Somebody who sits on the panel would read what they hand in.
        raise NotPermitted(refusal("not-permitted"))
    if place.vacated:
        _refuse("seat-vacated")
    if command.rubric not in {pin.version for pin in panel.rubrics}:
        _refuse("rubric-not-adopted")
    if place.standing and command.reason is None:
        _refuse("submitted-already")
    if not place.standing and command.reason is not None:
        _refuse("nothing-submitted")
    return (
        Submitted(
            at=command.at,
            by=command.by,
            interviewer=interviewer,
            interview=interview or None,
            version=len(place.versions) + 1,
            rubric=command.rubric,
            body=command.body,
            key=command.key,
            reason=command.reason,
        ),
    )


def _withdraw(panel: Panel, command: Withdraw) -> tuple[Event, ...]:
    interviewer, interview = command.seat
    _of_the_panel(panel, command.by)
    place = _place(panel, command.seat)
    if command.by != interviewer:
        raise NotPermitted(refusal("not-permitted"))
    if not place.standing:
        _refuse("nothing-submitted")
    if panel.revealed is not None or any(one.person == interviewer for one in panel.seen):
        _refuse("too-late-to-withdraw")
    return (
        Withdrawn(
            at=command.at, by=command.by, interviewer=interviewer, interview=interview or None
        ),
    )


def _expose(panel: Panel, command: Expose) -> tuple[Event, ...]:
    _of_the_panel(panel, command.person)
    if command.by != command.person:
        _need(panel, command.by, "run")
    return (
        Exposed(
            at=command.at,
            by=command.by,
            person=command.person,
            source=command.source,
            bodies=command.bodies,
            since=command.since,
        ),
    )


def _agree(panel: Panel, command: AgreeToOpen) -> tuple[Event, ...]:
    if command.by not in panel.policy.openers:
        _need(panel, command.by, "reveal")
        raise NotPermitted(refusal("not-permitted"))
    if any(place.pending for place in panel.places_of(command.by)):
        raise NotYet(refusal("not-yet"))
    if command.by in panel.agreed:
        return ()
    return (OpeningAgreed(at=command.at, by=command.by),)


def _reveal(panel: Panel, command: Reveal) -> tuple[Event, ...]:
    _need(panel, command.by, "reveal")
    own_pending = any(place.pending for place in panel.places_of(command.by))
    if panel.revealed is not None and not own_pending:
        return ()
    if own_pending or not _allowed(panel, command.at):
        told = "pending" in rights_of(panel, command.by)
        pending = tuple(seat.key for seat in panel.pending) if told else None
        raise NotYet(refusal("not-yet"), pending=pending)
    return (RevealMade(at=command.at, by=command.by, missing=panel.pending),)


def _allowed(panel: Panel, at: datetime) -> bool:
    """Whether the policy allows the reveal by now."""
    policy = panel.policy
    match policy.reveal:
        case "all-in" | "own-in":
            return not panel.pending
        case "at-time":
            return policy.at is not None and at >= policy.at
        case "openers":
            return panel.agreed >= set(policy.openers)
        case "quorum":
            inside = sum(bool(one.standing) for one in panel.places if not one.seat.shadow)
            return not panel.pending or inside >= (policy.quorum or 0)
        case _:
            assert_never(policy.reveal)


def _erase(panel: Panel, command: Erase) -> tuple[Event, ...]:
    if panel.held:
        raise OnHold(refusal("on-hold"))
    bodies = tuple(body for body in panel.words_of(command.person) if body not in panel.erased)
    if not bodies:
        return ()
    return (Erased(at=command.at, by=command.by, basis=command.basis, bodies=bodies),)


def _need(panel: Panel, person: str, right: Right) -> None:
    rights = rights_of(panel, person)
    if right not in rights:
        _of_the_panel(panel, person)
        raise NotPermitted(refusal("not-permitted"))


def _of_the_panel(panel: Panel, person: str) -> None:
    """Refuse whoever is nothing to the panel in the same words as if there were none."""
    if not (panel.places_of(person) or rights_of(panel, person)):
        raise NoSuchPanel(refusal("no-such-panel"))


def _place(panel: Panel, key: SeatKey) -> Place:
    place = panel.place(key)
    if place is None:
        _refuse("no-such-seat")
    return place


def _check_seats(seats: "tuple[Seat, ...] | list[Seat]") -> None:
    _check_people([seat.interviewer for seat in seats])
    if len({seat.key for seat in seats}) < len(seats):
        _refuse("seat-twice")


def _check_people(people: list[str]) -> None:
    if SYSTEM in people:
        _refuse("reserved-name")


def _refuse(slug: str) -> NoReturn:
    raise PanelError(refusal(slug))
