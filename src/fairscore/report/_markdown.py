"""As GitHub-flavoured Markdown. No raw HTML, and nobody's words are read as markup."""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from fairscore.report import _lines
from fairscore.report._parts import (
    ReportAnswer,
    ReportFinding,
    ReportFlag,
    ReportLater,
    ReportNote,
    ReportRow,
    ReportShadow,
    Voice,
)
from fairscore.report._phrases import LATER, NOTHING_FOUND, SHADOWS
from fairscore.report._plain import one_line

if TYPE_CHECKING:
    from fairscore.report._model import Report

__all__ = ["escape", "render"]

_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~$=!&]")
# A list, a quotation or a rule begins with one of these at the start of a line.
_FIRST = re.compile(r"^([-+]|\d{1,9}(?=[.)]))")
# GitHub makes links of these without any brackets, and after `_`, `*`, `~` and `(` too. What it
# asks of the characters around them is its own affair: here they are never left whole.
_ADDRESS = re.compile(r"(://)|(www)\.|@(?=\S)", re.IGNORECASE)
_WORD_JOINER = "\u2060"


def render(report: "Report") -> str:
    """The whole report as Markdown."""
    return "\n\n".join(_blocks(report)) + "\n"


def escape(words: str) -> str:
    r"""
    Write words on one line so that Markdown shows them as they are.

    Example:
        >>> escape("<b> [a](b) | 1")
        '\\<b\\> \\[a\\](b) \\| 1'
    """
    line = _MARKUP.sub(r"\\\g<0>", one_line(words))
    line = _FIRST.sub(_unlisted, line)
    return _ADDRESS.sub(_unlinked, line)


def _unlisted(found: re.Match[str]) -> str:
    start = found.group()
    return f"{start}\\" if start.isdecimal() else f"\\{start}"


def _unlinked(found: re.Match[str]) -> str:
    scheme, www = found.groups()
    if scheme:
        return "\\://"
    # GitHub tells people whose name follows an @; nothing can escape it, so it is interrupted.
    return f"{www}\\." if www else f"@{_WORD_JOINER}"


def _blocks(report: "Report") -> Iterator[str]:
    yield f"# {escape(_lines.heading(report))}"
    yield escape(_lines.subtitle(report))
    yield escape(f"{_lines.made_for(report)}. {report.exposure}")
    beside = (report.turnout, report.page_order, _lines.settings(report))
    yield from (escape(told) for told in beside if told)
    yield "## Discuss first"
    for finding in report.discuss_first:
        yield from _finding(finding)
    if not report.discuss_first:
        yield NOTHING_FOUND
    if report.folded:
        yield f"## Folded: {_lines.more(report)}"
        yield _list(map(_folded, report.folded))
    yield "## Ratings"
    yield _table(report)
    for row in report.rows:
        yield from _row(report, row)
    if report.recommendations:
        yield "## Recommendations against the hire line"
        for row in report.recommendations:
            yield from _row(report, row, line=True)
    yield "## Flags"
    yield _list(_flag(flag) for flag in report.flags) or "Nobody wrote a flag."
    yield from _rest(report)
    yield from _later(report.later)
    yield from _shadows(report.shadows)
    yield "## Who wrote"
    if same := _lines.shared(report):
        yield escape(same)
    same_for_all = _lines.alike(report)
    cards = [_lines.card(card, same_for_all) for card in report.scorecards]
    yield _list(map(escape, [*cards, *map(_lines.absent, report.absent)]))
    yield "## What this page does not show"
    yield report.limits


def _finding(finding: ReportFinding) -> Iterator[str]:
    yield f"### {escape(_private(finding))}"
    if meant := "\\\n".join(_meant(finding)):
        yield meant
    yield escape(finding.observation)
    yield _list(_voice(voice, finding.about) for voice in finding.voices) or finding.elsewhere
    yield f"{escape(finding.shows)} {escape(finding.does_not_show)}"
    yield f"**Ask:** {escape(finding.ask)}"
    yield f"**Next:** {escape(finding.next_step)}"


def _folded(finding: ReportFinding) -> str:
    said = f"{escape(finding.observation)} Ask: {escape(finding.ask)}"
    return "\\\n  ".join((f"{_bold(_private(finding))}: {said}", *_meant(finding)))


def _meant(finding: ReportFinding) -> Iterator[str]:
    for label, words in _lines.meant(finding):
        yield f"*{label}:* {escape(words)}"


def _private(finding: ReportFinding) -> str:
    private = ", for the facilitator alone" if finding.audience == "facilitator" else ""
    return f"{finding.title}{private}"


def _voice(voice: Voice, about: str = "") -> str:
    said = _said(_lines.lead(voice), voice.words, _lines.aside(voice.set_aside))
    return said + _more(_lines.details(voice, about))


def _said(who: str, words: str | None, aside: str = "") -> str:
    text = f"{escape(who)}: {_lines.quoted(escape(words))}" if words else escape(who)
    return f"{text} ({escape(aside)})" if aside else text


def _more(details: Iterable[str]) -> str:
    line = " · ".join(filter(None, details))
    # A backslash at the end of a line is a line break within the item.
    return f"\\\n  {escape(line)}" if line else ""


def _bold(words: str) -> str:
    return f"**{escape(words)}**"


def _list(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def _table(report: "Report") -> str:
    people = tuple(dict.fromkeys(card.interviewer for card in report.scorecards))
    lines = [("Criterion", *map(escape, people), "Spread"), ("---",) * (len(people) + 2)]
    for row in report.rows:
        cells = ("; ".join(_cells(row, person)) for person in people)
        lines.append((escape(_lines.row_title(report, row)), *cells, escape(row.spread)))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cells(row: ReportRow, person: str) -> Iterator[str]:
    for cell in row.cells:
        if cell.interviewer == person:
            where = _lines.seat_in(row, cell)
            words = escape(_lines.cell_words(cell))
            level = words if cell.level is not None else f"*{words}*"
            yield f"{escape(where)}: {level}" if where else level


def _row(report: "Report", row: ReportRow, *, line: bool = False) -> Iterator[str]:
    split = f" {row.split}." if line and row.line is not None else ""
    spread = escape(f"{row.spread}; {row.line_words}.{split}")
    yield f"{_bold(_lines.row_title(report, row))}: {spread}"
    said = [
        _said(f"{_lines.who(row, cell)}, {_lines.cell_words(cell, line=line)}", cell.evidence)
        for cell in row.cells
        if cell.level is not None or cell.evidence is not None
    ]
    absent = [escape(f"{words}: {people}") for words, people in _lines.missing(row)]
    yield _list([*said, *absent, *map(escape, row.remarks)])


def _flag(flag: ReportFlag) -> str:
    said = _said(flag.interviewer, flag.observed, _lines.aside(flag.set_aside))
    return said + _more(_lines.flag_details(flag))


def _note(note: ReportNote) -> str:
    return _said(note.interviewer, note.text)


def _answer(answer: ReportAnswer) -> str:
    return _said(f"{answer.interviewer}, {answer.question}", answer.text)


def _rest(report: "Report") -> Iterator[str]:
    if report.notes:
        yield "## Notes"
        yield _list(map(_note, report.notes))
    if report.answers:
        yield "## Answers"
        yield _list(map(_answer, report.answers))


def _later(versions: Iterable[ReportLater]) -> Iterator[str]:
    for index, version in enumerate(versions):
        if index == 0:
            yield "## Later versions, not counted"
            yield LATER
        yield escape(_lines.later(version))
        yield _list(_changes(version))


def _changes(version: ReportLater) -> Iterator[str]:
    for change in version.changes:
        yield _said(_lines.changed(change), change.now.words if change.now else None)
    for heading, flags in _lines.flags_of(version):
        for flag in flags:
            said = _said(f"{version.interviewer} {heading}", flag.observed)
            yield said + _more(_lines.flag_details(flag))
    yield from map(_note, version.notes)
    yield from map(_answer, version.answers)


def _shadows(shadows: Iterable[ReportShadow]) -> Iterator[str]:
    for index, shadow in enumerate(shadows):
        if index == 0:
            yield "## Shadow seats, not counted"
            yield SHADOWS
        yield escape(_lines.card(shadow.scorecard))
        yield _list(
            [
                *map(_voice, shadow.ratings),
                *map(_flag, shadow.flags),
                *map(_note, shadow.notes),
                *map(_answer, shadow.answers),
            ]
        )
