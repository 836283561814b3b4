"""
Fuzz the loaders, two at a time, with a line of progress for each.

    python tests/fuzz/run.py [LOADER ...] [--cases N] [--seconds S]

Run by `make fuzz`. A loader whose report is done is passed over, so that a run that
was stopped goes on where it was; naming a loader runs it anew. Exit 1 where a fault was found.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
CASES = 1_000_000
AT_A_TIME = 2
EVERY = 10.0
"""Seconds between two lines of progress."""
GRACE = 60.0
"""Seconds over its time after which a loader is stopped: it hangs."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what is asked for; 2 where it cannot be run."""
    wanted = _arguments(arguments)
    try:
        import atheris  # noqa: F401 (only whether it is there)
    except ImportError:
        print("not fuzzed: atheris has no build for this Python; use 3.11 to 3.13 on Linux")
        return 2
    sys.path.insert(0, str(HERE))
    from loaders import LOADERS
    from planted import LOADERS as PLANTED

    known = PLANTED if wanted.planted else LOADERS
    unknown = set(wanted.loaders) - set(known)
    if unknown:
        print(f"no such loader: {', '.join(sorted(unknown))}; there are {', '.join(known)}")
        return 2
    asked = wanted.loaders
    if not asked:
        asked = [one for one in known if wanted.anew or not _is_done(one, wanted)]
        for name in known.keys() - asked:
            print(f"{name}: done already")
    wanted.into.mkdir(parents=True, exist_ok=True)
    _run(list(asked), wanted)
    return _summary(wanted.loaders or list(known), wanted.into)


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Fuzz the loaders, two at a time.")
    parser.add_argument("loaders", nargs="*", help="which; all of them otherwise")
    parser.add_argument("--cases", type=int, default=CASES, help="for each loader")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="for each, at most")
    parser.add_argument("--grace", type=float, default=GRACE, help="seconds over that time")
    parser.add_argument("--planted", action="store_true", help="those with a fault to be found")
    parser.add_argument("--anew", action="store_true", help="those that are done, too")
    parser.add_argument("--into", type=Path, default=ROOT / "build" / "fuzz", help="for reports")
    return parser.parse_args(arguments)


def _run(waiting: list[str], wanted: argparse.Namespace) -> None:
    running: dict[str, subprocess.Popen[bytes]] = {}
    began: dict[str, float] = {}
    told = time.monotonic()
    while waiting or running:
        while waiting and len(running) < AT_A_TIME:
            name = waiting.pop(0)
            (wanted.into / f"{name}.json").unlink(missing_ok=True)
            running[name], began[name] = _start(name, wanted), time.monotonic()
        time.sleep(0.2)
        for name, process in list(running.items()):
            if time.monotonic() - began[name] > wanted.seconds + wanted.grace:
                process.kill()
                process.wait()
            if process.poll() is not None:
                del running[name]
                print(_line(name, wanted.into), flush=True)
        if running and time.monotonic() - told >= EVERY:
            told = time.monotonic()
            print(*(f"  {_line(name, wanted.into)}" for name in running), sep="\n", flush=True)


def _start(name: str, wanted: argparse.Namespace) -> "subprocess.Popen[bytes]":
    command = [sys.executable, str(HERE / "one.py"), name]
    command += ["--cases", str(wanted.cases), "--seconds", str(wanted.seconds)]
    command += ["--report", str(wanted.into / f"{name}.json")]
    command += ["--planted"] * wanted.planted
    # What measures coverage in tests would slow the fuzzer down, and tell nothing.
    place = {key: value for key, value in os.environ.items() if not key.startswith("COV")}
    with (wanted.into / f"{name}.log").open("wb") as log:
        return subprocess.Popen(command, cwd=ROOT, env=place, stdout=log, stderr=log)


def _report(name: str, into: Path) -> dict[str, Any]:
    try:
        plain: dict[str, Any] = json.loads((into / f"{name}.json").read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return plain


def _is_done(name: str, wanted: argparse.Namespace) -> bool:
    report = _report(name, wanted.into)
    return "dearest" in report and report["cases"] >= wanted.cases and not report["faults"]


def _line(name: str, into: Path) -> str:
    report = _report(name, into)
    if not report:
        return f"{name}: starting"
    faults = "; ".join(f"{sort}: {one['said']}" for sort, one in report["faults"].items())
    dearest = f", dearest {report['dearest']['ratio']}" if "dearest" in report else ""
    line = f"{name}: {report['cases']:,} cases in {report['seconds']} s{dearest}"
    return f"{line}; {faults or 'no fault'}"


def _summary(names: Sequence[str], into: Path) -> int:
    """A table of what every loader stood, and whether each stood it."""
    print("\n| Loader | Cases | Faults | Dearest |")
    print("| --- | ---: | ---: | ---: |")
    failed = []
    for name in names:
        report = _report(name, into)
        if "dearest" not in report:
            # It was killed, or the interpreter itself broke: libFuzzer's words are in the log.
            failed.append(name)
            print(f"| {name} | {report.get('cases', 0):,} | stopped: see build/fuzz/{name}.log | |")
            continue
        if report["faults"]:
            failed.append(name)
        ratio = report["dearest"]["ratio"]
        print(f"| {name} | {report['cases']:,} | {len(report['faults'])} | {ratio:.1f} |")
    if failed:
        print(f"\nFaults in {', '.join(failed)}; the cases are in {into}.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
