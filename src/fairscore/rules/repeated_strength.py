"""repeated-strength: one kind that several interviewers flagged as a strength."""

from fairscore.rules._repeats import repeat_rule

__all__ = ["RULE"]


RULE = repeat_rule(
    "repeated-strength",
    "strength",
    summary="one kind that several interviewers flagged as a strength, set aside or not",
    priority=20,
)
