"""Twenty seconds of killing on PostgreSQL, and what a fault in the store does to it (P4)."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from postgres_server import reason_to_skip

RUN = Path(__file__).parent / "postgres_kills.py"

pytestmark = pytest.mark.skipif(bool(reason_to_skip()), reason=reason_to_skip() or "there is one")


def killed(*arguments: str) -> tuple[int, dict[str, Any], str]:
    """Run it; its exit code, its figures and what it said besides."""
    run = subprocess.run(
        [sys.executable, str(RUN), *arguments], capture_output=True, text=True, check=False
    )
    assert run.stdout, run.stderr[-4000:]
    return run.returncode, json.loads(run.stdout), run.stderr


@pytest.mark.long
def test_nothing_acknowledged_is_lost_or_doubled() -> None:
    """Writers, connections and the server are killed for 20 s: 0 lost, 0 doubled, 0 broken."""
    code, figures, said = killed(
        *("--seconds", "20", "--submissions", "1000000", "--kills", "250000", "--every", "3")
    )

    assert (code, figures["lost"], figures["doubled"], figures["broken"]) == (0, 0, 0, 0), said
    assert figures["acknowledged"] > 0
    assert figures["servers_killed"] > 0
    assert figures["backends_killed"] > 0


@pytest.mark.long
@pytest.mark.parametrize("fault", ["early", "other-key", "no-transaction", "no-check"])
def test_a_store_with_a_fault_is_found_out(fault: str) -> None:
    """One that acknowledges too early, writes in two parts or checks no version does not pass."""
    code, figures, said = killed(
        *("--seconds", "30", "--submissions", "400", "--kills", "100", "--every", "1000"),
        *("--fault", fault),
    )

    found = figures["lost"] + figures["doubled"] + figures["broken"]
    assert code != 0
    # A writer that meets what the fault did may be refused, which ends the run.
    assert found > 0 or re.search(r"writer \d+: (PanelError|NoSuchPanel|LogBroken): ", said), said


@pytest.mark.nightly
def test_nothing_is_lost_in_many_more() -> None:
    """200,000 acknowledged under 2,000 kills of writers, and 200 outages of the server."""
    code, figures, said = killed("--submissions", "200000", "--kills", "2000")

    assert (code, figures["lost"], figures["doubled"], figures["broken"]) == (0, 0, 0, 0), said
    assert figures["acknowledged"] >= 200_000
    assert figures["kills"] >= 2_000
    assert figures["servers_killed"] >= 40
