"""The two rules about a repeat that points the other way than most recommendations."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Small

BOTH = [
    pytest.param("concern", "yellow", 3, 2, id="concern"),
    pytest.param("strength", "strength", 2, 3, id="strength"),
]


@pytest.mark.parametrize(("direction", "signal", "most", "few"), BOTH)
def test_it_stands_for_the_repeat(
    small: Small, direction: str, signal: str, most: int, few: int
) -> None:
    """Two of three lean the other way: one finding, and not the repeat a second time."""
    cards = (
        small.card("a", small.flag(signal), whole=most),
        small.card("b", small.flag(signal), whole=most),
        small.card("c", whole=few),
    )
    (finding,) = small.find(f"{direction}-against-recommendation", *cards)

    assert small.find(f"repeated-{direction}", *cards) == ()
    assert finding.shows.endswith("Most recommendations point the other way.")
    lean = "Two of three lean to hire." if most == 3 else "One of three leans to hire."
    assert finding.observation.endswith(lean)


@pytest.mark.parametrize(("direction", "signal", "most", "few"), BOTH)
def test_half_is_not_most(small: Small, direction: str, signal: str, most: int, few: int) -> None:
    """With as many on either side it is a repeat like any other."""
    cards = (
        small.card("a", small.flag(signal), whole=most),
        small.card("b", small.flag(signal), whole=few),
    )

    assert small.find(f"{direction}-against-recommendation", *cards) == ()
    assert small.find(f"repeated-{direction}", *cards)


@pytest.mark.parametrize(("direction", "signal", "most", "few"), BOTH)
def test_one_flag_is_no_repeat(
    small: Small, direction: str, signal: str, most: int, few: int
) -> None:
    """One person against most recommendations is below the threshold."""
    cards = (small.card("a", small.flag(signal), whole=most), small.card("b", whole=most))

    assert small.find(f"{direction}-against-recommendation", *cards) == ()


@pytest.mark.parametrize(("direction", "signal", "most", "few"), BOTH)
def test_what_points_the_same_way_is_no_finding_of_it(
    small: Small, direction: str, signal: str, most: int, few: int
) -> None:
    """A repeated concern where most lean not to hire points nowhere else."""
    cards = [small.card(who, small.flag(signal), whole=few) for who in "ab"]

    assert small.find(f"{direction}-against-recommendation", *cards) == ()
    assert small.find(f"repeated-{direction}", *cards)


@pytest.mark.parametrize(("direction", "signal", "most", "few"), BOTH)
def test_the_rubric_tunes_it(
    small: Small, direction: str, signal: str, most: int, few: int
) -> None:
    """A threshold set for it is set for the repeat as well, and switched off the repeat is left."""
    slug = f"{direction}-against-recommendation"
    cards = [small.card(who, small.flag(signal), whole=most) for who in "ab"]

    assert small.find(slug, *cards, rubric=small.tuned(slug, 3)) == ()
    assert small.find(f"repeated-{direction}", *cards, rubric=small.tuned(slug, 3)) == ()
    assert small.find(slug, *cards, rubric=small.tuned(slug)) == ()
    assert small.find(f"repeated-{direction}", *cards, rubric=small.tuned(slug))


def test_a_recommendation_after_exposure_leans_nowhere(small: Small) -> None:
    """Who recommended after seeing another scorecard is not counted, and the words say so."""
    cards = (
        small.card("a", small.flag(), whole=3),
        small.card("b", small.flag(), whole=2),
        small.card("c", whole=3, exposure="exposed"),
    )
    (finding,) = small.find("repeated-concern", *cards)

    assert small.find("concern-against-recommendation", *cards) == ()
    assert finding.observation.endswith(
        "One of two recommendations leans to hire; one interviewer gave none that counts."
    )


def test_two_seats_lean_once_or_not_at_all(small: Small) -> None:
    """One person in two seats is one voice; with one on either side of the line, none."""
    flagged = [small.card(who, small.flag(), whole=2) for who in "ab"]
    twice = [small.card("c", whole=3), small.card("c", whole=4, interview="pairing")]
    torn = [small.card("d", whole=3), small.card("d", whole=1, interview="pairing")]
    (finding,) = small.find("repeated-concern", *flagged, *twice, *torn)

    assert finding.observation.endswith(
        "One of three recommendations leans to hire; one interviewer gave none that counts."
    )


@pytest.mark.parametrize(
    ("levels", "said"),
    [
        ((3, 3, 2, None), "Two of three recommendations lean to hire; one interviewer gave none."),
        ((3, None, None), "The only recommendation leans to hire; two interviewers gave none."),
        ((None, 2), "The only recommendation does not lean to hire; one interviewer gave none."),
        (
            (2, 2, "declined"),
            "None of two recommendations lean to hire; one interviewer gave none.",
        ),
    ],
)
def test_only_those_who_recommend_are_counted(
    small: Small, levels: tuple[int | str | None, ...], said: str
) -> None:
    """Who gave none is no vote against: the share is of the recommendations there are (P7)."""
    cards = [
        small.card(who, *([small.flag()] if who in "ab" else []), whole=level)
        for who, level in zip("abcd", levels, strict=False)
    ]
    found = [*small.find("repeated-concern", *cards)]
    found += small.find("concern-against-recommendation", *cards)

    assert [one.observation.endswith(said) for one in found] == [True]


@pytest.mark.parametrize("whole", [None, {"id": "whole", "levels": [{"value": 3}, {"value": 4}]}])
def test_without_a_line_nobody_leans(small: Small, whole: dict[str, object] | None) -> None:
    """Neither a rubric without recommendations nor one without a line has a majority."""
    rubric = small.rubric(recommendation=whole)
    given = 4 if whole else None
    cards = [small.card(who, small.flag(), whole=given) for who in "ab"]

    (finding,) = small.find("repeated-concern", *cards, rubric=rubric)
    assert "lean" not in finding.observation
