"""Competencies as the federal SME-QA process writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fairscore.adapters.conversion import load

if TYPE_CHECKING:
    from collections.abc import Callable

    from fairscore.errors import Problem

    Told = Callable[[tuple[Problem, ...]], list[str]]

FILE = """\
writing:
  - competency: Plain language
    definition:
      - Says what it is for
      - Knows who reads it
    required: Practised
    levels:
      - proficiency: New
        definition: Follows a style guide.
      - proficiency: Practised
        definition:
          - Writes one.
          - Defends it.
        required: true
support:
  - competency: Patience
    definition: Lets people finish.
    meets: Asks what was tried.
  - competency: Follow-up
    meets:
      - Calls back.
"""


def test_levels_rise_and_one_is_required(told: Told) -> None:
    """A job is a rubric; a competency without levels gets a scale of two, and that is told."""
    loaded = load(FILE, name="c.yml", language="en")
    writing, support = loaded.rubrics

    assert (loaded.format, loaded.problems) == ("SME-QA", ())
    assert [(one.value, one.label) for one in writing.scale_of("plain-language").levels] == [
        *((1, "New"), (2, "Practised"))
    ]
    assert writing.criteria[0].required_level == 2
    assert writing.criteria[0].description == "Says what it is for\nKnows who reads it"
    assert writing.criteria[0].levels[1].anchor == ("Writes one.", "Defends it.")
    assert [one.label for one in support.scale_of("patience").levels] == ["does not meet", "meets"]
    assert support.criteria[0].meets == ("Asks what was tried.",)
    assert [one.required_level for one in support.criteria] == [2, 2]
    assert told(loaded.losses) == ["16:17 scale-added", "19:17 scale-added"]


def test_a_required_level_is_found_however_it_is_written() -> None:
    """Capitals and spaces are no other word."""
    text = FILE.replace("required: Practised", "required: ' practised'")

    assert load(text, name="c.yml").rubrics[0].criteria[0].required_level == 2


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("competency: Plain language", "name: x", ["2:5 name-missing"]),
        ("meets: Asks what was tried.", "note: x", ["16:17 levels-missing"]),
        (
            "      - proficiency: New\n        definition: Follows",
            "      - New\n  #",
            ["8:9 not-a-mapping"],
        ),
        ("Lets people finish.", "{a: b}", ["17:17 not-text"]),
        ("- Says what it is for", "- [nested]", ["4:9 not-text"]),
    ],
    ids=["name", "levels", "level", "text", "list"],
)
def test_bad_competencies_are_refused(old: str, new: str, expected: list[str], told: Told) -> None:
    """Each problem stands at its line and column."""
    assert told(load(FILE.replace(old, new), name="c.yml").problems) == expected


def test_a_level_that_does_not_exist_is_not_required(told: Told) -> None:
    """It is told, and the rubric has no required level."""
    loaded = load(
        FILE.replace("required: Practised", "required: Master"), name="c.yml", language="en"
    )

    assert loaded.rubrics[0].criteria[0].required_level is None
    assert told(loaded.losses)[0] == "2:17 loss-field"


def test_fields_of_no_meaning_here_are_lost(told: Told) -> None:
    """They are told once with their number."""
    text = FILE.replace("    definition: Lets", "    owner: Kim\n    definition: Lets")
    loaded = load(text, name="c.yml", language="en")

    assert "17:5 loss-field" in told(loaded.losses)
