"""Export: everything that is held about one person, to hand over when they ask for it."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Literal

import attrs

from fairscore.document import parse
from fairscore.draft import Draft
from fairscore.event import (
    AmendReason,
    Event,
    Exposed,
    ExposureSource,
    PanelId,
    Role,
    Seat,
)
from fairscore.log import Body
from fairscore.panel import Panel, Phase, Place, Version
from fairscore.scorecard import Scorecard
from fairscore.view import Statement, StatementText

__all__ = [
    "About",
    "Act",
    "Export",
    "Exposure",
    "HeldPanel",
    "HeldScorecard",
    "held",
    "words_for",
]

About = Literal["candidate", "person"]
"""Whom an export is about: a candidate, or somebody who has a part in panels."""


@attrs.frozen(kw_only=True)
class HeldScorecard:
    """
    One version of a scorecard, and what the log says of it.

    Attributes:
        seat: Whose it is.
        version: Counted from 1 within the seat.
        at: When it was handed in.
        by: Who handed it in.
        phase: Whether that was before its author saw another, after, or after the reveal.
        reason: Why there is a later version.
        withdrawn: Whether its author took it back.
        scorecard: The words; None where they were erased.
    """

    seat: Seat
    version: int
    at: datetime
    by: str
    phase: Phase
    reason: AmendReason | None
    withdrawn: bool
    scorecard: Scorecard | None = attrs.field(repr=False)


@attrs.frozen(kw_only=True)
class Exposure:
    """
    Somebody saw what others had written.

    Attributes:
        source: How.
        at: When that was recorded.
        since: When it happened, where that was earlier.
    """

    source: ExposureSource
    at: datetime
    since: datetime | None


@attrs.frozen(kw_only=True)
class Act:
    """
    Something that somebody did to a panel.

    Attributes:
        event: What: the name of its event in the log.
        at: When.
    """

    event: str
    at: datetime


@attrs.frozen(kw_only=True)
class HeldPanel:
    """
    What one panel holds about somebody.

    Attributes:
        panel: Which panel.
        sealed: Whether it is still sealed to whoever asked; then it says nothing else.
        unconfirmed: Whether it is left out because that it is handed over is recorded in the host's
            own transaction. Commit it, and ask again.
        seats: Their seats.
        roles: What else they are to it.
        scorecards: About a candidate those of everybody, otherwise their own; every version.
        drafts: What they are writing, for nobody but themselves.
        exposures: What they are recorded to have seen of others.
        statements: About a candidate all that were attached, otherwise their own.
        acts: What they did to the panel.
    """

    panel: PanelId
    sealed: bool
    unconfirmed: bool = False
    seats: tuple[Seat, ...] = ()
    roles: tuple[Role, ...] = ()
    scorecards: tuple[HeldScorecard, ...] = ()
    drafts: tuple[Draft, ...] = attrs.field(default=(), repr=False)
    exposures: tuple[Exposure, ...] = ()
    statements: tuple[Statement, ...] = ()
    acts: tuple[Act, ...] = ()


@attrs.frozen(kw_only=True)
class Export:
    """
    Everything that is held about one person.

    Attributes:
        tenant: The tenant.
        about: Whether they are a candidate or have a part in panels.
        subject: Who, as the host calls them.
        panels: Every panel that concerns them.
    """

    tenant: str
    about: About
    subject: str
    panels: tuple[HeldPanel, ...]

    def json(self) -> str:
        """Write it as JSON, to hand over. It is as confidential as what it holds."""
        plain = {
            "tenant": self.tenant,
            "about": self.about,
            "subject": self.subject,
            "panels": [_plain(one) for one in self.panels],
        }
        return json.dumps(plain, indent=2, ensure_ascii=False) + "\n"


def words_for(panel: Panel, about: About, subject: str) -> tuple[str, ...]:
    """Commitments of all words that an export about somebody holds of a panel."""
    return panel.words_of(None if about == "candidate" else subject)


def held(
    panel: Panel,
    *,
    about: About,
    subject: str,
    events: Iterable[Event],
    bodies: Mapping[str, Body],
    drafts: Iterable[bytes],
) -> HeldPanel:
    """
    Put together what a panel holds about somebody.

    Args:
        panel: The panel.
        about: Whether they are its candidate or have a part in it.
        subject: Who.
        events: Its events.
        bodies: Those of `words_for`; one that is left out was erased.
        drafts: Their drafts, where they ask themselves.

    Returns:
        What it holds.
    """
    events = tuple(events)
    own = panel.places_of(subject) if about == "person" else ()
    places = panel.places if about == "candidate" else own
    exposed = (one for one in events if isinstance(one, Exposed) and one.person == subject)
    return HeldPanel(
        panel=panel.id,
        sealed=False,
        seats=tuple(place.seat for place in own),
        roles=panel.roles_of(subject),
        scorecards=tuple(
            _scorecard(panel, place, version, bodies=bodies)
            for place in places
            for version in place.versions
        ),
        drafts=tuple(parse(one, Draft, format="json") for one in drafts),
        exposures=tuple(Exposure(source=one.source, at=one.at, since=one.since) for one in exposed),
        statements=tuple(
            Statement(by=author, text=StatementText.model_validate_json(body.content).text)
            for author, commitment in panel.statements
            if about == "candidate" or author == subject
            if (body := bodies.get(commitment))
        ),
        acts=tuple(Act(event=one.event, at=one.at) for one in events if one.by == subject),
    )


def _scorecard(
    panel: Panel, place: Place, version: Version, *, bodies: Mapping[str, Body]
) -> HeldScorecard:
    body = bodies.get(version.body)
    return HeldScorecard(
        seat=place.seat,
        version=version.number,
        at=version.at,
        by=version.by,
        phase=panel.phase(place, version),
        reason=version.reason,
        withdrawn=version.withdrawn,
        scorecard=parse(body.content, Scorecard, format="json") if body else None,
    )


def _plain(held_panel: HeldPanel) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "application": held_panel.panel.application,
        "round": held_panel.panel.round,
        "sealed": held_panel.sealed,
    }
    if held_panel.sealed:
        return plain | ({"unconfirmed": True} if held_panel.unconfirmed else {})
    return {
        **plain,
        "seats": [_seat(seat) for seat in held_panel.seats],
        "roles": list(held_panel.roles),
        "scorecards": [
            {
                **_seat(one.seat),
                "version": one.version,
                "at": one.at.isoformat(),
                "by": one.by,
                "phase": one.phase,
                "reason": one.reason,
                "withdrawn": one.withdrawn,
                "erased": one.scorecard is None,
                "scorecard": one.scorecard and json.loads(one.scorecard.canonical),
            }
            for one in held_panel.scorecards
        ],
        "drafts": [json.loads(one.canonical) for one in held_panel.drafts],
        "exposures": [
            {
                "source": one.source,
                "at": one.at.isoformat(),
                "since": one.since and one.since.isoformat(),
            }
            for one in held_panel.exposures
        ],
        "statements": [{"by": one.by, "text": one.text} for one in held_panel.statements],
        "acts": [{"event": one.event, "at": one.at.isoformat()} for one in held_panel.acts],
    }


def _seat(seat: Seat) -> dict[str, Any]:
    return {
        "interviewer": seat.interviewer,
        "interview": seat.interview,
        "shadow": seat.shadow,
    }
