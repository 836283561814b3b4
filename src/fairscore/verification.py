"""
Verification: whether an exported log is what was written, line by line, and what a receipt shows.

It goes by the bytes alone and asks no store. docs/reference/log.md specifies the form, and
`examples/verify_log.py` gives the same answers without this library.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, NoReturn

import attrs

from fairscore._canonical import Plain, encode
from fairscore.errors import PanelError, Problem
from fairscore.event import PanelId
from fairscore.log import SALT_BYTES, Body, BodyOf, Receipt, Record, commit, genesis, linked

__all__ = [
    "LOG_VERSION",
    "BodyState",
    "CheckedBody",
    "CheckedReceipt",
    "Verification",
    "exported",
    "verify",
]

LOG_VERSION = 1
"""Version of the form of an exported log."""

BodyState = Literal["valid", "altered", "missing", "erased", "withdrawn"]
"""What became of a body: the last two stand in the log, `missing` and `altered` do not."""

_SAYINGS: Mapping[str, tuple[str, str]] = {
    "log-version": (
        f"not the first line of a log of version {LOG_VERSION}",
        "give a log as `Desk.export_log` wrote it, or a newer fairscore",
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
        "the words that this entry sealed are not here, and no erasure is recorded",
        "look for the body in a backup; if it was erased, that had to be recorded",
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
        problems: Everything that is wrong, by its line; the first is where it breaks.
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


def exported(panel: PanelId, records: Iterable[Record], bodies: Mapping[str, Body]) -> bytes:
    """
    Write a log so that anybody can verify it.

    Args:
        panel: The panel.
        records: Its events as they are stored; their bytes are copied, never written anew.
        bodies: Those that may be handed out, by their commitments.

    Returns:
        JSON Lines: a first line that names the panel, a line an entry, a line a body, in the order
        in which the entries name them. Keep it as bytes: its line ends are part of it.
    """
    lines = [encode(_heading(panel))]
    named: dict[str, None] = {}
    for record in records:
        lines.append(b'{"event":%s,"head":"%s"}' % (record.event, record.head.encode()))
        for commitment, _, _ in _named(json.loads(record.event)):
            named[commitment] = None
    lines += (
        b'{"commitment":"%s","content":%s,"salt":"%s"}'
        % (commitment.encode(), body.content, body.salt.hex().encode())
        for commitment in named
        if (body := bodies.get(commitment))
    )
    return b"".join(line + b"\n" for line in lines)


def _heading(panel: PanelId) -> dict[str, Plain]:
    return {
        "log": LOG_VERSION,
        "tenant": panel.tenant,
        "application": panel.application,
        "round": panel.round,
    }


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
    heading, *lines = data.split(b"\n")
    panel = _panel_of(_plain(heading))
    if panel is None or encode(_heading(panel)) != heading:
        checked = tuple(CheckedReceipt(covers=one.covers, holds=False) for one in receipts)
        return Verification(
            panel=None,
            entries=0,
            bodies=(),
            receipts=checked,
            problems=(_problem("log-version", 1),),
        )
    read = _Read.of(lines)
    problems = list(read.problems)
    sound = _sound(panel, read.entries, problems)
    bodies = _bodies(panel, read, problems)
    checked = tuple(
        _held_against(receipt, panel=panel, entries=sound, problems=problems)
        for receipt in receipts
    )
    return Verification(
        panel=panel,
        entries=len(sound),
        bodies=bodies,
        receipts=checked,
        problems=tuple(sorted(problems, key=lambda one: (one.line, one.slug))),
    )


@attrs.frozen
class _Entry:
    line: int
    event: dict[str, Any]
    data: bytes
    head: str


@attrs.frozen
class _BodyLine:
    line: int
    commitment: str
    content: bytes
    salt: str


@attrs.frozen
class _Read:
    """What the lines after the first hold: entries, then bodies."""

    entries: tuple[_Entry, ...]
    bodies: tuple[_BodyLine, ...]
    problems: tuple[Problem, ...]

    @classmethod
    def of(cls, lines: list[bytes]) -> "_Read":
        entries: list[_Entry] = []
        bodies: list[_BodyLine] = []
        problems: list[Problem] = []
        *whole, rest = lines or [b"?"]
        for number, line in enumerate(whole, 2):
            plain = _plain(line)
            match plain:
                case {"event": dict(), "head": str(head), **more} if not (more or bodies):
                    entries.append(_Entry(number, plain["event"], encode(plain["event"]), head))
                case {"commitment": str(name), "content": content, "salt": str(salt), **more} if (
                    not more
                ):
                    bodies.append(_BodyLine(number, name, encode(content), salt))
                case _:
                    problems.append(_problem("line-altered", number))
        if rest:
            problems.append(_problem("line-altered", len(lines) + 1))
        return cls(tuple(entries), tuple(bodies), tuple(problems))


@attrs.define
class _Naming:
    """A body as the entries tell of it."""

    of: BodyOf
    seat: tuple[str, str]
    line: int
    is_withdrawn: bool = False
    basis: str = ""


def _sound(
    panel: PanelId, entries: tuple[_Entry, ...], problems: list[Problem]
) -> tuple[_Entry, ...]:
    """The entries that follow from one another, up to the first that does not."""
    head = genesis(panel)
    for position, entry in enumerate(entries):
        opens = entry.event.get("event") == "opened"
        fits = opens == (position == 0) and (not opens or _panel_of(entry.event) == panel)
        if not fits or linked(head, entry.data) != entry.head:
            problems.append(_problem("chain-broken", entry.line))
            return entries[:position]
        head = entry.head
    if not entries:
        problems.append(_problem("chain-broken", 1))
    return entries


def _bodies(panel: PanelId, read: _Read, problems: list[Problem]) -> tuple[CheckedBody, ...]:
    """Every body that an entry names, whether the chain holds there or not."""
    named = _namings(read.entries)
    positions = {commitment: position for position, commitment in enumerate(named)}
    found: dict[str, BodyState] = {}
    last = -1
    for body in read.bodies:
        position = positions.get(body.commitment, -1)
        if position <= last:
            problems.append(_problem("body-out-of-place", body.line))
            continue
        last = position
        naming = named[body.commitment]
        slug = "body-altered" if not _is_sealed(panel, body, naming) else "body-not-erased"
        found[body.commitment] = "valid"
        if slug == "body-altered" or naming.basis:
            problems.append(_problem(slug, body.line))
            found[body.commitment] = "altered"
    checked: list[CheckedBody] = []
    for commitment, naming in named.items():
        gone: BodyState = (
            "erased" if naming.basis else "withdrawn" if naming.is_withdrawn else "missing"
        )
        state = found.get(commitment, gone)
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


def _namings(entries: Iterable[_Entry]) -> dict[str, _Naming]:
    named: dict[str, _Naming] = {}
    standing: dict[tuple[str, str], list[_Naming]] = {}
    for entry in entries:
        for commitment, of, seat in _named(entry.event):
            naming = named.setdefault(commitment, _Naming(of, seat, entry.line))
            if of == "scorecard":
                standing.setdefault(seat, []).append(naming)
        match entry.event:
            case {"event": "withdrawn", "interviewer": str(interviewer)}:
                for naming in standing.pop(_seat(interviewer, entry.event), []):
                    naming.is_withdrawn = True
            case {"event": "erased", "basis": str(basis), "bodies": [*bodies]}:
                for one in bodies:
                    if isinstance(one, str) and one in named:
                        named[one].basis = basis
            case _:
                pass
    return named


def _named(event: Mapping[str, Any]) -> Iterator[tuple[str, BodyOf, tuple[str, str]]]:
    """The body that an event names, and where that belongs."""
    match event:
        case {"event": "opened" | "rubric-adopted", "rubric": {"body": str(body)}}:
            yield body, "rubric", ("", "")
        case {"event": "submitted", "interviewer": str(interviewer), "body": str(body)}:
            yield body, "scorecard", _seat(interviewer, event)
        case {"event": "contested", "by": str(author), "body": str(body)}:
            yield body, "statement", (author, "")
        case _:
            pass


def _seat(interviewer: str, fields: Mapping[str, Any]) -> tuple[str, str]:
    interview = fields.get("interview")
    return interviewer, interview if isinstance(interview, str) else ""


def _is_sealed(panel: PanelId, body: _BodyLine, naming: _Naming) -> bool:
    try:
        salt = bytes.fromhex(body.salt)
    except ValueError:
        return False
    if len(salt) != SALT_BYTES or salt.hex() != body.salt:
        return False
    sealed = commit(body.content, salt=salt, panel=panel, of=naming.of, seat=naming.seat)
    return sealed == body.commitment


def _held_against(
    receipt: Receipt, *, panel: PanelId, entries: tuple[_Entry, ...], problems: list[Problem]
) -> CheckedReceipt:
    """Whether the log holds what a receipt was given for, and what came after that."""
    told: dict[str, Any] = json.loads(receipt.canonical)
    chain = [(entry, entry.head) for entry in entries]
    if receipt.covers == "seat":
        chain = _seat_chain(panel, _seat(receipt.interviewer or "", told), entries)
    for position, (entry, head) in enumerate(chain, 1):
        given = entry.event.get("event"), entry.event.get("body")
        if (
            (head, entry.event.get("at")) == (receipt.head, told["at"])
            and (receipt.covers == "panel" or given == ("submitted", receipt.body))
            and _panel_of(told) == panel
        ):
            return CheckedReceipt(
                covers=receipt.covers, holds=True, line=entry.line, later=len(chain) - position
            )
    problems.append(_problem("receipt-unmet", 0))
    return CheckedReceipt(covers=receipt.covers, holds=False)


def _seat_chain(
    panel: PanelId, seat: tuple[str, str], entries: Iterable[_Entry]
) -> list[tuple[_Entry, str]]:
    """The entries that concern a seat or who sits there, each with the seat's chain up to it."""
    chain: list[tuple[_Entry, str]] = []
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
            return _seat(interviewer, event["seat"]) == seat
        case {"event": "seat-vacated" | "submitted" | "withdrawn", "interviewer": str(interviewer)}:
            return _seat(interviewer, event) == seat
        case {"event": "exposed", "person": str(person)}:
            return person == seat[0]
        case _:
            return False


def _panel_of(plain: Any) -> PanelId | None:  # noqa: ANN401 (whatever a line holds)
    """Which panel a heading, an opening or a receipt names."""
    match plain:
        case {"tenant": str(tenant), "application": str(application), "round": str(which)}:
            try:
                return PanelId(tenant=tenant, application=application, round=which)
            except PanelError:
                return None
        case _:
            return None


def _plain(line: bytes) -> Any:  # noqa: ANN401 (whatever a line holds)
    """Read a line; None unless it is canonical JSON, byte for byte."""
    try:
        plain = json.loads(line, parse_float=_refuse, parse_constant=_refuse)
        return plain if encode(plain) == line else None
    except (ValueError, RecursionError):
        return None


def _refuse(_: str) -> NoReturn:
    raise ValueError("not a whole number")


def _problem(slug: str, line: int) -> Problem:
    message, advice = _SAYINGS[slug]
    return Problem(slug=slug, message=message, advice=advice, line=line, column=min(line, 1))
