"""lone-red-flag: a serious concern that one interviewer alone wrote."""

from collections.abc import Iterator

from fairscore.debrief import Debrief
from fairscore.finding import Finding, Rule
from fairscore.rules._sources import of_flags
from fairscore.rules._words import number

__all__ = ["RULE"]


def _find(debrief: Debrief, threshold: int) -> Iterator[Finding]:
    red = [
        raised for raised in debrief.flags if raised.flag.signal == "red" and raised.flag.first_hand
    ]
    for code in sorted({raised.flag.kind for raised in red}):
        flags = [raised for raised in red if raised.flag.kind == code]
        concerned = {
            raised.person
            for raised in debrief.flags
            if raised.flag.kind == code
            and raised.flag.signal != "strength"
            and raised.flag.first_hand
        }
        if len(concerned) <= threshold:
            kind = debrief.kind_of(code)
            about = kind.title if kind else "something outside the vocabulary"
            yield Finding(
                slug="lone-red-flag",
                audience="panel",
                about=code,
                observation=(
                    f"{number(len(concerned)).capitalize()} of {number(len(debrief.people))} interviewers "
                    f"wrote a serious concern about {about}; nobody else wrote one about it."
                ),
                shows="This shows that something seemed serious to somebody who was there.",
                does_not_show=(
                    "It does not show that it happened as it was understood, nor that the others would "
                    "have seen it: they may not have asked."
                ),
                ask="What exactly was said or done? Who else had an occasion to see it, and what did they see?",
                next_step="Hear it in full before anything else is weighed; then ask what would settle it.",
                sources=of_flags(flags),
                weight=len(concerned),
            )


RULE = Rule(
    slug="lone-red-flag",
    audience="panel",
    summary="a serious concern that one interviewer alone wrote",
    threshold=1,
    unit="people, at most",
    because="a serious concern that nobody shares is the first to be talked away by a majority",
    find=_find,
    priority=30,
)
