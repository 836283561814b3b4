"""How findings put numbers and lists into words, the same way everywhere."""

from collections.abc import Iterable

__all__ = ["listed", "number", "of_people", "times"]

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
        >>> of_people(3, 5)
        'three of five interviewers'
    """
    return f"{number(count)} of {number(total)} interviewer{'s' if total != 1 else ''}"


def times(count: int, noun: str, plural: str = "") -> str:
    """
    A count with its noun.

    Example:
        >>> times(1, "occasion"), times(2, "occasion")
        ('one occasion', 'two occasions')
    """
    return f"{number(count)} {noun if count == 1 else plural or noun + 's'}"


def listed(names: Iterable[str]) -> str:
    """
    Names one after the other.

    Example:
        >>> listed(["a", "b", "c"])
        'a, b and c'
    """
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last
