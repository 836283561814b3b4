"""straight-line: the same level for every criterion. For the author alone."""

from collections.abc import Iterator

from fairscore._words import number
from fairscore.draft import Draft
from fairscore.finding import Check, Finding
from fairscore.rubric import Rubric
from fairscore.rules._sources import in_draft

__all__ = ["CHECK"]

_TWO_LEVELS = 2


def _find(rubric: Rubric, draft: Draft, threshold: int) -> Iterator[Finding]:
    for levels, positions in sorted(_by_length(rubric, draft).items()):
        # Met or not met: with two levels many a candidate is on one side throughout.
        if (
            levels > _TWO_LEVELS
            and len(positions) >= threshold
            and len(set(positions.values())) == 1
        ):
            yield Finding(
                slug="straight-line",
                audience="author",
                observation=(
                    f"All {number(len(positions))} ratings on {number(levels)} levels are the same "
                    "level."
                ),
                shows=(
                    "This shows that these ratings say no more than one number would: not what is "
                    "stronger and what is weaker."
                ),
                does_not_show=(
                    "It does not show that they are wrong: somebody can be as good at one thing as "
                    "at another."
                ),
                ask="In which of these was the candidate strongest, and in which weakest?",
                next_step="Go through the anchors once more, criterion by criterion.",
                sources=in_draft(draft, *(("ratings", index) for index in positions)),
            )


def _by_length(rubric: Rubric, draft: Draft) -> dict[int, dict[int, int]]:
    """
    Positions on the scale by place in the draft, apart for scales of different length.

    The numbers of two scales do not compare (2 of 1 to 4 and 2 of 0 to 2), positions do where the
    scales are equally long.
    """
    known = {criterion.id for criterion in rubric.criteria}
    found: dict[int, dict[int, int]] = {}
    for index, rating in enumerate(draft.ratings):
        if rating.criterion in known:
            values = rubric.scale_of(rating.criterion).values
            if rating.level in values:
                found.setdefault(len(values), {})[index] = values.index(rating.level)
    return found


CHECK = Check(
    slug="straight-line",
    summary="the same level for every criterion",
    threshold=5,
    unit="ratings on scales of equal length with more than two levels, at least",
    because=(
        "on four levels five ratings are equal by chance once in 256; fewer are too common to "
        "mention"
    ),
    find=_find,
)
