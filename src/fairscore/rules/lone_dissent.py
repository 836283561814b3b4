"""lone-dissent: one recommendation on the other side of the hire line. Names nobody."""

from collections.abc import Iterator

from fairscore._words import number
from fairscore.debrief import Debrief
from fairscore.finding import Finding, Rule
from fairscore.rules._count import leaning, recommended

__all__ = ["RULE"]


def _find(debrief: Debrief, threshold: int) -> Iterator[Finding]:
    sides = list(leaning(debrief).values())
    smaller = min(sides.count("strength"), sides.count("concern"))
    if smaller == 1 and len(sides) >= threshold:
        yield Finding(
            slug="lone-dissent",
            audience="panel",
            observation=(
                f"Of {number(len(sides))} recommendations, one is on the other side of the hire "
                "line."
            ),
            shows="This shows that the same process led to another reading once.",
            does_not_show=(
                "It does not show which reading is right: an interviewer may have seen what the "
                "others had no occasion to see."
            ),
            ask="What evidence supports the other reading?",
            next_step="Collect it from everybody; ask nobody to defend a recommendation.",
            # All of them, so that the finding singles nobody out.
            sources=recommended(debrief),
            weight=1,
        )


RULE = Rule(
    slug="lone-dissent",
    audience="panel",
    summary="one recommendation on the other side of the hire line",
    threshold=3,
    unit="recommendations, at least",
    because="of two recommendations neither is the lone one",
    find=_find,
    priority=60,
    least=3,
)
