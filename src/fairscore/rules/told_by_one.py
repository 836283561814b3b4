"""told-by-one: what only one interviewer knows, which groups tend not to talk about."""

from collections.abc import Iterator

from fairscore._words import capital, of_people, times
from fairscore.debrief import Debrief, Raised
from fairscore.finding import Finding, Rule
from fairscore.rules._count import people_of
from fairscore.rules._sources import of_flags

__all__ = ["RULE"]


def _find(debrief: Debrief, threshold: int) -> Iterator[Finding]:
    told = tuple(raised for raised in debrief.flags if _is_told_by_one(raised, debrief))
    if len(debrief.people) > 1 and len(told) >= threshold:
        people = people_of(told)
        by = of_people(len(people), len(debrief.people))
        are = "is" if len(told) == 1 else "are each"
        flags = capital(times(len(told), "flag"))
        sentences = [f"{flags} by {by} {are} about something that nobody else flagged."]
        if any(_of_others(raised, debrief) for raised in told):
            sentences.append("What was written after seeing another scorecard is not counted.")
        yield Finding(
            slug="told-by-one",
            audience="panel",
            observation=" ".join(sentences),
            shows="This shows what the others would not know if its author did not tell it.",
            does_not_show=(
                "It does not show that it matters, nor that the others disagree: they may not have "
                "had an occasion to see it."
            ),
            ask=(
                "What did you see that nobody else did? Does anyone else now remember something of "
                "the kind?"
            ),
            next_step=(
                "Take these before what everybody knows, and note what is remembered only now as "
                "told in the meeting."
            ),
            sources=of_flags(told),
            weight=len(people),
        )


def _is_told_by_one(raised: Raised, debrief: Debrief) -> bool:
    """Whether nobody else flagged that kind either way; an echo of it does not count."""
    if raised.flag.signal == "red" and raised.flag.first_hand:
        return False  # It has a rule of its own, lone-red-flag.
    others = _of_others(raised, debrief)
    if raised.entry.exposure == "exposed":
        return not others
    return all(one.entry.exposure == "exposed" for one in others)


def _of_others(raised: Raised, debrief: Debrief) -> list[Raised]:
    return [
        one
        for one in debrief.flags
        if one.flag.kind == raised.flag.kind and one.person != raised.person
    ]


RULE = Rule(
    slug="told-by-one",
    audience="panel",
    summary="what only one interviewer flagged, set aside or not",
    threshold=1,
    unit="flags",
    because=(
        "groups talk far more about what all of them know than about what one of them knows (Lu, "
        "Yuan and McLeod 2012, 65 studies), so each such flag is worth a line"
    ),
    find=_find,
    priority=50,
)
