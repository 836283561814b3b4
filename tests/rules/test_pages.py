"""Each rule and check has a page that says what it says itself; the index and the how-to do too."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from fairscore.rules import AUTHOR_CHECKS, DEFAULT_RULES

if TYPE_CHECKING:
    from fairscore.finding import Check, Rule

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "docs" / "reference" / "rules"
SECTIONS = [
    "What it shows",
    "What it does not show",
    "Threshold",
    "It speaks up",
    "It nearly does",
    "Source",
    "Tune it or switch it off",
]


def page_faults(text: str, one: Rule | Check) -> list[str]:
    """Name what a page leaves out or says differently from its rule."""
    said = " ".join(text.split())
    sections = re.split(r"^## (.*)\n", text, flags=re.MULTILINE)
    bodies = dict(zip(sections[1::2], sections[2::2], strict=True))
    wanted = {
        "title": text.startswith(f"# {one.slug}\n"),
        "sections": list(bodies) == SECTIONS,
        "summary": one.summary[1:] in said,
        "threshold": f"The threshold is {one.threshold}. It counts {one.unit}." in said,
        "reason": f"Why: {one.because}." in said,
        "fires": ">>>" in bodies.get("It speaks up", ""),
        "nearly": ">>>" in bodies.get("It nearly does", ""),
        "tuning": f"{{rule: {one.slug}, threshold:" in text,
        "switch": f"{{rule: {one.slug}, enabled: false}}" in text,
    }
    return [name for name, there in wanted.items() if not there]


def test_there_is_a_page_for_each_and_no_other() -> None:
    """Pages and slugs are the same set, and the index links to each."""
    slugs = {one.slug for one in (*DEFAULT_RULES, *AUTHOR_CHECKS)}
    index = (PAGES / "index.md").read_text("utf-8")

    assert {path.stem for path in PAGES.glob("*.md")} - {"index"} == slugs
    assert set(re.findall(r"\]\(([a-z-]+)\.md\)", index)) == slugs


def test_the_index_says_what_the_rules_say() -> None:
    """Every row of the index has the rule's own summary and threshold, in their order."""
    index = (PAGES / "index.md").read_text("utf-8")
    rows = [line for line in index.splitlines() if line.startswith("| [")]

    assert rows == [
        f"| [{one.slug}]({one.slug}.md) | {one.summary} | {one.threshold} | {one.unit} |"
        for one in (*DEFAULT_RULES, *AUTHOR_CHECKS)
    ]


def test_each_page_says_what_its_rule_says(each: Rule | Check) -> None:
    """Summary, threshold with unit and reason, both examples, a source, and how to tune it."""
    text = (PAGES / f"{each.slug}.md").read_text("utf-8")

    assert page_faults(text, each) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("threshold is 2.", "threshold is 3.", "threshold"),
        ("Why: two", "Why: three", "reason"),
        ("## Source", "## Sources", "sections"),
        ("# repeated-concern", "# repeated-concerns", "title"),
        ("enabled: false", "enabled: true", "switch"),
    ],
)
def test_a_page_that_says_otherwise_is_found(old: str, new: str, fault: str) -> None:
    """The comparison above finds another threshold, section, title and switch."""
    rule = next(one for one in DEFAULT_RULES if one.slug == "repeated-concern")
    text = (PAGES / "repeated-concern.md").read_text("utf-8").replace(old, new, 1)

    assert page_faults(text, rule) == [fault]


def test_the_how_to_and_the_example_are_one_rule() -> None:
    """The page's rule and the script's have the same slug, threshold and reason."""
    page = (ROOT / "docs" / "how-to" / "write-a-rule.md").read_text("utf-8")
    script = (ROOT / "examples" / "custom_rule.py").read_text("utf-8")
    call = next(
        node.value
        for node in ast.parse(script).body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)
    )
    stated = {one.arg: ast.literal_eval(one.value) for one in call.keywords if one.arg != "find"}

    for name in ("slug", "audience", "summary", "unit", "because"):
        assert f'{name}="{stated[name]}"' in page
    assert f"threshold={stated['threshold']}" in page
