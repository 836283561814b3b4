"""excluding-wording: words that name one gender, belittle a disability, or ask for an origin."""

from collections.abc import Iterator

from fairscore._wordlists import Phrases, is_denied, sentences, words
from fairscore.errors import Problem
from fairscore.lints._lint import Lint, Subject
from fairscore.lints._places import Passage, passages

__all__ = ["LINT"]

# What a sentence may name in order to rule it out.
_MAY_BE_DENIED = {"manner", "origin and age"}
_WHY = {
    "gendered": "names one gender",
    "one person": "names one gender",
    "ableist": "uses a disability as a picture",
    "manner": "rates a manner that some people cannot have",
    "origin and age": "asks for an origin or an age",
}


def _find(subject: Subject) -> Iterator[Problem]:
    for passage in passages(subject):
        found = {
            phrase: (why, instead) for phrase, why, instead in _phrases(passage, subject.language)
        }
        for phrase, (why, instead) in found.items():
            yield Problem(
                slug="excluding-wording",
                message=f"`{phrase}` {why}",
                advice=instead,
                path=passage.path,
            )


def _phrases(passage: Passage, language: str) -> Iterator[tuple[str, str, str]]:
    if Phrases.first_words("excluding_wording", language).isdisjoint(words(passage.text)):
        return
    for sentence in sentences(passage.text):
        for section, phrases in Phrases.of("excluding_wording", language).items():
            # A question may be about one certain person; an anchor is about any candidate.
            if section == "one person" and passage.sort != "behaviour":
                continue
            if section in _MAY_BE_DENIED and is_denied(sentence, language):
                continue
            for phrase, instead in phrases.within(sentence):
                yield phrase, _WHY[section], instead


LINT = Lint(
    slug="excluding-wording",
    summary="words that name one gender, belittle a disability, or ask for an origin or an age",
    because=(
        "a reader who is not meant by the wording learns that; and some of it asks for what an "
        "employer may not choose by"
    ),
    source=(
        "29 CFR 1625.4 (age); US EEOC 2016, national origin (accent, native speakers); Norris and "
        "others 2024 (manner in interviews with autistic candidates); style guides on inclusive "
        "writing of large software makers (gendered and ableist words)"
    ),
    find=_find,
)
