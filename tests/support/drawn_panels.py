"""Histories of panels, drawn at random: every command by everybody, whether refused or not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from fairscore import command
from fairscore._handling import handle
from fairscore.errors import PanelError
from fairscore.event import SYSTEM, Member, PanelId, Policy, RubricPin, Seat, SeatKey
from fairscore.log import Body, chained
from fairscore.panel import Panel, replay
from fairscore.stores import Change

if TYPE_CHECKING:
    from random import Random

    from fairscore.command import Command
    from fairscore.event import Event

AT = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
PEOPLE = ("a", "b", "c", "d", "e", "f", "nobody", SYSTEM)
_POLICIES = (
    Policy(reveal="all-in"),
    Policy(reveal="own-in"),
    Policy(reveal="at-time", at=AT + timedelta(minutes=20)),
    Policy(reveal="openers", openers=("e", "a")),
    Policy(reveal="quorum", quorum=1),
)
_LONGEST = 40


class _Drawing:
    """One history as it grows. Interviewers are a to d, e is a facilitator, f may become one."""

    def __init__(self, draw: Random, panel: PanelId) -> None:
        self.draw, self.panel = draw, panel
        self.at = AT
        self.bodies: dict[str, Body] = {}
        # Seats that were drawn, so that more happens to them than to those that are not there.
        self.seats: list[SeatKey] = []

    def body(self) -> str:
        name = sha256(b"%d" % len(self.bodies)).hexdigest()
        self.bodies[name] = Body(commitment=name, salt=bytes(32), content=b"{}")
        return name

    def pin(self, version: int) -> RubricPin:
        return RubricPin(id="r", version=version, structure="s", text="t", body=self.body())

    def seat(self) -> SeatKey:
        if self.draw.random() < 0.8:
            return self.draw.choice(self.seats)
        return self.draw.choice("abcd"), self.draw.choice(["", "x"])

    def opening(self) -> Command:
        others = self.draw.sample("bcd", k=self.draw.randrange(3))
        seats = [Seat(interviewer=one, shadow=self.draw.random() < 0.2) for one in others]
        self.seats = [("a", ""), *((one.interviewer, "") for one in seats)]
        return command.Open(
            by=SYSTEM,
            at=self.at,
            panel=self.panel,
            rubric=self.pin(1),
            policy=self.draw.choice(_POLICIES),
            seats=(Seat(interviewer="a"), *seats),
            members=(Member(person="e", role="facilitator"),),
        )

    def submit(self) -> Command:
        seat, key = self.seat(), f"key-{len(self.bodies)}"
        reason = self.draw.choice([None, "mistake"])
        return command.Submit(
            by=seat[0], at=self.at, seat=seat, body=self.body(), rubric=1, key=key, reason=reason
        )

    def withdraw(self) -> Command:
        seat = self.seat()
        return command.Withdraw(by=seat[0], at=self.at, seat=seat)

    def vacate(self) -> Command:
        return command.Vacate(by="e", at=self.at, seat=self.seat(), reason="interviewer-left")

    def close(self) -> Command:
        return command.Close(by="e", at=self.at, reason="deadline-passed")

    def reveal(self) -> Command:
        return command.Reveal(by=self.draw.choice(["a", "b", "e", SYSTEM]), at=self.at)

    def contest(self) -> Command:
        return command.Contest(by=self.draw.choice("abcdef"), at=self.at, body=self.body())

    def add_seat(self) -> Command:
        who, interview = self.seat()
        self.seats.append((who, interview))
        seat = Seat(interviewer=who, interview=interview or None, shadow=self.draw.random() < 0.5)
        return command.AddSeat(by="e", at=self.at, seat=seat, reason="left-out")

    def add_member(self) -> Command:
        member = Member(person=self.draw.choice("af"), role="hiring-manager")
        return command.AddMember(by="e", at=self.at, member=member, reason="left-out")

    def agree(self) -> Command:
        return command.AgreeToOpen(by=self.draw.choice("ea"), at=self.at)

    def adopt(self) -> Command:
        pin = self.pin(len(self.bodies) + 2)
        return command.AdoptRubric(by="e", at=self.at, rubric=pin, reason="words-mended")

    def next(self) -> Command:
        self.at += timedelta(minutes=1)
        rare = (self.vacate, self.close, self.contest, self.add_seat)
        rarer = (self.add_member, self.adopt)
        often = (self.submit,) * 8 + (self.reveal, self.agree, self.withdraw) * 3
        return self.draw.choice((*often, *rare, *rare, *rarer))()


def drawn(draw: Random, panel: PanelId) -> tuple[Panel, Change]:
    """A panel and what has to be written for it."""
    drawing = _Drawing(draw, panel)
    events: list[Event] = [*handle(None, drawing.opening())]
    for _ in range(draw.randrange(_LONGEST)):
        try:
            events += handle(replay(events), drawing.next())
        except PanelError:
            continue
    state = replay(events)
    assert state
    named = {*state.words_of(), *(pin.body for pin in state.rubrics)}
    bodies = tuple(body for name, body in drawing.bodies.items() if name in named)
    return state, Change(records=chained(panel, None, events), bodies=bodies)
