"""told-by-one: what only one interviewer flagged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import fairscore as fs
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


def test_a_second_person_the_same_way_shares_it(small: Small) -> None:
    """Two who flagged one kind the same way both know of it."""
    cards = (small.card("a", small.flag()), small.card("b", small.flag()))

    assert small.find(SLUG, *cards) == ()


def test_opposite_flags_are_both_told(small: Small) -> None:
    """A concern of one and a strength of another on one kind are each known to one alone."""
    (finding,) = small.find(
        SLUG, small.card("a", small.flag()), small.card("b", small.flag("strength"))
    )

    assert finding.observation == (
        "Two flags by two of two interviewers are each about something that nobody else flagged "
        "that way. For each of them somebody else noted the opposite."
    )
    assert finding.does_not_show.endswith(
        "Nor does it show which of two opposite remarks is right."
    )
    assert [(one.interviewer, one.role) for one in finding.sources] == [
        ("a", "flagged"),
        ("b", "flagged"),
    ]


def test_swapping_concern_and_strength_changes_nothing(small: Small) -> None:
    """What is told by one is told by one whichever way it points."""

    def told(concern: str, strength: str) -> fs.Finding:
        (finding,) = small.find(
            SLUG,
            small.card("a", small.flag(concern), small.flag(strength, "holds")),
            small.card("b", small.flag(strength)),
            small.card("c"),
        )
        return finding

    assert told("yellow", "strength") == told("strength", "yellow")
    assert "For two of them somebody else noted the opposite." in (
        told("yellow", "strength").observation
    )


def test_the_opposing_kind_the_same_way_is_the_opposite(small: Small) -> None:
    """Too sure and not sure: each is told, and that somebody else noted the opposite."""
    (finding,) = small.find(
        SLUG, small.card("a", small.flag(kind="changes")), small.card("b", small.flag(kind="holds"))
    )

    assert "For each of them somebody else noted the opposite." in finding.observation


def test_what_a_repeat_lists_as_the_opposite_is_not_told_again(small: Small) -> None:
    """It stands in the finding about the repeat, as long as there is one."""
    strength = small.card("c", small.flag("strength"))
    cards = (*(small.card(who, small.flag()) for who in "ab"), strength)
    heard = small.card("d", small.flag("strength", source="hearsay"))
    holding = small.card("d", small.flag(kind="holds"))
    changing = [small.card(who, small.flag(kind="changes")) for who in "ab"]
    (finding,) = small.find(SLUG, *cards, rubric=small.tuned("repeated-concern", 3))

    assert small.find(SLUG, *cards) == ()
    assert small.find(SLUG, *cards[:2], heard) == ()
    assert small.find(SLUG, *changing, holding) == ()
    assert finding.observation == (
        "One flag by one of three interviewers is about something that nobody else flagged that "
        "way. Somebody else noted the opposite."
    )
    assert [(one.interviewer, one.role) for one in finding.sources] == [
        ("c", "flagged"),
        ("a", "opposite"),
        ("b", "opposite"),
    ]
    assert small.find(SLUG, *cards, rubric=small.tuned("repeated-strength"))


def test_against_a_serious_concern_of_one_a_strength_is_told(small: Small) -> None:
    """The red flag has a rule of its own; the strength is told, and leads to what it opposes."""
    (finding,) = small.find(
        SLUG, small.card("a", small.flag("red")), small.card("b", small.flag("strength"))
    )

    assert [(one.interviewer, one.role) for one in finding.sources] == [
        ("b", "flagged"),
        ("a", "opposite"),
    ]


def test_both_by_one_person_oppose_nobody(small: Small) -> None:
    """Somebody who saw it both ways is nobody else."""
    both = small.card("a", small.flag(), small.flag("strength"))
    (finding,) = small.find(SLUG, both, small.card("b"))

    assert "opposite" not in finding.observation


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


def test_flags_of_no_kind_are_left_to_off_rubric(small: Small) -> None:
    """What the rubric has no kind for is told once, by the rule that asks which criterion it is."""
    cards = (small.card("a", small.flag(kind="other")), small.card("b"))

    assert small.find(SLUG, *cards) == ()
    assert small.find("off-rubric", *cards)


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
