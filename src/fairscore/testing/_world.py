"""How made-up panels come about, and the panels: scorecards together with what was meant."""

import json
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from random import Random
from typing import Literal, TypeVar, get_args

import attrs

from fairscore.chance import RateError
from fairscore.debrief import Debrief
from fairscore.document import parse
from fairscore.revealed import Entry, Exposure, Revealed
from fairscore.rubric import Rubric
from fairscore.rules._count import Direction
from fairscore.scorecard import Flag, RubricRef, Scorecard, SetAside, Signal

__all__ = ["Mark", "SimulatedPanel", "World", "rubric_of", "simulate"]

Mark = tuple[int, Direction]
"""A kind, by its number, and the direction in which it is flagged."""

T = TypeVar("T")

_SIGNALS: Mapping[Direction, tuple[Signal, ...]] = {
    "concern": ("yellow", "yellow", "red"),
    "strength": ("strength",),
}
_ASIDE = (None, SetAside(reason="my-mood"), SetAside(reason="late-slot"))
_RUBRIC = RubricRef(id="simulated", version=1)


def _is_share(_: object, field: "attrs.Attribute[float]", value: float) -> None:
    if not 0 <= value <= 1:
        raise RateError(f"{field.name} is a share, from 0 to 1")


@attrs.frozen(kw_only=True)
class World:
    """
    How panels come about.

    A candidate shows some behaviours that several interviewers notice: the planted repeats. Each
    interviewer also notes what nobody else does, flags some kinds on no ground at all, and now and
    then takes one kind for another.

    Attributes:
        kinds: How many kinds the rubric has; each is flagged as a concern or as a strength.
        interviewers: How many there are on a panel, each number equally likely.
        planted: How many repeats are planted, each number equally likely. Each is noticed by two
            interviewers up to all of them, each number equally likely.
        flags: How many flags an interviewer writes, what others noticed too among them. The rest
            are of a kind and direction that nobody else on the panel notes.
        rate: Chance that an interviewer flags a kind one way on no ground, each kind and way.
        correlation: How alike interviewers of one panel are in that, from 0 to below 1: the
            intraclass correlation of a beta-binomial.
        right: Chance that a flag is given the kind that was meant. Otherwise it is given any other,
            each equally likely. The signal is always right.
        shared: Of these mistakes, the share that a panel makes as a whole: everybody on it takes
            that kind for the same other one.
        stereotypes: Groups of candidates, equally likely, each with a factor on `rate` for
            concerns.
        hearsay: Chance that an interviewer passes on a colleague's flag as hearsay.
        echo: Chance that an interviewer writes after reading the others, and all that they wrote.
        second_seat: Chance that an interviewer has two interviews, and flags the same in both.
    """

    kinds: int = 20
    interviewers: tuple[int, ...] = (4,)
    planted: tuple[int, ...] = (0, 1, 1, 1, 1)
    flags: int = 4
    rate: float = attrs.field(default=0.0, validator=_is_share)
    correlation: float = attrs.field(default=0.0, validator=_is_share)
    right: float = attrs.field(default=1.0, validator=_is_share)
    shared: float = attrs.field(default=0.0, validator=_is_share)
    stereotypes: Mapping[str, float] = attrs.field(factory=dict[str, float])
    hearsay: float = attrs.field(default=0.0, validator=_is_share)
    echo: float = attrs.field(default=0.0, validator=_is_share)
    second_seat: float = attrs.field(default=0.0, validator=_is_share)

    def __attrs_post_init__(self) -> None:
        """Refuse a world in which interviewers cannot each note something of their own."""
        if max(self.interviewers) * self.flags + max(self.planted) > 2 * self.kinds:
            raise RateError("too few kinds for so many flags that nobody else notes")
        if self.correlation == 1:
            raise RateError("correlation lies from 0 to below 1")


@attrs.frozen(kw_only=True)
class SimulatedPanel:
    """
    One panel, and what its interviewers meant.

    Attributes:
        group: The candidate's group; empty where the world has none.
        entries: The scorecards, in no order.
        meant: Whose flags of which kind and direction count, had everybody coded what they meant.
        planted: The repeats that were planted.
    """

    group: str
    entries: tuple[Entry, ...] = attrs.field(repr=False)
    meant: Mapping[Mark, frozenset[str]]
    planted: frozenset[Mark]

    def debrief(self, rubric: Rubric) -> Debrief:
        """Put the scorecards side by side under a rubric of `rubric_of`."""
        return Debrief.of(rubric, Revealed(entries=self.entries, origin="a simulation"))

    def repeats(self, threshold: int) -> frozenset[Mark]:
        """What so many people meant, whether or not it was planted."""
        return frozenset(mark for mark, who in self.meant.items() if len(who) >= threshold)


def rubric_of(world: World, threshold: int = 2) -> Rubric:
    """
    Make the rubric of a world, tuned to a threshold.

    Args:
        world: The world.
        threshold: From how many people on a repeat is brought up.

    Returns:
        A rubric of one criterion with all the kinds.

    Example:
        >>> len(rubric_of(World(kinds=20)).kinds)
        20
    """
    plain = {
        "kind": "rubric",
        "schema_version": 1,
        "id": "simulated",
        "version": 1,
        "title": "Simulated",
        "criteria": [{"id": "work", "title": "Work", "levels": [{"value": 1}, {"value": 2}]}],
        "interviews": [
            {"id": name, "title": name, "criteria": ["work"]} for name in ("first", "second")
        ],
        "kinds": [
            {
                "code": _code(at),
                "title": f"kind {at}",
                "criterion": "work",
                "concern": ["did not"],
                "strength": ["did"],
            }
            for at in range(world.kinds)
        ],
        "rules": [{"rule": "repeated-concern", "threshold": threshold}],
    }
    return parse(json.dumps(plain), Rubric, format="json")


def simulate(world: World, *, panels: int, seed: int) -> Iterator[SimulatedPanel]:
    """
    Make panels.

    Args:
        world: How they come about.
        panels: How many.
        seed: Where chance starts: the same panels for the same seed, on every platform.

    Yields:
        One panel after the other.

    Example:
        >>> [len(panel.entries) for panel in simulate(World(), panels=3, seed=1)]
        [4, 4, 4]
    """
    chance = _Drawn(seed)
    for _ in range(panels):
        yield _panel(world, chance)


class _Drawn:
    """
    Chance out of a seed, by `Random.random` alone.

    Python promises that method, and no other, to give the same on every version and platform.
    """

    def __init__(self, seed: int) -> None:
        self._next = Random(seed).random  # noqa: S311 (no secret hangs on it)

    def happens(self, share: float) -> bool:
        return self._next() < share

    def below(self, many: int) -> int:
        return int(self._next() * many)

    def of(self, choices: Sequence[T]) -> T:
        return choices[self.below(len(choices))]

    def some(self, choices: Sequence[T], many: int) -> list[T]:
        """So many of them, each set of that size equally likely."""
        left = list(choices)
        return [left.pop(self.below(len(left))) for _ in range(many)]


def _panel(world: World, chance: _Drawn) -> SimulatedPanel:
    people = [f"i{at}" for at in range(chance.of(world.interviewers))]
    group = chance.of(tuple(world.stereotypes)) if world.stereotypes else ""
    noted: dict[str, list[Mark]] = {person: [] for person in people}
    free = chance.some(_marks(world), 2 * world.kinds)
    planted = [free.pop() for _ in range(chance.of(world.planted))] if people[1:] else []
    for mark in planted:
        for person in chance.some(people, 2 + chance.below(len(people) - 1)):
            noted[person].append(mark)
    for person in people:
        while len(noted[person]) < world.flags:
            noted[person].append(free.pop())
    for mark, who in _on_no_ground(world, people, group=group, chance=chance):
        noted[who].append(mark)
    exposed = {person for person in people if chance.happens(world.echo)}
    meant: dict[Mark, set[str]] = {}
    for person in people:
        for mark in noted[person] if person not in exposed else ():
            meant.setdefault(mark, set()).add(person)
    return SimulatedPanel(
        group=group,
        entries=tuple(_entries(world, noted, exposed=exposed, chance=chance)),
        meant={mark: frozenset(who) for mark, who in meant.items()},
        planted=frozenset(mark for mark in planted if len(meant.get(mark, ())) > 1),
    )


def _marks(world: World) -> list[Mark]:
    return [(at, way) for at in range(world.kinds) for way in get_args(Direction)]


def _on_no_ground(
    world: World, people: Sequence[str], *, group: str, chance: _Drawn
) -> Iterator[tuple[Mark, str]]:
    """Flags by chance: each interviewer the likelier, the more of the panel flagged it already."""
    if not world.rate:
        return
    for kind, way in _marks(world):
        factor = world.stereotypes.get(group, 1.0) if way == "concern" else 1.0
        rate, alike, so_far = min(world.rate * factor, 1.0), world.correlation, 0
        for at, person in enumerate(people):
            likely = (rate * (1 - alike) + alike * so_far) / (1 - alike + alike * at)
            if chance.happens(likely):
                so_far += 1
                yield (kind, way), person


def _entries(
    world: World,
    noted: Mapping[str, list[Mark]],
    *,
    exposed: AbstractSet[str],
    chance: _Drawn,
) -> Iterator[Entry]:
    """The scorecards, as interviewers coded what they noted."""
    taken_for: dict[int, int] = {}  # What the whole panel takes a kind for.
    written: dict[str, list[Flag]] = {}
    for person, marks in noted.items():
        written[person] = [
            _flag(_coded(world, kind, taken_for=taken_for, chance=chance), way, chance)
            for kind, way in marks
        ]
    everything = [flag for flags in written.values() for flag in flags]
    for person, flags in written.items():
        heard = [chance.of(everything)] if everything and chance.happens(world.hearsay) else []
        second_hand = [_again(flag, source="hearsay") for flag in heard]
        seen = [*flags, *everything] if person in exposed else flags
        exposure: Exposure = "exposed" if person in exposed else "none"
        seats = ("first", "second") if chance.happens(world.second_seat) else ("first",)
        for seat in seats:
            yield Entry(scorecard=_card(person, seat, (*seen, *second_hand)), exposure=exposure)


def _coded(world: World, kind: int, *, taken_for: dict[int, int], chance: _Drawn) -> int:
    """The kind that a flag is given: mostly the one that was meant."""
    wrong = 1 - world.right
    together = wrong * world.shared
    if kind not in taken_for:
        taken_for[kind] = _another(world, kind, chance) if chance.happens(together) else kind
    if taken_for[kind] == kind and chance.happens((wrong - together) / (1 - together or 1)):
        return _another(world, kind, chance)
    return taken_for[kind]


def _another(world: World, kind: int, chance: _Drawn) -> int:
    other = chance.below(world.kinds - 1)
    return other + (other >= kind)


@cache
def _flag_of(kind: int, signal: Signal, aside: int) -> Flag:
    return Flag(kind=_code(kind), signal=signal, observed="as noted", set_aside=_ASIDE[aside])


def _flag(kind: int, way: Direction, chance: _Drawn) -> Flag:
    return _flag_of(kind, chance.of(_SIGNALS[way]), chance.below(len(_ASIDE)))


def _again(flag: Flag, *, source: Literal["hearsay"]) -> Flag:
    return Flag(kind=flag.kind, signal=flag.signal, observed=flag.observed, source=source)


def _card(person: str, interview: str, flags: tuple[Flag, ...]) -> Scorecard:
    return Scorecard(
        rubric=_RUBRIC, application="app-1", interviewer=person, interview=interview, flags=flags
    )


def _code(kind: int) -> str:
    return f"k{kind}"
