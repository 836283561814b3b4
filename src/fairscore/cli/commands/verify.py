"""`fairscore verify`: whether an exported log is what was written."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeVar

import typer

from fairscore.cli._talk import FOUND, USAGE, count, examined, one_line, refuse, show, tell

if TYPE_CHECKING:
    from fairscore.document import Document
    from fairscore.errors import Problem
    from fairscore.verification import CheckedBody, Verification

D = TypeVar("D", bound="Document")

__all__ = ["EXAMPLE", "run"]

EXAMPLE = """\b
Examples:
  fairscore verify panel.jsonl --receipt panel.receipt.json
  fairscore verify panel.jsonl --receipt mine.json --receipt theirs.json --format json
  fairscore verify panel.jsonl --receipt panel.receipt.json --report report.json --plan plan.yaml

Bring a receipt: a log that was rewritten as a whole shows no break in itself. The form of a log is
specified in docs/reference/log.md, with a second verifier in examples/verify_log.py."""
"""What the command is good for."""

_LARGEST = 256 * 2**20
_WORDS = {
    "valid": "as it was sealed",
    "altered": "ALTERED",
    "missing": "MISSING, and no erasure accounts for it",
    "withdrawn": "taken back by its author, and left out",
}
_NOT_COVERED = {
    "nothing": "No receipt vouches for this log: had it been rewritten as a whole, nobody could "
    "tell. Ask somebody who was handed a receipt.",
    "seat": "Only one seat is vouched for: had the rest been rewritten as a whole, nobody could "
    "tell. A receipt for the panel covers all of it.",
}

_NONE_MET = "None of the receipts given is met, so none vouches for this log."


def run(
    log: Annotated[Path, typer.Argument(metavar="LOG", help="A log as it was exported.")],
    *,
    receipt: Annotated[
        list[Path] | None,
        typer.Option("--receipt", metavar="FILE", help="A receipt to hold against it; repeat it."),
    ] = None,
    report: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="A report (JSON): draw its orders again; repeat it."),
    ] = None,
    plan: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The plan of the panel: plan it again.")
    ] = None,
    form: Annotated[
        Literal["text", "json"], typer.Option("--format", help="How to print what was found.")
    ] = "text",
) -> None:
    """
    Check that a log is what was written.

    First what the log holds: its chain, and what became of each body (as it was sealed, altered,
    missing, erased on a recorded ground, taken back). Then whether each receipt is met, and how
    much came after it. Then the orders of each report and of the plan, drawn again from the seeds
    that the log tells. Then every problem with its place; the first is where the log breaks, and
    receipts that are not met come last. Exit 0 where nothing is wrong, 1 where something is, 2
    where a file cannot be read.
    """
    import attrs

    from fairscore.log import Receipt
    from fairscore.verification import verify

    paths, reports = receipt or [], report or []
    receipts = _documents(paths, Receipt)
    data = _bytes(log)
    found = verify(data, receipts)
    named = _named(found, log, paths)
    again = _drawn_again(data, reports, plan) if found.holds else {}
    passed_over = () if found.holds else (*reports, *([plan] if plan else ()))
    found = attrs.evolve(found, problems=(*named, *(p for ps in again.values() for p in ps)))
    if form == "json":
        show(json.dumps(_plain(found), indent=2, ensure_ascii=False))
    else:
        unseen = (f"{path}: not drawn again, for the log does not hold" for path in passed_over)
        for line in (*_held(found, log, paths), *_orders(again), *unseen, *_wrong(found)):
            show(one_line(line))
    if found.problems:
        raise typer.Exit(FOUND)


def _documents(paths: list[Path], kind: type[D]) -> list[D]:
    readings = [examined(path, kind) for path in paths]
    documents = [one.document for one in readings if isinstance(one.document, kind)]
    if len(documents) < len(paths):
        tell(problem for reading in readings for problem in reading.problems)
        raise typer.Exit(USAGE)
    return documents


def _drawn_again(
    data: bytes, reports: list[Path], plan: Path | None
) -> "dict[Path, tuple[Problem, ...]]":
    """What stands otherwise in a report or a plan than the seeds of a sound log give."""
    if not reports and plan is None:
        return {}
    import attrs

    from fairscore.assignment import Assignment
    from fairscore.draw import check_plan_of, logged
    from fairscore.report import Report, check_orders

    told = logged(data)
    assignment = _documents([plan], Assignment)[0] if plan else None
    again = {
        path: check_orders(one, told, plan=assignment)
        for path, one in zip(reports, _documents(reports, Report), strict=True)
    }
    if plan and assignment:
        again[plan] = check_plan_of(told, assignment)
    return {
        path: tuple(attrs.evolve(one, file=str(path)) for one in problems)
        for path, problems in again.items()
    }


def _bytes(log: Path) -> bytes:
    """The whole log: unlike a document it grows with its panel."""
    try:
        with log.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        refuse(f"{log}: {error.strerror}")
    if len(data) > _LARGEST:
        refuse(f"{log}: more than {_LARGEST} bytes, which no panel comes to")
    return data


def _named(found: "Verification", log: Path, paths: list[Path]) -> "tuple[Problem, ...]":
    """The problems, each with the file that it is about: the log, or a receipt that is not met."""
    import attrs

    unmet = (path for path, one in zip(paths, found.receipts, strict=True) if not one.holds)
    return tuple(
        attrs.evolve(one, file=str(next(unmet) if one.slug == "receipt-unmet" else log))
        for one in found.problems
    )


def _held(found: "Verification", log: Path, paths: list[Path]) -> Iterator[str]:
    if found.panel is not None:
        where = f"tenant {found.panel.tenant}, {found.panel.application}, {found.panel.round}"
        entries = count(found.entries, "entry", "entries")
        yield f"{log}: {where}: {entries} in an unbroken chain"
    for body in found.bodies:
        yield f"line {body.line}: {_said(body)}"
    for path, one in zip(paths, found.receipts, strict=True):
        what = "the panel" if one.covers == "panel" else "its seat"
        later = count(one.later, "entry", "entries")
        met = f"met at line {one.line}; {later} of {what} came later"
        yield f"{path}: {met}" if one.holds else f"{path}: NOT met"


def _orders(again: "dict[Path, tuple[Problem, ...]]") -> Iterator[str]:
    for path, problems in again.items():
        if [one.slug for one in problems] == ["seed-not-told"]:
            yield f"{path}: cannot be drawn again yet: its seed is not told"
        else:
            drawn = "NOT in the orders that" if problems else "every order as"
            yield f"{path}: {drawn} the seed gives"


def _wrong(found: "Verification") -> Iterator[str]:
    for problem in found.problems:
        yield str(problem)
    if found.covered == "nothing" and found.receipts:
        yield _NONE_MET
    elif told := _NOT_COVERED.get(found.covered):
        yield told


def _said(body: "CheckedBody") -> str:
    interviewer, interview = body.seat
    of = f"{body.of} of {interviewer}" if interviewer else body.of
    of += f" in {interview}" if interview else ""
    return f"{of}: {_WORDS.get(body.state) or f'erased ({body.basis})'}"


def _plain(found: "Verification") -> dict[str, object]:
    import attrs

    return {"holds": found.holds, "covered": found.covered, **attrs.asdict(found)}
