"""concern-against-recommendation: most lean one way, and a repeated concern points the other."""

from collections.abc import Iterator

from fairscore.debrief import Debrief
from fairscore.finding import Finding
from fairscore.rules._count import lean_of
from fairscore.rules._repeats import repeat_finding, repeat_rule, repeats

__all__ = ["RULE"]


def _find(debrief: Debrief, threshold: int) -> Iterator[Finding]:
    if lean_of(debrief) == "strength":
        for count in repeats(debrief, "concern", threshold):
            yield repeat_finding(debrief, count, "concern-against-recommendation", against=True)


RULE = repeat_rule(
    "concern-against-recommendation",
    _find,
    summary="most recommendations lean one way and a repeated concern points the other",
    priority=10,
    mirror="strength-against-recommendation",
    stands_for=("repeated-concern",),
)
