"""The one-candidate measures: values, undefined cases, refusals, and an oracle by brute force."""

import pickle
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from functools import cache
from itertools import pairwise, product

import attrs
import pytest

from fairscore import agreement
from fairscore.agreement import (
    Split,
    Spread,
    Undefined,
    average_deviation,
    can_call_agreement,
    chance_of_deviation,
    polarisation,
    split,
    spread,
)
from fairscore.errors import FairscoreError, RatingError

FOUR = (1, 2, 3, 4)
FIVE = (1, 2, 3, 4, 5)


def split_at_three(ratings: Iterable[int | None], *, scale: Sequence[int]) -> Split | Undefined:
    """Split at a fixed line, so that all five measures can be called alike."""
    return split(ratings, scale=scale, line=3)


Measure = Callable[..., Spread | Split | Fraction | Undefined]

MEASURES: list[Measure] = [
    spread,
    split_at_three,
    average_deviation,
    polarisation,
    chance_of_deviation,
]


def each_measure(test: Callable[..., None]) -> Callable[..., None]:
    """Run a test once for every measure."""
    return pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.__name__)(test)


class TestUndefined:
    def test_is_not_a_truth_value(self) -> None:
        """A measure that is not there must not slip through an `if`."""
        missing = spread([], scale=FOUR)

        with pytest.raises(TypeError, match=r"fewer-than-two.*isinstance\(measure, Undefined\)"):
            bool(missing)

    def test_refuses_arithmetic_and_order(self) -> None:
        """Neither adding nor comparing turns it into a number."""
        missing = Undefined(reason="fewer-than-two", because="Two are needed.")

        with pytest.raises(TypeError):
            missing + 1
        with pytest.raises(TypeError):
            assert missing < Fraction(1, 2)
        assert missing != 0

    def test_is_a_value(self) -> None:
        """Equal by content, frozen, hashable, and it survives pickling."""
        missing = Undefined(reason="a-slug", because="A sentence.")

        assert Undefined(reason="a-slug", because="A sentence.") == missing
        assert hash(missing) == hash(pickle.loads(pickle.dumps(missing)))  # noqa: S301
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            missing.reason = "another"

    @each_measure
    def test_with_no_rating(self, measure: Measure) -> None:
        """Nobody rated: no number, and the sentence says so."""
        expected = Undefined(
            reason="fewer-than-two", because="Two ratings or more are needed; there is none."
        )

        assert expected == measure([], scale=FOUR)
        assert expected == measure([None, None], scale=FOUR)

    @each_measure
    def test_with_one_rating(self, measure: Measure) -> None:
        """One interviewer agrees with nobody, and that is not the number 0."""
        expected = Undefined(
            reason="fewer-than-two", because="Two ratings or more are needed; there is 1."
        )

        assert expected == measure([None, 3], scale=FOUR)


class TestRefusals:
    @each_measure
    @pytest.mark.parametrize(
        "wrong", [5, 0, True, 3.0, "3", Fraction(3), [3], float("nan"), 987654321], ids=repr
    )
    def test_a_rating_off_the_scale(self, measure: Measure, wrong: object) -> None:
        """The place and the scale are named; the rating, which a scorecard holds, is not."""
        with pytest.raises(RatingError) as caught:
            measure([3, None, wrong], scale=(2, 3, 4))

        assert str(caught.value) == "ratings[2] is not a level of the scale (2, 3, 4)"
        assert caught.value.__cause__ is None
        assert caught.value.__context__ is None

    @each_measure
    def test_a_fault_comes_before_too_few(self, measure: Measure) -> None:
        """A single rating off the scale is a fault, not merely too little to measure."""
        with pytest.raises(RatingError):
            measure([9], scale=FOUR)

    @each_measure
    @pytest.mark.parametrize(
        "scale",
        [(), (1,), (1, 1, 2), (3, 2, 1), (1, 2.0, 3), (False, True), ("1", "2"), (1, None)],
        ids=repr,
    )
    def test_a_scale_that_is_none(self, measure: Measure, scale: tuple[object, ...]) -> None:
        """A scale is two or more integers, rising."""
        with pytest.raises(RatingError, match="two or more integers"):
            measure([], scale=scale)

    @pytest.mark.parametrize("line", [0, 5, 2, True, 3.0, "3"], ids=repr)
    def test_a_line_off_the_scale(self, line: object) -> None:
        """A hire line between or beside the levels is refused, not rounded."""
        with pytest.raises(RatingError, match=r"hire line is not a level of the scale \(1, 3, 4\)"):
            split([1, 3], scale=(1, 3, 4), line=line)

    def test_the_error_is_ours_and_a_value_error(self) -> None:
        """Callers can catch what they would expect to catch."""
        assert issubclass(RatingError, FairscoreError)
        assert issubclass(RatingError, ValueError)


class TestSpread:
    def test_reads_a_dissenter(self) -> None:
        """One against three: a gap of two levels with one rating below it."""
        expected = Spread(
            n=4,
            lowest=1,
            highest=4,
            range=3,
            largest_gap=2,
            below_gap=1,
            above_gap=3,
            gaps_as_large=1,
        )

        assert expected == spread([4, 1, 3, 4], scale=FOUR)

    def test_reads_two_camps(self) -> None:
        """Two against two has the same range as one against three, and another gap."""
        seen = spread([1, 4, 1, 4], scale=FOUR)

        assert (seen.range, seen.largest_gap, seen.below_gap, seen.above_gap) == (3, 3, 2, 2)

    def test_unanimous_has_no_gap_and_no_sides(self) -> None:
        """Nothing is said to be below or above a gap that is not there."""
        seen = spread([3, 3, 3], scale=FOUR)

        assert (seen.lowest, seen.highest, seen.range) == (3, 3, 0)
        assert (
            seen.largest_gap,
            seen.below_gap,
            seen.above_gap,
            seen.gaps_as_large,
        ) == (0, 0, 0, 0)

    @pytest.mark.parametrize(
        ("ratings", "sides", "ties"),
        [
            ([1, 2, 3, 4], (2, 2), 3),  # the middle gap is the most even
            ([1, 3, 5], (1, 2), 2),  # equally even: the lower gap
            ([1, 3, 3, 5, 5], (3, 2), 2),
            ([1, 1, 3, 3, 5], (2, 3), 2),
            ([1, 2, 2, 2, 3, 3], (4, 2), 2),
        ],
        ids=str,
    )
    def test_ties_take_the_most_even_sides(
        self, ratings: list[int], sides: tuple[int, int], ties: int
    ) -> None:
        """A tie is told, and makes nobody stand alone where another reading does not."""
        seen = spread(ratings, scale=FIVE)

        assert sides == (seen.below_gap, seen.above_gap)
        assert ties == seen.gaps_as_large

    def test_counts_levels_not_points(self) -> None:
        """On a scale 0, 1, 3, 6, 12, 20 the step from 12 to 20 is one level, as is 0 to 1."""
        seen = spread([0, 12, 20], scale=(0, 1, 3, 6, 12, 20))

        assert (
            seen.lowest,
            seen.highest,
            seen.range,
            seen.largest_gap,
            seen.below_gap,
        ) == (0, 20, 5, 4, 1)

    def test_takes_any_iterable_once(self) -> None:
        """Ratings may come from a generator, the scale from a range or a list."""
        assert spread((rating for rating in [1, 3]), scale=range(1, 5)) == spread(
            [1, 3], scale=[1, 2, 3, 4]
        )


class TestSplit:
    def test_counts_the_line_as_hire(self) -> None:
        """A rating on the line leans to hire."""
        assert Split(n=3, below=1, at_or_above=2) == split([2, 3, 4], scale=FOUR, line=3)

    @pytest.mark.parametrize(
        ("ratings", "minority"), [([1, 3, 4], 1), ([1, 2, 4], 1), ([3, 4], 0), ([1, 2], 0)], ids=str
    )
    def test_minority(self, ratings: list[int], minority: int) -> None:
        """The smaller side, whichever it is; 0 when the panel is on one side."""
        assert minority == split(ratings, scale=FOUR, line=3).minority

    @pytest.mark.parametrize("ratings", [[], [3], [1, 4]], ids=str)
    def test_without_a_line(self, ratings: list[int]) -> None:
        """No declared line is the first thing to say, and the middle is not taken for one."""
        assert split(ratings, scale=FOUR, line=None).reason == "no-hire-line"

    def test_without_a_line_ratings_are_still_checked(self) -> None:
        """A rating off the scale is a fault with or without a line."""
        with pytest.raises(RatingError):
            split([9], scale=FOUR, line=None)

    def test_a_line_is_checked_with_one_rating(self) -> None:
        """A wrong line is a fault even where there is too little to split."""
        with pytest.raises(RatingError):
            split([3], scale=FOUR, line=7)


class TestNumbers:
    @pytest.mark.parametrize(
        ("ratings", "deviation"),
        [([2, 2], 0), ([1, 4], Fraction(3, 2)), ([1, 1, 4], 1), ([1, 2, 3, 4], 1)],
        ids=str,
    )
    def test_average_deviation(self, ratings: list[int], deviation: Fraction) -> None:
        """Odd and even panels, by hand."""
        assert deviation == average_deviation(ratings, scale=FOUR)

    @pytest.mark.parametrize(
        ("ratings", "share"),
        [([2, 2], 0), ([1, 4], 1), ([1, 4, 4], 1), ([1, 1, 1, 4], Fraction(3, 4))],
        ids=str,
    )
    def test_polarisation(self, ratings: list[int], share: Fraction) -> None:
        """The yardstick is what a panel of that size can reach: one against two of three is 1."""
        assert share == polarisation(ratings, scale=FOUR)

    @each_measure
    def test_are_exact(self, measure: Measure) -> None:
        """No measure holds a float."""
        value = measure([1, 2, 2, 4, None], scale=FOUR)

        numbers = [value] if isinstance(value, Fraction) else attrs.astuple(value)
        assert all(type(number) in {int, Fraction} for number in numbers)


class TestChance:
    @pytest.mark.parametrize("n", [2, 3, 6])
    @pytest.mark.parametrize("levels", [2, 4, 5])
    def test_of_unanimity(self, n: int, levels: int) -> None:
        """Everyone on one level: K of the K**n ways."""
        scale = tuple(range(levels))

        assert Fraction(levels, levels**n) == chance_of_deviation([0] * n, scale=scale)

    def test_of_the_widest_is_certain(self) -> None:
        """Nobody can deviate more than half at each end."""
        assert chance_of_deviation([1, 1, 5, 5], scale=FIVE) == 1

    def test_of_twelve_on_ten_levels(self) -> None:
        """The size the design asks for: one step from unanimity."""
        # Unanimous in 10 ways; or one of twelve sits one level off, from 18 ordered pairs.
        expected = Fraction(10 + 18 * 12, 10**12)

        assert expected == chance_of_deviation([5] * 11 + [6], scale=range(1, 11))

    @pytest.mark.parametrize(("n", "levels"), [(31, 2), (2, 21), (31, 21)])
    def test_refuses_to_count_without_end(self, n: int, levels: int) -> None:
        """Above the stated size there is a reason instead of a long wait."""
        seen = chance_of_deviation([0, 1] + [0] * (n - 2), scale=range(levels))

        assert seen == Undefined(
            reason="too-many-to-enumerate",
            because="Chances are counted for up to 30 ratings, 20 levels.",
        )

    def test_counts_up_to_the_limit(self) -> None:
        """The limit itself is inside."""
        assert chance_of_deviation([0] * 30, scale=range(20)) == Fraction(20, 20**30)

    def test_counts_once_a_size(self) -> None:
        """A second panel of the same size costs a look-up, not another count."""
        agreement._panels_as_close.cache_clear()
        for ratings in ([1, 2, 3], [4, 4, 4], [1, None, 5, 5]):
            chance_of_deviation(ratings, scale=FIVE)

        assert agreement._panels_as_close.cache_info().misses == 1

    def test_the_largest_count_is_bounded(self) -> None:
        """Generous, so that a slow machine passes: the count is polynomial, not exponential."""
        agreement._panels_as_close.cache_clear()
        start = time.process_time()
        chance_of_deviation([0] * 30, scale=range(20))

        assert time.process_time() - start < 10


class TestCanCallAgreement:
    @pytest.mark.parametrize("n", range(6))
    @pytest.mark.parametrize("levels", range(2, 8))
    def test_agrees_with_the_chance_of_unanimity(self, n: int, levels: int) -> None:
        """It promises a reachable result exactly where unanimity reaches one in twenty."""
        chance = chance_of_deviation([0] * n, scale=range(levels))

        reachable = not isinstance(chance, Undefined) and chance <= Fraction(1, 20)
        assert reachable == can_call_agreement(n, levels=levels)

    def test_two_interviewers(self) -> None:
        """Two need 20 levels to reach one in twenty, and no rubric has that many."""
        assert not any(can_call_agreement(2, levels=levels) for levels in range(2, 20))
        assert can_call_agreement(2, levels=20)

    def test_another_chance(self) -> None:
        """A looser demand is met by fewer."""
        assert can_call_agreement(2, levels=4, chance=Fraction(1, 4))
        assert not can_call_agreement(2, levels=4, chance=Fraction(6, 25))

    def test_one_never_agrees(self) -> None:
        """Not even when almost anything counts as unlikely."""
        assert not can_call_agreement(1, levels=5, chance=Fraction(99, 100))

    @pytest.mark.parametrize(("n", "levels"), [(-1, 5), (True, 5), (2.0, 5), (3, 1), (3, False)])
    def test_refuses_what_is_no_count(self, n: int, levels: int) -> None:
        """Neither a negative number nor a boolean counts anything."""
        with pytest.raises(RatingError, match="counts"):
            can_call_agreement(n, levels=levels)

    @pytest.mark.parametrize("chance", [0.05, 0, 1, Fraction(0), Fraction(1), "1/20"], ids=repr)
    def test_refuses_what_is_no_chance(self, chance: object) -> None:
        """A float would bring rounding into a comparison."""
        with pytest.raises(RatingError, match="chance"):
            can_call_agreement(3, levels=5, chance=chance)


@cache
def every_panel(
    n: int, levels: int
) -> tuple[list[tuple[int, ...]], list[Fraction], list[Fraction]]:
    """Every way n interviewers can rate, with its deviation and variance from the definitions."""
    rows = list(product(range(levels), repeat=n))
    deviations = []
    variances = []
    for row in rows:
        exact = [Fraction(rating) for rating in row]
        middle = statistics.median(exact)
        deviations.append(sum((abs(rating - middle) for rating in exact), Fraction(0)) / n)
        variances.append(statistics.variance(exact))
    return rows, deviations, variances


@pytest.mark.parametrize(
    ("n", "levels"), [(n, levels) for n in range(2, 6) for levels in range(2, 6)]
)
class TestAgainstEveryPanel:
    """Up to five interviewers on up to five levels: all 5,680 panels, from the definitions."""

    def test_deviation_and_polarisation(self, n: int, levels: int) -> None:
        """Mean distance from the median; variance over the largest variance that occurs."""
        rows, deviations, variances = every_panel(n, levels)
        largest = max(variances)
        scale = range(levels)

        for row, deviation, variance in zip(rows, deviations, variances, strict=True):
            assert deviation == average_deviation(row, scale=scale)
            assert variance / largest == polarisation(row, scale=scale)

    def test_chance(self, n: int, levels: int) -> None:
        """The share of all panels that deviate no more."""
        rows, deviations, _ = every_panel(n, levels)
        expected = {
            deviation: Fraction(sum(other <= deviation for other in deviations), len(rows))
            for deviation in set(deviations)
        }

        for row, deviation in zip(rows, deviations, strict=True):
            assert expected[deviation] == chance_of_deviation(row, scale=range(levels))

    def test_spread_and_split(self, n: int, levels: int) -> None:
        """Range, widest gap, its sides and its ties, and the split at every line, by counting."""
        for row in every_panel(n, levels)[0]:
            seen = spread(row, scale=range(levels))
            widths = [high - low for low, high in pairwise(sorted(row))]
            assert (max(row) - min(row), max(widths)) == (seen.range, seen.largest_gap)
            readings = {
                (sum(rating < bound for rating in row), sum(rating >= bound for rating in row))
                for low, bound in pairwise(sorted(set(row)))
                if bound - low == seen.largest_gap
            }
            assert len(readings) == seen.gaps_as_large
            assert (seen.below_gap, seen.above_gap) in (readings or {(0, 0)})
            evenest = max((min(sides) for sides in readings), default=0)
            assert evenest == min(seen.below_gap, seen.above_gap)
            for line in range(levels):
                halves = split(row, scale=range(levels), line=line)
                assert sum(rating < line for rating in row) == halves.below
                assert n == halves.below + halves.at_or_above
