"""Draw the orders of a report again, and say where it stands otherwise."""

from collections.abc import Iterator

from fairscore.assignment import Assignment
from fairscore.draw import Logged
from fairscore.errors import Problem
from fairscore.report._model import Report
from fairscore.report._parts import ReportScorecard

__all__ = ["check_orders"]


def check_orders(
    report: Report, told: Logged, *, plan: Assignment | None = None
) -> tuple[Problem, ...]:
    """
    Hold every order that a report records against the seed that gave it (P6).

    Args:
        report: The report, as somebody read it.
        told: What the log of its panel tells, from `draw.logged`.
        plan: The assignment that the panel belongs to: positions of criteria and candidates are
            held against it. Whether it is what its own seed gives is asked of `check_plan`.

    Returns:
        Each place that is not as drawn; nothing where all are. Positions that are left out are no
        fault, for a report without a plan has none.
    """
    return (*_page(report, told), *(_positions(report, told, plan) if plan else ()))


def _page(report: Report, told: Logged) -> Iterator[Problem]:
    """The scorecards as drawn for the viewer, those that came late behind."""
    if not report.page_order:
        return
    drawn = told.draw.page(report.viewer) if told.draw else None

    def place(card: ReportScorecard) -> tuple[bool, int, str, str]:
        position = drawn.position(card.interviewer) if drawn else None
        return card.late, position or 0, card.interviewer, card.interview or ""

    for index, card in enumerate(sorted(report.scorecards, key=place)):
        there = report.scorecards[index]
        if drawn is None or there != card or there.page_position != index + 1:
            yield _altered("scorecards", index)


def _positions(report: Report, told: Logged, plan: Assignment) -> Iterator[Problem]:
    """Where criteria and the candidate stood before whoever rated."""
    for field, table in (("rows", report.rows), ("recommendations", report.recommendations)):
        for number, row in enumerate(table):
            about = row.criterion if plan.review == "question" else None
            for index, cell in enumerate(row.cells):
                criteria = plan.order_for(cell.interviewer, "criteria")
                candidates = plan.order_for(cell.interviewer, "candidates", about)
                pairs = (
                    ("criterion_position", cell.criterion_position, criteria, row.criterion),
                    ("candidate_position", cell.candidate_position, candidates, told.candidate),
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
