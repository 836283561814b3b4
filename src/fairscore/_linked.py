"""
Whether interviewers can be compared: linked, directly or over others, by what they judged alike.

How strict somebody is can only be told apart from how good their candidates were where two people
judged the same criterion of the same candidate, and where everybody hangs together over such pairs
(Brennan 2001, Generalizability Theory, on connected designs).
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from itertools import islice, product

from fairscore._matching import Matching

__all__ = ["groups", "link"]

_WORK = 1_000_000
"""Cells looked at before giving up: a bound on work, and not on time, gives the same everywhere."""


def groups(judged: Mapping[int, Iterable[Hashable]]) -> tuple[frozenset[int], ...]:
    """
    Interviewers who hang together.

    Args:
        judged: For each interviewer the cells they judge: candidate and criterion.

    Returns:
        The groups, the largest first; one where all can be compared.

    Example:
        >>> groups({0: ["x"], 1: ["x", "y"], 2: ["z"]})
        (frozenset({0, 1}), frozenset({2}))
    """
    root = {one: one for one in judged}

    def top(one: int) -> int:
        while root[one] != one:
            root[one] = root[root[one]]
            one = root[one]
        return one

    first: dict[Hashable, int] = {}
    for one in sorted(judged):
        for cell in judged[one]:
            root[top(one)] = top(first.setdefault(cell, one))
    together: dict[int, set[int]] = {}
    for one in judged:
        together.setdefault(top(one), set()).add(one)
    return tuple(
        sorted(map(frozenset, together.values()), key=lambda group: (-len(group), min(group)))
    )


def link(
    matching: Matching,
    cells_of: Callable[[int], tuple[Hashable, ...]],
    known: Mapping[int, tuple[Hashable, ...]],
) -> tuple[frozenset[int], ...]:
    """
    Let interviewers change places, loads unchanged, until all hang together or no change helps.

    Args:
        matching: The assignment; it is changed.
        cells_of: What whoever takes a slot judges: candidate and criterion.
        known: What interviewers judge from before, which is not changed.

    Returns:
        The groups that are left.
    """
    left = _groups_of(matching, cells_of, known)
    fewest = _fewest(matching, cells_of, known)
    tries = _WORK // (1 + len(matching.slots) + sum(map(len, known.values())))
    while len(left) > fewest:
        for one, other in islice(_swaps(matching, left), tries):
            tries -= 1
            _swap(matching, one, other)
            now = _groups_of(matching, cells_of, known)
            if len(now) < len(left):
                left = now
                break
            _swap(matching, one, other)
        else:
            break
    return left


def _groups_of(
    matching: Matching,
    cells_of: Callable[[int], tuple[Hashable, ...]],
    known: Mapping[int, tuple[Hashable, ...]],
) -> tuple[frozenset[int], ...]:
    judged: dict[int, list[Hashable]] = {one: list(cells) for one, cells in known.items() if cells}
    for slot, taker in enumerate(matching.taker):
        judged.setdefault(taker, []).extend(cells_of(slot))
    return groups(judged)


def _fewest(
    matching: Matching,
    cells_of: Callable[[int], tuple[Hashable, ...]],
    known: Mapping[int, tuple[Hashable, ...]],
) -> int:
    """What no change of places can go below: all who might judge a cell together hang together."""
    together: dict[Hashable, list[int]] = {}
    for slot in range(len(matching.slots)):
        for cell in cells_of(slot):
            together.setdefault(cell, []).append(slot)
    judged = {one: list(cells) for one, cells in known.items()}
    for cell, slots in together.items():
        if len(slots) > 1:
            for slot in slots:
                for taker in matching.slots[slot].allowed:
                    judged[taker].append(cell)
    takes = {one for one, load in enumerate(matching.load) if load}
    return sum(not takes.isdisjoint(group) for group in groups(judged))


def _swaps(matching: Matching, apart: tuple[frozenset[int], ...]) -> Iterator[tuple[int, int]]:
    """Slots of a smaller group and of the others whose takers may change places."""
    of = {taker: number for number, group in enumerate(apart) for taker in group}
    numbered = [(slot, of[taker]) for slot, taker in enumerate(matching.taker)]
    for small in range(len(apart) - 1, 0, -1):
        inside = [slot for slot, number in numbered if number == small]
        outside = [slot for slot, number in numbered if number != small]
        pairs = product(inside, outside)
        yield from (pair for pair in pairs if _can_swap(matching, *pair))


def _can_swap(matching: Matching, one: int, other: int) -> bool:
    first, second = matching.taker[one], matching.taker[other]
    return (
        second in matching.slots[one].allowed
        and first in matching.slots[other].allowed
        # Two who meet the same candidate may trade interviews.
        and matching.held(one, second) in {None, other}
        and matching.held(other, first) in {None, one}
    )


def _swap(matching: Matching, one: int, other: int) -> None:
    first, second = matching.taker[one], matching.taker[other]
    matching.give(one, second)
    matching.give(other, first)
