"""
Who takes which interview: a flow problem, solved exactly.

Each slot (one interview of one candidate) wants one interviewer who may take it; nobody meets a
candidate twice, and nobody takes more than they can. A slot without a home pushes another one out
along a shortest path (Ford and Fulkerson 1956), so that a failure is a proof, and names whom it
is about. Loads are then evened out along paths from the most to the less loaded; where there is no
such path left, no other assignment has a smaller sum of squares, hence none has a smaller largest
load (Harvey, Ladner, Lovász and Tamir 2006, Journal of Algorithms 59, 53-78).
"""

from collections import deque
from collections.abc import Callable, Sequence

import attrs

__all__ = ["NOBODY", "Matching", "Slot", "Stuck", "matched"]

NOBODY = -1
"""The interviewer of a slot that has none yet."""


@attrs.frozen
class Slot:
    """
    One interview of one candidate.

    Attributes:
        candidate: Number of the candidate.
        kind: Number of the interview.
        allowed: Numbers of the interviewers who may take it.
    """

    candidate: int
    kind: int
    allowed: tuple[int, ...]


@attrs.frozen
class Stuck(Exception):
    """
    There is no assignment.

    Attributes:
        slots: Numbers of slots that compete for interviewers who cannot take all of them.
    """

    slots: tuple[int, ...]


@attrs.define
class Matching:
    """
    An assignment in the making.

    Attributes:
        slots: The slots.
        most: How many interviews each interviewer can take, those before included.
        load: How many each has.
        taker: The interviewer of each slot; `NOBODY` where there is none yet.
    """

    slots: Sequence[Slot]
    most: Sequence[int]
    load: list[int]
    taker: list[int] = attrs.field(init=False)
    _of: list[set[int]] = attrs.field(init=False, repr=False)
    _meets: dict[tuple[int, int], int] = attrs.field(factory=dict[tuple[int, int], int], repr=False)

    def __attrs_post_init__(self) -> None:
        """Begin with nobody assigned."""
        self.taker = [NOBODY] * len(self.slots)
        self._of = [set() for _ in self.load]

    def give(self, slot: int, taker: int) -> None:
        """Give a slot to an interviewer, taking it from whoever has it."""
        candidate = self.slots[slot].candidate
        before = self.taker[slot]
        if before != NOBODY:
            self.load[before] -= 1
            self._of[before].discard(slot)
            if self._meets.get((candidate, before)) == slot:
                del self._meets[candidate, before]
        self.taker[slot] = taker
        self.load[taker] += 1
        self._of[taker].add(slot)
        self._meets[candidate, taker] = slot

    def held(self, slot: int, taker: int) -> int | None:
        """The slot in which an interviewer meets this slot's candidate already, if any."""
        return self._meets.get((self.slots[slot].candidate, taker))

    def free(self, slot: int, taker: int) -> bool:
        """Whether an interviewer can take a slot as things are."""
        return self.load[taker] < self.most[taker] and self.held(slot, taker) is None

    def place(self, slot: int) -> None:
        """
        Find a home for a slot, moving others where that is needed.

        Raises:
            Stuck: There is none.
        """
        end = self._path([slot], self.free)
        if isinstance(end, Stuck):
            raise end
        self._move(end)

    def even_out(self) -> None:
        """Move slots from those with many to those with few until nothing is gained."""
        gained = True
        while gained:
            gained = False
            for taker in sorted(range(len(self.load)), key=lambda one: -self.load[one]):
                while self._relieve(taker):
                    gained = True

    def _relieve(self, taker: int) -> bool:
        wanted = self.load[taker] - 2
        if wanted < min(self.load):
            return False

        def gains(slot: int, other: int) -> bool:
            return self.load[other] <= wanted and self.free(slot, other)

        end = self._path(sorted(self._of[taker]), gains, closed={taker})
        if isinstance(end, Stuck):
            return False
        self._move(end)
        return True

    def _path(
        self,
        begin: Sequence[int],
        ends: Callable[[int, int], bool],
        closed: "set[int] | None" = None,
    ) -> "Stuck | list[tuple[int, int]]":
        """Breadth first from slots that need a home: the moves that give one of them one."""
        came: dict[int, tuple[int, int] | None] = dict.fromkeys(begin)
        seen = set(closed or ())
        queue = deque(begin)
        while queue:
            slot = queue.popleft()
            for taker in self.slots[slot].allowed:
                if ends(slot, taker):
                    return _moves(came, slot, taker)
                same = self.held(slot, taker)
                if same is not None:
                    pushed = [same]
                elif taker in seen:
                    continue
                else:
                    seen.add(taker)
                    pushed = sorted(self._of[taker])
                for other in pushed:
                    if other not in came:
                        came[other] = (slot, taker)
                        queue.append(other)
        return Stuck(tuple(sorted(came)))

    def _move(self, moves: "list[tuple[int, int]]") -> None:
        """From the end of the path on, so that a place is free before it is taken."""
        for slot, taker in moves:
            self.give(slot, taker)


def _moves(
    came: "dict[int, tuple[int, int] | None]", slot: int, taker: int
) -> "list[tuple[int, int]]":
    moves = [(slot, taker)]
    while (step := came[slot]) is not None:
        moves.append(step)
        slot = step[0]
    return moves


def matched(
    slots: Sequence[Slot],
    *,
    most: Sequence[int],
    load: Sequence[int],
    tell: Callable[[int, int], None] = lambda _done, _of: None,
) -> Matching:
    """
    Give every slot to an interviewer, with loads as even as they can be.

    Args:
        slots: The slots; where there is a choice, the order of `allowed` decides.
        most: How many interviews each interviewer can take, those before included.
        load: How many each has from before.
        tell: Called with how many slots are placed, and of how many.

    Returns:
        The assignment.

    Raises:
        Stuck: There is none; says which slots compete for whom.
    """
    matching = Matching(slots, most, list(load))
    order = sorted(range(len(slots)), key=lambda one: len(slots[one].allowed))
    for done, slot in enumerate(order, 1):
        free = [taker for taker in slots[slot].allowed if matching.free(slot, taker)]
        if free:
            matching.give(slot, min(free, key=lambda taker: matching.load[taker]))
        else:
            matching.place(slot)
        tell(done, len(slots))
    matching.even_out()
    return matching
