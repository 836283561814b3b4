"""Rounds that were held: an onsite with a repeat, and follow-ups as they should be and not."""

from __future__ import annotations

import json
from pathlib import Path

import fairscore as fs
from fairscore.revealed import Entry, Exposure, Revealed

EXAMPLES = Path(__file__).parents[2] / "examples"
RUBRIC = fs.read(EXAMPLES / "backend.rubric.yaml", fs.Rubric)
CARDS = {
    path.stem.removeprefix("interviewer-"): fs.read(path, fs.Scorecard)
    for path in (EXAMPLES / "answered-concern").glob("interviewer-*.yaml")
}


def side_by_side(
    *cards: fs.Scorecard, sealed: bool = True, exposure: Exposure = "none", late: bool = False
) -> fs.Debrief:
    """Put scorecards side by side as a desk hands them out, unless it is said otherwise."""
    entries = tuple(Entry(scorecard=card, exposure=exposure, late=late) for card in cards)
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


def follow_ups() -> tuple[fs.Debrief, ...]:
    """Rounds in which a question was asked: one as it should be, and one for each way it fails."""
    asked = CARDS["k"]
    silent = {"ratings": None, "flags": None, "recommendation": None}
    return (
        side_by_side(asked),
        side_by_side(changed(asked, round="from-files"), sealed=False),
        side_by_side(changed(asked, round="after-reading"), exposure="exposed"),
        side_by_side(changed(asked, round="late"), late=True),
        side_by_side(changed(asked, round="again", interviewer="interviewer-f")),
        side_by_side(changed(asked, round="before", interviewed_at="2026-05-06T09:00:00Z")),
        side_by_side(changed(asked, round="silent", **silent)),
    )
