"""Sixteen writers to one PostgreSQL, for a short while on each commit, and nightly for longer."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from postgres_server import reason_to_skip

RUN = Path(__file__).parent / "postgres_writers.py"
HOWS = ("own-panel", "one-panel", "desk")

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(bool(reason_to_skip()), reason=reason_to_skip() or "there is one"),
]


def figures(how: str, *arguments: str) -> tuple[int, dict[str, Any]]:
    """Run it in one way; its exit code and its figures."""
    run = subprocess.run(
        [sys.executable, str(RUN), "--how", how, *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.stdout, run.stderr[-4000:]
    print(run.stdout)
    return run.returncode, json.loads(run.stdout)


@pytest.mark.parametrize("how", HOWS)
def test_no_writer_meets_a_conflict_and_nothing_is_lost(how: str) -> None:
    """Sixteen write without a pause; no conflict reaches one, and each write is there once (P4)."""
    _, found = figures(how, "--seconds", "2")

    assert found["writers"] == 16
    assert found["written"] > 0
    assert (found["conflicts"], found["lost"], found["doubled"]) == (0, 0, 0)


@pytest.mark.parametrize(
    ("fault", "sign"),
    [
        ("early", "lost"),
        ("twice", "doubled"),
        ("no-lock", "conflicts"),
        ("slow", "longest_wait"),
        ("ends", "writers"),
    ],
)
def test_the_writers_find_what_is_wrong(fault: str, sign: str) -> None:
    """A write not made or made twice, a lock not taken, a long wait, a writer that ends: seen."""
    code, found = figures("one-panel", "--seconds", "1", "--fault", fault)

    assert code == 1
    assert sign in found["wrong"]


@pytest.mark.nightly
@pytest.mark.parametrize("how", HOWS)
def test_sixteen_writers_wait_less_than_two_seconds(how: str) -> None:
    """None waits for two seconds, and none gets twice as far as another (P4)."""
    code, found = figures(how, "--seconds", "60")

    assert (code, found["wrong"]) == (0, [])
