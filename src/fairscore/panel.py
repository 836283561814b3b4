"""Panel: the state of one round, told by its events and by nothing else."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Literal, assert_never

import attrs

from fairscore.errors import LogBroken
from fairscore.event import (
    AmendReason,
    Closed,
    Contested,
    Erased,
    Event,
    Exposed,
    Held,
    HoldEnded,
    HoldReason,
    Member,
    MemberAdded,
    Opened,
    OpeningAgreed,
    PanelId,
    PlanSeedTold,
    Policy,
    Redrawn,
    RedrawReason,
    RevealMade,
    Role,
    RubricAdopted,
    RubricPin,
    Seat,
    SeatAdded,
    SeatKey,
    SeatVacated,
    Submitted,
    Withdrawn,
)
from fairscore.order import MOST_DRAWS

__all__ = ["Panel", "Phase", "Place", "Version", "evolve", "replay"]

Phase = Literal["blind", "exposed", "after-reveal"]
"""When a version was handed in: before its author saw another, after, or after the reveal."""


@attrs.frozen(kw_only=True)
class Version:
    """
    One version of a seat's scorecard.

    Attributes:
        number: Counted from 1 within the seat.
        body: Commitment of the scorecard.
        rubric: Version of the rubric it was written against.
        key: The key under which it was handed in.
        at: When it was handed in.
        by: Who handed it in.
        position: Position of its event in the log, from 0.
        reason: Why there is a later version.
        withdrawn: Whether its author took it back.
    """

    number: int
    body: str
    rubric: int
    key: str
    at: datetime
    by: str
    # Quiet: where it stands among the events of all depends on them.
    position: int = attrs.field(repr=False)
    reason: AmendReason | None = None
    withdrawn: bool = False


@attrs.frozen(kw_only=True)
class Place:
    """
    A seat and what has come of it.

    Attributes:
        seat: The seat.
        versions: Every version that was handed in, the withdrawn ones too.
        vacated: Whether nothing will come from it.
        dropped: Whether the panel was closed without it.
    """

    seat: Seat
    # Quiet, as the fields of `Panel` are.
    versions: tuple[Version, ...] = attrs.field(default=(), repr=False)
    vacated: bool = attrs.field(default=False, repr=False)
    dropped: bool = attrs.field(default=False, repr=False)

    @property
    def standing(self) -> tuple[Version, ...]:
        """Versions that were not taken back."""
        return tuple(one for one in self.versions if not one.withdrawn)

    @property
    def pending(self) -> bool:
        """Whether a scorecard is waited for: never for a shadow seat."""
        return not (self.standing or self.seat.shadow or self.vacated or self.dropped)


@attrs.frozen(kw_only=True)
class Seen:
    """When somebody saw another's scorecard: by the order of the log, or earlier by the clock."""

    person: str
    position: int
    since: datetime | None
    bodies: tuple[str, ...]


@attrs.frozen(kw_only=True, slots=False)
class Panel:
    """
    What the events of one round add up to. Holds commitments, and nothing that anybody wrote.

    Attributes:
        opening: What it was opened with.
        rubrics: The versions of the rubric it went by, in that order.
        members: Who has a part in it besides a seat.
        places: Its seats and what has come of them, in the order of their names.
        added: Interviewers of seats that were added later, in that order.
        shuffled: How many of those were there at the last new draw.
        seen: Who saw another's scorecard.
        draws: Why its orders were drawn anew, once for each time.
        seed: The seed of its orders, told at the reveal; None before it.
        plan_seed: The seed of the assignment that it belongs to, once it was told.
        agreed: Named openers who agreed to the reveal.
        revealed: Position of the reveal in the log; None before it.
        missing: Counting seats that had handed in nothing at the reveal.
        held: Why nothing may be erased for now; empty where it may.
        statements: Commitments of the statements attached to it, with their authors.
        erased: Commitments of bodies that were erased.
        last: When the last event happened.
        length: How many events there are.
    """

    opening: Opened
    rubrics: tuple[RubricPin, ...]
    members: tuple[Member, ...]
    # Quiet from here on, as a traceback may show the locals of its frames: who handed in, and when.
    places: tuple[Place, ...] = attrs.field(repr=False)
    seen: tuple[Seen, ...] = attrs.field(default=(), repr=False)
    draws: tuple[RedrawReason, ...] = ()
    seed: str | None = attrs.field(default=None, repr=False)
    plan_seed: str | None = attrs.field(default=None, repr=False)
    added: tuple[str, ...] = ()
    shuffled: int = 0
    agreed: frozenset[str] = attrs.field(default=frozenset(), repr=False)
    revealed: int | None = attrs.field(default=None, repr=False)
    missing: tuple[Seat, ...] = attrs.field(default=(), repr=False)
    held: frozenset[HoldReason] = attrs.field(default=frozenset(), repr=False)
    statements: tuple[tuple[str, str], ...] = attrs.field(default=(), repr=False)
    erased: frozenset[str] = attrs.field(default=frozenset(), repr=False)
    last: datetime = attrs.field(repr=False)
    length: int = attrs.field(default=1, repr=False)

    @property
    def id(self) -> PanelId:
        """Which panel."""
        opening = self.opening
        return PanelId(tenant=opening.tenant, application=opening.application, round=opening.round)

    @property
    def candidate(self) -> str | None:
        """The candidate, where the host said who."""
        return self.opening.candidate

    @property
    def policy(self) -> Policy:
        """When its scorecards are revealed."""
        return self.opening.policy

    @property
    def rubric(self) -> RubricPin:
        """The version of the rubric it goes by now."""
        return self.rubrics[-1]

    def place(self, key: SeatKey) -> Place | None:
        """The seat of that interviewer in that interview, if there is one."""
        return next((place for place in self.places if place.seat.key == key), None)

    def versions_of(self, key: SeatKey) -> tuple[Version, ...]:
        """Every version of a seat's scorecard; none where there is no such seat."""
        place = self.place(key)
        return place.versions if place else ()

    def places_of(self, person: str) -> tuple[Place, ...]:
        """Every seat of one person."""
        return tuple(place for place in self.places if place.seat.interviewer == person)

    def roles_of(self, person: str) -> tuple[Role, ...]:
        """What somebody is to the panel besides sitting on it."""
        return tuple(one.role for one in self.members if one.person == person)

    @property
    def pending(self) -> tuple[Seat, ...]:
        """Counting seats whose scorecard is waited for."""
        return tuple(place.seat for place in self.places if place.pending)

    def revealed_to(self, person: str) -> bool:
        """
        Whether somebody may read the scorecards of others.

        After the panel's reveal, unless a seat of their own is still waited for: whoever has not
        handed in stays blind. Under `own-in` already when their own seats are in.
        """
        own = [place for place in self.places_of(person) if not place.seat.shadow]
        if any(place.pending for place in own):
            return False
        in_now = self.policy.reveal == "own-in" and any(place.standing for place in own)
        return self.revealed is not None or in_now

    def is_open_for(self, person: str) -> bool:
        """
        Whether a counting seat of theirs is open: not vacated, and others sealed to them.

        Until the reveal also one that the panel was closed without: what comes in from it counts.
        """
        counting = (
            place for place in self.places_of(person) if not (place.seat.shadow or place.vacated)
        )
        return any(counting) and not self.revealed_to(person)

    def phase(self, place: Place, version: Version) -> Phase:
        """When a version was handed in (promise P3)."""
        for seen in self.seen:
            earlier = seen.since is not None and seen.since <= version.at
            if seen.person == place.seat.interviewer and (
                earlier or seen.position < version.position
            ):
                return "exposed"
        if self.revealed is not None and self.revealed < version.position:
            return "after-reveal"
        return "blind"

    def blind_version(self, place: Place) -> Version | None:
        """The last version that was handed in before its author saw another or the reveal."""
        blind = [one for one in place.standing if self.phase(place, one) == "blind"]
        return blind[-1] if blind else None

    def saw(self, person: str) -> frozenset[str]:
        """Commitments of the scorecards that somebody is recorded to have seen."""
        return frozenset(
            body for seen in self.seen if seen.person == person for body in seen.bodies
        )

    def words_of(self, person: str | None = None) -> tuple[str, ...]:
        """Commitments of all that was written, or of what one person wrote, in a fixed order."""
        cards = [
            version.body
            for place in self.places
            if person in {None, place.seat.interviewer}
            for version in place.versions
        ]
        return (*cards, *(body for author, body in self.statements if person in {None, author}))

    def handed_in_under(self, seat: SeatKey, key: str) -> Version | None:
        """What a seat handed in under a key; the keys of other seats are no concern of it."""
        return next((one for one in self.versions_of(seat) if one.key == key), None)


def replay(events: Iterable[Event]) -> Panel | None:
    """
    What a sequence of events adds up to; None where there are none.

    Raises:
        LogBroken: The first event does not open a panel, or a later one does.
    """
    panel: Panel | None = None
    for event in events:
        panel = evolve(panel, event)
    return panel


def evolve(panel: Panel | None, event: Event) -> Panel:
    """
    The state after one more event. Believes the event: `command.handle` decided on it.

    Args:
        panel: The state before it; None before the first.
        event: What happened.

    Returns:
        The state after it.

    Raises:
        LogBroken: An event before the panel was opened, or a second opening.
    """
    if panel is not None:
        # Copied in one go: every call to a desk replays a log, and an initializer took half of it.
        after, moved = object.__new__(Panel), _changes(panel, event)
        after.__dict__.update(panel.__dict__, length=panel.length + 1, last=event.at, **moved)
        return after
    if not isinstance(event, Opened):
        raise LogBroken("the first event of a panel opens it")
    return Panel(
        opening=event,
        last=event.at,
        rubrics=(event.rubric,),
        members=event.members,
        places=_in_order(Place(seat=seat) for seat in event.seats),
    )


def _changes(panel: Panel, event: Event) -> dict[str, Any]:  # noqa: C901, PLR0912 (one case an event)
    """Fields of a panel that are another after an event; by name, so that one copy will do."""
    match event:
        case Submitted():
            handed_in = _place(panel, event.seat_key, versions=_with(panel, event))
            # Whoever hands in for another has read it; a seat of their own may come later.
            own = event.by == event.interviewer
            return handed_in if own else handed_in | _seen(panel, event.by, event.body)
        case Withdrawn():
            return _place(panel, event.seat_key, versions=_taken_back(panel, event))
        case SeatVacated():
            return _place(panel, event.seat_key, vacated=True)
        case SeatAdded():
            # A seat from which nothing was to come may come back: its earlier versions stay.
            added = Place(seat=event.seat, versions=panel.versions_of(event.seat.key))
            others = (place for place in panel.places if place.seat.key != event.seat.key)
            return {
                "places": _in_order([*others, added]),
                "added": (*panel.added, event.seat.interviewer),
            }
        case MemberAdded():
            return {"members": (*panel.members, event.member)}
        case RubricAdopted():
            return {"rubrics": (*panel.rubrics, event.rubric)}
        case Exposed():
            return _seen(panel, event.person, *event.bodies, since=event.since)
        case OpeningAgreed():
            return {"agreed": panel.agreed | {event.by}}
        case Closed():
            dropped = {seat.key for seat in event.dropped}
            places = (
                attrs.evolve(place, dropped=place.dropped or place.seat.key in dropped)
                for place in panel.places
            )
            return {"places": tuple(places)}
        case RevealMade() if panel.revealed is None:
            return {"revealed": panel.length, "missing": event.missing, "seed": event.seed}
        case Redrawn() if panel.revealed is None and len(panel.draws) < MOST_DRAWS:
            return {"draws": (*panel.draws, event.reason), "shuffled": len(panel.added)}
        case PlanSeedTold():
            return {"plan_seed": event.seed}
        case Held():
            return {"held": panel.held | {event.reason}}
        case HoldEnded():
            return {"held": panel.held - {event.reason} if event.reason else frozenset()}
        case Contested():
            return {"statements": (*panel.statements, (event.by, event.body))}
        case Erased():
            return {"erased": panel.erased | frozenset(event.bodies)}
        case RevealMade() | Redrawn():
            return {}  # Written past the desk: it moves nothing, and `verify` finds it.
        case Opened():
            raise LogBroken("a panel is opened once")
        case _:
            assert_never(event)


def _in_order(places: Iterable[Place]) -> tuple[Place, ...]:
    """By name, so that nothing tells who was added or handed in first."""
    return tuple(sorted(places, key=lambda place: place.seat.key))


def _seen(panel: Panel, person: str, *bodies: str, since: datetime | None = None) -> dict[str, Any]:
    seen = Seen(person=person, position=panel.length, since=since, bodies=bodies)
    return {"seen": (*panel.seen, seen)}


def _place(
    panel: Panel,
    key: SeatKey,
    **changes: Any,  # noqa: ANN401 (fields of `Place`)
) -> dict[str, Any]:
    places = (
        attrs.evolve(place, **changes) if place.seat.key == key else place for place in panel.places
    )
    return {"places": tuple(places)}


def _with(panel: Panel, event: Submitted) -> tuple[Version, ...]:
    version = Version(
        number=event.version,
        body=event.body,
        rubric=event.rubric,
        key=event.key,
        at=event.at,
        by=event.by,
        position=panel.length,
        reason=event.reason,
    )
    return (*panel.versions_of(event.seat_key), version)


def _taken_back(panel: Panel, event: Withdrawn) -> tuple[Version, ...]:
    return tuple(
        attrs.evolve(version, withdrawn=True) for version in panel.versions_of(event.seat_key)
    )
