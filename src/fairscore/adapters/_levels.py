"""
Levels and criteria as other formats have them, and their order.

Nothing is guessed. Which of two levels is higher must be said by numbers, by words that stand in
`LADDERS`, or by whoever converts; and a line that the words do not name is left out.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

import attrs

from fairscore._text import fold
from fairscore._tree import Place
from fairscore.adapters._source import Source

__all__ = ["HIRE_LINE", "LADDERS", "CriterionMade", "LevelMade", "ladder_of", "order_levels"]

LADDERS: Mapping[str, Mapping[str, int]] = {
    "hire": {
        "definitely not": 0,
        "strong no hire": 0,
        "strong no": 0,
        "no hire": 1,
        "no": 1,
        "leaning no hire": 2,
        "lean no hire": 2,
        "lean no": 2,
        "leaning hire": 3,
        "lean hire": 3,
        "lean yes": 3,
        "hire": 4,
        "yes": 4,
        "strong hire": 5,
        "strong yes": 5,
    },
    "quality": {
        "unacceptable": 0,
        "poor": 1,
        "needs improvement": 2,
        "fair": 3,
        "adequate": 3,
        "satisfactory": 3,
        "good": 4,
        "very good": 5,
        "excellent": 6,
        "outstanding": 6,
    },
    "expectations": {
        "does not meet": 0,
        "does not meet expectations": 0,
        "below expectations": 0,
        "partially meets": 1,
        "partially meets expectations": 1,
        "meets": 2,
        "meets expectations": 2,
        "exceeds": 3,
        "exceeds expectations": 3,
    },
    "skill": {
        "none": 0,
        "novice": 1,
        "beginner": 1,
        "familiar": 2,
        "intermediate": 3,
        "experienced": 3,
        "advanced": 4,
        "expert": 5,
        "master": 5,
    },
}
"""Words for levels whose order they say themselves. Two of one rank are not put in an order."""

HIRE_LINE = 3
"""The lowest rank on the ladder `hire` whose word says hire."""

_MOST_POINTS = 1_000_000
_MOST_VALUE = 100


@attrs.define(kw_only=True)
class LevelMade:
    """A level as another format has it."""

    place: Place
    label: str = ""
    anchor: list[str] = attrs.field(factory=list[str])
    score: Fraction | None = None
    """The format's number for it: higher is more."""
    value: int = 0
    points: int | None = None


@attrs.define(kw_only=True)
class CriterionMade:
    """A criterion as another format has it."""

    place: Place
    title: str
    id: str = ""
    description: str = ""
    levels: list[LevelMade] = attrs.field(factory=list[LevelMade])
    meets: list[str] = attrs.field(factory=list[str])
    red_flags: list[str] = attrs.field(factory=list[str])
    required: str = ""
    """Label of the level that the job needs."""
    weight: Fraction | None = None
    alignments: list[dict[str, str]] = attrs.field(factory=list[dict[str, str]])
    minutes: int | None = None
    line: int | None = None
    """Value of the lowest level on the hire side, once levels have values."""
    line_score: Fraction | None = None
    """The format's number for that level, if it says so."""
    in_order: bool = False
    """Whether the format itself says that levels stand from low to high."""


def ladder_of(labels: Sequence[str]) -> tuple[str, list[int]] | None:
    """The ladder that has a rank of its own for every one of some labels, and the ranks."""
    for name, ladder in LADDERS.items():
        ranks = [ladder.get(fold(one), -1) for one in labels]
        if labels and min(ranks) >= 0 and len(set(ranks)) == len(ranks):
            return name, ranks
    return None


def order_levels(source: Source, criterion: CriterionMade) -> None:
    """Give the levels of a criterion their values, from low to high."""
    levels = criterion.levels
    if not levels:
        source.refuse(
            "levels-missing",
            "a criterion without levels",
            "add levels to it, or leave it out",
            criterion.place,
        )
        return
    scores = [one.score for one in levels if one.score is not None]
    if len(set(scores)) == len(levels):
        levels.sort(key=lambda one: one.score or Fraction())
        _number(source, levels)
    elif found := ladder_of([one.label for one in levels]):
        ranks = dict(zip((id(one) for one in levels), found[1], strict=True))
        levels.sort(key=lambda one: ranks[id(one)])
        _count(levels)
    elif criterion.in_order or source.order:
        if source.order == "falling" and not criterion.in_order:
            levels.reverse()
        _count(levels)
    elif not any(one.slug == "not-a-number" for one in source.refusals):
        # Where a number could not be read, that is what has to be corrected.
        source.refuse(
            "level-order-unknown",
            "nothing says which of these levels is higher",
            "give each a number of its own, or say with `order` which end of the list is high",
            criterion.place,
        )
    _set_line(criterion)


def _number(source: Source, levels: Sequence[LevelMade]) -> None:
    """Values from scores that follow one another; ranks, and the scores as points, otherwise."""
    scores = [one.score or Fraction() for one in levels]
    whole = all(one.denominator == 1 for one in scores)
    following = all(above - below == 1 for below, above in pairwise(scores))
    near = max(map(abs, scores)) <= _MOST_VALUE
    if whole and following and near:
        for one, score in zip(levels, scores, strict=True):
            one.value = int(score)
        return
    _count(levels)
    if whole and max(map(abs, scores)) <= _MOST_POINTS:
        for one, score in zip(levels, scores, strict=True):
            one.points = int(score)
    else:
        source.lose(
            "loss-points",
            "scores that are not whole numbers up to a million; only their order was kept",
            levels[0].place,
            "multiply all scores so that they become whole, and convert again",
        )


def _count(levels: Sequence[LevelMade]) -> None:
    for value, one in enumerate(levels, 1):
        one.value = value


def _set_line(criterion: CriterionMade) -> None:
    """A line where the format has one, or where the labels themselves say hire."""
    if criterion.line_score is not None:
        # Of several levels with that score the lowest: who has the score has reached the line.
        on_line = [one.value for one in criterion.levels if one.score == criterion.line_score]
        criterion.line = min(on_line, default=None)
        return
    found = ladder_of([one.label for one in criterion.levels])
    if found and found[0] == "hire":
        ranks = found[1]
        rising = ranks == sorted(ranks)
        on_side = [
            one.value
            for one, rank in zip(criterion.levels, ranks, strict=True)
            if rank >= HIRE_LINE
        ]
        criterion.line = min(on_side, default=None) if rising else None
