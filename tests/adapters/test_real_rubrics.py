"""The real rubrics beside the repository: each is converted, or refused with a true reason."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import fairscore as fs
from fairscore.adapters.conversion import load

if TYPE_CHECKING:
    from fairscore.adapters.conversion import Loaded

ROOT = Path(__file__).resolve().parents[2]
FILES = ROOT.parent / "shared/data/rubrics"
PAGE = ROOT / "docs/reference/real-rubrics.md"
ROW = re.compile(r"^\| `([^`]+)` \| (.*?) \| (.*?) \| (.*?) \| (.*?) \|$", re.MULTILINE)
Row = tuple[str, ...]


def rows() -> dict[str, Row]:
    """Read the committed table by file."""
    return {name: tuple(rest) for name, *rest in ROW.findall(PAGE.read_text("utf-8"))}


def outcome(loaded: Loaded) -> Row:
    """Say of a file what the table says: outcome, slugs, why or what was lost, and format."""
    found = loaded.problems or loaded.losses
    slugs = ", ".join(f"`{one}`" for one in sorted({one.slug for one in found}))
    taken = loaded.format or "none"
    if loaded.problems:
        return "refused", slugs, loaded.problems[0].message, taken
    told: list[str] = []
    for one in found:
        _, has_no_place, field = one.message.partition(" has no place for `")
        last = field.partition("`")[0].rpartition(".")[2]
        told.append(f"`{last}`" if has_no_place else one.message)
    sizes = [len(one.criteria) for one in loaded.rubrics]
    many = f"{len(sizes)} rubrics" if len(sizes) > 1 else "1 rubric"
    return f"{many}, {sum(sizes)} criteria", slugs, "; ".join(dict.fromkeys(told)), taken


def test_the_table_lists_23_files() -> None:
    """With an outcome, and a reason for each that is refused."""
    assert len(rows()) == 23
    assert all(slugs for _, slugs, *_ in rows().values())


@pytest.mark.skipif(not FILES.exists(), reason="the real rubrics are not beside the repository")
def test_every_real_rubric_does_as_the_table_says() -> None:
    """It converts, and reads again from YAML, or is refused with that slug."""
    names = {one.name for one in FILES.iterdir() if one.name != "SOURCES.md"}
    found = {name: load((FILES / name).read_bytes(), name=name) for name in sorted(names)}

    assert {name: outcome(one) for name, one in found.items()} == rows()
    for loaded in found.values():
        for rubric in loaded.rubrics:
            assert fs.parse(fs.dump(rubric), fs.Rubric).digest == rubric.digest
        assert all(one.line > 0 for one in (*loaded.problems, *loaded.losses))


@pytest.mark.skipif(not FILES.exists(), reason="the real rubrics are not beside the repository")
def test_a_reason_comes_from_the_text_and_not_from_the_name() -> None:
    """Under another name with the same ending, each file has the same outcome."""
    for path in sorted(FILES.iterdir()):
        if path.name != "SOURCES.md":
            renamed = load(path.read_bytes(), name=f"x{path.suffix}")
            assert outcome(renamed) == outcome(load(path.read_bytes(), name=path.name))
