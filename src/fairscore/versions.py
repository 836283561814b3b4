"""Versions: what changed between two of a rubric or a vocabulary, and what stays comparable."""

from collections.abc import Iterator
from typing import TypeVar

import attrs

from fairscore._compare import changes, kind_changes, language_changes
from fairscore._difference import SLUGS, Change, Sort, words
from fairscore._scales import comparable, together
from fairscore.errors import DocumentError, Problem
from fairscore.rubric import Rubric
from fairscore.vocabulary import Vocabulary

__all__ = [
    "SLUGS",
    "Change",
    "Comparison",
    "Sort",
    "check_change",
    "comparable",
    "compare",
    "compare_vocabularies",
    "together",
]

D = TypeVar("D", Rubric, Vocabulary)


@attrs.frozen(kw_only=True)
class Comparison:
    """
    What changed between two versions of a rubric.

    Attributes:
        versions: Version of the older and of the newer rubric.
        comparable: Criteria of both whose ratings stay comparable, in the order of the newer.
        apart: Criteria of both whose ratings do not.
        added: Criteria of the newer alone.
        removed: Criteria of the older alone.
        recommendation: Whether recommendations stay comparable; None where one has none.
        changes: Everything that differs, in the order of the newer rubric. The version itself and
            what the rubric says under `changes` are not among it.
    """

    versions: tuple[int, int]
    comparable: tuple[str, ...]
    apart: tuple[str, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    recommendation: bool | None
    changes: tuple[Change, ...]


def compare(old: Rubric, new: Rubric) -> Comparison:
    r"""
    Say what changed between two versions of a rubric, and which ratings stay comparable.

    A debrief puts ratings under two versions in one row exactly where this says that they compare.

    Args:
        old: The version before.
        new: The version after.

    Returns:
        The comparison.

    Raises:
        DocumentError: They are not versions of one rubric.

    Example:
        >>> import fairscore as fs
        >>> old = fs.read("examples/backend.rubric.yaml", fs.Rubric)
        >>> text = fs.dump(old).replace("\nversion: 1\n", "\nversion: 2\n")
        >>> new = fs.parse(text.replace("title: Curiosity", "title: Asks why"), fs.Rubric)
        >>> comparison = compare(old, new)
        >>> comparison.apart
        ()
        >>> comparison.changes[0].message
        'the title reads `Asks why`, no longer `Curiosity`'
    """
    if old.id != new.id:
        raise DocumentError((_other(new),))
    was, now = ([one.id for one in rubric.criteria] for rubric in (old, new))
    both = [one for one in now if one in was]
    joined = {one: comparable(old.scale_of(one), new.scale_of(one)) for one in both}
    before, after = old.recommendation, new.recommendation
    return Comparison(
        versions=(old.version, new.version),
        comparable=tuple(one for one in both if joined[one]),
        apart=tuple(one for one in both if not joined[one]),
        added=tuple(one for one in now if one not in was),
        removed=tuple(one for one in was if one not in now),
        recommendation=comparable(before, after) if before and after else None,
        changes=changes(old, new),
    )


def compare_vocabularies(old: Vocabulary, new: Vocabulary) -> tuple[Change, ...]:
    r"""
    Say what changed between two versions of a vocabulary.

    A kind whose code stands in the `formerly` of another is renamed: flags under either code count
    together. One that is gone without such a word is gone with its history.

    Args:
        old: The version before.
        new: The version after.

    Returns:
        Everything that differs but the version, in the order of the newer vocabulary.

    Raises:
        DocumentError: They are not versions of one vocabulary.

    Example:
        >>> import fairscore as fs
        >>> from fairscore.vocabulary import Vocabulary, starter_vocabulary
        >>> old = starter_vocabulary()
        >>> text = fs.dump(old).replace("code: asks-why", "code: asks\n  formerly: [asks-why]")
        >>> new = fs.parse(text.replace("\nversion: 1\n", "\nversion: 2\n"), Vocabulary)
        >>> for change in compare_vocabularies(old, new):
        ...     print(change.slug, change.message)
        kind-renamed `asks`, no longer `asks-why`; flags under either count together
    """
    if old.id != new.id:
        raise DocumentError((_other(new),))
    return (
        *words("title", (old.title, new.title), ((), ())),
        *language_changes(old.language, new.language),
        *kind_changes(old.kinds, new.kinds),
    )


def check_change(old: D, new: D) -> tuple[Problem, ...]:
    r"""
    Hold what a rubric, or a vocabulary, says of its own change against the version before.

    Args:
        old: The version before.
        new: The version after.

    Returns:
        Problems with paths into the newer version and no places; empty where all is as it says.

    Example:
        >>> import fairscore as fs
        >>> old = fs.read("examples/backend.rubric.yaml", fs.Rubric)
        >>> text = fs.dump(old).replace("hire_line: 3", "hire_line: 2")
        >>> new = fs.parse(text.replace("\nversion: 1\n",
        ...     "\nversion: 2\nchanges: {since: 1, editorial: true}\n"), fs.Rubric)
        >>> print(check_change(old, new)[0].slug)
        editorial-changes-structure
    """
    if old.id != new.id:
        return (_other(new),)
    return tuple(_change_problems(old, new))


def _other(new: Rubric | Vocabulary) -> Problem:
    return Problem(
        slug="other-rubric" if isinstance(new, Rubric) else "other-vocabulary",
        message=f"not a version of the same {new.kind}",
        advice="compare versions that have one id",
        path=("id",),
    )


def _change_problems(old: Rubric | Vocabulary, new: Rubric | Vocabulary) -> Iterator[Problem]:
    if new.version <= old.version and old != new:
        yield Problem(
            slug="version-not-raised",
            message=f"it differs from version {old.version} and is not a later one",
            advice=f"write {old.version + 1}, or give the older version first",
            path=("version",),
        )
    if isinstance(old, Rubric) and isinstance(new, Rubric):
        yield from _declared_problems(old, new)


def _declared_problems(old: Rubric, new: Rubric) -> Iterator[Problem]:
    """What a rubric says under `replaces` and `changes`."""
    yield from _lineage_problems(old, new)
    if new.changes is None:
        return
    if new.changes.since != old.version:
        yield Problem(
            slug="since-other-version",
            message=f"it says what changed since version {new.changes.since}, not {old.version}",
            advice="compare it with that version",
            path=("changes", "since"),
        )
    elif new.changes.editorial:
        yield from _editorial_problems(old, new)


def _lineage_problems(old: Rubric, new: Rubric) -> Iterator[Problem]:
    """What `replaces` says of the version before, where it was said anew."""
    before = {one.id: one for one in old.criteria}
    for at, one in enumerate(new.criteria):
        same = before.get(one.id)
        if same and one.replaces and same.replaces != one.replaces:
            yield Problem(
                slug="replaces-under-old-id",
                message="it was there before, and ratings of it are not about what it replaces",
                advice="give it another id if it means something else now, or remove `replaces`",
                path=("criteria", at, "replaces"),
            )
        elif not same:
            for index, name in enumerate(one.replaces):
                if name not in before:
                    yield Problem(
                        slug="replaces-unknown",
                        message="the version before has no criterion of this id",
                        advice="use the id of one that it has, or remove this",
                        path=("criteria", at, "replaces", index),
                    )


def _editorial_problems(old: Rubric, new: Rubric) -> Iterator[Problem]:
    """Each change that is more than words, in a version that claims to have mended words alone."""
    for change in changes(old, new):
        if change.sort != "words":
            structure = change.sort == "structure"
            yield Problem(
                slug="editorial-changes-structure" if structure else "editorial-changes-more",
                message=f"declared editorial, and {change.message}",
                advice="remove `editorial`, or leave this as it was",
                # What is gone has no place in this version but the claim itself.
                path=change.path if change.where == "new" else ("changes", "editorial"),
            )
