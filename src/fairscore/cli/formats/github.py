"""Workflow commands, which GitHub shows beside the lines of a pull request."""

from collections.abc import Iterable, Iterator
from pathlib import PurePath

from fairscore.cli._checked import Checked, Found
from fairscore.cli._talk import one_line
from fairscore.errors import dotted

__all__ = ["pieces"]

_IN_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_PROPERTIES = {**_IN_DATA, ":": "%3A", ",": "%2C"}


def pieces(checked: Iterable[Checked]) -> Iterator[str]:
    """A command for each problem and each file that could not be read."""
    for one in checked:
        if one.error:
            yield _command("error", one.error, file=one.name, title="not readable")
        for found in one.found:
            yield _of(found)


def _of(found: Found) -> str:
    problem = found.problem
    said = ": ".join(filter(None, (dotted(problem.path), problem.message)))
    return _command(
        found.severity,
        f"{said}; {problem.advice} [{problem.slug}]",
        file=problem.file,
        line=problem.line,
        col=problem.column,
        title=problem.slug,
    )


def _command(level: str, message: str, *, file: str, **properties: str | int) -> str:
    # GitHub knows files by their path from the root of the repository, with slashes.
    properties = {"file": PurePath(file).as_posix(), **properties}
    given = ",".join(
        f"{name}={_escaped(str(value), _IN_PROPERTIES)}" for name, value in properties.items()
    )
    return f"::{level} {given}::{_escaped(message, _IN_DATA)}\n"


def _escaped(text: str, escapes: dict[str, str]) -> str:
    return one_line("".join(escapes.get(one, one) for one in text))
