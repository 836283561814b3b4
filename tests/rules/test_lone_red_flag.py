"""lone-red-flag: a serious concern that one interviewer alone wrote, and where the others stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Small
    from fairscore.revealed import Exposure

SLUG = "lone-red-flag"


def test_one_red_flag_alone(small: Small) -> None:
    """It names where everybody else stands, as a repeat does."""
    (finding,) = small.find(
        SLUG,
        small.card("a", small.flag("red", aside="nerves"), rate={"humility": 1}),
        small.card("b", small.flag("strength")),
        small.card("c", rate={"humility": 3}),
        small.card("d"),
    )

    assert finding.observation == (
        "One of four interviewers wrote a serious concern about Humility (owns mistakes) before "
        "the reveal, and set it aside. One noted the opposite, a strength. One assessed Humility "
        "without flagging it. One did not assess Humility."
    )
    assert [(one.interviewer, one.role) for one in finding.sources] == [
        ("a", "flagged"),
        ("a", "rated"),
        ("b", "opposite"),
        ("c", "rated"),
        ("d", "not-assessed"),
    ]
    assert (finding.about, finding.weight) == ("owns", 1)


@pytest.mark.parametrize("signal", ["yellow", "red"])
def test_a_second_person_makes_it_a_repeat(small: Small, signal: str) -> None:
    """With any concern of that kind by somebody else, repeated-concern brings it up."""
    cards = (small.card("a", small.flag("red")), small.card("b", small.flag(signal)))

    assert small.find(SLUG, *cards) == ()
    assert small.find("repeated-concern", *cards)


def test_a_yellow_flag_alone_is_not_serious(small: Small) -> None:
    """It is told-by-one's."""
    assert small.find(SLUG, small.card("a", small.flag()), small.card("b")) == ()


def test_two_seats_are_one_person(small: Small) -> None:
    """One person who flagged it in two seats is alone all the same."""
    (finding,) = small.find(
        SLUG,
        small.card("a", small.flag("red")),
        small.card("a", small.flag("red"), interview="pairing"),
    )

    assert finding.observation.startswith("The only interviewer wrote a serious concern about")


@pytest.mark.parametrize(
    "beside",
    [{"exposure": "exposed"}, {"shadow": True}],
    ids=["an echo", "a shadow"],
)
def test_it_stays_alone_beside_what_does_not_count(small: Small, beside: dict[str, object]) -> None:
    """Neither an echo nor a shadow makes company."""
    (finding,) = small.find(
        SLUG,
        small.card("a", small.flag("red")),
        small.card("b", small.flag(), **beside),  # type: ignore[arg-type]
        small.card("c"),
    )

    assert "wrote a serious concern about Humility (owns mistakes) before the reveal." in (
        finding.observation
    )


@pytest.mark.parametrize(
    ("exposure", "said"),
    [
        ("none", "(owns mistakes) before the reveal."),
        ("unknown", "(owns mistakes). Whether it was written before the reveal is unknown."),
        ("exposed", "(owns mistakes) after seeing another scorecard."),
    ],
)
def test_exposure_is_stated(small: Small, exposure: Exposure, said: str) -> None:
    """A serious concern is brought up whenever it was written, and it is said when."""
    (finding,) = small.find(
        SLUG, small.card("a", small.flag("red"), exposure=exposure), small.card("b")
    )

    assert said in finding.observation
    assert "One wrote about it only" not in finding.observation


def test_a_lesser_concern_before_is_named_beside_it(small: Small) -> None:
    """A red flag after exposure makes no repeat with the yellow one before it, and is not lost."""
    cards = (
        small.card("a", small.flag()),
        small.card("b", small.flag("red"), exposure="exposed"),
    )
    (finding,) = small.find(SLUG, *cards)

    assert finding.observation == (
        "One of two interviewers wrote a serious concern about Humility (owns mistakes) after "
        "seeing another scorecard. One wrote a lesser concern about it."
    )
    assert small.find("repeated-concern", *cards) == ()


def test_red_flags_at_unlike_times_are_split(small: Small) -> None:
    """With several of them it is said who wrote when, in counts."""
    (finding,) = small.find(
        SLUG,
        small.card("a", small.flag("red")),
        small.card("b", small.flag("red"), exposure="exposed"),
    )
    (unknown,) = small.find(
        SLUG,
        small.card("a", small.flag("red"), exposure="unknown"),
        small.card("b", small.flag("red"), exposure="exposed"),
    )

    assert "One of them wrote it before the reveal; one had seen another scorecard." in (
        finding.observation
    )
    assert "For one of them that is unknown; one had seen another scorecard." in unknown.observation


@pytest.mark.parametrize("source", ["hearsay", "reference"])
def test_what_was_only_heard_is_not_serious_first_hand(small: Small, source: str) -> None:
    """Hearsay is told-by-one's, as what it is."""
    cards = (small.card("a", small.flag("red", source=source)), small.card("b"))

    assert small.find(SLUG, *cards) == ()
    assert small.find("told-by-one", *cards)[0].sources[0].role == "second-hand"


def test_outside_the_vocabulary_each_is_alone(small: Small) -> None:
    """Two red flags of no kind do not make each other company, and are not said to be the same."""
    one = small.card("a", small.flag("red", "other", aside="other"))
    two = small.card("b", small.flag("red", "other"))
    (single,) = small.find(SLUG, one, small.card("b"))
    (both,) = small.find(SLUG, one, two)

    assert single.observation == (
        "One of two interviewers wrote a serious concern of a kind that the rubric does not name "
        "before the reveal, and set it aside."
    )
    assert both.observation == (
        "Two of two interviewers each wrote a serious concern of a kind that the rubric does not "
        "name before the reveal, and one of them set it aside. Whether they mean the same is not "
        "known."
    )
    assert (both.about, both.weight, len(both.sources)) == ("other", 2, 2)


def test_the_rubric_tunes_it_and_switches_it_off(small: Small) -> None:
    """With a threshold of two, two who share it are still brought up by it."""
    cards = (small.card("a", small.flag("red")), small.card("b", small.flag("red")))

    assert small.find(SLUG, *cards, rubric=small.tuned(SLUG, 2))
    assert small.find(SLUG, cards[0], rubric=small.tuned(SLUG)) == ()


def test_a_serious_concern_that_came_too_late_is_told_with_the_repeat(small: Small) -> None:
    """Two others make a repeat of it, which alone is brought up; the late one is told there."""
    cards = [small.card(who, small.flag()) for who in "ab"]
    late = small.card("c", small.flag("red"), late=True)
    (repeat,) = small.find("repeated-concern", *cards, late)

    assert small.find(SLUG, *cards, late) == ()
    assert "One whose remark is not counted wrote it as serious." in repeat.observation
    assert not repeat.serious
    mild = small.card("c", small.flag(), late=True)
    (calm,) = small.find("repeated-concern", *cards, mild)
    assert "serious" not in calm.observation


def test_a_repeat_against_the_recommendation_is_enough(small: Small) -> None:
    """Where the rubric leaves that rule on alone, and it speaks, there are not two findings."""
    off = small.tuned("repeated-concern")
    hire = [small.card(who, small.flag("red"), whole=3) for who in "ab"]
    no_hire = [small.card(who, small.flag("red"), whole=1) for who in "ab"]

    assert small.find("concern-against-recommendation", *hire, rubric=off)
    assert small.find(SLUG, *hire, rubric=off) == ()
    assert small.find(SLUG, *no_hire, rubric=off)
