"""criterion-not-assessed, too-few-to-call, mixed-rubric-versions and off-rubric."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from fairscore.agreement import can_call_agreement
from fairscore.rules import find

if TYPE_CHECKING:
    import fairscore as fs
    from conftest import Small
    from fairscore.revealed import Entry

MISSING, FEW, MIXED, OFF = (
    "criterion-not-assessed",
    "too-few-to-call",
    "mixed-rubric-versions",
    "off-rubric",
)


def rated(small: Small, people: str, level: int = 3, **more: object) -> list[Entry]:
    """One card an interviewer, with this rating of humility."""
    return [small.card(who, rate={"humility": level}, **more) for who in people]


# --- criterion-not-assessed ---------------------------------------------------


def test_a_criterion_without_a_rating(small: Small) -> None:
    """Who was to rate it or says something of it is a source; what nobody was to, is told."""
    (finding,) = small.find(
        MISSING,
        small.card("a", rate={"humility": 3}),
        small.card("b", rate={"design": "no-evidence"}, interview="whiteboard"),
        small.card("c", interview="pairing"),
    )

    assert finding.observation == (
        "Two of three criteria have no rating: API design and Coding. Coding: no scorecard that "
        "counts is from an interview that looks at it, and the rubric has no such interview."
    )
    assert finding.weight == 2
    assert [(one.interviewer, one.role, one.path) for one in finding.sources] == [
        ("b", "not-assessed", ("ratings", 0)),
        ("c", "not-assessed", ()),
        ("a", "not-assessed", ()),
        ("b", "not-assessed", ()),
    ]


def test_interviews_of_the_rubric_whose_scorecards_are_not_there_are_named(small: Small) -> None:
    """That no scorecard given looks at it does not say that the rubric has no interview for it."""
    (one,) = small.find(MISSING, small.card("a", rate={"humility": 3}))
    both = {"id": "pairing", "title": "Pairing", "criteria": ["design", "coding"]}
    alone = {"id": "talk", "title": "Talk", "criteria": ["humility"]}
    rubric = small.rubric(interviews=[alone, both])
    (two,) = small.find(MISSING, small.card("a", rate={"humility": 3}), rubric=rubric)
    (seen,) = small.find(
        MISSING,
        small.card("a", rate={"humility": 3}),
        small.card("b", interview="pairing"),
        rubric=rubric,
    )

    assert (
        "API design: no scorecard that counts is from an interview that looks at it; in the rubric "
        "these do: Whiteboard and Pairing. Coding: no scorecard"
    ) in one.observation
    assert two.observation.endswith(
        "API design and Coding: no scorecard that counts is from an interview that looks at them; "
        "in the rubric this one does: Pairing."
    )
    assert seen.observation == "Two of three criteria have no rating: API design and Coding."


def test_without_interviews_everybody_looks_at_everything(small: Small) -> None:
    """Where the rubric names no interviews, nothing is said of them, even of shadows alone."""
    shadow = small.card("a", interview=None, shadow=True)
    (finding,) = find(small.debrief(shadow, rubric=small.rubric(interviews=[])))

    assert "interview" not in finding.observation


def test_one_rating_is_enough(small: Small) -> None:
    """A criterion with one rating, also after exposure, is not missing; a shadow's is."""
    every = {"humility": 3, "design": 3, "coding": 3}

    assert small.find(MISSING, small.card("a", rate=every, interview=None)) == ()
    late = small.card("a", rate=every, interview=None, exposure="exposed")
    assert small.find(MISSING, late) == ()
    shadow = small.card("a", rate=every, interview=None, shadow=True)
    (finding,) = small.find(MISSING, shadow, small.card("b"))
    assert finding.observation.startswith("Three of three criteria have no rating:")


def test_missing_is_tuned_and_switched_off(small: Small) -> None:
    """With a threshold of two, a criterion with one rating is told with that rating."""
    every = {"humility": 3, "design": 3, "coding": 3}
    cards = (
        small.card("a", rate=every, interview=None),
        small.card("a", rate={"design": 4}, interview="pairing"),
        small.card("b", rate=every | {"design": "declined"}, interview=None),
    )
    (finding,) = small.find(MISSING, *cards, rubric=small.tuned(MISSING, 2))

    assert finding.observation == (
        "One of three criteria has ratings by fewer than two people: API design."
    )
    assert [(one.interviewer, one.role) for one in finding.sources] == [
        ("a", "rated"),
        ("a", "rated"),
        ("b", "not-assessed"),
    ]
    assert small.find(MISSING, small.card("a"), rubric=small.tuned(MISSING)) == ()


def test_a_criterion_of_an_older_version_only_is_not_missing(small: Small) -> None:
    """What the newest version no longer asks for is nothing that is left open."""
    criteria = [{"id": "design", "title": "API design", "scale": "four"}]
    interviews = [{"id": "whiteboard", "title": "Whiteboard", "criteria": ["design"]}]
    newer = small.rubric(version=2, criteria=criteria, interviews=interviews, kinds=[])
    (finding,) = small.find(
        MISSING,
        small.card("a"),
        small.card("b", interview="whiteboard", version=2),
        rubric=[small.rubric(), newer],
    )

    assert finding.observation == "One of one criterion has no rating: API design."


# --- too-few-to-call ----------------------------------------------------------


def test_three_on_four_levels_are_too_few(small: Small) -> None:
    """Three agree by chance once in sixteen, four once in 64: only the first are too few."""
    (finding,) = small.find(FEW, *rated(small, "abc"))

    assert finding.observation == (
        "Too few ratings to speak of agreement: Humility. That many interviewers picking levels "
        "at random would all pick the same one more than five times in a hundred."
    )
    assert [one.role for one in finding.sources] == ["rated"] * 3
    assert small.find(FEW, *rated(small, "abcd")) == ()


def test_people_who_count_are_counted(small: Small) -> None:
    """A second seat, an echo, a shadow and a missing rating add nobody."""
    cards = (
        *rated(small, "abc"),
        *rated(small, "a", interview="pairing"),
        *rated(small, "d", exposure="exposed"),
        *rated(small, "e", shadow=True),
        small.card("f", rate={"humility": "declined"}),
    )

    assert small.find(FEW, *cards)
    assert small.find(FEW, *rated(small, "abcd")) == ()


def test_nothing_rated_is_not_few(small: Small) -> None:
    """A criterion without any rating is criterion-not-assessed's."""
    assert small.find(FEW, small.card("a"), small.card("b")) == ()


def test_few_is_tuned_and_switched_off(small: Small) -> None:
    """With ten in a hundred three are enough, and the largest threshold is one that can be met."""
    assert small.find(FEW, *rated(small, "abc"), rubric=small.tuned(FEW, 10)) == ()
    (one,) = small.find(FEW, *rated(small, "a"), rubric=small.tuned(FEW, 100))
    assert "more than 99 times in a hundred" in one.observation
    assert small.find(FEW, *rated(small, "ab"), rubric=small.tuned(FEW, 100)) == ()
    (least,) = small.find(FEW, *rated(small, "abc"), rubric=small.tuned(FEW, 1))
    assert "more than one time in a hundred" in least.observation
    assert small.find(FEW, *rated(small, "abc"), rubric=small.tuned(FEW)) == ()


def test_the_stated_levels_are_the_counted_ones() -> None:
    """Two ratings reach five in a hundred on twenty levels and on none fewer."""
    chance = Fraction(5, 100)

    assert can_call_agreement(2, levels=20, chance=chance)
    assert not can_call_agreement(2, levels=19, chance=chance)


# --- mixed-rubric-versions ----------------------------------------------------


@pytest.fixture
def newer(small: Small) -> fs.Rubric:
    """Make a version whose scales have a level more."""
    five = [{"value": value} for value in range(1, 6)]
    return small.rubric(
        version=2,
        scales=[{"id": "four", "levels": five, "hire_line": 3}],
        recommendation={"id": "whole", "levels": five, "hire_line": 3},
    )


def test_ratings_on_two_scales(small: Small, newer: fs.Rubric) -> None:
    """A criterion and the recommendation given on two scales are named, once each."""
    (finding,) = small.find(
        MIXED,
        small.card("a", rate={"humility": 3}, whole=3),
        small.card("b", rate={"humility": 5}, whole=5, version=2),
        rubric=[small.rubric(), newer],
    )

    assert finding.observation == (
        "Versions 1 and 2 of the rubric were used, and their scales differ for Humility and the "
        "recommendation."
    )
    assert [one.role for one in finding.sources] == ["rated"] * 2 + ["recommended"] * 2


def test_a_mended_word_is_no_other_scale(small: Small) -> None:
    """Two versions with the same levels and lines stand in one row."""
    newer = small.rubric(version=2, title="Small, mended")
    cards = (*rated(small, "a"), *rated(small, "b", version=2))

    assert small.find(MIXED, *cards, rubric=[small.rubric(), newer]) == ()


def test_a_scale_on_which_nobody_rated_mixes_nothing(small: Small, newer: fs.Rubric) -> None:
    """Versions differ in it, but all of its ratings compare."""
    cards = (*rated(small, "a"), small.card("b", version=2))

    assert small.find(MIXED, *cards, rubric=[small.rubric(), newer]) == ()


def test_mixed_is_tuned_and_switched_off(small: Small, newer: fs.Rubric) -> None:
    """One scale is no mixture whatever the rubric says, and three ask for three."""
    cards = (*rated(small, "a"), *rated(small, "b", version=2))

    def rubrics(**setting: object) -> list[fs.Rubric]:
        tuned = small.rubric(
            version=2,
            scales=[{"id": "four", "levels": [{"value": v} for v in range(1, 6)]}],
            rules=[{"rule": MIXED, **setting}],
        )
        return [small.rubric(), tuned]

    assert small.find(MIXED, *cards, rubric=rubrics(threshold=1))
    assert small.find(MIXED, *cards, rubric=rubrics(threshold=3)) == ()
    assert small.find(MIXED, *cards, rubric=rubrics(enabled=False)) == ()
    assert small.find(MIXED, *rated(small, "ab"), rubric=small.tuned(MIXED, 1)) == ()


# --- off-rubric ---------------------------------------------------------------


def test_a_flag_of_no_kind(small: Small) -> None:
    """What the rubric has no kind for is brought up, second-hand and late flags as such."""
    (one,) = small.find(OFF, small.card("a", small.flag(kind="other")), small.card("b"))
    (more,) = small.find(
        OFF,
        small.card("a", small.flag(kind="other"), small.flag("red", "other", source="hearsay")),
        small.card("b", small.flag("strength", "other"), exposure="exposed"),
        small.card("c"),
    )

    assert one.observation == (
        "One flag by one of two interviewers answers to no kind of the rubric."
    )
    assert more.observation == (
        "Three flags by two of three interviewers answer to no kind of the rubric."
    )
    assert [source.role for source in more.sources] == ["flagged", "second-hand", "later"]


def test_a_flag_of_a_kind_or_of_a_shadow_is_none(small: Small) -> None:
    """A kind of the rubric answers to a criterion, and a shadow is never counted."""
    shadow = small.card("c", small.flag(kind="other"), shadow=True)

    assert small.find(OFF, small.card("a", small.flag()), shadow) == ()


def test_off_rubric_is_tuned_and_switched_off(small: Small) -> None:
    """With a threshold of two, one flag is quiet."""
    one = small.card("a", small.flag(kind="other"))
    two = small.card("b", small.flag(kind="other"))

    assert small.find(OFF, one, rubric=small.tuned(OFF, 2)) == ()
    assert small.find(OFF, one, two, rubric=small.tuned(OFF, 2))
    assert small.find(OFF, one, rubric=small.tuned(OFF)) == ()
