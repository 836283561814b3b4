"""Rounds that were held: an onsite with a repeat, and follow-ups as they should be and not."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import fairscore as fs
from fairscore.revealed import Entry, Exposure, Revealed

EXAMPLES = Path(__file__).parents[2] / "examples"
RUBRIC = fs.read(EXAMPLES / "backend.rubric.yaml", fs.Rubric)
CARDS = {
    path.stem.removeprefix("interviewer-"): fs.read(path, fs.Scorecard)
    for path in sorted((EXAMPLES / "answered-concern").glob("interviewer-*.yaml"))
}


def side_by_side(
    *cards: fs.Scorecard,
    sealed: bool = True,
    exposure: Exposure = "none",
    late: bool = False,
    handed_in: datetime | None = None,
) -> fs.Debrief:
    """Put scorecards side by side as a desk hands them out, unless it is said otherwise."""
    entries = tuple(
        Entry(scorecard=card, exposure=exposure, late=late, handed_in=handed_in) for card in cards
    )
    revealed = Revealed(entries=entries, origin="a desk", sealed=sealed)
    return fs.Debrief.of(RUBRIC, revealed)


def changed(card: fs.Scorecard, **fields: object) -> fs.Scorecard:
    """Write a scorecard again with other fields; None leaves a field out."""
    plain = json.loads(card.canonical) | fields
    kept = {name: value for name, value in plain.items() if value is not None}
    return fs.parse(json.dumps(kept), fs.Scorecard, format="json")


def onsite() -> fs.Debrief:
    """Two of three who met the candidate wrote a concern of one kind."""
    return side_by_side(*(CARDS[who] for who in "fgh"))


def follow_ups(which: str = "follow-up", *, by: str = "interviewer-k") -> tuple[fs.Debrief, ...]:
    """The round in which a question was asked: as it should be, or as it fails in one way."""
    asked = CARDS["k"]
    silent = {"ratings": None, "flags": None, "recommendation": None}
    card = changed(asked, round=which, interviewer=by)
    match which:
        case "from-files":
            return (side_by_side(card, sealed=False),)
        case "after-reading":
            return (side_by_side(card, exposure="exposed"),)
        case "late":
            return (side_by_side(card, late=True),)
        case "again":
            return (side_by_side(changed(card, interviewer="interviewer-f")),)
        case "before":
            return (side_by_side(changed(card, interviewed_at="2026-05-06T09:00:00Z")),)
        case "silent":
            return (side_by_side(changed(card, **silent)),)
        case "heard":
            return (side_by_side(changed(card, heard_before="yes")),)
        case "otherwise":
            flags = json.loads(asked.canonical)["flags"]
            return (side_by_side(changed(card, flags=[flags[0] | {"signal": "yellow"}])),)
        case "handed-in-before":
            return (side_by_side(card, handed_in=datetime(2026, 5, 7, 9, tzinfo=UTC)),)
        case _:
            return (side_by_side(card, handed_in=datetime(2026, 5, 11, tzinfo=UTC)),)


WAYS = (
    "follow-up",
    "from-files",
    "after-reading",
    "late",
    "again",
    "before",
    "heard",
    "otherwise",
    "silent",
)


def every_follow_up() -> tuple[fs.Debrief, ...]:
    """All of these rounds, each asked by somebody who is in no other one: named after it."""
    return tuple(one for which in WAYS for one in follow_ups(which, by=f"asked-{which}"))
