"""The lints about hire lines, kinds of flags and settings of rules."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import fairscore as fs
from fairscore.lints import lint
from fairscore.lints.rule_unknown import knowing

if TYPE_CHECKING:
    from conftest import Linted

TWO: dict[str, Any] = {"id": "two", "levels": [{"value": 1}, {"value": 2}]}
LINED = TWO | {"hire_line": 2}


def test_a_recommendation_without_line_is_reported(linted: type[Linted]) -> None:
    """A recommendation needs a line; no recommendation needs none."""
    lints = linted("hire-line-missing")

    assert lints.at(recommendation=TWO) == ["recommendation"]
    assert lints.at(recommendation=LINED) == []
    assert lints.at() == []


def test_a_shared_scale_without_line_is_reported_once(linted: type[Linted]) -> None:
    """A scale that criteria lean on needs a line, unless each of them has a required level."""
    lints = linted("hire-line-missing")
    on_it: dict[str, Any] = {"scale": "two", "levels": [], "required_level": None}

    assert lints.of(on_it, on_it, scales=[TWO]) == ["scales[0]"]
    assert lints.of(on_it, on_it, scales=[LINED]) == []
    assert lints.of(on_it | {"required_level": 2}, scales=[TWO]) == []
    assert lints.of(on_it, scales=[TWO | {"id": "unused"}, LINED]) == []


def test_a_criterion_without_line_on_levels_of_its_own_is_reported(linted: type[Linted]) -> None:
    """Each that lacks one is reported; where several all lack one, it is said once."""
    lints = linted("hire-line-missing")
    without: dict[str, Any] = {"required_level": None}

    assert lints.of(without, {}) == ["criteria[0]"]
    assert lints.of(without) == ["criteria[0]"]
    assert lints.of(without, without, without) == ["criteria[0]"]
    assert lints.of({}, {}) == []


def test_an_id_shared_by_a_scale_and_a_criterion_confuses_nothing(linted: type[Linted]) -> None:
    """A criterion with levels of its own does not use the scale that is called like it."""
    same = {"id": "two", "required_level": None}

    assert linted("hire-line-missing").of(same, scales=[TWO]) == ["criteria[0]"]


def kind(code: str = "asks", **changes: object) -> dict[str, Any]:
    """Write a clean kind with other fields."""
    return {
        "code": code,
        "title": code,
        "criterion": "coding",
        "concern": [f"did not {code} when it mattered"],
        "strength": [f"did {code} when it mattered"],
        "not_evidence": ["accent"],
    } | changes


def test_a_trait_as_a_side_of_a_kind_is_reported(linted: type[Linted]) -> None:
    """Both sides are read; what is no evidence may be a trait."""
    lints = linted("kind-without-behaviour")
    both = kind(concern=["argued on", "arrogant"], strength=["very humble"])

    assert lints.at(kinds=[both]) == ["kinds[0].concern[1]", "kinds[0].strength[0]"]
    assert lints.at(kinds=[kind(strength=["humble when shown better"])]) == []
    assert lints.at(kinds=[kind(not_evidence=["quiet"])]) == []
    assert lints.at(kinds=[both], language="de") == []


def test_a_kind_without_what_is_no_evidence_is_reported(linted: type[Linted]) -> None:
    """An empty list is as bad as none."""
    lints = linted("kind-without-not-evidence")

    assert lints.at(kinds=[kind(), kind("tests", not_evidence=[])]) == ["kinds[1]"]


def test_a_line_under_two_kinds_is_reported(linted: type[Linted]) -> None:
    """Small words, order and side make no difference; the same kind may repeat itself."""
    lints = linted("kinds-overlap")
    took = kind("credit", concern=["took credit for what the team did"])

    assert lints.at(kinds=[took, kind(concern=["Took the credit for what their team did."])]) == [
        "kinds[1].concern[0]"
    ]
    assert lints.at(kinds=[took, kind(strength=["for what the team did, took credit"])]) != []
    assert lints.at(kinds=[took, kind(concern=["did not take credit for what the team did"])]) == []
    assert lints.at(kinds=[kind(concern=["argued on", "Argued on."])]) == []


def test_lines_without_weighty_words_are_compared_as_they_are(linted: type[Linted]) -> None:
    """`did it` and `had it` are small words only, and are not the same; marks are no words."""
    lints = linted("kinds-overlap")

    assert lints.at(kinds=[kind(concern=["did it"]), kind("b", concern=["had it"])]) == []
    assert lints.at(kinds=[kind(concern=["did it"]), kind("b", concern=["Did it."])]) != []
    assert lints.at(kinds=[kind(concern=["…"]), kind("b", concern=["—"])]) == []


def test_the_same_line_is_found_in_any_language(linted: type[Linted]) -> None:
    """Without a list of small words the lines must have the same words."""
    lints = linted("kinds-overlap")
    kinds = [
        kind(concern=["gab anderen die Schuld"]),
        kind("b", concern=["Gab anderen die Schuld!"]),
    ]

    assert lints.at(kinds=kinds, language="de") == ["kinds[1].concern[0]"]


def test_a_vocabulary_is_read_like_the_kinds_of_a_rubric() -> None:
    """The lints about kinds and wording take a vocabulary; those about rubrics say nothing."""
    one = kind(title="culture fit", concern=["arrogant"])
    one["not_evidence"] = []
    words = {"kind": "vocabulary", "schema_version": 1, "id": "v", "version": 1, "title": "Words"}
    vocabulary = fs.parse(json.dumps(words | {"kinds": [one]}), fs.Vocabulary)

    assert [problem.slug for problem in lint(vocabulary)] == [
        "kind-without-behaviour",
        "kind-without-not-evidence",
        "vague-standard",
    ]


def test_other_documents_have_no_lints() -> None:
    """A scorecard holds what somebody wrote of a candidate: no lint reads it."""
    card = fs.read("examples/founding-story/interviewer-a.yaml", fs.Scorecard)

    assert lint(card) == ()


def test_an_unknown_rule_is_reported(linted: type[Linted]) -> None:
    """A slip gets a suggestion, anything else a way to the list; checks of the author are known."""
    lints = linted("rule-unknown")
    names = ("split-pannel", "acme-rule", "straight-line", "told-by-one")
    problems = lints.problems(rules=[{"rule": name} for name in names])

    assert [(one.path, one.advice) for one in problems] == [
        (("rules", 0, "rule"), "did you mean `split-panel`?"),
        (
            ("rules", 1, "rule"),
            "`fairscore rules` lists the rules; ignore this for one of your own",
        ),
    ]


def test_suggestions_end_where_there_are_many_unknown_rules(linted: type[Linted]) -> None:
    """Twenty slips get a suggestion each; a file made of them is not worth the search."""
    names = [f"split-pane{letter}" for letter in "abcdefghijkmnopqrstuvwxyz"]
    problems = linted("rule-unknown").problems(rules=[{"rule": name} for name in names])

    suggested = ["did you mean" in one.advice for one in problems]
    assert suggested == [True] * 20 + [False] * 5


def test_rules_of_ones_own_can_be_made_known(linted: type[Linted]) -> None:
    """Who has rules of their own makes the lint anew."""
    rubric = linted("rule-unknown").rubric(rules=[{"rule": "acme-rule"}])

    assert list(knowing(["acme-rule"]).find(rubric)) == []
    assert list(knowing().find(rubric)) != []
