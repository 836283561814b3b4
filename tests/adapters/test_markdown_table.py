"""Markdown tables: three shapes in, one out, and what is beside them."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairscore.adapters._blocks import Heading, Item, Paragraph, Table, blocks, escaped, words
from fairscore.adapters.conversion import export, load
from fairscore.testing import rubrics, texts

if TYPE_CHECKING:
    from collections.abc import Callable

    import fairscore as fs
    from fairscore.errors import Problem

    Told = Callable[[tuple[Problem, ...]], list[str]]

MATRIX = """\
# Tech *support*

Two areas.

## A - Patience
#### 10 minutes

What they do while somebody is [stuck](x).

**What to look for:**

- Lets people finish
  a sentence
- [ ] Asks what was tried

Red flags:

- laughs at a question

---

## Scoring

Add them up.

| Area | 1 | 2 - fair | 3: good | Notes |
|------|---|---|---|---|
| **A** - Patience | | Waits.<br/>Asks. | | x |
| Clarity | | | \u2014 |
| <Your own> | | | |
|  | | | | |

Hire line: 2
"""
LADDERS = """\
---
title: Coding
---
Before.

### 1. Says why

Signals:

- Names a reason

| Score | What |
| --- | --- |
| Strong hire | Names `two`. |
| Leaning no hire | Names none. |
| Strong no hire | Refuses. |

### 2. Tests

| Level | What |
| --- | --- |
| Strong hire | Finds the edge. |
| Leaning no hire | Runs it. |
| Strong no hire | Does not run it. |
"""
SHEETS = """\
# Scorecard

## Guide

| Score | Meaning |
|---|---|
| 1 | No - not yet |
| 2 | Yes - now |

## Solving

| Criteria | Score (1-2) | Notes |
|---|---|---|
| Asks | | |
| Tests | | |

| Value | Evidence | Score (1-2) |
|---|---|---|
| <Value 1> | | |
| ... | | |

| Other | Rating (0 to 3) |
|---|---|
| Owns | |
"""


def read(text: str, name: str = "x.md") -> fs.Rubric:
    """Load the one rubric of a text."""
    loaded = load(text, name=name, language="en")
    assert loaded.problems == ()
    (rubric,) = loaded.rubrics
    return rubric


def test_a_matrix_has_a_row_a_criterion(told: Told) -> None:
    """Sections that are called like a criterion describe it; a dash leaves a level out."""
    loaded = load(MATRIX, name="x.md", language="en")
    (rubric,) = loaded.rubrics
    patience, clarity = rubric.criteria

    assert (rubric.title, rubric.description) == ("Tech support", "Two areas.")
    assert (patience.title, patience.id) == ("A - Patience", "a-patience")
    assert patience.description == "10 minutes\n\nWhat they do while somebody is stuck."
    assert patience.meets == ("Lets people finish a sentence", "Asks what was tried")
    assert patience.red_flags == ("laughs at a question",)
    assert [(one.value, one.label) for one in rubric.scales[0].levels] == [
        *((1, None), (2, "fair"), (3, "good"))
    ]
    assert patience.levels[1].anchor == ("Waits.", "Asks.")
    assert rubric.scales[0].hire_line == 2
    assert rubric.scale_of(clarity.id).values == (1, 2)
    assert told(loaded.losses) == [
        *("24:1 loss-section", "26:35 loss-field", "30:3 placeholder-skipped")
    ]


def test_a_dash_beside_words_leaves_a_level_out() -> None:
    """An empty cell is a level without words, a dash is no level."""
    rubric = read("| Area | 1 | 2 | 3 |\n|---|---|---|---|\n| A | \u2013 | b | c |\n| B | | x | |")

    assert [rubric.scale_of(one).values for one in ("a", "b")] == [(2, 3), (1, 2, 3)]


def test_a_number_may_stand_behind_its_word() -> None:
    """With or without saying that it is points."""
    rubric = read("| Area | poor (1) | good (2 points) |\n|---|---|---|\n| A | b | c |")

    assert [(one.value, one.label) for one in rubric.scales[0].levels] == [
        *((1, "poor"), (2, "good"))
    ]


def test_a_ladder_stands_under_its_criterion(told: Told) -> None:
    """Words of a known ladder give the order and the line; front matter gives the title."""
    loaded = load(LADDERS, name="x.md", language="en")
    (rubric,) = loaded.rubrics

    assert (rubric.title, rubric.scales[0].hire_line) == ("Coding", 3)
    assert [one.title for one in rubric.criteria] == ["Says why", "Tests"]
    assert [one.label for one in rubric.scales[0].levels] == [
        *("Strong no hire", "Leaning no hire", "Strong hire")
    ]
    assert rubric.criteria[0].levels[2].anchor == ("Names two.",)
    assert rubric.criteria[0].meets == ("Names a reason",)
    assert told(loaded.losses) == ["4:1 loss-section", "8:1 loss-section"]


@pytest.mark.parametrize(
    "levels", ["poor (2) | good (2) | excellent (3)", "excellent (3) | good (2) | poor (2)"]
)
def test_of_levels_with_one_score_the_lowest_is_on_the_hire_line(levels: str) -> None:
    """Whoever has the score of the line has reached it, so that none of them may stand below."""
    rubric = read(f"| Area | {levels} |\n|---|---|---|---|\n| A | x | y | z |\n\nHire line: 2\n")

    assert [one.label for one in rubric.scales[0].levels] == ["poor", "good", "excellent"]
    assert rubric.scales[0].hire_line == 1


def test_a_score_sheet_takes_its_levels_from_the_guide(told: Told) -> None:
    """Words that all criteria share stand on the scale; other numbers have no words."""
    loaded = load(SHEETS, name="x.md", language="en")
    (rubric,) = loaded.rubrics

    assert [one.title for one in rubric.criteria] == ["Asks", "Tests", "Owns"]
    assert [(one.label, one.anchor) for one in rubric.scale_of("asks").levels] == [
        *(("No", ("not yet",)), ("Yes", ("now",)))
    ]
    assert rubric.scale_of("asks").hire_line == 2
    assert rubric.scale_of("owns").values == (0, 1, 2, 3)
    assert [one.slug for one in loaded.losses] == [
        *("loss-section", "placeholder-skipped", "placeholder-skipped")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["1:1 no-table"]),
        ("---\ntitle: x\n---\nProse.", ["4:1 no-table"]),
        ("---\ntitle: [\n---\n\nProse.", ["4:1 no-table"]),
        ("```\n| A | 1 | 2 |\n|---|---|---|\n```", ["1:1 no-table"]),
        ("| A | 1 | 2 |\n|---|---|", ["1:1 no-table"]),
        ("| A | 1 | 2 |", ["1:1 no-table"]),
        (
            "x\n\n| Level | Senior | Position |\n|---|---|---|\n| 1 | No | D1 |",
            ["3:1 no-rubric-table"],
        ),
        ("| A | 1 |\n|---|---|\n| b | c |", ["1:1 no-rubric-table"]),
        ("| A | blue | green |\n|---|---|---|\n| b | c | d |", ["1:1 no-rubric-table"]),
        ("| A | 1 | 1 |\n|---|---|---|\n| b | c | d |", ["1:1 no-rubric-table"]),
        ("| Score | What |\n|---|---|\n| 1 | a |\n| 2 | b |", ["1:1 no-rubric-table"]),
        ("| A | 1 | 2 |\n|---|---|---|", ["1:1 no-rubric-table"]),
        ("| A | 1 | 2 |\n|---|---|---|\n| x | | |\n| X | | |", ["4:3 same-title"]),
        ("| A | Score (1-99) |\n|---|---|\n| x | |", ["3:3 too-many"]),
        ("| A | Score (1-1) |\n|---|---|\n| x | |", ["3:3 too-few"]),
    ],
)
def test_text_without_a_rubric_is_refused(text: str, expected: list[str], told: Told) -> None:
    """The reason says what is missing, at its line."""
    assert told(load(text, name="x.md", language="en").problems) == expected


def test_the_title_comes_from_the_name_where_there_is_no_other() -> None:
    """A text without a name is called Rubric."""
    table = "| A | poor | good |\n|---|---|---|\n| b | c | d |"

    assert read(table, name="folder/tech-lead.md").title == "tech-lead"
    assert load(table).rubrics[0].title == "Rubric"
    assert read(f"---\ntitle: T\n---\n# H\n\n{table}").title == "T"


def test_a_section_that_describes_a_criterion_is_not_the_title() -> None:
    """A first heading may be the name of a criterion."""
    rubric = read(
        "# B\n\nWords.\n\n# Table\n\n| A | 1 | 2 |\n|---|---|---|\n| b | | |", name="n.md"
    )

    assert (rubric.title, rubric.criteria[0].description) == ("n", "Words.")


# --- Blocks ---------------------------------------------------------------------


def test_blocks_with_their_lines() -> None:
    """Fences, tags and rulers are passed over; a table ends with its bars."""
    text = (
        "# A #\ntext\n<Tag />\n~~~\n# no\n~~~\n1. one\n   more\n* two\n***\n"
        "a | b\n- | -\nc \\| d | e | f\nend\n| x\n| y"
    )
    found = list(blocks(text))

    assert [(type(one), one.place[0]) for one in found] == [
        *((Heading, 1), (Paragraph, 2), (Item, 7), (Item, 9), (Table, 11), (Paragraph, 14))
    ]
    assert isinstance(found[4], Table)
    assert [one.text for one in found[4].rows[0]] == ["c | d", "e"]
    assert [one.place for one in found[4].rows[0]] == [(13, 1), (13, 10)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**a** __b__ *c* _d_ `e`", "a b c d e"),
        ("snake_case_name 2*3*4", "snake_case_name 2*3*4"),
        ("![pic](x.png) [t](u)", "pic t"),
        (r"\*\*a\*\* \\ \a", r"**a** \ \a"),
        ("** a ** `", "** a ** `"),
    ],
)
def test_words_of_markdown(text: str, expected: str) -> None:
    """Marks go, words stay."""
    assert words(text) == expected


@given(texts())
def test_what_is_escaped_reads_as_it_was(text: str) -> None:
    """A text of one line comes back, whatever marks it holds."""
    line = " ".join(text.split())
    found = list(blocks(escaped(line)))

    assert [type(one) for one in found] in ([Paragraph], [])
    assert (
        words(escaped(line))
        == "".join(one for one in line if not "\ue000" <= one <= "\ue07f").strip()
    )


@given(st.text("|\\-: \n#<>*_[]()`1a", max_size=60))
def test_no_markdown_raises(text: str) -> None:
    """Marks in any order are a rubric or a problem."""
    loaded = load(text, name="x.md")

    assert bool(loaded.rubrics) != bool(loaded.problems)


@pytest.mark.parametrize(
    "text", ["*a" * 20_000, "[" * 20_000, "`" * 20_001, "|a" * 20_000, "_a " * 9000]
)
def test_marks_without_end_cost_little(text: str) -> None:
    """The work grows with the text, not with its square: a square would take minutes here."""
    before = time.process_time()
    load(f"| A | 1 | 2 |\n|---|---|---|\n| {text} | | |", name="x.md")

    assert time.process_time() - before < 2


# --- Writing --------------------------------------------------------------------


def test_what_is_written_reads_as_a_page(rich: fs.Rubric) -> None:
    """Sections say what is meant, and a matrix follows for each scale."""
    text = export([rich], to="markdown").texts[0]

    assert text.startswith("# Support engineer\n\nTwo interviews.\n\n\\# not a heading\n")
    assert "## Patience\n\nWhat they do while somebody is stuck.\n" in text
    assert "Meets:\n\n- Halves the search.\n- Says what would show it wrong.\n" in text
    assert "Red flags:\n\n- blames the user\n" in text
    assert "| Criterion | 1 mixed | 2 solid |\n| --- | --- | --- |\n" in text
    assert "| Patience | Repeats the answer.<br>Waits \\| sighs. | Asks what was tried. |" in text
    assert "Hire line: 2\n\n## Levels\n\n| Criterion | 1 guesses |" in text


def test_what_is_written_comes_back(rich: fs.Rubric) -> None:
    """All but what is told as lost."""
    made = export([rich], to="markdown")
    back = read(made.texts[0])

    assert [one.title for one in back.criteria] == ["Patience", "Finds the cause"]
    assert back.criteria[0].levels[0].anchor == ("Repeats the answer.", "Waits | sighs.")
    assert back.criteria[1].meets == rich.criteria[1].meets
    assert [back.scale_of(one.id).hire_line for one in back.criteria] == [2, 2]
    assert {one.message.split("`")[1] for one in made.losses} == {
        *("id", "version", "changes", "language", "interviews", "recommendation", "kinds", "rules"),
        *("criteria[].id", "criteria[].weight", "criteria[].minutes", "criteria[].alignments"),
        *("criteria[].evidence_required", "criteria[].replaces", "criteria[].questions"),
        *("criteria[].required_level", "criteria[].levels[].points"),
        "criteria[].levels[].red_flags",
    }


@given(rubrics())
def test_any_rubric_is_written(rubric: fs.Rubric) -> None:
    """Every row of a matrix has as many cells as its header, whatever the words hold."""
    (text,) = export([rubric], to="markdown").texts
    tables = [one for one in blocks(text) if isinstance(one, Table)]

    assert sum(len(one.rows) for one in tables) == len(rubric.criteria)
