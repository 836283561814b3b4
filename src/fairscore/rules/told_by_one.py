"""told-by-one: what only one interviewer knows, which groups tend not to talk about."""

from collections.abc import Iterator

from fairscore.debrief import Debrief, Raised
from fairscore.finding import Finding, Rule
from fairscore.rules._sources import of_flags
from fairscore.rules._words import number, times
from fairscore.vocabulary import OTHER

__all__ = ["RULE"]


def _find(debrief: Debrief, threshold: int) -> Iterator[Finding]:
    told = tuple(raised for raised in debrief.flags if _is_known_to_one(raised, debrief))
    people = {raised.person for raised in told}
    if len(debrief.people) > 1 and len(told) >= threshold:
        yield Finding(
            slug="told-by-one",
            audience="panel",
            observation=(
                f"{times(len(told), 'remark').capitalize()} by {number(len(people))} of "
                f"{number(len(debrief.people))} interviewers {'is' if len(told) == 1 else 'are each'} about "
                "something that nobody else wrote about."
            ),
            shows="This shows what the panel as a whole would not know if its author did not tell it.",
            does_not_show="It does not show that it matters, nor that the others disagree: they may not have seen it.",
            ask="What did you see that nobody else did? Does anyone else now remember something of the kind?",
            next_step="Take these before what everybody knows; groups come back to what all of them know already.",
            sources=of_flags(told),
            weight=len(people),
        )


def _is_known_to_one(raised: Raised, debrief: Debrief) -> bool:
    """Whether nobody else flagged that kind either way. Serious concerns have a rule of their own."""
    if raised.flag.signal == "red":
        return False
    if raised.flag.kind == OTHER:
        return True
    return all(
        one.person == raised.person for one in debrief.flags if one.flag.kind == raised.flag.kind
    )


RULE = Rule(
    slug="told-by-one",
    audience="panel",
    summary="what only one interviewer wrote about",
    threshold=1,
    unit="remarks",
    because=(
        "groups mention shared information far more than unshared (Lu, Yuan and McLeod 2012, 65 studies), so "
        "each such remark is worth a line"
    ),
    find=_find,
    priority=50,
)
