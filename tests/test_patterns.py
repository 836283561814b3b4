"""
No regular expression of the library can be made to go back over and over by what it reads.

That is looked for in how a pattern is made. In one that is tried anew from every place of a text,
and reads far each time, nothing can be seen; the fuzzer holds the time of those.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import fairscore
from fairscore._text import ID_PATTERN, REF_PATTERN

if TYPE_CHECKING:
    from collections.abc import Iterator

parser: Any = importlib.import_module("re._parser")
ROOT = Path(fairscore.__file__).parent
# Every character that a pattern of ours could tell from another one: all of ASCII, and one each of
# letters, digits, marks, spaces and line ends beyond it.
ALPHABET = [*map(chr, range(128)), *"éß١漢\u0301\u00a0\u2028\x85“”„«»\u200e\u2060\ufeff\u202e"]
REPEATS = {"MAX_REPEAT", "MIN_REPEAT"}
MANY = 100
"""From so many on a repeat counts as unbounded: what is below costs little however it goes back."""


def named(operation: object) -> str:
    """What the parser calls an operation."""
    return str(operation)


def first_of(items: Any, flags: int) -> frozenset[str]:  # noqa: ANN401 (of a module without types)
    """The characters with which a part of a pattern can begin."""
    found: set[str] = set()
    for operation, value in items:
        match named(operation):
            case "LITERAL" | "NOT_LITERAL" | "ANY" | "IN":
                one = parser.SubPattern(items.state, [(operation, value)])
                found |= {char for char in ALPHABET if matches(one, char, flags)}
                return frozenset(found)
            case "SUBPATTERN":
                found |= first_of(value[-1], flags)
                if value[-1].getwidth()[0]:
                    return frozenset(found)
            case "BRANCH":
                for branch in value[1]:
                    found |= first_of(branch, flags)
                if min(branch.getwidth()[0] for branch in value[1]):
                    return frozenset(found)
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                found |= first_of(value[2], flags)
                if value[0]:
                    return frozenset(found)
            case _:  # What looks around or names a place takes no character.
                pass
    return frozenset(found)


def matches(one: Any, char: str, flags: int) -> bool:  # noqa: ANN401 (of a module without types)
    """Whether one element of a pattern takes a character."""
    compiler: Any = importlib.import_module("re._compiler")
    one.state.str = ""
    code = compiler._code(one, flags)
    pattern = compiler._sre.compile(None, flags, code, 0, {}, (None,))
    return pattern.fullmatch(char) is not None


def faults(pattern: str | bytes, flags: int = 0) -> list[str]:
    """How a pattern could go back over what it read: repeats in repeats, or beside their like."""
    text = pattern.decode("latin-1") if isinstance(pattern, bytes) else pattern
    flags = flags & ~re.UNICODE if isinstance(pattern, bytes) else flags
    parsed = parser.parse(text, flags)
    return list(_faults(parsed, parsed.state.flags, within=False))


def _faults(  # noqa: C901 (one case a sort of operation)
    items: Any,  # noqa: ANN401 (of a module without types)
    flags: int,
    *,
    within: bool,
) -> Iterator[str]:
    before: list[frozenset[str]] = []
    for operation, value in items:
        match named(operation):
            case "MAX_REPEAT" | "MIN_REPEAT" if value[1] >= MANY:
                mine = first_of(value[2], flags)
                if within:
                    yield "a repeat within a repeat"
                elif any(mine & other for other in before):
                    yield "a repeat beside one of the same characters"
                before = [*([] if value[0] else before), mine]
                yield from _faults(value[2], flags, within=not _is_fixed(value[2], flags))
                continue
            case "POSSESSIVE_REPEAT" | "MAX_REPEAT" | "MIN_REPEAT":
                yield from _faults(value[2], flags, within=within)
                before = before if not value[0] else []
                continue
            case "SUBPATTERN":
                yield from _faults(value[-1], flags, within=within)
            case "ATOMIC_GROUP":
                yield from _faults(value, flags, within=False)
            case "ASSERT" | "ASSERT_NOT":
                yield from _faults(value[1], flags, within=within)
                continue
            case "BRANCH":
                for branch in value[1]:
                    yield from _faults(branch, flags, within=within)
            case "AT":
                continue
            case _:
                pass
        before = []


def _is_fixed(items: Any, flags: int) -> bool:  # noqa: ANN401 (of a module without types)
    """
    Whether a turn of a repeat can end in one way alone.

    No repeat in it takes a character that could also be what follows: the rest of the turn, or the
    next turn where nothing of the rest has to be there.
    """
    for at, (operation, value) in enumerate(items):
        name = named(operation)
        if name in REPEATS and value[1] >= MANY:
            rest = items[at + 1 :]
            follows = first_of(rest, flags)
            if not rest.getwidth()[0]:
                follows |= first_of(items, flags)
            if first_of(value[2], flags) & follows:
                return False
        parts = value[1] if name == "BRANCH" else value[-1:] if name == "SUBPATTERN" else []
        if not all(_is_fixed(part, flags) for part in parts):
            return False
    return True


def patterns() -> dict[str, re.Pattern[Any]]:
    """Every pattern that a module of the library holds, by where it stands."""
    found: dict[str, re.Pattern[Any]] = {}
    for module in pkgutil.walk_packages(fairscore.__path__, "fairscore."):
        if module.name.endswith("__main__"):
            continue
        held = vars(importlib.import_module(module.name))
        for name, value in held.items():
            several = value.values() if isinstance(value, dict) else value
            several = several if isinstance(value, dict | tuple | list) else [value]
            for at, one in enumerate(several):
                every = one.values() if isinstance(one, dict) else [one]
                for each in every:
                    if isinstance(each, re.Pattern):
                        found[f"{module.name}.{name}[{at}] {each.pattern!r}"] = each
    return found


PATTERNS = patterns()


@pytest.mark.parametrize("where", PATTERNS)
def test_no_pattern_goes_back_over_and_over(where: str) -> None:
    """Neither a repeat within a repeat nor two beside each other that take the same characters."""
    pattern = PATTERNS[where]

    assert faults(pattern.pattern, pattern.flags) == []


@pytest.mark.parametrize(
    "evil",
    [
        r"(a+)+$",
        r"(a*)*b",
        r"(?:a|b+)*c",
        r"\s*\s+$",
        r"[ \t]*\s*x",
        r"\w+\d*-",
        r"(x[ab]*)*y|(?:[ab]+)*",
        r"(\d+,?)+$",
        r"a*(?:b?)a*c",
        r"(?:[^\n]*\n?x)*y",
    ],
)
def test_a_pattern_that_goes_back_is_found(evil: str) -> None:
    """What is known to take a time that grows with the square, or doubles, with each character."""
    assert faults(evil)


@pytest.mark.parametrize(
    "good",
    [
        r"\s*(?:#[^\n]*\n\s*)*",
        r"\w+(?:-\w+)*",
        r'"[^"\\]*(?:\\.[^"\\]*)*"',
        r"[ \t]*+\s*+x",
        r"(?:a{1,9})+",
        r"a*b*",
    ],
)
def test_a_look_alike_is_passed_over(good: str) -> None:
    """Repeats that cannot take from each other, or let nothing go that they took."""
    assert faults(good) == []


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Every call of a function of `re` in the library, with its place."""
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id == "re"
            ):
                yield f"{path.relative_to(ROOT).as_posix()}:{node.lineno}", node


# Written where they are used, and not held by a module under a name.
IN_PLACE = {
    place: node.args[0].value
    for place, node in calls()
    if node.args
    and isinstance(node.args[0], ast.Constant)
    and isinstance(node.args[0].value, str | bytes)
}


@pytest.mark.parametrize("place", IN_PLACE)
def test_no_pattern_that_is_written_in_place_does(place: str) -> None:
    """The same for each pattern that stands in a call."""
    assert faults(IN_PLACE[place]) == []


# Put together from parts, or named elsewhere: most are held by their module, so looked at above.
# The others are the shapes of an id and of a reference, single characters, and in the kit for
# hosts' tests what the host itself writes.
PUT_TOGETHER = {
    "_given.py",
    "_json.py",
    "adapters/_case_out.py",
    "adapters/_making.py",
    "adapters/_source.py",
    "cli/_sources.py",
    "cli/commands/plan.py",
    "report/_orders.py",
    "testing/blindness.py",
}


def test_every_pattern_is_looked_at() -> None:
    """A pattern that nobody could read off the source fails this until it was looked at."""
    others = {place.partition(":")[0] for place, _ in calls() if place not in IN_PLACE}

    assert others == PUT_TOGETHER
    assert len(IN_PLACE) > 60
    assert len(PATTERNS) > 60
    assert faults(ID_PATTERN) == faults(REF_PATTERN) == []
