"""vague-standard: `culture fit`, `polish`, `gut feeling` and their kin."""

from collections.abc import Iterator

from fairscore._wordlists import Phrases, is_denied, sentences, words
from fairscore.errors import Problem
from fairscore.lints._lint import Lint, Subject
from fairscore.lints._places import Passage, passages

__all__ = ["LINT"]


def _find(subject: Subject) -> Iterator[Problem]:
    for passage in passages(subject):
        for phrase, instead in dict(_phrases(passage, subject.language)).items():
            yield Problem(
                slug="vague-standard",
                message=f"`{phrase}` is a feeling, not a standard",
                advice=instead,
                path=passage.path,
            )


def _phrases(passage: Passage, language: str) -> Iterator[tuple[str, str]]:
    alone = words(passage.text)
    if Phrases.first_words("vague_standard", language).isdisjoint(alone):
        return
    lists = Phrases.of("vague_standard", language)
    for sentence in sentences(passage.text):
        if not is_denied(sentence, language):
            yield from lists["feelings"].within(sentence)
    for phrase, instead in lists["alone"].within(alone):
        # "Polish" as a whole title is a demand; within a text it may be a language.
        if len(alone) == len(words(phrase)):
            yield phrase, instead


LINT = Lint(
    slug="vague-standard",
    summary="`culture fit`, `polish`, `gut feeling` and their kin",
    because=(
        "such words are filled with what the interviewer has in common with the candidate: "
        "pastimes, background, self-presentation"
    ),
    source="Rivera 2012, Hiring as Cultural Matching, American Sociological Review 77(6)",
    find=_find,
)
