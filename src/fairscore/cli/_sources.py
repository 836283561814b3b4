"""Which documents a command is pointed at: files, folders and stdin, each of them once."""

import os
import re
import stat
import sys
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import attrs

from fairscore._tree import MAX_BYTES
from fairscore.document import KINDS

__all__ = ["STDIN", "Source", "again", "kinds_in", "sources"]

STDIN = "-"
"""The argument that stands for stdin."""

_ENDINGS = {".json", ".yaml", ".yml"}
_KIND = re.compile(
    rb"""kind["']?\s*:\s*["']?(%s)["']?\s*(?:[,}#\r\n]|\Z)""" % "|".join(KINDS).encode()
)
_BEFORE = re.compile(rb"""(?:^|[{,]\s*)["']?\Z""", re.MULTILINE)
_LOOK_BACK = 200


@attrs.frozen(kw_only=True)
class Source:
    """
    One text to check.

    Attributes:
        name: What to call it: the path as it was given, or what stdin was named.
        data: The text, no more of it than what is looked at.
        error: Why it could not be read; empty where it was.
        is_named: Whether the name says which format it has.
        is_file: Whether the name is a path from which it can be read again.
    """

    name: str
    data: bytes = attrs.field(default=b"", repr=False)
    error: str = ""
    is_named: bool = True
    is_file: bool = False

    @property
    def without_data(self) -> "Source":
        """The same with its name alone, where `again` can read it by that."""
        return attrs.evolve(self, data=b"") if self.is_file else self


def sources(paths: Sequence[str], *, stdin_name: str = "") -> Iterator[Source]:
    """
    Every document there, in the order of the arguments, each once, read when its turn comes.

    A file that is given is taken whatever it is. In a folder those are taken that say they are
    ours, a folder's own files before its folders, by name. Links to folders are not followed.
    """
    given: dict[str, str] = {}
    for one in paths:
        given.setdefault(one if one == STDIN else os.path.realpath(one), one)
    for real, one in given.items():
        if one == STDIN:
            yield _stdin(stdin_name)
        elif Path(one).is_dir():
            yield from _below(Path(one), given.keys() - {real})
        else:
            yield _read(Path(one))


def again(source: Source) -> Source:
    """Read a source that was kept without its data."""
    return _read(Path(source.name)) if source.is_file else source


def _stdin(name: str) -> Source:
    try:
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
    except OSError as error:
        return Source(name=name or "<stdin>", error=_reason(error))
    return Source(name=name or "<stdin>", data=data, is_named=bool(name))


def _below(folder: Path, elsewhere: Collection[str]) -> Iterator[Source]:
    """Our documents in a folder, but for what is given itself and has a turn of its own."""
    failed: list[OSError] = []
    for here, folders, names in os.walk(folder, onerror=failed.append):
        folders[:] = [name for name in sorted(folders) if _is_wanted(Path(here, name), elsewhere)]
        for name in sorted(names):
            path = Path(here, name)
            if path.suffix.lower() in _ENDINGS and _is_wanted(path, elsewhere):
                source = _read(path, only_regular=True)
                if source.error or kinds_in(source.data):
                    yield source
    for error in failed:
        yield Source(name=str(error.filename), error=_reason(error))


def _is_wanted(path: Path, elsewhere: Collection[str]) -> bool:
    if path.name.startswith("."):
        return False
    return not elsewhere or os.path.realpath(path) not in elsewhere


def _read(path: Path, *, only_regular: bool = False) -> Source:
    try:
        if only_regular and not stat.S_ISREG(path.stat().st_mode):
            # A pipe that nobody writes to would keep us waiting.
            return Source(name=str(path))
        with path.open("rb") as file:
            return Source(name=str(path), data=file.read(MAX_BYTES + 1), is_file=True)
    except OSError as error:
        return Source(name=str(path), error=_reason(error))


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__


def kinds_in(data: bytes) -> set[str]:
    """The kinds of our documents that a text says it is; it may be broken all the same."""
    return {
        found[1].decode()
        for found in _KIND.finditer(data)
        if _BEFORE.search(data[max(0, found.start() - _LOOK_BACK) : found.start()])
    }
