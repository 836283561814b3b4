"""kind-without-not-evidence: a kind of flag that does not say what must not be taken for it."""

from collections.abc import Iterator

from fairscore.errors import Problem
from fairscore.lints._lint import Lint, Subject
from fairscore.lints._quoting import quoted

__all__ = ["LINT"]


def _find(subject: Subject) -> Iterator[Problem]:
    for index, kind in enumerate(subject.kinds):
        if not kind.not_evidence:
            yield Problem(
                slug="kind-without-not-evidence",
                message=f"{quoted(kind.title)} does not say what is no evidence for it",
                advice="add `not_evidence`, such as `accent, fluency or pauses`",
                path=("kinds", index),
            )


LINT = Lint(
    slug="kind-without-not-evidence",
    summary="a kind of flag that does not say what must not be taken for it",
    because=(
        "manner is easily taken for substance, most of all in people whose manner is not the "
        "interviewer's own"
    ),
    source=(
        "Norris and others 2024 (autistic and other candidates seen and read); US EEOC 2016 "
        "(accent and fluency)"
    ),
    find=_find,
)
