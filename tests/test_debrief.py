"""Scorecards side by side: rows that compare, people and not seats, missing as missing."""

import json
from typing import TYPE_CHECKING, Any

import attrs
import pytest

import fairscore as fs
from fairscore.agreement import Split, Spread, Undefined
from fairscore.revealed import Entry, Exposure, Revealed, unsealed

if TYPE_CHECKING:
    from fairscore.document import Part

LEVELS = [{"value": 1, "label": "low"}, {"value": 2}, {"value": 3}]


def rubric(version: int = 1, **changes: Any) -> fs.Rubric:  # noqa: ANN401 (any JSON may stand there)
    """A rubric with two criteria, an interview and a recommendation."""
    plain: dict[str, Any] = {
        "kind": "rubric",
        "schema_version": 1,
        "id": "r",
        "version": version,
        "title": f"Version {version}",
        "criteria": [
            {"id": "humility", "title": "Humility", "levels": LEVELS, "required_level": 2},
            {"id": "coding", "title": "Coding", "levels": LEVELS},
        ],
        "interviews": [
            {"id": "first", "title": "First", "criteria": ["humility"]},
            {"id": "second", "title": "Second", "criteria": ["humility", "coding"]},
        ],
        "recommendation": {"id": "overall", "levels": LEVELS, "hire_line": 2},
        "kinds": [
            {
                "code": "owns",
                "title": f"Owns {version}",
                "criterion": "humility",
                "concern": ["x"],
                "strength": ["y"],
            }
        ],
    }
    return fs.parse(json.dumps(plain | changes), fs.Rubric)


def card(
    person: str,
    levels: dict[str, int | str] | None = None,
    *,
    version: int = 1,
    **fields: Any,  # noqa: ANN401 (as above)
) -> fs.Scorecard:
    """A scorecard with these levels, or reasons why there are none."""
    ratings = [
        {"criterion": name} | ({"level": at} if isinstance(at, int) else {"not_rated": at})
        for name, at in (levels or {}).items()
    ]
    plain = {
        "kind": "scorecard",
        "schema_version": 1,
        "rubric": {"id": "r", "version": version},
        "application": "app-1",
        "interviewer": person,
        "ratings": ratings,
    }
    return fs.parse(json.dumps(plain | fields), fs.Scorecard)


def debrief(*cards: fs.Scorecard, rubrics: Any = None, shadows: tuple[str, ...] = ()) -> fs.Debrief:  # noqa: ANN401 (as above)
    """Put scorecards side by side."""
    return fs.Debrief.of(rubrics or rubric(), unsealed(cards, origin="files", shadows=shadows))


# --- Who stands there -----------------------------------------------------------


def test_scorecards_from_files_are_of_unknown_exposure() -> None:
    """Nobody knows who saw what, and the value says so."""
    found = debrief(card("b"), card("a"))

    assert [(entry.person, entry.exposure) for entry in found.entries] == [
        ("a", "unknown"),
        ("b", "unknown"),
    ]
    assert found.origin == "files"


def test_two_seats_are_one_person() -> None:
    """Somebody with two interviews has two scorecards and is counted once."""
    found = debrief(card("a", interview="first"), card("a", interview="second"), card("b"))

    assert found.people == ("a", "b")
    assert [entry.seat for entry in found.entries] == [("a", "first"), ("a", "second"), ("b", "")]


def test_shadow_seats_stand_apart() -> None:
    """They are shown, and are in no row, among no people, and behind no flag."""
    flag = {"kind": "owns", "signal": "red", "observed": "x"}
    found = debrief(
        card("a", {"humility": 1}), card("s", {"humility": 3}, flags=[flag]), shadows=("s",)
    )

    assert [entry.person for entry in found.shadows] == ["s"]
    assert found.people == ("a",)
    assert found.flags == ()
    assert found.rows[0].ratings == (1,)
    assert found.written("s", None, ("flags", 0)) == found.shadows[0].scorecard.flags[0]


def test_a_version_that_only_a_shadow_used_counts_nowhere() -> None:
    """It adds no row and does not become the newest; its words can still be looked up."""
    newer = rubric(
        2,
        criteria=[{"id": "courage", "title": "Courage", "levels": LEVELS}],
        interviews=[],
        kinds=[],
    )
    found = debrief(
        card("a", {"humility": 1}),
        card("s", {"courage": 2}, version=2),
        rubrics=(rubric(), newer),
        shadows=("s",),
    )

    assert found.rubric.version == 1
    assert [one.version for one in found.shadow_rubrics] == [2]
    assert [one.version for one in found.every_rubric] == [1, 2]
    assert [row.criterion.id for row in found.rows if row.criterion] == ["humility", "coding"]
    assert found.criterion("courage").title == "Courage"


def test_a_round_of_shadows_alone_is_a_debrief_of_nobody() -> None:
    """There is a rubric to show, and nobody to count."""
    found = debrief(card("s", {"humility": 3}), shadows=("s",))

    assert found.people == ()
    assert found.rubric.version == 1
    assert found.rows[0].ratings == ()
    assert fs.find(found) is not None


# --- Rows -----------------------------------------------------------------------


def test_missing_stays_missing() -> None:
    """A reason, no rating at all, and a level are three things; none becomes a number (P7)."""
    found = debrief(
        card("a", {"humility": 3, "coding": "declined"}),
        card("b", {"humility": "no-evidence"}),
        card("c"),
    )
    humility, coding = found.rows

    assert humility.ratings == (3, None, None)
    assert coding.ratings == (None, None, None)
    assert [cell.path for cell in coding.cells] == [("ratings", 1), (), ()]
    assert [cell.level for cell in coding.cells] == [None, None, None]
    assert isinstance(humility.spread, Undefined)


def test_an_interview_says_who_was_to_look() -> None:
    """A cell knows whether its scorecard's interview covers the criterion."""
    found = debrief(card("a", interview="first"), card("b", interview="second"), card("c"))

    assert [[cell.assigned for cell in row.cells] for row in found.rows] == [
        [True, True, True],
        [False, True, True],
    ]


def test_measures_come_from_people() -> None:
    """Spread and split of one level a person, over the line that the criterion needs."""
    row = debrief(
        card("a", {"humility": 1}), card("b", {"humility": 3}), card("c", {"humility": 3})
    ).rows[0]

    assert isinstance(row.spread, Spread)
    assert (row.spread.n, row.spread.range) == (3, 2)
    assert row.split == Split(n=3, below=1, at_or_above=2)


def test_two_levels_of_one_person_are_no_level() -> None:
    """Who rated one criterion twice and differently is shown twice and counted with neither."""
    found = debrief(
        card("a", {"humility": 1}, interview="first"),
        card("a", {"humility": 3}, interview="second"),
        card("b", {"humility": 2}),
    )

    assert found.rows[0].by_person == {"a": None, "b": 2}
    assert [cell.level for cell in found.cells_of("a", "humility")] == [1, 3]


def test_two_equal_levels_of_one_person_are_one() -> None:
    """Who rated twice and alike counts once."""
    found = debrief(
        card("a", {"humility": 3}, interview="first"),
        card("a", {"humility": 3}, interview="second"),
    )

    assert found.rows[0].ratings == (3,)


@pytest.mark.parametrize(("exposure", "counted"), [("none", 3), ("unknown", 3), ("exposed", None)])
def test_what_was_written_after_seeing_another_is_not_measured(
    exposure: Exposure, counted: int | None
) -> None:
    """An exposed rating is shown and enters no measure; an unknown one does, and is said to be."""
    entries = (Entry(scorecard=card("a", {"humility": 3}), exposure=exposure),)
    found = fs.Debrief.of(rubric(), Revealed(entries=entries, origin="desk"))

    assert found.rows[0].ratings == (counted,)
    assert found.rows[0].cells[0].level == 3


def test_versions_that_compare_share_a_row() -> None:
    """A word mended keeps ratings together, and the newest words are shown."""
    found = debrief(
        card("a", {"humility": 1}),
        card("b", {"humility": 3}, version=2),
        rubrics=(rubric(2), rubric(1)),
    )

    assert [row.versions for row in found.rows] == [(1, 2), (1, 2)]
    assert found.rows[0].ratings == (1, 3)
    assert found.rubric.title == "Version 2"
    kind = found.kind_of("owns")
    assert kind is not None
    assert kind.title == "Owns 2"


def test_versions_that_do_not_compare_have_rows_of_their_own() -> None:
    """Another line is another question: the ratings stand apart, criterion and recommendation."""
    moved = rubric(
        2,
        criteria=[{"id": "humility", "title": "Humility", "levels": LEVELS, "required_level": 3}],
        interviews=[],
        recommendation={"id": "overall", "levels": LEVELS, "hire_line": 3},
    )
    found = debrief(
        card("a", {"humility": 1, "coding": 1}, recommendation={"level": 1}),
        card("b", {"humility": 3}, version=2, recommendation={"level": 3}),
        rubrics=(rubric(), moved),
    )

    assert [(row.criterion.id, row.versions) for row in found.rows if row.criterion] == [
        ("humility", (2,)),
        ("humility", (1,)),
        ("coding", (1,)),
    ]
    assert [(row.versions, row.ratings) for row in found.recommendations] == [
        ((2,), (3,)),
        ((1,), (1,)),
    ]
    assert found.criterion("coding").title == "Coding"
    with pytest.raises(KeyError):
        found.criterion("gone")


def test_without_a_scale_for_it_there_is_no_recommendation() -> None:
    """A rubric that asks for none has no row for it."""
    assert debrief(card("a"), rubrics=rubric(recommendation=None)).recommendations == ()


def test_a_recommendation_knows_where_it_stands() -> None:
    """Given, open with a reason, or not there at all."""
    every: dict[str, int | str] = {"humility": 1, "coding": 1}
    (row,) = debrief(
        card("a", every, recommendation={"level": 2}),
        card("b", recommendation={"not_rated": "unknown"}),
        card("c"),
    ).recommendations

    assert [(cell.level, cell.path) for cell in row.cells] == [
        (2, ("recommendation",)),
        (None, ("recommendation",)),
        (None, ()),
    ]


def test_a_kind_that_no_version_has_is_none() -> None:
    """Asking for it is no error: `other` is such a code."""
    assert debrief(card("a")).kind_of("other") is None


# --- Words behind a finding -----------------------------------------------------


def test_every_path_of_a_source_leads_to_its_words() -> None:
    """Ratings, flags, answers, the recommendation and the scorecard as a whole (P8)."""
    written = card(
        "a",
        {"humility": 1},
        interview="first",
        flags=[{"kind": "owns", "signal": "red", "observed": "x"}],
        answers=[{"question": "q", "text": "t"}],
        recommendation={"level": 1},
    )
    found = debrief(written)
    expected: dict[tuple[str | int, ...], Part | None] = {
        (): written,
        ("ratings", 0): written.ratings[0],
        ("flags", 0): written.flags[0],
        ("answers", 0): written.answers[0],
        ("recommendation",): written.recommendation,
    }

    assert {path: found.written("a", "first", path) for path in expected} == expected


@pytest.mark.parametrize(
    ("person", "interview", "path"),
    [
        ("b", "first", ()),
        ("a", None, ()),
        ("a", "first", ("ratings", 1)),
        ("a", "first", ("ratings", -1)),
        ("a", "first", ("recommendation",)),
        ("a", "first", ("notes",)),
        ("a", "first", ("ratings", "humility")),
    ],
)
def test_a_path_that_leads_nowhere_says_so_without_repeating_it(
    person: str, interview: str | None, path: tuple[str | int, ...]
) -> None:
    """What was asked for may come from a scorecard, so the error does not repeat it (P10)."""
    found = debrief(card("a", {"humility": 1}, interview="first"))

    with pytest.raises(KeyError, match="no such place"):
        found.written(person, interview, path)


# --- What cannot stand side by side ---------------------------------------------


def refused(*cards: fs.Scorecard, rubrics: Any = None) -> list[tuple[str, str]]:  # noqa: ANN401 (as above)
    """Slugs of why these cannot be debriefed, and whose scorecard each is about."""
    with pytest.raises(fs.DebriefError) as caught:
        debrief(*cards, rubrics=rubrics)
    return [(problem.slug, problem.file) for problem in caught.value.problems]


def test_what_does_not_belong_together_is_refused() -> None:
    """No scorecards, two applications, two rounds, one seat twice, and all that at once."""
    assert refused() == [("no-scorecards", "")]
    assert refused(card("a"), card("b", application="app-2")) == [("several-applications", "")]
    assert refused(card("a"), card("b", round="phone")) == [("several-rounds", "")]
    assert refused(card("a"), card("a")) == [("scorecard-twice", "a")]
    assert refused(card("a"), card("a", application="app-2", round="phone")) == [
        ("several-applications", ""),
        ("several-rounds", ""),
        ("scorecard-twice", "a"),
    ]


def test_every_version_used_must_be_given() -> None:
    """The problem names the interviewer whose scorecard wants another version."""
    assert refused(card("a"), card("b", version=3)) == [("rubric-not-given", "b")]


def test_one_rubric_makes_a_debrief() -> None:
    """Two rubrics, or two that claim to be the same version, cannot both be right."""
    other = json.loads(rubric().canonical) | {"id": "s"}
    again = json.loads(rubric().canonical) | {"title": "Another"}

    assert refused(card("a"), rubrics=(rubric(), fs.parse(json.dumps(other), fs.Rubric))) == [
        ("several-rubrics", "")
    ]
    assert refused(card("a"), rubrics=(rubric(), fs.parse(json.dumps(again), fs.Rubric))) == [
        ("rubric-twice", "")
    ]


def test_scorecards_are_held_against_their_rubric() -> None:
    """A level that is not on the scale is refused before anything is counted."""
    assert refused(card("a", {"humility": 7})) == [("not-on-scale", "a")]


def test_a_debrief_is_a_value() -> None:
    """Two of the same are equal; it is not edited."""
    found = debrief(card("a"), card("b"))

    assert found == debrief(card("b"), card("a"))
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        found.origin = "elsewhere"  # type: ignore[misc]
