"""Right: what somebody may do and see, as the intersection of what they are to a panel."""

from collections.abc import Mapping
from typing import Literal

from fairscore.event import SYSTEM
from fairscore.panel import Panel

__all__ = ["Right", "has_part", "rights_of"]

Right = Literal["others", "pending", "reveal", "run"]
"""Read others once revealed; learn who is pending; ask for the reveal; run the panel."""

_NONE: frozenset[Right] = frozenset()
_OF: Mapping[str, frozenset[Right]] = {
    "interviewer": frozenset({"others", "reveal"}),
    "shadow": frozenset({"others"}),
    "facilitator": frozenset({"others", "pending", "reveal", "run"}),
    "hiring-manager": frozenset({"others"}),
    "admin": frozenset({"others"}),
    "opener": frozenset({"others", "reveal"}),
    SYSTEM: frozenset({"pending", "reveal"}),
}


def rights_of(panel: Panel, person: str) -> frozenset[Right]:
    """
    What somebody may do and see.

    While a counting seat of theirs is open, what all of their roles allow; otherwise what any of
    them does (promise P2). One's own scorecard needs no right. Whoever is nothing to the panel has
    none.

    Args:
        panel: The panel.
        person: Who asks, as the host calls them.

    Returns:
        Their rights. Reading others' scorecards also needs `Panel.revealed_to`.
    """
    rights = [_OF[role] for role in _roles(panel, person)]
    if not rights:
        return _NONE
    first, *others = rights
    narrow = panel.is_open_for(person)
    return first.intersection(*others) if narrow else first.union(*others)


def has_part(panel: Panel, person: str) -> bool:
    """Whether somebody is anything to the panel: its candidate, one of its people, or a reader."""
    read = any(seen.person == person for seen in panel.seen)
    return read or person == panel.candidate or bool(_roles(panel, person) - {SYSTEM})


def _roles(panel: Panel, person: str) -> set[str]:
    roles: set[str] = {*panel.roles_of(person)}
    roles |= {"shadow" if place.seat.shadow else "interviewer" for place in panel.places_of(person)}
    if person in panel.policy.openers:
        roles.add("opener")
    if person == SYSTEM:
        roles.add(SYSTEM)
    return roles
