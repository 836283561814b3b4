"""Pointing into scorecards: the sources that several rules share."""

from collections.abc import Iterable, Iterator

from fairscore.debrief import Raised
from fairscore.draft import Draft
from fairscore.finding import Role, Source
from fairscore.revealed import Entry
from fairscore.row import Cell, Row
from fairscore.scorecard import Scorecard

__all__ = ["Path", "counted", "in_draft", "of_cells", "of_entries", "of_flags", "words_in"]

Path = tuple[str | int, ...]
"""Where something stands in a scorecard."""


def counted(row: Row) -> tuple[Cell, ...]:
    """The cells that a row's measures rest on: one level a person, nothing that stands apart."""
    return tuple(
        cell
        for cell in row.cells
        if cell.level is not None
        and not cell.entry.apart
        and row.by_person[cell.entry.person] is not None
    )


def of_entries(entries: Iterable[Entry]) -> tuple[Source, ...]:
    """Scorecards as a whole."""
    return tuple(
        Source(
            interviewer=entry.person,
            interview=entry.scorecard.interview,
            path=(),
            role="later",
        )
        for entry in entries
    )


def of_cells(cells: Iterable[Cell], role: Role) -> tuple[Source, ...]:
    """Where ratings or recommendations stand; the scorecard as a whole where there is none."""
    found = (
        Source(
            interviewer=cell.entry.person,
            interview=cell.entry.scorecard.interview,
            path=cell.path,
            role=role,
        )
        for cell in cells
    )
    return tuple(dict.fromkeys(found))


def of_flags(flags: Iterable[Raised], role: Role | None = None) -> tuple[Source, ...]:
    """Where flags stand, each as what it counts for unless a role is given."""
    return tuple(
        Source(
            interviewer=raised.person,
            interview=raised.entry.scorecard.interview,
            path=raised.path,
            role=role or _role(raised),
        )
        for raised in flags
    )


def _role(raised: Raised) -> Role:
    """As what a flag stands in a finding: only a first-hand one in time is counted."""
    if not raised.flag.first_hand:
        return "second-hand"
    return "later" if raised.entry.apart else "flagged"


def in_draft(draft: Draft, *paths: tuple[str | int, ...]) -> tuple[Source, ...]:
    """Places in a draft."""
    return tuple(
        Source(interviewer=draft.interviewer, interview=draft.interview, path=path, role="written")
        for path in paths
    )


def words_in(card: Scorecard) -> Iterator[tuple[Path, str]]:
    """What somebody wrote in their own words; answers are the candidate's, and left out."""
    for index, rating in enumerate(card.ratings):
        yield ("ratings", index), rating.evidence or ""
    for index, flag in enumerate(card.flags):
        yield ("flags", index), flag.observed
        yield ("flags", index), (flag.set_aside.words if flag.set_aside else None) or ""
    if card.recommendation:
        yield ("recommendation",), card.recommendation.reason or ""
    yield (), card.notes or ""
