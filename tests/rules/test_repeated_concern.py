"""repeated-concern: people are counted, each once, and only what they saw and wrote themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import fairscore as fs

if TYPE_CHECKING:
    from conftest import Small
    from fairscore.revealed import Exposure

SLUG = "repeated-concern"


def test_two_people_make_a_repeat(small: Small) -> None:
    """Two first-hand flags of one kind by two people are brought up, with everybody's place."""
    (finding,) = small.find(
        SLUG,
        small.card("a", small.flag(occasion="outage"), rate={"humility": 2}),
        small.card("b", small.flag("red", occasion="Outage", aside="my-mood")),
        small.card("c", small.flag("strength"), rate={"humility": 4}),
        small.card("d", rate={"humility": 3}),
        small.card("e"),
    )

    assert finding.about == "owns"
    assert finding.weight == 2
    assert finding.observation == (
        "Two of five interviewers each wrote a concern about Humility (owns mistakes) before the "
        "reveal, one of them serious, and one of them set it aside. Noted on one occasion. One "
        "noted the opposite, a strength. One assessed Humility without flagging it. One did not "
        "assess Humility."
    )
    assert finding.shows == (
        "This shows that the remarks were written separately: none of their authors had seen "
        "another scorecard."
    )
    assert [(one.interviewer, one.role, one.path) for one in finding.sources] == [
        ("a", "flagged", ("flags", 0)),
        ("a", "rated", ("ratings", 0)),
        ("b", "flagged", ("flags", 0)),
        ("c", "opposite", ("flags", 0)),
        ("c", "rated", ("ratings", 0)),
        ("d", "rated", ("ratings", 0)),
        ("e", "not-assessed", ()),
    ]


def test_serious_concerns_are_told_and_come_first(small: Small) -> None:
    """How many people wrote it as serious is said, and such a repeat comes before a larger one."""
    mild = [small.card(who, small.flag(kind="changes")) for who in "abc"]
    one = small.card("d", small.flag("red"), small.flag("red"))
    (single,) = small.find(SLUG, one, small.card("e", small.flag()))
    (double,) = small.find(SLUG, one, small.card("e", small.flag("red")))
    found = small.find(SLUG, *mild, one, small.card("e", small.flag()))

    assert "before the reveal, one of them serious. Nobody noted" in single.observation
    assert "before the reveal, two of them serious. Nobody noted" in double.observation
    assert [(each.about, each.weight, each.serious) for each in found] == [
        ("owns", 2, True),
        ("changes", 3, False),
    ]
    # What is not counted makes nothing serious, and no strength is.
    heard = small.card("f", small.flag("red", source="hearsay"))
    (calm,) = small.find(SLUG, *(small.card(who, small.flag()) for who in "ab"), heard)
    assert not calm.serious
    assert "serious" not in calm.observation


def test_one_person_makes_none(small: Small) -> None:
    """One person below the threshold is no repeat."""
    assert small.find(SLUG, small.card("a", small.flag()), small.card("b")) == ()


def test_people_are_counted_not_flags(small: Small) -> None:
    """One person who flagged it twice, on two occasions and in two seats, is one person."""
    cards = (
        small.card("a", small.flag(occasion="x"), small.flag("red", occasion="y")),
        small.card("a", small.flag(occasion="z"), interview="pairing"),
        small.card("b"),
    )
    flags = small.count("owns", "concern", *cards).flagged

    assert small.find(SLUG, *cards) == ()
    # What counting flags or occasions instead would have found: the fault this test is for.
    assert len(flags) == len({raised.flag.occasion for raised in flags}) == 3


@pytest.mark.parametrize("other", ["outage ", " Outage", "OUTAGE"])
def test_occasions_that_read_alike_are_one(small: Small, other: str) -> None:
    """Case and spaces make no second occasion; another word does."""
    first = small.card("a", small.flag(occasion="outage"))
    (alike,) = small.find(SLUG, first, small.card("b", small.flag(occasion=other)))
    (apart,) = small.find(SLUG, first, small.card("b", small.flag(occasion="outages")))

    assert "Noted on one occasion." in alike.observation
    assert "Noted on two occasions." in apart.observation


def test_flags_without_an_occasion_are_told(small: Small) -> None:
    """Occasions are stated as far as they were noted, and change nothing else."""
    (some,) = small.find(
        SLUG, small.card("a", small.flag(occasion="outage")), small.card("b", small.flag())
    )
    (none,) = small.find(SLUG, small.card("a", small.flag()), small.card("b", small.flag()))

    assert "Noted on one occasion; one flag without one." in some.observation
    assert "Nobody noted the occasion." in none.observation
    assert some.weight == none.weight == 2


@pytest.mark.parametrize("source", ["reference", "hearsay"])
def test_second_hand_stands_apart(small: Small, source: str) -> None:
    """What somebody only heard is shown and never counted."""
    heard = small.card("c", small.flag(source=source), rate={"humility": 2})
    one = small.find(SLUG, small.card("a", small.flag()), heard)
    (finding,) = small.find(
        SLUG,
        small.card("a", small.flag()),
        small.card("b", small.flag(source="work-together")),
        heard,
    )

    assert one == ()
    assert "Two of three interviewers" in finding.observation
    assert "One knew of it from hearsay or a reference only, which is not counted." in (
        finding.observation
    )
    assert [(s.interviewer, s.role) for s in finding.sources][-2:] == [
        ("c", "second-hand"),
        ("c", "rated"),
    ]


def test_what_was_written_after_seeing_another_stands_apart(small: Small) -> None:
    """An echo is shown and never counted, be it a flag or a rating."""
    echo = small.card("c", small.flag(), rate={"humility": 2}, exposure="exposed")
    rated_late = small.card("d", rate={"humility": 2}, exposure="exposed")
    one = small.find(SLUG, small.card("a", small.flag()), echo)
    (finding,) = small.find(
        SLUG, small.card("a", small.flag()), small.card("b", small.flag()), echo, rated_late
    )

    assert one == ()
    assert "Two of four interviewers each wrote a concern" in finding.observation
    assert "Two wrote about it only after seeing another scorecard, which is not counted." in (
        finding.observation
    )
    assert [(s.interviewer, s.role) for s in finding.sources] == [
        ("a", "flagged"),
        ("b", "flagged"),
        ("c", "later"),
        ("c", "later"),
        ("d", "later"),
    ]


def test_a_second_seat_after_exposure_adds_nothing(small: Small) -> None:
    """Who flagged it before stays counted once; what they wrote later is shown after it."""
    (finding,) = small.find(
        SLUG,
        small.card("a", small.flag()),
        small.card("a", small.flag(), interview="pairing", exposure="exposed"),
        small.card("b", small.flag()),
    )

    assert finding.weight == 2
    assert "after seeing" not in finding.observation
    assert [(s.interviewer, s.role) for s in finding.sources] == [
        ("a", "flagged"),
        ("a", "later"),
        ("b", "flagged"),
    ]


def test_a_shadow_is_never_counted(small: Small) -> None:
    """A shadow seat's flag makes no repeat and its holder is not on the panel."""
    shadow = small.card("c", small.flag(), shadow=True)
    one = small.find(SLUG, small.card("a", small.flag()), shadow)
    (finding,) = small.find(
        SLUG, small.card("a", small.flag()), small.card("b", small.flag()), shadow
    )

    assert one == ()
    assert finding.observation.startswith("Two of two interviewers")
    # The same card in a seat that counts would make a repeat: the fault this test is for.
    assert small.find(SLUG, small.card("a", small.flag()), small.card("c", small.flag()))


def test_nothing_is_netted(small: Small) -> None:
    """Strengths of the same kind, however many, take nothing away from a concern."""
    concerns = [small.card(who, small.flag()) for who in "ab"]
    strengths = [small.card(who, small.flag("strength")) for who in "cdefg"]
    (alone,) = small.find(SLUG, *concerns)
    (beside,) = small.find(SLUG, *concerns, *strengths)

    assert alone.weight == beside.weight == 2
    assert "Five noted the opposite, a strength." in beside.observation
    assert small.find("repeated-strength", *concerns, *strengths)[0].weight == 5


def test_one_person_on_both_sides_is_told(small: Small) -> None:
    """Who flagged it and saw the opposite too stands in one place and is named for both."""
    (finding,) = small.find(
        SLUG,
        small.card("a", small.flag(), small.flag("strength")),
        small.card("b", small.flag()),
    )

    assert "One of them also noted the opposite, a strength." in finding.observation
    assert [s.role for s in finding.sources] == ["flagged", "opposite", "flagged"]


def test_the_opposing_kind_is_the_opposite(small: Small) -> None:
    """Too sure against not sure: the opposing kind the same way, declared on either of the two."""
    first, _ = small.find(
        SLUG,
        small.card("a", small.flag(kind="changes"), small.flag(kind="holds")),
        small.card("b", small.flag(kind="changes")),
        small.card("c", small.flag(kind="holds")),
    )
    holds = small.count("holds", "concern", small.card("a", small.flag(kind="changes")))

    assert first.about == "changes"
    assert "One noted a concern about API design (holds a view) instead." in first.observation
    assert "One of them also noted a concern about API design (holds a view)." in first.observation
    assert holds.who("opposite") == ("a",)


@pytest.mark.parametrize(
    ("exposures", "said", "shown"),
    [
        (
            ("none", "none", "none"),
            "before the reveal",
            "separately: none of their authors had seen another scorecard",
        ),
        (
            ("unknown", "unknown", "unknown"),
            "",
            "written is unknown: the scorecards come from files",
        ),
        (
            ("none", "none", "unknown"),
            "Two of them wrote it before the reveal; for one of them that is unknown.",
            "stand in separate scorecards.",
        ),
    ],
)
def test_exposure_is_stated_and_never_claimed(
    small: Small, exposures: tuple[Exposure, ...], said: str, shown: str
) -> None:
    """None is said, unknown is called unknown, and a mixture is split."""
    (finding,) = small.find(
        SLUG,
        *(small.card(w, small.flag(), exposure=e) for w, e in zip("abc", exposures, strict=True)),
    )

    assert said in finding.observation
    assert shown in finding.shows
    assert ("before the reveal" in finding.observation) == ("none" in exposures)


def test_two_seats_of_unlike_exposure_are_one_person(small: Small) -> None:
    """Who wrote it in one seat before the reveal wrote it before the reveal."""
    (finding,) = small.find(
        SLUG,
        small.card("a", small.flag()),
        small.card("a", small.flag(), interview="pairing", exposure="unknown"),
        small.card("b", small.flag()),
    )

    assert "(owns mistakes) before the reveal." in finding.observation


def test_ways_of_missing_stay_apart(small: Small) -> None:
    """Not assessed, no evidence, declined and unknown are four states in the words, too (P7)."""
    (finding,) = small.find(
        SLUG,
        small.card("a", small.flag()),
        small.card("b", small.flag()),
        *(
            small.card(who, rate={"humility": state})
            for who, state in zip(
                "cdef", ("not-assessed", "no-evidence", "declined", "unknown"), strict=True
            )
        ),
    )

    assert finding.observation.endswith(
        "One noted no evidence on Humility. One declined to rate Humility. One left it unknown "
        "whether they assessed Humility. One did not assess Humility."
    )
    assert [(s.interviewer, s.role, s.path) for s in finding.sources][2:] == [
        (who, "not-assessed", ("ratings", 0)) for who in "defc"
    ]


def test_a_shared_cause_is_asked_about_first(small: Small) -> None:
    """Two who set it aside for one outside reason are asked about it; moods are one's own."""
    (late,) = small.find(
        SLUG,
        small.card("a", small.flag(aside="late-slot")),
        small.card("b", small.flag(aside="late-slot")),
        small.card("c", small.flag(aside="nerves")),
    )
    (moods,) = small.find(
        SLUG,
        small.card("a", small.flag(aside="my-mood")),
        small.card("b", small.flag(aside="my-mood")),
    )

    assert late.ask.startswith(
        "Two of them set it aside because of a late slot: could that explain it? What did the"
    )
    assert moods.ask.startswith("What did the candidate say or do?")
    assert "and each set it aside." in moods.observation


def test_who_had_heard_of_the_candidate_is_counted(small: Small) -> None:
    """An expectation they may share is stated."""
    (finding,) = small.find(
        SLUG,
        small.card("a", small.flag(), heard="yes"),
        small.card("b", small.flag(), heard="no"),
    )

    assert finding.shows.endswith("One of them had heard about the candidate before.")


def test_a_kind_named_like_its_criterion_is_named_once(small: Small) -> None:
    """No title stands twice in a row."""
    kind = {"code": "owns", "title": "Humility", "criterion": "humility"}
    rubric = small.rubric(kinds=[kind | {"concern": ["did not"], "strength": ["did"]}])
    cards = [small.card(who, small.flag()) for who in "ab"]
    (finding,) = small.find(SLUG, *cards, rubric=rubric)

    assert "a concern about Humility before the reveal" in finding.observation


def test_other_is_no_kind(small: Small) -> None:
    """Two remarks outside the vocabulary are never taken for one."""
    assert small.find(SLUG, *(small.card(who, small.flag(kind="other")) for who in "ab")) == ()


def test_the_rubric_tunes_it(small: Small) -> None:
    """With a threshold of three, two are quiet and three are not."""
    rubric = small.tuned(SLUG, 3)
    three = [small.card(who, small.flag()) for who in "abc"]

    assert small.find(SLUG, *three[:2], rubric=rubric) == ()
    assert small.find(SLUG, *three, rubric=rubric)


def test_one_is_no_threshold(small: Small) -> None:
    """A rubric that asks for one gets two: one person is no repeat."""
    rubric = small.tuned(SLUG, 1)

    assert small.find(SLUG, small.card("a", small.flag()), rubric=rubric) == ()
    assert small.find(SLUG, *(small.card(who, small.flag()) for who in "ab"), rubric=rubric)


def test_tuning_one_direction_tunes_both(small: Small) -> None:
    """The threshold set for concerns holds for strengths, and the lowest set for any counts."""
    rubric = small.tuned(SLUG, 3)
    both = small.rubric(
        rules=[{"rule": SLUG, "threshold": 3}, {"rule": "repeated-strength", "threshold": 2}]
    )
    strengths = [small.card(who, small.flag("strength")) for who in "ab"]
    concerns = [small.card(who, small.flag()) for who in "cd"]

    assert small.find("repeated-strength", *strengths, rubric=rubric) == ()
    assert small.find(SLUG, *concerns, rubric=both)


@pytest.mark.parametrize("switched", [SLUG, "repeated-strength"])
def test_switching_off_one_direction_switches_off_both(small: Small, switched: str) -> None:
    """No panel hears of repeated strengths and not of concerns, nor the other way round."""
    cards = [small.card(who, small.flag(), small.flag("strength", "holds")) for who in "ab"]

    assert small.find(SLUG, *cards)
    assert small.find("repeated-strength", *cards)
    for slug in (SLUG, "repeated-strength"):
        assert small.find(slug, *cards, rubric=small.tuned(switched)) == ()


def test_two_versions_of_the_rubric_are_one_panel(small: Small) -> None:
    """A flag under version 1 and one under version 2 are of one kind."""
    rubrics = [small.rubric(), small.rubric(version=2)]
    (finding,) = small.find(
        SLUG,
        small.card("a", small.flag()),
        small.card("b", small.flag(), rate={"humility": 2}, version=2),
        rubric=rubrics,
    )

    assert finding.weight == 2
    assert isinstance(finding, fs.Finding)
