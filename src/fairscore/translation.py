"""Translation: the words of a rubric in another language, laid over it by id."""

import json
from collections.abc import Iterator, Mapping
from typing import Literal

from fairscore._canonical import Plain
from fairscore._fields import Fields, rows
from fairscore._text import Id, Language, LevelValue, Name, Text, Version
from fairscore._tree import Fault, Path
from fairscore.document import Document, Part, parse
from fairscore.errors import DocumentError, Problem
from fairscore.rubric import Rubric
from fairscore.vocabulary import same_looks

__all__ = [
    "Original",
    "TranslatedCriterion",
    "TranslatedInterview",
    "TranslatedKind",
    "TranslatedLevel",
    "TranslatedQuestion",
    "TranslatedRecommendation",
    "TranslatedScale",
    "Translation",
    "check_translation",
    "translate",
]


class Original(Part):
    """The rubric that a translation belongs to."""

    id: Id
    """Name of the rubric."""
    version: Version
    """Version of the rubric."""
    structure: Name | None = None
    """The rubric's `structure_digest` when it was translated."""


class TranslatedLevel(Part):
    """Words of one level."""

    value: LevelValue
    """Value of the level."""
    label: Name | None = None
    """Short name."""
    anchor: tuple[Text, ...] = ()
    """What an interviewer would see, line by line as in the rubric."""
    red_flags: tuple[Text, ...] = ()
    """What speaks against this level, line by line as in the rubric."""


class TranslatedScale(Part):
    """Words of one shared scale."""

    id: Id
    """The scale."""
    title: Name | None = None
    """What people call it."""
    levels: tuple[TranslatedLevel, ...] = ()
    """Its levels."""


class TranslatedQuestion(Part):
    """Words of one question."""

    id: Id
    """The question."""
    text: Text
    """The question, as it is asked in this language."""


class TranslatedCriterion(Part):
    """Words of one criterion."""

    id: Id
    """The criterion."""
    title: Name | None = None
    """What people call it."""
    description: Text | None = None
    """What is meant, and what is not."""
    levels: tuple[TranslatedLevel, ...] = ()
    """Levels that the rubric writes under this criterion."""
    meets: tuple[Text, ...] = ()
    """What meeting the criterion looks like, line by line as in the rubric."""
    red_flags: tuple[Text, ...] = ()
    """What would be a concern, line by line as in the rubric."""
    questions: tuple[TranslatedQuestion, ...] = ()
    """Its questions."""


class TranslatedInterview(Part):
    """Words of one interview."""

    id: Id
    """The interview."""
    title: Name | None = None
    """What people call it."""
    questions: tuple[TranslatedQuestion, ...] = ()
    """Its questions."""


class TranslatedRecommendation(Part):
    """Words of the scale of recommendations."""

    title: Name | None = None
    """What people call it."""
    levels: tuple[TranslatedLevel, ...] = ()
    """Its levels."""


class TranslatedKind(Part):
    """Words of one kind of flag."""

    code: Id
    """The kind."""
    title: Name | None = None
    """What people call it."""
    concern: tuple[Text, ...] = ()
    """What it looks like when it is a concern, line by line as in the rubric."""
    strength: tuple[Text, ...] = ()
    """What it looks like when it is a strength, line by line as in the rubric."""
    not_evidence: tuple[Text, ...] = ()
    """What must not be taken for it, line by line as in the rubric."""


class Translation(Document):
    """
    Words of one version of a rubric in another language.

    It holds words alone, each under the id of what they are about. Levels, lines and points are
    the rubric's, so that ratings compare whatever language the rubric was shown in.
    """

    kind: Literal["translation"] = "translation"
    """What this document is."""
    schema_version: Literal[1] = 1
    """Version of this document format."""
    rubric: Original
    """The rubric."""
    language: Language
    """Language of the words here."""
    title: Name | None = None
    """What people call the rubric."""
    description: Text | None = None
    """What the rubric is for."""
    scales: tuple[TranslatedScale, ...] = ()
    """Shared scales."""
    criteria: tuple[TranslatedCriterion, ...] = ()
    """Criteria."""
    interviews: tuple[TranslatedInterview, ...] = ()
    """Interviews."""
    recommendation: TranslatedRecommendation | None = None
    """The recommendation."""
    kinds: tuple[TranslatedKind, ...] = ()
    """Kinds of flags."""

    @classmethod
    def cross_faults(cls, plain: Fields) -> Iterator[Fault]:
        """What is translated twice, and names that read alike."""
        yield from _twice(plain)


_LISTS: Mapping[str, str] = {
    "scales": "id",
    "criteria": "id",
    "levels": "value",
    "questions": "id",
    "interviews": "id",
    "kinds": "code",
}
"""Lists of parts that have words, and the field that names a part."""

_TOLD_APART: Mapping[str, str] = {"criteria": "title", "levels": "label", "kinds": "title"}
"""Lists in which no two names may read alike, and the field that holds the name."""

_WORDS = (
    "title",
    "description",
    "label",
    "anchor",
    "meets",
    "red_flags",
    "text",
    "concern",
    "strength",
    "not_evidence",
)
"""Fields that hold words."""


def check_translation(rubric: Rubric, translation: Translation) -> tuple[Problem, ...]:
    """
    Hold a translation against its rubric.

    Args:
        rubric: The rubric, in the language it was written in.
        translation: Its words in another language.

    Returns:
        Problems with paths into the translation and no places: what is missing, what the rubric
        does not have, and lists with another number of lines. Empty where it is complete.

    Example:
        >>> import fairscore as fs
        >>> rubric = fs.read("examples/backend.rubric.yaml", fs.Rubric)
        >>> words = Translation(rubric=Original(id="backend-engineer", version=1), language="de",
        ...     criteria=(TranslatedCriterion(id="coding", title="Programmieren"),))
        >>> for problem in check_translation(rubric, words)[:2]:
        ...     print(problem)
        title: this has no translation; add it [translation-missing]
        description: this has no translation; add it [translation-missing]
    """
    return tuple(
        Problem(slug=fault.slug, message=fault.message, advice=fault.advice, path=fault.path)
        for fault in _check(rubric, translation)
    )


def translate(rubric: Rubric, translation: Translation, *, partial: bool = False) -> Rubric:
    """
    Lay a translation over its rubric.

    Args:
        rubric: The rubric, in the language it was written in.
        translation: Its words in another language.
        partial: Whether words that are missing stay as the rubric has them; else they are a
            problem.

    Returns:
        The rubric in the other language: the same structure digest, another text digest. A
        scorecard made from a draft with it records both, and the language.

    Raises:
        DocumentError: With every problem of `check_translation`, or two names read alike.

    Example:
        >>> import fairscore as fs
        >>> rubric = fs.read("examples/backend.rubric.yaml", fs.Rubric)
        >>> words = Translation(rubric=Original(id="backend-engineer", version=1), language="de",
        ...     criteria=(TranslatedCriterion(id="coding", title="Programmieren"),))
        >>> german = translate(rubric, words, partial=True)
        >>> german.criterion("coding").title, german.structure_digest == rubric.structure_digest
        ('Programmieren', True)
    """
    problems = tuple(
        problem
        for problem in check_translation(rubric, translation)
        if not (partial and problem.slug == "translation-missing")
    )
    if problems:
        raise DocumentError(problems)
    plain = _laid_over(_plain(rubric), _plain(translation)) | {"language": translation.language}
    return parse(json.dumps(plain), Rubric, format="json")


def _plain(document: Document) -> Fields:
    plain: Fields = json.loads(document.canonical)
    return plain


def _check(rubric: Rubric, translation: Translation) -> Iterator[Fault]:
    named = translation.rubric
    if (named.id, named.version) != (rubric.id, rubric.version):
        yield Fault(
            slug="other-rubric",
            message=f"not a translation of version {rubric.version} of this rubric",
            advice="give the rubric that it names",
            path=("rubric",),
        )
        return
    if named.structure not in {None, rubric.structure_digest}:
        yield Fault(
            slug="rubric-changed",
            message="the rubric's structure was another when this was translated",
            advice="give the rubric as it was then, or translate it anew",
            path=("rubric", "structure"),
        )
        return
    if translation.language == rubric.language:
        yield Fault(
            slug="translation-same-language",
            message="the language that the rubric is written in",
            advice="write the language of the words here",
            path=("language",),
        )
    yield from _held_against(_plain(rubric), _plain(translation), ())


def _held_against(part: Fields, words: Fields, path: Path) -> Iterator[Fault]:
    """Faults of the words for one part of a rubric, and the parts in it."""
    for field in _WORDS:
        yield from _text(part.get(field), words.get(field), (*path, field))
    for field, name in _LISTS.items():
        named = {row.get(name): (index, row) for index, row in rows(words, field)}
        there = {row.get(name): row for _, row in rows(part, field)}
        for key, row in there.items():
            if key in named:
                index, found = named.pop(key)
                yield from _held_against(row, found, (*path, field, index))
            elif _has_words(row):
                yield _missing(f"`{key}`", (*path, field))
        for index, _ in named.values():
            yield Fault(
                slug="translation-unknown",
                message="the rubric has nothing of this name here",
                advice=f"use the `{name}` that stands in the rubric, or remove this",
                path=(*path, field, index, name),
            )
    recommendation, translated = part.get("recommendation"), words.get("recommendation")
    if isinstance(recommendation, dict) and isinstance(translated, dict):
        yield from _held_against(recommendation, translated, (*path, "recommendation"))
    elif isinstance(recommendation, dict) and _has_words(recommendation):
        yield _missing("`recommendation`", ("recommendation",))
    elif translated:
        yield _unneeded(("recommendation",))


def _text(original: Plain, translated: Plain, path: Path) -> Iterator[Fault]:
    if original and not translated:
        yield _missing("this", path)
    elif translated and not original:
        yield _unneeded(path)
    elif (
        isinstance(original, list)
        and isinstance(translated, list)
        and len(original) != len(translated)
    ):
        yield Fault(
            slug="translation-other-lines",
            message=f"{len(translated)} where the rubric has {len(original)}",
            advice="translate line by line",
            path=path,
        )


def _has_words(part: Fields) -> bool:
    return any(part.get(field) for field in _WORDS) or any(
        _has_words(row) for field in _LISTS for _, row in rows(part, field)
    )


def _missing(what: str, path: Path) -> Fault:
    return Fault(
        slug="translation-missing", message=f"{what} has no translation", advice="add it", path=path
    )


def _unneeded(path: Path) -> Fault:
    return Fault(
        slug="translation-unknown",
        message="the rubric has no words here",
        advice="remove it, or add the words to the rubric first",
        path=path,
    )


def _laid_over(part: Fields, words: Fields) -> dict[str, Plain]:
    """A part of a rubric with the words that there are for it."""
    laid = {**part, **{field: words[field] for field in _WORDS if words.get(field)}}
    for field, name in _LISTS.items():
        named = {row.get(name): row for _, row in rows(words, field)}
        if named:
            laid[field] = [
                _laid_over(row, named.get(row[name], {})) for _, row in rows(part, field)
            ]
    recommendation, translated = part.get("recommendation"), words.get("recommendation")
    if isinstance(recommendation, dict) and isinstance(translated, dict):
        laid["recommendation"] = _laid_over(recommendation, translated)
    return laid


def _twice(part: Fields, path: Path = ()) -> Iterator[Fault]:
    """Parts of a translation that stand twice, and names that read alike."""
    for field, label in _TOLD_APART.items():
        yield from same_looks(part, field, label=label, at=path)
    for field, name in _LISTS.items():
        seen: set[str | int] = set()
        for index, row in rows(part, field):
            key = row.get(name)
            if isinstance(key, str | int) and key in seen:
                yield Fault(
                    slug="duplicate-id",
                    message="translated already",
                    advice="keep one of the two",
                    path=(*path, field, index, name),
                )
            elif isinstance(key, str | int):
                seen.add(key)
            yield from _twice(row, (*path, field, index))
    recommendation = part.get("recommendation")
    if isinstance(recommendation, dict):
        yield from _twice(recommendation, (*path, "recommendation"))
