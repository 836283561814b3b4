"""Small debriefs: one rubric, cards in one line each, and what a rule says about them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import pytest

import fairscore as fs
from fairscore.debrief import Debrief
from fairscore.revealed import Entry, Exposure, Later, Revealed
from fairscore.rules import AUTHOR_CHECKS, DEFAULT_RULES
from fairscore.rules._count import Count, Direction, count_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fairscore.panel import Phase

ROOT = Path(__file__).parents[2]
FOUR = [{"value": value} for value in (1, 2, 3, 4)]
PLAIN: dict[str, Any] = {
    "kind": "rubric",
    "schema_version": 1,
    "id": "small",
    "version": 1,
    "title": "Small",
    "scales": [{"id": "four", "levels": FOUR, "hire_line": 3}],
    "criteria": [
        {"id": "humility", "title": "Humility", "scale": "four"},
        {"id": "design", "title": "API design", "scale": "four"},
        {"id": "coding", "title": "Coding", "scale": "four"},
    ],
    "interviews": [
        {"id": "talk", "title": "Talk", "criteria": ["humility"]},
        {"id": "whiteboard", "title": "Whiteboard", "criteria": ["design"]},
        {"id": "pairing", "title": "Pairing", "criteria": ["humility", "design"]},
    ],
    "recommendation": {"id": "whole", "levels": FOUR, "hire_line": 3},
    "kinds": [
        {
            "code": code,
            "title": title,
            "criterion": criterion,
            "concern": ["did not"],
            "strength": ["did"],
            **({"opposing": opposing} if opposing else {}),
        }
        for code, title, criterion, opposing in (
            ("owns", "owns mistakes", "humility", None),
            ("changes", "changes course", "humility", "holds"),
            ("holds", "holds a view", "design", None),
        )
    ],
}


@attrs.frozen
class Small:
    """Makes what the tests need; `find` and `check` ask all the rules, as a user would."""

    def rubric(self, **changes: object) -> fs.Rubric:
        """Make the rubric, with some of its fields replaced."""
        return fs.parse(json.dumps(PLAIN | changes), fs.Rubric, format="json")

    def tuned(self, slug: str, threshold: int | None = None) -> fs.Rubric:
        """Make the rubric with one rule tuned or, without a threshold, switched off."""
        setting = {"rule": slug, **({"threshold": threshold} if threshold else {"enabled": False})}
        return self.rubric(rules=[setting])

    def flag(self, signal: str = "yellow", kind: str = "owns", **more: object) -> dict[str, Any]:
        """Make a flag; `aside` is a reason for setting it aside."""
        aside = more.pop("aside", None)
        words = {"words": "their shoes"} if kind == "other" else {}
        put = {"set_aside": {"reason": aside}} if aside else {}
        return {"kind": kind, "signal": signal, "observed": "SECRET"} | words | put | more

    def card(
        self,
        who: str,
        *flags: dict[str, Any],
        rate: dict[str, int | str] | None = None,
        whole: int | str | None = None,
        interview: str | None = "talk",
        version: int = 1,
        exposure: Exposure = "none",
        shadow: bool = False,
        heard: str = "unknown",
        late: bool = False,
        notes: str | None = None,
        evidence: str | None = None,
    ) -> Entry:
        """Make a scorecard; what its recommendation needs and is not rated is not assessed."""
        rated = dict(rate or {})
        if whole is not None:
            looked_at = next(
                (one["criteria"] for one in PLAIN["interviews"] if one["id"] == interview),
                [one["id"] for one in PLAIN["criteria"]],
            )
            rated = dict.fromkeys(looked_at, "not-assessed") | rated
        plain = {
            "kind": "scorecard",
            "schema_version": 1,
            "rubric": {"id": "small", "version": version},
            "application": "app-1",
            "interviewer": who,
            "heard_before": heard,
            "ratings": [
                {"criterion": one} | _mark(level) | ({"evidence": evidence} if evidence else {})
                for one, level in rated.items()
            ],
            "flags": list(flags),
            **({"notes": notes} if notes else {}),
        }
        if whole is not None:
            plain["recommendation"] = _mark(whole)
        if interview:
            plain["interview"] = interview
        card = fs.parse(json.dumps(plain), fs.Scorecard, format="json")
        return Entry(scorecard=card, exposure=exposure, shadow=shadow, late=late)

    def amended(self, entry: Entry, *versions: Entry, phase: Phase = "exposed") -> Entry:
        """Put later versions beside a scorecard."""
        later = tuple(
            Later(scorecard=one.scorecard, phase=phase, reason="after-discussion")
            for one in versions
        )
        return attrs.evolve(entry, later=later)

    def debrief(
        self, *entries: Entry, rubric: fs.Rubric | Iterable[fs.Rubric] | None = None
    ) -> Debrief:
        """Put them side by side."""
        revealed = Revealed(entries=entries, origin="files")
        return Debrief.of(rubric or self.rubric(), revealed)

    def find(
        self,
        slug: str,
        *entries: Entry,
        rubric: fs.Rubric | Iterable[fs.Rubric] | None = None,
    ) -> tuple[fs.Finding, ...]:
        """Return the findings of one rule, out of all that all rules find."""
        debrief = self.debrief(*entries, rubric=rubric)
        findings = fs.find(debrief)
        for finding in findings:
            # Every finding leads to what it rests on, and repeats none of it.
            for source in finding.sources:
                debrief.written(source.interviewer, source.interview, source.path)
            assert len(set(finding.sources)) == len(finding.sources) > 0
            assert "SECRET" not in "".join(map(str, attrs.astuple(finding)))
        return tuple(finding for finding in findings if finding.slug == slug)

    def count(self, kind: str, direction: Direction, *entries: Entry) -> Count:
        """Count who flagged a kind one way."""
        debrief = self.debrief(*entries)
        found = debrief.kind_of(kind)
        assert found is not None
        return count_of(debrief, found, direction)

    def check(
        self,
        slug: str,
        *,
        rate: Iterable[tuple[str, int | None, str | None]] = (),
        flags: Iterable[str] = (),
        whole: int | str | None = None,
        reason: str | None = None,
        rubric: fs.Rubric | None = None,
    ) -> tuple[fs.Finding, ...]:
        """Return what one check says to a draft's author, out of all that all checks say."""
        plain: dict[str, Any] = {
            "kind": "draft",
            "schema_version": 1,
            "rubric": {"id": "small", "version": 1},
            "application": "app-1",
            "interviewer": "a",
            "ratings": [
                {"criterion": one, "level": level, "evidence": evidence}
                for one, level, evidence in rate
            ],
            "flags": [{"observed": text} for text in flags],
        }
        if whole is not None:
            plain["recommendation"] = _mark(whole) | ({"reason": reason} if reason else {})
        draft = fs.parse(json.dumps(plain), fs.Draft, format="json")
        findings = fs.check_draft(rubric or self.rubric(), draft)
        assert {finding.audience for finding in findings} <= {"author"}
        return tuple(finding for finding in findings if finding.slug == slug)


def _mark(level: int | str) -> dict[str, int | str]:
    return {"level": level} if isinstance(level, int) else {"not_rated": level}


@pytest.fixture(scope="session")
def small() -> Small:
    """Make small debriefs and drafts."""
    return Small()


@pytest.fixture(scope="session")
def founding() -> Debrief:
    """Read the founding story, as the command line does."""
    rubric = fs.read(ROOT / "examples" / "backend.rubric.yaml", fs.Rubric)
    paths = sorted((ROOT / "examples" / "founding-story").glob("*.yaml"))
    cards = [fs.read(path, fs.Scorecard) for path in paths]
    return Debrief.of(rubric, fs.unsealed(cards, origin="files"))


@pytest.fixture(params=[*DEFAULT_RULES, *AUTHOR_CHECKS], ids=lambda one: one.slug)
def each(request: pytest.FixtureRequest) -> object:
    """Give every rule and check in turn."""
    return request.param
