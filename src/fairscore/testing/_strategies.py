"""Strategies for documents, built as plain data and read through the same door as a file."""

import json
from collections.abc import Iterator, Sequence
from typing import TypeVar

import attrs
from hypothesis import strategies as st

from fairscore._text import fold
from fairscore.debrief import Debrief, unsealed
from fairscore.document import parse
from fairscore.rubric import Rubric
from fairscore.scorecard import Draft, Scorecard
from fairscore.testing._shapes import (
    ANY,
    CHANGES,
    CRITERION,
    DRAFT,
    DRAFT_RATING,
    EVIDENCE,
    FLAG,
    IDS,
    INTERVIEW,
    KIND,
    LANGUAGES,
    LEVEL,
    MOSTLY,
    NAMES,
    NOT_RATED,
    REASON,
    REFS,
    RUBRIC,
    SCORECARD,
    TEXTS,
    VALUES,
    YES,
    Fields,
)
from fairscore.vocabulary import OTHER

__all__ = ["DrawnPanel", "drafts", "panels", "rubrics", "scorecards", "texts"]

T = TypeVar("T")


def texts() -> st.SearchStrategy[str]:
    r"""
    Draw a text as a person might write it: any language, control characters, looks of markup.

    Returns:
        Texts that any `Text` field takes.


    Example:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, database=None)
        ... @given(texts())
        ... def test(text):
        ...     assert text
        >>> test()
    """
    return TEXTS


@st.composite
def rubrics(draw: st.DrawFn, *, id: str | None = None, version: int | None = None) -> Rubric:  # noqa: A002 (the field's name)
    """
    Draw a rubric.

    Scales have 2 to 10 levels, with gaps or without, shared or a criterion's own or a part of a
    shared one; there are lines and required levels or none, interviews or none, kinds with an
    opposing one, rules switched off and tuned, and words in several languages.

    Args:
        draw: Given by Hypothesis.
        id: Id of the rubric; None draws one.
        version: Version of the rubric; None draws one.

    Returns:
        A strategy for rubrics.


    Example:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, database=None)
        ... @given(rubrics())
        ... def test(rubric):
        ...     assert rubric.criteria
        >>> test()
    """
    scales = [_scale(draw, name) for name in _several_ids(draw, 0, 2)]
    ids = _several_ids(draw, 1, 5)
    questions = iter(range(1, 1000))
    criteria = [_criterion(draw, name, scales=scales, questions=questions) for name in ids]
    interviews = [_interview(draw, name, ids) for name in _several_ids(draw, 0, 3)]
    codes = _several_ids(draw, _pick(draw, (1, 1, 0)), 4)
    kinds = [_kind(draw, code, codes=codes, criteria=ids) for code in codes]
    number: int = _pick(draw, (1, 2, 7, 2**53 - 2)) if version is None else version
    plain = draw(RUBRIC) | {
        "kind": "rubric",
        "schema_version": 1,
        "id": draw(IDS) if id is None else id,
        "version": number,
        "scales": scales,
        "criteria": _told_apart(criteria),
        "interviews": interviews,
        "kinds": _told_apart(kinds),
    }
    if number > 1 and draw(YES):
        plain["changes"] = draw(CHANGES)
    if draw(MOSTLY):
        plain["recommendation"] = _scale(draw, "recommendation")
        values = [level["value"] for level in plain["recommendation"]["levels"]]
        if _pick(draw, (True, True, True, False)):
            plain["recommendation"]["hire_line"] = _pick(draw, values[1:])
    return parse(json.dumps(plain), Rubric, format="json")


@st.composite
def scorecards(
    draw: st.DrawFn,
    rubric: Rubric,
    *,
    application: str = "app-1",
    round: str = "round-1",  # noqa: A002 (the field's name)
    interviewer: str | None = None,
    interview: str | None = None,
) -> Scorecard:
    """
    Draw a scorecard that fits a rubric.

    Levels and all the ways to have none, flags of every signal and source, set aside for every
    reason or not, kinds of the rubric and others, with a recommendation or without.

    Args:
        draw: Given by Hypothesis.
        rubric: The rubric that it is written against.
        application: The application.
        round: The round.
        interviewer: Who wrote it; None draws somebody.
        interview: Interview of the rubric; None for a scorecard that names none.

    Returns:
        A strategy for scorecards.


    Example:
        >>> from hypothesis import given, settings
        >>> import fairscore as fs
        >>> rubric = fs.read("examples/backend.rubric.yaml", fs.Rubric)
        >>> @settings(max_examples=5, database=None)
        ... @given(scorecards(rubric))
        ... def test(card):
        ...     assert card.rubric.id == rubric.id
        >>> test()
    """
    rated = list(rubric.criteria_of(interview))
    if complete := draw(MOSTLY):
        rated += [one.id for one in rubric.criteria if one.id not in rated and draw(YES)]
    else:
        rated = [one.id for one in rubric.criteria if draw(YES)]
    plain = draw(SCORECARD) | {
        "kind": "scorecard",
        "schema_version": 1,
        "rubric": _reference(draw, rubric),
        "application": application,
        "round": round,
        "interviewer": draw(REFS) if interviewer is None else interviewer,
        "ratings": [_rating(draw, name, rubric.scale_of(name).values) for name in rated],
        "flags": [_flag(draw, rubric) for _ in range(_pick(draw, (1, 0, 2, 3)))],
    }
    if interview is not None:
        plain["interview"] = interview
    if draw(MOSTLY):
        scale = rubric.recommendation
        values = scale.values if scale and complete else ()
        plain["recommendation"] = _level_or_not(draw, values) | draw(REASON)
    return parse(json.dumps(plain), Scorecard, format="json")


@attrs.frozen(kw_only=True)
class DrawnPanel:
    """
    One round as it was drawn.

    Attributes:
        rubrics: Every version of the rubric that a scorecard names.
        scorecards: The scorecards of the round, in no order.
        shadows: Interviewers who sat in without a seat of their own.
    """

    rubrics: tuple[Rubric, ...]
    scorecards: tuple[Scorecard, ...]
    shadows: tuple[str, ...] = ()

    def debrief(self) -> Debrief:
        """Put the scorecards side by side, with exposure unknown."""
        revealed = unsealed(self.scorecards, origin="drawn", shadows=self.shadows)
        return Debrief.of(self.rubrics, revealed)


@st.composite
def panels(draw: st.DrawFn, rubric: Rubric | None = None) -> DrawnPanel:
    """
    Draw the scorecards of one round.

    One to six interviewers; some hold two seats, some sit in as shadows, and sometimes the rubric
    changed on the way: a word, a line, or everything but its id.

    Args:
        draw: Given by Hypothesis.
        rubric: The rubric; None draws one, and sometimes a second version of it.

    Returns:
        A strategy for panels.


    Example:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, database=None)
        ... @given(panels())
        ... def test(panel):
        ...     assert panel.debrief().rows
        >>> test()
    """
    versions = [rubric or draw(rubrics(version=1))]
    if rubric is None and _pick(draw, (False, False, True)):
        versions.append(_next_version(draw, versions[0]))
    written: list[Scorecard] = []
    people = list(dict.fromkeys(draw(REFS) for _ in range(_pick(draw, (3, 1, 2, 4, 5, 6)))))
    for person in people:
        taken: set[str | None] = set()
        for _ in range(_pick(draw, (1, 1, 1, 2))):
            under = _pick(draw, versions)
            interview = _pick(draw, (None, *(one.id for one in under.interviews)))
            if interview not in taken:
                taken.add(interview)
                written.append(draw(scorecards(under, interviewer=person, interview=interview)))
    shadows = (_pick(draw, people),) if _pick(draw, (False, False, False, True)) else ()
    return DrawnPanel(
        rubrics=tuple(versions), scorecards=tuple(draw(st.permutations(written))), shadows=shadows
    )


@st.composite
def drafts(draw: st.DrawFn, rubric: Rubric) -> Draft:
    """
    Draw a draft: anything may be missing, blank, or not fit the rubric yet.

    Args:
        draw: Given by Hypothesis.
        rubric: The rubric that it is written against.

    Returns:
        A strategy for drafts.


    Example:
        >>> from hypothesis import given, settings
        >>> import fairscore as fs
        >>> rubric = fs.read("examples/backend.rubric.yaml", fs.Rubric)
        >>> @settings(max_examples=5, database=None)
        ... @given(drafts(rubric))
        ... def test(draft):
        ...     assert fs.check_draft(rubric, draft) is not None
        >>> test()
    """
    ids = (*(one.id for one in rubric.criteria), draw(IDS))
    plain = draw(DRAFT)
    flags: list[Fields] = plain["flags"]
    plain |= {
        "kind": "draft",
        "schema_version": 1,
        "rubric": _reference(draw, rubric),
        "application": "app-1",
        "interview": _pick(draw, (None, *(one.id for one in rubric.interviews))),
        "ratings": [
            {"criterion": _pick(draw, ids)} | draw(DRAFT_RATING)
            for _ in range(_pick(draw, range(7)))
        ],
    }
    codes = (*(kind.code for kind in rubric.kinds), OTHER)
    plain["flags"] = [flag | {"kind": _pick(draw, codes)} if draw(YES) else flag for flag in flags]
    return parse(json.dumps(plain), Draft, format="json")


def _pick(draw: st.DrawFn, choices: Sequence[T]) -> T:
    """Choose, without building a strategy for it."""
    return choices[draw(ANY) % len(choices)]


def _several_ids(draw: st.DrawFn, least: int, most: int) -> list[str]:
    names = [draw(IDS) for _ in range(_pick(draw, range(least, most + 1)))]
    return list(dict.fromkeys(names))


def _scale(draw: st.DrawFn, name: str) -> Fields:
    values = draw(VALUES)
    plain: Fields = {"id": name, "levels": _levels(draw, values)}
    if (line := _pick(draw, (None, *values[1:], values[0]))) is not None:
        plain["hire_line"] = line
    return plain


def _levels(draw: st.DrawFn, values: Sequence[int]) -> list[Fields]:
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


def _criterion(
    draw: st.DrawFn, name: str, *, scales: Sequence[Fields], questions: Iterator[int]
) -> Fields:
    """A criterion on a shared scale, on a part of one with anchors of its own, or on its own."""
    plain = draw(CRITERION) | {"id": name}
    ways = ["own"] + ["named", "part"] * bool(scales) + ["only"] * (len(scales) == 1)
    way = _pick(draw, ways)
    if way == "own":
        values = draw(VALUES)
    else:
        scale = _pick(draw, scales)
        values = [level["value"] for level in scale["levels"]]
        if way != "only":
            plain["scale"] = scale["id"]
        if way == "part" and values[2:]:
            values.remove(_pick(draw, values))
    if way in {"own", "part"}:
        plain["levels"] = _levels(draw, values)
    if draw(YES):
        plain["required_level"] = _pick(draw, (None, *values))
    if draw(YES):
        plain["questions"] = [{"id": f"q{next(questions)}", "text": draw(TEXTS)}]
    return plain


def _interview(draw: st.DrawFn, name: str, criteria: Sequence[str]) -> Fields:
    listed = [one for one in criteria if draw(YES)] or [criteria[0]]
    return draw(INTERVIEW) | {"id": name, "criteria": listed}


def _kind(draw: st.DrawFn, code: str, *, codes: Sequence[str], criteria: Sequence[str]) -> Fields:
    opposing = _pick(draw, (None, *(other for other in codes if other != code)))
    return draw(KIND) | {
        "code": code,
        "criterion": _pick(draw, criteria),
        **({} if opposing is None else {"opposing": opposing}),
    }


def _told_apart(parts: Sequence[Fields]) -> list[Fields]:
    """Number the titles that read like an earlier one."""
    seen: set[str] = set()
    for number, part in enumerate(parts):
        title = part["title"]
        while fold(title) in seen:
            title += f" {number}"
        seen.add(fold(title))
        part["title"] = title
    return list(parts)


def _next_version(draw: st.DrawFn, rubric: Rubric) -> Rubric:
    """The version after: a word changed, a line moved or dropped, or all of it."""
    version = rubric.version + 1
    change = _pick(draw, ("a word", "the line", "all"))
    if change == "all":
        return draw(rubrics(id=rubric.id, version=version))
    plain: Fields = rubric.model_dump(mode="json", exclude_unset=True)
    plain |= {"version": version, "changes": draw(CHANGES) | {"since": rubric.version}}
    if change == "a word":
        plain["title"] = draw(NAMES)
    for scale in (*plain["scales"], *filter(None, [plain.get("recommendation")])):
        if change == "the line":
            scale["hire_line"] = _pick(draw, (None, *(level["value"] for level in scale["levels"])))
    return parse(json.dumps(plain), Rubric, format="json")


def _reference(draw: st.DrawFn, rubric: Rubric) -> Fields:
    plain: Fields = {"id": rubric.id, "version": rubric.version}
    if draw(YES):
        plain |= {"structure": rubric.structure_digest, "text": rubric.text_digest}
        plain["language"] = _pick(draw, (None, *LANGUAGES))
    return plain


def _rating(draw: st.DrawFn, criterion: str, values: tuple[int, ...]) -> Fields:
    return {"criterion": criterion} | _level_or_not(draw, values) | draw(EVIDENCE)


def _level_or_not(draw: st.DrawFn, values: tuple[int, ...]) -> Fields:
    """A level, twice as often as a reason why there is none."""
    rated = draw(MOSTLY)
    return {"level": _pick(draw, values)} if rated and values else draw(NOT_RATED)


def _flag(draw: st.DrawFn, rubric: Rubric) -> Fields:
    codes = [kind.code for kind in rubric.kinds]
    # The first kind more often than the others, so that kinds repeat within a panel.
    code = _pick(draw, (*(codes[:1] * 4), *codes, OTHER))
    return draw(FLAG) | {"kind": code} | ({"words": draw(TEXTS)} if code == OTHER else {})
