"""Revealed: scorecards that may be read, each with what is known of how it came about."""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

import attrs

from fairscore.draw import Draw
from fairscore.event import AmendReason, Opened, SeatKey
from fairscore.panel import Phase
from fairscore.scorecard import Scorecard

__all__ = ["Entry", "Exposure", "Later", "Revealed", "unsealed"]

Exposure = Literal["none", "exposed", "unknown"]
"""Whether the author had seen another scorecard of the round when this one was written."""


@attrs.frozen(kw_only=True)
class Later:
    """
    A later version of a scorecard: shown beside the one that counts, and never counted.

    Attributes:
        scorecard: What was written then.
        phase: Whether its author had seen another by then, or the reveal had been.
        reason: Why there is a later version; None where it is the first of its seat.
    """

    scorecard: Scorecard = attrs.field(repr=False)
    phase: Phase
    reason: AmendReason | None


@attrs.frozen(kw_only=True)
class Entry:
    """
    One scorecard, with what is known of how it came about.

    Attributes:
        scorecard: What was written: the blind version, where there is one.
        exposure: Whether its author had seen another one. Unknown is not none.
        shadow: Whether the seat is a shadow seat, which is shown and never counted.
        late: Whether it was handed in after the reveal: shown, never counted.
        later: Versions handed in after this one.
        handed_in: When it was, by the clock of the desk's host; None for files. No report shows it.
    """

    scorecard: Scorecard = attrs.field(repr=False)
    exposure: Exposure
    shadow: bool = False
    late: bool = False
    later: tuple[Later, ...] = ()
    handed_in: datetime | None = attrs.field(default=None, repr=False)

    @property
    def person(self) -> str:
        """Who wrote it."""
        return self.scorecard.interviewer

    @property
    def seat(self) -> SeatKey:
        """Interviewer and interview: what tells this scorecard from the others of the round."""
        return self.scorecard.interviewer, self.scorecard.interview or ""

    @property
    def apart(self) -> bool:
        """Whether it stands apart from every count and measure: written after others were read."""
        return self.late or self.exposure == "exposed"

    @property
    def after_reveal(self) -> bool:
        """Whether it was written after the reveal by somebody who had seen no other scorecard."""
        return self.late and self.exposure != "exposed"

    def of_later(self, index: int) -> "Entry":
        """A later version as an entry of its own, which always stands apart."""
        version = self.later[index]
        exposed = version.phase == "exposed"
        return attrs.evolve(
            self,
            scorecard=version.scorecard,
            exposure="exposed" if exposed else self.exposure,
            late=not exposed,
            later=(),
        )


@attrs.frozen(kw_only=True)
class Revealed:
    """
    Scorecards that may be read. Made by `unsealed`, and by nothing a scorecard's author controls.

    Attributes:
        entries: The scorecards with what is known of them.
        origin: Where they come from, for the report.
        sealed: Whether they come from a desk, which records who saw what.
        expected: Counting seats that a scorecard was expected from; none known for files.
        dropped: Those of them that the panel went on without.
        erased: Seats whose scorecard was erased.
        draw: The orders of the panel they come from; None for files, and before its reveal.
        opening: How that panel was opened; None for files.
    """

    entries: tuple[Entry, ...] = attrs.field(repr=False)
    origin: str
    sealed: bool = False
    expected: tuple[SeatKey, ...] = ()
    dropped: tuple[SeatKey, ...] = ()
    erased: tuple[SeatKey, ...] = ()
    draw: Draw | None = None
    opening: Opened | None = attrs.field(default=None, repr=False)


def unsealed(
    scorecards: Iterable[Scorecard],
    *,
    origin: str,
    shadows: Iterable[str] = (),
    later: Iterable[Scorecard] = (),
) -> Revealed:
    """
    Take scorecards that were never sealed, such as files or a hiring tool's export.

    Nothing is known of who saw what before writing, so the exposure of each is `unknown`.

    Args:
        scorecards: Scorecards of one round of one application.
        origin: Where they come from, in words for the report.
        shadows: Interviewers who sat in without a seat of their own.
        later: What authors wrote once the others had been read, such as a flag for free words of
            their own: shown beside their scorecard, and never counted.

    Returns:
        What `Debrief.of` takes.

    Example:
        >>> import fairscore as fs
        >>> card = fs.read("examples/founding-story/interviewer-a.yaml", fs.Scorecard)
        >>> fs.unsealed([card], origin="files").entries[0].exposure
        'unknown'
    """
    shadowing = frozenset(shadows)
    entries = [
        Entry(scorecard=card, exposure="unknown", shadow=card.interviewer in shadowing)
        for card in scorecards
    ]
    versions: dict[SeatKey, list[Later]] = {}
    for card in later:
        version = Later(scorecard=card, phase="after-reveal", reason="after-discussion")
        versions.setdefault((card.interviewer, card.interview or ""), []).append(version)
    seats = {entry.seat for entry in entries}
    return Revealed(
        entries=(
            *(attrs.evolve(one, later=tuple(versions.get(one.seat, ()))) for one in entries),
            # Whoever had written nothing before handed in late.
            *(
                Entry(
                    scorecard=first.scorecard,
                    exposure="unknown",
                    shadow=seat[0] in shadowing,
                    late=True,
                    later=tuple(others),
                )
                for seat, (first, *others) in versions.items()
                if seat not in seats
            ),
        ),
        origin=origin,
    )
