"""
How good suggestions and warnings are, on phrases that they were not made from.

Phrases are laid into folds, each kind and side by itself. A vocabulary is made of all folds but
one, and asked about the one that is left; so is every fold, under several seeds. A figure is the
mean over phrases, its interval from phrases drawn again and again with replacement.

The weights of the library were chosen on these phrases. How much is owed to that is measured too:
for each fold weights are chosen anew, from a small grid, on the other folds alone.

Pairs of free words are what the library's own rule shows of simulated debriefs, each under a
rubric whose kinds know no phrase of it; their intervals are from debriefs drawn again.
"""

import json
import math
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import cache, lru_cache
from itertools import product
from pathlib import Path
from typing import Any
from unittest import mock

import attrs

import fairscore as fs
from fairscore import _bayes, suggestion
from fairscore._notes import words_of
from fairscore.rules import possibly_same_concern
from fairscore.scorecard import Signal
from fairscore.suggestion import suggest_kinds, warn_signal
from fairscore.vocabulary import OTHER, Vocabulary, vocabulary_from_examples

__all__ = [
    "FOLDS",
    "KIND_GRID",
    "NESTED_SEEDS",
    "SEEDS",
    "SIDE_GRID",
    "Figure",
    "Phrase",
    "by_shared_words",
    "figures",
    "interval",
    "nested",
    "offered_to_all",
    "phrases_in",
    "signal_figures",
    "splits",
    "suggested",
    "surfaced",
    "warned_both_ways",
    "weighing",
]

FOLDS = 10
INNER_FOLDS = 5
SEEDS = 5
NESTED_SEEDS = 2
DRAWS = 2000

Weights = Mapping[str, float]
"""Constants of the library by name, with what they are to be for a while."""

HOMES = {"_GROUP": _bayes, "_PIECE": _bayes, "_LIST": _bayes, "_SMOOTHING": _bayes}
HOMES["_ODDS"] = suggestion
"""Where each constant lives that a grid may change."""


def _grid(*names: str) -> list[Weights]:
    """Every way to halve, leave or double each of these."""
    here = [getattr(HOMES[name], name) for name in names]
    times = product((0.5, 1.0, 2.0), repeat=len(names))
    return [
        {name: at * by for name, at, by in zip(names, here, each, strict=True)} for each in times
    ]


KIND_GRID = _grid("_GROUP", "_PIECE")
"""What a group of related words counts, and a piece of a word; a whole word counts 1."""
SIDE_GRID = _grid("_LIST", "_SMOOTHING", "_ODDS")
"""What the list of words for and against counts, smoothing, and the odds that make a question."""

SIGNALS: Mapping[str, Signal] = {"concern": "yellow", "strength": "strength"}
OTHER_WAY = {"concern": "strength", "strength": "concern"}


@attrs.frozen
class Phrase:
    """A phrase with the kind it is about and the side it is on."""

    text: str
    kind: str
    side: str


@attrs.frozen
class Figure:
    """A share with its interval."""

    what: str
    share: float
    low: float
    high: float

    def __str__(self) -> str:
        """One row of a table."""
        return f"| {self.what} | {self.share:.2f} | {self.low:.2f} to {self.high:.2f} |"


def phrases_in(file: Path) -> list[Phrase]:
    """Labelled phrases, one a line."""
    rows = map(json.loads, file.read_text("utf-8").splitlines())
    return [Phrase(row["text"], row["construct"], row["polarity"]) for row in rows]


def splits(phrases: Sequence[Phrase], seed: int, folds: int = FOLDS) -> Iterator[list[int]]:
    """The positions of each fold: every kind and side is spread over all of them."""
    draw = random.Random(seed)  # noqa: S311 (folds, no secret)
    same = defaultdict(list)
    for at, phrase in enumerate(phrases):
        same[phrase.kind, phrase.side].append(at)
    laid: list[list[int]] = [[] for _ in range(folds)]
    turn = 0
    for key in sorted(same):
        draw.shuffle(same[key])
        for at in same[key]:
            laid[turn % folds].append(at)
            turn += 1
    yield from laid


def made_of(phrases: Iterable[Phrase], *, language: str = "en") -> Vocabulary:
    """A vocabulary of these phrases."""
    examples: dict[str, dict[str, list[str]]] = {}
    for one in phrases:
        sides = examples.setdefault(one.kind, {"concern": [], "strength": []})
        sides[one.side].append(one.text)
    return vocabulary_from_examples(dict(sorted(examples.items())), language=language)


Ask = Callable[[Phrase, Vocabulary], Mapping[str, float]]
"""What is looked at: for each measure, whether it went well for one phrase."""


def figures(
    phrases: Sequence[Phrase], ask: Ask, *, seeds: int = SEEDS, language: str = "en"
) -> list[Figure]:
    """Ask about every phrase under every seed, and give each measure with its interval."""
    went: dict[str, list[float]] = {}
    for seed in range(seeds):
        for fold in splits(phrases, seed):
            vocabulary = made_of(without(phrases, fold), language=language)
            for at in fold:
                for what, well in ask(phrases[at], vocabulary).items():
                    went.setdefault(what, [0.0] * len(phrases))[at] += well / seeds
    return [interval(what, shares) for what, shares in went.items()]


def without(phrases: Sequence[Phrase], fold: Iterable[int]) -> list[Phrase]:
    """The phrases that are not in a fold."""
    left = set(fold)
    return [one for at, one in enumerate(phrases) if at not in left]


def interval(what: str, shares: Sequence[float], of: Sequence[float] | None = None) -> Figure:
    """
    The mean, and between what it lies in 95 of 100 draws of as many.

    With `of`, the sum of one over the sum of the other; not a number where there is nothing.
    """
    draw = random.Random(what)  # noqa: S311 (a sample, no secret)
    both = list(zip(shares, of or [1.0] * len(shares), strict=True))
    drawn = (_ratio(draw.choices(both, k=len(both))) for _ in range(DRAWS))
    means = sorted(one for one in drawn if not math.isnan(one)) or [math.nan]
    low, high = means[len(means) // 40], means[-(len(means) // 40) or -1]
    return Figure(what, _ratio(both), low, high)


def _ratio(both: Iterable[tuple[float, float]]) -> float:
    """How much of the second is the first."""
    part, whole = map(sum, zip(*both, strict=True))
    return part / whole if whole else math.nan


def suggested(phrase: Phrase, vocabulary: Vocabulary) -> dict[str, float]:
    """Whether the right kind is the first, and among the three that are suggested."""
    codes = [one.code for one in suggest_kinds(phrase.text, vocabulary).suggested]
    return {
        "right kind first": codes[:1] == [phrase.kind],
        "right kind among three": phrase.kind in codes,
    }


def by_shared_words(phrase: Phrase, vocabulary: Vocabulary) -> dict[str, float]:
    """The plainest there is: how many words a note shares with each kind, each word once."""
    said = set(words_of(phrase.text))
    shared = Counter(
        {
            kind.code: len(said & set(words_of(" ".join((*kind.concern, *kind.strength)))))
            for kind in vocabulary.kinds
        }
    )
    codes = [code for code, _ in shared.most_common(3)]
    return {
        "right kind first": codes[0] == phrase.kind,
        "right kind among three": phrase.kind in codes,
    }


def warned(phrase: Phrase, vocabulary: Vocabulary, *, kind: bool) -> dict[str, float]:
    """Whether a right signal is left alone, and a wrong one asked about."""
    chosen = phrase.kind if kind else None
    right, wrong = (
        warn_signal(phrase.text, SIGNALS[side], vocabulary, kind=chosen) is not None
        for side in (phrase.side, OTHER_WAY[phrase.side])
    )
    return {
        "answer right": (wrong + (not right)) / 2,
        "wrong signal asked about": wrong,
        "right signal asked about": right,
    }


def signal_figures(phrases: Sequence[Phrase], *, kind: bool, seeds: int = SEEDS) -> list[Figure]:
    """Figures of the warning, with the kind that was chosen or without."""
    return figures(phrases, lambda one, words: warned(one, words, kind=kind), seeds=seeds)


@contextmanager
def weighing(weights: Weights) -> Iterator[None]:
    """Give constants of the library other values, and everything back afterwards."""
    counted = frozenset((name, at) for name, at in weights.items() if HOMES[name] is _bayes)
    with ExitStack() as changed:
        for name, value in weights.items():
            changed.enter_context(mock.patch.object(HOMES[name], name, value))
        # What the library counted under its own weights is kept apart.
        changed.enter_context(mock.patch.object(suggestion, "_ready", _counting(counted)))
        yield


@cache
def _counting(_weights: frozenset[tuple[str, float]]) -> Callable[..., Any]:
    """The library's counting of a vocabulary, kept for the last one under these weights."""
    return lru_cache(maxsize=1)(suggestion._ready.__wrapped__)


def nested(
    phrases: Sequence[Phrase],
    ask: Ask,
    grid: Sequence[Weights],
    aim: str,
    *,
    seeds: int = NESTED_SEEDS,
) -> list[Figure]:
    """
    Ask about every phrase under weights that were chosen without it.

    Args:
        phrases: The phrases.
        ask: What is looked at.
        grid: The weights to choose from.
        aim: The measure to choose by.
        seeds: In how many ways folds are laid.
    """
    went: dict[str, list[float]] = {}
    for seed in range(seeds):
        for fold in splits(phrases, seed):
            kept = without(phrases, fold)
            with weighing(choose(kept, ask, grid, aim, seed=seed)):
                vocabulary = made_of(kept)
                for at in fold:
                    for what, well in ask(phrases[at], vocabulary).items():
                        went.setdefault(what, [0.0] * len(phrases))[at] += well / seeds
    return [interval(f"{what}, weights chosen inside", one) for what, one in went.items()]


def choose(
    phrases: Sequence[Phrase], ask: Ask, grid: Sequence[Weights], aim: str, *, seed: int
) -> Weights:
    """The weights that do best on folds of these phrases; of equals the first of the grid."""
    well = [0.0] * len(grid)
    for fold in splits(phrases, seed, INNER_FOLDS):
        vocabulary = made_of(without(phrases, fold))
        for at, weights in enumerate(grid):
            with weighing(weights):
                well[at] += sum(ask(phrases[one], vocabulary)[aim] for one in fold)
    return grid[max(range(len(grid)), key=lambda at: round(well[at], 6))]


def warned_both_ways(phrase: Phrase, vocabulary: Vocabulary) -> dict[str, float]:
    """What is said of a signal where the kind is given and where it is not."""
    return {
        f"{what}, kind {how}": well
        for how, kind in (("given", True), ("not given", False))
        for what, well in warned(phrase, vocabulary, kind=kind).items()
    }


def offered_to_all(phrases: Sequence[Phrase], debriefs: Path) -> Figure:
    """
    Planted repeats of which two authors or more were offered the right kind.

    For each phrase the suggestions come from a vocabulary that does not hold it.
    """
    offered: dict[str, bool] = {}
    for fold in splits(phrases, seed=0):
        words = made_of(without(phrases, fold))
        for at in fold:
            found = suggested(phrases[at], words)
            offered[phrases[at].text] = bool(found["right kind among three"])
    shares = []
    for row in map(json.loads, debriefs.read_text("utf-8").splitlines()):
        if planted := row["repeated"]:
            authors = {
                note["interviewer"]
                for note in row["notes"]
                if (note["construct"], note["polarity"]) == (planted["construct"], "concern")
                and offered[note["text"]]
            }
            shares.append(float(len(authors) > 1))
    return interval("planted repeat, two authors or more offered its kind", shares)


Pair = tuple[tuple[str, str], tuple[str, str]]
"""Kind and side of each of two notes."""


def surfaced(phrases: Sequence[Phrase], debriefs: Path) -> list[Figure]:
    """How often free words that a planted repeat is made of are shown side by side."""
    told: list[float] = []
    pairs: list[float] = []
    false: list[float] = []
    for row in map(json.loads, debriefs.read_text("utf-8").splitlines()):
        shown = shown_pairs(row, phrases)
        pairs.append(len(shown))
        false.append(sum(one != other for one, other in shown))
        if planted := row["repeated"]:
            repeat = (planted["construct"], "concern")
            told.append((repeat, repeat) in shown)
    return [
        interval("planted repeat, a pair of it shown", told),
        interval("pairs shown a debrief", pairs),
        interval("false pairs shown a debrief", false),
        interval("false of the pairs shown", false, pairs),
    ]


def shown_pairs(row: Mapping[str, Any], phrases: Sequence[Phrase]) -> list[Pair]:
    """
    The pairs that the library's rule shows of one debrief, by what they mean.

    The rule runs as for a report; what it is about to show is written down on the way, since a
    finding has the notes of all pairs of a kind together.
    """
    written = {note["text"] for note in row["notes"]}
    rubric = rubric_of(made_of(one for one in phrases if one.text not in written))
    by: dict[str, list[Mapping[str, str]]] = {}
    for note in row["notes"]:
        by.setdefault(note["interviewer"], []).append(note)
    cards = [card_of(rubric, who, notes) for who, notes in by.items()]
    debrief = fs.Debrief.of(rubric, fs.unsealed(cards, origin="files"))
    make = possibly_same_concern._finding
    with mock.patch.object(possibly_same_concern, "_finding", wraps=make) as made:
        findings = fs.find(debrief, (possibly_same_concern.RULE,))
    if len(findings) != made.call_count:
        raise ValueError("a finding was made and not shown")
    pairs: list[Pair] = []
    for call in made.call_args_list:
        marks = [
            (note["construct"], note["polarity"])
            for one in call.args[2]
            for note in [by[one.entry.person][one.path[1]]]
        ]
        pairs += zip(marks[::2], marks[1::2], strict=True)
    return pairs


def rubric_of(vocabulary: Vocabulary) -> fs.Rubric:
    """A rubric with these kinds."""
    kinds = json.loads(vocabulary.canonical)["kinds"]
    levels = [{"value": 1}, {"value": 2}]
    criteria = [{"id": one["criterion"], "title": one["title"], "levels": levels} for one in kinds]
    plain = {"kind": "rubric", "schema_version": 1, "id": "measured", "version": 1}
    plain |= {"title": "Measured", "criteria": criteria, "kinds": kinds}
    return fs.parse(json.dumps(plain), fs.Rubric, format="json")


def card_of(rubric: fs.Rubric, who: str, notes: Iterable[Mapping[str, str]]) -> fs.Scorecard:
    """A scorecard of free words: each note a flag of no kind, since a debrief knows none."""
    flags = [
        {"kind": OTHER, "words": "?", "signal": SIGNALS[one["polarity"]], "observed": one["text"]}
        for one in notes
    ]
    plain = {"kind": "scorecard", "schema_version": 1, "application": "app-1", "flags": flags}
    plain |= {"rubric": {"id": rubric.id, "version": rubric.version}, "interviewer": who}
    return fs.parse(json.dumps(plain), fs.Scorecard, format="json")
