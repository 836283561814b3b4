"""`fairscore diff`: what changed between two versions of a rubric, and what stays comparable."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from fairscore.cli._talk import FOUND, USAGE, count, examined, one_line, refuse, show, tell

if TYPE_CHECKING:
    from fairscore.document import Reading
    from fairscore.errors import Problem
    from fairscore.rubric import Rubric
    from fairscore.versions import Change, Comparison

__all__ = ["EXAMPLE", "run"]

EXAMPLE = """\b
Examples:
  fairscore diff backend-1.rubric.yaml backend-2.rubric.yaml
  fairscore diff backend-1.rubric.yaml backend-2.rubric.yaml --format json

A change is one line: where, what, and a name that `fairscore explain` knows. What is gone is placed
in the older file."""
"""What the command is good for."""


def run(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="The version before.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The version after.")],
    *,
    form: Annotated[
        Literal["text", "json"], typer.Option("--format", help="How to print the changes.")
    ] = "text",
) -> None:
    """
    Compare two versions of a rubric.

    First come the ratings that stay comparable, then every change. What a rubric says of its own
    change (`changes`, `replaces`) is held against the version before. Exit 0 where nothing changed,
    1 where something did, 2 where one of the two cannot be read or they are of two rubrics.
    """
    from fairscore.rubric import Rubric
    from fairscore.versions import check_change, compare

    readings = examined(old, Rubric), examined(new, Rubric)
    before, after = (reading.document for reading in readings)
    if not isinstance(before, Rubric) or not isinstance(after, Rubric):
        tell(problem for reading in readings for problem in reading.problems)
        raise typer.Exit(USAGE)
    if before.id != after.id:
        refuse(f"{new}: not a version of the same rubric; compare files that have one id")
    comparison = compare(before, after)
    problems = [readings[1].placed(one) for one in check_change(before, after)]
    if form == "json":
        show(json.dumps(_plain(comparison, problems), indent=2, ensure_ascii=False))
    else:
        for line in (*_summary(comparison, after), *_lines(comparison.changes, readings)):
            show(one_line(line))
    tell(problems)
    if comparison.changes or problems:
        raise typer.Exit(FOUND)


def _summary(comparison: "Comparison", new: "Rubric") -> Iterator[str]:
    """Which ratings stay comparable, before anything else."""
    if not comparison.changes:
        yield "Nothing changed."
        return
    titles = {one.id: one.title for one in new.criteria}
    for words, ids in (
        ("Ratings stay comparable", comparison.comparable),
        ("Ratings do not compare", comparison.apart),
        ("New", comparison.added),
        ("Gone", comparison.removed),
    ):
        if ids:
            yield f"{words}: {', '.join(titles.get(one, one) for one in ids)}"
    if comparison.recommendation is not None:
        stays = "stay comparable" if comparison.recommendation else "do not compare"
        yield f"Recommendations {stays}"
    yield count(len(comparison.changes), "change")


def _lines(changes: "Iterable[Change]", readings: "tuple[Reading, Reading]") -> Iterator[str]:
    from fairscore.errors import Problem

    for change in changes:
        reading = readings[change.where == "new"]
        # A change stands in a file as a problem does; it needs no advice.
        at = reading.placed(Problem(slug=change.slug, message="", advice="", path=change.path))
        yield f"{at.file}:{at.line}:{at.column}: {_said(change)} [{change.slug}]"


def _said(change: "Change") -> str:
    from fairscore.errors import dotted

    return ": ".join(filter(None, (dotted(change.path), change.message)))


def _plain(comparison: "Comparison", problems: "Iterable[Problem]") -> dict[str, object]:
    import attrs

    plain = attrs.asdict(comparison)
    return {**plain, "problems": [attrs.asdict(problem) for problem in problems]}
