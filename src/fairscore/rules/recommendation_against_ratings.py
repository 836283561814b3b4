"""recommendation-against-ratings: the whole leans one way, most parts the other. For the author."""

from collections.abc import Iterator

from fairscore._words import number, times
from fairscore.draft import Draft
from fairscore.finding import Check, Finding
from fairscore.rubric import Rubric
from fairscore.rules._sources import in_draft

__all__ = ["CHECK"]


def _find(rubric: Rubric, draft: Draft, threshold: int) -> Iterator[Finding]:
    scale, given = rubric.recommendation, draft.recommendation
    if scale is None or scale.hire_line is None or given is None or given.level is None:
        return
    hires = given.level >= scale.hire_line
    sides = _sides(rubric, draft)
    against = [index for index, above in sides.items() if above != hires]
    if len(against) >= threshold and 2 * len(against) > len(sides):
        yield Finding(
            slug="recommendation-against-ratings",
            audience="author",
            observation=(
                f"The recommendation leans {'to hire' if hires else 'not to hire'}; of "
                f"{times(len(sides), 'rating')} with a line, {number(len(against))} "
                f"{'is' if len(against) == 1 else 'are'} on the other side of it."
            ),
            shows="This shows that something weighs in the whole that the parts do not say.",
            does_not_show="It does not show which of the two is right.",
            ask="What decides it for you? Is it a criterion of the rubric?",
            next_step="Say it in the reason or as a flag, or look at the ratings once more.",
            sources=in_draft(draft, ("recommendation",), *(("ratings", one) for one in against)),
        )


def _sides(rubric: Rubric, draft: Draft) -> dict[int, bool]:
    """Ratings on a scale with a line, by their position: whether each is at or above it."""
    known = {criterion.id for criterion in rubric.criteria}
    sides: dict[int, bool] = {}
    for index, rating in enumerate(draft.ratings):
        if rating.level is not None and rating.criterion in known:
            line = rubric.scale_of(rating.criterion).hire_line
            if line is not None:
                sides[index] = rating.level >= line
    return sides


CHECK = Check(
    slug="recommendation-against-ratings",
    summary="the recommendation leans one way and most ratings the other",
    threshold=2,
    unit="ratings on the other side, at least, and more than half of those with a line",
    because="one rating may well be outweighed; most of them call for a word",
    find=_find,
)
