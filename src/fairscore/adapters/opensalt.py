"""
CSV with a row for each rubric, criterion and level, as tools around OpenSALT write CASE rubrics.

The column `Type` says which of the three a row is; rows belong together by their identifiers. There
is no standard for it: CASE itself knows JSON alone. It is read and not written.
"""

from collections.abc import Iterator

from fairscore.adapters._case_out import FRAMEWORK, foreign_id, uri_of
from fairscore.adapters._levels import CriterionMade, LevelMade
from fairscore.adapters._making import RubricMade, finish
from fairscore.adapters._sheet import Row, Sheet
from fairscore.adapters._source import lines_of
from fairscore.rubric import Rubric

__all__ = ["is_opensalt", "rubrics_of_sheet"]

_COLUMNS = {
    *("Type", "Identifier", "RubricIdentifier", "CriterionIdentifier", "Title", "Description"),
    *("Weight", "Position", "Quality", "Score", "CFItemIdentifier"),
}


def is_opensalt(sheet: Sheet) -> bool:
    """Whether a sheet has the columns."""
    return all(sheet.column(one) >= 0 for one in ("Type", "Identifier", "RubricIdentifier"))


def rubrics_of_sheet(sheet: Sheet) -> Iterator[Rubric]:
    """The rubrics of a sheet; problems are noted in its source."""
    rubrics: dict[str, RubricMade] = {}
    criteria: dict[str, CriterionMade] = {}
    for row in sheet.rows:
        kind, name = row.text("Type").casefold(), row.text("Identifier")
        parent = row.text("RubricIdentifier" if kind == "criterion" else "CriterionIdentifier")
        if kind == "rubric":
            rubrics[name] = _rubric(row, name)
        elif kind == "criterion" and parent in rubrics:
            criteria[name] = _criterion(row, name)
            rubrics[parent].criteria.append(criteria[name])
        elif kind == "level" and parent in criteria:
            criteria[parent].levels.append(_level(row))
        else:
            sheet.source.refuse(
                "parent-missing",
                "a row that is no rubric and belongs to none above it",
                "put rubrics, then criteria, then levels, each with the identifier of its parent",
                row.place("Type"),
            )
    if not rubrics:
        said = "no row is of type Rubric"
        sheet.source.refuse("no-rubrics", said, "add one", (1, 1))
    sheet.report_unread(_COLUMNS)
    for made in rubrics.values():
        if (rubric := finish(sheet.source, made)) is not None:
            yield rubric


def _rubric(row: Row, name: str) -> RubricMade:
    return RubricMade(
        place=row.place("Title"),
        title=row.text("Title") or name,
        id=foreign_id(name),
        description=row.text("Description"),
    )


def _criterion(row: Row, name: str) -> CriterionMade:
    item = row.text("CFItemIdentifier")
    links = [{"framework": FRAMEWORK, "code": item, "uri": uri_of(item)}] if item else []
    return CriterionMade(
        place=row.place("Description"),
        title=row.text("Description") or row.text("Title") or name,
        id=foreign_id(name),
        weight=row.number("Weight"),
        alignments=links,
    )


def _level(row: Row) -> LevelMade:
    return LevelMade(
        place=row.place(),
        label=row.text("Quality"),
        anchor=lines_of(row.text("Description")),
        score=row.number("Score"),
    )
