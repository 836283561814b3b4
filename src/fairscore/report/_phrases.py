"""The report's own words: every fixed sentence and every code in plain language."""

from collections.abc import Mapping

from fairscore.report._parts import AgainstLine, Known, State
from fairscore.revealed import Exposure
from fairscore.scorecard import SetAsideReason, Signal

__all__ = [
    "AGAINST_LINE",
    "BELOW",
    "EXPOSURES",
    "KNOWN_FROM",
    "LIMITS",
    "MISSING",
    "NOTHING_FOUND",
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

BELOW = "The recommendations stand below."

NOTHING_FOUND = (
    "No rule found anything to discuss first. That does not show that there is nothing: read what "
    "was written."
)

UNDECLARED = "no hire line is declared"

SHADOWS = "From shadow seats. Shown, and counted nowhere."

LIMITS = (
    "It does not say who is right, nor what to decide. A repeated remark can come from a shared "
    "expectation, from the same answer or from our own question; a missing rating is not a low "
    "one; agreement of a few can be chance. It holds no average of ratings, because one would hide "
    "what the interviewers have to talk about. It neither measures nor removes bias, and what "
    "nobody wrote down is not on it."
)
