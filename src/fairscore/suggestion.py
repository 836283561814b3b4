"""
Suggestion: kinds that a note may be about, while it is being written, for its author alone.

What was observed is written first; then the kinds that it is most like are offered, with the words
that led to each, and "none of these" beside them. A suggestion is never taken by itself, and the
signal is never inferred: both are the author's. Nothing of a note is kept.
"""

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import get_args

import attrs

from fairscore._bayes import UNIT, KindModel, Side, SideModel, leaning
from fairscore._notes import is_small
from fairscore.rubric import Rubric
from fairscore.scorecard import Signal
from fairscore.vocabulary import OTHER, Vocabulary

__all__ = ["SignalWarning", "Suggestion", "Suggestions", "suggest_kinds", "warn_signal"]

_MOST_WORDS = 3
_LEAST_SHARE = 0.25
"""A word that says less than this share of what the first one says did not lead to it."""
_MAY_BE = 3
"""So many kinds a note may be of, where nobody says which."""
_ODDS = 3
"""The other side must be so many times as likely before a signal is asked about."""
_KEPT = 16
"""So many vocabularies are kept ready."""


@attrs.frozen(kw_only=True)
class Suggestion:
    """
    A kind that a note is like.

    Attributes:
        code: Code of the kind.
        title: What people call it.
        words: Words of the note that led to it, the most telling first. Never in a repr.
        leans: The side of the kind that the words are more like; None where they are not clear.
    """

    code: str
    title: str
    words: tuple[str, ...] = attrs.field(repr=False)
    leans: Side | None


@attrs.frozen(kw_only=True)
class Suggestions:
    """
    Kinds that a note is like, and the answer that none of them is meant.

    Attributes:
        suggested: The kinds, the likest first; none where no word of the note says anything.
        none_of_these: The kind to write where none of them is meant: always offered.
    """

    suggested: tuple[Suggestion, ...]
    none_of_these: str = attrs.field(default=OTHER, init=False)

    @property
    def codes(self) -> tuple[str, ...]:
        """What to offer, in this order."""
        return (*(one.code for one in self.suggested), self.none_of_these)


@attrs.frozen(kw_only=True)
class SignalWarning:
    """
    A signal that the words of a note seem to contradict. A question to its author, never a gate.

    Attributes:
        signal: The signal that was chosen.
        leans: The side that the words are more like.
        words: Words of the note that led to it, the most telling first. Never in a repr.
    """

    signal: Signal
    leans: Side
    words: tuple[str, ...] = attrs.field(repr=False)

    @property
    def ask(self) -> str:
        """The question, without a word of the note."""
        chosen = "a strength" if self.signal == "strength" else "a concern"
        return (
            f"The words read more like a {self.leans}, and the signal says {chosen}: is it meant?"
        )


def suggest_kinds(observed: str, vocabulary: Vocabulary | Rubric, k: int = 3) -> Suggestions:
    """
    Suggest the kinds that a note is most like, while its author writes it.

    Takes time that grows with the length of the note and no faster. The words of the vocabulary
    are all it knows, with a list of related words where there is one for its language.

    Args:
        observed: What was said or done, as the author wrote it.
        vocabulary: The kinds: a vocabulary, or a rubric with its own.
        k: How many kinds at most.

    Returns:
        The kinds with the words that led to each, and "none of these". A kind that is taken from
        here is recorded in its flag: `kind_from="suggested"`.

    Example:
        >>> import fairscore as fs
        >>> rubric = fs.read("examples/backend.rubric.yaml", fs.Rubric)
        >>> found = suggest_kinds("Blamed the other team for the outage", rubric)
        >>> found.codes[0], found.codes[-1]
        ('owns-mistakes', 'other')
    """
    ready = _ready(_Kinds.of(vocabulary))
    scores, rows = ready.kinds.read(observed)
    said = ready.sides.read(observed)
    telling = [word for word in rows if not is_small(word, ready.language)]
    best = [at for at in _likest(scores) if scores[at] > 0][: max(k, 0)] if telling else []
    suggested: list[Suggestion] = []
    for at in best:
        kind = vocabulary.kinds[at]
        says = {word: sum(row[at] for row in rows[word]) for word in rows}
        suggested.append(
            Suggestion(
                code=kind.code,
                title=kind.title,
                words=_leading({word: says[word] for word in telling}) or _leading(says),
                leans=_side(leaning(said, {kind.code: 1.0})),
            )
        )
    return Suggestions(suggested=tuple(suggested))


def warn_signal(
    observed: str,
    signal: Signal,
    vocabulary: Vocabulary | Rubric | None = None,
    *,
    kind: str | None = None,
) -> SignalWarning | None:
    """
    Ask about a signal that the words of a note seem to contradict. A question, never a gate.

    It is wrong often enough (see the page about suggestions) that nothing may depend on it: the
    signal is what its author says it is.

    Args:
        observed: What was said or done, as the author wrote it.
        signal: The signal that they chose.
        vocabulary: The kinds; without it only a short list of English words is looked at.
        kind: Code of the kind that they chose, which makes the answer better. Without it the
            kinds that would be suggested stand for it.

    Returns:
        The question, or None where the words do not lean clearly to the other side.

    Raises:
        ValueError: There is no such signal, or no such kind. Says nothing of the note.

    Example:
        >>> warn_signal("Never listened, interrupted twice.", "strength").leans
        'concern'
        >>> warn_signal("Never listened, interrupted twice.", "yellow") is None
        True
    """
    ready = _ready(_Kinds.of(vocabulary))
    if signal not in get_args(Signal):
        raise ValueError(f"no such signal: give one of {', '.join(get_args(Signal))}")
    if kind not in {None, OTHER, *ready.called}:
        raise ValueError("no such kind in the vocabulary: give the code of one of its kinds")
    said = ready.sides.read(observed)
    chosen = ready.called.get(kind or OTHER)
    words = leaning(said, {chosen: 1.0} if chosen else _may_be(ready, observed))
    leans = _side(words)
    if leans is None or (leans == "strength") == (signal == "strength"):
        return None
    turned = words if leans == "strength" else {word: -at for word, at in words.items()}
    return SignalWarning(signal=signal, leans=leans, words=_leading(turned))


@attrs.frozen(kw_only=True)
class _Kinds:
    """Kinds to be ready for. The same words are the same kinds, however often they are read."""

    canonical: bytes = attrs.field(repr=False)
    vocabulary: Vocabulary | Rubric | None = attrs.field(eq=False, repr=False)

    @classmethod
    def of(cls, vocabulary: Vocabulary | Rubric | None) -> "_Kinds":
        canonical = b"" if vocabulary is None else vocabulary.canonical
        return cls(canonical=canonical, vocabulary=vocabulary)


@attrs.frozen(kw_only=True)
class _Ready:
    """What was counted from a vocabulary."""

    language: str
    codes: tuple[str, ...]
    called: Mapping[str, str]  # What a kind is called, by that and by every code it had before.
    kinds: KindModel
    sides: SideModel


@lru_cache(maxsize=_KEPT)
def _ready(given: _Kinds) -> _Ready:
    """Count the words of a vocabulary once."""
    vocabulary = given.vocabulary
    kinds = vocabulary.kinds if vocabulary else ()
    language = vocabulary.language if vocabulary else "en"
    return _Ready(
        language=language,
        codes=tuple(kind.code for kind in kinds),
        called={code: kind.code for kind in kinds for code in (kind.code, *kind.formerly)},
        kinds=KindModel(kinds, language),
        sides=SideModel(kinds, language),
    )


def _may_be(ready: _Ready, observed: str) -> Mapping[str, float]:
    """The kinds that a note may be of, each with its share."""
    scores, _ = ready.kinds.read(observed)
    best = _likest(scores)[:_MAY_BE]
    odds = {ready.codes[at]: math.exp((scores[at] - scores[best[0]]) / UNIT) for at in best}
    return {code: share / sum(odds.values()) for code, share in odds.items()}


def _likest(scores: Sequence[int]) -> list[int]:
    """Where the kinds stand, the likest first; those as like keep the order of the vocabulary."""
    return sorted(range(len(scores)), key=lambda at: -scores[at])


def _side(words: Mapping[str, int]) -> Side | None:
    """The side that the words lean to, where it is clearly the likelier one."""
    total = sum(words.values())
    if abs(total) < math.log(_ODDS) * UNIT:
        return None
    return "strength" if total > 0 else "concern"


def _leading(words: Mapping[str, int]) -> tuple[str, ...]:
    """The words that say most, and what says nearly as much."""
    most = max(words.values(), default=0)
    telling = [word for word, at in words.items() if at > 0 and at >= _LEAST_SHARE * most]
    return tuple(sorted(telling, key=lambda word: -words[word])[:_MOST_WORDS])
