"""
The command `fairscore`.

Exit 0: nothing to report. 1: findings or problems. 2: not used as it is meant. What a command is
asked for goes to stdout, what it has to say about that to stderr.
"""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress

__all__ = ["main"]

_EXTRA = {"rich", "typer"}
_NOT_INSTALLED = 'fairscore needs more to run as a command: pip install "fairscore-hiring[cli]"'


def main(arguments: Sequence[str] | None = None) -> None:
    """
    Run the command and leave with its exit code.

    Args:
        arguments: What stands behind `fairscore`; None takes it from the command line.

    Raises:
        SystemExit: Always, with 0, 1 or 2.
    """
    _speak_utf8()
    try:
        _run(arguments)
    except BrokenPipeError:
        # Whoever read has seen enough; typer leaves in the same way.
        _give_up_stdout()
        raise SystemExit(1) from None
    except Exception as error:
        if not (line := _in_a_line(error)):
            raise
        # Where stderr cannot be written to either, the exit code alone says it.
        with suppress(OSError):
            sys.stderr.write(f"{line}\n")
    raise SystemExit(2)


def _run(arguments: Sequence[str] | None) -> None:
    from typer.main import get_command

    from fairscore.cli._app import app

    try:
        # Not `app()`: that writes to every exception on its way, and ours are frozen.
        get_command(app)(args=arguments, prog_name="fairscore")
    finally:
        # What is still on its way fails here, where it can be told, or not at all.
        if sys.stdout is not None:
            sys.stdout.flush()


def _in_a_line(error: Exception) -> str:
    """What went wrong, where a person can do something about it; empty for a fault of ours."""
    if isinstance(error, ImportError) and (error.name or "").partition(".")[0] in _EXTRA:
        return _NOT_INSTALLED
    if isinstance(error, OSError) and error.filename is None:
        # Files are opened by their names, and each command tells of its own: this is stdout.
        _give_up_stdout()
        return f"stdout: {error.strerror}"
    from fairscore.errors import FairscoreError

    return str(error) if isinstance(error, FairscoreError) else ""


def _give_up_stdout() -> None:
    """Let go of what could not be written: the interpreter would try again on its way out."""
    out = sys.stdout.fileno()
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, out)
    os.close(nothing)


def _speak_utf8() -> None:
    """What goes to a file or a pipe is UTF-8 everywhere; a terminal keeps its own encoding."""
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            encoding = None if stream.isatty() else "utf-8"
            reconfigure(encoding=encoding, errors="backslashreplace")
