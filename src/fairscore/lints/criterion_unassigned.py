"""criterion-unassigned: a criterion that no interview looks at."""

from collections.abc import Iterator

from fairscore.errors import Problem
from fairscore.lints._lint import Lint, rubrics_only
from fairscore.lints._quoting import quoted
from fairscore.rubric import Rubric

__all__ = ["LINT"]


def _find(rubric: Rubric) -> Iterator[Problem]:
    assigned = {name for interview in rubric.interviews for name in interview.criteria}
    for index, criterion in enumerate(rubric.criteria):
        if rubric.interviews and criterion.id not in assigned:
            yield Problem(
                slug="criterion-unassigned",
                message=f"no interview looks at {quoted(criterion.title)}",
                advice=f"add `{criterion.id}` to the criteria of an interview, or remove it",
                path=("criteria", index),
            )


LINT = Lint(
    slug="criterion-unassigned",
    summary="a criterion that no interview looks at",
    because="nobody will rate it, and in the debrief it looks as if it had been forgotten",
    source="follows from the document: interviews name their criteria",
    severity="error",
    find=rubrics_only(_find),
)
