"""Criteria and recommendations by interviewer, where missing stays missing and says how."""

from collections import Counter
from collections.abc import Iterator

from fairscore._words import listed, number, times
from fairscore.agreement import Undefined
from fairscore.debrief import Debrief
from fairscore.report._orders import candidate_position, criterion_position
from fairscore.report._parts import AgainstLine, ReportCell, ReportLevel, ReportRow, State
from fairscore.report._phrases import MISSING, UNDECLARED
from fairscore.revealed import Entry
from fairscore.row import Cell, Row
from fairscore.rubric import Scale
from fairscore.scorecard import Rating

__all__ = ["against_line", "recommendations_of", "rows_of", "state_of", "words_of"]


_WHY_APART = ("wrote after seeing another scorecard", "wrote after the reveal")
"""Why something is shown and not counted."""


def rows_of(debrief: Debrief) -> tuple[ReportRow, ...]:
    """Every criterion, in the order of the debrief."""
    return tuple(_shown(debrief, row) for row in debrief.rows)


def recommendations_of(debrief: Debrief) -> tuple[ReportRow, ...]:
    """The recommendation, once for each scale of it."""
    return tuple(_shown(debrief, row) for row in debrief.recommendations)


def against_line(scale: Scale, level: int) -> AgainstLine:
    """Where a level stands."""
    if scale.hire_line is None:
        return "no-line"
    return "at-or-above" if level >= scale.hire_line else "below"


def state_of(cell: Cell) -> State:
    """Whether a cell holds a level, and if not, in which way it is missing."""
    if cell.mark is None:
        return "nothing-written" if cell.assigned else "not-in-interview"
    return cell.mark.not_rated or "rated"


def words_of(cell: Cell, scale: Scale) -> str:
    """The level as people call it, or in which way it is missing."""
    return MISSING[state_of(cell)] if cell.level is None else scale.label(cell.level)


def _shown(debrief: Debrief, row: Row) -> ReportRow:
    scale = row.scale
    line = scale.hire_line
    return ReportRow(
        criterion=row.criterion.id if row.criterion else None,
        title=row.criterion.title if row.criterion else "Recommendation",
        versions=row.versions,
        levels=tuple(ReportLevel(value=value, label=scale.label(value)) for value in scale.values),
        line=line,
        line_words=(UNDECLARED if line is None else f"hire line: {scale.label(line)}"),
        cells=tuple(_cells(debrief, row)),
        spread=_spread(row),
        split=_split(row),
        remarks=tuple(_remarks(row)),
    )


def _cells(debrief: Debrief, row: Row) -> Iterator[ReportCell]:
    """One cell for each scorecard that counts, those of other rubric versions too."""
    here = {cell.entry.seat: cell for cell in row.cells}
    for entry in debrief.entries:
        cell = here.get(entry.seat)
        yield _cell(debrief, row, cell) if cell else _elsewhere(entry)


def _cell(debrief: Debrief, row: Row, cell: Cell) -> ReportCell:
    level = cell.level
    criterion = row.criterion.id if row.criterion else None
    return ReportCell(
        interviewer=cell.entry.person,
        interview=cell.entry.scorecard.interview,
        state=state_of(cell),
        level=level,
        words=words_of(cell, row.scale),
        against_line=None if level is None else against_line(row.scale, level),
        counted=level is not None and _counts(row, cell),
        outside=level is not None and not cell.assigned,
        evidence=_evidence(cell),
        criterion_position=criterion_position(debrief, cell.entry, criterion),
        candidate_position=candidate_position(debrief, cell.entry, criterion),
    )


def _evidence(cell: Cell) -> str | None:
    if cell.mark is None:
        return None
    return cell.mark.evidence if isinstance(cell.mark, Rating) else cell.mark.reason


def _elsewhere(entry: Entry) -> ReportCell:
    return ReportCell(
        interviewer=entry.person,
        interview=entry.scorecard.interview,
        state="other-version",
        words=MISSING["other-version"],
    )


def _counts(row: Row, cell: Cell) -> bool:
    return not cell.entry.apart and row.by_person[cell.entry.person] is not None


def _spread(row: Row) -> str:
    spread = row.spread
    if isinstance(spread, Undefined):
        return _undefined(row, spread)
    if spread.range == 0:
        return f"{spread.n} ratings, all {row.scale.label(spread.lowest)}"
    return (
        f"{spread.n} ratings, {row.scale.label(spread.lowest)} to "
        f"{row.scale.label(spread.highest)}, {times(spread.range, 'level')} apart"
    )


def _split(row: Row) -> str:
    split = row.split
    if isinstance(split, Undefined):
        return _undefined(row, split)
    return (
        f"{number(split.at_or_above).capitalize()} of {number(split.n)} at or above the hire line, "
        f"{number(split.below)} below"
    )


def _remarks(row: Row) -> Iterator[str]:
    """What stands in the row and is left out of the count."""
    torn, apart = _left_out(row)
    if torn:
        yield f"{listed(torn)} gave different levels; all are shown and none is counted."
    for why in _WHY_APART:
        if people := [person for person, reasons in apart.items() if why in reasons]:
            yield f"{listed(people)} {why}; shown and not counted."


def _undefined(row: Row, why: Undefined) -> str:
    """Why nothing can be compared, by what the row holds; and why some of it does not count."""
    if why.reason != "fewer-than-two":
        return why.because.removesuffix(".")
    noun = "rating" if row.criterion else "recommendation"
    count = sum(level is not None for level in row.ratings)
    text = f"Two {noun}s or more are needed; there is {number(count)}"
    torn, apart = _left_out(row)
    silent = [person for person in apart if row.by_person[person] is None and person not in torn]
    reasons: list[str] = []
    if torn:
        two = "two " if set(torn.values()) == {2} else ""
        reasons.append(f"{times(len(torn), 'interviewer')} gave {two}different ones")
    first = Counter(apart[person][0] for person in silent)
    reasons += [f"{times(first[one], 'interviewer')} {one}" for one in _WHY_APART if first[one]]
    if not reasons:
        return text
    return f"{text} that counts{'; ' if count else ': '}{' and '.join(reasons)}"


def _left_out(row: Row) -> tuple[dict[str, int], dict[str, list[str]]]:
    """Who gave different levels, with how many, and whose stand apart, with the reasons."""
    levels: dict[str, set[int]] = {}
    apart: dict[str, list[str]] = {}
    for cell in row.cells:
        if cell.level is not None and cell.entry.apart:
            apart.setdefault(cell.entry.person, []).append(_WHY_APART[cell.entry.after_reveal])
        elif cell.level is not None:
            levels.setdefault(cell.entry.person, set()).add(cell.level)
    torn = {person: len(given) for person, given in levels.items() if len(given) > 1}
    return torn, apart
