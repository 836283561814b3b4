"""
Words of a text and of the lists in `wordlists/`, compared whole and without their looks.

Everything here takes time that grows with the length of the text and no faster.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files

from fairscore._text import fold

__all__ = ["Phrases", "is_denied", "lines_of", "sentences", "word_lists", "words"]

_WORD = re.compile(r"[^\W_]+")
_END_OF_SENTENCE = re.compile(r"[.;!?\n]")
_ASCII_WORD = re.compile(r"[a-z0-9]+")
_LONGEST_KEPT = 500


def words(text: str) -> tuple[str, ...]:
    """
    The words of a text in their order, without case, marks or looks.

    Example:
        >>> words("Doesn't ask “why”; gives man-hours.")
        ('doesnt', 'ask', 'why', 'gives', 'man', 'hours')
    """
    return _words(text) if len(text) > _LONGEST_KEPT else _kept_words(text)


def _words(text: str) -> tuple[str, ...]:
    if text.isascii():
        return tuple(_ASCII_WORD.findall(text.lower().replace("'", "")))
    return tuple(_WORD.findall(fold(text).replace("'", "").replace("\u2019", "")))


# Several lints ask for the words of one text, one after the other. What is kept is bounded.
_kept_words = lru_cache(maxsize=2048)(_words)


def sentences(text: str) -> Iterator[tuple[str, ...]]:
    """
    The words of each sentence or part of one.

    Example:
        >>> list(sentences("Asks why. Accent is not meant."))
        [('asks', 'why'), ('accent', 'is', 'not', 'meant')]
    """
    for part in _END_OF_SENTENCE.split(text):
        if found := words(part):
            yield found


@cache
def _sections(name: str, language: str) -> Mapping[str, tuple[str, ...]]:
    """Lines of a list by section; none where there is no list for the language."""
    source = files("fairscore") / "wordlists" / f"{name}.{language}.txt"
    if not source.is_file():
        return {}
    sections: dict[str, tuple[str, ...]] = {}
    section = ""
    for line in source.read_text("utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith("#"):
            sections[section] = (*sections.get(section, ()), line)
    return sections


def lines_of(name: str, language: str) -> Mapping[str, tuple[str, ...]]:
    """
    The lines of a list by section: `en-GB` has that of `en`.

    Example:
        >>> lines_of("related", "en-GB")["forms"][0], lines_of("related", "de")
        ('* s ed ing ly', {})
    """
    return _sections(name, language.split("-", maxsplit=1)[0])


@cache
def word_lists(name: str, language: str) -> Mapping[str, frozenset[str]]:
    """
    Single words by section.

    Args:
        name: Name of the list.
        language: Language tag of the document.

    Returns:
        Sections with their words; nothing where no list is written in that language.

    Example:
        >>> "very" in word_lists("anchor_by_degree", "en-GB")["degree"]
        True
        >>> word_lists("anchor_by_degree", "de")
        {}
    """
    return {
        section: frozenset(word for line in lines for word in line.split())
        for section, lines in lines_of(name, language).items()
    }


class Phrases:
    """
    Phrases of several words, each with what to write instead.

    Example:
        >>> found = Phrases.of("vague_standard", "en")["feelings"]
        >>> [phrase for phrase, _ in found.within(words("My gut feeling says no."))]
        ['gut feeling']
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self.starting: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for line in lines:
            phrase, _, advice = line.partition(" = ")
            split = words(phrase)
            self.starting.setdefault(split[0], []).append((split, advice))
        for same_start in self.starting.values():
            same_start.sort(key=lambda one: -len(one[0]))

    @staticmethod
    @cache
    def of(name: str, language: str) -> "Mapping[str, Phrases]":
        """The phrases of a list by section; nothing where no list is in that language."""
        return {section: Phrases(lines) for section, lines in lines_of(name, language).items()}

    @staticmethod
    @cache
    def first_words(name: str, language: str) -> frozenset[str]:
        """The words with which a phrase of a list begins: a text without any holds no phrase."""
        return frozenset(
            word for one in Phrases.of(name, language).values() for word in one.starting
        )

    def within(self, text: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        """Each phrase in the words of a text, the longest at each place, with what to write."""
        at = 0
        while at < len(text):
            for phrase, advice in self.starting.get(text[at], ()):
                if text[at : at + len(phrase)] == phrase:
                    yield " ".join(phrase), advice
                    at += len(phrase) - 1
                    break
            at += 1


def is_denied(sentence: Iterable[str], language: str) -> bool:
    """
    Whether a sentence says of something that it is not meant.

    Example:
        >>> is_denied(words("Polish is not meant"), "en"), is_denied(words("Polish"), "en")
        (True, False)
    """
    denying = word_lists("denial", language).get("denial", frozenset())
    return not denying.isdisjoint(sentence)
