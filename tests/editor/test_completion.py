"""What an editor shows of a rubric: completion, hover text and problems, by a real server."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from fairscore.rubric import Criterion

if TYPE_CHECKING:
    from conftest import Editor

ROOT = Path(__file__).resolve().parents[2]
MODELINE = "# yaml-language-server: $schema=./rubric.schema.json"
START = (files("fairscore.cli") / "start" / "backend.rubric.yaml").read_text("utf-8")
RUBRIC = f"""{MODELINE}
kind: rubric
schema_version: 1
id: backend
version: 1
title: Backend
criteria:
  - id: coding
    title: Coding
    required_level: 1
    levels:
      - {{value: 1, anchor: [Gets the example to run.]}}
"""
OPTIONAL = sorted(set(Criterion.model_fields) - {"id", "title", "required_level", "levels"})


def test_what_init_writes_points_to_the_schema() -> None:
    """The rubric of `fairscore init` begins with the line that these tests begin with."""
    assert START.splitlines()[0] == MODELINE


def test_field_names_are_offered(editor: Editor) -> None:
    """In a criterion every field that is not there yet is offered, with what it is for."""
    uri = editor.open("fields.rubric.yaml", f"{RUBRIC}    \n")
    offered = editor.completions(uri, RUBRIC.count("\n") + 1, 5)

    assert sorted(set(offered) & set(Criterion.model_fields)) == OPTIONAL
    about = offered["meets"]["documentation"]
    assert Criterion.model_fields["meets"].description in str(about)


@pytest.mark.parametrize(
    ("line", "field", "words"),
    [(2, "kind", {"rubric"}), (8, "    evidence_required", {"true", "false"})],
)
def test_words_are_offered(editor: Editor, line: int, field: str, words: set[str]) -> None:
    """Where a field takes one of few words, they are offered."""
    lines = RUBRIC.splitlines()
    if line > 2:
        lines.insert(line, f"{field}: ")
        line += 1
    else:
        lines[line - 1] = f"{field}: "
    uri = editor.open(f"words-{line}.rubric.yaml", "\n".join(lines))
    offered = editor.completions(uri, line, len(field) + 3)

    assert words <= set(offered)


@pytest.mark.parametrize(
    ("line", "column", "field"), [(9, 6, "title"), (10, 8, "required_level"), (11, 7, "levels")]
)
def test_hover_text_is_the_docstring(editor: Editor, line: int, column: int, field: str) -> None:
    """Over a field stands the docstring that the class has."""
    uri = editor.open(f"hover-{field}.rubric.yaml", RUBRIC)
    described = Criterion.model_fields[field].description
    shown = editor.hover(uri, line, column)

    assert described
    assert described in shown.replace("\\", "")


@pytest.mark.parametrize(
    ("right", "wrong", "line", "said"),
    [
        ("    title: Coding", "    titel: Coding", 9, "titel"),
        ("required_level: 1", "required_level: high", 10, "integer"),
        ("kind: rubric", "kind: rubrik", 2, "rubric"),
    ],
)
def test_a_fault_is_underlined(
    editor: Editor, right: str, wrong: str, line: int, said: str
) -> None:
    """An unknown field, a wrong type and a wrong word are marked on their line."""
    assert right in RUBRIC
    uri = editor.open(f"fault-{line}.rubric.yaml", RUBRIC.replace(right, wrong))
    marked = [
        one["message"] for one in editor.problems[uri] if one["range"]["start"]["line"] == line - 1
    ]

    assert any(said in message for message in marked), editor.problems[uri]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("init", START),
        ("minimal", RUBRIC),
        *(
            (path.name, path.read_text("utf-8"))
            for path in sorted((ROOT / "examples").rglob("*.rubric.yaml"))
        ),
    ],
    ids=lambda one: one if "\n" not in one else "",
)
def test_what_is_right_is_left_alone(editor: Editor, name: str, text: str) -> None:
    """The rubric of `fairscore init` and every example have no problem in an editor."""
    lines = [line for line in text.splitlines() if "yaml-language-server" not in line]
    uri = editor.open(f"right-{name}.yaml", "\n".join([MODELINE, *lines]))

    assert editor.problems[uri] == []
