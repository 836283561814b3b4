"""
Write `docs/reference/fields.md`: every field of every kind of document, from the classes.

    .venv/bin/python tools/fields.py

The words are the fields' own docstrings, so a mistake on the page is mended there. A test compares
the page with what this makes.
"""

import types
import typing
from collections.abc import Iterator, Mapping
from pathlib import Path

from annotated_types import Ge, Le, MaxLen, MinLen
from pydantic.fields import FieldInfo

from fairscore import _text
from fairscore._tree import MAX_BYTES, MAX_DEPTH, MAX_NODES, MAX_TEXT
from fairscore.document import KINDS, Document, Part, load_kind
from fairscore.event import Commitment, Event
from fairscore.view import StatementText

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "docs" / "reference" / "fields.md"
# The order of the flow; a kind that is not named here comes last.
ORDER = (
    *("rubric", "translation", "vocabulary", "scorecard", "draft"),
    *("meeting", "receipt", "report"),
)

HEAD = f"""\
# Fields

Every field of every kind of document. This page is made by `tools/fields.py` from the classes;
`fairscore schema KIND` prints the same for an editor. What the fields are for, with an example of
each kind: [Documents](documents.md).

A field that is not required may be left out. Then it has the default; "none" means that there is
nothing, which is not the same as a zero or an empty text. A field that is not listed is refused.

A file has at most {MAX_BYTES // 1024} KiB, {MAX_NODES:,} values, and {MAX_DEPTH} lists and
mappings within each other. No text is longer than {MAX_TEXT:,} characters, and none holds a NUL.
Numbers are whole.

## Sorts of text

| Sort | What it is |
| --- | --- |
"""

EVENTS = """\
What the log of a panel is made of. A desk writes them and nobody else does; a verifier reads them.
They hold references, times and codes, and never words: words live in bodies, which an event names
by a commitment."""

# What the annotations of `_text` are called here, and what each takes.
SORTS: Mapping[str, tuple[object, str]] = {
    "id": (
        _text.Id,
        "for machines: 1 to 64 lower-case letters, digits and `.` `_` `-`; the first is a letter",
    ),
    "reference": (
        _text.Ref,
        "given by the host: 1 to 128 letters, digits and `.` `_` `:` `@` `+` `/` `=` `~` `-`",
    ),
    "name": (
        _text.Name,
        "1 to 200 characters that people read as a label; no control characters, no hidden ones",
    ),
    "text": (_text.Text, "1 to 10,000 characters, in any language, several lines if need be"),
    "words": (_text.Words, f"text while it is being written: 0 to {MAX_TEXT:,} characters"),
    "language": (_text.Language, "a language tag such as `en` or `pt-BR`"),
    "moment": (
        _text.Moment,
        "a date and time with its offset from UTC, such as `2026-05-04T09:30:00+02:00`",
    ),
    "version": (_text.Version, "a whole number, 1 or more"),
    "commitment": (Commitment, "64 hexadecimal digits that name a sealed body"),
    "level value": (_text.LevelValue, "a whole number, -100 to 100"),
}
PLAIN = {str: "any text", int: "whole number", bool: "`true` or `false`"}


def page() -> str:
    """Write the whole page."""
    lines = [HEAD.rstrip("\n")]
    lines += [f"| {sort} | {meaning} |" for sort, (_, meaning) in SORTS.items()]
    told: set[type[Part]] = set()
    for name in sorted(KINDS, key=lambda name: (*ORDER, name).index(name)):
        kind = load_kind(name)
        # A part has one place on the page: under the first kind that has it.
        parts = [part for part in parts_of(kind) if part not in told]
        told.update(parts)
        lines += ["", f"## {name}", "", *section(kind)]
        for part in parts:
            lines += ["", f"### {part.__name__}", "", *section(part)]
    lines += ["", "## events", "", EVENTS]
    for event in typing.get_args(Event):
        parts = [part for part in (event, *parts_of(event)) if part not in told]
        told.update(parts)
        for part in parts:
            lines += ["", f"### {part.__name__}", "", *section(part)]
    lines += ["", f"### {StatementText.__name__}", "", *section(StatementText)]
    return "\n".join(lines) + "\n"


def section(owner: type[Part]) -> Iterator[str]:
    """Describe one class: its docstring up to an example, and the table of its fields."""
    yield (owner.__doc__ or "").split("Example:")[0].strip().replace("\n    ", "\n")
    yield ""
    yield "| Field | What it takes | Required or default | What it is for |"
    yield "| --- | --- | --- | --- |"
    hints = typing.get_type_hints(owner, include_extras=True)
    for name, field in owner.model_fields.items():
        takes = f"{sort_of(hints[name])}{limits(hints[name], field)}"
        meaning = " ".join((field.description or "").split())
        cells = (f"`{name}`", takes, needed(owner, name, field), meaning)
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def sort_of(hint: object) -> str:
    """Say in plain words what an annotation takes."""
    for sort, (annotation, _) in SORTS.items():
        if hint == annotation:
            return f"[{sort}](#sorts-of-text)"
    origin, given = typing.get_origin(hint), typing.get_args(hint)
    if origin in {types.UnionType, typing.Union}:
        return " or ".join(sort_of(one) for one in given if one is not type(None))
    if origin is typing.Literal:
        values = [f"`{value}`" for value in given]
        return values[0] if len(values) == 1 else f"one of {', '.join(values)}"
    if origin is tuple:
        return f"list of {sort_of(given[0])}"
    if origin is typing.Annotated:
        return sort_of(given[0])
    if isinstance(hint, type) and issubclass(hint, Part):
        return f"[{hint.__name__}](#{hint.__name__.lower()})"
    return PLAIN[typing.cast("type", hint)]


def limits(hint: object, field: FieldInfo) -> str:
    """Say what a field's own limits are; those of a sort of text stand with the sort."""
    if any(hint == annotation for annotation, _ in SORTS.values()):
        return ""
    low = high = None
    for one in field.metadata:
        match one:
            case Ge(ge=bound) | MinLen(min_length=bound):
                low = bound
            case Le(le=bound) | MaxLen(max_length=bound):
                high = bound
    if low is None and high is None:
        return ""
    of = " characters" if hint is str else ""
    if high is None:
        return f", at least {low:,}{of}"
    return f", at most {high:,}{of}" if low is None else f", {low:,} to {high:,}{of}"


def needed(owner: type[Part], name: str, field: FieldInfo) -> str:
    """Say whether a field must be there, and what stands for it if not."""
    # A document in a file always says what it is, though in Python its class says so.
    heading = issubclass(owner, Document) and name in {"kind", "schema_version"}
    if field.is_required() or heading:
        return "required"
    match field.default:
        case None:
            return "none"
        case ():
            return "empty list"
        case bool(given):
            return f"`{str(given).lower()}`"
        case str(given):
            return f"`{given}`" if given else "empty text"
        case given:
            return f"`{given}`"


def parts_of(owner: type[Part]) -> list[type[Part]]:
    """List the parts below a class, in the order in which its fields name them."""
    found: list[type[Part]] = []
    for hint in typing.get_type_hints(owner, include_extras=True).values():
        for part in parts_in(hint):
            found += [one for one in (part, *parts_of(part)) if one not in found]
    return found


def parts_in(hint: object) -> Iterator[type[Part]]:
    """Yield the parts that an annotation names."""
    if isinstance(hint, type) and issubclass(hint, Part):
        yield hint
    for one in typing.get_args(hint):
        yield from parts_in(one)


if __name__ == "__main__":
    FILE.write_text(page(), encoding="utf-8")
