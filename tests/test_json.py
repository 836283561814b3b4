"""The two ways of reading JSON: what the long one finds, and that the short one stops there."""

import pytest

from fairscore import _json
from fairscore._tree import DROPPED, MAX_DEPTH, MAX_NODES, MAX_TEXT, Tree


def found(text: str) -> list[tuple[str, tuple[int, int] | None]]:
    """Slugs and places of what is wrong with a text."""
    return [(fault.slug, fault.place) for fault in _json.scan(text).faults]


@pytest.mark.parametrize(
    "text",
    [
        "null",
        " true ",
        "false",
        "0",
        "-0",
        "-12",
        "9007199254740991",
        '""',
        '"a\\"b\\\\c\\/\\b\\f\\n\\r\\t\\u00fc\\ud83d\\ude00"',
        '"ü😀"',
        "[]",
        "{}",
        "[[], {}, [null]]",
        '{"a": [1, {"b": "c"}], "": {}}'.replace('"": {}', '"d": {}'),
        '\n\t{ "a" :\r\n1 }\n',
    ],
)
def test_valid_json_is_read_alike_by_both_ways(text: str) -> None:
    """The same data, and no fault."""
    tree = _json.scan(text)

    assert tree.faults == []
    assert not tree.stopped
    assert tree.plain == _json.load(text)


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("", [("not-json", (1, 1))]),
        ("\n ", [("not-json", (2, 2))]),
        ("{", [("not-json", (1, 2))]),
        ("[1", [("not-json", (1, 3))]),
        ("[1,", [("not-json", (1, 4))]),
        ("[1,]", [("not-json", (1, 4))]),
        ('{"a"', [("not-json", (1, 5))]),
        ('{"a":', [("not-json", (1, 6))]),
        ('{"a":1,}', [("not-json", (1, 8))]),
        ('{"a":1 "b":2}', [("not-json", (1, 8))]),
        ("{a: 1}", [("not-json", (1, 2))]),
        ("[1}", [("not-json", (1, 3))]),
        ("tru", [("not-json", (1, 1))]),
        ("[nul]", [("not-json", (1, 2))]),
        ("'a'", [("not-json", (1, 1))]),
        ('"a', [("not-json", (1, 1))]),
        ('"a\\', [("not-json", (1, 1))]),
        ('"a\nb"', [("not-json", (1, 3))]),
        ('"ab\\x"', [("not-json", (1, 4))]),
        ('"\\u12"', [("not-json", (1, 3))]),
        ("[] []", [("several-documents", (1, 4))]),
        ('{"a": 1}\n}', [("several-documents", (2, 1))]),
        ("[NaN, Infinity, -Infinity]", [("not-whole", (1, at)) for at in (2, 7, 17)]),
        ("[1.0, 1e2, -0.5]", [("not-whole", (1, at)) for at in (2, 7, 12)]),
        ("[9007199254740992]", [("number-too-large", (1, 2))]),
        ("[-9007199254740992]", [("number-too-large", (1, 2))]),
        (f"[{'9' * 5000}]", [("number-too-large", (1, 2))]),
        ('{"a": 1,\n "a": 2}', [("duplicate-key", (2, 2))]),
        ('{"a": 1, "\\u0061": 2}', [("duplicate-key", (1, 10))]),
        ('["\\ud800"]', [("lone-surrogate", (1, 2))]),
        ('{"\\udfff": 1}', [("lone-surrogate", (1, 2))]),
        ('["\\u0000"]', [("nul-character", (1, 2))]),
        (f'["{"x" * (MAX_TEXT + 1)}"]', [("text-too-long", (1, 2))]),
        ("[" * (MAX_DEPTH + 1), [("too-deep", (1, MAX_DEPTH + 1))]),
        (f"[{'1,' * MAX_NODES}1]", [("too-many-values", (1, 2 * MAX_NODES))]),
        ('{"": 1}', [("unknown-field", (1, 2))]),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_a_fault_is_found_at_its_place(
    text: str, faults: list[tuple[str, tuple[int, int]]]
) -> None:
    """The long way finds it, and the short way gives up."""
    assert found(text) == faults
    if faults[0][0] not in {"lone-surrogate", "nul-character", "unknown-field", "too-deep"}:
        # Those are seen behind the short way: by the encoder and by the model.
        with pytest.raises(ValueError, match=r"."):
            _json.load(text)


def test_columns_count_characters() -> None:
    """A character beyond the first plane is one column, whatever its bytes."""
    assert found('["工程师 😀", 1.5]') == [("not-whole", (1, 11))]


def test_a_value_whose_key_is_at_fault_is_read_and_left_out() -> None:
    """Faults inside a doubled key's value are found; its data does not enter the document."""
    tree = _json.scan('{"a": 1, "a": {"b": 1.5, "b": [2]}, "c": 3}')

    assert [fault.slug for fault in tree.faults] == [
        "duplicate-key",
        "not-whole",
        "duplicate-key",
    ]
    assert tree.plain == {"a": 1, "c": 3}


def test_what_was_open_when_reading_stopped_is_closed() -> None:
    """Data read up to the stop can be looked at like any other."""
    tree = _json.scan('{"a": [1, {"b": 2, "b": ')

    assert tree.stopped
    assert tree.plain == {"a": [1, {"b": 2}]}
    assert DROPPED not in tree.plain["a"][1]


def test_faults_are_counted_up_to_a_hundred() -> None:
    """Reading goes on; the list does not."""
    tree = _json.scan("[" + "1.5, " * 300 + "2]")

    assert len(tree.faults) == 100
    assert isinstance(tree, Tree)


def test_many_commas_or_a_long_text_are_looked_at_twice() -> None:
    """The short way leaves to the long one what may pass a limit, also where it does not."""
    with pytest.raises(ValueError, match="too many"):
        _json.load('["' + "," * MAX_NODES + '"]')
    with pytest.raises(ValueError, match="too long"):
        _json.load('["' + "x" * MAX_TEXT + '"]')
    assert _json.scan('["' + "," * MAX_NODES + '"]').faults == []
