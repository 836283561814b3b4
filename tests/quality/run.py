"""
Print how good suggestions of kinds and the question about a signal are, on labelled phrases.

    python tests/quality/run.py [--seeds N] [--nested] [FOLDER]

Run by `make quality`. The phrases are not part of the project; without them this says so and ends
with 2. Every figure is of phrases that the vocabulary asked was not made from.
"""

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path

from measure import (
    FOLDS,
    KIND_GRID,
    NESTED_SEEDS,
    SEEDS,
    SIDE_GRID,
    Figure,
    Phrase,
    by_shared_words,
    figures,
    nested,
    offered_to_all,
    phrases_in,
    signal_figures,
    suggested,
    surfaced,
    warned_both_ways,
)

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data" / "concerns"
NO_LIST = "zxx"
"""A language tag without lists: what the vocabulary's own words do alone."""


def main() -> int:
    """Measure and print tables."""
    parser = argparse.ArgumentParser(description="Print how good suggestions are.")
    parser.add_argument("folder", nargs="?", type=Path, default=DATA)
    parser.add_argument("--seeds", type=int, default=SEEDS, help="in how many ways to lay folds")
    parser.add_argument(
        "--nested", action="store_true", help="choose weights anew for each fold as well (minutes)"
    )
    asked = parser.parse_args()
    file = asked.folder / "flags_dev.jsonl"
    if not file.is_file():
        print("not measured: the labelled phrases are not here; give the folder that holds them")
        return 2
    phrases, seeds = phrases_in(file), asked.seeds
    kinds = len({one.kind for one in phrases})
    print(f"{len(phrases)} phrases of {kinds} kinds, {FOLDS} folds, laid in {seeds} ways.")
    show("Suggested", figures(phrases, suggested, seeds=seeds))
    show(
        "Suggested without the list of related words",
        figures(phrases, suggested, seeds=seeds, language=NO_LIST),
    )
    show("By the number of shared words alone", figures(phrases, by_shared_words, seeds=seeds))
    for kind in (True, False):
        said = signal_figures(phrases, kind=kind, seeds=seeds)
        show(f"Asked about a signal, kind {'given' if kind else 'not given'}", said)
        share = {one.what: one.share for one in said}
        wrong, right = share["wrong signal asked about"], share["right signal asked about"]
        asked_well = wrong / (wrong + right)
        print(f"\nOf questions, {asked_well:.2f} with reason where half of the signals are wrong.")
    repeats = asked.folder / "debriefs_dev.jsonl"
    if repeats.is_file():
        show("Simulated debriefs", [offered_to_all(phrases, repeats)])
        show("Pairs of free words in simulated debriefs", surfaced(phrases, repeats))
    if asked.nested:
        show_nested(phrases, min(seeds, NESTED_SEEDS))
    return 0


def show_nested(phrases: Sequence[Phrase], seeds: int) -> None:
    """Print what is left where no phrase had a part in the choice of weights."""
    print(f"\nWeights chosen anew for each fold, on the others alone; laid in {seeds} ways.")
    for title, ask, grid, aim in (
        ("Suggested", suggested, KIND_GRID, "right kind among three"),
        ("Asked about a signal", warned_both_ways, SIDE_GRID, "answer right, kind given"),
    ):
        show(f"{title}, nested", nested(phrases, ask, grid, aim, seeds=seeds))


def show(title: str, rows: Iterable[Figure]) -> None:
    """Print one table."""
    print(f"\n{title}\n\n| | Share | 95 % interval |\n| --- | ---: | --- |")
    for row in rows:
        print(row, flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
