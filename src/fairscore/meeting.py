"""Meeting: what became of each repeat, and a decision that closes once all of them are settled."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import ClassVar, Literal

from pydantic import Field

from fairscore._fields import Fields
from fairscore._meeting_faults import meeting_faults
from fairscore._text import Id, Moment, Name, Ref, Text
from fairscore._tree import Fault
from fairscore.debrief import Debrief
from fairscore.document import Document, Part, parse
from fairscore.errors import DocumentError, Problem
from fairscore.revealed import Entry
from fairscore.rules import find

__all__ = [
    "Decision",
    "Direction",
    "Disposition",
    "FollowUp",
    "FollowUpResult",
    "Meeting",
    "Outcome",
    "Reason",
    "Repeat",
    "before_closing",
    "close",
]

Direction = Literal["concern", "strength"]
"""Which way a repeat points."""

Outcome = Literal[
    "tested",
    "answered",
    "not-job-related",
    "style-language-culture",
    "accepted",
    "unresolved",
]
"""
What became of a repeat: tested in a follow-up, answered by evidence, not related to the job, a
matter of style or language or culture, accepted on stated behaviour, or unresolved.
"""

_REPEATS: Mapping[str, Direction] = {
    "concern-against-recommendation": "concern",
    "strength-against-recommendation": "strength",
    "repeated-concern": "concern",
    "repeated-strength": "strength",
}
"""The rules that bring up repeats, and which way each looks."""


class Repeat(Part):
    """One kind that several interviewers flagged on one side."""

    about: Id
    """Code of the kind."""
    direction: Direction
    """Concern or strength."""


class FollowUpResult(Part):
    """What came of asking the question that was agreed."""

    confidential: ClassVar[bool] = True
    interviewer: Ref
    """Who asked it: somebody who had not met the candidate, and wrote a sealed scorecard there."""
    told: Literal["question", "direction"]
    """What they had been told: the question alone, or also which way the remarks point."""
    showed: Literal["for", "against", "neither"]
    """Whether what they wrote counts for what had been noted, against it, or neither."""


class FollowUp(Part):
    """A question to test a repeat with, agreed before it was asked."""

    confidential: ClassVar[bool] = True
    question: Text
    """The one question."""
    counts_for: Text
    """What would count for what had been noted."""
    counts_against: Text
    """What would count against it."""
    agreed_at: Moment
    """When the question, and what would count, were agreed."""
    round: Ref
    """The new round of the application in which it is asked."""
    result: FollowUpResult | None = None
    """What came of it; left out until it was asked."""


class Disposition(Part):
    """What became of one repeat."""

    confidential: ClassVar[bool] = True
    repeat: Repeat
    """The repeat."""
    outcome: Outcome
    """What became of it."""
    because: Text | None = None
    """What that rests on: the evidence, why not the job, what explains it, or the behaviour."""
    follow_up: FollowUp | None = None
    """The question it was tested with; for `tested` alone."""


class Reason(Part):
    """One reason of a decision."""

    confidential: ClassVar[bool] = True
    words: Text
    """The reason, in the words of those who decided."""
    cites: Repeat | None = None
    """The repeat that it rests on, where it rests on one."""


class Decision(Part):
    """What people decided. The library suggests none and compares none."""

    confidential: ClassVar[bool] = True
    outcome: Name
    """What was decided, in the host's words."""
    decided_by: Ref
    """Who decided."""
    decided_at: Moment
    """When."""
    reasons: tuple[Reason, ...] = Field(min_length=1)
    """Why."""


class Meeting(Document):
    """
    What the people of one debrief made of it.

    It holds a disposition for each repeat, and the decision once there is one. `close` adds the
    decision, and refuses while a repeat has no disposition.
    """

    confidential: ClassVar[bool] = True
    kind: Literal["meeting"] = "meeting"
    """What this document is."""
    schema_version: Literal[1] = 1
    """Version of this document format."""
    application: Ref
    """The application, as the host calls it."""
    round: Ref = "round-1"
    """The round whose scorecards were looked at."""
    held_at: Moment | None = None
    """When it was held."""
    dispositions: tuple[Disposition, ...] = ()
    """What became of each repeat."""
    decision: Decision | None = None
    """What was decided; left out while it is open."""

    @classmethod
    def cross_faults(cls, plain: Fields) -> Iterator[Fault]:
        """Repeats settled twice, outcomes without what they rest on, reasons that cannot stand."""
        yield from meeting_faults(plain)


def before_closing(
    meeting: Meeting, debrief: Debrief, *, follow_ups: Iterable[Debrief] = ()
) -> tuple[Problem, ...]:
    """
    Say what still stands between a meeting and its decision.

    Args:
        meeting: The meeting.
        debrief: The debrief that it looked at.
        follow_ups: Debriefs of the rounds in which questions were asked.

    Returns:
        Problems with paths into the meeting and no places: one for each repeat without a
        disposition, in the order of the findings, and then what makes a follow-up no test. Empty
        where a decision may close.

    Example:
        >>> import fairscore as fs
        >>> rubric = fs.read("examples/backend.rubric.yaml", fs.Rubric)
        >>> cards = [fs.read(f"examples/founding-story/interviewer-{who}.yaml", fs.Scorecard)
        ...          for who in "abcde"]
        >>> debrief = fs.Debrief.of(rubric, fs.unsealed(cards, origin="files"))
        >>> meeting = Meeting(application="app-7", round="onsite")
        >>> [problem.slug for problem in before_closing(meeting, debrief)]
        ['repeat-without-disposition']
    """
    return tuple(
        Problem(slug=fault.slug, message=fault.message, advice=fault.advice, path=fault.path)
        for fault in _before_closing(meeting, debrief, tuple(follow_ups))
    )


def close(
    meeting: Meeting,
    decision: Decision,
    *,
    debrief: Debrief,
    follow_ups: Iterable[Debrief] = (),
) -> Meeting:
    """
    Close a meeting with a decision that people made.

    Args:
        meeting: The meeting, with its dispositions.
        decision: What was decided, by whom, and why.
        debrief: The debrief that it looked at.
        follow_ups: Debriefs of the rounds in which questions were asked.

    Returns:
        The meeting with the decision in it.

    Raises:
        DocumentError: With every problem of `before_closing`, every reason that cannot stand, or
            because the meeting holds a decision already.

    Example:
        >>> import fairscore as fs
        >>> rubric = fs.read("examples/backend.rubric.yaml", fs.Rubric)
        >>> card = fs.read("examples/founding-story/interviewer-e.yaml", fs.Scorecard)
        >>> alone = fs.Debrief.of(rubric, fs.unsealed([card], origin="files"))
        >>> decision = Decision(outcome="a second round", decided_by="manager-1",
        ...                     decided_at="2026-05-05T10:00:00Z",
        ...                     reasons=(Reason(words="One interview is too few."),))
        >>> meeting = close(Meeting(application="app-7", round="onsite"), decision, debrief=alone)
        >>> meeting.decision.outcome
        'a second round'
    """
    problems = before_closing(meeting, debrief, follow_ups=follow_ups)
    if meeting.decision is not None:
        decided = Problem(
            slug="decided-already",
            message="this meeting is closed with a decision",
            advice="hold another meeting to decide anew",
            path=("decision",),
        )
        raise DocumentError((*problems, decided))
    plain = json.loads(meeting.canonical)
    plain["decision"] = decision.model_dump(mode="json", exclude_unset=True)
    try:
        closed = parse(json.dumps(plain), Meeting, format="json")
    except DocumentError as error:
        problems += tuple(_unplaced(one) for one in error.problems)
    else:
        if not problems:
            return closed
    raise DocumentError(problems)


def _unplaced(problem: Problem) -> Problem:
    """A problem without its place in a text that nobody sees."""
    return Problem(
        slug=problem.slug, message=problem.message, advice=problem.advice, path=problem.path
    )


def _before_closing(
    meeting: Meeting, debrief: Debrief, follow_ups: tuple[Debrief, ...]
) -> Iterator[Fault]:
    if not _is_of(debrief, meeting.application, meeting.round):
        yield Fault(
            slug="other-round",
            message="not the application and round of this debrief",
            advice="give the debrief that the meeting looked at",
            path=("round",),
        )
        return
    settled = {(one.repeat.about, one.repeat.direction) for one in meeting.dispositions}
    for finding in find(debrief):
        direction = _REPEATS.get(finding.slug)
        if direction and (finding.about, direction) not in settled:
            yield Fault(
                slug="repeat-without-disposition",
                message=f"the repeated {direction} about `{finding.about}` has no disposition",
                advice=(
                    "say what became of it; if nothing has, agree a question for a follow-up or "
                    "write `unresolved`"
                ),
                path=("dispositions",),
            )
    for index, one in enumerate(meeting.dispositions):
        path = ("dispositions", index)
        if debrief.kind_of(one.repeat.about) is None:
            yield Fault(
                slug="unknown-kind",
                message="the rubric has no such kind of flag",
                advice="use the code of a kind of the rubric",
                path=(*path, "repeat", "about"),
            )
        elif one.follow_up is not None:
            yield from _untested(
                meeting, debrief, follow_ups, repeat=one.repeat, follow_up=one.follow_up, path=path
            )


def _untested(
    meeting: Meeting,
    debrief: Debrief,
    follow_ups: tuple[Debrief, ...],
    *,
    repeat: Repeat,
    follow_up: FollowUp,
    path: tuple[str | int, ...],
) -> Iterator[Fault]:
    """What makes a follow-up no test, as the scorecards of its round show."""
    path = (*path, "follow_up")
    result = follow_up.result
    held = [one for one in follow_ups if _is_of(one, meeting.application, follow_up.round)]
    written = [
        (one, entry)
        for one in held
        for entry in one.entries
        if result is not None and entry.person == result.interviewer
    ]
    if result is None or not written:
        yield Fault(
            slug="follow-up-not-held",
            message="tested, and no scorecard of the follow-up is there",
            advice="hold the round and record its result, or write `unresolved`",
            path=path,
        )
        return
    before = {entry.person for entry in (*debrief.entries, *debrief.shadows)}
    if result.interviewer in before:
        yield Fault(
            slug="follow-up-met-before",
            message="asked by somebody who had met the candidate in the round that raised it",
            advice="have somebody ask it who has not, or write `unresolved`",
            path=(*path, "result", "interviewer"),
        )
    if not all(
        one.sealed and entry.exposure == "none" and not entry.apart for one, entry in written
    ):
        yield Fault(
            slug="follow-up-not-sealed",
            message="the scorecard of the follow-up was not sealed when it was written",
            advice="collect it over a desk, or write `unresolved`",
            path=(*path, "result"),
        )
    if any(_was_asked_before(entry, follow_up) for _, entry in written):
        yield Fault(
            slug="follow-up-agreed-later",
            message="agreed after it was asked",
            advice="agree on the question and on what counts before it is asked",
            path=(*path, "agreed_at"),
        )
    if not any(_speaks_of(one, entry, repeat) for one, entry in written):
        yield Fault(
            slug="follow-up-silent",
            message="the scorecard of the follow-up neither rates the criterion nor flags the kind",
            advice="write `unresolved`: nothing came of the question",
            path=(*path, "result"),
        )


def _is_of(debrief: Debrief, application: str, round_: str) -> bool:
    cards = [entry.scorecard for entry in (*debrief.entries, *debrief.shadows)]
    return all((card.application, card.round) == (application, round_) for card in cards)


def _was_asked_before(entry: Entry, follow_up: FollowUp) -> bool:
    """Whether the interview is known to have been before the question was agreed."""
    at = entry.scorecard.interviewed_at or entry.scorecard.submitted_at
    return at is not None and at < follow_up.agreed_at


def _speaks_of(debrief: Debrief, entry: Entry, repeat: Repeat) -> bool:
    """Whether a scorecard rates the criterion of a kind, or flags the kind first-hand."""
    kind = debrief.kind_of(repeat.about)
    flagged = any(flag.kind == repeat.about and flag.first_hand for flag in entry.scorecard.flags)
    return flagged or any(
        kind is not None and rating.criterion == kind.criterion and rating.level is not None
        for rating in entry.scorecard.ratings
    )
