"""split-panel: recommendations on both sides of the hire line."""

from collections.abc import Iterator

from fairscore._words import number
from fairscore.debrief import Debrief
from fairscore.finding import Finding, Rule
from fairscore.rules._count import leaning, recommended

__all__ = ["RULE"]


def _find(debrief: Debrief, threshold: int) -> Iterator[Finding]:
    sides = list(leaning(debrief).values())
    hire, other = sides.count("strength"), sides.count("concern")
    smaller = min(hire, other)
    # One against several is the rule lone-dissent's; halves are two camps however small they are.
    if smaller and (smaller >= threshold or hire == other):
        yield Finding(
            slug="split-panel",
            audience="panel",
            observation=(
                f"Of {number(hire + other)} recommendations, {number(hire)} "
                f"{'leans' if hire == 1 else 'lean'} to hire and {number(other)} "
                f"{'does' if other == 1 else 'do'} not."
            ),
            shows="This shows two readings of one candidate, each by somebody who met them.",
            does_not_show=(
                "It does not show which reading is better supported; counting them would not "
                "either."
            ),
            ask=(
                "Which ratings and which evidence lead to each reading? Did the two sides see the "
                "same things?"
            ),
            next_step=(
                "Go through the criteria in which the two sides differ, then return to the whole."
            ),
            sources=recommended(debrief),
            weight=smaller,
        )


RULE = Rule(
    slug="split-panel",
    audience="panel",
    summary="recommendations on both sides of the hire line",
    threshold=2,
    unit="people on the smaller side, or half of all",
    because=("one person against several calls for another question, and lone-dissent asks it"),
    find=_find,
    priority=40,
    least=2,
)
