"""late-scorecard: handed in after the reveal, so shown and never counted."""

from collections.abc import Iterator

from fairscore._words import capital, of_people
from fairscore.debrief import Debrief
from fairscore.finding import Finding, Rule
from fairscore.rules._sources import of_entries

__all__ = ["RULE"]


def _find(debrief: Debrief, threshold: int) -> Iterator[Finding]:
    late = [entry for entry in debrief.entries if entry.late]
    people = len({entry.person for entry in late})
    if people >= threshold:
        yield Finding(
            slug="late-scorecard",
            audience="panel",
            observation=(
                f"{capital(of_people(people, len(debrief.people)))} handed in a scorecard after "
                "the reveal. It is shown, and counted nowhere."
            ),
            shows=(
                "This shows that it was written when others could be read or heard of already, "
                "whether or not its author did."
            ),
            does_not_show="It does not show that its author had seen or heard anything.",
            ask="What stands in it that nobody else wrote?",
            next_step=(
                "Hear it as something told in the meeting, and open the next panel with time "
                "enough to write."
            ),
            sources=of_entries(late),
            weight=people,
            remark=True,
        )


RULE = Rule(
    slug="late-scorecard",
    audience="panel",
    summary="scorecards handed in after the reveal",
    threshold=1,
    unit="people who handed in late",
    because=(
        "nobody can know what somebody heard between the reveal and their own scorecard, so each "
        "one is named and none is counted"
    ),
    find=_find,
    priority=77,
)
