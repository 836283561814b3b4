"""
Convert rubrics from and to other formats, with a report of what did not fit.

Reading takes what it finds: our own YAML and JSON, CASE, Canvas, Markdown tables and a few more.
Writing reads its own result back and compares, so that a loss that is not reported is a fault of
ours. A file of ours is never rewritten in place: its comments would be lost.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Literal, get_args

import attrs

from fairscore.adapters import autorubric, canvas, case, markdown_table, rubric_spec
from fairscore.adapters._compare import differences
from fairscore.adapters._detection import NATIVE, readers
from fairscore.adapters._source import Order, Source
from fairscore.document import Reading, dump, examine
from fairscore.errors import DocumentError, Problem
from fairscore.rubric import Rubric

__all__ = ["TARGETS", "Converted", "Loaded", "Order", "Target", "convert", "export", "load"]

Target = Literal[
    "yaml", "json", "case", "canvas", "canvas-json", "markdown", "autorubric", "rubric-spec"
]
"""A format that can be written; `canvas` is its CSV."""

TARGETS: tuple[Target, ...] = get_args(Target)
"""Every format that can be written."""

_WHAT: Mapping[Target, str] = {
    "case": "CASE",
    "canvas": "Canvas",
    "canvas-json": "Canvas",
    "markdown": "a Markdown table",
    "autorubric": "autorubric",
    "rubric-spec": "rubric-spec",
}
_ENDINGS: Mapping[Target, str] = {
    "yaml": ".rubric.yaml",
    "json": ".rubric.json",
    "case": ".case.json",
    "canvas": ".canvas.csv",
    "canvas-json": ".canvas.json",
    "markdown": ".md",
    "autorubric": ".autorubric.json",
    "rubric-spec": ".spec.json",
}


@attrs.frozen(kw_only=True)
class Loaded:
    """
    Rubrics read from a text in any format.

    Attributes:
        rubrics: The rubrics, in the order of the text; none where there are problems.
        problems: Why the text was refused.
        losses: What of it the rubrics do not hold, each with its place.
        format: What the text was taken for; empty if it was refused before that.
    """

    rubrics: tuple[Rubric, ...]
    problems: tuple[Problem, ...]
    losses: tuple[Problem, ...]
    format: str
    _reading: Reading | None = attrs.field(default=None, repr=False, alias="reading")

    def placed(self, problem: Problem) -> Problem:
        """Put a problem found in one of the rubrics at its place, where the text was our own."""
        return problem if self._reading is None else self._reading.placed(problem)


@attrs.frozen(kw_only=True)
class Converted:
    """
    Rubrics in another format, and what of them it does not hold.

    Attributes:
        rubrics: The rubrics that were written.
        names: A name for the file of each text, made from ids alone.
        texts: The texts.
        losses: What was lost on the way in and on the way out.
    """

    rubrics: tuple[Rubric, ...]
    names: tuple[str, ...]
    texts: tuple[str, ...] = attrs.field(repr=False)
    losses: tuple[Problem, ...]


def load(
    text: str | bytes,
    *,
    name: str = "",
    language: str | None = None,
    order: Order | None = None,
) -> Loaded:
    """
    Read rubrics from a text in any format that is known.

    Args:
        text: The text; bytes are UTF-8.
        name: Name of its file: its ending helps to tell the format, and problems show it.
        language: Language of its words, for a format that does not say.
        order: Which end of a list of levels is high, for a text that does not say.

    Returns:
        The rubrics and what was lost, or why it is refused. Raises nothing for a bad text.

    Example:
        >>> sheet = '''Rubric Name,Criteria Name,Rating Name,Rating Points,Rating Name,Rating Points
        ... Onsite,Humility,owns mistakes,2,blames others,1'''
        >>> loaded = load(sheet, language="en")
        >>> loaded.format, loaded.rubrics[0].criteria[0].title, loaded.losses
        ('Canvas CSV', 'Humility', ())
    """
    source = Source.of(text, name, language=language, order=order)
    found = None if source.refusals else readers(source)
    kind = found[0] if found else ""
    if kind == NATIVE:
        reading = examine(text, Rubric, name=name)
        rubric = reading.document
        return Loaded(
            rubrics=(rubric,) if isinstance(rubric, Rubric) else (),
            problems=reading.problems,
            losses=(),
            format=kind,
            reading=reading,
        )
    rubrics = tuple(found[1]) if found else ()
    return Loaded(
        rubrics=() if source.refusals else rubrics,
        problems=source.problems(source.refusals),
        losses=source.problems(source.losses),
        format=kind,
    )


def export(
    rubrics: Sequence[Rubric],
    *,
    to: Target,
    changed: datetime | None = None,
    creator: str = case.NOBODY,
) -> Converted:
    """
    Write rubrics in a format.

    Args:
        rubrics: At least one.
        to: The format. `case`, `canvas` and `canvas-json` hold all rubrics in one text.
        changed: For `case`, which wants to know when something last changed.
        creator: For `case`, which wants to know who made it.

    Returns:
        The texts, and what they do not hold, with its path in the rubric.

    Raises:
        DocumentError: There is no rubric, or `case` was given no time.

    Example:
        >>> import fairscore as fs
        >>> rubric = fs.read("examples/backend.rubric.yaml", fs.Rubric)
        >>> made = export([rubric], to="canvas")
        >>> made.names
        ('backend-engineer.canvas.csv',)
        >>> [loss.message for loss in made.losses][:2]
        ['`id` comes back from Canvas changed', 'Canvas has no place for `description`']
    """
    if not rubrics:
        raise _misused("no-rubrics", "no rubric to write", "give at least one")
    texts = _written(rubrics, to, moment=lambda: _moment(changed), creator=creator)
    names = _unlike(f"{one.id}{_ENDINGS[to]}" for one in rubrics[: len(texts)])
    return Converted(
        rubrics=tuple(rubrics),
        names=tuple(names),
        texts=texts,
        losses=tuple(_losses(rubrics, texts, to)),
    )


def convert(
    text: str | bytes,
    *,
    to: Target,
    name: str = "",
    strict: bool = False,
    language: str | None = None,
    order: Order | None = None,
    changed: datetime | None = None,
) -> Converted:
    """
    Read rubrics in any format that is known and write them in another.

    Args:
        text: The text; bytes are UTF-8.
        to: The format to write.
        name: As for `load`.
        strict: Refuse to lose anything.
        language: As for `load`.
        order: As for `load`.
        changed: As for `export`.

    Returns:
        The texts, and everything that was lost.

    Raises:
        DocumentError: With every reason why the text is refused; with `strict`, with every loss.

    Example:
        >>> from pathlib import Path
        >>> text = Path("examples/backend.rubric.yaml").read_bytes()
        >>> made = convert(text, to="case", changed=datetime(2026, 5, 4, 9, 30, tzinfo=UTC))
        >>> made.losses
        ()
        >>> back = convert(made.texts[0], to="yaml")
        >>> back.losses, back.rubrics[0].digest == made.rubrics[0].digest
        ((), True)
    """
    loaded = load(text, name=name, language=language, order=order)
    if loaded.problems:
        raise DocumentError(loaded.problems)
    made = export(loaded.rubrics, to=to, changed=changed)
    out = (loaded.placed(attrs.evolve(one, file=name)) for one in made.losses)
    losses = (*loaded.losses, *sorted(out, key=lambda one: (one.line, one.column)))
    if strict and losses:
        raise DocumentError(losses)
    return attrs.evolve(made, losses=losses)


def _written(
    rubrics: Sequence[Rubric], to: Target, *, moment: Callable[[], str], creator: str
) -> tuple[str, ...]:
    match to:
        case "yaml" | "json":
            return tuple(dump(one, to) for one in rubrics)
        case "case":
            return (_json(case.package(rubrics, changed=moment(), creator=creator)),)
        case "canvas":
            return (canvas.sheet(rubrics),)
        case "canvas-json":
            made = canvas.api_json(rubrics)
            return (_json(made if len(made) > 1 else made[0]),)
        case "markdown":
            return tuple(markdown_table.markdown(one) for one in rubrics)
        case "autorubric":
            return tuple(_json(autorubric.autorubric(one)) for one in rubrics)
        case _:  # the one that is left
            return tuple(_json(rubric_spec.rubric_spec(one)) for one in rubrics)


def _losses(rubrics: Sequence[Rubric], texts: Sequence[str], to: Target) -> Iterator[Problem]:
    """What reading the texts again does not give back. Our own formats give everything back."""
    if to not in _WHAT:
        return
    ending = _ENDINGS[to]
    back = [
        rubric
        for text in texts
        for rubric in load(text, name=f"made{ending}", order="rising").rubrics or (None,)
    ]
    if len(back) != len(rubrics):
        back = [None] * len(rubrics)
    for before, after in zip(rubrics, back, strict=True):
        whole = after is not None and len(after.criteria) == len(before.criteria)
        yield from differences(before, after if whole else None, _WHAT[to])


def _json(plain: object) -> str:
    return json.dumps(plain, ensure_ascii=False, indent=2) + "\n"


def _moment(changed: datetime | None) -> str:
    if changed is None or changed.tzinfo is None:
        raise _misused(
            "time-missing",
            "CASE says when everything in it last changed, and fairscore reads no clock",
            "give `changed`, a time with its offset from UTC",
        )
    return changed.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _misused(slug: str, message: str, advice: str) -> DocumentError:
    return DocumentError((Problem(slug=slug, message=message, advice=advice),))


def _unlike(names: Iterable[str]) -> Iterator[str]:
    """The names, with a number before one that stands there already."""
    counts: dict[str, int] = {}
    for name in names:
        counts[name] = counts.get(name, 0) + 1
        yield name if counts[name] == 1 else f"{counts[name]}-{name}"
