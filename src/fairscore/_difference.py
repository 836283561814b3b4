"""One difference between two versions of a rubric: what it is called, and how it is found."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Generic, Literal, TypeVar

import attrs

from fairscore._tree import Path
from fairscore.errors import shown

__all__ = ["SLUGS", "Change", "Lists", "Places", "Sort", "listed", "number", "words"]

P = TypeVar("P")
Words = str | tuple[str, ...] | None
Places = tuple[Path, Path]
"""Where a part stands in the older and in the newer version."""
Sort = Literal["structure", "process", "words"]
"""What a change is of: the structure digest, how interviews are held and read, or words alone."""

SLUGS: Mapping[str, tuple[Sort, str]] = {
    "criterion-added": ("structure", "A criterion is new."),
    "criterion-removed": ("structure", "A criterion is gone."),
    "criterion-replaced": ("structure", "A criterion took the place of one that is gone."),
    "criterion-split": ("structure", "Several criteria took the place of one."),
    "criteria-merged": ("structure", "One criterion took the place of several."),
    "replaces-changed": ("words", "A criterion that was there before says anew what it replaced."),
    "shared-scale-added": ("process", "A shared scale is new."),
    "shared-scale-removed": ("process", "A shared scale is gone."),
    "scale-changed": ("process", "A criterion, or the recommendation, names another scale."),
    "level-added": ("structure", "A scale has a level that it had not."),
    "level-removed": ("structure", "A level is gone from a scale."),
    "level-moved": ("structure", "A label or an anchor stands at another value."),
    "points-changed": ("structure", "A level has other points."),
    "hire-line-moved": ("structure", "The lowest level on the hire side is another one."),
    "required-level-moved": ("structure", "The lowest level that the job needs is another one."),
    "weight-changed": ("structure", "A criterion has another weight."),
    "recommendation-added": ("structure", "A recommendation is asked for."),
    "recommendation-removed": ("structure", "No recommendation is asked for any more."),
    "interview-added": ("structure", "An interview is new."),
    "interview-removed": ("structure", "An interview is gone."),
    "interview-changed": ("structure", "An interview looks at other criteria."),
    "kind-added": ("structure", "A kind of flag is new."),
    "kind-removed": ("structure", "A kind of flag is gone."),
    "kind-renamed": ("structure", "A kind of flag has another code, and keeps its history."),
    "kind-changed": (
        "structure",
        "A kind has another criterion, opposite, or former code.",
    ),
    "order-changed": ("structure", "A list has the same entries in another order."),
    "question-added": ("process", "A question is new."),
    "question-removed": ("process", "A question is gone."),
    "minutes-changed": ("process", "Something takes more time, or less."),
    "interviewers-changed": ("process", "More people sit in an interview, or fewer."),
    "evidence-rule-changed": ("process", "A rating must come with evidence, or need not."),
    "rule-tuned": ("process", "A rule of the debrief is switched or tuned."),
    "language-changed": ("words", "The words are in another language."),
    "title-reworded": ("words", "A title reads differently."),
    "description-reworded": ("words", "A description reads differently."),
    "label-reworded": ("words", "The label of a level reads differently."),
    "anchor-reworded": ("words", "The anchor of a level reads differently."),
    "red-flags-reworded": ("words", "A list of red flags reads differently."),
    "meets-reworded": ("words", "What meeting a criterion looks like reads differently."),
    "question-reworded": ("words", "A question reads differently."),
    "kind-reworded": ("words", "The behaviour behind a kind of flag reads differently."),
    "alignments-changed": ("words", "A criterion points to other entries of frameworks."),
}
"""Every sort of change: what it is of, and what it means in a sentence."""


@attrs.frozen(kw_only=True)
class Change:
    """
    One thing that differs between two versions.

    Attributes:
        slug: Stable name of this sort of change; `SLUGS` has them all.
        message: What changed, in one clause.
        path: Where it stands in the newer version or, for what is gone, in the older.
        where: Which of the two versions the path leads into.
        sort: What the change is of.
        criteria: Ids of the criteria whose scale or words it touches.
        comparable: Whether it leaves ratings from before comparable with those from after.
    """

    slug: str
    message: str
    path: Path
    where: Literal["old", "new"] = "new"
    sort: Sort = attrs.field(
        default=attrs.Factory(lambda self: SLUGS[self.slug][0], takes_self=True)
    )
    criteria: tuple[str, ...] = ()
    comparable: bool = True


_FIELDS: Mapping[str, tuple[str, str]] = {
    "title": ("title-reworded", "the title"),
    "description": ("description-reworded", "the description"),
    "label": ("label-reworded", "the label"),
    "anchor": ("anchor-reworded", "the anchor"),
    "red_flags": ("red-flags-reworded", "the list of red flags"),
    "meets": ("meets-reworded", "what meeting it looks like"),
    "text": ("question-reworded", "the question"),
    "concern": ("kind-reworded", "the concern side"),
    "strength": ("kind-reworded", "the strength side"),
    "not_evidence": ("kind-reworded", "what is not evidence"),
}


def words(
    field: str, texts: tuple[Words, Words], places: Places, *, of: str = ""
) -> Iterator[Change]:
    """The change of a text, or of a list of texts, in the parts at two places."""
    slug, what = _FIELDS[field]
    (before, after), (was, now) = texts, places
    if before == after:
        return
    if not after:
        yield Change(slug=slug, message=f"{what}{of} is gone", path=(*was, field), where="old")
        return
    if not before:
        message = f"{what}{of} is new"
    elif field in {"title", "label"}:
        message = f"{what}{of} reads {_quoted(after)}, no longer {_quoted(before)}"
    else:
        message = f"{what}{of} reads differently"
    yield Change(slug=slug, message=message, path=(*now, field))


def number(
    slug: str, what: str, numbers: tuple[int | None, int | None], *, path: Path
) -> Iterator[Change]:
    """The change of a number that may be missing."""
    before, after = map(_or_none, numbers)
    if before != after:
        yield Change(slug=slug, message=f"{what}: {after}, no longer {before}", path=path)


def _or_none(value: int | None) -> str:
    return "none" if value is None else str(value)


def _quoted(words: Words) -> str:
    return f"`{shown(str(words))}`"


@attrs.frozen
class Lists(Generic[P]):
    """Two versions of a list whose entries have names."""

    old: Sequence[P]
    new: Sequence[P]
    name: Callable[[P], str]
    places: Places

    @property
    def names(self) -> tuple[list[str], list[str]]:
        """Names of the older and of the newer list."""
        return [*map(self.name, self.old)], [*map(self.name, self.new)]

    def both(self) -> Iterator[tuple[P, P, Places]]:
        """Entries that stand in both, with where they stand."""
        was, _ = self.names
        for index, after in enumerate(self.new):
            if (name := self.name(after)) in was:
                at = was.index(name)
                yield self.old[at], after, ((*self.places[0], at), (*self.places[1], index))

    def differences(self, added: str, removed: str, *, order: Sort) -> Iterator[Change]:
        """Entries that are new or gone, by these slugs, and another order."""
        was, now = self.names
        for index, name in enumerate(now):
            if name not in was:
                path = (*self.places[1], index)
                yield Change(slug=added, message=f"`{name}` is new", path=path)
        for index, name in enumerate(was):
            if name not in now:
                path = (*self.places[0], index)
                yield Change(slug=removed, message=f"`{name}` is gone", path=path, where="old")
        yield from self.reordered(order)

    def reordered(self, sort: Sort) -> Iterator[Change]:
        """Another order of what stands in both."""
        was, now = map(dict.fromkeys, self.names)
        if [one for one in was if one in now] != [one for one in now if one in was]:
            message = "the same in another order"
            yield Change(slug="order-changed", message=message, path=self.places[1], sort=sort)


def listed(names: Sequence[str]) -> str:
    *first, last = (f"`{name}`" for name in names)
    return f"{', '.join(first)} and {last}" if first else last
