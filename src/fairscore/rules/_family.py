"""The four rules about repeats as one rubric tunes them; others leave to them what they list."""

from collections.abc import Mapping

from fairscore.debrief import Debrief
from fairscore.finding import Rule
from fairscore.rules import (
    concern_against_recommendation,
    repeated_concern,
    repeated_strength,
    strength_against_recommendation,
)
from fairscore.rules._count import OTHER_WAY, Direction, lean_of
from fairscore.rules._settings import rule_threshold

__all__ = ["least_people"]

_ALWAYS: Mapping[Direction, Rule] = {
    "concern": repeated_concern.RULE,
    "strength": repeated_strength.RULE,
}
_AGAINST: Mapping[Direction, Rule] = {
    "concern": concern_against_recommendation.RULE,
    "strength": strength_against_recommendation.RULE,
}
_REPEATS = (*_AGAINST.values(), *_ALWAYS.values())


def least_people(debrief: Debrief, direction: Direction) -> int | None:
    """How many people make a repeat that some rule brings up; None where none would."""
    rules = [_ALWAYS[direction]]
    if lean_of(debrief) == OTHER_WAY[direction]:
        rules.append(_AGAINST[direction])
    thresholds = (_threshold(debrief, rule) for rule in rules)
    return min((one for one in thresholds if one is not None), default=None)


def _threshold(debrief: Debrief, rule: Rule) -> int | None:
    return rule_threshold(rule, debrief.rubric, _REPEATS)
