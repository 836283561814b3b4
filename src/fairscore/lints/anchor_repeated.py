"""anchor-repeated: two neighbouring levels described in the same words."""

from collections.abc import Iterator

from fairscore._wordlists import words
from fairscore.errors import Problem
from fairscore.lints._lint import Lint, rubrics_only
from fairscore.lints._places import ladders
from fairscore.rubric import Rubric

__all__ = ["LINT"]


def _find(rubric: Rubric) -> Iterator[Problem]:
    for ladder in ladders(rubric):
        for path, lower, upper in ladder.pairs():
            below, above = (sorted(map(words, one.anchor)) for one in (lower, upper))
            if below == above != [()] * len(above):
                yield Problem(
                    slug="anchor-repeated",
                    message=f"level {upper.value} reads like level {lower.value}",
                    advice="say what is seen at the upper one and not at the lower, or join them",
                    path=path,
                )


LINT = Lint(
    slug="anchor-repeated",
    summary="two neighbouring levels described in the same words",
    because="nobody can tell them apart by reading, so the choice between them says nothing",
    source="follows from what an anchor is for; no study needed",
    severity="error",
    find=rubrics_only(_find),
)
