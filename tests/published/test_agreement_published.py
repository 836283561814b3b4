"""
Tables and figures from the literature, and exact figures checked by more than one route.

Tables that are only kept beside the checkout are read where they are, and skipped, visibly, where
they are not. Everything else is typed here with its source.
"""

import csv
from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import combinations_with_replacement, groupby
from math import factorial, prod
from pathlib import Path

import pytest

from fairscore.agreement import (
    Spread,
    average_deviation,
    chance_of_deviation,
    polarisation,
    spread,
)

SHARED = Path(__file__).parents[2].parent / "shared" / "data" / "agreement"
ROUNDING = Fraction(1, 10**9)  # The tables beside the checkout hold ten digits.
ONE_IN_TWENTY = Fraction(1, 20)


def shared_rows(name: str) -> list[dict[str, str]]:
    """Read a table kept beside the checkout, or skip the test and say why."""
    table = SHARED / name
    if not table.exists():
        pytest.skip(f"{name} is not beside this checkout")
    with table.open(newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def random_panels(n: int, levels: int) -> Iterator[tuple[tuple[int, ...], Fraction]]:
    """Yield every pattern of n ratings once, with its chance when all levels are equally likely."""
    for panel in combinations_with_replacement(range(1, levels + 1), n):
        orders = factorial(n) // prod(factorial(panel.count(level)) for level in set(panel))
        yield panel, Fraction(orders, levels**n)


def chance_that(holds: Callable[[tuple[int, ...]], bool], n: int, levels: int) -> Fraction:
    """Give the chance that something holds of a panel rating at random."""
    return sum((chance for panel, chance in random_panels(n, levels) if holds(panel)), Fraction(0))


def deviation(panel: tuple[int, ...], levels: int) -> Fraction:
    """Measure a panel that is large enough to be measured."""
    measured = average_deviation(panel, scale=range(1, levels + 1))
    assert isinstance(measured, Fraction)
    return measured


def reach(panel: tuple[int, ...], levels: int) -> int:
    """Measure how many levels a panel spans."""
    measured = spread(panel, scale=range(1, levels + 1))
    assert isinstance(measured, Spread)
    return measured.range


def variance(panel: tuple[int, ...], levels: int) -> Fraction:
    """Turn polarisation back into the sample variance, in levels squared."""
    share = polarisation(panel, scale=range(1, levels + 1))
    assert isinstance(share, Fraction)
    n = len(panel)
    return share * (levels - 1) ** 2 * (n // 2) * (n - n // 2) / (n * (n - 1))


@pytest.mark.parametrize(
    ("levels", "ratings", "span", "average", "share"),
    [
        # One against three at the ends; unanimous; near agreement; one dissenter two levels away.
        (5, (1, 5, 5, 5), 4, Fraction(1), Fraction(3, 4)),
        (5, (3, 3, 3, 3), 0, Fraction(0), Fraction(0)),
        (5, (2, 2, 3, 3), 1, Fraction(1, 2), Fraction(1, 16)),
        (4, (2, 4, 4, 4), 2, Fraction(1, 2), Fraction(1, 3)),
        # Two at the ends; one on every level; three apart; six around the upper middle.
        (4, (1, 4), 3, Fraction(3, 2), Fraction(1)),
        (4, (1, 2, 3, 4), 3, Fraction(1), Fraction(5, 9)),
        (5, (1, 3, 5), 4, Fraction(4, 3), Fraction(3, 4)),
        (5, (2, 3, 3, 4, 4, 5), 3, Fraction(5, 6), Fraction(11, 48)),
    ],
    ids=str,
)
def test_eight_named_panels(
    levels: int, ratings: tuple[int, ...], span: int, average: Fraction, share: Fraction
) -> None:
    """Panels of the kinds that debriefs meet. Source: worked by hand from the definitions."""
    assert reach(ratings, levels) == span
    assert deviation(ratings, levels) == average
    assert polarisation(ratings, scale=range(1, levels + 1)) == share


def test_the_named_panels_kept_beside_the_checkout() -> None:
    """The same panels, with figures from an implementation in floating point."""
    rows = shared_rows("small_panel_measures.csv")

    for row in rows:
        levels = int(row["levels"])
        counts = [int(count) for count in row["counts"].split()]
        panel = tuple(level for level, count in enumerate(counts, start=1) for _ in range(count))
        assert len(panel) == int(row["n"])
        assert reach(panel, levels) == int(row["range"])
        assert abs(deviation(panel, levels) - Fraction(row["AD_Md"])) < ROUNDING
        assert abs(variance(panel, levels) - Fraction(row["s2"])) < ROUNDING
        share = polarisation(panel, scale=range(1, levels + 1))
        assert abs(share - Fraction(row["s2_over_s2max_n"])) < ROUNDING
    assert len(rows) == 8


def test_the_null_distributions_kept_beside_the_checkout() -> None:
    """Every value of the three statistics, its chance and its cumulative chance."""
    rows = shared_rows("exact_null_small_panels.csv")
    measures = {"AD_md": deviation, "s2": variance, "range": reach}

    checked = 0
    for (levels, n, stat), group in groupby(
        rows, lambda row: (int(row["levels"]), int(row["raters"]), row["stat"])
    ):
        chances: dict[Fraction, Fraction] = {}
        for panel, chance in random_panels(n, levels):
            value = Fraction(measures[stat](panel, levels))
            chances[value] = chances.get(value, Fraction(0)) + chance
            if stat == "AD_md":
                ours = chance_of_deviation(panel, scale=range(1, levels + 1))
                at_most = [row for row in rows_of(rows, levels, n) if close(row, value)]
                assert len(at_most) == 1
                assert abs(ours - Fraction(at_most[0]["p_le"])) < ROUNDING
        total = Fraction(0)
        for row, value in zip(group, sorted(chances), strict=True):
            total += chances[value]
            assert abs(Fraction(row["value"]) - value) < ROUNDING
            assert abs(Fraction(row["prob"]) - chances[value]) < ROUNDING
            assert abs(Fraction(row["p_le"]) - total) < ROUNDING
            checked += 1
    assert checked == len(rows) > 0


def rows_of(rows: list[dict[str, str]], levels: int, n: int) -> list[dict[str, str]]:
    """Pick the deviation rows of one size of panel."""
    wanted = (str(levels), str(n), "AD_md")
    return [row for row in rows if (row["levels"], row["raters"], row["stat"]) == wanted]


def close(row: dict[str, str], value: Fraction) -> bool:
    """Tell whether a row is about this value."""
    return abs(Fraction(row["value"]) - value) < ROUNDING


@pytest.mark.parametrize(
    ("levels", "printed"), [(5, "0.8"), (7, "1.2"), (9, "1.5"), (11, "1.8")], ids=str
)
def test_the_usual_cut_off(levels: int, printed: str) -> None:
    """
    A sixth of the levels gives the cut-offs in print; the library applies none of them.

    Source: Burke & Dunlap 2002, Organizational Research Methods 5:159-172, abstract.
    """
    assert round(Fraction(levels, 6), 1) == Fraction(printed)


def test_the_usual_cut_offs_kept_beside_the_checkout() -> None:
    """The table holds the same four scales."""
    assert [row["c"] for row in shared_rows("ad_cutoffs.csv")] == ["5", "7", "9", "11"]


@pytest.mark.parametrize(
    ("n", "levels", "chance"),
    [
        (3, 5, Fraction(13, 25)),  # .52
        (3, 4, Fraction(23, 32)),  # .72
        (4, 5, Fraction(257, 625)),  # .41
    ],
    ids=str,
)
def test_random_panels_pass_the_usual_cut_off(n: int, levels: int, chance: Fraction) -> None:
    """
    Why that cut-off is no verdict on three or four interviewers, by two routes.

    Source: exact enumeration with the cut-off of Burke & Dunlap 2002, uniform over the levels.
    """
    passing = [panel for panel, _ in random_panels(n, levels) if passes(panel, levels)]
    furthest = max(passing, key=lambda panel: deviation(panel, levels))

    assert chance_that(lambda panel: passes(panel, levels), n, levels) == chance
    assert chance_of_deviation(furthest, scale=range(1, levels + 1)) == chance


def passes(panel: tuple[int, ...], levels: int) -> bool:
    """Apply the cut-off that the library does not apply."""
    return deviation(panel, levels) <= Fraction(levels, 6)


@pytest.mark.parametrize(
    ("levels", "n", "critical"),
    [
        (5, 2, None),
        (5, 3, Fraction(0)),
        (5, 4, Fraction(0)),
        (5, 5, Fraction(1, 5)),
        (5, 6, Fraction(1, 3)),
        (5, 7, Fraction(3, 7)),
        (5, 8, Fraction(1, 2)),
        (4, 2, None),
        (4, 3, None),
        (4, 4, Fraction(0)),
        (4, 5, Fraction(1, 5)),
        (4, 6, Fraction(1, 6)),
        (4, 7, Fraction(2, 7)),
        (4, 8, Fraction(3, 8)),
    ],
    ids=str,
)
def test_critical_deviations(levels: int, n: int, critical: Fraction | None) -> None:
    """
    The largest deviation that random interviewers stay within one time in twenty, or none.

    Source: exact enumeration of the null distribution of Dunlap, Burke & Smith-Crowe 2003,
    Journal of Applied Psychology 88:356-362.
    """
    within = {
        deviation(panel, levels)
        for panel, _ in random_panels(n, levels)
        if chance_of_deviation(panel, scale=range(1, levels + 1)) <= ONE_IN_TWENTY
    }

    assert max(within, default=None) == critical


@pytest.mark.parametrize(("n", "printed"), [(2, "0.24"), (3, "0.48"), (4, "0.66"), (8, "0.95")])
def test_the_range_grows_with_the_panel(n: int, printed: str) -> None:
    """
    Random ratings on five levels span three or more: so ranges of unequal panels do not compare.

    Source: exact enumeration.
    """
    chance = chance_that(lambda panel: reach(panel, 5) >= 3, n, 5)

    assert round(chance, 2) == Fraction(printed)


@pytest.mark.parametrize(
    ("n", "levels", "chance"), [(3, 5, "0.04"), (2, 4, "0.25"), (3, 4, "0.0625")]
)
def test_random_panels_agree_fully(n: int, levels: int, chance: str) -> None:
    """The chance of unanimity, levels^(1 - n). Source: arithmetic."""
    assert chance_of_deviation([1] * n, scale=range(1, levels + 1)) == Fraction(chance)


def test_why_rwg_is_left_out() -> None:
    """
    Two ratings at opposite ends of four levels give -2.6.

    Source: r_wg = 1 - s² / ((levels² - 1) / 12), James, Demaree & Wolf 1984, Journal of Applied
    Psychology 69:85-98.
    """
    assert 1 - variance((1, 4), 4) / Fraction(4**2 - 1, 12) == Fraction("-2.6")


def test_why_awg_is_left_out() -> None:
    """
    The mean of 2, 4, 4, 4 lies outside the interval in which a_wg is defined.

    Source: that interval, Brown & Hauenstein 2005, Organizational Research Methods 8:165-184.
    """
    n, low, high = 4, 1, 4

    assert (
        not Fraction(low * (n - 1) + high, n)
        <= Fraction(14, 4)
        <= Fraction(high * (n - 1) + low, n)
    )
