"""
Reading JSON: fast where the text is in order, and with the place of every value where it is not.

`load` is the short way: the standard library's parser with hooks that stop at anything refused.
`scan` is the long way, taken only once something is wrong, and finds every fault.
"""

import json
import re
from typing import Any

from fairscore._canonical import LARGEST_INTEGER
from fairscore._tree import MAX_NODES, MAX_TEXT, Fault, Place, Tree, Unreadable

__all__ = ["load", "scan"]

_SPACE = re.compile(r"[ \t\n\r]*")
_SPACES = " \t\n\r"
_PLAIN = re.compile(r'"([^"\\\x00-\x1f]*)"')
_STRING = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?P<rest>\.[0-9]+)?(?P<exponent>[eE][+-]?[0-9]+)?")
_WORD = re.compile(r"[A-Za-z_+-]+")
_CLOSERS = {"{": "}", "[": "]"}
_WORDS = {"true": True, "false": False, "null": None}
_NOT_JSON = {"NaN", "Infinity", "-Infinity"}


def load(text: str) -> Any:
    """
    Read JSON the short way.

    Raises:
        ValueError: Something is wrong, or may be; `scan` says what. A deep text may raise
            RecursionError.
    """
    if text.count(",") + text.count("[") + text.count("{") >= MAX_NODES:
        raise ValueError("perhaps too many values")
    plain = json.loads(
        text,
        object_pairs_hook=_pairs,
        parse_constant=_refuse,
        parse_float=_refuse,
        parse_int=_integer,
    )
    # Only now: looking for texts is slow where one is not closed.
    if len(text) > MAX_TEXT and any(len(one[0]) > MAX_TEXT for one in _STRING.finditer(text)):
        raise ValueError("perhaps too long a text")
    return plain


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    mapping = dict(pairs)
    if len(mapping) != len(pairs):
        raise ValueError("duplicate key")
    return mapping


def _refuse(_: str) -> Any:
    raise ValueError("not a whole number")


def _integer(digits: str) -> int:
    number = int(digits)
    if abs(number) > LARGEST_INTEGER:
        raise ValueError("number too large")
    return number


def scan(text: str, *, fractions: bool = False) -> Tree:
    """
    Read JSON the long way: every value with its place, every fault that can be found.

    Args:
        text: The text.
        fractions: Whether a number that is not whole is no fault; the tree says where they stand.

    Returns:
        The tree; its faults hold what is wrong, the last of them what stopped the reading.
    """
    scanner = _Scanner(text)
    scanner.tree.fractions = set() if fractions else None
    try:
        scanner.document()
    except Unreadable as stop:
        scanner.tree.stop(stop.fault)
    return scanner.tree


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.line = 1
        self.line_start = 0
        self.seen = 0
        self.tree = Tree()

    def place(self) -> Place:
        """Line and column of the current position, counting on from the last one asked for."""
        newlines = self.text.count("\n", self.seen, self.at)
        if newlines:
            self.line += newlines
            self.line_start = self.text.rfind("\n", self.seen, self.at) + 1
        self.seen = self.at
        return self.line, self.at - self.line_start + 1

    def stop(self, message: str, advice: str, slug: str = "not-json") -> Unreadable:
        return Unreadable(
            Fault(
                slug=slug, message=message, advice=advice, path=self.tree.path, place=self.place()
            )
        )

    def peek(self) -> str:
        character = self.text[self.at : self.at + 1]
        if character in _SPACES:
            self.at = _SPACE.match(self.text, self.at).end()  # type: ignore[union-attr] # matches ""
            character = self.text[self.at : self.at + 1]
        return character

    def document(self) -> None:
        closers: list[str] = []
        self.begin(closers, self.peek())
        while closers:
            self.next_in(closers)
        if self.peek():
            raise self.stop(
                "something follows the end of the document",
                "keep one document a file",
                "several-documents",
            )

    def begin(self, closers: list[str], character: str) -> None:
        """Read a scalar, or open a list or mapping and what it begins with."""
        while character in _CLOSERS:
            closer = _CLOSERS[character]
            self.tree.open({} if closer == "}" else [], self.place())
            self.at += 1
            closers.append(closer)
            character = self.peek()
            if character == closer:
                self.close(closers)
                return
            if closer == "}":
                character = self.member(character)
        self.scalar(character)

    def next_in(self, closers: list[str]) -> None:
        """After a value: a comma and the next one, or the end of what it stands in."""
        character = self.peek()
        closer = closers[-1]
        if character == closer:
            self.close(closers)
        elif character == ",":
            self.at += 1
            character = self.peek()
            if character == closer:
                raise self.stop("a comma with nothing after it", "remove the comma")
            self.begin(closers, self.member(character) if closer == "}" else character)
        elif character:
            raise self.stop(f"expected a comma or {closer}", "add it before this place")
        else:
            raise self.stop(f"the text ends before {closer}", "complete the text")

    def close(self, closers: list[str]) -> None:
        self.at += 1
        closers.pop()
        self.tree.close()

    def member(self, character: str) -> str:
        """Read a key and its colon; return the character that its value begins with."""
        if character != '"':
            raise self.stop("expected a key in double quotes", 'write "key": value')
        place = self.place()
        self.tree.key(self.string(), place)
        if self.peek() != ":":
            raise self.stop("expected a colon after the key", "add it before this place")
        self.at += 1
        return self.peek()

    def scalar(self, character: str) -> None:
        place = self.place()
        if character == '"':
            self.tree.value(self.string(), place)
        elif number := _NUMBER.match(self.text, self.at):
            self.at = number.end()
            if number["rest"] or number["exponent"]:
                self.tree.fraction(place)
            else:
                self.tree.integer(number[0], place)
        else:
            self.word(place)

    def word(self, place: Place) -> None:
        match = _WORD.match(self.text, self.at)
        word = match[0] if match else ""
        if word in _NOT_JSON:
            self.tree.fraction(place)
        elif word in _WORDS:
            self.tree.value(_WORDS[word], place)
        elif self.at == len(self.text):
            raise self.stop("the text ends where a value should stand", "complete the text")
        else:
            raise self.stop(
                "expected a value", "write text in double quotes, a number, true, false or null"
            )
        self.at += len(word)

    def string(self) -> str:
        plain = _PLAIN.match(self.text, self.at)
        if plain is not None:
            self.at = plain.end()
            return plain[1]
        match = _STRING.match(self.text, self.at)
        if match is None:
            raise self.stop("a text that is not closed", "add the closing quote")
        try:
            text: str = json.loads(match[0])
        except ValueError as error:
            self.at += getattr(error, "pos", 0)
        else:
            self.at = match.end()
            return text
        raise self.stop(
            "a character or an escape that JSON does not allow in a text",
            r"write it as an escape such as \n or \u00fc",
        )
