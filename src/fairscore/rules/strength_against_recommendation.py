"""strength-against-recommendation: most lean one way, and a repeated strength points the other."""

from collections.abc import Iterator

from fairscore.debrief import Debrief
from fairscore.finding import Finding
from fairscore.rules._count import lean_of
from fairscore.rules._repeats import repeat_finding, repeat_rule, repeats

__all__ = ["RULE"]


def _find(debrief: Debrief, threshold: int) -> Iterator[Finding]:
    if lean_of(debrief) == "concern":
        for count in repeats(debrief, "strength", threshold):
            yield repeat_finding(debrief, count, "strength-against-recommendation", against=True)


RULE = repeat_rule(
    "strength-against-recommendation",
    _find,
    summary="most recommendations lean one way and a repeated strength points the other",
    priority=10,
    mirror="concern-against-recommendation",
    stands_for=("repeated-strength",),
)
