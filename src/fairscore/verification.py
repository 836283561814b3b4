"""
Verification: whether an exported log is what was written, line by line, and what a receipt shows.

It goes by the bytes alone and asks no store. docs/reference/log.md specifies the form, and
`examples/verify_log.py` gives the same answers without this library.
"""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, Literal, get_args

import attrs

from fairscore._log_text import (
    BodyLine,
    EntryLine,
    Lines,
    exported,
    heading,
    named,
    panel_of,
    plain_line,
    seat_of,
)
from fairscore._seeds import out_of_place, seeds_altered
from fairscore.errors import Problem
from fairscore.event import EraseBasis, PanelId
from fairscore.log import SALT_BYTES, BodyOf, Receipt, commit, genesis, linked

__all__ = [
    "BodyState",
    "CheckedBody",
    "CheckedReceipt",
    "Verification",
    "exported",
    "verify",
]

BodyState = Literal["valid", "altered", "missing", "erased", "withdrawn"]
"""What became of a body: the last two stand in the log, `missing` and `altered` do not."""

_SAYINGS: Mapping[str, tuple[str, str]] = {
    "log-version": (
        "not the first line of a log of this version",
        (
            "give the bytes as `Desk.export_log` wrote them, with their line ends; "
            "a log of a newer release needs that release"
        ),
    ),
    "seed-altered": (
        "not the seed that was sealed",
        "draw no order from it; ask for the log as it was handed out",
    ),
    "event-out-of-place": (
        "no desk writes this here: it would choose an order, or name what is named already",
        "do not rely on the log; ask for it as it was handed out",
    ),
    "line-altered": (
        "not a line as it was written, or not in its place",
        "take the log as it was handed out; a program may have changed its line ends",
    ),
    "chain-broken": (
        "this entry does not follow from those before it",
        "do not rely on anything from here on; export the log again from the store",
    ),
    "body-altered": (
        "these words or their salt are not what was sealed",
        "do not rely on them; look for the body in a backup",
    ),
    "body-missing": (
        "what this entry sealed is not here, and no erasure accounts for it",
        "look for the body in a backup; words that were erased had to be recorded as such",
    ),
    "body-out-of-place": (
        "no entry names this body here",
        "take the log as it was handed out; the body may be of another panel",
    ),
    "body-not-erased": (
        "the log says that this body was erased",
        "remove it where it came from; it should be nowhere",
    ),
    "receipt-unmet": (
        "the log does not hold what this receipt was given for",
        "keep the receipt; the log was changed, cut off, or is of another panel",
    ),
}


@attrs.frozen(kw_only=True)
class CheckedBody:
    """
    One body that the log names, and what became of it.

    Attributes:
        commitment: Its name in the log.
        of: What it holds.
        seat: Whose it is: interviewer and interview, author and '', or two empty texts.
        line: Line of the entry that names it.
        state: What became of it.
        basis: The ground on which it was erased; empty where it was not.
    """

    commitment: str
    of: BodyOf
    seat: tuple[str, str]
    line: int
    state: BodyState
    basis: str = ""


@attrs.frozen(kw_only=True)
class CheckedReceipt:
    """
    One receipt held against the log.

    Attributes:
        covers: Whether it covers a seat or the whole panel.
        holds: Whether what it was given for stands in the log unaltered.
        line: Line of the last entry that it covers; 0 where it does not hold.
        later: How many entries came after it: of the seat's chain, or of the panel's.
    """

    covers: Literal["seat", "panel"]
    holds: bool
    line: int = 0
    later: int = 0


@attrs.frozen(kw_only=True)
class Verification:
    """
    What came of checking a log.

    Attributes:
        panel: Which panel the log says it is of; None where its first line cannot be read.
        entries: How many entries follow from one another, from the first one on.
        bodies: Every body that they name, in that order.
        receipts: Each receipt that was given, in the same order.
        problems: Everything that is wrong, by its line; the first is where it breaks. Receipts that
            are not met come last, in the order in which they were given.
    """

    panel: PanelId | None
    entries: int
    bodies: tuple[CheckedBody, ...]
    receipts: tuple[CheckedReceipt, ...]
    problems: tuple[Problem, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems

    @property
    def covered(self) -> Literal["nothing", "seat", "panel"]:
        """
        What a receipt that holds speaks for.

        Without one the log may have been rewritten as a whole, and nobody would notice: whoever
        can write to the store can also compute every hash anew.
        """
        held = {one.covers for one in self.receipts if one.holds}
        return "panel" if "panel" in held else "seat" if held else "nothing"


def verify(text: str | bytes, receipts: Iterable[Receipt] = ()) -> Verification:
    """
    Check a log that `Desk.export_log` wrote.

    Anything but the very bytes that were written is an alteration: white space, the order of keys,
    a line end. Words that were erased are told from words that are gone by the log itself.

    Args:
        text: The log.
        receipts: Receipts to hold against it. A seat's is held against the seat's own chain, a
            panel's against the panel's; events after it are fine, and counted.

    Returns:
        What was found. Raises nothing for bad input.

    Example:
        >>> verify(b"").problems[0].slug
        'log-version'
    """
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    first, *lines = data.split(b"\n")
    panel = panel_of(plain_line(first))
    if panel is None or heading(panel) != first:
        checked = tuple(CheckedReceipt(covers=one.covers, holds=False) for one in receipts)
        return Verification(
            panel=None,
            entries=0,
            bodies=(),
            receipts=checked,
            problems=(_problem("log-version", 1),),
        )
    read = Lines.of(lines)
    problems = [_problem("line-altered", line) for line in read.odd]
    sound = _sound(panel, read.entries, problems)
    bodies = _bodies(panel, read, problems)
    _check_seeds(read, bodies, problems)
    checked = tuple(
        _held_against(receipt, panel=panel, entries=sound, problems=problems)
        for receipt in receipts
    )
    return Verification(
        panel=panel,
        entries=len(sound),
        bodies=bodies,
        receipts=checked,
        # What has no line, a receipt that is not met, comes after all that breaks at a line.
        problems=tuple(sorted(problems, key=lambda one: (not one.line, one.line, one.slug))),
    )


def _check_seeds(read: Lines, bodies: Iterable[CheckedBody], problems: list[Problem]) -> None:
    # The first of each: another one of the same name is out of place.
    contents = {body.commitment: body.content for body in reversed(read.bodies)}
    seeds = [one for one in bodies if (one.of, one.state) == ("seed", "valid")]
    sealed = [contents[one.commitment] for one in seeds]
    altered = seeds_altered(read.entries, sealed=sealed)
    problems.extend(_problem("seed-altered", line) for line in altered)
    problems.extend(_problem("event-out-of-place", line) for line in out_of_place(read.entries))


_BASES = get_args(EraseBasis)
_READABLE = re.compile(rb'"event":"reveal-made"|"reveal":"own-in"')
"""From here on others may have read, and asking whether anybody did would tell."""


@attrs.define
class _Naming:
    """A body as the entries tell of it."""

    of: BodyOf
    seat: tuple[str, str]
    line: int
    gone: BodyState = "missing"
    basis: str = ""


def _sound(
    panel: PanelId, entries: tuple[EntryLine, ...], problems: list[Problem]
) -> tuple[EntryLine, ...]:
    """The entries that follow from one another, up to the first that does not."""
    head = genesis(panel)
    for position, entry in enumerate(entries):
        opens = entry.event.get("event") == "opened"
        fits = opens == (position == 0) and (not opens or panel_of(entry.event) == panel)
        if not fits or linked(head, entry.data) != entry.head:
            problems.append(_problem("chain-broken", entry.line))
            return entries[:position]
        head = entry.head
    if not entries:
        problems.append(_problem("chain-broken", 1))
    return entries


def _bodies(panel: PanelId, read: Lines, problems: list[Problem]) -> tuple[CheckedBody, ...]:
    """Every body that an entry names, whether the chain holds there or not."""
    known = _namings(read.entries)
    positions = {commitment: position for position, commitment in enumerate(known)}
    found: dict[str, BodyState] = {}
    last = -1
    for body in read.bodies:
        position = positions.get(body.commitment, -1)
        if position <= last:
            problems.append(_problem("body-out-of-place", body.line))
            continue
        last = position
        naming = known[body.commitment]
        sealed, erased = _is_sealed(panel, body, naming), naming.gone == "erased"
        found[body.commitment] = "altered" if erased or not sealed else "valid"
        if found[body.commitment] == "altered":
            slug = "body-not-erased" if sealed else "body-altered"
            problems.append(_problem(slug, body.line))
    checked: list[CheckedBody] = []
    for commitment, naming in known.items():
        state = found.get(commitment, naming.gone)
        if state == "missing":
            problems.append(_problem("body-missing", naming.line))
        checked.append(
            CheckedBody(
                commitment=commitment,
                of=naming.of,
                seat=naming.seat,
                line=naming.line,
                state=state,
                basis=naming.basis,
            )
        )
    return tuple(checked)


def _namings(entries: Iterable[EntryLine]) -> dict[str, _Naming]:
    known: dict[str, _Naming] = {}
    readers: set[str] = set()
    too_late = False
    for entry in entries:
        for commitment, of, seat in named(entry.event):
            # Named again, it is still what it was first.
            known.setdefault(commitment, _Naming(of, seat, entry.line))
        too_late = too_late or bool(_READABLE.search(entry.data))
        match entry.event:
            case {"event": "exposed", "person": str(person)}:
                readers.add(person)
            # Whoever may have read others takes nothing back, nor does anybody for somebody else.
            case {"event": "withdrawn", "by": str(by), "interviewer": str(interviewer)} if (
                by == interviewer and not too_late and by not in readers
            ):
                taken = ("scorecard", seat_of(interviewer, entry.event), "missing")
                for naming in known.values():
                    if (naming.of, naming.seat, naming.gone) == taken:
                        naming.gone = "withdrawn"
            case {"event": "erased", "basis": str(basis), "bodies": [*bodies]} if basis in _BASES:
                for one in bodies:
                    gone = known.get(one) if isinstance(one, str) else None
                    # A rubric and a seed hold nobody's words: no erasure accounts for the lack.
                    if gone is not None and gone.of not in {"rubric", "seed"}:
                        gone.gone, gone.basis = "erased", basis
            case _:
                pass
    return known


def _is_sealed(panel: PanelId, body: BodyLine, naming: _Naming) -> bool:
    try:
        salt = bytes.fromhex(body.salt)
    except ValueError:
        return False
    if len(salt) != SALT_BYTES or salt.hex() != body.salt:
        return False
    sealed = commit(body.content, salt=salt, panel=panel, of=naming.of, seat=naming.seat)
    return sealed == body.commitment


def _held_against(
    receipt: Receipt, *, panel: PanelId, entries: tuple[EntryLine, ...], problems: list[Problem]
) -> CheckedReceipt:
    """Whether the log holds what a receipt was given for, and what came after that."""
    told: dict[str, Any] = json.loads(receipt.canonical)
    chain = [(entry, entry.head) for entry in entries]
    if receipt.covers == "seat":
        chain = _seat_chain(panel, seat_of(receipt.interviewer or "", told), entries)
    for position, (entry, head) in enumerate(chain, 1):
        given = entry.event.get("event"), entry.event.get("body")
        if (
            (head, entry.event.get("at")) == (receipt.head, told["at"])
            and (receipt.covers == "panel" or given == ("submitted", receipt.body))
            and panel_of(told) == panel
        ):
            return CheckedReceipt(
                covers=receipt.covers, holds=True, line=entry.line, later=len(chain) - position
            )
    problems.append(_problem("receipt-unmet", 0))
    return CheckedReceipt(covers=receipt.covers, holds=False)


def _seat_chain(
    panel: PanelId, seat: tuple[str, str], entries: Iterable[EntryLine]
) -> list[tuple[EntryLine, str]]:
    """The entries that concern a seat or who sits there, each with the seat's chain up to it."""
    chain: list[tuple[EntryLine, str]] = []
    head = genesis(panel, seat)
    for entry in entries:
        if _concerns(entry.event, seat):
            head = linked(head, entry.data)
            chain.append((entry, head))
    return chain


def _concerns(event: Mapping[str, Any], seat: tuple[str, str]) -> bool:
    """As `log.concerns`, for an event of which no more is believed than it says."""
    match event:
        case {"event": "opened" | "rubric-adopted"}:
            return True
        case {"event": "seat-added", "seat": {"interviewer": str(interviewer)}}:
            return seat_of(interviewer, event["seat"]) == seat
        case {"event": "seat-vacated" | "submitted" | "withdrawn", "interviewer": str(interviewer)}:
            return seat_of(interviewer, event) == seat
        case {"event": "exposed", "person": str(person)}:
            return person == seat[0]
        case _:
            return False


def _problem(slug: str, line: int) -> Problem:
    message, advice = _SAYINGS[slug]
    return Problem(slug=slug, message=message, advice=advice, line=line, column=min(line, 1))
