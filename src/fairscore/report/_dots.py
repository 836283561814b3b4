"""Where the dots of a row stand: one a rating, on a line of levels. What is missing has no dot."""

from collections import Counter
from typing import Final

import attrs

from fairscore._words import listed
from fairscore.report._parts import ReportRow

__all__ = ["Dot", "Dots", "dots_of"]

_STEP: Final = 44
_MARGIN: Final = 14
_STACK: Final = 13
_LABEL: Final = 16


@attrs.frozen(kw_only=True)
class Dot:
    """
    One rating.

    Attributes:
        x, y: Where it stands.
        counted: Whether it enters the spread; if not, it is drawn hollow.
    """

    x: int
    y: int
    counted: bool


@attrs.frozen(kw_only=True)
class Dots:
    """
    A row of the table as a picture, with the same in words.

    Attributes:
        width, height: Of the picture.
        axis: Height at which the levels stand.
        levels: Where each level stands, from low to high.
        line: Where the hire line stands, below the level it is on; None where there is none.
        dots: The ratings.
        low, high: What the lowest and the highest level are called, cut to fit.
        words: The picture in words.
    """

    width: int
    height: int
    axis: int
    levels: tuple[int, ...]
    line: int | None
    dots: tuple[Dot, ...]
    low: str
    high: str
    words: str


def dots_of(row: ReportRow) -> Dots:
    """Place the ratings of a row."""
    # A line on the lowest level stands before it, and needs room there.
    first = _MARGIN + (_STEP // 2 if row.line == row.levels[0].value else 0)
    place = {level.value: first + _STEP * at for at, level in enumerate(row.levels)}
    stacked: Counter[int] = Counter()
    placed: list[tuple[int, int, bool]] = []
    for cell in row.cells:
        if cell.level is not None:
            placed.append((place[cell.level], stacked[cell.level], cell.counted))
            stacked[cell.level] += 1
    axis = 12 + _STACK * max(stacked.values(), default=1)
    return Dots(
        width=place[row.levels[-1].value] + _MARGIN,
        height=axis + 22,
        axis=axis,
        levels=tuple(place.values()),
        line=None if row.line is None else place[row.line] - _STEP // 2,
        dots=tuple(
            Dot(x=x, y=axis - _STACK // 2 - 1 - _STACK * at, counted=counted)
            for x, at, counted in placed
        ),
        low=_cut(row.levels[0].label),
        high=_cut(row.levels[-1].label),
        words=_words(row),
    )


def _cut(label: str) -> str:
    return label if len(label) <= _LABEL else label[: _LABEL - 1] + "…"


def _words(row: ReportRow) -> str:
    """Who stands where, from low to high, for whoever does not see the picture."""
    parts = [
        f"{level.label}: {listed(people)}"
        for level in row.levels
        if (people := [cell.interviewer for cell in row.cells if cell.level == level.value])
    ]
    return "; ".join([*parts, row.line_words])
