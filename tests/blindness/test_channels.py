"""Each channel by itself: what differs there alone is found, and told by its name (P1)."""

from __future__ import annotations

import itertools
import logging
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, get_args

import attrs
import pytest
from pydantic import BaseModel, Field

from fairscore.testing._observation import (
    _DEEPEST,
    CHANNELS,
    Channel,
    Observation,
    Observer,
    difference,
)
from fairscore.testing.blindness import Leak, Refused, Scene, Tool, Written, assert_blind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

LOGGER = logging.getLogger("tool")


class Told(Exception):
    """A refusal that keeps something."""

    def __init__(self, *given: object, **kept: object) -> None:
        """Keep what is given by name as attributes."""
        super().__init__(*given)
        vars(self).update(kept)


def shown(number: int) -> Told:
    """One that says something in its repr alone."""

    class Shown(Told):
        def __repr__(self) -> str:
            return f"<{number}>"

    return Shown()


@attrs.frozen
class Quiet:
    """A value whose repr says nothing."""

    held: object = attrs.field(repr=False)


@attrs.frozen
class Other:
    """The same under another name."""

    held: object = attrs.field(repr=False)


@dataclass(slots=True)
class Slotted:
    """The same without a place for other attributes."""

    held: object = field(repr=False)


class Model(BaseModel):
    """The same, as a document of pydantic."""

    held: int = Field(repr=False)


class Plain:
    """The same, as a class of no sort."""

    def __init__(self, kept: object) -> None:
        """Keep it."""
        self.kept = kept

    def __repr__(self) -> str:
        """Say nothing."""
        return "Plain"


class Canonical:
    """A document that has one form of bytes."""

    def __init__(self, held: object) -> None:
        """Write it."""
        self.canonical = repr(held).encode()

    def __repr__(self) -> str:
        """Say nothing."""
        return "Canonical"


def loud(many: int) -> object:
    """A value that holds nothing, and says something in its repr."""

    @attrs.frozen
    class Loud:
        def __repr__(self) -> str:
            return f"<Loud {many}>"

    return Loud()


def deep(held: object) -> object:
    """A value further down than anybody goes."""
    for _ in range(_DEEPEST + 3):
        held = [held]
    return Quiet(held)


# --- A whole run, for each channel -----------------------------------------------------


class Whispering(Tool):
    """A tool that tells how many others handed in, by one channel."""

    whisper: ClassVar[Callable[[Any, int], object]]

    def open(self, scene: Scene) -> None:
        """Begin with nobody."""
        self.inside: set[str] = set()
        self.sent: list[str] = []

    def submit(self, person: str, written: Written) -> object:
        """Note who handed in."""
        self.inside.add(person)
        return None

    def statements(self) -> Iterable[str]:
        """What was sent."""
        sent, self.sent = self.sent, []
        return sent

    def look_page(self, person: str) -> object:
        """Tell."""
        return type(self).whisper(self, len(self.inside - {person}))


def _refuse(tool: Whispering, many: int) -> object:
    raise Refused(many)


def _refuse_in_a_frame(tool: Whispering, many: int) -> object:
    raise Refused


WHISPERS: dict[Channel, Callable[[Any, int], object]] = {
    "value": lambda tool, many: Quiet(many),
    "error": _refuse,
    "repr": lambda tool, many: loud(many),
    "log": lambda tool, many: LOGGER.debug("%d others", many),
    "statements": lambda tool, many: tool.sent.append(f"SELECT {'?' * many}"),
    "frames": _refuse_in_a_frame,
}


def _run(whisper: Callable[[Any, int], object], **more: Any) -> None:
    made = {"whisper": staticmethod(whisper), **more}
    assert_blind(type("Made", (Whispering,), made), steps=200, seed=1)


def test_every_channel_has_a_whisper() -> None:
    """A channel that is added is not shown to be watched until there is one for it."""
    assert {*WHISPERS} == {*CHANNELS} == {*get_args(Channel)}
    assert len(CHANNELS) == len({*CHANNELS})


@pytest.mark.parametrize("channel", WHISPERS)
def test_what_is_told_by_one_channel_alone_is_found(channel: Channel) -> None:
    """A run finds it, and names the channel."""
    with pytest.raises(Leak) as leak:
        _run(WHISPERS[channel], frames=channel == "frames")

    assert leak.value.channel == channel
    assert leak.value.act == "look_page"


@pytest.mark.parametrize("channel", ["value", "repr", "log", "statements"])
def test_what_tells_the_same_in_both_worlds_is_no_leak(channel: Channel) -> None:
    """The same whispers of a number that depends on nobody are let through."""
    _run(lambda tool, many: WHISPERS[channel](tool, 3))


def test_what_is_random_by_design_is_compared_by_where_it_appears_again() -> None:
    """Tokens that are never the same are let through if declared, and then tell by a repetition."""
    drawn = itertools.count()

    def token() -> str:
        return f"<{next(drawn)}>"

    def repeated(tool: Whispering, many: int) -> object:
        first = token()
        return first, first if many % 2 else token()

    _run(lambda tool, many: token(), opaque=("<[0-9]+>",))
    with pytest.raises(Leak):
        _run(lambda tool, many: token())
    with pytest.raises(Leak):
        _run(repeated, opaque=("<[0-9]+>",))


def test_a_logger_that_is_left_out_tells_nothing() -> None:
    """Its records are not compared, those of the others are."""
    _run(WHISPERS["log"], left_out=("tool",))
    with pytest.raises(Leak):
        _run(WHISPERS["log"], left_out=("driver",))


# --- What each channel is made of ------------------------------------------------------


def _raises(error: BaseException, **by: Any) -> Callable[[], object]:
    def call() -> object:
        for name, value in by.items():
            setattr(error, name, value)
        raise error

    return call


def _noted(number: int) -> Exception:
    error = Told()
    error.add_note(str(number))
    return error


def _logs(**record: Any) -> Callable[[], object]:
    given: dict[str, Any] = {
        "name": "tool",
        "level": logging.DEBUG,
        "msg": "told",
        "args": (),
        "exc_info": None,
    } | record

    def call() -> None:
        logger = logging.getLogger(given.pop("name"))
        logger.log(given["level"], given["msg"], *given["args"], exc_info=given["exc_info"])

    return call


def _fails_in(number: int) -> Callable[[], object]:
    def call(held: int = number) -> object:
        raise Told

    return call


def _fails_for(number: int, *, hidden: bool = False) -> Callable[[], object]:
    """Refuse because of something that went wrong in a frame that is gone by then."""

    def inner(held: int = number) -> None:
        raise KeyError

    def call() -> object:
        try:
            inner()
        except KeyError as error:
            if hidden:
                raise Told from None
            raise Told from error
        return None

    return call


def _fails_together(inner: Callable[[], object]) -> Callable[[], object]:
    def together() -> object:
        try:
            inner()
        except Told as error:
            several = [error]
        raise ExceptionGroup("told", several)

    return together


class Case(NamedTuple):
    """Two calls that differ in one thing, made of 0 and of 1."""

    channel: Channel
    place: str
    make: Callable[[int], Callable[[], object]]


def _value(make: Callable[[int], object]) -> Callable[[int], Callable[[], object]]:
    return lambda number: lambda: Quiet(make(number))


TIME = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)

CASES: dict[str, Case] = {
    "a number": Case("value", ".held", _value(lambda one: one)),
    "a text": Case("value", ".held", _value(lambda one: "ab"[one])),
    "bytes": Case("value", ".held", _value(lambda one: b"ab"[one:])),
    "a time": Case("value", ".held", _value(lambda one: TIME + timedelta(microseconds=one))),
    "a type": Case("value", ".held", _value(lambda one: ((), [])[one])),
    "a type of fields": Case("value", ".held", _value(lambda one: (Quiet, Other)[one](0))),
    "nothing": Case("value", ".held", _value(lambda one: (None, "None")[one])),
    "a count": Case("value", ".held", _value(lambda one: [0] * one)),
    "an order": Case("value", ".held[0]", _value(lambda one: [one, 1 - one])),
    "a set": Case("value", ".held", _value(lambda one: {one})),
    "a key": Case("value", ".held['a']", _value(lambda one: {"ab"[one]: 0})),
    "an order of keys": Case(
        "value", ".held['a']", _value(lambda one: dict.fromkeys(("ab", "ba")[one]))
    ),
    "a value of a mapping": Case("value", ".held['a']", _value(lambda one: {"a": one})),
    "a size of a mapping": Case("value", ".held", _value(lambda one: dict.fromkeys(range(one)))),
    "a generator": Case("value", ".held[0]", _value(lambda one: (it for it in (one,)))),
    "a document": Case("value", ".held", _value(lambda one: Model(held=one))),
    "canonical bytes": Case("value", ".held", _value(Canonical)),
    "an error as a value": Case("value", ".held", _value(Told)),
    "an attribute": Case("value", ".held['kept']", _value(Plain)),
    "a slot": Case("value", ".held['held']", _value(Slotted)),
    "further down": Case("value", ".held" + "[0]" * _DEEPEST, lambda one: lambda: deep(one)),
    "its repr": Case("repr", "", lambda one: lambda: loud(one)),
    "a refusal": Case("error", "", lambda one: _raises(Told()) if one else lambda: None),
    "the type of an error": Case("error", "", lambda one: _raises((KeyError, IndexError)[one]())),
    "the words of an error": Case("error", "", lambda one: _raises(Told(one))),
    "the repr of an error": Case("error", ".repr", lambda one: _raises(shown(one))),
    "arguments of an error": Case("error", ".args[0].held", lambda one: _raises(Told(Quiet(one)))),
    "attributes of an error": Case("error", "['kept']", lambda one: _raises(Told(kept=one))),
    "a note of an error": Case("error", "['__notes__'][0]", lambda one: _raises(_noted(one))),
    "the cause of an error": Case(
        "error", ".__cause__", lambda one: _raises(Told(), __cause__=KeyError(one))
    ),
    "what an error followed": Case(
        "error", ".__context__", lambda one: _raises(Told(), __context__=KeyError(one))
    ),
    "words in the log": Case("log", "tool at DEBUG", lambda one: _logs(msg=f"{one} in")),
    "arguments in the log": Case(
        "log", "tool at DEBUG", lambda one: _logs(msg="%d in", args=(one,))
    ),
    "a level of the log": Case(
        "log", "tool at DEBUG", lambda one: _logs(level=(logging.DEBUG, logging.ERROR)[one])
    ),
    "a logger": Case("log", "tool.0 at DEBUG", lambda one: _logs(name=f"tool.{one}")),
    "a traceback in the log": Case(
        "log", "tool at DEBUG", lambda one: _logs(exc_info=KeyError(one))
    ),
    "a record more": Case("log", "tool at DEBUG", lambda one: _logs() if one else lambda: None),
    "locals of a frame": Case("frames", "call: held", _fails_in),
    "locals of a frame of the cause": Case("frames", "inner: held", _fails_for),
    "locals of a frame of what it followed": Case(
        "frames", "inner: held", lambda one: _fails_for(one, hidden=True)
    ),
    "locals of a frame of one of several": Case(
        "frames", "call: held", lambda one: _fails_together(_fails_in(one))
    ),
}


def _observed(
    call: Callable[[], object],
    *,
    statements: Callable[[], Iterable[str]] = tuple,
    frames: bool = False,
) -> Observation:
    observer = Observer(frames=frames)
    with observer.watching():
        return observer.observe("look", call, statements=statements, label=str)


@pytest.mark.parametrize("name", CASES)
def test_each_part_of_a_channel_is_compared(name: str) -> None:
    """Two calls that differ in one thing are told apart by it, and twice the same are not."""
    channel, place, make = CASES[name]
    none, one, again = (_observed(make(it), frames=channel == "frames") for it in (0, 1, 1))

    found = difference(none, one)
    assert found is not None
    assert found[:2] == (channel, place)
    assert difference(one, again) is None


@pytest.mark.parametrize(
    ("here", "there", "place"),
    [
        (["SELECT a"], ["SELECT b"], ""),
        (["SELECT a"], ["SELECT a", "SELECT b"], ""),
        (["SELECT a", "SELECT b"], ["SELECT b", "SELECT a"], ""),
    ],
    ids=["words", "how many", "order"],
)
def test_statements_are_compared(here: list[str], there: list[str], place: str) -> None:
    """What a database was asked, how often and in which order."""

    def after(sent: list[str]) -> Observation:
        asked = iter(([], sent))
        return _observed(lambda: None, statements=lambda: next(asked))

    found = difference(after(here), after(there))
    assert found is not None
    assert found[:2] == ("statements", place)


def test_what_came_before_a_call_is_not_told_by_it() -> None:
    """Records and statements of an earlier call, or of the other world, are nobody's to compare."""
    observer = Observer()
    sent = ["SELECT earlier"]

    def asked() -> list[str]:
        taken = list(sent)
        sent.clear()
        return taken

    with observer.watching():
        LOGGER.debug("earlier")
        told = observer.observe("look", lambda: None, statements=asked, label=str).told

    assert told["log"] == told["statements"] == ()


def test_a_level_is_set_back(caplog: pytest.LogCaptureFixture) -> None:
    """Whoever is watched logs as before when it is over, and is watched no more."""
    root = logging.getLogger()
    caplog.set_level(logging.WARNING)
    level, handlers = root.level, list(root.handlers)

    with Observer().watching():
        assert root.level == logging.DEBUG
        assert len(root.handlers) == len(handlers) + 1

    assert (root.level, root.handlers) == (level, handlers)


def test_labels_stand_in_every_channel() -> None:
    """What is random by design is replaced wherever it is told."""

    def observed(token: str) -> Observation:
        observer = Observer(frames=True)
        sent = iter(([], [token]))

        def call() -> object:
            LOGGER.debug(token)
            raise Told(token)

        with observer.watching():
            return observer.observe(
                "look",
                call,
                statements=lambda: next(sent),
                label=lambda text: text.replace(token, "token"),
            )

    assert difference(observed("first"), observed("other")) is None
