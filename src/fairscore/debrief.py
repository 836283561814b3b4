"""Debrief: revealed scorecards side by side, where missing stays missing."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

import attrs

from fairscore._side_by_side import problems_between
from fairscore.assignment import Assignment
from fairscore.document import Part
from fairscore.draw import Draw, apart_from
from fairscore.errors import DebriefError
from fairscore.event import SeatKey
from fairscore.revealed import Entry, Later, Revealed
from fairscore.row import Cell, Row
from fairscore.rubric import Criterion, Rubric
from fairscore.scorecard import Flag, Scorecard
from fairscore.versions import together
from fairscore.vocabulary import Kind

__all__ = ["Debrief", "Raised"]


@attrs.frozen(kw_only=True)
class Raised:
    """
    One flag where it stands.

    Attributes:
        entry: The scorecard; of a flag that was added, the later version.
        index: Position among its flags, from 0.
        flag: The flag.
        later: Position of the later version that added it; None where it was there from the start.
    """

    entry: Entry
    index: int
    flag: Flag = attrs.field(repr=False)
    later: int | None = None

    @property
    def person(self) -> str:
        """Who wrote it."""
        return self.entry.person

    @property
    def path(self) -> tuple[str | int, ...]:
        """Where it stands, for a `Source`."""
        flag = ("flags", self.index)
        return flag if self.later is None else ("later", self.later, *flag)


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
        shadow_rubrics: Versions that no scorecard that counts was written under: for looking up the
            words of shadow seats and of later versions, never counted.
        sealed: Whether the scorecards come from a desk, which records who saw what.
        expected: Counting seats that a scorecard was expected from; none known for files.
        dropped: Those of them that the panel went on without.
        erased: Seats whose scorecard was erased.
        draw: The orders of the panel; None where there are none, as for files.
        plan: The assignment that the panel belongs to, where it was given.
    """

    rubrics: tuple[Rubric, ...]
    entries: tuple[Entry, ...]
    shadows: tuple[Entry, ...]
    origin: str
    shadow_rubrics: tuple[Rubric, ...] = ()
    sealed: bool = False
    expected: tuple[SeatKey, ...] = ()
    dropped: tuple[SeatKey, ...] = ()
    erased: tuple[SeatKey, ...] = ()
    draw: Draw | None = None
    plan: Assignment | None = attrs.field(default=None, repr=False)

    @classmethod
    def of(
        cls,
        rubrics: Rubric | Iterable[Rubric],
        revealed: Revealed,
        *,
        plan: Assignment | None = None,
    ) -> "Debrief":
        """
        Put revealed scorecards side by side.

        Args:
            rubrics: The rubric, or every version of it that a scorecard names.
            revealed: Scorecards of one round of one application.
            plan: The assignment that the round belongs to: each rating carries its position. From a
                desk, it must be the one that the panel was opened with.

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
        cards = [entry.scorecard for entry in entries]
        later = [version.scorecard for entry in entries for version in entry.later]
        problems = [*problems_between(given, cards, later=later, plan=plan)]
        if plan and revealed.opening:
            problems.extend(apart_from(revealed.opening, plan))
        if problems:
            raise DebriefError(tuple(problems))
        counting = tuple(entry for entry in entries if not entry.shadow)
        # A version that only a shadow seat used must not become the newest, nor add a row.
        used = {entry.scorecard.rubric.version for entry in counting or entries}
        others = {card.rubric.version for card in (*cards, *later)} - used
        by_version = {rubric.version: rubric for rubric in given}
        draw = revealed.draw
        if draw is not None:
            newest = by_version[max(used)]
            draw = attrs.evolve(draw, criteria=tuple(one.id for one in newest.criteria))
        return cls(
            rubrics=tuple(by_version[version] for version in sorted(used)),
            entries=counting,
            shadows=tuple(entry for entry in entries if entry.shadow),
            origin=revealed.origin,
            shadow_rubrics=tuple(by_version[version] for version in sorted(others)),
            sealed=revealed.sealed,
            expected=revealed.expected,
            dropped=revealed.dropped,
            erased=revealed.erased,
            draw=draw,
            plan=plan,
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
            Raised(entry=entry, index=index, flag=self._by_its_code(flag))
            for entry in self.entries
            for index, flag in enumerate(entry.scorecard.flags)
        )

    @cached_property
    def added(self) -> tuple[Raised, ...]:
        """
        Flags that a later version added ("I noticed that too"): shown, never counted.

        A flag is added where the version that counts has none of its kind, on its side, as serious
        and as first-hand as it is. Repeated in a still later version, it stands once.
        """
        return tuple(
            attrs.evolve(raised, flag=self._by_its_code(raised.flag))
            for entry in self.entries
            for raised in _added(entry)
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
        """
        The kind of flag of that code, as the newest version that has it describes it.

        A kind renamed is one kind. Two that a later version made one of stay two: who flagged the
        one did not flag the other.
        """
        for rubric in self._newest_first:
            kind = rubric.kind_of(code)
            if kind and (kind.code == code or not self._is_joined(kind)):
                return kind
        return None

    def flags_of(self, code: str) -> tuple[Raised, ...]:
        """Every flag of one kind, in the order of `flags`."""
        return tuple(self._flags_by_kind.get(code, ()))

    def added_of(self, code: str) -> tuple[Raised, ...]:
        """Every flag of one kind that a later version added."""
        return tuple(raised for raised in self.added if raised.flag.kind == code)

    def opposing(self, code: str) -> tuple[str, ...]:
        """Codes of the kinds that are the opposite failing, whichever of the two says so."""
        return self._opposing.get(code, ())

    def criterion(self, criterion_id: str) -> Criterion:
        """
        The criterion of that id, as the newest version that has it describes it.

        Raises:
            KeyError: No version has it.
        """
        return self._criteria[criterion_id]

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
                found = _in(entry, path)
                if found is not None:
                    return found
        # Names nothing: what was asked for may come from a scorecard.
        raise KeyError("no such place")

    def _by_its_code(self, flag: Flag) -> Flag:
        """The flag under the code that its kind has now: a kind renamed keeps its history."""
        kind = self.kind_of(flag.kind)
        if kind is None or kind.code == flag.kind:
            return flag
        given: dict[str, Any] = {name: getattr(flag, name) for name in flag.model_fields_set}
        given["kind"] = kind.code
        return Flag(**given)

    def _is_joined(self, kind: Kind) -> bool:
        """Whether a kind stands for several that one version here tells apart."""
        codes = {kind.code, *kind.formerly}
        return len(self.every_rubric) > 1 and any(
            sum(one.code in codes for one in rubric.kinds) > 1 for rubric in self.every_rubric
        )

    @cached_property
    def _newest_first(self) -> tuple[Rubric, ...]:
        """Versions to look a word up in: those that count come before the others."""
        return (*reversed(self.rubrics), *reversed(self.shadow_rubrics))

    @cached_property
    def _criteria(self) -> dict[str, Criterion]:
        oldest_first = reversed(self._newest_first)
        return {one.id: one for rubric in oldest_first for one in rubric.criteria}

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
                self._rated(entry, criterion_id) for entry in self._written_under(by_version)
            ),
        )

    def _rated(self, entry: Entry, criterion_id: str) -> Cell:
        index = self._ratings.get((entry.seat, criterion_id))
        return Cell(
            entry=entry,
            mark=None if index is None else entry.scorecard.ratings[index],
            path=() if index is None else ("ratings", index),
            assigned=criterion_id in self._assigned[entry.seat],
        )

    @cached_property
    def _ratings(self) -> dict[tuple[tuple[str, str], str], int]:
        """Position of each rating among those of its scorecard, by seat and criterion."""
        return {
            (entry.seat, rating.criterion): index
            for entry in self.entries
            for index, rating in enumerate(entry.scorecard.ratings)
        }

    @cached_property
    def _assigned(self) -> dict[tuple[str, str], frozenset[str]]:
        """The criteria that each seat was to look at."""
        by_version = {rubric.version: rubric for rubric in self.rubrics}
        return {
            entry.seat: frozenset(
                by_version[entry.scorecard.rubric.version].criteria_of(entry.scorecard.interview)
            )
            for entry in self.entries
        }


def _added(entry: Entry) -> Iterable[Raised]:
    known = {mark for flag in entry.scorecard.flags for mark in _marks_of(flag)}
    for at, version in enumerate(entry.later):
        new = [one for one in enumerate(version.scorecard.flags) if _mark_of(one[1]) not in known]
        known.update(mark for _, flag in new for mark in _marks_of(flag))
        own = entry.of_later(at)
        yield from (Raised(entry=own, index=index, flag=flag, later=at) for index, flag in new)


def _mark_of(flag: Flag) -> tuple[str, str, bool]:
    """What makes a flag another one: kind, signal, and whether it is first-hand."""
    return flag.kind, flag.signal, flag.first_hand


def _marks_of(flag: Flag) -> Iterable[tuple[str, str, bool]]:
    """What a flag says already: of a serious concern also that there is a lesser one."""
    yield _mark_of(flag)
    if flag.signal == "red":
        yield flag.kind, "yellow", flag.first_hand


def _in(entry: Entry, path: tuple[str | int, ...]) -> Part | None:
    """The part of a scorecard, or of a later version of it, at a path."""
    match path:
        case ("later", int(index), *rest):
            versions: tuple[Later, ...] = entry.later[index : index + 1] if index >= 0 else ()
            return _at(versions[0].scorecard, tuple(rest)) if versions else None
        case _:
            return _at(entry.scorecard, path)


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


def _recommended(entry: Entry) -> Cell:
    mark = entry.scorecard.recommendation
    return Cell(entry=entry, mark=mark, path=("recommendation",) if mark else ())
