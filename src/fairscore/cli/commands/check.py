"""`fairscore check`: what is wrong with documents, all at once."""

import difflib
import os
import sys
from contextlib import AbstractContextManager, nullcontext
from itertools import chain
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Literal, NoReturn

import typer

from fairscore.cli._talk import FOUND, USAGE, count, in_colour, refuse, say, spare, writing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fairscore.cli._checked import Checked
    from fairscore.cli._progress import Progress
    from fairscore.cli.formats import Format

__all__ = ["EXAMPLE", "run"]

EXAMPLE = """\b
Examples:
  fairscore check backend.rubric.yaml
  fairscore check rubrics/ scorecards/
  fairscore check . --format sarif --output fairscore.sarif
  fairscore check rubrics/ --ignore vague-standard --fail-on error

A problem is one line: where, what, what to do, and a name that `fairscore explain` knows:

\b
  backend.rubric.yaml:14:9: criteria[0]: level 1 has no anchor; describe ... [anchor-missing]"""
"""What the command is good for."""


def run(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH",
            help="Files, folders to look through for documents of fairscore, or - for stdin.",
        ),
    ],
    *,
    form: Annotated[
        Literal["text", "json", "github", "sarif", "junit"],
        typer.Option("--format", help="How to print the problems."),
    ] = "text",
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write there instead of stdout."),
    ] = None,
    select: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME,...", help="Tell the problems of these lints alone."),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME,...", help="Do not tell the problems of these lints."),
    ] = None,
    fail_on: Annotated[
        Literal["error", "warning", "never"],
        typer.Option(help="What makes the check fail: errors alone, warnings too, or nothing."),
    ] = "warning",
    name: Annotated[
        str, typer.Option(metavar="FILE", help="What to call stdin; .json reads it as JSON.")
    ] = "",
) -> None:
    """
    Check documents: rubrics, translations, scorecards, drafts, vocabularies, meetings, reports.

    A file is checked whatever it is. In a folder, and the folders below it, a `.yaml`, `.yml` or
    `.json` file is checked if it has a line `kind:` with a kind of document; hidden files and
    folders are passed over. Rubrics and vocabularies are looked at by lints too.

    Exit 0: nothing to tell, or nothing that fails the check. 1: problems. 2: a file could not be
    read, or the command was not used as it is meant. Problems go to stdout, the count to stderr.
    """
    from fairscore.cli._checked import Wanted
    from fairscore.cli._progress import Progress
    from fairscore.cli._sources import STDIN, sources
    from fairscore.cli._together import checked_together

    _refuse_misuse(paths, output, name)
    wanted = Wanted(slugs=_chosen(select or [], ignore or []), fail_on=fail_on)
    there = sources(paths, stdin_name=name)
    first = next(there, None)
    if first is None:
        refuse("no document of fairscore there; give a file, or a folder that holds one")
    tally = Tally()
    progress = Progress("documents checked")
    with _opened(output) as out:
        documents = checked_together(
            chain([first], there),
            wanted,
            afresh=lambda: sources([path for path in paths if path != STDIN]),
        )
        seen = progress.each(documents)
        for piece in _format(form, to_terminal=output is None)(tally.each(seen, progress)):
            if out.isatty():
                progress.pause()
            out.write(piece)
    say(str(tally))
    if tally.unreadable:
        raise typer.Exit(USAGE)
    if tally.fails:
        raise typer.Exit(FOUND)


class Tally:
    """Counts what is checked on its way to be printed, and says at once what cannot be read."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.fails = False
        self.unreadable = 0
        self._documents = 0
        self._ignored = 0
        self._of = {"error": 0, "warning": 0}

    def each(self, checked: "Iterable[Checked]", progress: "Progress") -> "Iterator[Checked]":
        """Pass on what was checked."""
        for one in checked:
            if one.error:
                progress.pause()
                say(f"{one.name}: {one.error}")
                self.unreadable += 1
            else:
                self._documents += 1
            self._ignored += len(one.ignored)
            for found in one.found:
                self._of[found.severity] += 1
                self.fails = self.fails or found.fails
            yield one

    def __str__(self) -> str:
        """The last line."""
        warnings, problems = self._of["warning"], sum(self._of.values())
        parts = [
            f"{count(self._documents, 'document')} checked",
            count(problems, "problem"),
            f"{warnings} of them {'a warning' if warnings == 1 else 'warnings'}",
            f"{self._ignored} ignored",
            f"{self.unreadable} not readable",
        ]
        told = (True, True, warnings, self._ignored, self.unreadable)
        return ", ".join(part for part, is_told in zip(parts, told, strict=True) if is_told)


def _refuse_misuse(paths: list[str], output: Path | None, name: str) -> None:
    from fairscore.cli._sources import STDIN

    files = [path for path in paths if path != STDIN]
    if name and len(files) == len(paths):
        refuse("--name says what stdin is called; give - as a path too")
    for path in files:
        # A link that leads nowhere is there: it is told as a file that cannot be read.
        if not os.path.lexists(path):
            refuse(f"{path}: No such file or directory")
    if output:
        spare(output, map(Path, files))


def _chosen(select: list[str], ignore: list[str]) -> frozenset[str]:
    """The lints whose problems are told."""
    from fairscore.cli._entries import SEVERITIES

    chosen = _slugs("--select", select) or frozenset(SEVERITIES)
    return chosen - _slugs("--ignore", ignore)


def _slugs(option: str, given: list[str]) -> frozenset[str]:
    from fairscore.cli._entries import SEVERITIES

    named = [slug.strip() for part in given for slug in part.split(",")]
    if given and not all(named):
        refuse(f"{option}: a name is missing; give names of lints with commas between them")
    for slug in named:
        if slug not in SEVERITIES:
            _refuse_slug(option, slug)
    return frozenset(named)


def _refuse_slug(option: str, slug: str) -> NoReturn:
    from fairscore.cli._entries import SEVERITIES, sections

    if slug in sections("problems.md"):
        refuse(f"{option}: {slug} is no lint; what keeps a document from being read is always told")
    close = difflib.get_close_matches(slug, SEVERITIES, n=1)
    hint = f"did you mean {close[0]}?" if close else f"there are {', '.join(SEVERITIES)}"
    refuse(f"{option}: no lint is called {slug}; {hint}")


def _format(form: str, *, to_terminal: bool) -> "Format":
    from fairscore.cli.formats import FORMATS, text

    if form == "text" and to_terminal and in_colour():
        return text.coloured
    return FORMATS[form]


def _opened(output: Path | None) -> AbstractContextManager[IO[str]]:
    """Where the problems go: stdout, or a file in UTF-8."""
    return nullcontext(sys.stdout) if output is None else writing(output)
