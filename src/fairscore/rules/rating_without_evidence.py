"""rating-without-evidence: a level chosen with nothing said about why. For the author alone."""

from collections.abc import Iterator

from fairscore._words import number
from fairscore.draft import Draft
from fairscore.finding import Check, Finding
from fairscore.rubric import Rubric
from fairscore.rules._sources import in_draft

__all__ = ["CHECK"]


def _find(rubric: Rubric, draft: Draft, threshold: int) -> Iterator[Finding]:
    criteria = {criterion.id: criterion for criterion in rubric.criteria}
    little = "nothing" if threshold == 1 else f"fewer than {number(threshold)} words"
    for index, rating in enumerate(draft.ratings):
        criterion = criteria.get(rating.criterion)
        if rating.level is None or criterion is None or not criterion.evidence_required:
            continue
        if len((rating.evidence or "").split()) < threshold:
            yield Finding(
                slug="rating-without-evidence",
                audience="author",
                about=criterion.id,
                observation=f"{criterion.title} has a level and {little} on what was said or done.",
                shows="This shows that nobody else will know what the level rests on.",
                does_not_show="It does not show that the level is wrong.",
                ask="What did the candidate say or do that fits this level?",
                next_step="Write it down in any language, or choose `no-evidence`.",
                sources=in_draft(draft, ("ratings", index)),
            )


CHECK = Check(
    slug="rating-without-evidence",
    summary="a level chosen with nothing said about why",
    threshold=1,
    unit="words, at least",
    because=(
        "one word can point to a moment; to count more would judge style, and fails for languages "
        "written without spaces"
    ),
    find=_find,
)
