"""PostgreSQL for the tests: a server of their own, on a socket, started and stopped by them."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import closing, suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

# The account that Debian's package makes: the server refuses to run as root.
ACCOUNT = "postgres"
OWNER = "owner"
PATIENCE = 60.0
# What the tests need not have kept when the power goes.
QUICK = "fsync = off\nfull_page_writes = off\n"


def programs() -> Path | None:
    """Where the server's programs are: those on PATH, or the newest that Debian put elsewhere."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    places = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(places, key=lambda one: float(one.parts[-3]), default=None)
    return newest and newest.parent


class Server:
    """
    A server with one superuser, `owner`.

    Attributes:
        folder: Holds its data, its socket and its log.
        data: Its data.
        log: What it wrote of itself.
    """

    def __init__(self, settings: str = "") -> None:
        """Make its files and start it."""
        found = programs()
        assert found is not None
        self._programs = found
        self._process: subprocess.Popen[bytes] | None = None
        self._guard: subprocess.Popen[bytes] | None = None
        self.folder = Path(tempfile.mkdtemp(prefix="pg-"))
        self.log = self.folder / "log"
        self.data = self.folder / "data"
        if account():
            shutil.chown(self.folder, ACCOUNT)
        subprocess.run(
            [
                *(found / "initdb", "-D", self.data, "-U", OWNER, "-A", "trust"),
                *("--no-sync", "-E", "UTF8", "--locale=C.UTF-8"),
            ],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd="/",
            **account(),
        )
        with (self.data / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.write(f"listen_addresses = ''\nunix_socket_directories = '{self.folder}'\n")
            file.write(settings)
        self.start()

    def address(self, database: str = "postgres", user: str = OWNER) -> str:
        """Address of a database, over the socket."""
        return f"postgresql://{user}@/{database}?host={self.folder}"

    def start(self) -> None:
        """Start it and wait until it answers."""
        # As our own child, so that we learn of its end: not every machine's first process does.
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [self._programs / "postgres", "-D", self.data],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                start_new_session=True,
                **account(),
            )
        # Stops it when we are gone without having stopped it: its input ends then.
        self._guard = subprocess.Popen(
            ["/bin/sh", "-c", "read -r _; kill -QUIT $0", str(self._process.pid)],
            stdin=subprocess.PIPE,
            start_new_session=True,
        )
        end = time.monotonic() + PATIENCE
        while not self._answers():
            assert self._process.poll() is None, self.log.read_text(encoding="utf-8")[-2000:]
            assert time.monotonic() < end
            time.sleep(0.02)

    def stop(self) -> None:
        """Stop it without waiting for its clients, and remove its files."""
        assert self._process
        self._dismiss()
        self._process.send_signal(signal.SIGQUIT)
        self._process.wait(PATIENCE)
        shutil.rmtree(self.folder)

    def kill(self) -> None:
        """Kill the server and every process of it at one moment."""
        assert self._process
        self._dismiss()
        # Stopped first, so that it starts no process that nobody kills.
        self._process.send_signal(signal.SIGSTOP)
        children = self.children()
        for one in [*children, self._process.pid]:
            with suppress(ProcessLookupError):
                os.kill(one, signal.SIGKILL)
        self._process.wait(PATIENCE)
        end = time.monotonic() + PATIENCE
        while any(map(_runs, children)):
            assert time.monotonic() < end
            time.sleep(0.01)

    def _dismiss(self) -> None:
        """Let the guard go before the process that it knows by its number."""
        assert self._guard
        self._guard.kill()
        self._guard.communicate()

    def children(self) -> list[int]:
        """Processes that the server started: one a client, and its own."""
        assert self._process
        task = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children")
        return [int(one) for one in task.read_text(encoding="utf-8").split()]

    def backends(self) -> list[int]:
        """Those of its processes that serve a client each."""
        found = []
        for one in self.children():
            with suppress(FileNotFoundError, ProcessLookupError):
                if b"[local]" in Path(f"/proc/{one}/cmdline").read_bytes():
                    found.append(one)
        return found

    def _answers(self) -> bool:
        ready = subprocess.run(
            [self._programs / "pg_isready", "-q", "-h", self.folder], check=False, cwd="/"
        )
        return ready.returncode == 0


def _runs(process: int) -> bool:
    """Whether a process has not ended yet; nobody may ask for the outcome of an orphan."""
    try:
        stat = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
    except (FileNotFoundError, ProcessLookupError):  # The second: it ended while we read.
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


def account() -> dict[str, Any]:
    """Whom to run it as: ourselves, unless that is root."""
    return {"user": ACCOUNT, "group": ACCOUNT} if os.geteuid() == 0 else {}


def reason_to_skip() -> str:
    """Why there is no server here; nothing where there is one."""
    if programs() is None:
        return "PostgreSQL is not installed"
    try:
        import_module("psycopg")
    except ImportError:
        return "psycopg finds no libpq"
    return ""


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    """One server for the tests of this process, which does not wait for the disk."""
    if reason := reason_to_skip():
        pytest.skip(reason)
    server = Server(QUICK)
    yield server
    server.stop()


@pytest.fixture(scope="session")
def postgres(postgres_server: Server) -> str:
    """Address of a database with the tables in it, for tests that keep to tenants of their own."""
    from fairscore.stores import PostgreSQL

    with closing(PostgreSQL(postgres_server.address())) as store:
        store.migrate()
    return postgres_server.address()
