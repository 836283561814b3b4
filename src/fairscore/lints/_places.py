"""Where the words of a rubric stand, and which levels are described in one place."""

from collections.abc import Iterable, Iterator
from typing import Literal

import attrs

from fairscore.lints._lint import Subject
from fairscore.rubric import Criterion, Interview, Level, Rubric, Scale
from fairscore.vocabulary import Kind

__all__ = ["Ladder", "Passage", "behaviours", "is_described", "ladders", "passages"]

Path = tuple[str | int, ...]
Sort = Literal["name", "about", "behaviour", "question"]

# What people write where an anchor will come one day.
_TO_COME = frozenset({"tbd", "todo", "tba", "tbc", "n/a", "na", "none", "xxx", "fixme", "wip"})


@attrs.frozen
class Passage:
    """
    One text of a document.

    Attributes:
        path: Where it stands.
        text: The text.
        sort: A name, what is meant, a behaviour, or a question.
    """

    path: Path
    text: str
    sort: Sort


@attrs.frozen
class Ladder:
    """
    Levels that are described in one place.

    Attributes:
        path: Where the levels stand.
        levels: The levels, from low to high.
    """

    path: Path
    levels: tuple[Level, ...]

    def pairs(self) -> Iterator[tuple[Path, Level, Level]]:
        """Each two neighbours that are both described, with the path of the upper one's anchor."""
        for index, (lower, upper) in enumerate(
            zip(self.levels, self.levels[1:], strict=False), start=1
        ):
            if lower.anchor and upper.anchor:
                yield (*self.path, index, "anchor"), lower, upper


def is_described(level: Level) -> bool:
    """
    Whether anything says what a level looks like; a dash or `TBD` does not.

    Example:
        >>> is_described(Level(value=1, anchor=("TBD",))), is_described(Level(value=1))
        (False, False)
        >>> is_described(Level(value=1, anchor=("Asks why.",)))
        True
    """
    return any(
        any(character.isalnum() for character in line)
        and line.strip(" .-<>[]()").casefold() not in _TO_COME
        for line in (*level.anchor, *level.red_flags)
    )


def ladders(rubric: Rubric) -> Iterator[Ladder]:
    """Levels that criteria describe themselves, and those of the shared scales that are used."""
    used = {rubric.scale_of(one.id).id for one in rubric.criteria if not one.levels}
    for index, scale in enumerate(rubric.scales):
        if scale.id in used:
            yield Ladder(("scales", index, "levels"), scale.levels)
    for index, criterion in enumerate(rubric.criteria):
        if criterion.levels:
            yield Ladder(("criteria", index, "levels"), criterion.levels)


def behaviours(rubric: Rubric) -> Iterator[Passage]:
    """Every line that says what an interviewer would see, below the criteria and their scales."""
    for ladder in ladders(rubric):
        yield from _of_levels(ladder.levels, ladder.path, {"behaviour"})
    for index, criterion in enumerate(rubric.criteria):
        yield from _lines(criterion.meets, ("criteria", index, "meets"))
        yield from _lines(criterion.red_flags, ("criteria", index, "red_flags"))


def passages(subject: Subject) -> Iterator[Passage]:
    """Every text of a document but ids, alignments and what is said not to be evidence."""
    yield Passage(("title",), subject.title, "name")
    if isinstance(subject, Rubric):
        if subject.description:
            yield Passage(("description",), subject.description, "about")
        for index, scale in enumerate(subject.scales):
            yield from _of_scale(scale, ("scales", index))
        for index, criterion in enumerate(subject.criteria):
            yield from _of_criterion(criterion, ("criteria", index))
        for index, interview in enumerate(subject.interviews):
            yield from _of_questions(interview, ("interviews", index))
        if subject.recommendation:
            yield from _of_scale(subject.recommendation, ("recommendation",))
    for index, kind in enumerate(subject.kinds):
        yield from _of_kind(kind, ("kinds", index))


def _lines(lines: Iterable[str], path: Path) -> Iterator[Passage]:
    for index, line in enumerate(lines):
        yield Passage((*path, index), line, "behaviour")


def _of_levels(levels: Iterable[Level], path: Path, sorts: set[Sort]) -> Iterator[Passage]:
    for index, level in enumerate(levels):
        if level.label and "name" in sorts:
            yield Passage((*path, index, "label"), level.label, "name")
        yield from _lines(level.anchor, (*path, index, "anchor"))
        yield from _lines(level.red_flags, (*path, index, "red_flags"))


def _of_scale(scale: Scale, path: Path) -> Iterator[Passage]:
    if scale.title:
        yield Passage((*path, "title"), scale.title, "name")
    yield from _of_levels(scale.levels, (*path, "levels"), {"name", "behaviour"})


def _of_criterion(criterion: Criterion, path: Path) -> Iterator[Passage]:
    if criterion.description:
        yield Passage((*path, "description"), criterion.description, "about")
    yield from _of_levels(criterion.levels, (*path, "levels"), {"name", "behaviour"})
    yield from _lines(criterion.meets, (*path, "meets"))
    yield from _lines(criterion.red_flags, (*path, "red_flags"))
    yield from _of_questions(criterion, path)


def _of_questions(owner: Criterion | Interview, path: Path) -> Iterator[Passage]:
    yield Passage((*path, "title"), owner.title, "name")
    for index, question in enumerate(owner.questions):
        yield Passage((*path, "questions", index, "text"), question.text, "question")


def _of_kind(kind: Kind, path: Path) -> Iterator[Passage]:
    yield Passage((*path, "title"), kind.title, "name")
    yield from _lines(kind.concern, (*path, "concern"))
    yield from _lines(kind.strength, (*path, "strength"))
