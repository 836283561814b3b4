"""How a panel answers a command: with events, or with a refusal."""

from datetime import datetime
from typing import NoReturn, assert_never

from fairscore._refusals import (
    check_apart,
    check_author,
    check_part,
    check_people,
    check_seats,
    refusal,
)
from fairscore.command import (
    AddMember,
    AddSeat,
    AdoptRubric,
    AgreeToOpen,
    Close,
    Command,
    Contest,
    EndHold,
    Erase,
    Expose,
    Hold,
    OfOpened,
    Open,
    Redraw,
    Reveal,
    Submit,
    TellPlanSeed,
    Vacate,
    Withdraw,
)
from fairscore.errors import NoSuchPanel, NotPermitted, NotYet, OnHold, PanelError
from fairscore.event import (
    SYSTEM,
    Closed,
    Contested,
    Erased,
    Event,
    Exposed,
    Held,
    HoldEnded,
    MemberAdded,
    Opened,
    OpeningAgreed,
    PlanSeedTold,
    Redrawn,
    RevealMade,
    RubricAdopted,
    RubricPin,
    SeatAdded,
    SeatKey,
    SeatVacated,
    Submitted,
    Withdrawn,
)
from fairscore.order import MOST_DRAWS, Turns, is_seed_of
from fairscore.panel import Panel, Place
from fairscore.right import Right, has_part, rights_of

__all__ = ["handle"]


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
    panel: Panel, command: OfOpened
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
            there = [place for place in panel.places if not place.vacated]
            seats = [place.seat for place in there]
            if any(place.dropped for place in there if place.seat.key == seat.key):
                _refuse("seat-dropped")
            if seat in seats:
                return ()
            check_seats([*seats, seat])
            check_apart(panel.candidate, [seat.interviewer])
            return (SeatAdded(at=at, by=by, seat=seat, reason=reason),)
        case AddMember(member=member, reason=reason):
            _need(panel, by, "run")
            check_people([member.person])
            check_apart(panel.candidate, [member.person])
            if member in panel.members:
                return ()
            return (MemberAdded(at=at, by=by, member=member, reason=reason),)
        case AdoptRubric(rubric=rubric, reason=reason):
            _need(panel, by, "run")
            if rubric.id != panel.rubric.id:
                _refuse("another-rubric")
            if any(
                pin.version == rubric.version and not _same_rubric(pin, rubric)
                for pin in panel.rubrics
            ):
                _refuse("version-reused")
            if _same_rubric(panel.rubric, rubric):
                return ()
            return (RubricAdopted(at=at, by=by, rubric=rubric, reason=reason),)
        case Vacate(seat=key, reason=reason):
            _need(panel, by, "run")
            place = _place(panel, key)
            if place.vacated or place.dropped or place.seat.shadow:
                # Not waited for as it is. Said first: whether something came in all the same is
                # sealed to whoever asks.
                return ()
            if place.standing:
                _refuse("seat-filled")
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
            if panel.revealed is not None or not panel.pending:
                return ()
            return (Closed(at=at, by=by, reason=reason, dropped=panel.pending),)
        case AgreeToOpen():
            return _agree(panel, command)
        case Reveal():
            return _reveal(panel, command)
        case Redraw():
            return _redraw(panel, command)
        case TellPlanSeed():
            return _tell_plan_seed(panel, command)
        case Hold(reason=reason):
            return () if reason in panel.held else (Held(at=at, by=by, reason=reason),)
        case EndHold():
            return _end_hold(panel, command)
        case Contest(body=body):
            if by == SYSTEM:
                raise NotPermitted(refusal("not-permitted"))
            if by != panel.candidate:
                check_part(panel, by)
            return (Contested(at=at, by=by, body=body),)
        case Erase():
            return _erase(panel, command)
        case _:
            assert_never(command)


def _open(panel: Panel | None, command: Open) -> tuple[Event, ...]:
    if panel is not None:
        return _opened_so(panel, command)
    check_seats(command.seats)
    members = [*(one.person for one in command.members), *command.policy.openers]
    check_people(members)
    check_apart(command.candidate, [*members, *(one.interviewer for one in command.seats)])
    counting = [seat for seat in command.seats if not seat.shadow]
    if not counting:
        _refuse("no-counting-seat")
    quorum = command.policy.quorum
    if quorum is not None and quorum > len(counting):
        _refuse("quorum-too-large")
    return (
        Opened(
            at=command.at,
            by=command.by,
            tenant=command.panel.tenant,
            application=command.panel.application,
            round=command.panel.round,
            candidate=command.candidate,
            rubric=command.rubric,
            policy=command.policy,
            seats=tuple(sorted(command.seats, key=lambda seat: seat.key)),
            members=command.members,
            seed=command.seed,
            plan=command.plan,
            turns=_turns(command),
        ),
    )


def _turns(command: Open) -> Turns | None:
    """What the log says of turns: a shuffle is what it stands for where it says nothing."""
    return None if command.turns == "shuffle" else command.turns


def _opened_so(panel: Panel, command: Open) -> tuple[Event, ...]:
    """The same opening again is a retry, whatever happened since; another one is refused."""
    opening = panel.opening
    if (
        not _same_rubric(opening.rubric, command.rubric)
        or opening.policy != command.policy
        or opening.candidate != command.candidate
        or opening.plan != command.plan
        or opening.turns != _turns(command)
        or set(opening.seats) != set(command.seats)
        or set(opening.members) != set(command.members)
    ):
        _refuse("panel-open-already")
    return ()


def _same_rubric(one: RubricPin, other: RubricPin) -> bool:
    """Whether two pins say the same, each sealed with a salt of its own."""
    return (one.id, one.version, one.structure, one.text) == (
        other.id,
        other.version,
        other.structure,
        other.text,
    )


def _submit(panel: Panel, command: Submit) -> tuple[Event, ...]:
    interviewer, interview = command.seat
    check_author(panel, command.by, seat=command.seat)
    place = _place(panel, command.seat)
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
    check_part(panel, command.by)
    place = _place(panel, command.seat)
    if command.by != interviewer:
        raise NotPermitted(refusal("not-permitted"))
    if not place.standing:
        _refuse("nothing-submitted")
    # By `own-in` others may read it as soon as it is in; asking whether anybody did would tell.
    read = panel.revealed is not None or panel.policy.reveal == "own-in"
    if read or any(one.person == interviewer for one in panel.seen):
        _refuse("too-late-to-withdraw")
    return (
        Withdrawn(
            at=command.at, by=command.by, interviewer=interviewer, interview=interview or None
        ),
    )


def _expose(panel: Panel, command: Expose) -> tuple[Event, ...]:
    if command.by != command.person:
        _need(panel, command.by, "run")
    # Whoever answers a request for access need be nothing to the panel. Bodies come from the desk
    # alone, so nobody else can ask in this way whether there is such a panel.
    if not (command.source == "access" and command.bodies):
        check_part(panel, command.person)
    if command.since is not None and command.since > command.at:
        _refuse("seen-after-recorded")
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
        check_part(panel, command.by)
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
            enough = policy.quorum is not None and inside >= policy.quorum
            return enough or not panel.pending
        case _:
            assert_never(policy.reveal)


def _redraw(panel: Panel, command: Redraw) -> tuple[Event, ...]:
    _need(panel, command.by, "run")
    if panel.opening.seed is None:
        _refuse("no-seed")
    if panel.revealed is not None:
        _refuse("too-late-to-redraw")
    if len(panel.draws) >= MOST_DRAWS:
        _refuse("too-many-draws")
    return (Redrawn(at=command.at, by=command.by, reason=command.reason),)


def _tell_plan_seed(panel: Panel, command: TellPlanSeed) -> tuple[Event, ...]:
    _need(panel, command.by, "run")
    if panel.opening.plan is None:
        _refuse("no-plan")
    if not is_seed_of(panel.opening.plan, command.seed):
        _refuse("other-seed")
    if panel.revealed is None:
        raise NotYet(refusal("not-yet"))
    if panel.plan_seed is not None:
        return ()
    return (PlanSeedTold(at=command.at, by=command.by, seed=command.seed.hex()),)


def _end_hold(panel: Panel, command: EndHold) -> tuple[Event, ...]:
    # Whoever ends one hold must not end that of somebody else with it.
    ended = panel.held if command.reason is None else panel.held & {command.reason}
    if not ended:
        _refuse("not-held")
    if len(ended) > 1:
        _refuse("several-holds")
    return tuple(HoldEnded(at=command.at, by=command.by, reason=reason) for reason in ended)


def _erase(panel: Panel, command: Erase) -> tuple[Event, ...]:
    if panel.held:
        raise OnHold(refusal("on-hold"))
    if command.person is not None and not has_part(panel, command.person):
        # A name that was mistyped would pass for one whose words are gone.
        _refuse("no-such-person")
    bodies = tuple(body for body in panel.words_of(command.person) if body not in panel.erased)
    if not bodies:
        return ()
    return (Erased(at=command.at, by=command.by, basis=command.basis, bodies=bodies),)


def _need(panel: Panel, person: str, right: Right) -> None:
    rights = rights_of(panel, person)
    if right not in rights:
        check_part(panel, person)
        raise NotPermitted(refusal("not-permitted"))


def _place(panel: Panel, key: SeatKey) -> Place:
    place = panel.place(key)
    if place is None:
        _refuse("no-such-seat")
    return place


def _refuse(slug: str) -> NoReturn:
    raise PanelError(refusal(slug))
