"""The text of an exported log: written out, and read back line by line, byte for byte."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate
from typing import Any, NoReturn

import attrs

from fairscore._canonical import Plain, encode
from fairscore.errors import PanelError
from fairscore.event import PanelId
from fairscore.log import Body, BodyOf, Record

__all__ = [
    "LOG_VERSION",
    "BodyLine",
    "EntryLine",
    "Lines",
    "exported",
    "heading",
    "named",
    "panel_of",
    "plain_line",
    "seat_of",
]

LOG_VERSION = 1
"""Version of the form of an exported log."""

_DEEPEST = 64
_NO_BRACKET = re.compile(rb'"(?:[^"\\]|\\.)*"?|[^][{}"]+')


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
    lines = [heading(panel)]
    wanted: dict[str, None] = {}
    for record in records:
        lines.append(b'{"event":%s,"head":"%s"}' % (record.event, record.head.encode()))
        for commitment, _, _ in named(json.loads(record.event)):
            wanted[commitment] = None
    lines += (
        b'{"commitment":"%s","content":%s,"salt":"%s"}'
        % (commitment.encode(), body.content, body.salt.hex().encode())
        for commitment in wanted
        if (body := bodies.get(commitment))
    )
    return b"".join(line + b"\n" for line in lines)


def heading(panel: PanelId) -> bytes:
    """Write the first line of a log."""
    plain: dict[str, Plain] = {
        "log": LOG_VERSION,
        "tenant": panel.tenant,
        "application": panel.application,
        "round": panel.round,
    }
    return encode(plain)


@attrs.frozen
class EntryLine:
    """An entry, with the bytes of its event and the head that it claims."""

    line: int
    event: dict[str, Any]
    data: bytes
    head: str


@attrs.frozen
class BodyLine:
    """A body, with the bytes of its content."""

    line: int
    commitment: str
    content: bytes
    salt: str


@attrs.frozen
class Lines:
    """What the lines after the first hold: entries, then bodies; and those that are neither."""

    entries: tuple[EntryLine, ...]
    bodies: tuple[BodyLine, ...]
    odd: tuple[int, ...]

    @classmethod
    def of(cls, lines: list[bytes]) -> "Lines":
        """Sort what stands after the first line; a last one that does not end is an odd one."""
        entries: list[EntryLine] = []
        bodies: list[BodyLine] = []
        odd: list[int] = []
        *whole, rest = lines or [b"?"]
        for number, line in enumerate(whole, 2):
            plain = plain_line(line)
            match plain:
                case {"event": dict(), "head": str(head), **more} if not (more or bodies):
                    entries.append(EntryLine(number, plain["event"], encode(plain["event"]), head))
                case {"commitment": str(name), "content": content, "salt": str(salt), **more} if (
                    not more
                ):
                    bodies.append(BodyLine(number, name, encode(content), salt))
                case _:
                    odd.append(number)
        if rest:
            odd.append(len(lines) + 1)
        return cls(tuple(entries), tuple(bodies), tuple(odd))


def named(event: Mapping[str, Any]) -> Iterator[tuple[str, BodyOf, tuple[str, str]]]:
    """The body that an event names, and where that belongs."""
    match event:
        case {"event": "opened" | "rubric-adopted", "rubric": {"body": str(body)}}:
            yield body, "rubric", ("", "")
            if event["event"] == "opened" and isinstance(seed := event.get("seed"), str):
                yield seed, "seed", ("", "")
        case {"event": "submitted", "interviewer": str(interviewer), "body": str(body)}:
            yield body, "scorecard", seat_of(interviewer, event)
        case {"event": "contested", "by": str(author), "body": str(body)}:
            yield body, "statement", (author, "")
        case _:
            pass


def seat_of(interviewer: str, fields: Mapping[str, Any]) -> tuple[str, str]:
    """Interviewer and interview of a mapping that names a seat."""
    interview = fields.get("interview")
    return interviewer, interview if isinstance(interview, str) else ""


def panel_of(plain: Any) -> PanelId | None:
    """Which panel a heading, an opening or a receipt names."""
    match plain:
        case {"tenant": str(tenant), "application": str(application), "round": str(which)}:
            try:
                return PanelId(tenant=tenant, application=application, round=which)
            except PanelError:
                return None
        case _:
            return None


def plain_line(line: bytes) -> Any:
    """Read a line; None unless it is canonical JSON, byte for byte, and not nested too deep."""
    if _too_deep(line):
        return None
    try:
        plain = json.loads(line, parse_float=_refuse, parse_constant=_refuse)
        return plain if encode(plain) == line else None
    except (ValueError, RecursionError):
        return None


def _too_deep(line: bytes) -> bool:
    """
    Whether more lists and objects lie within each other than a log may hold.

    Python's own limit would depend on how deep the caller is, and on its version.
    """
    if line.count(b"{") + line.count(b"[") <= _DEEPEST:
        return False
    steps = (1 if bracket in b"{[" else -1 for bracket in _NO_BRACKET.sub(b"", line))
    return max(accumulate(steps), default=0) > _DEEPEST


def _refuse(_: str) -> NoReturn:
    raise ValueError("not a whole number")
