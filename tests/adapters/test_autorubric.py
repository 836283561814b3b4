"""autorubric's JSON, in and out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given

from fairscore.adapters.conversion import export, load
from fairscore.testing import rubrics

if TYPE_CHECKING:
    import fairscore as fs

OPTIONS = [
    {"label": "always: every time", "value": 1.0},
    {"label": "never", "value": 0.0},
    {"label": "sometimes", "value": 0.5},
    {"label": "cannot tell", "value": 0.0, "na": True},
]


def of(*criteria: dict[str, Any], **fields: object) -> Any:  # noqa: ANN401 (what `load` returns)
    """Load a file with one section."""
    return load(json.dumps({"sections": [{"name": "Clear", "criteria": criteria}], **fields}))


def test_criteria_without_options_are_met_or_not() -> None:
    """That is what the format means by it, so nothing is told."""
    loaded = of({"name": "reasons", "weight": 10, "requirement": "Gives reasons"})
    (rubric,) = loaded.rubrics
    (criterion,) = rubric.criteria

    assert (loaded.format, rubric.title) == ("autorubric", "Clear")
    assert (criterion.id, criterion.weight, criterion.description) == (
        *("reasons", 10),
        "Gives reasons",
    )
    assert [one.label for one in rubric.scale_of("reasons").levels] == ["unmet", "met"]
    assert [one.slug for one in loaded.losses] == ["language-assumed"]


def test_options_are_levels_in_the_order_of_their_values() -> None:
    """One that stands for no answer is no level; fractions give an order and no points."""
    loaded = of({"requirement": "Gives reasons", "options": OPTIONS})
    levels = loaded.rubrics[0].scale_of("gives-reasons").levels

    assert [(one.value, one.label) for one in levels] == [
        *((1, "never"), (2, "sometimes"), (3, "always"))
    ]
    assert levels[2].anchor == ("every time",)
    assert "loss-points" in {one.slug for one in loaded.losses}


@pytest.mark.parametrize(
    ("criterion", "expected"),
    [
        ({"requirement": ""}, "name-missing"),
        ({"requirement": "x", "options": OPTIONS, "scale_type": "nominal"}, "level-order-unknown"),
        ({"requirement": "x", "options": OPTIONS[:1]}, "too-few"),
        ({"requirement": "x", "weight": -5}, ""),
    ],
    ids=["name", "order", "one", "penalty"],
)
def test_what_is_refused(criterion: dict[str, Any], expected: str) -> None:
    """A weight below 0 is told and no reason to refuse."""
    loaded = of(criterion)

    assert {one.slug for one in loaded.problems} == ({expected} if expected else set())
    assert bool(loaded.rubrics) is (not expected)


def test_a_penalty_is_turned_round() -> None:
    """What it is bad to meet has `met` below `unmet`, and the option worth most is the lowest."""
    loaded = of(
        {"name": "praise", "weight": 5, "requirement": "Names others' part"},
        {"name": "blame", "weight": -3, "requirement": "Blames others"},
        {"name": "late", "weight": -2, "requirement": "Comes late", "options": OPTIONS},
    )
    (rubric,) = loaded.rubrics
    labels = {
        one.id: [level.label for level in rubric.scale_of(one.id).levels] for one in rubric.criteria
    }

    assert labels == {
        "praise": ["unmet", "met"],
        "blame": ["met", "unmet"],
        "late": ["always", "sometimes", "never"],
    }
    assert [one.weight for one in rubric.criteria] == [5, 3, 2]
    assert [one.slug for one in loaded.losses].count("penalty-turned") == 2


def test_criteria_without_sections_and_a_name_are_read() -> None:
    """A list under `criteria` is enough."""
    loaded = load(json.dumps({"rubric": {"criteria": [{"requirement": "x"}]}, "name": "Mine"}))
    nameless = load(
        json.dumps({"sections": [{"criteria": [{"requirement": one}]} for one in "xy"]})
    )

    assert loaded.rubrics[0].title == "Mine"
    assert nameless.rubrics[0].title == "Rubric"


@given(rubrics())
def test_what_is_written_is_what_autorubric_takes(rubric: fs.Rubric) -> None:
    """Values lie from 0 to 1, the highest level is worth 1, and every loss is told."""
    made = export([rubric], to="autorubric")
    (section,) = json.loads(made.texts[0])["rubric"]["sections"]

    for row, criterion in zip(section["criteria"], rubric.criteria, strict=True):
        values = [one["value"] for one in row["options"]]
        assert values == sorted(values)
        assert (values[0], values[-1]) == (0, 1)
        assert row.get("weight") == criterion.weight
        assert row["requirement"]
    assert {one.slug for one in made.losses} <= {"loss-field", "loss-changed"}
