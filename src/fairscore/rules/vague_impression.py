"""vague-impression: `culture fit`, a gut feeling and their kin in a note. For the author alone."""

from collections.abc import Iterator

from fairscore._wordlists import Phrases
from fairscore.draft import Draft
from fairscore.finding import Check, Finding
from fairscore.rubric import Rubric
from fairscore.rules._said import phrases_in, said
from fairscore.rules._sources import in_draft

__all__ = ["CHECK"]


def _find(rubric: Rubric, draft: Draft, threshold: int) -> Iterator[Finding]:
    # The list that the lint of rubrics goes by. A rubric may rule such a word out; a note that
    # denies it ("no culture fit") rests on it all the same.
    listed = Phrases.of("vague_standard", rubric.language).get("feelings")
    if listed is None:
        return
    for path, text in said(draft):
        found = phrases_in(text, listed)
        if len(found) >= threshold:
            yield Finding(
                slug="vague-impression",
                audience="author",
                observation="A text rests on a feeling that everybody fills in another way.",
                shows="This shows that something gave the feeling; others cannot tell what.",
                does_not_show="It does not show that the feeling is wrong.",
                ask="Which criterion do you mean, and what was said or done that answers to it?",
                next_step=f"Instead, {next(iter(found.values()))}.",
                sources=in_draft(draft, path),
            )


CHECK = Check(
    slug="vague-impression",
    summary="`culture fit`, a gut feeling and their kin in a note",
    threshold=1,
    unit="such phrases in a text, at least",
    because=(
        "such words are filled with what an interviewer has in common with a candidate (Rivera "
        "2012), so one is worth asking about"
    ),
    find=_find,
)
