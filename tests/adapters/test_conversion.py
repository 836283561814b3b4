"""Converting: what a text is taken for, what is refused, and what is told as lost."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

import fairscore as fs
from fairscore._tree import MAX_BYTES, MAX_FAULTS
from fairscore.adapters._levels import LADDERS, ladder_of
from fairscore.adapters._making import slug
from fairscore.adapters.conversion import TARGETS, Target, convert, export, load
from fairscore.testing import rubrics

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from fairscore.errors import Problem

    Told = Callable[[tuple[Problem, ...]], list[str]]

ROOT = Path(__file__).resolve().parents[2]
BACKEND = (ROOT / "examples/backend.rubric.yaml").read_text("utf-8")


def with_levels(*levels: dict[str, object]) -> fs.Rubric:
    """Make a rubric of one criterion with these levels of its own."""
    plain = {
        "kind": "rubric",
        "schema_version": 1,
        "id": "r",
        "version": 1,
        "title": "R",
        "criteria": [{"id": "a", "title": "A", "levels": levels}],
    }
    return fs.parse(json.dumps(plain), fs.Rubric)


# --- What a text is taken for ---------------------------------------------------


@pytest.mark.parametrize("to", TARGETS)
@pytest.mark.parametrize("named", [True, False])
def test_what_is_written_is_known_again(
    rich: fs.Rubric, at: datetime, to: Target, *, named: bool
) -> None:
    """With the name of its file and without."""
    made = export([rich], to=to, changed=at)
    loaded = load(made.texts[0], name=made.names[0] if named else "")

    assert loaded.problems == ()
    assert [len(one.criteria) for one in loaded.rubrics] == [2]
    assert loaded.format


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("", "", ["1:1 unknown-format"]),
        ("", "questions: [Why?]", ["1:1 unknown-format"]),
        ("a.json", "[1, 2]", ["1:1 unknown-format"]),
        ("a.json", "{", ["1:2 not-json"]),
        ("", '{"a": 1, "a": 2}', ["1:10 duplicate-key"]),
        ("a.yml", "a: *b", ["1:4 yaml-alias"]),
        ("a.csv", "x,y\n1,2", ["1:1 unknown-format"]),
        ("a.csv", "id,GOTO\n1,2", ["1:4 branching-questions"]),
        ("a.csv", "goto,id\n1,2", ["1:1 branching-questions"]),
        ("a.yaml", "questions:\n  - text: a\n    show_if: b", ["3:5 branching-questions"]),
        (
            "a.json",
            '{"$schema": "https://json-schema.org/draft/2020-12/schema"}',
            ["1:13 json-schema"],
        ),
        ("a.js", "// x\nexport const a = {\n", ["1:1 program-code"]),
        ("", "import * as d3 from 'd3'\n", ["1:1 program-code"]),
        ("", "# comment\ndef f():\n    pass\n", ["1:1 program-code"]),
        ("a.yaml", "kind: scorecard", ["1:7 other-kind"]),
        ("a.yaml", "kind: rubric", ["1:1 missing-field"]),
        ("a.json", '{"CFDocument": {}, "CFRubrics": []}', ["1:1 no-rubrics"]),
        ("a.txt", b"\xff", ["1:1 not-utf-8"]),
        ("a.csv", b"a\nb\xc3\xbc\xff", ["2:3 not-utf-8"]),
        ("a.md", "a\n b\0", ["2:3 nul-character"]),
        ("a.md", "\ud800", ["1:1 lone-surrogate"]),
        ("a.md", "a" * (MAX_BYTES + 1), ["1:1 too-large"]),
        ("a.yaml", "kind: rubric" + " " * MAX_BYTES, ["1:1 too-large"]),
    ],
)
def test_what_is_refused_says_why(
    name: str, text: str | bytes, expected: list[str], told: Told
) -> None:
    """The reason comes from what stands in the text."""
    loaded = load(text, name=name)

    assert sorted(set(told(loaded.problems))) == expected
    assert loaded.rubrics == ()


def test_a_rubric_of_ours_with_a_table_in_it_is_ours() -> None:
    """Without the name of a file, what the text says of itself comes before what it looks like."""
    table = "\ndescription: |\n  | Area | 1 | 2 |\n  |---|---|---|\n  | A | x | y |\n"

    assert load(BACKEND.rstrip() + table.replace("description", "notes")).format == "fairscore"
    assert load(table.replace("  ", "").removeprefix("\ndescription: |\n")).format == (
        "Markdown table"
    )


def test_an_empty_field_is_no_loss() -> None:
    """Nothing stands in it; one that holds something is told."""
    for value, told in (({}, 0), ([], 0), ("", 0), (None, 0), ({"a": 1}, 1), ([1], 1), (0, 1)):
        text = json.dumps({"criteria": [{"requirement": "x"}], "more": value})
        losses = [one.slug for one in load(text, name="a.json", language="en").losses]
        assert losses == ["loss-field"] * told, value


def test_a_list_of_competencies_is_no_job() -> None:
    """What has the look of one format and not its fields is refused."""
    for text in ("a: []", "a: [{b: 1}]", "topics: []", "sections: []", "a: [1]"):
        assert load(text).problems, text


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    [
                        *("CFRubrics", "CFRubricCriteria", "CFRubricCriterionLevels", "extensions"),
                        *("fairscore", "identifier", "title", "description", "position", "score"),
                        *("data", "ratings", "points", "long_description", "rubric", "sections"),
                        *(
                            "criteria",
                            "requirement",
                            "options",
                            "label",
                            "value",
                            "weight",
                            "version",
                        ),
                        *("levels", "themes", "competencies", "topics", "content", "competency"),
                    ]
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=20,
    )
)
def test_no_json_raises(plain: object) -> None:
    """Whatever the shape, there are rubrics or there are problems."""
    loaded = load(json.dumps(plain), name="x.json")

    assert bool(loaded.rubrics) != bool(loaded.problems)


@given(st.text(max_size=80), st.sampled_from(["", "a.csv", "a.md", "a.yaml", "a.json"]))
def test_no_text_raises(text: str, name: str) -> None:
    """Nor does any text, whatever its file is called."""
    loaded = load(text, name=name)

    assert bool(loaded.rubrics) != bool(loaded.problems)


@pytest.mark.parametrize("to", ["canvas-json", "autorubric", "case", "rubric-spec"])
def test_any_number_of_fractions_is_read(at: datetime, to: Target) -> None:
    """The two hundredth is read like the first: there are more than problems are ever told."""
    criteria = [
        {"id": f"c{index}", "title": f"C {index}", "weight": 1, "levels": levels}
        for index, levels in enumerate(
            [[{"value": at, "label": f"l{at}"} for at in (1, 2, 3)]] * 70
        )
    ]
    plain = {"kind": "rubric", "schema_version": 1, "id": "r", "version": 1, "title": "R"}
    rubric = fs.parse(json.dumps({**plain, "criteria": criteria}), fs.Rubric)
    (text,) = export([rubric], to=to, changed=at).texts
    field = {"canvas-json": "points", "case": "score"}.get(to, "value")
    text = re.sub(rf'("{field}": \d+)(?=[,\s])', r"\1.0", text)
    loaded = load(text, name="a.json")

    assert loaded.problems == ()
    assert text.count(".0") > MAX_FAULTS
    assert {loaded.rubrics[0].scale_of(one.id).values for one in loaded.rubrics[0].criteria} == {
        (1, 2, 3)
    }


def test_what_is_wrong_behind_many_fractions_is_told(told: Told) -> None:
    """A number that is not whole is no problem, so it takes no problem's place."""
    text = f'{{"sections": [{{"criteria": [{"1.5, " * MAX_FAULTS}2]}}], "sections": 1}}'

    assert told(load(text, name="a.json").problems) == [
        f"1:{text.rindex(chr(34) + 'sec') + 1} duplicate-key"
    ]


def test_no_more_problems_than_anybody_reads() -> None:
    """The list ends after a hundred."""
    header = "Rubric Name,Criteria Name,Rating Name,Rating Points\n"

    assert len(load(header + "a,,x,y\n" * 500).problems) == MAX_FAULTS


def test_a_small_file_asks_for_little_work() -> None:
    """What is held against each other has an end: criteria, columns and problems."""
    header = "Rubric Name,Criteria Name,Rating Name,Rating Points,Rating Name,Rating Points\n"
    rows = "".join(f"r,c{at},x{at},1,y{at},2\n" for at in range(5_000))
    matrices = "|A|1|2|\n|-|-|-|\n|c|||\n\n" * 5_000
    sections = "".join(f"# c{at}\n\nx\n\n" for at in range(5_000))
    table = "|A|1|2|\n|-|-|-|\n" + "".join(f"|c{at}|||\n" for at in range(5_000))
    sheets = "".join(f"# c{at}\n|A|Score (1-3)|\n|-|-|\n|c{at}||\n\n" for at in range(3_000))
    wide = "Rubric Name,Criteria Name" + ",Rating Name,Rating Points" * 9_000 + "\nr,c"
    cases = [
        ("a.csv", header + rows, "too-many"),
        ("a.csv", wide + ",a,x" * 30_000, "not-a-number"),
        ("a.csv", wide + "\nr,c" * 40_000, "too-many"),
        ("a.md", matrices, "too-many"),
        ("a.md", sections + table, "too-many"),
        ("a.md", sheets, "too-many"),
        ("a.md", "|A|1|2|\n|-|-|-|\n" + "|" * 200_000, "no-rubric-table"),
        ("", "-" * 200_000, "text-too-long"),
    ]
    for name, text, expected in cases:
        before = time.process_time()
        problems = load(text, name=name).problems
        spent = time.process_time() - before

        assert expected in {one.slug for one in problems}
        assert len(problems) <= MAX_FAULTS
        assert spent < 5, (name, text[:40], spent)


def test_numbers_without_end_are_not_read() -> None:
    """A number of a million digits, or one with a large exponent, is a problem."""
    for number in ("1" * 100_000, "1e999999999", "0." + "1" * 100_000, "NaN"):
        text = f'{{"criteria": [{{"requirement": "x", "weight": {number}}}]}}'
        assert load(text, name="x.json").problems


# --- Order, ids and places ------------------------------------------------------


def test_words_of_one_ladder_give_an_order() -> None:
    """Two of one rank, or of two ladders, give none."""
    assert ladder_of(["Good", " poor"]) == ("quality", [4, 1])
    assert ladder_of(["good", "hire"]) is None
    assert ladder_of(["fair", "adequate"]) is None
    assert ladder_of([]) is None
    assert all(len(set(one.values())) > 2 for one in LADDERS.values())


@pytest.mark.parametrize(
    ("order", "expected"), [("rising", ["blue", "green"]), ("falling", ["green", "blue"])]
)
def test_somebody_may_say_the_order(order: str, expected: list[str]) -> None:
    """Where neither numbers nor words do."""
    text = "Rubric Name,Criteria Name,Rating Name,Rating Name\na,b,blue,green"
    (rubric,) = load(text, order="rising" if order == "rising" else "falling").rubrics

    assert [one.label for one in rubric.scales[0].levels] == expected


def test_scores_become_values_points_or_an_order() -> None:
    """Scores that follow one another are values; whole ones are points; others only order."""

    def levels(*scores: str) -> list[tuple[int, int | None]]:
        ratings = ",Rating Name,Rating Points" * len(scores)
        cells = ",".join(f"l{at},{one}" for at, one in enumerate(scores))
        loaded = load(f"Rubric Name,Criteria Name{ratings}\na,b,{cells}")
        return [(one.value, one.points) for one in loaded.rubrics[0].scales[0].levels]

    assert levels("3", "1", "2") == [(1, None), (2, None), (3, None)]
    assert levels("-1", "0") == [(-1, None), (0, None)]
    assert levels("0", "1", "3", "6") == [(1, 0), (2, 1), (3, 3), (4, 6)]
    assert levels("101", "102") == [(1, 101), (2, 102)]
    assert levels("0.5", "1") == [(1, None), (2, None)]
    assert levels("1", "9999999") == [(1, None), (2, None)]


@pytest.mark.parametrize(
    ("labels", "points", "expected"),
    [
        (("no hire", "lean hire", "hire"), (1, 2, 3), 2),
        (("no hire", "lean no hire", "hire"), (1, 2, 3), 3),
        (("hire", "lean hire", "no hire"), (1, 2, 3), None),
        (("poor", "fair", "good"), (1, 2, 3), None),
    ],
    ids=[
        "leaning to hire is hire",
        "leaning away is not",
        "numbers say otherwise",
        "no hire in it",
    ],
)
def test_words_that_say_hire_draw_the_line(
    labels: tuple[str, ...], points: tuple[int, ...], expected: int | None
) -> None:
    """Only where the numbers rise with the words: the line is never guessed."""
    cells = ",".join(f"{label},{one}" for label, one in zip(labels, points, strict=True))
    loaded = load(f"Rubric Name,Criteria Name{',Rating Name,Rating Points' * 3}\na,b,{cells}")

    assert loaded.rubrics[0].scale_of("b").hire_line == expected


def test_an_order_that_the_format_says_is_not_turned() -> None:
    """Somebody says which end is high for what does not say it, and for that alone."""
    text = "job:\n- competency: a\n  levels: [{proficiency: blue}, {proficiency: green}]"
    for order in ("rising", "falling"):
        (rubric,) = load(text, order="rising" if order == "rising" else "falling").rubrics
        assert [one.label for one in rubric.scales[0].levels] == ["blue", "green"]


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        ((0.25, 0.75), [25, 75]),
        ((25, 75), [25, 75]),
        ((0.5, 1.5), [None, None]),
        ((0.125, 0.875), [None, None]),
        ((50, 150), [None, None]),
        ((0, 1), [0, 1]),
    ],
)
def test_weights_become_whole_all_or_none(
    weights: tuple[float, ...], expected: list[int | None]
) -> None:
    """Parts of one are taken for hundredths; what fits neither way is left out for all."""
    rows = [{"requirement": f"c{at}", "weight": one} for at, one in enumerate(weights)]
    loaded = load(json.dumps({"criteria": rows}), name="a.json")

    assert [one.weight for one in loaded.rubrics[0].criteria] == expected
    assert any(one.slug == "loss-weight" for one in loaded.losses) is (expected != list(weights))


def test_ids_differ_and_are_ascii() -> None:
    """From titles of any script."""
    assert slug("好奇心", otherwise="criterion") == "criterion"
    assert slug("2 Tests", ["criterion-2-tests"], otherwise="criterion") == "criterion-2-tests-2"
    assert slug("A" * 99, ["a" * 48, "a" * 48 + "-2"], otherwise="x") == "a" * 48 + "-3"


@pytest.mark.parametrize("hidden", ["\u202e", "\u2800", "\u3164", "\u034f", "\U0001d173"])
def test_what_no_name_may_hold_leaves_every_title(hidden: str) -> None:
    """A title is cleared of all that would be refused, whatever sort of character it is."""
    text = "Rubric Name,Criteria Name,Rating Name,Rating Points,Rating Name,Rating Points\n"
    loaded = load(f"{text}a,c{hidden}d,x,1,y,2", language="en")
    (rubric,) = loaded.rubrics

    assert rubric.criteria[0].title == "c d"
    assert [one.slug for one in loaded.losses] == ["loss-changed"]


def test_a_title_is_one_clean_line() -> None:
    """Hidden characters go, joiners stay, and what had to be changed is told."""
    text = "Rubric Name,Criteria Name,Rating Name,Rating Points,Rating Name,Rating Points\n"
    loaded = load(f'{text}"a\n b",c\u202ed,x,1,"y\nz",2', language="en")
    (rubric,) = loaded.rubrics

    assert (rubric.title, rubric.criteria[0].title) == ("a b", "c d")
    assert rubric.scales[0].levels[1].label == "y z"
    assert [one.slug for one in loaded.losses] == ["loss-changed"]


# --- What is lost ---------------------------------------------------------------


@pytest.mark.parametrize("to", TARGETS)
def test_losses_of_our_own_file_stand_at_their_line(at: datetime, to: Target) -> None:
    """The field that is lost is the one at the place."""
    made = convert(BACKEND, to=to, name="b.yaml", changed=at)

    lines = BACKEND.split("\n")
    for one in made.losses:
        assert one.file == "b.yaml"
        assert one.line > 0
        if one.path in {("kinds",), ("interviews",), ("recommendation",)}:
            assert lines[one.line - 2].startswith(f"{one.path[0]}:")
    assert bool(made.losses) is (to not in {"yaml", "json", "case"})


def test_strict_refuses_to_lose(at: datetime) -> None:
    """Every loss is a problem then; without one it changes nothing."""
    with pytest.raises(fs.DocumentError) as caught:
        convert(BACKEND, to="canvas", strict=True)

    assert {one.slug for one in caught.value.problems} <= {"loss-field", "loss-changed"}
    assert convert(BACKEND, to="case", strict=True, changed=at).losses == ()


def test_a_time_without_its_offset_is_no_time(rich: fs.Rubric, at: datetime) -> None:
    """CASE writes UTC, and which time that would be nobody knows."""
    with pytest.raises(fs.DocumentError, match="time-missing"):
        export([rich], to="case", changed=at.replace(tzinfo=None))


def test_convert_raises_what_load_found() -> None:
    """All problems at once."""
    with pytest.raises(fs.DocumentError) as caught:
        convert("x: 1", to="json", name="x.yaml")

    assert [str(one).split(":")[0] for one in caught.value.problems] == ["x.yaml"]


def test_losses_of_reading_come_first() -> None:
    """Then those of writing; only the first have a line in a foreign file."""
    sheet = "Rubric Name,Criteria Name,Rating Name,Rating Points,Rating Name,Rating Points\n"
    made = convert(f"{sheet}a,b,x,0,y,5", to="markdown", name="s.csv")

    assert [one.slug for one in made.losses] == ["language-assumed", "loss-field"]
    assert [one.line for one in made.losses] == [2, 0]


def test_names_of_files_differ(rich: fs.Rubric) -> None:
    """Two rubrics of one id are two files; none is written without a rubric."""
    assert export([rich, rich], to="markdown").names == ("support.md", "2-support.md")
    with pytest.raises(fs.DocumentError, match="no-rubrics"):
        export([], to="yaml")


@given(rubrics())
def test_our_own_formats_lose_nothing(rubric: fs.Rubric) -> None:
    """YAML and JSON give the same digest back."""
    for to in ("yaml", "json"):
        made = convert(fs.dump(rubric), to=to)
        assert made.losses == ()
        assert fs.parse(made.texts[0], fs.Rubric).digest == rubric.digest


def test_what_cannot_be_read_back_is_told() -> None:
    """Two labels that only a missing one kept apart are one name in Canvas."""
    rubric = with_levels({"value": 1}, {"value": 2, "label": "x"}, {"value": 3, "label": "1 "})
    made = export([rubric], to="autorubric")

    assert [one.message for one in made.losses] == [
        "what autorubric holds of it cannot be read back as a rubric"
    ]


def test_one_that_cannot_be_read_back_is_told_for_all(rich: fs.Rubric) -> None:
    """Rubrics in one text are read back together."""
    rubric = with_levels({"value": 1, "points": 5}, {"value": 2, "points": 6, "label": "1"})
    made = export([rich, rubric], to="canvas-json")

    assert [one.slug for one in made.losses] == ["loss-changed", "loss-changed"]


def test_every_target_is_listed() -> None:
    """`TARGETS` is what the type says."""
    assert get_args(Target) == TARGETS
