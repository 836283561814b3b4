"""
Words of a note: what suggestions of kinds and checks for its author look at.

Everything here takes time that grows with the length of the text and no faster, and nothing of a
note is kept, as what the lints read of a rubric is.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from fairscore._text import fold
from fairscore._wordlists import lines_of, word_lists

__all__ = [
    "groups_of",
    "is_small",
    "outside_quotations",
    "parts_of",
    "sentences_of",
    "turned_words",
    "words_of",
]

# One class of characters each, never two beside each other that share a character: nothing that
# somebody writes can make them go back.
_WORD = re.compile(r"[^\W\d_]+")
_STOP = re.compile(r"[.;:!?\n]")
_WORD_OR_STOP = re.compile(r"[^\W\d_]+|[.,;:!?\n]")
# What stands in quotation marks are the candidate's words. No mark may open again before it closes:
# a row of opening marks would be read to its end from each of them.
_QUOTED = re.compile(r"\"[^\"]*\"|“[^“”]*”|„[^„“]*“|«[^«»]*»")
_PUNCTUATION = frozenset(".,;:!?\n")
_MARKS = str.maketrans("", "", "'\u2019")


def words_of(text: str) -> list[str]:
    """
    The words of a text in their order, without case, looks, digits and apostrophes.

    Example:
        >>> words_of("Didn't ask “why”; read 3 man-pages.")
        ['didnt', 'ask', 'why', 'read', 'man', 'pages']
    """
    return _WORD.findall(_plain(text))


def sentences_of(text: str) -> Iterator[tuple[str, ...]]:
    """
    The words of each sentence or part of one.

    Example:
        >>> list(sentences_of("Grew a culture. Fit the process to it."))
        [('grew', 'a', 'culture'), ('fit', 'the', 'process', 'to', 'it')]
    """
    for part in _STOP.split(text):
        if found := words_of(part):
            yield tuple(found)


def outside_quotations(text: str) -> list[str]:
    """
    The parts of a text that do not stand in quotation marks: what its author says.

    Example:
        >>> outside_quotations('Asked "what fit?" and waited')
        ['Asked ', ' and waited']
    """
    return _QUOTED.split(text)


def turned_words(text: str, language: str) -> tuple[list[str], list[str]]:
    """
    The words of a text, each once: those that stand as they are, and those turned around.

    A word such as "not" turns what follows it in the same part of the sentence.

    Example:
        >>> turned_words("Never rude, listens.", "en")
        (['never', 'listens'], ['rude'])
    """
    lists = word_lists("sides", language)
    turns, ends = lists.get("turns", frozenset()), lists.get("ends", frozenset()) | _PUNCTUATION
    plain: dict[str, None] = {}
    turned: dict[str, None] = {}
    into = plain
    for word in _WORD_OR_STOP.findall(_plain(text)):
        if word in ends:
            into = plain
        elif word in turns:
            plain[word] = None
            into = turned
        else:
            into[word] = None
    return list(plain), list(turned)


def parts_of(word: str) -> list[str]:
    """
    How a word begins, which its forms have in common in many languages; and pieces of it.

    A piece has four letters, and two in scripts without case, many of which have no spaces.

    Example:
        >>> parts_of("listens"), parts_of("承认错误")
        (['liste*', '<lis', 'list', 'iste', 'sten', 'tens', 'ens>'], ['承认', '认错', '错误'])
    """
    if word.isascii() or word.upper() != word:
        edged = f"<{word}>"
        return [f"{word[:5]}*", *[edged[at : at + 4] for at in range(len(edged) - 3)]]
    return [word[at : at + 2] for at in range(max(1, len(word) - 1))]


@cache
def groups_of(language: str) -> Mapping[str, tuple[int, ...]]:
    """
    The groups of related words in which each word stands; none where no list is in that language.

    Example:
        >>> groups = groups_of("en-GB")
        >>> groups["boasted"] == groups["bragging"], groups_of("de")
        (True, {})
    """
    lists = lines_of("related", language)
    forms = [(end.strip("*"), rest) for end, *rest in map(str.split, lists.get("forms", ()))]
    groups: dict[str, dict[int, None]] = {}
    for number, line in enumerate(lists.get("groups", ())):
        for word in line.split():
            groups.setdefault(word, {})[number] = None
            for end, endings in forms:
                if word.endswith(end):
                    for ending in endings:
                        groups.setdefault(word.removesuffix(end) + ending, {})[number] = None
    return {word: tuple(numbers) for word, numbers in groups.items()}


def is_small(word: str, language: str) -> bool:
    """
    Whether a word says too little by itself to lead to a kind.

    Example:
        >>> is_small("the", "en"), is_small("team", "en"), is_small("the", "de")
        (True, False, False)
    """
    return word in word_lists("related", language).get("small", ())


def _plain(text: str) -> str:
    """The text without looks, lines kept: `fold` would join them."""
    if text.isascii():
        return text.lower().translate(_MARKS)
    return "\n".join(map(fold, text.split("\n"))).translate(_MARKS)
