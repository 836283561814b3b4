"""Progression frameworks in the front matter of Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fairscore.adapters.conversion import load

if TYPE_CHECKING:
    from collections.abc import Callable

    from fairscore.errors import Problem

    Told = Callable[[tuple[Problem, ...]], list[str]]

FILE = """\
---
title: "\U0001f6e0\ufe0f Support"
levels: 3
topics:
  - name: care
    title: Care
    content:
      - level: 1
        criteria: [Listens., Waits.]
      - level: 2
        criteria:
          - Asks first.
        exampleCriteria:
          - criteria: Says what is next.
            examples: [Writes a date.]
      - level: 3
  - name: craft
    title:
    content:
      - {level: 2, criteria: [Reads logs.]}
      - {level: 3, criteria: [Writes tools.]}
---
"""


def test_topics_are_criteria_and_may_begin_above_the_lowest_level(told: Told) -> None:
    """Levels that a topic lacks cannot be given; emoji stay as they are."""
    loaded = load(FILE, name="f.md", language="en")
    (rubric,) = loaded.rubrics

    assert loaded.format == "progression framework"
    assert (rubric.title, rubric.id) == ("\U0001f6e0\ufe0f Support", "support")
    assert rubric.scale_of("care").values == (1, 2, 3)
    assert rubric.scale_of("craft").values == (2, 3)
    assert [one.scale for one in rubric.criteria] == ["scale", "scale"]
    assert rubric.criteria[0].levels[1].anchor == ("Asks first.", "Says what is next.")
    assert [one.title for one in rubric.criteria] == ["Care", "craft"]
    assert told(loaded.losses) == ["15:13 loss-field"]


def test_problems_stand_at_their_line_in_the_file(told: Told) -> None:
    """Lines are counted from the top of the file, not of the front matter."""
    text = FILE.replace("level: 2, criteria", "level: x, criteria")

    assert told(load(text, name="f.md").problems) == ["20:17 not-a-number"]


def test_a_framework_without_a_title_has_a_name(told: Told) -> None:
    """The rubric is called what the format is."""
    text = "\n".join(line for line in FILE.split("\n") if not line.startswith("title"))

    assert load(text, name="f.md").rubrics[0].title == "Framework"
