"""mixed-rubric-versions: scorecards written against rubrics whose levels differ."""

from collections import Counter
from collections.abc import Iterator

from fairscore.debrief import Debrief
from fairscore.finding import Finding, Rule
from fairscore.rules._sources import of_cells
from fairscore.rules._words import listed

__all__ = ["RULE"]


def _find(debrief: Debrief, threshold: int) -> Iterator[Finding]:
    rows = Counter(row.criterion.id for row in debrief.rows if row.criterion)
    apart = [criterion for criterion, count in rows.items() if count >= threshold]
    recommendations = len(debrief.recommendations) >= threshold
    if apart or recommendations:
        titles = [debrief.criterion(criterion).title for criterion in apart]
        if recommendations:
            titles.append("the recommendation")
        versions = listed(str(rubric.version) for rubric in debrief.rubrics)
        cells = [
            cell
            for row in debrief.rows
            if row.criterion and row.criterion.id in apart
            for cell in row.cells
        ]
        yield Finding(
            slug="mixed-rubric-versions",
            audience="panel",
            observation=f"Versions {versions} of the rubric were used, and they differ in {listed(titles)}.",
            shows="This shows that these ratings were given on different scales; they stand in rows of their own.",
            does_not_show="It does not show a disagreement, nor the lack of one: the numbers do not compare.",
            ask="Was the change meant to happen in the middle of a round?",
            next_step="Compare the evidence, not the levels; finish a round with the version it began with.",
            sources=of_cells((cell for cell in cells if cell.mark is not None), "rated"),
            weight=len(titles),
        )


RULE = Rule(
    slug="mixed-rubric-versions",
    audience="panel",
    summary="scorecards written against rubrics whose levels differ",
    threshold=2,
    unit="structures of one criterion",
    because="ratings on two structures cannot be compared; a word mended keeps the structure and is no reason",
    find=_find,
    priority=45,
)
