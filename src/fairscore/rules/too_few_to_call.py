"""too-few-to-call: criteria with so few ratings that even full agreement could be chance."""

from collections.abc import Iterator
from fractions import Fraction

from fairscore.agreement import can_call_agreement
from fairscore.debrief import Debrief, Row
from fairscore.finding import Finding, Rule
from fairscore.rules._sources import of_cells
from fairscore.rules._words import listed, number

__all__ = ["RULE"]


def _find(debrief: Debrief, threshold: int) -> Iterator[Finding]:
    few = [row for row in debrief.rows if _rated(row) and not _can_call(row, threshold)]
    if few:
        titles = dict.fromkeys(row.criterion.title for row in few if row.criterion)
        yield Finding(
            slug="too-few-to-call",
            audience="panel",
            observation=(
                f"{listed(titles)}: so few ratings that even if all were the same, chance alone would "
                f"do that more than {number(threshold)} times in a hundred."
            ),
            shows="This shows that agreement here cannot be told from coincidence.",
            does_not_show="It does not show that the ratings are wrong: each stands on its own evidence.",
            ask="Is one person's evidence enough for these criteria?",
            next_step="Read the evidence instead of the agreement, or have one more person look at it.",
            sources=of_cells(
                (cell for row in few for cell in row.cells if cell.level is not None), "rated"
            ),
            weight=len(titles),
        )


def _rated(row: Row) -> int:
    return sum(1 for level in row.ratings if level is not None)


def _can_call(row: Row, threshold: int) -> bool:
    return can_call_agreement(
        _rated(row), levels=len(row.scale.values), chance=Fraction(threshold, 100)
    )


RULE = Rule(
    slug="too-few-to-call",
    audience="panel",
    summary="criteria with so few ratings that even full agreement could be chance",
    threshold=5,
    unit="times in a hundred",
    because=(
        "the usual five in a hundred, under interviewers who pick any level with equal chance; with two "
        "ratings no scale of fewer than 20 levels reaches it"
    ),
    find=_find,
    priority=80,
)
