"""wide-spread: ratings of one criterion far apart."""

from collections.abc import Iterator

from fairscore.agreement import Undefined
from fairscore.debrief import Debrief
from fairscore.finding import Finding, Rule
from fairscore.rules._sources import of_cells
from fairscore.rules._words import number, times

__all__ = ["RULE"]


def _find(debrief: Debrief, threshold: int) -> Iterator[Finding]:
    for row in debrief.rows:
        spread = row.spread
        if row.criterion is None or isinstance(spread, Undefined):
            continue
        steps = len(row.scale.values) - 1
        if spread.range >= threshold and 2 * spread.range >= steps:
            yield Finding(
                slug="wide-spread",
                audience="panel",
                about=row.criterion.id,
                observation=(
                    f"{row.criterion.title}: {number(spread.n)} interviewers rated it from "
                    f"{row.scale.label(spread.lowest)} to {row.scale.label(spread.highest)}, "
                    f"{times(spread.range, 'level')} apart on a scale of {number(steps + 1)}."
                ),
                shows="This shows that the interviewers saw different things, or read the levels differently.",
                does_not_show=(
                    "It does not show which: the more people rate, the wider ratings lie apart even if nothing "
                    "but chance separates them."
                ),
                ask="What did each of you see? Which sentence of the level did you have in mind?",
                next_step="If you read a level differently, mend its anchor; if you saw different things, put them side by side.",
                sources=of_cells((cell for cell in row.cells if cell.level is not None), "rated"),
                weight=spread.range,
            )


RULE = Rule(
    slug="wide-spread",
    audience="panel",
    summary="ratings of one criterion far apart",
    threshold=2,
    unit="levels between lowest and highest, and at least half of the scale",
    because=(
        "neighbouring levels are how careful people differ; half the scale is more than a reading of words. "
        "Two random raters on five levels lie three apart one time in four"
    ),
    find=_find,
    priority=55,
)
