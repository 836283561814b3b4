"""Revealed: scorecards that may be read, each with what is known of how it came about."""

from collections.abc import Iterable
from typing import Literal

import attrs

from fairscore.scorecard import Scorecard

__all__ = ["Entry", "Exposure", "Revealed", "unsealed"]

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
