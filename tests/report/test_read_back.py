"""A report that somebody wrote by hand is held to what a renderer can show."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import fairscore as fs

if TYPE_CHECKING:
    from collections.abc import Callable

EXAMPLES = Path(__file__).parents[2] / "examples"


def told() -> dict[str, Any]:
    """The founding story's report as plain data."""
    rubric = fs.read(EXAMPLES / "backend.rubric.yaml", fs.Rubric)
    files = sorted((EXAMPLES / "founding-story").glob("*.yaml"))
    cards = [fs.read(file, fs.Scorecard) for file in files]
    debrief = fs.Debrief.of(rubric, fs.unsealed(cards, origin="files"))
    made = fs.Report.of(debrief, fs.find(debrief), viewer="lead-1")
    plain: dict[str, Any] = json.loads(made.to_json())
    return plain


def _level(plain: dict[str, Any]) -> None:
    next(cell for cell in plain["rows"][0]["cells"] if cell["level"])["level"] = 777


def _line(plain: dict[str, Any]) -> None:
    plain["recommendations"][0]["line"] = 777


def _levels(plain: dict[str, Any]) -> None:
    plain["rows"][0]["levels"] = []


def _versions(plain: dict[str, Any]) -> None:
    plain["rubric"]["versions"] = []


def _audience(plain: dict[str, Any]) -> None:
    plain["folded"][0]["audience"] = "author"


@pytest.mark.parametrize(
    ("spoil", "slug"),
    [
        (_level, "not-on-scale"),
        (_line, "not-on-scale"),
        (_levels, "too-few"),
        (_versions, "too-few"),
        (_audience, "not-for-the-viewer"),
    ],
)
def test_what_no_renderer_can_show_is_refused(
    spoil: Callable[[dict[str, Any]], None], slug: str
) -> None:
    """It is a problem of the document, not an exception of the page."""
    plain = told()
    fs.parse(json.dumps(plain), fs.Report, format="json")
    spoil(plain)

    with pytest.raises(fs.DocumentError) as refused:
        fs.parse(json.dumps(plain), fs.Report, format="json")

    assert slug in {problem.slug for problem in refused.value.problems}


def test_a_kind_with_the_name_of_a_criterion_keeps_its_own_heading() -> None:
    """A finding about a criterion is headed by the criterion, whatever kinds are called."""
    text = (EXAMPLES / "backend.rubric.yaml").read_text("utf-8")
    rubric = fs.parse(text.replace("code: owns-mistakes", "code: coding"), fs.Rubric)
    cards = [
        fs.Scorecard(
            rubric=rubric_ref,
            application="app-1",
            interviewer=who,
            ratings=(fs.Rating(criterion="coding", level=level),),
        )
        for who, level in (("a", 1), ("b", 4))
        for rubric_ref in (
            fs.read(EXAMPLES / "founding-story" / "interviewer-a.yaml", fs.Scorecard).rubric,
        )
    ]
    debrief = fs.Debrief.of(rubric, fs.unsealed(cards, origin="files"))
    report = fs.Report.of(debrief, fs.find(debrief), viewer="lead-1")

    assert "Wide spread: Coding" in report.text()
