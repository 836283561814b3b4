"""For a terminal, through rich, which is told to read no markup in anybody's words."""

from io import StringIO
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from fairscore.report import _lines
from fairscore.report._phrases import LATER, NOTHING_FOUND, SHADOWS
from fairscore.report._plain import clean, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fairscore.report._model import Report
    from fairscore.report._parts import (
        ReportCell,
        ReportFinding,
        ReportFlag,
        ReportLater,
        ReportRow,
        ReportShadow,
        Voice,
    )

__all__ = ["render"]

_NARROWEST = 40
_COLUMN = 15
"""Columns that an interviewer needs in the table; where there are fewer, there is no table."""


def render(report: "Report", *, width: int, color: bool) -> str:
    """The whole report as text."""
    out = StringIO()
    page = _Page(_console(out, max(width, _NARROWEST), color=color))
    page.report(report)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _console(out: StringIO, width: int, *, color: bool) -> Console:
    return Console(
        file=out,
        width=width,
        height=1000,
        color_system="standard" if color else None,
        force_terminal=color,
        force_interactive=False,
        force_jupyter=False,
        legacy_windows=False,
        markup=False,
        highlight=False,
        emoji=False,
        # The caller decides, not variables such as NO_COLOR or COLUMNS: same report, same text.
        _environ={},
    )


class _Page:
    """Writes the parts of a report one below the other."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def report(self, report: "Report") -> None:
        self._say(_lines.heading(report), style="bold")
        self._say(_lines.subtitle(report))
        self._say(_lines.made_for(report), style="dim")
        self._say(report.exposure)
        if report.turnout:
            self._say(report.turnout)
        if report.page_order:
            self._say(report.page_order)
        if settings := _lines.settings(report):
            self._say(settings)
        self._findings(report)
        self._ratings(report)
        self._recommendations(report)
        self._flags(report.flags)
        self._rest(report)
        self._later(report.later)
        self._shadows(report.shadows)
        self._section("Who wrote")
        if same := _lines.shared(report):
            self._say(same, indent=2)
        for card in report.scorecards:
            self._say(_lines.card(card, _lines.alike(report)), indent=2)
        for seat in report.absent:
            self._say(_lines.absent(seat), indent=2)
        self._section("What this page does not show")
        self._say(report.limits, indent=2)

    def _say(self, words: str, *, indent: int = 0, style: str = "") -> None:
        # Text, not a string: rich reads its markup in strings only.
        text = Text(clean(words), style=style, overflow="fold")
        self._console.print(Padding(text, (0, 0, 0, indent)))

    def _section(self, title: str) -> None:
        self._say("")
        self._say(title.upper(), style="bold")

    def _findings(self, report: "Report") -> None:
        self._section("Discuss first")
        for index, finding in enumerate(report.discuss_first, start=1):
            self._say("")
            self._title(f"{index}. {finding.title}", finding)
            self._finding(finding)
        if not report.discuss_first:
            self._say(NOTHING_FOUND, indent=2)
        if report.folded:
            self._section(f"Folded: {_lines.more(report)}")
            for finding in report.folded:
                self._title(finding.title, finding)
                self._meant(finding)
                self._say(finding.observation, indent=5)
                self._say(f"Ask: {finding.ask}", indent=5, style="cyan")

    def _title(self, title: str, finding: "ReportFinding") -> None:
        private = ", for the facilitator alone" if finding.audience == "facilitator" else ""
        self._say(f"{one_line(title)}{private} [{finding.slug}]", indent=2, style="bold")

    def _meant(self, finding: "ReportFinding") -> None:
        for label, words in _lines.meant(finding):
            self._say(f"{label}: {words}", indent=5)

    def _finding(self, finding: "ReportFinding") -> None:
        self._meant(finding)
        self._say(finding.observation, indent=5)
        for voice in finding.voices:
            self._voice(voice, finding.about)
        if finding.elsewhere:
            self._say(finding.elsewhere, indent=7)
        self._say(f"{finding.shows} {finding.does_not_show}", indent=5)
        self._say(f"Ask: {finding.ask}", indent=5, style="cyan")
        self._say(f"Next: {finding.next_step}", indent=5)

    def _voice(self, voice: "Voice", about: str = "") -> None:
        self._quote(_lines.lead(voice), voice.words, _lines.aside(voice.set_aside))
        self._details(_lines.details(voice, about))

    def _quote(self, who: str, words: str | None, aside: str = "") -> None:
        said = f": {_lines.quoted(words)}" if words else ""
        self._say(f"{who}{said}" + (f" ({aside})" if aside else ""), indent=7)

    def _details(self, details: "Iterable[str]") -> None:
        if line := " · ".join(filter(None, details)):
            self._say(line, indent=9, style="dim")

    def _ratings(self, report: "Report") -> None:
        self._section("Ratings")
        people = tuple(dict.fromkeys(card.interviewer for card in report.scorecards))
        if people and (len(people) + 1) * _COLUMN <= self._console.width:
            self._table(report, people)
        for row in report.rows:
            self._row(report, row)

    def _recommendations(self, report: "Report") -> None:
        if not report.recommendations:
            return
        self._section("Recommendations against the hire line")
        for row in report.recommendations:
            self._row(report, row, line=True)

    def _table(self, report: "Report", people: tuple[str, ...]) -> None:
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
        for name in ("", *people):
            table.add_column(Text(one_line(name)), overflow="fold")
        for row in report.rows:
            cells = (
                "; ".join(_in_table(row, cell) for cell in row.cells if cell.interviewer == person)
                for person in people
            )
            title = Text(one_line(_lines.row_title(report, row)))
            table.add_row(title, *map(Text, cells))
        self._console.print(table)

    def _row(self, report: "Report", row: "ReportRow", *, line: bool = False) -> None:
        title = one_line(_lines.row_title(report, row))
        self._say(f"{title}: {row.spread}; {row.line_words}", indent=2, style="bold")
        if line and row.line is not None:
            self._say(row.split, indent=5)
        for cell in row.cells:
            if cell.level is not None or cell.evidence is not None:
                self._quote(
                    f"{_lines.who(row, cell)}, {_lines.cell_words(cell, line=line)}",
                    cell.evidence,
                )
        for words, people in _lines.missing(row):
            self._say(f"{words}: {people}", indent=7, style="dim")
        for remark in row.remarks:
            self._say(remark, indent=5)

    def _flags(self, flags: "tuple[ReportFlag, ...]") -> None:
        self._section("Flags")
        if not flags:
            self._say("Nobody wrote a flag.", indent=2)
        for flag in flags:
            self._flag(flag)

    def _flag(self, flag: "ReportFlag") -> None:
        self._quote(flag.interviewer, flag.observed, _lines.aside(flag.set_aside))
        self._details(_lines.flag_details(flag))

    def _rest(self, report: "Report") -> None:
        if report.notes:
            self._section("Notes")
            for note in report.notes:
                self._quote(note.interviewer, note.text)
        if report.answers:
            self._section("Answers")
            for answer in report.answers:
                self._quote(f"{answer.interviewer}, {one_line(answer.question)}", answer.text)

    def _later(self, versions: "tuple[ReportLater, ...]") -> None:
        if not versions:
            return
        self._section("Later versions, not counted")
        self._say(LATER, indent=2)
        for version in versions:
            self._say(_lines.later(version), indent=5)
            for change in version.changes:
                words = change.now.words if change.now else None
                self._quote(_lines.changed(change), words)
            for heading, flags in _lines.flags_of(version):
                for flag in flags:
                    self._quote(f"{version.interviewer} {heading}", flag.observed)
                    self._details(_lines.flag_details(flag))
            for note in version.notes:
                self._quote(f"{note.interviewer}, notes", note.text)
            for answer in version.answers:
                self._quote(f"{answer.interviewer}, {one_line(answer.question)}", answer.text)

    def _shadows(self, shadows: "tuple[ReportShadow, ...]") -> None:
        if not shadows:
            return
        self._section("Shadow seats, not counted")
        self._say(SHADOWS, indent=2)
        for shadow in shadows:
            card = shadow.scorecard
            self._say(_lines.card(card), indent=5)
            for voice in shadow.ratings:
                self._voice(voice)
            for flag in shadow.flags:
                self._flag(flag)
            for note in shadow.notes:
                self._quote(note.interviewer, note.text)
            for answer in shadow.answers:
                self._quote(f"{answer.interviewer}, {one_line(answer.question)}", answer.text)


def _in_table(row: "ReportRow", cell: "ReportCell") -> str:
    where = _lines.seat_in(row, cell)
    words = _lines.cell_words(cell)
    return one_line(f"{where}: {words}" if where else words)
