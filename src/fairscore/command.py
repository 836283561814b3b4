"""Command: what somebody wants done to a panel. Whether it happens is decided by `handle`."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeAlias, get_args

import attrs

from fairscore import _given
from fairscore.event import (
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
    RubricPin,
    RubricReason,
    Seat,
    SeatKey,
    VacateReason,
)
from fairscore.order import Turns

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
    "OfOpened",
    "Open",
    "Redraw",
    "Reveal",
    "Submit",
    "TellPlanSeed",
    "Vacate",
    "Withdraw",
]


_OPTIONAL_REF = attrs.validators.optional(_given.ref)


def _each(wanted: type) -> Callable[[Any, Any, Any], None]:
    return attrs.validators.deep_iterable(member_validator=_given.instance_of(wanted))


@attrs.frozen(kw_only=True)
class _Command:
    """Who wants it, and when: the host's clock, for the core reads none."""

    by: str = attrs.field(validator=_given.ref)
    at: datetime = attrs.field(validator=_given.moment)


@attrs.frozen(kw_only=True)
class Open(_Command):
    """
    Begin a panel: its seats, its people, its rubric and its policy.

    Attributes:
        panel: Which panel.
        rubric: The version it goes by.
        policy: When the scorecards are revealed.
        seats: Who interviews.
        members: Who else has a part in it.
        candidate: The candidate, as the host calls them.
        seed: Commitment of the body that holds the seed of its orders.
        plan: Commitment of the assignment that it belongs to.
        turns: How people take turns in its meeting.
    """

    panel: PanelId
    rubric: RubricPin
    policy: Policy = attrs.field(validator=_given.instance_of(Policy))
    seats: tuple[Seat, ...] = attrs.field(validator=_each(Seat))
    members: tuple[Member, ...] = attrs.field(default=(), validator=_each(Member))
    candidate: str | None = attrs.field(default=None, validator=_OPTIONAL_REF)
    seed: str | None = None
    plan: str | None = attrs.field(
        default=None, validator=attrs.validators.optional(_given.commitment)
    )
    turns: Turns = attrs.field(default="shuffle", validator=attrs.validators.in_(get_args(Turns)))


@attrs.frozen(kw_only=True)
class AddSeat(_Command):
    """
    Add a seat to a panel that is open.

    Attributes:
        seat: The seat: who, and in which interview.
        reason: Why.
    """

    seat: Seat = attrs.field(validator=_given.instance_of(Seat))
    reason: AddReason


@attrs.frozen(kw_only=True)
class AddMember(_Command):
    """
    Give somebody a part in the panel besides a seat.

    Attributes:
        member: Who, and what they are to it.
        reason: Why.
    """

    member: Member = attrs.field(validator=_given.instance_of(Member))
    reason: AddReason


@attrs.frozen(kw_only=True)
class AdoptRubric(_Command):
    """
    Go by another version of the rubric from here on.

    Attributes:
        rubric: The version to go by.
        reason: Why.
    """

    rubric: RubricPin
    reason: RubricReason


@attrs.frozen(kw_only=True)
class Vacate(_Command):
    """
    Wait no longer for a seat: nothing will come from it.

    Attributes:
        seat: Whose: interviewer and interview.
        reason: Why.
    """

    seat: SeatKey = attrs.field(validator=_given.seat_key)
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

    seat: SeatKey = attrs.field(validator=_given.seat_key)
    body: str
    rubric: int
    key: str = attrs.field(validator=_given.ref)
    reason: AmendReason | None = None


@attrs.frozen(kw_only=True)
class Withdraw(_Command):
    """
    Take a scorecard back.

    Attributes:
        seat: Whose: interviewer and interview.
    """

    seat: SeatKey = attrs.field(validator=_given.seat_key)


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

    person: str = attrs.field(validator=_given.ref)
    source: ExposureSource
    bodies: tuple[str, ...] = ()
    since: datetime | None = attrs.field(
        default=None, validator=attrs.validators.optional(_given.moment)
    )


@attrs.frozen(kw_only=True)
class AgreeToOpen(_Command):
    """Agree to the reveal, as one of the two named openers."""


@attrs.frozen(kw_only=True)
class Close(_Command):
    """
    Go on without the scorecards still to come.

    Attributes:
        reason: Why.
    """

    reason: CloseReason


@attrs.frozen(kw_only=True)
class Reveal(_Command):
    """Let the scorecards be read, if the policy allows it by now."""


@attrs.frozen(kw_only=True)
class Redraw(_Command):
    """
    Draw the orders of the panel anew.

    Attributes:
        reason: Why.
    """

    reason: RedrawReason


@attrs.frozen(kw_only=True)
class TellPlanSeed(_Command):
    """
    Tell the seed of the assignment that the panel belongs to.

    Attributes:
        seed: 32 bytes.
    """

    seed: bytes = attrs.field(repr=False, validator=_given.seed)


@attrs.frozen(kw_only=True)
class Hold(_Command):
    """
    Let nothing be erased for now.

    Attributes:
        reason: Why.
    """

    reason: HoldReason


@attrs.frozen(kw_only=True)
class EndHold(_Command):
    """
    End a hold.

    Attributes:
        reason: The hold for which reason; None where there is one alone.
    """

    reason: HoldReason | None = None


@attrs.frozen(kw_only=True)
class Contest(_Command):
    """
    Attach a statement that was sealed.

    Attributes:
        body: Its commitment.
    """

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
    person: str | None = attrs.field(default=None, validator=_OPTIONAL_REF)


OfOpened: TypeAlias = (
    AddSeat
    | AddMember
    | AdoptRubric
    | Vacate
    | Submit
    | Withdraw
    | Expose
    | AgreeToOpen
    | Close
    | Reveal
    | Redraw
    | TellPlanSeed
    | Hold
    | EndHold
    | Contest
    | Erase
)
"""Anything that can be asked of a panel that was opened."""

Command: TypeAlias = Open | OfOpened
"""Anything that can be asked of a panel."""
