"""Markdown as blocks with their lines: as much of it as rubrics are written in."""

import re
from collections.abc import Iterator, Sequence
from typing import TypeAlias

import attrs

from fairscore._tree import Place

__all__ = [
    "Block",
    "Cell",
    "Heading",
    "Item",
    "Paragraph",
    "Table",
    "blocks",
    "escaped",
    "has_table",
    "words",
]

_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*)\Z")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|[0-9]{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?(.*)\Z")
_FENCE = re.compile(r" {0,3}(```|~~~)")
_RULER = set(" \t|:-")
_BREAK = re.compile(r" {0,3}(?:-[ \t]*){3,}\Z| {0,3}(?:\*[ \t]*){3,}\Z| {0,3}(?:_[ \t]*){3,}\Z")
_TAG = re.compile(r"[ \t]*</?[A-Za-z][^<>]*>[ \t]*\Z")
_LINE_BREAK = re.compile(r"<br[ \t]*/?>", re.IGNORECASE)
_STRONG = re.compile(r"(\*\*|__)(?=\S)(?P<words>[^*_]{1,300})\1")
_EMPHASIS = re.compile(r"(?<![\w*])([*_])(?=\S)(?P<words>[^*_]{1,300}?)(?<=\S)\1(?![\w*])")
_LINK = re.compile(r"!?\[(?P<words>[^\[\]]{0,300})\]\([^()\s]{0,500}\)")
_CODE = re.compile(r"`(?P<words>[^`]{1,300})`")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_HELD = re.compile("[\ue000-\ue07f]")
_TO_ESCAPE = re.compile(r"([\\`*_\[\]<>|~])")
_STARTS = re.compile(r"([ \t]*)([#>+=-]|[0-9]{1,9}[.)])")
_HELD_FROM = 0xE000


@attrs.frozen
class Heading:
    """A heading with its depth."""

    depth: int
    text: str
    place: Place


@attrs.frozen
class Paragraph:
    """Lines of text."""

    text: str
    place: Place


@attrs.frozen
class Item:
    """An item of a list."""

    text: str
    place: Place


@attrs.frozen
class Cell:
    """A cell of a table: its text with line breaks, and as it is written."""

    text: str
    place: Place
    raw: str = ""


@attrs.frozen
class Table:
    """A table: its header and its rows, all of one width."""

    header: Sequence[Cell]
    rows: Sequence[Sequence[Cell]]
    place: Place


Block: TypeAlias = Heading | Paragraph | Item | Table


def words(text: str) -> str:
    r"""
    Words of a piece of Markdown: no emphasis, no links, escapes resolved.

    Example:
        >>> words(r"**A** - says [why](/x), not `what`; a\_b")
        'A - says why, not what; a_b'
    """
    held = _ESCAPE.sub(lambda one: chr(_HELD_FROM + ord(one[1])), _HELD.sub("", text))
    for pattern in (_LINK, _CODE, _STRONG, _EMPHASIS):
        held = pattern.sub(r"\g<words>", held)
    return _HELD.sub(lambda one: chr(ord(one[0]) - _HELD_FROM), held).strip()


def escaped(text: str) -> str:
    r"""
    A text as Markdown that shows it and does nothing else.

    Example:
        >>> escaped("a | b <c> *d*")
        'a \\| b \\<c\\> \\*d\\*'
    """
    kept = _TO_ESCAPE.sub(r"\\\1", text)
    lines = re.split("\r\n|\n|\r", kept)
    return "\n".join(_STARTS.sub(_quieten, line, count=1) for line in lines)


def _quieten(found: re.Match[str]) -> str:
    """A sign that would begin a heading, a list or a quotation, made to stand for itself."""
    if found.start():
        return found[0]
    sign = found[2]
    return found[1] + (f"\\{sign}" if len(sign) == 1 else f"{sign[:-1]}\\{sign[-1]}")


def blocks(text: str, first: int = 1) -> Iterator[Block]:
    """
    Blocks of a text in their order.

    Args:
        text: Markdown without front matter.
        first: Number of its first line.
    """
    lines = re.split("\r\n|\n|\r", text)
    at, fence = 0, ""
    while at < len(lines):
        line, number = lines[at], first + at
        found = _FENCE.match(line)
        if found and (not fence or fence == found[1]):
            fence = "" if fence else found[1]
        elif fence or not line.strip() or _BREAK.match(line) or _TAG.match(line):
            pass
        elif heading := _HEADING.match(line):
            yield Heading(len(heading[1]), words(_unclosed(heading[2])), (number, 1))
        elif _is_table(lines, at):
            end = at + 2
            while end < len(lines) and "|" in lines[end]:
                end += 1
            yield _table(lines[at:end], number)
            at = end - 1
        elif item := _ITEM.match(line):
            end = _end(lines, at)
            rest = [item[1], *(one.strip() for one in lines[at + 1 : end])]
            yield Item(words(" ".join(rest)), (number, 1))
            at = end - 1
        else:
            end = _end(lines, at)
            yield Paragraph(words("\n".join(one.strip() for one in lines[at:end])), (number, 1))
            at = end - 1
        at += 1


def _end(lines: Sequence[str], at: int) -> int:
    """Where a paragraph or an item ends that begins on a line."""
    end = at + 1
    while (
        end < len(lines)
        and lines[end].strip()
        and not any(one.match(lines[end]) for one in (_HEADING, _ITEM, _FENCE, _BREAK))
        and not _is_table(lines, end)
    ):
        end += 1
    return end


def _unclosed(heading: str) -> str:
    """A heading without the signs that may close it."""
    text = heading.rstrip()
    bare = text.rstrip("#")
    return bare if not bare or bare[-1] in " \t" else text


def has_table(text: str) -> bool:
    """Whether a table stands anywhere in a text."""
    lines = re.split("\r\n|\n|\r", text)
    return any(_is_table(lines, at) for at in range(len(lines)))


def _is_table(lines: Sequence[str], at: int) -> bool:
    if "|" not in lines[at] or at + 1 >= len(lines) or "|" not in lines[at + 1]:
        return False
    if "-" not in lines[at + 1] or not set(lines[at + 1]) <= _RULER:
        return False
    return len(_split(lines[at])) == len(_split(lines[at + 1]))


def _table(lines: Sequence[str], number: int) -> Table:
    header = _cells(lines[0], number)
    width = len(header)
    rows = [_cells(line, number + 2 + down, width) for down, line in enumerate(lines[2:])]
    return Table(
        header,
        [
            row + [Cell("", (number + 2 + down, 1))] * (width - len(row))
            for down, row in enumerate(rows)
        ],
        (number, 1),
    )


def _cells(line: str, number: int, most: int | None = None) -> list[Cell]:
    return [
        Cell(
            "\n".join(words(one) for one in _LINE_BREAK.split(text)).strip(),
            (number, column),
            text.strip(),
        )
        for text, column in _split(line)[:most]
    ]


def _split(line: str) -> list[tuple[str, int]]:
    """Cells of a line with their columns; a bar behind a backslash is no border."""
    cells: list[tuple[str, int]] = []
    begin = at = 0
    while at < len(line):
        if line[at] == "\\":
            at += 1
        elif line[at] == "|":
            cells.append((line[begin:at], begin))
            begin = at + 1
        at += 1
    cells.append((line[begin:], begin))
    if cells and not cells[0][0].strip():
        cells = cells[1:]
    if cells and not cells[-1][0].strip():
        cells = cells[:-1]
    return [(text, begin + len(text) - len(text.lstrip()) + 1) for text, begin in cells]
