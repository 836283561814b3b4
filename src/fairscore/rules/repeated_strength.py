"""repeated-strength: one kind that several interviewers flagged as a strength."""

from collections.abc import Iterator

from fairscore.debrief import Debrief
from fairscore.finding import Finding
from fairscore.rules._repeats import repeat_finding, repeat_rule, repeats

__all__ = ["RULE"]


def _find(debrief: Debrief, threshold: int) -> Iterator[Finding]:
    for count in repeats(debrief, "strength", threshold):
        yield repeat_finding(debrief, count, "repeated-strength")


RULE = repeat_rule(
    "repeated-strength",
    _find,
    summary="one kind that several interviewers flagged as a strength, set aside or not",
    priority=20,
    mirror="repeated-concern",
)
