"""Strategies for documents, built as plain data and read through the same door as a file."""

import json

import attrs

# Here and not below: this is the first module that needs it, whatever of the package is imported.
try:
    from hypothesis import strategies as st
except ImportError as missing:
    message = f'{missing}; for fairscore.testing: pip install "fairscore-hiring[testing]"'
    raise ImportError(message) from None

from fairscore.debrief import Debrief
from fairscore.document import parse
from fairscore.draft import Draft
from fairscore.revealed import unsealed
from fairscore.rubric import Rubric
from fairscore.scorecard import Scorecard
from fairscore.testing._parts import (
    draw_criterion,
    draw_flag,
    draw_ids,
    draw_interview,
    draw_kind,
    draw_level,
    draw_rating,
    draw_reference,
    draw_scale,
    pick,
    told_apart,
)
from fairscore.testing._shapes import (
    CHANGES,
    DRAFT,
    DRAFT_RATING,
    IDS,
    MOSTLY,
    NAMES,
    REASON,
    REFS,
    RUBRIC,
    SCORECARD,
    TEXTS,
    YES,
    Fields,
)
from fairscore.vocabulary import OTHER

__all__ = ["DrawnPanel", "drafts", "panels", "rubrics", "scorecards", "texts"]


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
    scales = [draw_scale(draw, name) for name in draw_ids(draw, 0, 2)]
    ids = draw_ids(draw, 1, 5)
    questions = iter(range(1, 1000))
    criteria = [draw_criterion(draw, name, scales=scales, questions=questions) for name in ids]
    interviews = [draw_interview(draw, name, ids) for name in draw_ids(draw, 0, 3)]
    codes = draw_ids(draw, pick(draw, (1, 1, 0)), 4)
    kinds = [draw_kind(draw, code, codes=codes, criteria=ids) for code in codes]
    number: int = pick(draw, (1, 2, 7, 2**53 - 2)) if version is None else version
    plain = draw(RUBRIC) | {
        "kind": "rubric",
        "schema_version": 1,
        "id": draw(IDS) if id is None else id,
        "version": number,
        "scales": scales,
        "criteria": told_apart(criteria),
        "interviews": interviews,
        "kinds": told_apart(kinds),
    }
    if number > 1 and draw(YES):
        plain["changes"] = draw(CHANGES)
    if draw(MOSTLY):
        plain["recommendation"] = draw_scale(draw, "recommendation")
        values = [level["value"] for level in plain["recommendation"]["levels"]]
        if pick(draw, (True, True, True, False)):
            plain["recommendation"]["hire_line"] = pick(draw, values[1:])
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
        "rubric": draw_reference(draw, rubric),
        "application": application,
        "round": round,
        "interviewer": draw(REFS) if interviewer is None else interviewer,
        "ratings": [draw_rating(draw, name, rubric.scale_of(name).values) for name in rated],
        "flags": [draw_flag(draw, rubric) for _ in range(pick(draw, (1, 0, 2, 3)))],
    }
    if interview is not None:
        plain["interview"] = interview
    if draw(MOSTLY):
        scale = rubric.recommendation
        values = scale.values if scale and complete else ()
        plain["recommendation"] = draw_level(draw, values) | draw(REASON)
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
    if rubric is None and pick(draw, (False, False, True)):
        versions.append(_next_version(draw, versions[0]))
    written: list[Scorecard] = []
    people = list(dict.fromkeys(draw(REFS) for _ in range(pick(draw, (3, 1, 2, 4, 5, 6)))))
    for person in people:
        taken: set[str | None] = set()
        for _ in range(pick(draw, (1, 1, 1, 2))):
            under = pick(draw, versions)
            interview = pick(draw, (None, *(one.id for one in under.interviews)))
            if interview not in taken:
                taken.add(interview)
                written.append(draw(scorecards(under, interviewer=person, interview=interview)))
    shadows = (pick(draw, people),) if pick(draw, (False, False, False, True)) else ()
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
        "rubric": draw_reference(draw, rubric),
        "application": "app-1",
        "interview": pick(draw, (None, *(one.id for one in rubric.interviews))),
        "ratings": [
            {"criterion": pick(draw, ids)} | draw(DRAFT_RATING) for _ in range(pick(draw, range(7)))
        ],
    }
    codes = (*(kind.code for kind in rubric.kinds), OTHER)
    plain["flags"] = [flag | {"kind": pick(draw, codes)} if draw(YES) else flag for flag in flags]
    return parse(json.dumps(plain), Draft, format="json")


def _next_version(draw: st.DrawFn, rubric: Rubric) -> Rubric:
    """The version after: a word changed, a line moved or dropped, or all of it."""
    version = rubric.version + 1
    change = pick(draw, ("a word", "the line", "all"))
    if change == "all":
        return draw(rubrics(id=rubric.id, version=version))
    plain: Fields = rubric.model_dump(mode="json", exclude_unset=True)
    plain |= {"version": version, "changes": draw(CHANGES) | {"since": rubric.version}}
    if change == "a word":
        plain["title"] = draw(NAMES)
    for scale in (*plain["scales"], *filter(None, [plain.get("recommendation")])):
        if change == "the line":
            scale["hire_line"] = pick(draw, (None, *(level["value"] for level in scale["levels"])))
    return parse(json.dumps(plain), Rubric, format="json")
