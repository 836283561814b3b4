"""What a rubric says of the rules: which are off, and from which threshold on the others speak."""

from collections.abc import Iterable, Iterator
from typing import Literal

import attrs

from fairscore.finding import Check, Rule
from fairscore.rubric import Rubric, RuleSetting

__all__ = ["Tuning", "check_threshold", "rule_threshold", "tunings_of"]


@attrs.frozen(kw_only=True)
class Tuning:
    """
    What a rubric says of one rule, and what follows for others.

    Attributes:
        rule: The slug as the rubric has it.
        state: Tuned, switched off, or the name of no rule.
        threshold: When the rule speaks up now; None unless it is tuned.
        unit: What the threshold counts; empty unless it is tuned.
        along: Other rules for which the same then holds.
    """

    rule: str
    state: Literal["tuned", "off", "unknown"]
    threshold: int | None = None
    unit: str = ""
    along: tuple[str, ...] = ()


def check_threshold(check: Check, rubric: Rubric) -> int | None:
    """When this check speaks up for this rubric; None where the rubric switches it off."""
    setting = _settings(rubric).get(check.slug, RuleSetting(rule=check.slug))
    return (setting.threshold or check.threshold) if setting.enabled else None


def rule_threshold(rule: Rule, rubric: Rubric, asked: Iterable[Rule]) -> int | None:
    """When this rule speaks up for this rubric; None where the rubric switches it off."""
    settings = _settings(rubric)
    if any(one in settings and not settings[one].enabled for one in (rule.slug, rule.mirror)):
        return None
    # One family, one threshold: the lowest that the rubric sets for any rule of it.
    family = {rule.slug, *_family(rule, asked)}
    tuned = [
        setting.threshold
        for setting in rubric.rules
        if setting.rule in family and setting.threshold
    ]
    return max(rule.least, min(tuned, default=rule.threshold))


def tunings_of(rubric: Rubric, rules: Iterable[Rule], checks: Iterable[Check]) -> Iterator[Tuning]:
    """Say what the settings of a rubric come to, each rule once, in the rubric's order."""
    asked = tuple(rules)
    every: tuple[Rule | Check, ...] = (*asked, *checks)
    by_slug = {one.slug: one for one in every}
    told: set[str] = set()
    for setting in rubric.rules:
        if setting.rule in told or (setting.enabled and setting.threshold is None):
            continue
        one = by_slug.get(setting.rule)
        tuning = _tuning(one, rubric, asked) if one else Tuning(rule=setting.rule, state="unknown")
        told |= {tuning.rule, *tuning.along}
        yield tuning


def _tuning(one: Rule | Check, rubric: Rubric, asked: tuple[Rule, ...]) -> Tuning:
    if isinstance(one, Check):
        threshold = check_threshold(one, rubric)
        return _told(one, threshold, shared=(), switched=())
    shared = tuple(
        slug
        for slug, other in _family(one, asked).items()
        if slug != one.slug and rule_threshold(other, rubric, asked) is not None
    )
    switched = tuple(other.slug for other in asked if other.slug == one.mirror)
    return _told(one, rule_threshold(one, rubric, asked), shared=shared, switched=switched)


def _told(
    one: Rule | Check,
    threshold: int | None,
    *,
    shared: tuple[str, ...],
    switched: tuple[str, ...],
) -> Tuning:
    if threshold is None:
        return Tuning(rule=one.slug, state="off", along=switched)
    return Tuning(rule=one.slug, state="tuned", threshold=threshold, unit=one.unit, along=shared)


def _family(rule: Rule, asked: Iterable[Rule]) -> dict[str, Rule]:
    return {other.slug: other for other in asked if rule.family and other.family == rule.family}


def _settings(rubric: Rubric) -> dict[str, RuleSetting]:
    return {setting.rule: setting for setting in rubric.rules}
