"""`fairscore debrief`: scorecards from files, side by side."""

from difflib import get_close_matches
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
        Path | None,
        typer.Option(
            "-o", "--output", metavar="PATH", help="File to write to, or a folder for several."
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

    rubrics = [examined(path, Rubric) for path in (rubric, *(older or ()))]
    cards = [examined(path, Scorecard) for path in dict.fromkeys(scorecards)]
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
        _deliver(reports, form, output)
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


def _deliver(reports: "list[Report]", form: ReportFormat, output: Path | None) -> None:
    """Write the reports where they were wanted."""
    several_pages = form == "html" and len(reports) > 1
    if several_pages and output is None:
        refuse(f"{len(reports)} debriefs make {len(reports)} pages; give a folder with -o")
    texts = [rendered(report, form, to_terminal=output is None) for report in reports]
    if output is not None and (several_pages or output.is_dir()):
        names: dict[str, int] = {}
        for report, text in zip(reports, texts, strict=True):
            name = file_name(report.application, report.round)
            names[name.lower()] = again = names.get(name.lower(), 0) + 1
            path = output / f"{name}{f'-{again}' if again > 1 else ''}.{_ENDINGS[form]}"
            write(path, text)
            say(f"wrote {path}")
        return
    if form == "json" and len(texts) > 1:
        whole = "[\n" + ",\n".join(text.rstrip("\n") for text in texts) + "\n]\n"
    else:
        whole = "\n".join(texts)
    if output is None:
        show(whole)
    else:
        write(output, whole)
        say(f"wrote {output}")
