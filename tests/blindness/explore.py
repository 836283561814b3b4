"""
Every reachable state of a small panel, up to relabelling, with what must hold in each (P1 to P3).

Seats have at most two versions. Hashes are names, time is before or after the one moment that
matters, and interviewers with the same roles are one up to their names. Every state is visited and
everything that anybody can do in it is tried.
"""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import attrs

from fairscore import command, panel, right, view
from fairscore._handling import handle
from fairscore.errors import PanelError
from fairscore.event import (
    ALL_IN,
    SYSTEM,
    Closed,
    Event,
    Exposed,
    Member,
    PanelId,
    Policy,
    RevealMade,
    RubricPin,
    Seat,
)
from fairscore.log import Body

from .room import card, minute

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fairscore.panel import Panel, Place

Key: TypeAlias = tuple[Any, ...]
Tried: TypeAlias = "tuple[command.Command, tuple[Event, ...] | PanelError]"
FACILITATOR = "facilitator-1"
OUTSIDER = "outsider-1"
EARLY, LATE, DUE = minute(1), minute(20), minute(10)
MOST_VERSIONS = 2
ID = PanelId(tenant="acme", application="app-1", round="round-1")
PIN = RubricPin(id="small", version=1, structure="s", text="t", body="0" * 64)
# Written down here once more, so that a fault in `right` cannot be a fault of both.
RIGHTS = {
    "interviewer": {"others", "reveal"},
    "facilitator": {"others", "pending", "reveal", "run"},
    "hiring-manager": {"others"},
    "opener": {"others", "reveal"},
}


class Broken(AssertionError):
    """A state in which something does not hold that must."""


class Case(NamedTuple):
    """One sort of panel."""

    name: str
    policy: Policy
    roles: tuple[str, ...]
    """A role of each seat besides it: '' for none, 'shadow' for a shadow seat."""


class Explored(NamedTuple):
    """How much there was."""

    states: int
    moves: int


def cases(seats: int) -> Iterator[Case]:
    """Every policy with every sort of panel that has so many seats."""
    policies = (
        ALL_IN,
        Policy(reveal="own-in"),
        Policy(reveal="at-time", at=DUE),
        Policy(reveal="openers", openers=(FACILITATOR, "seat-0")),
        *(Policy(reveal="quorum", quorum=number) for number in range(1, seats)),
    )
    sorts = {
        "plain": ("",) * seats,
        "a facilitator with a seat": ("facilitator", *[""] * (seats - 1)),
        "a manager with a seat": ("hiring-manager", *[""] * (seats - 1)),
        "a shadow seat": (*[""] * (seats - 1), "shadow"),
    }
    for policy in policies:
        for name, roles in sorts.items():
            counting = sum(role != "shadow" for role in roles)
            if (policy.quorum or 0) <= counting:
                label = f"{policy.reveal}{policy.quorum or ''}, {name}"
                yield Case(label, policy, roles)


def opened(case: Case) -> Panel:
    """The panel as it begins."""
    people = [f"seat-{index}" for index in range(len(case.roles))]
    members = [Member(person=FACILITATOR, role="facilitator")]
    members += [
        Member(person=person, role=role)  # type: ignore[arg-type]
        for person, role in zip(people, case.roles, strict=True)
        if role not in {"", "shadow"}
    ]
    [event] = handle(
        None,
        command.Open(
            by=SYSTEM,
            at=minute(0),
            panel=ID,
            rubric=PIN,
            policy=case.policy,
            seats=tuple(
                Seat(interviewer=person, shadow=role == "shadow")
                for person, role in zip(people, case.roles, strict=True)
            ),
            members=tuple(members),
        ),
    )
    return panel.evolve(None, event)


def explore(case: Case, *, events: int) -> Explored:
    """
    Visit every state that so many events lead to, the opening included, and check what must hold.

    Raises:
        Broken: Something does not.
    """
    start = opened(case)
    symmetries = _symmetries(case)
    # What somebody can tell goes by what they know; the first state that shows it is kept.
    told: dict[Key, Key] = {}
    seen = {_key(start, late=False, symmetries=symmetries)}
    edge = [(start, False)]
    moves = 0
    for depth in range(1, events + 1):
        further: list[tuple[Panel, bool]] = []
        for state, late in edge:
            tried = _tried(state, late=late)
            _check(state, tried, late=late, told=told)
            if depth == events:
                continue
            for after, later in _moves(state, tried, late=late):
                moves += 1
                key = _key(after, late=later, symmetries=symmetries)
                if key not in seen:
                    seen.add(key)
                    further.append((after, later))
        edge = further
    return Explored(states=len(seen), moves=moves)


def _symmetries(case: Case) -> list[tuple[int, ...]]:
    """The ways to rename interviewers that nothing tells apart."""
    named = {"seat-0"} if case.policy.reveal == "openers" else set()
    marks = [
        (role, f"seat-{index}" if f"seat-{index}" in named else "")
        for index, role in enumerate(case.roles)
    ]
    return [
        order
        for order in permutations(range(len(marks)))
        if all(marks[index] == marks[to] for index, to in enumerate(order))
    ]


def _key(state: Panel, *, late: bool, symmetries: list[tuple[int, ...]]) -> Key:
    """What is left of a state without hashes, times and names."""
    rows = [
        (
            place.vacated,
            place.dropped,
            tuple((state.phase(place, one), one.withdrawn) for one in place.versions),
            any(one.person == place.seat.interviewer for one in state.seen),
            place.seat.interviewer in state.agreed,
        )
        for place in state.places
    ]
    index = {place.seat.interviewer: number for number, place in enumerate(state.places)}
    saw = [{(int(body[0]), int(body[1])) for body in state.saw(person)} for person in index]
    renamed = min(
        tuple(
            (rows[at], tuple(sorted((order.index(seat), number) for seat, number in saw[at])))
            for at in order
        )
        for order in symmetries
    )
    outside = (FACILITATOR in state.agreed, state.saw(FACILITATOR) != frozenset())
    return (renamed, outside, state.revealed is not None, late)


def _body(state: Panel, place: Place) -> str:
    """A commitment that tells its seat and number: no two bodies have the same."""
    seat = place.seat.interviewer.removeprefix("seat-")
    return f"{seat}{len(place.versions)}".ljust(64, "0")


def _commands(state: Panel, person: str, *, at: Any) -> Iterator[command.Command]:
    """Everything that somebody may try, but for what is refused to them whatever the state."""
    yield command.Reveal(by=person, at=at)
    yield from _for_others(state, person, at=at)
    if person in {SYSTEM, OUTSIDER}:
        return
    for place in state.places_of(person):
        if len(place.versions) < MOST_VERSIONS:
            for reason in (None, "mistake"):
                yield command.Submit(
                    by=person,
                    at=at,
                    seat=place.seat.key,
                    body=_body(state, place),
                    rubric=1,
                    key=f"key-{len(place.versions)}",
                    reason=reason,  # type: ignore[arg-type]
                )
        yield command.Withdraw(by=person, at=at, seat=place.seat.key)
    yield command.AgreeToOpen(by=person, at=at)
    yield command.Close(by=person, at=at, reason="deadline-passed")
    for place in state.places if person == FACILITATOR else state.places[-1:]:
        yield command.Vacate(by=person, at=at, seat=place.seat.key, reason="interviewer-left")
    if not any(one.person == person for one in state.seen):
        yield command.Expose(by=person, at=at, person=person, source="talk")


def _for_others(state: Panel, person: str, *, at: Any) -> Iterator[command.Submit]:
    """Handing in for somebody else: what it tells is compared; where it leads is not visited."""
    for place in state.places:
        for reason in (None, "mistake") if place.seat.interviewer != person else ():
            yield command.Submit(
                by=person,
                at=at,
                seat=place.seat.key,
                body="f" * 64,
                rubric=1,
                key="key-0",
                reason=reason,  # type: ignore[arg-type]
            )


def _people(state: Panel) -> list[str]:
    return [*(place.seat.interviewer for place in state.places), FACILITATOR, SYSTEM, OUTSIDER]


def _tried(state: Panel, *, late: bool) -> dict[str, list[Tried]]:
    """What comes of everything that anybody may try."""
    at = LATE if late else EARLY
    found: dict[str, list[Tried]] = {}
    for person in _people(state):
        found[person] = []
        for wanted in (*_commands(state, person, at=at), *_look(state, person, at=at)):
            try:
                found[person].append((wanted, handle(state, wanted)))
            except PanelError as error:
                found[person].append((wanted, error))
    return found


def _moves(
    state: Panel, tried: dict[str, list[Tried]], *, late: bool
) -> Iterator[tuple[Panel, bool]]:
    """Every state that is one event away; that the clock moves is one too."""
    for doings in tried.values():
        for wanted, came in doings:
            written_down = isinstance(wanted, command.Submit) and wanted.by != wanted.seat[0]
            if isinstance(came, tuple) and came and not written_down:
                [event] = came
                after = panel.evolve(state, event)
                _check_move(state, wanted, event, after)
                yield after, late
    if not late and state.policy.reveal == "at-time":
        yield state, True


def _look(state: Panel, person: str, *, at: Any) -> list[command.Command]:
    """What a look records."""
    try:
        new = view.readable(state, person).new
    except PanelError:
        return []
    return (
        [command.Expose(by=person, at=at, person=person, source="desk", bodies=new)] if new else []
    )


# --- What must hold -----------------------------------------------------------


def _need(holds: bool, words: str, state: Panel) -> None:  # noqa: FBT001 (what must hold)
    if not holds:
        raise Broken(f"{words}: {attrs.asdict(state)}")


def _check_move(before: Panel, wanted: command.Command, event: Event, after: Panel) -> None:
    """What must hold of one step."""
    for place in before.places:
        person = place.seat.interviewer
        later = after.place(place.seat.key)
        assert later is not None
        fixed = before.revealed is not None or any(one.person == person for one in before.seen)
        if fixed:
            was, now = before.blind_version(place), after.blind_version(later)
            _need(
                (was and was.number) == (now and now.number),
                "P3: the blind version changed after its author saw another, or the reveal",
                after,
            )
        _need(
            later.versions[: len(place.versions)] == place.versions
            or wanted.__class__ is command.Withdraw,
            "P3: a version that was handed in is gone",
            after,
        )
    if isinstance(event, (Closed, RevealMade)):
        named = event.dropped if isinstance(event, Closed) else event.missing
        _need(
            {seat.key for seat in named} == {seat.key for seat in _waited_for(before)},
            "P1: who was dropped or missing is not named",
            after,
        )
    if isinstance(event, Exposed):
        _need(
            {*event.bodies} <= after.saw(event.person)
            and any(one.person == event.person for one in after.seen),
            "P3: what was seen is not kept",
            after,
        )
    if isinstance(event, RevealMade):
        _need(_due(before, at_late=event.at == LATE), "P1: revealed against the policy", after)
        own = [seat for seat in _waited_for(before) if seat.interviewer == event.by]
        _need(not own, "P1: revealed by somebody whose own is not in", after)
    if isinstance(wanted, (command.Close, command.Reveal, command.AgreeToOpen, command.Vacate)):
        _need(handle(after, wanted) == (), "P4: a retry changed something", after)
    if isinstance(wanted, command.Submit):
        found = after.handed_in_under(wanted.seat, wanted.key)
        _need(
            found is not None and found.body == wanted.body,
            "P4: what was handed in is not known by its key",
            after,
        )


def _waited_for(state: Panel) -> list[Seat]:
    """Counting seats that are waited for, found without the library's own word for it."""
    return [
        place.seat
        for place in state.places
        if not place.seat.shadow
        and not place.vacated
        and not place.dropped
        and all(one.withdrawn for one in place.versions)
    ]


def _due(state: Panel, *, at_late: bool) -> bool:
    waited = _waited_for(state)
    match state.policy.reveal:
        case "all-in" | "own-in":
            return not waited
        case "at-time":
            return at_late
        case "openers":
            return {FACILITATOR, "seat-0"} <= state.agreed
        case "quorum":
            inside = [
                place
                for place in state.places
                if not place.seat.shadow and any(not one.withdrawn for one in place.versions)
            ]
            return not waited or len(inside) >= (state.policy.quorum or 0)


def _check(
    state: Panel, tried: dict[str, list[Tried]], *, late: bool, told: dict[Key, Key]
) -> None:
    """What must hold in one state."""
    for person in _people(state):
        _check_reading(state, person)
        _check_rights(state, person)
        if not _may_read(state, person):
            _check_told(state, person, tried[person], late=late, told=told)
    if state.revealed is not None:
        _check_revealed(state)


def _may_read(state: Panel, person: str) -> bool:
    """Whether the scorecards are revealed to somebody, found without the library's own words."""
    if person in {SYSTEM, OUTSIDER} or person in {one.interviewer for one in _waited_for(state)}:
        return False
    own = [one for one in state.places_of(person) if not one.seat.shadow]
    own_in = state.policy.reveal == "own-in" and any(
        not version.withdrawn for place in own for version in place.versions
    )
    return state.revealed is not None or own_in


def _check_reading(state: Panel, person: str) -> None:
    try:
        allowed = view.readable(state, person)
    except PanelError as error:
        _need(person == OUTSIDER, "somebody of the panel is refused a look", state)
        _need(error.problem.slug == "no-such-panel", "P1: an outsider is told apart", state)
        return
    _need(person != OUTSIDER, "P1: somebody who is nothing to the panel looks", state)
    if not _may_read(state, person):
        _need(not allowed.others, "P1: another's scorecard is read before the reveal", state)
        _need(not allowed.new, "P1: another's scorecard is named before the reveal", state)
    else:
        others = {
            version.body
            for place in state.places
            for version in place.versions
            if place.seat.interviewer != person and not version.withdrawn
        }
        _need(others <= {*allowed.others}, "what is revealed cannot be read", state)
        _need(
            {*allowed.new} == others - state.saw(person),
            "P3: what is read is not recorded as seen",
            state,
        )
    # Whoever read another's scorecard is known to have.
    for place in state.places_of(person):
        for version in place.versions:
            seen = [one for one in state.seen if one.person == person]
            if any(one.position < version.position for one in seen):
                _need(
                    state.phase(place, version) == "exposed",
                    "P3: written after its author saw another, and not marked so",
                    state,
                )


def _check_rights(state: Panel, person: str) -> None:
    roles = {one.role for one in state.members if one.person == person}
    seats = [one for one in state.places_of(person) if not one.seat.shadow]
    parts: set[str] = {*roles, *({"interviewer"} if seats else set())}
    if person in state.policy.openers:
        parts.add("opener")
    is_open = [one for one in seats if not one.vacated]
    if is_open and not _may_read(state, person):
        narrow = set.intersection(*(set(RIGHTS[part]) for part in parts))
        _need(right.rights_of(state, person) == narrow, "P2: rights are no intersection", state)


def _check_told(
    state: Panel, person: str, tried: list[Tried], *, late: bool, told: dict[Key, Key]
) -> None:
    """
    Whoever knows the same can tell the same, in every state there is (P1).

    What they know is what they did themselves, what was done to their own seat, the moment of the
    reveal, the clock, and, for a facilitator without an open seat, who is pending.
    """
    own = tuple(
        (
            place.seat.shadow,
            place.vacated,
            place.dropped,
            tuple((state.phase(place, one), one.withdrawn) for one in place.versions),
        )
        for place in state.places_of(person)
    )
    runs = person == FACILITATOR or any(
        one.person == person
        and one.role == "facilitator"
        and all(
            place.vacated or (place.dropped and state.revealed is not None)
            for place in state.places_of(person)
        )
        for one in state.members
    )
    # States are kept up to the names of interviewers, and so is who somebody is.
    outside = person if person in {FACILITATOR, SYSTEM, OUTSIDER} else ""
    knows: Key = (
        outside,
        state.roles_of(person),
        person in state.policy.openers,
        own,
        late,
        state.revealed is not None,
        person in state.agreed,
        any(one.person == person for one in state.seen),
    )
    if runs or person == SYSTEM:
        gone = tuple((place.vacated, place.dropped) for place in state.places)
        knows += (tuple(seat.key for seat in _waited_for(state)), gone)
    # Whoever may make the reveal can tell when it is due, by making it: the moment is told to all.
    due = _due(state, at_late=late)
    knows += (due and state.revealed is None and not _own_pending(state, person),)
    tells = tuple(
        _told(wanted, came)
        for wanted, came in tried
        # What a look records is sealed to nobody: it is their own.
        if not (isinstance(wanted, command.Expose) and wanted.source == "desk")
    )
    try:
        allowed = view.readable(state, person)
        pending = "pending" in right.rights_of(state, person)
        looks: Key = (len(allowed.own), allowed.others, state.pending if pending else None)
    except PanelError as error:
        looks = (str(error),)
    first = told.setdefault(knows, (tells, looks))
    _need(first == (tells, looks), f"P1: {person} can tell apart what is sealed", state)


def _own_pending(state: Panel, person: str) -> bool:
    return person in {seat.interviewer for seat in _waited_for(state)}


def _told(wanted: command.Command, came: tuple[Event, ...] | PanelError) -> Key:
    """What whoever tried can tell."""
    if isinstance(came, PanelError):
        return (type(came).__name__, str(came), getattr(came, "pending", None))
    if isinstance(wanted, command.Close):
        return ("closed",)
    return (type(wanted).__name__, len(came))


def _check_revealed(state: Panel) -> None:
    bodies = {
        version.body: Body(
            commitment=version.body, salt=bytes(32), content=_content(place, version.number)
        )
        for place in state.places
        for version in place.versions
    }
    shown = view.revealed_of(state, bodies)
    by_seat = {entry.seat: entry for entry in shown.entries}
    for place in state.places:
        standing = [one for one in place.versions if not one.withdrawn]
        if not standing:
            _need(place.seat.key not in by_seat, "a seat without a scorecard shows one", state)
            continue
        entry = by_seat[place.seat.key]
        blind = [one for one in standing if state.phase(place, one) == "blind"]
        expected = (blind or standing)[-1].number
        _need(
            entry.scorecard.ratings[0].level == expected,
            "P3: another version than the blind one is shown",
            state,
        )
        _need(entry.apart == (not blind), "P3: what is not blind is not set apart", state)
        _need(entry.shadow == place.seat.shadow, "a shadow seat counts", state)
    end = state.length if state.revealed is None else state.revealed
    named = {
        place.seat.key
        for place in state.places
        if place.dropped and all(one.withdrawn or one.position >= end for one in place.versions)
    }
    _need(named == {*shown.dropped}, "who was dropped is not named", state)


_CONTENTS: dict[tuple[str, int], bytes] = {}


def _content(place: Place, number: int) -> bytes:
    found = _CONTENTS.get((place.seat.interviewer, number))
    if found is None:
        found = card(place.seat.interviewer, number, "words").canonical
        _CONTENTS[place.seat.interviewer, number] = found
    return found
