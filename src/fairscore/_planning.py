"""What a plan is made from: slots, limits, and what to say where something cannot be had."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from functools import cached_property

import attrs

from fairscore._matching import Matching, Slot, Stuck
from fairscore._order import derived, shuffled
from fairscore._words import times
from fairscore.assignment import Interviewer
from fairscore.errors import Problem
from fairscore.rubric import Rubric

__all__ = ["Task"]

UNLIMITED = 1_000_000
_MOST_NAMED = 6


@attrs.frozen(kw_only=True, slots=False)
class Task:
    """
    One batch of candidates to plan for.

    Attributes:
        rubric: What is judged in which interview.
        people: Who can interview, by name.
        batch: The candidates, by name.
        before: Candidate, interview and interviewer of everything given out before.
        each: How many meet each candidate, where the rubric has no interviews.
        seed: What decides where there is a choice.
    """

    rubric: Rubric
    people: tuple[Interviewer, ...]
    batch: tuple[str, ...]
    before: tuple[tuple[str, str | None, str], ...]
    each: int
    seed: bytes = attrs.field(repr=False)

    @cached_property
    def interviews(self) -> tuple[str | None, ...]:
        """Every interview as often as interviewers sit in it."""
        if not self.rubric.interviews:
            return (None,) * self.each
        return tuple(one.id for one in self.rubric.interviews for _ in range(one.interviewers))

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        """Every interview of every candidate, with who may take it in an order the seed decides."""
        may = [
            [
                number
                for number, one in enumerate(self.people)
                if one.criteria is None or {*one.criteria} >= {*self.rubric.criteria_of(interview)}
            ]
            for interview in self.interviews
        ]
        numbers = {one.interviewer: number for number, one in enumerate(self.people)}
        never = [frozenset(one.never) for one in self.people]
        slots: list[Slot] = []
        for candidate_number, candidate in enumerate(self.batch):
            for kind, interview in enumerate(self.interviews):
                names = [
                    self.people[number].interviewer
                    for number in may[kind]
                    if candidate not in never[number]
                ]
                key = derived(self.seed, "plan", candidate, interview or "", str(kind))
                allowed = tuple(numbers[name] for name in shuffled(names, key))
                slots.append(Slot(candidate_number, kind, allowed))
        return tuple(slots)

    @cached_property
    def load(self) -> tuple[int, ...]:
        """How many interviews each has from before."""
        taken = Counter(person for _, _, person in self.before)
        return tuple(taken[one.interviewer] for one in self.people)

    @cached_property
    def most(self) -> tuple[int, ...]:
        """How many each can take, those before included."""
        return tuple(UNLIMITED if one.most is None else one.most for one in self.people)

    def cells_of(self, slot: int) -> tuple[Hashable, ...]:
        """What whoever takes a slot judges: candidate and criterion."""
        one = self.slots[slot]
        interview = self.interviews[one.kind]
        return self._cells(self.batch[one.candidate], interview)

    @cached_property
    def known_cells(self) -> Mapping[int, tuple[Hashable, ...]]:
        """What each judges from before."""
        cells: dict[str, list[Hashable]] = {one.interviewer: [] for one in self.people}
        for candidate, interview, person in self.before:
            cells[person].extend(self._cells(candidate, interview))
        return {number: tuple(cells[one.interviewer]) for number, one in enumerate(self.people)}

    def given(self, matching: Matching) -> Iterator[tuple[str, str | None, str]]:
        """Candidate, interview and interviewer of every slot."""
        for slot, taker in zip(self.slots, matching.taker, strict=True):
            yield (
                self.batch[slot.candidate],
                self.interviews[slot.kind],
                self.people[taker].interviewer,
            )

    def why(self, stuck: Stuck) -> Problem:
        """Say in plain words why there is no assignment."""
        kinds = sorted({self.slots[slot].kind for slot in stuck.slots})
        named = ", ".join(dict.fromkeys(self._called(kind) for kind in kinds))
        candidates = {self.slots[slot].candidate for slot in stuck.slots}
        takers = {taker for slot in stuck.slots for taker in self.slots[slot].allowed}
        if not takers:
            only = self.batch[self.slots[stuck.slots[0]].candidate]
            return Problem(
                slug="nobody-may-assess",
                message=f"nobody may take {named} with {only}",
                advice="add an interviewer who may judge its criteria, or lift a limit",
            )
        free = sum(max(0, self.most[taker] - self.load[taker]) for taker in takers)
        who = self._names(takers)
        if free < len(stuck.slots):
            return Problem(
                slug="too-few-interviewers",
                message=(
                    f"{times(len(stuck.slots), 'interview')} ({named}) can be taken by {who} "
                    f"alone, who can take {free} more"
                ),
                advice="add an interviewer, or raise how many somebody can take",
            )
        return Problem(
            slug="too-few-interviewers",
            message=(
                f"{named} with {times(len(candidates), 'candidate')} can be taken by {who} alone, "
                "and nobody meets a candidate twice"
            ),
            advice="add an interviewer who may judge these criteria",
        )

    def notes(self, matching: Matching) -> Iterator[str]:
        """Say why loads differ by more than one, if they do."""
        low, high = min(matching.load, default=0), max(matching.load, default=0)
        if high - low <= 1:
            return
        few = [number for number, load in enumerate(matching.load) if load < high - 1]
        full = [number for number in few if matching.load[number] >= self.most[number]]
        yield f"Interviews an interviewer run from {low} to {high}."
        if full:
            yield f"No more can be taken by {self._names(full)}."
        if other := [number for number in few if number not in full]:
            yield (
                f"What those with more take cannot be moved to {self._names(other)}: they may not "
                "judge it, must not meet the candidate, or meet them already."
            )

    def apart(self, left: tuple[frozenset[int], ...]) -> Iterator[str]:
        """Say who cannot be compared, if somebody cannot."""
        if len(left) > 1 and all(len(group) == 1 for group in left):
            yield (
                "No two interviewers judge the same criterion of the same candidate, so nobody can "
                "tell how strict any of them is."
            )
            return
        for group in left[1:]:
            judge = "judges" if len(group) == 1 else "judge"
            yield (
                f"{self._names(group)} {judge} no criterion of a candidate that the others judge "
                "too, so nobody can tell how strict they are beside them."
            )

    def _cells(self, candidate: str, interview: str | None) -> tuple[Hashable, ...]:
        return tuple((candidate, one) for one in self.rubric.criteria_of(interview))

    def _called(self, kind: int) -> str:
        return self.interviews[kind] or "an interview"

    def _names(self, numbers: Iterable[int]) -> str:
        names = [self.people[number].interviewer for number in sorted(numbers)]
        more = len(names) - _MOST_NAMED
        shown = ", ".join(names[:_MOST_NAMED])
        return f"{shown} and {more} more" if more > 0 else shown
