"""The parts of a report, as they stand in its document."""

from typing import ClassVar, Literal

from pydantic import Field

from fairscore.document import Part
from fairscore.event import AmendReason
from fairscore.finding import Audience, Role
from fairscore.panel import Phase
from fairscore.revealed import Exposure
from fairscore.scorecard import SetAsideReason, Signal

__all__ = [
    "Absence",
    "AgainstLine",
    "Beside",
    "Known",
    "ReportAbsent",
    "ReportAnswer",
    "ReportCell",
    "ReportChange",
    "ReportFinding",
    "ReportFlag",
    "ReportLater",
    "ReportLevel",
    "ReportNote",
    "ReportRow",
    "ReportRubric",
    "ReportScorecard",
    "ReportSetting",
    "ReportShadow",
    "SetAsideShown",
    "State",
    "Viewing",
    "Voice",
]

Viewing = Literal["panel", "facilitator"]
"""As what a viewer reads the report."""

AgainstLine = Literal["below", "at-or-above", "no-line"]
"""Where a level stands: below the hire line, on it or above, or there is no line."""

State = Literal[
    "rated",
    "not-assessed",
    "no-evidence",
    "declined",
    "unknown",
    "not-in-interview",
    "nothing-written",
    "other-version",
]
"""Whether there is a level, and if not, in which way it is missing. None of these is a number."""

Known = Literal["interview", "work-together", "reference", "hearsay"]
"""How an interviewer knows what they flagged."""


Absence = Literal["dropped", "erased", "not-handed-in"]
"""Why a scorecard is not here: the panel went on without it, it was erased, or nothing came."""


class ReportSetting(Part):
    """What the rubric says of one rule."""

    rule: str
    """The rule, as the rubric names it."""
    state: Literal["tuned", "off", "unknown"]
    """Whether it is tuned, switched off, or the name of no rule."""
    threshold: int | None = None
    """When a tuned rule speaks up."""
    unit: str = ""
    """What the threshold of a tuned rule counts."""
    along: tuple[str, ...] = ()
    """Other rules that share the threshold or the switch, for which the same holds."""


class ReportRubric(Part):
    """The rubric that the scorecards were written against."""

    id: str
    """Name of the rubric."""
    title: str
    """What people call it."""
    versions: tuple[int, ...] = Field(min_length=1)
    """The versions that were used, oldest first."""
    settings: tuple[ReportSetting, ...] = ()
    """Which rules the newest of them tunes or switches off, and names that are no rule's."""


class ReportScorecard(Part):
    """Who wrote a scorecard, and what is known of how it came about."""

    interviewer: str
    """Who wrote it."""
    interview: str | None = None
    """Id of the interview; none where the scorecard names none."""
    interview_title: str | None = None
    """What people call the interview."""
    version: int
    """Version of the rubric it was written against."""
    exposure: Exposure
    """Whether its author had seen another scorecard when writing. Unknown is not none."""
    late: bool = False
    """Whether it was handed in after the reveal: shown, never counted."""
    heard_before: Literal["yes", "no", "unknown"]
    """Whether its author had heard about the candidate before."""
    submitted_by: str | None = None
    """Who handed it in, where that was somebody else."""
    page_position: int | None = None
    """Where it stands on this page, from 1; none where no order was drawn."""


class ReportAbsent(Part):
    """A seat whose scorecard is not here."""

    interviewer: str
    """Whose seat it is."""
    interview: str | None = None
    """Id of the interview."""
    interview_title: str | None = None
    """What people call the interview."""
    why: Absence
    """Why its scorecard is not here."""


class SetAsideShown(Part):
    """That an interviewer saw something and discounted it, and why."""

    confidential: ClassVar[bool] = True
    reason: SetAsideReason
    """The reason as a code."""
    reason_words: str
    """The reason in plain words."""
    words: str | None = None
    """The reason in the interviewer's own words."""


class Beside(Part):
    """The author's own rating of the criterion, beside what they flagged."""

    confidential: ClassVar[bool] = True
    criterion: str | None = None
    """Title of the criterion."""
    level: str | None = None
    """The level, as people call it."""
    interview: str | None = None
    """Id of the interview it was given in."""
    evidence: str | None = None
    """What was said or done."""


class Voice(Part):
    """What one interviewer wrote that a finding rests on."""

    confidential: ClassVar[bool] = True
    interviewer: str
    """Who wrote it."""
    interview: str | None = None
    """Id of the interview."""
    role: Role
    """What it has to do with the finding."""
    words: str | None = None
    """The words: what was observed, the evidence, or the reason."""
    criterion: str | None = None
    """Title of the criterion, where a rating or the lack of one is meant."""
    level: str | None = None
    """The level as people call it, or in which way it is missing."""
    against_line: AgainstLine | None = None
    """Where the level stands, where there is one."""
    kind: str | None = None
    """Code of the kind of flag."""
    about: str | None = None
    """What the flag is about, in words."""
    signal: Signal | None = None
    """Concern or strength."""
    known_from: Known | None = None
    """How the interviewer knows it."""
    occasion: str | None = None
    """The question or part of the interview in which it showed."""
    set_aside: SetAsideShown | None = None
    """Present where the interviewer discounted it."""
    beside: tuple[Beside, ...] = ()
    """The same interviewer's own ratings of the criterion."""
    after_reveal: bool = False
    """Whether something later was written after the reveal, its author having seen no other."""


class ReportFinding(Part):
    """One finding with the words it rests on."""

    confidential: ClassVar[bool] = True
    slug: str
    """The rule that brought it up."""
    audience: Audience
    """Who may see it."""
    title: str
    """The rule and what it is about, as a heading."""
    about: str = ""
    """Code of the kind or id of the criterion; empty for the round as a whole."""
    looks_like: tuple[str, ...] = ()
    """What the rubric says the kind looks like on the side that was flagged; empty for other
    findings, and where both sides were."""
    not_evidence: tuple[str, ...] = ()
    """What the rubric says must not be taken for the kind."""
    observation: str
    """What was written, in counts and titles."""
    shows: str
    """What follows from it."""
    does_not_show: str
    """What does not follow from it."""
    ask: str
    """The question to ask."""
    next_step: str
    """What to do if it is still open after that."""
    voices: tuple[Voice, ...] = ()
    """Who wrote what. None where it rests on recommendations alone: it names nobody."""
    elsewhere: str = ""
    """Where in the report the words stand that it rests on, if not among the voices."""
    remark: bool = False
    """Whether it is a remark on the data themselves, which is never discussed first."""


class ReportLevel(Part):
    """One level of a scale."""

    value: int
    """Position in the order; higher is more."""
    label: str
    """What people call it."""


class ReportCell(Part):
    """What one scorecard says in one row."""

    confidential: ClassVar[bool] = True
    interviewer: str
    """Who wrote it."""
    interview: str | None = None
    """Id of the interview."""
    state: State
    """Whether there is a level, and if not, in which way it is missing."""
    level: int | None = None
    """Value of the level, where there is one."""
    words: str
    """The level as people call it, or in which way it is missing."""
    against_line: AgainstLine | None = None
    """Where the level stands, where there is one."""
    counted: bool = False
    """Whether the level enters the spread."""
    outside: bool = False
    """Whether it was rated although the interview does not look at this criterion."""
    evidence: str | None = None
    """What was said or done, or the reason for a recommendation."""
    criterion_position: int | None = None
    """Where the criterion stood before its author, from 1; none where no plan says so."""
    candidate_position: int | None = None
    """Where the candidate stood before its author, from 1; none where no plan says so."""


class ReportRow(Part):
    """One criterion, or the recommendation, by interviewer."""

    confidential: ClassVar[bool] = True
    criterion: str | None = None
    """Id of the criterion; none for the recommendation."""
    title: str
    """What people call it."""
    versions: tuple[int, ...] = Field(min_length=1)
    """Versions of the rubric whose levels stand in this row."""
    levels: tuple[ReportLevel, ...] = Field(min_length=2)
    """The levels, from low to high."""
    line: int | None = None
    """Value of the lowest level that leans to hire; none where no line is declared."""
    line_words: str
    """The hire line in words."""
    cells: tuple[ReportCell, ...]
    """By interviewer; somebody with two interviews has two."""
    spread: str
    """How far the ratings lie apart, with how many there are, or why that cannot be said."""
    split: str
    """How many stand on either side of the line, or why that cannot be said."""
    remarks: tuple[str, ...] = ()
    """What is left out of the count, and why."""


class ReportFlag(Part):
    """One flag with its words."""

    confidential: ClassVar[bool] = True
    interviewer: str
    """Who wrote it."""
    interview: str | None = None
    """Id of the interview."""
    kind: str
    """Code of the kind, or `other`."""
    about: str
    """The kind as people call it; for `other`, the interviewer's words."""
    criterion: str | None = None
    """Title of the criterion that the kind answers to."""
    signal: Signal
    """Concern or strength."""
    observed: str
    """What was said or done."""
    known_from: Known
    """How the interviewer knows it."""
    occasion: str | None = None
    """The question or part of the interview in which it showed."""
    set_aside: SetAsideShown | None = None
    """Present where the interviewer discounted it."""
    kind_from: Literal["chosen", "suggested"] = "chosen"
    """Whether the kind was picked from the list or taken from a suggestion."""
    after_seeing: bool = False
    """Whether it was written after seeing another scorecard."""
    after_reveal: bool = False
    """Whether it was written after the reveal, its author having seen no other."""


class ReportAnswer(Part):
    """What the candidate answered, as one interviewer noted it."""

    confidential: ClassVar[bool] = True
    interviewer: str
    """Who noted it."""
    interview: str | None = None
    """Id of the interview."""
    question: str
    """The question."""
    text: str
    """The answer."""


class ReportNote(Part):
    """What an interviewer wrote beside ratings and flags."""

    confidential: ClassVar[bool] = True
    interviewer: str
    """Who wrote it."""
    interview: str | None = None
    """Id of the interview."""
    text: str
    """The note."""


class ReportShadow(Part):
    """The scorecard of a shadow seat: shown, never counted."""

    confidential: ClassVar[bool] = True
    scorecard: ReportScorecard
    """Who wrote it."""
    ratings: tuple[Voice, ...] = ()
    """Ratings and the recommendation."""
    flags: tuple[ReportFlag, ...] = ()
    """What stood out."""
    answers: tuple[ReportAnswer, ...] = ()
    """Answers to questions."""
    notes: tuple[ReportNote, ...] = ()
    """Anything else."""


class ReportChange(Part):
    """A rating or recommendation that a later version changes."""

    confidential: ClassVar[bool] = True
    before: Voice | None = None
    """What the version that counts says; none where it says nothing."""
    now: Voice | None = None
    """What the later version says; none where it says nothing any more."""


class ReportLater(Part):
    """What a later version of a scorecard changes: shown beside it, never counted."""

    confidential: ClassVar[bool] = True
    interviewer: str
    """Who wrote it."""
    interview: str | None = None
    """Id of the interview; none where the scorecard names none."""
    interview_title: str | None = None
    """What people call the interview."""
    phase: Phase
    """When it was handed in: its author had seen another by then, or the reveal had been."""
    reason: AmendReason | None = None
    """Why there is a later version, as a code."""
    reason_words: str | None = None
    """The reason in plain words."""
    changes: tuple[ReportChange, ...] = ()
    """Ratings and a recommendation that differ from the version that counts."""
    flags: tuple[ReportFlag, ...] = ()
    """Flags that the version that counts does not have."""
    taken_back: tuple[ReportFlag, ...] = ()
    """Flags of the version that counts which this one no longer has."""
    answers: tuple[ReportAnswer, ...] = ()
    """Answers that differ."""
    notes: tuple[ReportNote, ...] = ()
    """Notes that differ."""
