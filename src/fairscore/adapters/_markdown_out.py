"""Markdown of a rubric."""

import re
from collections.abc import Sequence

from fairscore.adapters._blocks import escaped
from fairscore.rubric import Criterion, Rubric

__all__ = ["markdown"]

_BREAK = re.compile("\r\n|\n|\r")


def markdown(rubric: Rubric) -> str:
    """
    A rubric as Markdown: what is meant first, then a matrix of the anchors for each scale.

    Example:
        >>> import fairscore as fs
        >>> rubric = fs.read("examples/backend.rubric.yaml", fs.Rubric)
        >>> markdown(rubric).splitlines()[0]
        '# Backend engineer, onsite'
    """
    parts = [f"# {escaped(rubric.title)}"]
    if rubric.description:
        parts.append(escaped(rubric.description))
    for criterion in rubric.criteria:
        parts += _about(criterion)
    run: list[Criterion] = []
    for criterion in rubric.criteria:
        if run and _columns(rubric, run[0]) != _columns(rubric, criterion):
            parts += _matrix(rubric, run)
            run = []
        run.append(criterion)
    return "\n\n".join([*parts, *_matrix(rubric, run)]) + "\n"


def _about(criterion: Criterion) -> list[str]:
    lists = [
        (said, "\n".join(f"- {_on_a_line(one)}" for one in items))
        for said, items in (("Meets:", criterion.meets), ("Red flags:", criterion.red_flags))
        if items
    ]
    if not lists and not criterion.description:
        return []
    parts = [f"## {escaped(criterion.title)}"]
    if criterion.description:
        parts.append(escaped(criterion.description))
    return parts + [part for pair in lists for part in pair]


def _columns(rubric: Rubric, criterion: Criterion) -> tuple[object, ...]:
    scale = rubric.scale_of(criterion.id)
    return tuple((one.value, one.label) for one in scale.levels), scale.hire_line


def _matrix(rubric: Rubric, criteria: Sequence[Criterion]) -> list[str]:
    scale = rubric.scale_of(criteria[0].id)
    heads = [f"{one.value} {_on_a_line(one.label or '')}".strip() for one in scale.levels]
    lines = [["Criterion", *heads], ["---"] * (len(heads) + 1)]
    for criterion in criteria:
        levels = rubric.scale_of(criterion.id).levels
        cells = ["<br>".join(_on_a_line(one) for one in level.anchor) for level in levels]
        lines.append([_on_a_line(criterion.title), *cells])
    table = "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
    line = [] if scale.hire_line is None else [f"Hire line: {scale.hire_line}"]
    return ["## Levels", table, *line]


def _on_a_line(text: str) -> str:
    return escaped(" ".join(_BREAK.split(text))).strip()
