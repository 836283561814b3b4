"""Observation: everything a person can tell from one call of a tool, spelled out to compare."""

import enum
import logging
import re
import traceback
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from datetime import date
from typing import Any, Literal, TypeAlias

import attrs

__all__ = ["Channel", "Observation", "Observer", "difference", "without_values"]

Channel = Literal["value", "error", "repr", "log", "statements", "frames"]
"""By what something can be told; size, count, order, ids and times are parts of a value."""

Lines: TypeAlias = tuple[tuple[str, str], ...]
"""Places within something, each with its text."""

CHANNELS: tuple[Channel, ...] = ("error", "value", "repr", "log", "statements", "frames")
_ADDRESS = re.compile(r"0x[0-9a-f]{6,}")
_VALUE = re.compile(r"[xX]?'(?:[^']|'')*'|\b\d+(?:\.\d+)?\b")
_DEEPEST = 12


@attrs.frozen(kw_only=True)
class Observation:
    """
    What one person could tell from one call.

    Attributes:
        refused: Whether the call raised.
        told: For each channel, its places and their texts.
    """

    refused: bool
    told: Mapping[Channel, Lines] = attrs.field(repr=False)


class _Records(logging.Handler):
    """Keeps what is logged, at any level."""

    def __init__(self) -> None:
        super().__init__(level=logging.NOTSET)
        self.lines: list[tuple[str, str]] = []
        self.left_out: tuple[str, ...] = ()

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one record, with its traceback where it has one."""
        if record.name in self.left_out:
            return
        text = self.format(record)
        self.lines.append((f"{record.name} at {record.levelname}", _ADDRESS.sub("0x", text)))


@attrs.define
class Observer:
    """
    Watches calls of the tools of both worlds.

    Attributes:
        frames: Whether the locals of an exception's frames are looked at, as crash reports print
            them.
        calls: How often each method was called, and how often it refused.
        last: The exception that each refused with last.
    """

    frames: bool = False
    # Quiet: a frame of this class is among those of a refusal.
    calls: dict[str, list[int]] = attrs.field(factory=dict[str, list[int]], init=False, repr=False)
    last: dict[str, Exception] = attrs.field(factory=dict[str, Exception], init=False, repr=False)
    _records: _Records = attrs.field(factory=_Records, init=False)

    @contextmanager
    def watching(self, *, left_out: tuple[str, ...] = ()) -> Generator[None, None, None]:
        """Take in what is logged, at DEBUG, for as long as this is open, but by some loggers."""
        self._records.left_out = left_out
        root = logging.getLogger()
        level = root.level
        root.addHandler(self._records)
        root.setLevel(logging.DEBUG)
        try:
            yield
        finally:
            root.setLevel(level)
            root.removeHandler(self._records)

    def observe(
        self,
        name: str,
        call: Callable[[], object],
        *,
        statements: Callable[[], Iterable[str]],
        label: Callable[[str], str],
    ) -> Observation:
        """
        Make a call, and note all that whoever makes it could tell.

        Args:
            name: What is called.
            call: The call.
            statements: What was sent to the database since this was last asked.
            label: Replaces what is random by design with a label.

        Returns:
            The observation.
        """
        counts = self.calls.setdefault(name, [0, 0])
        counts[0] += 1
        list(statements())
        self._records.lines.clear()
        told: dict[Channel, Lines] = {}
        refused = False
        try:
            value = call()
        except Exception as error:  # noqa: BLE001 (whatever a tool raises, a person can tell)
            refused = True
            counts[1] += 1
            self.last[name] = error
            told["error"] = tuple(_spelled_error(error))
            if self.frames:
                told["frames"] = tuple(_frames(error))
        else:
            told["value"] = tuple(_spelled(value))
            told["repr"] = (("", _ADDRESS.sub("0x", repr(value))),)
        told["log"] = tuple(self._records.lines)
        told["statements"] = tuple(("", one) for one in statements())
        return Observation(
            refused=refused,
            told={
                channel: tuple((place, label(text)) for place, text in lines)
                for channel, lines in told.items()
            },
        )


def difference(one: Observation, other: Observation) -> tuple[Channel, str, str, str] | None:
    """The first channel and place where two observations differ, with both texts; None if none."""
    for channel in CHANNELS:
        here, there = one.told.get(channel, ()), other.told.get(channel, ())
        if here == there:
            continue
        for (place, text), (place_there, text_there) in zip(here, there, strict=False):
            if (place, text) != (place_there, text_there):
                return channel, place, text, text_there
        longer = max(here, there, key=len)
        place, text = longer[min(len(here), len(there))]
        more_here = len(here) > len(there)
        return channel, place, text if more_here else "", "" if more_here else text
    return None


def without_values(statement: str) -> str:
    """
    Leave the values out of an SQL statement, for drivers that trace statements with them.

    Example:
        >>> without_values("SELECT body FROM bodies WHERE tenant = 'acme' AND version > 12")
        'SELECT body FROM bodies WHERE tenant = ? AND version > ?'
    """
    return _VALUE.sub("?", statement)


def _spelled(value: Any, place: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:  # noqa: ANN401, C901, PLR0912 (a value of any sort; one case a sort)
    """A value as places and texts: what stands in it, in which order, and of which type."""
    kind: type[object] = type(value)  # pyright: ignore[reportUnknownVariableType]
    if value is None or isinstance(value, (bool, int, float, str, bytes, date, enum.Enum)):
        yield place, repr(value)
    elif depth > _DEEPEST:
        yield place, _ADDRESS.sub("0x", repr(value))
    elif isinstance(canonical := getattr(value, "canonical", None), bytes):
        yield place, f"{kind.__name__} {canonical!r}"
    elif callable(dumped := getattr(value, "model_dump_json", None)):
        yield place, f"{kind.__name__} {dumped()}"
    elif isinstance(value, BaseException):
        yield from _spelled_error(value, place, depth)
    elif attrs.has(kind):
        yield place, kind.__name__
        for field in attrs.fields(kind):
            yield from _spelled(getattr(value, field.name), f"{place}.{field.name}", depth + 1)
    elif isinstance(value, Mapping):
        yield place, f"{kind.__name__} of {len(value)}"  # pyright: ignore[reportUnknownArgumentType]
        for key, item in value.items():  # pyright: ignore[reportUnknownVariableType]
            yield from _spelled(item, f"{place}[{key!r}]", depth + 1)
    elif isinstance(value, AbstractSet):
        yield place, f"{kind.__name__} {sorted(map(repr, value))}"  # pyright: ignore[reportUnknownArgumentType]
    elif isinstance(value, Iterable):
        items = list(value)  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]
        yield place, f"{kind.__name__} of {len(items)}"  # pyright: ignore[reportUnknownArgumentType]
        for index, item in enumerate(items):  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]
            yield from _spelled(item, f"{place}[{index}]", depth + 1)
    else:
        yield place, _ADDRESS.sub("0x", repr(value))
        if fields := {**_slots(value), **getattr(value, "__dict__", {})}:
            yield from _spelled(fields, place, depth + 1)


def _slots(value: object) -> dict[str, Any]:
    """What an object holds in slots, as a dataclass may: its repr need not show it."""
    slots = (vars(one).get("__slots__", ()) for one in type(value).__mro__)
    names = [name for some in slots for name in ((some,) if isinstance(some, str) else some)]
    return {name: getattr(value, name) for name in names if hasattr(value, name)}


def _spelled_error(
    error: BaseException, place: str = "", depth: int = 0
) -> Iterator[tuple[str, str]]:
    yield place, f"{type(error).__module__}.{type(error).__qualname__}: {error}"
    yield f"{place}.repr", _ADDRESS.sub("0x", repr(error))
    yield from _spelled(error.args, f"{place}.args", depth + 1)
    yield from _spelled(dict(vars(error)), place, depth + 1)
    for name in ("__cause__", "__context__"):
        other = getattr(error, name)
        if other is not None and depth <= _DEEPEST:
            yield from _spelled_error(other, f"{place}.{name}", depth + 1)


def _frames(error: BaseException) -> Iterator[tuple[str, str]]:
    """Names and values in the frames that an exception went through, as crash reports show them."""
    yield from _locals(traceback.TracebackException.from_exception(error, capture_locals=True))


def _locals(told: traceback.TracebackException) -> Iterator[tuple[str, str]]:
    """Those of the error, then of its cause, of what it followed, and of those in a group."""
    for frame in told.stack:
        if frame.filename == __file__:
            continue
        for name, text in (frame.locals or {}).items():
            yield f"{frame.name}: {name}", _ADDRESS.sub("0x", text)
    for other in (told.__cause__, told.__context__, *(told.exceptions or ())):
        if other is not None:
            yield from _locals(other)
