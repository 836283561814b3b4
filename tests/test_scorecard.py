"""Scorecards against their rubric, and drafts on the way to becoming one."""

import copy
import json
from typing import Any

import pytest

import fairscore as fs
from fairscore.document import examine
from fairscore.scorecard import against

RUBRIC = fs.parse(
    json.dumps(
        {
            "kind": "rubric",
            "schema_version": 1,
            "id": "backend",
            "version": 2,
            "title": "Backend",
            "language": "de",
            "recommendation": {"id": "overall", "levels": [{"value": 0}, {"value": 1}]},
            "criteria": [
                {"id": name, "title": name, "levels": [{"value": 1}, {"value": 2}]}
                for name in ("humility", "coding")
            ],
            "interviews": [{"id": "onsite", "title": "Onsite", "criteria": ["humility"]}],
            "kinds": [
                {
                    "code": "owns",
                    "title": "Owns",
                    "criterion": "humility",
                    "concern": ["blamed"],
                    "strength": ["owned"],
                }
            ],
        }
    ),
    fs.Rubric,
)
CARD: dict[str, Any] = {
    "kind": "scorecard",
    "schema_version": 1,
    "rubric": {"id": "backend", "version": 2},
    "application": "app-1",
    "interviewer": "interviewer-a",
    "interview": "onsite",
    "ratings": [{"criterion": "humility", "level": 2}],
    "flags": [{"kind": "owns", "signal": "red", "observed": "Blamed others."}],
    "recommendation": {"level": 1},
}


def card(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 (any JSON may stand there)
    """The scorecard above as plain data, changed."""
    return copy.deepcopy(CARD) | changes


def found(**changes: Any) -> list[tuple[str, tuple[str | int, ...]]]:  # noqa: ANN401 (as above)
    """What is wrong between the scorecard above, changed, and the rubric above."""
    read = fs.parse(json.dumps(card(**changes)), fs.Scorecard)
    return [(problem.slug, problem.path) for problem in against(RUBRIC, read)]


def draft(**fields: Any) -> fs.Draft:  # noqa: ANN401 (as above)
    """A draft with these fields."""
    plain = {field: CARD[field] for field in ("rubric", "application", "interviewer")}
    heading = {"kind": "draft", "schema_version": 1}
    return fs.parse(json.dumps(heading | plain | fields), fs.Draft)


# --- Scorecards -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"rubric": {"id": "backend", "version": 2, "structure": RUBRIC.structure_digest}}, []),
        ({"rubric": {"id": "backend", "version": 3}}, [("other-rubric", ("rubric",))]),
        ({"rubric": {"id": "frontend", "version": 2}}, [("other-rubric", ("rubric",))]),
        (
            {"rubric": {"id": "backend", "version": 2, "structure": "sha256:0"}},
            [("rubric-changed", ("rubric", "structure"))],
        ),
        (
            {"rubric": {"id": "backend", "version": 2, "text": "sha256:0"}},
            [("rubric-reworded", ("rubric", "text"))],
        ),
        ({"interview": "phone"}, [("unknown-interview", ("interview",))]),
        (
            {"ratings": [{"criterion": "humility", "level": 2}, {"criterion": "x", "level": 1}]},
            [("unknown-criterion", ("ratings", 1, "criterion"))],
        ),
        (
            {"ratings": [{"criterion": "humility", "level": 3}]},
            [("not-on-scale", ("ratings", 0, "level"))],
        ),
        ({"ratings": [{"criterion": "humility", "not_rated": "declined"}]}, []),
        (
            {"flags": [{"kind": "too-sure", "signal": "red", "observed": "x"}]},
            [("unknown-kind", ("flags", 0, "kind"))],
        ),
        ({"flags": [{"kind": "other", "words": "w", "signal": "red", "observed": "x"}]}, []),
        ({"recommendation": {"level": 7}}, [("not-on-scale", ("recommendation", "level"))]),
        ({"recommendation": {"not_rated": "unknown"}, "ratings": []}, []),
        ({"ratings": []}, [("recommendation-too-early", ("recommendation",))]),
        ({"interview": None}, [("recommendation-too-early", ("recommendation",))]),
        ({"interview": "phone", "ratings": []}, [("unknown-interview", ("interview",))]),
    ],
)
def test_a_scorecard_is_held_against_its_rubric(
    change: dict[str, Any], expected: list[Any]
) -> None:
    """Version, structure, interview, criteria, levels, kinds, and when a recommendation opens."""
    assert found(**change) == expected


def test_a_rubric_without_recommendation_asks_for_none() -> None:
    """A level given all the same is on no scale; a reason why there is none does no harm."""
    plain = json.loads(RUBRIC.canonical)
    del plain["recommendation"]
    silent = fs.parse(json.dumps(plain), fs.Rubric)
    given = fs.parse(json.dumps(card()), fs.Scorecard)
    open_one = fs.parse(json.dumps(card(recommendation={"not_rated": "unknown"})), fs.Scorecard)

    assert [problem.slug for problem in against(silent, given)] == ["no-recommendation"]
    assert against(silent, open_one) == ()


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            {"ratings": [{"criterion": "a"}]},
            [("level-or-reason", ("ratings", 0))],
        ),
        (
            {"ratings": [{"criterion": "a", "level": 1, "not_rated": "unknown"}]},
            [("level-or-reason", ("ratings", 0))],
        ),
        ({"ratings": [{"criterion": "a", "level": None, "not_rated": "unknown"}]}, []),
        (
            {"ratings": [{"criterion": "a", "level": 1}, {"criterion": "a", "level": 1}]},
            [("rated-twice", ("ratings", 1, "criterion"))],
        ),
        ({"recommendation": {}}, [("level-or-reason", ("recommendation",))]),
        (
            {"flags": [{"kind": "other", "signal": "red", "observed": "x"}]},
            [("other-without-words", ("flags", 0))],
        ),
        ({"ratings": [None, 3, {"criterion": ["a"]}], "flags": "x", "recommendation": 4}, None),
    ],
)
def test_faults_within_a_scorecard_are_found(
    change: dict[str, Any], expected: list[Any] | None
) -> None:
    """A level or a reason and never both, each criterion once, words where the kind has none."""
    problems = examine(json.dumps(card(**change))).problems

    if expected is None:
        assert {problem.slug for problem in problems} >= {"not-a-mapping", "not-a-list"}
    else:
        assert [(problem.slug, problem.path) for problem in problems] == expected


@pytest.mark.parametrize("reason", ["not-assessed", "no-evidence", "declined", "unknown"])
def test_missing_is_said_in_one_of_four_ways(reason: str) -> None:
    """Each of the four is kept apart, and none of them is a level (P7)."""
    rating = fs.Rating(criterion="a", not_rated=reason)  # type: ignore[arg-type]

    assert rating.level is None
    assert rating.not_rated == reason


@pytest.mark.parametrize(
    ("source", "expected"),
    [("interview", True), ("work-together", True), ("reference", False), ("hearsay", False)],
)
def test_what_is_first_hand(source: str, expected: bool) -> None:  # noqa: FBT001 (a table)
    """What the interviewer saw, in the interview or at work, and nothing told by others."""
    flag = fs.Flag(kind="owns", signal="red", observed="x", source=source)  # type: ignore[arg-type]

    assert flag.first_hand is expected


def test_times_keep_their_offset() -> None:
    """A moment is read with its offset, and written as it was."""
    text = json.dumps(card(submitted_at="2026-05-04T09:30:00.25+02:00"))
    read = fs.parse(text, fs.Scorecard)

    assert read.submitted_at is not None
    assert read.submitted_at.utcoffset() is not None
    assert "2026-05-04T09:30:00.25+02:00" in fs.dump(read)


# --- Drafts ---------------------------------------------------------------------


def test_an_empty_draft_is_a_draft() -> None:
    """Nothing but the heading is needed to begin, and blank texts are texts not written yet."""
    begun = draft(notes="  ", ratings=[{"criterion": "humility"}], flags=[], recommendation={})

    assert begun.problems(RUBRIC) == ()
    assert begun.scorecard(RUBRIC).ratings == ()


def test_a_draft_lists_what_is_left() -> None:
    """Its problems point into the draft as it stands, blank rows included, and to no line."""
    begun = draft(
        ratings=[
            {"criterion": "coding"},
            {"criterion": "humility", "level": 2},
            {"criterion": "coding", "evidence": " "},
            {"criterion": "gone", "level": 1},
            {"criterion": "humility", "evidence": "x"},
        ],
        flags=[{"observed": "", "signal": "red"}],
    )

    assert {(one.slug, one.path, one.line, one.file) for one in begun.problems(RUBRIC)} == {
        ("missing-field", ("flags", 0), 0, ""),
        ("level-or-reason", ("ratings", 4), 0, ""),
        ("rated-twice", ("ratings", 4, "criterion"), 0, ""),
    }


def test_a_draft_is_held_against_the_rubric_when_it_is_whole() -> None:
    """Paths lead into the draft, past the row that says nothing yet."""
    begun = draft(ratings=[{"criterion": "coding"}, {"criterion": "gone", "level": 1}])

    assert [(one.slug, one.path) for one in begun.problems(RUBRIC)] == [
        ("unknown-criterion", ("ratings", 1, "criterion"))
    ]


def test_a_finished_draft_becomes_a_scorecard() -> None:
    """It says which rubric was shown, by digests and language; what was blank is left out."""
    begun = draft(
        interview="onsite",
        ratings=[
            {"criterion": "humility", "level": 2, "evidence": " Named it. "},
            {"criterion": "coding"},
        ],
        flags=[
            {"observed": "x", "kind": "owns", "signal": "strength", "words": "", "occasion": None}
        ],
        recommendation={"level": 1, "reason": None},
        notes="",
    )
    finished = begun.scorecard(RUBRIC)

    assert finished.rubric.structure == RUBRIC.structure_digest
    assert finished.rubric.text == RUBRIC.text_digest
    assert finished.rubric.language == "de"
    assert [(one.criterion, one.evidence) for one in finished.ratings] == [
        ("humility", "Named it.")
    ]
    assert finished.notes is None
    assert against(RUBRIC, finished) == ()


def test_an_unfinished_draft_becomes_none() -> None:
    """All that is left comes at once."""
    with pytest.raises(fs.DocumentError) as caught:
        draft(flags=[{"signal": "red"}]).scorecard(RUBRIC)

    assert [problem.slug for problem in caught.value.problems] == ["missing-field"] * 2


def test_a_draft_is_lenient_and_not_boundless() -> None:
    """Anything may be missing; a text has an end all the same, and no character U+0000."""
    assert draft(notes="x" * 65_536).notes is not None
    with pytest.raises(fs.DocumentError):
        draft(notes="x" * 65_537)
    with pytest.raises(fs.DocumentError):
        draft(notes="\0")
