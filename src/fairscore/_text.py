"""The sorts of text that documents hold, each refusing what would hurt somebody later."""

import re
import unicodedata
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

__all__ = ["ID_PATTERN", "REF_PATTERN", "Id", "Language", "Moment", "Name", "Ref", "Text", "fold"]

ID_PATTERN = r"^[a-z][a-z0-9_.-]{0,63}$"
REF_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9._:@+/=~-]{0,127}$"
_LANGUAGE_PATTERN = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}$"
_MOMENT = re.compile(
    r"(19[7-9]\d|[2-9]\d{3})-\d\d-\d\dT\d\d:\d\d(:[0-5]\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)", re.ASCII
)
# Marks that turn the direction of the text around them: U+061C, U+200E/F, U+202A-E, U+2066-9.
_UNWANTED = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")


def fold(name: str) -> str:
    r"""
    What is left of a name when looks are put aside: two names with the same fold look the same.

    Example:
        >>> fold("\uff28umility") == fold("humility ")
        True
    """
    return unicodedata.normalize("NFKC", name).casefold().strip()


def _plain_name(name: str) -> str:
    """Refuse control characters and marks of direction; they can make a name look like another."""
    if name.isascii() and name.isprintable():
        return name
    for character in name:
        if unicodedata.category(character) in {"Cc", "Co", "Cn", "Zl", "Zp"} or _UNWANTED.match(
            character
        ):
            raise PydanticCustomError(
                "hidden-character",
                "holds the hidden character U+{code}",
                {"code": f"{ord(character):04X}", "advice": "remove it"},
            )
    return name


def _moment(value: Any) -> Any:
    """Take only the one spelling of a moment that cannot be misread (RFC 3339 with an offset)."""
    if isinstance(value, str) and not _MOMENT.fullmatch(value):
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

Text = Annotated[str, StringConstraints(min_length=1, max_length=10_000)]
"""Words in any language, several lines if need be."""

Moment = Annotated[AwareDatetime, BeforeValidator(_moment), Field(strict=False)]
"""A date and time with its offset from UTC."""
