"""
Log: commitments to what was written, the chains over them, and receipts.

A commitment seals a body with a salt. A chain makes every event depend on all before it: one chain
over the whole panel, and one a seat over the opening and the seat's own events, so that a receipt
for a seat depends on nothing that others did. The forms are specified in docs/reference/log.md,
and `examples/verify_log.py` checks them without this library.
"""

import hashlib
import hmac
from collections.abc import Iterable
from typing import Literal

import attrs

from fairscore._canonical import canonical
from fairscore._text import Id, Moment, Ref
from fairscore.document import Document
from fairscore.event import (
    Commitment,
    Event,
    Exposed,
    Opened,
    PanelId,
    RubricAdopted,
    SeatAdded,
    SeatKey,
    SeatVacated,
    Submitted,
    Withdrawn,
    written,
)

__all__ = [
    "SALT_BYTES",
    "Body",
    "BodyOf",
    "Receipt",
    "Record",
    "Unconfirmed",
    "chained",
    "commit",
    "genesis",
    "seat_head",
]

SALT_BYTES = 32
"""Length of a salt: no other, for HMAC cannot tell a shorter key from one padded with zeros."""

BodyOf = Literal["rubric", "scorecard", "seed", "statement"]
"""What a body holds."""


@attrs.frozen(kw_only=True)
class Body:
    """
    Words that can be erased, with the salt they were sealed with.

    Attributes:
        commitment: The name of the body, which events know it by.
        salt: 32 random bytes; without them nobody can guess the words from the commitment.
        content: Canonical JSON.
    """

    commitment: str
    salt: bytes = attrs.field(repr=False)
    content: bytes = attrs.field(repr=False)


@attrs.frozen(kw_only=True)
class Record:
    """
    One event as it is stored.

    Attributes:
        event: Canonical JSON of the event.
        head: The panel's chain up to and including it.
    """

    # Quiet, as a traceback may show the locals of its frames: who handed in, when, and how much.
    event: bytes = attrs.field(repr=False)
    head: str = attrs.field(repr=False)


class Receipt(Document):
    """
    What somebody holds to show later that a log was not changed.

    Before the reveal it covers the seat of whoever holds it, at the reveal the whole panel.
    """

    kind: Literal["receipt"] = "receipt"
    """What this document is."""
    schema_version: Literal[1] = 1
    """Version of this document format."""
    tenant: Ref
    """The tenant."""
    application: Ref
    """The application, as the host calls it."""
    round: Ref
    """Its round."""
    covers: Literal["seat", "panel"]
    """Whether it covers one seat or the whole panel."""
    interviewer: Ref | None = None
    """Whose seat, where it covers one."""
    interview: Id | None = None
    """In which interview."""
    body: Commitment | None = None
    """The scorecard it was given for, where it covers a seat."""
    at: Moment
    """When the last event that it covers happened."""
    head: Commitment
    """The chain up to then."""


@attrs.frozen(kw_only=True)
class Unconfirmed:
    """
    A scorecard was written in a transaction of the host's, which is not committed yet.

    There is no receipt for what may still be rolled back. After the commit, `Desk.receipt` gives
    it for the same seat and key.

    Attributes:
        panel: The panel.
        seat: The seat.
        key: The key under which it was handed in.
    """

    panel: PanelId
    seat: SeatKey
    key: str


def commit(content: bytes, *, salt: bytes, panel: PanelId, of: BodyOf, seat: SeatKey) -> str:
    """
    Seal a body: HMAC-SHA256 with the salt as key, over where the body belongs and its bytes.

    Args:
        content: Canonical JSON of the body.
        salt: 32 bytes that nobody can guess, used once.
        panel: The panel it belongs to, tenant first.
        of: What it is.
        seat: Whose it is: interviewer and interview, or author and '' for a statement; two empty
            texts for a rubric and for the seed.

    Returns:
        The commitment, 64 hexadecimal digits.

    Raises:
        ValueError: The salt has another length.

    Example:
        >>> acme = PanelId(tenant="acme", application="app-7", round="onsite")
        >>> commit(b"{}", salt=bytes(32), panel=acme, of="scorecard", seat=("a", ""))[:16]
        'ca081f157ced427a'
    """
    if len(salt) != SALT_BYTES:
        raise ValueError(f"a salt has {SALT_BYTES} bytes")
    where = [panel.tenant, panel.application, panel.round, of, *seat]
    message = b"fairscore commitment 1\n" + canonical(where) + b"\n" + content
    return hmac.new(salt, message, hashlib.sha256).hexdigest()


def genesis(panel: PanelId, seat: SeatKey | None = None) -> str:
    """The head of a chain before its first event: of the panel, or of one of its seats."""
    where = [panel.tenant, panel.application, panel.round, *(seat or ())]
    name = b"fairscore seat 1\n" if seat else b"fairscore panel 1\n"
    return hashlib.sha256(name + canonical(where)).hexdigest()


def linked(head: str, event: bytes) -> str:
    """The head of a chain after one more event."""
    return hashlib.sha256(b"fairscore link 1\n" + head.encode() + b"\n" + event).hexdigest()


def chained(panel: PanelId, head: str | None, events: Iterable[Event]) -> tuple[Record, ...]:
    """
    Events as they are stored, each with the panel's chain up to it.

    Args:
        panel: The panel.
        head: Its chain so far; None before the first event.
        events: What happened, in order.

    Returns:
        One record an event.
    """
    records: list[Record] = []
    last = head or genesis(panel)
    for event in events:
        data = written(event)
        last = linked(last, data)
        records.append(Record(event=data, head=last))
    return tuple(records)


def seat_head(panel: PanelId, seat: SeatKey, events: Iterable[tuple[Event, bytes]]) -> str:
    """
    The chain of one seat: the opening, the rubrics, and what concerns the seat or who sits there.

    Nothing that others handed in is part of it, so a receipt tells nothing of them.
    """
    head = genesis(panel, seat)
    for event, data in events:
        if concerns(event, seat):
            head = linked(head, data)
    return head


def concerns(event: Event, seat: SeatKey) -> bool:
    """Whether an event is part of a seat's chain."""
    match event:
        case Opened() | RubricAdopted():
            return True
        case SeatAdded():
            return event.seat.key == seat
        case SeatVacated() | Submitted() | Withdrawn():
            return event.seat_key == seat
        case Exposed():
            return event.person == seat[0]
        case _:
            return False
