"""criterion-in-one-interview: a criterion on which two interviewers are never compared."""

from collections import Counter
from collections.abc import Iterator

from fairscore.errors import Problem
from fairscore.lints._lint import Lint, rubrics_only
from fairscore.lints._quoting import quoted
from fairscore.rubric import Rubric

__all__ = ["LINT"]


def _find(rubric: Rubric) -> Iterator[Problem]:
    if len(rubric.interviews) < 2:  # noqa: PLR2004 (one interview divides nothing up)
        return
    looking: Counter[str] = Counter()
    for interview in rubric.interviews:
        looking.update(dict.fromkeys(interview.criteria, interview.interviewers))
    for index, criterion in enumerate(rubric.criteria):
        if looking[criterion.id] == 1:
            yield Problem(
                slug="criterion-in-one-interview",
                message=f"only one interviewer looks at {quoted(criterion.title)}",
                advice=(
                    f"add `{criterion.id}` to a second interview, or let two sit in the one with "
                    "`interviewers: 2`"
                ),
                path=("criteria", index),
            )


LINT = Lint(
    slug="criterion-in-one-interview",
    summary="a criterion that only one interviewer looks at",
    because=(
        "with one interviewer there, no second rating exists: neither agreement nor a repeated "
        "flag can ever show"
    ),
    source=(
        "Conway, Jako and Goodman 1995 (several interviewers, more reliable); what only one "
        "member knows is discussed least: Lu, Yuan and McLeod 2012"
    ),
    find=rubrics_only(_find),
)
