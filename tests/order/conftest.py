"""What the tests of orders share: how likely a chi-square as large as this one is."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable


def chance_above(statistic: float, freedom: int) -> float:
    """
    Chance of a chi-square of so many degrees of freedom at least as large as a value.

    The upper incomplete gamma function, by its series below the mean and by Lentz's continued
    fraction above (Press et al., Numerical Recipes, 6.2; written here from the formulas).
    """
    half, x = freedom / 2, statistic / 2
    if x <= 0:
        return 1.0
    scale = math.exp(half * math.log(x) - x - math.lgamma(half))
    if x < half + 1:
        term = total = 1 / half
        step = half
        while term > total * 1e-16:
            step += 1
            term *= x / step
            total += term
        return 1 - total * scale
    tiny = 1e-300
    b = x + 1 - half
    c, d = 1 / tiny, 1 / b
    fraction = d
    for number in range(1, 100_000):
        a = -number * (number - half)
        b += 2
        d = 1 / ((a * d + b) or tiny)
        c = (b + a / c) or tiny
        fraction *= c * d
        if abs(c * d - 1) < 1e-15:
            break
    return fraction * scale


@pytest.fixture(scope="session")
def chance() -> Callable[[float, int], float]:
    """Hand out `chance_above`."""
    return chance_above
