"""
Made-up panels whose truth is known: how often the rules about repeats are right.

    >>> from fairscore.testing.simulate import World, tally
    >>> tally(World(), panels=50, seed=1).false
    0

What a simulation shows holds for its `World`, and no world here is yours.
"""

from collections.abc import Collection, Mapping
from fractions import Fraction
from typing import get_args

import attrs

from fairscore.chance import Interval, interval
from fairscore.debrief import Debrief
from fairscore.rubric import Rubric
from fairscore.rules import find, repeated_concern, repeated_strength
from fairscore.rules._count import Direction
from fairscore.testing._world import Mark, SimulatedPanel, World, rubric_of, simulate

__all__ = [
    "Mark",
    "SimulatedPanel",
    "Tally",
    "World",
    "found_in",
    "rubric_of",
    "simulate",
    "tally",
]

_RULES = (repeated_concern.RULE, repeated_strength.RULE)
_WAYS: Mapping[str, Direction] = {
    repeated_concern.RULE.slug: "concern",
    repeated_strength.RULE.slug: "strength",
}


@attrs.frozen(kw_only=True)
class Tally:
    """
    What the rules made of many panels.

    Attributes:
        panels: How many panels there were.
        planted: How many repeats were planted in them.
        found: How many of those the rules found.
        false: How many repeats they found that so many people had not meant.
        by_chance: How many they found that were meant and not planted.
        some_by_chance: On how many panels there was one of these.
        kinds: How many kinds there were to flag, each way, over all panels.
        flags: How many concerns interviewers meant.
        chances: How often they could have.
        repeats: How many repeated concerns the rules found.
        false_squared: Of the false ones of each panel, the sum of the squares.
    """

    panels: int = 0
    planted: int = 0
    found: int = 0
    false: int = 0
    by_chance: int = 0
    some_by_chance: int = 0
    kinds: int = 0
    flags: int = 0
    chances: int = 0
    repeats: int = 0
    false_squared: int = 0

    @property
    def found_share(self) -> Interval:
        """The share of planted repeats that was found, with a Wilson interval of 95 %."""
        return interval(self.found, self.planted)

    @property
    def some_share(self) -> Interval:
        """The share of panels with a repeat by chance, with a Wilson interval of 95 %."""
        return interval(self.some_by_chance, self.panels)

    @property
    def flag_share(self) -> Fraction:
        """How often an interviewer flags a kind as a concern."""
        return Fraction(self.flags, self.chances)

    @property
    def repeat_share(self) -> Fraction:
        """How often a kind becomes a repeated concern."""
        return Fraction(self.repeats, self.kinds)

    @property
    def false_each(self) -> Interval:
        """False repeats a panel, with the interval of a mean: 1.96 standard errors each way."""
        mean = Fraction(self.false, self.panels)
        square = (Fraction(self.false_squared, self.panels) - mean * mean) / self.panels
        reach = Fraction(1.96 * float(square) ** 0.5)
        return Interval(value=mean, low=max(mean - reach, Fraction(0)), high=mean + reach)

    def __add__(self, other: "Tally") -> "Tally":
        """Take two tallies together."""
        mine, theirs = attrs.astuple(self), attrs.astuple(other)
        fields = (field.name for field in attrs.fields(Tally))
        return Tally(**dict(zip(fields, map(sum, zip(mine, theirs, strict=True)), strict=True)))


def tally(
    world: World,
    *,
    panels: int,
    seed: int,
    threshold: int = 2,
    ways: Collection[Direction] = get_args(Direction),
    group: str | None = None,
) -> Tally:
    """
    Ask the rules about many panels, and count how often they are right.

    Args:
        world: How the panels come about.
        panels: How many.
        seed: Where chance starts.
        threshold: From how many people on a repeat is brought up.
        ways: Count repeats of these directions alone.
        group: Count panels of this group of candidates alone.

    Returns:
        The counts.

    Example:
        >>> tally(World(rate=0.1, planted=(0,), flags=0), panels=200, seed=1).by_chance > 0
        True
    """
    rubric = rubric_of(world, threshold)
    kept = (
        panel
        for panel in simulate(world, panels=panels, seed=seed)
        if group is None or panel.group == group
    )
    found = (_told(panel, rubric, threshold=threshold, ways=ways) for panel in kept)
    return sum(found, Tally())


def found_in(debrief: Debrief) -> frozenset[Mark]:
    """
    Say what the two rules about repeats bring up, whichever way most recommendations lean.

    Args:
        debrief: A debrief of a simulated panel.

    Returns:
        Each kind, by its number, with its direction.

    Example:
        >>> world = World(planted=(1,))
        >>> (panel,) = simulate(world, panels=1, seed=1)
        >>> found_in(panel.debrief(rubric_of(world))) == panel.planted
        True
    """
    return frozenset(
        (int(finding.about.removeprefix("k")), _WAYS[finding.slug])
        for finding in find(debrief, _RULES)
    )


def _told(
    panel: SimulatedPanel, rubric: Rubric, *, threshold: int, ways: Collection[Direction]
) -> Tally:
    debrief = panel.debrief(rubric)
    found = frozenset(mark for mark in found_in(debrief) if mark[1] in ways)
    planted = frozenset(mark for mark in panel.planted if mark[1] in ways)
    false = len(found - panel.repeats(threshold))
    by_chance = len((found & panel.repeats(threshold)) - planted)
    kinds = len(rubric.kinds)
    return Tally(
        panels=1,
        planted=len(planted),
        found=len(found & planted),
        false=false,
        false_squared=false * false,
        by_chance=by_chance,
        some_by_chance=by_chance > 0,
        kinds=kinds,
        flags=sum(len(who) for (_, way), who in panel.meant.items() if way == "concern"),
        chances=kinds * len(debrief.people),
        repeats=sum(way == "concern" for _, way in found),
    )
