"""As a short message in Slack's markup, which has no tables and no escapes but three."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fairscore._words import capital, times
from fairscore.report import _lines
from fairscore.report._parts import ReportFinding, ReportRow, Voice
from fairscore.report._phrases import NOTHING_FOUND
from fairscore.report._plain import one_line

if TYPE_CHECKING:
    from fairscore.report._model import Report

__all__ = ["escape", "render"]

_ESCAPES = str.maketrans(
    {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        # Slack has no escape for its marks, so each becomes a sign that looks like it.
        "*": "\u2217",
        "_": "\uff3f",
        "~": "\u223c",
        "`": "\u02cb",
        # An @ or an address is only a word once a joiner that nobody sees stands after it.
        "@": "@\u2060",
    }
)


def render(report: "Report") -> str:
    """What to discuss first, the recommendations, and how much more there is."""
    return "\n".join(_lines_of(report)) + "\n"


def escape(words: str) -> str:
    """
    Write words on one line so that Slack shows them as they are and calls nobody.

    Example:
        >>> escape("<!channel>")
        '&lt;!channel&gt;'
    """
    return one_line(words).translate(_ESCAPES).replace("://", ":\u2060//")


def _lines_of(report: "Report") -> Iterator[str]:
    yield f"*{escape(_lines.heading(report))}*"
    yield escape(report.exposure)
    if report.turnout:
        yield escape(report.turnout)
    if settings := _lines.settings(report):
        yield escape(settings)
    yield ""
    yield "*Discuss first*"
    for index, finding in enumerate(report.discuss_first, start=1):
        yield from _finding(index, finding)
    if not report.discuss_first:
        yield NOTHING_FOUND
    if report.folded:
        titles = "; ".join(finding.title for finding in report.folded)
        yield f"{_lines.more(report).capitalize()}: {escape(titles)}"
    yield ""
    for row in report.recommendations:
        yield from _row(row)
    if report.later:
        count = times(len(report.later), "later version")
        yield f"{capital(count)} of scorecards, not counted: in the full report."
    yield "The full report holds every rating with its evidence. It does not say who is right."


def _finding(index: int, finding: ReportFinding) -> Iterator[str]:
    yield f"{index}. *{escape(finding.title)}*"
    for label, words in _lines.meant(finding):
        yield f"*{label}:* {escape(words)}"
    yield escape(finding.observation)
    for voice in finding.voices:
        yield f"• {_voice(voice)}"
    if finding.elsewhere:
        yield finding.elsewhere
    yield f"{escape(finding.shows)} {escape(finding.does_not_show)}"
    yield f"*Ask:* {escape(finding.ask)}"
    yield f"*Next:* {escape(finding.next_step)}"
    yield ""


def _voice(voice: Voice) -> str:
    text = _lines.lead(voice)
    if voice.words:
        text += f": {_lines.quoted(voice.words)}"
    if aside := _lines.aside(voice.set_aside) or _lines.set_aside(voice.set_aside):
        text += f" ({aside})"
    return escape(text)


def _row(row: ReportRow) -> Iterator[str]:
    yield f"*Recommendations:* {escape(row.split)} ({escape(row.line_words)})"
    for cell in row.cells:
        yield f"• {escape(f'{_lines.who(row, cell)}: {_lines.cell_words(cell, line=True)}')}"
