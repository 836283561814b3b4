"""What is true of every lint, whatever the rubric."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given

import fairscore as fs
from fairscore.document import examine
from fairscore.errors import DocumentError
from fairscore.lints import DEFAULT_LINTS, lint
from fairscore.lints._ignore import without_ignored
from fairscore.testing import rubrics

ROOT = Path(__file__).parents[2]
SLUGS = [one.slug for one in DEFAULT_LINTS]
OWN = sorted(
    [*ROOT.glob("examples/*.rubric.yaml"), *ROOT.glob("src/fairscore/cli/**/*.rubric.yaml")]
)


@given(rubrics())
def test_lints_take_any_rubric(rubric: fs.Rubric) -> None:
    """Nothing is raised; each problem has a slug, a place that exists, and something to do."""
    reading = examine(fs.dump(rubric, "yaml"), fs.Rubric, name="drawn.yaml")
    for problem in lint(rubric):
        assert problem.slug in SLUGS
        assert problem.message
        assert problem.advice
        assert "\n" not in str(problem)
        at: object = json.loads(rubric.canonical)
        for step in problem.path:
            at = at[step]  # type: ignore[index]
        assert reading.placed(problem).line > 0


@given(rubrics())
def test_lints_say_the_same_of_the_same(rubric: fs.Rubric) -> None:
    """Problems and their order depend on the document alone."""
    again = fs.parse(fs.dump(rubric, "json"), fs.Rubric)

    assert lint(rubric) == lint(again)
    assert lint(rubric) == tuple(found for one in DEFAULT_LINTS for found in lint(rubric, [one]))


@given(rubrics())
def test_each_lint_speaks_in_its_own_name(rubric: fs.Rubric) -> None:
    """A lint's problems carry its slug, and vocabularies are taken as well."""
    for one in DEFAULT_LINTS:
        assert {found.slug for found in one.find(rubric)} <= {one.slug}
    if rubric.kinds:
        vocabulary = fs.Vocabulary(id="v", version=1, title="Words", kinds=rubric.kinds)
        assert {found.path[0] for found in lint(vocabulary)} <= {"kinds", "title"}


def test_slugs_are_unique() -> None:
    """No two lints share a slug, and each says what it is for."""
    assert len(set(SLUGS)) == len(SLUGS)
    for one in DEFAULT_LINTS:
        assert all((one.summary, one.because, one.source))


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_our_own_rubrics_are_clean(path: Path) -> None:
    """What we show others has no problem that is not answered with a reason."""
    text = path.read_text(encoding="utf-8")
    reading = examine(text, fs.Rubric, name=path.name)
    assert reading.document is not None, DocumentError(reading.problems)
    placed = [reading.placed(one) for one in lint(reading.document)]

    assert list(map(str, without_ignored(placed, text, known=SLUGS))) == []
