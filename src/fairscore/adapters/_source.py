"""A text in another format: where everything in it stands, and what was lost or refused so far."""

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import cached_property
from typing import Literal

import attrs

from fairscore import _json, _yaml
from fairscore._canonical import Plain
from fairscore._tree import MAX_BYTES, MAX_FAULTS, NUL, SURROGATE, Fault, Path, Place, Tree
from fairscore.errors import Problem, shown

__all__ = ["Node", "Order", "Source", "lines_of"]

Order = Literal["rising", "falling"]
"""Which end of a list of levels is high: `rising` has the lowest level first."""

_NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?")
_AFTER_NUMBER = re.compile(r"[\s,}\]#]|\Z")
_MOST_NOTED = 10 * MAX_FAULTS
_YAML_LINES = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_NO_PLACE = "it was left out; put it where a rubric has a place for it, if it matters"


@attrs.define(kw_only=True)
class Source:
    """
    A text being read as rubrics.

    Attributes:
        text: The text.
        name: What to call it in problems.
        language: Language of its words, if somebody said.
        order: Which end of a list of levels is high, if somebody said.
        losses: What could not be carried over.
        refusals: Why it cannot be read.
    """

    text: str
    name: str = ""
    language: str | None = None
    order: Order | None = None
    losses: list[Fault] = attrs.field(factory=list[Fault])
    refusals: list[Fault] = attrs.field(factory=list[Fault])

    @classmethod
    def of(
        cls, text: str | bytes, name: str, *, language: str | None = None, order: Order | None
    ) -> "Source":
        """Decode a text, and refuse what is no text; raises nothing."""
        source = cls(text="", name=name, language=language, order=order)
        if len(text) > MAX_BYTES:
            source.refuse("too-large", f"more than {MAX_BYTES} bytes", "split the file", (1, 1))
            return source
        if isinstance(text, bytes):
            try:
                text = text.decode()
            except UnicodeDecodeError as error:
                before = error.object[: error.start].decode()
                at = _place_after(before.removeprefix("\ufeff"))
                source.refuse(
                    "not-utf-8", "a byte that is not UTF-8 text", "save the file as UTF-8", at
                )
                return source
        text = text.removeprefix("\ufeff")
        for character, fault in (("\0", NUL), ("[\ud800-\udfff]", SURROGATE)):
            if found := re.search(character, text):
                source.refuse(*fault, _place_after(text[: found.start()]))
        return source if source.refusals else attrs.evolve(source, text=text)

    def lose(  # noqa: PLR0917 (the four are in the order in which a problem reads)
        self, slug: str, message: str, place: Place, advice: str = _NO_PLACE
    ) -> None:
        """Note what was left out or changed."""
        if len(self.losses) < _MOST_NOTED:
            self.losses.append(Fault(slug=slug, message=message, advice=advice, place=place))

    def refuse(  # noqa: PLR0917 (as for `lose`)
        self, slug: str, message: str, advice: str, place: Place
    ) -> None:
        """Note why this is not read."""
        if len(self.refusals) < _MOST_NOTED:
            self.refusals.append(Fault(slug=slug, message=message, advice=advice, place=place))

    def problems(self, faults: Iterable[Fault]) -> tuple[Problem, ...]:
        """Faults as problems in the order of the text, each once, no more than anybody reads."""
        found = {
            Problem(
                slug=one.slug,
                message=one.message,
                advice=one.advice,
                path=one.path,
                file=self.name,
                line=place[0],
                column=place[1],
            ): None
            for one in faults
            for place in (one.place or (1, 1),)
        }
        ordered = sorted(found, key=lambda one: (one.line, one.column, one.slug))
        return tuple(ordered[:MAX_FAULTS])

    def node(self, format: Literal["json", "yaml"]) -> "Node | None":
        """The text as plain data with places; None, and the reasons noted, if it cannot be read."""
        # Other formats have numbers that are not whole; `Node.number` reads them from the text.
        tree = (_json if format == "json" else _yaml).scan(self.text, fractions=True)
        # Nothing says yet that it is no scorecard, and a path is made of keys that somebody wrote.
        self.refusals += [
            attrs.evolve(one, path=(), place=one.place or (1, 1)) for one in tree.faults
        ]
        if tree.faults:
            return None
        return Node(reading=_Reading(self, tree, format), path=(), plain=tree.plain)


class _Reading:
    """What the nodes of one tree share."""

    def __init__(self, source: Source, tree: Tree, format: Literal["json", "yaml"]) -> None:
        self.source = source
        self.tree = tree
        self.format = format
        self.used: set[Path] = set()
        self.whole: set[Path] = set()
        self.fractions = tree.fractions or set[Path]()

    @cached_property
    def lines(self) -> list[str]:
        text = self.source.text
        return text.split("\n") if self.format == "json" else _YAML_LINES.split(text)


@attrs.frozen(kw_only=True)
class Node:
    """
    A value in JSON or YAML.

    It remembers what of it was asked for, so that the rest can be reported as lost.
    """

    reading: _Reading = attrs.field(repr=False)
    path: Path
    plain: Plain = attrs.field(repr=False)

    @property
    def source(self) -> Source:
        """The text this stands in."""
        return self.reading.source

    def __getitem__(self, step: str | int) -> "Node":
        """What stands in a field; a node that holds None where there is no such field."""
        path = (*self.path, step)
        self.reading.used.add(path)
        return Node(reading=self.reading, path=path, plain=self._inside(step))

    def has(self, *names: str) -> bool:
        """Whether this is a mapping with all of these fields."""
        return isinstance(self.plain, dict) and all(name in self.plain for name in names)

    def place(self, name: str = "") -> Place:
        """Line and column of a field or, without one, of this."""
        path = (*self.path, name) if name else self.path
        tree = self.reading.tree
        return tree.place(path) or tree.place(self.path) or (1, 1)

    def text(self, name: str) -> str:
        """Text of a field without space around it; a number as it is written, empty if none."""
        value = self[name].plain
        if isinstance(value, str):
            return value.strip()
        if isinstance(value, int):
            return str(value)
        number = self.number(name) if value is None else None
        if number is not None:
            return str(float(number))
        if value is not None:
            self[name].refuse("not-text", f"`{name}` is not text", "write it as text")
        return ""

    def number(self, name: str) -> Fraction | None:
        """Number of a field, exactly as it is written; None where there is none."""
        value = self[name].plain
        if isinstance(value, int) and not isinstance(value, bool):
            return Fraction(value)
        written, begin = value if isinstance(value, str) else "", 0
        if (*self.path, name) in self.reading.fractions:
            line, column = self.place(name)
            written, begin = self.reading.lines[line - 1], column - 1
        found = _NUMBER.match(written, begin)
        if found and _AFTER_NUMBER.match(written, found.end()):
            return Fraction(found[0])
        if written or value is not None:
            self[name].refuse(
                "not-a-number",
                f"`{name}` is not a number that can be read",
                "write it with at most 15 digits on either side of the point",
            )
        return None

    def rows(self, name: str = "") -> "list[Node]":
        """Mappings in a list, or in this if it is one; anything else in it is refused."""
        holder = self[name] if name else self
        if holder.plain is None:
            return []
        if not isinstance(holder.plain, list):
            holder.refuse("not-a-list", f"`{name}` is not a list", "write a list")
            return []
        found = [holder[index] for index in range(len(holder.plain))]
        for one in found:
            if not isinstance(one.plain, dict):
                one.refuse("not-a-mapping", "not a set of fields", "write fields with values")
        return [one for one in found if isinstance(one.plain, dict)]

    def texts(self, name: str) -> list[str]:
        """A text or a list of texts as a list, empty ones left out."""
        value = self[name].plain
        if not isinstance(value, list):
            return lines_of(self.text(name))
        return [text for index in range(len(value)) if (text := self[name].text_at(index).strip())]

    def text_at(self, index: int) -> str:
        """Text at a position of a list."""
        value = self[index].plain
        if not isinstance(value, str | int):
            self[index].refuse("not-text", "not text", "write it as text")
        return str(value)

    def use(self, *names: str) -> None:
        """Take fields for read, with all that is in them."""
        self.reading.whole.update((*self.path, name) for name in names)

    def refuse(self, slug: str, message: str, advice: str) -> None:
        """Note that this is not what it should be."""
        self.source.refuse(slug, message, advice, self.place())

    def forget(self) -> None:
        """Take nothing for read and nothing for refused: somebody only had a look."""
        self.reading.used.clear()
        self.reading.whole.clear()
        self.source.refusals.clear()

    def report_unread(self, what: str) -> None:
        """Note as lost every field that nobody asked for, one of a sort with their number."""
        groups: dict[tuple[str, ...], list[Place]] = {}
        for path in self._unread():
            sort = tuple("*" if isinstance(step, int) else step for step in path)
            place = self.reading.tree.key_place(path) or self.place()
            groups.setdefault(sort, []).append(place)
        for sort, places in groups.items():
            times = "" if len(places) == 1 else f" ({len(places)} times)"
            name = ".".join(map(shown, sort)).replace(".*", "[]")
            self.source.lose(
                "loss-field",
                f"{what} has no place for `{name}`{times}",
                places[0],
            )

    def _unread(self) -> Iterator[Path]:
        used, whole = self.reading.used, self.reading.whole
        waiting: list[tuple[Path, Plain]] = [(self.path, self.plain)]
        while waiting:
            path, plain = waiting.pop()
            if path in whole or plain in (None, "", [], {}):
                continue
            if path != self.path and path not in used:
                yield path
            elif isinstance(plain, dict):
                waiting += reversed([((*path, key), value) for key, value in plain.items()])
            elif isinstance(plain, list):
                # Items of a list that was asked for whole, such as lines, are none of their own.
                rows = [(at, one) for at, one in enumerate(plain) if (*path, at) in used]
                waiting += reversed([((*path, at), one) for at, one in rows])

    def _inside(self, step: str | int) -> Plain:
        if isinstance(self.plain, dict):
            return self.plain.get(str(step))
        if isinstance(self.plain, list) and isinstance(step, int):
            return self.plain[step]
        return None


def lines_of(text: str) -> list[str]:
    """Lines of a text that hold something: one behaviour a line."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def _place_after(before: str) -> Place:
    return before.count("\n") + 1, len(before) - before.rfind("\n")
