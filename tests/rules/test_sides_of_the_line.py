"""split-panel and lone-dissent: recommendations on both sides of the hire line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Small
    from fairscore.revealed import Entry


def panel(small: Small, *levels: int | str) -> list[Entry]:
    """One card an interviewer, with these recommendations."""
    return [small.card(who, whole=level) for who, level in zip("abcdefg", levels, strict=False)]


@pytest.mark.parametrize(
    ("levels", "split", "lone"),
    [
        ((3, 3, 2, 2), True, False),
        ((4, 3, 3, 2, 1), True, False),
        ((3, 2), True, False),
        ((3, 3, 2), False, True),
        ((2, 2, 2, 2, 4), False, True),
        ((3, 3, 3), False, False),
        ((1, 1), False, False),
        ((3,), False, False),
        ((3, "declined", "unknown"), False, False),
        ((3, 2, "no-evidence"), True, False),
    ],
)
def test_which_of_the_two_speaks(
    small: Small, levels: tuple[int | str, ...], *, split: bool, lone: bool
) -> None:
    """Two on the smaller side or halves split the panel; one against several is a dissent."""
    cards = panel(small, *levels)

    assert bool(small.find("split-panel", *cards)) is split
    assert bool(small.find("lone-dissent", *cards)) is lone


def test_a_split_is_stated_in_counts(small: Small) -> None:
    """Every recommendation is a source, and each side has its verb."""
    (many,) = small.find("split-panel", *panel(small, 3, 3, 4, 2, 1))
    (two,) = small.find("split-panel", *panel(small, 3, 2))

    assert many.observation == "Of five recommendations, three lean to hire and two do not."
    assert two.observation == "Of two recommendations, one leans to hire and one does not."
    assert [one.role for one in many.sources] == ["recommended"] * 5
    assert (many.weight, two.weight) == (2, 1)


def test_a_dissent_names_nobody(small: Small) -> None:
    """Whoever dissents, text and sources are the same."""
    first, last = panel(small, 2, 3, 3), panel(small, 3, 3, 2)
    (one,) = small.find("lone-dissent", *first)

    assert (one,) == small.find("lone-dissent", *last)
    assert [source.interviewer for source in one.sources] == ["a", "b", "c"]
    assert one.observation == (
        "Of three recommendations, one is on the other side of the hire line."
    )
    assert one.ask == "What evidence supports the other reading?"


def test_only_what_counts_is_on_a_side(small: Small) -> None:
    """A recommendation after exposure, from a shadow, or on both sides in two seats is on none."""
    cards = (
        *panel(small, 3, 3, 3),
        small.card("x", whole=1, exposure="exposed"),
        small.card("y", whole=1, shadow=True),
        small.card("z", whole=1),
        small.card("z", whole=3, interview="pairing"),
    )

    assert small.find("lone-dissent", *cards) == ()
    assert small.find("split-panel", *cards) == ()
    # The same level in one counting seat is a dissent: the fault this test is for.
    assert small.find("lone-dissent", *panel(small, 3, 3, 3, 1))


def test_two_scales_of_the_whole_have_one_line(small: Small) -> None:
    """Versions with other scales still lean to hire or not: the line means the same."""
    levels = [{"value": value} for value in range(1, 7)]
    newer = small.rubric(
        version=2, recommendation={"id": "whole", "levels": levels, "hire_line": 5}
    )
    cards = (
        small.card("a", whole=3),
        small.card("b", whole=4),
        small.card("c", whole=4, version=2),
        small.card("d", whole=3, version=2),
    )
    (finding,) = small.find("split-panel", *cards, rubric=[small.rubric(), newer])

    assert finding.observation == "Of four recommendations, two lean to hire and two do not."


def test_without_a_line_there_are_no_sides(small: Small) -> None:
    """A line is never guessed."""
    levels = [{"value": 1}, {"value": 2}]
    rubric = small.rubric(recommendation={"id": "whole", "levels": levels})
    cards = panel(small, 1, 1, 2, 2)

    assert small.find("split-panel", *cards, rubric=rubric) == ()
    assert small.find("lone-dissent", *cards[:3], rubric=rubric) == ()


def test_the_rubric_tunes_the_split(small: Small) -> None:
    """With a threshold of three, two against three are quiet; halves never are; one is two."""
    tuned = small.tuned("split-panel", 3)

    assert small.find("split-panel", *panel(small, 3, 3, 3, 2, 2), rubric=tuned) == ()
    assert small.find("split-panel", *panel(small, 3, 3, 3, 3, 2, 2, 2), rubric=tuned)
    assert small.find("split-panel", *panel(small, 3, 3, 2, 2), rubric=tuned)
    lowest = small.tuned("split-panel", 1)
    assert small.find("split-panel", *panel(small, 3, 3, 2), rubric=lowest) == ()
    off = small.tuned("split-panel")
    assert small.find("split-panel", *panel(small, 3, 2), rubric=off) == ()


def test_the_rubric_tunes_the_dissent(small: Small) -> None:
    """With a threshold of four, one of three is quiet; two is read as three."""
    cards = panel(small, 3, 3, 2)

    assert small.find("lone-dissent", *cards, rubric=small.tuned("lone-dissent", 4)) == ()
    assert small.find("lone-dissent", *cards, rubric=small.tuned("lone-dissent", 2))
    two = panel(small, 3, 2)
    assert small.find("lone-dissent", *two, rubric=small.tuned("lone-dissent", 2)) == ()
    assert small.find("lone-dissent", *cards, rubric=small.tuned("lone-dissent")) == ()
