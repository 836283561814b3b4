"""Each lint has a page; its bad example is reported and its good one is not."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

import fairscore as fs
from fairscore.lints import DEFAULT_LINTS, Lint, lint
from fairscore.lints._ignore import IGNORE_SLUGS

if TYPE_CHECKING:
    from conftest import Linted

DOCS = Path(__file__).parents[2] / "docs" / "reference"
PAGES = DOCS / "lints"
INDEX = (DOCS / "lints.md").read_text(encoding="utf-8")


def test_each_lint_has_a_page_and_each_page_a_lint() -> None:
    """Pages and slugs are the same, and so is the table of the index, in the order of problems."""
    slugs = [one.slug for one in DEFAULT_LINTS]

    assert sorted(path.stem for path in PAGES.glob("*.md")) == sorted(slugs)
    rows = re.findall(r"^\| \[(.+?)\]\(lints/(.+?)\.md\) \| (\w+) \| (.+) \|$", INDEX, re.MULTILINE)
    assert rows == [(one.slug, one.slug, one.severity, one.summary) for one in DEFAULT_LINTS]
    assert all(f"`{slug}`" in INDEX for slug in IGNORE_SLUGS)


@pytest.mark.parametrize("one", DEFAULT_LINTS, ids=lambda one: one.slug)
def test_a_page_has_its_parts_and_says_what_the_lint_says(one: Lint) -> None:
    """Every page answers the same questions, and quotes the lint's own reason and source."""
    page = (PAGES / f"{one.slug}.md").read_text(encoding="utf-8")
    flowing = " ".join(page.split()).casefold()

    assert page.startswith(f"# {one.slug}\n")
    assert re.findall(r"^## (.+)$", page, re.MULTILINE) == [
        "Why",
        "Bad",
        "Good",
        "What it passes over",
        "Source",
        "How to switch it off",
    ]
    for said in (one.summary, one.because, one.source, one.severity, f"ignore[{one.slug}]"):
        assert said.casefold() in flowing


@pytest.mark.parametrize("one", DEFAULT_LINTS, ids=lambda one: one.slug)
def test_the_examples_of_a_page_do_what_they_say(one: Lint, linted: type[Linted]) -> None:
    """The bad example is reported by this lint; the good one is not."""
    page = (PAGES / f"{one.slug}.md").read_text(encoding="utf-8")
    bad, good, _ = re.findall(r"^```yaml\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    lints = linted(one.slug)

    assert lints.at(**yaml.safe_load(bad))
    assert lints.at(**yaml.safe_load(good)) == []


def test_the_starting_rubric_of_these_tests_is_clean(linted: type[Linted]) -> None:
    """What every test changes has no problem of its own."""
    rubric = linted("").rubric()

    assert lint(rubric) == ()
    assert fs.parse(json.dumps(rubric.model_dump(mode="json")), fs.Rubric) == rubric
