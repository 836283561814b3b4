"""
Run every check of the project, one after another, and say how each went.

Run by `make test`. A check whose tool is missing is reported as skipped with
its reason, so that a newcomer is not stopped by it; where the environment
variable FAIRSCORE_STRICT_GATES is set, as in CI, it fails instead. The tests
come last but for some fuzzing, and print as they go.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STRICT = "FAIRSCORE_STRICT_GATES"


@dataclass(frozen=True, kw_only=True)
class Gate:
    """
    One check.

    Attributes:
        name: What the summary calls it.
        module: The Python module that must be installed.
        command: Arguments after the interpreter.
        probe: Arguments of a command that shows the tool can start, if being
            installed does not show it.
    """

    name: str
    module: str
    command: tuple[str, ...]
    probe: tuple[str, ...] = ()

    def missing(self) -> str:
        """Return why the tool cannot run, or an empty string."""
        if importlib.util.find_spec(self.module) is None:
            return f"{self.module} is not installed"
        if self.probe:
            tried = run(self.probe, quiet=True)
            if tried.returncode:
                return f"{self.module} does not start: {last_line(tried)}"
        return ""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How one gate went: `passed`, `failed` or `skipped`, with the reason and the seconds."""

    gate: str
    state: str
    seconds: float = 0.0
    reason: str = ""

    def __str__(self) -> str:
        """Return the line of the summary."""
        time_taken = f"{self.seconds:6.1f} s" if self.seconds else " " * 8
        reason = f": {self.reason}" if self.reason else ""
        return f"  {self.gate:<12}{time_taken}  {self.state}{reason}"


STATIC = (
    Gate(
        name="lint",
        module="ruff",
        command=("-m", "ruff", "check", "--quiet", "--output-format=concise", "."),
    ),
    Gate(
        name="format",
        module="ruff",
        command=("-m", "ruff", "format", "--check", "--diff", "--quiet", "."),
    ),
    Gate(name="mypy", module="mypy", command=("-m", "mypy", "--no-error-summary")),
    Gate(
        name="pyright",
        module="pyright",
        command=("-m", "pyright", "--warnings"),
        # Its package brings the checker; a Node.js to run it may be absent.
        probe=("-m", "pyright", "--version"),
    ),
    Gate(
        name="imports",
        module="importlinter",
        command=(
            "-c",
            "from importlinter.cli import lint_imports_command as run; run()",
            "--no-logo",
        ),
    ),
    Gate(
        name="changes",
        module="towncrier",
        command=("-m", "towncrier", "build", "--draft", "--version", "next"),
    ),
)

TESTS = Gate(
    name="tests",
    module="pytest",
    command=(
        "-m",
        "pytest",
        "-n",
        "2",
        "--dist",
        "loadfile",
        "--cov",
        "--cov-report=term-missing:skip-covered",
        "-m",
        "not nightly and not long",
    ),
)

LONG = Gate(
    name="long tests",
    module="pytest",
    command=(
        *("-m", "pytest", "-n", "2", "--dist", "load", "--maxschedchunk", "1"),
        *("-m", "long and not nightly"),
    ),
)
"""One at a time to whoever is free: a file as a whole would leave one of the two waiting."""

FUZZ = Gate(
    name="fuzz",
    module="atheris",
    command=(
        *("tests/fuzz/run.py", "--anew", "--into", "build/fuzz-short"),
        *("--seconds", "15" if os.environ.get(STRICT) else "6"),
    ),
)
"""A newcomer waits for less of it than CI does."""


def run(arguments: tuple[str, ...], *, quiet: bool) -> subprocess.CompletedProcess[str]:
    """Run the interpreter of this environment; quiet keeps the output for later."""
    place = dict(os.environ, PYRIGHT_PYTHON_IGNORE_WARNINGS="1", PYTHONUNBUFFERED="1")
    # Tools that look for a command, as pyright does for Node.js, find this environment's first.
    place["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{place.get('PATH', '')}"
    if not (shutil.which("initdb") or any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))):
        # Its tests are skipped, and the summary counts them; so its modules cannot be reached.
        place["FAIRSCORE_UNREACHED"] = "*/stores/*postgres*"
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=place,
        check=False,
        text=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE if quiet else None,
        stderr=subprocess.STDOUT if quiet else None,
    )


def last_line(done: subprocess.CompletedProcess[str]) -> str:
    """Return the last line a command printed that holds anything."""
    lines = [line.strip() for line in (done.stdout or "").splitlines() if line.strip()]
    return lines[-1] if lines else f"exit {done.returncode}"


def check(gate: Gate, *, strict: bool, quiet: bool) -> Outcome:
    """Run one gate; a quiet one shows its output only when it fails."""
    print(f"{gate.name} ...", flush=True)
    reason = gate.missing()
    if reason:
        return Outcome(gate=gate.name, state="failed" if strict else "skipped", reason=reason)
    start = time.monotonic()
    done = run(gate.command, quiet=quiet)
    seconds = time.monotonic() - start
    if done.returncode and quiet:
        print(done.stdout, flush=True)
    state = "failed" if done.returncode else "passed"
    return Outcome(gate=gate.name, state=state, seconds=seconds)


def main() -> int:
    """Run the gates; exit 0 when none failed."""
    parser = argparse.ArgumentParser(description="Run every check of the project.")
    parser.add_argument("--without-tests", action="store_true", help="all but the tests")
    arguments = parser.parse_args()
    strict = bool(os.environ.get(STRICT))

    outcomes = [check(gate, strict=strict, quiet=True) for gate in STATIC]
    print("\nChecks before the tests:", *outcomes, "", sep="\n", flush=True)
    if not arguments.without_tests:
        outcomes.append(check(TESTS, strict=strict, quiet=False))
        outcomes.append(check(LONG, strict=strict, quiet=False))
        outcomes.append(check(FUZZ, strict=strict, quiet=True))
        print("", *outcomes[-3:], sep="\n", flush=True)

    failed = [outcome.gate for outcome in outcomes if outcome.state == "failed"]
    skipped = [outcome.gate for outcome in outcomes if outcome.state == "skipped"]
    if failed:
        print(f"\nThese checks failed: {', '.join(failed)}.")
    elif skipped:
        print(f"\nEvery check that could run is fine; not run: {', '.join(skipped)}.")
    else:
        print("\nEvery check is fine.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
