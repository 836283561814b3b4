"""Making the report: what this viewer may see, put together from the debrief and the findings."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from fairscore._words import number, times
from fairscore.debrief import Debrief
from fairscore.finding import Audience, Finding, Rule
from fairscore.report._parts import (
    ReportAnswer,
    ReportFinding,
    ReportFlag,
    ReportNote,
    ReportRubric,
    ReportScorecard,
    ReportSetting,
    ReportShadow,
    Viewing,
    Voice,
)
from fairscore.report._phrases import OUTSIDE
from fairscore.report._voices import finding_of, flag_of, rating_voice, recommendation_voice
from fairscore.revealed import Entry
from fairscore.rubric import Question
from fairscore.rules import tunings
from fairscore.scorecard import Scorecard

__all__ = [
    "answers_of",
    "any_scorecard",
    "exposure_of",
    "flags_of",
    "notes_of",
    "rubric_of",
    "scorecard_of",
    "shadow_of",
    "shared_out",
]

_MAY_SEE: Final[Mapping[Viewing, frozenset[Audience]]] = {
    "panel": frozenset({"panel"}),
    "facilitator": frozenset({"panel", "facilitator"}),
}
"""What an author or one person alone may see is in no report: it never leaves their own view."""

_DISCUSSED_FIRST: Final = 3
"""A group talks about few things well; the rest is there, folded."""


def shared_out(
    debrief: Debrief, findings: Iterable[Finding], role: Viewing
) -> tuple[tuple[ReportFinding, ...], tuple[ReportFinding, ...]]:
    """What this viewer may see: what to discuss first, and the rest."""
    first: list[ReportFinding] = []
    folded: list[ReportFinding] = []
    for finding in findings:
        if finding.audience in _MAY_SEE.get(role, frozenset()):
            may_lead = finding.audience == "panel" and not finding.remark
            leads = may_lead and len(first) < _DISCUSSED_FIRST
            (first if leads else folded).append(finding_of(debrief, finding))
    return tuple(first), tuple(folded)


def any_scorecard(debrief: Debrief) -> Scorecard:
    """One of the scorecards: there is one at least, and all are of one application and round."""
    return (*debrief.entries, *debrief.shadows)[0].scorecard


def rubric_of(debrief: Debrief, rules: Iterable[Rule]) -> ReportRubric:
    """Which rubric the scorecards were written against, and what it wants of the rules."""
    return ReportRubric(
        id=debrief.rubric.id,
        title=debrief.rubric.title,
        versions=tuple(rubric.version for rubric in debrief.rubrics),
        settings=tuple(
            ReportSetting(
                rule=one.rule,
                state=one.state,
                threshold=one.threshold,
                unit=one.unit,
                along=one.along,
            )
            for one in tunings(debrief.rubric, rules)
        ),
    )


def exposure_of(debrief: Debrief) -> str:
    """What is known of who had seen what, in plain words."""
    told = _exposure(debrief)
    # A desk knows what it showed to whom; a talk in the corridor only where somebody recorded it.
    return f"{told} {OUTSIDE}" if debrief.sealed and debrief.entries else told


def _exposure(debrief: Debrief) -> str:
    count = Counter("late" if entry.late else entry.exposure for entry in debrief.entries)
    total = sum(count.values())
    if not total:
        return "There is no scorecard that counts."
    if count["none"] == total:
        return "Each scorecard was written before its author saw another one."
    if count["unknown"] == total:
        return (
            "Whether one scorecard was seen before another was written is unknown: they come from "
            f"{debrief.origin}."
        )
    parts: list[str] = []
    if count["none"]:
        parts.append(f"{number(count['none'])} before their authors saw another")
    if count["exposed"]:
        parts.append(f"{number(count['exposed'])} after seeing another")
    if count["late"]:
        parts.append(f"{number(count['late'])} after the reveal")
    if count["unknown"]:
        parts.append(f"and for {number(count['unknown'])} it is unknown")
    return f"Of {times(total, 'scorecard')}, written: {', '.join(parts)}."


def scorecard_of(debrief: Debrief, entry: Entry, position: int | None = None) -> ReportScorecard:
    card = entry.scorecard
    titles = {
        interview.id: interview.title
        for rubric in debrief.every_rubric
        if rubric.version == card.rubric.version
        for interview in rubric.interviews
    }
    return ReportScorecard(
        interviewer=card.interviewer,
        interview=card.interview,
        interview_title=titles.get(card.interview or ""),
        version=card.rubric.version,
        exposure=entry.exposure,
        late=entry.late,
        heard_before=card.heard_before,
        submitted_by=card.submitted_by,
        page_position=position,
    )


def flags_of(debrief: Debrief, entry: Entry) -> Iterator[ReportFlag]:
    for flag in entry.scorecard.flags:
        yield flag_of(debrief, entry, flag)


def answers_of(debrief: Debrief, entry: Entry) -> Iterator[ReportAnswer]:
    questions = {question.id: question.text for question in _questions(debrief)}
    for answer in entry.scorecard.answers:
        yield ReportAnswer(
            interviewer=entry.person,
            interview=entry.scorecard.interview,
            question=questions.get(answer.question, answer.question),
            text=answer.text,
        )


def _questions(debrief: Debrief) -> Iterator[Question]:
    for rubric in debrief.every_rubric:
        for criterion in rubric.criteria:
            yield from criterion.questions
        for interview in rubric.interviews:
            yield from interview.questions


def notes_of(entry: Entry) -> Iterator[ReportNote]:
    if entry.scorecard.notes is not None:
        yield ReportNote(
            interviewer=entry.person,
            interview=entry.scorecard.interview,
            text=entry.scorecard.notes,
        )


def shadow_of(debrief: Debrief, entry: Entry) -> ReportShadow:
    return ReportShadow(
        scorecard=scorecard_of(debrief, entry),
        ratings=tuple(_said(debrief, entry)),
        flags=tuple(flags_of(debrief, entry)),
        answers=tuple(answers_of(debrief, entry)),
        notes=tuple(notes_of(entry)),
    )


def _said(debrief: Debrief, entry: Entry) -> Iterator[Voice]:
    for rating in entry.scorecard.ratings:
        yield rating_voice(debrief, entry, rating)
    if entry.scorecard.recommendation is not None:
        yield recommendation_voice(debrief, entry, entry.scorecard.recommendation)
