"""repeated-concern: one kind that several interviewers flagged as a concern."""

from collections.abc import Iterator

from fairscore.debrief import Debrief
from fairscore.finding import Finding
from fairscore.rules._repeats import repeat_finding, repeat_rule, repeats

__all__ = ["RULE"]


def _find(debrief: Debrief, threshold: int) -> Iterator[Finding]:
    for count in repeats(debrief, "concern", threshold):
        yield repeat_finding(debrief, count, "repeated-concern")


RULE = repeat_rule(
    "repeated-concern",
    _find,
    summary="one kind that several interviewers flagged as a concern, set aside or not",
    priority=20,
    mirror="repeated-strength",
)
