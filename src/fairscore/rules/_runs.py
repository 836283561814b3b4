"""Runs: words in a row of a text, without what is quoted and what the rubric says itself."""

import re
from collections.abc import Iterator
from typing import TypeAlias, cast

from fairscore._notes import outside_quotations
from fairscore.rubric import Rubric

__all__ = ["Words", "runs_in", "runs_of_rubric"]

Words: TypeAlias = tuple[str, ...]

_WORD = re.compile(r"\w+")
_FROM_THE_RUBRIC = 4
"""So many words in a row that the rubric has too are its own: an anchor, say, or a question."""


def runs_in(text: str, known: frozenset[Words], length: int) -> Iterator[Words]:
    """Every run of so many words that touches no quotation and no words of the rubric."""
    for part in outside_quotations(text):
        words = [*map(str.casefold, _WORD.findall(part))]
        grams = _grams(words, _FROM_THE_RUBRIC) if known else ()
        taken = [at for at, run in enumerate(grams) if run in known]
        if not taken:
            yield from _grams(words, length)
            continue
        own = [True] * len(words)
        for at in taken:
            own[at : at + _FROM_THE_RUBRIC] = [False] * _FROM_THE_RUBRIC
        last = -1
        for at, word_is_own in enumerate(own):
            last = last if word_is_own else at
            if at - last >= length:
                yield tuple(words[at - length + 1 : at + 1])


def _grams(words: list[str], length: int) -> Iterator[Words]:
    return zip(*(words[at:] for at in range(length)), strict=False)


def runs_of_rubric(rubric: Rubric) -> Iterator[Words]:
    """Every run of words of a rubric that counts as its own."""
    texts = _strings(rubric.model_dump(mode="json", exclude_unset=True))
    for text in texts:
        yield from _grams([word.casefold() for word in _WORD.findall(text)], _FROM_THE_RUBRIC)


def _strings(plain: object) -> Iterator[str]:
    """Every text in plain data."""
    match plain:
        case str():
            yield plain
        case dict():
            for value in cast("dict[str, object]", plain).values():
                yield from _strings(value)
        case list():
            for value in cast("list[object]", plain):
                yield from _strings(value)
        case _:
            pass
