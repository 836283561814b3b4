"""Rules: what to look for in a debrief, one a file; and checks that a draft's author sees alone."""

from collections.abc import Iterable, Iterator
from importlib.metadata import entry_points

from fairscore.debrief import Debrief
from fairscore.finding import Check, Finding, Rule
from fairscore.rubric import Rubric
from fairscore.rules import (
    concern_against_recommendation,
    criterion_not_assessed,
    lone_dissent,
    lone_red_flag,
    mixed_rubric_versions,
    off_rubric,
    person_not_behaviour,
    rating_without_evidence,
    recommendation_against_ratings,
    repeated_concern,
    repeated_strength,
    split_panel,
    straight_line,
    strength_against_recommendation,
    told_by_one,
    too_few_to_call,
    wide_spread,
)
from fairscore.scorecard import Draft

__all__ = ["AUTHOR_CHECKS", "DEFAULT_RULES", "check_draft", "find", "installed_rules"]

DEFAULT_RULES: tuple[Rule, ...] = (
    concern_against_recommendation.RULE,
    strength_against_recommendation.RULE,
    repeated_concern.RULE,
    repeated_strength.RULE,
    lone_red_flag.RULE,
    split_panel.RULE,
    mixed_rubric_versions.RULE,
    told_by_one.RULE,
    wide_spread.RULE,
    lone_dissent.RULE,
    criterion_not_assessed.RULE,
    off_rubric.RULE,
    too_few_to_call.RULE,
)
"""The rules that come with fairscore, in the order of their findings."""

AUTHOR_CHECKS: tuple[Check, ...] = (
    rating_without_evidence.CHECK,
    recommendation_against_ratings.CHECK,
    straight_line.CHECK,
    person_not_behaviour.CHECK,
)
"""What the author of a draft is told alone, before it is sealed."""


def find(debrief: Debrief, rules: Iterable[Rule] = DEFAULT_RULES) -> tuple[Finding, ...]:
    """
    Ask every rule about a debrief.

    Args:
        debrief: The debrief.
        rules: The rules to ask. The newest rubric may switch them off and tune them.

    Returns:
        Findings, the most important first; the same for the same scorecards in any order.

    Example:
        >>> import fairscore as fs
        >>> rubric = fs.read("examples/backend.rubric.yaml", fs.Rubric)
        >>> card = fs.read("examples/founding-story/interviewer-a.yaml", fs.Scorecard)
        >>> debrief = fs.Debrief.of(rubric, fs.unsealed([card], origin="files"))
        >>> [finding.slug for finding in fs.find(debrief)][-1]
        'too-few-to-call'
    """
    asked = tuple(rules)
    found: list[tuple[int, Finding]] = []
    for rule in asked:
        if (threshold := _threshold(rule, debrief.rubric, asked)) is not None:
            found += [(rule.priority, finding) for finding in rule.find(debrief, threshold)]
    replaced = {
        (slug, finding.about)
        for rule in asked
        for _, finding in found
        if finding.slug == rule.slug
        for slug in rule.stands_for
    }
    kept = [
        (priority, finding)
        for priority, finding in found
        if (finding.slug, finding.about) not in replaced
    ]
    kept.sort(key=lambda one: (one[0], -one[1].weight, one[1].about, one[1].slug))
    return tuple(finding for _, finding in kept)


def check_draft(
    rubric: Rubric, draft: Draft, checks: Iterable[Check] = AUTHOR_CHECKS
) -> tuple[Finding, ...]:
    """
    Ask the checks about a draft. The answers are for its author alone: show them, do not store them.

    Args:
        rubric: The rubric that the draft names.
        draft: The draft.
        checks: The checks to ask. The rubric may switch them off and tune them.

    Returns:
        Findings in the order of the checks.

    Example:
        >>> import fairscore as fs
        >>> from fairscore.scorecard import DraftRating, RubricRef
        >>> rubric = fs.read("examples/backend.rubric.yaml", fs.Rubric)
        >>> draft = fs.Draft(rubric=RubricRef(id=rubric.id, version=1), application="app-1",
        ...                  interviewer="interviewer-a",
        ...                  ratings=(DraftRating(criterion="humility", level=3),))
        >>> [finding.slug for finding in check_draft(rubric, draft)]
        ['rating-without-evidence']
    """
    asked = tuple(checks)
    return tuple(
        finding
        for check in asked
        if (threshold := _threshold(check, rubric, ())) is not None
        for finding in check.find(rubric, draft, threshold)
    )


def installed_rules() -> tuple[Rule, ...]:
    """
    Rules that other installed packages offer under the entry point group `fairscore.rules`.

    Returns:
        The rules by the name of their entry point. Pass them on: `find(debrief, (*DEFAULT_RULES, *installed_rules()))`.

    Example:
        >>> installed_rules()
        ()
    """
    return tuple(_loaded())


def _loaded() -> Iterator[Rule]:
    for entry in sorted(entry_points(group="fairscore.rules"), key=lambda entry: entry.name):
        rule = entry.load()
        if not isinstance(rule, Rule):
            raise TypeError(f"the entry point {entry.name} of fairscore.rules is not a Rule")
        yield rule


def _threshold(asked: Rule | Check, rubric: Rubric, others: Iterable[Rule]) -> int | None:
    """When this rule speaks up for this rubric; None where the rubric switches it off."""
    family = getattr(asked, "family", "")
    siblings = {asked.slug} | {other.slug for other in others if family and other.family == family}
    settings = {setting.rule: setting for setting in rubric.rules}
    own = settings.get(asked.slug)
    if own is not None and not own.enabled:
        return None
    # Rules of one family share the lowest threshold set for any of them.
    tuned = [
        setting.threshold
        for slug in sorted(siblings)
        if (setting := settings.get(slug)) and setting.threshold
    ]
    return min(tuned, default=asked.threshold)
