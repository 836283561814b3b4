"""Stores with one fault each, which the conformance suite has to find."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from fairscore.stores import Change, Memory

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from fairscore.event import PanelId, SeatKey
    from fairscore.log import Body, Record


class KeepsWhatWasErased(Memory):
    """Writes that something was erased, and erases nothing."""

    def erase(self, panel: PanelId, change: Change, /, *, expected_version: int) -> None:
        """Append alone."""
        self.append(panel, change, expected_version=expected_version)


class KeepsSettledDrafts(Memory):
    """Leaves a draft where it is when its scorecard is handed in or erased."""

    def _write(self, panel: PanelId, change: Change, expected_version: int) -> None:
        super()._write(panel, attrs.evolve(change, settled=()), expected_version)


class ChecksNoVersion(Memory):
    """Lets whoever comes second write too."""

    def append(self, panel: PanelId, change: Change, /, *, expected_version: int) -> None:
        """Append at whatever version there is."""
        del expected_version
        super().append(panel, change, expected_version=len(self.load(panel)))


class WritesHalf(Memory):
    """Writes the bodies of a change whose version is stale."""

    def append(self, panel: PanelId, change: Change, /, *, expected_version: int) -> None:
        """Write the bodies first, whatever comes after."""
        bodies = Change(bodies=change.bodies)
        super().append(panel, bodies, expected_version=len(self.load(panel)))
        super().append(panel, attrs.evolve(change, bodies=()), expected_version=expected_version)


class ForgetsTheTenant(Memory):
    """Has one room for all tenants."""

    def load(self, panel: PanelId, /) -> tuple[Record, ...]:
        """Load another tenant's as well."""
        return super().load(attrs.evolve(panel, tenant="all"))

    def append(self, panel: PanelId, change: Change, /, *, expected_version: int) -> None:
        """Write into one room."""
        super().append(attrs.evolve(panel, tenant="all"), change, expected_version=expected_version)


class ForgetsTheRound(Memory):
    """Takes the drafts of all rounds for one."""

    def drafts(
        self, panel: PanelId, seat: SeatKey, /, *, write: bytes | None = None
    ) -> bytes | None:
        """Keep it by application."""
        return super().drafts(attrs.evolve(panel, round="round"), seat, write=write)


class FindsEverybody(Memory):
    """Lists every panel, whomever was asked for."""

    def panels(self, tenant: str, /, **asked: Any) -> tuple[PanelId, ...]:  # noqa: ANN401 (passed on)
        """Leave the subject aside."""
        return super().panels(tenant, **asked | {"subject": None})


class BeginsPagesAnew(Memory):
    """Gives the first page again and again."""

    def panels(self, tenant: str, /, **asked: Any) -> tuple[PanelId, ...]:  # noqa: ANN401 (as above)
        """Leave the place aside."""
        return super().panels(tenant, **asked | {"after": None})


class MixesSalts(Memory):
    """Gives bodies back under each other's names."""

    def bodies(self, panel: PanelId, commitments: Sequence[str], /) -> Mapping[str, Body]:
        """Turn them round."""
        found = super().bodies(panel, commitments)
        return dict(zip(found, reversed(found.values()), strict=True))


class TellsWhatItWrites(Memory):
    """Shows what is in it when it is printed."""

    def __repr__(self) -> str:
        """Tell all."""
        kept: Any = self._panels
        return f"{[body.content for one in kept.values() for body in one.bodies.values()]}"


# What each suite has to find: a desk alone sees no conflict of two, and prints no store.
FAULTY: tuple[Callable[[], Memory], ...] = (
    BeginsPagesAnew,
    ChecksNoVersion,
    FindsEverybody,
    ForgetsTheRound,
    ForgetsTheTenant,
    KeepsSettledDrafts,
    KeepsWhatWasErased,
    MixesSalts,
    TellsWhatItWrites,
    WritesHalf,
)
FAULTY_TO_A_DESK = tuple(
    one for one in FAULTY if one not in {ChecksNoVersion, TellsWhatItWrites, WritesHalf}
)
