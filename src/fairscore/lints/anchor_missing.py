"""anchor-missing: a level that nothing describes."""

from collections import Counter
from collections.abc import Iterator, Sequence

from fairscore._wordlists import words
from fairscore.errors import Problem
from fairscore.lints._lint import Lint, rubrics_only
from fairscore.lints._places import is_described
from fairscore.lints._quoting import quoted
from fairscore.rubric import Criterion, Level, Rubric, Scale

__all__ = ["LINT"]


def _find(rubric: Rubric) -> Iterator[Problem]:
    same = Counter(_said(rubric.scale_of(one.id)) for one in rubric.criteria)
    places = {scale.id: index for index, scale in enumerate(rubric.scales)}
    for index, criterion in enumerate(rubric.criteria):
        scale = rubric.scale_of(criterion.id)
        if _says_what_meets(criterion, scale):
            continue
        described = any(map(is_described, scale.levels))
        # Words that stand under several criteria cannot describe any one of them.
        if not described or same[_said(scale)] > 1:
            yield Problem(
                slug="anchor-missing",
                message=(
                    f"{quoted(criterion.title)} has "
                    f"{'the anchors of another and none' if described else 'no anchor'} of its own"
                ),
                advice="add `levels` that say what each looks like for it, or `meets`",
                path=("criteria", index),
            )
        elif criterion.levels:
            yield from _gaps(criterion.levels, ("criteria", index))
        else:
            yield from _gaps(scale.levels, ("scales", places[scale.id]))


def _says_what_meets(criterion: Criterion, scale: Scale) -> bool:
    """Whether the criterion says what it takes; where it is met or not, its description does."""
    is_met_or_not = len(scale.levels) == 2  # noqa: PLR2004 (met, and not met)
    return bool(criterion.meets or (is_met_or_not and criterion.description))


def _said(scale: Scale) -> tuple[tuple[tuple[str, ...], ...], ...]:
    return tuple(tuple(map(words, level.anchor)) for level in scale.levels)


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
