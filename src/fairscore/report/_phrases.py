"""The report's own words: every fixed sentence and every code in plain language."""

from collections.abc import Mapping

from fairscore.event import AmendReason
from fairscore.panel import Phase
from fairscore.report._parts import Absence, AgainstLine, Known, State
from fairscore.revealed import Exposure
from fairscore.scorecard import SetAsideReason, Signal

__all__ = [
    "ABSENCES",
    "AGAINST_LINE",
    "AMENDED",
    "BELOW",
    "EXPOSURES",
    "KNOWN_FROM",
    "LATER",
    "LIMITS",
    "MISSING",
    "NOTHING_FOUND",
    "OUTSIDE",
    "PHASES",
    "REASONS",
    "SHADOWS",
    "SIGNALS",
    "UNDECLARED",
]

MISSING: Mapping[State, str] = {
    "not-assessed": "not assessed",
    "no-evidence": "no evidence seen",
    "declined": "declined to say",
    "unknown": "unknown",
    "not-in-interview": "not in their interview",
    "nothing-written": "nothing written",
    "other-version": "other rubric version",
}

REASONS: Mapping[SetAsideReason, str] = {
    "my-mood": "my mood",
    "late-slot": "a late slot",
    "language": "the language of the interview",
    "nerves": "nerves",
    "our-question": "our own question",
    "remote-call": "a remote call",
    "seen-once": "seen once",
    "other": "another reason",
}

SIGNALS: Mapping[Signal, str] = {
    "yellow": "concern",
    "red": "serious concern",
    "strength": "strength",
}

KNOWN_FROM: Mapping[Known | None, str] = {
    "work-together": "from working together",
    "reference": "from a reference",
    "hearsay": "from hearsay",
}

AGAINST_LINE: Mapping[AgainstLine | None, str] = {
    "below": "below the hire line",
    "at-or-above": "at or above the hire line",
}

EXPOSURES: Mapping[Exposure, str] = {
    "none": "written before seeing another",
    "exposed": "written after seeing another",
    "unknown": "unknown whether another was seen before",
}

ABSENCES: Mapping[Absence, str] = {
    "dropped": "the panel was closed without it",
    "erased": "erased",
    "not-handed-in": "nothing came",
}

AMENDED: Mapping[AmendReason, str] = {
    "mistake": "a mistake",
    "left-out": "something had been left out",
    "after-discussion": "a discussion",
    "second-look": "a second look",
}

PHASES: Mapping[Phase, str] = {
    "blind": "before seeing another scorecard",
    "exposed": "after seeing another scorecard",
    "after-reveal": "after the reveal",
}

BELOW = "The recommendations stand below."

NOTHING_FOUND = (
    "No rule found anything to discuss first. That does not show that there is nothing: read what "
    "was written."
)

UNDECLARED = "no hire line is declared"

LATER = (
    "What somebody changed in a scorecard after seeing another one, or after the reveal. Shown, "
    "and counted nowhere: the version from before it counts."
)

OUTSIDE = "What passed outside the desk is known only where somebody recorded it."

SHADOWS = "From shadow seats. Shown, and counted nowhere."

LIMITS = (
    "It does not say who is right, nor what to decide. A repeated remark can come from a shared "
    "expectation, from the same answer or from our own question; a missing rating is not a low "
    "one; agreement of a few can be chance. It holds no average of ratings, because one would hide "
    "what the interviewers have to talk about. It neither measures nor removes bias, and what "
    "nobody wrote down is not on it."
)
