"""Pointing into scorecards: the sources that several rules share."""

from collections.abc import Iterable

from fairscore.debrief import Cell, Raised
from fairscore.finding import Role, Source

__all__ = ["of_cells", "of_flags"]


def of_cells(cells: Iterable[Cell], role: Role) -> tuple[Source, ...]:
    """Where ratings or recommendations stand; a scorecard as a whole where there is none."""
    return tuple(
        Source(
            interviewer=cell.entry.person,
            interview=cell.entry.scorecard.interview,
            path=cell.path,
            role=role,
        )
        for cell in cells
    )


def of_flags(flags: Iterable[Raised], role: Role = "flagged") -> tuple[Source, ...]:
    """Where flags stand."""
    return tuple(
        Source(
            interviewer=raised.person,
            interview=raised.entry.scorecard.interview,
            path=("flags", raised.index),
            role=role,
        )
        for raised in flags
    )
