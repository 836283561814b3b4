"""Meeting: what became of each repeat, and a decision that closes once all of them are settled."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar, Literal

from pydantic import Field

from fairscore._fields import Fields
from fairscore._follow_up_faults import Asked, follow_up_faults, is_of
from fairscore._meeting_faults import meeting_faults
from fairscore._text import Id, Moment, Name, Ref, Text
from fairscore._tree import Fault
from fairscore.debrief import Debrief
from fairscore.document import Document, Part, parse
from fairscore.errors import DocumentError, Problem
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
    return _told(_before_closing(meeting, debrief, tuple(follow_ups)))


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
        The meeting with the decision in it, under the codes that its kinds have now.

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
    rounds = tuple(follow_ups)
    problems = before_closing(meeting, debrief, follow_ups=rounds)
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
        closed = parse(json.dumps(_by_codes_of_now(plain, debrief)), Meeting, format="json")
    except DocumentError as error:
        known = {(one.slug, one.path) for one in problems}
        also = (one for one in error.problems if (one.slug, one.path) not in known)
        raise DocumentError((*problems, *map(_unplaced, also))) from None
    problems += _told(_beside_the_debrief(closed, debrief, rounds))
    if problems:
        raise DocumentError(problems)
    return closed


def _unplaced(problem: Problem) -> Problem:
    """A problem without its place in a text that nobody sees."""
    return Problem(
        slug=problem.slug, message=problem.message, advice=problem.advice, path=problem.path
    )


def _told(faults: Iterable[Fault]) -> tuple[Problem, ...]:
    return tuple(
        Problem(slug=one.slug, message=one.message, advice=one.advice, path=one.path)
        for one in faults
    )


def _by_codes_of_now(plain: dict[str, Any], debrief: Debrief) -> dict[str, Any]:
    """The same under the codes that kinds have now: a kind renamed is one kind all the same."""
    named = [one["repeat"] for one in plain.get("dispositions", ())]
    reasons = plain.get("decision", {}).get("reasons", ())
    named += [one["cites"] for one in reasons if one.get("cites")]
    for one in named:
        if kind := debrief.kind_of(one["about"]):
            one["about"] = kind.code
    return plain


def _repeats(debrief: Debrief) -> tuple[tuple[str, Direction], ...]:
    """What the rules bring up as repeated, in the order of their findings."""
    return tuple(
        (finding.about, _REPEATS[finding.slug])
        for finding in find(debrief)
        if finding.slug in _REPEATS
    )


def _before_closing(
    meeting: Meeting, debrief: Debrief, follow_ups: tuple[Debrief, ...]
) -> Iterator[Fault]:
    if not is_of(debrief, meeting.application, meeting.round):
        yield Fault(
            slug="other-round",
            message="not the application and round of this debrief",
            advice="give the debrief that the meeting looked at",
            path=("round",),
        )
        return
    now = _by_codes_of_now(json.loads(meeting.canonical), debrief)
    # Whole in itself it is; under the codes of now two dispositions may be about one repeat.
    yield from meeting_faults(now)
    settled = {
        (one["repeat"]["about"], one["repeat"]["direction"]) for one in now.get("dispositions", ())
    }
    for about, direction in _repeats(debrief):
        if (about, direction) not in settled:
            yield Fault(
                slug="repeat-without-disposition",
                message=f"the repeated {direction} about `{about}` has no disposition",
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
            asked = _asked(meeting, index, one.follow_up)
            yield from follow_up_faults(asked, debrief, follow_ups)


def _asked(meeting: Meeting, index: int, follow_up: FollowUp) -> Asked:
    repeat, result = meeting.dispositions[index].repeat, follow_up.result
    return Asked(
        about=repeat.about,
        direction=repeat.direction,
        application=meeting.application,
        round=follow_up.round,
        agreed_at=follow_up.agreed_at,
        interviewer=result.interviewer if result else None,
        showed=result.showed if result else None,
        path=("dispositions", index, "follow_up"),
    )


def _beside_the_debrief(
    closed: Meeting, debrief: Debrief, rounds: tuple[Debrief, ...]
) -> Iterator[Fault]:
    """What of a decision cannot stand beside what was written, and when."""
    repeated = set(_repeats(debrief))
    decision = closed.decision
    for index, one in enumerate(decision.reasons if decision else ()):
        if one.cites and (one.cites.about, one.cites.direction) not in repeated:
            yield Fault(
                slug="cited-not-repeated",
                message="a reason that cites a repeat, and no rule of the rubric brings one up",
                advice="remove the citation, or say who wrote it in the words of the reason",
                path=("decision", "reasons", index, "cites"),
            )
    before = [one.follow_up.agreed_at for one in closed.dispositions if one.follow_up]
    before += [at for one in (debrief, *rounds) for entry in one.entries if (at := entry.handed_in)]
    before += [closed.held_at] if closed.held_at else []
    if decision and any(decision.decided_at < one for one in before):
        yield Fault(
            slug="decided-before-test",
            message="decided before what it is said to rest on was there",
            advice="write when it was decided, after the meeting and every follow-up",
            path=("decision", "decided_at"),
        )
