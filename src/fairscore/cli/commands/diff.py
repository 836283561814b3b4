"""`fairscore diff`: what changed between two versions of a rubric or a vocabulary."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from fairscore.cli._talk import (
    FOUND,
    USAGE,
    count,
    examined,
    one_line,
    refuse,
    show,
    tell,
)

if TYPE_CHECKING:
    from fairscore.document import Reading
    from fairscore.rubric import Rubric
    from fairscore.versions import Change, Comparison
    from fairscore.vocabulary import Vocabulary

__all__ = ["EXAMPLE", "run"]

EXAMPLE = """\b
Examples:
  fairscore diff backend-1.rubric.yaml backend-2.rubric.yaml
  fairscore diff backend-1.rubric.yaml backend-2.rubric.yaml --format json
  fairscore diff kinds-1.vocabulary.yaml kinds-2.vocabulary.yaml

A change is one line: where, what, and a name that `fairscore explain` knows. What is gone is placed
in the older file."""
"""What the command is good for."""

_NOTHING = "Nothing changed."


def run(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="The version before.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The version after.")],
    *,
    form: Annotated[
        Literal["text", "json"], typer.Option("--format", help="How to print the changes.")
    ] = "text",
) -> None:
    """
    Compare two versions of a rubric, or of a vocabulary.

    For a rubric first come the ratings that stay comparable, then every change. What it says of its
    own change (`changes`, `replaces`) is held against the version before. A kind that has another
    code keeps its history where the newer version names the former one. Exit 0 where nothing
    changed, 1 where something did, 2 where one of the two cannot be read or they are of two.
    """
    import attrs

    from fairscore.rubric import Rubric
    from fairscore.versions import check_change, compare, compare_vocabularies
    from fairscore.vocabulary import Vocabulary

    readings = examined(old), examined(new)
    before, after = (reading.document for reading in readings)
    if isinstance(before, Rubric) and isinstance(after, Rubric):
        _check_ids(before, after, new)
        comparison = compare(before, after)
        changes, summary = comparison.changes, _summary(comparison, after)
        plain, declared = attrs.asdict(comparison), check_change(before, after)
    elif isinstance(before, Vocabulary) and isinstance(after, Vocabulary):
        _check_ids(before, after, new)
        changes = compare_vocabularies(before, after)
        summary = iter([count(len(changes), "change") if changes else _NOTHING])
        plain = {
            "versions": (before.version, after.version),
            "changes": [attrs.asdict(change) for change in changes],
        }
        declared = check_change(before, after)
    else:
        tell(problem for reading in readings for problem in reading.problems)
        if before is None or after is None:
            raise typer.Exit(USAGE)
        refuse("give two versions of a rubric, or two of a vocabulary")
    problems = [readings[1].placed(one) for one in declared]
    if form == "json":
        told = {**plain, "problems": [attrs.asdict(problem) for problem in problems]}
        show(json.dumps(told, indent=2, ensure_ascii=False))
    else:
        for line in (*summary, *_lines(changes, readings)):
            show(one_line(line))
    tell(problems)
    if changes or problems:
        raise typer.Exit(FOUND)


def _check_ids(old: "Rubric | Vocabulary", new: "Rubric | Vocabulary", file: Path) -> None:
    if old.id != new.id:
        refuse(f"{file}: not a version of the same {new.kind}; compare files that have one id")


def _summary(comparison: "Comparison", new: "Rubric") -> Iterator[str]:
    """Which ratings stay comparable, before anything else."""
    if not comparison.changes:
        yield _NOTHING
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
