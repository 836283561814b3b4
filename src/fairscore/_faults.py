"""From what the validator says to problems that a person can act on, each at its place."""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, get_args

import attrs
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from fairscore._text import ID_PATTERN, REF_PATTERN, TEXT_PATTERN
from fairscore._tree import DROPPED, NUL, SURROGATE, Fault, Path, Place, Tree
from fairscore.errors import Problem, shown

__all__ = ["CROSS", "Reporter", "errors_of", "part_of", "parts_of"]

CROSS = "cross-faults"
"""Type of the one validator error that carries the faults between fields."""

_PATTERNS = {
    ID_PATTERN: (
        "bad-id",
        "not an id",
        "use lower-case letters, digits and . _ -, starting with a letter",
    ),
    REF_PATTERN: (
        "bad-reference",
        "not a reference",
        "use letters, digits and . _ : @ + / = ~ -, no spaces",
    ),
    TEXT_PATTERN: NUL,
}
_SAYINGS: Mapping[str, tuple[str, str, str]] = {
    "string_unicode": SURROGATE,
    "string_type": ("not-text", "not text", "put quotes around it"),
    "int_type": ("not-whole", "not a whole number", "write a whole number without quotes"),
    "bool_type": ("not-true-or-false", "neither true nor false", "write true or false"),
    "tuple_type": (
        "not-a-list",
        "not a list",
        "write each item on a line of its own that starts with `- `",
    ),
    "model_type": ("not-a-mapping", "not a set of fields", "write `field: value` lines"),
    "string_too_short": ("too-short", "a text with nothing in it", "write it, or remove the field"),
    "string_too_long": ("too-long", "a text of more than {max_length} characters", "shorten it"),
    "too_short": ("too-few", "fewer than {min_length}", "add what is missing"),
    "too_long": ("too-many", "more than {max_length}", "remove some"),
    "greater_than_equal": ("out-of-range", "less than {ge}", "write {ge} or more"),
    "less_than_equal": ("out-of-range", "more than {le}", "write {le} or less"),
    "timezone_aware": (
        "bad-time",
        "a time without its offset from UTC",
        "add Z or an offset such as +02:00",
    ),
    "datetime_from_date_parsing": (
        "bad-time",
        "no such date or time",
        "check the day and the hour",
    ),
    "datetime_parsing": ("bad-time", "no such date or time", "check the day and the hour"),
    "datetime_type": ("bad-time", "not a date and time", "write it as 2026-05-04T09:30:00Z"),
}
_IN_PYTHON: Mapping[str, str] = {
    "string_type": "give a `str`",
    "int_type": "give an `int`",
    "bool_type": "give True or False",
    "tuple_type": "give a tuple",
    "model_type": "give a `{class_name}`, or a dictionary of its fields",
}
"""What to do where no text was read: nobody wrote lines or quotes."""
_NO_TUPLE = ("wrong-type", "`{given}` where a tuple belongs", "give `tuple(...)` of it")
_FOR_WANT_OF_MORE = {"missing", "too_short", CROSS}
_ALIKE = 0.6
_EXPECTED = re.compile(r"'([^']*)'|(\d+)")


@attrs.frozen
class Reporter:
    """Words a validator's errors for one class of document, and finds their places in a tree."""

    model: type[BaseModel]
    tree: Tree | None = attrs.field(default=None, kw_only=True)
    name: str = attrs.field(default="", kw_only=True)
    confidential: bool = attrs.field(default=False, kw_only=True)

    @property
    def is_unfinished(self) -> bool:
        """Whether the text was not read to its end: what is missing may only not have been read."""
        return self.tree is not None and self.tree.stopped

    def faults(
        self, errors: Iterable[ErrorDetails], plain: Mapping[str, Any], *, is_all: bool = True
    ) -> Iterator[Fault]:
        """
        Every fault behind a validator's errors, faults between fields among them.

        Args:
            errors: The errors.
            plain: The data.
            is_all: Whether these are all the errors that there are.
        """
        unfinished = self.is_unfinished
        crossed = unfinished or not is_all
        wrong: set[Path] = set()
        for one in errors:
            if unfinished and one["type"] in _FOR_WANT_OF_MORE:
                continue
            given = _at(plain, one["loc"])
            if one["type"] == "too_short" and len(given) >= one.get("ctx", {})["min_length"]:
                # Enough items, some with faults of their own: those are what to mend.
                continue
            if one["type"] == CROSS:
                crossed = True
                yield from one.get("ctx", {})["faults"]
            else:
                wrong.add(tuple(one["loc"]))
                yield self._fault(one, given)
        cross_faults = getattr(self.model, "cross_faults", None)
        if cross_faults and not crossed:
            # What is no id is no id of anything either: once said is enough.
            yield from (fault for fault in cross_faults(plain) if fault.path not in wrong)

    def problems(self, faults: Iterable[Fault]) -> tuple[Problem, ...]:
        """Problems in the order of the text, without the noise that follows from another fault."""
        faults = list(faults)
        hidden = {fault.path for fault in faults if fault.hides}
        shown = [
            fault
            for fault in faults
            if fault.hides
            or fault.at_key
            or not any(fault.path[:end] in hidden for end in range(len(fault.path) + 1))
        ]
        problems = {self.problem(fault): None for fault in shown}
        return tuple(sorted(problems, key=lambda one: (one.line, one.column, one.slug)))

    def problem(self, fault: Fault) -> Problem:
        """One fault with its file, line, column and path."""
        line, column = self.place(fault)
        path = tuple(step for step in fault.path if step != DROPPED)
        if self.confidential:
            path = self._known(path)
        return Problem(
            slug=fault.slug,
            message=fault.message,
            advice=fault.advice,
            path=path,
            file=self.name,
            line=line,
            column=column,
        )

    def place(self, fault: Fault) -> Place:
        """Line and column of a fault: its own, or the nearest value around it."""
        if fault.place:
            return fault.place
        if self.tree is None:
            return 0, 0
        key_place = self.tree.key_place(fault.path) if fault.at_key else None
        return key_place or self.tree.nearest(fault.path) or (1, 1)

    def _known(self, path: Path) -> Path:
        """As much of a path as consists of our own field names: other keys may be content."""
        model: type[BaseModel] | None = self.model
        for length, step in enumerate(path):
            if isinstance(step, str):
                if model is None or step not in parts_of(model):
                    return path[:length]
                model = parts_of(model)[step]
        return path

    def _fault(self, error: Mapping[str, Any], given: object) -> Fault:
        path: Path = tuple(error["loc"])
        sort, context, kind = error["type"], error.get("ctx", {}), type(given)
        if sort == "missing":
            return self._missing(path)
        if sort == "extra_forbidden":
            return self._unknown_field(path)
        if given is None:
            saying = (
                "empty-value",
                "nothing is written here",
                "write a value, or remove the field",
            )
        elif sort == "literal_error":
            return self._unknown_word(path, given, context["expected"])
        elif sort == "string_pattern_mismatch":
            saying = _PATTERNS.get(
                context["pattern"], ("bad-language", "not a language tag", "write en or pt-BR")
            )
        elif sort == "tuple_type" and issubclass(kind, list | set | frozenset | Iterator):
            # Of a text each list becomes a tuple: this document was built in Python.
            slug, message, advice = _NO_TUPLE
            saying = (slug, message.format(given=kind.__name__), advice)
        elif sort in _SAYINGS:
            slug, message, advice = _SAYINGS[sort]
            if self.tree is None:
                advice = _IN_PYTHON.get(sort, advice)
            saying = (slug, message.format(**context), advice.format(**context))
        else:
            # A fault that our own validators raised, or one of pydantic's that has no words yet;
            # its message template never holds the input.
            saying = (
                sort.replace("_", "-"),
                error["msg"] if "advice" in context else "not valid",
                str(context.get("advice", "see `fairscore schema` for what may stand here")),
            )
        slug, message, advice = saying
        return Fault(slug=slug, message=message, advice=advice, path=path)

    def _missing(self, path: Path) -> Fault:
        parent = self._part_at(path[:-1])
        field = str(path[-1])
        words = (parent.model_fields[field].description or "") if parent else ""
        first = " ".join(words.split(".")[0].split())
        purpose = f": {first[:1].lower()}{first[1:]}" if first else ""
        return Fault(
            slug="missing-field",
            message=f"`{field}` is missing",
            advice=f"add it{purpose}",
            path=path[:-1],
        )

    def _unknown_field(self, path: Path) -> Fault:
        parent = self._part_at(path[:-1])
        known = list(parent.model_fields) if parent else []
        close = _closest(str(path[-1]), known)
        message = (
            "an unknown field" if self.confidential else f"unknown field `{shown(str(path[-1]))}`"
        )
        advice = (
            f"did you mean `{close}`?" if close else f"use one of {', '.join(known)}, or remove it"
        )
        return Fault(slug="unknown-field", message=message, advice=advice, path=path, at_key=True)

    def _unknown_word(self, path: Path, value: Any, expected: str) -> Fault:
        choices = [quoted or digits for quoted, digits in _EXPECTED.findall(expected)]
        if (
            path[-1:] == ("schema_version",)
            and isinstance(value, int)
            and value > max(map(int, choices))
        ):
            return Fault(
                slug="newer-schema",
                message="written for a newer fairscore",
                advice="upgrade fairscore-hiring to read it",
                path=path,
            )
        close = _closest(value, choices) if isinstance(value, str) else ""
        advice = f"did you mean `{close}`?" if close else f"write {' or '.join(choices)}"
        return Fault(
            slug="unknown-word",
            message=f"not one of {', '.join(choices)}",
            advice=advice,
            path=path,
        )

    def _part_at(self, path: Path) -> type[BaseModel] | None:
        part: type[BaseModel] | None = self.model
        for step in path:
            if part is not None and isinstance(step, str):
                part = parts_of(part).get(step)
        return part


def _closest(word: str, known: Iterable[str]) -> str:
    """
    The known word that is most like one; an empty text where none is alike by three fifths.

    It is the one that difflib's `get_close_matches` finds. How alike two words are is dear to say;
    it is at most what the letters that they share make it, and few are looked at more closely.
    """
    matcher = difflib.SequenceMatcher(b=word)
    letters = set(word)
    best = (_ALIKE, "")
    for most, one in sorted(
        ((_most_alike(word, letters, one), one) for one in known), reverse=True
    ):
        if most < best[0]:
            break
        matcher.set_seq1(one)
        best = max(best, (matcher.ratio(), one))
    return best[1]


def _most_alike(word: str, letters: set[str], other: str) -> float:
    shared = min(len(word), sum(map(letters.__contains__, other)))
    return 2.0 * shared / (len(word) + len(other))


def errors_of(error: ValidationError) -> list[ErrorDetails]:
    """What a validator says, without the input: it is looked up where it matters."""
    # Having it told is half the cost.
    return error.errors(include_url=False, include_input=False)


def _at(plain: Any, path: Iterable[str | int]) -> Any:
    """What stands at a path in data; an empty text where nothing does."""
    for step in path:
        try:
            plain = plain[step]
        except (LookupError, TypeError):
            return ""
    return plain


@cache
def parts_of(kind: type[BaseModel]) -> Mapping[str, type[BaseModel] | None]:
    """What each field of a class is made of; None for plain values."""
    return {name: part_of(field.annotation) for name, field in kind.model_fields.items()}


def part_of(annotation: Any) -> type[BaseModel] | None:
    """Class of the parts that a field holds, alone or in a tuple; None for plain values."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in get_args(annotation):
        if found := part_of(argument):
            return found
    return None
