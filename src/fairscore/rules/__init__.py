"""Rules: what to look for in a debrief, one a file; checks that a draft's author sees alone."""

from collections import Counter
from collections.abc import Callable, Iterable
from importlib.metadata import entry_points

from fairscore.debrief import Debrief
from fairscore.draft import Draft
from fairscore.finding import Check, Finding, Rule, RuleError
from fairscore.rubric import Rubric
from fairscore.rules import (
    concern_against_recommendation,
    criterion_not_assessed,
    group_not_work,
    judgement_not_observation,
    late_scorecard,
    lone_dissent,
    lone_red_flag,
    mixed_rubric_versions,
    not_blind,
    off_rubric,
    person_not_behaviour,
    possibly_same_concern,
    rating_without_evidence,
    recommendation_against_ratings,
    repeated_concern,
    repeated_strength,
    same_words,
    split_panel,
    straight_line,
    strength_against_recommendation,
    told_by_one,
    too_few_to_call,
    vague_impression,
    wide_spread,
)
from fairscore.rules._settings import Tuning, check_threshold, rule_threshold, tunings_of

__all__ = [
    "AUTHOR_CHECKS",
    "DEFAULT_RULES",
    "Tuning",
    "check_draft",
    "find",
    "installed_rules",
    "tunings",
]

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
    not_blind.RULE,
    late_scorecard.RULE,
    possibly_same_concern.RULE,
    too_few_to_call.RULE,
    same_words.RULE,
)
"""The rules that come with fairscore, in the order of their findings."""

AUTHOR_CHECKS: tuple[Check, ...] = (
    rating_without_evidence.CHECK,
    recommendation_against_ratings.CHECK,
    straight_line.CHECK,
    person_not_behaviour.CHECK,
    judgement_not_observation.CHECK,
    vague_impression.CHECK,
    group_not_work.CHECK,
)
"""What the author of a draft is told alone, before it is sealed."""


def find(debrief: Debrief, rules: Iterable[Rule] = DEFAULT_RULES) -> tuple[Finding, ...]:
    """
    Ask every rule about a debrief.

    Args:
        debrief: The debrief.
        rules: The rules to ask, instead of those that come with fairscore: to ask one of yours
            beside them, pass `(*DEFAULT_RULES, mine)`. The newest rubric may switch them off and
            tune them.

    Returns:
        Findings, the most important first; the same for the same scorecards in any order.

    Raises:
        RuleError: Two rules share a slug, one takes the slug of a rule of fairscore, or one returns
            what is not a finding of its own slug and audience, or points where nothing stands.
            What a rule itself raises comes through, with a note that names the rule: a rule that
            failed found nothing, and silence would read as "there is nothing".

    Example:
        >>> import fairscore as fs
        >>> rubric = fs.read("examples/backend.rubric.yaml", fs.Rubric)
        >>> card = fs.read("examples/founding-story/interviewer-a.yaml", fs.Scorecard)
        >>> debrief = fs.Debrief.of(rubric, fs.unsealed([card], origin="files"))
        >>> [finding.slug for finding in fs.find(debrief)][-1]
        'too-few-to-call'
    """
    asked = tuple(rules)
    _refuse_clashes(asked)
    found: list[tuple[int, Finding]] = []
    replaced: set[tuple[str, str]] = set()
    for rule in asked:
        if (threshold := rule_threshold(rule, debrief.rubric, asked)) is not None:
            for finding in _answers(rule, rule.find, debrief, threshold):
                _refuse_dead_ends(debrief, finding)
                found.append((rule.priority, finding))
                replaced.update((slug, finding.about) for slug in rule.stands_for)
    kept = [one for one in found if (one[1].slug, one[1].about) not in replaced]
    # Part of what a report and its digest depend on: do not change this order.
    kept.sort(
        key=lambda one: (one[0], not one[1].serious, -one[1].weight, one[1].about, one[1].slug)
    )
    return tuple(finding for _, finding in kept)


def tunings(rubric: Rubric, rules: Iterable[Rule] = DEFAULT_RULES) -> tuple[Tuning, ...]:
    """
    Say which rules a rubric tunes and switches off, and which of its names are no rule's.

    Args:
        rubric: The rubric.
        rules: The rules that are asked, as for `find`.

    Returns:
        What its settings come to, in their order: rules that share a threshold or a switch with
        one of them stand with it. A setting that changes nothing is left out.

    Example:
        >>> import fairscore as fs
        >>> rubric = fs.read("examples/backend.rubric.yaml", fs.Rubric)
        >>> tunings(rubric)
        ()
    """
    return tuple(tunings_of(rubric, rules, AUTHOR_CHECKS))


def check_draft(
    rubric: Rubric, draft: Draft, checks: Iterable[Check] = AUTHOR_CHECKS
) -> tuple[Finding, ...]:
    """
    Ask the checks about a draft. The answers are for its author alone: keep them nowhere.

    Args:
        rubric: The rubric that the draft names.
        draft: The draft.
        checks: The checks to ask. The rubric may switch them off and tune them.

    Returns:
        Findings in the order of the checks.

    Raises:
        RuleError: As for `find`.

    Example:
        >>> import fairscore as fs
        >>> from fairscore.draft import DraftRating
        >>> from fairscore.scorecard import RubricRef
        >>> rubric = fs.read("examples/backend.rubric.yaml", fs.Rubric)
        >>> draft = fs.Draft(rubric=RubricRef(id=rubric.id, version=1), application="app-1",
        ...                  interviewer="interviewer-a",
        ...                  ratings=(DraftRating(criterion="humility", level=3),))
        >>> [finding.slug for finding in check_draft(rubric, draft)]
        ['rating-without-evidence']
    """
    asked = tuple(checks)
    _refuse_clashes(asked)
    found: list[Finding] = []
    for check in asked:
        if (threshold := check_threshold(check, rubric)) is not None:
            found += _answers(check, check.find, rubric, draft, threshold)
    return tuple(found)


def installed_rules() -> tuple[Rule, ...]:
    """
    Rules that other installed packages offer under the entry point group `fairscore.rules`.

    Nothing of another package is imported before this is called, and `find` does not call it: pass
    the rules on, as in `find(debrief, (*DEFAULT_RULES, *installed_rules()))`.

    Returns:
        The rules by the name of their entry point.

    Raises:
        RuleError: An entry point is not a `Rule`. What importing it raises comes through, with a
            note that names the entry point.

    Example:
        >>> installed_rules()
        ()
    """
    rules: list[Rule] = []
    entries = entry_points(group="fairscore.rules")
    for entry in sorted(entries, key=lambda entry: (entry.name, entry.value)):
        try:
            rule = entry.load()
        except Exception as error:
            error.add_note(f"raised by the entry point {entry.name} of fairscore.rules")
            raise
        if not isinstance(rule, Rule):
            raise RuleError(f"the entry point {entry.name} of fairscore.rules is not a Rule")
        rules.append(rule)
    return tuple(rules)


def _refuse_clashes(asked: Iterable[Rule | Check]) -> None:
    """A slug is a page, a setting in rubrics and a name in records: it has one meaning."""
    ours: list[Rule | Check] = [*DEFAULT_RULES, *AUTHOR_CHECKS]
    own = {one.slug: one for one in ours}
    given = tuple(asked)
    for slug, count in Counter(one.slug for one in given).items():
        if count > 1:
            raise RuleError(f"{count} rules are called {slug}; give each a slug of its own")
    for one in given:
        if one.slug in own and one is not own[one.slug]:
            raise RuleError(
                f"{one.slug} is a rule of fairscore; put a prefix of yours before the slug, and "
                "leave our rule out or name it in stands_for to replace it"
            )


def _answers(
    asked: Rule | Check, ask: Callable[..., Iterable[object]], *about: object
) -> list[Finding]:
    """What a rule answers, refused where it speaks in another's name or to another audience."""
    try:
        answers = tuple(ask(*about))
    except Exception as error:
        error.add_note(f"raised by the rule {asked.slug}")
        raise
    findings: list[Finding] = []
    for answer in answers:
        if not isinstance(answer, Finding):
            raise RuleError(f"the rule {asked.slug} returned something that is not a Finding")
        if (answer.slug, answer.audience) != (asked.slug, asked.audience):
            raise RuleError(f"the rule {asked.slug} returned a finding of another slug or audience")
        findings.append(answer)
    return findings


def _refuse_dead_ends(debrief: Debrief, finding: Finding) -> None:
    """A finding without the words it rests on would be a claim without a source."""
    for source in finding.sources:
        try:
            debrief.written(source.interviewer, source.interview, source.path)
        except KeyError:
            raise RuleError(
                f"the rule {finding.slug} points to {source.path!r} of a scorecard, and nothing "
                "stands there; a path is () for the scorecard, ('ratings', 0), ('flags', 0), "
                "('answers', 0) or ('recommendation',)"
            ) from None
