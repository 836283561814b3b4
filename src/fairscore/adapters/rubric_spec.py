"""
rubric-spec: the portable JSON for rubrics of language models; written and read back.

It wants a weight above 0 for each criterion, adding up to 1, and at least two anchors. It has no
place for who interviews, for hire lines or for kinds of flags.
"""

from collections.abc import Iterator

from fairscore.adapters._levels import CriterionMade, LevelMade
from fairscore.adapters._making import RubricMade, finish, known_id
from fairscore.adapters._source import Node, lines_of
from fairscore.adapters.autorubric import option_label
from fairscore.rubric import Criterion, Rubric

__all__ = ["is_rubric_spec", "rubric_spec", "rubrics_of"]

_VERSION = "auraone-rubric-v1"
_ABOUT = ("version", "tie_break_rule", "judge_prompt_contract", "provenance")
_TWO = 2


def is_rubric_spec(node: Node) -> bool:
    """Whether plain data says that it is of this format, version 1."""
    return node["version"].plain == _VERSION


def rubrics_of(node: Node) -> Iterator[Rubric]:
    """The rubric of a file; problems are noted in the node's source."""
    node.use(*_ABOUT)
    rows = node.rows("criteria")
    made = RubricMade(
        place=node.place("label"),
        title=node.text("label") or node.text("rubric_id"),
        id=known_id(node.text("rubric_id")),
        criteria=[_criterion(one) for one in rows],
    )
    if len({one.number("weight") for one in rows}) == 1:
        # Weights must add up to 1 there, so equal ones say nothing.
        for one in made.criteria:
            one.weight = None
    node.report_unread("a rubric")
    if (rubric := finish(node.source, made)) is not None:
        yield rubric


def _criterion(node: Node) -> CriterionMade:
    node.use("scale_type", "tie_break_rule")
    title, description = node.text("label"), node.text("description")
    return CriterionMade(
        place=node.place("label"),
        title=title,
        id=known_id(node.text("criterion_id")),
        description=description if description != title else "",
        weight=node.number("weight"),
        levels=[_level(one) for one in node.rows("anchors")],
    )


def _level(node: Node) -> LevelMade:
    label, _, anchor = node.text("label").partition(": ")
    said = "" if label == node.text("value") else label
    score = node.number("value")
    return LevelMade(place=node.place(), label=said, anchor=lines_of(anchor), score=score)


def rubric_spec(rubric: Rubric) -> dict[str, object]:
    """
    A rubric as rubric-spec's JSON.

    Example:
        >>> import fairscore as fs
        >>> rubric = fs.read("examples/backend.rubric.yaml", fs.Rubric)
        >>> rubric_spec(rubric)["rubric_id"]
        'backend-engineer'
    """
    weights = [one.weight or 0 for one in rubric.criteria]
    total = sum(weights)
    if 0 in weights:
        weights, total = [1] * len(weights), len(weights)
    return {
        "version": _VERSION,
        "rubric_id": rubric.id,
        "label": rubric.title,
        "tie_break_rule": "manual_review",
        "judge_prompt_contract": {
            "instruction": "Give each criterion the anchor that the evidence shows, or none.",
            "output_format": "json",
            "required_fields": ["criterion_id", "score"],
        },
        "provenance": {"source": f"fairscore {rubric.id} {rubric.version}", "synthetic": False},
        "criteria": [
            _row(rubric, one, weight / total)
            for one, weight in zip(rubric.criteria, weights, strict=True)
        ],
    }


def _row(rubric: Rubric, criterion: Criterion, weight: float) -> dict[str, object]:
    levels = rubric.scale_of(criterion.id).levels
    return {
        "criterion_id": criterion.id,
        "label": criterion.title,
        "description": criterion.description or criterion.title,
        "scale_type": "binary" if len(levels) == _TWO else "ordinal",
        "weight": round(weight, 6),
        "tie_break_rule": "manual_review",
        "anchors": [{"value": one.value, "label": option_label(one)} for one in levels],
        "examples": [],
    }
