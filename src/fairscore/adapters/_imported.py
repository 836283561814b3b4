"""What an adapter returns."""

import attrs

from fairscore.errors import Problem
from fairscore.scorecard import Scorecard

__all__ = ["Imported"]


@attrs.frozen(kw_only=True)
class Imported:
    """
    Scorecards from a hiring tool, and what of its payload they do not hold.

    Attributes:
        scorecards: The scorecards, in the order of the payload.
        names: A name for the file of each, of letters, digits and `-`, made from ids alone.
        losses: What could not be carried over as it was, each with its place in the payload.

    Example:
        >>> Imported(scorecards=(), names=(), losses=()).losses
        ()
    """

    scorecards: tuple[Scorecard, ...] = attrs.field(repr=False)
    names: tuple[str, ...]
    losses: tuple[Problem, ...]
