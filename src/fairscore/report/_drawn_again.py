"""Draw the orders of a report again, and say where it stands otherwise."""

from collections.abc import Iterator, Sequence
from functools import cached_property

import attrs

from fairscore.assignment import Assignment
from fairscore.draw import Draw, Logged, apart_from
from fairscore.errors import Problem
from fairscore.event import SeatKey
from fairscore.order import Order
from fairscore.panel import Panel
from fairscore.report._model import Report
from fairscore.report._orders import page_words
from fairscore.report._parts import (
    ReportAnswer,
    ReportCell,
    ReportFlag,
    ReportLater,
    ReportNote,
    ReportScorecard,
)
from fairscore.right import rights_of

__all__ = ["check_orders"]

Standing = ReportScorecard | ReportCell | ReportFlag | ReportAnswer | ReportNote | ReportLater
"""Whatever stands somewhere in a report because of who wrote it."""


def check_orders(
    report: Report, told: Logged, *, plan: Assignment | None = None
) -> tuple[Problem, ...]:
    """
    Hold every order that a report records against the seed that gave it (P6).

    That is the order of scorecards and of all that stands by scorecard, the words that say how it
    was made, and for whom: only somebody of the panel has an order of their own. A report that was
    read before the reveal of a panel under `own-in` stands by name and says of no order.

    Args:
        report: The report, as somebody read it.
        told: What the log of its panel tells, from `draw.logged`.
        plan: The assignment that the panel belongs to: positions of criteria and candidates are
            held against it. Whether it is what its own seed gives is asked of `check_plan`.

    Returns:
        Each place that is not as drawn; nothing where all are. Positions that are left out are no
        fault, for a report without a plan has none.
    """
    positions = tuple(_positions(report, told, plan)) if plan else ()
    if whose := tuple(_whose(report, told.panel)):
        return (*whose, *positions)
    early = told.panel.policy.reveal == "own-in" and not report.page_order
    page = _Page(report=report, panel=told.panel, draw=None if early else told.draw)
    return (*page.altered(), *(() if early else page.left_out()), *positions)


def _whose(report: Report, panel: Panel) -> Iterator[Problem]:
    """Whether it is of this panel, and for somebody who is something to it."""
    for field in ("application", "round"):
        if getattr(report, field) != getattr(panel.id, field):
            yield Problem(
                slug="another-panel",
                message="of another application or round than the log",
                advice="take the log of its own panel",
                path=(field,),
            )
    if "others" not in rights_of(panel, report.viewer):
        yield Problem(
            slug="viewer-unknown",
            message="for nobody of this panel, and each name has an order of its own",
            advice="make the report for whoever reads it, by the name that the panel has for them",
            path=("viewer",),
        )


@attrs.frozen(kw_only=True, slots=False)
class _Page:
    """What stands on a page by who wrote it, and where the seed puts that."""

    report: Report
    panel: Panel
    draw: Draw | None

    def altered(self) -> Iterator[Problem]:
        """Every place that is not as drawn, and words that say otherwise."""
        report, cards = self.report, self.report.scorecards
        people = dict.fromkeys(card.interviewer for card in cards)
        late = any(card.late for card in cards)
        drawn = self.draw if cards else None
        words = page_words(drawn, report.viewer, people, late=late) if drawn else ""
        if report.page_order != words:
            yield _altered("page_order")
        for at, card in enumerate(cards):
            if card.page_position != (at + 1 if drawn else None):
                yield _altered("scorecards", at, "page_position")
        yield from self._moved(cards, "scorecards")
        yield from self._moved([one.scorecard for one in report.shadows], "shadows")
        for field, table in (("rows", report.rows), ("recommendations", report.recommendations)):
            for number, row in enumerate(table):
                yield from self._moved(row.cells, field, number, "cells")
        yield from self._moved(report.flags, "flags")
        yield from self._moved(report.answers, "answers")
        yield from self._moved(report.notes, "notes")
        yield from self._moved(report.later, "later")

    def left_out(self) -> Iterator[Problem]:
        """Scorecards that were handed in by the reveal, are not erased, and are not here."""
        for place in self.panel.places:
            blind = self.panel.blind_version(place)
            if blind and blind.body not in self.panel.erased and place.seat.key not in self._late:
                yield _altered("scorecards")

    def _moved(self, given: Sequence[Standing], *path: str | int) -> Iterator[Problem]:
        places = [self._place(_seat(one)) for one in given]
        for index, (there, drawn) in enumerate(zip(places, sorted(places), strict=True)):
            if there != drawn or not self._may_stand(given[index]):
                yield _altered(*path, index)

    def _place(self, seat: SeatKey) -> tuple[bool, bool, int, SeatKey]:
        """Those that count before those of shadow seats, and the late ones behind."""
        position = self._drawn.position(seat[0]) if self._drawn else None
        return seat in self._shadows, self._late.get(seat, False), position or 0, seat

    def _may_stand(self, one: Standing) -> bool:
        """Whether somebody of that seat handed in, and as late as it says."""
        place = self.panel.place(_seat(one))
        if place is None or not place.standing:
            return False
        if not isinstance(one, ReportScorecard):
            return _seat(one) in self._late
        if self.panel.blind_version(place):
            return not one.late
        end = self.panel.length if self.panel.revealed is None else self.panel.revealed
        return one.late in {version.position > end for version in place.standing}

    @cached_property
    def _drawn(self) -> Order | None:
        return self.draw.page(self.report.viewer) if self.draw else None

    @cached_property
    def _shadows(self) -> frozenset[SeatKey]:
        return frozenset(_seat(one.scorecard) for one in self.report.shadows)

    @cached_property
    def _late(self) -> dict[SeatKey, bool]:
        """Every seat whose scorecard is here, and whether that says it came after the reveal."""
        cards = (*self.report.scorecards, *(one.scorecard for one in self.report.shadows))
        return {_seat(card): card.late for card in cards}


def _seat(one: Standing) -> SeatKey:
    return one.interviewer, one.interview or ""


def _positions(report: Report, told: Logged, plan: Assignment) -> Iterator[Problem]:
    """Where criteria and the candidate stood before whoever rated."""
    if apart := tuple(apart_from(told.panel.opening, plan)):
        yield from apart
        return
    for field, table in (("rows", report.rows), ("recommendations", report.recommendations)):
        for number, row in enumerate(table):
            about = row.criterion if plan.review == "question" else None
            for index, cell in enumerate(row.cells):
                criteria = plan.order_for(cell.interviewer, "criteria")
                candidates = plan.order_for(cell.interviewer, "candidates", about)
                pairs = (
                    ("criterion_position", cell.criterion_position, criteria, row.criterion),
                    (
                        "candidate_position",
                        cell.candidate_position,
                        candidates,
                        told.panel.candidate,
                    ),
                )
                for name, recorded, order, item in pairs:
                    position = order.position(item) if order and item else None
                    if recorded not in (None, position):
                        yield _altered(field, number, "cells", index, name)


def _altered(*path: str | int) -> Problem:
    return Problem(
        slug="order-altered",
        message="not where the seed puts it",
        advice="ask for the report as it was made, or for the log and the plan that belong to it",
        path=path,
    )
