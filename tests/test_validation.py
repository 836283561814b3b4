"""Faults of a document are told without validating all of it, and are those of the whole."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

import fairscore as fs
from fairscore import _validation
from fairscore._canonical import encode
from fairscore._faults import Reporter, errors_of
from fairscore._tree import MAX_FAULTS, Tree
from fairscore.document import KINDS, Document, examine, load_kind, schema

RATING = {"criterion": "a", "level": 1}
CARD = {
    "kind": "scorecard",
    "schema_version": 1,
    "rubric": {"id": "r", "version": 1},
    "application": "a",
    "interviewer": "interviewer-a",
}


def whole(kind: type[Document], plain: dict[str, Any]) -> list[Any]:
    """The first hundred faults, found by validating everything."""
    reporter = Reporter(kind, confidential=kind.confidential)
    try:
        kind.model_validate_json(encode(plain))
    except _validation.ValidationError as error:
        return list(reporter.faults(errors_of(error), plain))[:MAX_FAULTS]
    return []


def ratings(*sorts: tuple[int, Any]) -> dict[str, Any]:
    """A scorecard with so many ratings of each sort, each of its own criterion."""
    made = [rating for count, rating in sorts for _ in range(count)]
    return CARD | {
        "ratings": [
            one | {"criterion": f"c-{at}"} if one == RATING else one for at, one in enumerate(made)
        ]
    }


@pytest.mark.parametrize(
    "plain",
    [
        ratings((2_000, RATING)),
        ratings((2_000, RATING), (1, {})),
        ratings((2_000, {})),
        ratings((2_000, 1)),
        ratings((2_000, [[1]])),
        ratings((99, 1), (500, RATING), (50, {})),
        ratings((100, 1), (500, RATING), (50, {})),
        ratings((500, {"criterion": "a", "level": 1, "not_rated": "unknown"})),
        ratings((700, RATING), (1, True)) | {"flags": [{}] * 700},
        ratings((700, {"evidence": "x" * 9})) | {"flags": [{}] * 700, "x": [1] * 700},
        {"flags": [{}] * 900} | ratings((1, 1)),
        ratings((1, RATING)) | {"x": [1] * 900, "notes": [1] * 900},
        ratings((1, RATING)) | {"x": {"a": [1] * 900}},
        ratings((1, RATING)) | {f"x-{at}": at for at in range(200)},
    ],
    ids=range(14),
)
def test_the_first_faults_are_those_of_the_whole(plain: dict[str, Any]) -> None:
    """In the same order, wherever the lists are cut on the way."""
    kind = load_kind("scorecard")
    reporter = Reporter(kind, confidential=kind.confidential)
    document, faults = _validation.validated(kind, plain, reporter)

    assert faults == whole(kind, plain)
    assert (document is None) == bool(faults)


def test_levels_are_as_many_as_they_are() -> None:
    """A list that is too long is told so, not that something is wrong where it was cut."""
    levels = [{"value": at, "label": f"x {at}", "anchor": ["y"] * 30} for at in range(40)]
    criteria = [{"id": f"c-{at}", "title": f"T {at}", "levels": levels} for at in range(20)]
    heading = {"kind": "rubric", "schema_version": 1, "id": "r", "version": 1, "title": "R"}
    plain = {**heading, "language": "en", "criteria": criteria}
    _, faults = _validation.validated(fs.Rubric, plain, Reporter(fs.Rubric))

    assert faults == whole(fs.Rubric, plain)
    assert {fault.slug for fault in faults} == {"too-many"}


def test_no_list_of_ours_takes_what_stands_for_a_cut() -> None:
    """Nor a list: a document would be made of half a text where one did."""
    items = [(name, one) for name in KINDS for one in items_in(schema(load_kind(name)))]

    assert len(items) > 50
    for name, one in items:
        assert "$ref" in one or one.get("type") in {"string", "integer"}, (name, one)


def items_in(described: object) -> Iterator[dict[str, Any]]:
    """What may stand in each list of a schema."""
    if isinstance(described, dict):
        # Among `properties` it is the name of a field.
        if described.get("type") == "array":
            yield described["items"]
        for inner in described.values():
            yield from items_in(inner)
    elif isinstance(described, list):
        for inner in described:
            yield from items_in(inner)


def test_a_text_that_stops_is_not_looked_through_for_what_is_missing() -> None:
    """What is for want of the rest is told by the stop alone; a fault of its own is told too."""
    card = json.dumps(CARD | {"ratings": [1], "flags": [{}] * 20_000})
    reading = examine(card[:-1], name="a.json")

    assert [one.slug for one in reading.problems] == ["not-a-mapping", "not-json"]


COSTLY = {
    "numbers for ratings": ("ratings", "1"),
    "empty ratings": ("ratings", "{}"),
    "empty flags": ("flags", "{}"),
    "empty answers": ("answers", "{}"),
    "unknown fields": ("flags", '{"a":1}'),
    "lists in lists": ("ratings", "[" * 20 + "]" * 20),
    "mappings in unknown fields": ("flags", '{"a":[' * 14 + "]}" * 14),
    "lists in unknown fields": ("answers", '{"a":[1]}'),
    "keys that stand twice": ("flags", '{"a":1,"a":2}'),
    "keys without characters": ("answers", '{"":1}'),
    "empty texts": ("ratings", '""'),
    "empty lists": ("ratings", "[]"),
    "fractions": ("ratings", "1.5"),
}


@pytest.mark.parametrize("ending", ["]}", "", "1]}", "]} x"])
@pytest.mark.parametrize("costly", COSTLY)
def test_the_dearest_texts_ask_for_little_work(
    costly: str, ending: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Counted, not timed: what is validated and worded is bounded, however dense the text is.

    Most of these were once more than 20 times as dear as a valid scorecard of the same size.
    """
    field, item = COSTLY[costly]
    head = json.dumps(CARD, separators=(",", ":"))[:-1] + f',"{field}":['
    text = head + ",".join([item] * (80_000 // (len(item) + 1))) + ending
    work: Counter[str] = Counter()
    errors_of, place_of, encode = _validation.errors_of, Tree.place_of, _validation.encode

    def errors_counted(error: _validation.ValidationError) -> list[Any]:
        errors = errors_of(error)
        work["errors"] += len(errors)
        return list(errors)

    def places_counted(tree: Tree, marks: Any) -> tuple[int, int]:  # noqa: ANN401 (as it is there)
        work["places"] += 1
        return place_of(tree, marks)

    def encode_counted(plain: Any) -> bytes:  # noqa: ANN401 (as it is there)
        data = encode(plain)
        work["validated"] += len(data)
        return data

    monkeypatch.setattr(_validation, "encode", encode_counted)
    monkeypatch.setattr(_validation, "errors_of", errors_counted)
    monkeypatch.setattr(Tree, "place_of", places_counted)
    reading = examine(text, name="a.json")

    assert reading.problems
    assert work["errors"] <= 30 * MAX_FAULTS
    assert work["places"] <= 4 * MAX_FAULTS
    assert work["validated"] <= 80_000 / 4
