"""straight-line: the same level for every criterion. For the author alone."""

from collections.abc import Iterator

from fairscore.finding import Check, Finding, Source
from fairscore.rubric import Rubric
from fairscore.rules._words import number
from fairscore.scorecard import Draft

__all__ = ["CHECK"]


def _find(rubric: Rubric, draft: Draft, threshold: int) -> Iterator[Finding]:
    del rubric
    rated = [
        (index, rating.level)
        for index, rating in enumerate(draft.ratings)
        if rating.level is not None
    ]
    if len(rated) >= threshold and len({level for _, level in rated}) == 1:
        yield Finding(
            slug="straight-line",
            audience="author",
            observation=f"All {number(len(rated))} ratings are the same level.",
            shows="This shows that the ratings tell the criteria from each other no more than one number would.",
            does_not_show="It does not show that they are wrong: some people are as good at one thing as at another.",
            ask="In which of these was the candidate strongest, and in which weakest?",
            next_step="Go through the anchors once more, criterion by criterion.",
            sources=tuple(
                Source(
                    interviewer=draft.interviewer,
                    interview=draft.interview,
                    path=("ratings", index),
                    role="written",
                )
                for index, _ in rated
            ),
        )


CHECK = Check(
    slug="straight-line",
    summary="the same level for every criterion",
    threshold=5,
    unit="ratings, at least",
    because="on four levels five equal ratings come by chance once in 256; fewer are too common to mention",
    find=_find,
)
