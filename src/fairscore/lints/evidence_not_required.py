"""evidence-not-required: a criterion that may be rated without what was said or done."""

from collections.abc import Iterator

from fairscore.errors import Problem
from fairscore.lints._lint import Lint, rubrics_only
from fairscore.lints._quoting import quoted
from fairscore.rubric import Rubric

__all__ = ["LINT"]


def _find(rubric: Rubric) -> Iterator[Problem]:
    for index, criterion in enumerate(rubric.criteria):
        if not criterion.evidence_required:
            yield Problem(
                slug="evidence-not-required",
                message=f"{quoted(criterion.title)} may be rated without evidence",
                advice="remove `evidence_required: false`",
                path=("criteria", index, "evidence_required"),
            )


LINT = Lint(
    slug="evidence-not-required",
    summary="a criterion that may be rated without what was said or done",
    because="a bare number cannot be discussed: nobody can say what it rests on",
    source=(
        "US Office of Personnel Management, Structured Interviews: A Practical Guide, 2008 (notes "
        "and documentation of each rating)"
    ),
    find=rubrics_only(_find),
)
