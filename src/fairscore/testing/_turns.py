"""Turns: what happens in both worlds, drawn from a seed; what is sealed differs between them."""

from datetime import UTC, datetime, timedelta
from random import Random

import attrs

from fairscore.event import Member, Seat
from fairscore.testing._tool import Scene, Tool, Written

__all__ = ["Act", "Drawn", "Turn", "draw"]

OPENED = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
KEYS = ("key-1", "key-2", "key-3")
WRITING = frozenset({"submit", "amend", "draft", "contest", "elsewhere"})
_BEFORE_HANDING_IN = {"submit": 9, "amend": 1, "draft": 3, "contest": 1, "expose": 1, "reveal": 2}
_AFTER_HANDING_IN = {
    "submit": 2,
    "amend": 4,
    "withdraw": 6,
    "draft": 1,
    "contest": 1,
    "expose": 1,
    "reveal": 3,
    "agree": 1,
}
_BESIDES = {"close": 1, "vacate": 1, "expose": 1, "reveal": 2, "agree": 1, "erase": 1}
# What ends the blindness is no part of what differs: it would end it in one world alone.
_ENDING = frozenset({"reveal", "agree"})
_WORDS = ("kept to the point", "asked for a hint", "drew the queue", "named a risk", "was late")
_MOST_TURNS = 26
_FEWEST_TURNS = 6


@attrs.frozen(kw_only=True)
class Act:
    """
    One thing that somebody does.

    Attributes:
        name: The tool's method.
        person: Who does it.
        whom: Whom it concerns, where that is somebody else.
        written: What they write.
    """

    name: str
    person: str
    whom: str | None = None
    written: Written | None = None


@attrs.frozen(kw_only=True)
class Turn:
    """
    What happens in both worlds at one time; None where nothing does.

    Attributes:
        at: When.
        acts: What happens in the one and in the other world.
        sealed: Whether it is sealed to those whose observations are compared.
    """

    at: datetime
    acts: tuple[Act | None, Act | None]
    sealed: bool


@attrs.frozen(kw_only=True)
class Drawn:
    """
    One scene and what happens in it.

    Attributes:
        scene: The panel.
        sealed: Interviewers whose doings differ between the worlds.
        viewers: Everybody else.
        turns: What happens, in order.
    """

    scene: Scene
    sealed: tuple[str, ...]
    viewers: tuple[str, ...]
    turns: tuple[Turn, ...]


def draw(tool: type[Tool], *, seed: str, number: int) -> Drawn:
    """Draw a scene and what happens in it; the same seed draws the same."""
    random = Random(seed)  # noqa: S311 (reproducible, and no secret)
    scene = _scene(random, tool, number)
    people = [seat.interviewer for seat in scene.seats]
    count = random.randint(1, len(people))
    sealed = tuple(sorted(random.sample(people, count)))
    others = {one.person for one in scene.members} | {scene.candidate, *tool.strangers}
    others |= set(scene.policy.openers)
    viewers = tuple(sorted((others | set(people)) - set(sealed)))
    drawing = _Drawing(
        random=random,
        tool=tool,
        scene=scene,
        sealed=sealed,
        viewers=viewers,
        contents_only=random.random() < 0.4,  # noqa: PLR2004 (two in five)
    )
    turns = tuple(
        drawing.turn(OPENED + timedelta(minutes=1 + index))
        for index in range(random.randint(_FEWEST_TURNS, _MOST_TURNS))
    )
    return Drawn(scene=scene, sealed=sealed, viewers=viewers, turns=turns)


def _scene(random: Random, tool: type[Tool], number: int) -> Scene:
    few, many = tool.interviewers
    names = [f"interviewer-{letter}" for letter in "abcdefgh"[: random.randint(few, many)]]
    shadow = names[-1] if len(names) > few and random.random() < 0.2 else None  # noqa: PLR2004 (one in five)
    seats = tuple(Seat(interviewer=name, shadow=name == shadow) for name in names)
    members = [Member(person="facilitator-1", role="facilitator")]
    if random.random() < 0.5:  # noqa: PLR2004 (every second)
        members.append(Member(person="manager-1", role="hiring-manager"))
    if random.random() < 0.5:  # noqa: PLR2004 (every second)
        role = random.choice(("facilitator", "hiring-manager", "admin"))
        members.append(Member(person=random.choice(names), role=role))  # type: ignore[arg-type]
    counting = [seat for seat in seats if not seat.shadow]
    fitting = [one for one in tool.policies if (one.quorum or 0) <= len(counting)]
    return Scene(
        number=number,
        seats=seats,
        members=tuple(members),
        policy=random.choice(fitting),
        candidate="candidate-1",
        opened=OPENED,
    )


@attrs.frozen(kw_only=True)
class _Drawing:
    random: Random
    tool: type[Tool]
    scene: Scene
    sealed: tuple[str, ...]
    viewers: tuple[str, ...]
    contents_only: bool
    # What somebody wrote before, so that a retry can be drawn.
    wrote: dict[str, Written] = attrs.field(factory=dict[str, Written], init=False)
    # Who has handed in, nearly: what is refused is drawn too, and less often.
    handed_in: set[str] = attrs.field(factory=set[str], init=False)

    def turn(self, at: datetime) -> Turn:
        """Draw one turn."""
        if self.random.random() < 0.4:  # noqa: PLR2004 (two in five)
            return Turn(at=at, acts=self._sealed(), sealed=True)
        act = self._shared()
        return Turn(at=at, acts=(act, act), sealed=False)

    def _sealed(self) -> tuple[Act | None, Act | None]:
        """What differs: other words, or another act, or one in one of the worlds alone."""
        if self._has("elsewhere") and self.random.random() < 0.2:  # noqa: PLR2004 (one in five)
            # The same names: whoever has them here is somebody else there.
            person = self.random.choice(self.scene.seats).interviewer
            return self._elsewhere(person), self._elsewhere(person)
        act = self._by_interviewer(self.random.choice(self.sealed), sealed=True)
        same = attrs.evolve(act, written=act.written and self._written(act.person, fresh=True))
        if self.contents_only:
            return act, same
        other = self._by_interviewer(self.random.choice(self.sealed), sealed=True)
        return self.random.choice(((act, same), (act, None), (None, act), (act, other)))

    def _elsewhere(self, person: str) -> Act | None:
        if self.random.random() < 0.3:  # noqa: PLR2004 (three in ten)
            return None
        return Act(name="elsewhere", person=person, written=self._written(person, fresh=True))

    def _shared(self) -> Act:
        seated = sorted({seat.interviewer for seat in self.scene.seats})
        interviewers = [person for person in self.viewers if person in seated]
        person = self.random.choice(self.viewers)
        if interviewers and self.random.random() < 0.6:  # noqa: PLR2004 (three in five)
            person = self.random.choice(interviewers)
        if self.random.random() < 0.5:  # noqa: PLR2004 (every second)
            return self._look(person)
        if person in seated and self.random.random() < 0.9:  # noqa: PLR2004 (nine in ten)
            return self._by_interviewer(person, sealed=False)
        weights = {name: weight for name, weight in _BESIDES.items() if self._has(name)}
        weights |= dict.fromkeys(_methods(self.tool, "do_"), 1)
        if not weights:
            return self._look(person)
        name = self._pick(weights)
        runs = name in {"close", "vacate", "expose"} and self.random.random() < 0.7  # noqa: PLR2004 (seven in ten)
        return Act(
            name=name,
            person="facilitator-1" if runs else person,
            whom=self.random.choice(seated) if name in _CONCERNS else None,
        )

    def _look(self, person: str) -> Act:
        return Act(name=self.random.choice(_methods(self.tool, "look_")), person=person)

    def _by_interviewer(self, person: str, *, sealed: bool) -> Act:
        if self.random.random() < 0.15:  # noqa: PLR2004 (what is looked at may be recorded)
            return self._look(person)
        weights = _AFTER_HANDING_IN if person in self.handed_in else _BEFORE_HANDING_IN
        name = self._pick(
            {
                one: weight
                for one, weight in weights.items()
                if self._has(one) and not (sealed and one in _ENDING)
            }
        )
        if name == "submit":
            self.handed_in.add(person)
        elif name == "withdraw":
            self.handed_in.discard(person)
        return Act(
            name=name,
            person=person,
            whom=person if name in _CONCERNS else None,
            written=self._written(person) if name in WRITING else None,
        )

    def _written(self, person: str, *, fresh: bool = False) -> Written:
        if person in self.wrote and not fresh and self.random.random() < 0.2:  # noqa: PLR2004 (a retry)
            return self.wrote[person]
        words = " ".join(self.random.choice(_WORDS) for _ in range(self.random.randint(1, 4)))
        written = Written(
            level=self.random.randint(1, 4),
            words=f"{words} ({self.random.getrandbits(32):08x})",
            key=self.random.choice(KEYS),
        )
        self.wrote[person] = written
        return written

    def _pick(self, weights: dict[str, int]) -> str:
        return self.random.choices(list(weights), list(weights.values()))[0]

    def _has(self, name: str) -> bool:
        return hasattr(self.tool, name)


_CONCERNS = frozenset({"vacate", "expose", "erase"})


def _methods(tool: type[Tool], prefix: str) -> list[str]:
    return sorted(name for name in dir(tool) if name.startswith(prefix))
