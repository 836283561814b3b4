"""A parsed text with the places of its values: what the readers of JSON and YAML both make."""

import unicodedata
from collections.abc import Callable
from typing import TypeAlias

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


@attrs.define
class Tree:
    """
    Plain data built value by value, with the place of each and the faults met on the way.

    The readers call `open`, `close`, `key` and `value` in the order of the text; nothing here
    recurses, so the depth of the text costs nothing but the count.
    """

    plain: Plain = None
    faults: list[Fault] = attrs.field(factory=list[Fault])
    places: dict[Path, Place] = attrs.field(factory=dict[Path, Place])
    key_places: dict[Path, Place] = attrs.field(factory=dict[Path, Place])
    _stack: list[tuple[Container, Path]] = attrs.field(factory=list[tuple[Container, Path]])
    _keys: list[str] = attrs.field(factory=list[str])
    _nodes: int = 0
    fractions: set[Path] | None = None
    """Where numbers stand that are not whole, if that is no fault; each is left out of the data."""
    stopped: bool = False
    """Whether reading ended before the text did: what is missing may only not have been read."""

    @property
    def path(self) -> Path:
        """Path of the value that comes next."""
        if not self._stack:
            return ()
        container, path = self._stack[-1]
        if isinstance(container, list):
            return (*path, len(container))
        return (*path, self._keys[-1])

    def fault(  # noqa: PLR0917 (the four are in the order in which a problem reads)
        self,
        slug: str,
        message: str,
        advice: str,
        place: Place,
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
                    place=place,
                    hides=hides,
                    at_key=at_key,
                )
            )

    def open(self, container: Container, place: Place) -> None:
        """Begin a list or a mapping."""
        path = self.path
        self.value(container, place)
        if len(self._stack) >= MAX_DEPTH:
            raise Unreadable(too_deep(path, place))
        self._stack.append((container, path))
        self._keys.append(DROPPED)

    def close(self) -> None:
        """End the innermost list or mapping."""
        container, _ = self._stack.pop()
        if isinstance(container, dict):
            container.pop(DROPPED, None)
        self._keys.pop()

    def key(self, key: str, place: Place) -> None:
        """Take the key of the next value."""
        container, path = self._stack[-1]
        self._keys[-1] = key
        if not check_text(
            key, lambda slug, message, advice: self.fault(slug, message, advice, place, at_key=True)
        ):
            self.drop_key()
        elif key == DROPPED:
            self.fault("unknown-field", "a key with no characters", "remove it", place, at_key=True)
        elif key in container:
            line = self.key_places[(*path, key)][0]
            self.fault(
                "duplicate-key",
                f"this key stands on line {line} already",
                "keep one of the two",
                place,
                at_key=True,
            )
            self.drop_key()
        else:
            self.key_places[(*path, key)] = place

    def stop(self, fault: Fault) -> None:
        """End the reading before the text ends, and everything that is open."""
        self.faults.append(fault)
        self.stopped = True
        while self._stack:
            self.close()

    def drop_key(self) -> None:
        """The next value has no usable key: it is read for its faults and left out."""
        self._keys[-1] = DROPPED

    def value(self, value: Plain, place: Place) -> None:
        """Take a value."""
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise Unreadable(
                Fault(
                    slug="too-many-values",
                    message=f"more than {MAX_NODES} values",
                    advice="split the document",
                    path=self.path,
                    place=place,
                )
            )
        if isinstance(value, str) and not check_text(
            value,
            lambda slug, message, advice: self.fault(slug, message, advice, place, hides=True),
        ):
            value = None
        if not self._stack:
            self.plain = value
            self.places[()] = place
            return
        container, path = self._stack[-1]
        if isinstance(container, list):
            self.places[*path, len(container)] = place
            container.append(value)
        else:
            key = self._keys[-1]
            self.places[*path, key] = place
            container[key] = value

    def integer(self, digits: str, place: Place) -> None:
        """Take a whole number as it is written."""
        if len(digits) < _DIGITS:
            self.value(int(digits), place)
        elif len(digits.lstrip("+-").lstrip("0_")) > _DIGITS or abs(int(digits)) > LARGEST_INTEGER:
            self.fault(
                "number-too-large",
                "a whole number beyond 2^53-1",
                "write it in quotes if it is an id",
                place,
                hides=True,
            )
            self.value(None, place)
        else:
            self.value(int(digits), place)

    def fraction(self, place: Place) -> None:
        """Take a number that is not whole, among them NaN, infinities and 1e400, for a fault."""
        if self.fractions is not None:
            self.fractions.add(self.path)
        else:
            self.fault(
                "not-whole",
                "a number that is not a whole number",
                "write a whole number, or quotes around it if it is text",
                place,
                hides=True,
            )
        self.value(None, place)


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
