"""What every test shares: how hard Hypothesis looks, and that nothing opens a connection."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE = Path(__file__).parent.parent / "src" / "fairscore"
LONG_MODULE = 400

# dev finds something new on each run; ci finds the same on each run, so that a
# red run can be repeated; nightly looks for long.
# None measures how quickly values are drawn: on a busy machine that is the machine's matter.
settings.register_profile(
    "dev",
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "ci",
    max_examples=100,
    deadline=None,
    derandomize=True,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "nightly",
    max_examples=2000,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile(
    os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "dev"),
)


class ConnectionOpenedError(RuntimeError):
    """A test reached for the network. Not an `OSError`, which code may expect and pass over."""


_ATTEMPTS: list[str] = []
_LOOKUPS = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr")
_ADDRESSED = ("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg")


def _refuse_network(event: str, arguments: tuple[Any, ...]) -> None:
    """Stop what would leave this process, loopback too; a socket named by a path is let through."""
    addressed = event in _ADDRESSED and isinstance(arguments[1], tuple)
    if addressed or event in _LOOKUPS:
        _ATTEMPTS.append(event)
        message = f"{event} in a test: fairscore uses no network (promise P12)"
        raise ConnectionOpenedError(message)


# An audit hook sees calls made from C as well, and no test can undo it.
sys.addaudithook(_refuse_network)


@pytest.fixture(autouse=True)
def network_attempts() -> Iterator[list[str]]:
    """Fail a test that reached for the network, even where the refusal was caught on the way."""
    _ATTEMPTS.clear()
    yield _ATTEMPTS
    attempts = list(_ATTEMPTS)
    _ATTEMPTS.clear()
    assert attempts == []


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the figures of tests, and name modules that grew long: worth a look, no fault."""
    for one in terminalreporter.getreports("passed"):
        for name, words in one.user_properties:
            if name == "figure" and one.when == "call":
                terminalreporter.write_line(str(words))
    for module in sorted(SOURCE.rglob("*.py")):
        lines = len(module.read_text(encoding="utf-8").splitlines())
        if lines > LONG_MODULE:
            name = module.relative_to(SOURCE).as_posix()
            terminalreporter.write_line(f"long module: {name} has {lines} lines")
