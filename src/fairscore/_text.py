"""The sorts of text that documents hold, each refusing what would hurt somebody later."""

import re
import unicodedata
from datetime import datetime, timedelta
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from fairscore._canonical import LARGEST_INTEGER
from fairscore._tree import MAX_TEXT

__all__ = [
    "ID_PATTERN",
    "REF_PATTERN",
    "TEXT_PATTERN",
    "Id",
    "Language",
    "LevelValue",
    "Moment",
    "Name",
    "Ref",
    "Text",
    "Version",
    "Words",
    "fold",
    "hidden_in",
]

ID_PATTERN = r"^[a-z][a-z0-9_.-]{0,63}$"
REF_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9._:@+/=~-]{0,127}$"
_LANGUAGE_PATTERN = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}$"
_MOMENT = re.compile(
    r"(19[7-9]\d|[2-9]\d{3})-\d\d-\d\dT\d\d:\d\d(:[0-5]\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)", re.ASCII
)
TEXT_PATTERN = r"^[^\x00]*$"
# What has no looks of its own: Unicode's default ignorable code points, marks that turn the
# direction of the text around them, and what is drawn as a gap without being a space (the empty
# Braille cell, Khitan's filler, the blanks among the hieroglyphs, music's note without a head).
# Joiners and the first sixteen variation selectors stay: Persian, the scripts of India and emoji
# are spelt with them; `fold` passes over them, so that they tell no two names apart. The further
# selectors are refused with the tags beside them: long hidden texts have been written in them.
_UNWANTED = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\u2800\u3164\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U00013441\U00013442\U00016fe4"
    "\U0001bca0-\U0001bca3\U0001d159\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_JOINERS = re.compile("[\u200c\u200d\ufe00-\ufe0f]")
_FIRST_YEAR = 1970


_MOST_MARKS = b"\x01" * 31
_MARKS = re.compile(b"\x01{31,}")


def fold(name: str) -> str:
    r"""
    What is left of a name when looks are put aside: two names with the same fold look the same.

    Example:
        >>> fold("\uff28umility") == fold("humility ")
        True
    """
    seen = _JOINERS.sub("", unicodedata.normalize("NFKC", _few_marks(name)))
    return " ".join(unicodedata.normalize("NFKC", seen.casefold()).split())


def _few_marks(text: str) -> str:
    """
    The text with at most thirty marks in a row, which is more than any script has.

    Normalizing sorts the marks of a row, in a time that grows with the square of their number
    (Unicode Standard Annex 15, stream-safe text).
    """
    if text.isascii():
        return text
    marks = bytes(map(bool, map(unicodedata.combining, text)))
    if _MOST_MARKS not in marks:
        return text
    kept: list[str] = []
    begin = 0
    for run in _MARKS.finditer(marks):
        kept.append(text[begin : run.start() + len(_MOST_MARKS) - 1])
        begin = run.end()
    return "".join((*kept, text[begin:]))


def hidden_in(name: str) -> str:
    r"""
    The characters that nobody sees, in their order: no name may hold one.

    Example:
        >>> hidden_in("Cod\u202eing") == "\u202e"
        True
    """
    # Not the unassigned ones: each version of Unicode assigns some, and so each Python.
    return "".join(
        one for one in name if unicodedata.category(one) in {"Cc", "Co"} or _UNWANTED.match(one)
    )


def _plain_name(name: str) -> str:
    """Refuse control characters and marks of direction; they can make a name look like another."""
    if name.isascii() and name.isprintable() and not name.isspace():
        return name
    if not fold(name):
        raise PydanticCustomError(
            "too-short",
            "a text with nothing in it",
            {"advice": "write it, or remove the field"},
        )
    if hidden := hidden_in(name):
        raise PydanticCustomError(
            "hidden-character",
            "holds the hidden character U+{code}",
            {"code": f"{ord(hidden[0]):04X}", "advice": "remove it"},
        )
    return name


def _moment(value: Any) -> Any:
    """Take only the one spelling of a moment that cannot be misread (RFC 3339 with an offset)."""
    if isinstance(value, str):
        readable = bool(_MOMENT.fullmatch(value))
    elif isinstance(value, datetime):
        # Built in Python: what could not be written and read again is refused here.
        offset = value.utcoffset() or timedelta()
        readable = value.year >= _FIRST_YEAR and not offset % timedelta(minutes=1)
    else:
        readable = False
    if not readable:
        raise PydanticCustomError(
            "bad-time",
            "not a date and time with its offset from UTC",
            {"advice": "write it as 2026-05-04T09:30:00+02:00 or with Z for UTC"},
        )
    return value


Id = Annotated[str, StringConstraints(pattern=ID_PATTERN)]
"""A name that machines use: ASCII, lower case."""

Ref = Annotated[str, StringConstraints(pattern=REF_PATTERN)]
"""An opaque reference of the host: a candidate, an application, an interviewer."""

Language = Annotated[str, StringConstraints(pattern=_LANGUAGE_PATTERN)]
"""A language tag such as `en` or `pt-BR` (BCP 47)."""

Name = Annotated[str, StringConstraints(min_length=1, max_length=200), AfterValidator(_plain_name)]
"""A short text that people read as a label."""

Text = Annotated[str, StringConstraints(min_length=1, max_length=10_000, pattern=TEXT_PATTERN)]
"""Words in any language, several lines if need be."""

Words = Annotated[str, StringConstraints(max_length=MAX_TEXT, pattern=TEXT_PATTERN)]
"""Words while they are being written: there may be none yet, or too many."""

Version = Annotated[int, Field(ge=1, le=LARGEST_INTEGER)]
"""A version, counted up with every change."""

LevelValue = Annotated[int, Field(ge=-100, le=100)]
"""Value of a level of a scale."""

Moment = Annotated[AwareDatetime, BeforeValidator(_moment), Field(strict=False)]
"""A date and time with its offset from UTC."""
