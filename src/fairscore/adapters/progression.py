"""
Progression frameworks in front matter: `topics`, each with `content` for some of several levels.

The file is Markdown whose YAML front matter holds everything; a level has a number and a list of
criteria, some of them with examples. A topic may begin above the lowest level.
"""

from collections.abc import Iterator

from fairscore.adapters._levels import CriterionMade, LevelMade
from fairscore.adapters._making import RubricMade, finish, known_id
from fairscore.adapters._source import Node
from fairscore.rubric import Rubric

__all__ = ["is_progression", "rubrics_of"]

_PAGE = ("path", "sidebarTitle", "sidebarGroup", "yaml", "homepage", "levels")


def is_progression(node: Node) -> bool:
    """Whether plain data has topics with content."""
    return node.has("topics") and any(one.has("content") for one in node.rows("topics"))


def rubrics_of(node: Node) -> Iterator[Rubric]:
    """The rubric of a framework; problems are noted in the node's source."""
    node.use(*_PAGE)
    made = RubricMade(
        place=node.place("title"),
        title=node.text("title") or "Framework",
        criteria=[_criterion(one) for one in node.rows("topics")],
    )
    node.report_unread("a rubric")
    if (rubric := finish(node.source, made)) is not None:
        yield rubric


def _criterion(node: Node) -> CriterionMade:
    return CriterionMade(
        place=node.place("name"),
        title=node.text("title") or node.text("name"),
        id=known_id(node.text("name")),
        levels=[_level(one) for one in node.rows("content")],
    )


def _level(node: Node) -> LevelMade:
    with_examples = [one.text("criteria") for one in node.rows("exampleCriteria")]
    return LevelMade(
        place=node.place(),
        anchor=[*node.texts("criteria"), *(one for one in with_examples if one)],
        score=node.number("level"),
    )
