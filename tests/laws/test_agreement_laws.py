"""
Laws of the one-candidate measures, and proof that the laws can fail.

Each law is a function of a measure and a panel. The tests give it the library's measures; the
negative controls give it a measure with a fault that someone might well write, and expect the law
to find it.
"""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from fairscore.agreement import (
    Spread,
    Undefined,
    average_deviation,
    chance_of_deviation,
    polarisation,
    split,
    spread,
)

Measure = Callable[..., Any]
Law = Callable[[Measure, "Panel"], None]


@attrs.frozen(kw_only=True)
class Panel:
    """What a law is tried on: ratings with holes, a scale with gaps, a line, and an order."""

    scale: tuple[int, ...]
    ratings: tuple[int | None, ...]
    line: int
    shuffled: tuple[int | None, ...]
    relabelled: tuple[int, ...]


@st.composite
def panels(draw: st.DrawFn) -> Panel:
    """Draw a panel of up to eight on two to seven levels, labelled with any rising integers."""
    size = draw(st.integers(2, 7))
    scale = draw(rising(size))
    ratings = tuple(draw(st.lists(st.none() | st.sampled_from(scale), max_size=8)))
    return Panel(
        scale=scale,
        ratings=ratings,
        line=draw(st.sampled_from(scale)),
        shuffled=tuple(draw(st.permutations(ratings))),
        relabelled=draw(rising(size)),
    )


def rising(size: int) -> st.SearchStrategy[tuple[int, ...]]:
    """Draw labels for that many levels: rising integers, gaps allowed."""
    labels = st.lists(st.integers(-100, 100), min_size=size, max_size=size, unique=True)
    return labels.map(lambda drawn: tuple(sorted(drawn)))


def split_at(panel: Panel) -> Measure:
    """Make a measure of the split over the panel's line, or over the same level relabelled."""

    def measure(ratings: Iterable[int | None], *, scale: Sequence[int]) -> object:
        return split(ratings, scale=scale, line=scale[panel.scale.index(panel.line)])

    return measure


def order_does_not_matter(measure: Measure, panel: Panel) -> None:
    """Who is listed first changes nothing."""
    assert measure(panel.shuffled, scale=panel.scale) == measure(panel.ratings, scale=panel.scale)


def missing_does_not_matter(measure: Measure, panel: Panel) -> None:
    """One more interviewer who gave no rating changes nothing."""
    more = (None, *panel.ratings, None)

    assert measure(more, scale=panel.scale) == measure(panel.ratings, scale=panel.scale)


def labels_do_not_matter(measure: Measure, panel: Panel) -> None:
    """Only the order of the levels counts, so any rising relabelling changes no number."""
    label = dict(zip(panel.scale, panel.relabelled, strict=True))
    ratings = [None if rating is None else label[rating] for rating in panel.ratings]
    before = measure(panel.ratings, scale=panel.scale)
    after = measure(ratings, scale=panel.relabelled)

    if isinstance(before, Spread):
        before = attrs.evolve(before, lowest=label[before.lowest], highest=label[before.highest])
    assert after == before


def reversing_does_not_matter(measure: Measure, panel: Panel) -> None:
    """Agreement low on the scale and agreement high on it count the same."""
    mirrored = measure(mirror(panel.ratings), scale=mirror(panel.scale[::-1]))

    assert mirrored == measure(panel.ratings, scale=panel.scale)


def unanimity_is_zero(measure: Measure, panel: Panel) -> None:
    """Where everyone gave the same level there is no disagreement to measure."""
    assert measure([panel.line] * (2 + len(panel.ratings)), scale=panel.scale) == 0


def a_share_of_what_is_possible(measure: Measure, panel: Panel) -> None:
    """From 0 to 1, and 1 exactly when the panel stands half at each end, as near as it can."""
    given_ratings = present(panel)
    share = measure(given_ratings, scale=panel.scale)
    if isinstance(share, Undefined):
        return
    n = len(given_ratings)
    ends = sorted((given_ratings.count(panel.scale[0]), given_ratings.count(panel.scale[-1])))

    assert 0 <= share <= 1
    assert (share == 1) == (ends == [n // 2, n - n // 2])


def mirror(labels: Iterable[int | None]) -> tuple[Any, ...]:
    """Turn labels around zero, so that the highest becomes the lowest."""
    return tuple(None if label is None else -label for label in labels)


def present(panel: Panel) -> list[int]:
    """Leave out the missing."""
    return [rating for rating in panel.ratings if rating is not None]


NUMBERS = [average_deviation, polarisation, chance_of_deviation]


@pytest.mark.parametrize(
    "law", [order_does_not_matter, missing_does_not_matter, labels_do_not_matter]
)
@pytest.mark.parametrize("measure", [spread, *NUMBERS])
@given(panel=panels())
def test_laws_of_every_measure(law: Law, measure: Measure, panel: Panel) -> None:
    """Order, missing ratings and labels carry no information about disagreement."""
    law(measure, panel)


@pytest.mark.parametrize(
    "law", [order_does_not_matter, missing_does_not_matter, labels_do_not_matter]
)
@given(panel=panels())
def test_laws_of_the_split(law: Law, panel: Panel) -> None:
    """The same for the split, whose line moves with the labels."""
    law(split_at(panel), panel)


@pytest.mark.parametrize("measure", NUMBERS)
@given(panel=panels())
def test_numbers_do_not_change_when_the_scale_is_reversed(measure: Measure, panel: Panel) -> None:
    """No number takes sides."""
    reversing_does_not_matter(measure, panel)


@given(panel=panels())
def test_reversing_mirrors_the_spread(panel: Panel) -> None:
    """Same range, same gap, sides swapped; where gaps tie, the same two sizes."""
    seen = spread(panel.ratings, scale=panel.scale)
    mirrored = spread(mirror(panel.ratings), scale=mirror(panel.scale[::-1]))
    if isinstance(seen, Undefined):
        assert mirrored == seen
        return
    assert isinstance(mirrored, Spread)
    swapped = attrs.evolve(
        mirrored,
        lowest=-mirrored.highest,
        highest=-mirrored.lowest,
        below_gap=mirrored.above_gap,
        above_gap=mirrored.below_gap,
    )

    if seen.gaps_as_large == 1:
        assert swapped == seen
    sizes = sorted((seen.below_gap, seen.above_gap))
    assert sizes == sorted((mirrored.below_gap, mirrored.above_gap))
    assert attrs.evolve(swapped, below_gap=0, above_gap=0) == attrs.evolve(
        seen, below_gap=0, above_gap=0
    )


@given(panel=panels())
def test_reversing_mirrors_the_split(panel: Panel) -> None:
    """With the line on the other side of its gap, what was below is at or above."""
    place = panel.scale.index(panel.line)
    if place == 0:  # Nothing lies below the lowest level, so its mirror image has no line.
        return
    seen = split(panel.ratings, scale=panel.scale, line=panel.line)
    mirrored = split(
        mirror(panel.ratings), scale=mirror(panel.scale[::-1]), line=-panel.scale[place - 1]
    )
    if isinstance(seen, Undefined) or isinstance(mirrored, Undefined):
        assert mirrored == seen
        return

    assert (mirrored.at_or_above, mirrored.below) == (seen.below, seen.at_or_above)
    assert mirrored.minority == seen.minority


@pytest.mark.parametrize("measure", [average_deviation, polarisation])
@given(panel=panels())
def test_unanimity_is_zero(measure: Measure, panel: Panel) -> None:
    """The numbers that measure disagreement find none."""
    unanimity_is_zero(measure, panel)


@given(panel=panels())
def test_unanimity_has_no_range_gap_or_minority(panel: Panel) -> None:
    """Nor do the spread and the split."""
    same = [panel.line] * (2 + len(panel.ratings))
    seen = spread(same, scale=panel.scale)
    halves = split(same, scale=panel.scale, line=panel.line)

    assert not isinstance(seen, Undefined)
    assert (seen.range, seen.largest_gap, seen.gaps_as_large) == (0, 0, 0)
    assert not isinstance(halves, Undefined)
    assert halves.minority == 0


@given(panel=panels())
def test_polarisation_is_a_share_of_what_is_possible(panel: Panel) -> None:
    """The law that makes 1 mean something for every size of panel."""
    a_share_of_what_is_possible(polarisation, panel)


@given(panel=panels())
def test_no_panel_is_likelier_than_certain_or_less_likely_than_unanimity(panel: Panel) -> None:
    """The chance of deviation is bounded on both sides."""
    chance = chance_of_deviation(panel.ratings, scale=panel.scale)
    if isinstance(chance, Undefined):
        return

    assert Fraction(1, len(panel.scale) ** (len(present(panel)) - 1)) <= chance <= 1


@given(panel=panels())
def test_the_sides_of_the_gap_are_the_panel(panel: Panel) -> None:
    """Every rating is on one side, and where there is no gap nobody is on either."""
    seen = spread(panel.ratings, scale=panel.scale)
    if isinstance(seen, Undefined):
        return

    assert seen.below_gap + seen.above_gap == (seen.n if seen.largest_gap else 0)
    assert (seen.gaps_as_large > 0) == (seen.largest_gap > 0) == (seen.range > 0)
    assert seen.largest_gap <= seen.range


# --- Negative controls --------------------------------------------------------


def first_against_last(ratings: Sequence[int | None], *, scale: Sequence[int]) -> int:
    """Wrong: takes the first and the last rating for the extremes."""
    ranks = [scale.index(rating) for rating in ratings if rating is not None]
    return abs(ranks[-1] - ranks[0]) if ranks else 0


def missing_as_lowest(ratings: Sequence[int | None], *, scale: Sequence[int]) -> object:
    """Wrong: fills what is missing with the lowest level."""
    return average_deviation(
        [scale[0] if rating is None else rating for rating in ratings], scale=scale
    )


def distance_in_points(ratings: Sequence[int | None], *, scale: Sequence[int]) -> int:
    """Wrong: measures the range in labels, not in levels."""
    there = [rating for rating in ratings if rating is not None]
    return max(there) - min(there) if there and scale else 0


def share_above_the_lowest(ratings: Sequence[int | None], *, scale: Sequence[int]) -> int:
    """Wrong: counts whoever is off the lowest level as disagreeing."""
    return sum(rating not in {None, scale[0]} for rating in ratings)


def variance_of_a_large_panel(ratings: Sequence[int | None], *, scale: Sequence[int]) -> object:
    """Wrong: the yardstick for polarisation forgets how small the panel is."""
    share = polarisation(ratings, scale=scale)
    n = len([rating for rating in ratings if rating is not None])
    return share if isinstance(share, Undefined) else share * n / (n - 1)


def variance_of_an_even_panel(ratings: Sequence[int | None], *, scale: Sequence[int]) -> object:
    """Wrong: the yardstick for polarisation takes every panel for an even one."""
    share = polarisation(ratings, scale=scale)
    n = len([rating for rating in ratings if rating is not None])
    if isinstance(share, Undefined):
        return share
    return share * Fraction(4 * (n // 2) * (n - n // 2), n * n)


@pytest.mark.parametrize(
    ("law", "wrong"),
    [
        (order_does_not_matter, first_against_last),
        (missing_does_not_matter, missing_as_lowest),
        (labels_do_not_matter, distance_in_points),
        (reversing_does_not_matter, share_above_the_lowest),
        (unanimity_is_zero, share_above_the_lowest),
        (a_share_of_what_is_possible, variance_of_a_large_panel),
        (a_share_of_what_is_possible, variance_of_an_even_panel),
    ],
)
def test_a_wrong_measure_is_caught(law: Law, wrong: Measure) -> None:
    """A law that nothing can break would prove nothing."""

    @settings(
        database=None,
        derandomize=True,
        max_examples=500,
        phases=[Phase.generate],
        report_multiple_bugs=False,
    )
    @given(panel=panels())
    def attempt(panel: Panel) -> None:
        law(wrong, panel)

    with pytest.raises(AssertionError):
        attempt()
