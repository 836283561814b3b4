"""
What the words of a vocabulary say of a note: which kind it is like, and which side of it.

Two small models, both counted from the kinds' own titles and behaviours and from nothing else.
Weights are whole numbers, so that sums do not depend on an order or a platform.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Literal

from fairscore._notes import groups_of, parts_of, turned_words, words_of
from fairscore._wordlists import word_lists
from fairscore.vocabulary import Kind

__all__ = ["UNIT", "KindModel", "Row", "Said", "Side", "SideModel", "leaning"]

Side = Literal["concern", "strength"]

UNIT = 1000
"""One unit of log-likelihood in the whole numbers of the models."""

_TITLE = 2
_WHOLE = 1.0
_GROUP = 2.0
_PIECE = 0.2
_LIST = 1.6
_TURNING = 0.8
_SMOOTHING = 0.5

ANY = ""
"""Stands for any kind, where what a word says does not depend on it."""

_PLAIN, _TURNED = "=", "!"
_MARKS = (_PLAIN, _TURNED)
"""How a word stands in a note, in the order in which `turned_words` gives them."""

_Key = tuple[str, str]
"""A kind, or any, and a feature."""

Said = Mapping[str, int]
"""What a word says, by kind and for any: above nought for a strength."""

Row = tuple[int, ...]
"""What one word says for each kind: above nought it speaks for the kind, below against it."""


class KindModel:
    """
    Which kinds a note is like: complement naive Bayes over words and parts of words.

    Each kind is compared with all others together, which suits kinds with few lines. What counts
    are words, beginnings of words, groups of related words, and pieces of words; each once a line.
    Source: Rennie, Shih, Teevan and Karger 2003, section 3, without the weights' normalisation.

    Example:
        >>> kinds = (
        ...     Kind(code="a", title="Owns mistakes", criterion="c", concern=("blamed others",),
        ...          strength=("named a mistake of their own",)),
        ...     Kind(code="b", title="Asks first", criterion="c", concern=("began at once",),
        ...          strength=("asked what the system is for",)))
        >>> model = KindModel(kinds, "en")
        >>> scores, rows = model.read("She blamed the other team")
        >>> scores[0] > scores[1], list(rows)
        (True, ['blamed', 'the', 'other'])
    """

    def __init__(self, kinds: Sequence[Kind], language: str) -> None:
        self._groups = groups_of(language)
        lines = [tuple(_lines_of(kind)) for kind in kinds]
        counts = [self._counted(of_kind) for of_kind in lines]
        features = self._weighed(counts)
        # A word that is known is looked up once: its row holds all that its parts say.
        known = {word for of_kind in lines for line, _ in of_kind for word in words_of(line)}
        self._words = {
            word: (_sum(rows),)
            for word in sorted(known | set(self._groups))
            if (rows := [features[one] for one in self._features(word) if one in features])
        }
        self._parts = {one: row for one, row in features.items() if one[0] not in "=#"}
        self._none = (0,) * len(kinds)

    def read(self, note: str) -> tuple[Row, Mapping[str, Sequence[Row]]]:
        """
        Sum what the words of a note say.

        Returns:
            For each kind how much speaks for it; and the rows of each word that says anything.
        """
        rows: dict[str, Sequence[Row]] = {}
        for word in dict.fromkeys(words_of(note)):
            if found := self._words.get(word) or self._of_parts(word):
                rows[word] = found
        return _sum(list(chain.from_iterable(rows.values()))) or self._none, rows

    def _of_parts(self, word: str) -> Sequence[Row]:
        """What the parts of a word say that is not known."""
        parts = self._parts
        return [parts[one] for one in parts_of(word) if one in parts]

    def _features(self, word: str) -> Iterator[str]:
        yield f"={word}"
        for number in self._groups.get(word, ()):
            yield f"#{number}"
        yield from parts_of(word)

    def _counted(self, lines: Iterable[tuple[str, int]]) -> Counter[str]:
        counts: Counter[str] = Counter()
        for line, times in lines:
            for word in set(words_of(line)):
                for one in self._features(word):
                    counts[one] += times
        return counts

    @staticmethod
    def _weighed(counts: Sequence[Counter[str]]) -> dict[str, Row]:
        """A row for each feature: how much less is said of it without the kind than with it."""
        total: Counter[str] = Counter()
        for of_kind in counts:
            total.update(of_kind)
        sizes = [math.fsum(count * _size_of(key) for key, count in of.items()) for of in counts]
        # What is said of all others together is less where much is said of the kind itself.
        others = [math.log(math.fsum(sizes) - one + len(total) + 1) for one in sizes]
        least = [one - max(others) for one in others]
        features: dict[str, Row] = {}
        for key, count in total.items():
            size = _size_of(key)
            said = math.log(count * size + 1)
            features[key] = tuple(
                round((said - math.log((count - of[key]) * size + 1) + at) * size * UNIT)
                for of, at in zip(counts, least, strict=True)
            )
        return features


class SideModel:
    """
    Which side of a kind a note is on: naive Bayes over words, turned around where "not" stands.

    Each word counts by itself and together with its kind: to talk a lot is a concern of one kind
    and a strength of another. Words that speak for or against anybody come from a list beside it.

    Example:
        >>> kind = Kind(code="a", title="Owns mistakes", criterion="c",
        ...             concern=("blamed others for an outage",),
        ...             strength=("named a mistake of their own",))
        >>> model = SideModel((kind,), "en")
        >>> leaning(model.read("she blamed the tester"), {"a": 1.0})["blamed"] < 0
        True
    """

    def __init__(self, kinds: Sequence[Kind], language: str) -> None:
        self._language = language
        self._groups = groups_of(language)
        self._lists = word_lists("sides", language)
        counts = {"concern": Counter[_Key](), "strength": Counter[_Key]()}
        known = {*self._groups, *chain.from_iterable(self._lists.values())}
        for kind in kinds:
            for side, lines in (("concern", kind.concern), ("strength", kind.strength)):
                for line in lines:
                    known.update(words_of(line))
                    counts[side].update(self._learned(line, kind.code))
        self._weights = _weights(counts["concern"], counts["strength"])
        # What a word says is summed beforehand: reading a note looks each word up once.
        self._known = {
            mark: {word: said for word in sorted(known) if (said := self._said(word, mark))}
            for mark in _MARKS
        }

    def read(self, note: str) -> Mapping[str, Sequence[Said]]:
        """What each word of a note says that says anything: as it stands, or turned around."""
        found: dict[str, list[Said]] = {}
        for mark, words in zip(_MARKS, turned_words(note, self._language), strict=True):
            known = self._known[mark]
            for word in words:
                if said := known.get(word):
                    found.setdefault(word, []).append(said)
        return found

    def _said(self, word: str, mark: str) -> Said:
        said = {ANY: self._listed(word, mark)}
        for feature in self._features(word, mark):
            for code, weight in self._weights.get(feature, {}).items():
                said[code] = said.get(code, 0.0) + weight
        return {code: at for code, weight in said.items() if (at := round(weight * UNIT))}

    def _listed(self, word: str, mark: str) -> float:
        """What the list of words for and against says, whatever the kind."""
        if word in self._lists.get("turns", ()):
            return -_TURNING
        if word in self._lists.get("too much", ()):
            return -_LIST
        side = (word in self._lists.get("for", ())) - (word in self._lists.get("against", ()))
        return _LIST * (-side if mark == _TURNED else side)

    def _features(self, word: str, mark: str) -> Iterator[str]:
        yield f"{mark}{word}"
        for number in self._groups.get(word, ()):
            yield f"{mark}#{number}"

    def _learned(self, line: str, code: str) -> Iterator[_Key]:
        for mark, words in zip(_MARKS, turned_words(line, self._language), strict=True):
            for word in words:
                for feature in self._features(word, mark):
                    yield ANY, feature
                    yield code, feature


def leaning(said: Mapping[str, Sequence[Said]], kinds: Mapping[str, float]) -> dict[str, int]:
    """
    What each word speaks for: above nought for a strength, below it for a concern.

    Args:
        said: What the words of a note say.
        kinds: The kinds that the note may be of, each with its share.
    """
    shares = {ANY: 1.0, **kinds}.items()
    return {
        word: round(sum(share * one.get(code, 0) for one in rows for code, share in shares))
        for word, rows in said.items()
    }


def _weights(concern: Counter[_Key], strength: Counter[_Key]) -> Mapping[str, Mapping[str, float]]:
    """For each feature how much more it is said of strengths, by kind and for any."""
    keys = sorted({*concern, *strength})
    # As much is said of both sides by this: a side with more lines is not the likelier one.
    against, towards = (side.total() + _SMOOTHING * len(keys) for side in (concern, strength))
    weights: dict[str, dict[str, float]] = {}
    for key in keys:
        code, feature = key
        weights.setdefault(feature, {})[code] = math.log(
            (strength[key] + _SMOOTHING) / towards * against / (concern[key] + _SMOOTHING)
        )
    return weights


def _lines_of(kind: Kind) -> Iterator[tuple[str, int]]:
    """What a kind is known by, with how often it counts. Not what is no evidence for it."""
    yield kind.title, _TITLE
    for line in (*kind.concern, *kind.strength):
        yield line, 1


def _size_of(feature: str) -> float:
    """How much a feature counts."""
    if feature.startswith("#"):
        return _GROUP
    return _WHOLE if feature.startswith("=") or feature.endswith("*") else _PIECE


def _sum(rows: Sequence[Row]) -> Row:
    return tuple(map(sum, zip(*rows, strict=True)))
