"""wide-spread: ratings of one criterion far apart."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest

from fairscore.rules import wide_spread

if TYPE_CHECKING:
    import fairscore as fs
    from conftest import Small
    from fairscore.revealed import Entry

SLUG = "wide-spread"


def panel(small: Small, *levels: int) -> list[Entry]:
    """One card an interviewer, with these ratings of humility."""
    return [
        small.card(who, rate={"humility": level})
        for who, level in zip("abcdefg", levels, strict=False)
    ]


def scaled(small: Small, *values: int, labels: tuple[str, ...] = ()) -> fs.Rubric:
    """Make the rubric with another scale."""
    levels: list[dict[str, Any]] = [{"value": value} for value in values]
    for level, label in zip(levels, labels, strict=False):
        level["label"] = label
    return small.rubric(scales=[{"id": "four", "levels": levels}])


@pytest.mark.parametrize(
    ("levels", "sides"),
    [
        ((1, 3), ""),
        ((1, 4, 4, 4), " One of them is three levels away from the nearest other."),
        ((1, 1, 3), " One of them is two levels away from the nearest other."),
        ((1, 1, 4, 4, 4), " Two are below a gap of three levels, and three above it."),
        ((1, 2, 3), ""),
        ((1, 2, 2, 3), ""),
    ],
)
def test_two_levels_are_wide(small: Small, levels: tuple[int, ...], sides: str) -> None:
    """It says who stands apart only where one gap is the widest, and never who it is."""
    (finding,) = small.find(SLUG, *panel(small, *levels))
    (same,) = small.find(SLUG, *panel(small, *levels[::-1]))

    assert finding.observation.partition(".")[2] == sides
    assert finding.observation == same.observation
    assert finding.sources == same.sources
    assert (finding.about, finding.weight) == ("humility", max(levels) - min(levels))


def test_ratings_that_do_not_compare_are_two_findings(small: Small) -> None:
    """Each is about the ratings of its own versions, and says which these are."""
    newer = small.rubric(
        version=2,
        scales=[{"id": "four", "levels": [{"value": value} for value in range(1, 6)]}],
        recommendation=None,
    )
    older = panel(small, 1, 4)
    later = [
        small.card(who, rate={"humility": level}, version=2) for who, level in (("x", 1), ("y", 5))
    ]
    rubrics = [small.rubric(), newer]
    second, first = sorted(
        small.find(SLUG, *older, *later, rubric=rubrics), key=lambda one: one.weight, reverse=True
    )

    assert first.observation.startswith("Humility (version 1 of the rubric): two interviewers")
    assert second.observation.startswith("Humility (version 2 of the rubric): two interviewers")
    assert {one.interviewer for one in first.sources} == {"a", "b"}
    assert {one.interviewer for one in second.sources} == {"x", "y"}
    # One row names no version: there is nothing to tell it from.
    (alone,) = small.find(SLUG, *older, rubric=rubrics)
    assert "version" not in alone.observation


@pytest.mark.parametrize("levels", [(2, 3), (3, 3, 3), (1,), (4, 3, 3, 3, 4)])
def test_neighbouring_levels_are_not(small: Small, levels: tuple[int, ...]) -> None:
    """One level apart is below the threshold; one rating and unanimity are no spread."""
    assert small.find(SLUG, *panel(small, *levels)) == ()


def test_levels_are_named_as_the_rubric_names_them(small: Small) -> None:
    """Title and labels stand verbatim, and distances count levels, not values."""
    rubric = scaled(small, 0, 5, 20, labels=("no sign", "some", "much"))
    (finding,) = small.find(SLUG, *panel(small, 0, 20), rubric=rubric)

    assert finding.observation == (
        "Humility: two interviewers rated it from no sign to much, two levels apart on a scale of "
        "three."
    )


def test_half_of_the_scale_is_needed(small: Small) -> None:
    """On seven levels two apart is a third of the scale, and three are half of it."""
    seven = scaled(small, *range(1, 8))

    assert small.find(SLUG, *panel(small, 1, 3), rubric=seven) == ()
    assert small.find(SLUG, *panel(small, 1, 4), rubric=seven)


def test_two_levels_are_a_whole_scale(small: Small) -> None:
    """Met against not met is as far apart as it can be."""
    (finding,) = small.find(SLUG, *panel(small, 0, 1), rubric=scaled(small, 0, 1))

    assert "one level apart on a scale of two." in finding.observation


def test_only_what_counts_is_measured(small: Small) -> None:
    """Ratings after exposure, from shadows, and two by one person are no spread of the panel."""
    cards = (
        small.card("a", rate={"humility": 3}),
        small.card("b", rate={"humility": 3}),
        small.card("c", rate={"humility": 1}, exposure="exposed"),
        small.card("d", rate={"humility": 1}, shadow=True),
        small.card("e", rate={"humility": 1}),
        small.card("e", rate={"humility": 4}, interview="pairing"),
    )
    (finding,) = small.find(SLUG, *cards, small.card("f", rate={"humility": 1}))

    assert small.find(SLUG, *cards) == ()
    assert "three interviewers" in finding.observation
    assert [one.interviewer for one in finding.sources] == ["a", "b", "f"]


def test_ratings_on_two_scales_are_two_rows(small: Small) -> None:
    """A 1 of one version and a 5 of another are not apart."""
    newer = small.rubric(
        version=2, scales=[{"id": "four", "levels": [{"value": v} for v in range(1, 6)]}]
    )
    cards = (
        small.card("a", rate={"humility": 1}),
        small.card("b", rate={"humility": 5}, version=2),
    )

    assert small.find(SLUG, *cards, rubric=[small.rubric(), newer]) == ()


def test_the_rubric_tunes_it_and_switches_it_off(small: Small) -> None:
    """With a threshold of three, two apart is quiet; the whole scale never is."""
    tuned = small.tuned(SLUG, 3)

    assert small.find(SLUG, *panel(small, 1, 3), rubric=tuned) == ()
    assert small.find(SLUG, *panel(small, 1, 4), rubric=tuned)
    assert small.find(SLUG, *panel(small, 1, 4), rubric=small.tuned(SLUG, 9))
    assert small.find(SLUG, *panel(small, 1, 4), rubric=small.tuned(SLUG)) == ()


def test_the_stated_chance_is_the_counted_one() -> None:
    """Three in eight: two who pick any of four levels lie two or more apart that often."""
    pairs = list(product(range(4), repeat=2))
    apart = sum(abs(one - other) >= 2 for one, other in pairs)

    assert Fraction(apart, len(pairs)) == Fraction(3, 8)
    assert "three times in eight" in wide_spread.RULE.because
