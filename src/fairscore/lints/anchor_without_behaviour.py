"""anchor-without-behaviour: a line of an anchor that says what somebody is, not what they do."""

from collections.abc import Iterator

from fairscore.errors import Problem
from fairscore.lints._lint import Lint, rubrics_only
from fairscore.lints._places import behaviours
from fairscore.lints._quoting import quoted
from fairscore.lints._traits import names_a_trait_only
from fairscore.rubric import Rubric

__all__ = ["LINT"]


def _find(rubric: Rubric) -> Iterator[Problem]:
    for line in behaviours(rubric):
        if names_a_trait_only(line.text, rubric.language):
            yield Problem(
                slug="anchor-without-behaviour",
                message=f"{quoted(line.text)} names a trait and nothing that is done",
                advice=(
                    "write what somebody says or does that shows it, such as `names own part in a "
                    "failure unprompted` for humility"
                ),
                path=line.path,
            )


LINT = Lint(
    slug="anchor-without-behaviour",
    summary="an anchor that names a trait and no behaviour",
    because=(
        "a trait is inferred, and different people infer it from different things; vague feedback "
        "about personality falls more on some groups than on others"
    ),
    source="Correll and Simard 2016; Madera, Hebl and Martin 2009; Smith and Kendall 1963",
    find=rubrics_only(_find),
)
