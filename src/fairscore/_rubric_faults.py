"""Faults between the fields of a rubric, found in plain data that may be wrong elsewhere."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeGuard

from fairscore._canonical import Plain
from fairscore._fields import Fields, listing, rows, word
from fairscore._tree import Fault, Path
from fairscore.vocabulary import kind_faults, same_looks

__all__ = ["rubric_faults"]

Named = tuple[Path, Fields]
_MOST_LEVELS = 10


def rubric_faults(plain: Fields) -> Iterator[Fault]:
    """Every fault between the fields of a rubric."""
    yield from _same_twice(_named(plain, "scales"), "id")
    yield from _same_twice(_named(plain, "criteria"), "id")
    yield from _same_twice(_named(plain, "interviews"), "id")
    yield from _same_twice(_named(plain, "rules"), "rule")
    yield from _same_twice(_questions(plain), "id")
    yield from same_looks(plain, "criteria")
    yield from kind_faults(plain)
    yield from _unknown_criteria(plain)
    yield from _change_faults(plain)
    yield from _scale_faults(plain)


def _named(plain: Fields, field: str, at: Path = ()) -> Iterator[Named]:
    for index, row in rows(plain, field):
        yield (*at, field, index), row


def _questions(plain: Fields) -> Iterator[Named]:
    for field in ("criteria", "interviews"):
        for path, row in _named(plain, field):
            yield from _named(row, "questions", path)


def _same_twice(items: Iterable[Named], field: str) -> Iterator[Fault]:
    seen: set[str] = set()
    for path, row in items:
        name = word(row, field)
        if name is not None and name in seen:
            yield Fault(
                slug="duplicate-id",
                message="this name stands on another one already",
                advice="choose another",
                path=(*path, field),
            )
        elif name is not None:
            seen.add(name)


def _unknown_criteria(plain: Fields) -> Iterator[Fault]:
    known = {word(row, "id") for _, row in rows(plain, "criteria")}
    named: list[tuple[Path, Plain]] = [
        ((*path, "criterion"), row.get("criterion")) for path, row in _named(plain, "kinds")
    ]
    for path, row in _named(plain, "interviews"):
        listed = listing(row, "criteria")
        named += [((*path, "criteria", index), one) for index, one in enumerate(listed)]
        yield from _listed_twice((*path, "criteria"), listed)
    for path, name in named:
        if isinstance(name, str) and name not in known:
            yield Fault(
                slug="unknown-criterion",
                message="there is no criterion of this id",
                advice="use the id of a criterion, or add one",
                path=path,
            )


def _change_faults(plain: Fields) -> Iterator[Fault]:
    changes, version = plain.get("changes"), plain.get("version")
    since = changes.get("since") if isinstance(changes, dict) else None
    if _is_whole(since) and _is_whole(version) and since >= version:
        yield Fault(
            slug="since-not-earlier",
            message="not an earlier version than this one",
            advice="write the version that this one was made from, and count `version` up",
            path=("changes", "since"),
        )
    known = {word(row, "id") for _, row in rows(plain, "criteria")}
    for path, row in _named(plain, "criteria"):
        replaced = listing(row, "replaces")
        yield from _listed_twice((*path, "replaces"), replaced)
        for index, name in enumerate(replaced):
            if isinstance(name, str) and name in known:
                yield Fault(
                    slug="replaced-criterion-kept",
                    message="a criterion of this id is still here",
                    advice="give what was split or merged an id of its own, or remove this one",
                    path=(*path, "replaces", index),
                )


def _listed_twice(path: Path, listed: Iterable[Plain]) -> Iterator[Fault]:
    seen: set[str] = set()
    for index, name in enumerate(listed):
        if isinstance(name, str):
            if name in seen:
                yield Fault(
                    slug="duplicate-id",
                    message="this criterion is listed already",
                    advice="remove one of the two",
                    path=(*path, index),
                )
            seen.add(name)


def _scale_faults(plain: Fields) -> Iterator[Fault]:
    shared: dict[str, list[int]] = {}
    for path, row in _named(plain, "scales"):
        yield from _scale(path, row)
        if (name := word(row, "id")) is not None:
            shared.setdefault(name, _values(row))
    recommendation = plain.get("recommendation")
    if isinstance(recommendation, dict):
        yield from _scale(("recommendation",), recommendation)
    for path, row in _named(plain, "criteria"):
        yield from _criterion(path, row, shared)


def _scale(path: Path, row: Fields) -> Iterator[Fault]:
    yield from _order(path, row)
    yield from same_looks(row, "levels", label="label", at=path)
    yield from _on_scale((*path, "hire_line"), row.get("hire_line"), _values(row))


def _criterion(path: Path, row: Fields, shared: Mapping[str, list[int]]) -> Iterator[Fault]:
    yield from _order(path, row)
    yield from same_looks(row, "levels", label="label", at=path)
    own, name = _values(row), word(row, "scale")
    if name is not None and name not in shared:
        yield Fault(
            slug="unknown-scale",
            message="there is no scale of this id",
            advice="use the id of a scale, or add one under `scales`",
            path=(*path, "scale"),
        )
        return
    if name is None and not listing(row, "levels"):
        if len(shared) != 1:
            yield Fault(
                slug="no-scale",
                message="a criterion without a scale",
                advice="name one of the rubric's scales with `scale`, or write `levels`",
                path=path,
            )
            return
        name = next(iter(shared))
    if name is not None:
        for index, level in rows(row, "levels"):
            yield from _on_scale(
                (*path, "levels", index, "value"), level.get("value"), shared[name]
            )
    if len(listing(row, "levels")) == 1:  # which leaves nothing to choose
        yield Fault(
            slug="too-few",
            message="fewer than 2 levels",
            advice="add what is missing",
            path=(*path, "levels"),
        )
    yield from _on_scale(
        (*path, "required_level"), row.get("required_level"), own or shared.get(name or "", [])
    )


def _values(row: Fields) -> list[int]:
    """
    Values of the levels, for holding others against them.

    None where there are more levels than any scale may have: that is a fault of its own, and
    comparing everything with everything is work that a small file must not ask for.
    """
    if len(listing(row, "levels")) > _MOST_LEVELS:
        return []
    values = [level.get("value") for _, level in rows(row, "levels")]
    return [value for value in values if _is_whole(value)]


def _is_whole(value: Plain) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def _order(path: Path, row: Fields) -> Iterator[Fault]:
    before: int | None = None
    for index, level in rows(row, "levels"):
        value = level.get("value")
        if not _is_whole(value):
            continue
        if before is not None and value <= before:
            yield Fault(
                slug="level-order",
                message="not above the level before it",
                advice="list levels from low to high, each value once",
                path=(*path, "levels", index, "value"),
            )
        before = value


def _on_scale(path: Path, value: Plain, values: list[int]) -> Iterator[Fault]:
    if _is_whole(value) and values and value not in values:
        yield Fault(
            slug="not-on-scale",
            message="not the value of a level of this scale",
            advice=f"use one of {', '.join(map(str, dict.fromkeys(values)))}",
            path=path,
        )
