"""Laws of reading YAML: the short way takes what the long way finds no fault in, and no more."""

import json
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import event, example, given
from hypothesis import strategies as st

import fairscore as fs
from fairscore import _quick, _yaml, document
from fairscore._tree import MAX_DEPTH, MAX_NODES, MAX_TEXT
from fairscore._tree import Path as Steps
from fairscore.testing import rubrics

DOCUMENTS = Path(__file__).parents[1] / "documents"
WORDS = st.sampled_from(
    (
        *("~", "null", "Null", "true", "False", "TRUE", "yes", "no", "on", "NULLS", "nan", ".nan"),
        *("0", "-0", "+7", "007", "0o17", "0x1F", "1_000", "12:30", "1.5", ".5", "5.", "1e3", "-"),
        *("-.inf", "9007199254740991", "9007199254740992", "-9007199254740993", "1" * 400, "+"),
        *('"a\\0b"', '"\\ud800"', '"\\x41"', "'it''s'", "''", '""', "kind", "rubric", "a b", "ü"),
        *("&a x", "*a", "!!str x", "! x", "!t x", "2026-05-04", "<<", "=", "...", "---", "%YAML"),
    )
)
PIECES = st.one_of(
    WORDS,
    st.sampled_from(("\n", "\n  ", "\n- ", "\n  - ", ": ", ", ", "{", "}", "[", "]", "? ", " #")),
    st.sampled_from(("\n--- ", "\n...\n", "%YAML 1.2\n", "| \n  a\n", "> \n  a\n", "\t", "\r\n")),
    st.sampled_from(
        ("\x85", "\u2028", "\ufeff", "\0", "a" * MAX_TEXT, '"' + "a" * MAX_TEXT + 'b"')
    ),
)


def agree(text: str) -> bool:
    """Both ways take a text and make the same of it, or neither takes it; says which."""
    tree = _yaml.scan(text)
    try:
        plain = _quick.load_yaml(text)
    except ValueError:
        assert tree.faults
        return False
    assert not tree.faults
    # As JSON, True and 1 are told apart.
    assert json.dumps(plain) == json.dumps(tree.plain)
    return True


@given(st.lists(PIECES, max_size=14).map("".join))
@example("%YAML 1.2\n---\na: 1")
@example("# 50 %\n\n%FOO bar\n---\na: 1")
@example("# 50 %\na: 1\n%b: 2")
@example("%TAG ! tag:x,2000:\n---\na: 1")
@example("[9007199254740992]")
@example("a: 1\n---\nb: 1")
@example("? [a]\n: 1")
@example("{a: 1, a: 2}")
@example("{'': 1}")
@example("{1: 1}")
@example("{'1': 1}")
@example("{? {a: b} : c}")
@example("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1))
@example("[" * MAX_DEPTH + "]" * MAX_DEPTH)
@example("[" + "0," * MAX_NODES + "]")
@example("[" + "0," * (MAX_NODES - 1) + "]")
@example("a" * (MAX_TEXT + 1))
@example("'" + "a" * (MAX_TEXT + 1) + "'")
@example("{" + "a" * (MAX_TEXT + 1) + ": 1}")
@example("[00000000000000000001, +9007199254740991, -9007199254740991, 0000]")
def test_both_ways_take_the_same_yaml(text: str) -> None:
    """Whatever the text, both ways refuse it or both make the same of it."""
    event("taken" if agree(text) else "refused")


@given(rubrics())
def test_the_short_way_takes_every_valid_document(rubric: fs.Rubric) -> None:
    """A valid rubric is never left to the long way, and both make the same document of it."""
    text = fs.dump(rubric)
    quick = document._quickly(text, None, "yaml")
    slow, problems = document._thoroughly(_yaml.scan(text), None, "drawn.yaml")

    assert problems == ()
    assert quick == slow == rubric
    assert quick is not None
    assert quick.canonical == rubric.canonical


@pytest.mark.parametrize("kind", ["good", "bad"])
def test_both_ways_agree_on_the_kept_documents(kind: str) -> None:
    """Of every kept YAML file the two ways make the same."""
    seen = count()
    for path in sorted((DOCUMENTS / kind).glob("*.yaml")):
        try:
            text = path.read_bytes().decode().removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue
        next(seen)
        assert agree(text) or kind == "bad", path.name

    assert next(seen)


@given(rubrics())
def test_both_ways_find_the_same_places(rubric: fs.Rubric) -> None:
    """Each value of a document stands at one place, whichever way it is looked for."""
    text = fs.dump(rubric)
    tree, nodes = _yaml.scan(text), _quick.outline(text)

    for path in paths_in(tree.plain):
        place = tree.place(path)
        assert place
        assert _quick.place_in(nodes, path) == place
        for beyond in ("no-such-field", 10_000):
            assert _quick.place_in(nodes, (*path, beyond, 0)) == place
            assert tree.nearest((*path, beyond, 0)) == place


def paths_in(plain: object, path: Steps = ()) -> Iterator[Steps]:
    """Path of every value."""
    yield path
    if isinstance(plain, dict | list):
        for step, value in plain.items() if isinstance(plain, dict) else enumerate(plain):
            yield from paths_in(value, (*path, step))


def test_the_law_can_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    """A short way that took a key twice would be found."""
    monkeypatch.setattr(_quick, "_key", lambda event, within: event.value)

    with pytest.raises(AssertionError):
        agree("{a: 1, a: 2}")
