"""
Competencies as the United States' federal SME-QA process writes them: YAML, a list for each job.

Each competency says what is meant (`definition`), which proficiency the job needs (`required`) and
what each proficiency looks like; some have no levels and say only what `meets` it. The format lists
proficiencies from low to high. A competency without levels gets a scale of two.
"""

from collections.abc import Iterator

from fairscore.adapters._levels import CriterionMade, LevelMade
from fairscore.adapters._making import RubricMade, finish
from fairscore.adapters._source import Node
from fairscore.rubric import Rubric

__all__ = ["is_smeqa", "rubrics_of"]


def is_smeqa(node: Node) -> bool:
    """Whether every field holds a list of competencies."""
    jobs = node.plain
    return (
        isinstance(jobs, dict)
        and bool(jobs)
        and all(isinstance(job, list) and job for job in jobs.values())
        and any(one.has("competency") for name in jobs for one in node.rows(name))
    )


def rubrics_of(node: Node) -> Iterator[Rubric]:
    """A rubric for each job; problems are noted in the node's source."""
    for name in node.plain if isinstance(node.plain, dict) else ():
        made = RubricMade(
            place=node.place(name),
            title=name,
            criteria=[_criterion(one) for one in node.rows(name)],
        )
        if (rubric := finish(node.source, made)) is not None:
            yield rubric
    node.report_unread("a rubric")


def _criterion(node: Node) -> CriterionMade:
    if not node.text("competency"):
        said = "`competency` is missing, so nobody could say what this is"
        node.source.refuse("name-missing", said, "write it", node.place())
    made = CriterionMade(
        place=node.place("competency"),
        title=node.text("competency"),
        description="\n".join(node.texts("definition")),
        meets=node.texts("meets"),
        required=node.text("required"),
        levels=[_level(one) for one in node.rows("levels")],
        in_order=True,
    )
    if not made.levels and made.meets:
        # What `meets` describes is one of two levels; the other is whatever does not.
        made.levels = [
            LevelMade(place=made.place, label="does not meet"),
            LevelMade(place=made.place, label="meets"),
        ]
        made.required = "meets"
        said = "no levels, only what meets it; a scale of two was added, and `meets` is required"
        node.source.lose("scale-added", said, made.place, "nothing to do, or write levels")
    return made


def _level(node: Node) -> LevelMade:
    # `required` on a level says again what `required` of the competency says.
    node.use("required")
    return LevelMade(
        place=node.place(),
        label=node.text("proficiency"),
        anchor=node.texts("definition"),
    )
