"""Parts of documents as plain data, drawn so that they fit the parts drawn before them."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from hypothesis import strategies as st

from fairscore._text import fold
from fairscore.rubric import Rubric
from fairscore.testing._shapes import (
    ANY,
    CRITERION,
    EVIDENCE,
    FLAG,
    IDS,
    INTERVIEW,
    KIND,
    LANGUAGES,
    LEVEL,
    MOSTLY,
    NOT_RATED,
    TEXTS,
    VALUES,
    YES,
    Fields,
)
from fairscore.vocabulary import OTHER

__all__ = [
    "draw_criterion",
    "draw_flag",
    "draw_ids",
    "draw_interview",
    "draw_kind",
    "draw_level",
    "draw_rating",
    "draw_reference",
    "draw_scale",
    "pick",
    "told_apart",
]

T = TypeVar("T")


def pick(draw: st.DrawFn, choices: Sequence[T]) -> T:
    """Choose, without building a strategy for it."""
    return choices[draw(ANY) % len(choices)]


def draw_ids(draw: st.DrawFn, least: int, most: int) -> list[str]:
    names = [draw(IDS) for _ in range(pick(draw, range(least, most + 1)))]
    return list(dict.fromkeys(names))


def draw_scale(draw: st.DrawFn, name: str) -> Fields:
    values = draw(VALUES)
    plain: Fields = {"id": name, "levels": draw_levels(draw, values)}
    if (line := pick(draw, (None, *values[1:], values[0]))) is not None:
        plain["hire_line"] = line
    return plain


def draw_levels(draw: st.DrawFn, values: Sequence[int]) -> list[Fields]:
    """Levels of these values, no two with labels that read alike."""
    levels: list[Fields] = []
    seen: set[str] = set()
    for value in values:
        level = draw(LEVEL) | {"value": value}
        label = fold(str(level.get("label") or ""))
        if label in seen:
            del level["label"]
        seen |= {label} - {""}
        levels.append(level)
    return levels


def draw_criterion(
    draw: st.DrawFn, name: str, *, scales: Sequence[Fields], questions: Iterator[int]
) -> Fields:
    """A criterion on a shared scale, on a part of one with anchors of its own, or on its own."""
    plain = draw(CRITERION) | {"id": name}
    ways = ["own"] + ["named", "part"] * bool(scales) + ["only"] * (len(scales) == 1)
    way = pick(draw, ways)
    if way == "own":
        values = draw(VALUES)
    else:
        scale = pick(draw, scales)
        values = [level["value"] for level in scale["levels"]]
        if way != "only":
            plain["scale"] = scale["id"]
        if way == "part" and values[2:]:
            values.remove(pick(draw, values))
    if way in {"own", "part"}:
        plain["levels"] = draw_levels(draw, values)
    if draw(YES):
        plain["required_level"] = pick(draw, (None, *values))
    if draw(YES):
        plain["questions"] = [{"id": f"q{next(questions)}", "text": draw(TEXTS)}]
    return plain


def draw_interview(draw: st.DrawFn, name: str, criteria: Sequence[str]) -> Fields:
    listed = [one for one in criteria if draw(YES)] or [criteria[0]]
    return draw(INTERVIEW) | {"id": name, "criteria": listed}


def draw_kind(
    draw: st.DrawFn, code: str, *, codes: Sequence[str], criteria: Sequence[str]
) -> Fields:
    opposing = pick(draw, (None, *(other for other in codes if other != code)))
    return draw(KIND) | {
        "code": code,
        "criterion": pick(draw, criteria),
        **({} if opposing is None else {"opposing": opposing}),
    }


def told_apart(parts: Sequence[Fields]) -> list[Fields]:
    """Number the titles that read like an earlier one."""
    seen: set[str] = set()
    for number, part in enumerate(parts):
        title = part["title"]
        while fold(title) in seen:
            title += f" {number}"
        seen.add(fold(title))
        part["title"] = title
    return list(parts)


def draw_reference(draw: st.DrawFn, rubric: Rubric) -> Fields:
    plain: Fields = {"id": rubric.id, "version": rubric.version}
    if draw(YES):
        plain |= {"structure": rubric.structure_digest, "text": rubric.text_digest}
        plain["language"] = pick(draw, (None, *LANGUAGES))
    return plain


def draw_rating(draw: st.DrawFn, criterion: str, values: tuple[int, ...]) -> Fields:
    return {"criterion": criterion} | draw_level(draw, values) | draw(EVIDENCE)


def draw_level(draw: st.DrawFn, values: tuple[int, ...]) -> Fields:
    """A level, twice as often as a reason why there is none."""
    rated = draw(MOSTLY)
    return {"level": pick(draw, values)} if rated and values else draw(NOT_RATED)


def draw_flag(draw: st.DrawFn, rubric: Rubric) -> Fields:
    codes = [kind.code for kind in rubric.kinds]
    # The first kind more often than the others, so that kinds repeat within a panel.
    code = pick(draw, (*(codes[:1] * 4), *codes, OTHER))
    return draw(FLAG) | {"kind": code} | ({"words": draw(TEXTS)} if code == OTHER else {})
