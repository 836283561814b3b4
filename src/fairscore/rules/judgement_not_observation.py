"""judgement-not-observation: evidence that judges and names nothing seen. For the author alone."""

from collections.abc import Iterator

from fairscore._notes import words_of
from fairscore._wordlists import word_lists
from fairscore.draft import Draft
from fairscore.finding import Check, Finding
from fairscore.rubric import Rubric
from fairscore.rules._said import observations
from fairscore.rules._sources import in_draft

__all__ = ["CHECK"]


def _find(rubric: Rubric, draft: Draft, threshold: int) -> Iterator[Finding]:
    lists = word_lists("judgement_words", rubric.language)
    if not lists:
        return
    known = lists["judged"] | lists["around"]
    for path, text in observations(draft):
        # A figure can be an observation, and so can any word that is on no list: in whatever
        # language it is, and whether it is spelled right or not.
        words = frozenset(words_of(text))
        figures = any(one.isdigit() for one in text)
        if not figures and words <= known and len(words & lists["judged"]) >= threshold:
            yield Finding(
                slug="judgement-not-observation",
                audience="author",
                observation="A text judges, and names nothing that was said or done.",
                shows="This shows what you think; others cannot tell what it rests on.",
                does_not_show="It does not show that the judgement is wrong.",
                ask="What did the candidate say or do that led to it?",
                next_step="Write that down in any language; the level says the rest.",
                sources=in_draft(draft, path),
            )


CHECK = Check(
    slug="judgement-not-observation",
    summary="evidence that judges and names nothing that was seen",
    threshold=1,
    unit="words that judge in a text with no word for anything else, at least",
    because=(
        "a judgement without an observation can be neither asked about nor weighed, and vague "
        "feedback falls more on some groups than on others (Correll and Simard 2016)"
    ),
    find=_find,
)
