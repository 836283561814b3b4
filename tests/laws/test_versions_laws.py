"""Laws of versions: what a change does to rows, digests and slugs, for any rubric."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

import fairscore as fs
from fairscore import _scales
from fairscore import versions as versions_module
from fairscore.errors import DocumentError
from fairscore.rubric import Scale
from fairscore.testing import rubrics
from fairscore.translation import Original, TranslatedKind, Translation, translate
from fairscore.versions import SLUGS, Change, check_change, comparable, compare

Plain = dict[str, Any]
FRESH = "Words that stand nowhere else"
SLOW = settings(suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])


# --- Mutations: each changes one thing, and gives the slug that must be found ---------------------


def first(plain: Plain, field: str, *, having: str = "") -> Plain:
    """The first part of a list, one that has a field if that is asked for."""
    parts = [one for one in plain.get(field, ()) if not having or one.get(having)]
    assume(parts)
    found: Plain = parts[0]
    return found


def shared(plain: Plain) -> Plain:
    """A criterion with levels of its own alone, so that nothing else is touched by them."""
    owners = [one for one in plain["criteria"] if one.get("levels") and not one.get("scale")]
    assume(owners)
    found: Plain = owners[0]
    return found


def reword(
    field: str, part: Callable[[Plain], Plain], *, many: bool = False
) -> Callable[[Plain], Any]:
    """Put words in a field that stand nowhere else."""

    def change(plain: Plain) -> None:
        part(plain)[field] = [FRESH] if many else FRESH

    return change


def recommendation(plain: Plain) -> Plain:
    """The scale of recommendations."""
    assume(plain.get("recommendation"))
    found: Plain = plain["recommendation"]
    return found


def criterion(plain: Plain) -> Plain:
    """The first criterion."""
    return first(plain, "criteria")


WORDS: dict[str, Callable[[Plain], Any]] = {
    "title-reworded": reword("title", criterion),
    "description-reworded": reword("description", criterion),
    "meets-reworded": reword("meets", criterion, many=True),
    "red-flags-reworded": reword("red_flags", criterion, many=True),
    "label-reworded": reword("label", lambda plain: shared(plain)["levels"][0]),
    "anchor-reworded": reword("anchor", lambda plain: shared(plain)["levels"][-1], many=True),
    "question-reworded": reword(
        "text", lambda plain: first(plain, "criteria", having="questions")["questions"][0]
    ),
    "kind-reworded": reword("concern", lambda plain: first(plain, "kinds"), many=True),
    "language-changed": lambda plain: plain.update(
        language="fr" if plain.get("language") != "fr" else "it"
    ),
    "alignments-changed": lambda plain: criterion(plain).update(
        alignments=[{"framework": FRESH, "code": "x"}]
    ),
}


def insert_level(plain: Plain) -> None:
    """A level above the highest."""
    levels = shared(plain)["levels"]
    assume(len(levels) < 10 and levels[-1]["value"] < 100)
    levels.append({"value": levels[-1]["value"] + 1})


def remove_level(plain: Plain) -> None:
    """The highest level goes, if no line is on it."""
    owner = shared(plain)
    assume(len(owner["levels"]) > 2)
    assume(owner.get("required_level") != owner["levels"][-1]["value"])
    owner["levels"].pop()


def turn_around(plain: Plain) -> None:
    """The highest and the lowest level trade their labels."""
    levels = shared(plain)["levels"]
    levels[0]["label"], levels[-1]["label"] = levels[-1].get("label"), levels[0].get("label")
    assume(levels[0]["label"] or levels[-1]["label"])


def other_points(plain: Plain) -> None:
    """A level has points that it had not."""
    shared(plain)["levels"][0]["points"] = 77


def other_line(plain: Plain) -> None:
    """The required level is another one."""
    owner = shared(plain)
    values = [one["value"] for one in owner["levels"]]
    owner["required_level"] = next(one for one in values if one != owner.get("required_level"))


CRITERION: dict[str, Callable[[Plain], Any]] = {
    "level-added": insert_level,
    "level-removed": remove_level,
    "level-moved": turn_around,
    "points-changed": other_points,
    "required-level-moved": other_line,
}


def add_criterion(plain: Plain) -> None:
    """A criterion that was not there."""
    levels = [{"value": 1}, {"value": 2}]
    plain["criteria"].append({"id": "zz-new", "title": FRESH, "levels": levels})


def drop_criterion(plain: Plain) -> Plain:
    """The last criterion goes, with what names it."""
    assume(len(plain["criteria"]) > 1)
    gone: Plain = plain["criteria"].pop()
    plain["kinds"] = [one for one in plain["kinds"] if one["criterion"] != gone["id"]]
    for kind in plain["kinds"]:
        kind.pop("opposing", None)
    for interview in plain["interviews"]:
        left = [one for one in interview["criteria"] if one != gone["id"]]
        interview["criteria"] = left or [plain["criteria"][0]["id"]]
    return gone


def replace(plain: Plain) -> None:
    """A criterion takes the place of one."""
    gone = drop_criterion(plain)
    add_criterion(plain)
    plain["criteria"][-1]["replaces"] = [gone["id"]]


def split(plain: Plain) -> None:
    """Two criteria take the place of one."""
    replace(plain)
    half = plain["criteria"][-1]
    plain["criteria"].append(half | {"id": "zz-other", "title": f"{FRESH} too"})


def merge(plain: Plain) -> None:
    """One criterion takes the place of two."""
    assume(len(plain["criteria"]) > 2)
    gone = [drop_criterion(plain)["id"], drop_criterion(plain)["id"]]
    add_criterion(plain)
    plain["criteria"][-1]["replaces"] = gone


def turn(field: str) -> Callable[[Plain], None]:
    """Turn a list around."""

    def change(plain: Plain) -> None:
        assume(len(plain[field]) > 1)
        plain[field].reverse()

    return change


def drop_opposing(plain: Plain) -> None:
    """A kind loses its opposite."""
    del first(plain, "kinds", having="opposing")["opposing"]


REST: dict[str, Callable[[Plain], Any]] = {
    "criterion-added": add_criterion,
    "criterion-removed": drop_criterion,
    "criterion-replaced": replace,
    "criterion-split": split,
    "criteria-merged": merge,
    "order-changed": turn("criteria"),
    "weight-changed": lambda plain: criterion(plain).update(weight=7),
    "minutes-changed": lambda plain: criterion(plain).update(
        minutes=1 if criterion(plain).get("minutes") != 1 else 2
    ),
    "interviewers-changed": lambda plain: (one := first(plain, "interviews")).update(
        interviewers=one.get("interviewers", 1) + 1
    ),
    "evidence-rule-changed": lambda plain: criterion(plain).update(
        evidence_required=not criterion(plain).get("evidence_required", True)
    ),
    "question-added": lambda plain: (
        criterion(plain).setdefault("questions", []).append({"id": "zz-question", "text": FRESH})
    ),
    "question-removed": lambda plain: first(plain, "criteria", having="questions").pop("questions"),
    "interview-added": lambda plain: plain["interviews"].append(
        {"id": "zz-interview", "title": FRESH, "criteria": [criterion(plain)["id"]]}
    ),
    "interview-removed": lambda plain: first(plain, "interviews") and plain["interviews"].pop(),
    "kind-added": lambda plain: plain["kinds"].append(
        {"code": "zz-kind", "title": FRESH, "criterion": criterion(plain)["id"]}
        | {"concern": ["x"], "strength": ["y"]}
    ),
    "kind-changed": drop_opposing,
    "rule-tuned": lambda plain: plain["rules"].append({"rule": "zz-rule", "enabled": False}),
    "shared-scale-added": lambda plain: (
        assume(plain["scales"])
        and plain["scales"].append({"id": "zz-scale", "levels": [{"value": 1}, {"value": 2}]})
    ),
    "recommendation-removed": lambda plain: recommendation(plain) and plain.pop("recommendation"),
    "hire-line-moved": lambda plain: recommendation(plain).update(
        hire_line=next(
            level["value"]
            for level in recommendation(plain)["levels"]
            if level["value"] != recommendation(plain).get("hire_line")
        )
    ),
}
MUTATIONS = [*WORDS.items(), *CRITERION.items(), *REST.items()]


def after(old: fs.Rubric, change: Callable[[Plain], Any], **fields: object) -> fs.Rubric:
    """Build the version after, and pass over what makes no valid rubric."""
    plain = json.loads(old.canonical) | {"version": old.version + 1} | fields
    change(plain)
    try:
        new = fs.parse(json.dumps(plain), fs.Rubric)
    except DocumentError:
        # For instance the only scale, unnamed by a criterion, is no longer the only one.
        assume(False)  # noqa: FBT003 (the one argument it takes)
        raise
    assume(json.loads(new.canonical) | {"version": old.version} != json.loads(old.canonical))
    return new


def rows(old: fs.Rubric, new: fs.Rubric) -> dict[str, list[tuple[int, ...]]]:
    """Versions of the rows of a debrief of two scorecards, one under each version."""
    cards = [
        fs.Scorecard.model_validate_json(
            json.dumps(
                {
                    "kind": "scorecard",
                    "schema_version": 1,
                    "rubric": {"id": rubric.id, "version": rubric.version},
                    "application": "app-1",
                    "interviewer": person,
                }
            )
        )
        for person, rubric in (("a", old), ("b", new))
    ]
    found: dict[str, list[tuple[int, ...]]] = {}
    put = fs.Debrief.of([old, new], fs.unsealed(cards, origin="drawn"))
    for row in (*put.rows, *put.recommendations):
        found.setdefault(row.criterion.id if row.criterion else "", []).append(row.versions)
    return found


DRAWN = rubrics(version=1)


# --- The laws -------------------------------------------------------------------------------------


@given(DRAWN)
def test_a_rubric_is_what_it_is(rubric: fs.Rubric) -> None:
    """Compared with itself a rubric has no change, everything compares, and no claim fails."""
    comparison = compare(rubric, rubric)

    assert comparison.changes == ()
    assert comparison.comparable == tuple(one.id for one in rubric.criteria)
    assert (comparison.apart, comparison.added, comparison.removed) == ((), (), ())
    assert check_change(rubric, rubric) == ()


@given(rubrics(id="one", version=1), rubrics(id="one", version=2))
def test_comparability_has_no_direction(old: fs.Rubric, new: fs.Rubric) -> None:
    """What compares one way compares the other way; what is new one way is gone the other."""
    there, back = compare(old, new), compare(new, old)

    assert {*there.comparable} == {*back.comparable}
    assert {*there.apart} == {*back.apart}
    assert ({*there.added}, {*there.removed}) == ({*back.removed}, {*back.added})
    assert there.recommendation == back.recommendation
    assert {change.slug for change in (*there.changes, *back.changes)} <= set(SLUGS)


@given(rubrics(id="one", version=1), rubrics(id="one", version=2))
def test_a_debrief_joins_what_compares(old: fs.Rubric, new: fs.Rubric) -> None:
    """Rows hold both versions exactly where the comparison says so."""
    comparison = compare(old, new)
    found = rows(old, new)

    assert [name for name in comparison.comparable if found[name] != [(1, 2)]] == []
    assert [name for name in comparison.apart if found[name] != [(2,), (1,)]] == []
    assert [name for name in comparison.added if found[name] != [(2,)]] == []
    assert [name for name in comparison.removed if found[name] != [(1,)]] == []
    if comparison.recommendation is not None:
        assert found[""] == ([(1, 2)] if comparison.recommendation else [(2,), (1,)])


@given(rubrics(id="one", version=1), rubrics(id="one", version=2))
def test_what_comes_apart_has_its_reason(old: fs.Rubric, new: fs.Rubric) -> None:
    """A criterion is apart exactly if a change that breaks ratings touches it."""
    comparison = compare(old, new)
    breaking = {name for one in comparison.changes if not one.comparable for name in one.criteria}

    assert {*comparison.apart} == breaking & {*comparison.apart, *comparison.comparable}
    if old.structure_digest != new.structure_digest:
        assert "structure" in {one.sort for one in comparison.changes}
    for change in comparison.changes:
        found: Any = old if change.where == "old" else new
        # The last step may name a field that is empty now; everything before it is there.
        for step in change.path[:-1]:
            found = found[step] if isinstance(step, int) else getattr(found, step)


@pytest.mark.parametrize("slug", [name for name, _ in MUTATIONS])
@settings(SLOW, max_examples=20)
@given(DRAWN)
def test_every_mutation_has_its_slug(slug: str, rubric: fs.Rubric) -> None:
    """Each of the mutations is found and called by its name."""
    new = after(rubric, dict(MUTATIONS)[slug])

    assert slug in {change.slug for change in compare(rubric, new).changes}


@pytest.mark.parametrize("slug", WORDS)
@settings(SLOW, max_examples=20)
@given(DRAWN)
def test_words_keep_rows_and_structure(slug: str, rubric: fs.Rubric) -> None:
    """Words changed keep every row joined and the structure digest, and may be called editorial."""
    new = after(rubric, WORDS[slug], changes={"since": 1, "editorial": True})

    assert new.structure_digest == rubric.structure_digest
    assert new.text_digest != rubric.text_digest
    assert {versions for one in rows(rubric, new).values() for versions in one} == {(1, 2)}
    assert {change.sort for change in compare(rubric, new).changes} == {"words"}
    assert check_change(rubric, new) == ()


@pytest.mark.parametrize("slug", CRITERION)
@settings(SLOW, max_examples=20)
@given(DRAWN)
def test_a_structural_change_separates_one_criterion(slug: str, rubric: fs.Rubric) -> None:
    """A change in one criterion's levels separates the rows of that criterion and no other."""
    touched = shared(json.loads(rubric.canonical))["id"]
    new = after(rubric, CRITERION[slug], changes={"since": 1, "editorial": True})
    found = rows(rubric, new)

    assert found.pop(touched) == [(2,), (1,)]
    assert {versions for one in found.values() for versions in one} <= {(1, 2)}
    assert "editorial-changes-structure" in {one.slug for one in check_change(rubric, new)}


@settings(SLOW)
@given(DRAWN, st.text("abcdef", min_size=1, max_size=8))
def test_a_translation_keeps_the_structure(rubric: fs.Rubric, word: str) -> None:
    """Words in another language change the text and nothing that ratings depend on."""
    words = Translation(
        rubric=Original(id=rubric.id, version=rubric.version),
        language="fr",
        title=f"{word} {FRESH}",
        kinds=tuple(
            TranslatedKind(code=kind.code, title=f"{FRESH} {number}")
            for number, kind in enumerate(rubric.kinds)
        ),
    )
    french = translate(rubric, words, partial=True)

    assert french.structure_digest == rubric.structure_digest
    assert compare(rubric, french).apart == ()
    assert {one.sort for one in compare(rubric, french).changes} == {"words"}


# --- Faults that the laws must find ---------------------------------------------------------------


def without_points(old: Scale, new: Scale) -> bool:
    """Judge as one would who forgets the points."""
    return (old.values, old.hire_line) == (new.values, new.hire_line)


def without_words(old: Scale, new: Scale) -> bool:
    """Judge as one would who forgets that labels can trade places."""
    return old.shape == new.shape


def with_labels(old: Scale, new: Scale) -> bool:
    """Judge as one would for whom a mended label is another scale."""
    return comparable(old, new) and [one.label for one in old.levels] == [
        one.label for one in new.levels
    ]


@pytest.mark.parametrize(
    ("judge", "slug"),
    [
        (without_points, "points-changed"),
        (without_words, "level-moved"),
        (with_labels, "label-reworded"),
    ],
)
def test_a_wrong_judgement_is_caught(
    monkeypatch: pytest.MonkeyPatch, judge: Callable[[Scale, Scale], bool], slug: str
) -> None:
    """A debrief that forgets points or moves, or minds a mended word, breaks the laws above."""
    monkeypatch.setattr(_scales, "comparable", judge)
    change = {**WORDS, **CRITERION}[slug]

    @settings(SLOW, database=None, derandomize=True, phases=[Phase.generate], max_examples=200)
    @given(DRAWN)
    def attempt(rubric: fs.Rubric) -> None:
        new = after(rubric, change)
        touched = shared(json.loads(rubric.canonical))["id"]
        joined = rows(rubric, new)[touched] == [(1, 2)]
        assert joined is (touched in compare(rubric, new).comparable)

    with pytest.raises(AssertionError):
        attempt()


def test_a_comparison_that_passes_over_points_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its reasons for coming apart, the comparison breaks the law that asks for them."""
    changes = versions_module.changes

    def forgetful(old: fs.Rubric, new: fs.Rubric) -> tuple[Change, ...]:
        return tuple(one for one in changes(old, new) if one.slug != "points-changed")

    monkeypatch.setattr(versions_module, "changes", forgetful)

    @settings(SLOW, database=None, derandomize=True, phases=[Phase.generate], max_examples=200)
    @given(DRAWN)
    def attempt(rubric: fs.Rubric) -> None:
        new = after(rubric, other_points)
        assert "points-changed" in {one.slug for one in compare(rubric, new).changes}

    with pytest.raises(AssertionError):
        attempt()
