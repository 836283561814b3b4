"""Comments that answer a lint: where they are found, what they cover, what may be wrong."""

from __future__ import annotations

import time

import pytest

import fairscore as fs
from fairscore.document import examine
from fairscore.errors import Problem
from fairscore.lints import DEFAULT_LINTS, lint
from fairscore.lints._ignore import IGNORE_SLUGS, ignores, without_ignored

KNOWN = {one.slug for one in DEFAULT_LINTS}

TEXT = """\
a: |  # fairscore: ignore[header] the header of a block
  text # fairscore: ignore[no] within the block
  # fairscore: ignore[no] within the block
# fairscore: ignore[next] below the block
b: "x # fairscore: ignore[no] in quotes"  # fairscore: ignore[beside] behind quotes
c: 'several
  # fairscore: ignore[no] in quotes
  lines' # fairscore: ignore[behind]: behind lines
d: plain text # fairscore: ignore[one, two,one,] two
# fairscore: ignore[first] stacked

# fairscore: ignore[second] stacked
# something else
e: [x, # fairscore: ignore[inside] in a list
  a#fairscore:ignore
 ] # fairscore:ignore
f: >-
  text

  # fairscore: ignore[no] within the block
 # fairscore: ignore[shallow] below the block
g: plain
   text # fairscore: ignore[plain] behind text
# fairscore: ignore-file
# fairscore: ignored[no] another word
# fairscore: ignore[last] nothing follows
"""


def test_comments_are_found_where_comments_can_be() -> None:
    """What stands in quotes, in a block or in the middle of a word is no comment."""
    found = [(one.line, one.covers, one.slugs, one.reason) for one in ignores(TEXT)]

    assert found == [
        (1, 1, ("header",), "the header of a block"),
        (4, 5, ("next",), "below the block"),
        (5, 5, ("beside",), "behind quotes"),
        (8, 8, ("behind",), "behind lines"),
        (9, 9, ("one", "two"), "two"),
        (10, 14, ("first",), "stacked"),
        (12, 14, ("second",), "stacked"),
        (14, 14, ("inside",), "in a list"),
        (16, 16, (), ""),
        (21, 22, ("shallow",), "below the block"),
        (23, 23, ("plain",), "behind text"),
        (26, 0, ("last",), "nothing follows"),
    ]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r", "\u2028"])
def test_lines_end_as_yaml_ends_them(ending: str) -> None:
    """Line numbers are those of the reader whatever ends a line, a byte order mark included."""
    text = f"\ufeffa: b{ending}{ending}c: d # fairscore: ignore[x] why{ending}"

    assert [(one.line, one.column, one.covers) for one in ignores(text)] == [(3, 6, 3)]


def test_a_text_that_is_no_yaml_has_no_answers() -> None:
    """Where the document cannot be read there is nothing to lint."""
    assert ignores("a: [b # fairscore: ignore[x] why\n") == ()
    assert ignores("a: b\n") == ()


def problem(line: int, slug: str = "anchor-missing") -> Problem:
    """Make a problem on a line."""
    return Problem(slug=slug, message="m", advice="a", file="f.yaml", line=line, column=3)


def left(text: str, *problems: Problem) -> list[tuple[int, str]]:
    """Return line and slug of what is left."""
    rest = without_ignored(problems, text, known=KNOWN, name="f.yaml")
    assert {one.file for one in rest} <= {"f.yaml"}
    return [(one.line, one.slug) for one in rest]


def test_an_answered_problem_is_left_out() -> None:
    """On its line and by its slug, as often as it stands there."""
    text = "a: b # fairscore: ignore[anchor-missing] drafted next week\nc: d\n"

    assert left(text, problem(1), problem(1)) == []
    assert left(text, problem(1), problem(2)) == [(2, "anchor-missing")]
    assert left(text, problem(1), problem(1, "kinds-overlap")) == [(1, "kinds-overlap")]


def test_an_answer_without_a_reason_is_a_problem() -> None:
    """It answers all the same, so that there is one problem and not two."""
    text = "a: b # fairscore: ignore[anchor-missing]\n"

    assert left(text, problem(1)) == [(1, "ignore-without-reason")]


def test_an_answer_that_names_nothing_known_is_a_problem() -> None:
    """No slug at all, an empty list and a slip are all told."""
    assert left("# fairscore: ignore because\na: b\n") == [(1, "ignore-unknown-slug")]
    assert left("# fairscore: ignore[] because\na: b\n") == [(1, "ignore-unknown-slug")]
    text = "a: b # fairscore: ignore[anchor-mising, anchor-missing] because\n"
    assert left(text, problem(1)) == [(1, "ignore-unknown-slug")]


def test_an_answer_to_nothing_is_a_problem() -> None:
    """Once the rubric is mended its comment is to go; so is one behind the last line."""
    text = "a: b\n# fairscore: ignore[anchor-missing] because\nc: d\n"

    assert left(text, problem(1)) == [(1, "anchor-missing"), (2, "ignore-unused")]
    assert left("a: b\n# fairscore: ignore[anchor-missing] because\n") == [(2, "ignore-unused")]


def test_an_answer_cannot_answer_for_itself() -> None:
    """The problems of comments are not to be ignored by comments."""
    text = "a: b # fairscore: ignore[ignore-unused] because\n"
    known = {*KNOWN, *IGNORE_SLUGS}
    rest = without_ignored([problem(1, "ignore-unused")], text, known=known)

    assert [one.slug for one in rest] == ["ignore-unused", "ignore-unused"]


def test_answers_and_lints_meet_on_a_real_file() -> None:
    """Problems placed by a reading are answered by comments in the same text."""
    text = """\
kind: rubric
schema_version: 1
id: screen
version: 1
title: Screen
criteria:
  # fairscore: ignore[anchor-missing] the levels are drafted in the next sprint
  - id: coding
    title: Coding
    required_level: 2
    evidence_required: false  # fairscore: ignore[evidence-not-required] marked by a machine
    levels: [{value: 1}, {value: 2}]
"""
    reading = examine(text, fs.Rubric, name="screen.yaml")
    assert reading.document is not None
    placed = [reading.placed(one) for one in lint(reading.document)]

    assert [one.line for one in placed] == [8, 11]
    assert without_ignored(placed, text, known=KNOWN) == ()


def test_many_texts_on_one_line_are_searched_at_once() -> None:
    """A line made of quotes that look like comments takes no longer than its length."""
    line = ", ".join(['"x # fairscore: ignore[a] b"'] * 20_000)
    start = time.process_time()

    assert ignores(f"a: [{line}]  # fairscore: ignore[b] behind them all\n")[0].slugs == ("b",)
    assert time.process_time() - start < 2


def test_a_comment_may_stand_behind_a_tab() -> None:
    """YAML takes it for a comment there, and so does an ignore; behind a letter it is none."""
    comment = "# fairscore: ignore[anchor-missing] drafted"

    assert [one.slugs for one in ignores(f"a: b\t{comment}\n")] == [("anchor-missing",)]
    assert ignores(f"a: b{comment}\n") == ()


def test_a_byte_order_mark_is_no_letter_before_a_comment() -> None:
    """Some editors write one at the beginning of a file."""
    text = "\ufeff# fairscore: ignore[anchor-missing] drafted\na: b\n"

    assert [(one.line, one.column, one.covers) for one in ignores(text)] == [(1, 1, 2)]


@pytest.mark.parametrize("reason", ["-", "—", "...", " : "])
def test_a_dash_is_no_reason(reason: str) -> None:
    """A reason is in words, of whatever language."""
    text = f"a: b  # fairscore: ignore[anchor-missing] {reason}\n"
    words = "a: b  # fairscore: ignore[anchor-missing] 仮\n"

    assert left(text, problem(1)) == [(1, "ignore-without-reason")]
    assert left(words, problem(1)) == []
