"""too-few-to-call: criteria with so few ratings that even full agreement could be chance."""

from collections.abc import Iterator
from fractions import Fraction

from fairscore._words import listed, times
from fairscore.agreement import can_call_agreement
from fairscore.debrief import Debrief
from fairscore.finding import Finding, Rule
from fairscore.row import Row
from fairscore.rules._sources import counted, of_cells

__all__ = ["RULE"]


def _find(debrief: Debrief, threshold: int) -> Iterator[Finding]:
    # A hundred in a hundred is no chance; 99 already call any two ratings enough.
    limit = min(threshold, 99)
    chance = Fraction(limit, 100)
    few = [row for row in debrief.rows if counted(row) and not _can_call(row, chance)]
    if few:
        titles = dict.fromkeys(row.criterion.title for row in few if row.criterion)
        yield Finding(
            slug="too-few-to-call",
            audience="panel",
            observation=(
                f"Too few ratings to speak of agreement: {listed(titles)}. That many interviewers "
                "picking levels at random would all pick the same one more than "
                f"{times(limit, 'time')} in a hundred."
            ),
            shows="This shows that agreement here cannot be told from coincidence.",
            does_not_show=(
                "It does not show that the ratings are wrong: each stands on its own evidence."
            ),
            ask="Is the evidence of so few enough for what the job needs here?",
            next_step="Read the evidence, not the agreement, or have one more person look at it.",
            sources=of_cells((cell for row in few for cell in counted(row)), "rated"),
            weight=len(titles),
            remark=True,
        )


def _can_call(row: Row, chance: Fraction) -> bool:
    people = {cell.entry.person for cell in counted(row)}
    return can_call_agreement(len(people), levels=len(row.scale.values), chance=chance)


RULE = Rule(
    slug="too-few-to-call",
    audience="panel",
    summary="criteria with so few ratings that even full agreement could be chance",
    threshold=5,
    unit="times in a hundred",
    because=(
        "the usual five in a hundred, under interviewers who pick any level with equal chance; two "
        "ratings reach it on no scale of fewer than 20 levels"
    ),
    find=_find,
    priority=80,
)
