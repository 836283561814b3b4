"""Row: one criterion, or the recommendation, across the scorecards whose levels compare."""

from functools import cached_property

import attrs

from fairscore import agreement
from fairscore.agreement import Split, Spread, Undefined
from fairscore.revealed import Entry
from fairscore.rubric import Criterion, Scale
from fairscore.scorecard import Rating, Recommendation

__all__ = ["Cell", "Row"]


@attrs.frozen(kw_only=True)
class Cell:
    """
    What one scorecard says in one row.

    Attributes:
        entry: The scorecard.
        mark: The rating or recommendation; None where there is none at all.
        path: Where it stands in the scorecard; empty where there is none.
        assigned: Whether the interview looks at this criterion.
    """

    entry: Entry
    mark: Rating | Recommendation | None = attrs.field(repr=False)
    path: tuple[str | int, ...]
    assigned: bool = True

    @property
    def level(self) -> int | None:
        """The level, if there is one."""
        return self.mark.level if self.mark else None


@attrs.frozen(kw_only=True)
class Row:
    """
    One criterion, or the recommendation, across the scorecards whose levels can be compared.

    Attributes:
        criterion: The criterion; None for the recommendation.
        scale: Its levels and line.
        versions: Versions of the rubric under which the scorecards of this row were written.
        cells: One for each of those scorecards, in the order of the debrief.
    """

    criterion: Criterion | None
    scale: Scale
    versions: tuple[int, ...]
    cells: tuple[Cell, ...]

    @cached_property
    def by_person(self) -> dict[str, int | None]:
        """
        One level a person, from what does not stand apart: not late, nor after seeing another.

        Somebody who gave two different levels in two seats has none here: the two are both shown,
        and never taken for two people.
        """
        given: dict[str, set[int]] = {}
        for cell in self.cells:
            levels = given.setdefault(cell.entry.person, set())
            if cell.level is not None and not cell.entry.apart:
                levels.add(cell.level)
        return {
            person: levels.pop() if len(levels) == 1 else None for person, levels in given.items()
        }

    @property
    def ratings(self) -> tuple[int | None, ...]:
        """The levels for measures: one column a person, None where there is none."""
        return tuple(self.by_person.values())

    @cached_property
    def spread(self) -> Spread | Undefined:
        """How far apart the ratings are."""
        return agreement.spread(self.ratings, scale=self.scale.values)

    @cached_property
    def split(self) -> Split | Undefined:
        """How many ratings are on either side of the line."""
        return agreement.split(self.ratings, scale=self.scale.values, line=self.scale.hire_line)
