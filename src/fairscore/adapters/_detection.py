"""What format a text is in: by what stands in it, the name of its file coming first."""

import re
from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import Literal

from fairscore.adapters import (
    autorubric,
    canvas,
    case,
    job_family,
    markdown_table,
    opensalt,
    progression,
    rubric_spec,
    smeqa,
)
from fairscore.adapters._blocks import has_table
from fairscore.adapters._sheet import Sheet
from fairscore.adapters._source import Node, Source
from fairscore.document import KINDS
from fairscore.rubric import Rubric

__all__ = ["NATIVE", "Found", "readers"]

NATIVE = "fairscore"
"""Name of our own format."""

Found = tuple[str, Iterator[Rubric]]
"""Name of a format, and the rubrics in it."""

_Shape = Literal["json", "yaml", "sheet", "markdown", "code"]
_SUFFIXES: dict[str, _Shape] = {
    ".json": "json",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".csv": "sheet",
    ".tsv": "sheet",
    ".md": "markdown",
    ".mdx": "markdown",
    ".markdown": "markdown",
}
_LOOKS_LIKE_JSON = re.compile(r"\s*(?:\[|\{\s*[\"}])")
_LOOKS_LIKE_OURS = re.compile(r"^kind:[ \t]", re.MULTILINE)
_COMMENT = re.compile(r"\s*(?:(?://|#)[^\n]*\n\s*)*")
_CODE = re.compile(
    r"(?:export|import|const|let|var|function|class|package|from)\b[^:\n]*[\w'\")}{;]\s*(?:\n|\Z)"
    r"|(?:def|class)[ \t]+\w[^\n]*:[ \t]*(?:\n|\Z)"
)
_BRANCHES = {
    *("goto", "go to", "go_to", "skip_to", "skipto", "jump_to", "show_if", "showif", "visible_if"),
    *("depends_on", "branch", "branches", "branching", "next_question", "nextquestion"),
}
_TREES: tuple[tuple[str, Callable[[Node], bool], Callable[[Node], Iterator[Rubric]]], ...] = (
    ("1EdTech CASE", case.is_case, case.rubrics),
    ("Canvas API", canvas.is_canvas, canvas.rubrics_of),
    ("rubric-spec", rubric_spec.is_rubric_spec, rubric_spec.rubrics_of),
    ("autorubric", autorubric.is_autorubric, autorubric.rubrics_of),
    ("job family", job_family.is_job_family, job_family.rubrics_of),
    ("progression framework", progression.is_progression, progression.rubrics_of),
    ("SME-QA", smeqa.is_smeqa, smeqa.rubrics_of),
)
_SHEETS = (
    ("Canvas CSV", canvas.is_canvas_sheet, canvas.rubrics_of_sheet),
    ("OpenSALT CSV", opensalt.is_opensalt, opensalt.rubrics_of_sheet),
)


def readers(source: Source) -> Found | None:
    """
    The format of a text and a reader of its rubrics.

    Returns:
        The name of the format and its rubrics, still to be read; None where it is refused, with the
        reasons noted in the source. Our own format has no reader here.
    """
    shape = _shape_of(source)
    if shape == "code":
        said = "program code: to know what it means it would have to be run"
        advice = "write its values as YAML or JSON"
        source.refuse("program-code", said, advice, (1, 1))
        return None
    if shape == "sheet":
        return _of_sheet(source)
    if shape == "markdown":
        return _of_markdown(source)
    node = source.node(shape)
    return None if node is None else _of_tree(node)


def _shape_of(source: Source) -> _Shape:
    text = source.text
    if known := _SUFFIXES.get(PurePath(source.name).suffix.lower()):
        return known
    if _LOOKS_LIKE_JSON.match(text):
        return "json"
    first = text.lstrip().split("\n", 1)[0].casefold()
    if "rating name" in first or "rubricidentifier" in first:
        return "sheet"
    start = _COMMENT.match(text)
    if start and _CODE.match(text, start.end()):
        return "code"
    ours = _LOOKS_LIKE_OURS.search(text)
    return "markdown" if not ours and has_table(text) else "yaml"


def _of_sheet(source: Source) -> Found | None:
    sheet = Sheet.of(source)
    if source.refusals:
        return None
    for name, fits, read in _SHEETS:
        if fits(sheet):
            return name, read(sheet)
    for at, column in enumerate(sheet.header):
        if column.casefold() in _BRANCHES:
            _refuse_branches(source, sheet.place(1, 1, at))
            return None
    _refuse_unknown(source, "columns")
    return None


def _of_markdown(source: Source) -> Found | None:
    front, _ = markdown_table.front_matter(source)
    if front is not None:
        fitting = progression.is_progression(front)
        front.forget()
        if fitting:
            return "progression framework", progression.rubrics_of(front)
    return "Markdown table", markdown_table.rubrics_of(source)


def _of_tree(node: Node) -> Found | None:
    said = node["kind"].plain
    if isinstance(said, str) and said in KINDS:
        return NATIVE, iter(())
    if "json-schema.org" in node.text("$schema"):
        node.forget()
        said = "a JSON Schema: it says what a file may hold, and holds no criteria itself"
        node.source.refuse(
            "json-schema", said, "give a file that it describes", node.place("$schema")
        )
        return None
    for name, fits, read in _TREES:
        fitting = fits(node)
        node.forget()
        if fitting:
            return name, read(node)
    keys = node.reading.tree.keys()
    branches = [place for key, place in keys if key.casefold() in _BRANCHES]
    if branches:
        _refuse_branches(node.source, min(branches))
    else:
        _refuse_unknown(node.source, "fields")
    return None


def _refuse_branches(source: Source, place: tuple[int, int]) -> None:
    source.refuse(
        "branching-questions",
        "a questionnaire that branches: which question comes next depends on an answer",
        "make a rubric of what is judged; every candidate is asked the same",
        place,
    )


def _refuse_unknown(source: Source, what: str) -> None:
    source.refuse(
        "unknown-format",
        f"the {what} are those of no format that can be read",
        "a rubric of our own begins with `kind: rubric`; the page on converting lists the others",
        (1, 1),
    )
