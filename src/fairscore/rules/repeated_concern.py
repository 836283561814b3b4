"""repeated-concern: one kind that several interviewers flagged as a concern."""

from collections.abc import Iterator

from fairscore.debrief import Debrief
from fairscore.finding import Finding, Rule
from fairscore.rules._repeats import BECAUSE, repeat_finding, repeats

__all__ = ["RULE"]


def _find(debrief: Debrief, threshold: int) -> Iterator[Finding]:
    for repeat in repeats(debrief, "concern", threshold):
        yield repeat_finding(debrief, repeat, "repeated-concern")


RULE = Rule(
    slug="repeated-concern",
    audience="panel",
    summary="one kind that several interviewers flagged as a concern, set aside or not",
    threshold=2,
    unit="people",
    because=BECAUSE,
    find=_find,
    priority=20,
    family="repeat",
)
