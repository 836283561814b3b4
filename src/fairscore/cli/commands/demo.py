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

    from fairscore.debrief import Debrief
    from fairscore.meeting import Meeting
    from fairscore.report import Report
    from fairscore.rubric import Rubric
    from fairscore.scorecard import Scorecard

__all__ = ["EXAMPLE", "report", "run"]

EXAMPLE = """\b
Examples:
  fairscore demo
  fairscore demo --html demo.html
  fairscore demo --format json

Exit 0 whatever the report says: it is a demonstration."""
"""What the command is good for."""

_HERE = files("fairscore.cli") / "demo"
_THEN = datetime(2026, 5, 4, 17, 0, tzinfo=UTC)
# A question is agreed in the meeting on the first round, and asked after it.
_HELD = {"follow-up": datetime(2026, 5, 11, 17, 0, tzinfo=UTC)}
_FIRST = """\
Five people interviewed one candidate. Three of them saw something, and each wrote it down alone and
in words of their own. Then three kinds were suggested to each, and "none of these".
"""
_SEALED = """\
Each put it down to something of their own and set it aside, so no form shows it, and four of five
lean to hire. A desk kept all scorecards sealed until the fifth was in. Side by side it looks like
this.
"""
_SETTLED = """\
That does not say what to decide: it says what to talk about, and what to ask. The panel could not
answer it, so it agreed on a question for somebody who has not met the candidate.
"""
_SECOND = """\
Now a second candidate, in short. Two of the three who met this one wrote a concern of one kind.
"""
_AGREED = """\
That panel agreed on a question too.
"""
_FOLLOW_UP = """\
Somebody asked it who had not met the candidate and was not told which way the remarks point. They
handed in a scorecard that stayed sealed, and wrote this.
"""
_END = """\
What two had noted was put to a test, once. That is what a repeat is for. It might as well have been
confirmed.
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
    that a follow-up question answered. It shows what was suggested while they wrote, and what came
    of each repeat. In every other format it is the report on the first.
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
    yield from _suggested()
    yield f"\n{_SEALED}"
    yield rendered(first, "text", to_terminal=True)
    yield _SETTLED
    yield from _open_question()
    yield f"\n{_SECOND}"
    yield from _answered()
    yield f"\n{_END.rstrip()}"


def _suggested() -> Iterator[str]:
    """What three interviewers wrote, and what was suggested to each while they did."""
    from fairscore.suggestion import suggest_kinds

    rubric, cards = _scorecards("founding-story", "onsite")
    for card in cards:
        for flag in card.flags:
            if flag.kind_from == "suggested":
                found = suggest_kinds(flag.observed, rubric).suggested
                titles = [
                    f"{one.title} (taken)" if one.code == flag.kind else one.title for one in found
                ]
                yield _quote(card.interviewer, flag.observed)
                yield _paragraph(f"suggested: {', '.join(titles)}; none of these", "    ")


def _open_question() -> Iterator[str]:
    """The disposition of the first repeat, and why no decision closes yet."""
    from fairscore.meeting import before_closing

    meeting = _meeting("founding-story")
    yield from _asked(meeting)
    for problem in before_closing(meeting, _debrief("founding-story", "onsite")):
        yield f"\n{_paragraph(f'No decision closes before that: {problem}')}"


def _answered() -> Iterator[str]:
    """A repeat that was tested, what came of it, and the decision that could then close."""
    from fairscore.meeting import before_closing

    onsite = report("answered-concern", "onsite")
    concern = onsite.discuss_first[0]
    yield _paragraph(f"{onsite.application}, {onsite.round}: {concern.observation}")
    for voice in concern.voices:
        if voice.words:
            aside = voice.set_aside
            yield _quote(voice.interviewer, voice.words, aside.words if aside else None)
    yield f"\n{_paragraph(f'Ask: {concern.ask}')}\n"
    yield _AGREED
    meeting = _meeting("answered-concern")
    yield from _asked(meeting)
    yield f"\n{_FOLLOW_UP}"
    for flag in report("answered-concern", "follow-up").flags:
        yield _quote(flag.interviewer, flag.observed)
    looked_at, held = (_debrief("answered-concern", round_) for round_ in ("onsite", "follow-up"))
    still_open = before_closing(meeting, looked_at, follow_ups=[held])
    decisions = [one for one in (meeting.decision,) if one and not still_open]
    for one in decisions:
        reasons = " ".join(reason.words for reason in one.reasons)
        decided = f"{one.outcome}, by {one.decided_by}. {reasons}"
        yield f"\n{_paragraph(f'Nothing is open, so the decision closes: {decided}')}"


def _asked(meeting: "Meeting") -> Iterator[str]:
    """The questions that a meeting agreed on, with what counts."""
    for one, asked in [(one, asked) for one in meeting.dispositions if (asked := one.follow_up)]:
        yield _paragraph(f"Disposition of {one.repeat.about}: {one.outcome} ({asked.round})", "  ")
        yield _paragraph(f"Question: {asked.question}", "  ")
        yield _paragraph(f"For the {one.repeat.direction}: {asked.counts_for}", "  ")
        yield _paragraph(f"Against it: {asked.counts_against}", "  ")


def _paragraph(text: str, indent: str = "") -> str:
    return textwrap.fill(text, columns(), initial_indent=indent, subsequent_indent=indent)


def _quote(who: str, words: str, aside: str | None = None) -> str:
    return _paragraph(f"{who}: “{words.strip()}”{f' ({aside})' if aside else ''}", "  ")


def report(folder: str, round_: str) -> "Report":
    """The report on one round of the demonstration, sealed and revealed over a desk."""
    import fairscore as fs

    debrief = _debrief(folder, round_)
    return fs.Report.of(debrief, fs.find(debrief), viewer="facilitator-1")


def _debrief(folder: str, round_: str) -> "Debrief":
    """One round over a desk: handed in, sealed, and revealed."""
    import fairscore as fs
    from fairscore.event import Member
    from fairscore.stores import Memory

    rubric, cards = _scorecards(folder, round_)
    at = _HELD.get(round_, _THEN)
    # A demonstration prints the same each time; a real desk draws what nobody can guess.
    numbers = count(1)
    desk = fs.Desk(Memory(), tenant="demo", salt=lambda: next(numbers).to_bytes(32, "big"))
    panel = desk.open(
        rubric,
        application=cards[0].application,
        round=round_,
        seats=[fs.Seat(interviewer=card.interviewer, interview=card.interview) for card in cards],
        members=[Member(person="facilitator-1", role="facilitator")],
        at=at,
    )
    for card in cards:
        desk.submit(panel, card, key="handed-in", at=at)
    return fs.Debrief.of(rubric, desk.reveal(panel, by="facilitator-1", at=at))


def _scorecards(folder: str, round_: str) -> "tuple[Rubric, list[Scorecard]]":
    """The rubric of the demonstration, and the scorecards of one round."""
    import fairscore as fs

    rubric = fs.parse(_text(_HERE / "backend.rubric.yaml"), fs.Rubric)
    names = sorted(file.name for file in (_HERE / folder).iterdir())
    cards = [fs.parse(_text(_HERE / folder / name), fs.Scorecard) for name in names]
    return rubric, [card for card in cards if card.round == round_]


def _meeting(name: str) -> "Meeting":
    """The minutes of the meeting on one candidate's onsite."""
    import fairscore as fs
    from fairscore.meeting import Meeting

    return fs.parse(_text(_HERE / f"{name}.meeting.yaml"), Meeting)


def _text(file: "Traversable") -> str:
    return file.read_text("utf-8")
