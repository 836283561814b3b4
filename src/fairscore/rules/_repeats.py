"""Counting who flagged one kind, with the whole denominator: what the four repeat rules share."""

from collections.abc import Callable, Iterable, Iterator
from typing import Literal, get_args

import attrs

from fairscore.debrief import Debrief, Raised
from fairscore.finding import Finding, Source
from fairscore.rules._words import listed, number, of_people, times
from fairscore.scorecard import SetAsideReason
from fairscore.vocabulary import OTHER, Kind

__all__ = ["BECAUSE", "Direction", "Repeat", "leaning", "repeat_finding", "repeats", "sources_of"]

Direction = Literal["concern", "strength"]

BECAUSE = (
    "two people is the least that makes a repeat, and a repeat asks a question rather than giving an "
    "answer, so a miss costs more than a question; concerns and strengths have the same threshold"
)

_SHARED_CAUSES: dict[SetAsideReason, str] = {
    "late-slot": "a late slot",
    "language": "the language of the interview",
    "nerves": "nerves",
    "our-question": "our own question",
    "remote-call": "the call itself",
}
"""Reasons for setting aside that several interviewers can have in common. A mood is one's own."""


@attrs.frozen(kw_only=True)
class Repeat:
    """
    One kind flagged in one direction by one person or more, and everybody else on the panel.

    Attributes:
        kind: The kind.
        direction: Concern or strength.
        flagged: First-hand flags not written after seeing another scorecard.
        opposite: The same kind the other way, or the opposing kind.
        assessed: People who rated the criterion and flagged it neither way.
        not_assessed: People who did not rate it.
        later: Flags written after seeing another scorecard: shown apart, never counted.
        second_hand: Flags from a reference or hearsay: shown apart, never counted.
    """

    kind: Kind
    direction: Direction
    flagged: tuple[Raised, ...]
    opposite: tuple[Raised, ...]
    assessed: tuple[str, ...]
    not_assessed: tuple[str, ...]
    later: tuple[Raised, ...]
    second_hand: tuple[Raised, ...]

    @property
    def people(self) -> tuple[str, ...]:
        """Who flagged it, each once."""
        return _people(self.flagged)

    @property
    def occasions(self) -> tuple[str, ...]:
        """The questions or parts in which it showed, as far as they were noted."""
        return tuple(
            sorted({raised.flag.occasion for raised in self.flagged if raised.flag.occasion})
        )

    @property
    def set_aside_by(self) -> tuple[str, ...]:
        """Who saw it and discounted every flag of theirs."""
        kept = {raised.person for raised in self.flagged if raised.flag.set_aside is None}
        return tuple(person for person in self.people if person not in kept)

    @property
    def shared_causes(self) -> tuple[str, ...]:
        """Reasons that two people or more gave for setting it aside and that could have one cause."""
        found = []
        for reason in get_args(SetAsideReason):
            givers = {
                r.person
                for r in self.flagged
                if r.flag.set_aside and r.flag.set_aside.reason == reason
            }
            if reason in _SHARED_CAUSES and len(givers) > 1:
                found.append(_SHARED_CAUSES[reason])
        return tuple(found)


def repeats(debrief: Debrief, direction: Direction, threshold: int) -> Iterator[Repeat]:
    """Every kind that enough people flagged in one direction, in the order of their codes."""
    for code in sorted({raised.flag.kind for raised in debrief.flags} - {OTHER}):
        repeat = _count(debrief, code, direction)
        if len(repeat.people) >= threshold:
            yield repeat


def leaning(debrief: Debrief) -> dict[Direction, tuple[str, ...]]:
    """Who recommends on which side of a declared hire line; `strength` is the hire side."""
    sides: dict[Direction, list[str]] = {"concern": [], "strength": []}
    for row in debrief.recommendations:
        line = row.scale.hire_line
        for person, level in row.by_person.items():
            if level is not None and line is not None:
                sides["strength" if level >= line else "concern"].append(person)
    return {side: tuple(people) for side, people in sides.items()}


def repeat_finding(
    debrief: Debrief, repeat: Repeat, slug: str, *, against: bool = False
) -> Finding:
    """The finding about a repeat: who wrote it, who did not, and what to ask."""
    concern = repeat.direction == "concern"
    leap = "reject" if concern else "hire"
    return Finding(
        slug=slug,
        audience="panel",
        about=repeat.kind.code,
        observation=_observation(debrief, repeat),
        shows=_shows(debrief, repeat, against=against),
        does_not_show=(
            "It does not show that they are right: people can share an expectation, or have seen the "
            "same answer."
        ),
        ask=_ask(repeat),
        next_step=(
            "If it matters and is still open, agree one question, and what would count for and against, "
            f"for an interviewer who has not met the candidate. Alone it is no reason to {leap}."
        ),
        sources=tuple(dict.fromkeys(sources_of(debrief, repeat))),
        weight=len(repeat.people),
    )


def sources_of(debrief: Debrief, repeat: Repeat) -> Iterator[Source]:
    """Everyone on the panel: the flags with the flagger's own ratings beside, then all the others."""
    kinds: tuple[tuple[tuple[Raised, ...], Callable[[Raised], Source]], ...] = (
        (repeat.flagged, lambda raised: _flag(raised, "flagged")),
        (repeat.opposite, lambda raised: _flag(raised, "opposite")),
    )
    for group, source in kinds:
        for person in _people(group):
            yield from (source(raised) for raised in group if raised.person == person)
            yield from _ratings(debrief, person, repeat.kind.criterion)
    for person in repeat.assessed:
        yield from _ratings(debrief, person, repeat.kind.criterion)
    for person in repeat.not_assessed:
        yield from _unrated(debrief, person, repeat.kind.criterion)
    yield from (_flag(raised, "second-hand") for raised in repeat.second_hand)
    yield from (_flag(raised, "later") for raised in repeat.later)


def _count(debrief: Debrief, code: str, direction: Direction) -> Repeat:
    kind = debrief.kind_of(code)
    assert kind is not None, "a debrief refuses flags of kinds that no version has"
    about = [raised for raised in debrief.flags if _points(raised, kind, direction)]
    counted = [raised for raised in about if raised.flag.first_hand]
    flagged = tuple(raised for raised in counted if raised.entry.exposure != "exposed")
    opposite = tuple(raised for raised in debrief.flags if _points_back(raised, kind, direction))
    named = {raised.person for raised in (*flagged, *opposite)}
    rated = {
        person
        for person in debrief.people
        if any(cell.level is not None for cell in debrief.cells_of(person, kind.criterion))
    }
    others = [person for person in debrief.people if person not in named]
    return Repeat(
        kind=kind,
        direction=direction,
        flagged=flagged,
        opposite=opposite,
        assessed=tuple(person for person in others if person in rated),
        not_assessed=tuple(person for person in others if person not in rated),
        later=tuple(raised for raised in counted if raised.entry.exposure == "exposed"),
        second_hand=tuple(raised for raised in about if not raised.flag.first_hand),
    )


def _side(raised: Raised) -> Direction:
    return "strength" if raised.flag.signal == "strength" else "concern"


def _points(raised: Raised, kind: Kind, direction: Direction) -> bool:
    return raised.flag.kind == kind.code and _side(raised) == direction


def _points_back(raised: Raised, kind: Kind, direction: Direction) -> bool:
    """The same kind the other way, or the opposing kind the same way: too sure against not sure."""
    if not raised.flag.first_hand or raised.entry.exposure == "exposed":
        return False
    if raised.flag.kind == kind.code:
        return _side(raised) != direction
    return raised.flag.kind == kind.opposing and _side(raised) == direction


def _people(group: Iterable[Raised]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(raised.person for raised in group))


def _flag(raised: Raised, role: Literal["flagged", "opposite", "second-hand", "later"]) -> Source:
    return Source(
        interviewer=raised.person,
        interview=raised.entry.scorecard.interview,
        path=("flags", raised.index),
        role=role,
    )


def _ratings(debrief: Debrief, person: str, criterion: str) -> Iterator[Source]:
    for cell in debrief.cells_of(person, criterion):
        if cell.level is not None:
            yield Source(
                interviewer=person,
                interview=cell.entry.scorecard.interview,
                path=cell.path,
                role="rated",
            )


def _unrated(debrief: Debrief, person: str, criterion: str) -> Iterator[Source]:
    """Somebody who did not assess it: where they say so, or their first scorecard as a whole."""
    cells = debrief.cells_of(person, criterion)
    said = [cell for cell in cells if cell.mark is not None]
    for cell in said:
        yield Source(
            interviewer=person,
            interview=cell.entry.scorecard.interview,
            path=cell.path,
            role="not-assessed",
        )
    if not said:
        entry = next(entry for entry in debrief.entries if entry.person == person)
        yield Source(
            interviewer=person, interview=entry.scorecard.interview, path=(), role="not-assessed"
        )


def _observation(debrief: Debrief, repeat: Repeat) -> str:
    total = len(debrief.people)
    criterion = debrief.criterion(repeat.kind.criterion)
    written = of_people(len(repeat.people), total)
    each = "each " if len(repeat.people) > 1 else ""
    when = " before the reveal" if _all_unexposed(repeat) else ""
    first = f"{written} {each}wrote a {repeat.direction} about {criterion.title} ({repeat.kind.title}){when}"
    sentences = [first[0].upper() + first[1:] + _set_aside(repeat) + ".", _occasions(repeat)]
    if repeat.opposite:
        other = "strength" if repeat.direction == "concern" else "concern"
        sentences.append(
            _capital(f"{number(len(_people(repeat.opposite)))} noted the opposite, a {other}.")
        )
    if repeat.assessed:
        sentences.append(
            _capital(
                f"{number(len(repeat.assessed))} assessed {criterion.title} without flagging it."
            )
        )
    if repeat.not_assessed:
        sentences.append(_capital(f"{number(len(repeat.not_assessed))} did not assess it."))
    if repeat.later:
        sentences.append(
            _capital(
                f"{times(len(repeat.later), 'flag')} came after seeing another scorecard and "
                "stand apart."
            )
        )
    if repeat.second_hand:
        sentences.append(
            _capital(
                f"{times(len(repeat.second_hand), 'flag')} from hearsay or a reference stand apart."
            )
        )
    if lean := _lean(debrief):
        sentences.append(lean)
    return " ".join(sentences)


def _set_aside(repeat: Repeat) -> str:
    count = len(repeat.set_aside_by)
    if count == 0:
        return ""
    if count == len(repeat.people):
        return ", and each set it aside" if count > 1 else ", and set it aside"
    return f", and {number(count)} of them set it aside"


def _occasions(repeat: Repeat) -> str:
    unnamed = sum(1 for raised in repeat.flagged if not raised.flag.occasion)
    if not repeat.occasions:
        return "Nobody noted the occasion."
    text = _capital(times(len(repeat.occasions), "occasion"))
    return f"{text}, and {times(unnamed, 'flag')} without one." if unnamed else f"{text}."


def _lean(debrief: Debrief) -> str:
    sides = leaning(debrief)
    total = len(debrief.people)
    if not any(sides.values()):
        return ""
    return _capital(f"{number(len(sides['strength']))} of {number(total)} lean to hire.")


def _all_unexposed(repeat: Repeat) -> bool:
    return all(raised.entry.exposure == "none" for raised in repeat.flagged)


def _shows(debrief: Debrief, repeat: Repeat, *, against: bool) -> str:
    unknown = _people(raised for raised in repeat.flagged if raised.entry.exposure == "unknown")
    if not unknown:
        text = "This shows that the remarks were written separately, before any of their authors saw another."
    elif len(unknown) == len(repeat.people):
        text = (
            "This shows that the remarks stand in separate scorecards. Whether one was seen before another "
            f"was written is unknown: the scorecards come from {debrief.origin}."
        )
    else:
        text = (
            f"Of {number(len(repeat.people))} who wrote it, {number(len(unknown))} may have seen another "
            "scorecard before: that is unknown."
        )
    if against:
        text += " It points the other way than most recommendations."
    return text


def _ask(repeat: Repeat) -> str:
    first = ""
    if repeat.shared_causes:
        first = f"Could {listed(repeat.shared_causes)} explain it? Several set it aside for that reason. "
    if repeat.direction == "concern":
        return (
            f"{first}What did the candidate say or do? Does the job need otherwise? Could language, nerves or "
            "our own question explain it? What points the other way?"
        )
    return (
        f"{first}What did the candidate say or do? Does the job need it? Could a prepared answer or our own "
        "question explain it? What points the other way?"
    )


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
