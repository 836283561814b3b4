"""criterion-not-assessed: a criterion for which nobody has a rating."""

from collections.abc import Iterator

from fairscore.debrief import Debrief
from fairscore.finding import Finding, Rule
from fairscore.rules._sources import of_cells
from fairscore.rules._words import listed, number, times

__all__ = ["RULE"]


def _find(debrief: Debrief, threshold: int) -> Iterator[Finding]:
    rated: dict[str, set[str]] = {criterion.id: set() for criterion in debrief.rubric.criteria}
    for row in debrief.rows:
        if row.criterion and row.criterion.id in rated:
            rated[row.criterion.id] |= {
                cell.entry.person for cell in row.cells if cell.level is not None
            }
    missing = [
        criterion for criterion in debrief.rubric.criteria if len(rated[criterion.id]) < threshold
    ]
    if missing:
        ids = {criterion.id for criterion in missing}
        said = [
            cell
            for row in debrief.rows
            if row.criterion and row.criterion.id in ids
            for cell in row.cells
            if cell.mark is not None and cell.level is None
        ]
        yield Finding(
            slug="criterion-not-assessed",
            audience="panel",
            observation=(
                f"{number(len(missing)).capitalize()} of {times(len(rated), 'criterion', 'criteria')} "
                f"{'has' if len(missing) == 1 else 'have'} "
                f"{'no rating' if threshold == 1 else f'fewer than {number(threshold)} ratings'}: "
                f"{listed(criterion.title for criterion in missing)}."
            ),
            shows="This shows that the panel set out to judge something and does not know it yet.",
            does_not_show="It does not show a weakness: missing is not low.",
            ask="Does the job need it? If so, who will look at it, and if not, why does the rubric ask for it?",
            next_step="Plan an interview for it, or say in the decision that it was left open.",
            sources=of_cells(said, "not-assessed"),
            weight=len(missing),
        )


RULE = Rule(
    slug="criterion-not-assessed",
    audience="panel",
    summary="a criterion for which nobody has a rating",
    threshold=1,
    unit="people who rated it, at least",
    because="no rating at all is the one case in which nothing can be said",
    find=_find,
    priority=70,
)
