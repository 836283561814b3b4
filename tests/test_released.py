"""What an earlier release wrote still loads, and still has the digest it had."""

import json
from pathlib import Path

import pytest

import fairscore as fs
from fairscore.document import KINDS
from fairscore.log import Receipt
from fairscore.verification import verify

RELEASED = Path(__file__).parent / "released"
FILES = [path for path in sorted(RELEASED.glob("*/*.json")) if path.name != "digests.json"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_released_document_loads_with_its_digest(path: Path) -> None:
    """Reading it now gives the digest of then, and writing it out again keeps that."""
    digests = json.loads((path.parent / "digests.json").read_text("utf-8"))[path.stem]

    document = fs.read(path)

    assert document.digest == digests["digest"]
    assert fs.parse(fs.dump(document, "yaml")).digest == digests["digest"]
    if isinstance(document, fs.Rubric):
        assert document.structure_digest == digests["structure_digest"]


def test_the_first_release_kept_every_kind() -> None:
    """One document of each kind of document stands there."""
    assert {path.stem for path in FILES if path.parent.name == "0.1.0"} == set(KINDS)


@pytest.mark.parametrize(
    "path", sorted(RELEASED.glob("*/log.jsonl")), ids=lambda path: path.parent.name
)
def test_a_released_log_verifies(path: Path) -> None:
    """A log of then holds against its receipt now, and says which words were erased (P5)."""
    receipt = fs.read(path.with_name("receipt.json"), Receipt)

    found = verify(path.read_bytes(), [receipt])

    assert found.holds
    assert found.covered == "panel"
    assert [one.state for one in found.bodies] == ["valid", "valid", "valid", "erased"]
