"""What every command shares: reading files, data to stdout, talk to stderr."""

import os
import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, NoReturn

import typer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fairscore.document import Document, Reading
    from fairscore.errors import Problem
    from fairscore.finding import Rule
    from fairscore.report import Report

__all__ = [
    "FOUND",
    "USAGE",
    "ReportFormat",
    "columns",
    "count",
    "every_rule",
    "examined",
    "file_name",
    "one_line",
    "read_bytes",
    "refuse",
    "rendered",
    "say",
    "show",
    "tell",
    "write",
]

FOUND: Final = 1
"""Exit code: there are findings or problems."""
USAGE: Final = 2
"""Exit code: the command was not used as it is meant."""

ReportFormat = Literal["text", "markdown", "slack", "json", "html"]
"""The renderings of a report."""

_WIDTH = 100
_NARROWEST = 40
_NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9._-]+")


def show(text: str) -> None:
    """Write what was asked for."""
    typer.echo(text, nl=not text.endswith("\n"))


def one_line(text: str) -> str:
    """A line that does nothing to a terminal: the name of a file could hold control characters."""
    return "".join(one if one.isprintable() else "\ufffd" for one in text)


def say(line: str) -> None:
    """Say something to whoever is watching."""
    typer.echo(one_line(line), err=True)


def tell(problems: "Iterable[Problem]") -> None:
    """Say every problem, one a line."""
    for problem in problems:
        say(str(problem))


def refuse(line: str) -> NoReturn:
    """Say why nothing was done, and leave."""
    say(line)
    raise typer.Exit(USAGE)


def count(number: int, noun: str, plural: str = "") -> str:
    """A number with its noun."""
    return f"{number} {noun if number == 1 else plural or f'{noun}s'}"


def read_bytes(path: Path) -> bytes:
    """A file, no more of it than what is looked at; leaves where it cannot be opened."""
    from fairscore._tree import MAX_BYTES

    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        refuse(f"{path}: {error.strerror}")


def write(path: Path, text: str) -> None:
    """Write a file as UTF-8, with the folders above it; leaves where that cannot be done."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        refuse(f"{path}: {error.strerror}")


def examined(path: Path, kind: "type[Document] | None" = None) -> "Reading":
    """Read a file as a document, keeping what is needed to point into it."""
    from fairscore.document import examine

    return examine(read_bytes(path), kind, name=str(path))


def file_name(*parts: str) -> str:
    """A name for a file, made from references."""
    return "-".join(_NOT_IN_A_NAME.sub("-", part) for part in parts)


def every_rule() -> "tuple[Rule, ...]":
    """The rules that come with fairscore, and those of other packages; leaves if one is broken."""
    from fairscore.rules import DEFAULT_RULES, installed_rules

    try:
        return (*DEFAULT_RULES, *installed_rules())
    except Exception as error:  # noqa: BLE001 (importing another package can fail in any way)
        told = "; ".join([f"{type(error).__name__}: {error}", *getattr(error, "__notes__", ())])
        refuse(f"a rule of another package cannot be used: {told}")


def columns() -> int:
    """How wide text may be: as the terminal is, and always the same for a file or a pipe."""
    if sys.stdout.isatty():
        return max(_NARROWEST, shutil.get_terminal_size((_WIDTH, 24)).columns)
    return _WIDTH


def rendered(report: "Report", form: ReportFormat, *, to_terminal: bool) -> str:
    """A report in the form that was asked for; the text form has colour in a terminal only."""
    if form == "text":
        color = to_terminal and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        return report.text(columns() if to_terminal else _WIDTH, color=color)
    if form == "markdown":
        return report.markdown()
    if form == "slack":
        return report.slack()
    return report.to_json() if form == "json" else report.html()
