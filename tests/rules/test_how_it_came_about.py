"""not-blind and late-scorecard, and what was written late or later in the rules about flags."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import pytest

import fairscore as fs

if TYPE_CHECKING:
    from conftest import Small
    from fairscore.panel import Phase
    from fairscore.revealed import Entry


def slugs(small: Small, *entries: Entry) -> set[str]:
    """Name the rules that speak up."""
    return {finding.slug for finding in fs.find(small.debrief(*entries))}


# --- not-blind and late-scorecard ---------------------------------------------


def test_a_scorecard_after_seeing_another_is_not_blind(small: Small) -> None:
    """Who had seen another before writing is named, in a remark that is always folded (P3)."""
    (finding,) = small.find("not-blind", small.card("a"), small.card("b", exposure="exposed"))

    assert finding.observation == (
        "One of two interviewers wrote a scorecard after seeing another one. It is shown, and "
        "counted nowhere."
    )
    assert [(one.interviewer, one.path, one.role) for one in finding.sources] == [
        ("b", (), "later")
    ]
    assert finding.remark


def test_a_scorecard_after_the_reveal_is_late(small: Small) -> None:
    """Who handed in after the reveal is named, though they had seen nothing (P3)."""
    (finding,) = small.find("late-scorecard", small.card("a"), small.card("b", late=True))

    assert finding.observation == (
        "One of two interviewers handed in a scorecard after the reveal. It is shown, and counted "
        "nowhere."
    )
    assert [one.interviewer for one in finding.sources] == ["b"]
    assert finding.remark


def test_each_is_named_once(small: Small) -> None:
    """Late and exposed is late; unknown is no finding; a shadow is none of either."""
    both = small.card("a", late=True, exposure="exposed")
    unknown = [small.card(who, exposure="unknown") for who in "bc"]
    shadows = [
        small.card("d", late=True, shadow=True),
        small.card("e", exposure="exposed", shadow=True),
    ]

    assert slugs(small, both) & {"late-scorecard", "not-blind"} == {"late-scorecard"}
    assert slugs(small, *unknown, *shadows) & {"late-scorecard", "not-blind"} == set()


@pytest.mark.parametrize("slug", ["late-scorecard", "not-blind"])
def test_two_seats_are_one_person(small: Small, slug: str) -> None:
    """People are counted, not their seats; a rubric may ask for more of them."""
    late, exposure = slug == "late-scorecard", "none" if slug == "late-scorecard" else "exposed"
    seats = [
        small.card("a", interview=one, late=late, exposure=exposure)  # type: ignore[arg-type]
        for one in ("talk", "pairing")
    ]
    (finding,) = small.find(slug, *seats, small.card("b"))

    assert finding.observation.startswith("One of two interviewers")
    assert len(finding.sources) == 2
    assert small.find(slug, *seats, rubric=small.tuned(slug, 2)) == ()


def test_concerns_and_strengths_are_alike_to_them(small: Small) -> None:
    """Which way the flags point changes neither of the two, nor same-words."""
    text = "asked the quieter person twice what they thought of the plan"

    def told(signal: str) -> list[fs.Finding]:
        cards = (
            small.card("a", small.flag(signal, observed=text)),
            small.card("b", small.flag(signal, observed=text)),
            small.card("c", small.flag(signal), late=True),
            small.card("d", small.flag(signal), exposure="exposed"),
        )
        names = {"not-blind", "late-scorecard", "same-words"}
        return [one for one in fs.find(small.debrief(*cards)) if one.slug in names]

    assert len(told("yellow")) == 3
    assert told("yellow") == told("strength")


# --- Late scorecards in the other rules ---------------------------------------


def test_a_late_scorecard_counts_nowhere(small: Small) -> None:
    """Its flag makes no repeat, its rating no spread, its recommendation no lean (P3)."""
    a = small.card("a", small.flag(), rate={"humility": 4}, whole=4)
    b = small.card("b", small.flag(), rate={"humility": 1}, whole=1, late=True)
    debrief = small.debrief(a, b)

    assert not slugs(small, a, b) & {"repeated-concern", "wide-spread", "split-panel"}
    assert debrief.rows[0].ratings == (4, None)
    in_time = attrs.evolve(b, late=False)
    assert slugs(small, a, in_time) > {"repeated-concern", "wide-spread", "split-panel"}


def test_a_repeat_says_what_came_after_the_reveal(small: Small) -> None:
    """After the reveal, after seeing another, and both in one panel: each in its words."""
    cards = [small.card(who, small.flag()) for who in "ab"]
    late = small.card("c", small.flag(), late=True)
    seen = small.card("d", small.flag(), exposure="exposed")
    rated = small.card("e", rate={"humility": 2}, late=True)

    def told(*more: Entry) -> str:
        (finding,) = small.find("repeated-concern", *cards, *more)
        return finding.observation

    assert "One wrote about it only after the reveal, which is not counted." in told(late)
    assert "One wrote about it only after the reveal, which is not counted." in told(rated)
    assert "One wrote about it only after seeing another scorecard, which" in told(seen)
    assert "Two wrote about it only after seeing another scorecard or after the reveal" in told(
        late, seen
    )


def test_a_late_red_flag_is_not_silent(small: Small) -> None:
    """A serious concern after the reveal is brought up, and said to be from after it."""
    (finding,) = small.find("lone-red-flag", small.card("a", small.flag("red"), late=True))
    (mixed,) = small.find(
        "lone-red-flag",
        small.card("a", small.flag("red"), late=True),
        small.card("b", small.flag("red")),
    )

    assert "(owns mistakes) after the reveal." in finding.observation
    assert "before the reveal" not in finding.observation
    assert "One of them wrote it before the reveal; one wrote it after the reveal." in (
        mixed.observation
    )


# --- Later versions -----------------------------------------------------------


@pytest.mark.parametrize(
    ("phase", "words"),
    [("exposed", "after seeing another scorecard"), ("after-reveal", "after the reveal")],
)
@pytest.mark.parametrize(
    ("signal", "slug"), [("yellow", "repeated-concern"), ("strength", "repeated-strength")]
)
def test_what_was_added_later_stands_apart(
    small: Small, signal: str, slug: str, phase: Phase, words: str
) -> None:
    """An "I noticed that too" is told, and changes no count, nor where its author stands."""
    cards = [small.card(who, small.flag(signal)) for who in "ab"]
    blind = small.card("c", rate={"humility": 3})
    added = small.amended(blind, small.card("c", small.flag(signal)), phase=phase)
    (before,) = small.find(slug, *cards, blind)
    (after,) = small.find(slug, *cards, added)

    assert "One assessed Humility without flagging it." in after.observation
    assert f"One added it {words}, which is not counted." in after.observation
    assert after.weight == before.weight == 2
    assert [one for one in after.sources if one not in before.sources] == [
        fs.Source(interviewer="c", interview="talk", path=("later", 0, "flags", 0), role="later")
    ]
    assert set(before.sources) < set(after.sources)


def test_the_opposite_that_was_added_stands_apart_too(small: Small) -> None:
    """Whoever turns against their own remark, or adds the opposing kind, counts as before."""
    a = small.amended(
        small.card("a", small.flag()), small.card("a", small.flag("strength"), small.flag())
    )
    (finding,) = small.find("repeated-concern", a, small.card("b", small.flag()))

    assert "Two of two interviewers each wrote a concern" in finding.observation
    assert "One added the opposite after seeing another scorecard" in finding.observation
    assert "noted the opposite" not in finding.observation


def test_a_later_version_that_repeats_a_flag_adds_nothing(small: Small) -> None:
    """The same kind on the same side in other words, and again in a third version, is one flag."""
    blind = small.card("a", small.flag())
    again = small.card("a", small.flag(observed="SECRET again"))
    new = small.card("a", small.flag(), small.flag("strength"))
    debrief = small.debrief(small.amended(blind, again, new, new))

    assert [(one.path, one.later) for one in debrief.added] == [(("later", 1, "flags", 1), 1)]
    assert debrief.flags[0].path == ("flags", 0)


def test_hearsay_that_becomes_first_hand_is_added(small: Small) -> None:
    """Knowing it oneself only after the reveal is something else than hearsay before it."""
    blind = small.card("c", small.flag(source="hearsay"))
    cards = [small.card(who, small.flag()) for who in "ab"]
    (finding,) = small.find(
        "repeated-concern", *cards, small.amended(blind, small.card("c", small.flag()))
    )

    assert "One knew of it from hearsay or a reference only" in finding.observation
    assert "One added it after seeing another scorecard" in finding.observation


def test_an_addition_is_no_second_voice(small: Small) -> None:
    """What one interviewer alone flagged stays told by one, and that is said."""
    b = small.amended(small.card("b"), small.card("b", small.flag()))
    (finding,) = small.find("told-by-one", small.card("a", small.flag()), b)
    against = small.amended(small.card("b"), small.card("b", small.flag("strength")))
    (other,) = small.find("told-by-one", small.card("a", small.flag()), against)

    assert finding.observation == (
        "One flag by one of two interviewers is about something that nobody else flagged. What "
        "was written after seeing another scorecard is not counted."
    )
    assert other.observation == (
        "One flag by one of two interviewers is about something that nobody else flagged."
    )


def test_a_later_version_alone_brings_nothing_up(small: Small) -> None:
    """Flags, ratings and a recommendation that came later raise no finding of their own (P3)."""
    blind = [small.card(who, rate={"humility": 3}, whole=3) for who in "abc"]
    turned = [
        small.amended(one, small.card(one.person, small.flag("red"), rate={"humility": 1}, whole=1))
        for one in blind
    ]

    assert fs.find(small.debrief(*turned)) == fs.find(small.debrief(*blind))
