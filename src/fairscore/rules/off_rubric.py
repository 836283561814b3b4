"""off-rubric: remarks that answer to no criterion."""

from collections.abc import Iterator

from fairscore.debrief import Debrief
from fairscore.finding import Finding, Rule
from fairscore.rules._sources import of_flags
from fairscore.rules._words import times
from fairscore.vocabulary import OTHER

__all__ = ["RULE"]


def _find(debrief: Debrief, threshold: int) -> Iterator[Finding]:
    outside = [raised for raised in debrief.flags if raised.flag.kind == OTHER]
    if len(outside) >= threshold:
        people = {raised.person for raised in outside}
        yield Finding(
            slug="off-rubric",
            audience="panel",
            observation=f"{times(len(outside), 'remark').capitalize()} outside the rubric's kinds.",
            shows="This shows what the rubric has no word for.",
            does_not_show="It does not show that the job needs it; the rubric was written before anyone was met.",
            ask="Which criterion of the job does it answer to? If none, why weigh it?",
            next_step="Name the criterion, or leave the remark out of the decision; add a kind for next time.",
            sources=of_flags(outside),
            weight=len(people),
        )


RULE = Rule(
    slug="off-rubric",
    audience="panel",
    summary="remarks that answer to no criterion",
    threshold=1,
    unit="remarks",
    because="one remark that answers to no criterion can carry a decision unnoticed",
    find=_find,
    priority=75,
)
