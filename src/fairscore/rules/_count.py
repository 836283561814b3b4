"""Counting people: who flagged one kind, where everybody else stands, and who leans which way."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, get_args

import attrs

from fairscore.debrief import Debrief, Raised
from fairscore.finding import Role, Source
from fairscore.revealed import Entry
from fairscore.row import Cell
from fairscore.rules._sources import of_cells, of_flags
from fairscore.vocabulary import Kind

__all__ = [
    "OTHER_WAY",
    "Count",
    "Direction",
    "Standing",
    "after",
    "count_of",
    "counted",
    "counts_against",
    "lean_of",
    "leaning",
    "others_against",
    "others_alike",
    "people_of",
    "points_to",
    "recommended",
    "sources_of",
]

Direction = Literal["concern", "strength"]

OTHER_WAY: Mapping[Direction, Direction] = {"concern": "strength", "strength": "concern"}
"""The other of the two directions."""

Standing = Literal[
    "flagged",
    "opposite",
    "assessed",
    "no-evidence",
    "declined",
    "unknown",
    "not-assessed",
    "second-hand",
    "later",
]
"""Where one person on the panel stands to a count. Everybody stands in exactly one place."""


@attrs.frozen(kw_only=True)
class Count:
    """
    Who flagged one kind in one direction, and everybody else on the panel.

    Attributes:
        kind: The kind.
        direction: Concern or strength.
        flagged: Flags that count: first-hand, and not written late or after seeing another.
        opposite: The same kind the other way, or its opposing kind, by the same standard.
        apart: Flags either way that do not count: second-hand, written late or after exposure.
        added: Flags either way that a later version added; where their authors stand does not
            depend on them.
        standing: Where each person stands, in the order of the panel.
        later: After what those wrote who stand there as later, as `after` says it.
    """

    kind: Kind
    direction: Direction
    flagged: tuple[Raised, ...]
    opposite: tuple[Raised, ...]
    apart: tuple[Raised, ...]
    added: tuple[Raised, ...]
    standing: Mapping[str, Standing]
    later: str = ""

    @property
    def people(self) -> tuple[str, ...]:
        """Who flagged it, each once however many seats and flags they have."""
        return people_of(self.flagged)

    def who(self, standing: Standing) -> tuple[str, ...]:
        """Who stands there."""
        return tuple(person for person, place in self.standing.items() if place == standing)


def count_of(debrief: Debrief, kind: Kind, direction: Direction) -> Count:
    """Count the people who flagged a kind in one direction."""
    towards = _pointing(debrief, kind.code, direction)
    back = _pointing_back(debrief, kind.code, direction)
    flagged = tuple(filter(_counts, towards))
    opposite = tuple(filter(_counts, back))
    others = [raised for raised in (*towards, *back) if not _counts(raised)]
    apart = tuple(raised for raised in others if raised.later is None)
    towards_it, away = frozenset(people_of(flagged)), frozenset(people_of(opposite))
    standing: dict[str, Standing] = {}
    for person in debrief.people:
        if person in towards_it:
            standing[person] = "flagged"
        elif person in away:
            standing[person] = "opposite"
        else:
            cells = debrief.cells_of(person, kind.criterion)
            standing[person] = _elsewhere(_by(apart, person), cells)
    return Count(
        kind=kind,
        direction=direction,
        flagged=flagged,
        opposite=opposite,
        apart=apart,
        added=tuple(raised for raised in others if raised.later is not None),
        standing=standing,
        later=_after_what(
            debrief,
            kind,
            apart=apart,
            people=[who for who, at in standing.items() if at == "later"],
        ),
    )


def after(apart: Iterable[Entry]) -> str:
    """After what something was written that stands apart: the reveal, or seeing another."""
    late = {one.after_reveal for one in apart}
    words = (("seeing another scorecard", False in late), ("the reveal", True in late))
    return " or ".join(f"after {what}" for what, so in words if so)


def points_to(raised: Raised, count: Count) -> bool:
    """Whether a flag is of the kind and the direction of a count."""
    return raised.flag.kind == count.kind.code and _side(raised) == count.direction


def counted(debrief: Debrief, code: str, direction: Direction) -> tuple[str, ...]:
    """Who counts as having flagged a kind in one direction: the people of its `Count`."""
    return people_of(filter(_counts, _pointing(debrief, code, direction)))


def counts_against(raised: Raised, debrief: Debrief) -> Iterator[tuple[str, Direction]]:
    """Kind and direction of each count in which a flag stands as the opposite."""
    side = _side(raised)
    yield raised.flag.kind, OTHER_WAY[side]
    for code in debrief.opposing(raised.flag.kind):
        yield code, side


def people_of(flags: Iterable[Raised]) -> tuple[str, ...]:
    """Who wrote them, each once."""
    return tuple(dict.fromkeys(raised.person for raised in flags))


def others_alike(raised: Raised, debrief: Debrief) -> tuple[Raised, ...]:
    """What others flagged of the same kind the same way, by whatever standard."""
    alike = _pointing(debrief, raised.flag.kind, _side(raised))
    return tuple(one for one in alike if one.person != raised.person)


def others_against(raised: Raised, debrief: Debrief) -> tuple[Raised, ...]:
    """What others flagged that points the other way, by whatever standard."""
    back = _pointing_back(debrief, raised.flag.kind, _side(raised))
    return tuple(one for one in back if one.person != raised.person and one.later is None)


def leaning(debrief: Debrief) -> dict[str, Direction]:
    """
    Who leans to which side of a declared hire line; `strength` is the hire side.

    Nobody is in it twice. Left out are those who gave no recommendation, gave it after seeing
    another scorecard, or gave two on different sides in two seats.
    """
    sides: dict[str, set[Direction]] = {}
    for row in debrief.recommendations:
        line = row.scale.hire_line
        for cell in row.cells:
            if line is not None and cell.level is not None and not cell.entry.apart:
                side: Direction = "strength" if cell.level >= line else "concern"
                sides.setdefault(cell.entry.person, set()).add(side)
    return {
        person: next(iter(sides[person]))
        for person in debrief.people
        if len(sides.get(person, ())) == 1
    }


def lean_of(debrief: Debrief) -> Direction | None:
    """To which side most recommendations lean; two on one side are the least that can be most."""
    sides = Counter(leaning(debrief).values())
    if sides["strength"] > max(sides["concern"], 1):
        return "strength"
    return "concern" if sides["concern"] > max(sides["strength"], 1) else None


def recommended(debrief: Debrief) -> tuple[Source, ...]:
    """The recommendations of everybody who leans to a side."""
    sides = leaning(debrief)
    return of_cells(
        (
            cell
            for row in debrief.recommendations
            for cell in row.cells
            if cell.level is not None and not cell.entry.apart and cell.entry.person in sides
        ),
        "recommended",
    )


def sources_of(debrief: Debrief, count: Count) -> Iterator[Source]:
    """Everybody on the panel: the flags with their author's ratings beside, then all the others."""
    for standing in get_args(Standing):
        for person in count.who(standing):
            groups = (
                of_flags(_by(count.flagged, person)),
                of_flags(_by(count.opposite, person), "opposite"),
                of_flags(_by(count.apart, person)),
            )
            # Ratings follow the flags that say where the person stands, so that they read together.
            head, *rest = [group for group in groups if group] or [()]
            ratings = tuple(_ratings(debrief.cells_of(person, count.kind.criterion)))
            yield from head
            yield from ratings
            for group in rest:
                yield from group
            if not head and not ratings:
                entry = next(entry for entry in debrief.entries if entry.person == person)
                yield Source(
                    interviewer=person,
                    interview=entry.scorecard.interview,
                    path=(),
                    role="not-assessed",
                )
            yield from of_flags(_by(count.added, person))


def _by(flags: Iterable[Raised], person: str) -> Iterator[Raised]:
    return (raised for raised in flags if raised.person == person)


def _ratings(cells: Iterable[Cell]) -> Iterator[Source]:
    for cell in cells:
        if cell.mark is not None:
            role: Role = "later" if cell.entry.apart else "rated"
            yield from of_cells([cell], "not-assessed" if cell.level is None else role)


def _elsewhere(apart: Iterable[Raised], cells: Iterable[Cell]) -> Standing:
    """Where somebody stands who flagged it neither way by the standard of the count."""
    flags = tuple(apart)
    if flags:
        return "later" if any(raised.flag.first_hand for raised in flags) else "second-hand"
    rated = [cell for cell in cells if cell.level is not None]
    if rated:
        return "later" if all(cell.entry.apart for cell in rated) else "assessed"
    said = {cell.mark.not_rated for cell in cells if cell.mark}
    reasons: tuple[Standing, ...] = ("no-evidence", "declined", "unknown")
    for reason in reasons:
        if reason in said:
            return reason
    return "not-assessed"


def _counts(raised: Raised) -> bool:
    return raised.flag.first_hand and not raised.entry.apart


def _side(raised: Raised) -> Direction:
    """Concern, serious or not, or strength."""
    return "strength" if raised.flag.signal == "strength" else "concern"


def _pointing(debrief: Debrief, code: str, direction: Direction) -> list[Raised]:
    """Flags of one kind and direction, those too that a later version added."""
    every = (*debrief.flags_of(code), *debrief.added_of(code))
    return [raised for raised in every if _side(raised) == direction]


def _pointing_back(debrief: Debrief, code: str, direction: Direction) -> list[Raised]:
    """The same kind the other way, or an opposing kind the same way: too sure against not sure."""
    same = _pointing(debrief, code, OTHER_WAY[direction])
    opposing = [
        raised
        for other in debrief.opposing(code)
        for raised in _pointing(debrief, other, direction)
    ]
    # What was there from the start comes before what was added.
    return sorted(
        (*same, *opposing),
        key=lambda raised: (
            raised.entry.seat,
            -1 if raised.later is None else raised.later,
            raised.index,
        ),
    )


def _after_what(
    debrief: Debrief, kind: Kind, *, apart: Iterable[Raised], people: Iterable[str]
) -> str:
    """After what they wrote: their flags say it, or where there are none their ratings."""
    found: list[Entry] = []
    for person in people:
        flags = [one.entry for one in _by(apart, person) if one.flag.first_hand]
        cells = debrief.cells_of(person, kind.criterion)
        found += flags or [cell.entry for cell in cells if cell.level is not None]
    return after(found)
