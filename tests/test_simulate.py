"""Made-up panels whose truth is known: what rules about repeats find of it, and what besides."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs
import pytest

from fairscore.chance import RateError, repeat_chance
from fairscore.rules import _count, find
from fairscore.testing.simulate import (
    SimulatedPanel,
    Tally,
    World,
    found_in,
    rubric_of,
    simulate,
    tally,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fairscore.debrief import Raised

# Two to eight interviewers, none to four repeats in either direction, flags on no ground, hearsay,
# scorecards written after reading the others, and people with two interviews.
EVERYTHING = World(
    kinds=16,
    interviewers=(2, 3, 4, 5, 6, 7, 8),
    planted=(0, 1, 2, 3, 4),
    flags=3,
    rate=0.02,
    hearsay=0.3,
    echo=0.1,
    second_seat=0.2,
)


def wrong(world: World, *, panels: int, seed: int) -> dict[str, int]:
    """Count planted repeats that were missed, and repeats that nobody meant; any order of cards."""
    rubric = rubric_of(world)
    count = dict.fromkeys(("panels", "planted", "missed", "false", "order"), 0)
    for panel in simulate(world, panels=panels, seed=seed):
        debrief = panel.debrief(rubric)
        found = found_in(debrief)
        turned = attrs.evolve(panel, entries=panel.entries[::-1])
        count["panels"] += 1
        count["planted"] += len(panel.planted)
        count["missed"] += len(panel.planted - found) + len(panel.repeats(2) - found)
        count["false"] += len(found - panel.repeats(2))
        # All findings, on one panel in ten: what the order of scorecards might change is in these.
        if not count["panels"] % 10:
            count["order"] += find(debrief) != find(turned.debrief(rubric))
    return count


@pytest.mark.long
def test_correctly_coded_every_repeat_is_found_and_no_other() -> None:
    """Ten thousand debriefs: all planted repeats in both directions, none false, in any order."""
    count = wrong(EVERYTHING, panels=10_000, seed=20)

    assert count["planted"] > 10_000
    assert count | {"planted": 0} == {
        "panels": 10_000,
        "planted": 0,
        "missed": 0,
        "false": 0,
        "order": 0,
    }


def every_flag(flags: Iterable[Raised]) -> tuple[str, ...]:
    """Count flags, as if each were somebody's of their own."""
    return tuple(f"{raised.person} {at}" for at, raised in enumerate(flags))


@pytest.mark.parametrize(
    ("name", "fault", "seen"),
    [
        ("_counts", lambda raised: True, "false"),
        ("_counts", lambda raised: not raised.entry.apart, "false"),
        ("_counts", lambda raised: raised.flag.first_hand, "false"),
        ("_counts", lambda raised: raised.flag.set_aside is None, "missed"),
        ("_side", lambda raised: "concern", "missed"),
        ("_side", lambda raised: "strength" if raised.flag.signal == "red" else "concern", "false"),
        ("people_of", every_flag, "false"),
    ],
    ids=["all", "hearsay", "echo", "set aside", "one way", "red turned", "flags for people"],
)
def test_a_rule_that_counts_wrongly_is_caught(
    name: str, fault: object, seen: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Negative controls: hearsay, echoes, set aside, direction and flags for people each show."""
    monkeypatch.setattr(_count, name, fault)

    assert wrong(EVERYTHING, panels=150, seed=20)[seen] > 0


@pytest.mark.parametrize("threshold", [2, 3, 4])
def test_a_rubric_that_asks_for_more_people_gets_more(threshold: int) -> None:
    """From the threshold on every repeat is found, and none below it."""
    rubric = rubric_of(EVERYTHING, threshold)
    for panel in simulate(EVERYTHING, panels=300, seed=4):
        assert found_in(panel.debrief(rubric)) == panel.repeats(threshold)


# --- coders who err ---------------------------------------------------------------


@pytest.mark.long
def test_with_coders_right_nine_times_in_ten() -> None:
    """On the stated generator at least .92 is found, with at most .28 false a debrief."""
    world = World(right=0.9)
    found = tally(world, panels=10_000, seed=7, ways=("concern",))

    assert found.found_share.value >= Fraction(92, 100)
    assert found.false_each.high <= Fraction(28, 100)
    # With three flags each instead of four, that holds for both directions taken together.
    both = tally(attrs.evolve(world, flags=3), panels=3000, seed=7)
    assert both.found_share.value >= Fraction(92, 100)
    assert both.false_each.high <= Fraction(28, 100)


@pytest.mark.long
@pytest.mark.parametrize("right", [0.95, 0.8])
def test_what_is_found_is_what_can_be_worked_out(right: float) -> None:
    """A repeat of n is found where two of n are right; a few more come about by two mistakes."""
    exact = sum(
        repeat_chance([Fraction(right).limit_denominator(100)] * people) for people in (2, 3, 4)
    ) / Fraction(3)
    found = tally(World(right=right), panels=2500, seed=11)
    reach = 2 * (found.found_share.high - found.found_share.low)

    assert abs(found.found_share.value - exact) < reach
    # Negative control: coders of another skill are outside of it.
    other = tally(World(right=right - 0.1), panels=2500, seed=11)
    assert abs(other.found_share.value - exact) > reach


@pytest.mark.long
def test_shared_mistakes_cost_more() -> None:
    """Where a panel takes a kind for another as a whole, all of it is missed together."""
    together = tally(World(right=0.8, shared=1.0), panels=4000, seed=1).found_share
    apart = sum(repeat_chance([Fraction(8, 10)] * people) for people in (2, 3, 4)) / Fraction(3)

    assert together.low < Fraction(8, 10) < together.high < apart


# --- groups -----------------------------------------------------------------------


@pytest.mark.long
def test_repeats_enlarge_a_difference() -> None:
    """Flagged half as often again, a group has repeats about twice as often."""
    world = World(
        interviewers=(5,), planted=(0,), flags=0, rate=0.1, stereotypes={"a": 1.0, "b": 1.5}
    )
    one, other = (tally(world, panels=2500, seed=9, group=group) for group in "ab")
    flagged = other.flag_share / one.flag_share
    repeated = other.repeat_share / one.repeat_share
    exact = repeat_chance([Fraction(15, 100)] * 5) / repeat_chance([Fraction(1, 10)] * 5)

    assert float(flagged) == pytest.approx(1.5, abs=0.06)
    assert float(repeated) == pytest.approx(float(exact), rel=0.1)
    assert repeated > flagged + Fraction(2, 10)
    assert one.panels + other.panels == 2500
    # A stereotype is about concerns: strengths stay alike.
    strengths = [(each.by_chance - each.repeats) / each.panels for each in (one, other)]
    assert strengths[1] == pytest.approx(strengths[0], rel=0.1)


# --- the generator ------------------------------------------------------------------


def test_a_seed_gives_the_same_panels() -> None:
    """The same world, number and seed give the same scorecards; another seed gives others."""
    one, again, other = (
        [panel.entries for panel in simulate(EVERYTHING, panels=20, seed=seed)]
        for seed in (1, 1, 2)
    )

    assert one == again
    assert one != other


def test_the_first_panel_of_a_seed_stays_the_same() -> None:
    """Part of what published figures depend on: another draw would need them made anew."""
    (panel,) = simulate(World(), panels=1, seed=1)
    first = min(panel.entries, key=lambda entry: entry.seat).scorecard

    assert [(flag.kind, flag.signal) for flag in first.flags] == [
        ("k10", "yellow"),
        ("k14", "yellow"),
        ("k16", "yellow"),
        ("k19", "strength"),
    ]


def test_what_was_meant_stays_meant_whatever_was_written() -> None:
    """Mistakes of coding change what is written and nothing of what interviewers noted."""
    right = World(planted=(2,))
    for one, other in zip(
        simulate(right, panels=50, seed=3),
        simulate(attrs.evolve(right, right=0.5), panels=50, seed=3),
        strict=False,
    ):
        assert len(one.planted) == len(other.planted) == 2
        assert all(len(one.meant[mark]) >= 2 for mark in one.planted)
        assert sum(map(len, one.meant.values())) == sum(map(len, other.meant.values()))


def test_panels_with_some_repeat_by_chance_are_counted() -> None:
    """How many panels have any is what follows from the chance of each kind."""
    world = World(planted=(0,), flags=0, rate=0.05)
    found = tally(world, panels=800, seed=6).some_share
    exact = 1 - (1 - repeat_chance([Fraction(5, 100)] * 4)) ** 40

    assert found.low < exact < found.high


def test_one_interviewer_repeats_nothing() -> None:
    """With nobody else on the panel no repeat can be planted."""
    world = World(interviewers=(1,), planted=(3,), flags=2)
    found = tally(world, panels=30, seed=1)

    assert (found.planted, found.false, found.repeats) == (0, 0, 0)


def test_tallies_add_up() -> None:
    """Two halves of the panels count as much as all of them."""
    one = Tally(panels=1, planted=2, found=1, kinds=20, chances=80, flags=4)

    assert one + one == Tally(panels=2, planted=4, found=2, kinds=40, chances=160, flags=8)


def test_no_group_of_that_name_is_no_panel() -> None:
    """Panels of another group are left out."""
    world = World(stereotypes={"a": 1.0})

    assert tally(world, panels=5, seed=1, group="a").panels == 5
    assert tally(world, panels=5, seed=1, group="z").panels == 0


@pytest.mark.parametrize(
    "fields",
    [
        {"right": 1.1},
        {"rate": -0.1},
        {"correlation": 1.0},
        {"kinds": 3},
        {"shared": 2.0},
        {"echo": -1.0},
    ],
)
def test_a_world_that_cannot_be_is_refused(fields: dict[str, float]) -> None:
    """Shares lie from 0 to 1, and there are kinds enough for flags that nobody else has."""
    with pytest.raises(RateError):
        World(**fields)  # type: ignore[arg-type]


def test_panels_show_nothing_of_their_scorecards() -> None:
    """A panel's repr names kinds by number, and no words."""
    (panel,) = simulate(World(), panels=1, seed=1)

    assert isinstance(panel, SimulatedPanel)
    assert "as noted" not in repr(panel)
