"""1EdTech CASE 1.1: valid by its schema, back and forth byte for byte, and what others wrote."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from hypothesis import given

import fairscore as fs
from fairscore.adapters import case
from fairscore.adapters.conversion import convert, export, load
from fairscore.testing import rubrics

if TYPE_CHECKING:
    from collections.abc import Callable

    from fairscore.errors import Problem

    Told = Callable[[tuple[Problem, ...]], list[str]]

AT = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
SCHEMA = json.loads((Path(__file__).parent / "data/case-1.1.schema.json").read_text("utf-8"))
CHECK = jsonschema.Draft202012Validator(SCHEMA)
RUBRIC_ID = "84c261f2-2a9d-4ba6-a60d-8c8dc055a163"
CRITERION_ID = "d37602c5-e4aa-402e-afdb-09a23ca9c677"


def theirs(**fields: object) -> dict[str, Any]:
    """Make a package as another tool writes it."""
    level = {"uri": "urn:x:1", "lastChangeDateTime": "2026-01-01T00:00:00Z"}
    criterion = {
        "identifier": CRITERION_ID,
        "uri": "urn:x:2",
        "lastChangeDateTime": "2026-01-01T00:00:00Z",
        "category": "Code",
        "description": "Says why",
        "CFItemURI": {"title": "Reasons", "identifier": RUBRIC_ID, "uri": "urn:x:3"},
        "weight": 0.3,
        "position": 1,
        "CFRubricCriterionLevels": [
            {"quality": "Good", "description": "Names one.\nShows it.", "score": 2.0, **level},
            {"quality": "Poor", "score": 1.0, "feedback": "Try again", **level},
        ],
    }
    return {
        "CFDocument": {"identifier": RUBRIC_ID, "language": "ja", "creator": "Example"},
        "CFRubrics": [
            {
                "identifier": RUBRIC_ID,
                "uri": "urn:x:4",
                "lastChangeDateTime": "2026-01-01T00:00:00Z",
                "title": "Code review",
                "CFRubricCriteria": [criterion | fields],
            }
        ],
    }


def again(package: object, **options: Any) -> Any:  # noqa: ANN401 (what `load` takes)
    """Load a package."""
    return load(json.dumps(package, indent=1), name="p.json", **options)


# --- Ours -----------------------------------------------------------------------


@given(rubrics())
def test_every_rubric_is_valid_case_and_comes_back_byte_for_byte(rubric: fs.Rubric) -> None:
    """Ours to CASE to ours keeps the digest; CASE to ours to CASE keeps every byte."""
    made = export([rubric], to="case", changed=AT)
    CHECK.validate(json.loads(made.texts[0]))
    back = load(made.texts[0], name="x.json")

    assert (back.problems, back.losses, made.losses) == ((), (), ())
    assert [one.canonical for one in back.rubrics] == [rubric.canonical]
    assert export(back.rubrics, to="case", changed=AT).texts == made.texts


def test_several_rubrics_share_a_package(rich: fs.Rubric, at: datetime) -> None:
    """Each comes back, in order."""
    other = fs.read("examples/backend.rubric.yaml", fs.Rubric)
    made = export([rich, other], to="case", changed=at, creator="Example Ltd")
    plain = json.loads(made.texts[0])
    CHECK.validate(plain)

    assert plain["CFDocument"]["creator"] == "Example Ltd"
    assert [one.id for one in load(made.texts[0]).rubrics] == ["support", other.id]
    assert made.names == ("support.case.json",)


def test_identifiers_are_what_the_documentation_says(rich: fs.Rubric, at: datetime) -> None:
    """They are UUIDv5 of the ids in the documented namespace, and never change."""
    plain = json.loads(export([rich], to="case", changed=at).texts[0])["CFRubrics"][0]
    criterion = plain["CFRubricCriteria"][0]

    assert str(case.NAMESPACE) == "c0795aca-205c-560d-bc5e-54fed7362455"
    assert plain["identifier"] == case.identifier_of("support")
    assert criterion["identifier"] == case.identifier_of("support", "patience")
    assert criterion["CFItemURI"]["identifier"] == "84c261f2-2a9d-4ba6-a60d-8c8dc055a163"
    assert case.identifier_of("support") == "d6bcf19f-b713-5cfe-b1a0-ad4539abc381"


def test_the_schema_of_these_tests_finds_faults(rich: fs.Rubric, at: datetime) -> None:
    """A field too many, a UUIDv7 and an object for level extensions are each refused."""
    plain = json.loads(export([rich], to="case", changed=at).texts[0])
    rubric = plain["CFRubrics"][0]
    level = rubric["CFRubricCriteria"][0]["CFRubricCriterionLevels"][0]
    for holder, field, value in (
        (rubric, "version", 1),
        (rubric, "identifier", "01890a5d-ac96-774b-bcce-b302099a8057"),
        (level, "extensions", {}),
    ):
        before = dict(holder)
        holder[field] = value
        assert not CHECK.is_valid(plain)
        holder.clear()
        holder.update(before)
    CHECK.validate(plain)


def edited(rich: fs.Rubric, at: datetime) -> tuple[dict[str, Any], dict[str, Any]]:
    """Give a package of ours and its rubric, to be changed."""
    plain = json.loads(export([rich], to="case", changed=at).texts[0])
    return plain, plain["CFRubrics"][0]


def test_what_was_changed_in_a_field_of_case_is_taken_over(rich: fs.Rubric, at: datetime) -> None:
    """Titles, weights, words of levels and the order of criteria; the rest stays."""
    plain, rubric = edited(rich, at)
    rubric["title"] = "Support"
    del rubric["description"]
    patience, diagnosis = rubric["CFRubricCriteria"]
    patience["position"], diagnosis["position"] = 2, 1
    patience["weight"] = 40
    patience["CFRubricCriterionLevels"][1]["description"] = "Asks.\nWaits."
    diagnosis["description"] = "Proves the cause"
    del diagnosis["weight"]
    diagnosis["CFRubricCriterionLevels"].append(
        {"quality": "teaches", "score": 30, "position": 4, "lastChangeDateTime": "x"}
    )
    loaded = again(plain)
    (back,) = loaded.rubrics

    assert loaded.problems == ()
    assert (back.title, back.description, back.version) == ("Support", None, 3)
    assert [one.id for one in back.criteria] == ["diagnosis", "patience"]
    assert back.criterion("diagnosis").title == "Proves the cause"
    assert [one.weight for one in back.criteria] == [None, 40]
    assert back.scale_of("patience").levels[1].anchor == ("Asks.", "Waits.")
    assert back.scale_of("patience").levels[1].red_flags == ("laughs at a question",)
    assert [one.points for one in back.scale_of("diagnosis").levels] == [0, 5, 20, None]
    assert [one.value for one in back.scale_of("diagnosis").levels] == [1, 2, 3, 30]
    assert back.kinds == rich.kinds


def test_a_weight_of_nothing_is_a_weight(rich: fs.Rubric, at: datetime) -> None:
    """Both ends of what a weight may be are taken over."""
    plain, rubric = edited(rich, at)
    rubric["CFRubricCriteria"][0]["weight"], rubric["CFRubricCriteria"][1]["weight"] = 0, 100
    loaded = again(plain)

    assert [one.weight for one in loaded.rubrics[0].criteria] == [0, 100]
    assert loaded.losses == ()


def test_positions_that_are_taken_twice_say_no_order(rich: fs.Rubric, at: datetime) -> None:
    """Then the criteria stand as they are listed."""
    plain, rubric = edited(rich, at)
    first, second = rubric["CFRubricCriteria"]
    third = json.loads(json.dumps(first))
    third["extensions"]["fairscore"]["id"] = "third"
    third["description"] = third["extensions"]["fairscore"]["title"] = "Third"
    rubric["CFRubricCriteria"].append(third)
    first["position"], second["position"], third["position"] = 2, 1, 1
    (back,) = again(plain).rubrics

    assert [one.id for one in back.criteria] == ["patience", "diagnosis", "third"]


def test_a_criterion_that_was_added_gets_levels_of_its_own(rich: fs.Rubric, at: datetime) -> None:
    """It is read as what others wrote; the rest of the rubric stays ours."""
    plain, rubric = edited(rich, at)
    added = theirs(weight=None, position=9)["CFRubrics"][0]["CFRubricCriteria"][0]
    nameless = {field: value for field, value in added.items() if field != "identifier"}
    rubric["CFRubricCriteria"] += [added, nameless | {"position": 10, "description": "Listens"}]
    (back,) = again(plain).rubrics

    assert [one.id for one in back.criteria] == [
        *("patience", "diagnosis", f"case-{CRITERION_ID}", "listens")
    ]
    assert [one.label for one in back.scale_of("listens").levels] == ["Poor", "Good"]
    assert back.criterion("listens").levels[1].anchor == ("Names one.", "Shows it.")


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [("weight", 0.5, "loss-weight"), ("category", "x", "loss-field")],
)
def test_a_change_that_a_rubric_cannot_hold_is_lost(
    rich: fs.Rubric, at: datetime, field: str, value: object, expected: str
) -> None:
    """It is told with its place."""
    plain, rubric = edited(rich, at)
    first(rubric)[field] = value
    loaded = again(plain)

    assert [one.slug for one in loaded.losses] == [expected]
    assert min(one.line for one in loaded.losses) > 1


def first(rubric: dict[str, Any]) -> Any:  # noqa: ANN401 (JSON of any shape)
    """Give the first criterion of a rubric in CASE."""
    return rubric["CFRubricCriteria"][0]


BREAKING: dict[str, tuple[Callable[[Any], object], str]] = {
    "no title": (lambda one: one.pop("title"), "missing-field"),
    "criterion gone": (lambda one: one["CFRubricCriteria"].pop(0), "unknown-criterion"),
    "empty title": (lambda one: first(one).update(description=""), "too-short"),
    "list for ours": (lambda one: first(one)["extensions"].update(fairscore=[]), "not-a-mapping"),
    "twice": (lambda one: one["CFRubricCriteria"].append(first(one)), "duplicate-id"),
    "id gone": (lambda one: one["extensions"]["fairscore"].pop("id"), "missing-field"),
    "nothing of a level": (
        lambda one: first(one)["CFRubricCriterionLevels"][0].update(extensions=None, score=None),
        "empty-value",
    ),
    "no levels added": (
        lambda one: one["CFRubricCriteria"].append({"description": "x"}),
        "levels-missing",
    ),
}


@pytest.mark.parametrize("name", BREAKING)
def test_a_change_that_breaks_a_rubric_is_refused(rich: fs.Rubric, at: datetime, name: str) -> None:
    """The problem stands at the criterion or the rubric."""
    change, expected = BREAKING[name]
    plain, rubric = edited(rich, at)
    change(rubric)
    loaded = again(plain)

    assert expected in {one.slug for one in loaded.problems}
    assert loaded.rubrics == ()
    assert min(one.line for one in loaded.problems) > 1


# --- Others' --------------------------------------------------------------------


def test_what_others_wrote_is_read(told: Told) -> None:
    """Levels are put in order by score, identifiers become ids, and the rest is told."""
    loaded = again(theirs())
    (rubric,) = loaded.rubrics
    (criterion,) = rubric.criteria

    assert (rubric.id, rubric.language) == (f"case-{RUBRIC_ID}", "ja")
    assert (criterion.id, criterion.title, criterion.weight) == (
        *(f"case-{CRITERION_ID}", "Says why"),
        30,
    )
    assert criterion.alignments[0].code == RUBRIC_ID
    assert [(one.value, one.label) for one in rubric.scale_of(criterion.id).levels] == [
        *((1, "Poor"), (2, "Good"))
    ]
    assert {one.message.split("`")[1] for one in loaded.losses if "`" in one.message} == {
        "CFDocument.creator",
        "CFRubrics[].uri",
        "CFRubrics[].lastChangeDateTime",
        "CFRubrics[].CFRubricCriteria[].uri",
        "CFRubrics[].CFRubricCriteria[].lastChangeDateTime",
        "CFRubrics[].CFRubricCriteria[].category",
        "CFRubrics[].CFRubricCriteria[].CFRubricCriterionLevels[].uri",
        "CFRubrics[].CFRubricCriteria[].CFRubricCriterionLevels[].lastChangeDateTime",
        "CFRubrics[].CFRubricCriteria[].CFRubricCriterionLevels[].feedback",
    }


def test_foreign_identifiers_come_back(at: datetime) -> None:
    """From the first conversion on, going back and forth changes nothing."""
    once = convert(json.dumps(theirs()), to="case", changed=at)
    plain = json.loads(once.texts[0])
    CHECK.validate(plain)
    twice = convert(once.texts[0], to="case", changed=at)

    assert plain["CFRubrics"][0]["identifier"] == RUBRIC_ID
    assert plain["CFRubrics"][0]["CFRubricCriteria"][0]["identifier"] == CRITERION_ID
    assert (twice.texts, twice.losses) == (once.texts, ())


def test_an_identifier_that_case_refuses_is_made_anew(at: datetime) -> None:
    """A UUID of another version stands in our id, and is not written into CASE."""
    odd = "20000000-0000-0000-0000-000000000011"
    made = convert(json.dumps(theirs(identifier=odd)), to="case", changed=at)
    CHECK.validate(json.loads(made.texts[0]))

    assert made.rubrics[0].criteria[0].id == f"case-{odd}"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"description": None}, ["name-missing"]),
        ({"description": 7}, []),
        ({"description": ["x"]}, ["name-missing", "not-text"]),
        ({"CFRubricCriterionLevels": []}, ["levels-missing"]),
        ({"CFRubricCriterionLevels": {}}, ["levels-missing", "not-a-list"]),
        ({"CFRubricCriterionLevels": [1]}, ["levels-missing", "not-a-mapping"]),
        ({"weight": "heavy"}, ["not-a-number"]),
        ({"weight": True}, ["not-a-number"]),
        ({"identifier": "no-uuid"}, []),
        ({"CFItemURI": None}, []),
    ],
)
def test_bad_criteria_are_refused_at_their_place(
    fields: dict[str, object], expected: list[str]
) -> None:
    """Wrong types and missing names are problems with a line."""
    loaded = again(theirs(**fields))

    assert sorted({one.slug for one in loaded.problems}) == expected
    assert all(one.line > 1 for one in loaded.problems)


def test_levels_without_scores_need_an_order() -> None:
    """Positions say where a level is shown, not which end is high."""
    levels = [{"quality": "blue", "position": 2}, {"quality": "green", "position": 1}]
    package = theirs(CFRubricCriterionLevels=levels)
    (rising,) = again(package, order="rising").rubrics

    assert [one.slug for one in again(package).problems] == ["level-order-unknown"]
    assert [one.label for one in rising.scales[0].levels] == ["green", "blue"]


@pytest.mark.parametrize("language", ["Japanese", None])
def test_a_language_that_is_none_is_not_taken(language: str | None) -> None:
    """The rubric says English, and that it was assumed."""
    package = theirs()
    package["CFDocument"]["language"] = language
    loaded = again(package)

    assert loaded.rubrics[0].language == "en"
    assert "language-assumed" in {one.slug for one in loaded.losses}


def test_a_rubric_alone_is_read_and_a_package_without_any_refused() -> None:
    """A `CFRubric` needs no package; a framework of items holds nothing to judge."""
    alone = theirs()["CFRubrics"][0]

    assert again(alone).rubrics[0].title == "Code review"
    assert [one.slug for one in again({"CFDocument": {}, "CFItems": []}).problems] == ["no-rubrics"]


def test_a_long_description_is_cut_for_the_title_and_kept() -> None:
    """CASE has one field for what we have two for."""
    long = "Says why. " * 30
    loaded = again(theirs(description=long))
    (criterion,) = loaded.rubrics[0].criteria

    assert (len(criterion.title), criterion.description) == (200, long.strip())
    assert "loss-changed" in {one.slug for one in loaded.losses}


def test_case_needs_a_time(rich: fs.Rubric, at: datetime) -> None:
    """No clock is read, and a time without its offset says too little."""
    for changed in (None, at.replace(tzinfo=None)):
        with pytest.raises(fs.DocumentError) as caught:
            export([rich], to="case", changed=changed)
        assert caught.value.problems[0].slug == "time-missing"
