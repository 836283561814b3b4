"""
A shuffle that any language and any platform gives alike.

HMAC-SHA256 makes the random numbers, rejection sampling keeps every position equally likely, and
Fisher-Yates runs over sorted names, so that the order in which they are given does not matter. The
whole of it is specified, with test vectors, in docs/reference/order.md. Python's own `random` is
no use here: nothing promises that a later version shuffles the same.
"""

import hashlib
import hmac
from collections.abc import Iterable, Iterator

from fairscore._canonical import canonical

__all__ = ["SEED_BYTES", "below", "derived", "in_order", "shuffled", "words"]

SEED_BYTES = 32
"""Length of a seed."""

_WORD = 8
_ALL = 2 ** (8 * _WORD)


def derived(seed: bytes, *use: str) -> bytes:
    """
    The key of one use of a seed. No use tells anything of another, nor of the seed.

    Args:
        seed: 32 bytes.
        use: What it is for, and for whom: always the same number of texts for one purpose.

    Returns:
        32 bytes.

    Raises:
        ValueError: The seed has another length.

    Example:
        >>> derived(bytes(32), "page", "interviewer-a", "0").hex()[:16]
        '5c1d93d0b44ce4d7'
    """
    if len(seed) != SEED_BYTES:
        raise ValueError(f"a seed has {SEED_BYTES} bytes")
    return hmac.new(seed, b"fairscore use 1\n" + canonical(use), hashlib.sha256).digest()


def words(key: bytes) -> Iterator[int]:
    """Numbers below 2^64 without end: four from each HMAC of a counter in decimal, from 0."""
    counter = 0
    while True:
        block = hmac.new(key, b"fairscore block 1\n%d" % counter, hashlib.sha256).digest()
        for start in range(0, len(block), _WORD):
            yield int.from_bytes(block[start : start + _WORD], "big")
        counter += 1


def below(limit: int, numbers: Iterator[int]) -> int:
    """
    A number from 0 to `limit` - 1, each as likely as any other.

    A number from the last, incomplete run of `limit` is thrown away: taking the remainder of every
    number would favour the small ones.
    """
    whole = _ALL - _ALL % limit
    while (number := next(numbers)) >= whole:
        pass
    return number % limit


def in_order(names: Iterable[str]) -> tuple[str, ...]:
    """Names by their bytes in UTF-8, which is alike in every language and locale."""
    return tuple(sorted(names, key=str.encode))


def shuffled(names: Iterable[str], key: bytes) -> tuple[str, ...]:
    """
    Names in an order that the key alone decides.

    Args:
        names: Different names, in any order.
        key: From `derived`.

    Returns:
        All of them.

    Raises:
        ValueError: A name is there twice.

    Example:
        >>> shuffled(["c", "a", "b"], derived(bytes(32), "page", "interviewer-a", "0"))
        ('a', 'c', 'b')
        >>> shuffled(["a", "b", "c"], derived(bytes(32), "page", "interviewer-a", "0"))
        ('a', 'c', 'b')
    """
    order = list(in_order(names))
    if len(set(order)) < len(order):
        raise ValueError("a name is there twice")
    numbers = words(key)
    for last in range(len(order) - 1, 0, -1):
        other = below(last + 1, numbers)
        order[last], order[other] = order[other], order[last]
    return tuple(order)
