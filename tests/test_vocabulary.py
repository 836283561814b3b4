"""Kinds of flags: each a behaviour with both of its sides, each told apart from the others."""

import json
from typing import Any

import pytest

import fairscore as fs
from fairscore._text import fold
from fairscore.document import examine
from fairscore.lints import lint
from fairscore.vocabulary import (
    Kind,
    Vocabulary,
    merge_vocabularies,
    starter_vocabulary,
    vocabulary_from_examples,
)

SIDES: dict[Any, list[str]] = {"concern": ["blamed others"], "strength": ["owned it"]}


def kind(code: str, **fields: Any) -> dict[str, Any]:  # noqa: ANN401 (any JSON may stand there)
    """A kind as plain data."""
    plain = {"code": code, "title": code, "criterion": "humility"}
    return plain | {"concern": ["blamed others"], "strength": ["owned it"]} | fields


def slugs(*kinds: dict[str, Any]) -> list[tuple[str, tuple[str | int, ...]]]:
    """What is wrong with a vocabulary of these kinds."""
    heading = {"kind": "vocabulary", "schema_version": 1, "id": "v", "version": 1, "title": "V"}
    problems = examine(json.dumps(heading | {"kinds": kinds})).problems
    return [(problem.slug, problem.path) for problem in problems]


def test_kinds_are_told_apart() -> None:
    """Two kinds with codes, titles and behaviour of their own are in order."""
    assert slugs(kind("a"), kind("b", opposing="a", not_evidence=["accent"])) == []


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ((kind("a"), kind("a", title="b")), ("duplicate-id", ("kinds", 1, "code"))),
        ((kind("a"), kind("b", title="A ")), ("same-title", ("kinds", 1, "title"))),
        ((kind("other"),), ("reserved-code", ("kinds", 0, "code"))),
        ((kind("a", opposing="b"),), ("unknown-kind", ("kinds", 0, "opposing"))),
        ((kind("a", opposing="a"),), ("unknown-kind", ("kinds", 0, "opposing"))),
        ((kind("a", concern=[]),), ("too-few", ("kinds", 0, "concern"))),
        ((kind("a", strength=[""]),), ("too-short", ("kinds", 0, "strength", 0))),
        ((), ("too-few", ("kinds",))),
    ],
)
def test_a_faulty_vocabulary_is_refused(kinds: tuple[Any, ...], expected: object) -> None:
    """Codes and titles stand once, opposing kinds exist, and each kind says what it looks like."""
    assert slugs(*kinds) == [expected]


@pytest.mark.parametrize("missing", ["criterion", "concern", "strength"])
def test_a_kind_without_criterion_or_behaviour_is_refused(missing: str) -> None:
    """A kind that answers to no criterion or shows in nothing would judge a person."""
    plain = kind("a")
    del plain[missing]

    assert slugs(plain) == [("missing-field", ("kinds", 0))]


def test_three_titles_alike_point_to_the_first() -> None:
    """Each that reads like an earlier one is named, with the one it reads like."""
    heading = {"kind": "vocabulary", "schema_version": 1, "id": "v", "version": 1, "title": "V"}
    kinds = [kind("a", title="x"), kind("b", title="X"), kind("c", title="\uff58")]
    problems = examine(json.dumps(heading | {"kinds": kinds})).problems

    assert [problem.message for problem in problems] == [
        "this title reads like that of kinds[0]",
        "this title reads like that of kinds[0]",
    ]


def test_a_kind_is_built_in_python() -> None:
    """The same rules hold, and what is left out has no value rather than some."""
    built = Kind(code="a", title="A", criterion="c", concern=("x",), strength=("y",))

    assert (built.opposing, built.not_evidence) == (None, ())
    with pytest.raises(fs.DocumentError, match="code: not an id"):
        Kind(code="A", title="A", criterion="c", concern=("x",), strength=("y",))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Humility", "humility"),
        ("Humility", "\uff28\uff55\uff4d\uff49\uff4c\uff49\uff54\uff59"),
        ("caf\u00e9", "cafe\u0301"),
        ("stra\u00dfe", "STRASSE"),
        ("a  b", " a\u00a0b "),
        ("a\u200db", "ab"),
        ("\u2764\ufe0f", "\u2764"),
    ],
)
def test_what_looks_the_same_folds_the_same(one: str, other: str) -> None:
    """Case, width, composition, spaces and joiners do not make another name."""
    assert fold(one) == fold(other)
    assert fold(fold(one)) == fold(one)


@pytest.mark.parametrize(("one", "other"), [("a", "b"), ("e", "\u00e9"), ("a b", "ab")])
def test_what_looks_different_stays_different(one: str, other: str) -> None:
    """Letters, accents and spaces between words do make another name."""
    assert fold(one) != fold(other)


def test_the_starter_vocabulary_has_no_remark() -> None:
    """About twenty kinds, with both sides and what is no evidence, that no lint remarks on."""
    starter = starter_vocabulary()

    assert len(starter.kinds) >= 20
    assert {"humility", "curiosity", "inclusivity"} <= {kind.criterion for kind in starter.kinds}
    assert all(kind.not_evidence and len(kind.concern) > 1 for kind in starter.kinds)
    assert lint(starter) == ()


def test_merging_reports_what_means_two_things() -> None:
    """The same kind is taken once; a code or a title for something else is a problem."""
    first, same = (vocabulary_from_examples({"a": SIDES}) for _ in range(2))
    other = vocabulary_from_examples({"b": SIDES})
    clash = vocabulary_from_examples({"a": SIDES | {"concern": ["left early"]}})
    german = vocabulary_from_examples({"c": SIDES}, language="de")

    def merged(*rest: Vocabulary) -> Vocabulary:
        return merge_vocabularies(first, *rest, name="m", version=1, title="M")

    assert [kind.code for kind in merged(same, other).kinds] == ["a", "b"]
    with pytest.raises(fs.DocumentError) as conflict:
        merged(clash)
    assert {one.slug for one in conflict.value.problems} == {"duplicate-id", "same-title"}
    with pytest.raises(fs.DocumentError) as mixed:
        merged(other, german)
    assert [(one.slug, one.path) for one in mixed.value.problems] == [("other-language", (2,))]


@pytest.mark.parametrize("before", ["other", "b", "c"])
def test_a_code_from_before_stands_for_one_kind(before: str) -> None:
    """It is no code of today, not reserved, and no other kind had it."""
    found = slugs(kind("a", formerly=["c"]), kind("b", formerly=[before]))

    assert found == [("duplicate-id", ("kinds", 1, "formerly", 0))]
    assert slugs(kind("a", formerly=["c", "d"]), kind("b")) == []


def test_a_renamed_kind_keeps_its_history() -> None:
    """Flags under the old and the new code are a repeat, each still where it was written."""
    plain = json.loads(fs.read("examples/backend.rubric.yaml", fs.Rubric).canonical)
    old = fs.parse(json.dumps(plain), fs.Rubric)
    plain["version"] = 2
    plain["kinds"][0] |= {"code": "names-mistakes", "formerly": ["owns-mistakes"]}
    new = fs.parse(json.dumps(plain), fs.Rubric)
    cards = [
        fs.parse(
            json.dumps(
                {
                    "kind": "scorecard",
                    "schema_version": 1,
                    "rubric": {"id": old.id, "version": version},
                    "application": "app-1",
                    "interviewer": f"interviewer-{version}",
                    "flags": [{"kind": code, "signal": "yellow", "observed": "Blamed others."}],
                }
            ),
            fs.Scorecard,
        )
        for version, code in ((1, "owns-mistakes"), (2, "names-mistakes"))
    ]

    debrief = fs.Debrief.of((old, new), fs.unsealed(cards, origin="files"))

    assert [one.about for one in fs.find(debrief) if one.slug == "repeated-concern"] == [
        "names-mistakes"
    ]
    assert len(debrief.flags_of("names-mistakes")) == 2
    assert cards[0].flags[0].kind == "owns-mistakes"


def test_codes_that_are_no_text_are_reported_once() -> None:
    """What is no code at all is left to whoever checks the field."""
    assert slugs(kind("a") | {"code": 1, "formerly": [2]}) == [
        ("not-text", ("kinds", 0, "code")),
        ("not-text", ("kinds", 0, "formerly", 0)),
    ]


@pytest.mark.parametrize("former", [{"old": "b"}, ["b"], 3, None])
def test_a_former_code_that_is_no_text_is_a_problem(former: object) -> None:
    """Whatever stands there, its place is told (P10)."""
    plain = {
        "kind": "vocabulary",
        "schema_version": 1,
        "id": "v",
        "version": 1,
        "title": "V",
        "kinds": [{"code": "a", "title": "A", "formerly": [former]}],
    }
    with pytest.raises(fs.DocumentError) as refused:
        fs.parse(json.dumps(plain), Vocabulary, format="json")

    assert ("kinds", 0, "formerly", 0) in [one.path for one in refused.value.problems]


def test_one_text_is_no_list_of_phrases() -> None:
    """A text in place of a list is refused, and not taken apart into its letters."""
    with pytest.raises(TypeError, match="give a list"):
        vocabulary_from_examples({"a": SIDES | {"concern": "left early"}})
