"""The four rules about repeats as one rubric tunes them; others leave to them what they list."""

from fairscore.debrief import Debrief
from fairscore.rules import (
    concern_against_recommendation,
    repeated_concern,
    repeated_strength,
    strength_against_recommendation,
)
from fairscore.rules._settings import rule_threshold

__all__ = ["REPEATS", "brings_up_concern"]

REPEATS = (
    concern_against_recommendation.RULE,
    strength_against_recommendation.RULE,
    repeated_concern.RULE,
    repeated_strength.RULE,
)


def brings_up_concern(debrief: Debrief, people: int) -> bool:
    """Whether a concern that so many people share is a repeat, as this rubric tunes it."""
    threshold = rule_threshold(repeated_concern.RULE, debrief.rubric, REPEATS)
    return threshold is not None and people >= threshold
