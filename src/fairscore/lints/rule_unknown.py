"""rule-unknown: a setting for a rule that there is not."""

import difflib
from collections.abc import Iterable, Iterator

from fairscore.errors import Problem
from fairscore.lints._lint import Lint, rubrics_only
from fairscore.rubric import Rubric
from fairscore.rules import AUTHOR_CHECKS, DEFAULT_RULES

__all__ = ["LINT", "knowing"]

_MOST_TRIED = 20


def knowing(slugs: Iterable[str] = ()) -> Lint:
    """
    Make the lint for somebody who has rules of their own.

    Args:
        slugs: Slugs of rules beside those that come with fairscore.

    Returns:
        The lint.

    Example:
        >>> knowing(["acme-rule"]).slug
        'rule-unknown'
    """
    rules = [rule.slug for rule in DEFAULT_RULES]
    checks = [check.slug for check in AUTHOR_CHECKS]
    known = (*rules, *checks, *slugs)

    def find(rubric: Rubric) -> Iterator[Problem]:
        unknown = [(at, one.rule) for at, one in enumerate(rubric.rules) if one.rule not in known]
        for count, (index, rule) in enumerate(unknown):
            # Looking for a name like it is dear; who has many unknown rules has no slip of the pen.
            tried = known if count < _MOST_TRIED else ()
            close = difflib.get_close_matches(rule, tried, n=1)
            yield Problem(
                slug="rule-unknown",
                message=f"there is no rule `{rule}`, so the setting does nothing",
                advice=(
                    f"did you mean `{close[0]}`?"
                    if close
                    else "`fairscore rules` lists the rules; ignore this for one of your own"
                ),
                path=("rules", index, "rule"),
            )

    return Lint(
        slug="rule-unknown",
        summary="a setting for a rule that there is not",
        because="a rule that was meant to be off stays on, and nobody is told",
        source="follows from the document: settings name rules by their slug",
        severity="error",
        find=rubrics_only(find),
    )


LINT = knowing()
