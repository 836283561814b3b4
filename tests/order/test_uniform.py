"""Shuffles are uniform: every order of few names, every place of more. Biased ones are caught."""

from __future__ import annotations

import math
from collections import Counter
from itertools import pairwise, permutations
from typing import TYPE_CHECKING

import pytest

from fairscore import _order
from fairscore._order import below, derived, exchange, shuffled, words
from fairscore.order import drawn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Chance = Callable[[float, int], float]
    Say = Callable[[str, object], None]
    Shuffle = Callable[[list[str], Iterator[int]], None]

SIZES = range(2, 9)
IN_FULL = 6
UNLIKELY = 1e-6
"""With fixed keys the same figures come out on each run, so this is no flaky threshold."""


def tallied(shuffle: Shuffle, numbers: Iterator[int], *, size: int, times: int) -> Counter[str]:
    """How often each order came up."""
    names = "abcdefgh"[:size]
    found: Counter[str] = Counter()
    for _ in range(times):
        order = list(names)
        shuffle(order, numbers)
        found["".join(order)] += 1
    return found


def of_permutations(found: Counter[str], size: int, chance: Chance) -> float:
    """P-value of all permutations being equally likely."""
    names = "abcdefgh"[:size]
    expected = found.total() / math.factorial(size)
    statistic = sum((found["".join(one)] - expected) ** 2 / expected for one in permutations(names))
    return chance(statistic, math.factorial(size) - 1)


def of_places(found: Counter[str], size: int, chance: Chance) -> float:
    """
    P-value of every name standing equally often at every place.

    Rows and columns of the matrix have fixed sums, so the statistic is scaled by (n-1)/n and has
    (n-1)^2 degrees of freedom; as a plain chi-square it would come out too large.
    """
    matrix: Counter[tuple[str, int]] = Counter()
    for order, times in found.items():
        for place, name in enumerate(order):
            matrix[name, place] += times
    expected = found.total() / size
    statistic = sum(
        (matrix[name, place] - expected) ** 2 / expected
        for name in "abcdefgh"[:size]
        for place in range(size)
    )
    return chance(statistic * (size - 1) / size, (size - 1) ** 2)


def check_uniform(times: int, size: int, chance: Chance, say: Say) -> None:
    """Hold so many shuffles against both, and say the p-values where the run is summed up."""
    numbers = words(derived(bytes(32), "test", f"uniform-{size}"))
    found = tallied(exchange, numbers, size=size, times=times)
    figures = {"places": of_places(found, size, chance)}
    if size <= IN_FULL:
        figures["permutations"] = of_permutations(found, size, chance)
    told = ", ".join(f"{what} p = {p:.4f}" for what, p in figures.items())
    say("figure", f"{times:,} shuffles of {size}: {told}")

    assert min(figures.values()) > UNLIKELY


@pytest.mark.parametrize("size", SIZES)
def test_shuffles_are_uniform(size: int, chance: Chance, record_property: Say) -> None:
    """100,000 shuffles of each size favour no order of up to 6 names, and no place of more."""
    check_uniform(100_000, size, chance, record_property)


@pytest.mark.nightly
@pytest.mark.parametrize("size", SIZES)
def test_a_million_shuffles_are_uniform(size: int, chance: Chance, record_property: Say) -> None:
    """1,000,000 shuffles of each size favour nothing either."""
    check_uniform(1_000_000, size, chance, record_property)


def test_readers_are_uniform(chance: Chance) -> None:
    """Each reader's own key gives every order equally often."""
    found = Counter(
        "".join(drawn("abcd", seed=bytes(32), purpose="page", reader=f"interviewer-{number}").items)
        for number in range(12_000)
    )

    assert of_permutations(found, 4, chance) > UNLIKELY
    assert of_places(found, 4, chance) > UNLIKELY


def test_neighbouring_readers_have_nothing_to_do_with_each_other(chance: Chance) -> None:
    """What one reader gets first says nothing of what the next reader gets first."""
    firsts = [
        drawn("abcd", seed=bytes(32), purpose="page", reader=f"interviewer-{number}").items[0]
        for number in range(12_000)
    ]
    pairs = Counter(pairwise(firsts))
    expected = pairs.total() / 16
    statistic = sum((pairs[a, b] - expected) ** 2 / expected for a in "abcd" for b in "abcd")

    assert chance(statistic, 15) > UNLIKELY


# --- Negative controls ----------------------------------------------------------


def small_words(key: bytes) -> Iterator[int]:
    """Numbers of three bits, with which a careless remainder is as wrong as it can be."""
    for word in words(key):
        for shift in range(0, 63, 3):
            yield word >> shift & 7


def by_remainder(order: list[str], numbers: Iterator[int]) -> None:
    """Fisher-Yates that takes the remainder of every number."""
    for last in range(len(order) - 1, 0, -1):
        other = next(numbers) % (last + 1)
        order[last], order[other] = order[other], order[last]


def with_any(order: list[str], numbers: Iterator[int]) -> None:
    """Let every place change with any place: the shuffle that looks right and is not."""
    for place in range(len(order)):
        other = below(len(order), numbers)
        order[place], order[other] = order[other], order[place]


@pytest.mark.parametrize("size", [3, 5, 6])
def test_a_bias_by_remainder_is_caught(
    size: int, chance: Chance, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Small words without rejection fail both tests; the same words with rejection pass."""
    key = derived(bytes(32), "test", "small")
    biased = tallied(by_remainder, small_words(key), size=size, times=20_000)
    monkeypatch.setattr(_order, "_ALL", 8)
    fair = tallied(exchange, small_words(key), size=size, times=20_000)

    assert of_permutations(biased, size, chance) < UNLIKELY
    assert of_places(biased, size, chance) < UNLIKELY
    assert of_permutations(fair, size, chance) > UNLIKELY
    assert of_places(fair, size, chance) > UNLIKELY


@pytest.mark.parametrize("size", range(3, 9))
def test_a_swap_with_any_place_is_caught(size: int, chance: Chance) -> None:
    """A shuffle that swaps every place with any place fails."""
    numbers = words(derived(bytes(32), "test", "swap-any"))
    found = tallied(with_any, numbers, size=size, times=50_000)

    assert of_places(found, size, chance) < UNLIKELY
    if size <= IN_FULL:
        assert of_permutations(found, size, chance) < UNLIKELY


def depends_on_the_order_given(shuffle: Callable[[list[str], bytes], tuple[str, ...]]) -> bool:
    """Whether names given in another order come out in another order."""
    key = derived(bytes(32), "test", "given")
    return len({shuffle(list(given), key) for given in permutations("abcde")}) > 1


def as_given(names: list[str], key: bytes) -> tuple[str, ...]:
    """Shuffle without sorting first."""
    exchange(names, words(key))
    return tuple(names)


def test_dependence_on_the_order_given_is_caught() -> None:
    """Names in any order come out alike; a shuffle that does not sort them first does not."""
    assert not depends_on_the_order_given(shuffled)
    assert depends_on_the_order_given(as_given)


# --- The measure itself ---------------------------------------------------------


@pytest.mark.parametrize(
    ("statistic", "freedom", "expected"),
    [
        # Upper 5 % and 1 % points as every statistics handbook prints them.
        (3.841, 1, 0.05),
        (9.488, 4, 0.05),
        (18.307, 10, 0.05),
        (124.342, 100, 0.05),
        (6.635, 1, 0.01),
        (135.807, 100, 0.01),
    ],
)
def test_chances_are_those_of_the_tables(
    statistic: float, freedom: int, expected: float, chance: Chance
) -> None:
    """The p-value of a printed critical value is the one printed beside it."""
    assert chance(statistic, freedom) == pytest.approx(expected, rel=1e-3)


@pytest.mark.parametrize("freedom", [2, 4, 24, 120, 720])
def test_chances_are_those_of_the_closed_form(freedom: int, chance: Chance) -> None:
    """For even degrees of freedom the chance is a Poisson sum, on both sides of the mean."""
    for share in (0.5, 0.8, 0.99, 1.01, 1.3, 2.0):
        x = freedom * share / 2
        logs = (k * math.log(x) - x - math.lgamma(k + 1) for k in range(freedom // 2))
        assert chance(2 * x, freedom) == pytest.approx(math.fsum(map(math.exp, logs)), rel=1e-9)


@pytest.mark.parametrize("statistic", [0.1, 1.0, 4.0, 25.0])
def test_chances_of_one_degree_are_those_of_the_normal_law(
    statistic: float, chance: Chance
) -> None:
    """With one degree of freedom the chance is that of a normal variable beyond the root."""
    assert chance(statistic, 1) == pytest.approx(math.erfc(math.sqrt(statistic / 2)), rel=1e-9)


def test_nothing_is_certain_above_zero(chance: Chance) -> None:
    """Every chi-square is at least 0."""
    assert chance(0.0, 3) == 1.0
