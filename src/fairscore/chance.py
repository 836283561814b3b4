"""
How often a repeat would come about by chance alone: on request, and in no report and no headline.

A figure of this sort needs base rates: how often interviewers flag a kind at all. They are
declared, or estimated from the counts of many panels. Without them there is none, and the reason
why. All chances are exact `Fraction`s.

What it assumes: interviewers flag apart from each other, or as alike as a stated correlation says,
and one kind apart from another. A shared cause (a stereotype, one unlucky question) breaks that,
and no base rate shows it. What it says nothing about: whether they are right.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import comb
from typing import TYPE_CHECKING, Final, get_args

import attrs

from fairscore._base_rates import (
    BaseRate,
    Interval,
    RateError,
    Watched,
    declared_rate,
    estimated_rate,
    exact,
    histories,
    interval,
    who_could,
)
from fairscore._words import times
from fairscore.agreement import Undefined
from fairscore.rules._count import Direction
from fairscore.rules._family import least_people

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fairscore.debrief import Debrief

__all__ = [
    "BaseRate",
    "Chance",
    "Interval",
    "RateError",
    "chance_of_repeats",
    "declared_rate",
    "estimated_rate",
    "histories",
    "interval",
    "repeat_chance",
    "repeat_chance_alike",
]

_FOR_PEOPLE: Final = (100, 1000, 10_000, 100_000)


@attrs.frozen(kw_only=True)
class Chance:
    """
    How often some kind would repeat on panels like one, by chance alone.

    Attributes:
        some: Chance that at least one watched kind repeats.
        low, high: The same with every base rate at the low and at the high end of its interval.
        alike: The same where interviewers are as alike as each rate's correlation says; `Undefined`
            where one is not known.
        each: The chance for each watched kind and direction.
    """

    some: Fraction
    low: Fraction
    high: Fraction
    alike: Fraction | Undefined
    each: Mapping[Watched, Fraction]

    def __str__(self) -> str:
        """Say it as a natural frequency, with what it assumes and what it does not say."""
        alike = ""
        if isinstance(self.alike, Fraction):
            alike = (
                f" If interviewers of one panel are as alike as they were: {_of_panels(self.alike)}"
            )
        return (
            f"In {_of_panels(self.some)} like this one, some kind would repeat by chance (from "
            f"{_of_panels(self.low)} to {_of_panels(self.high)}, as far as the base rates are "
            f"known).{f'{alike}.' if alike else ''} Watched: "
            f"{times(len({code for code, _ in self.each}), 'kind')}, by concern and by strength. "
            "This assumes no shared cause; it says nothing about whether they are right."
        )


def repeat_chance(rates: Iterable[Fraction], *, least: int = 2) -> Fraction:
    """
    Give the chance that so many interviewers flag one kind, each by a rate of their own.

    Args:
        rates: One an interviewer, each from 0 to 1.
        least: How many make a repeat.

    Returns:
        An exact probability: the upper tail of a Poisson-binomial.

    Raises:
        RateError: A rate is none, or no exact number.

    Source: Chen & Liu 1997, Statistica Sinica 7:875-892.

    Example:
        >>> float(repeat_chance([Fraction(1, 10)] * 4))
        0.0523
    """
    chances = [Fraction(1)]  # That none, one, two … of those so far flag it.
    for rate in map(exact, rates):
        if not 0 <= rate <= 1:
            raise RateError("a rate lies from 0 to 1")
        none = [chance * (1 - rate) for chance in (*chances, Fraction(0))]
        one_more = [chance * rate for chance in (Fraction(0), *chances)]
        chances = [low + high for low, high in zip(none, one_more, strict=True)]
    return sum(chances[max(least, 0) :], Fraction(0))


def repeat_chance_alike(
    rate: Fraction, *, people: int, correlation: Fraction, least: int = 2
) -> Fraction:
    """
    Give the chance that so many interviewers flag one kind where those of one panel are alike.

    Args:
        rate: How often each does, from 0 to 1.
        people: How many there are.
        correlation: How alike they are, from 0 (apart from each other) to 1 (all do, or none).
        least: How many make a repeat.

    Returns:
        An exact probability: the upper tail of a beta-binomial.

    Raises:
        RateError: The rate, the number or the correlation is none.

    Source: Skellam 1948, Journal of the Royal Statistical Society B 10:257-261.

    Example:
        >>> float(repeat_chance_alike(Fraction(1, 10), people=4, correlation=Fraction(0)))
        0.0523
    """
    rate, correlation = exact(rate), exact(correlation)
    if not 0 <= rate <= 1 or not 0 <= correlation <= 1:
        raise RateError("a rate and a correlation lie from 0 to 1")
    if people < 0 or people != int(people):
        raise RateError("a number of people is whole, and 0 or more")
    if correlation == 1:  # All of them do, or none.
        return rate if 0 < least <= people else Fraction(least <= 0)
    return sum(
        (
            comb(people, many) * _exactly(rate, correlation, flag=many, do_not=people - many)
            for many in range(max(least, 0), people + 1)
        ),
        Fraction(0),
    )


def _exactly(rate: Fraction, correlation: Fraction, *, flag: int, do_not: int) -> Fraction:
    """The chance that the first few flag it and the others do not, each drawn after the last."""
    chance = Fraction(1)
    for at in range(flag):
        chance *= rate * (1 - correlation) + at * correlation
    for at in range(do_not):
        chance *= (1 - rate) * (1 - correlation) + at * correlation
    for at in range(flag + do_not):
        chance /= 1 - correlation + at * correlation
    return chance


def chance_of_repeats(
    debrief: Debrief,
    rates: Mapping[Watched, BaseRate | Undefined],
    *,
    own: Mapping[str, Mapping[Watched, BaseRate | Undefined]] | None = None,
) -> Chance | Undefined:
    """
    Say how often some kind would repeat on panels like this one, by chance alone.

    Args:
        debrief: The debrief: who could flag what, and from how many people on its rubric calls it a
            repeat.
        rates: A base rate for every kind of the newest rubric, as a concern and as a strength.
        own: Base rates of single interviewers, where theirs are known, instead of these; an
            `Undefined` is none.

    Returns:
        The chance over all watched kinds, whatever was flagged. `Undefined` (`no-base-rate`) where
        one of them has none, or only an `Undefined`; (`nothing-watched`) without kinds, or with the
        rules about repeats switched off.

    Source: `repeat_chance` and `repeat_chance_alike`; one kind apart from another. Natural
    frequencies: Gigerenzer & Hoffrage 1995, Psychological Review 102:684-704.

    Example:
        >>> import fairscore as fs
        >>> rubric = fs.read("examples/backend.rubric.yaml", fs.Rubric)
        >>> cards = [fs.read(f"examples/founding-story/interviewer-{who}.yaml", fs.Scorecard)
        ...          for who in "abcde"]
        >>> debrief = fs.Debrief.of(rubric, fs.unsealed(cards, origin="files"))
        >>> rate = declared_rate(Fraction(1, 20), low=Fraction(1, 25), high=Fraction(1, 16))
        >>> both = [(kind.code, way) for kind in rubric.kinds for way in ("concern", "strength")]
        >>> str(chance_of_repeats(debrief, dict.fromkeys(both, rate)))[:72]
        'In about 6 of 100 panels like this one, some kind would repeat by chance'
        >>> chance_of_repeats(debrief, {}).because
        'No base rate for 10 of 10 kinds and directions.'
    """
    watched = {
        (kind.code, direction): least
        for kind in debrief.rubric.kinds
        for direction in get_args(Direction)
        if (least := least_people(debrief, direction)) is not None
    }
    if not watched:
        because = "No kinds, or the rules about repeats are switched off."
        return Undefined(reason="nothing-watched", because=because)
    known = {one: rate for one in watched if isinstance(rate := rates.get(one), BaseRate)}
    if missing := len(watched) - len(known):
        because = f"No base rate for {missing} of {len(watched)} kinds and directions."
        return Undefined(reason="no-base-rate", because=because)
    theirs = {
        one: [
            rate if isinstance(rate := (own or {}).get(who, {}).get(one), BaseRate) else known[one]
            for who in who_could(debrief, *one)
        ]
        for one in watched
    }
    each = {
        one: repeat_chance((rate.rate for rate in theirs[one]), least=least)
        for one, least in watched.items()
    }
    lowest, highest = (
        _any_of(
            repeat_chance((getattr(rate, end) for rate in theirs[one]), least=least)
            for one, least in watched.items()
        )
        for end in ("low", "high")
    )
    return Chance(
        some=_any_of(each.values()),
        low=lowest,
        high=highest,
        alike=_alike(known, theirs, watched),
        each=each,
    )


def _alike(
    known: Mapping[Watched, BaseRate],
    theirs: Mapping[Watched, list[BaseRate]],
    watched: Mapping[Watched, int],
) -> Fraction | Undefined:
    """The same by the correlation of each kind, and the mean rate of those who could flag it."""
    chances: list[Fraction] = []
    for one, rates in theirs.items():
        correlation = known[one].correlation
        if isinstance(correlation, Undefined):
            return correlation
        mean = sum((rate.rate for rate in rates), Fraction(0)) / max(len(rates), 1)
        chances.append(
            repeat_chance_alike(
                mean, people=len(rates), correlation=correlation, least=watched[one]
            )
        )
    return _any_of(chances)


def _any_of(chances: Iterable[Fraction]) -> Fraction:
    """The chance that at least one of several things happens, each apart from the others."""
    none = Fraction(1)
    for chance in chances:
        none *= 1 - chance
    return 1 - none


def _of_panels(chance: Fraction) -> str:
    """A chance as a count of panels, of as many as it takes to have one."""
    for panels in _FOR_PEOPLE:
        count = round(chance * panels)
        if count:
            return f"about {count:,} of {panels:,} panels"
    return f"fewer than 1 of {_FOR_PEOPLE[-1]:,} panels" if chance else "none of the panels"
