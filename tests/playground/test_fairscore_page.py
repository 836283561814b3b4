"""What the page asks of Python, without a browser."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "docs" / "playground"


@pytest.fixture(name="page", scope="module")
def load_page() -> ModuleType:
    """The module as it runs in the browser."""
    spec = importlib.util.spec_from_file_location("fairscore_page", SOURCE / "fairscore_page.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["fairscore_page"] = module
    try:
        spec.loader.exec_module(module)
    finally:
        del sys.modules["fairscore_page"]
    return module


def checked(page: ModuleType, text: str, name: str = "") -> list[dict[str, Any]]:
    """The problems of a text."""
    return list(json.loads(page.check(text, name))["problems"])


def test_the_good_example_has_no_problems(page: ModuleType) -> None:
    """The good example passes."""
    good = json.loads(page.examples())["good"]

    assert checked(page, good) == []


def test_the_faulty_example_holds_the_problems_that_it_promises(page: ModuleType) -> None:
    """It opens with four errors; once they are mended, wording comes up that is none."""
    faulty = json.loads(page.examples())["faulty"]
    mended = faulty
    for wrong, right in (
        ("Support Engineer", "support"),
        ("titel", "title"),
        ("level: 3", "level: 2"),
    ):
        assert wrong in mended
        mended = mended.replace(wrong, right)

    assert "Four problems" in faulty.splitlines()[0]
    assert [one["severity"] for one in checked(page, faulty)] == ["error"] * 4
    assert {one["severity"] for one in checked(page, mended)} == {"warning"}
    assert "vague-standard" in [one["slug"] for one in checked(page, mended)]


def test_a_problem_is_told_with_its_place(page: ModuleType) -> None:
    """A problem comes with line, column, path and slug, and a lint's with its reason."""
    first = checked(page, "kind: rubric\nschema_version: 1\nid: A\n")
    (bad,) = (one for one in first if one["slug"] == "bad-id")

    assert (bad["line"], bad["column"], bad["path"]) == (3, 5, "id")
    assert (bad["severity"], bad["why"]) == ("error", "")


def test_an_answer_without_reason_is_told(page: ModuleType) -> None:
    """A comment that ignores a lint is looked at as the command looks at it."""
    good = json.loads(page.examples())["good"]
    noted = good.replace("kind: rubric", "# fairscore: ignore[hire-line-missing]\nkind: rubric")
    (unused, bare) = checked(page, noted)

    assert [unused["slug"], bare["slug"]] == ["ignore-unused", "ignore-without-reason"]
    assert [unused["severity"], bare["severity"]] == ["warning", "error"]


def test_the_format_goes_by_the_name_where_there_is_one(page: ModuleType) -> None:
    """A file is read as its name says, pasted text as it begins."""
    text = '{"kind": "vocabulary", "kind": "vocabulary"'

    assert "not-json" in [one["slug"] for one in checked(page, text, "a.json")]
    assert "not-yaml" in [one["slug"] for one in checked(page, text, "a.yaml")]
    assert checked(page, text)[0]["slug"] == checked(page, text, "a.json")[0]["slug"]
