"""kind-without-behaviour: a side of a kind of flag that says what somebody is."""

from collections.abc import Iterator

from fairscore.errors import Problem
from fairscore.lints._lint import Lint, Subject
from fairscore.lints._quoting import quoted
from fairscore.lints._traits import names_a_trait_only

__all__ = ["LINT"]


def _find(subject: Subject) -> Iterator[Problem]:
    for index, kind in enumerate(subject.kinds):
        for side, lines in (("concern", kind.concern), ("strength", kind.strength)):
            for place, line in enumerate(lines):
                if names_a_trait_only(line, subject.language):
                    yield Problem(
                        slug="kind-without-behaviour",
                        message=f"{quoted(line)} names a trait and nothing that is done",
                        advice=(
                            "write what somebody said or did, such as `took credit for what the "
                            "team did` for a lack of humility"
                        ),
                        path=("kinds", index, side, place),
                    )


LINT = Lint(
    slug="kind-without-behaviour",
    summary="a side of a kind of flag that names a trait and no behaviour",
    because=(
        "flags of one kind are counted across interviewers; where the kind is a trait they may "
        "have seen quite different things"
    ),
    source="Correll and Simard 2016; Madera, Hebl and Martin 2009",
    find=_find,
)
