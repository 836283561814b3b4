"""Plain data of any shape: what checks between fields read, for there may be no model yet."""

from collections.abc import Iterator, Mapping

from fairscore._canonical import Plain

__all__ = ["Fields", "listing", "rows", "word"]

Fields = Mapping[str, Plain]
"""The fields of a document or of a part of it, as plain data."""


def listing(plain: Fields, field: str) -> list[Plain]:
    """The items of a list in plain data; none if it is not a list."""
    items = plain.get(field)
    return items if isinstance(items, list) else []


def rows(plain: Fields, field: str) -> Iterator[tuple[int, Fields]]:
    """Mappings in a list of plain data, with their positions; anything else is passed over."""
    for index, item in enumerate(listing(plain, field)):
        if isinstance(item, dict):
            yield index, item


def word(plain: Fields, field: str) -> str | None:
    """A field of plain data if it is text."""
    value = plain.get(field)
    return value if isinstance(value, str) else None
