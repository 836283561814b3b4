"""
A shuffle that any language and any platform gives alike.

HMAC-SHA256 makes the random numbers, rejection sampling keeps every position equally likely, and
Fisher-Yates runs over sorted names, so that the order in which they are given does not matter. The
whole of it is specified, with test vectors, in docs/reference/order.md. Python's own `random` is
no use here: nothing promises that a later version shuffles the same.
"""

import hmac
from collections.abc import Iterable, Iterator, Mapping

from fairscore._canonical import canonical

__all__ = [
    "SEED_BYTES",
    "below",
    "derived",
    "exchange",
    "in_order",
    "key_of",
    "ranked",
    "shuffled",
    "squared",
    "williams",
    "words",
]

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
    return hmac.digest(seed, b"fairscore use 1\n" + canonical(use), "sha256")


def key_of(
    seed: bytes,
    purpose: str,
    reader: str | None,
    *,
    about: str | None,
    draw: int,
    more: str = "",
) -> bytes:
    """The key of one order."""
    return derived(seed, purpose, reader or "", about or "", str(draw), more)


def words(key: bytes) -> Iterator[int]:
    """Numbers below 2^64 without end: four from each HMAC of a counter in decimal, from 0."""
    counter = 0
    while True:
        block = hmac.digest(key, b"fairscore block 1\n%d" % counter, "sha256")
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
    exchange(order, words(key))
    return tuple(order)


def exchange(order: list[str], numbers: Iterator[int]) -> None:
    """Shuffle in place (Fisher-Yates): from the last place on, with one that is not behind it."""
    for last in range(len(order) - 1, 0, -1):
        other = below(last + 1, numbers)
        order[last], order[other] = order[other], order[last]


def williams(size: int) -> tuple[tuple[int, ...], ...]:
    """
    Rows in which each item stands as often at each place, and as often right after each other.

    Williams (1949, Australian Journal of Scientific Research A 2, 149-168): as many rows as items
    where their number is even, twice as many where it is odd.

    Args:
        size: How many items, at least 1.

    Returns:
        Rows of the numbers from 0 to `size` - 1.

    Raises:
        ValueError: No items.

    Example:
        >>> williams(4)
        ((0, 1, 3, 2), (1, 2, 0, 3), (2, 3, 1, 0), (3, 0, 2, 1))
    """
    if size < 1:
        raise ValueError("an order of nothing")
    zigzag = [(step + 1) // 2 if step % 2 else -(step // 2) for step in range(size)]
    rows = [tuple((place + row) % size for place in zigzag) for row in range(size)]
    if size % 2 and size > 1:
        # Odd numbers balance only together with their mirror image.
        rows += [row[::-1] for row in rows]
    return tuple(rows)


def squared(
    items: tuple[str, ...],
    readers: tuple[str, ...],
    seed: bytes,
    *,
    purpose: str,
    about: str | None,
    draw: int,
) -> dict[str, tuple[str, ...]] | None:
    """A row of a square for each reader; None where they do not fill whole squares."""
    rows = williams(max(len(items), 1))
    if len(items) <= 1 or not readers or len(readers) % len(rows):
        return None
    # A square has keys of its own: another square of the same seed must not repeat it.
    group = canonical([in_order(items), in_order(readers)]).decode()
    named, seated = (
        shuffled(names, key_of(seed, purpose, None, about=about, draw=draw, more=more + group))
        for names, more in ((items, "items"), (readers, "readers"))
    )
    return {
        reader: tuple(named[number] for number in rows[place % len(rows)])
        for place, reader in enumerate(seated)
    }


def ranked(order: Iterable[str], method: str, seniority: Mapping[str, int]) -> tuple[str, ...]:
    """Shuffled people by their seniority, as far as the method asks for it."""
    people = tuple(order)
    rank = {person: seniority.get(person, 0) for person in people}
    if method == "least-senior-first":
        return tuple(sorted(people, key=rank.__getitem__))
    if method == "most-senior-last":
        highest = max(rank.values(), default=0)
        return tuple(sorted(people, key=lambda person: rank[person] == highest))
    return people
