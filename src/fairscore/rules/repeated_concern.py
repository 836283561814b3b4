"""repeated-concern: one kind that several interviewers flagged as a concern."""

from fairscore.rules._repeats import repeat_rule

__all__ = ["RULE"]

RULE = repeat_rule("concern")
