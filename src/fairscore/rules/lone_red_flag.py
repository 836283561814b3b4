"""lone-red-flag: a serious concern that one interviewer alone wrote."""

from collections.abc import Iterator, Sequence

from fairscore._words import capital, number, of_people
from fairscore.debrief import Debrief, Raised
from fairscore.finding import Finding, Rule, Source
from fairscore.rules._count import Count, count_of, people_of, sources_of
from fairscore.rules._family import least_people
from fairscore.rules._repeats import about, everybody_else, set_aside, when
from fairscore.rules._sources import of_flags
from fairscore.vocabulary import OTHER

__all__ = ["RULE"]


def _find(debrief: Debrief, threshold: int) -> Iterator[Finding]:
    red: dict[str, list[Raised]] = {}
    for raised in debrief.flags:
        if raised.flag.signal == "red" and raised.flag.first_hand:
            red.setdefault(raised.flag.kind, []).append(raised)
    for code, flags in sorted(red.items()):
        kind = debrief.kind_of(code)
        if kind is None:
            yield _outside(debrief, flags)
            continue
        count = count_of(debrief, kind, "concern")
        people, least = len(count.people), least_people(debrief, "concern")
        # A serious concern is never silent: where the rubric tunes repeats up or off, it stands
        # here however many share it.
        if people <= threshold or least is None or people < least:
            yield _inside(debrief, flags, count)


def _inside(debrief: Debrief, flags: Sequence[Raised], count: Count) -> Finding:
    """A kind of the rubric: everybody on the panel stands somewhere to it."""
    serious = frozenset(people_of(flags))
    sentences = [*_opening(debrief, flags, f"about {about(debrief, count.kind)}")]
    if lesser := len(set(count.people) - serious):
        sentences.append(f"{capital(number(lesser))} wrote a lesser concern about it.")
    sentences += everybody_else(debrief, count, told=serious)
    return _finding(
        count.kind.code, sentences, people=len(serious), sources=tuple(sources_of(debrief, count))
    )


def _outside(debrief: Debrief, flags: Sequence[Raised]) -> Finding:
    """Flags of no kind: nobody can be said to have seen the same."""
    sentences = [*_opening(debrief, flags, "of a kind that the rubric does not name")]
    people = len(people_of(flags))
    if people > 1:
        sentences.append("Whether they mean the same is not known.")
    return _finding(OTHER, sentences, people=people, sources=of_flags(flags))


def _opening(debrief: Debrief, flags: Sequence[Raised], what: str) -> Iterator[str]:
    people = people_of(flags)
    wrote = capital(of_people(len(people), len(debrief.people)))
    each = "each " if len(people) > 1 else ""
    suffix, exposure = when(flags)
    yield f"{wrote} {each}wrote a serious concern {what}{suffix}{set_aside(flags)}."
    if exposure:
        yield exposure


def _finding(
    code: str, sentences: list[str], *, people: int, sources: tuple[Source, ...]
) -> Finding:
    return Finding(
        slug="lone-red-flag",
        audience="panel",
        about=code,
        observation=" ".join(sentences),
        shows="This shows that something seemed serious to somebody who was there.",
        does_not_show=(
            "It does not show that it happened as it was understood, nor that others would have "
            "seen it: they may not have asked."
        ),
        ask=(
            "What exactly was said or done? Who else had an occasion to see it, and what did they "
            "see?"
        ),
        next_step="Hear it in full before anything else is weighed; then ask what would settle it.",
        sources=sources,
        weight=people,
        serious=True,
    )


RULE = Rule(
    slug="lone-red-flag",
    audience="panel",
    summary="a serious concern that one interviewer alone wrote",
    threshold=1,
    unit="people who wrote a concern of that kind, at most",
    because=(
        "from two people on repeated-concern brings it up; a serious concern that nobody shares is "
        "easily talked away by a majority"
    ),
    find=_find,
    priority=30,
)
