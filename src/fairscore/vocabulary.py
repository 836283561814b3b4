"""Vocabulary: the kinds of flags, each a job behaviour with both of its sides."""

from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from typing import Literal

from pydantic import Field

from fairscore._fields import Fields, listing, rows, word
from fairscore._text import Id, Language, Name, Text, Version, fold
from fairscore._tree import Fault, Path
from fairscore.document import Document, Part, parse
from fairscore.errors import DocumentError, Problem

__all__ = [
    "OTHER",
    "Kind",
    "Vocabulary",
    "kind_faults",
    "merge_vocabularies",
    "same_looks",
    "starter_vocabulary",
    "vocabulary_from_examples",
]

OTHER = "other"
"""The kind of a flag that answers to none of the vocabulary; its words say what it is about."""


class Kind(Part):
    """
    What a flag is about: one behaviour that the job needs, as a concern and as a strength.

    Example:
        >>> Kind(code="owns-mistakes", title="Owns mistakes", criterion="humility",
        ...      concern=("blamed others for an outage they had caused",),
        ...      strength=("named a mistake of their own unprompted",),
        ...      not_evidence=("claiming credit when asked for it",)).code
        'owns-mistakes'
    """

    code: Id
    """Name that machines use; never reused for something else."""
    title: Name
    """What people call it."""
    formerly: tuple[Id, ...] = ()
    """Every code that it had before. Flags under one of them count as flags of this kind."""
    criterion: Id
    """The criterion it answers to. One that answers to none would judge a person."""
    concern: tuple[Text, ...] = Field(min_length=1)
    """What it looks like when it is a concern: things somebody said or did."""
    strength: tuple[Text, ...] = Field(min_length=1)
    """What it looks like when it is a strength: things somebody said or did."""
    opposing: Id | None = None
    """The kind that is the opposite failing, such as `too-sure` for `not-sure`."""
    not_evidence: tuple[Text, ...] = ()
    """What must not be taken for it: accent, fluency, eye contact, pauses."""


class Vocabulary(Document):
    """Kinds of flags that several rubrics share."""

    kind: Literal["vocabulary"] = "vocabulary"
    """What this document is."""
    schema_version: Literal[1] = 1
    """Version of this document format."""
    id: Id
    """Name of the vocabulary."""
    version: Version
    """Version of the vocabulary, counted up with every change."""
    title: Name
    """What people call it."""
    language: Language = "en"
    """Language of the words in it."""
    kinds: tuple[Kind, ...] = Field(min_length=1)
    """The kinds."""

    @classmethod
    def cross_faults(cls, plain: Fields) -> Iterator[Fault]:
        """Codes and titles that stand twice, and opposing kinds that do not exist."""
        yield from kind_faults(plain)


def starter_vocabulary() -> Vocabulary:
    """
    Kinds of flags to start from, for engineering and leadership interviews.

    Take those whose criterion your rubric has, and change their words to those of your team.

    Example:
        >>> starter_vocabulary().kinds[0].code
        'owns-mistakes'
    """
    source = files("fairscore") / "vocabularies" / "engineering-leadership.vocabulary.yaml"
    return parse(source.read_text("utf-8"), Vocabulary)


def merge_vocabularies(
    first: Vocabulary, *others: Vocabulary, name: str, version: int, title: str
) -> Vocabulary:
    """
    Put the kinds of several vocabularies into one.

    A kind that stands in several of them word for word is taken once.

    Args:
        first: The vocabulary whose kinds come first, and whose language holds.
        others: The others, in their order.
        name: Id of the new vocabulary.
        version: Its version.
        title: What people call it.

    Returns:
        The new vocabulary.

    Raises:
        DocumentError: With every conflict: a code that means two things, two titles that read
            alike, or another language. Nothing is chosen in silence.

    Example:
        >>> ours = starter_vocabulary()
        >>> again = merge_vocabularies(ours, ours, name="acme", version=1, title="Acme")
        >>> again.kinds == ours.kinds
        True
    """
    problems = tuple(
        Problem(
            slug="other-language",
            message="a vocabulary in another language",
            advice="merge vocabularies of one language",
            path=(at,),
        )
        for at, other in enumerate(others, start=1)
        if other.language != first.language
    )
    if problems:
        raise DocumentError(problems)
    kinds = dict.fromkeys(kind for one in (first, *others) for kind in one.kinds)
    return Vocabulary(
        id=name, version=version, title=title, language=first.language, kinds=tuple(kinds)
    )


def vocabulary_from_examples(
    examples: Mapping[str, Mapping[Literal["concern", "strength"], Iterable[str]]],
    *,
    language: str = "en",
) -> Vocabulary:
    """
    Make a vocabulary of labelled phrases, to measure suggestions with.

    It is for measuring, not for interviews: a kind of it answers to a criterion of its own name.

    Args:
        examples: Phrases of each side by the code of their kind.
        language: Language of the phrases.

    Returns:
        A vocabulary whose suggestions carry the codes.

    Raises:
        DocumentError: A kind has no phrase on one of its sides, or a code is none.
        TypeError: A side is one text, and not several.

    Example:
        >>> made = vocabulary_from_examples(
        ...     {"asks-why": {"concern": ["took it as given"], "strength": ["asked what for"]}})
        >>> made.kinds[0].title
        'asks why'
    """
    return Vocabulary(
        id="examples",
        version=1,
        title="Examples",
        language=language,
        kinds=tuple(
            Kind(
                code=code,
                title=code.replace("-", " "),
                criterion=code,
                concern=_phrases(sides.get("concern", ())),
                strength=_phrases(sides.get("strength", ())),
            )
            for code, sides in examples.items()
        ),
    )


def _phrases(given: Iterable[str]) -> tuple[str, ...]:
    if isinstance(given, str):
        # It would come apart into its letters.
        raise TypeError("one text where phrases belong: give a list of them")
    return tuple(given)


def kind_faults(plain: Fields) -> Iterator[Fault]:
    """Faults between the kinds of a document that has a field `kinds`."""
    seen: dict[str, int] = {}
    before: set[str] = set()
    codes = {word(kind, "code") for _, kind in rows(plain, "kinds")}
    for index, kind in rows(plain, "kinds"):
        code, opposing = word(kind, "code"), word(kind, "opposing")
        if code == OTHER:
            yield Fault(
                slug="reserved-code",
                message=f"`{OTHER}` stands for flags outside the vocabulary",
                advice="choose another code",
                path=("kinds", index, "code"),
            )
        elif code is not None and code in seen:
            yield Fault(
                slug="duplicate-id",
                message=f"kinds[{seen[code]}] has this code already",
                advice="choose another code",
                path=("kinds", index, "code"),
            )
        elif code is not None:
            seen[code] = index
        for place, old in enumerate(listing(kind, "formerly")):
            if not isinstance(old, str):
                continue  # What it is instead has been told.
            if old == OTHER or old in codes or old in before:
                yield Fault(
                    slug="duplicate-id",
                    message="a code that stands for something else here",
                    advice="name the codes that this kind alone had before",
                    path=("kinds", index, "formerly", place),
                )
            else:
                before.add(old)
        if opposing is not None and (opposing not in codes or opposing == code):
            yield Fault(
                slug="unknown-kind",
                message="not the code of another kind here",
                advice="use the code of another kind, or remove the field",
                path=("kinds", index, "opposing"),
            )
    yield from same_looks(plain, "kinds")


def same_looks(
    plain: Fields, field: str, *, label: str = "title", at: Path = ()
) -> Iterator[Fault]:
    """Labels in one list that people cannot tell from each other."""
    seen: dict[str, int] = {}
    for index, row in rows(plain, field):
        folded = fold(word(row, label) or "")
        if folded and folded in seen:
            yield Fault(
                slug="same-title",
                message=f"this {label} reads like that of {field}[{seen[folded]}]",
                advice="make the two differ",
                path=(*at, field, index, label),
            )
        seen.setdefault(folded, index)
