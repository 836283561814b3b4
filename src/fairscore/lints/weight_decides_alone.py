"""weight-decides-alone: a criterion that weighs more than all the others together."""

from collections.abc import Iterator

from fairscore.errors import Problem
from fairscore.lints._lint import Lint, rubrics_only
from fairscore.lints._quoting import quoted
from fairscore.rubric import Rubric

__all__ = ["LINT"]


def _find(rubric: Rubric) -> Iterator[Problem]:
    weighed = [(index, one) for index, one in enumerate(rubric.criteria) if one.weight]
    total = sum(one.weight or 0 for _, one in weighed)
    for index, criterion in weighed:
        weight = criterion.weight or 0
        if weight > total - weight and len(weighed) > 1:
            yield Problem(
                slug="weight-decides-alone",
                message=(
                    f"{quoted(criterion.title)} weighs {weight}, all the others together "
                    f"{total - weight}"
                ),
                advice="lower it, or give the criterion a `required_level` in place of a weight",
                path=("criteria", index, "weight"),
            )


LINT = Lint(
    slug="weight-decides-alone",
    summary="a criterion that weighs more than all the others together",
    because=(
        "the others can still be rated and can no longer outweigh it; a required level says the "
        "same openly"
    ),
    source="follows from the sum; required levels in place of weights in US federal SME-QA rubrics",
    find=rubrics_only(_find),
)
