"""All that a desk does, as steps that `Desk` and `AsyncDesk` drive alike."""

import attrs

from fairscore._access import Ask, Wanted
from fairscore._reading import Reading
from fairscore._writing import Writing

__all__ = ["Ask", "Steps", "Wanted"]


@attrs.frozen(kw_only=True)
class Steps(Reading, Writing):
    """The steps of one tenant's desk."""
