"""lone-dissent: one recommendation on the other side of the hire line. Names nobody."""

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
        if isinstance(split, Undefined) or split.minority != 1 or split.n < threshold:
            continue
        yield Finding(
            slug="lone-dissent",
            audience="panel",
            observation=f"Of {number(split.n)} recommendations, one is on the other side of the hire line.",
            shows="This shows that the same process led to another reading once.",
            does_not_show="It does not show who is right: the one may have seen what the others had no occasion to see.",
            ask="What evidence supports the other reading?",
            next_step="Collect that evidence from everybody, without asking anyone to defend a vote.",
            # All of them, so that the finding singles nobody out.
            sources=of_cells((cell for cell in row.cells if cell.level is not None), "recommended"),
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
)
