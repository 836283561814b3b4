"""criterion-two-ideas: a criterion whose title joins two things into one rating."""

import re
from collections.abc import Iterator, Mapping

from fairscore._text import fold
from fairscore._wordlists import Phrases, word_lists, words
from fairscore.errors import Problem
from fairscore.lints._lint import Lint, rubrics_only
from fairscore.lints._quoting import quoted
from fairscore.rubric import Rubric

__all__ = ["LINT"]

_PART = re.compile(r"[^\W_]+|[(]")
_LONGEST = 8


def _find(rubric: Rubric) -> Iterator[Problem]:
    lists = word_lists("criterion_two_ideas", rubric.language)
    if not lists:
        return
    one_idea = Phrases.of("criterion_two_ideas", rubric.language)["one idea"]
    for index, criterion in enumerate(rubric.criteria):
        said = words(criterion.title.replace("&", " and "))
        if _joins(criterion.title, lists) and not any(one_idea.within(said)):
            yield Problem(
                slug="criterion-two-ideas",
                message=f"{quoted(criterion.title)} joins two ideas in one rating",
                advice=(
                    "make two criteria of it, or choose a title for the one thing that is rated"
                ),
                path=("criteria", index, "title"),
            )


def _joins(title: str, lists: Mapping[str, frozenset[str]]) -> bool:
    """Whether a short title has two heads with `and` between them."""
    parts = _PART.findall(fold(title).replace("&", " and "))
    if "(" in parts:
        parts = parts[: parts.index("(")]
    if len(parts) > _LONGEST:
        return False
    for at, part in enumerate(parts):
        if part in lists["reaching"]:
            # "Depth of reading and writing": one thing with two objects.
            return False
        if part in lists["joining"] and 0 < at < len(parts) - 1:
            # "Q&A", "R & D": letters, not ideas.
            return len(parts[at - 1]) > 1 and len(parts[at + 1]) > 1
    return False


LINT = Lint(
    slug="criterion-two-ideas",
    summary="a criterion whose title joins two ideas in one rating",
    because=(
        "somebody may be good at one and not at the other; then each interviewer rates the one "
        "they think of"
    ),
    source="the double-barrelled question of survey methods: Converse and Presser 1986",
    find=rubrics_only(_find),
)
