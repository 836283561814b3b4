"""What the tests of adapters share: a rubric that uses every field, and how to ask for problems."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

import fairscore as fs

if TYPE_CHECKING:
    from collections.abc import Callable

    from fairscore.errors import Problem

AT = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)

RICH = """
kind: rubric
schema_version: 1
id: support
version: 3
title: Support engineer
description: |
  Two interviews.

  # not a heading
changes: {since: 2, editorial: true}
language: de
scales:
  - id: four
    title: Four levels
    levels:
      - {value: 0, label: concern}
      - {value: 1, label: mixed}
      - {value: 2, label: solid}
      - {value: 3, label: outstanding}
    hire_line: 2
criteria:
  - id: patience
    title: Patience
    description: What they do while somebody is stuck.
    scale: four
    levels:
      - {value: 1, anchor: [Repeats the answer., "Waits | sighs."]}
      - {value: 2, anchor: [Asks what was tried.], red_flags: [laughs at a question]}
    weight: 30
    minutes: 10
    alignments:
      - {framework: SFIA, code: USUP, level: "4"}
      - framework: 1EdTech CASE
        code: 84c261f2-2a9d-4ba6-a60d-8c8dc055a163
        uri: https://example.org/84c261f2
        name: Helps
  - id: diagnosis
    title: Finds the cause
    levels:
      - {value: 1, label: guesses, points: 0}
      - {value: 2, label: halves, points: 5}
      - {value: 3, label: proves, points: 20}
    meets: [Halves the search., "Says what would show it wrong."]
    red_flags: [blames the user]
    required_level: 2
    weight: 70
    evidence_required: false
    replaces: [debugging]
    questions: [{id: outage, text: Which outage taught you most?, minutes: 5}]
interviews:
  - {id: onsite, title: Onsite, minutes: 45, criteria: [patience, diagnosis]}
recommendation:
  id: recommendation
  levels: [{value: 1, label: "no"}, {value: 2, label: "yes"}]
  hire_line: 2
kinds:
  - code: owns-mistakes
    title: owns mistakes
    criterion: patience
    concern: [laid it at the door of others]
    strength: [named their own part]
rules:
  - {rule: split-panel, enabled: false}
"""


@pytest.fixture(scope="session")
def rich() -> fs.Rubric:
    """Read a rubric that uses every field."""
    return fs.parse(RICH, fs.Rubric)


@pytest.fixture(scope="session")
def at() -> datetime:
    """Give the moment that stands for now."""
    return AT


@pytest.fixture(scope="session")
def told() -> Callable[[tuple[Problem, ...]], list[str]]:
    """Shorten problems to line, column and slug."""

    def shorten(problems: tuple[Problem, ...]) -> list[str]:
        return [f"{one.line}:{one.column} {one.slug}" for one in problems]

    return shorten
