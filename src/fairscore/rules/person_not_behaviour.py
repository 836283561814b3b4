"""person-not-behaviour: a word for a person where an observation should stand. For the author alone."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from fairscore.finding import Check, Finding, Source
from fairscore.rubric import Rubric
from fairscore.scorecard import Draft

__all__ = ["CHECK"]

_WORD = re.compile(r"[^\W\d_]+")
_QUOTES = frozenset('"“”«»„')


@cache
def _words(language: str) -> dict[str, frozenset[str]]:
    """Word lists of a language by section; empty where there is no list for it."""
    source = files(__package__) / f"person_words.{language}.txt"
    if not source.is_file():
        return {}
    sections: dict[str, set[str]] = {}
    name = ""
    for line in source.read_text("utf-8").splitlines():
        if line.startswith("["):
            name = line.strip("[]")
        elif line and not line.startswith("#"):
            sections.setdefault(name, set()).update(line.split())
    return {name: frozenset(words) for name, words in sections.items()}


def _find(rubric: Rubric, draft: Draft, threshold: int) -> Iterator[Finding]:
    lists = _words(rubric.language.split("-")[0])
    texts = [(("flags", index), flag.observed or "") for index, flag in enumerate(draft.flags)]
    texts += [
        (("ratings", index), rating.evidence or "") for index, rating in enumerate(draft.ratings)
    ]
    for path, text in texts:
        if lists and _names_a_person_only(text, lists, threshold):
            yield Finding(
                slug="person-not-behaviour",
                audience="author",
                observation="A text names what somebody is and nothing that was said or done.",
                shows="This shows an impression; others cannot tell what it rests on.",
                does_not_show="It does not show that the impression is wrong.",
                ask="What did they say or do that gave you this impression?",
                next_step="Write that down instead, with their words if you remember them.",
                sources=(
                    Source(
                        interviewer=draft.interviewer,
                        interview=draft.interview,
                        path=path,
                        role="written",
                    ),
                ),
            )


def _names_a_person_only(text: str, lists: dict[str, frozenset[str]], threshold: int) -> bool:
    words = {word.casefold() for word in _WORD.findall(text)}
    if len(words & lists["traits"]) < threshold or words & lists["doing"]:
        return False
    return not _QUOTES & set(text)


CHECK = Check(
    slug="person-not-behaviour",
    summary="a word for a person where an observation should stand",
    threshold=1,
    unit="words for a person, with no word for anything said or done",
    because=(
        "vague, personality-based feedback falls more on some groups than on others (Correll and Simard "
        "2016), so one such word without an observation is worth asking about"
    ),
    find=_find,
)
