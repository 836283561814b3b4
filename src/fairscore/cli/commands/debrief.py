"""`fairscore debrief`: scorecards from files, side by side."""

import os
from difflib import get_close_matches
from itertools import count as count_from
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal

import typer

from fairscore.cli._talk import (
    FOUND,
    ReportFormat,
    count,
    every_rule,
    examined,
    file_name,
    refuse,
    rendered,
    say,
    show,
    spare,
    tell,
    write,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fairscore.document import Document
    from fairscore.report import Report

__all__ = ["EXAMPLE", "run"]

EXAMPLE = """\b
Examples:
  fairscore debrief backend.rubric.yaml app-7/*.yaml
  fairscore debrief backend.rubric.yaml app-7/*.yaml --format html -o app-7.html
  fairscore debrief backend.rubric.yaml imported/*.json --format html -o pages

Scorecards of several applications or rounds make a report each. As JSON they are then a list; as
HTML they need a folder to go to."""
"""What the command is good for."""

_ENDINGS: Final[dict[ReportFormat, str]] = {
    "text": "txt",
    "markdown": "md",
    "slack": "txt",
    "json": "json",
    "html": "html",
}


def run(
    rubric: Annotated[Path, typer.Argument(metavar="RUBRIC", help="The rubric.")],
    scorecards: Annotated[
        list[Path], typer.Argument(metavar="SCORECARD", help="Files with one scorecard each.")
    ],
    *,
    older: Annotated[
        list[Path] | None,
        typer.Option(
            "--rubric",
            metavar="OLDER",
            help="Another version of the rubric that a scorecard names. May be repeated.",
        ),
    ] = None,
    form: Annotated[
        ReportFormat, typer.Option("--format", help="What the report is made into.")
    ] = "text",
    output: Annotated[
        str | None,
        typer.Option(
            "-o",
            "--output",
            metavar="PATH",
            help="File to write to, or a folder: one that is there, or a name ending in a slash.",
        ),
    ] = None,
    viewer: Annotated[
        str, typer.Option(metavar="REF", help="For whom the report is made.")
    ] = "you",
    role: Annotated[
        Literal["panel", "facilitator"], typer.Option(help="As what they read it.")
    ] = "panel",
    shadow: Annotated[
        list[str] | None,
        typer.Option(
            metavar="REF",
            help="An interviewer who sat in: shown, never counted. May be repeated.",
        ),
    ] = None,
) -> None:
    """
    Put scorecards side by side and say what they bring up.

    Every problem of every file is told at once, with its place. Rules that other packages install
    are asked too. Exit 1 where a report holds a finding for the panel that is more than a remark on
    the data, or a file a problem.
    """
    from fairscore.cli._debriefs import Debriefs, groups
    from fairscore.rubric import Rubric
    from fairscore.scorecard import Scorecard

    given = [rubric, *(older or ()), *dict.fromkeys(scorecards)]
    target = None if output is None else _Target(output, given)
    of_rubric = 1 + len(older or ())
    rubrics = [examined(path, Rubric, only_regular=True) for path in given[:of_rubric]]
    cards = [examined(path, Scorecard, only_regular=True) for path in given[of_rubric:]]
    problems = [problem for reading in (*rubrics, *cards) for problem in reading.problems]
    if problems:
        tell(problems)
        say(f"{count(len(problems), 'problem')}; no report was made")
        raise typer.Exit(FOUND)
    _refuse_strangers(shadow or (), [card.document for card in cards])
    debriefs = Debriefs(
        rubrics=[one.document for one in rubrics if isinstance(one.document, Rubric)],
        rules=every_rule(),
        shadows=tuple(shadow or ()),
        viewer=viewer,
        role=role,
    )
    reports = [report for group in groups(cards) if (report := debriefs.report(group))]
    tell(debriefs.problems)
    if reports:
        _deliver(reports, form, target)
    if debriefs.problems or debriefs.findings:
        raise typer.Exit(FOUND)


def _refuse_strangers(shadows: "Iterable[str]", cards: "list[Document | None]") -> None:
    """Refuse a shadow who wrote none of the scorecards: mistyped, a shadow would be counted."""
    wrote = sorted({str(getattr(card, "interviewer", "")) for card in cards})
    for shadow in shadows:
        if shadow not in wrote:
            close = get_close_matches(shadow, wrote, n=1)
            guess = f"did you mean {close[0]}?" if close else f"they are by {', '.join(wrote)}"
            refuse(f"--shadow {shadow}: wrote none of these scorecards; {guess}")


class _Target:
    """Where reports go: a file, or a folder for files. None of what is read is written over."""

    def __init__(self, path: str, inputs: list[Path]) -> None:
        """Refuse a file that must stay."""
        self.path = Path(path)
        # `Path` forgets the slash at the end of a folder that is not there yet.
        self.is_folder = self.path.is_dir() or os.path.basename(path) in {"", "."}  # noqa: PTH119
        self._inputs = inputs
        if not self.is_folder:
            spare(self.path, inputs)

    def files(self, reports: "list[Report]", ending: str) -> list[Path]:
        """A file in the folder for each report, unlike all others in whatever case."""
        names: dict[str, str] = {}
        for report in reports:
            own = name = file_name(report.application, report.round)
            numbers = count_from(2)
            while name.casefold() in names:
                name = f"{own}-{next(numbers)}"
            names[name.casefold()] = name
        paths = [self.path / f"{name}.{ending}" for name in names.values()]
        for path in paths:
            spare(path, self._inputs)
        return paths


def _deliver(reports: "list[Report]", form: ReportFormat, target: _Target | None) -> None:
    """Write the reports where they were wanted."""
    several_pages = form == "html" and len(reports) > 1
    if several_pages and target is None:
        refuse(f"{len(reports)} debriefs make {len(reports)} pages; give a folder with -o")
    texts = [rendered(report, form, to_terminal=target is None) for report in reports]
    if target is not None and (several_pages or target.is_folder):
        for path, text in zip(target.files(reports, _ENDINGS[form]), texts, strict=True):
            write(path, text)
            say(f"wrote {path}")
        return
    if form == "json" and len(texts) > 1:
        whole = "[\n" + ",\n".join(text.rstrip("\n") for text in texts) + "\n]\n"
    else:
        whole = "\n".join(texts)
    if target is None:
        show(whole)
    else:
        write(target.path, whole)
        say(f"wrote {target.path}")
