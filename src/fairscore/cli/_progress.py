"""How far a long command has come, told on a terminal alone."""

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from rich.live import Live

__all__ = ["Progress"]

_AFTER: Final = 1.0
"""Seconds without a word: who waits less needs none."""
_EVERY: Final = 0.2

T = TypeVar("T")


class Progress:
    """
    Counts what goes by. After a second it says so on stderr, if that is a terminal.

    It has no thread: what is told is as old as the last thing that went by.
    """

    def __init__(self, done: str, *, clock: Callable[[], float] = time.monotonic) -> None:
        """Say `done` behind the number."""
        self._done = done
        self._clock = clock
        self._next = clock() + _AFTER
        self._is_watched = sys.stderr.isatty()
        self._live: Live | None = None

    def each(self, things: Iterable[T]) -> Iterator[T]:
        """Pass things on, and tell how many have gone by."""
        try:
            for number, thing in enumerate(things, start=1):
                yield thing
                if self._is_watched and self._clock() >= self._next:
                    self._next = self._clock() + _EVERY
                    self._tell(f"{number} {self._done}")
        finally:
            self.pause()

    def counter(self) -> Callable[[int, int], None]:
        """Be told how many have gone by, and of how many."""

        def told(done: int, of: int) -> None:
            if self._is_watched and self._clock() >= self._next:
                self._next = self._clock() + _EVERY
                self._tell(f"{done} of {of} {self._done}")

        return told

    def pause(self) -> None:
        """Take the line away, before something else is written to the terminal."""
        if self._live:
            self._live.stop()
            self._live = None

    def _tell(self, line: str) -> None:
        from rich.console import Console
        from rich.live import Live
        from rich.text import Text

        if self._live is None:
            self._live = Live(
                console=Console(file=sys.stderr),
                transient=True,
                auto_refresh=False,
                redirect_stdout=False,
                redirect_stderr=False,
            )
            self._live.start()
        self._live.update(Text(line), refresh=True)
