"""Elements of 1EdTech CASE 1.1 made from a rubric."""

import json
import re
import uuid
from collections.abc import Mapping

from fairscore._fields import Fields, listing
from fairscore.rubric import Criterion, Level, Rubric

__all__ = [
    "FRAMEWORK",
    "NAMESPACE",
    "OURS",
    "Element",
    "foreign_id",
    "identifier_of",
    "rubric_element",
    "uri_of",
]

Element = dict[str, object]

NAMESPACE = uuid.UUID("c0795aca205c560dbc5e54fed7362455")
"""
Namespace of the identifiers made from our ids: the UUIDv5 of `urn:fairscore:case` among URLs. It
never changes, or every identifier would.
"""

OURS = "fairscore"
"""The key in `extensions` under which everything stands that CASE has no field for."""

FRAMEWORK = "1EdTech CASE"
"""Framework of the alignment that stands for a criterion's `CFItemURI`."""

_UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-{version}[0-9a-f]{3}-{variant}[0-9a-f]{3}-[0-9a-f]{12}"
_ANY = _UUID.replace("{version}", "[0-9a-f]").replace("{variant}", "[0-9a-f]")
_VALID = _UUID.replace("{version}", "[1-5]").replace("{variant}", "[89ab]")
_FOREIGN = re.compile(f"case-{_ANY}")
_IDENTIFIER = re.compile(_VALID)


def identifier_of(*ids: str) -> str:
    """
    Identifier of a rubric, criterion or level from the ids that lead to it.

    CASE takes UUIDs of the versions 1 to 5 alone, so it is a UUIDv5 of the ids, one a line. An id
    made from a foreign identifier (`case-` and the identifier) gives that identifier back, if CASE
    takes it.
    """
    last = ids[-1]
    if _FOREIGN.fullmatch(last) and _IDENTIFIER.fullmatch(last.removeprefix("case-")):
        return last.removeprefix("case-")
    return str(uuid.uuid5(NAMESPACE, "\n".join(ids)))


def foreign_id(identifier: str) -> str:
    """The id that stands for a foreign identifier; empty if it is no UUID."""
    made = f"case-{identifier.lower()}"
    return made if _FOREIGN.fullmatch(made) else ""


def uri_of(identifier: str) -> str:
    """An address that says no more than the identifier: no host is made up."""
    return f"urn:uuid:{identifier}"


def rubric_element(rubric: Rubric, changed: str) -> Element:
    """A `CFRubric` that holds the whole rubric."""
    native = json.loads(rubric.canonical)
    identifier = identifier_of(rubric.id)
    criteria = [
        _criterion(rubric, index, native=row, changed=changed)
        for index, row in enumerate(listing(native, "criteria"))
        if isinstance(row, dict)
    ]
    rest = {field: value for field, value in native.items() if field != "criteria"}
    return _said(
        identifier=identifier,
        uri=uri_of(identifier),
        title=rubric.title,
        description=rubric.description,
        lastChangeDateTime=changed,
        CFRubricCriteria=criteria,
        extensions={OURS: rest},
    )


def _criterion(rubric: Rubric, index: int, *, native: Fields, changed: str) -> Element:
    criterion = rubric.criteria[index]
    identifier = identifier_of(rubric.id, criterion.id)
    levels = [
        _level(rubric, criterion, position=position, level=level, changed=changed)
        for position, level in enumerate(rubric.scale_of(criterion.id).levels, 1)
    ]
    return _said(
        identifier=identifier,
        uri=uri_of(identifier),
        description=criterion.title,
        CFItemURI=_item(criterion),
        weight=criterion.weight,
        position=index + 1,
        rubricId=identifier_of(rubric.id),
        lastChangeDateTime=changed,
        CFRubricCriterionLevels=levels,
        extensions={OURS: native},
    )


def _level(
    rubric: Rubric, criterion: Criterion, *, position: int, level: Level, changed: str
) -> Element:
    identifier = identifier_of(rubric.id, criterion.id, str(level.value))
    return _said(
        identifier=identifier,
        uri=uri_of(identifier),
        description="\n".join(level.anchor) or None,
        quality=level.label,
        score=level.value if level.points is None else level.points,
        position=position,
        rubricCriterionId=identifier_of(rubric.id, criterion.id),
        lastChangeDateTime=changed,
        extensions=[{OURS: _said(value=level.value, red_flags=list(level.red_flags) or None)}],
    )


def _item(criterion: Criterion) -> Mapping[str, str] | None:
    """The first alignment with an item of a CASE framework that can stand as a link."""
    for one in criterion.alignments:
        if one.framework == FRAMEWORK and _IDENTIFIER.fullmatch(one.code):
            uri = one.uri or uri_of(one.code)
            return {"title": one.name or one.code, "identifier": one.code, "uri": uri}
    return None


def _said(**fields: object) -> Element:
    """Fields that have something in them: CASE leaves the others out."""
    return {name: value for name, value in fields.items() if value is not None}
