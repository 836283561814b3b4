"""off-rubric: flags that answer to no kind of the rubric, and so to no criterion."""

from collections.abc import Iterator

from fairscore._words import capital, of_people, times
from fairscore.debrief import Debrief
from fairscore.finding import Finding, Rule
from fairscore.rules._count import people_of
from fairscore.rules._sources import of_flags
from fairscore.vocabulary import OTHER

__all__ = ["RULE"]


def _find(debrief: Debrief, threshold: int) -> Iterator[Finding]:
    outside = [raised for raised in debrief.flags if raised.flag.kind == OTHER]
    if len(outside) >= threshold:
        people = people_of(outside)
        by = of_people(len(people), len(debrief.people))
        yield Finding(
            slug="off-rubric",
            audience="panel",
            observation=(
                f"{capital(times(len(outside), 'flag'))} by {by} "
                f"{'answers' if len(outside) == 1 else 'answer'} to no kind of the rubric."
            ),
            shows="This shows what the rubric has no word for.",
            does_not_show=(
                "It does not show whether the job needs it: the rubric was written before anyone "
                "was met."
            ),
            ask="Which criterion of the job does it answer to? If none, why weigh it?",
            next_step=(
                "Name the criterion, or leave it out of the decision; add a kind for next time."
            ),
            sources=of_flags(outside),
            weight=len(people),
        )


RULE = Rule(
    slug="off-rubric",
    audience="panel",
    summary="flags that answer to no kind of the rubric, and so to no criterion",
    threshold=1,
    unit="flags",
    because="one remark that answers to no criterion can carry a decision unnoticed",
    find=_find,
    priority=75,
)
