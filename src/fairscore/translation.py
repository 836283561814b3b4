"""Translation: the words of a rubric or a vocabulary in another language, laid over it by id."""

import json
from collections.abc import Iterator
from typing import Literal, TypeVar

from fairscore._fields import Fields
from fairscore._text import Id, Language, LevelValue, Name, Text, Version
from fairscore._tree import Fault
from fairscore._worded import held_against, laid_over, twice
from fairscore.document import Document, Part, parse
from fairscore.errors import DocumentError, Problem
from fairscore.rubric import Rubric
from fairscore.vocabulary import Vocabulary

__all__ = [
    "Original",
    "OriginalVocabulary",
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


D = TypeVar("D", Rubric, Vocabulary)


class Original(Part):
    """The rubric that a translation belongs to."""

    id: Id
    """Name of the rubric."""
    version: Version
    """Version of the rubric."""
    structure: Name | None = None
    """The rubric's `structure_digest` when it was translated."""


class OriginalVocabulary(Part):
    """The vocabulary that a translation belongs to."""

    id: Id
    """Name of the vocabulary."""
    version: Version
    """Version of the vocabulary."""


class TranslatedLevel(Part):
    """Words of one level."""

    value: LevelValue
    """Value of the level."""
    label: Name | None = None
    """Short name."""
    anchor: tuple[Text, ...] = ()
    """What an interviewer would see, line by line as in the original."""
    red_flags: tuple[Text, ...] = ()
    """What speaks against this level, line by line as in the original."""


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
    """What meeting the criterion looks like, line by line as in the original."""
    red_flags: tuple[Text, ...] = ()
    """What would be a concern, line by line as in the original."""
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
    """What it looks like when it is a concern, line by line as in the original."""
    strength: tuple[Text, ...] = ()
    """What it looks like when it is a strength, line by line as in the original."""
    not_evidence: tuple[Text, ...] = ()
    """What must not be taken for it, line by line as in the original."""


class Translation(Document):
    """
    Words of one version of a rubric, or of a vocabulary, in another language.

    It holds words alone, each under the id of what they are about. Levels, lines and points are
    the rubric's, so that ratings compare whatever language the rubric was shown in; kinds are the
    vocabulary's, so that flags count together.
    """

    kind: Literal["translation"] = "translation"
    """What this document is."""
    schema_version: Literal[1] = 1
    """Version of this document format."""
    rubric: Original | None = None
    """The rubric, where the words are of one."""
    vocabulary: OriginalVocabulary | None = None
    """The vocabulary, where the words are of one."""
    language: Language
    """Language of the words here."""
    title: Name | None = None
    """What people call the rubric or the vocabulary."""
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
        """Of nothing or of two things, what is translated twice, and names that read alike."""
        named = [field for field in ("rubric", "vocabulary") if plain.get(field) is not None]
        if len(named) != 1:
            both = "a rubric and a vocabulary"
            yield Fault(
                slug="one-original",
                message=f"a translation of {both if named else 'nothing'}",
                advice="name the one that it translates: `rubric` or `vocabulary`",
                path=("vocabulary",) if named else (),
            )
        yield from twice(plain)


def check_translation(
    original: Rubric | Vocabulary, translation: Translation
) -> tuple[Problem, ...]:
    """
    Hold a translation against what it translates.

    Args:
        original: The rubric or the vocabulary, in the language it was written in.
        translation: Its words in another language.

    Returns:
        Problems with paths into the translation and no places: what is missing, what the original
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
        for fault in _check(original, translation)
    )


def translate(original: D, translation: Translation, *, partial: bool = False) -> D:
    """
    Lay a translation over what it translates.

    Args:
        original: The rubric or the vocabulary, in the language it was written in.
        translation: Its words in another language.
        partial: Whether words that are missing stay as the original has them; else they are a
            problem.

    Returns:
        The same in the other language. A rubric has the same structure digest and another text
        digest; a scorecard made from a draft with it records both, and the language. A vocabulary
        has the same codes, so flags count together whatever language they were offered in.

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
        for problem in check_translation(original, translation)
        if not (partial and problem.slug == "translation-missing")
    )
    if problems:
        raise DocumentError(problems)
    plain = laid_over(_plain(original), _plain(translation)) | {"language": translation.language}
    return parse(json.dumps(plain), type(original), format="json")


def _plain(document: Document) -> Fields:
    plain: Fields = json.loads(document.canonical)
    return plain


def _check(original: Rubric | Vocabulary, translation: Translation) -> Iterator[Fault]:
    what = original.kind
    named = translation.rubric if isinstance(original, Rubric) else translation.vocabulary
    if named is None or (named.id, named.version) != (original.id, original.version):
        yield Fault(
            slug="other-rubric" if isinstance(original, Rubric) else "other-vocabulary",
            message=f"not a translation of version {original.version} of this {what}",
            advice=f"give the {what} that it names",
            path=(what,) if named else (),
        )
        return
    then = named.structure if isinstance(named, Original) else None
    if isinstance(original, Rubric) and then not in {None, original.structure_digest}:
        yield Fault(
            slug="rubric-changed",
            message="the rubric's structure was another when this was translated",
            advice="give the rubric as it was then, or translate it anew",
            path=("rubric", "structure"),
        )
        return
    if translation.language == original.language:
        yield Fault(
            slug="translation-same-language",
            message=f"the language that the {what} is written in",
            advice="write the language of the words here",
            path=("language",),
        )
    yield from held_against(_plain(original), _plain(translation), ())
