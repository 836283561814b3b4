"""not-blind: written after its author had seen another scorecard."""

from collections.abc import Iterator

from fairscore._words import capital, of_people
from fairscore.debrief import Debrief
from fairscore.finding import Finding, Rule
from fairscore.rules._sources import of_entries

__all__ = ["RULE"]


def _find(debrief: Debrief, threshold: int) -> Iterator[Finding]:
    # What came after the reveal as well has a rule of its own, late-scorecard. Where nobody knows,
    # as with files, the report says so once for all of them.
    seen = [one for one in debrief.entries if one.exposure == "exposed" and not one.late]
    people = len({entry.person for entry in seen})
    if people >= threshold:
        yield Finding(
            slug="not-blind",
            audience="panel",
            observation=(
                f"{capital(of_people(people, len(debrief.people)))} wrote a scorecard after "
                "seeing another one. It is shown, and counted nowhere."
            ),
            shows="This shows that the author knew of another view when writing.",
            does_not_show="It does not show that it changed what was written, nor who is right.",
            ask="What did you see of the candidate yourself, before you knew what others thought?",
            next_step=(
                "Hear it as something told in the meeting, and find out how the others were seen "
                "so that it does not happen again."
            ),
            sources=of_entries(seen),
            weight=people,
            remark=True,
        )


RULE = Rule(
    slug="not-blind",
    audience="panel",
    summary="scorecards whose author had seen another one before writing",
    threshold=1,
    unit="people who had seen another",
    because=(
        "what one person wrote after reading another is no second view, and even one such voice "
        "makes a repeat look larger than it is"
    ),
    find=_find,
    priority=76,
)
