"""`fairscore import greenhouse`: scorecards out of Greenhouse's payloads."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from fairscore.cli._talk import (
    FOUND,
    carried_over,
    count,
    examined,
    read_bytes,
    refuse,
    say,
    show,
    tell,
    write,
)

if TYPE_CHECKING:
    from fairscore.scorecard import Scorecard

__all__ = ["EXAMPLE", "run"]

EXAMPLE = """\b
Example:
  fairscore import greenhouse scorecards.json --rubric backend.rubric.yaml -o imported
  fairscore debrief backend.rubric.yaml imported/*.json

Attributes are joined to criteria by name, and Greenhouse's words to the labels of levels. What does
not fit is told with its place in the payload, and never guessed."""
"""What the command is good for."""


def run(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE", help="JSON that the Harvest API, version 1, returned for scorecards."
        ),
    ],
    *,
    rubric: Annotated[
        Path, typer.Option("--rubric", metavar="RUBRIC", help="The rubric to rate against.")
    ],
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="DIR", help="Folder for the scorecards.")
    ],
    rounds: Annotated[
        Literal["application", "step"],
        typer.Option(help="What makes a round: a whole application, or each interview step."),
    ] = "application",
    private: Annotated[
        bool, typer.Option("--private", help='Keep "Private Notes" among the notes.')
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Write over files that are there already.")
    ] = False,
) -> None:
    """
    Write one scorecard a file from what Greenhouse hands out.

    Names of files are made from ids. Their paths go to stdout, what was lost to stderr. Exit 1
    where something was lost.
    """
    from fairscore.adapters.greenhouse import import_scorecards
    from fairscore.document import dump
    from fairscore.rubric import Rubric

    reading = examined(rubric, Rubric)
    if not isinstance(reading.document, Rubric):
        tell(reading.problems)
        raise typer.Exit(FOUND)
    made: dict[Path, Scorecard] = {}
    lost = 0
    for file in dict.fromkeys(files):
        imported = import_scorecards(
            read_bytes(file), reading.document, name=str(file), private=private, rounds=rounds
        )
        tell(imported.losses)
        lost += len(imported.losses)
        for name, card in zip(imported.names, imported.scorecards, strict=True):
            path = output / f"{name}.json"
            if path in made:
                lost += 1
                say(
                    f"{file}: a scorecard for {path.name} was in an earlier file; the first is kept"
                )
            else:
                made[path] = card
    there = [path for path in made if path.exists()]
    if there and not force:
        for path in there:
            say(f"{path}: is there already")
        refuse("nothing was written; give another folder, or --force to write over these")
    for path, card in made.items():
        write(path, dump(card, "json"))
        show(str(path))
    say(f"{count(len(made), 'scorecard')} written, {carried_over(lost)}")
    if lost:
        raise typer.Exit(FOUND)
