"""Lints: what may be wrong with a rubric or a vocabulary that has passed its schema, one a file."""

from collections.abc import Iterable

from fairscore.document import Document
from fairscore.errors import Problem
from fairscore.lints import (
    anchor_by_degree,
    anchor_missing,
    anchor_repeated,
    anchor_without_behaviour,
    criterion_in_one_interview,
    criterion_two_ideas,
    criterion_unassigned,
    evidence_not_required,
    excluding_wording,
    hire_line_missing,
    interview_too_short,
    kind_without_behaviour,
    kind_without_not_evidence,
    kinds_overlap,
    rule_unknown,
    vague_standard,
    weight_decides_alone,
)
from fairscore.lints._lint import Lint, Severity, Subject
from fairscore.rubric import Rubric
from fairscore.vocabulary import Vocabulary

__all__ = ["DEFAULT_LINTS", "Lint", "Severity", "Subject", "lint"]

DEFAULT_LINTS: tuple[Lint, ...] = (
    anchor_missing.LINT,
    anchor_repeated.LINT,
    anchor_by_degree.LINT,
    anchor_without_behaviour.LINT,
    criterion_two_ideas.LINT,
    criterion_unassigned.LINT,
    criterion_in_one_interview.LINT,
    interview_too_short.LINT,
    evidence_not_required.LINT,
    weight_decides_alone.LINT,
    hire_line_missing.LINT,
    kind_without_behaviour.LINT,
    kind_without_not_evidence.LINT,
    kinds_overlap.LINT,
    rule_unknown.LINT,
    vague_standard.LINT,
    excluding_wording.LINT,
)
"""The lints that come with fairscore, in the order of their problems."""


def lint(document: Document, lints: Iterable[Lint] = DEFAULT_LINTS) -> tuple[Problem, ...]:
    """
    Ask every lint about a document.

    Args:
        document: A rubric or a vocabulary; about other kinds of documents there is nothing to say.
        lints: The lints to ask.

    Returns:
        Problems with their paths, lint by lint, each lint's in the order of the document.
        `Reading.placed` gives each its file, line and column.

    Example:
        >>> import fairscore as fs
        >>> rubric = fs.parse('''
        ... {kind: rubric, schema_version: 1, id: r, version: 1, title: Screen, criteria: [
        ...   {id: c, title: Culture fit, required_level: 1,
        ...    levels: [{value: 0, anchor: [Good]}, {value: 1, anchor: [Very good]}]}]}
        ... ''', fs.Rubric)
        >>> for problem in lint(rubric):
        ...     print(problem.slug, problem.message, sep=": ")
        anchor-by-degree: level 1 differs from level 0 only by degree
        vague-standard: `culture fit` is a feeling, not a standard
    """
    if not isinstance(document, Rubric | Vocabulary):
        return ()
    return tuple(problem for one in lints for problem in one.find(document))
