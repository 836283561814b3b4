"""
As `kills.py`, on PostgreSQL, whose own processes are ended and killed under the writers as well.

A server of its own is started, which waits for the disk as it does by default. After every few
writers, one process of the server is ended, or killed (which makes the server drop every connection
and recover), or the whole server is killed and started again. Writers then ask again with the same
key. At the end the server is killed once more, and what it recovers is compared.

    python tests/reliability/postgres_kills.py --submissions 200000 --kills 2000
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
from contextlib import closing, suppress
from pathlib import Path

import attrs
from kills import FAULTS, run

from fairscore.stores import PostgreSQL

sys.path.append(str(Path(__file__).parent.parent / "support"))

from postgres_server import Server, reason_to_skip

WRITERS = 16


@attrs.define
class ServerOutages:
    """The server fails in one of three ways, in turn; the worst is the rarest."""

    server: Server
    draw: random.Random
    every: int
    ended: int = 0
    killed: int = 0
    servers_killed: int = 0

    def after(self, kills: int) -> None:
        """After every so many writers."""
        if kills % self.every:
            return
        number = kills // self.every
        if number % 4 == 0:
            self.last()
        elif backends := self.server.backends():
            # It may have gone with its writer meanwhile.
            with suppress(ProcessLookupError):
                sort = signal.SIGKILL if number % 4 == 2 else signal.SIGTERM
                os.kill(self.draw.choice(backends), sort)
                self.killed += sort == signal.SIGKILL
                self.ended += sort == signal.SIGTERM

    def last(self) -> None:
        """Kill the whole server. It may be recovering from the last outage: that ends as well."""
        self.server.kill()
        self.server.start()
        self.servers_killed += 1

    def figures(self) -> dict[str, int]:
        """What failed how often."""
        return {
            "connections_ended": self.ended,
            "backends_killed": self.killed,
            "servers_killed": self.servers_killed,
        }


def main() -> int:
    """Read what is asked, and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--submissions", type=int, default=200_000)
    parser.add_argument("--kills", type=int, default=2_000)
    parser.add_argument("--writers", type=int, default=WRITERS)
    parser.add_argument(
        "--every", type=int, default=10, help="writers killed from outage to outage"
    )
    parser.add_argument("--seconds", type=float, default=float("inf"), help="end after so long")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--fault", choices=FAULTS, default="")
    asked = parser.parse_args()
    if reason := reason_to_skip():
        parser.error(reason)
    server = Server()
    try:
        with closing(PostgreSQL(server.address())) as store:
            store.migrate()
        draw = random.Random(asked.seed)  # noqa: S311 (what is killed is no secret)
        outages = ServerOutages(server, draw, asked.every)
        return run(asked, [f"postgresql:{server.address()}"], outages)
    finally:
        server.stop()


if __name__ == "__main__":
    raise SystemExit(main())
