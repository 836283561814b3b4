"""
Write the tables of `docs/explanation/repeats.md` anew, from simulated panels.

    .venv/bin/python tools/simulated.py

It takes minutes. A test makes each row again from fewer panels, and compares.
"""

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from math import sqrt
from pathlib import Path
from typing import NamedTuple

import attrs

from fairscore.chance import Interval, repeat_chance_alike
from fairscore.testing.simulate import World, tally

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "explanation" / "repeats.md"
PANELS = 10_000
SEED = 2026
KINDS = 20


class Figure(NamedTuple):
    """A number, and its standard error; none where it was worked out."""

    value: float
    error: float = 0.0


class Row(NamedTuple):
    """A row of a table: what stands in front, and how the figures behind it are made."""

    label: tuple[str, ...]
    measure: Callable[[int], list[Figure]]


def of(found: Interval) -> Figure:
    """Take a share with its interval of 95 %."""
    return Figure(float(found.value), float(found.high - found.low) / (2 * 1.96))


def counted(found: Interval, panels: int) -> Figure:
    """Take a mean of counts; where there are next to none, its error is that of one."""
    plain = of(found)
    return Figure(plain.value, max(plain.error, sqrt(max(plain.value, 1 / panels) / panels)))


def coders(world: World, threshold: int) -> Callable[[int], list[Figure]]:
    """Say what share of planted repeats is found, and how many false ones come with it."""

    def measure(panels: int) -> list[Figure]:
        both = tally(world, panels=panels, seed=SEED, threshold=threshold)
        concerns = tally(world, panels=panels, seed=SEED, threshold=threshold, ways=("concern",))
        false = (counted(one.false_each, panels) for one in (concerns, both))
        return [of(both.found_share), *false]

    return measure


def by_chance(rate: str, people: int, *, correlation: str = "0", threshold: int = 2) -> Row:
    """Hold the exact chance that one kind repeats, and that some does, beside simulated ones."""
    world = World(
        kinds=KINDS,
        interviewers=(people,),
        planted=(0,),
        flags=0,
        rate=float(Fraction(rate)),
        correlation=float(Fraction(correlation)),
    )
    exact = repeat_chance_alike(
        Fraction(rate), people=people, correlation=Fraction(correlation), least=threshold
    )

    def measure(panels: int) -> list[Figure]:
        found = tally(world, panels=panels, seed=SEED, threshold=threshold)
        draws = panels * KINDS * 2
        one = found.by_chance / draws
        return [
            Figure(float(exact)),
            Figure(one, sqrt(float(exact * (1 - exact)) / draws)),
            Figure(float(1 - (1 - exact) ** (KINDS * 2))),
            of(found.some_share),
        ]

    return Row((rate, str(people), correlation, str(threshold)), measure)


def groups(factor: str, correlation: str, threshold: int) -> Row:
    """Say how much oftener one group is flagged, and how much oftener it has repeats."""
    world = World(
        kinds=KINDS,
        interviewers=(5,),
        planted=(0,),
        flags=0,
        rate=0.1,
        correlation=float(Fraction(correlation)),
        stereotypes={"one": 1.0, "other": float(Fraction(factor))},
    )
    exact = [
        repeat_chance_alike(
            Fraction(1, 10) * one, people=5, correlation=Fraction(correlation), least=threshold
        )
        for one in (Fraction(1), Fraction(factor))
    ]

    def measure(panels: int) -> list[Figure]:
        one, other = (
            tally(world, panels=panels, seed=SEED, threshold=threshold, group=group)
            for group in ("one", "other")
        )
        repeats = float(other.repeat_share / one.repeat_share)
        noise = repeats * sqrt(1 / one.repeats + 1 / other.repeats)
        flags = float(other.flag_share / one.flag_share)
        # Interviewers of one panel who are alike count for fewer.
        alike = 1 + 4 * float(Fraction(correlation))
        return [
            Figure(flags, flags * sqrt(alike * (1 / one.flags + 1 / other.flags))),
            Figure(float(exact[1] / exact[0])),
            Figure(repeats, noise),
        ]

    return Row((f"{factor} times", correlation, str(threshold)), measure)


def coded() -> Iterator[Row]:
    """Coders of several skills, and mistakes that a panel makes as a whole."""
    world = World(kinds=KINDS)
    for right, shared in (
        *((right, 0.0) for right in (1.0, 0.95, 0.9, 0.8, 0.7)),
        (0.9, 0.5),
        (0.9, 1.0),
    ):
        of_these = attrs.evolve(world, right=right, shared=shared)
        yield Row((f"{right:g}", f"{shared:g}", "2"), coders(of_these, 2))
    for right, threshold in ((1.0, 3), (0.9, 3), (1.0, 4), (0.9, 4)):
        of_these = attrs.evolve(world, right=right)
        yield Row((f"{right:g}", "0", str(threshold)), coders(of_these, threshold))


TABLES: Mapping[str, tuple[tuple[str, ...], tuple[Row, ...]]] = {
    "coders": (
        (
            *("Coders right", "Mistakes shared", "Threshold"),
            *("Planted repeats found", "False concerns a debrief", "False ones both ways"),
        ),
        tuple(coded()),
    ),
    "chance": (
        (
            *("Base rate", "Interviewers", "Correlation", "Threshold"),
            *("One kind: exact", "simulated", "Some of 20 kinds: exact", "simulated "),
        ),
        (
            by_chance("1/20", 4),
            by_chance("1/10", 4),
            by_chance("1/10", 6),
            by_chance("1/4", 4),
            by_chance("1/10", 4, correlation="1/10"),
            by_chance("1/10", 4, correlation="3/10"),
            by_chance("1/10", 4, threshold=3),
            by_chance("1/10", 6, threshold=3),
            by_chance("1/10", 4, correlation="3/10", threshold=3),
        ),
    ),
    "groups": (
        (
            *("Flagged on no ground", "Correlation", "Threshold"),
            *("Flags: simulated", "Repeats: exact", "Repeats: simulated"),
        ),
        (
            groups("5/4", "0", 2),
            groups("3/2", "0", 2),
            groups("2", "0", 2),
            groups("3/2", "3/10", 2),
            groups("3/2", "0", 3),
            groups("3/2", "3/10", 3),
        ),
    ),
}
"""Every table of the page, by its name there."""


def lines(name: str, panels: int) -> Iterator[str]:
    """Write one table."""
    heads, rows = TABLES[name]
    yield f"| {' | '.join(head.strip() for head in heads)} |"
    yield f"| {' | '.join('---' for _ in heads)} |"
    for row in rows:
        cells = (*row.label, *(f"{one.value:.3f}" for one in row.measure(panels)))
        yield f"| {' | '.join(cells)} |"


def block(name: str) -> re.Pattern[str]:
    """Find a table on the page."""
    return re.compile(
        rf"(<!-- simulated {name}: begin -->\n)(.*?)(<!-- simulated {name}: end -->)", re.DOTALL
    )


def main() -> int:
    """Write every table."""
    text = PAGE.read_text(encoding="utf-8")
    for name in TABLES:
        table = "\n".join(lines(name, PANELS))
        text = block(name).sub(lambda at, table=table: f"{at[1]}{table}\n{at[3]}", text)
        print(f"made {name}", flush=True)
    PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
