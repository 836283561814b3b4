"""
How good suggestions and warnings are, on phrases that they were not made from.

Phrases are laid into folds, each kind and side by itself. A vocabulary is made of all folds but
one, and asked about the one that is left; so is every fold, under several seeds. A figure is the
mean over phrases, its interval from phrases drawn again and again with replacement.
"""

import json
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import attrs

from fairscore._notes import words_of
from fairscore.scorecard import Signal
from fairscore.suggestion import suggest_kinds, warn_signal
from fairscore.vocabulary import Vocabulary, vocabulary_from_examples

__all__ = [
    "FOLDS",
    "SEEDS",
    "Figure",
    "Phrase",
    "by_shared_words",
    "figures",
    "interval",
    "offered_to_all",
    "phrases_in",
    "signal_figures",
    "splits",
    "suggested",
]

FOLDS = 10
SEEDS = 5
DRAWS = 2000

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
            left = set(fold)
            kept = [one for at, one in enumerate(phrases) if at not in left]
            vocabulary = made_of(kept, language=language)
            for at in fold:
                for what, well in ask(phrases[at], vocabulary).items():
                    went.setdefault(what, [0.0] * len(phrases))[at] += well / seeds
    return [interval(what, shares) for what, shares in went.items()]


def interval(what: str, shares: Sequence[float]) -> Figure:
    """The mean, and between what it lies in 95 of 100 draws of as many phrases."""
    draw = random.Random(what)  # noqa: S311 (a sample, no secret)
    means = sorted(sum(draw.choices(shares, k=len(shares))) / len(shares) for _ in range(DRAWS))
    low, high = means[DRAWS // 40], means[-DRAWS // 40]
    return Figure(what, sum(shares) / len(shares), low, high)


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


def offered_to_all(phrases: Sequence[Phrase], debriefs: Path) -> Figure:
    """
    Planted repeats of which two authors or more were offered the right kind.

    For each phrase the suggestions come from a vocabulary that does not hold it.
    """
    offered: dict[str, bool] = {}
    for fold in splits(phrases, seed=0):
        left = set(fold)
        words = made_of(one for at, one in enumerate(phrases) if at not in left)
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
