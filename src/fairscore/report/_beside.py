"""What stands beside the scorecards that count: later versions, and seats without a scorecard."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TypeVar

from fairscore._words import capital, listed, number
from fairscore.debrief import Debrief
from fairscore.event import SeatKey
from fairscore.report._making import answers_of, notes_of
from fairscore.report._parts import (
    Absence,
    ReportAbsent,
    ReportAnswer,
    ReportChange,
    ReportLater,
    ReportNote,
)
from fairscore.report._phrases import AMENDED
from fairscore.report._voices import flag_of, rating_voice, recommendation_voice
from fairscore.revealed import Entry

__all__ = ["absent_of", "later_of", "turnout_of"]

Noted = TypeVar("Noted", ReportAnswer, ReportNote)


def absent_of(debrief: Debrief) -> Iterator[ReportAbsent]:
    """Seats whose scorecard is not here, by name, and why."""
    here = {entry.seat for entry in (*debrief.entries, *debrief.shadows)}
    for seat in sorted({*debrief.expected, *debrief.erased} - here):
        interviewer, interview = seat
        why: Absence = "dropped" if seat in debrief.dropped else "not-handed-in"
        yield ReportAbsent(
            interviewer=interviewer,
            interview=interview or None,
            interview_title=_titles(debrief).get(interview),
            why="erased" if seat in debrief.erased else why,
        )


def turnout_of(debrief: Debrief) -> str:
    """How many expected scorecards came in time, and what of the others; empty for files."""
    if not debrief.expected:
        return ""
    in_time = {entry.seat for entry in debrief.entries if not entry.late}
    came, expected = sum(seat in in_time for seat in debrief.expected), len(debrief.expected)
    # Of a scorecard that was erased nothing says when it came.
    verb = "here" if debrief.erased else "in time"
    if came == expected:
        first = f"All {number(came)} scorecards" if came > 1 else "The one scorecard"
    else:
        first = f"{capital(number(came))} of {number(expected)} expected scorecards"
    are = "is" if came == 1 else "are"
    first = f"{first} {are if debrief.erased else 'came'} {verb}."
    return " ".join([first, *_others(debrief, in_time)])


def later_of(debrief: Debrief) -> Iterator[ReportLater]:
    """What later versions change, by interviewer and interview."""
    titles = _titles(debrief)
    for entry in (*debrief.entries, *debrief.shadows):
        for index, version in enumerate(entry.later):
            before, after = entry.scorecard, version.scorecard
            changed = entry.of_later(index)
            yield ReportLater(
                interviewer=entry.person,
                interview=before.interview,
                interview_title=titles.get(before.interview or ""),
                phase=version.phase,
                reason=version.reason,
                reason_words=AMENDED[version.reason] if version.reason else None,
                changes=tuple(_changes(debrief, entry, changed)),
                flags=tuple(
                    flag_of(debrief, changed, one) for one in after.flags if one not in before.flags
                ),
                taken_back=tuple(
                    flag_of(debrief, entry, one) for one in before.flags if one not in after.flags
                ),
                answers=tuple(_new(answers_of(debrief, entry), answers_of(debrief, changed))),
                notes=tuple(_new(notes_of(entry), notes_of(changed))),
            )


def _others(debrief: Debrief, in_time: set[SeatKey]) -> Iterator[str]:
    """A sentence for each way in which a scorecard did not come in time, or is gone."""
    late = [entry.seat for entry in debrief.entries if entry.late]
    closed = [seat for seat in debrief.dropped if seat not in in_time]
    told = {*in_time, *late, *debrief.dropped, *debrief.erased}
    nothing = [seat for seat in debrief.expected if seat not in told]
    for seats, words in (
        (closed, "The panel was closed without {}."),
        (late, "{} handed in after the reveal: shown, and not counted."),
        (nothing, "Nothing came from {}."),
        (debrief.erased, "What {} wrote was erased."),
    ):
        if seats:
            yield words.format(_named(debrief, seats))


def _named(debrief: Debrief, seats: Iterable[SeatKey]) -> str:
    """Whose seats these are; with the interview where the same person has another one."""
    own = Counter(person for person, _ in {*debrief.expected, *debrief.erased})
    titles = _titles(debrief)
    return listed(
        f"{person} ({titles.get(interview) or interview or 'no interview named'})"
        if own[person] > 1
        else person
        for person, interview in seats
    )


def _titles(debrief: Debrief) -> dict[str, str]:
    """What people call the interviews, as the newest version that has them says."""
    titles: dict[str, str] = {}
    for rubric in (*debrief.shadow_rubrics, *debrief.rubrics):
        titles |= {one.id: one.title for one in rubric.interviews}
    return titles


def _changes(debrief: Debrief, entry: Entry, changed: Entry) -> Iterator[ReportChange]:
    """Ratings and the recommendation that differ, with what stood there before."""
    old = {rating.criterion: rating for rating in entry.scorecard.ratings}
    new = {rating.criterion: rating for rating in changed.scorecard.ratings}
    for criterion in dict.fromkeys((*old, *new)):
        was, now = old.get(criterion), new.get(criterion)
        if was != now:
            yield ReportChange(
                before=rating_voice(debrief, entry, was) if was else None,
                now=rating_voice(debrief, changed, now) if now else None,
            )
    said, says = entry.scorecard.recommendation, changed.scorecard.recommendation
    if said != says:
        yield ReportChange(
            before=recommendation_voice(debrief, entry, said) if said else None,
            now=recommendation_voice(debrief, changed, says) if says else None,
        )


def _new(before: Iterable[Noted], after: Iterable[Noted]) -> Iterator[Noted]:
    """What stands there now and did not before."""
    known = tuple(before)
    return (one for one in after if one not in known)
