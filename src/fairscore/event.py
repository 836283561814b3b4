"""
Event: what happened to a panel, as it is recorded for good.

An event holds references of the host, times and codes out of closed lists. It never holds words:
those live in bodies, which can be erased, and an event names a body by its commitment.
"""

from functools import cached_property
from typing import Annotated, Literal, TypeAlias

import attrs
from pydantic import Field, StringConstraints, TypeAdapter, model_validator
from pydantic_core import PydanticCustomError

from fairscore import _given
from fairscore._canonical import encode
from fairscore._text import Id, Moment, Name, Ref, Version
from fairscore.document import Part
from fairscore.errors import LogBroken
from fairscore.order import PlanCommitment, Turns

__all__ = [
    "ALL_IN",
    "SYSTEM",
    "AddReason",
    "AmendReason",
    "CloseReason",
    "Closed",
    "Commitment",
    "Contested",
    "EraseBasis",
    "Erased",
    "Event",
    "Exposed",
    "ExposureSource",
    "Held",
    "HoldEnded",
    "HoldReason",
    "Member",
    "MemberAdded",
    "Opened",
    "OpeningAgreed",
    "PanelId",
    "PlanSeedTold",
    "Policy",
    "RedrawReason",
    "Redrawn",
    "RevealMade",
    "Role",
    "RubricAdopted",
    "RubricPin",
    "RubricReason",
    "Seat",
    "SeatAdded",
    "SeatKey",
    "SeatVacated",
    "Seed",
    "Submitted",
    "VacateReason",
    "Withdrawn",
    "event_of",
    "written",
]

SYSTEM = "system"
"""The viewer that reminds people: it learns who is pending, and never a word of anybody's."""

Commitment = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""Name of a body: what its text, its salt and its place were sealed to (see `log.commit`)."""

Seed = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""A seed that was told: 32 bytes in hexadecimal."""

Role = Literal["facilitator", "hiring-manager", "admin"]
"""What somebody is to a panel besides sitting on it."""

AddReason = Literal["replacement", "extra-interview", "left-out"]
"""Why a seat or a member was added after the panel was opened."""

VacateReason = Literal["interview-not-held", "interviewer-left", "conflict-of-interest"]
"""Why nothing will come from a seat."""

CloseReason = Literal["deadline-passed", "interviewer-unavailable", "application-ended"]
"""Why a panel was closed with scorecards still to come."""

AmendReason = Literal["mistake", "left-out", "after-discussion", "second-look"]
"""Why a scorecard was changed after it was handed in."""

RubricReason = Literal["words-mended", "scale-mended", "wrong-rubric"]
"""Why a panel took another version of its rubric."""

RedrawReason = Literal["seats-changed", "meeting-changed", "mistake"]
"""Why the orders of a panel were drawn anew."""

ExposureSource = Literal["desk", "access", "talk", "chat", "e-mail", "earlier-round", "other-tool"]
"""
How somebody came to see another's scorecard.

The desk itself records `desk`, when somebody looks, and `access`, when it hands out what is held
about a person.
"""

EraseBasis = Literal[
    "erasure-request", "consent-withdrawn", "retention-period", "unlawful", "error"
]
"""The ground on which bodies were erased."""

HoldReason = Literal["legal-claim", "complaint", "authority-request"]
"""Why nothing of a panel may be erased for now."""

SeatKey: TypeAlias = tuple[str, str]
"""Interviewer and interview: what tells a seat from the others of its panel. No interview is ''."""


@attrs.frozen(kw_only=True, order=True)
class PanelId:
    """
    Which panel: one round of one application of one tenant. Made by `Desk.open`.

    Attributes:
        tenant: The tenant; it is the first part of every key and of every commitment.
        application: The application, as the host calls it.
        round: Its round.

    Raises:
        PanelError: One of them is no reference that a host may use.
    """

    tenant: str = attrs.field(validator=_given.ref)
    application: str = attrs.field(validator=_given.ref)
    round: str = attrs.field(validator=_given.ref)


_NEEDED = {
    "all-in": "",
    "own-in": "",
    "at-time": "at",
    "openers": "openers",
    "quorum": "quorum",
}
"""What each sort of policy goes by."""


class Policy(Part):
    """
    When the scorecards of a panel are revealed.

    Example:
        >>> Policy(reveal="quorum", quorum=3).quorum
        3
    """

    reveal: Literal["all-in", "own-in", "at-time", "openers", "quorum"]
    """All in; to each once their own is in (weaker); at a time; by two people; with so many in."""
    at: Moment | None = None
    """The time, for `at-time`."""
    openers: tuple[Ref, ...] = ()
    """The two people who must both agree, for `openers`."""
    quorum: Annotated[int, Field(ge=1, le=1000)] | None = None
    """How many scorecards must be in, for `quorum`."""

    @model_validator(mode="after")
    def _says_what_it_goes_by(self) -> "Policy":
        needed = {_NEEDED[self.reveal]} - {""}
        given = {name for name in ("at", "openers", "quorum") if getattr(self, name)}
        two = self.reveal != "openers" or len(self.openers) == len(set(self.openers)) == 2  # noqa: PLR2004 (two openers)
        if given != needed or not two:
            raise PydanticCustomError(
                "policy-incomplete",
                "the policy lacks what it goes by, or has what it does not",
                {"advice": "give `at`, two different `openers` or a `quorum`, as it needs"},
            )
        return self


ALL_IN = Policy(reveal="all-in")
"""Nobody reads another's scorecard before every counting seat has handed in its own."""


class Seat(Part):
    """
    One interviewer in one interview.

    Example:
        >>> Seat(interviewer="interviewer-a", interview="coding").key
        ('interviewer-a', 'coding')
    """

    interviewer: Ref
    """Who sits there, as the host calls them."""
    interview: Id | None = None
    """Interview of the rubric; without one, every criterion is theirs."""
    shadow: bool = False
    """Whether they sit in to learn: shown, never counted, never waited for."""
    seniority: Annotated[int, Field(ge=0, le=1000)] | None = None
    """How senior they are, for turns that go by it: higher is more, and 0 where nothing is said."""

    @cached_property
    def key(self) -> SeatKey:
        """What tells this seat from the others of its panel."""
        return self.interviewer, self.interview or ""


class Member(Part):
    """Somebody who has a part in a panel besides a seat."""

    person: Ref
    """Who, as the host calls them."""
    role: Role
    """What they are to the panel."""


class RubricPin(Part):
    """Which version of a rubric a panel goes by."""

    id: Id
    """Name of the rubric."""
    version: Version
    """Its version."""
    structure: Name
    """Its `structure_digest`."""
    text: Name
    """Its `text_digest`."""
    body: Commitment
    """The body that holds it, so that a panel can be read without anything else."""


class _Recorded(Part):
    at: Moment
    """When, as the host's clock says."""
    by: Ref
    """Who did it."""


class Opened(_Recorded):
    """The panel began, with its seats, its people, its rubric and its policy."""

    event: Literal["opened"] = "opened"
    """What happened."""
    tenant: Ref
    """The tenant."""
    application: Ref
    """The application, as the host calls it."""
    round: Ref
    """Its round."""
    candidate: Ref | None = None
    """The candidate, as the host calls them."""
    rubric: RubricPin
    """The rubric it goes by."""
    policy: Policy
    """When its scorecards are revealed."""
    seats: tuple[Seat, ...]
    """Its seats."""
    members: tuple[Member, ...] = ()
    """Who else has a part in it."""
    seed: Commitment | None = None
    """What the seed of its orders was sealed to; none in logs from before there were seeds."""
    turns: Turns | None = None
    """How people take turns in its meeting; a shuffle where nothing is said."""
    plan: PlanCommitment | None = None
    """The `commitment` of the assignment that it belongs to, where it has one."""


class SeatAdded(_Recorded):
    """A seat came later."""

    event: Literal["seat-added"] = "seat-added"
    """What happened."""
    seat: Seat
    """The seat."""
    reason: AddReason
    """Why."""


class MemberAdded(_Recorded):
    """Somebody got a part in the panel later."""

    event: Literal["member-added"] = "member-added"
    """What happened."""
    member: Member
    """Who, and what they are to it."""
    reason: AddReason
    """Why."""


class RubricAdopted(_Recorded):
    """The panel goes by another version of its rubric from here on."""

    event: Literal["rubric-adopted"] = "rubric-adopted"
    """What happened."""
    rubric: RubricPin
    """The version."""
    reason: RubricReason
    """Why."""


class _OfSeat(_Recorded):
    interviewer: Ref
    """Whose seat."""
    interview: Id | None = None
    """In which interview."""

    @property
    def seat_key(self) -> SeatKey:
        """Which seat of the panel."""
        return self.interviewer, self.interview or ""


class SeatVacated(_OfSeat):
    """Nothing will come from a seat: it is no longer waited for."""

    event: Literal["seat-vacated"] = "seat-vacated"
    """What happened."""
    reason: VacateReason
    """Why."""


class Submitted(_OfSeat):
    """A scorecard was handed in: the first of its seat, or a later version."""

    event: Literal["submitted"] = "submitted"
    """What happened."""
    version: Version
    """Which version of this seat's scorecard."""
    rubric: Version
    """Version of the rubric it was written against."""
    body: Commitment
    """The scorecard."""
    key: Ref
    """The key under which it was handed in, so that a retry is known."""
    reason: AmendReason | None = None
    """Why there is a later version."""


class Withdrawn(_OfSeat):
    """A seat's author took their scorecard back, before it could be read and before they read."""

    event: Literal["withdrawn"] = "withdrawn"
    """What happened."""


class Exposed(_Recorded):
    """Somebody saw what others of the panel had written."""

    event: Literal["exposed"] = "exposed"
    """What happened."""
    person: Ref
    """Who saw it."""
    source: ExposureSource
    """How."""
    bodies: tuple[Commitment, ...] = ()
    """What they saw, where that is known."""
    since: Moment | None = None
    """When they saw it, where that was earlier than it was recorded."""


class OpeningAgreed(_Recorded):
    """One of the two named openers agreed to the reveal."""

    event: Literal["opening-agreed"] = "opening-agreed"
    """What happened."""


class Closed(_Recorded):
    """The panel goes on without the scorecards still to come."""

    event: Literal["closed"] = "closed"
    """What happened."""
    reason: CloseReason
    """Why."""
    dropped: tuple[Seat, ...]
    """The seats it goes on without."""


class Redrawn(_Recorded):
    """The orders of the panel were drawn anew, before anybody could know what would come of it."""

    event: Literal["redrawn"] = "redrawn"
    """What happened."""
    reason: RedrawReason
    """Why."""


class RevealMade(_Recorded):
    """The scorecards may be read from here on."""

    event: Literal["reveal-made"] = "reveal-made"
    """What happened."""
    missing: tuple[Seat, ...] = ()
    """Counting seats that had handed in nothing."""
    seed: Seed | None = None
    """The seed of its orders, told from here on."""


class PlanSeedTold(_Recorded):
    """The seed of the assignment that the panel belongs to was told."""

    event: Literal["plan-seed-told"] = "plan-seed-told"
    """What happened."""
    seed: Seed
    """The seed."""


class Held(_Recorded):
    """Nothing of the panel may be erased until the hold for this reason ends."""

    event: Literal["held"] = "held"
    """What happened."""
    reason: HoldReason
    """Why."""


class HoldEnded(_Recorded):
    """A hold ended."""

    event: Literal["hold-ended"] = "hold-ended"
    """What happened."""
    reason: HoldReason | None = None
    """The hold for which reason; none in logs from before there could be several."""


class Contested(_Recorded):
    """Somebody whom the panel concerns attached a statement."""

    event: Literal["contested"] = "contested"
    """What happened."""
    body: Commitment
    """The statement."""


class Erased(_Recorded):
    """Bodies were erased."""

    event: Literal["erased"] = "erased"
    """What happened."""
    basis: EraseBasis
    """On which ground."""
    bodies: tuple[Commitment, ...]
    """Which bodies."""


Event: TypeAlias = (
    Opened
    | SeatAdded
    | MemberAdded
    | RubricAdopted
    | SeatVacated
    | Submitted
    | Withdrawn
    | Exposed
    | OpeningAgreed
    | Closed
    | Redrawn
    | RevealMade
    | PlanSeedTold
    | Held
    | HoldEnded
    | Contested
    | Erased
)
"""Anything that can happen to a panel."""

_EVENTS: TypeAdapter[Event] = TypeAdapter(Annotated[Event, Field(discriminator="event")])


def written(event: Event) -> bytes:
    """
    Canonical JSON of an event: what is stored, chained and never written anew.

    Example:
        >>> from datetime import datetime, timezone
        >>> at = datetime(2026, 5, 4, 9, 30, tzinfo=timezone.utc)
        >>> written(HoldEnded(at=at, by="counsel-1"))
        b'{"at":"2026-05-04T09:30:00Z","by":"counsel-1","event":"hold-ended"}'
    """
    return encode(event.model_dump(mode="json", exclude_none=True))


def event_of(data: bytes) -> Event:
    """
    Read an event back.

    Raises:
        LogBroken: The text is no event of this version of fairscore. Says nothing of its content.

    Example:
        >>> event_of(b'{"at":"2026-05-04T09:30:00Z","by":"counsel-1","event":"hold-ended"}').by
        'counsel-1'
    """
    try:
        return _EVENTS.validate_json(data)
    except ValueError:
        pass
    # Raised out here so that no exception carries the text as its context.
    raise LogBroken(
        "not an event that this version of fairscore knows; "
        "upgrade fairscore-hiring if a newer one wrote it"
    )
