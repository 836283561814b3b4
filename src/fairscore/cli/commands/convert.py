"""`fairscore convert`: rubrics from and to other formats."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

import typer

from fairscore.cli._talk import (
    FOUND,
    carried_over,
    count,
    read_bytes,
    refuse,
    say,
    show,
    tell,
    write,
)

__all__ = ["EXAMPLE", "run"]

EXAMPLE = """\b
Example:
  fairscore convert onsite.csv --to yaml -o rubrics
  fairscore convert backend.rubric.yaml --to case --changed 2026-05-04T09:30:00+02:00

Read are: YAML and JSON of fairscore, 1EdTech CASE, Canvas (CSV and API), Markdown tables, OpenSALT
CSV, SME-QA, job families, progression frameworks, autorubric and rubric-spec."""
"""What the command is good for."""

_EXAMPLE_TIME = "2026-05-04T09:30:00+02:00"


def run(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to convert.")],
    *,
    to: Annotated[
        Literal[
            "yaml",
            "json",
            "case",
            "canvas",
            "canvas-json",
            "markdown",
            "autorubric",
            "rubric-spec",
        ],
        typer.Option("--to", help="The format to write; `canvas` is its CSV."),
    ],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="DIR", help="Folder for the files.")
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Write nothing where something would be lost.")
    ] = False,
    language: Annotated[
        str | None, typer.Option(help="Language of the words, where the file does not say it.")
    ] = None,
    order: Annotated[
        Literal["rising", "falling"] | None,
        typer.Option(help="Which end of a list of levels is high, where the file does not say it."),
    ] = None,
    changed: Annotated[
        str | None,
        typer.Option(metavar="TIME", help="For `case`: when it last changed, with its offset."),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Write over files that are there already.")
    ] = False,
) -> None:
    """
    Turn a file into rubrics, or a rubric into another format, and say what did not fit.

    Without a folder the one result goes to stdout. What was lost goes to stderr. The file itself is
    never changed. Exit 1 where something was lost or the file was refused.
    """
    from fairscore.adapters.conversion import convert
    from fairscore.errors import DocumentError

    when = _time(changed)
    if to == "case" and when is None:
        refuse(f"--to case: say with --changed when it last changed, such as {_EXAMPLE_TIME}")
    try:
        made = convert(
            read_bytes(file),
            to=to,
            name=str(file),
            strict=strict,
            language=language,
            order=order,
            changed=when,
        )
    except DocumentError as error:
        tell(error.problems)
        raise typer.Exit(FOUND) from None
    tell(made.losses)
    if output is None:
        text, *more = made.texts
        if more:
            refuse(f"{file}: holds {len(made.texts)} rubrics; give a folder for them with -o")
        show(text)
    else:
        paths = [output / name for name in made.names]
        there = [path for path in paths if path.exists()]
        if there and not force:
            for path in there:
                say(f"{path}: is there already")
            refuse("nothing was written; give another folder, or --force to write over these")
        for path, text in zip(paths, made.texts, strict=True):
            write(path, text)
            show(str(path))
        say(f"{count(len(paths), 'file')} written, {carried_over(len(made.losses))}")
    if made.losses:
        raise typer.Exit(FOUND)


def _time(said: str | None) -> datetime | None:
    if said is None:
        return None
    try:
        when = datetime.fromisoformat(said)
    except ValueError:
        refuse(f"--changed: not a time; write it as {_EXAMPLE_TIME}")
    if when.tzinfo is None:
        refuse(f"--changed: no offset from UTC; write it as {_EXAMPLE_TIME}")
    return when
