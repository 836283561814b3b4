"""
Reading YAML from PyYAML's parse events, so that nothing of YAML's surprises gets in.

YAML 1.2 core scalars: `no` is text, `True` is a truth value, `12:30` is text. No aliases, anchors,
tags, merge keys, directives or second documents; no duplicate keys; keys are text. Every value
keeps its line and column.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

import yaml

from fairscore._tree import (
    MAX_DEPTH,
    MAX_FAULTS,
    Fault,
    Place,
    Tree,
    Unreadable,
    check_text,
    too_deep,
)

__all__ = [
    "DIRECTIVE",
    "HEADER",
    "INTEGER",
    "LOADER",
    "NOT_IN_YAML",
    "NULLS",
    "OTHER_BASE",
    "STARTS_A_NUMBER",
    "TRUTHS",
    "reads_as_text",
    "scan",
]

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
NULLS = {"", "~", "null", "Null", "NULL"}
TRUTHS = {
    word: word.lower() == "true" for word in ("true", "True", "TRUE", "false", "False", "FALSE")
}
INTEGER = re.compile(r"[-+]?[0-9]+\Z")
OTHER_BASE = re.compile(r"0(?:o[0-7]+|x[0-9a-fA-F]+)\Z|[-+]?0[0-9]+\Z")
_FRACTION = re.compile(
    r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z|[-+]?\.(?:inf|Inf|INF)\Z|\.(?:nan|NaN|NAN)\Z"
)
STARTS_A_NUMBER = frozenset("0123456789+-.")
NOT_IN_YAML = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
# Possessive: a group that may be taken back costs 256 bytes a line, 250 MB for a full text.
HEADER = re.compile(r"(?:[ \t]*+(?:[#%][^\r\n]*+)?[\r\n])*+")
DIRECTIVE = re.compile(r"(?<![^\r\n])%")
_NO_ALIAS = "write the value out in each place"


def scan(text: str, *, fractions: bool = False) -> Tree:
    """
    Read YAML: every value with its place, every fault that can be found.

    Args:
        text: The text.
        fractions: Whether a number that is not whole is no fault; the tree says where they stand.

    Returns:
        The tree; its faults hold what is wrong, the last of them what stopped the reading.
    """
    reader = _Reader()
    reader.tree.fractions = set() if fractions else None
    try:
        for event in _events(_without_directives(text, reader.tree)):
            reader.take(event)
    except Unreadable as stop:
        reader.tree.stop(stop.fault)
    return reader.tree


def _without_directives(text: str, tree: Tree) -> str:
    """The text with its directives as comments: each is a fault, and many are slow to parse."""
    header = HEADER.match(text)
    end = header.end() if header else 0
    for found in islice(DIRECTIVE.finditer(text, 0, end), MAX_FAULTS):
        tree.fault(
            "yaml-directive",
            "a YAML directive",
            "remove the line that starts with %",
            _find(text, found.start()),
        )
    return DIRECTIVE.sub("#", text[:end]) + text[end:]


def _events(text: str) -> Iterator[Any]:
    """Parse events of PyYAML, its errors turned into ours without quoting the text."""
    if found := NOT_IN_YAML.search(text):
        raise Unreadable(_character(found[0], _find(text, found.start())))
    fault = None
    try:
        yield from yaml.parse(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        mark: Any = error.problem_mark  # the scanner and the parser always say where
        place = mark.line + 1, mark.column + 1
        fault = Fault(
            slug="not-yaml",
            message="YAML cannot be read from here",
            place=place,
            advice=_advice(error.problem or ""),
        )
    if fault:
        raise Unreadable(fault)


def _advice(problem: str) -> str:
    """What to do about a syntax error, going by the parser's own words for it."""
    if "tab" in problem or "cannot start any token" in problem:
        return "indent with spaces, and put quotes around text that starts with a special character"
    if "expected ',' or" in problem:
        return "close the bracket or add the comma before this place"
    if "mapping values are not allowed" in problem:
        return "put quotes around text that holds a colon"
    return "look at the indentation, at colons and at quotes just before this place"


def _character(character: str, place: Place) -> Fault:
    """What is wrong with a character that no YAML text may hold."""
    said = [
        (
            "not-yaml",
            "a control character, or a line break of another sort",
            "remove it, or write it as an escape in double quotes",
        )
    ]
    check_text(character, lambda slug, message, advice: said.append((slug, message, advice)))
    slug, message, advice = said[-1]
    return Fault(slug=slug, message=message, advice=advice, place=place)


def _find(text: str, position: int) -> Place:
    before = text[:position]
    return before.count("\n") + 1, position - (before.rfind("\n") + 1) + 1


def _place(event: Any) -> Place:
    return event.start_mark.line + 1, event.start_mark.column + 1


class _Reader:
    """Takes events one by one. `open` says of each open mapping whether a key comes next."""

    def __init__(self) -> None:
        self.tree = Tree()
        self.open: list[bool | None] = []
        self.documents = 0
        self.inside_key = 0

    def take(self, event: Any) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self.scalar(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self.start(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self.end()
        elif isinstance(event, yaml.AliasEvent):
            self.alias(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self.document(event)

    def document(self, event: Any) -> None:
        self.documents += 1
        place = _place(event)
        if self.documents > 1:
            raise Unreadable(
                Fault(
                    slug="several-documents",
                    message="a second document begins here",
                    advice="keep one document a file",
                    place=place,
                )
            )

    def refuse_marks(self, event: Any) -> None:
        """Refuse an anchor or a tag; the value itself is read on."""
        if event.anchor is not None:
            self.tree.fault("yaml-anchor", "a YAML anchor", _NO_ALIAS, _place(event))
        if event.tag is not None:
            self.tree.fault(
                "yaml-tag",
                "a YAML tag",
                "remove it; the field decides what the value is",
                _place(event),
            )

    def is_key(self) -> bool:
        return bool(self.open) and self.open[-1] is True

    def after_value(self) -> None:
        if self.open and self.open[-1] is False:
            self.open[-1] = True

    def scalar(self, event: Any) -> None:
        if self.inside_key:
            return
        place = _place(event)
        if self.is_key():
            self.key(event, place)
            return
        self.refuse_marks(event)
        if not event.style:
            self.plain(event.value, place)
        else:
            self.tree.value(event.value, place)
        self.after_value()

    def key(self, event: Any, place: Place) -> None:
        self.open[-1] = False
        if not event.style and _is_not_text(event.value):
            self.tree.drop_key()
            self.tree.fault(
                "key-not-text", "a key that is not text", "put quotes around it", place, at_key=True
            )
        else:
            self.tree.key(event.value, place)
        self.refuse_marks(event)

    def plain(self, word: str, place: Place) -> None:
        """Resolve a scalar without quotes as YAML 1.2's core schema does."""
        if word in NULLS:
            self.tree.value(None, place)
        elif word in TRUTHS:
            self.tree.value(TRUTHS[word], place)
        elif word[0] not in STARTS_A_NUMBER:
            self.tree.value(word, place)
        elif OTHER_BASE.match(word):
            # YAML 1.1 reads 010 as eight, YAML 1.2 as ten.
            self.tree.fault(
                "other-base",
                "a number in another base, or one that begins with 0",
                "write it in decimal without the 0, or in quotes",
                place,
                hides=True,
            )
            self.tree.value(None, place)
        elif INTEGER.match(word):
            self.tree.integer(word, place)
        elif _FRACTION.match(word):
            self.tree.fraction(place)
        else:
            self.tree.value(word, place)

    def start(self, event: Any) -> None:
        if self.inside_key:
            self.inside_key += 1
            if self.inside_key > MAX_DEPTH:
                raise Unreadable(too_deep(self.tree.path, _place(event)))
            return
        if self.is_key():
            self.tree.drop_key()
            self.tree.fault(
                "key-not-text",
                "a list or mapping as a key",
                "use text as the key",
                _place(event),
                at_key=True,
            )
            self.open[-1] = False
            self.inside_key = 1
            return
        self.refuse_marks(event)
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        self.tree.open({} if is_mapping else [], _place(event))
        self.open.append(True if is_mapping else None)

    def end(self) -> None:
        if self.inside_key:
            self.inside_key -= 1
            return
        self.tree.close()
        self.open.pop()
        self.after_value()

    def alias(self, event: Any) -> None:
        if self.inside_key:
            return
        place = _place(event)
        if self.is_key():
            self.tree.drop_key()
            self.open[-1] = False
            self.tree.fault("yaml-alias", "a YAML alias as a key", _NO_ALIAS, place, at_key=True)
            return
        self.tree.fault("yaml-alias", "a YAML alias", _NO_ALIAS, place, hides=True)
        self.tree.value(None, place)
        self.after_value()


def _is_not_text(word: str) -> bool:
    return word in NULLS or word in TRUTHS or bool(INTEGER.match(word) or _FRACTION.match(word))


def reads_as_text(word: str) -> bool:
    """Whether a word without quotes is read back as text."""
    return not (_is_not_text(word) or OTHER_BASE.match(word))
