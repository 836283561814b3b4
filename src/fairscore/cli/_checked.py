"""What is wrong with one document: problems of its schema and of the lints, each at its place."""

from collections.abc import Iterable, Iterator
from typing import Any, Literal

import attrs

from fairscore.cli._entries import SEVERITIES
from fairscore.cli._sources import Source
from fairscore.document import Document, Reading, examine
from fairscore.errors import Problem
from fairscore.lints import Severity, Subject, lint
from fairscore.lints._ignore import IGNORE_SLUGS, ignores, without_ignored

__all__ = ["Checked", "FailOn", "Found", "Wanted", "checked", "read"]

FailOn = Literal["error", "warning", "never"]
"""From which severity on a problem makes the check fail."""

_LINTS = frozenset(SEVERITIES) - frozenset(IGNORE_SLUGS)
_NAMES = ("id", "code", "rule", "value")


@attrs.frozen(kw_only=True)
class Wanted:
    """
    What somebody wants to be told.

    Attributes:
        slugs: The lints whose problems are told; those of the schema always are.
        fail_on: From which severity on a problem makes the check fail.
    """

    slugs: frozenset[str] = frozenset(SEVERITIES)
    fail_on: FailOn = "warning"


@attrs.frozen(kw_only=True)
class Found:
    """
    One problem, and what becomes of it.

    Attributes:
        problem: The problem.
        severity: How grave it is.
        fails: Whether it makes the check fail.
        steps: Its path by names instead of positions, where items have names.
        is_ignored: Whether its author answered it in the text.
        reason: Why; empty where that is not said.
    """

    problem: Problem
    severity: Severity
    fails: bool = False
    steps: tuple[str | int, ...]
    is_ignored: bool = False
    reason: str = ""


@attrs.frozen(kw_only=True)
class Checked:
    """
    What came of checking one document.

    Attributes:
        name: What it is called.
        found: Its problems, in the order of the text.
        ignored: Those that its author answered.
        error: Why it could not be read; empty where it was.
    """

    name: str
    found: tuple[Found, ...] = ()
    ignored: tuple[Found, ...] = ()
    error: str = ""


def read(source: Source) -> Reading:
    """Read a document; its format is told by its name, where it has one."""
    return examine(source.data, name=source.name if source.is_named else "")


def checked(
    source: Source, wanted: Wanted, *, reading: Reading | None = None, held: Iterable[Problem] = ()
) -> Checked:
    """
    Check one document.

    Args:
        source: The document.
        wanted: What somebody wants to be told.
        reading: What came of reading it, if it was read.
        held: Problems that it has with another document, with paths and without places.
    """
    if source.error:
        return Checked(name=source.name, error=source.error)
    reading = reading or read(source)
    document = reading.document
    if not isinstance(document, Subject):
        # Nothing here is taken from the text: a comment in a scorecard is content too.
        told = sorted(
            (*reading.problems, *map(reading.placed, held)),
            key=lambda one: (one.line, one.column, one.slug),
        )
        found = tuple(_found(one, wanted, source=source, document=None) for one in told)
        return Checked(name=source.name, found=found)
    problems = lint(document)
    if not problems and b"fairscore:" not in source.data:
        return Checked(name=source.name)
    placed = tuple(map(reading.placed, problems))
    text = source.data.decode()
    kept = without_ignored(placed, text, known=_LINTS, name=reading.name)
    ignored = _ignored(set(placed) - set(kept), text)
    return Checked(
        name=source.name,
        found=tuple(
            _found(one, wanted, source=source, document=document)
            for one in kept
            if one.slug in wanted.slugs
        ),
        ignored=tuple(
            attrs.evolve(
                _found(one, wanted, source=source, document=document),
                fails=False,
                is_ignored=True,
                reason=reason,
            )
            for one, reason in ignored
            if one.slug in wanted.slugs
        ),
    )


def _found(problem: Problem, wanted: Wanted, *, source: Source, document: Document | None) -> Found:
    severity = SEVERITIES.get(problem.slug, "error")
    return Found(
        problem=problem if problem.file == source.name else attrs.evolve(problem, file=source.name),
        severity=severity,
        fails=wanted.fail_on in {"warning", severity},
        steps=tuple(_steps(document, problem.path)) if document else problem.path,
    )


def _steps(document: Document, path: tuple[str | int, ...]) -> Iterator[str | int]:
    """A path that keeps when something is added above: `criteria, coding` for `criteria, 1`."""
    at: Any = document
    for step in path:
        if isinstance(step, int):
            at = at[step]
            yield next((getattr(at, name) for name in _NAMES if hasattr(at, name)), step)
        else:
            at = getattr(at, step)
            yield step


def _ignored(problems: set[Problem], text: str) -> Iterator[tuple[Problem, str]]:
    """Problems that were answered, each with its reason, in the order of the text."""
    if not problems:
        return
    reasons = {(one.covers, slug): one.reason for one in ignores(text) for slug in one.slugs}
    for problem in sorted(problems, key=lambda one: (one.line, one.column, one.slug, one.message)):
        yield problem, reasons[problem.line, problem.slug]
