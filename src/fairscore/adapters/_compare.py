"""What of a rubric another format does not give back: found by reading what was written."""

from collections.abc import Iterator, Sequence
from typing import cast

from fairscore._tree import Path
from fairscore.errors import Problem
from fairscore.rubric import Criterion, Rubric

__all__ = ["differences"]

_OF_RUBRIC = (
    *("id", "version", "title", "description", "language", "changes"),
    *("interviews", "recommendation", "kinds", "rules"),
)
_OF_CRITERION = (
    *("id", "title", "description", "meets", "red_flags", "required_level", "weight"),
    *("questions", "minutes", "evidence_required", "alignments", "replaces"),
)
_OF_LEVEL = ("value", "label", "anchor", "red_flags", "points")
# What a document says that does not mention the field.
_UNSAID: dict[str, object] = {"version": 1, "language": "en", "evidence_required": True}
_NOTHING: tuple[object, ...] = (None, (), "")

Said = tuple[Path, tuple[str, ...], object]


def differences(before: Rubric, after: Rubric | None, what: str) -> Iterator[Problem]:
    """
    What was lost, one problem a sort of field, with the path of the first place.

    Args:
        before: The rubric that was written.
        after: What reading the result gave; None if nothing.
        what: The format, as a sentence names it.
    """
    if after is None:
        yield Problem(
            slug="loss-changed",
            message=f"what {what} holds of it cannot be read back as a rubric",
            advice="give criteria and levels names that differ in more than signs and spaces",
        )
        return
    back = {path: value for path, _, value in _all_said(after)}
    groups: dict[tuple[tuple[str, ...], bool], list[Path]] = {}
    for path, sort, value in _all_said(before):
        other = back.get(path)
        if value not in _NOTHING and value != other:
            gone = other in _NOTHING or other == _UNSAID.get(sort[-1], ...)
            groups.setdefault((sort, gone), []).append(path)
    for (sort, gone), paths in groups.items():
        name = ".".join(sort)
        times = "" if len(paths) == 1 else f" ({len(paths)} times)"
        yield Problem(
            slug="loss-field" if gone else "loss-changed",
            message=f"{what} has no place for `{name}`{times}"
            if gone
            else f"`{name}` comes back from {what} changed{times}",
            advice="keep the rubric itself, and convert from it",
            path=paths[0],
        )


def _all_said(rubric: Rubric) -> Iterator[Said]:
    for name in _OF_RUBRIC:
        yield (name,), (name,), _meant(name, getattr(rubric, name))
    for at, criterion in enumerate(rubric.criteria):
        for name in _OF_CRITERION:
            path: Path = ("criteria", at, name)
            yield path, ("criteria[]", name), _meant(name, getattr(criterion, name))
        yield from _levels_said(rubric, criterion, ("criteria", at))


def _levels_said(rubric: Rubric, criterion: Criterion, path: Path) -> Iterator[Said]:
    scale = rubric.scale_of(criterion.id)
    yield (*path, "scale"), ("criteria[]", "hire_line"), scale.hire_line
    for name in _OF_LEVEL:
        column: Sequence[object] = [getattr(one, name) for one in scale.levels]
        said = () if all(one in _NOTHING for one in column) else _bare(tuple(column))
        yield (*path, "levels", name), ("criteria[]", "levels[]", name), said


def _meant(name: str, value: object) -> object:
    """A value, or nothing where it says what a document means that does not mention it."""
    return None if value == _UNSAID.get(name, ...) else _bare(value)


def _bare(value: object) -> object:
    """A text, or texts, without space around them: that says nothing."""
    if isinstance(value, tuple):
        return tuple(_bare(one) for one in cast("tuple[object, ...]", value))
    return value.strip() if isinstance(value, str) else value
