"""Debriefs to make reports of: the founding story, and a crowded one that holds every case."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import attrs
import pytest

import fairscore as fs
from fairscore.debrief import Debrief
from fairscore.document import Document
from fairscore.finding import Audience, Finding
from fairscore.revealed import Entry, Exposure, Revealed

if TYPE_CHECKING:
    from collections.abc import Callable

D = TypeVar("D", bound=Document)
EXAMPLES = Path(__file__).parents[2] / "examples"


@attrs.frozen(kw_only=True)
class Brought:
    """A debrief and what it brings up."""

    debrief: Debrief
    findings: tuple[Finding, ...]

    def report(self, role: Literal["panel", "facilitator"] = "panel") -> fs.Report:
        """Make the report; a facilitator may read it as the panel does."""
        return fs.Report.of(self.debrief, self.findings, viewer="facilitator-1", role=role)


@pytest.fixture(scope="session")
def founding() -> Brought:
    """The founding story, as the command line reads it."""
    rubric = fs.read(EXAMPLES / "backend.rubric.yaml", fs.Rubric)
    paths = sorted((EXAMPLES / "founding-story").glob("*.yaml"))
    cards = [fs.read(path, fs.Scorecard) for path in paths]
    debrief = fs.Debrief.of(rubric, fs.unsealed(cards, origin="files"))
    return Brought(debrief=debrief, findings=fs.find(debrief))


@pytest.fixture(scope="session")
def crowded() -> Callable[..., Brought]:
    """A maker of a debrief with every case in it; what it is given is added to every word."""
    return _crowded


def _rubric(version: int, name: str, text: str) -> dict[str, Any]:
    levels = [{"value": 1, "label": f"low{name}"}, {"value": 2, "label": f"high{name}"}]
    # The second version has a level more for coding, and no line for its recommendation.
    coding = [*levels, {"value": 3}] if version == 2 else levels
    recommendation = {"id": "whole", "levels": coding}
    if version == 1:
        recommendation["hire_line"] = 2
    return {
        "kind": "rubric",
        "schema_version": 1,
        "id": "crowd",
        "version": version,
        "title": f"Crowd{name}",
        "scales": [{"id": "two", "levels": levels, "hire_line": 2}],
        "criteria": [
            {"id": "coding", "title": f"Coding{name}", "levels": coding},
            {
                "id": "care",
                "title": f"Care{name}",
                "scale": "two",
                "questions": [{"id": "why", "text": f"Why?{text}"}],
            },
        ],
        "interviews": [
            {"id": "first", "title": f"First{name}", "criteria": ["coding", "care"]},
            {"id": "second", "title": f"Second{name}", "criteria": ["care"]},
        ],
        "recommendation": recommendation,
        "rules": [
            {"rule": "repeated-concern", "threshold": 2},
            {"rule": "straight-line", "enabled": False},
            {"rule": "repeated-concerns", "threshold": 2},
        ],
        "kinds": [
            {
                "code": "too-sure",
                "title": f"too sure{name}",
                "criterion": "care",
                "concern": [f"c{text}"],
                "strength": [f"s{text}"],
                "opposing": "not-sure",
                "not_evidence": [f"voice{text}", f"pauses{text}."],
            },
            {
                "code": "not-sure",
                "title": f"not sure{name}",
                "criterion": "care",
                "concern": [f"c{text}"],
                "strength": [f"s{text}"],
            },
        ],
    }


def _document(plain: dict[str, Any], kind: type[D]) -> D:
    """Read it through the front door, so that it holds nothing that a file could not hold."""
    return fs.parse(json.dumps(plain), kind)


def _flag(name: str, text: str, **fields: object) -> dict[str, Any]:
    return {"kind": "too-sure", "signal": "yellow", "observed": f"saw{text}", **fields}


def _crowded(name: str = "", text: str = "", person: str = "") -> Brought:
    rubrics = [_document(_rubric(version, name, text), fs.Rubric) for version in (1, 2)]
    entries: list[Entry] = []

    def wrote(
        who: str,
        exposure: Exposure = "none",
        *,
        shadow: bool = False,
        version: int = 1,
        **fields: object,
    ) -> None:
        plain = {
            "kind": "scorecard",
            "schema_version": 1,
            "rubric": {"id": "crowd", "version": version},
            "application": "app-9",
            "interviewer": f"{who}{person}",
            **fields,
        }
        card = _document(plain, fs.Scorecard)
        entries.append(Entry(scorecard=card, exposure=exposure, shadow=shadow))

    def rated(criterion: str, level: int) -> dict[str, Any]:
        return {"criterion": criterion, "level": level, "evidence": f"did{text}"}

    aside = {"reason": "my-mood", "words": f"mood{text}"}
    wrote(
        "a",
        interview="first",
        submitted_by=f"z{person}",
        heard_before="yes",
        ratings=[rated("coding", 1), rated("care", 1)],
        flags=[_flag(name, text, occasion=f"why{name}", set_aside=aside), _flag(name, text)],
        recommendation={"level": 1, "reason": f"because{text}"},
        notes=f"note{text}",
        answers=[
            {"question": "why", "text": f"answer{text}"},
            {"question": f"else{name}", "text": f"answer{text}"},
        ],
    )
    wrote("a", interview="second", ratings=[rated("care", 2), rated("coding", 2)])
    wrote(
        "b",
        "unknown",
        interview="second",
        ratings=[{"criterion": "care", "not_rated": "declined", "evidence": f"no{text}"}],
        flags=[
            _flag(name, text, set_aside={"reason": "late-slot"}),
            _flag(name, text, signal="strength"),
            _flag(name, text, source="hearsay"),
            _flag(
                name, text, kind="other", words=f"other{text}", signal="red", source="work-together"
            ),
        ],
        recommendation={"not_rated": "unknown", "reason": f"unsure{text}"},
    )
    wrote("c", "exposed", interview="first", ratings=[rated("care", 2)], flags=[_flag(name, text)])
    wrote(
        "d", version=2, ratings=[rated("coding", 3), rated("care", 2)], recommendation={"level": 3}
    )
    wrote("e", version=2, interview="first", flags=[_flag(name, text, kind="not-sure")])
    shadow_words = {"notes": f"note{text}", "answers": [{"question": "why", "text": f"yes{text}"}]}
    wrote(
        "s",
        "unknown",
        shadow=True,
        interview="first",
        ratings=[rated("care", 1), {"criterion": "coding", "not_rated": "no-evidence"}],
        flags=[_flag(name, text)],
        recommendation={"level": 2, "reason": f"shadow{text}"},
        **shadow_words,
    )
    wrote("t", "unknown", shadow=True, version=2)
    revealed = Revealed(entries=tuple(entries), origin=f"somewhere{text}")
    debrief = Debrief.of(rubrics, revealed)
    audiences: tuple[tuple[str, Audience], ...] = (
        ("same-words", "facilitator"),
        ("for-author", "author"),
        ("for-oneself", "oneself"),
    )
    extra = [
        Finding(
            slug=slug,
            audience=audience,
            observation=f"{audience} only{text}",
            shows="s",
            does_not_show="d",
            ask="a",
            next_step="n",
            sources=(),
        )
        for slug, audience in audiences
    ]
    return Brought(debrief=debrief, findings=(*fs.find(debrief), *extra))
