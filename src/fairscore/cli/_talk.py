"""What every command shares: reading files, data to stdout, talk to stderr."""

import hashlib
import os
import re
import secrets
import shutil
import stat
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, Literal, NoReturn

import typer

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

    from fairscore.document import Document, Reading
    from fairscore.errors import Problem
    from fairscore.finding import Rule
    from fairscore.report import Report

__all__ = [
    "FOUND",
    "USAGE",
    "ReportFormat",
    "carried_over",
    "columns",
    "count",
    "every_rule",
    "examined",
    "file_name",
    "in_colour",
    "one_line",
    "read_bytes",
    "refuse",
    "rendered",
    "say",
    "show",
    "spare",
    "tell",
    "write",
    "writing",
]

FOUND: Final = 1
"""Exit code: there are findings or problems."""
USAGE: Final = 2
"""Exit code: the command was not used as it is meant."""

ReportFormat = Literal["text", "markdown", "slack", "json", "html"]
"""The renderings of a report."""

_WIDTH = 100
_NARROWEST = 40
_LONGEST_NAME = 200
_DIGITS = 16
_BY_HAND = {".yaml", ".yml"}
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


def carried_over(lost: int) -> str:
    """Say how much of a file in another format could not be kept."""
    if not lost:
        return "everything was carried over"
    return f"{count(lost, 'thing')} could not be carried over unchanged"


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
    with writing(path) as file:
        file.write(text)


@contextmanager
def writing(path: Path) -> "Generator[IO[str], None, None]":
    """
    Open a file to write to, as `write` does.

    What was there before stays until everything is written. So it does if that fails.
    """
    # Behind a link stands the file that is meant. Only a file can be swapped for another: what is
    # written to a pipe or a device goes through at once.
    real = Path(os.path.realpath(path))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not real.is_file():
            with _text_file(path, "w") as file:
                yield file
            return
        if real.is_file():
            # Asks whether it may be written to, and writes nothing.
            real.open("ab").close()
        beside = real.with_name(f".fairscore-{secrets.token_hex(8)}.part")
        try:
            with _text_file(beside, "x") as file:
                yield file
            if real.is_file():
                shutil.copymode(real, beside)
            beside.replace(real)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        refuse(f"{path}: {error.strerror}")


def _text_file(path: Path, mode: Literal["w", "x"]) -> IO[str]:
    # A name of a file that is no text becomes an escape, which JSON reads back.
    return path.open(mode, encoding="utf-8", errors="backslashreplace", newline="\n")


def spare(output: Path, inputs: "Iterable[Path]" = ()) -> None:
    """
    Leave where writing a file would destroy a document; call it before anything is written.

    Args:
        output: The file to write. An earlier report or page there may be replaced, a document of
            any other kind never, nor what ends as documents do that people write.
        inputs: What is read. A folder stands for the documents in it and below.
    """
    from fairscore.cli._sources import kinds_in

    try:
        if not output.is_file():
            return
        kinds = kinds_in(read_bytes(output))
        real = output.resolve()
        is_read = any(
            one.exists()
            and (one.samefile(output) or (bool(kinds) and one.resolve() in real.parents))
            for one in inputs
        )
    except OSError as error:
        refuse(f"{output}: {error.strerror}")
    if is_read:
        refuse(f"{output}: is to be read; give another file to write to")
    if kinds - {"report"} or output.suffix.lower() in _BY_HAND:
        refuse(f"{output}: is there already and no report; move it, or give another file")


def examined(
    path: Path, kind: "type[Document] | None" = None, *, only_regular: bool = False
) -> "Reading":
    """Read a file as a document, keeping what is needed to point into it."""
    from fairscore.document import examine

    if only_regular:
        _refuse_what_waits(path)
    return examine(read_bytes(path), kind, name=str(path))


def _refuse_what_waits(path: Path) -> None:
    """Refuse what is no file: a pipe that nobody writes to would keep us waiting."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        refuse(f"{path}: {error.strerror}")
    if not stat.S_ISREG(mode):
        refuse(f"{path}: not a regular file")


def file_name(*parts: str) -> str:
    """A name for a file, made from references; of a long one the end is a digest of them."""
    name = "-".join(_NOT_IN_A_NAME.sub("-", part) for part in parts)
    if len(name) <= _LONGEST_NAME:
        return name
    # A line break is in no reference.
    told = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:_DIGITS]
    return f"{name[: _LONGEST_NAME - _DIGITS - 1]}-{told}"


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


def in_colour() -> bool:
    """Whether what goes to stdout has colour: a terminal does that shows it, unless refused."""
    refused = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return sys.stdout.isatty() and not refused


def rendered(report: "Report", form: ReportFormat, *, to_terminal: bool) -> str:
    """A report in the form that was asked for; the text form has colour in a terminal only."""
    if form == "text":
        return report.text(columns() if to_terminal else _WIDTH, color=to_terminal and in_colour())
    if form == "markdown":
        return report.markdown()
    if form == "slack":
        return report.slack()
    return report.to_json() if form == "json" else report.html()
