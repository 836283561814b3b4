"""Draw: the orders of one panel, drawn again from its seed once that was told."""

from collections.abc import Iterator
from functools import reduce
from typing import cast

import attrs

from fairscore._log_text import Lines
from fairscore.assignment import Assignment
from fairscore.document import parse
from fairscore.errors import LogBroken, Problem
from fairscore.event import Opened, RedrawReason, event_of
from fairscore.order import Order, Purpose, Turns, drawn, extended, turns
from fairscore.panel import Panel, replay
from fairscore.planner import check_plan
from fairscore.rubric import Rubric
from fairscore.verification import verify

__all__ = ["Draw", "Logged", "apart_from", "check_plan_of", "draw_of", "logged"]


@attrs.frozen(kw_only=True)
class Draw:
    """
    The orders of one panel: who stands where on a page, and who reads and speaks after whom.

    Anybody with the log draws the same. Whoever is not there when it is their turn is passed over.

    Attributes:
        seed: The seed, told at the reveal and sealed before the first scorecard.
        people: The interviewers whom the panel was opened with.
        added: Those of seats that were added later, in that order.
        shuffled: How many of them were there when the orders were last drawn anew.
        reasons: Why the orders were drawn anew, once for each time.
        method: How people take turns, as the panel was opened.
        seniority: How senior they are, by their seats; whoever is not there counts as 0.
        criteria: Ids of the criteria that may have turns of their own; none before the rubric is
            known, as it is to `Debrief.of` and in a log.
    """

    seed: bytes
    people: tuple[str, ...]
    added: tuple[str, ...] = ()
    shuffled: int = 0
    reasons: tuple[RedrawReason, ...] = ()
    method: Turns = "shuffle"
    seniority: tuple[tuple[str, int], ...] = ()
    criteria: tuple[str, ...] = ()

    @property
    def drawn_for(self) -> tuple[str, ...]:
        """Who was there at the last draw: these are shuffled, and whoever came since is not."""
        return tuple(dict.fromkeys((*self.people, *self.added[: self.shuffled])))

    @property
    def late(self) -> tuple[str, ...]:
        """Whoever was added since the last draw: they stand behind, in that order."""
        known = {*self.drawn_for}
        return tuple(one for one in dict.fromkeys(self.added) if one not in known)

    def page(self, reader: str) -> Order:
        """In which order somebody is shown the scorecards: a shuffle of their own."""
        order = drawn(
            self.drawn_for, seed=self.seed, purpose="page", reader=reader, draw=len(self.reasons)
        )
        return self._with_later(order)

    def reading(self) -> Order:
        """In which order scorecards are read in silence, before anybody speaks."""
        return self._turns("reading")

    def speaking(self, *, about: str | None = None) -> Order:
        """
        In which order people speak, by the method that was recorded when the panel was opened.

        Args:
            about: The criterion, where each has its own turns.

        Raises:
            ValueError: That is no criterion of the rubric: any other text would be a draw of its
                own, to be picked until it suits.
        """
        if about is not None and about not in self.criteria:
            raise ValueError("not a criterion of the rubric; `Debrief.draw` knows which there are")
        return self._turns("speaking", about=about)

    def _turns(self, purpose: Purpose, *, about: str | None = None) -> Order:
        order = turns(
            self.drawn_for,
            seed=self.seed,
            purpose=purpose,
            method=self.method,
            seniority=dict(self.seniority),
            about=about,
            draw=len(self.reasons),
        )
        return self._with_later(order)

    def _with_later(self, order: Order) -> Order:
        return reduce(lambda so_far, one: extended(so_far, [one], seed=self.seed), self.late, order)


def draw_of(panel: Panel) -> Draw | None:
    """The orders of a panel; None before its reveal, and for a log from before there were seeds."""
    if panel.seed is None:
        return None
    return Draw(
        seed=bytes.fromhex(panel.seed),
        people=tuple(dict.fromkeys(seat.interviewer for seat in panel.opening.seats)),
        added=panel.added,
        shuffled=panel.shuffled,
        reasons=panel.draws,
        method=panel.opening.turns or "shuffle",
        seniority=_seniority(panel),
    )


def _seniority(panel: Panel) -> tuple[tuple[str, int], ...]:
    """How senior people are; whoever has several seats is as senior as the highest of them says."""
    ranks: dict[str, int] = {}
    for place in panel.places:
        seat = place.seat
        if seat.seniority is not None:
            ranks[seat.interviewer] = max(seat.seniority, ranks.get(seat.interviewer, 0))
    return tuple(sorted(ranks.items()))


@attrs.frozen(kw_only=True)
class Logged:
    """
    What an exported log tells of the orders that were drawn.

    Attributes:
        panel: What the log adds up to.
        rubrics: The versions of its rubric that are in the log, as they were accepted.
    """

    panel: Panel
    rubrics: tuple[bytes, ...] = attrs.field(repr=False)

    @property
    def draw(self) -> Draw | None:
        """The orders of the panel; None in a log from before there were seeds."""
        draw = draw_of(self.panel)
        if draw is None or not self.rubrics:
            return draw
        rubric = parse(self.rubrics[-1], Rubric, format="json")
        return attrs.evolve(draw, criteria=tuple(one.id for one in rubric.criteria))

    @property
    def plan_seed(self) -> bytes | None:
        """The seed of the assignment that the panel belongs to, once it was told."""
        return None if self.panel.plan_seed is None else bytes.fromhex(self.panel.plan_seed)


def logged(text: bytes) -> Logged:
    """
    Draw the orders of a panel again from its exported log, which is all that it takes.

    Args:
        text: The log, as `Desk.export_log` wrote it.

    Returns:
        The orders, and what is needed to plan again.

    Raises:
        LogBroken: It is not what was written. `verify` says where.
    """
    if not verify(text).holds:
        raise LogBroken("the log is not what was written; `verify` says where")
    read = Lines.of(text.split(b"\n")[1:])
    panel = cast("Panel", replay(event_of(entry.data) for entry in read.entries))
    contents = {body.commitment: body.content for body in read.bodies}
    return Logged(
        panel=panel,
        rubrics=tuple(contents[pin.body] for pin in panel.rubrics if pin.body in contents),
    )


def apart_from(opening: Opened, assignment: Assignment) -> Iterator[Problem]:
    """
    Why a panel is not one of those that an assignment planned.

    Args:
        opening: How the panel was opened.
        assignment: The assignment, which may have grown since.

    Returns:
        What differs: the plan, the candidate, or who sits in which interview. Seats that were added
        or given up later are in the log with their reasons, and are no fault of the plan.
    """
    before = [at for at, one in enumerate(assignment.batches) if one.commitment == opening.plan]
    if not before:
        yield Problem(
            slug="other-plan",
            message="not the plan that the panel was opened with",
            advice="take the plan whose commitment stands in the opening of the panel",
            path=("commitment",),
        )
        return
    batches = assignment.batches[: before[0] + 1]
    planned = [
        (interviewer, one.interview or "")
        for batch in batches
        for one in batch.assigned
        for interviewer in one.interviewers
        if one.candidate == opening.candidate
    ]
    if not any(opening.candidate in batch.candidates for batch in batches):
        yield Problem(
            slug="candidate-not-planned",
            message="the panel is about nobody who had been planned for when it was opened",
            advice="extend the plan before a panel is opened, and name its `candidate`",
            path=("batches",),
        )
    elif sorted(planned) != sorted(seat.key for seat in opening.seats if not seat.shadow):
        yield Problem(
            slug="seats-not-planned",
            message="the panel was opened with other seats than the plan gives its candidate",
            advice="ask who changed them; seats that change later are added with a reason",
            path=("batches",),
        )


def check_plan_of(told: Logged, assignment: Assignment) -> tuple[Problem, ...]:
    """
    Plan again from what a log tells, and compare.

    Args:
        told: What the log tells, from `logged`.
        assignment: The assignment, as somebody handed it out.

    Returns:
        What is not as its seed gives; nothing where all of it is.
    """
    if apart := tuple(apart_from(told.panel.opening, assignment)):
        return apart
    if told.plan_seed is None:
        return (
            Problem(
                slug="seed-not-told",
                message="the log does not tell the seed of the plan",
                advice="ask after the last panel of the plan; its seed is told then",
                path=("commitment",),
            ),
        )
    # Made from one version of the rubric; the panel may have taken a later one since.
    for one in told.rubrics:
        rubric = parse(one, Rubric)
        if rubric.text_digest == assignment.rubric.text:
            return check_plan(assignment, rubric, seed=told.plan_seed)
    return (
        Problem(
            slug="other-rubric",
            message="the log does not hold the rubric that was planned from",
            advice="take the plan of this panel",
            path=("rubric",),
        ),
    )
