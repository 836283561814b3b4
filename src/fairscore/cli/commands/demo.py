"""`fairscore demo`: the whole flow on made-up scorecards, no files needed."""

import textwrap
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.resources import files
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fairscore.cli._talk import ReportFormat, columns, rendered, say, show, spare, write

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from fairscore.report import Report

__all__ = ["EXAMPLE", "report", "run"]

EXAMPLE = """\b
Examples:
  fairscore demo
  fairscore demo --html demo.html
  fairscore demo --format json

Exit 0 whatever the report says: it is a demonstration."""
"""What the command is good for."""

_THEN = datetime(2026, 5, 4, 17, 0, tzinfo=UTC)
_FIRST = """\
Five people interviewed one candidate. Each handed in a scorecard, and a desk kept it sealed until
all five were in. Three saw something about the same thing. Each put it down to something of their
own and set it aside, so no form shows it, and four of five lean to hire. Side by side it looks like
this.
"""
_SECOND = """\
That was the first candidate. It does not say what to decide: it says what to talk about, and what
to ask.

Now a second one, in short. Two of the three who met this candidate wrote a concern of one kind.
"""
_FOLLOW_UP = """\
The panel did not decide on that. It agreed on one question, and on what would count for and
against, and somebody who had not met the candidate asked it. This is what they wrote.
"""
_END = """\
The question was answered: what two had noted was put to a test, once. That is what a repeat is
for. It might as well have been confirmed.
"""


def run(
    *,
    html: Annotated[
        Path | None,
        typer.Option("--html", metavar="FILE", help="Write the first report as a page, too."),
    ] = None,
    form: Annotated[
        ReportFormat, typer.Option("--format", help="What the report is made into.")
    ] = "text",
) -> None:
    """
    Show a debrief of made-up scorecards.

    As text it tells of two candidates: a concern that three interviewers each set aside, and one
    that a follow-up question answered. In every other format it is the report on the first.
    """
    if html is not None:
        spare(html)
    first = report("founding-story", "onsite")
    if html is not None:
        write(html, rendered(first, "html", to_terminal=False))
    if form == "text":
        show("\n".join(_told(first)))
    else:
        show(rendered(first, form, to_terminal=True))
    if html is not None:
        say(f"wrote {html}")


def _told(first: "Report") -> Iterator[str]:
    yield _FIRST
    yield rendered(first, "text", to_terminal=True)
    yield _SECOND
    onsite = report("answered-concern", "onsite")
    concern = onsite.discuss_first[0]
    yield _paragraph(f"{onsite.application}, {onsite.round}: {concern.observation}")
    for voice in concern.voices:
        if voice.words:
            aside = voice.set_aside
            yield _quote(voice.interviewer, voice.words, aside.words if aside else None)
    yield f"\n{_paragraph(f'Ask: {concern.ask}')}\n"
    yield _FOLLOW_UP
    follow_up = report("answered-concern", "follow-up")
    for flag in follow_up.flags:
        yield _quote(flag.interviewer, flag.observed)
    for note in follow_up.notes:
        yield _quote(note.interviewer, note.text)
    yield f"\n{_END.rstrip()}"


def _paragraph(text: str, indent: str = "") -> str:
    return textwrap.fill(text, columns(), initial_indent=indent, subsequent_indent=indent)


def _quote(who: str, words: str, aside: str | None = None) -> str:
    return _paragraph(f"{who}: “{words.strip()}”{f' ({aside})' if aside else ''}", "  ")


def report(folder: str, round_: str) -> "Report":
    """The report on one round of the demonstration, sealed and revealed over a desk."""
    import fairscore as fs
    from fairscore.event import Member
    from fairscore.stores import Memory

    source = files("fairscore.cli") / "demo"
    rubric = fs.parse(_text(source / "backend.rubric.yaml"), fs.Rubric)
    names = sorted(file.name for file in (source / folder).iterdir())
    cards = [fs.parse(_text(source / folder / name), fs.Scorecard) for name in names]
    here = [card for card in cards if card.round == round_]
    # A demonstration prints the same each time; a real desk draws what nobody can guess.
    numbers = count(1)
    desk = fs.Desk(Memory(), tenant="demo", salt=lambda: next(numbers).to_bytes(32, "big"))
    panel = desk.open(
        rubric,
        application=here[0].application,
        round=round_,
        seats=[fs.Seat(interviewer=card.interviewer, interview=card.interview) for card in here],
        members=[Member(person="facilitator-1", role="facilitator")],
        at=_THEN,
    )
    for card in here:
        desk.submit(panel, card, key="handed-in", at=_THEN)
    debrief = fs.Debrief.of(rubric, desk.reveal(panel, by="facilitator-1", at=_THEN))
    return fs.Report.of(debrief, fs.find(debrief), viewer="facilitator-1")


def _text(file: "Traversable") -> str:
    return file.read_text("utf-8")
