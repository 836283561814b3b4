"""
Notice: what leaves the house about a panel, made from one person's view and from nothing else.

A mail that went to many, built from what one of them might see, is how other tools told too much.
So each of these takes a `View` and no panel, no store and no list of recipients.
"""

import json
import unicodedata
from typing import Any

import attrs

from fairscore.event import Seat
from fairscore.log import Receipt
from fairscore.revealed import Entry
from fairscore.scorecard import Scorecard
from fairscore.view import OwnSeat, View

__all__ = ["Notice", "payload", "plain_text", "reminder", "reveal_notice", "webhook"]


@attrs.frozen(kw_only=True)
class Notice:
    """
    A message as plain text: for mail, a chat, or a page.

    Attributes:
        to: The viewer it was made for; nobody else may get it.
        subject: One line.
        body: Lines that end with a line feed, without control characters.
        receipt: A receipt to attach as a file; None where there is none.
    """

    to: str
    subject: str
    body: str = attrs.field(repr=False)
    receipt: Receipt | None = None


def plain_text(text: str) -> str:
    r"""
    Take from a text what acts on a terminal, a mail's head or the direction of what is around it.

    Args:
        text: Anything that somebody wrote.

    Returns:
        The same on one line; control characters and marks of direction are gone.

    Example:
        >>> plain_text("Hello\r\nBcc: all\u202e")
        'Hello Bcc: all'
    """
    kept = (" " if one.isspace() else one for one in text if not _acts(one) or one.isspace())
    return " ".join("".join(kept).split())


def _acts(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}


def reminder(view: View) -> Notice | None:
    """
    Remind somebody of what is theirs to do.

    Args:
        view: Theirs. An interviewer is told of their own open seats. A facilitator without a seat
            and the `system` viewer are told who is waited for.

    Returns:
        What to send; None where nothing is open for them.

    Example:
        >>> from datetime import datetime, timezone
        >>> import fairscore as fs
        >>> from fairscore.stores import Memory
        >>> at = datetime(2026, 5, 4, 9, 30, tzinfo=timezone.utc)
        >>> desk = fs.Desk(Memory(), tenant="acme")
        >>> panel = desk.open(
        ...     fs.read("examples/backend.rubric.yaml", fs.Rubric),
        ...     application="app-7",
        ...     seats=[fs.Seat(interviewer="interviewer-a", interview="design")],
        ...     at=at,
        ... )
        >>> print(reminder(desk.look(panel, viewer="interviewer-a", at=at)).body, end="")
        Your scorecard is still to come: System design.
        Nobody reads it, and you read nobody's, before the reveal.
    """
    where = _where(view)
    lines: list[str] = []
    if still := [_interview(view, one.seat) for one in view.own if one.status == "open"]:
        lines += [
            f"Your scorecard is still to come: {', '.join(still)}.",
            "Nobody reads it, and you read nobody's, before the reveal.",
        ]
    if view.pending:
        waited = (f"{one.interviewer} ({_interview(view, one)})" for one in view.pending)
        lines.append(f"Waited for: {', '.join(waited)}.")
    if not lines:
        return None
    return _notice(view, f"Scorecard to come: {where}", lines)


def reveal_notice(view: View) -> Notice | None:
    """
    Tell somebody that the scorecards may be read. Holds none of their words.

    Args:
        view: Theirs.

    Returns:
        What to send; None as long as the scorecards are sealed to them.
    """
    if view.revealed is None:
        return None
    lines = ["The scorecards are revealed to you. Read them before you meet."]
    if view.receipt is not None:
        lines.append(
            "A receipt for the panel is attached. Keep it: it shows later what stood here."
        )
    notice = _notice(view, f"Scorecards revealed: {_where(view)}", lines)
    return attrs.evolve(notice, receipt=view.receipt)


def webhook(view: View) -> str:
    """
    Write what a view says of a panel as JSON, without a word that anybody wrote of the candidate.

    Args:
        view: Of whoever the receiving program acts for; often that of `system`. Whether it says
            `revealed` is whether the scorecards are revealed to that viewer: never to `system`,
            for which `Desk.reveal_when_due` answers.

    Returns:
        A JSON object, in the same order for the same view.
    """
    return _json(_status(view))


def payload(view: View) -> str:
    """
    Write the whole view as JSON: as `webhook`, with the words that its viewer may read.

    Args:
        view: Of whoever gets the file.

    Returns:
        A JSON object; before the reveal to the viewer it holds their own words alone.
    """
    return _json(
        {
            **_status(view),
            "scorecards": [_own(one) for one in view.own if one.scorecard],
            "revealed_scorecards": None
            if view.revealed is None
            else [_entry(one) for one in view.revealed.entries],
            "statements": [{"by": one.by, "text": one.text} for one in view.statements],
        }
    )


def _status(view: View) -> dict[str, Any]:
    return {
        "tenant": view.panel.tenant,
        "application": view.panel.application,
        "round": view.panel.round,
        "viewer": view.viewer,
        "own": [{**_seat(one.seat), "status": one.status} for one in view.own],
        "pending": None if view.pending is None else [_seat(one) for one in view.pending],
        "revealed": view.revealed is not None,
        "receipt": view.receipt and json.loads(view.receipt.canonical),
    }


def _seat(seat: Seat) -> dict[str, Any]:
    return {"interviewer": seat.interviewer, "interview": seat.interview}


def _own(own: OwnSeat) -> dict[str, Any]:
    return {**_seat(own.seat), "scorecard": own.scorecard and _words(own.scorecard)}


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "scorecard": _words(entry.scorecard),
        "shadow": entry.shadow,
        "late": entry.late,
        "exposure": entry.exposure,
        "later": [
            {"phase": one.phase, "reason": one.reason, "scorecard": _words(one.scorecard)}
            for one in entry.later
        ],
    }


def _words(card: Scorecard) -> Any:  # noqa: ANN401 (a document as plain data)
    return json.loads(card.canonical)


def _json(plain: dict[str, Any]) -> str:
    """JSON in ASCII: no control character, no mark of direction, and nothing that ends a script."""
    text = json.dumps(plain, indent=2)
    for one in "<>&":
        text = text.replace(one, f"\\u{ord(one):04x}")
    return f"{text}\n"


def _notice(view: View, subject: str, lines: list[str]) -> Notice:
    return Notice(
        to=view.viewer,
        subject=plain_text(subject),
        body="".join(f"{plain_text(line)}\n" for line in lines),
    )


def _where(view: View) -> str:
    return f"{view.rubric.title}, {view.panel.application}, {view.panel.round}"


def _interview(view: View, seat: Seat) -> str:
    titles = {one.id: one.title for one in view.rubric.interviews}
    return titles.get(seat.interview or "", "the interview")
