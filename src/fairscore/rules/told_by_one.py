"""told-by-one: what only one interviewer knows, which groups tend not to talk about."""

from collections.abc import Iterator, Mapping
from typing import get_args

from fairscore._words import capital, number, of_people, times
from fairscore.debrief import Debrief, Raised
from fairscore.finding import Finding, Rule
from fairscore.rules._count import (
    Direction,
    after,
    counted,
    counts_against,
    others_against,
    others_alike,
    people_of,
)
from fairscore.rules._family import least_people
from fairscore.rules._sources import of_flags

__all__ = ["RULE"]

_Place = tuple[str, str | None, tuple[str | int, ...]]


def _find(debrief: Debrief, threshold: int) -> Iterator[Finding]:
    alone = [raised for raised in debrief.flags if _is_told_by_one(raised, debrief)]
    against = {_place(raised): others_against(raised, debrief) for raised in alone}
    least = {direction: least_people(debrief, direction) for direction in get_args(Direction)}
    flags = [one for one in alone if not _is_in_a_repeat(one, debrief, least)]
    if len(debrief.people) > 1 and len(flags) >= threshold:
        told = {_place(one): against[_place(one)] for one in flags}
        opposed = sum(1 for back in told.values() if back)
        opposite = (one for back in told.values() for one in back if _place(one) not in told)
        yield Finding(
            slug="told-by-one",
            audience="panel",
            observation=" ".join(_sentences(debrief, flags, opposed)),
            shows="This shows what the others would not know if its author did not tell it.",
            does_not_show=(
                "It does not show that it matters, nor that the others disagree: they may not have "
                "had an occasion to see it."
                + (" Nor does it show which of two opposite remarks is right." if opposed else "")
            ),
            ask=(
                "What did you see that nobody else did? Does anyone else now remember something of "
                "the kind?"
            ),
            next_step=(
                "Take these before what everybody knows, and note what is remembered only now as "
                "told in the meeting."
            ),
            sources=tuple(dict.fromkeys((*of_flags(flags), *of_flags(opposite, "opposite")))),
            weight=len(people_of(flags)),
        )


def _sentences(debrief: Debrief, flags: list[Raised], opposed: int) -> Iterator[str]:
    by = of_people(len(people_of(flags)), len(debrief.people))
    are = "is" if len(flags) == 1 else "are each"
    way = " that way" if opposed else ""
    count = capital(times(len(flags), "flag"))
    yield f"{count} by {by} {are} about something that nobody else flagged{way}."
    if opposed:
        some = "each" if opposed == len(flags) else number(opposed)
        who = f"For {some} of them somebody" if len(flags) > 1 else "Somebody"
        yield f"{who} else noted the opposite."
    others = [one for raised in flags for one in others_alike(raised, debrief)]
    apart = [one.entry for one in others if one.entry.apart]
    if apart:
        yield f"What was written {after(apart)} is not counted."
    if any(not one.flag.first_hand for one in others):
        yield "What others had from hearsay or a reference is not counted."


def _is_told_by_one(raised: Raised, debrief: Debrief) -> bool:
    """Whether nobody else flagged that kind the same way; an echo of it does not count."""
    if debrief.kind_of(raised.flag.kind) is None:
        return False  # off-rubric asks which criterion it answers to.
    if raised.flag.signal == "red" and raised.flag.first_hand:
        return False  # It has a rule of its own, lone-red-flag.
    others = others_alike(raised, debrief)
    if raised.entry.apart:
        return not others
    # Hearsay and references do not make a second person who saw it.
    return not any(one.flag.first_hand and not one.entry.apart for one in others)


def _is_in_a_repeat(
    raised: Raised, debrief: Debrief, least: Mapping[Direction, int | None]
) -> bool:
    """Whether a finding about a repeat lists it already, as the opposite of what is repeated."""
    return any(
        (people := least[direction]) is not None
        and len(counted(debrief, code, direction)) >= people
        for code, direction in counts_against(raised, debrief)
    )


def _place(raised: Raised) -> _Place:
    return raised.person, raised.entry.scorecard.interview, raised.path


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
