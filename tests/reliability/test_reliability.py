"""
The reliability runs, for a short while on each commit and for long by `make nightly` (P4).

Each run is a program of its own that prints its figures on one line. It is run again with a fault
that it has to find.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.long

HERE = Path(__file__).parent


def figures(program: str, *arguments: str) -> tuple[int, dict[str, Any]]:
    """Run one; its exit code and what it printed."""
    run = subprocess.run(
        [sys.executable, HERE / program, *arguments],
        check=False,
        capture_output=True,
        text=True,
    )
    assert run.stdout, run.stderr
    print(run.stdout)
    return run.returncode, json.loads(run.stdout)


def test_writers_that_are_killed_lose_nothing() -> None:
    """What was acknowledged is there once, in an unbroken chain, whenever a writer dies (P4)."""
    code, found = figures("kills.py", "--seconds", "20", "--kills", "100000")

    assert found["acknowledged"] > 0
    assert found["kills"] > 20
    assert (code, found["lost"], found["doubled"], found["broken"]) == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("fault", "sign"),
    [("early", "ended_by_themselves"), ("no-transaction", "lost"), ("other-key", "doubled")],
)
def test_the_kills_find_what_is_wrong(fault: str, sign: str) -> None:
    """
    Acknowledged too early, written in two parts, tried again under another key: each shows.

    What was acknowledged too early is missed by its own author, whose next version is refused.
    """
    code, found = figures(
        "kills.py", "--seconds", "60", "--submissions", "2000", "--kills", "2000", "--fault", fault
    )

    assert code == 1
    assert found[sign] > 0


def test_power_cuts_lose_nothing() -> None:
    """Whatever of the writes that were not synced is lost, torn or out of order (P4)."""
    code, found = figures("power_cuts.py", "--cuts", "300", "--steps", "8", "--every", "1")

    assert found["cuts"] == 300
    assert (code, found["lost"], found["corrupt"]) == (0, 0, 0)


@pytest.mark.parametrize(("synchronous", "sign"), [("NORMAL", "lost"), ("OFF", "corrupt")])
def test_the_power_cuts_find_what_is_wrong(synchronous: str, sign: str) -> None:
    """The usual advice for a write-ahead log loses what was acknowledged; no syncs corrupt it."""
    code, found = figures(
        "power_cuts.py",
        "--cuts",
        "300",
        "--steps",
        "8",
        "--every",
        "1",
        "--synchronous",
        synchronous,
    )

    assert code == 1
    assert found[sign] > 0


def test_no_writer_is_locked_out_and_none_starves() -> None:
    """Sixteen writers take turns; without turns some get next to nothing (P4)."""
    _, found = figures("writers.py", "--seconds", "6")
    _, without = figures("writers.py", "--seconds", "6", "--how", "no-turns")

    assert (found["writers"], found["locked"]) == (16, 0)
    # How far they are apart depends on the machine; a busy one has no say in who is next.
    assert found["apart"] < without["apart"] / 2


def test_all_that_writers_hand_in_at_once_is_there() -> None:
    """Sixteen hand in over desks: none is locked out, and what was acknowledged is there (P4)."""
    _, found = figures("writers.py", "--what", "submit", "--seconds", "3")

    assert (found["writers"], found["locked"]) == (16, 0)
    assert found["submissions"] == found["written"] > 0
    assert (found["lost"], found["doubled"], found["broken"]) == (0, 0, 0)


@pytest.mark.nightly
def test_a_million_acknowledged_under_ten_thousand_kills() -> None:
    """The whole run (P4)."""
    code, found = figures("kills.py")

    assert found["acknowledged"] >= 1_000_000
    assert found["kills"] >= 10_000
    assert code == 0


@pytest.mark.nightly
def test_ten_thousand_power_cuts() -> None:
    """The whole run (P4)."""
    code, found = figures("power_cuts.py", "--cuts", "10000")

    assert found["cuts"] == 10_000
    assert code == 0


@pytest.mark.nightly
@pytest.mark.parametrize(
    ("what", "how"), [("append", "turns"), ("append", "polled"), ("submit", "turns")]
)
def test_sixteen_writers_wait_less_than_two_seconds(what: str, how: str) -> None:
    """None waits for two seconds, and none gets twice as far as another (P4)."""
    code, found = figures("writers.py", "--seconds", "60", "--what", what, "--how", how)

    assert found["locked"] == 0
    assert code == 0
