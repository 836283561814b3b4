"""rubric-spec's JSON, out and back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from fairscore.adapters.conversion import export, load
from fairscore.testing import rubrics

if TYPE_CHECKING:
    import fairscore as fs


@given(rubrics())
def test_what_is_written_keeps_the_rules_of_the_format(rubric: fs.Rubric) -> None:
    """Ids differ, weights are above 0 and add up to 1, and there are two anchors at least."""
    made = json.loads(export([rubric], to="rubric-spec").texts[0])
    rows = made["criteria"]

    assert made["version"] == "auraone-rubric-v1"
    assert made["provenance"]["synthetic"] is False
    assert made["judge_prompt_contract"]["output_format"] == "json"
    assert len({one["criterion_id"] for one in rows}) == len(rows)
    assert all(one["weight"] > 0 and one["label"] and len(one["anchors"]) > 1 for one in rows)
    assert abs(sum(one["weight"] for one in rows) - 1) < 0.001


def test_ids_weights_and_anchors_come_back(rich: fs.Rubric) -> None:
    """Thirty and seventy are 0.3 and 0.7 there."""
    made = export([rich], to="rubric-spec")
    loaded = load(made.texts[0], name=made.names[0])
    (back,) = loaded.rubrics

    assert loaded.format == "rubric-spec"
    assert back.id == "support"
    assert [(one.id, one.weight) for one in back.criteria] == [("patience", 30), ("diagnosis", 70)]
    assert back.scale_of("patience").levels[1].anchor == ("Asks what was tried.",)
    assert "`weight`" not in str(made.losses)


def test_without_weights_all_are_equal_and_none_comes_back() -> None:
    """The format wants them; equal ones say nothing."""
    criterion = {"requirement": "x"}
    (rubric,) = load(json.dumps({"criteria": [criterion, {"requirement": "y"}]})).rubrics
    made = export([rubric], to="rubric-spec")

    assert [one["weight"] for one in json.loads(made.texts[0])["criteria"]] == [0.5, 0.5]
    assert [one.weight for one in load(made.texts[0]).rubrics[0].criteria] == [None, None]


@pytest.mark.parametrize("field", ["anchors", "label"])
def test_a_criterion_without_what_it_needs_is_refused(rich: fs.Rubric, field: str) -> None:
    """Nothing raises."""
    plain = json.loads(export([rich], to="rubric-spec").texts[0])
    plain["criteria"][0][field] = None

    assert load(json.dumps(plain)).problems
