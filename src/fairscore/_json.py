"""
Reading JSON: fast where the text is in order, and with the place of every value where it is not.

`load` is the short way: the standard library's parser with hooks that stop at anything refused.
`scan` is the long way, taken only once something is wrong, and finds every fault.
"""

import json
import re
from typing import Any

from fairscore._canonical import LARGEST_INTEGER
from fairscore._tree import MAX_DEPTH, MAX_NODES, MAX_TEXT, Fault, Mark, Tree, Unreadable

__all__ = ["load", "scan"]

MANY = 250
SHORTEST = 8
"""No document of many values has so few characters for each; what looks like it is read warily."""
_SPACE = re.compile(r"[ \t\n\r]*")
_SPACES = " \t\n\r"
_PLAIN = re.compile(r'"([^"\\\x00-\x1f]*)"')
_STRING = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
_VALUE = r'("[^"\\\x00-\x1f]*+"|\[\]|\{\}|[\[{]|-?(?:0|[1-9][0-9]{0,14}+)(?![0-9.eE]))'
_MEMBER = rf'"([^"\\\x00-\x1f]*+)"[ \t\n\r]*+:[ \t\n\r]*+{_VALUE}'
_FIRST, _NEXT = (
    {
        closer: re.compile(rf"[ \t\n\r]*+(?:\{closer}|{comma}{value})")
        for closer, value in (("]", _VALUE), ("}", _MEMBER))
    }
    for comma in ("", r",[ \t\n\r]*+")
)
"""What nearly always stands first and next in a list or mapping, by what closes it."""
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?P<rest>\.[0-9]+)?(?P<exponent>[eE][+-]?[0-9]+)?")
_WORD = re.compile(r"[A-Za-z_+-]+")
_CLOSERS = {"{": "}", "[": "]"}
_EMPTY = {"{}", "[]"}
_WORDS = {"true": True, "false": False, "null": None}
_NOT_JSON = {"NaN", "Infinity", "-Infinity"}


def load(text: str) -> Any:
    """
    Read JSON the short way.

    Raises:
        ValueError: Something is wrong, or may be; `scan` says what. A deep text may raise
            RecursionError.
    """
    values = text.count(",") + text.count("[") + text.count("{")
    if values >= MAX_NODES:
        raise ValueError("perhaps too many values")
    if values > MANY and values * SHORTEST > len(text):
        raise ValueError("perhaps no document: its values are too short")
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
        self.tree = Tree(text=text)
        self.closers: list[str] = []
        self.is_first = False

    def stop(self, message: str, advice: str, slug: str = "not-json") -> Unreadable:
        return Unreadable(
            Fault(
                slug=slug,
                message=message,
                advice=advice,
                path=self.tree.path,
                place=self.tree.place_of(self.at),
            )
        )

    def peek(self) -> str:
        character = self.text[self.at : self.at + 1]
        if character in _SPACES:
            self.at = _SPACE.match(self.text, self.at).end()  # type: ignore[union-attr] # matches ""
            character = self.text[self.at : self.at + 1]
        return character

    def document(self) -> None:
        self.begin(self.peek())
        while self.closers:
            self.usual()
            if self.closers:
                self.unusual()
        if self.peek():
            raise self.stop(
                "something follows the end of the document",
                "keep one document a file",
                "several-documents",
            )

    def usual(self) -> None:
        """Read on as long as what comes next is plain."""
        text, tree, closers = self.text, self.tree, self.closers
        usual = _FIRST if self.is_first else _NEXT
        while closers and (found := usual[closers[-1]].match(text, self.at)):
            self.at = end = found.end()
            usual = _NEXT
            last = found.lastindex
            if last is None:
                closers.pop()
                tree.close()
                continue
            if closers[-1] == "}":
                tree.key(found[1], found.start(1) - 1)
            value = found[last]
            if value in _CLOSERS or (value in _EMPTY and len(closers) >= MAX_DEPTH):
                tree.open([] if value[0] == "[" else {}, end - len(value))
                closers.append(_CLOSERS[value[0]])
                usual = _FIRST
            elif value in _EMPTY:
                tree.value([] if value == "[]" else {}, end - 2)
            elif value[0] == '"':
                tree.value(value[1:-1], end - len(value))
            else:
                tree.value(int(value), end - len(value))
        self.is_first = usual is _FIRST

    def unusual(self) -> None:
        """Read a value that is not plain, or say what is wrong with what comes next."""
        character, closer = self.peek(), self.closers[-1]
        if self.is_first:
            self.begin(character)
        elif character == ",":
            self.at += 1
            character = self.peek()
            if character == closer:
                raise self.stop("a comma with nothing after it", "remove the comma")
            self.begin(character)
        elif character:
            raise self.stop(f"expected a comma or {closer}", "add it before this place")
        else:
            raise self.stop(f"the text ends before {closer}", "complete the text")

    def begin(self, character: str) -> None:
        """Read a value, with its key in a mapping; of a list or mapping, read only the bracket."""
        self.is_first = False
        if self.closers and self.closers[-1] == "}":
            character = self.member(character)
        if character in _CLOSERS:
            self.tree.open([] if character == "[" else {}, self.at)
            self.at += 1
            self.closers.append(_CLOSERS[character])
            self.is_first = True
        else:
            self.scalar(character)

    def member(self, character: str) -> str:
        """Read a key and its colon; return the character that its value begins with."""
        if character != '"':
            raise self.stop("expected a key in double quotes", 'write "key": value')
        mark = self.at
        self.tree.key(self.string(), mark)
        if self.peek() != ":":
            raise self.stop("expected a colon after the key", "add it before this place")
        self.at += 1
        return self.peek()

    def scalar(self, character: str) -> None:
        mark = self.at
        if character == '"':
            self.tree.value(self.string(), mark)
        elif number := _NUMBER.match(self.text, self.at):
            self.at = number.end()
            if number["rest"] or number["exponent"]:
                self.tree.fraction(mark)
            else:
                self.tree.integer(number[0], mark)
        else:
            self.word(mark)

    def word(self, mark: Mark) -> None:
        match = _WORD.match(self.text, self.at)
        word = match[0] if match else ""
        if word in _NOT_JSON:
            self.tree.fraction(mark)
        elif word in _WORDS:
            self.tree.value(_WORDS[word], mark)
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
