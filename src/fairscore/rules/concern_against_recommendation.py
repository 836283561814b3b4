"""concern-against-recommendation: most lean one way, and a repeated concern points the other."""

from collections.abc import Iterator

from fairscore.debrief import Debrief
from fairscore.finding import Finding, Rule
from fairscore.rules._repeats import BECAUSE, leaning, repeat_finding, repeats

__all__ = ["RULE"]


def _find(debrief: Debrief, threshold: int) -> Iterator[Finding]:
    sides = leaning(debrief)
    if len(sides["strength"]) > len(sides["concern"]):
        for repeat in repeats(debrief, "concern", threshold):
            yield repeat_finding(debrief, repeat, "concern-against-recommendation", against=True)


RULE = Rule(
    slug="concern-against-recommendation",
    audience="panel",
    summary="most recommendations lean one way and a repeated concern points the other",
    threshold=2,
    unit="people",
    because=BECAUSE,
    find=_find,
    priority=10,
    family="repeat",
    stands_for=("repeated-concern",),
)
