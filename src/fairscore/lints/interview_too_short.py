"""interview-too-short: more to judge than the minutes of an interview allow."""

from collections.abc import Iterator

from fairscore.errors import Problem
from fairscore.lints._lint import Lint, rubrics_only
from fairscore.rubric import Criterion, Interview, Rubric

__all__ = ["LINT"]

_LEAST = 5
"""Minutes for a criterion: the smallest time box in the rubrics at hand, for one question."""


def _find(rubric: Rubric) -> Iterator[Problem]:
    for index, interview in enumerate(rubric.interviews):
        if interview.minutes is None:
            continue
        stated = _stated(rubric, interview)
        count = len(interview.criteria)
        path = ("interviews", index, "minutes")
        if stated > interview.minutes:
            yield Problem(
                slug="interview-too-short",
                message=f"its criteria and questions take {stated} minutes of {interview.minutes}",
                advice="give it more time, or move a criterion to another interview",
                path=path,
            )
        elif count * _LEAST > interview.minutes:
            yield Problem(
                slug="interview-too-short",
                message=f"{count} criteria in {interview.minutes} minutes",
                advice=(
                    f"keep {max(1, interview.minutes // _LEAST)} or fewer, so that each has "
                    f"{_LEAST} minutes"
                ),
                path=path,
            )


def _stated(rubric: Rubric, interview: Interview) -> int:
    """Minutes that the document itself asks for; what it says nothing of counts nothing."""
    asked = sum(question.minutes or 0 for question in interview.questions)
    return asked + sum(_needed(rubric.criterion(name)) for name in interview.criteria)


def _needed(criterion: Criterion) -> int:
    """A criterion's own minutes, else its shortest question: the others may be asked elsewhere."""
    if criterion.minutes is not None:
        return criterion.minutes
    return min((question.minutes or 0 for question in criterion.questions), default=0)


LINT = Lint(
    slug="interview-too-short",
    summary="more criteria in an interview than its minutes allow",
    because=(
        "what is not asked is rated all the same, from the impression that the rest has left; "
        "five minutes are the least that any of the rubrics at hand plans for one criterion"
    ),
    source=(
        "Thorndike 1920 and later on halo (ratings follow the general impression); the time boxes "
        "of real rubrics, smallest of them five minutes"
    ),
    severity="error",
    find=rubrics_only(_find),
)
