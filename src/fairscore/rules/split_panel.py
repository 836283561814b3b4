"""split-panel: recommendations on both sides of the hire line."""

from collections.abc import Iterator

from fairscore.agreement import Undefined
from fairscore.debrief import Debrief
from fairscore.finding import Finding, Rule
from fairscore.rules._sources import of_cells
from fairscore.rules._words import number

__all__ = ["RULE"]


def _find(debrief: Debrief, threshold: int) -> Iterator[Finding]:
    for row in debrief.recommendations:
        split = row.split
        if isinstance(split, Undefined):
            continue
        # One against one is a split; one against several is the rule lone-dissent's.
        if split.minority >= threshold or (split.minority == 1 and split.n == 2):  # noqa: PLR2004
            yield Finding(
                slug="split-panel",
                audience="panel",
                observation=(
                    f"Of {number(split.n)} recommendations, {number(split.at_or_above)} lean to hire and "
                    f"{number(split.below)} do not."
                ),
                shows="This shows two readings of one candidate, each held by people who met them.",
                does_not_show="It does not show which reading is better supported; counting them would not either.",
                ask="Which ratings and which evidence lead to each reading? Did the two sides see the same things?",
                next_step="Go through the criteria in which the two sides differ before returning to the whole.",
                sources=of_cells(
                    (cell for cell in row.cells if cell.level is not None), "recommended"
                ),
                weight=split.minority,
            )


RULE = Rule(
    slug="split-panel",
    audience="panel",
    summary="recommendations on both sides of the hire line",
    threshold=2,
    unit="people on the smaller side",
    because="with one person alone on a side the question is another one, and lone-dissent asks it",
    find=_find,
    priority=40,
)
