"""group-not-work: words for a group of people where the work should stand. For the author."""

from collections.abc import Iterator

from fairscore._wordlists import Phrases
from fairscore.draft import Draft
from fairscore.finding import Check, Finding
from fairscore.rubric import Rubric
from fairscore.rules._said import phrases_in, said
from fairscore.rules._sources import in_draft

__all__ = ["CHECK"]

_NAMED = {
    "gendered": "how women or men are said to be",
    "origin and age": "an origin, a language or an age",
    "manner": "a manner or a look",
}


def _find(rubric: Rubric, draft: Draft, threshold: int) -> Iterator[Finding]:
    lists = Phrases.of("group_words", rubric.language)
    for path, text in said(draft):
        by_section = {name: phrases_in(text, phrases) for name, phrases in lists.items()}
        found = [(name, instead) for name, some in by_section.items() for instead in some.values()]
        if found and len(found) >= threshold:
            named, instead = found[0]
            yield Finding(
                slug="group-not-work",
                audience="author",
                observation=f"A text names {_NAMED[named]}.",
                shows="This shows words that are written of some groups more than of others.",
                does_not_show="It does not show what you think of any group.",
                ask="Would you write it of anybody who did the same, and does the work need it?",
                next_step=f"Instead, {instead}.",
                sources=in_draft(draft, path),
            )


CHECK = Check(
    slug="group-not-work",
    summary="words that fall on a group of people where the work should stand",
    threshold=1,
    unit="such phrases in a text, at least",
    because=(
        "notes and letters describe some groups by other words than others (Madera, Hebl and "
        "Martin 2009; Correll and Simard 2016), so one is worth asking about"
    ),
    find=_find,
)
