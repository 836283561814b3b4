"""How findings and reports put numbers and lists into words, the same way everywhere."""

from collections.abc import Iterable
from itertools import takewhile

__all__ = ["capital", "counted_in", "listed", "number", "of_people", "times"]

_NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def number(count: int) -> str:
    """
    A small count as a word.

    Example:
        >>> number(3), number(30)
        ('three', '30')
    """
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def of_people(count: int, total: int) -> str:
    """
    A share of the panel in words.

    Example:
        >>> of_people(3, 5), of_people(1, 1)
        ('three of five interviewers', 'the only interviewer')
    """
    return (
        "the only interviewer" if total == 1 else f"{number(count)} of {number(total)} interviewers"
    )


def times(count: int, noun: str, plural: str = "") -> str:
    """
    A count with its noun.

    Example:
        >>> times(1, "occasion"), times(2, "occasion")
        ('one occasion', 'two occasions')
    """
    return f"{number(count)} {noun if count == 1 else plural or noun + 's'}"


def counted_in(count: int, unit: str) -> str:
    """
    A figure with the unit of a threshold, whose first word stands in the plural.

    Example:
        >>> counted_in(3, "people"), counted_in(1, "people who rated it, at least")
        ('3 people', '1 person who rated it, at least')
        >>> counted_in(1, "words, at least")
        '1 word, at least'
    """
    if count != 1:
        return f"{count} {unit}"
    first = "".join(takewhile(str.isalpha, unit))
    rest = unit.removeprefix(first)
    one = "person" if first == "people" else first.removesuffix("s")
    return f"{count} {one}{rest}"


def listed(names: Iterable[str]) -> str:
    """
    Names one after the other.

    Example:
        >>> listed(["a", "b", "c"])
        'a, b and c'
    """
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def capital(text: str) -> str:
    """
    The text as the beginning of a sentence; what follows its first letter stays as it is.

    Example:
        >>> capital("one of them rated API design")
        'One of them rated API design'
    """
    return text[:1].upper() + text[1:]
