"""What a lint is: a slug, a reason, where the reason comes from, and a look at one document."""

from collections.abc import Callable, Iterable
from typing import Literal

import attrs

from fairscore.errors import Problem
from fairscore.rubric import Rubric
from fairscore.vocabulary import Vocabulary

__all__ = ["Lint", "Severity", "Subject", "rubrics_only"]

Subject = Rubric | Vocabulary
"""What a lint looks at."""

Severity = Literal["error", "warning"]
"""`error`: the document does not do what it says. `warning`: it may be read in two ways."""

Find = Callable[[Subject], Iterable[Problem]]


@attrs.frozen(kw_only=True)
class Lint:
    """
    Something to look for in a rubric or a vocabulary that has passed its schema.

    Attributes:
        slug: Stable name; its problems carry it.
        summary: What it looks for, in one clause.
        because: Why that is worth a word, in one clause.
        source: Where the reason comes from.
        severity: Whether the document does not do what it says, or may be read in two ways.
        find: Takes the document; returns problems in a fixed order, each with its path.

    Example:
        >>> from fairscore.errors import Problem
        >>> def short(document):
        ...     if len(document.title) < 4:
        ...         yield Problem(slug="acme-title", message="a title of fewer than 4 letters",
        ...                       advice="write it out", path=("title",))
        >>> Lint(slug="acme-title", summary="titles that say nothing", because="an example",
        ...      source="an example", find=short).severity
        'warning'
    """

    slug: str
    summary: str
    because: str
    source: str
    severity: Severity = "warning"
    find: Find


def rubrics_only(find: Callable[[Rubric], Iterable[Problem]]) -> Find:
    """
    A look at rubrics as a look at any subject: other documents have nothing of it.

    Example:
        >>> import fairscore as fs
        >>> rubric = fs.read("examples/backend.rubric.yaml", fs.Rubric)
        >>> tuple(rubrics_only(lambda rubric: [])(rubric))
        ()
    """
    return lambda subject: find(subject) if isinstance(subject, Rubric) else ()
