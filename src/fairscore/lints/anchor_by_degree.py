"""anchor-by-degree: two neighbouring levels that differ in how much, and not in what is seen."""

from collections.abc import Iterator

from fairscore._wordlists import word_lists, words
from fairscore.errors import Problem
from fairscore.lints._lint import Lint, rubrics_only
from fairscore.lints._places import ladders
from fairscore.rubric import Level, Rubric

__all__ = ["LINT"]


def _find(rubric: Rubric) -> Iterator[Problem]:
    degree = word_lists("anchor_by_degree", rubric.language).get("degree", frozenset())
    for ladder in ladders(rubric):
        for path, lower, upper in ladder.pairs():
            below, above = _said(lower), _said(upper)
            if below != above and _bare(below, degree) == _bare(above, degree):
                yield Problem(
                    slug="anchor-by-degree",
                    message=f"level {upper.value} differs from level {lower.value} only by degree",
                    advice=(
                        "name something that is done at the upper level and not at the lower, such "
                        "as `says what breaks first` above `draws a design that works`"
                    ),
                    path=path,
                )


def _said(level: Level) -> tuple[str, ...]:
    return words("\n".join(level.anchor))


def _bare(said: tuple[str, ...], degree: frozenset[str]) -> list[str]:
    return [word for word in said if word not in degree]


LINT = Lint(
    slug="anchor-by-degree",
    summary='neighbouring levels that differ in how much only ("good", "very good")',
    because=(
        "each interviewer has a measure of their own for `very`; the words look like a scale and "
        "hold none"
    ),
    source=(
        "Smith and Kendall 1963 (scales anchored by behaviour); Bradburn and Miles 1979 and "
        "Schaeffer 1991 (words of frequency mean different things to different people)"
    ),
    find=rubrics_only(_find),
)
