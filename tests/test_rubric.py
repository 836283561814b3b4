"""Rubrics: scales shared or own, what criteria are rated on, and what digests keep."""

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

import fairscore as fs
from fairscore.document import examine
from fairscore.errors import DocumentError
from fairscore.rubric import Level, Scale, take_kinds
from fairscore.versions import compare
from fairscore.vocabulary import Vocabulary

PLAIN: dict[str, Any] = {
    "kind": "rubric",
    "schema_version": 1,
    "id": "backend",
    "version": 2,
    "title": "Backend",
    "scales": [
        {
            "id": "four",
            "title": "Four",
            "levels": [
                {"value": 1, "label": "concern", "points": 0},
                {"value": 2, "label": "mixed", "points": 1},
                {"value": 3, "label": "solid", "points": 3},
                {"value": 4, "label": "outstanding", "points": 6},
            ],
            "hire_line": 3,
        }
    ],
    "criteria": [
        {"id": "shared", "title": "Shared"},
        {"id": "required", "title": "Required", "scale": "four", "required_level": 2},
        {
            "id": "anchored",
            "title": "Anchored",
            "scale": "four",
            "levels": [
                {"value": 1, "anchor": ["cannot say"]},
                {"value": 2, "label": "so-so", "points": 9},
                {"value": 4, "red_flags": ["boasts"]},
            ],
        },
        {
            "id": "low",
            "title": "Low",
            "scale": "four",
            "levels": [{"value": 1}, {"value": 2}],
        },
        {
            "id": "own",
            "title": "Own",
            "levels": [{"value": 0}, {"value": 10}],
            "required_level": 10,
        },
    ],
    "interviews": [{"id": "onsite", "title": "Onsite", "criteria": ["own", "shared"]}],
    "kinds": [
        {
            "code": "owns",
            "title": "Owns",
            "criterion": "own",
            "concern": ["blamed"],
            "strength": ["owned"],
        }
    ],
}


def rubric(change: Callable[[dict[str, Any]], object] = lambda plain: None) -> fs.Rubric:
    """The rubric above, changed."""
    plain = copy.deepcopy(PLAIN)
    change(plain)
    return fs.parse(json.dumps(plain), fs.Rubric)


def slugs(change: Callable[[dict[str, Any]], object]) -> list[tuple[str, tuple[str | int, ...]]]:
    """What is wrong with the rubric above, changed."""
    plain = copy.deepcopy(PLAIN)
    change(plain)
    return [(one.slug, one.path) for one in examine(json.dumps(plain)).problems]


@pytest.mark.parametrize(
    ("criterion", "values", "line"),
    [
        ("shared", (1, 2, 3, 4), 3),
        ("required", (1, 2, 3, 4), 2),
        ("anchored", (1, 2, 4), 4),
        ("low", (1, 2), None),
        ("own", (0, 10), 10),
    ],
)
def test_each_criterion_has_its_scale(
    criterion: str, values: tuple[int, ...], line: int | None
) -> None:
    """Shared, own, or a part of a shared one; the line moves up to a level there is, or is none."""
    scale = rubric().scale_of(criterion)

    assert (scale.values, scale.hire_line) == (values, line)


def test_anchors_over_a_shared_scale_keep_what_they_do_not_say() -> None:
    """Labels and points come from the shared scale unless the criterion has its own."""
    low, middle, high = rubric().scale_of("anchored").levels

    assert (low.label, low.points, low.anchor) == ("concern", 0, ("cannot say",))
    assert (middle.label, middle.points) == ("so-so", 9)
    assert (high.label, high.points, high.red_flags) == ("outstanding", 6, ("boasts",))


def test_a_line_that_no_criterion_moves_is_the_scales() -> None:
    """Without a line on the scale and without a required level there is none."""

    def no_line(plain: dict[str, Any]) -> None:
        del plain["scales"][0]["hire_line"]

    assert rubric(no_line).scale_of("anchored").hire_line is None
    assert rubric(no_line).scale_of("shared").hire_line is None


def test_levels_are_named_by_label_or_value() -> None:
    """A label where there is one, the value where there is none, and no third way."""
    found = rubric()

    assert found.scale_of("shared").label(3) == "solid"
    assert found.scale_of("own").label(10) == "10"
    with pytest.raises(KeyError):
        found.scale_of("own").label(3)


def test_parts_are_found_by_their_ids() -> None:
    """Criteria, interviews and kinds; what is not there is a KeyError or None."""
    found = rubric()

    assert found.criterion("own").title == "Own"
    assert found.interview("onsite").criteria == ("own", "shared")
    assert found.criteria_of("onsite") == ("own", "shared")
    assert found.criteria_of(None) == ("shared", "required", "anchored", "low", "own")
    kind = found.kind_of("owns")
    assert kind is not None
    assert kind.criterion == "own"
    assert found.kind_of("none") is None
    for missing in (found.criterion, found.interview, found.scale_of):
        with pytest.raises(KeyError):
            missing("none")


def words(plain: dict[str, Any]) -> None:
    """Mend words everywhere."""
    plain["title"] = "Backend engineer"
    plain["criteria"][0]["description"] = "More words."
    plain["scales"][0]["levels"][0]["label"] = "worry"
    plain["criteria"][2]["levels"][0]["anchor"] = ["cannot explain"]
    plain["kinds"][0]["concern"] = ["blamed others"]
    plain["interviews"][0]["title"] = "On site"
    plain["version"] = 3


def test_mended_words_keep_the_structure() -> None:
    """The structure digest stays, the text digest does not."""
    before, after = rubric(), rubric(words)

    assert before.structure_digest == after.structure_digest
    assert before.text_digest == before.digest
    assert before.text_digest != after.text_digest


@pytest.mark.parametrize("change", range(11))
def test_another_structure_has_another_digest(change: int) -> None:
    """Ids, levels, points, lines, weights, order, kinds and the recommendation all count."""
    assert rubric().structure_digest != rubric(STRUCTURAL[change]).structure_digest


STRUCTURAL: tuple[Callable[[dict[str, Any]], object], ...] = (
    lambda plain: plain.update(id="frontend"),
    lambda plain: plain["scales"][0].update(hire_line=4),
    lambda plain: (
        plain["scales"][0]["levels"][3].update(value=5),
        plain["criteria"][2]["levels"].pop(),
    ),
    lambda plain: plain["scales"][0]["levels"][3].update(points=7),
    lambda plain: plain["criteria"].reverse(),
    lambda plain: (
        plain["criteria"][0].update(id="renamed") or plain["interviews"][0].update(criteria=["own"])
    ),
    lambda plain: plain["criteria"][1].update(required_level=4),
    lambda plain: plain["criteria"][1].update(weight=2),
    lambda plain: plain["interviews"][0].update(criteria=["shared", "own"]),
    lambda plain: plain["kinds"][0].update(criterion="shared"),
    lambda plain: plain.update(recommendation=plain["scales"][0] | {"id": "overall"}),
)
SOUND = (
    lambda plain: plain["criteria"][1].update(required_level=None),
    lambda plain: plain.update(changes={"since": 1, "editorial": True, "note": "Words."}),
    lambda plain: plain["criteria"][0].update(replaces=["gone"]),
    lambda plain: (
        plain["scales"].append({"id": "two", "levels": [{"value": 1}, {"value": 2}]})
        or plain["criteria"][0].update(scale="two")
    ),
)
FAULTY: tuple[tuple[Callable[[dict[str, Any]], object], str, tuple[str | int, ...]], ...] = (
    (
        lambda plain: (
            plain["scales"].append(plain["scales"][0]),
            plain["criteria"][0].update(scale="four"),
        ),
        "duplicate-id",
        ("scales", 1, "id"),
    ),
    (
        lambda plain: plain["criteria"][1].update(id="shared"),
        "duplicate-id",
        ("criteria", 1, "id"),
    ),
    (
        lambda plain: (
            plain["criteria"][0].update(questions=[{"id": "q", "text": "a"}])
            or plain["interviews"][0].update(questions=[{"id": "q", "text": "b"}])
        ),
        "duplicate-id",
        ("interviews", 0, "questions", 0, "id"),
    ),
    (
        lambda plain: plain.update(rules=[{"rule": "a"}, {"rule": "a"}]),
        "duplicate-id",
        ("rules", 1, "rule"),
    ),
    (
        lambda plain: plain["interviews"][0].update(criteria=["own", "own"]),
        "duplicate-id",
        ("interviews", 0, "criteria", 1),
    ),
    (
        lambda plain: plain["interviews"][0].update(criteria=["gone"]),
        "unknown-criterion",
        ("interviews", 0, "criteria", 0),
    ),
    (
        lambda plain: plain["kinds"][0].update(criterion="gone"),
        "unknown-criterion",
        ("kinds", 0, "criterion"),
    ),
    (
        lambda plain: plain["criteria"][1].update(title="SHARED"),
        "same-title",
        ("criteria", 1, "title"),
    ),
    (
        lambda plain: plain["scales"][0]["levels"][1].update(label="Concern"),
        "same-title",
        ("scales", 0, "levels", 1, "label"),
    ),
    (
        lambda plain: (
            plain["scales"][0]["levels"][3].update(value=2),
            plain["criteria"].pop(2),
        ),
        "level-order",
        ("scales", 0, "levels", 3, "value"),
    ),
    (
        lambda plain: plain["scales"][0].update(hire_line=7),
        "not-on-scale",
        ("scales", 0, "hire_line"),
    ),
    (
        lambda plain: plain["criteria"][1].update(required_level=7),
        "not-on-scale",
        ("criteria", 1, "required_level"),
    ),
    (
        lambda plain: plain["criteria"][2].update(required_level=3),
        "not-on-scale",
        ("criteria", 2, "required_level"),
    ),
    (
        lambda plain: plain["criteria"][3]["levels"][1].update(value=7),
        "not-on-scale",
        ("criteria", 3, "levels", 1, "value"),
    ),
    (
        lambda plain: plain["criteria"][1].update(scale="gone"),
        "unknown-scale",
        ("criteria", 1, "scale"),
    ),
    (
        lambda plain: plain["scales"].append({"id": "two", "levels": [{"value": 1}, {"value": 2}]}),
        "no-scale",
        ("criteria", 0),
    ),
    (
        lambda plain: plain["criteria"][4].update(levels=[{"value": 10}]),
        "too-few",
        ("criteria", 4, "levels"),
    ),
    (
        lambda plain: plain["criteria"][4].update(levels=[{"value": at} for at in range(11)]),
        "too-many",
        ("criteria", 4, "levels"),
    ),
    (
        lambda plain: plain.update(changes={"since": 2}),
        "since-not-earlier",
        ("changes", "since"),
    ),
    (
        lambda plain: plain["criteria"][0].update(replaces=["own"]),
        "replaced-criterion-kept",
        ("criteria", 0, "replaces", 0),
    ),
    (
        lambda plain: plain.update(recommendation={"id": "r", "levels": []}),
        "too-few",
        ("recommendation", "levels"),
    ),
)


@pytest.mark.parametrize(
    "at", range(len(FAULTY)), ids=[f"{one[1]}-{at}" for at, one in enumerate(FAULTY)]
)
def test_a_fault_between_fields_is_found(at: int) -> None:
    """Each is reported once, where it stands."""
    change, slug, path = FAULTY[at]

    assert slugs(change) == [(slug, path)]


@pytest.mark.parametrize("at", range(len(SOUND)))
def test_a_look_alike_is_passed_over(at: int) -> None:
    """What is nearly one of those faults is none."""
    assert slugs(SOUND[at]) == []


@pytest.mark.parametrize(
    "change",
    [
        {"criteria": [1, "x", None, [], {}]},
        {"criteria": {"a": 1}},
        {"scales": [{"id": 1, "levels": 3}, {"levels": [{"value": True}]}, "x"]},
        {"interviews": [{"criteria": "own"}, {"criteria": [1, None]}]},
        {"kinds": [{"code": 1, "opposing": 2}, 3]},
        {"recommendation": "four"},
        {"rules": [{"rule": []}, {"rule": None}]},
        {"changes": [1], "version": "2"},
    ],
)
def test_faults_between_fields_put_up_with_anything(change: dict[str, Any]) -> None:
    """Whatever stands in a rubric, the search for faults between fields ends without an error."""
    found = slugs(lambda plain: plain.update(change))

    assert found


def test_a_scale_is_built_in_python() -> None:
    """Its shape is what ratings depend on, and no words."""
    levels = (Level(value=1, label="low"), Level(value=2, points=3))
    scale = Scale(id="s", levels=levels, hire_line=2)

    assert scale.shape == (((1, None), (2, 3)), 2)
    assert repr(scale) == "Scale(id='s')"


# --- Kinds that several rubrics share ---------------------------------------------


def kind(code: str, criterion: str = "one", **more: object) -> dict[str, object]:
    """Write a kind whose words are of no concern."""
    words = {"concern": ["did not"], "strength": ["did"]}
    return {"code": code, "title": code, "criterion": criterion, **words, **more}


def with_kinds(*kinds: dict[str, object], **fields: object) -> fs.Rubric:
    """Write a rubric of two criteria with these kinds."""
    plain = {"kind": "rubric", "schema_version": 1, "id": "r", "version": 1, "title": "R"}
    levels = [{"value": 1}, {"value": 2}]
    criteria = [{"id": one, "title": one, "levels": levels} for one in ("one", "two")]
    return fs.parse(
        json.dumps({**plain, "criteria": criteria, "kinds": kinds, **fields}), fs.Rubric
    )


def shared(*kinds: dict[str, object], language: str = "en") -> Vocabulary:
    """Write a vocabulary of these kinds."""
    plain = {"kind": "vocabulary", "schema_version": 1, "id": "v", "version": 1, "title": "V"}
    return fs.parse(json.dumps({**plain, "language": language, "kinds": kinds}), Vocabulary)


def test_a_rubric_takes_over_the_kinds_it_has_criteria_for() -> None:
    """In place of its own of the same or a former code; its others stay where they are."""
    said = {"since": 1, "editorial": True}
    rubric = with_kinds(kind("a"), kind("mine", opposing="b"), kind("b"), version=2, changes=said)
    taken = take_kinds(
        rubric,
        shared(
            kind("bee", "two", formerly=["b"]),
            kind("a", title="A"),
            kind("new", opposing="away"),
            kind("away", "three", opposing="a"),
        ),
        version=3,
    )

    assert [one.code for one in taken.kinds] == ["a", "mine", "bee", "new"]
    assert [one.opposing for one in taken.kinds] == [None, "bee", None, None]
    assert (taken.kinds[0].title, taken.kinds[2].criterion) == ("A", "two")
    assert (taken.version, taken.id, taken.criteria) == (3, "r", rubric.criteria)
    assert taken.changes is None
    changes = [(one.slug, one.message) for one in compare(rubric, taken).changes]
    assert ("kind-renamed", "`bee`, no longer `b`; flags under either count together") in changes


def test_taking_the_same_kinds_again_changes_nothing() -> None:
    """So it can be run whenever the vocabulary has a new version."""
    kinds = shared(kind("a", opposing="b"), kind("b", "two"))
    once = take_kinds(with_kinds(), kinds, version=2)

    assert take_kinds(once, kinds, version=2) == once
    assert once.kinds == kinds.kinds


def test_kinds_that_do_not_go_together_are_refused() -> None:
    """Another language, and a title that a kind of the rubric's own has already."""
    with pytest.raises(DocumentError, match="another language"):
        take_kinds(with_kinds(), shared(kind("a"), language="de"), version=2)
    with pytest.raises(DocumentError, match="same-title"):
        take_kinds(with_kinds(kind("mine")), shared(kind("a", title="Mine")), version=2)
