"""Reading YAML the long way: YAML 1.2 scalars, no surprises, and a place for everything."""

import tracemalloc
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
import yaml

from fairscore import _quick, _yaml


def found(text: str) -> list[tuple[str, tuple[int, int] | None]]:
    """Slugs and places of what is wrong with a text."""
    return [(fault.slug, fault.place) for fault in _yaml.scan(text).faults]


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("no", "no"),
        ("Yes", "Yes"),
        ("on", "on"),
        ("y", "y"),
        ("True", True),
        ("TRUE", True),
        ("false", False),
        ("tRUE", "tRUE"),
        ("null", None),
        ("~", None),
        ("", None),
        ("Null", None),
        ("nULL", "nULL"),
        ("0", 0),
        ("-0", 0),
        ("+7", 7),
        ("-12", -12),
        ("9007199254740991", 9007199254740991),
        ("12:30", "12:30"),
        ("12:30:45", "12:30:45"),
        ("2026-05-04", "2026-05-04"),
        ("1_000", "1_000"),
        ("0b1", "0b1"),
        ("0x", "0x"),
        ("+", "+"),
        ("-a", "-a"),
        ("...a", "...a"),
        ("1.2.3", "1.2.3"),
        ("=", "="),
        ("<<", "<<"),
        ("'1'", "1"),
        ('"true"', "true"),
        ('"\\u00fc\\x41\\n"', "üA\n"),
        ("|\n  a\n  b\n", "a\nb\n"),
        (">-\n  a\n  b\n", "a b"),
        ("[a, 1, no]", ["a", 1, "no"]),
        ("{a: {b: 1}, 'c': [2]}", {"a": {"b": 1}, "c": [2]}),
        ("\n  - a\n  - b: c\n", ["a", {"b": "c"}]),
    ],
)
def test_a_scalar_is_what_it_looks_like(word: str, value: object) -> None:
    """YAML 1.2 core: words stay words, numbers are decimal, and nothing is a date."""
    tree = _yaml.scan(f"key: {word}")

    assert tree.faults == []
    assert tree.plain == {"key": value}


def test_pyyaml_alone_would_surprise() -> None:
    """The library under the reader converts what ours leaves alone."""
    text = "[no, 12:30:45, 010, 2026-05-04, 1_000]"

    assert _yaml.scan(text.replace("010, ", "")).plain == yaml.safe_load(
        text.replace("no", "'no'")
        .replace("12:30:45", "'12:30:45'")
        .replace("010, ", "")
        .replace("2026-05-04", "'2026-05-04'")
        .replace("1_000", "'1_000'")
    )
    assert yaml.safe_load(text)[:3] == [False, 45045, 8]


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("a: &x 1", [("yaml-anchor", (1, 4))]),
        ("&x a: 1", [("yaml-anchor", (1, 1))]),
        ("a: [&x 1, *x]", [("yaml-anchor", (1, 5)), ("yaml-alias", (1, 11))]),
        ("a: &x {b: *x}", [("yaml-anchor", (1, 4)), ("yaml-alias", (1, 11))]),
        ("*x : 1", [("yaml-alias", (1, 1))]),
        ("? [*x, {y: *z}]\n: 1\nb: 2", [("key-not-text", (1, 3))]),
        ("? {a: b}\n: 1", [("key-not-text", (1, 3))]),
        ("a: !!int 1", [("yaml-tag", (1, 4))]),
        ("a: ! 1", [("yaml-tag", (1, 4))]),
        ("a: !x [1]", [("yaml-tag", (1, 4))]),
        ("a: !x &y {b: 1}", [("yaml-anchor", (1, 4)), ("yaml-tag", (1, 4))]),
        ("%YAML 1.2\n---\na: 1", [("yaml-directive", (1, 1))]),
        (
            "# x\n%TAG ! y:\n%YAML 1.2\n---\na: 1",
            [("yaml-directive", (2, 1)), ("yaml-directive", (3, 1))],
        ),
        ("a: 1\n---\nb: 2", [("several-documents", (2, 1))]),
        ("a: 1\n...\n---\n", [("several-documents", (3, 1))]),
        ("a: 1\na: 2", [("duplicate-key", (2, 1))]),
        ('a: 1\n"\\x61": 2', [("duplicate-key", (2, 1))]),
        ("1: a", [("key-not-text", (1, 1))]),
        ("1.5: a", [("key-not-text", (1, 1))]),
        ("true: a", [("key-not-text", (1, 1))]),
        ("~: a", [("key-not-text", (1, 1))]),
        ('"": a', [("unknown-field", (1, 1))]),
        ("a: 1.5", [("not-whole", (1, 4))]),
        ("a: .inf", [("not-whole", (1, 4))]),
        ("a: -.INF", [("not-whole", (1, 4))]),
        ("a: .NaN", [("not-whole", (1, 4))]),
        ("a: 1e400", [("not-whole", (1, 4))]),
        ("a: 0o17", [("other-base", (1, 4))]),
        ("a: 0x1F", [("other-base", (1, 4))]),
        ("a: 010", [("other-base", (1, 4))]),
        ("a: -00", [("other-base", (1, 4))]),
        ("a: 9007199254740992", [("number-too-large", (1, 4))]),
        (f"a: {'9' * 5000}", [("number-too-large", (1, 4))]),
        ('a: "\\0"', [("nul-character", (1, 4))]),
        ("a: x\0y", [("nul-character", (1, 5))]),
        ("ü: \ud800", [("lone-surrogate", (1, 4))]),
        ("ä: b\nö: c\x07", [("not-yaml", (2, 5))]),
        ("a: b\u2028c", [("not-yaml", (1, 5))]),
        ("a: b\ufeffc", [("not-yaml", (1, 5))]),
        ("\ta: b", [("not-yaml", (1, 1))]),
        ("a: b: c", [("not-yaml", (1, 5))]),
        ("a: [b\n", [("not-yaml", (2, 1))]),
        ("a: @b", [("not-yaml", (1, 4))]),
        ("a: 'b", [("not-yaml", (1, 6))]),
        ("a:\n  b: 1\n c: 2", [("not-yaml", (3, 2))]),
        ("- " * 33 + "a", [("too-deep", (1, 65))]),
        ("? " * 40 + "a", [("key-not-text", (1, 3)), ("too-deep", (1, 67))]),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_a_fault_is_found_at_its_place(text: str, faults: list[Any]) -> None:
    """Everything that is refused is reported, where it stands, and reading goes on if it can."""
    assert found(text) == faults


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("\ta: b", "indent with spaces"),
        ("a: `b`", "indent with spaces, and put quotes around text"),
        ("a: [b: c\nd", "close the bracket or add the comma"),
        ("a: b: c", "put quotes around text that holds a colon"),
        ("a:\n  b: 1\n c: 2", "look at the indentation"),
    ],
)
def test_a_fault_of_the_syntax_says_what_to_look_at(text: str, advice: str) -> None:
    """The parser's words become advice; they are not repeated, as they may quote the text."""
    (fault,) = _yaml.scan(text).faults

    assert fault.advice.startswith(advice)
    assert fault.message == "YAML cannot be read from here"


def test_every_value_and_key_has_its_place() -> None:
    """Lines and columns count from one, columns in characters."""
    tree = _yaml.scan("ключ: 😀\nlist:\n  - {a: 1}\n")

    places = {
        (): (1, 1),
        ("ключ",): (1, 7),
        ("list",): (3, 3),
        ("list", 0): (3, 5),
        ("list", 0, "a"): (3, 9),
    }
    key_places = {("ключ",): (1, 1), ("list",): (2, 1), ("list", 0, "a"): (3, 6)}

    assert {path: tree.place(path) for path in places} == places
    assert {path: tree.key_place(path) for path in key_places} == key_places
    assert sorted(tree.keys()) == sorted((path[-1], key_places[path]) for path in key_places)


@pytest.mark.parametrize(
    ("path", "nearest"),
    [
        (("list", 1), (3, 3)),
        (("list", "a"), (3, 3)),
        (("list", 0, "b"), (3, 5)),
        (("list", 0, "a", 0), (3, 9)),
        (("b", "c"), (1, 1)),
    ],
)
def test_what_is_not_there_has_no_place(
    path: tuple[str | int, ...], nearest: tuple[int, int]
) -> None:
    """Nor has its key one; the nearest place is that of what it would stand in."""
    tree = _yaml.scan("ключ: 😀\nlist:\n  - {a: 1}\n")

    assert tree.place(path) is None
    assert tree.key_place(path) is None
    assert tree.nearest(path) == nearest


def test_a_text_with_nothing_in_it_has_no_places() -> None:
    """Not even that of the whole."""
    tree = _yaml.scan("")

    assert tree.place(()) is None
    assert tree.nearest(("a",)) is None
    assert tree.key_place(()) is None
    assert list(tree.keys()) == []


def test_values_under_a_refused_key_are_read_for_their_faults() -> None:
    """A key that is no text costs its value, not the rest of the file."""
    tree = _yaml.scan("1: {a: 1.5}\n? [x]\n: &y 2\nb: 3\n")

    assert [fault.slug for fault in tree.faults] == [
        "key-not-text",
        "not-whole",
        "key-not-text",
        "yaml-anchor",
    ]
    assert tree.plain == {"b": 3}


@pytest.mark.parametrize("word", ["no", "12:30", "a b", "x1", "-a", "1_000"])
def test_a_word_that_is_read_as_text_is_said_to_be(word: str) -> None:
    """The writer may leave the quotes off."""
    assert _yaml.reads_as_text(word)
    assert _yaml.scan(word).plain == word


@pytest.mark.parametrize("word", ["", "~", "true", "NULL", "1", "-2", "1.5", ".inf", "0x1", "007"])
def test_a_word_that_is_not_read_as_text_is_said_not_to_be(word: str) -> None:
    """The writer must put it in quotes."""
    assert not _yaml.reads_as_text(word)
    assert _yaml.scan(word).plain != word


def test_a_parser_without_the_c_library_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where PyYAML was built without libyaml, the same documents and the same faults come out."""
    texts = (
        "a: [1, no]\nb: {c: 'd'}\n",
        "a: &x 1\n",
        "a: b: c\n",
        "a: 1\n---\n",
        "\ta: b\n",
        "a: [b\n",
    )
    with_c = [_yaml.scan(text) for text in texts]
    monkeypatch.setattr(_yaml, "LOADER", yaml.SafeLoader)
    without = [_yaml.scan(text) for text in texts]

    assert [tree.plain for tree in with_c] == [tree.plain for tree in without]
    assert [[(one.slug, one.place[0]) for one in tree.faults if one.place] for tree in with_c] == [
        [(one.slug, one.place[0]) for one in tree.faults if one.place] for tree in without
    ]


@pytest.mark.parametrize("line", ["\n", "#\n", " \r", "%a\n", "- \n"])
@pytest.mark.parametrize("read", [_yaml.scan, _quick.load_yaml])
def test_memory_is_bounded_by_the_text(line: str, read: Callable[[str], object]) -> None:
    """A text of very many short lines takes no more memory than a text of a few long ones may."""
    text = line * (200_000 // len(line))
    tracemalloc.start()
    try:
        with suppress(ValueError):
            read(text)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert peak < 100 * len(text)
