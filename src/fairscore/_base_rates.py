"""Base rates: how often interviewers flag a kind at all, declared or counted, and how surely."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from math import isqrt
from numbers import Rational
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, get_args

import attrs

from fairscore.agreement import Undefined
from fairscore.errors import FairscoreError
from fairscore.rules._count import Direction, counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fairscore.debrief import Debrief
    from fairscore.rubric import Rubric

    History: TypeAlias = Mapping[tuple[int, int], int]

__all__ = [
    "BaseRate",
    "Interval",
    "RateError",
    "Watched",
    "declared_rate",
    "estimated_rate",
    "exact",
    "histories",
    "interval",
    "who_could",
]

Watched: TypeAlias = tuple[str, Direction]

LEAST_PANELS: Final = 50
"""
From how many panels on a base rate is estimated. At one flag in ten by four interviewers the
interval then reaches from .066 to .149, and the chance that two of four repeat it from .02 to .11.
"""

_Z: Final = Fraction(196, 100)
_DIGITS: Final = 10**12


class RateError(FairscoreError, ValueError):
    """A rate, a correlation or a count that cannot be one."""


@attrs.frozen(kw_only=True)
class Interval:
    """
    A share and how sure it is.

    Attributes:
        value: The share as it was counted.
        low, high: Its interval of 95 %.
    """

    value: Fraction
    low: Fraction
    high: Fraction


@attrs.frozen(kw_only=True)
class BaseRate:
    """
    How often an interviewer who could flag a kind one way does. Made by two functions below.

    Attributes:
        rate: The share.
        low, high: Its interval of 95 %; the share itself where it was declared without one.
        correlation: How alike interviewers of one panel are; `Undefined` where that is not known.
        panels: How many panels it was estimated from; 0 where it was declared.
        origin: Declared, or estimated from history.
    """

    rate: Fraction
    low: Fraction
    high: Fraction
    correlation: Fraction | Undefined
    panels: int
    origin: Literal["declared", "history"]


def exact(number: object) -> Fraction:
    """
    Take a fraction or a whole number, and nothing that is only near to one.

    Raises:
        RateError: It is anything else, such as a float.

    Example:
        >>> exact(0)
        Fraction(0, 1)
    """
    if not isinstance(number, Rational):
        raise RateError("not an exact number: write Fraction(1, 20), not 0.05")
    return Fraction(number)


def interval(count: int, of: int | Fraction) -> Interval:
    """
    Put an interval of 95 % around a share.

    Args:
        count: How often it happened.
        of: How often it could have; a fraction where observations are alike and count for less.

    Returns:
        The share with its score interval, which stays within 0 and 1 and has a width at both.

    Raises:
        RateError: More happened than could, or nothing could.

    Source: Wilson 1927, Journal of the American Statistical Association 22:209-212; z is 1.96.

    Example:
        >>> found = interval(15, 148)
        >>> round(float(found.low), 4), round(float(found.high), 4)
        (0.0624, 0.1605)
    """
    if not 0 <= count <= of or of == 0:
        raise RateError("a count lies between 0 and how often it could have been, 1 or more")
    return _wilson(Fraction(count) / of, Fraction(of))


def _wilson(share: Fraction, n: Fraction) -> Interval:
    square = _Z * _Z
    middle = share + square / (2 * n)
    reach = _Z * _root(share * (1 - share) / n + square / (4 * n * n))
    scale = 1 + square / n
    return Interval(
        value=share,
        # At 0 and 1 one end is the share itself, to more digits than the root has.
        low=min(max((middle - reach) / scale, Fraction(0)), share),
        high=max(min((middle + reach) / scale, Fraction(1)), share),
    )


def _root(square: Fraction) -> Fraction:
    """A square root to twelve digits, the same on every platform."""
    return Fraction(isqrt(int(square * _DIGITS * _DIGITS)), _DIGITS)


def declared_rate(
    rate: Fraction,
    *,
    low: Fraction | None = None,
    high: Fraction | None = None,
    correlation: Fraction | None = None,
) -> BaseRate:
    """
    Declare a base rate, where somebody knows it from elsewhere.

    Args:
        rate: How often an interviewer who could flag the kind that way does.
        low: How low it may be; None for the rate itself.
        high: How high it may be; None for the rate itself.
        correlation: How alike interviewers of one panel are; None where nobody knows.

    Returns:
        The base rate.

    Raises:
        RateError: They do not lie in this order between 0 and 1, the correlation is 1 or more, or
            one of them is no exact number.

    Example:
        >>> declared_rate(Fraction(1, 10)).origin
        'declared'
    """
    rate = exact(rate)
    low, high = rate if low is None else exact(low), rate if high is None else exact(high)
    if not 0 <= low <= rate <= high <= 1:
        raise RateError("a base rate lies between its low and high end, and these from 0 to 1")
    correlation = None if correlation is None else exact(correlation)
    if correlation is not None and not 0 <= correlation < 1:
        raise RateError("a correlation lies from 0 to below 1")
    unknown = Undefined(
        reason="no-correlation", because="How alike interviewers are was not declared."
    )
    return BaseRate(
        rate=rate,
        low=low,
        high=high,
        correlation=unknown if correlation is None else correlation,
        panels=0,
        origin="declared",
    )


def estimated_rate(history: History) -> BaseRate | Undefined:
    """
    Estimate a base rate from the counts of many panels.

    Args:
        history: How many panels there were of each sort: by how many interviewers flagged the kind
            that way, of how many who could have. `{(0, 4): 60, (1, 4): 30, (2, 5): 4}`.

    Returns:
        The share of all who could, with a Wilson interval. Interviewers of one panel are alike, so
        for the interval there are fewer of them: all divided by 1 + (n - 1) r, with n the mean size
        of a panel, weighted by size. The correlation r is estimated by analysis of variance, and 0
        where that is below. `Undefined` (`too-few-panels`) below 50 panels, for then the interval
        says nothing. For the correlation alone (`one-interviewer-each`) where no panel has two.

    Raises:
        RateError: More flagged it than could, or a number is negative.

    Source: Wilson 1927, Journal of the American Statistical Association 22:209-212. Correlation:
    Ridout, Demétrio & Firth 1999, Biometrics 55:137-148. Interviewers that count for fewer: Kish
    1965, Survey Sampling, p. 162.

    Example:
        >>> rate = estimated_rate({(0, 4): 66, (1, 4): 29, (2, 4): 5})
        >>> float(rate.rate)
        0.0975
    """
    if any(not 0 <= flagged <= could or panels < 0 for (flagged, could), panels in history.items()):
        raise RateError("of those who could flag a kind, none to all did, on no panel or more")
    there = [(flagged, could, panels) for (flagged, could), panels in history.items() if could]
    panels = sum(number for _, _, number in there)
    if panels < LEAST_PANELS:
        because = f"Panels on which anybody could flag it: {panels}; {LEAST_PANELS} are needed."
        return Undefined(reason="too-few-panels", because=because)
    flagged = sum(one * number for one, _, number in there)
    people = sum(could * number for _, could, number in there)
    correlation = _correlation(there)
    alike = Fraction(0) if isinstance(correlation, Undefined) else correlation
    typical = Fraction(sum(could * could * number for _, could, number in there), people)
    found = _wilson(Fraction(flagged, people), people / (1 + (typical - 1) * alike))
    return BaseRate(
        rate=found.value,
        low=found.low,
        high=found.high,
        correlation=correlation,
        panels=panels,
        origin="history",
    )


def _correlation(there: list[tuple[int, int, int]]) -> Fraction | Undefined:
    """The intraclass correlation of flags on one panel, by one-way analysis of variance."""
    panels = sum(number for _, _, number in there)
    people = sum(could * number for _, could, number in there)
    if people == panels:
        return Undefined(reason="one-interviewer-each", because="No panel has two who could.")
    flagged = sum(one * number for one, _, number in there)
    inside = sum((Fraction(one * one * number, could) for one, could, number in there), Fraction(0))
    between = (inside - Fraction(flagged * flagged, people)) / (panels - 1)
    within = (flagged - inside) / (people - panels)
    squares = Fraction(sum(could * could * number for _, could, number in there), people)
    size = (people - squares) / (panels - 1)
    whole = between + (size - 1) * within
    return max((between - within) / whole, Fraction(0)) if whole > 0 else Fraction(0)


def histories(debriefs: Iterable[Debrief]) -> dict[Watched, dict[tuple[int, int], int]]:
    """
    Count, for each kind and direction, who flagged it of those who could have.

    Args:
        debriefs: Debriefs of many rounds, under one rubric or its versions.

    Returns:
        A history for `estimated_rate` by code and direction; a kind that was renamed has one, under
        the newest code. Somebody could have flagged a kind who
        was assigned its criterion, rated it, or did flag it. Flags that do not count in a repeat do
        not count here.

    Example:
        >>> import fairscore as fs
        >>> rubric = fs.read("examples/backend.rubric.yaml", fs.Rubric)
        >>> card = fs.read("examples/founding-story/interviewer-a.yaml", fs.Scorecard)
        >>> debrief = fs.Debrief.of(rubric, fs.unsealed([card], origin="files"))
        >>> histories([debrief])["owns-mistakes", "concern"]
        {(1, 1): 1}
    """
    found: dict[Watched, Counter[tuple[int, int]]] = {}
    versions: dict[int, Rubric] = {}
    for debrief in debriefs:
        versions |= {rubric.version: rubric for rubric in debrief.rubrics}
        kinds = [kind for one in debrief.rubrics for kind in one.kinds]
        # A debrief of mixed versions knows a renamed kind by one code alone.
        for code in dict.fromkeys(
            kind.code for one in kinds if (kind := debrief.kind_of(one.code))
        ):
            for direction in get_args(Direction):
                flagged = len(counted(debrief, code, direction))
                could = len(who_could(debrief, code, direction))
                found.setdefault((code, direction), Counter())[flagged, could] += 1
    now = _codes_of_now(versions)
    joined: dict[Watched, Counter[tuple[int, int]]] = {}
    for (code, direction), counts in found.items():
        joined.setdefault((now.get(code, code), direction), Counter()).update(counts)
    return {watched: dict(counts) for watched, counts in joined.items()}


def _codes_of_now(versions: Mapping[int, Rubric]) -> dict[str, str]:
    """The newest code of each renamed kind, by its former ones; joined kinds stay apart."""
    now: dict[str, str] = {}
    told_apart = [{kind.code for kind in rubric.kinds} for rubric in versions.values()]
    for _, rubric in sorted(versions.items()):
        for kind in rubric.kinds:
            former = {*kind.formerly, *(old for old, new in now.items() if new in kind.formerly)}
            if all(len(codes & {kind.code, *former}) <= 1 for codes in told_apart):
                now |= dict.fromkeys(former, kind.code)
    return now


def who_could(debrief: Debrief, code: str, direction: Direction) -> tuple[str, ...]:
    """
    Who was assigned the criterion of a kind, rated it, or flagged the kind that way.

    Whose scorecards all stand apart could flag nothing that counts.
    """
    kind = debrief.kind_of(code)
    did = counted(debrief, code, direction)
    return tuple(
        person
        for person in debrief.people
        if person in did
        or any(
            (cell.assigned or cell.level is not None) and not cell.entry.apart
            for cell in debrief.cells_of(person, kind.criterion if kind else "")
        )
    )
