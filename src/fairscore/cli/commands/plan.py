"""`fairscore plan`: who judges what of whom, and in which orders."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NoReturn, TypeVar

import typer

from fairscore.cli._progress import Progress
from fairscore.cli._talk import FOUND, USAGE, examined, one_line, refuse, show, tell, write

if TYPE_CHECKING:
    from fairscore.assignment import Assignment, Interviewer
    from fairscore.document import Document
    from fairscore.rubric import Rubric

__all__ = ["EXAMPLE", "run"]

EXAMPLE = """\b
Examples:
  fairscore plan backend.rubric.yaml --interviewers a,b,c,d,e --candidates x,y,z --seed-file seed
  fairscore plan backend.rubric.yaml --interviewers people.txt --candidates batch-2.txt \\
    --seed-file seed --extend plan.yaml -o plan-2.yaml

A file of interviewers has one a line: a name, then any of `judges=ID,ID`, `most=N` and
`never=CANDIDATE,CANDIDATE`. A file of candidates has one name a line. `#` begins a remark.

Draw a seed once and keep it from everybody until the last interview is over:
  python -c "import secrets; print(secrets.token_hex(32))" > seed"""
"""What the command is good for."""

D = TypeVar("D", bound="Document")
_SEED = re.compile(r"[0-9a-fA-F]{64}")
_COUNT = re.compile(r"[0-9]{1,6}")
_OF_FILES = frozenset({".csv", ".json", ".tsv", ".txt", ".yaml", ".yml"})
_LIMITS = ("judges", "most", "never")


def run(  # noqa: PLR0913 (one argument an option)
    rubric: Annotated[Path, typer.Argument(metavar="RUBRIC", help="The rubric to plan from.")],
    *,
    candidates: Annotated[
        str,
        typer.Option(metavar="FILE|LIST", help="Whom to interview: a file, or names with commas."),
    ],
    interviewers: Annotated[
        str,
        typer.Option(metavar="FILE|LIST", help="Who can interview: a file, or names with commas."),
    ] = "",
    seed: Annotated[
        str, typer.Option(metavar="HEX", help="The seed, 64 digits; others may see it: see below.")
    ] = "",
    seed_file: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A file that holds the seed.")
    ] = None,
    extend: Annotated[
        Path | None, typer.Option(metavar="OLD", help="A plan to put later candidates behind.")
    ] = None,
    review: Annotated[
        Literal["candidate", "question"] | None,
        typer.Option(
            help="Whether reviewers go candidate by candidate or question by question.",
            show_default="candidate",
        ),
    ] = None,
    each: Annotated[
        int | None,
        typer.Option(
            min=1,
            max=20,
            help="Interviewers a candidate, where the rubric has no interviews.",
            show_default="2",
        ),
    ] = None,
    form: Annotated[
        Literal["table", "yaml", "json"], typer.Option("--format", help="How to print the plan.")
    ] = "table",
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write the plan there.")
    ] = None,
) -> None:
    """
    Decide who takes which interview of which candidate, and in which orders.

    Each interview is held with every candidate, nobody meets a candidate twice, and loads are as
    even as the limits allow. Candidates of each reviewer and criteria of each are in an order that
    the seed alone decides. The plan holds a commitment to the seed and never the seed: record it in
    every panel (`plan=`), and tell the seed after the last one, so that anybody can plan again and
    compare. A seed on the command line stands in the history of the shell; a file does not.

    Exit 0 where there is a plan, 1 where there is none, with the reason, 2 where this is not used
    as it is meant.
    """
    from fairscore import planner
    from fairscore.assignment import Assignment
    from fairscore.document import dump
    from fairscore.errors import AssignmentError
    from fairscore.rubric import Rubric

    _check_use(extend, interviewers, begun_as=(review, each))
    secret = _seed(seed, seed_file)
    plan_from = _read(rubric, Rubric)
    before = _read(extend, Assignment) if extend else None
    progress = Progress("interviews assigned")
    counted = progress.counter()
    try:
        people, names = _named(interviewers, candidates)
        if before:
            made = planner.extend(
                before, plan_from, candidates=names, interviewers=people, seed=secret, tell=counted
            )
        else:
            made = planner.plan(
                plan_from,
                interviewers=people,
                candidates=names,
                seed=secret,
                review=review or "candidate",
                each=each or 2,
                tell=counted,
            )
    except AssignmentError as error:
        tell(error.problems)
        raise typer.Exit(FOUND) from None
    finally:
        progress.pause()
    if output is not None:
        write(output, dump(made, "json" if output.suffix == ".json" else "yaml"))
    if form == "table":
        for line in _table(made, plan_from):
            show(one_line(line))
    elif output is None:
        show(dump(made, form).rstrip("\n"))


def _check_use(extend: Path | None, interviewers: str, *, begun_as: tuple[object, ...]) -> None:
    if extend is None and not interviewers:
        refuse("--interviewers: say who can interview")
    if extend is not None and any(begun_as):
        refuse("--review, --each: a plan is extended as it was begun; leave them out")


def _named(interviewers: str, candidates: str) -> tuple[tuple["Interviewer", ...], tuple[str, ...]]:
    """Who can interview, and whom."""
    people, names = tuple(_people(interviewers)), tuple(_names(candidates))
    for option, said, found in (
        ("--candidates", True, names),
        ("--interviewers", bool(interviewers), people),
    ):
        if said and not found:
            refuse(f"{option}: names nobody; give a file with one name a line, or a list")
    return people, names


def _read(path: Path, kind: type[D]) -> D:
    reading = examined(path, kind)
    if isinstance(reading.document, kind):
        return reading.document
    tell(reading.problems)
    raise typer.Exit(USAGE)


def _seed(said: str, path: Path | None) -> bytes:
    """The seed, from where it was given. No message repeats any of it."""
    if bool(said) == (path is not None):
        refuse("give the seed once: --seed-file FILE, or --seed HEX")
    if path is not None:
        try:
            said = path.read_text(encoding="ascii").strip()
        except (OSError, ValueError):
            refuse(f"{path}: cannot be read as a seed; it holds 64 hexadecimal digits")
    if not _SEED.fullmatch(said):
        refuse("the seed: not 64 hexadecimal digits")
    return bytes.fromhex(said)


def _lines(said: str) -> Iterator[tuple[str, str]]:
    """What stands in a file line by line, or in a list, each with its place."""
    path = Path(said)
    if "," in said or not _is_file(path):
        # Nobody is called so, and a plan for a file's name would look like one for a person.
        if "," not in said and path.suffix.lower() in _OF_FILES:
            refuse(f"{said}: no such file")
        yield from (("", one.strip()) for one in said.split(",") if one.strip())
        return
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        refuse(f"{path}: cannot be read as text in UTF-8")
    for number, line in enumerate(text.splitlines(), 1):
        if words := line.partition("#")[0].strip():
            yield f"{path}:{number}: ", words


def _is_file(path: Path) -> bool:
    """Whether there is such a file; a list of names may be too long to be the name of one."""
    try:
        return path.is_file()
    except OSError:
        return False


def _names(said: str) -> Iterator[str]:
    for place, words in _lines(said):
        if len(words.split()) > 1:
            refuse(f"{place}{words}: one name a line, or a list with commas")
        _check_name(place, words)
        yield words


def _check_name(place: str, name: str) -> None:
    from fairscore._text import REF_PATTERN

    if not re.fullmatch(REF_PATTERN, name):
        refuse(
            f"{place}{name}: not a reference; use letters, digits and . _ : @ + / = ~ -, no spaces"
        )


def _people(said: str) -> Iterator["Interviewer"]:
    from fairscore.assignment import Interviewer
    from fairscore.errors import DocumentError

    for place, words in _lines(said):
        name, *limits = words.split()
        _check_name(place, name)
        fields: dict[str, Any] = {}
        for limit in limits:
            key, _, value = limit.partition("=")
            if key not in _LIMITS or not value:
                _refuse_limit(place, name)
            if key == "most":
                if not _COUNT.fullmatch(value):
                    _refuse_limit(place, name)
                fields["most"] = int(value)
            else:
                fields["criteria" if key == "judges" else key] = tuple(value.split(","))
        try:
            yield Interviewer(interviewer=name, **fields)
        except DocumentError as error:
            refuse(f"{place}{name}: {error.problems[0]}")


def _refuse_limit(place: str, name: str) -> NoReturn:
    refuse(f"{place}{name}: after the name: judges=ID,ID  most=N  never=CANDIDATE,CANDIDATE")


def _table(made: "Assignment", rubric: "Rubric") -> Iterator[str]:
    """The plan for people: who meets whom, loads, orders, and what could not be had."""
    titles = {one.id: one.title for one in rubric.interviews}
    for number, batch in enumerate(made.batches, 1):
        if len(made.batches) > 1:
            yield f"Batch {number}"
        for candidate in batch.candidates:
            yield candidate
            for row in made.of(candidate):
                title = titles.get(row.interview or "", "Interview")
                yield f"  {title}: {', '.join(row.interviewers)}"
    yield ""
    for one in made.interviewers:
        name = one.interviewer
        load = made.load_of(name)
        yield f"{name}: {load} interview{'' if load == 1 else 's'}"
        yield from _orders(made, name)
    yield ""
    for note in made.notes:
        yield f"Note: {note}"
    yield f"Commitment: {made.commitment}"


def _orders(made: "Assignment", name: str) -> Iterable[str]:
    for order in made.orders:
        if order.reader == name:
            about = f" for {order.about}" if order.about else ""
            how = f"{order.method}, {len(order.added)} added later" if order.added else order.method
            yield f"  {order.purpose}{about} ({how}): {', '.join((*order.items, *order.added))}"
