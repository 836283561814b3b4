"""Negative controls: each wrong way of counting is caught by panels that the right way passes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import pytest

from fairscore.rules import _count

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from conftest import Small
    from fairscore.debrief import Raised
    from fairscore.revealed import Entry


def panels(small: Small) -> dict[str, tuple[list[Entry], int]]:
    """Panels that look like more people than they are, each with how many wrote the concern."""
    a = small.card("a", small.flag(occasion="outage"))
    return {
        "two flags": ([small.card("a", small.flag(), small.flag())], 1),
        "two occasions": (
            [small.card("a", small.flag(occasion="x"), small.flag(occasion="y"))],
            1,
        ),
        "one occasion": ([a, small.card("b", small.flag(occasion="outage"))], 2),
        "two seats": ([a, small.card("a", small.flag(), interview="pairing")], 1),
        "an echo": ([a, small.card("b", small.flag(), exposure="exposed")], 1),
        "late": ([a, small.card("b", small.flag(), late=True)], 1),
        "added": ([a, small.amended(small.card("b"), small.card("b", small.flag()))], 1),
        "unknown": ([a, small.card("b", small.flag(), exposure="unknown")], 2),
        "a shadow": ([a, small.card("b", small.flag(), shadow=True)], 1),
        "hearsay": ([a, small.card("b", small.flag(source="hearsay"))], 1),
        "set aside": ([a, small.card("b", small.flag(aside="my-mood"))], 2),
        "strengths": (
            [
                a,
                *(small.card(w, small.flag("strength")) for w in "cd"),
                small.card("b", small.flag()),
            ],
            2,
        ),
    }


def miscounted(small: Small) -> set[str]:
    """Return the panels for which the rule brings up what it should not, or the other way round."""
    wrong = set()
    for name, (cards, people) in panels(small).items():
        found = small.find("repeated-concern", *cards)
        if [one.weight for one in found] != ([people] if people > 1 else []):
            wrong.add(name)
    return wrong


def each_flag(flags: Iterable[Raised]) -> tuple[str, ...]:
    """Count flags for people."""
    return tuple(raised.person for raised in flags)


def each_occasion(flags: Iterable[Raised]) -> tuple[str, ...]:
    """Count occasions for people."""
    return tuple({raised.flag.occasion or "": raised.person for raised in flags}.values())


def first_hand(raised: Raised) -> bool:
    """Count what was written after seeing another scorecard."""
    return raised.flag.first_hand


def only_known(raised: Raised) -> bool:
    """Leave out what may have been written after seeing another."""
    return raised.flag.first_hand and raised.entry.exposure == "none"


def unexposed(raised: Raised) -> bool:
    """Count what was written late by somebody who had seen nothing."""
    return raised.flag.first_hand and raised.entry.exposure != "exposed"


def in_time(raised: Raised) -> bool:
    """Count hearsay."""
    return not raised.entry.apart


def kept(raised: Raised) -> bool:
    """Leave out what was set aside."""
    return in_time(raised) and raised.flag.first_hand and raised.flag.set_aside is None


def netted(count: _count.Count) -> tuple[str, ...]:
    """Take strengths off concerns."""
    people = _count.people_of(count.flagged)
    return people[: max(0, len(people) - len(count.opposite))]


def test_the_right_way_miscounts_nothing(small: Small) -> None:
    """Every panel above is counted as it should be."""
    assert miscounted(small) == set()


@pytest.mark.parametrize(
    ("name", "variant", "caught"),
    [
        ("people_of", each_flag, {"two flags", "two occasions", "two seats"}),
        ("people_of", each_occasion, {"two occasions", "one occasion", "two seats"}),
        ("_counts", first_hand, {"an echo", "late", "added"}),
        ("_counts", only_known, {"unknown", "late"}),
        ("_counts", in_time, {"hearsay"}),
        ("_counts", unexposed, {"late"}),
        ("_counts", kept, {"set aside"}),
        ("Count.people", property(netted), {"strengths"}),
    ],
    ids=[
        "flags",
        "occasions",
        "echoes",
        "only known",
        "hearsay",
        "late",
        "kept only",
        "netted",
    ],
)
def test_a_wrong_way_of_counting_is_caught(
    small: Small,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    variant: Callable[..., object],
    caught: set[str],
) -> None:
    """Counting flags, occasions, echoes, hearsay, or one against the other is found out."""
    monkeypatch.setattr(f"fairscore.rules._count.{name}", variant)

    assert miscounted(small) == caught


def test_a_counted_shadow_is_caught(small: Small) -> None:
    """The panel with a shadow in it is brought up as soon as the shadow counts."""
    cards, _ = panels(small)["a shadow"]
    counted = [attrs.evolve(card, shadow=False) for card in cards]

    assert small.find("repeated-concern", *cards) == ()
    assert small.find("repeated-concern", *counted)
