"""
Print what fairscore costs, as ratios to a named peer measured in the same run.

Machines are noisy, so nothing here is an absolute time and nothing fails by itself: each row says
its limit and whether it was kept. Runs take turns with their peer; the median of the ratios counts.
"""

import argparse
import gc
import subprocess
import sys
import tracemalloc
from collections.abc import Callable

from check import checking
from desks import desks
from measure import Row, paired
from panel import RUBRIC, SCORECARDS
from planning import planning
from store import handing_in
from suggest import suggesting

import fairscore as fs
from fairscore.rules import DEFAULT_RULES


def reading() -> list[Row]:
    """A valid scorecard (8 ratings, 6 flags) in JSON against bare validation by the same model."""
    text = SCORECARDS[0]

    def bare() -> object:
        return fs.Scorecard.model_validate_json(text)

    rows = []
    for what, ours, limit in (
        ("read a scorecard", lambda: fs.parse(text, fs.Scorecard), 3.0),
        ("read a scorecard, with its digest", lambda: fs.parse(text, fs.Scorecard).digest, 5.0),
    ):
        ratio, best, best_peer = paired(ours, bare, 300)
        rows.append(
            Row(
                what=what,
                peer="bare model_validate_json",
                ratio=ratio,
                limit=limit,
                note=f"{best:.0f} us against {best_peer:.0f} us, {len(text)} bytes",
            )
        )
    return rows


def debriefing() -> Row:
    """A debrief with every rule, 6 interviewers x 8 criteria, against validating its scorecards."""
    rubric = fs.parse(RUBRIC, fs.Rubric)
    cards = [fs.parse(text, fs.Scorecard) for text in SCORECARDS]

    def ours() -> object:
        return fs.find(fs.Debrief.of(rubric, fs.unsealed(cards, origin="files")), DEFAULT_RULES)

    def bare() -> object:
        return [fs.Scorecard.model_validate_json(text) for text in SCORECARDS]

    ratio, best, best_peer = paired(ours, bare, 30)
    return Row(
        what="debrief and every rule, 6 x 8",
        peer="bare validation of its 6 scorecards",
        ratio=ratio,
        limit=30.0,
        note=f"{best:.0f} us against {best_peer:.0f} us",
    )


def starting() -> list[Row]:
    """Whole processes: importing fairscore and asking for help, against importing pydantic."""

    def process(*words: str) -> Callable[[], object]:
        return lambda: subprocess.run([sys.executable, *words], check=True, capture_output=True)

    peer = process("-c", "import pydantic; pydantic.BaseModel")
    rows = []
    for what, ours in (
        ("import fairscore", process("-c", "import fairscore")),
        ("import fairscore and touch Rubric", process("-c", "import fairscore; fairscore.Rubric")),
        ("fairscore --help", process("-m", "fairscore", "--help")),
    ):
        ratio, best, best_peer = paired(ours, peer, 1)
        rows.append(
            Row(
                what=what,
                peer="import pydantic",
                ratio=ratio,
                limit=None,
                note=f"{best / 1000:.0f} ms against {best_peer / 1000:.0f} ms",
            )
        )
    return rows


def memory(count: int) -> Row:
    """What debriefs keep in memory: many against a tenth as many, each with its findings."""
    rubric = fs.parse(RUBRIC, fs.Rubric)
    cards = [fs.parse(text, fs.Scorecard) for text in SCORECARDS]

    def kept(number: int) -> int:
        gc.collect()
        tracemalloc.start()
        held = []
        for _ in range(number):
            debrief = fs.Debrief.of(rubric, fs.unsealed(cards, origin="files"))
            held.append((debrief, fs.find(debrief)))
        size, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        del held
        return size

    few, many = kept(count // 10), kept(count)
    return Row(
        what=f"memory of {count} debriefs",
        peer=f"10 x {count // 10} debriefs",
        ratio=many / (10 * few),
        limit=1.1,
        note=f"{many / 1e6:.0f} MB kept, {many / count / 1000:.1f} kB a debrief with findings",
    )


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--debriefs", type=int, default=10_000, help="how many for the memory row")
    parser.add_argument("--rubrics", type=int, default=1000, help="how many to check")
    parser.add_argument("--hand-ins", type=int, default=60, help="how many in a round")
    asked = parser.parse_args()
    for measure in (
        reading,
        lambda: [debriefing()],
        desks,
        lambda: checking(asked.rubrics),
        lambda: handing_in(asked.hand_ins),
        planning,
        suggesting,
        starting,
        lambda: [memory(asked.debriefs)],
    ):
        for row in measure():
            kept = (
                ""
                if row.limit is None
                else f" (limit {row.limit:g}: {'kept' if row.ratio <= row.limit else 'NOT KEPT'})"
            )
            print(f"{row.what:38} {row.ratio:6.2f} x {row.peer}{kept}; {row.note}", flush=True)


if __name__ == "__main__":
    main()
