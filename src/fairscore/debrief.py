"""Debrief: revealed scorecards side by side, where missing stays missing."""

from collections.abc import Iterable
from functools import cached_property
from typing import Literal

import attrs

from fairscore import agreement
from fairscore._side_by_side import problems_between
from fairscore.agreement import Split, Spread, Undefined
from fairscore.document import Part
from fairscore.errors import DebriefError
from fairscore.rubric import Criterion, Rubric, Scale
from fairscore.scorecard import Flag, Rating, Recommendation, Scorecard
from fairscore.versions import together
from fairscore.vocabulary import Kind

__all__ = ["Cell", "Debrief", "Entry", "Exposure", "Raised", "Revealed", "Row", "unsealed"]

Exposure = Literal["none", "exposed", "unknown"]
"""Whether the author had seen another scorecard of the round when this one was written."""


@attrs.frozen(kw_only=True)
class Entry:
    """
    One scorecard, with what is known of how it came about.

    Attributes:
        scorecard: What was written.
        exposure: Whether its author had seen another one. Unknown is not none.
        shadow: Whether the seat is a shadow seat, which is shown and never counted.
    """

    scorecard: Scorecard = attrs.field(repr=False)
    exposure: Exposure
    shadow: bool = False

    @property
    def person(self) -> str:
        """Who wrote it."""
        return self.scorecard.interviewer

    @property
    def seat(self) -> tuple[str, str]:
        """Interviewer and interview: what tells this scorecard from the others of the round."""
        return self.scorecard.interviewer, self.scorecard.interview or ""


@attrs.frozen(kw_only=True)
class Revealed:
    """
    Scorecards that may be read. Made by `unsealed`, and by nothing a scorecard's author controls.

    Attributes:
        entries: The scorecards with what is known of them.
        origin: Where they come from, for the report.
    """

    entries: tuple[Entry, ...] = attrs.field(repr=False)
    origin: str


def unsealed(
    scorecards: Iterable[Scorecard], *, origin: str, shadows: Iterable[str] = ()
) -> Revealed:
    """
    Take scorecards that were never sealed, such as files or a hiring tool's export.

    Nothing is known of who saw what before writing, so the exposure of each is `unknown`.

    Args:
        scorecards: Scorecards of one round of one application.
        origin: Where they come from, in words for the report.
        shadows: Interviewers who sat in without a seat of their own.

    Returns:
        What `Debrief.of` takes.

    Example:
        >>> import fairscore as fs
        >>> card = fs.read("examples/founding-story/interviewer-a.yaml", fs.Scorecard)
        >>> fs.unsealed([card], origin="files").entries[0].exposure
        'unknown'
    """
    shadowing = frozenset(shadows)
    return Revealed(
        entries=tuple(
            Entry(scorecard=card, exposure="unknown", shadow=card.interviewer in shadowing)
            for card in scorecards
        ),
        origin=origin,
    )


@attrs.frozen(kw_only=True)
class Raised:
    """
    One flag where it stands.

    Attributes:
        entry: The scorecard.
        index: Position among its flags, from 0.
        flag: The flag.
    """

    entry: Entry
    index: int
    flag: Flag = attrs.field(repr=False)

    @property
    def person(self) -> str:
        """Who wrote it."""
        return self.entry.person


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
        One level a person, from what was written before its author saw another scorecard.

        Somebody who gave two different levels in two seats has none here: the two are both shown,
        and never taken for two people.
        """
        given: dict[str, set[int]] = {}
        for cell in self.cells:
            levels = given.setdefault(cell.entry.person, set())
            if cell.level is not None and cell.entry.exposure != "exposed":
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


@attrs.frozen(kw_only=True, slots=False)
class Debrief:
    """
    All scorecards of one round of one application, side by side. Build it with `Debrief.of`.

    Attributes:
        rubrics: The versions of the rubric that scorecards which count were written under, oldest
            first; those of shadow seats where there is nothing else.
        entries: Scorecards that count, by interviewer and interview.
        shadows: Scorecards from shadow seats: shown, never counted.
        origin: Where the scorecards come from.
        shadow_rubrics: Versions that none but shadow seats used: shown, never counted.
    """

    rubrics: tuple[Rubric, ...]
    entries: tuple[Entry, ...]
    shadows: tuple[Entry, ...]
    origin: str
    shadow_rubrics: tuple[Rubric, ...] = ()

    @classmethod
    def of(cls, rubrics: Rubric | Iterable[Rubric], revealed: Revealed) -> "Debrief":
        """
        Put revealed scorecards side by side.

        Args:
            rubrics: The rubric, or every version of it that a scorecard names.
            revealed: Scorecards of one round of one application.

        Returns:
            The debrief; the same for the same scorecards in any order.

        Raises:
            DebriefError: With every reason why they cannot stand side by side.

        Example:
            >>> import fairscore as fs
            >>> rubric = fs.read("examples/backend.rubric.yaml", fs.Rubric)
            >>> card = fs.read("examples/founding-story/interviewer-a.yaml", fs.Scorecard)
            >>> fs.Debrief.of(rubric, fs.unsealed([card], origin="files")).people
            ('interviewer-a',)
        """
        given = (rubrics,) if isinstance(rubrics, Rubric) else tuple(rubrics)
        entries = sorted(revealed.entries, key=lambda entry: entry.seat)
        if problems := tuple(problems_between(given, [entry.scorecard for entry in entries])):
            raise DebriefError(problems)
        counting = tuple(entry for entry in entries if not entry.shadow)
        # A version that only a shadow seat used must not become the newest, nor add a row.
        used = {entry.scorecard.rubric.version for entry in counting or entries}
        others = {entry.scorecard.rubric.version for entry in entries} - used
        by_version = {rubric.version: rubric for rubric in given}
        return cls(
            rubrics=tuple(by_version[version] for version in sorted(used)),
            entries=counting,
            shadows=tuple(entry for entry in entries if entry.shadow),
            origin=revealed.origin,
            shadow_rubrics=tuple(by_version[version] for version in sorted(others)),
        )

    @property
    def rubric(self) -> Rubric:
        """The newest version of the rubric that was used."""
        return self.rubrics[-1]

    @property
    def every_rubric(self) -> tuple[Rubric, ...]:
        """Every version that any scorecard was written under, for looking words up."""
        return (*self.rubrics, *self.shadow_rubrics)

    @cached_property
    def people(self) -> tuple[str, ...]:
        """Interviewers who count, each once however many seats they had."""
        return tuple(dict.fromkeys(entry.person for entry in self.entries))

    @cached_property
    def flags(self) -> tuple[Raised, ...]:
        """Every flag of the scorecards that count."""
        return tuple(
            Raised(entry=entry, index=index, flag=flag)
            for entry in self.entries
            for index, flag in enumerate(entry.scorecard.flags)
        )

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """
        Criteria in the order of the newest rubric.

        Versions stand in one row where `versions.comparable` says of every two that their ratings
        compare; a word mended changes nothing. Where they do not, the criterion has several rows.
        """
        having: dict[str, list[Rubric]] = {}
        for rubric in reversed(self.rubrics):
            for criterion in rubric.criteria:
                having.setdefault(criterion.id, []).append(rubric)
        return tuple(
            self._row(name, [rubrics[at] for at in group])
            for name, rubrics in having.items()
            for group in together([rubric.scale_of(name) for rubric in rubrics])
        )

    @cached_property
    def recommendations(self) -> tuple[Row, ...]:
        """
        The recommendation: no row where no version asks for it.

        There are several where their scales do not compare, by the same judgement as for a row.
        """
        scales = [
            (rubric.version, scale)
            for rubric in reversed(self.rubrics)
            if (scale := rubric.recommendation)
        ]
        return tuple(
            Row(
                criterion=None,
                scale=scales[group[0]][1],
                versions=(versions := tuple(sorted(scales[at][0] for at in group))),
                cells=tuple(_recommended(entry) for entry in self._written_under(versions)),
            )
            for group in together([scale for _, scale in scales])
        )

    def kind_of(self, code: str) -> Kind | None:
        """The kind of flag of that code, as the newest version that has it describes it."""
        return next((kind for rubric in self._newest_first if (kind := rubric.kind_of(code))), None)

    def flags_of(self, code: str) -> tuple[Raised, ...]:
        """Every flag of one kind, in the order of `flags`."""
        return tuple(self._flags_by_kind.get(code, ()))

    def opposing(self, code: str) -> tuple[str, ...]:
        """Codes of the kinds that are the opposite failing, whichever of the two says so."""
        return self._opposing.get(code, ())

    def criterion(self, criterion_id: str) -> Criterion:
        """
        The criterion of that id, as the newest version that has it describes it.

        Raises:
            KeyError: No version has it.
        """
        for rubric in self._newest_first:
            if any(one.id == criterion_id for one in rubric.criteria):
                return rubric.criterion(criterion_id)
        raise KeyError(criterion_id)

    def cells_of(self, person: str, criterion_id: str) -> tuple[Cell, ...]:
        """What one person's scorecards say of a criterion, in every row of it."""
        return tuple(self._cells.get((person, criterion_id), ()))

    def written(self, person: str, interview: str | None, path: tuple[str | int, ...]) -> Part:
        """
        What stands at a path of a scorecard: the words behind a finding.

        Raises:
            KeyError: There is no such scorecard, or nothing at that path.
        """
        for entry in (*self.entries, *self.shadows):
            if entry.seat == (person, interview or ""):
                found = _at(entry.scorecard, path)
                if found is not None:
                    return found
        # Names nothing: what was asked for may come from a scorecard.
        raise KeyError("no such place")

    @property
    def _newest_first(self) -> tuple[Rubric, ...]:
        """Versions to look a word up in: those that count come before the others."""
        return (*reversed(self.rubrics), *reversed(self.shadow_rubrics))

    @cached_property
    def _cells(self) -> dict[tuple[str, str], list[Cell]]:
        cells: dict[tuple[str, str], list[Cell]] = {}
        for row in self.rows:
            criterion = row.criterion.id if row.criterion else ""
            for cell in row.cells:
                cells.setdefault((cell.entry.person, criterion), []).append(cell)
        return cells

    @cached_property
    def _flags_by_kind(self) -> dict[str, list[Raised]]:
        flags: dict[str, list[Raised]] = {}
        for raised in self.flags:
            flags.setdefault(raised.flag.kind, []).append(raised)
        return flags

    @cached_property
    def _opposing(self) -> dict[str, tuple[str, ...]]:
        codes = {kind.code for rubric in self.rubrics for kind in rubric.kinds}
        pairs: dict[str, set[str]] = {}
        for kind in filter(None, map(self.kind_of, codes)):
            if kind.opposing in codes and kind.opposing:
                pairs.setdefault(kind.code, set()).add(kind.opposing)
                pairs.setdefault(kind.opposing, set()).add(kind.code)
        return {code: tuple(sorted(others)) for code, others in pairs.items()}

    def _written_under(self, versions: Iterable[int]) -> tuple[Entry, ...]:
        wanted = frozenset(versions)
        return tuple(entry for entry in self.entries if entry.scorecard.rubric.version in wanted)

    def _row(self, criterion_id: str, rubrics: list[Rubric]) -> Row:
        """One criterion under versions of the rubric that compare, the newest first."""
        by_version = {rubric.version: rubric for rubric in rubrics}
        return Row(
            criterion=rubrics[0].criterion(criterion_id),
            scale=rubrics[0].scale_of(criterion_id),
            versions=tuple(sorted(by_version)),
            cells=tuple(
                _rated(entry, criterion_id, by_version[entry.scorecard.rubric.version])
                for entry in self._written_under(by_version)
            ),
        )


def _at(scorecard: Scorecard, path: tuple[str | int, ...]) -> Part | None:
    """The part of a scorecard at a path: itself, or a rating, flag, answer or recommendation."""
    match path:
        case ():
            return scorecard
        case ("recommendation",):
            return scorecard.recommendation
        case ("ratings" | "flags" | "answers" as field, int(index)):
            parts: tuple[Part, ...] = getattr(scorecard, field)
            return parts[index] if 0 <= index < len(parts) else None
        case _:
            return None


def _rated(entry: Entry, criterion_id: str, rubric: Rubric) -> Cell:
    assigned = criterion_id in rubric.criteria_of(entry.scorecard.interview)
    for index, rating in enumerate(entry.scorecard.ratings):
        if rating.criterion == criterion_id:
            return Cell(entry=entry, mark=rating, path=("ratings", index), assigned=assigned)
    return Cell(entry=entry, mark=None, path=(), assigned=assigned)


def _recommended(entry: Entry) -> Cell:
    mark = entry.scorecard.recommendation
    return Cell(entry=entry, mark=mark, path=("recommendation",) if mark else ())
