"""Draw: the orders of one panel, drawn again from its seed once that was told."""

from collections.abc import Mapping
from functools import reduce

import attrs

from fairscore.event import RedrawReason
from fairscore.order import Method, Order, Purpose, drawn, extended, turns
from fairscore.panel import Panel

__all__ = ["Draw", "draw_of"]


@attrs.frozen(kw_only=True)
class Draw:
    """
    The orders of one panel: who stands where on a page, and who reads and speaks after whom.

    Anybody with the log draws the same. Whoever is not there when it is their turn is passed over.

    Attributes:
        seed: The seed, told at the reveal and sealed before the first scorecard.
        people: The interviewers whom the panel was opened with.
        added: Those of seats that were added later, in that order.
        reasons: Why the orders were drawn anew, once for each time.
    """

    seed: bytes
    people: tuple[str, ...]
    added: tuple[str, ...] = ()
    reasons: tuple[RedrawReason, ...] = ()

    def page(self, reader: str) -> Order:
        """In which order somebody is shown the scorecards: a shuffle of their own."""
        order = drawn(
            self.people, seed=self.seed, purpose="page", reader=reader, draw=len(self.reasons)
        )
        return self._with_later(order)

    def reading(
        self, method: Method = "shuffle", *, seniority: Mapping[str, int] | None = None
    ) -> Order:
        """
        In which order scorecards are read in silence, before anybody speaks.

        Args:
            method: How: `shuffle`, `least-senior-first` or `most-senior-last`.
            seniority: A higher number is more senior; whoever is not in it counts as 0.
        """
        return self._turns("reading", method, seniority or {})

    def speaking(
        self,
        method: Method = "shuffle",
        *,
        seniority: Mapping[str, int] | None = None,
        about: str | None = None,
    ) -> Order:
        """
        In which order people speak.

        Args:
            method: How: `shuffle`, `least-senior-first` or `most-senior-last`.
            seniority: A higher number is more senior; whoever is not in it counts as 0.
            about: The criterion, where each has its own turns.
        """
        return self._turns("speaking", method, seniority or {}, about=about)

    def _turns(
        self,
        purpose: Purpose,
        method: Method,
        seniority: Mapping[str, int],
        *,
        about: str | None = None,
    ) -> Order:
        order = turns(
            self.people,
            seed=self.seed,
            purpose=purpose,
            method=method,
            seniority=seniority,
            about=about,
            draw=len(self.reasons),
        )
        return self._with_later(order)

    def _with_later(self, order: Order) -> Order:
        return reduce(
            lambda so_far, one: extended(so_far, [one], seed=self.seed), self.added, order
        )


def draw_of(panel: Panel) -> Draw | None:
    """The orders of a panel; None before its reveal, and for a log from before there were seeds."""
    if panel.seed is None:
        return None
    return Draw(
        seed=bytes.fromhex(panel.seed),
        people=tuple(dict.fromkeys(seat.interviewer for seat in panel.opening.seats)),
        added=panel.added,
        reasons=panel.draws,
    )
