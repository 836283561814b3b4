"""
Turns: those who write to one file go one after another, and nobody is passed over for long.

SQLite lets a writer wait by trying again and again, so that among many one can starve until it
gives up. Two locks on files beside the database stand in front of that. Whoever wants a turn first
waits to be next, and whoever is next waits for the turn alone: so a writer that has just ended its
turn cannot take the next one from those who wait. The system ends both with the process that holds
them.
"""

import importlib
import os
import secrets
import time
from collections.abc import Generator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

__all__ = ["Turns"]

# Where no lock can be waited for (Windows), one tries again after a random while.
_WAITING: Any = importlib.import_module("fcntl") if find_spec("fcntl") else None
_TRYING: Any = importlib.import_module("msvcrt") if find_spec("msvcrt") else None
_MOST_MICROSECONDS = 4000


class Turns:
    """One caller's place among all who write to a file; each thread needs one of its own."""

    def __init__(self, path: Path) -> None:
        """
        Open the locks beside a file.

        Raises:
            OSError: They cannot be made there.
        """
        self._next = _opened(path.with_name(f"{path.name}.next"))
        self._turn = _opened(path.with_name(f"{path.name}.turn"))

    @contextmanager
    def taken(self) -> Generator[None]:
        """Wait for a turn, have it, and end it."""
        _take(self._next)
        try:
            _take(self._turn)
        finally:
            _leave(self._next)
        try:
            yield
        finally:
            _leave(self._turn)

    def close(self) -> None:
        """Close the locks."""
        os.close(self._next)
        os.close(self._turn)


def _opened(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT, 0o666)


def _take(lock: int) -> None:
    if _WAITING:
        _WAITING.flock(lock, _WAITING.LOCK_EX)
        return
    while not _tried(lock):
        time.sleep(secrets.randbelow(_MOST_MICROSECONDS) / 1e6)


def _tried(lock: int) -> bool:
    try:
        _TRYING.locking(lock, _TRYING.LK_NBLCK, 1)
    except OSError:
        return False
    return True


def _leave(lock: int) -> None:
    if _WAITING:
        _WAITING.flock(lock, _WAITING.LOCK_UN)
    else:
        _TRYING.locking(lock, _TRYING.LK_UNLCK, 1)
