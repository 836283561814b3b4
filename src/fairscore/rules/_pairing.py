"""Free words of two people side by side: sentences that may be about one kind of the rubric."""

import re
from collections.abc import Iterator
from itertools import combinations, islice

import attrs

from fairscore._notes import groups_of
from fairscore.debrief import Debrief
from fairscore.revealed import Entry
from fairscore.rules._sources import Path, words_in
from fairscore.suggestion import Suggestion, suggest_kinds

__all__ = ["Remark", "pairs_of"]

_MOST_REMARKS = 50
"""So many sentences of one scorecard are looked at, so that a long one costs no more."""

_SENTENCE = re.compile(r"[^.!?\n]+")


@attrs.frozen
class Remark:
    """A sentence of somebody that may be about a kind, and what in it says so."""

    entry: Entry
    path: Path
    suggestion: Suggestion
    keys: tuple[frozenset[str | int], ...]


def pairs_of(debrief: Debrief, threshold: int) -> list[tuple[Remark, Remark]]:
    """
    Remarks of two people that may be about one kind, those with most in common first.

    Of two people there is at most one pair for each kind. Remarks that lean to opposite sides make
    none, nor do those with fewer words in common than the threshold.
    """
    remarks: dict[str, list[Remark]] = {}
    for one in _remarks(debrief):
        remarks.setdefault(one.suggestion.code, []).append(one)
    return sorted(
        (pair for alike in remarks.values() for pair in _pairs(alike, threshold)), key=_rank
    )


def _remarks(debrief: Debrief) -> Iterator[Remark]:
    language = debrief.rubric.language
    for entry in debrief.entries:
        # Whoever wrote after reading another may well have taken words over; that is known.
        sentences = _sentences(entry) if not entry.apart else iter(())
        for path, sentence in islice(sentences, _MOST_REMARKS):
            for one in suggest_kinds(sentence, debrief.rubric, k=1).suggested:
                keys = (_keys(word, language) for word in one.words)
                yield Remark(entry, path, one, tuple(keys))


def _keys(word: str, language: str) -> frozenset[str | int]:
    """What words have in common that say the same: how they begin, or what they are related to."""
    return frozenset((word[:5], *groups_of(language).get(word, ())))


def _in_common(one: Remark, other: Remark) -> int:
    """How many words of each have one among those of the other."""
    return min(
        sum(any(keys & others for others in right.keys) for keys in left.keys)
        for left, right in ((one, other), (other, one))
    )


def _sentences(entry: Entry) -> Iterator[tuple[Path, str]]:
    for path, text in words_in(entry.scorecard):
        for sentence in _SENTENCE.findall(text):
            yield path, sentence


def _pairs(remarks: list[Remark], threshold: int) -> Iterator[tuple[Remark, Remark]]:
    """For every two people the two remarks that are most alike, if enough speaks for one kind."""
    best: dict[tuple[str, str], tuple[Remark, Remark]] = {}
    for one, other in combinations(remarks, 2):
        people = (one.entry.person, other.entry.person)
        sides = {one.suggestion.leans, other.suggestion.leans}
        if (
            people[0] != people[1]
            and sides != {"concern", "strength"}
            and _in_common(one, other) >= threshold
        ):
            best[people] = min(best.get(people, (one, other)), (one, other), key=_rank)
    yield from best.values()


def _rank(pair: tuple[Remark, Remark]) -> tuple[object, ...]:
    """What comes first: most in common, then the order of the debrief. Do not change it."""
    places = tuple((each.entry.seat, tuple(map(str, each.path))) for each in pair)
    return -_in_common(*pair), pair[0].suggestion.code, places
