"""
1EdTech CASE 1.1: rubrics as a `CFPackage`, or a `CFRubric` alone, read and written.

A `CFRubricCriterion` has no title, so ours stands in its `description`; a level's label is its
`quality`, its anchor its `description`, one behaviour a line, and its points or value its `score`.
Everything else stands under `extensions`, so that a rubric of ours comes back as it was. What
somebody changed in between, in a field that CASE has, is taken over.
"""

import re
from collections.abc import Iterator, Sequence
from typing import cast

from fairscore._canonical import Plain, encode
from fairscore._tree import Fault, Path
from fairscore.adapters._case_out import (
    FRAMEWORK,
    NAMESPACE,
    OURS,
    Element,
    foreign_id,
    identifier_of,
    rubric_element,
    uri_of,
)
from fairscore.adapters._levels import CriterionMade, LevelMade
from fairscore.adapters._making import RubricMade, alone, finish, slug
from fairscore.adapters._source import Node, lines_of
from fairscore.document import examine
from fairscore.rubric import Rubric

__all__ = [
    "FRAMEWORK",
    "NAMESPACE",
    "NOBODY",
    "OURS",
    "identifier_of",
    "is_case",
    "package",
    "rubrics",
]

NOBODY = "not stated"
"""What stands for a creator that nobody named."""

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,4}")
_LONGEST_TITLE = 200
_MOST_WEIGHT = 100


def is_case(node: Node) -> bool:
    """Whether plain data looks like CASE."""
    return any(node.has(one) for one in ("CFRubrics", "CFRubricCriteria", "CFDocument", "CFItems"))


def package(rubrics: Sequence[Rubric], *, changed: str, creator: str) -> Element:
    """
    A `CFPackage` that holds rubrics.

    Args:
        rubrics: At least one.
        changed: `lastChangeDateTime` of everything in it, in UTC.
        creator: Who made the framework.

    Example:
        >>> import fairscore as fs
        >>> rubric = fs.read("examples/backend.rubric.yaml", fs.Rubric)
        >>> made = package([rubric], changed="2026-05-04T09:30:00Z", creator="Example Ltd")
        >>> made["CFDocument"]["title"]
        'Backend engineer, onsite'
    """
    identifier = identifier_of("package", *(one.id for one in rubrics))
    return {
        "CFDocument": {
            "identifier": identifier,
            "uri": uri_of(identifier),
            "caseVersion": "1.1",
            "creator": creator,
            "title": rubrics[0].title,
            "lastChangeDateTime": changed,
            "language": rubrics[0].language,
        },
        "CFRubrics": [rubric_element(one, changed) for one in rubrics],
    }


def rubrics(node: Node) -> Iterator[Rubric]:
    """
    The rubrics of a package, or a rubric alone; problems are noted in the node's source.

    Args:
        node: What `is_case` said yes to.
    """
    document = node["CFDocument"]
    document.use("identifier", "uri", "lastChangeDateTime", "caseVersion", "title", "language")
    if isinstance(document.plain, dict) and document.plain.get("creator") == NOBODY:
        document.use("creator")
    language = document.text("language")
    found = [node] if node.has("CFRubricCriteria") else node.rows("CFRubrics")
    if not found:
        node.source.refuse(
            "no-rubrics",
            "a CASE framework with no rubrics in it",
            "give a package that has `CFRubrics`; items alone say what is learnt, not how it is "
            "judged",
            node.place(),
        )
    for one in found:
        made = _ours(one) if isinstance(one["extensions"][OURS].plain, dict) else _theirs(one)
        if isinstance(made, RubricMade):
            made.language = language if _LANGUAGE.fullmatch(language) else None
            made = finish(node.source, made)
        if made is not None:
            yield made
    node.report_unread("a rubric")


def _in_order(rows: list[Node]) -> list[Node]:
    """Rows by their `position`, where each has one of its own."""
    positions = [one.number("position") for one in rows]
    if None in positions or len(set(positions)) < len(rows):
        return rows
    return sorted(rows, key=lambda one: one.number("position") or 0)


# --- Written by others ----------------------------------------------------------


def _theirs(node: Node) -> RubricMade:
    node.use("identifier")
    return RubricMade(
        place=node.place(),
        title=_name(node, "title"),
        id=foreign_id(node.text("identifier")),
        description=node.text("description"),
        criteria=[_their_criterion(one) for one in _in_order(node.rows("CFRubricCriteria"))],
    )


def _name(node: Node, *fields: str) -> str:
    """The first of some fields that holds a text; a thing nobody can name is refused."""
    for field in fields:
        if text := node.text(field):
            return text
    said = f"`{fields[0]}` is missing, so nobody could say what this is"
    node.source.refuse("name-missing", said, "write it", node.place())
    return ""


def _their_criterion(node: Node) -> CriterionMade:
    node.use("rubricId", "position")
    title = _name(node, "description")
    return CriterionMade(
        place=node.place("description"),
        title=title,
        id=foreign_id(node.text("identifier")),
        description=title if len(title) > _LONGEST_TITLE else "",
        weight=node.number("weight"),
        alignments=_alignments(node["CFItemURI"]),
        levels=[_their_level(one) for one in _in_order(node.rows("CFRubricCriterionLevels"))],
    )


def _their_level(node: Node) -> LevelMade:
    node.use("rubricCriterionId", "position")
    return LevelMade(
        place=node.place(),
        label=node.text("quality"),
        anchor=lines_of(node.text("description")),
        score=node.number("score"),
    )


def _alignments(item: Node) -> list[dict[str, str]]:
    if not (code := item.text("identifier")):
        return []
    found = {"framework": FRAMEWORK, "code": code}
    said = {"uri": item.text("uri"), "name": item.text("title")}
    return [found | {field: text[:_LONGEST_TITLE] for field, text in said.items() if text}]


# --- Written by us --------------------------------------------------------------


def _ours(node: Node) -> Rubric | None:
    """A rubric that we wrote, with what was changed in it since."""
    _known(node)
    rows = _in_order(node.rows("CFRubricCriteria"))
    rest = node["extensions"][OURS].plain
    criteria = [_native(one) for one in rows]
    if node.source.refusals or not isinstance(rest, dict):
        return None
    plain: dict[str, Plain] = {**rest, "criteria": [*criteria]}
    rubric = _examined(node, rows, plain)
    if rubric is None:
        return None
    expected = rubric_element(rubric, "")
    changed = _change(
        node, plain, fields={"title": "title", "description": "description"}, expected=expected
    )
    elements = _elements(expected, "CFRubricCriteria")
    for one, row, element in zip(criteria, rows, elements, strict=True):
        if row["extensions"][OURS].plain is not None:
            changed |= _change_criterion(row, one, element)
    if changed:
        plain["criteria"] = [*criteria]
        return _examined(node, rows, plain)
    return rubric


def _native(node: Node) -> dict[str, Plain]:
    """A criterion as we wrote it, or as it was added since."""
    plain = node["extensions"][OURS].plain
    if plain is None:
        made = _their_criterion(node)
        made.id = made.id or slug(made.title, otherwise="criterion")
        return {"id": made.id} | (alone(node.source, made) or {})
    if not isinstance(plain, dict):
        node.source.refuse("not-a-mapping", "not a criterion of ours", "remove it", node.place())
        return {}
    return dict(plain)


def _known(node: Node) -> None:
    """Take for read what our own writing says twice."""
    node.use("identifier", "uri", "lastChangeDateTime", "extensions")
    for one in node.rows("CFRubricCriteria"):
        one.use("identifier", "uri", "lastChangeDateTime", "extensions", "rubricId", "CFItemURI")
        for level in one.rows("CFRubricCriterionLevels"):
            level.use(
                *("identifier", "uri", "lastChangeDateTime", "extensions"),
                *("position", "rubricCriterionId"),
            )


def _elements(element: Element, field: str) -> list[Element]:
    return cast("list[Element]", element[field])


def _examined(node: Node, rows: Sequence[Node], plain: dict[str, Plain]) -> Rubric | None:
    reading = examine(encode(plain), Rubric, format="json")
    node.source.refusals += [
        Fault(
            slug=one.slug,
            message=one.message,
            advice=one.advice,
            place=_place(node, rows, one.path),
        )
        for one in reading.problems
    ]
    return reading.document if isinstance(reading.document, Rubric) else None


def _place(node: Node, rows: Sequence[Node], path: Path) -> tuple[int, int]:
    match path:
        case ("criteria", int(at), *_):
            return rows[at].place()
        case _:
            return node.place()


def _change(
    node: Node, plain: dict[str, Plain], *, fields: dict[str, str], expected: Element
) -> bool:
    """Take over texts that are not as we wrote them."""
    changed = False
    for theirs, ours in fields.items():
        text = node[theirs].plain
        if text != expected.get(theirs):
            changed = True
            plain[ours] = text
        if text is None:
            plain.pop(ours, None)
    return changed


def _change_criterion(node: Node, plain: dict[str, Plain], expected: Element) -> bool:
    changed = _change(node, plain, fields={"description": "title"}, expected=expected)
    weight = node.number("weight")
    if weight != expected.get("weight"):
        changed = True
        plain.pop("weight", None)
        if weight is not None and weight.denominator == 1 and 0 <= weight <= _MOST_WEIGHT:
            plain["weight"] = int(weight)
        elif weight is not None:
            said = "a weight that is no whole number from 0 to 100; it was left out"
            node.source.lose("loss-weight", said, node.place("weight"), "correct it")
    levels = node.rows("CFRubricCriterionLevels")
    fields = ("quality", "description", "score", "extensions")
    were = [
        [one.get(field) for field in fields]
        for one in _elements(expected, "CFRubricCriterionLevels")
    ]
    are = [
        [
            one["quality"].plain,
            one["description"].plain,
            one.number("score"),
            one["extensions"].plain,
        ]
        for one in _in_order(levels)
    ]
    if were == are:
        return changed
    plain["levels"] = [_changed_level(one) for one in _in_order(levels)]
    return True


def _changed_level(node: Node) -> Plain:
    """A level as it is now; its value is the one we wrote, or its score if it was added."""
    ours = next((one[OURS] for one in node.rows("extensions")), node["extensions"])
    score = node.number("score")
    points = int(score) if score is not None and score.denominator == 1 else None
    value = ours["value"].plain
    level: dict[str, Plain] = {"value": points if value is None else value}
    said: list[tuple[str, Plain]] = [
        ("label", node.text("quality")),
        ("anchor", [*lines_of(node.text("description"))]),
        ("red_flags", ours["red_flags"].plain),
        ("points", None if points == level["value"] else points),
    ]
    return level | {field: one for field, one in said if one not in (None, "", [])}
