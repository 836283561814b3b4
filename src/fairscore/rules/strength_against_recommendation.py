"""strength-against-recommendation: most lean one way, and a repeated strength points the other."""

from collections.abc import Iterator

from fairscore.debrief import Debrief
from fairscore.finding import Finding, Rule
from fairscore.rules._repeats import BECAUSE, leaning, repeat_finding, repeats

__all__ = ["RULE"]


def _find(debrief: Debrief, threshold: int) -> Iterator[Finding]:
    sides = leaning(debrief)
    if len(sides["concern"]) > len(sides["strength"]):
        for repeat in repeats(debrief, "strength", threshold):
            yield repeat_finding(debrief, repeat, "strength-against-recommendation", against=True)


RULE = Rule(
    slug="strength-against-recommendation",
    audience="panel",
    summary="most recommendations lean one way and a repeated strength points the other",
    threshold=2,
    unit="people",
    because=BECAUSE,
    find=_find,
    priority=10,
    family="repeat",
    stands_for=("repeated-strength",),
)
