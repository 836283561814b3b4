"""Canvas: its CSV with repeated headers, and the JSON of its API."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairscore.adapters._sheet import guarded, unguarded, written
from fairscore.adapters.conversion import export, load
from fairscore.testing import rubrics

if TYPE_CHECKING:
    from collections.abc import Callable

    import fairscore as fs
    from fairscore.errors import Problem

    Told = Callable[[tuple[Problem, ...]], list[str]]

HEADER = (
    "Rubric Name,Criteria Name,Criteria Description,Criteria Enable Range"
    ",Rating Name,Rating Description,Rating Points" * 1
)
RATING = ",Rating Name,Rating Description,Rating Points"
SHEET = f"""\
{HEADER}{RATING}{RATING}
Onsite,Humility,What they own,false,full,"Names own part.
Says what changed.",4,half,,2,none,Blames others.,0
,Curiosity,,,yes,,2,no,,1,,,
,,,,,,,,,,,,

Screen,Clarity,,TRUE,clear,,1,unclear,,0
"""


def test_several_rubrics_with_blank_cells_and_short_rows(told: Told) -> None:
    """A row without a name belongs to the rubric above; blank ratings and rows are no levels."""
    loaded = load(SHEET, name="c.csv", language="en")
    onsite, screen = loaded.rubrics

    assert (loaded.format, loaded.problems) == ("Canvas CSV", ())
    assert [one.title for one in onsite.criteria] == ["Humility", "Curiosity"]
    assert onsite.criteria[0].description == "What they own"
    levels = onsite.scale_of("humility").levels
    assert [(one.value, one.label, one.points) for one in levels] == [
        *((1, "none", 0), (2, "half", 2), (3, "full", 4))
    ]
    assert levels[2].anchor == ("Names own part.", "Says what changed.")
    assert [one.value for one in onsite.scale_of("curiosity").levels] == [1, 2]
    assert screen.criteria[0].id == "clarity"
    assert told(loaded.losses) == ["7:17 loss-field"]


@pytest.mark.parametrize(
    ("said", "is_told"), [("TRUE", True), ("1", True), ("Yes", True), ("false", False), ("", False)]
)
def test_a_range_is_told_however_it_is_written(said: str, *, is_told: bool) -> None:
    """A rating is a level here; points in between are lost."""
    loaded = load(f"{HEADER}{RATING}\nOnsite,Humility,,{said},a,,2,b,,1\n", language="en")

    assert [one.slug for one in loaded.losses] == ["loss-field"] * is_told


def test_a_label_that_only_repeats_the_points_is_none() -> None:
    """In the sheet as in the API: somebody had to write something there."""
    sheet = f"{HEADER}{RATING}\nOnsite,Humility,,,2,Owns it.,2,1,Blames.,1\n"
    ratings = [{"description": str(one), "points": one} for one in (2, 1)]
    plain = {"title": "Onsite", "data": [{"description": "Humility", "ratings": ratings}]}
    for text in (sheet, json.dumps(plain)):
        (rubric,) = load(text).rubrics
        assert [one.label for one in rubric.scale_of("humility").levels] == [None, None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["1:1 no-rubrics"]),
        ("a,,,,one,,1,two,,2", ["2:3 name-missing"]),
        (",b,,,one,,1,two,,2", ["2:1 name-missing"]),
        ("a", ["2:1 levels-missing", "2:1 name-missing"]),
        (f"a,b,,,x,{'x' * 10_001},1,y,,2", ["2:7 too-long"]),
        ("a,b,,,,,,,,", ["2:3 levels-missing"]),
        ("a,b,,,one,,1,two,,x", ["2:19 not-a-number"]),
        ("a,b,,,one,,1,two,,1", ["2:3 level-order-unknown"]),
        ("a,b,,,one,,,two,,", ["2:3 level-order-unknown"]),
        ("a,b,,,good,,,poor,,", []),
        ("a,b,,,one,,1", ["2:3 too-few"]),
        ('a,"b ""c"", d",,,5" disk,,1,same,,1', ["2:3 level-order-unknown"]),
        ('a,"b ""c"", d",,,5" disk,,1,same,,y', ["2:35 not-a-number"]),
        ('a,"b\nc",,,one,,1,two,,y', ["3:18 not-a-number"]),
        ('a,"b', ["2:1 not-csv"]),
        ('a,"b"c,,,one,,1,two,,2', ["2:1 not-csv"]),
        (f"a,b,{'x' * 10_001},,one,,1,two,,2", ["2:3 too-long"]),
        (f"a,{'x' * 201},,,one,,1,two,,2", []),
        ("a,b,,,one,,1,two,,2\na,b,,,one,,1,two,,2", ["3:3 same-title"]),
        ("a,b,,,one,,1,one,,2", ["2:14 same-title"]),
        ("a,b,,,one,,1;5,two,,2", ["2:12 not-a-number"]),
    ],
)
def test_problems_stand_at_their_cell(text: str, expected: list[str], told: Told) -> None:
    """Line and column are those of the cell, quotes and line breaks in others counted."""
    loaded = load(f"{HEADER}{RATING}\n{text}", name="c.csv", language="en")

    assert told(loaded.problems) == expected
    assert bool(loaded.rubrics) is (not expected)


def test_other_separators_and_a_byte_order_mark() -> None:
    """Semicolons, tabs and decimal commas of a spreadsheet abroad are read; so are CRLF."""
    text = SHEET.replace(",", ";").replace("4;half", "4,5;half").replace("\n", "\r\n")
    loaded = load(("\ufeff" + text).encode(), name="c.csv", language="en")

    assert [len(one.criteria) for one in loaded.rubrics] == [2, 1]
    assert "loss-points" in {one.slug for one in loaded.losses}
    assert [one.value for one in loaded.rubrics[0].scale_of("humility").levels] == [1, 2, 3]


def test_columns_of_others_are_lost(told: Told) -> None:
    """A column that Canvas does not have is told at its first cell with something in it."""
    text = "Criteria Name,Rating Name,Rating Points,Rating Name,Rating Points,Owner,Rubric Name\n"
    loaded = load(
        f"{text}b,one,1,two,2,,R\nc,one,1,two,2,Kim,R\nd,one,1,two,2,Kim,R", language="en"
    )

    assert told(loaded.losses) == ["3:15 loss-field"]
    assert "(2 times)" in loaded.losses[0].message


def test_too_many_cells_are_refused() -> None:
    """A small file cannot ask for work without end."""
    loaded = load(f"{HEADER}\n{',' * 250_000}", name="c.csv")

    assert [one.slug for one in loaded.problems] == ["not-csv"]


# --- Writing --------------------------------------------------------------------


def test_what_is_written_has_the_columns_of_canvas(rich: fs.Rubric) -> None:
    """Headers repeat as often as the longest scale needs; levels fall; points are numbers."""
    made = export([rich], to="canvas")
    rows = list(csv.reader(io.StringIO(made.texts[0])))

    assert rows[0][:4] == HEADER.split(",")[:4]
    assert rows[0].count("Rating Name") == 3
    assert rows[1][:2] == ["Support engineer", "Patience"]
    assert rows[1][4:7] == ["solid", "Asks what was tried.", "2"]
    assert rows[2][6::3] == ["20", "5", "0"]
    assert made.names == ("support.canvas.csv",)


@given(rubrics())
def test_losses_are_all_there_are(rubric: fs.Rubric) -> None:
    """What is not told as lost is there again after reading."""
    for to in ("canvas", "canvas-json"):
        made = export([rubric], to=to)
        lost = {part for one in made.losses for part in one.message.split("`")[1::2]}
        if any("cannot be read back" in one.message for one in made.losses):
            continue
        (back,) = load(made.texts[0], name=made.names[0]).rubrics
        for before, after in zip(rubric.criteria, back.criteria, strict=True):
            assert before.title.strip() == after.title.strip() or "criteria[].title" in lost
            for field in ("value", "label", "points"):
                ours = [getattr(one, field) for one in rubric.scale_of(before.id).levels]
                theirs = [getattr(one, field) for one in back.scale_of(after.id).levels]
                same = [str(one).strip() for one in ours] == [str(one).strip() for one in theirs]
                empty = all(one is None for one in ours)
                assert same or empty or f"criteria[].levels[].{field}" in lost


@given(st.text(st.sampled_from("'=+-@\t\r \uff1da"), max_size=6))
def test_a_quote_in_front_comes_off_again(text: str) -> None:
    """Guarding is undone exactly, whatever the text begins with."""
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", " =x", "\uff1dx"])
def test_no_cell_is_a_formula(text: str) -> None:
    """A text that a spreadsheet would run begins with a quote; numbers of ours stay numbers."""
    row = next(csv.reader(io.StringIO(written([[text, -1]]))))

    assert row == [f"'{text}", "-1"]


def test_formulas_in_a_rubric_come_back(told: Told) -> None:
    """They are guarded in the file and bare in the rubric."""
    level = "Rating Name,Rating Points"
    text = f"Rubric Name,Criteria Name,{level},{level}\n'=R,'-C,'@x,2,y,1"
    (rubric,) = load(text, name="c.csv").rubrics

    assert (rubric.title, rubric.criteria[0].title) == ("=R", "-C")
    assert "'@x" in export([rubric], to="canvas").texts[0]


# --- JSON of the API ------------------------------------------------------------


def payload(**fields: object) -> dict[str, Any]:
    """Make a rubric as the API returns it."""
    criterion = {
        "id": "_8840",
        "description": "Humility",
        "long_description": "<p>What they <b>own</b></p>",
        "points": 2.5,
        "criterion_use_range": False,
        "ratings": [
            {"id": "blank", "description": "full", "long_description": "Names it.", "points": 2.0},
            {"id": "blank_2", "description": "none", "points": 1.0},
        ],
    }
    return {"id": 1, "title": "Onsite", "points_possible": 2.5, "data": [criterion | fields]}


def of(plain: object) -> Any:  # noqa: ANN401 (what `load` returns, for short)
    """Load a payload."""
    return load(json.dumps(plain, indent=1), name="p.json", language="en")


@pytest.mark.parametrize("shape", ["one", "list", "wrapped"])
def test_the_api_is_read(shape: str, told: Told) -> None:
    """A rubric, a list of them, or one under `rubric`; markup becomes words."""
    one = payload()
    plain: Any = {"one": one, "list": [one], "wrapped": {"rubric": one}}[shape]
    loaded = of(plain)
    (rubric,) = loaded.rubrics

    assert loaded.format == "Canvas API"
    assert (rubric.title, rubric.criteria[0].description) == ("Onsite", "What they own")
    assert [one.label for one in rubric.scales[0].levels] == ["none", "full"]
    assert [one.slug for one in loaded.losses] == ["loss-formatting"]


@pytest.mark.parametrize(
    ("plain", "expected"),
    [
        (payload(description=""), "name-missing"),
        (payload() | {"title": None}, "name-missing"),
        (payload(ratings=[{"description": "a"}, {"description": "b"}]), "level-order-unknown"),
        ([payload(), {"title": "Empty", "data": []}], "no-rubrics"),
        ([payload(), 7], "not-a-mapping"),
        ([], "unknown-format"),
    ],
    ids=["criterion", "rubric", "order", "empty", "number", "nothing"],
)
def test_a_bad_payload_is_refused(plain: object, expected: str) -> None:
    """Nothing is guessed and nothing raises."""
    assert expected in {one.slug for one in of(plain).problems}


def test_a_range_between_levels_is_lost() -> None:
    """A rating is always one level."""
    assert "loss-field" in {one.slug for one in of(payload(criterion_use_range=True)).losses}


def test_ids_of_ours_come_back_from_the_api(rich: fs.Rubric) -> None:
    """The id of a criterion is kept; that of the rubric has no place."""
    made = export([rich, rich], to="canvas-json")
    back = load(made.texts[0]).rubrics

    assert [one.id for one in back[0].criteria] == ["patience", "diagnosis"]
    assert len(back) == 2
    assert json.loads(export([rich], to="canvas-json").texts[0])["points_possible"] == 22
