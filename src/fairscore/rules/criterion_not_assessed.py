"""criterion-not-assessed: a criterion for which nobody has a rating."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from fairscore._words import capital, listed, number, times
from fairscore.debrief import Debrief
from fairscore.finding import Finding, Rule
from fairscore.rubric import Criterion, Rubric
from fairscore.rules._sources import of_cells

if TYPE_CHECKING:
    from fairscore.row import Cell

__all__ = ["RULE"]


def _find(debrief: Debrief, threshold: int) -> Iterator[Finding]:
    cells: dict[str, list[Cell]] = {criterion.id: [] for criterion in debrief.rubric.criteria}
    for row in debrief.rows:
        if row.criterion and row.criterion.id in cells:
            cells[row.criterion.id] += row.cells
    missing = [
        criterion
        for criterion in debrief.rubric.criteria
        if len({c.entry.person for c in cells[criterion.id] if c.level is not None}) < threshold
    ]
    if missing:
        unplanned = [one for one in missing if not any(cell.assigned for cell in cells[one.id])]
        # Who was to look at it or says something of it; where nobody was to, everybody.
        near = [
            cell
            for one in missing
            for cell in cells[one.id]
            if cell.assigned or cell.mark is not None or one in unplanned
        ]
        few = "no rating" if threshold == 1 else f"ratings by fewer than {number(threshold)} people"
        share = f"{capital(number(len(missing)))} of {times(len(cells), 'criterion', 'criteria')}"
        have = "has" if len(missing) == 1 else "have"
        sentences = [f"{share} {have} {few}: {listed(one.title for one in missing)}."]
        sentences += _unplanned(debrief.rubric, unplanned)
        yield Finding(
            slug="criterion-not-assessed",
            audience="panel",
            observation=" ".join(sentences),
            shows="This shows that the panel set out to judge something and does not know it yet.",
            does_not_show="It does not show a weakness: missing is not low.",
            ask=(
                "Does the job need it? If so, who will look at it, and if not, why does the rubric "
                "ask for it?"
            ),
            next_step="Plan an interview for it, or say in the decision that it was left open.",
            sources=(
                *of_cells((cell for cell in near if cell.level is not None), "rated"),
                *of_cells((cell for cell in near if cell.level is None), "not-assessed"),
            ),
            weight=len(missing),
        )


def _unplanned(rubric: Rubric, criteria: Iterable[Criterion]) -> Iterator[str]:
    """What no scorecard could say, and which interviews of the rubric would have looked at it."""
    apart: dict[tuple[str, ...], list[str]] = {}
    for one in criteria:
        looking = tuple(each.title for each in rubric.interviews if one.id in each.criteria)
        apart.setdefault(looking, []).append(one.title)
    for looking, titles in apart.items():
        them = "it" if len(titles) == 1 else "them"
        text = f"{listed(titles)}: no scorecard that counts is from an interview that looks at"
        if looking:
            do = "this one does" if len(looking) == 1 else "these do"
            yield f"{text} {them}; in the rubric {do}: {listed(looking)}."
        elif rubric.interviews:
            yield f"{text} {them}, and the rubric has no such interview."


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
