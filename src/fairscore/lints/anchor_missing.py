"""anchor-missing: a level that nothing describes."""

from collections import Counter
from collections.abc import Iterator, Sequence

from fairscore.errors import Problem
from fairscore.lints._lint import Lint, rubrics_only
from fairscore.lints._places import is_described
from fairscore.lints._words import quoted
from fairscore.rubric import Level, Rubric

__all__ = ["LINT"]


def _find(rubric: Rubric) -> Iterator[Problem]:
    sharing = Counter(rubric.scale_of(one.id).id for one in rubric.criteria if not one.levels)
    places = {scale.id: index for index, scale in enumerate(rubric.scales)}
    for index, criterion in enumerate(rubric.criteria):
        scale = rubric.scale_of(criterion.id)
        if criterion.meets:
            continue
        # Levels that several criteria share cannot describe any one of them.
        shared = not criterion.levels and sharing[scale.id] > 1
        if shared or not any(map(is_described, scale.levels)):
            yield Problem(
                slug="anchor-missing",
                message=f"{quoted(criterion.title)} has no anchor of its own",
                advice="add `levels` that say what each looks like for it, or `meets`",
                path=("criteria", index),
            )
        elif criterion.levels:
            yield from _gaps(criterion.levels, ("criteria", index))
        else:
            yield from _gaps(scale.levels, ("scales", places[scale.id]))


def _gaps(levels: Sequence[Level], path: tuple[str | int, ...]) -> Iterator[Problem]:
    described = [is_described(level) for level in levels]
    # An old and sound way to write a long scale: every second level is described, the ends too,
    # and those between are between.
    if len(levels) > 4 and described == [index % 2 == 0 for index in range(len(levels))]:  # noqa: PLR2004 (three described levels at least)
        return
    for index, level in enumerate(levels):
        if not described[index]:
            yield Problem(
                slug="anchor-missing",
                message=f"level {level.value} has no anchor",
                advice="describe what an interviewer would see at it, or remove the level",
                path=(*path, "levels", index),
            )


LINT = Lint(
    slug="anchor-missing",
    summary="a level that nothing describes",
    because=(
        "interviewers who have to guess what a level means each guess another thing, and their "
        "ratings cannot be compared"
    ),
    source=(
        "Smith and Kendall 1963 (scales anchored by behaviour); US Office of Personnel "
        "Management, Structured Interviews: A Practical Guide, 2008, section I.4"
    ),
    find=rubrics_only(_find),
)
