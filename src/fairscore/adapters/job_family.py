"""
Job families: `levels`, `themes`, and a `competency` where the two meet, in one YAML file.

A theme becomes a criterion, a level of the job one of its levels. The format has no field that says
that levels stand from low to high; they are taken as they are listed, and that is reported.
"""

from collections.abc import Iterator

from fairscore.adapters._levels import CriterionMade, LevelMade
from fairscore.adapters._making import RubricMade, finish, known_id
from fairscore.adapters._source import Node, lines_of
from fairscore.errors import shown
from fairscore.rubric import Rubric

__all__ = ["is_job_family", "rubrics_of"]


def is_job_family(node: Node) -> bool:
    """Whether plain data has levels, themes and competencies."""
    return node.has("levels", "themes", "competencies")


def rubrics_of(node: Node) -> Iterator[Rubric]:
    """The rubric of a job family; problems are noted in the node's source."""
    levels = {one.text("id"): one for one in node.rows("levels")}
    cells: dict[tuple[str, str], list[Node]] = {}
    for one in node.rows("competencies"):
        one.use("id")
        cells.setdefault((one.text("theme"), one.text("level")), []).append(one)
    criteria = [_criterion(one, levels, cells) for one in node.rows("themes")]
    for (theme, level), left in cells.items():
        for one in left:
            said = f"no theme `{shown(theme)}` and level `{shown(level)}` to put this in"
            node.source.lose("loss-field", said, one.place(), "correct its theme or level")
            one.use("summary")
    said = "levels were taken for listed from low to high; nothing in the file says so"
    node.source.lose("order-assumed", said, node.place("levels"), "check that it is so")
    made = RubricMade(
        place=node.place("name"),
        title=node.text("name"),
        description=node.text("summary"),
        criteria=criteria,
    )
    node.report_unread("a rubric")
    if (rubric := finish(node.source, made)) is not None:
        yield rubric


def _criterion(
    theme: Node, levels: dict[str, Node], cells: dict[tuple[str, str], list[Node]]
) -> CriterionMade:
    made = CriterionMade(
        place=theme.place("name"),
        title=theme.text("name"),
        id=known_id(theme.text("id")),
        description=theme.text("summary"),
        in_order=True,
    )
    for name, level in levels.items():
        found = cells.pop((theme.text("id"), name), [])
        if found:
            anchor = [line for one in found for line in lines_of(one.text("summary"))]
            made.levels.append(
                LevelMade(place=found[0].place(), label=level.text("name") or name, anchor=anchor)
            )
    return made
