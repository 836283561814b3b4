"""repeated-strength: the mirror of repeated-concern."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

import fairscore as fs

if TYPE_CHECKING:
    from conftest import Small

SLUG = "repeated-strength"
SWAPPED = {"yellow": "strength", "strength": "yellow"}


def test_two_people_make_a_repeat(small: Small) -> None:
    """Two first-hand strengths of one kind by two people are brought up."""
    (finding,) = small.find(
        SLUG,
        small.card("a", small.flag("strength", occasion="outage"), rate={"humility": 4}),
        small.card("b", small.flag("strength", occasion="review", aside="our-question")),
        small.card("c", small.flag("red")),
    )

    assert finding.observation == (
        "Two of three interviewers each wrote a strength about Humility (owns mistakes) before "
        "the reveal, and one of them set it aside. Noted on two occasions. One noted the "
        "opposite, a concern."
    )
    assert finding.ask == (
        "What did the candidate say or do? Does the job need it? Could a prepared answer or our "
        "own question explain it? What points the other way?"
    )
    assert finding.next_step.endswith("Alone it is no reason to hire.")


def test_one_person_and_an_echo_make_none(small: Small) -> None:
    """One person is below the threshold, also beside an echo, hearsay and a shadow."""
    strength = small.flag("strength")
    cards = (
        small.card("a", strength),
        small.card("b", strength, exposure="exposed"),
        small.card("c", small.flag("strength", source="hearsay")),
        small.card("d", strength, shadow=True),
    )

    assert small.find(SLUG, *cards) == ()


def test_the_rubric_tunes_it_and_switches_it_off(small: Small) -> None:
    """With a threshold of three, two are quiet; switched off, three are."""
    three = [small.card(who, small.flag("strength")) for who in "abc"]

    assert small.find(SLUG, *three[:2], rubric=small.tuned(SLUG, 3)) == ()
    assert small.find(SLUG, *three, rubric=small.tuned(SLUG, 3))
    assert small.find(SLUG, *three, rubric=small.tuned(SLUG)) == ()


def test_swapping_the_signals_swaps_the_findings(small: Small) -> None:
    """Concern and strength are brought up by one and the same standard."""
    panel = [
        ("a", "none", [("yellow", "owns", None), ("strength", "holds", None)]),
        ("b", "unknown", [("yellow", "owns", "my-mood"), ("strength", "changes", None)]),
        ("c", "none", [("strength", "owns", None), ("strength", "holds", "nerves")]),
        ("d", "exposed", [("yellow", "holds", None)]),
    ]

    def found(swap: dict[str, str]) -> list[tuple[object, ...]]:
        cards = [
            small.card(
                who,
                *(small.flag(swap.get(s, s), kind, aside=aside) for s, kind, aside in flags),
                exposure=exposure,  # type: ignore[arg-type]
            )
            for who, exposure, flags in panel
        ]
        findings = fs.find(small.debrief(*cards))
        return [
            (one.slug, one.about, one.weight, one.shows, attrs.astuple(one)[-2])
            for one in findings
            if one.slug.startswith("repeated")
        ]

    other = {"repeated-concern": SLUG, SLUG: "repeated-concern"}
    assert sorted(found({}), key=str) == sorted(
        [(other[str(slug)], *rest) for slug, *rest in found(SWAPPED)], key=str
    )
    assert {slug for slug, *_ in found({})} == set(other)
