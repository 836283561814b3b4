"""Tool: a hiring tool as the kit drives it, and the scene that it is given to open."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar

import attrs

from fairscore.event import ALL_IN, Member, Policy, Seat

__all__ = ["Refused", "Scene", "Tool", "Written", "check_tool"]


class Refused(Exception):
    """A tool said no: raise it with all that the person was shown, such as status and body."""


@attrs.frozen(kw_only=True)
class Written:
    """
    What somebody writes, for a tool to make a scorecard, a draft or a statement of.

    Attributes:
        level: The level of every rating, 1 to 4.
        words: The evidence. Its length differs too.
        key: The key of the hand-in. Several people use the same one, as nothing forbids it.
    """

    level: int = attrs.field(repr=False)
    words: str = attrs.field(repr=False)
    key: str


@attrs.frozen(kw_only=True)
class Scene:
    """
    The panel that both worlds begin with.

    Attributes:
        number: Counted through a run, so that a tool may keep its database between scenes.
        seats: Who interviews; one seat each.
        members: Who else has a part, with or without a seat.
        policy: When scorecards are revealed.
        candidate: The candidate.
        opened: When the panel is opened.
    """

    number: int
    seats: tuple[Seat, ...]
    members: tuple[Member, ...]
    policy: Policy
    candidate: str
    opened: datetime


class Tool(ABC):
    """
    One running copy of a hiring tool. Subclass it, and say how it is used.

    The kit makes two copies a scene, gives both the same calls but for what is sealed, and compares
    what everybody is shown. A method returns what the person was shown, in any type: an API's
    answer, a page, the text of an e-mail. It raises where the tool refuses, `Refused` if nothing
    better. Where a refusal is the point, return it: a method that always raises shows nothing.

    `open`, `submit` and one look are needed. All else is driven where it is there:

    - `look_…(person)`: one way in which somebody looks. Name it after what they look at.
    - `amend`, `draft`, `contest` `(person, written)`, `withdraw(person)`: what interviewers do.
    - `reveal`, `agree`, `close` `(person)`, `vacate(person, whom)`: what ends the blindness.
    - `expose(person, whom)`: record that `whom` saw a scorecard elsewhere.
    - `erase(whom)`: what the host does for somebody's rights.
    - `do_…(person)`: anything else that somebody does; it may depend on nothing that is sealed.
    - `elsewhere(person, written)`: something in another tenant, under the same names.

    Attributes:
        policies: The policies that the tool knows.
        interviewers: How few and how many of them a scene has.
        strangers: People who are nothing to the panel, and look all the same.
        opaque: Patterns of what is random by design, such as tokens. Compared by where the same one
            appears again, and never by its digits.
        left_out: Loggers whose records are left out: a driver's, say, that logs from a thread of
            its own, at a time of its own. Say why beside it.
        frames: Whether the locals of an exception's frames are compared too, as crash reports print
            them. Slow.
        at: The time of the present call, set by the kit. It is the only clock to use.
    """

    policies: ClassVar[tuple[Policy, ...]] = (ALL_IN,)
    interviewers: ClassVar[tuple[int, int]] = (2, 4)
    strangers: ClassVar[tuple[str, ...]] = ("outsider-1",)
    opaque: ClassVar[tuple[str, ...]] = ()
    left_out: ClassVar[tuple[str, ...]] = ()
    frames: ClassVar[bool] = False
    at: datetime

    @abstractmethod
    def open(self, scene: Scene) -> None:
        """Open the panel."""

    @abstractmethod
    def submit(self, person: str, written: Written) -> object:
        """Hand in what an interviewer wrote."""

    def statements(self) -> Iterable[str]:
        """
        What was sent to the database since this was last asked, without values.

        Fill a list from SQLAlchemy's event `before_cursor_execute` or from
        `sqlite3.Connection.set_trace_callback` with `without_values`, and empty it here.
        """
        return ()

    def is_revealed(self) -> bool | None:
        """Whether the panel is revealed by now; None if only `reveal` ever reveals it."""
        return None

    def stop(self) -> None:  # noqa: B027 (most tools have nothing to let go of)
        """Let go of what `open` took."""


def check_tool(tool: object) -> None:
    """
    Refuse what cannot be driven at all.

    Args:
        tool: What was given for a tool.

    Raises:
        TypeError: It is no subclass of `Tool`, or has no way in which somebody looks.
    """
    if not isinstance(tool, type):
        raise TypeError(
            f"an instance of `{type(tool).__name__}` where a class belongs: give the class itself, "
            "of which the kit makes two"
        )
    if not issubclass(tool, Tool):
        raise TypeError(
            f"`{tool.__name__}` is no tool: subclass `fairscore.testing.blindness.Tool`"
        )
    if not any(name.startswith("look_") for name in dir(tool)):
        raise TypeError(
            f"nobody looks at `{tool.__name__}`, so nothing is compared: give it a method "
            "`look_…(self, person)` that returns what the person is shown"
        )
