"""Canonical JSON: the bytes of RFC 8785 for what documents hold, and a refusal of the rest."""

import json
import random
import re

import pytest
import rfc8785

from fairscore._canonical import LARGEST_INTEGER, NotCanonicalError, canonical, digest, encode
from fairscore.document import parse
from fairscore.errors import DocumentError

KEYS = (
    "",
    "a",
    "A",
    "b",
    "10",
    "1",
    "é",
    "e\u0301",
    "\u20ac",
    "\r",
    "\ufb33",
    "\U0001f602",
    "\x80",
)
CHARACTERS = (
    *(
        "a",
        "Z",
        "0",
        " ",
        '"',
        "\\",
        "/",
        "<",
        "\t",
        "\n",
        "\r",
        "\b",
        "\f",
        "\x00",
        "\x1f",
        "\x7f",
    ),
    *("\x80", "é", "ß", "\u2028", "\u2029", "\ud7ff", "\ue000", "\ufeff", "\uffff", "\U0001f602"),
)


def drawn(random: random.Random, depth: int = 3) -> object:
    """A random value of the sorts that documents hold."""
    sort = random.randrange(8 if depth else 6)
    match sort:
        case 0:
            return random.choice((None, True, False))
        case 1:
            return random.randint(-20, 20)
        case 2:
            return random.choice((LARGEST_INTEGER, -LARGEST_INTEGER, 2**52, 0, -1))
        case 3 | 4 | 5:
            return "".join(random.choices(CHARACTERS, k=random.randrange(6)))
        case 6:
            return [drawn(random, depth - 1) for _ in range(random.randrange(5))]
        case _:
            keys = random.sample(KEYS, k=random.randrange(6))
            return {key: drawn(random, depth - 1) for key in keys}


def differences(count: int, seed: int) -> int:
    """How many of so many random values are written otherwise than by another implementation."""
    source = random.Random(seed)  # noqa: S311 (the same values on each run)
    return sum(
        canonical(value) != rfc8785.dumps(value)  # type: ignore[arg-type]
        for value in (drawn(source) for _ in range(count))
    )


def test_ten_thousand_values_are_written_like_another_implementation_does() -> None:
    """Byte for byte the same as the package `rfc8785` writes."""
    assert differences(10_000, seed=1) == 0


@pytest.mark.nightly
def test_a_million_values_are_written_like_another_implementation_does() -> None:
    """As above, for longer."""
    assert differences(1_000_000, seed=2) == 0


def test_values_are_drawn_that_tell_careless_writers_apart() -> None:
    """The comparison sees keys sorted by code point, which is what `json` does."""
    source = random.Random(1)  # noqa: S311 (the same values on each run)
    careless = [
        value
        for value in (drawn(source) for _ in range(10_000))
        if json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
        != rfc8785.dumps(value)  # type: ignore[arg-type]
    ]

    assert careless


def test_keys_are_sorted_as_the_standard_shows() -> None:
    """The example of RFC 8785, section 3.2.3: by UTF-16 units, not by code points."""
    value = {
        "\u20ac": "Euro Sign",
        "\r": "Carriage Return",
        "\ufb33": "Hebrew Letter Dalet With Dagesh",
        "1": "One",
        "\U0001f600": "Emoji: Grinning Face",
        "\x80": "Control",
        "\u00f6": "Latin Small Letter O With Diaeresis",
    }

    assert list(json.loads(canonical(value)).values()) == [
        "Carriage Return",
        "One",
        "Control",
        "Latin Small Letter O With Diaeresis",
        "Euro Sign",
        "Emoji: Grinning Face",
        "Hebrew Letter Dalet With Dagesh",
    ]


def test_tuples_are_lists_wherever_they_stand() -> None:
    """The frozen values of documents are written like the lists they were read from."""
    assert canonical(({"\U0001f600": (1, 2)}, [])) == '[{"\U0001f600":[1,2]},[]]'.encode()


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (1.0, "a value of type float"),
        (float("nan"), "a value of type float"),
        (b"x", "a value of type bytes"),
        ({1, 2}, "a value of type set"),
        ({"a": [object()]}, "a value of type object"),
        (LARGEST_INTEGER + 1, "a whole number beyond 2^53-1"),
        ([-LARGEST_INTEGER - 1], "a whole number beyond 2^53-1"),
        ({1: "a"}, "a key that is not text"),
        ({None: "a"}, "a key that is not text"),
        ("secret \ud800", "text with a lone surrogate"),
        ({"secret \ud800": 1}, "text with a lone surrogate"),
        ({"secret \ud800": "\U0001f600"}, "text with a lone surrogate"),
        ({"a": {"b": ["secret \ud800"]}, "\U0001f600": 1}, "text with a lone surrogate"),
    ],
)
def test_what_cannot_be_written_is_refused_without_naming_it(value: object, why: str) -> None:
    """Whatever canonical JSON cannot hold is refused, and the message holds none of it (P10)."""
    with pytest.raises(NotCanonicalError, match=f"^{re.escape(why)} cannot be written$") as caught:
        canonical(value)

    assert "secret" not in str(caught.value)
    assert caught.value.__context__ is None


def test_keys_that_are_hard_to_sort_are_written_like_another_implementation_does() -> None:
    """Beyond the first plane, at its end, in nested mappings, and an enumeration for a number."""
    for value in (
        {"\U00010000": 1, "\uffff": 2, "\ue000": 3, "\ud7ff": 4},
        {"a": [{"\U0010ffff": {"\ufffd": None, "\U00010000": True}}]},
        {"\U0001f600": 1, "\U0001f600\uffff": 2, "\U0001f601": 3},
        {"": "", "\x00": "\x00", "\x7f": "\u2028"},
    ):
        assert canonical(value) == rfc8785.dumps(value)


def test_what_is_too_deep_is_refused_by_the_reader_before() -> None:
    """A thousand brackets never get as far as this: the reader stops at its own depth."""
    text = '{"kind":' + "[" * 1000 + "]" * 1000 + "}"

    with pytest.raises(DocumentError, match=r"\[too-deep\]$"):
        parse(text)


def test_the_digest_names_its_method() -> None:
    """The digest of the empty text is the one that everybody knows."""
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

    assert digest(b"") == f"sha256:{empty}"


def test_encoding_known_data_is_the_same() -> None:
    """The way without the check writes the same bytes."""
    assert encode({"b": [1, None], "a": "ü"}) == canonical({"b": [1, None], "a": "ü"})
