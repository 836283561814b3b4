"""
Fuzz one loader, and leave a report.

    python tests/fuzz/one.py LOADER [--cases N] [--seconds S] [--report FILE] [--planted]

An exception that is not one of our own is a fault. The run goes on after it, each sort of fault is
kept once, and the exit is 1. The dearest cases are kept too; `weigh.py` takes over at the end and
says what they cost where nothing watches.
"""

import argparse
import base64
import gc
import json
import os
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Sequence
from pathlib import Path

import atheris

BEGAN = time.monotonic()
"""Before the slow part, which is making everything ready to be watched: it counts as well."""
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
# What is imported in here is watched by the fuzzer: it sees which way each case takes.
with atheris.instrument_imports(include=["fairscore", "yaml", "planted"]):
    import loaders
    import planted
    from cost import Yardstick, spent
    from drawing import DRAWN, case

    from fairscore.errors import FairscoreError

MOST_FAULTS = 20
KEPT = 10
"""So many of the dearest cases are kept."""
LONGEST = 2_048
"""Bytes of a case; those that are grown get larger."""
TELL_EVERY = 1.0
SUSPICIOUS = 1.0
FOR_WEIGHING = 1.0
"""Seconds that are kept for it, so that a loader takes the time that it was given and no more."""


class Run:
    """One run over one loader."""

    def __init__(self, name: str, loader: "loaders.Loader", wanted: argparse.Namespace) -> None:
        """Measure the yardstick and begin."""
        self.name, self.loader, self.wanted = name, loader, wanted
        self.words = loader.words()
        self.yardstick = Yardstick.of(loader)
        self.cases = self.refused = 0
        self.dear: list[tuple[float, bytes]] = []
        self.threshold = SUSPICIOUS
        self.faults: dict[str, dict[str, object]] = {}
        self.told = BEGAN

    def one(self, data: bytes) -> None:
        """Look at one case."""
        text = case(data, shape=self.loader.shape, words=self.words)
        before = time.thread_time_ns()
        try:
            self.loader.run(text)
        except FairscoreError:
            self.refused += 1
        except Exception as error:  # noqa: BLE001 (finding these is what this is for)
            self.fault(error, text)
        self.weigh(text, (time.thread_time_ns() - before) / 1e9)
        self.cases += 1
        if self.cases % 64 == 0 or self.cases == self.wanted.cases:
            self.pace()

    def weigh(self, text: bytes, seconds: float) -> None:
        """Keep the dearest cases; what looks dear is measured again before it counts."""
        usual = self.yardstick.at(text)
        if seconds / usual <= self.threshold:
            return
        ratio = spent(self.loader.run, text, 3) / usual
        if ratio > self.threshold:
            self.dear = sorted([*self.dear, (ratio, text)], reverse=True)[:KEPT]
            if len(self.dear) == KEPT:
                self.threshold = self.dear[-1][0]

    def fault(self, error: Exception, text: bytes) -> None:
        """Keep an exception that is none of ours, by its type and the line that raised it."""
        *_, last = traceback.extract_tb(error.__traceback__)
        place = f"{Path(last.filename).name}:{last.lineno}"
        self.keep(f"{type(error).__name__} at {place}", str(error)[:200], text)

    def keep(self, sort: str, said: str, text: bytes) -> None:
        """Keep one case of each sort of fault, the shortest."""
        known = self.faults.get(sort)
        if known is None or len(text) < known["size"]:
            if known is None and len(self.faults) >= MOST_FAULTS:
                return
            coded = base64.b64encode(text).decode()
            self.faults[sort] = {"said": said, "size": len(text), "text": coded}

    def pace(self) -> None:
        """Tell how far it is, and stop when it is done."""
        now = time.monotonic()
        seconds = now - BEGAN
        is_done = self.cases >= self.wanted.cases or seconds >= self.wanted.seconds - FOR_WEIGHING
        if is_done or now - self.told >= TELL_EVERY:
            self.told = now
            self.report(seconds, is_done=is_done)
        if is_done:
            sys.stdout.flush()
            # libFuzzer would go on; this takes its place, and its alarm clock with it.
            signal.setitimer(signal.ITIMER_REAL, 0)
            weigh = [str(HERE / "weigh.py"), str(self.wanted.report)]
            weigh += ["--planted"] * self.wanted.planted
            os.execv(sys.executable, [sys.executable, *weigh])  # noqa: S606 (ourselves)

    def report(self, seconds: float, *, is_done: bool) -> None:
        """Write what is known so far, whole or not at all."""
        plain = {
            "loader": self.name,
            "cases": self.cases,
            "done": is_done,
            "seconds": round(seconds, 1),
            "refused": self.refused,
            "faults": self.faults,
            "dear": [base64.b64encode(text).decode() for _, text in self.dear],
        }
        path = Path(self.wanted.report)
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.write_text(json.dumps(plain, indent=1), "utf-8")
        part.replace(path)


def entry(word: str) -> str:
    """A word as libFuzzer reads it from a dictionary."""
    coded = "".join(f"\\x{byte:02x}" for byte in word.encode())
    return f'"{coded}"\n'


def main(arguments: Sequence[str]) -> None:
    """Fuzz; never returns."""
    parser = argparse.ArgumentParser(description="Fuzz one loader.")
    parser.add_argument("loader")
    parser.add_argument("--cases", type=int, default=sys.maxsize)
    parser.add_argument("--seconds", type=float, default=float("inf"))
    parser.add_argument("--report", default="")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--planted", action="store_true", help="one with a fault to be found")
    wanted = parser.parse_args(arguments)
    wanted.report = wanted.report or HERE.parents[1] / "build" / "fuzz" / f"{wanted.loader}.json"
    loader = (planted if wanted.planted else loaders).LOADERS[wanted.loader]

    run = Run(wanted.loader, loader, wanted)
    gc.collect()
    gc.freeze()
    with tempfile.TemporaryDirectory() as folder:
        begin = [*loader.beginnings(), *(DRAWN + bytes([at] * 40) for at in range(0, 256, 16))]
        for at, data in enumerate(begin):
            Path(folder, f"{at}").write_bytes(data)
        words = Path(folder, "words.dict")
        words.write_text("".join(map(entry, loader.words())))
        options = [f"-dict={words}", f"-seed={wanted.seed}", f"-max_len={LONGEST}"]
        options += ["-timeout=60", "-rss_limit_mb=2048", "-verbosity=0", "-print_final_stats=0"]
        # What libFuzzer itself keeps, such as a case that hangs, stands beside the report.
        options += [f"-artifact_prefix={Path(wanted.report).with_suffix('')}-"]
        atheris.Setup([sys.argv[0], *options, folder], run.one)
        atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1:])
