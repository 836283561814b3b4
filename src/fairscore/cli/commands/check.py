"""`fairscore check`: what is wrong with documents, all at once."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from fairscore.cli._talk import FOUND, count, examined, one_line, read_bytes, refuse, say, show

if TYPE_CHECKING:
    from fairscore.errors import Problem

__all__ = ["EXAMPLE", "run"]

EXAMPLE = """\b
Examples:
  fairscore check backend.rubric.yaml
  fairscore check rubrics/ scorecards/

A problem is one line: where, what, what to do, and a name that `fairscore explain` knows:

\b
  backend.rubric.yaml:14:9: criteria[0]: level 1 has no anchor; describe ... [anchor-missing]"""
"""What the command is good for."""

_ENDINGS = {".json", ".yaml", ".yml"}


def run(
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="PATH",
            help="Files, and folders to look through for documents of fairscore.",
        ),
    ],
    *,
    form: Annotated[
        Literal["text"], typer.Option("--format", help="How to print the problems.")
    ] = "text",
) -> None:
    """
    Check documents: rubrics, translations, scorecards, drafts, vocabularies, reports.

    A file is checked whatever it is. In a folder, and the folders below it, a `.yaml`, `.yml` or
    `.json` file is checked if it has a line `kind:` with a kind of document; hidden folders are
    passed over. Problems go to stdout, the count to stderr.
    """
    del form  # There is one so far.
    files = list(dict.fromkeys(_files(paths)))
    if not files:
        refuse("no document of fairscore there; give a file, or a folder that holds one")
    problems: list[Problem] = []
    for file in files:
        problems += examined(file).problems
    for problem in problems:
        show(one_line(str(problem)))
    say(f"{count(len(files), 'document')} checked, {count(len(problems), 'problem')}")
    if problems:
        raise typer.Exit(FOUND)


def _files(paths: list[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from (file for file in _below(path) if _is_ours(file))
        else:
            yield path


def _below(folder: Path) -> Iterator[Path]:
    """Files that may be documents, in an order that is the same everywhere."""
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if Path(name).suffix.lower() in _ENDINGS and not name.startswith("."):
                yield Path(here, name)


def _is_ours(file: Path) -> bool:
    """Whether a file says that it is one of our documents; it may be broken all the same."""
    from fairscore.document import KINDS

    kinds = "|".join(KINDS).encode()
    declared = rb"""(?:^|[{,]\s*)["']?kind["']?\s*:\s*["']?(?:%s)["']?\s*(?:[,}#\r\n]|$)""" % kinds
    return re.search(declared, read_bytes(file), re.MULTILINE) is not None
