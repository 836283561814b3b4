"""
How far apart a panel's ratings lie: one candidate, one criterion, usually two to eight ratings.

The literature's *rater* is an interviewer here, and its *unit* is one candidate on one criterion.
Every measure takes a row of ratings, `None` where an interviewer gave none, and the declared scale.
Missing ratings are left out and never filled in. Distances count levels: positions on the scale,
whatever numbers label them. Results are integers and `Fraction`s; where the ratings cannot carry a
number, an `Undefined` with its reason stands in its place.

Left out on purpose:

- *r_wg*: the analyst picks its yardstick, and two ratings at opposite ends give -2.6 (four levels).
- *a_wg*: undefined with a mean near an end of the scale, where hiring panels often are.
- *van der Eijk's A*: made for surveys; one interviewer can move it by a full unit.
- *alpha, kappa, ICC*: they compare candidates; on one candidate alpha is 0 by construction.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from itertools import accumulate, pairwise
from math import comb
from typing import TYPE_CHECKING, Final, NoReturn, TypeAlias, TypeGuard

import attrs

from fairscore.errors import RatingError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Row: TypeAlias = Iterable[int | None]  # One rating an interviewer; None where there is none.

__all__ = [
    "Split",
    "Spread",
    "Undefined",
    "average_deviation",
    "can_call_agreement",
    "chance_of_deviation",
    "polarisation",
    "split",
    "spread",
]

# With both at their most the first call takes a quarter of a second; 8 on 5 take 0.2 ms.
_MOST_RATINGS: Final = 30
_MOST_LEVELS: Final = 20
_FEWEST: Final = 2  # One rating agrees with nobody, and on one level nobody can differ.
_ONE_IN_TWENTY: Final = Fraction(1, 20)


@attrs.frozen(kw_only=True)
class Undefined:
    """
    Stands where a number would be that the data cannot carry.

    It is neither true nor false and refuses arithmetic, so it cannot pass for a 0 unseen.

    Attributes:
        reason: Stable slug: `fewer-than-two`, `no-hire-line` or `too-many-to-enumerate` here.
        because: One sentence for a person. Holds counts, never a rating.
    """

    reason: str
    because: str

    def __bool__(self) -> NoReturn:
        """Raise TypeError: a measure that is not there must not be taken for yes or no."""
        raise TypeError(f"{self.reason}: no truth value; ask isinstance(measure, Undefined) first")


@attrs.frozen(kw_only=True)
class Spread:
    """
    How far ratings reach, and where the widest gap between them is.

    The gap tells one dissenter (1 and 3) from two camps (2 and 2), which the range cannot.

    Attributes:
        n: How many ratings there are; two or more.
        lowest, highest: The lowest and the highest rating, as values of the scale.
        range: Levels from the lowest to the highest; 0 when unanimous.
        largest_gap: Levels between the two neighbouring ratings that lie furthest apart.
        below_gap, above_gap: How many ratings lie on each side of that gap; 0 when unanimous.
        gaps_as_large: How many gaps are that wide; 0 when unanimous. Above 1 the two sides are one
            reading of several, and nobody should be called the odd one out.
    """

    n: int
    lowest: int
    highest: int
    range: int
    largest_gap: int
    below_gap: int
    above_gap: int
    gaps_as_large: int


@attrs.frozen(kw_only=True)
class Split:
    """
    How many ratings are on each side of the hire line.

    Attributes:
        n: How many ratings there are; two or more.
        below, at_or_above: How many lie below the line, and how many on it or above.
    """

    n: int
    below: int
    at_or_above: int

    @property
    def minority(self) -> int:
        """How many ratings are on the smaller side; 0 when all are on one side."""
        return min(self.below, self.at_or_above)


def spread(ratings: Row, *, scale: Sequence[int]) -> Spread | Undefined:
    """
    Measure how far ratings reach, and find the widest gap between neighbours.

    Of gaps equally wide, the one with the most even sides is taken, and of those the lowest: a tie
    makes nobody stand alone where another reading does not. Unanimous ratings have no gap: its
    width and both sides are 0. The range grows with n: compare panels of one size only.

    Args:
        ratings: One an interviewer, each a value of the scale; `None` where there is none.
        scale: The declared values of the levels, lowest first. Distances count levels.

    Returns:
        A `Spread`: distances in levels, from 0 to one less than the levels there are. Missing
        ratings are left out. `Undefined` (`fewer-than-two`) with one rating or none.

    Raises:
        RatingError: A rating is not on the scale, or the scale is not rising integers.

    Source: arithmetic; the tie rule is this library's.

    Example:
        >>> spread([1, 4, 4, 3], scale=(1, 2, 3, 4)).below_gap
        1
    """
    levels, ranks = _panel(ratings, scale)
    if len(ranks) < _FEWEST:
        return _fewer_than_two(len(ranks))
    gap, below, above, as_large = _widest_gap(ranks)
    return Spread(
        n=len(ranks),
        lowest=levels[ranks[0]],
        highest=levels[ranks[-1]],
        range=ranks[-1] - ranks[0],
        largest_gap=gap,
        below_gap=below,
        above_gap=above,
        gaps_as_large=as_large,
    )


def split(ratings: Row, *, scale: Sequence[int], line: int | None) -> Split | Undefined:
    """
    Count the ratings on each side of the hire line.

    Args:
        ratings: One an interviewer, each a value of the scale; `None` where there is none.
        scale: The declared values of the levels, lowest first.
        line: The lowest value that leans to hire; `None` where none is declared. Never guessed.

    Returns:
        A `Split`: counts of ratings, from 0 to n. Missing ratings are left out. `Undefined` without
        a line (`no-hire-line`), and with one rating or none (`fewer-than-two`).

    Raises:
        RatingError: A rating or the line is not on the scale, or the scale is not rising integers.

    Source: a count; the line comes from the rubric.

    Example:
        >>> split([2, 3, 4, None], scale=(1, 2, 3, 4), line=3)
        Split(n=3, below=1, at_or_above=2)
    """
    levels, ranks = _panel(ratings, scale)
    if line is None:
        return Undefined(reason="no-hire-line", because="No hire line is declared, none guessed.")
    if not _is_whole(line) or line not in levels:
        raise RatingError(f"the hire line is not a level of the scale {levels}")
    if len(ranks) < _FEWEST:
        return _fewer_than_two(len(ranks))
    below = sum(rank < levels.index(line) for rank in ranks)
    return Split(n=len(ranks), below=below, at_or_above=len(ranks) - below)


def average_deviation(ratings: Row, *, scale: Sequence[int]) -> Fraction | Undefined:
    """
    Say how far, on average, a rating lies from the panel's median (AD_Md).

    With an even number of ratings every point between the two in the middle gives the same value.

    Args:
        ratings: One an interviewer, each a value of the scale; `None` where there is none.
        scale: The declared values of the levels, lowest first. Distances count levels.

    Returns:
        Levels, from 0 (unanimous) to half of one less than the number of levels. Missing ratings
        are left out. `Undefined` (`fewer-than-two`) with one rating or none.

    Raises:
        RatingError: A rating is not on the scale, or the scale is not rising integers.

    Source: Burke, Finkelstein & Dusig 1999, Organizational Research Methods 2:49-68. No cut-off is
    applied: the usual one, levels / 6, is passed by three random interviewers with chance .52.

    Example:
        >>> average_deviation([1, 4, 4, 3], scale=(1, 2, 3, 4))
        Fraction(1, 1)
    """
    _, ranks = _panel(ratings, scale)
    if len(ranks) < _FEWEST:
        return _fewer_than_two(len(ranks))
    return Fraction(_total_deviation(ranks), len(ranks))


def polarisation(ratings: Row, *, scale: Sequence[int]) -> Fraction | Undefined:
    """
    Compare the variance of ratings with the largest that so many ratings can have.

    Args:
        ratings: One an interviewer, each a value of the scale; `None` where there is none.
        scale: The declared values of the levels, lowest first. Distances count levels.

    Returns:
        A share, from 0 (unanimous) to 1 (half at each end, as near as n allows). Missing ratings
        are left out. `Undefined` (`fewer-than-two`) with one rating or none.

    Raises:
        RatingError: A rating is not on the scale, or the scale is not rising integers.

    Source: the largest variance as yardstick, Lindell & Brandt 1997, Applied Psychological
    Measurement 21:271-278. For n ratings it is (levels - 1)² ⌊n/2⌋ ⌈n/2⌉ / (n (n - 1)).

    Example:
        >>> polarisation([1, 4, 4], scale=(1, 2, 3, 4)), polarisation([2, 3, 3], scale=(1, 2, 3, 4))
        (Fraction(1, 1), Fraction(1, 9))
    """
    levels, ranks = _panel(ratings, scale)
    n = len(ranks)
    if n < _FEWEST:
        return _fewer_than_two(n)
    # Both variances have the divisor n(n - 1), so it falls out and the fraction is one of integers.
    observed = n * sum(rank * rank for rank in ranks) - sum(ranks) ** 2
    largest = (len(levels) - 1) ** 2 * (n // 2) * (n - n // 2)
    return Fraction(observed, largest)


def chance_of_deviation(ratings: Row, *, scale: Sequence[int]) -> Fraction | Undefined:
    """
    Give the chance that interviewers rating at random agree as well as these, or better.

    "At random": each alone, every level equally likely. "As well": an `average_deviation` no
    larger. Exact. It guards against calling a small panel agreed, and it flatters: real ratings
    crowd on a few levels, where chance agrees oftener. It does not say that anyone is right.

    Args:
        ratings: One an interviewer, each a value of the scale; `None` where there is none.
        scale: The declared values of the levels, lowest first. Distances count levels.

    Returns:
        A probability above 0, up to 1. Missing ratings are left out. `Undefined` with one rating or
        none (`fewer-than-two`), and above 30 ratings or 20 levels (`too-many-to-enumerate`).

    Raises:
        RatingError: A rating is not on the scale, or the scale is not rising integers.

    Source: Dunlap, Burke & Smith-Crowe 2003, Journal of Applied Psychology 88:356-362.

    Example:
        >>> chance_of_deviation([3, 3, 3, 4, 3], scale=(1, 2, 3, 4))
        Fraction(17, 512)
    """
    levels, ranks = _panel(ratings, scale)
    n = len(ranks)
    if n < _FEWEST:
        return _fewer_than_two(n)
    if n > _MOST_RATINGS or len(levels) > _MOST_LEVELS:
        because = f"Chances are counted for up to {_MOST_RATINGS} ratings, {_MOST_LEVELS} levels."
        return Undefined(reason="too-many-to-enumerate", because=because)
    as_close = _panels_as_close(n, len(levels))[_total_deviation(ranks)]
    return Fraction(as_close, len(levels) ** n)


def can_call_agreement(n: int, *, levels: int, chance: Fraction = _ONE_IN_TWENTY) -> bool:
    """
    Say whether so few ratings could ever be called agreement, whatever they are.

    Nothing beats unanimity, which random interviewers reach with chance levels^(1 - n). So two
    never reach one in twenty on fewer than 20 levels, nor do three on four levels.

    Args:
        n: How many ratings there are, missing ones not counted.
        levels: How many levels the scale declares, two or more.
        chance: What counts as unlikely, above 0 and below 1.

    Returns:
        Whether unanimity would reach `chance`. With one rating or none the answer is no.

    Raises:
        RatingError: `n` is not a count, `levels` is below two, or `chance` is no such fraction.

    Source: arithmetic; the random interviewers are those of `chance_of_deviation`.

    Example:
        >>> can_call_agreement(2, levels=5), can_call_agreement(3, levels=5)
        (False, True)
    """
    if not _is_whole(n) or n < 0 or not _is_whole(levels) or levels < _FEWEST:
        raise RatingError("n counts ratings, 0 or more; levels counts levels, 2 or more")
    if type(chance) is not Fraction or not 0 < chance < 1:
        raise RatingError("chance is a Fraction between 0 and 1, such as Fraction(1, 20)")
    return n >= _FEWEST and chance * levels ** (n - 1) >= 1


def _is_whole(value: object) -> TypeGuard[int]:
    """Tell an integer from everything else; `True` is not 1."""
    return isinstance(value, int) and not isinstance(value, bool)


def _levels(scale: Sequence[int]) -> tuple[int, ...]:
    """Check the declared scale and hold on to it."""
    levels = tuple(scale)
    rising = all(map(_is_whole, levels)) and all(low < high for low, high in pairwise(levels))
    if not rising or len(levels) < _FEWEST:
        raise RatingError("a scale is two or more integers, each greater than the one before")
    return levels


def _panel(ratings: Row, scale: Sequence[int]) -> tuple[tuple[int, ...], list[int]]:
    """Check the scale, and turn the ratings that are there into sorted positions on it."""
    levels = _levels(scale)
    position = {level: rank for rank, level in enumerate(levels)}
    ranks: list[int] = []
    for place, rating in enumerate(ratings):
        if rating is None:
            continue
        # Asking before looking up keeps the rating out of a KeyError, hence out of any traceback.
        if not _is_whole(rating) or rating not in position:
            raise RatingError(f"ratings[{place}] is not a level of the scale {levels}")
        ranks.append(position[rating])
    return levels, sorted(ranks)


def _fewer_than_two(n: int) -> Undefined:
    """Say that nothing can be compared."""
    because = f"Two ratings or more are needed; there is {n or 'none'}."
    return Undefined(reason="fewer-than-two", because=because)


def _widest_gap(ranks: list[int]) -> tuple[int, int, int, int]:
    """Find the widest gap: its width, the ratings below and above it, and how many are as wide."""
    gaps = [high - low for low, high in pairwise(ranks)]
    widest = max(gaps)
    if not widest:
        return 0, 0, 0, 0
    lower_sides = [side for side, gap in enumerate(gaps, start=1) if gap == widest]
    # The most even sides win; of two such gaps `min` keeps the first, which is the lower one.
    below = min(lower_sides, key=lambda side: abs(len(ranks) - 2 * side))
    return widest, below, len(ranks) - below, len(lower_sides)


def _total_deviation(ranks: list[int]) -> int:
    """Add up the distances from the median: the upper half of the ratings minus the lower half."""
    half = len(ranks) // 2
    return sum(ranks[-half:]) - sum(ranks[:half])


@cache
def _panels_as_close(n: int, levels: int) -> tuple[int, ...]:
    """
    Count the ways n interviewers can rate with a total deviation of 0, of up to 1, of up to 2 ...

    The total deviation from the median is the sum, over the boundaries between levels, of the
    ratings on the smaller side. So one walk up the scale, remembering how many are placed and the
    deviation so far, adds up the multinomial weights of all patterns without listing them.
    """
    ways = {(0, 0): 1}
    for _ in range(levels - 1):
        further: dict[tuple[int, int], int] = {}
        for (placed, deviation), count in ways.items():
            for here in range(n - placed + 1):
                below = placed + here
                state = below, deviation + min(below, n - below)
                further[state] = further.get(state, 0) + count * comb(n - placed, here)
        ways = further
    # Whoever is still unplaced sits on the highest level: one way, and no boundary is left above.
    by_deviation = [0] * ((n // 2) * (levels - 1) + 1)
    for (_, deviation), count in ways.items():
        by_deviation[deviation] += count
    return tuple(accumulate(by_deviation))
