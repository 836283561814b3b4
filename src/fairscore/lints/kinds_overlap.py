"""kinds-overlap: one behaviour that stands under two kinds of flags."""

from collections.abc import Iterator

from fairscore._wordlists import word_lists, words
from fairscore.errors import Problem
from fairscore.lints._lint import Lint, Subject
from fairscore.lints._quoting import quoted

__all__ = ["LINT"]


def _find(subject: Subject) -> Iterator[Problem]:
    small = word_lists("kinds_overlap", subject.language).get("small", frozenset())
    seen: dict[frozenset[str], int] = {}
    for index, kind in enumerate(subject.kinds):
        for side, lines in (("concern", kind.concern), ("strength", kind.strength)):
            for place, line in enumerate(lines):
                said = frozenset(words(line))
                first = seen.setdefault(said - small or said, index)
                if first != index and said:
                    yield Problem(
                        slug="kinds-overlap",
                        message=(
                            f"{quoted(line)} stands under {quoted(subject.kinds[first].title)} too"
                        ),
                        advice="keep it under one of the two kinds, or join them",
                        path=("kinds", index, side, place),
                    )


LINT = Lint(
    slug="kinds-overlap",
    summary="one behaviour that stands under two kinds of flags",
    because=(
        "two interviewers who saw the same thing may choose different kinds, and the repeat is "
        "never found"
    ),
    source="follows from how repeats are counted: by kind, never by wording",
    find=_find,
)
