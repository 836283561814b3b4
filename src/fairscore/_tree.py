"""A parsed text with the places of its values: what the readers of JSON and YAML both make."""

import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import accumulate
from typing import Any, TypeAlias

import attrs

from fairscore._canonical import LARGEST_INTEGER, Plain

__all__ = [
    "DROPPED",
    "MAX_BYTES",
    "MAX_DEPTH",
    "MAX_FAULTS",
    "MAX_NODES",
    "MAX_TEXT",
    "NUL",
    "SURROGATE",
    "Fault",
    "Mark",
    "Path",
    "Place",
    "Tree",
    "Unreadable",
    "check_text",
    "too_deep",
]

MAX_BYTES = 1_048_576
"""Size of one document. The largest real rubric at hand has 134 kB."""
MAX_DEPTH = 32
"""Lists and mappings within each other. A rubric needs 6."""
MAX_NODES = 50_000
"""Values in one document. The cap bounds the work that a small file can ask for."""
MAX_TEXT = 65_536
"""Characters of one text, before any field's own limit."""
MAX_FAULTS = 100
"""Faults reported of one text. Who has a hundred looks at the file, not at a longer list."""
DROPPED = ""
"""The key under which a value is read whose own key was at fault, until its mapping closes."""
NUL = ("nul-character", "the character U+0000, which databases cannot store", "remove it")
"""Slug, message and advice for a character that not every store can hold."""
SURROGATE = (
    "lone-surrogate",
    "half of a character (a lone surrogate)",
    "write the whole character",
)
"""Slug, message and advice for a character that no UTF-8 text can hold."""
_DIGITS = len(str(LARGEST_INTEGER))

Path = tuple[str | int, ...]
Container: TypeAlias = list[Plain] | dict[str, Plain]
Place = tuple[int, int]
"""Line and column in characters, both counted from 1."""
Mark: TypeAlias = int | Place
"""Where something begins: its place, or how many characters of the text come before it."""


@attrs.frozen(kw_only=True)
class Fault:
    """Something wrong at a path, before it is known which file and place that is."""

    slug: str
    message: str
    advice: str
    path: Path = ()
    place: Place | None = None
    """Where it is, if a reader saw it; otherwise found through the path."""
    hides: bool = False
    """Whether the value there was left out, so that anything else said about it would be noise."""
    at_key: bool = False
    """Whether the key is at fault, not the value."""


class Unreadable(Exception):
    """The text cannot be read any further."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.slug)
        self.fault = fault


_Marks: TypeAlias = Any
"""
Where a value begins and, in a list or mapping, the marks of what is in it.

A mark for what holds nothing; for a list its own mark and those of its items; for a mapping its own
mark, those of its values and those of its keys. There are no objects for it: made for every bracket
of a text, they would cost most.
"""


@attrs.define
class Tree:
    """
    Plain data built value by value, with the place of each and the faults met on the way.

    The readers call `open`, `close`, `key` and `value` in the order of the text; nothing here
    recurses, so the depth of the text costs nothing but the count. Marks are kept in the shape of
    the data, and paths and places are made of them only where one is asked for: made for every
    value, they would be most of the work.
    """

    text: str = attrs.field(default="", repr=False)
    """What a mark that is a number counts the characters of."""
    plain: Plain = None
    faults: list[Fault] = attrs.field(factory=list[Fault])
    _marks: _Marks = None
    _open: list[tuple[Container, _Marks]] = attrs.field(factory=list[tuple[Container, _Marks]])
    _keys: list[str] = attrs.field(factory=list[str])
    _nodes: int = 0
    fractions: set[Path] | None = None
    """Where numbers stand that are not whole, if that is no fault; each is left out of the data."""
    stopped: bool = False
    """Whether reading ended before the text did: what is missing may only not have been read."""

    @property
    def path(self) -> Path:
        """Path of the value that comes next."""
        if not self._open:
            return ()
        steps: list[str | int] = [
            key if isinstance(container, dict) else len(container) - 1
            for (container, _), key in zip(self._open, self._keys, strict=True)
        ]
        container, _ = self._open[-1]
        return (*steps[:-1], len(container)) if isinstance(container, list) else tuple(steps)

    def place(self, path: Path) -> Place | None:
        """Line and column of the value at a path; None where there is none."""
        found = self._along(path)
        return self.place_of(found[-1]) if len(found) > len(path) else None

    def nearest(self, path: Path) -> Place | None:
        """Line and column of the value at a path, or of what it would stand in."""
        found = self._along(path)
        return self.place_of(found[-1]) if found else None

    def key_place(self, path: Path) -> Place | None:
        """Line and column of the key at a path; None where there is none."""
        found = self._along(path[:-1])
        if not path or len(found) < len(path):
            return None
        holder = found[-1]
        mark = holder[2].get(path[-1]) if _is_mapping(holder) else None
        return None if mark is None else self.place_of(mark)

    def keys(self) -> Iterator[tuple[str, Place]]:
        """Every key with its line and column, in no order."""
        waiting = [self._marks]
        while waiting:
            marks = waiting.pop()
            if _is_list(marks):
                waiting += marks[1:]
            elif _is_mapping(marks):
                _, values, keys = marks
                yield from ((key, self.place_of(mark)) for key, mark in keys.items())
                waiting += values.values()

    def _along(self, path: Path) -> list[_Marks]:
        """Marks of the values on the way to a path, as far as there are any."""
        if self._marks is None:
            return []
        found = [self._marks]
        for step in path:
            inner = _inside(found[-1], step)
            if inner is None:
                break
            found.append(inner)
        return found

    def place_of(self, marks: _Marks) -> Place:
        """Line and column of a mark."""
        mark: Mark = marks[0] if _is_list(marks) or _is_mapping(marks) else marks
        if isinstance(mark, tuple):
            return mark
        line = bisect_right(self._line_starts, mark)
        return line, mark - self._line_starts[line - 1] + 1

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *accumulate(len(line) + 1 for line in self.text.split("\n"))]

    def fault(  # noqa: PLR0917 (the four are in the order in which a problem reads)
        self,
        slug: str,
        message: str,
        advice: str,
        mark: Mark,
        *,
        hides: bool = False,
        at_key: bool = False,
    ) -> None:
        """Note a fault of the value that comes next."""
        if len(self.faults) < MAX_FAULTS:
            self.faults.append(
                Fault(
                    slug=slug,
                    message=message,
                    advice=advice,
                    path=self.path,
                    place=self.place_of(mark),
                    hides=hides,
                    at_key=at_key,
                )
            )

    def open(self, container: Container, mark: Mark) -> None:
        """Begin a list or a mapping."""
        if len(self._open) >= MAX_DEPTH:
            path = self.path
            self._take(container, mark)
            raise Unreadable(too_deep(path, self.place_of(mark)))
        marks: _Marks = [mark] if isinstance(container, list) else (mark, {}, {})
        self._take(container, marks)
        self._open.append((container, marks))
        self._keys.append(DROPPED)

    def close(self) -> None:
        """End the innermost list or mapping."""
        container, _ = self._open.pop()
        if isinstance(container, dict):
            container.pop(DROPPED, None)
        self._keys.pop()

    def key(self, key: str, mark: Mark) -> None:
        """Take the key of the next value."""
        container, marks = self._open[-1]
        self._keys[-1] = key
        if not check_text(
            key, lambda slug, message, advice: self.fault(slug, message, advice, mark, at_key=True)
        ):
            self.drop_key()
        elif key == DROPPED:
            self.fault("unknown-field", "a key with no characters", "remove it", mark, at_key=True)
        elif key in container:
            if len(self.faults) < MAX_FAULTS:  # or nobody is told which line it is
                line, _ = self.place_of(marks[2][key])
                said = f"this key stands on line {line} already"
                self.fault("duplicate-key", said, "keep one of the two", mark, at_key=True)
            self.drop_key()
        else:
            marks[2][key] = mark

    def stop(self, fault: Fault) -> None:
        """End the reading before the text ends, and everything that is open."""
        self.faults.append(fault)
        self.stopped = True
        while self._open:
            self.close()

    def drop_key(self) -> None:
        """The next value has no usable key: it is read for its faults and left out."""
        self._keys[-1] = DROPPED

    def value(self, value: Plain, mark: Mark) -> None:
        """Take a value that is neither a list nor a mapping."""
        if isinstance(value, str) and not check_text(
            value,
            lambda slug, message, advice: self.fault(slug, message, advice, mark, hides=True),
        ):
            value = None
        self._take(value, mark)

    def _take(self, value: Plain, mark: _Marks) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise Unreadable(
                Fault(
                    slug="too-many-values",
                    message=f"more than {MAX_NODES} values",
                    advice="split the document",
                    path=self.path,
                    place=self.place_of(mark),
                )
            )
        if not self._open:
            self.plain, self._marks = value, mark
            return
        container, marks = self._open[-1]
        if isinstance(container, list):
            container.append(value)
            marks.append(mark)
        else:
            key = self._keys[-1]
            container[key] = value
            marks[1][key] = mark

    def integer(self, digits: str, mark: Mark) -> None:
        """Take a whole number as it is written."""
        if len(digits) < _DIGITS:
            self._take(int(digits), mark)
        elif len(digits.lstrip("+-").lstrip("0_")) > _DIGITS or abs(int(digits)) > LARGEST_INTEGER:
            self.fault(
                "number-too-large",
                "a whole number beyond 2^53-1",
                "write it in quotes if it is an id",
                mark,
                hides=True,
            )
            self._take(None, mark)
        else:
            self._take(int(digits), mark)

    def fraction(self, mark: Mark) -> None:
        """Take a number that is not whole, among them NaN, infinities and 1e400, for a fault."""
        if self.fractions is not None:
            self.fractions.add(self.path)
        else:
            self.fault(
                "not-whole",
                "a number that is not a whole number",
                "write a whole number, or quotes around it if it is text",
                mark,
                hides=True,
            )
        self._take(None, mark)


def _inside(marks: _Marks, step: str | int) -> _Marks | None:
    """Marks of what a list or mapping holds under a step; None where there is no such thing."""
    if _is_list(marks):
        return marks[step + 1] if isinstance(step, int) and step + 1 < len(marks) else None
    return marks[1].get(step) if _is_mapping(marks) else None


def _is_list(marks: _Marks) -> bool:
    return marks.__class__ is list


def _is_mapping(marks: _Marks) -> bool:
    # A place is a pair, which is all that could be taken for it.
    return marks.__class__ is tuple and len(marks) > len(("line", "column"))


def too_deep(path: Path, place: Place) -> Fault:
    """The fault of a text that nests further than any document does."""
    return Fault(
        slug="too-deep",
        message=f"more than {MAX_DEPTH} lists and mappings within each other",
        advice="make it flatter",
        path=path,
        place=place,
    )


def check_text(text: str, fault: Callable[[str, str, str], None]) -> bool:
    """Report what no text may hold, whichever field it is for."""
    if len(text) > MAX_TEXT:
        fault("text-too-long", f"a text of more than {MAX_TEXT} characters", "shorten it")
        return False
    if "\0" in text:
        fault(*NUL)
        return False
    if not text.isascii() and any(unicodedata.category(character) == "Cs" for character in text):
        fault(*SURROGATE)
        return False
    return True
