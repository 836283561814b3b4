"""Versions: every sort of change is found, named and placed, and says what stays comparable."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import fairscore as fs
from fairscore import versions
from fairscore.document import examine
from fairscore.errors import DocumentError, dotted
from fairscore.rubric import Level, Scale
from fairscore.versions import (
    SLUGS,
    Change,
    check_change,
    comparable,
    compare,
    compare_vocabularies,
    together,
)
from fairscore.vocabulary import Vocabulary

ROOT = Path(__file__).resolve().parent.parent
BEFORE = """
kind: rubric
schema_version: 1
id: backend
version: 1
title: Backend
description: For the onsite.
scales:
  - id: four
    title: Four levels
    levels:
      - {value: 1, label: concern, points: 0}
      - {value: 2, label: mixed, points: 1}
      - {value: 3, label: solid, points: 3}
      - {value: 4, label: outstanding, points: 6}
    hire_line: 3
  - id: two
    levels: [{value: 0, label: "no"}, {value: 1, label: "yes"}]
    hire_line: 1
  - id: twin
    levels: [{value: 0, label: nein}, {value: 1, label: ja}]
    hire_line: 1
criteria:
  - id: plain
    title: Plain
    description: As the scale says.
    scale: four
    minutes: 10
    meets: [It works.]
    red_flags: [It does not.]
    questions: [{id: why, text: Why?, minutes: 5}, {id: how, text: How?}]
  - id: anchored
    title: Anchored
    scale: four
    required_level: 3
    levels:
      - {value: 1, anchor: [Says nothing.], red_flags: [Shouts.]}
      - {value: 3, anchor: [Says one thing.]}
      - {value: 4, anchor: [Says both.]}
    weight: 10
  - id: partly
    title: Partly
    scale: four
    levels: [{value: 1}, {value: 2}, {value: 4}]
  - id: own
    title: Own
    levels: [{value: 1, anchor: [low]}, {value: 2, anchor: [high], points: 5}]
    required_level: 2
  - {id: short, title: Short, scale: two}
recommendation:
  id: recommendation
  title: Recommendation
  levels: [{value: 1, label: "no"}, {value: 2, label: "yes"}]
  hire_line: 2
interviews:
  - {id: design, title: Design, minutes: 60, criteria: [plain, anchored]}
  - {id: code, title: Code, criteria: [partly, own], questions: [{id: run, text: Run it.}]}
kinds:
  - code: asks
    title: Asks
    criterion: plain
    concern: [asked nothing]
    strength: [asked why]
    not_evidence: [how many]
  - {code: tells, title: Tells, criterion: own, concern: [told nothing], strength: [told all]}
rules: [{rule: wide-spread, threshold: 2}]
"""
Plain = dict[str, Any]
OLD = fs.parse(BEFORE, fs.Rubric)
EVERY = tuple(one.id for one in OLD.criteria)


def second(change: Callable[[Plain], object] = lambda _: None, **fields: object) -> fs.Rubric:
    """Build the version after, with a change to its plain data."""
    plain: Plain = json.loads(OLD.canonical) | {"version": 2} | fields
    change(plain)
    return fs.parse(json.dumps(plain), fs.Rubric)


def put(path: str, value: object) -> Callable[[Plain], None]:
    """Change what stands at a path such as `criteria.0.title`; None removes it."""

    def change(plain: Plain) -> None:
        *steps, last = (int(step) if step.isdigit() else step for step in path.split("."))
        place: Any = plain
        for step in steps:
            place = place[step]
        if value is None:
            del place[last]
        elif isinstance(place, list) and last == len(place):
            place.append(value)
        else:
            place[last] = value

    return change


def swap(path: str) -> Callable[[Plain], None]:
    """Turn the list at a path around."""

    def change(plain: Plain) -> None:
        place: Any = plain
        for step in path.split("."):
            place = place[int(step) if step.isdigit() else step]
        place.reverse()

    return change


def both(*changes: Callable[[Plain], object]) -> Callable[[Plain], None]:
    """Make several changes."""

    def change(plain: Plain) -> None:
        for one in changes:
            one(plain)

    return change


FIFTH = {"value": 5, "label": "rare", "points": 9}
CRITERION = {"id": "new", "title": "New", "scale": "two"}
ANCHORS = "criteria.1.levels"

# Each change with its one expected line: slug, where, path; and the criteria that come apart.
ONE_CHANGE: list[tuple[Callable[[Plain], object], str, str, tuple[str, ...]]] = [
    (put("title", "Back end"), "title-reworded", "title", ()),
    (put("description", None), "description-reworded", "old: description", ()),
    (put("language", "de"), "language-changed", "language", ()),
    (put("scales.0.title", "4"), "title-reworded", "scales[0].title", ()),
    (put("scales.1.title", "Two"), "title-reworded", "scales[1].title", ()),
    (
        put("scales.3", {"id": "new", "levels": [{"value": 1}, {"value": 2}]}),
        "shared-scale-added",
        "scales[3]",
        (),
    ),
    (put("scales.2", None), "shared-scale-removed", "old: scales[2]", ()),
    (swap("scales"), "order-changed", "scales", ()),
    (put("scales.2.levels.2", {"value": 2}), "level-added", "scales[2].levels[2]", ()),
    (put("scales.0.levels.4", FIFTH), "level-added", "scales[0].levels[4]", ("plain",)),
    (put("scales.1.levels.0.value", -1), "level-moved", "scales[1].levels[0]", ("short",)),
    (
        put("scales.0.levels.0.points", 9),
        "points-changed",
        "scales[0].levels[0].points",
        ("plain", "anchored", "partly"),
    ),
    (
        put("scales.0.levels.1.points", None),
        "points-changed",
        "scales[0].levels[1].points",
        ("plain", "partly"),
    ),
    (put("scales.0.hire_line", 4), "hire-line-moved", "scales[0].hire_line", ("plain",)),
    (put("scales.1.hire_line", None), "hire-line-moved", "scales[1].hire_line", ("short",)),
    (put("scales.0.levels.2.label", "good"), "label-reworded", "scales[0].levels[2].label", ()),
    (
        put("scales.0.levels.0.red_flags", ["x"]),
        "red-flags-reworded",
        "scales[0].levels[0].red_flags",
        (),
    ),
    (put("criteria.5", CRITERION), "criterion-added", "criteria[5]", ()),
    (put("criteria.4", None), "criterion-removed", "old: criteria[4]", ()),
    (
        put("criteria.4", CRITERION | {"replaces": ["short"]}),
        "criterion-replaced",
        "criteria[4]",
        (),
    ),
    (swap("criteria"), "order-changed", "criteria", ()),
    (put("criteria.0.title", "Bare"), "title-reworded", "criteria[0].title", ()),
    (
        put("criteria.0.description", "Other."),
        "description-reworded",
        "criteria[0].description",
        (),
    ),
    (put("criteria.1.description", "Now."), "description-reworded", "criteria[1].description", ()),
    (put("criteria.0.minutes", 20), "minutes-changed", "criteria[0].minutes", ()),
    (put("criteria.0.meets", ["Runs."]), "meets-reworded", "criteria[0].meets", ()),
    (put("criteria.0.red_flags", []), "red-flags-reworded", "old: criteria[0].red_flags", ()),
    (
        put("criteria.0.evidence_required", value=False),
        "evidence-rule-changed",
        "criteria[0].evidence_required",
        (),
    ),
    (
        put("criteria.0.alignments", [{"framework": "f", "code": "c"}]),
        "alignments-changed",
        "criteria[0].alignments",
        (),
    ),
    (put("criteria.0.replaces", ["gone"]), "replaces-changed", "criteria[0].replaces", ()),
    (put("criteria.0.weight", 1), "weight-changed", "criteria[0].weight", ()),
    (put("criteria.1.weight", None), "weight-changed", "criteria[1].weight", ()),
    (
        put("criteria.0.questions.2", {"id": "who", "text": "Who?"}),
        "question-added",
        "criteria[0].questions[2]",
        (),
    ),
    (put("criteria.0.questions.1", None), "question-removed", "old: criteria[0].questions[1]", ()),
    (
        put("criteria.0.questions.0.text", "But why?"),
        "question-reworded",
        "criteria[0].questions[0].text",
        (),
    ),
    (
        put("criteria.0.questions.0.minutes", 6),
        "minutes-changed",
        "criteria[0].questions[0].minutes",
        (),
    ),
    (swap("criteria.0.questions"), "order-changed", "criteria[0].questions", ()),
    (
        put("criteria.1.required_level", 4),
        "required-level-moved",
        "criteria[1].required_level",
        ("anchored",),
    ),
    (
        put("criteria.1.required_level", None),
        "required-level-moved",
        "criteria[1].required_level",
        (),
    ),
    (
        put("criteria.0.required_level", 4),
        "required-level-moved",
        "criteria[0].required_level",
        ("plain",),
    ),
    (put("criteria.0.required_level", 3), "required-level-moved", "criteria[0].required_level", ()),
    (put("criteria.3.required_level", None), "required-level-moved", "criteria[3]", ("own",)),
    (
        put(f"{ANCHORS}.1.anchor", ["Says 1 thing."]),
        "anchor-reworded",
        "criteria[1].levels[1].anchor",
        (),
    ),
    (put(f"{ANCHORS}.1.anchor", None), "anchor-reworded", "old: criteria[1].levels[1].anchor", ()),
    (put(f"{ANCHORS}.1.label", "firm"), "label-reworded", "criteria[1].levels[1].label", ()),
    (
        put(f"{ANCHORS}.1.points", 4),
        "points-changed",
        "criteria[1].levels[1].points",
        ("anchored",),
    ),
    (
        put(f"{ANCHORS}.0.red_flags", ["Cries."]),
        "red-flags-reworded",
        "criteria[1].levels[0].red_flags",
        (),
    ),
    (put(f"{ANCHORS}.2", None), "level-removed", "old: criteria[1].levels[2]", ("anchored",)),
    (put("criteria.2.levels.2.value", 3), "level-added", "criteria[2].levels[2]", ("partly",)),
    (put("criteria.3.levels.2", {"value": 3}), "level-added", "criteria[3].levels[2]", ("own",)),
    (put("criteria.4.scale", "twin"), "scale-changed", "criteria[4].scale", ()),
    (put("recommendation", None), "recommendation-removed", "old: recommendation", ()),
    (put("recommendation.id", "overall"), "scale-changed", "recommendation.id", ()),
    (put("recommendation.title", "Overall"), "title-reworded", "recommendation.title", ()),
    (put("recommendation.hire_line", 1), "hire-line-moved", "recommendation.hire_line", ()),
    (put("recommendation.levels.2", {"value": 3}), "level-added", "recommendation.levels[2]", ()),
    (
        put("interviews.2", {"id": "new", "title": "New", "criteria": ["own"]}),
        "interview-added",
        "interviews[2]",
        (),
    ),
    (put("interviews.1", None), "interview-removed", "old: interviews[1]", ()),
    (swap("interviews"), "order-changed", "interviews", ()),
    (put("interviews.0.title", "Drawing"), "title-reworded", "interviews[0].title", ()),
    (put("interviews.0.minutes", 45), "minutes-changed", "interviews[0].minutes", ()),
    (
        put("interviews.0.interviewers", 2),
        "interviewers-changed",
        "interviews[0].interviewers",
        (),
    ),
    (put("interviews.0.criteria.0", "own"), "interview-changed", "interviews[0].criteria", ()),
    (swap("interviews.0.criteria"), "order-changed", "interviews[0].criteria", ()),
    (
        put("interviews.1.questions.0.text", "Go."),
        "question-reworded",
        "interviews[1].questions[0].text",
        (),
    ),
    (put("kinds.1", None), "kind-removed", "old: kinds[1]", ()),
    (swap("kinds"), "order-changed", "kinds", ()),
    (put("kinds.0.title", "Questions"), "title-reworded", "kinds[0].title", ()),
    (put("kinds.0.concern", ["asked what"]), "kind-reworded", "kinds[0].concern", ()),
    (put("kinds.0.strength", ["asked who"]), "kind-reworded", "kinds[0].strength", ()),
    (put("kinds.0.not_evidence", []), "kind-reworded", "old: kinds[0].not_evidence", ()),
    (put("kinds.0.criterion", "own"), "kind-changed", "kinds[0].criterion", ()),
    (put("kinds.0.opposing", "tells"), "kind-changed", "kinds[0].opposing", ()),
    (put("rules.0", None), "rule-tuned", "old: rules[0]", ()),
    (put("rules.0.threshold", 3), "rule-tuned", "rules[0]", ()),
    (put("rules.1", {"rule": "split-panel", "enabled": False}), "rule-tuned", "rules[1]", ()),
]


def place(change: Change) -> str:
    """Where a change stands, in one text."""
    return f"{'old: ' * (change.where == 'old')}{dotted(change.path)}"


CASES = [pytest.param(*case, id=f"{at} {case[1]} {case[2]}") for at, case in enumerate(ONE_CHANGE)]


@pytest.mark.parametrize(("change", "slug", "where", "apart"), CASES)
def test_a_change_is_named_and_placed(
    change: Callable[[Plain], object], slug: str, where: str, apart: tuple[str, ...]
) -> None:
    """One change is found, by its slug, at its place, with the criteria it takes apart."""
    new = second(change)
    comparison = compare(OLD, new)
    found = [(one.slug, place(one)) for one in comparison.changes]

    assert (slug, where) in found
    assert comparison.apart == tuple(one.id for one in new.criteria if one.id in apart)


@pytest.mark.parametrize(("change", "slug", "where", "apart"), CASES)
def test_a_change_tells_what_it_is_of(
    change: Callable[[Plain], object], slug: str, where: str, apart: tuple[str, ...]
) -> None:
    """Structural changes are those of the structure digest; ratings come apart through changes."""
    new = second(change)
    comparison = compare(OLD, new)
    structural = any(one.sort == "structure" for one in comparison.changes)
    common = {*comparison.comparable, *comparison.apart}
    breaking = [one for one in comparison.changes if not one.comparable]

    assert structural is (OLD.structure_digest != new.structure_digest)
    assert {name for one in breaking for name in one.criteria} & common == {*apart}
    assert all(one.sort == "structure" for one in breaking)


def test_every_slug_is_tried() -> None:
    """The cases here and below leave no sort of change out."""
    below = {
        *("criterion-split", "criteria-merged", "recommendation-added"),
        *("kind-added", "kind-renamed"),
    }

    assert {case[1] for case in ONE_CHANGE} | below == set(SLUGS)


def test_the_same_has_no_changes() -> None:
    """Compared with itself a rubric has no change and nothing apart."""
    comparison = compare(OLD, OLD)

    assert (comparison.changes, comparison.comparable, comparison.apart) == ((), EVERY, ())
    assert (comparison.recommendation, comparison.versions) == (True, (1, 1))


def test_ways_to_write_the_same_are_no_change() -> None:
    """A label repeated from the scale, a default written out and another version change nothing."""
    new = second(
        both(
            put(f"{ANCHORS}.0.label", "concern"),
            put("criteria.0.evidence_required", value=True),
            put("changes", {"since": 1}),
        )
    )

    assert compare(OLD, new).changes == ()


def test_additions_seen_from_the_other_side() -> None:
    """What is gone one way is new the other way."""
    less = second(both(put("recommendation", None), put("kinds.1", None)))
    slugs = [one.slug for one in compare(less, OLD).changes]

    assert slugs == ["recommendation-added", "kind-added"]
    assert compare(less, OLD).recommendation is None
    assert compare(less, less).changes == ()


def test_a_change_of_a_shared_scale_is_told_once() -> None:
    """However many criteria use a scale, its change is one, and says which it touches."""
    (change,) = compare(OLD, second(put("scales.0.levels.0.points", 9))).changes

    assert change.criteria == ("plain", "anchored", "partly")
    assert not change.comparable


def test_a_scale_that_nobody_uses_takes_nothing_apart() -> None:
    """A change that reaches no criterion is of the process, and keeps everything comparable."""
    (change,) = compare(OLD, second(put("scales.2.hire_line", 0))).changes

    assert (change.slug, change.sort, change.comparable) == ("hire-line-moved", "process", True)


def test_a_choice_of_levels_makes_its_own_line() -> None:
    """Where a criterion leaves the level on the line out, a moved line may not reach it."""
    assert compare(OLD, second(put("scales.0.hire_line", 4))).apart == ("plain",)
    new = second(put("scales.0.hire_line", 2))
    lines = {place(one): one.message for one in compare(OLD, new).changes}

    assert lines == {
        "scales[0].hire_line": "the hire line: 2, no longer 3",
        "criteria[2]": "the hire line: 2, no longer 4",
    }


def test_levels_that_trade_places_do_not_compare() -> None:
    """The same values and points with labels turned around mean the opposite."""
    turned = second(
        both(put("scales.1.levels.0.label", "yes"), put("scales.1.levels.1.label", "no"))
    )
    comparison = compare(OLD, turned)

    assert OLD.structure_digest == turned.structure_digest
    assert comparison.apart == ("short",)
    assert [one.message for one in comparison.changes] == [
        "what level 0 said stands at level 1",
        "what level 1 said stands at level 0",
    ]


def test_an_inserted_level_is_told_from_those_it_moves() -> None:
    """A level put between others moves the ones above it, and is new itself."""
    levels = [
        {"value": 1, "anchor": ["low"]},
        {"value": 2, "anchor": ["between"]},
        {"value": 3, "anchor": ["high"], "points": 5},
    ]
    changes = compare(OLD, second(put("criteria.3.levels", levels))).changes

    assert [(one.slug, one.message) for one in changes] == [
        ("level-moved", "what level 2 said stands at level 3"),
        ("level-added", "level 2 is new"),
        ("points-changed", "points of level 2: none, no longer 5"),
    ]


def test_a_level_taken_out_is_told_from_those_it_moves() -> None:
    """Seen the other way, a level is gone and those above it came down, with what else changed."""
    levels = [{"value": 1, "anchor": ["between"]}, {"value": 2, "anchor": ["high"]}]
    three = [{"value": 0, "anchor": ["low"]}, *levels]
    before = second(put("criteria.3.levels", three))
    after = second(
        put("criteria.3.levels", [levels[0], {"value": 2, "anchor": ["low"], "label": "x"}]),
        version=3,
    )

    assert [(one.slug, place(one)) for one in compare(before, after).changes] == [
        ("level-moved", "criteria[3].levels[1]"),
        ("level-removed", "old: criteria[3].levels[2]"),
        ("label-reworded", "criteria[3].levels[1].label"),
    ]


def test_words_at_several_levels_tell_nothing() -> None:
    """An anchor that stands at two levels is no sign of a move."""
    same = [{"value": value, "anchor": ["As above."]} for value in (1, 2)]
    other = [{"value": 1, "anchor": ["Low."]}, {"value": 2, "anchor": ["As above."]}]
    before = second(put("criteria.3.levels", same))
    after = second(put("criteria.3.levels", other), version=3)

    assert compare(before, after).apart == ()


def test_another_scale_is_told_at_the_criterion() -> None:
    """Where a criterion names another scale, the differences are its own and not the scale's."""
    named = second(put("criteria.3", {"id": "own", "title": "Own", "scale": "two"}))
    there = [f"{one.slug} {place(one)}" for one in compare(OLD, named).changes]
    back = [f"{one.slug} {place(one)}" for one in compare(named, second(version=3)).changes]

    assert there == [
        "scale-changed criteria[3].scale",
        "level-added criteria[3].scale",
        "level-removed old: criteria[3].levels[1]",
        "label-reworded criteria[3].scale",
        "anchor-reworded old: criteria[3].levels[0].anchor",
        "required-level-moved criteria[3]",
    ]
    assert back == [
        "scale-changed criteria[3]",
        "level-added criteria[3].levels[1]",
        "level-removed old: criteria[3]",
        "label-reworded old: criteria[3]",
        "anchor-reworded criteria[3].levels[0].anchor",
        "required-level-moved criteria[3].required_level",
    ]


def test_the_only_scale_need_not_be_named() -> None:
    """A criterion that names no scale is rated on the only one there is."""
    short: Plain = {
        "scales": [json.loads(OLD.canonical)["scales"][0]],
        "criteria": [{"id": "a", "title": "A"}],
        "interviews": [],
        "kinds": [],
    }
    before, after = second(**short), second(put("scales.0.hire_line", 2), **short)
    (change,) = compare(before, after).changes

    assert (place(change), change.criteria) == ("scales[0].hire_line", ("a",))


def test_a_split_and_a_merger_are_told_by_replaces() -> None:
    """Several that replace one are a split, one that replaces several is a merger."""
    halves = [
        {"id": name, "title": name, "scale": "two", "replaces": ["short"]} for name in ("a", "b")
    ]
    split = compare(OLD, second(both(put("criteria.4", halves[0]), put("criteria.5", halves[1]))))
    one = {"id": "a", "title": "a", "scale": "two", "replaces": ["short", "own", "never-there"]}
    merger = second(
        both(
            put("criteria.4", one),
            put("criteria.3", None),
            put("interviews.1.criteria", ["partly"]),
            put("kinds.1", None),
        )
    )
    merged = compare(OLD, merger)

    assert [(it.slug, place(it), it.message) for it in split.changes] == [
        ("criterion-split", "old: criteria[4]", "`a` and `b` took the place of `short`")
    ]
    assert (split.added, split.removed) == (("a", "b"), ("short",))
    assert [(it.slug, place(it), it.message) for it in merged.changes[:1]] == [
        ("criteria-merged", "criteria[3]", "`a` took the place of `short` and `own`")
    ]
    assert not any(it.comparable for it in (*split.changes, *merged.changes[:1]))


def test_a_renamed_id_is_one_replaced() -> None:
    """One criterion that replaces one is told as such, and its ratings do not carry over."""
    new = second(put("criteria.4", CRITERION | {"replaces": ["short"]}))
    (change,) = compare(OLD, new).changes

    assert (change.criteria, change.comparable) == (("new", "short"), False)


def test_two_rubrics_are_not_compared() -> None:
    """Rubrics of two ids are refused, and told as a problem where a problem is asked for."""
    other = second(id="other")

    with pytest.raises(DocumentError) as caught:
        compare(OLD, other)
    assert [one.slug for one in caught.value.problems] == ["other-rubric"]
    assert [one.slug for one in check_change(OLD, other)] == ["other-rubric"]


# --- What a version says of itself ----------------------------------------------------------------

EDITORIAL = {"since": 1, "editorial": True}


@pytest.mark.parametrize(("change", "slug", "where", "apart"), CASES)
def test_an_editorial_version_changes_words_alone(
    change: Callable[[Plain], object], slug: str, where: str, apart: tuple[str, ...]
) -> None:
    """Every change but that of words is a problem in a version declared editorial."""
    new = second(change, changes=EDITORIAL)
    problems = {one.slug for one in check_change(OLD, new) if one.slug.startswith("editorial")}
    sorts = {one.sort for one in compare(OLD, new).changes}

    assert problems == {
        name
        for sort, name in (
            ("structure", "editorial-changes-structure"),
            ("process", "editorial-changes-more"),
        )
        if sort in sorts
    }


def test_a_problem_of_a_claim_has_its_place() -> None:
    """A change that is there is told at its line; one that is gone at the claim."""
    claim = "\nversion: 2\nchanges: {since: 1, editorial: true}\n"
    text = BEFORE.replace("\nversion: 1\n", claim)
    text = text.replace("points: 6", "points: 7").replace("    minutes: 10\n", "    minutes: 11\n")
    text = text.replace(", questions: [{id: run, text: Run it.}]", "")
    reading = examine(text, name="new.yaml")
    assert isinstance(reading.document, fs.Rubric)
    placed = [reading.placed(one) for one in check_change(OLD, reading.document)]

    assert [(one.slug, one.line) for one in placed] == [
        ("editorial-changes-structure", 16),
        ("editorial-changes-more", 29),
        ("editorial-changes-more", 6),
    ]


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (OLD, []),
        (second(), []),
        (second(version=1, title="Other"), ["version-not-raised"]),
        (second(version=3, changes={"since": 2, "editorial": True}), ["since-other-version"]),
        (second(put("criteria.0.minutes", 1), changes={"since": 1}), []),
        (second(put("criteria.0.replaces", ["x"])), ["replaces-under-old-id"]),
        (
            second(put("criteria.5", CRITERION | {"replaces": ["x", "y"]})),
            ["replaces-unknown", "replaces-unknown"],
        ),
        (second(put("criteria.4", CRITERION | {"replaces": ["short"]})), []),
    ],
    ids=range(8),
)
def test_claims_are_held_against_the_version_before(new: fs.Rubric, expected: list[str]) -> None:
    """What a version says of its number, its forerunner and what it replaced has to be so."""
    assert [one.slug for one in check_change(OLD, new)] == expected


def test_what_was_replaced_long_ago_may_stay_written() -> None:
    """`replaces` that stood in the version before already is no claim about this one."""
    before = second(put("criteria.4", CRITERION | {"replaces": ["short"]}))
    after = second(put("criteria.4", CRITERION | {"replaces": ["short"]}), version=3)

    assert check_change(before, after) == ()


# --- One judgement --------------------------------------------------------------------------------


def scale(*labels: str | None, hire_line: int | None = None) -> Scale:
    """Build a scale with these labels from 1 up."""
    levels = tuple(Level(value=at + 1, label=label) for at, label in enumerate(labels))
    return Scale(id="scale", levels=levels, hire_line=hire_line)


def test_a_group_holds_only_what_compares() -> None:
    """Of three scales, the one that fits both others stands with the first of them."""
    one, between, turned = scale("a", "b"), scale(None, None), scale("b", "a")

    assert comparable(one, between)
    assert comparable(between, turned)
    assert not comparable(one, turned)
    assert together([one, between, turned]) == ((0, 1), (2,))
    assert together([between, turned, one]) == ((0, 1), (2,))
    assert together([]) == ()


def test_looks_do_not_move_a_level() -> None:
    """A label in other letters is the same label; the points and the line count."""
    assert comparable(scale("Low", "High"), scale("low ", "HIGH"))
    assert not comparable(scale("low", "high"), scale("HIGH", "low"))
    assert not comparable(scale("a", "b"), scale("a", "b", hire_line=2))


def test_full_stops_and_capitals_do_not_hide_that_anchors_were_swapped() -> None:
    """An anchor that stands at another level is found there however it is punctuated."""

    def anchored(low: str, high: str) -> Scale:
        levels = (Level(value=1, anchor=(low,)), Level(value=2, anchor=(high,)))
        return Scale(id="two", levels=levels)

    one = anchored("Asks why.", "Says what follows.")
    assert not comparable(one, anchored("says what follows", "asks why"))
    assert comparable(one, anchored("asks why", "says what follows"))
    assert not comparable(anchored("+", "-"), anchored("-", "+"))


def card(version: int, person: str) -> fs.Scorecard:
    """Build a scorecard that rates everything with 1, under a version."""
    ratings = [{"criterion": name, "level": 1} for name in EVERY]
    plain = {
        "kind": "scorecard",
        "schema_version": 1,
        "rubric": {"id": "backend", "version": version},
        "application": "app-1",
        "interviewer": person,
        "ratings": ratings,
        "recommendation": {"level": 1},
    }
    return fs.parse(json.dumps(plain), fs.Scorecard)


def mixed(new: fs.Rubric) -> fs.Debrief:
    """Put one scorecard under each version side by side."""
    revealed = fs.unsealed([card(1, "a"), card(2, "b")], origin="files")
    return fs.Debrief.of([OLD, new], revealed)


def test_a_typo_mended_in_the_middle_of_a_round_fires_nothing() -> None:
    """Versions that differ in words stand in one row, and no rule speaks of them."""
    debrief = mixed(second(put("criteria.0.title", "Plane"), changes=EDITORIAL))

    assert [row.versions for row in debrief.rows] == [(1, 2)] * len(EVERY)
    assert [row.versions for row in debrief.recommendations] == [(1, 2)]
    assert "mixed-rubric-versions" not in {one.slug for one in fs.find(debrief)}


@pytest.mark.parametrize(
    "change",
    [
        put("criteria.1.required_level", 4),
        both(put("scales.1.levels.0.label", "yes"), put("scales.1.levels.1.label", "no")),
        put("recommendation.levels.0.points", 1),
    ],
    ids=["line", "labels", "points"],
)
def test_what_does_not_compare_is_told(change: Callable[[Plain], object]) -> None:
    """A moved line, levels turned around and other points separate rows, and the rule says so."""
    debrief = mixed(second(change))

    assert [one.slug for one in fs.find(debrief)].count("mixed-rubric-versions") == 1


def test_the_page_lists_every_change() -> None:
    """The table of the documentation says what the code says."""
    page = (ROOT / "docs" / "reference" / "versions.md").read_text(encoding="utf-8")
    table = [f"| `{slug}` | {sort} | {means} |" for slug, (sort, means) in SLUGS.items()]

    assert "\n".join(table) in page
    assert set(versions.__all__) >= {"SLUGS", "compare", "check_change"}


def test_words_that_stayed_are_not_told_with_those_that_moved() -> None:
    """Two labels swapped are two levels that moved; the anchors stand where they stood."""

    def four(labels: str, anchors: str) -> fs.Rubric:
        levels = [
            {"value": value, "label": label, "anchor": [f"Does what {anchor} stands for."]}
            for value, (label, anchor) in enumerate(zip(labels, anchors, strict=True), 1)
        ]
        plain = {
            "kind": "rubric",
            "schema_version": 1,
            "id": "r",
            "version": 1,
            "title": "R",
            "criteria": [{"id": "one", "title": "One", "levels": levels}],
        }
        return fs.parse(json.dumps(plain), fs.Rubric, format="json")

    old = four("abcd", "wxyz")
    for new in (four("acbd", "wxyz"), four("abcd", "wyxz")):
        slugs = [one.slug for one in compare(old, new).changes]
        assert slugs == ["level-moved", "level-moved"]
    both = [one.slug for one in compare(old, four("acbd", "wx!z".replace("!", "q"))).changes]
    assert both.count("anchor-reworded") == 1


# --- Kinds under another code -----------------------------------------------------


def vocabulary(*kinds: dict[str, Any], **fields: object) -> Vocabulary:
    """Write a vocabulary of kinds that differ in what is given."""
    blank = {"criterion": "c", "concern": ["did not"], "strength": ["did"]}
    plain = {"kind": "vocabulary", "schema_version": 1, "id": "v", "version": 1, "title": "V"}
    every = [{"title": one["code"], **blank, **one} for one in kinds]
    return fs.parse(json.dumps({**plain, "kinds": every, **fields}), Vocabulary)


def told_of(old: Vocabulary, new: Vocabulary) -> list[str]:
    """Changes of a vocabulary as slug and place."""
    return [f"{one.slug} {place(one)}" for one in compare_vocabularies(old, new)]


def test_a_kind_under_another_code_is_compared_with_itself() -> None:
    """Its words and its opposite are looked at, and a renamed opposite is the same one."""
    old = vocabulary({"code": "a", "opposing": "b"}, {"code": "b", "title": "B"})
    new = vocabulary(
        {"code": "a", "opposing": "bee"},
        {"code": "bee", "title": "Bee", "formerly": ["b"]},
    )

    assert told_of(old, new) == ["kind-renamed kinds[1].code", "title-reworded kinds[1].title"]
    assert told_of(new, old) == [
        *("kind-added kinds[1]", "kind-removed old: kinds[1]", "kind-changed kinds[0].opposing"),
    ]


def test_two_kinds_that_became_one_are_both_named() -> None:
    """Neither is gone, and the order of the others stays as it was."""
    old = vocabulary({"code": "a"}, {"code": "b"}, {"code": "c"})
    new = vocabulary({"code": "both", "title": "a", "formerly": ["a", "b"]}, {"code": "c"})

    assert told_of(old, new) == ["kind-renamed kinds[0].code"] * 2
    kept = vocabulary({"code": "a", "formerly": ["b"]}, {"code": "c"})
    assert told_of(old, kept) == ["kind-renamed kinds[0].code"]


def test_a_kind_that_took_another_in_is_compared_with_itself() -> None:
    """Words and criterion of the one that is gone are not taken for its own, wherever it stood."""
    gone = {"code": "a", "title": "A", "criterion": "d"}
    for old in ([gone, {"code": "b"}], [{"code": "b"}, gone]):
        new = vocabulary({"code": "b", "formerly": ["a"], "criterion": "d"})
        assert told_of(vocabulary(*old), new) == [
            "kind-renamed kinds[0].code",
            "kind-changed kinds[0].criterion",
        ]


def test_a_former_code_that_counts_no_longer_or_by_now_is_named() -> None:
    """What flags of years ago count as is no silent matter."""
    old = vocabulary({"code": "b", "formerly": ["a"]})
    new = vocabulary({"code": "b", "formerly": ["z"]})

    assert [one.message for one in compare_vocabularies(old, new)] == [
        "flags under `a` count as it no longer",
        "flags under `z` count as it by now",
    ]
    assert told_of(old, vocabulary({"code": "b"})) == ["kind-changed kinds[0]"]
    assert told_of(old, vocabulary({"code": "c", "formerly": ["a", "b"]})) == [
        "kind-renamed kinds[0].code",
        "title-reworded kinds[0].title",
    ]


def test_other_differences_of_vocabularies_are_named() -> None:
    """Title, language, order, and what a kind answers to."""
    old = vocabulary({"code": "a"}, {"code": "b"})
    new = vocabulary({"code": "b", "criterion": "d"}, {"code": "a"}, title="W", language="de")

    assert told_of(old, new) == [
        *("title-reworded title", "language-changed language", "order-changed kinds"),
        "kind-changed kinds[0].criterion",
    ]


def test_a_rubric_renames_its_kinds_alike() -> None:
    """Kinds of a rubric go by the same rule, and a new code is no mere change of words."""
    kind = json.loads(OLD.canonical)["kinds"][0]
    renamed = second(put("kinds.0", kind | {"code": "new-code", "formerly": [kind["code"]]}))
    (change,) = compare(OLD, renamed).changes

    assert (change.slug, change.sort) == ("kind-renamed", "structure")


def test_a_vocabulary_says_a_later_version_and_is_of_one_id() -> None:
    """As for rubrics: what differs is counted up, and what is another thing is not compared."""
    old = vocabulary({"code": "a"})

    assert [one.slug for one in check_change(old, vocabulary({"code": "b"}))] == [
        "version-not-raised"
    ]
    assert check_change(old, vocabulary({"code": "b"}, version=2)) == ()
    other = vocabulary({"code": "a"}, id="w")
    assert [one.slug for one in check_change(old, other)] == ["other-vocabulary"]
    with pytest.raises(DocumentError, match="not a version of the same vocabulary"):
        compare_vocabularies(old, other)
