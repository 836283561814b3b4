"""Why scorecards and rubrics cannot stand side by side."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import attrs

from fairscore.assignment import Assignment
from fairscore.errors import Problem
from fairscore.rubric import Rubric
from fairscore.scorecard import Scorecard, against

__all__ = ["problems_between"]


def problems_between(
    rubrics: Sequence[Rubric],
    cards: Sequence[Scorecard],
    *,
    later: Sequence[Scorecard] = (),
    plan: Assignment | None = None,
) -> Iterator[Problem]:
    """Every reason why these, and later versions of them, cannot be put into one debrief."""
    yield from _rubrics_apart(rubrics)
    yield from _cards_apart(cards)
    yield from _cards_against(rubrics, (*cards, *later))
    if plan and plan.rubric.id not in {rubric.id for rubric in rubrics}:
        yield Problem(
            slug="other-rubric",
            message="the assignment was planned from another rubric",
            advice="give the one that these scorecards belong to, or none",
        )


def _rubrics_apart(rubrics: Sequence[Rubric]) -> Iterator[Problem]:
    if len({rubric.id for rubric in rubrics}) > 1:
        yield Problem(
            slug="several-rubrics",
            message="more than one rubric",
            advice="give versions of one rubric",
        )
    for version, digests in _by_version(rubrics).items():
        if len(digests) > 1:
            yield Problem(
                slug="rubric-twice",
                message=f"{len(digests)} rubrics that say they are version {version}",
                advice="give the one that was used; a change counts the version up",
            )


def _by_version(rubrics: Iterable[Rubric]) -> dict[int, set[str]]:
    found: dict[tuple[str, int], set[str]] = {}
    for rubric in rubrics:
        found.setdefault((rubric.id, rubric.version), set()).add(rubric.digest)
    return {version: digests for (_, version), digests in found.items()}


def _cards_apart(cards: Sequence[Scorecard]) -> Iterator[Problem]:
    if not cards:
        yield Problem(slug="no-scorecards", message="no scorecards", advice="give at least one")
    for field, what in (("application", "applications"), ("round", "rounds")):
        count = len({getattr(card, field) for card in cards})
        if count > 1:
            yield Problem(
                slug=f"several-{what}",
                message=f"scorecards of {count} {what}",
                advice="give those of one",
            )
    seats = Counter((card.interviewer, card.interview) for card in cards)
    for (interviewer, _), count in seats.items():
        if count > 1:
            yield Problem(
                slug="scorecard-twice",
                file=interviewer,
                message=f"{count} scorecards by one interviewer for one interview",
                advice="give one of them",
            )


def _cards_against(rubrics: Iterable[Rubric], cards: Iterable[Scorecard]) -> Iterator[Problem]:
    versions = {(rubric.id, rubric.version): rubric for rubric in rubrics}
    for card in cards:
        rubric = versions.get((card.rubric.id, card.rubric.version))
        if rubric is None:
            yield Problem(
                slug="rubric-not-given",
                file=card.interviewer,
                path=("rubric",),
                message=f"written against {card.rubric.id} version {card.rubric.version}",
                advice="give that version of the rubric too",
            )
        else:
            for problem in against(rubric, card):
                yield attrs.evolve(problem, file=card.interviewer)
