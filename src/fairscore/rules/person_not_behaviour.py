"""person-not-behaviour: a word for a person where an observation should stand. For the author."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import pairwise

import attrs

from fairscore.draft import Draft
from fairscore.finding import Check, Finding
from fairscore.rubric import Rubric
from fairscore.rules._said import said
from fairscore.rules._sources import in_draft

__all__ = ["CHECK"]

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# Digits and quotation marks: something was counted, or words are repeated.
_TOLD_EXACTLY = re.compile('[0-9"\u201c\u201d\u201e\u00ab\u00bb]')


@attrs.frozen(kw_only=True)
class _Lists:
    """
    The word lists of one language.

    Attributes:
        traits: Words for what somebody is, each with the question to ask about it.
        doing, doing_endings: Words, and ends of words, that show that something was said or done.
        impression: Words with such an ending that do not show it.
        common: Words that a text in this language has and one in another rarely does.
    """

    traits: dict[str, str]
    doing: frozenset[str]
    doing_endings: tuple[str, ...]
    impression: frozenset[str]
    common: frozenset[str]


@cache
def _lists(language: str) -> _Lists | None:
    """The lists of a language; None where there are none, and its texts are left alone."""
    source = files("fairscore") / "wordlists" / f"person_words.{language}.txt"
    if not source.is_file():
        return None
    sections: dict[str, list[str]] = {}
    name = ""
    for line in source.read_text("utf-8").splitlines():
        if line.startswith("["):
            name = line.strip("[]")
        elif line and not line.startswith("#"):
            sections.setdefault(name, []).append(line)
    groups = [line.split(" = ") for line in sections["traits"]]
    plain = {key: " ".join(lines).split() for key, lines in sections.items() if key != "traits"}
    return _Lists(
        traits={word: question for words, question in groups for word in words.split()},
        doing=frozenset(plain["doing"]),
        doing_endings=tuple(plain["doing-endings"]),
        impression=frozenset(plain["impression"]),
        common=frozenset(plain["common"]),
    )


def _find(rubric: Rubric, draft: Draft, threshold: int) -> Iterator[Finding]:
    lists = _lists(rubric.language.split("-")[0])
    if lists is None:
        return
    for path, text in said(draft):
        traits = _traits_alone(text, lists)
        if len(traits) >= threshold:
            yield Finding(
                slug="person-not-behaviour",
                audience="author",
                observation="A text says what somebody is, and nothing that was said or done.",
                shows="This shows an impression; others cannot tell what it rests on.",
                does_not_show="It does not show that the impression is wrong.",
                ask=lists.traits[traits[0]],
                next_step="Write that down instead, with their words if you remember them.",
                sources=in_draft(draft, path),
            )


def _traits_alone(text: str, lists: _Lists) -> tuple[str, ...]:
    """Words for a person, each once, from a text that holds nothing else; none from any other."""
    words = [word.casefold() for word in _WORD.findall(text)]
    pairs = {f"{first}-{second}": (first, second) for first, second in pairwise(words)}
    traits = tuple(dict.fromkeys(one for one in (*words, *pairs) if one in lists.traits))
    used = {part for trait in traits for part in (trait, *pairs.get(trait, ()))}
    others = set(words) - used
    told = any(
        word in lists.doing or (word.endswith(lists.doing_endings) and word not in lists.impression)
        for word in others
    )
    # A text in another language can hold the same word by chance.
    foreign = bool(others) and not others & lists.common
    return () if told or foreign or _TOLD_EXACTLY.search(text) else traits


CHECK = Check(
    slug="person-not-behaviour",
    summary="a word for a person where an observation should stand",
    threshold=1,
    unit="words for a person in a text with no word for anything said or done, at least",
    because=(
        "vague, personality-based feedback falls more on some groups than on others (Correll and "
        "Simard 2016), so one such word without an observation is worth asking about"
    ),
    find=_find,
)
