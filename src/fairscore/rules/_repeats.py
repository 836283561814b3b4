"""Putting a count into words: what the rules about repeats and about red flags share."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Literal, get_args

from fairscore._text import fold
from fairscore._words import capital, number, of_people, times
from fairscore.debrief import Debrief, Raised
from fairscore.finding import Finding, Rule
from fairscore.rules._count import (
    OTHER_WAY,
    Count,
    Direction,
    Standing,
    after,
    count_of,
    counted,
    lean_of,
    leaning,
    people_of,
    points_to,
    sources_of,
)
from fairscore.scorecard import SetAsideReason
from fairscore.vocabulary import Kind

__all__ = [
    "about",
    "everybody_else",
    "repeat_rule",
    "repeats",
    "set_aside",
    "when",
]

_SHARED_CAUSES: dict[SetAsideReason, str] = {
    "late-slot": "a late slot",
    "language": "the language of the interview",
    "nerves": "nerves",
    "our-question": "our own question",
    "remote-call": "a remote call",
}
"""Reasons for setting aside that several interviewers can have in common. A mood is one's own."""

_UNKNOWN = "Whether it was written before the reveal is unknown."

_When = Literal["none", "unknown", "exposed", "late"]
"""When a flag was written: its author had seen no other, had, or the reveal had been."""

_ALL: dict[_When, tuple[str, str]] = {
    "none": (" before the reveal", ""),
    "unknown": ("", _UNKNOWN),
    "exposed": (" after seeing another scorecard", ""),
    "late": (" after the reveal", ""),
}
_SOME: dict[_When, str] = {
    "none": "{} of them wrote it before the reveal",
    "unknown": "for {} of them that is unknown",
    "exposed": "{} had seen another scorecard",
    "late": "{} wrote it after the reveal",
}

_CONCERN_ASKS = (
    "What did the candidate say or do? Does the job need otherwise? Could language, nerves or our "
    "own question explain it? What points the other way?"
)
_STRENGTH_ASKS = (
    "What did the candidate say or do? Does the job need it? Could a prepared answer or our own "
    "question explain it? What points the other way?"
)

_ELSEWHERE: dict[Standing, str] = {
    "assessed": "assessed {title} without flagging it",
    "no-evidence": "noted no evidence on {title}",
    "declined": "declined to rate {title}",
    "unknown": "left it unknown whether they assessed {title}",
    "not-assessed": "did not assess {title}",
    "second-hand": "knew of it from hearsay or a reference only, which is not counted",
    "later": "wrote about it only {later}, which is not counted",
}


def repeat_rule(direction: Direction, *, against: bool = False) -> Rule:
    """
    Make one of the four rules about repeats: same threshold, same unit, same reason.

    Args:
        direction: Whether it looks at concerns or at strengths.
        against: Whether it speaks only where most recommendations point the other way. Then its
            finding stands for that of the rule that always does.

    Returns:
        The rule.
    """
    other = OTHER_WAY[direction]
    slug = _slug(direction, against=against)

    def find(debrief: Debrief, threshold: int) -> Iterator[Finding]:
        if not against or lean_of(debrief) == other:
            for count in repeats(debrief, direction, threshold):
                yield _finding(debrief, count, slug, against=against)

    return Rule(
        slug=slug,
        audience="panel",
        summary=(
            f"most recommendations lean one way and a repeated {direction} points the other"
            if against
            else f"one kind that several interviewers flagged as a {direction}, set aside or not"
        ),
        threshold=2,
        unit="people",
        because=(
            "two people is the least that makes a repeat, and a repeat asks a question rather than "
            "giving an answer, so a miss costs more than a question; concerns and strengths have "
            "the same threshold"
        ),
        find=find,
        priority=10 if against else 20,
        least=2,
        family="repeat",
        mirror=_slug(other, against=against),
        stands_for=(_slug(direction, against=False),) if against else (),
    )


def _slug(direction: Direction, *, against: bool) -> str:
    return f"{direction}-against-recommendation" if against else f"repeated-{direction}"


def repeats(debrief: Debrief, direction: Direction, threshold: int) -> Iterator[Count]:
    """Every kind that enough people flagged in one direction, in the order of their codes."""
    codes = sorted({raised.flag.kind for raised in debrief.flags})
    for kind in filter(None, map(debrief.kind_of, codes)):
        if len(counted(debrief, kind.code, direction)) >= threshold:
            yield count_of(debrief, kind, direction)


def _finding(debrief: Debrief, count: Count, slug: str, *, against: bool) -> Finding:
    """The finding about a repeat: who wrote it, where everybody else stands, and what to ask."""
    concern = count.direction == "concern"
    people = len(count.people)
    suffix, exposure = when(count.flagged)
    wrote = of_people(people, len(debrief.people))
    titles = about(debrief, count.kind)
    serious = people_of(raised for raised in count.flagged if raised.flag.signal == "red")
    what = f"{count.direction} about {titles}{suffix}"
    if serious:
        what += f", {number(len(serious))} of them serious"
    sentences = (
        f"{capital(wrote)} each wrote a {what}{set_aside(count.flagged)}.",
        "" if exposure == _UNKNOWN else exposure,  # What it shows says so, and why.
        _occasions(count),
        *everybody_else(debrief, count),
        _lean(debrief),
    )
    return Finding(
        slug=slug,
        audience="panel",
        about=count.kind.code,
        observation=" ".join(filter(None, sentences)),
        shows=_shows(debrief, count, against=against),
        does_not_show=(
            "It does not show that they are right: people can share an expectation, or have seen "
            "the same answer."
        ),
        ask=" ".join((*_shared_causes(count), _CONCERN_ASKS if concern else _STRENGTH_ASKS)),
        next_step=(
            "If it matters and is still open, agree one question, and what would count for and "
            "against, for an interviewer who has not met the candidate. Alone it is no reason to "
            f"{'reject' if concern else 'hire'}."
        ),
        sources=tuple(dict.fromkeys(sources_of(debrief, count))),
        weight=people,
        serious=bool(serious),
    )


def about(debrief: Debrief, kind: Kind) -> str:
    """The criterion's title and the kind's, as they are."""
    title = debrief.criterion(kind.criterion).title
    return title if title == kind.title else f"{title} ({kind.title})"


def when(flags: Iterable[Raised]) -> tuple[str, str]:
    """Whether they were written before the reveal: a suffix if all were, else a sentence."""
    flags = tuple(flags)
    # A person who wrote it in two seats stands where the earliest knowledge puts them.
    first: dict[str, _When] = {}
    for when_written in get_args(_When):
        for raised in flags:
            if _when(raised) == when_written:
                first.setdefault(raised.person, when_written)
    groups = Counter(first.values())
    if len(groups) == 1:
        return _ALL[first[flags[0].person]]
    parts = (_SOME[at].format(number(groups[at])) for at in get_args(_When) if groups[at])
    return "", f"{capital('; '.join(parts))}."


def _when(raised: Raised) -> _When:
    """When one flag was written, as far as that is known."""
    if raised.entry.exposure == "exposed":
        return "exposed"
    return "late" if raised.entry.late else raised.entry.exposure


def set_aside(flags: Iterable[Raised]) -> str:
    """How many discounted every flag of theirs."""
    flags = tuple(flags)
    people = people_of(flags)
    kept = people_of(raised for raised in flags if raised.flag.set_aside is None)
    count = len(people) - len(kept)
    if count == 0:
        return ""
    if kept:
        return f", and {number(count)} of them set it aside"
    return ", and each set it aside" if count > 1 else ", and set it aside"


def everybody_else(
    debrief: Debrief, count: Count, *, told: frozenset[str] = frozenset()
) -> Iterator[str]:
    """A sentence for each place where somebody stands who did not flag it."""
    title = debrief.criterion(count.kind.criterion).title
    yield from _opposite(debrief, count)
    for standing in get_args(Standing):
        people = [person for person in count.who(standing) if person not in told]
        if people and standing in _ELSEWHERE:
            said = _ELSEWHERE[standing].format(title=title, later=count.later)
            yield f"{capital(number(len(people)))} {said}."
    yield from _serious_apart(count, told)
    yield from _added(count)


def _serious_apart(count: Count, told: frozenset[str]) -> Iterator[str]:
    """A serious concern of one's own is told even where it came too late to count."""
    red = (
        one
        for one in count.apart
        if one.flag.signal == "red" and one.flag.first_hand and points_to(one, count)
    )
    if people := set(people_of(red)) - told:
        yield f"{capital(number(len(people)))} whose remark is not counted wrote it as serious."


def _added(count: Count) -> Iterator[str]:
    """Who noted it, or the opposite, in a later version: told apart from all of the above."""
    towards = [raised for raised in count.added if points_to(raised, count)]
    back = [raised for raised in count.added if not points_to(raised, count)]
    for flags, what in ((towards, "it"), (back, "the opposite")):
        if flags:
            who = capital(number(len(people_of(flags))))
            later = after(raised.entry for raised in flags)
            red = people_of(raised for raised in flags if raised.flag.signal == "red")
            serious = f", {number(len(red))} of them as serious" if red else ""
            yield f"{who} added {what} {later}{serious}, which is not counted."


def _lean(debrief: Debrief) -> str:
    """How many of those who recommend lean to hire; empty where none does or no line says."""
    sides = leaning(debrief)
    if not sides:
        return ""
    total = len(sides)
    hire = sum(side == "strength" for side in sides.values())
    lean = "leans" if hire == 1 else "lean"
    silent = frozenset(debrief.people) - frozenset(sides)
    if not silent:
        return f"{capital(number(hire))} of {number(total)} {lean} to hire."
    text = f"{capital(number(hire))} of {number(total)} recommendations {lean} to hire"
    if total == 1:
        text = f"The only recommendation {'leans' if hire else 'does not lean'} to hire"
    given = {
        cell.entry.person
        for row in debrief.recommendations
        for cell in row.cells
        if cell.level is not None
    }
    counts = " that counts" if silent & given else ""
    return f"{text}; {times(len(silent), 'interviewer')} gave none{counts}."


def _opposite(debrief: Debrief, count: Count) -> Iterator[str]:
    """Who saw it the other way: first by the same kind, then by the opposing one."""
    other = "strength" if count.direction == "concern" else "concern"
    same = people_of(r for r in count.opposite if r.flag.kind == count.kind.code)
    only = [one for one in count.opposite if one.person not in same]
    words = [(same, f"the opposite, a {other}")]
    for kind in filter(None, map(debrief.kind_of, sorted({one.flag.kind for one in only}))):
        people = people_of(one for one in only if one.flag.kind == kind.code)
        words.append((people, f"a {count.direction} about {about(debrief, kind)} instead"))
    for people, what in words:
        both = [person for person in people if person in count.people]
        others = len(people) - len(both)
        if others:
            yield f"{capital(number(others))} noted {what}."
        if both:
            also = what.removesuffix(" instead")
            yield f"{capital(number(len(both)))} of them also noted {also}."


def _occasions(count: Count) -> str:
    named = {fold(raised.flag.occasion) for raised in count.flagged if raised.flag.occasion}
    unnamed = sum(1 for raised in count.flagged if not raised.flag.occasion)
    if not named:
        return "Nobody noted the occasion."
    text = f"Noted on {times(len(named), 'occasion')}"
    return f"{text}; {times(unnamed, 'flag')} without one." if unnamed else f"{text}."


def _shows(debrief: Debrief, count: Count, *, against: bool) -> str:
    suffix, exposure = when(count.flagged)
    if suffix:
        text = (
            "This shows that the remarks were written separately: none of their authors had seen "
            "another scorecard."
        )
    else:
        text = "This shows that the remarks stand in separate scorecards."
        if exposure == _UNKNOWN:
            text += (
                " Whether one was seen before another was written is unknown: the scorecards come "
                f"from {debrief.origin}."
            )
    heard = people_of(r for r in count.flagged if r.entry.scorecard.heard_before == "yes")
    if heard:
        text += f" {capital(number(len(heard)))} of them had heard about the candidate before."
    return f"{text} Most recommendations point the other way." if against else text


def _shared_causes(count: Count) -> Iterator[str]:
    """A question about each reason for setting aside that two people or more have in common."""
    for reason, cause in _SHARED_CAUSES.items():
        givers = people_of(
            r for r in count.flagged if r.flag.set_aside and r.flag.set_aside.reason == reason
        )
        if len(givers) > 1:
            who = capital(number(len(givers)))
            yield f"{who} of them set it aside because of {cause}: could that explain it?"
