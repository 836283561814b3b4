"""A serious concern is never silent, hearsay silences nobody, and most is more than one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fairscore.rules import find

if TYPE_CHECKING:
    from conftest import Small


@pytest.mark.parametrize("threshold", [3, None])
@pytest.mark.parametrize("second", ["red", "yellow"])
def test_a_shared_serious_concern_stands_where_repeats_are_tuned_up_or_off(
    small: Small, threshold: int | None, second: str
) -> None:
    """Where no repeat lists it, lone-red-flag does, however many share it."""
    rubric = small.tuned("repeated-concern", threshold)
    cards = (
        small.card("a", small.flag("red")),
        small.card("b", small.flag(second)),
        small.card("c"),
    )

    slugs = [finding.slug for finding in find(small.debrief(*cards, rubric=rubric))]

    assert "lone-red-flag" in slugs
    assert "repeated-concern" not in slugs


def test_hearsay_silences_nobody(small: Small) -> None:
    """What one person saw stays told by one, though another heard of it."""
    (finding,) = small.find(
        "told-by-one",
        small.card("a", small.flag()),
        small.card("b", small.flag(source="hearsay")),
    )

    assert ("a", "flagged") in {(one.interviewer, one.role) for one in finding.sources}
    assert "hearsay or a reference is not counted" in finding.observation


@pytest.mark.parametrize(
    ("signal", "level"), [("yellow", 3), ("strength", 2)], ids=["concern", "strength"]
)
def test_one_recommendation_is_not_most(small: Small, signal: str, level: int) -> None:
    """One recommendation of five people leaves it a repeat; two make it one against most."""
    flags = [
        small.card("a", small.flag(signal), whole=level),
        small.card("b", small.flag(signal)),
    ]
    others = [small.card("c"), small.card("d"), small.card("e")]
    direction = "concern" if signal == "yellow" else "strength"

    (first, *_) = find(small.debrief(*flags, *others))
    assert first.slug == f"repeated-{direction}"

    others[0] = small.card("c", whole=level)
    (first, *_) = find(small.debrief(*flags, *others))
    assert first.slug == f"{direction}-against-recommendation"
