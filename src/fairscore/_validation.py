"""Validating plain data of a document, no further than its faults are told."""

from collections.abc import Container
from itertools import islice, takewhile
from typing import TypeVar

import attrs
from pydantic import BaseModel, ValidationError

from fairscore._canonical import Plain, encode
from fairscore._faults import Reporter, errors_of, parts_of
from fairscore._fields import Fields
from fairscore._part import Document
from fairscore._tree import MAX_FAULTS, Fault, Path

__all__ = ["validated"]

D = TypeVar("D", bound=Document)
_FIRST = 2 * MAX_FAULTS
"""So many values of a field are validated first."""
_LOOKED_AT = 4 * MAX_FAULTS
_CUT = True
"""Stands where a list was cut: no list of ours holds truth values, so that it is an error there."""


def validated(kind: type[D], plain: Fields, reporter: Reporter) -> tuple[D | None, list[Fault]]:
    """
    Validate plain data.

    A small file can hold thousands of errors, and each costs more than the value that it is about.
    So a beginning of each field is validated, and twice as much of it until that shows as many
    faults as are told, or is all there is. The faults are those of the whole.

    Args:
        kind: The class.
        plain: Plain data.
        reporter: What makes faults of the validator's errors.

    Returns:
        The document, or None and the first faults of it, at most a hundred.
    """
    most = _FIRST
    while True:
        beginning = _Beginning(most)
        data = encode(beginning.of(plain, kind))
        try:
            document = kind.model_validate_json(data)
        except ValidationError as error:
            document = None
            faults, is_enough = _first(error, plain, reporter, cuts=beginning.cuts)
        else:
            faults, is_enough = [], not beginning.cuts
        if is_enough:
            return document, faults
        most *= 2


def _first(
    error: ValidationError, plain: Fields, reporter: Reporter, *, cuts: Container[Path]
) -> tuple[list[Fault], bool]:
    """The first faults of an error, and whether more of the data would show no others."""
    errors = errors_of(error)
    before = list(takewhile(lambda one: one["loc"] not in cuts, errors))
    is_all = len(before) == len(errors)
    faults = list(islice(reporter.faults(before, plain, is_all=is_all), MAX_FAULTS))
    # Of a text that was not read to its end, most errors are for want of the rest and are not told.
    # There may be any number of them, and they are not all looked through.
    is_tiring = reporter.is_unfinished and len(before) >= _LOOKED_AT
    return faults, is_all or len(faults) == MAX_FAULTS or is_tiring


@attrs.define
class _Beginning:
    """
    Cuts lists, so that what is left of each field holds no more than some values.

    What the validator never looks into is emptied on the way: unknown fields, and lists and
    mappings where none may stand.
    """

    most: int
    left: int = 0
    path: list[str | int] = attrs.field(factory=list[str | int])
    cuts: set[Path] = attrs.field(factory=set[Path])

    def of(self, plain: Fields, kind: type[BaseModel]) -> dict[str, Plain]:
        """Give the beginning of each field."""
        parts = parts_of(kind)
        kept: dict[str, Plain] = {}
        for field, value in plain.items():
            self.left = self.most
            kept[field] = self._cut(field, value, parts[field]) if field in parts else None
        return kept

    def _cut(self, step: str | int, value: Plain, part: type[BaseModel] | None) -> Plain:
        self.left -= 1
        if not value or not isinstance(value, dict | list):
            return value
        self.path.append(step)
        cut = self._list(value, part) if isinstance(value, list) else self._mapping(value, part)
        self.path.pop()
        return cut

    def _mapping(self, value: Fields, part: type[BaseModel] | None) -> dict[str, Plain]:
        if part is None:
            return {}
        parts = parts_of(part)
        return {
            key: self._cut(key, inner, parts[key]) if key in parts else None
            for key, inner in value.items()
        }

    def _list(self, value: list[Plain], part: type[BaseModel] | None) -> list[Plain]:
        kept: list[Plain] = []
        for index, inner in enumerate(value):
            if self.left <= 0:
                self.cuts.add((*self.path, index))
                return [*kept, _CUT]
            # No list of ours stands in a list.
            kept.append(self._cut(index, [] if isinstance(inner, list) else inner, part))
        return kept
