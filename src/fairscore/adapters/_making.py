"""From what another format holds to a rubric: ids, shared scales, and places of problems."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NotRequired, TypedDict, cast

import attrs

from fairscore._canonical import Plain, encode
from fairscore._text import ID_PATTERN, fold, hidden_in
from fairscore._tree import Fault, Place
from fairscore.adapters._levels import CriterionMade, LevelMade, order_levels
from fairscore.adapters._source import Source
from fairscore.document import examine
from fairscore.rubric import Rubric

__all__ = [
    "CriterionMade",
    "LevelMade",
    "RubricMade",
    "alone",
    "finish",
    "known_id",
    "on_a_line",
    "slug",
    "title_of",
]

_MOST_WEIGHT = 100
_PER_CENT = 100
_NOT_IN_AN_ID = re.compile(r"[^a-z0-9]+")
_MOST_CRITERIA = 500
_LONGEST_ID = 48
_LONGEST_NAME = 200
_MECHANICS = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
_JOINERS = "\u200c\u200d"


@attrs.define(kw_only=True)
class RubricMade:
    """A rubric as another format has it."""

    place: Place
    title: str
    id: str = ""
    description: str = ""
    language: str | None = None
    criteria: list[CriterionMade] = attrs.field(factory=list[CriterionMade])
    examples: list[CriterionMade] = attrs.field(factory=list[CriterionMade])
    """For each scale that was made, the first criterion with all of its levels."""


def slug(title: str, taken: Iterable[str] = (), *, otherwise: str) -> str:
    """
    An id from a title: ASCII letters, digits and `-`, unlike those that are taken.

    Example:
        >>> slug("Gründlich & genau", ["gr"], otherwise="criterion")
        'grundlich-genau'
    """
    plain = unicodedata.normalize("NFKD", title)
    kept = "".join(one for one in plain if not unicodedata.combining(one)).casefold()
    base = _NOT_IN_AN_ID.sub("-", kept)[:_LONGEST_ID].strip("-")
    if not base or not base[0].isalpha():
        base = f"{otherwise}-{base}".strip("-")
    known = set(taken)
    if base not in known:
        return base
    number = 2
    while f"{base}-{number}" in known:
        number += 1
    return f"{base}-{number}"


def title_of(source: Source, said: str, place: Place) -> str:
    """A title on one line and not too long; what had to be changed is noted."""
    made = on_a_line(said)
    if made != " ".join(said.split()):
        source.lose(
            "loss-changed",
            "a title that had to be cut to 200 characters, or cleared of hidden ones",
            place,
            "shorten it",
        )
    return made


def on_a_line(said: str) -> str:
    """A text on one line, nothing hidden in it but joiners: emoji are spelt with them."""
    hidden = hidden_in(said)
    seen = (" " if one in hidden or _is_mechanics(one) else one for one in said)
    made = " ".join("".join(seen).split())
    return made if len(made) <= _LONGEST_NAME else f"{made[: _LONGEST_NAME - 1]}…"


def _is_mechanics(one: str) -> bool:
    return one not in _JOINERS and unicodedata.category(one) in _MECHANICS


def known_id(said: str) -> str:
    """A foreign id if it can stand as ours; empty otherwise."""
    return said if re.fullmatch(ID_PATTERN, said) else ""


def finish(source: Source, made: RubricMade) -> Rubric | None:
    """The rubric, or None with the reasons noted in the source."""
    if len(made.criteria) > _MOST_CRITERIA:
        # Criteria are held against each other: a small file must not ask for work without end.
        said, place = f"more than {_MOST_CRITERIA} criteria", made.criteria[_MOST_CRITERIA].place
        source.refuse("too-many", said, "split the rubric", place)
        return None
    for one in made.criteria:
        order_levels(source, one)
    if source.refusals:
        return None
    _whole_weights(source, made.criteria)
    plain = _plain(source, made)
    reading = examine(encode(plain), Rubric, format="json")
    source.refusals += [
        Fault(
            slug=one.slug,
            message=one.message,
            advice=one.advice,
            place=_place(made, one.path),
        )
        for one in reading.problems
    ]
    return reading.document if isinstance(reading.document, Rubric) else None


def alone(source: Source, made: CriterionMade) -> dict[str, Plain] | None:
    """A criterion with levels of its own, to stand in a rubric that is there already."""
    order_levels(source, made)
    if source.refusals:
        return None
    _whole_weights(source, [made])
    scale: Scales = {"own": (_shape(made), made.line)}
    plain = _criterion(source, made, scale)
    shapes = _scale("own", *scale["own"])["levels"]
    anchors = [_level(one) for one in made.levels]
    levels: list[Plain] = [{**one, **own} for one, own in zip(shapes, anchors, strict=True)]
    del plain["scale"]
    plain["levels"] = levels
    return plain


def _whole_weights(source: Source, criteria: Sequence[CriterionMade]) -> None:
    """Weights as whole numbers: as they are, or as per cent of one; else they are left out."""
    weighted = [one for one in criteria if one.weight is not None]
    weights = [one.weight or Fraction() for one in weighted]
    if all(one.denominator == 1 and 0 <= one <= _MOST_WEIGHT for one in weights):
        return
    as_per_cent = all(0 <= one <= 1 and (one * _PER_CENT).denominator == 1 for one in weights)
    for one in weighted:
        one.weight = (one.weight or Fraction()) * _PER_CENT if as_per_cent else None
    said = "were multiplied by 100" if as_per_cent else "were left out, all of them"
    source.lose(
        "loss-weight",
        f"weights that are not whole numbers from 0 to 100 {said}",
        weighted[0].place,
        "check them",
    )


def _plain(source: Source, made: RubricMade) -> dict[str, Plain]:
    language = source.language or made.language
    if language is None and not any(one.slug == "language-assumed" for one in source.losses):
        source.lose(
            "language-assumed",
            "the file does not say its language; English was assumed",
            made.place,
            "say it with `language`, such as `de`",
        )
    ids: list[str] = []
    for one in made.criteria:
        one.id = (
            one.id if one.id and one.id not in ids else slug(one.title, ids, otherwise="criterion")
        )
        ids.append(one.id)
    scales = _shared_scales(made.criteria)
    plain: dict[str, Plain] = {
        "kind": "rubric",
        "schema_version": 1,
        "id": made.id or slug(made.title, otherwise="rubric"),
        "version": 1,
        "title": title_of(source, made.title, made.place),
    }
    if made.description:
        plain["description"] = made.description
    if language is not None:
        plain["language"] = language
    made.examples = [
        next(one for one in made.criteria if (_shape(one), one.line) == scale)
        for scale in scales.values()
    ]
    made_scales = {name: _scale(name, *one) for name, one in scales.items()}
    for name, scale in made_scales.items():
        _share_anchors(scale, [one for one in made.criteria if _name_of(one, scales) == name])
    plain["scales"] = [cast("Plain", one) for one in made_scales.values()]
    plain["criteria"] = [_criterion(source, one, scales) for one in made.criteria]
    return plain


class _Scale(TypedDict):
    id: str
    levels: list[dict[str, Plain]]
    hire_line: NotRequired[int]


Shape = tuple[tuple[int, str, int | None], ...]
Scales = dict[str, tuple[Shape, int | None]]


def _shape(criterion: CriterionMade) -> Shape:
    return tuple((one.value, on_a_line(one.label), one.points) for one in criterion.levels)


def _shared_scales(criteria: Iterable[CriterionMade]) -> Scales:
    """Scales that criteria share; one whose levels are a part of another's is not listed."""
    shapes = dict.fromkeys((_shape(one), one.line) for one in criteria)
    widest = [
        one
        for one in shapes
        if not any(set(one[0]) < set(other[0]) and one[1] == other[1] for other in shapes)
    ]
    if len(widest) == 1:
        return {"scale": widest[0]}
    return {f"scale-{number}": one for number, one in enumerate(widest, 1)}


def _scale(name: str, shape: Shape, line: int | None) -> _Scale:
    levels: list[dict[str, Plain]] = []
    for value, said, points in shape:
        level: dict[str, Plain] = {"value": value}
        if said:
            level["label"] = said
        if points is not None:
            level["points"] = points
        levels.append(level)
    scale: _Scale = {"id": name, "levels": levels}
    if line is not None:
        scale["hire_line"] = line
    return scale


def _name_of(criterion: CriterionMade, scales: Scales) -> str:
    """The scale that has all levels of a criterion, and its line."""
    shape = set(_shape(criterion))
    return next(
        name
        for name, (known, line) in scales.items()
        if shape <= set(known) and line == criterion.line
    )


def _share_anchors(scale: _Scale, criteria: Sequence[CriterionMade]) -> None:
    """Put words that several criteria all have at their levels on the scale, and there alone."""
    first = [_level(one) for one in criteria[0].levels]
    same = all([_level(one) for one in other.levels] == first for other in criteria)
    if len(criteria) == 1 or not same or len(first) < len(scale["levels"]):
        return
    scale["levels"] = [one | own for one, own in zip(scale["levels"], first, strict=True)]
    for level in (level for one in criteria for level in one.levels):
        level.anchor = []


def _criterion(source: Source, made: CriterionMade, scales: Scales) -> dict[str, Plain]:
    name = _name_of(made, scales)
    criterion: dict[str, Plain] = {
        "id": made.id,
        "title": title_of(source, made.title, made.place),
    }
    if made.description:
        criterion["description"] = made.description
    criterion["scale"] = name
    if len(made.levels) < len(scales[name][0]) or any(one.anchor for one in made.levels):
        criterion["levels"] = [_level(one) for one in made.levels]
    lists: list[tuple[str, Sequence[Plain]]] = [
        ("meets", made.meets),
        ("red_flags", made.red_flags),
        ("alignments", [dict(one) for one in made.alignments]),
    ]
    criterion |= {field: list(items) for field, items in lists if items}
    numbers = (
        ("required_level", _required(source, made)),
        ("weight", made.weight),
        ("minutes", made.minutes),
    )
    criterion |= {field: int(number) for field, number in numbers if number is not None}
    return criterion


def _level(made: LevelMade) -> dict[str, Plain]:
    level: dict[str, Plain] = {"value": made.value}
    if made.anchor:
        level["anchor"] = list(made.anchor)
    return level


def _required(source: Source, made: CriterionMade) -> int | None:
    """Value of the level that the job needs, by its label."""
    if not made.required:
        return None
    for one in made.levels:
        if fold(one.label) == fold(made.required):
            return one.value
    source.lose(
        "loss-field",
        "the level that is required is none of the levels",
        made.place,
        "correct its name",
    )
    return None


def _place(made: RubricMade, path: tuple[str | int, ...]) -> Place:
    """Where in the source the cause of a problem stands, as near as is known."""
    match path:
        case ("criteria", int(at), "levels", int(level), *_):
            return made.criteria[at].levels[level].place
        case ("criteria", int(at), *_):
            return made.criteria[at].place
        case ("scales", int(at), "levels", int(level), *_):
            return made.examples[at].levels[level].place
        case ("scales", int(at), *_):
            return made.examples[at].place
        case _:
            return made.place
