"""
Blindness: show that a hiring tool tells nobody of sealed scorecards.

Two copies of the tool live through the same panel. They differ only in what is sealed: what some
interviewers wrote and, where that is sealed too, whether and when they handed in. Everything that
anybody else is shown is compared. Where it differs, something sealed came through, and the shortest
story that shows it is told. `docs/how-to/show-that-your-tool-is-blind.md` begins with an example.

It needs the extra: `fairscore-hiring[testing]`.
"""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from itertools import count

import attrs

from fairscore.event import SYSTEM
from fairscore.testing._observation import (
    Channel,
    Observation,
    Observer,
    difference,
    without_values,
)
from fairscore.testing._tool import Refused, Scene, Tool, Written, check_tool
from fairscore.testing._turns import Act, Drawn, Turn, draw

__all__ = [
    "DISCLOSURES",
    "Disclosure",
    "Leak",
    "Outcome",
    "Refused",
    "Scene",
    "Tool",
    "Written",
    "assert_blind",
    "without_values",
]

_MOST_REPLAYS = 400
_ENOUGH = 50
_ON_WHO_IS_PENDING = frozenset({"close", "vacate"})


@attrs.frozen(kw_only=True)
class Disclosure:
    """
    Something that is told before the reveal on purpose.

    Attributes:
        to: To whom.
        what: What.
    """

    to: str
    what: str


DISCLOSURES = (
    Disclosure(to="a facilitator without an open seat, and `system`", what="who is pending"),
    Disclosure(to="everybody", what="the moment of the reveal"),
)
"""All that is told before the reveal. Nothing else may differ between the two worlds (P1)."""


@attrs.frozen(kw_only=True)
class Outcome:
    """
    What a run did.

    Attributes:
        seed: The seed, to run the same again.
        steps: How many things happened, each in both worlds.
        scenes: In how many panels.
        compared: How many of them were compared.
        refused: For each method of the tool, how often it was tried and how often refused.
    """

    seed: int
    steps: int
    scenes: int
    compared: int
    refused: Mapping[str, tuple[int, int]] = attrs.field(repr=False)


@attrs.frozen(slots=False, str=False)
class Leak(AssertionError):
    """
    Somebody could tell what was sealed to them.

    Attributes:
        viewer: Who.
        act: What they did: the method of the tool.
        channel: By what they could tell.
        place: Where in it, such as `.own[0].receipt`.
        story: What happened, one turn a line; the last is where it showed.
        scenes: How many scenes it took to find.
        texts: What stood there in the one and in the other world. It may be what somebody wrote, so
            it is printed only if it is asked for.
        showing: Whether it is asked for.
    """

    viewer: str
    act: str
    channel: Channel
    place: str
    story: tuple[str, ...]
    scenes: int
    texts: tuple[str, str] = attrs.field(repr=False)
    showing: bool = False

    def __str__(self) -> str:
        """Say who could tell, by what, and how it came about."""
        where = f"{self.channel} at {self.place}" if self.place else self.channel
        lines = [
            f"{self.viewer} could tell what is sealed to them, by {self.act}:",
            f"its {where} differs between two worlds that differ in nothing that may be told.",
            *(f"  {number}. {line}" for number, line in enumerate(self.story, 1)),
        ]
        if self.showing:
            lines += [f"  one world:   {self.texts[0]}", f"  other world: {self.texts[1]}"]
        return "\n".join(lines)


def assert_blind(
    tool: type[Tool], *, steps: int, seed: int, most_scenes: int | None = None, show: bool = False
) -> Outcome:
    """
    Drive two copies of a tool through panels that differ in what is sealed, and compare.

    Args:
        tool: How the tool is used.
        steps: How many things are to happen.
        seed: Where the draws begin. Print it, so that a run can be repeated.
        most_scenes: Stop after so many panels, if that is earlier.
        show: Whether a leak prints what stood in both worlds. That may be a scorecard's words.

    Returns:
        What was done.

    Raises:
        Leak: Somebody could tell what was sealed to them.
        AssertionError: A method of the tool was refused each time, which shows nothing. Its cause
            is what it raised last.
        TypeError: The tool is no subclass of `Tool`, or has no `look_…` method.
        ValueError: Nothing is to happen.
    """
    check_tool(tool)
    if min(steps, steps if most_scenes is None else most_scenes) < 1:
        raise ValueError("a run of no steps shows nothing: give steps and most_scenes of 1 or more")
    observer = Observer(frames=tool.frames)
    numbers = count()
    done = compared = scenes = 0
    with observer.watching(left_out=tool.left_out):
        while done < steps and (most_scenes is None or scenes < most_scenes):
            drawn = draw(tool, seed=f"{seed}/{scenes}", number=next(numbers))
            scenes += 1
            played = _play(tool, drawn, observer)
            done += played.steps
            compared += played.compared
            if played.leak is not None:
                shortest = _shortened(tool, drawn, played, observer=observer, numbers=numbers)
                raise attrs.evolve(shortest, scenes=scenes, showing=show)
    refused = {name: (tried, no) for name, (tried, no) in sorted(observer.calls.items())}
    for name, (tried, no) in refused.items():
        if tried == no >= _ENOUGH:
            last = observer.last[name]
            raise AssertionError(
                f"{name} was refused each of the {no} times that it was tried, last with "
                f"{type(last).__qualname__}: that shows nothing. Mend the method, or leave it out"
            ) from last
    return Outcome(seed=seed, steps=done, scenes=scenes, compared=compared, refused=refused)


@attrs.frozen(kw_only=True)
class _Played:
    steps: int
    compared: int
    leak: Leak | None = None


@attrs.define
class _World:
    """One copy of the tool, and what the kit knows has happened there."""

    tool: Tool
    drawn: Drawn
    standing: set[str] = attrs.field(factory=set[str])
    gone: set[str] = attrs.field(factory=set[str])
    revealed: bool = False
    labels: dict[str, dict[str, str]] = attrs.field(factory=dict[str, dict[str, str]])

    @property
    def pending(self) -> frozenset[str]:
        """Who is waited for."""
        counting = {seat.interviewer for seat in self.drawn.scene.seats if not seat.shadow}
        return frozenset(counting - self.standing - self.gone)

    def may_read(self, person: str) -> bool:
        """Whether the scorecards are revealed to somebody."""
        scene = self.drawn.scene
        parts = {one.person for one in scene.members} | set(scene.policy.openers)
        seats = {seat.interviewer for seat in scene.seats}
        if person not in parts | seats or person in self.pending:
            return False
        counting = {seat.interviewer for seat in scene.seats if not seat.shadow}
        own_in = scene.policy.reveal == "own-in" and person in self.standing & counting
        return self.revealed or own_in

    def told(self, person: str) -> frozenset[str] | None:
        """What somebody is told on purpose: see `DISCLOSURES`."""
        scene = self.drawn.scene
        counting = {seat.interviewer for seat in scene.seats if not seat.shadow}
        blind = person in counting - self.gone and not self.may_read(person)
        runs = any(one.person == person and one.role == "facilitator" for one in scene.members)
        return self.pending if person == SYSTEM or (runs and not blind) else None

    def perform(self, act: Act, observer: Observer) -> Observation:
        """Do something, and keep track of what came of it."""
        given = [one for one in (act.whom, act.written) if one is not None]
        method: Callable[..., object] = getattr(self.tool, act.name)
        people = [] if act.name == "erase" else [act.person]
        observation = observer.observe(
            act.name,
            lambda: method(*people, *given),
            statements=self.tool.statements,
            label=self._labelled(act.person),
        )
        if not observation.refused:
            self._follow(act)
        revealed = self.tool.is_revealed()
        self.revealed = self.revealed if revealed is None else revealed
        return observation

    def _follow(self, act: Act) -> None:
        match act.name:
            case "submit":
                self.standing.add(act.person)
            case "withdraw":
                self.standing.discard(act.person)
            case "vacate":
                self.gone.add(act.whom or "")
            case "close" if not self.revealed:
                self.gone |= self.pending
            case "reveal":
                self.revealed = True
            case _:
                pass

    def _labelled(self, person: str) -> Callable[[str], str]:
        if not self.tool.opaque:
            return lambda text: text
        labels = self.labels.setdefault(person, {})
        patterns = re.compile("|".join(self.tool.opaque))

        def label(found: re.Match[str]) -> str:
            return labels.setdefault(found.group(), f"<opaque {len(labels) + 1}>")

        return lambda text: patterns.sub(label, text)


def _play(tool: type[Tool], drawn: Drawn, observer: Observer) -> _Played:
    """Live through a scene in both worlds, until it ends, parts rightly, or something leaks."""
    worlds = (_World(tool=tool(), drawn=drawn), _World(tool=tool(), drawn=drawn))
    try:
        for world in worlds:
            world.tool.at = drawn.scene.opened
            world.tool.open(drawn.scene)
        return _through(worlds, drawn, observer)
    finally:
        for world in worlds:
            world.tool.stop()


def _through(worlds: tuple[_World, _World], drawn: Drawn, observer: Observer) -> _Played:
    one, other = worlds
    compared = 0
    # Whoever has read the scorecards of others may act on them: what they do differs rightly.
    readers: set[str] = set()
    for index, turn in enumerate(drawn.turns):
        before = [world.told(_person(turn)) for world in worlds]
        if one.pending != other.pending and _person(turn, _ON_WHO_IS_PENDING):
            # Done by who is pending, which they know: what comes of it differs rightly for them.
            readers |= {who for who in drawn.viewers if one.told(who) is not None}
        seen = [
            _act(world, act, at=turn.at, observer=observer)
            for world, act in zip(worlds, turn.acts, strict=True)
        ]
        readers |= {who for who in drawn.viewers for world in worlds if world.may_read(who)}
        here, there = seen
        act = turn.acts[0]
        parted = one.revealed != other.revealed
        if not (turn.sealed or act is None or here is None or there is None or act.name == "erase"):
            blind = act.person not in readers
            own_pending = act.person in one.pending & other.pending
            if blind and before[0] == before[1] and (own_pending or not parted):
                compared += 1
                if found := difference(here, there):
                    leak = _leak(drawn, index, act, found=found)
                    return _Played(steps=index + 1, compared=compared, leak=leak)
            elif blind and here.refused != there.refused and not act.name.startswith("look_"):
                # Rightly, by what they were told: from here on the worlds are no longer one.
                return _Played(steps=index + 1, compared=compared)
        if parted:
            return _Played(steps=index + 1, compared=compared)
    return _Played(steps=len(drawn.turns), compared=compared)


def _act(world: _World, act: Act | None, *, at: datetime, observer: Observer) -> Observation | None:
    world.tool.at = at
    return world.perform(act, observer) if act else None


def _person(turn: Turn, names: frozenset[str] | None = None) -> str:
    return next((act.person for act in turn.acts if act and act.name in (names or {act.name})), "")


def _leak(drawn: Drawn, index: int, act: Act, *, found: tuple[Channel, str, str, str]) -> Leak:
    channel, place, *texts = found
    first = (
        f"a panel of {', '.join(seat.interviewer for seat in drawn.scene.seats)}, revealed "
        f"{drawn.scene.policy.reveal}; sealed: what {', '.join(drawn.sealed)} did"
    )
    return Leak(
        viewer=act.person,
        act=act.name,
        channel=channel,
        place=place,
        story=(first, *(_told(turn) for turn in drawn.turns[: index + 1])),
        scenes=1,
        texts=(texts[0], texts[1]),
    )


def _told(turn: Turn) -> str:
    here, there = (_act_in_words(act) for act in turn.acts)
    if here != there:
        return f"one world: {here}; other world: {there}"
    return f"{here}, with other words in each world" if turn.sealed else here


def _act_in_words(act: Act | None) -> str:
    if act is None:
        return "nothing"
    whom = f" {act.whom}" if act.whom and act.whom != act.person else ""
    key = f" under {act.written.key}" if act.written else ""
    return f"{act.person} {act.name}{whom}{key}"


def _shortened(
    tool: type[Tool], drawn: Drawn, played: _Played, *, observer: Observer, numbers: "count[int]"
) -> Leak:
    """Leave out turns for as long as something still leaks."""
    assert played.leak is not None  # noqa: S101 (it is called for a leak alone)
    leak, turns = played.leak, drawn.turns[: played.steps]
    replays, at = 0, len(turns) - 2
    while at >= 0 and replays < _MOST_REPLAYS:
        fewer = attrs.evolve(
            drawn,
            turns=(*turns[:at], *turns[at + 1 :]),
            scene=attrs.evolve(drawn.scene, number=next(numbers)),
        )
        replays += 1
        again = _play(tool, fewer, observer)
        if again.leak is not None:
            leak, turns = again.leak, fewer.turns[: again.steps]
            at = min(at, len(turns) - 1)
        at -= 1
    return leak
