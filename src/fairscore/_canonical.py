"""
Canonical JSON and its digest: one sequence of bytes for one document.

The form is RFC 8785 (JSON Canonicalization Scheme, 2020) for the values a document may hold:
null, booleans, whole numbers up to 2^53-1, text, lists and mappings. There are no floats, so the
hard half of the standard (how to print a float) never arises.
"""

import hashlib
import json
from typing import Any, TypeAlias, cast

from fairscore.errors import FairscoreError

__all__ = ["LARGEST_INTEGER", "NotCanonicalError", "Plain", "canonical", "digest", "encode"]

Plain: TypeAlias = "bool | int | str | list[Plain] | tuple[Plain, ...] | dict[str, Plain] | None"
"""What a document is made of: JSON without floats."""

_SORTED = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))

LARGEST_INTEGER = 2**53 - 1
"""The largest whole number that every JSON reader keeps exact (RFC 7493, section 2.2)."""


class NotCanonicalError(FairscoreError, ValueError):
    """A value that canonical JSON cannot hold: a float, a large number, a key that is not text."""


def canonical(value: object) -> bytes:
    r"""
    Write a value as canonical JSON, checking that it can be written.

    Args:
        value: None, bool, int, str, list, tuple or dict with text keys, nested.

    Returns:
        UTF-8 bytes: sorted keys, no white space, the shortest escapes.

    Raises:
        NotCanonicalError: For anything else, without naming the value.

    Example:
        >>> canonical({"b": 1, "a": [True, None, "ü"]})
        b'{"a":[true,null,"\xc3\xbc"],"b":1}'
    """
    return encode(_checked(value))


def encode(value: Plain) -> bytes:
    """
    Write a value that is known to be canonical JSON data. See `canonical` for one that is not.

    Raises:
        NotCanonicalError: For a lone surrogate, which no UTF-8 text can hold.
    """
    text = _SORTED.encode(value)
    if not text.isascii() and max(text) > "\uffff":
        # RFC 8785 sorts keys by UTF-16 units. Python sorts by code point, which differs only
        # where a key holds a character beyond the first plane.
        text = json.dumps(_by_utf16(value), ensure_ascii=False, separators=(",", ":"))
    try:
        return text.encode()
    except UnicodeEncodeError:
        pass
    # Raised out here so that no exception carries the text as its context.
    raise NotCanonicalError("text with a lone surrogate cannot be written")


def digest(data: bytes) -> str:
    """
    SHA-256 of canonical bytes, with the name of the method in front.

    A digest of a scorecard can be guessed from the few marks there are to give, so it is a name
    for bytes one already has, not a seal; sealing adds a salt.

    Example:
        >>> digest(b"{}")
        'sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a'
    """
    return "sha256:" + hashlib.sha256(data).hexdigest()


def _checked(value: Any) -> Plain:
    """The same value, known to be plain."""
    if value is None or isinstance(value, str | bool):
        return value
    if isinstance(value, int):
        if abs(value) > LARGEST_INTEGER:
            raise NotCanonicalError("a whole number beyond 2^53-1 cannot be written")
        return int(value)
    if isinstance(value, list | tuple):
        return [_checked(item) for item in cast("list[Any]", value)]
    if isinstance(value, dict):
        fields = cast("dict[Any, Any]", value)  # type: ignore[redundant-cast] # pyright needs it
        if not all(isinstance(key, str) for key in fields):
            raise NotCanonicalError("a key that is not text cannot be written")
        return {key: _checked(item) for key, item in fields.items()}
    raise NotCanonicalError(f"a value of type {type(value).__name__} cannot be written")


def _by_utf16(value: Plain) -> Plain:
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be", "surrogatepass"))
        return {key: _by_utf16(value[key]) for key in keys}
    if isinstance(value, list | tuple):
        return [_by_utf16(item) for item in value]
    return value
