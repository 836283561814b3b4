"""Words of a document, as plain data: what a translation of it lacks, and the two laid together."""

from collections.abc import Iterator, Mapping

from fairscore._canonical import Plain
from fairscore._fields import Fields, listing, rows
from fairscore._tree import Fault, Path
from fairscore.vocabulary import same_looks

__all__ = ["held_against", "laid_over", "twice"]

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


def held_against(part: Fields, words: Fields, path: Path) -> Iterator[Fault]:
    """Faults of the words for one part of the original, and the parts in it."""
    for field in _WORDS:
        yield from _text(part.get(field), words.get(field), (*path, field))
    for field, name in _LISTS.items():
        named = {row.get(name): (index, row) for index, row in rows(words, field)}
        there = {row.get(name): row for _, row in rows(part, field)}
        for key, row in there.items():
            if key in named:
                index, found = named.pop(key)
                yield from held_against(row, found, (*path, field, index))
            elif _has_words(row):
                yield _missing(f"`{key}`", (*path, field))
        now = {old: key for key, row in there.items() for old in listing(row, "formerly")}
        for key, (index, _) in named.items():
            renamed = now.get(key)
            yield Fault(
                slug="translation-unknown",
                message=f"called `{renamed}` by now" if renamed else "the original has no such one",
                advice=f"use the `{name}` that stands in the original, or remove this",
                path=(*path, field, index, name),
            )
    recommendation, translated = part.get("recommendation"), words.get("recommendation")
    if isinstance(recommendation, dict) and isinstance(translated, dict):
        yield from held_against(recommendation, translated, (*path, "recommendation"))
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
            message=f"{len(translated)} where the original has {len(original)}",
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
        message="the original has no words here",
        advice="remove it, or add the words to the original first",
        path=path,
    )


def laid_over(part: Fields, words: Fields) -> dict[str, Plain]:
    """A part of the original with the words that there are for it."""
    laid = {**part, **{field: words[field] for field in _WORDS if words.get(field)}}
    for field, name in _LISTS.items():
        named = {row.get(name): row for _, row in rows(words, field)}
        if named:
            laid[field] = [laid_over(row, named.get(row[name], {})) for _, row in rows(part, field)]
    recommendation, translated = part.get("recommendation"), words.get("recommendation")
    if isinstance(recommendation, dict) and isinstance(translated, dict):
        laid["recommendation"] = laid_over(recommendation, translated)
    return laid


def twice(part: Fields, path: Path = ()) -> Iterator[Fault]:
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
            yield from twice(row, (*path, field, index))
    recommendation = part.get("recommendation")
    if isinstance(recommendation, dict):
        yield from twice(recommendation, (*path, "recommendation"))
