"""told-by-one: what only one interviewer flagged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Small

SLUG = "told-by-one"


@pytest.mark.parametrize(
    ("signal", "aside"), [("yellow", "my-mood"), ("yellow", None), ("strength", None)]
)
def test_one_flag_of_one_person(small: Small, signal: str, aside: str | None) -> None:
    """A concern or strength that nobody else flagged is brought up, set aside or not."""
    (finding,) = small.find(SLUG, small.card("a", small.flag(signal, aside=aside)), small.card("b"))

    assert finding.observation == (
        "One flag by one of two interviewers is about something that nobody else flagged."
    )
    assert [(one.interviewer, one.role) for one in finding.sources] == [("a", "flagged")]


@pytest.mark.parametrize("signal", ["yellow", "strength"])
def test_a_second_person_either_way_shares_it(small: Small, signal: str) -> None:
    """Who saw the opposite knows of it too."""
    cards = (small.card("a", small.flag()), small.card("b", small.flag(signal)))

    assert small.find(SLUG, *cards) == ()


def test_two_seats_are_one_person(small: Small) -> None:
    """One person who flagged it in two seats knows it alone, and is counted once."""
    (finding,) = small.find(
        SLUG,
        small.card("a", small.flag()),
        small.card("a", small.flag(), interview="pairing"),
        small.card("b", small.flag(kind="holds")),
        small.card("c"),
    )

    assert finding.observation == (
        "Three flags by two of three interviewers are each about something that nobody else "
        "flagged."
    )
    assert finding.weight == 2


def test_an_echo_shares_nothing(small: Small) -> None:
    """What somebody wrote after reading it does not make it known to two before."""
    (finding,) = small.find(
        SLUG, small.card("a", small.flag()), small.card("b", small.flag(), exposure="exposed")
    )

    assert finding.observation.endswith(
        "What was written after seeing another scorecard is not counted."
    )
    assert [one.interviewer for one in finding.sources] == ["a"]


def test_a_late_flag_of_its_own_is_told_as_late(small: Small) -> None:
    """What nobody else wrote is brought up whenever it was written; two late ones share it."""
    late = small.card("a", small.flag(), exposure="exposed")
    (finding,) = small.find(SLUG, late, small.card("b"))

    assert [one.role for one in finding.sources] == ["later"]
    assert "not counted" not in finding.observation
    assert small.find(SLUG, late, small.card("b", small.flag(), exposure="exposed")) == ()


def test_a_shadow_neither_tells_nor_shares(small: Small) -> None:
    """A shadow's flag is not brought up and takes nothing from another's."""
    shadow = small.card("c", small.flag(), shadow=True)

    assert small.find(SLUG, small.card("a"), small.card("b"), shadow) == ()
    assert small.find(SLUG, small.card("a", small.flag()), small.card("b"), shadow)


def test_serious_concerns_have_their_own_rule(small: Small) -> None:
    """A red flag alone is lone-red-flag's."""
    assert small.find(SLUG, small.card("a", small.flag("red")), small.card("b")) == ()


def test_other_is_shared_as_soon_as_two_use_it(small: Small) -> None:
    """Whether two remarks outside the vocabulary are one is not known; off-rubric lists both."""
    other = small.flag(kind="other")

    assert small.find(SLUG, small.card("a", other), small.card("b"))
    assert small.find(SLUG, small.card("a", other), small.card("b", other)) == ()


def test_one_interviewer_has_nobody_to_tell(small: Small) -> None:
    """With one person on the panel there is no other to know less."""
    assert small.find(SLUG, small.card("a", small.flag())) == ()


def test_the_rubric_tunes_it_and_switches_it_off(small: Small) -> None:
    """With a threshold of two, one flag is quiet and two are not."""
    one = (small.card("a", small.flag()), small.card("b"))
    two = (small.card("a", small.flag(), small.flag(kind="holds")), small.card("b"))

    assert small.find(SLUG, *one, rubric=small.tuned(SLUG, 2)) == ()
    assert small.find(SLUG, *two, rubric=small.tuned(SLUG, 2))
    assert small.find(SLUG, *two, rubric=small.tuned(SLUG)) == ()
