"""
Order: who comes first, drawn from a committed seed and recorded with every position.

Candidates for each reviewer, criteria for scoring, scorecards on a page, turns in a meeting: these
have an order that matters and no natural one. Questions that candidates are asked and the anchors
of a scale are never shuffled: the first must be alike for all, the second has its own order.
"""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from fairscore._canonical import canonical
from fairscore._order import (
    SEED_BYTES,
    derived,
    in_order,
    key_of,
    ranked,
    shuffled,
    squared,
    williams,
)
from fairscore._part import Part
from fairscore._text import Ref

__all__ = [
    "MOST_DRAWS",
    "Method",
    "Order",
    "PlanCommitment",
    "Purpose",
    "balanced",
    "drawn",
    "extended",
    "is_seed_of",
    "plan_commitment",
    "seed_commitment",
    "turns",
    "williams",
]

_DIGITS = 64

MOST_DRAWS = 1000
"""How often an order can be drawn anew."""

PlanCommitment = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}([0-9a-f]{64})?$")]
"""What a plan was sealed to: its seed, and then all that it was made from; old ones lack that."""

Purpose = Literal["candidates", "criteria", "page", "reading", "speaking"]
"""What an order is for."""

Method = Literal["shuffle", "williams", "least-senior-first", "most-senior-last"]
"""How an order was made."""

Turns = Literal["shuffle", "least-senior-first", "most-senior-last"]
"""How people take turns in a meeting."""

_TURNS = frozenset({"reading", "speaking"})


def seed_commitment(seed: bytes) -> str:
    """
    What a seed is sealed to. A seed has 256 random bits, so nobody guesses it from this.

    Raises:
        ValueError: It is not 32 bytes; fewer can be tried out.

    Example:
        >>> seed_commitment(bytes(32))[:16]
        '7f1c1a4aff92b26a'
    """
    if len(seed) != SEED_BYTES:
        raise ValueError(f"a seed has {SEED_BYTES} bytes")
    return hashlib.sha256(b"fairscore seed 1\n" + seed).hexdigest()


def plan_commitment(seed: bytes, inputs: object) -> str:
    """
    What a plan is sealed to: its seed, and under the seed all that it is made from.

    Without the seed nobody can try out what the inputs may have been, such as a candidate's name.

    Args:
        seed: The seed of the plan.
        inputs: What it is made from, as plain data; docs/reference/order.md says in which form.

    Returns:
        64 digits for the seed, 64 for the inputs.
    """
    return seed_commitment(seed) + derived(seed, "inputs", canonical(inputs).decode()).hex()


def is_seed_of(commitment: str, seed: bytes) -> bool:
    """Whether a commitment, of a seed or of a plan, was made from a seed."""
    return commitment[:_DIGITS] == seed_commitment(seed)


class Order(Part):
    """
    One order as it was drawn, with what is needed to draw it again from the seed.

    Example:
        >>> order = drawn(["x", "y", "z"], seed=bytes(32), purpose="page", reader="interviewer-a")
        >>> order.position(order.items[2])
        3
    """

    purpose: Purpose
    """What it is for."""
    method: Method
    """How it was made."""
    reader: Ref | None = None
    """For whom; none where all share it."""
    about: Ref | None = None
    """Which question or criterion it is for, where there is one order for each."""
    draw: int = Field(default=0, ge=0, le=MOST_DRAWS)
    """How often it had been drawn before; a new draw is recorded with its reason."""
    items: tuple[Ref, ...]
    """What stands in this order, the first first."""
    added: tuple[Ref, ...] = ()
    """What came after it was drawn, and stands behind."""

    def position(self, item: str) -> int | None:
        """Where something stands, counted from 1; None where it is not there."""
        every = (*self.items, *self.added)
        return every.index(item) + 1 if item in every else None


def drawn(
    items: Iterable[str],
    *,
    seed: bytes,
    purpose: Purpose,
    reader: str | None = None,
    about: str | None = None,
    draw: int = 0,
) -> Order:
    """
    Shuffle items for one reader.

    Args:
        items: Names, in any order.
        seed: The committed seed, 32 bytes.
        purpose: What the order is for.
        reader: For whom; None where all share it.
        about: Which question or criterion.
        draw: How often it had been drawn before.

    Returns:
        The order. Other readers, purposes and draws have nothing to do with it.

    Raises:
        ValueError: An item is there twice, or the seed has another length.
    """
    key = key_of(seed, purpose, reader, about=about, draw=draw)
    return _order(
        purpose=purpose,
        method="shuffle",
        reader=reader,
        about=about,
        draw=draw,
        items=shuffled(items, key),
    )


def balanced(
    items: Iterable[str],
    readers: Iterable[str],
    *,
    seed: bytes,
    purpose: Purpose,
    about: str | None = None,
    draw: int = 0,
) -> tuple[Order, ...]:
    """
    One order a reader: a Williams square where their number allows, a shuffle each otherwise.

    A square is filled whole when the readers are a multiple of its rows. Half a square would be
    neither balanced nor random, so there is none.

    Args:
        items: Names, in any order.
        readers: For whom, in any order.
        seed: The committed seed, 32 bytes.
        purpose: What the orders are for.
        about: Which question or criterion, where each has its own orders.
        draw: How often they had been drawn before.

    Returns:
        An order for each reader, by name, each saying how it was made.

    Raises:
        ValueError: An item or reader is there twice, or there are no items.

    Example:
        >>> orders = balanced(["x", "y"], ["a", "b"], seed=bytes(32), purpose="criteria")
        >>> sorted(order.items for order in orders)
        [('x', 'y'), ('y', 'x')]
    """
    items, readers = in_order(items), in_order(readers)
    if not items:
        raise ValueError("there is nothing to put into an order")
    square = squared(items, readers, seed, purpose=purpose, about=about, draw=draw)
    if square is None:
        return tuple(
            drawn(items, seed=seed, purpose=purpose, reader=reader, about=about, draw=draw)
            for reader in readers
        )
    return tuple(
        _order(
            purpose=purpose,
            method="williams",
            reader=reader,
            about=about,
            draw=draw,
            items=square[reader],
        )
        for reader in readers
    )


def turns(
    people: Iterable[str],
    *,
    seed: bytes,
    purpose: Purpose = "speaking",
    method: Method = "shuffle",
    seniority: Mapping[str, int] | None = None,
    about: str | None = None,
    draw: int = 0,
) -> Order:
    """
    Who speaks or reads after whom.

    `least-senior-first` lets nobody follow somebody above them; `most-senior-last` keeps only the
    highest for the end and shuffles the others. Equals are shuffled. The reasons and their sources
    are in docs/explanation/orders.md.

    Args:
        people: Who takes a turn.
        seed: The committed seed, 32 bytes.
        purpose: `speaking` or `reading`.
        method: How.
        seniority: A higher number is more senior; whoever is not in it counts as 0.
        about: Which criterion, where each has its own turns.
        draw: How often it had been drawn before.

    Returns:
        The order.

    Raises:
        ValueError: A person is there twice, the purpose is no taking of turns, or the method is a
            square, which makes several orders.

    Example:
        >>> turns(["lead", "new"], seed=bytes(32), method="least-senior-first",
        ...       seniority={"lead": 3}).items
        ('new', 'lead')
    """
    if method == "williams":
        raise ValueError("turns are for one order, and a square makes several")
    if purpose not in _TURNS:
        raise ValueError("turns are for reading or speaking")
    order = drawn(people, seed=seed, purpose=purpose, about=about, draw=draw)
    return _order(
        purpose=purpose,
        method=method,
        about=about,
        draw=draw,
        items=ranked(order.items, method, seniority or {}),
    )


def extended(order: Order, items: Iterable[str], *, seed: bytes) -> Order:
    """
    Put what came later behind what was drawn, and leave that as it is.

    Args:
        order: The order as it was drawn.
        items: Everything that is to stand in it by now.
        seed: The seed it was drawn from.

    Returns:
        The same order; what it did not have yet is shuffled and stands at its end.
    """
    known = {*order.items, *order.added}
    new = [item for item in items if item not in known]
    if not new:
        return order
    key = key_of(
        seed,
        order.purpose,
        order.reader,
        about=order.about,
        draw=order.draw,
        more=f"added-{len(known)}",
    )
    return _order(
        purpose=order.purpose,
        method=order.method,
        reader=order.reader,
        about=order.about,
        draw=order.draw,
        items=order.items,
        added=(*order.added, *shuffled(new, key)),
    )


def _order(
    *,
    purpose: Purpose,
    method: Method,
    items: tuple[str, ...],
    reader: str | None = None,
    about: str | None = None,
    draw: int = 0,
    added: tuple[str, ...] = (),
) -> Order:
    """An order that says no more than there is to say: a plan has hundreds of them."""
    more: dict[str, Any] = {"reader": reader, "about": about, "draw": draw, "added": added}
    said = {name: value for name, value in more.items() if value}
    return Order(purpose=purpose, method=method, items=items, **said)
