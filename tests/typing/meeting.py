"""What type checkers say of meetings and chances: they pass as users write them."""

from datetime import datetime
from fractions import Fraction
from typing import assert_type

import fairscore as fs
from fairscore.chance import BaseRate, Chance, chance_of_repeats, declared_rate, estimated_rate
from fairscore.meeting import (
    Decision,
    Disposition,
    FollowUp,
    FollowUpResult,
    Meeting,
    Reason,
    Repeat,
    before_closing,
    close,
)
from fairscore.testing.simulate import Tally, World, tally


def settle(debrief: fs.Debrief, follow_up: fs.Debrief, now: datetime) -> Meeting:
    """Settle a repeat by a test, and close."""
    repeat = Repeat(about="owns-mistakes", direction="concern")
    asked = FollowUp(
        question="What broke?",
        counts_for="Names others.",
        counts_against="Names their part.",
        agreed_at=now,
        round="follow-up",
        result=FollowUpResult(interviewer="interviewer-k", told="question", showed="against"),
    )
    meeting = Meeting(
        application="app-7",
        dispositions=(Disposition(repeat=repeat, outcome="tested", follow_up=asked),),
    )
    assert_type(before_closing(meeting, debrief, follow_ups=[follow_up]), tuple[fs.Problem, ...])
    decision = Decision(
        outcome="offer",
        decided_by="manager-1",
        decided_at=now,
        reasons=(Reason(words="Tested.", cites=repeat),),
    )
    return close(meeting, decision, debrief=debrief, follow_ups=[follow_up])


def ask(debrief: fs.Debrief) -> str:
    """Ask for a chance, and take no for an answer."""
    rate = declared_rate(Fraction(1, 10))
    assert_type(rate, BaseRate)
    assert_type(estimated_rate({(1, 4): 60}), BaseRate | fs.Undefined)
    found = chance_of_repeats(debrief, {("owns-mistakes", "concern"): rate})
    assert_type(found, Chance | fs.Undefined)
    return found.because if isinstance(found, fs.Undefined) else str(found)


assert_type(tally(World(right=0.9), panels=10, seed=1), Tally)
