"""hire-line-missing: a scale that does not say where the hire side begins."""

from collections.abc import Iterator

from fairscore.errors import Problem
from fairscore.lints._lint import Lint, rubrics_only
from fairscore.lints._quoting import quoted
from fairscore.rubric import Rubric

__all__ = ["LINT"]


def _find(rubric: Rubric) -> Iterator[Problem]:
    scale = rubric.recommendation
    if scale and scale.hire_line is None:
        yield Problem(
            slug="hire-line-missing",
            message="the recommendation does not say where the hire side begins",
            advice="add `hire_line` with the value of the lowest level that leans to hire",
            path=("recommendation",),
        )
    # A criterion that says which level the job needs has a line, whatever its scale says.
    unsure = {
        rubric.scale_of(one.id).id
        for one in rubric.criteria
        if rubric.scale_of(one.id).hire_line is None and (one.scale or not one.levels)
    }
    for index, shared in enumerate(rubric.scales):
        if shared.id in unsure and shared.hire_line is None:
            yield Problem(
                slug="hire-line-missing",
                message=f"the scale `{shared.id}` does not say where the hire side begins",
                advice="add `hire_line` with the value of the lowest level that leans to hire",
                path=("scales", index),
            )
    yield from _own_scales(rubric)


def _own_scales(rubric: Rubric) -> Iterator[Problem]:
    """Criteria with levels of their own: one problem where none of several has a line."""
    own = [(at, one) for at, one in enumerate(rubric.criteria) if one.levels and not one.scale]
    without = [(at, one) for at, one in own if one.required_level is None]
    advice = "add `required_level` with the value of the lowest level that the job needs"
    if len(own) > 1 and len(without) == len(own):
        yield Problem(
            slug="hire-line-missing",
            message=f"none of {len(own)} criteria says which level the job needs",
            advice=f"{advice}, to each",
            path=("criteria", own[0][0]),
        )
        return
    for at, one in without:
        yield Problem(
            slug="hire-line-missing",
            message=f"{quoted(one.title)} does not say which level the job needs",
            advice=advice,
            path=("criteria", at),
        )


LINT = Lint(
    slug="hire-line-missing",
    summary="a scale that does not say where the hire side begins",
    because=(
        "the line is never guessed; without it neither a split panel nor a concern against the "
        "recommendation can show"
    ),
    source="follows from the rules of the debrief; required levels in US federal SME-QA rubrics",
    find=rubrics_only(_find),
)
