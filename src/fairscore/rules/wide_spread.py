"""wide-spread: ratings of one criterion far apart."""

from collections import Counter
from collections.abc import Iterator

from fairscore._words import capital, listed, number, times
from fairscore.agreement import Spread, Undefined
from fairscore.debrief import Debrief
from fairscore.finding import Finding, Rule
from fairscore.row import Row
from fairscore.rules._sources import counted, of_cells

__all__ = ["RULE"]


def _find(debrief: Debrief, threshold: int) -> Iterator[Finding]:
    rows = Counter(row.criterion.id for row in debrief.rows if row.criterion)
    for row in debrief.rows:
        spread = row.spread
        if row.criterion is None or isinstance(spread, Undefined):
            continue
        steps = len(row.scale.values) - 1
        if spread.range >= min(threshold, steps) and 2 * spread.range >= steps:
            yield Finding(
                slug="wide-spread",
                audience="panel",
                about=row.criterion.id,
                observation=(
                    f"{row.criterion.title}{_under(row) if rows[row.criterion.id] > 1 else ''}: "
                    f"{number(spread.n)} interviewers rated it from "
                    f"{row.scale.label(spread.lowest)} to {row.scale.label(spread.highest)}, "
                    f"{times(spread.range, 'level')} apart on a scale of {number(steps + 1)}."
                    f"{_sides(spread)}"
                ),
                shows="This shows that the lowest and the highest rating lie far apart.",
                does_not_show=(
                    "It does not show whether the interviewers saw different things, read the "
                    "levels differently, or neither: the more people rate, the further apart "
                    "ratings lie, even where nothing but chance separates them."
                ),
                ask="What did each of you see? Which sentence of the level did you have in mind?",
                next_step=(
                    "If you saw different things, put them side by side; if you read a level "
                    "differently, mend its anchor."
                ),
                sources=of_cells(counted(row), "rated"),
                weight=spread.range,
            )


def _under(row: Row) -> str:
    """Whose ratings these are, where those of other versions do not compare and stand apart."""
    versions = listed(map(str, row.versions))
    return f" ({'version' if len(row.versions) == 1 else 'versions'} {versions} of the rubric)"


def _sides(spread: Spread) -> str:
    """One against the others, or two camps: said only where no other reading is as good."""
    if spread.n <= 2 or spread.gaps_as_large != 1:  # noqa: PLR2004 - of two, neither stands alone
        return ""
    gap = times(spread.largest_gap, "level")
    if min(spread.below_gap, spread.above_gap) == 1:
        return f" One of them is {gap} away from the nearest other."
    below, above = number(spread.below_gap), number(spread.above_gap)
    return f" {capital(below)} are below a gap of {gap}, and {above} above it."


RULE = Rule(
    slug="wide-spread",
    audience="panel",
    summary="ratings of one criterion far apart",
    threshold=2,
    unit=(
        "levels from lowest to highest, or the whole scale where it is shorter, and at least half "
        "of the scale"
    ),
    because=(
        "neighbouring levels are how careful people differ. It is a reason to talk and no sign of "
        "more: two interviewers who pick any of four levels with equal chance lie that far apart "
        "three times in eight"
    ),
    find=_find,
    priority=55,
)
