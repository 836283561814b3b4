"""How values are written out to be compared, and what is said where they differ."""

from __future__ import annotations

import logging

import pytest

from fairscore.testing._observation import (
    _DEEPEST,
    Observation,
    _Records,
    _spelled,
    difference,
)
from fairscore.testing.blindness import Leak


class Odd:
    """A value of no sort that is known."""

    def __init__(self) -> None:
        """Hold something."""
        self.held = {"kept": {1}}


class Bare:
    """A value without anything of its own."""

    __slots__ = ()


def deep() -> object:
    """A list within lists, deeper than anybody looks."""
    value: object = "end"
    for _ in range(_DEEPEST + 3):
        value = [value]
    return value


@pytest.mark.parametrize(
    ("value", "seen"),
    [
        ({2, 1}, "set ['1', '2']"),
        ((one for one in "a"), "generator of 1"),
        (Odd(), "set ['1']"),
        (deep(), "[['end']]"),
        (Bare(), "Bare object at 0x"),
    ],
)
def test_any_value_is_written_out(value: object, seen: str) -> None:
    """Sets in a fixed order, what can be gone through, what an object holds; not without end."""
    texts = [text for _, text in _spelled(value)]

    assert any(seen in text for text in texts)


def test_causes_of_an_error_are_written_out() -> None:
    """What an exception keeps of the one before it counts as seen."""
    error = ValueError("told")
    error.__cause__ = KeyError("kept")

    texts = [text for _, text in _spelled(error)]

    assert any("kept" in text for text in texts)


def test_what_differs_is_shown_on_request() -> None:
    """The texts of both worlds stand in the message only where somebody asked for them."""
    found = Leak(
        viewer="interviewer-a",
        act="look",
        channel="value",
        place="",
        story=("1",),
        scenes=1,
        texts=("here", "there"),
        showing=True,
    )

    assert "other world: there" in str(found)


def test_what_is_there_in_one_world_alone_is_a_difference() -> None:
    """A text more, in whichever world, is told with its place and beside an empty one."""
    short = Observation(refused=False, told={"log": (("a", "1"),)})
    long = Observation(refused=False, told={"log": (("a", "1"), ("b", "2"))})

    assert difference(short, short) is None
    assert difference(short, long) == ("log", "b", "", "2")
    assert difference(long, short) == ("log", "b", "2", "")


def test_what_is_logged_is_seen_but_for_what_is_left_out() -> None:
    """A record with its level and traceback, and none of a logger that a tool leaves out."""
    records = _Records()
    records.left_out = ("driver",)
    error = KeyError("tool")
    for name in ("tool", "driver"):
        given = (name, logging.ERROR, "app.py", 1, "refused %s", (object(),))
        records.emit(logging.LogRecord(*given, (KeyError, error, None)))

    [(place, text)] = records.lines
    assert place == "tool at ERROR"
    assert "refused <object object at 0x>" in text
    assert "KeyError: 'tool'" in text
