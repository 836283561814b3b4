"""The committed schemas say what the readers hold: they are fresh, sound and good for an editor."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from fairscore import _json, _yaml
from fairscore.document import KINDS, load_kind, schema

ROOT = Path(__file__).parent.parent
SCHEMAS = ROOT / "src" / "fairscore" / "schemas"
DOCUMENTS = Path(__file__).parent / "documents"
GOOD = sorted(path for path in (DOCUMENTS / "good").iterdir() if path.suffix in {".json", ".yaml"})
BAD = sorted(path for path in (DOCUMENTS / "bad").iterdir() if path.suffix in {".json", ".yaml"})


def committed(kind: str) -> dict[str, Any]:
    """The schema of a kind as it ships."""
    loaded: dict[str, Any] = json.loads((SCHEMAS / f"{kind}.schema.json").read_text("utf-8"))
    return loaded


def plain(path: Path) -> object:
    """A document as plain data, however wrong it is."""
    text = path.read_text("utf-8-sig", errors="replace")
    return (_json if path.suffix == ".json" else _yaml).scan(text).plain


def parts(described: object) -> Iterator[dict[str, Any]]:
    """Every object in a schema that has properties."""
    if isinstance(described, dict):
        if isinstance(described.get("properties"), dict):
            yield described
        for value in described.values():
            yield from parts(value)
    elif isinstance(described, list):
        for value in described:
            yield from parts(value)


@pytest.mark.parametrize("kind", KINDS)
def test_committed_schema_is_the_generated_one(kind: str) -> None:
    """`make generated` brings it up to date."""
    assert committed(kind) == schema(load_kind(kind))


def test_nothing_else_is_committed_there() -> None:
    """Each file belongs to a kind of document."""
    assert {path.name for path in SCHEMAS.iterdir()} == {f"{kind}.schema.json" for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS)
def test_schema_is_sound(kind: str) -> None:
    """It is JSON Schema 2020-12, and says so first."""
    described = committed(kind)

    Draft202012Validator.check_schema(described)
    assert next(iter(described)) == "$schema"
    assert described["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_can_be_completed_and_hovered_over(kind: str) -> None:
    """Each part is closed, and each of its fields says what it is for."""
    found = list(parts(committed(kind)))

    assert found
    for part in found:
        assert part["additionalProperties"] is False
        assert part["description"]
        for name, field in part["properties"].items():
            assert field.get("description"), f"{part.get('title')}.{name}"


@pytest.mark.parametrize("kind", KINDS)
def test_a_document_must_say_what_it_is(kind: str) -> None:
    """`kind` and `schema_version` are required, and fixed."""
    described = committed(kind)

    assert {"kind", "schema_version"} <= set(described["required"])
    assert described["properties"]["kind"]["const"] == kind


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.name)
def test_good_documents_fit(path: Path) -> None:
    """What our readers accept, an editor marks nowhere."""
    data = plain(path)

    assert isinstance(data, dict)
    assert list(Draft202012Validator(committed(data["kind"])).iter_errors(data)) == []


def test_most_bad_documents_do_not_fit() -> None:
    """An editor sees most faults; those of the text and between fields only our readers see."""
    readable = [data for path in BAD if isinstance(data := plain(path), dict)]
    known = [data for data in readable if data.get("kind") in KINDS]
    refused = [
        data for data in known if not Draft202012Validator(committed(data["kind"])).is_valid(data)
    ]

    assert len(known) > 30
    assert len(refused) > len(known) / 3


def test_a_field_without_words_would_be_noticed() -> None:
    """Negative control: the look at fields sees one that says nothing."""
    bare = {"title": "X", "description": "x", "properties": {"y": {"type": "string"}}}

    assert [
        part["properties"]["y"].get("description") for part in parts({"$defs": {"X": bare}})
    ] == [None]
