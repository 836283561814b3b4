"""
autorubric: JSON in which language models are told what to judge; read and written.

Sections hold criteria with a weight and a requirement. A criterion with options has a level for
each, worth 0 to 1; one without is met or not met. A weight below 0 marks a penalty, where the level
that is worth most is the worst. fairscore calls no model: the file is for people
who compare a model's judgement with what interviewers wrote.
"""

from collections.abc import Iterator

from fairscore.adapters._levels import CriterionMade, LevelMade
from fairscore.adapters._making import RubricMade, finish
from fairscore.adapters._source import Node, lines_of
from fairscore.rubric import Criterion, Level, Rubric

__all__ = ["autorubric", "is_autorubric", "rubrics_of"]


def is_autorubric(node: Node) -> bool:
    """Whether plain data has sections, or criteria with requirements."""
    holder = node["rubric"] if node.has("rubric") else node
    rows = holder.rows("sections") if holder.has("sections") else [holder]
    return any(one.has("requirement") for row in rows for one in _rows(row, "criteria"))


def _rows(node: Node, field: str) -> list[Node]:
    return node.rows(field) if node.has(field) else []


def rubrics_of(node: Node) -> Iterator[Rubric]:
    """The rubric of a file; problems are noted in the node's source."""
    holder = node["rubric"] if node.has("rubric") else node
    sections = holder.rows("sections") if holder.has("sections") else [holder]
    rows = [one for section in sections for one in section.rows("criteria")]
    title = node.text("name") or (sections[0].text("name") if len(sections) == 1 else "")
    made = RubricMade(
        place=node.place(), title=title or "Rubric", criteria=[_criterion(one) for one in rows]
    )
    node.report_unread("a rubric")
    if (rubric := finish(node.source, made)) is not None:
        yield rubric


def _criterion(node: Node) -> CriterionMade:
    options = [one for one in node.rows("options") if one["na"].plain is not True]
    requirement = node.text("requirement")
    title = node.text("name") or requirement
    if not title:
        said = "`requirement` is missing, so nobody could say what this is"
        node.source.refuse("name-missing", said, "write it", node.place())
    levels = [_level(one) for one in options] or _two(node)
    weight = node.number("weight")
    if weight is not None and weight < 0:
        weight, levels = -weight, _turned(levels)
        said = (
            "a weight below 0 marks what is bad; the levels were turned round, the best one highest"
        )
        node.source.lose("penalty-turned", said, node.place("weight"), "check how it reads")
    if node.text("scale_type") == "nominal":
        said = "options that are not in an order; a rubric has none"
        node.source.refuse("level-order-unknown", said, "leave it out", node.place("scale_type"))
    return CriterionMade(
        place=node.place(),
        title=title,
        description=requirement if requirement != title else "",
        weight=weight,
        levels=levels,
        in_order=not options,
    )


def _level(node: Node) -> LevelMade:
    label, _, anchor = node.text("label").partition(": ")
    score = node.number("value")
    return LevelMade(place=node.place(), label=label, anchor=lines_of(anchor), score=score)


def _two(node: Node) -> list[LevelMade]:
    """A criterion without options is met or not met: that is what the format means by it."""
    return [
        LevelMade(place=node.place(), label="unmet"),
        LevelMade(place=node.place(), label="met"),
    ]


def _turned(levels: list[LevelMade]) -> list[LevelMade]:
    """Levels of a penalty: what it is worst to reach is the lowest."""
    for one in levels:
        one.score = None if one.score is None else -one.score
    return levels[::-1]


def autorubric(rubric: Rubric) -> dict[str, object]:
    """
    A rubric as autorubric's JSON: one section, an option a level, from 0 to 1.

    Example:
        >>> import fairscore as fs
        >>> rubric = fs.read("examples/backend.rubric.yaml", fs.Rubric)
        >>> autorubric(rubric)["rubric"]["sections"][0]["name"]
        'Backend engineer, onsite'
    """
    criteria = [_row(rubric, one) for one in rubric.criteria]
    return {"rubric": {"sections": [{"name": rubric.title, "criteria": criteria}]}}


def _row(rubric: Rubric, criterion: Criterion) -> dict[str, object]:
    levels = rubric.scale_of(criterion.id).levels
    weight = {} if criterion.weight is None else {"weight": criterion.weight}
    return {
        "name": criterion.title,
        **weight,
        "requirement": criterion.description or criterion.title,
        "scale_type": "ordinal",
        "options": [
            {"label": option_label(one), "value": round(at / (len(levels) - 1), 6)}
            for at, one in enumerate(levels)
        ],
    }


def option_label(level: Level) -> str:
    """A level as one text: its label or value, then what it looks like."""
    return ": ".join(
        one for one in (level.label or str(level.value), "\n".join(level.anchor)) if one
    )
