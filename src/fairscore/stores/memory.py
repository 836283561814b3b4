"""Memory: a store for tests and for trying things out. It is gone with its process."""

from collections.abc import Mapping, Sequence
from threading import Lock

import attrs

from fairscore.errors import Conflict
from fairscore.event import PanelId, SeatKey
from fairscore.log import Body, Record
from fairscore.stores import Change

__all__ = ["AsyncMemory", "Memory"]


@attrs.define
class _Kept:
    records: list[Record] = attrs.field(factory=list[Record], repr=False)
    bodies: dict[str, Body] = attrs.field(factory=dict[str, Body], repr=False)
    drafts: dict[SeatKey, bytes] = attrs.field(factory=dict[SeatKey, bytes], repr=False)
    subjects: set[str] = attrs.field(factory=set[str], repr=False)


class Memory:
    """
    Panels in this process's memory.

    Example:
        >>> Memory().load(PanelId(tenant="acme", application="app-7", round="onsite"))
        ()
    """

    confirmed = True

    def __init__(self) -> None:
        """Begin with nothing."""
        self._panels: dict[PanelId, _Kept] = {}
        self._lock = Lock()

    def __repr__(self) -> str:
        """Tell nothing of what is kept."""
        return "Memory()"

    def load(self, panel: PanelId, /) -> tuple[Record, ...]:
        """Every record of a panel, in order; none where nobody opened it."""
        with self._lock:
            kept = self._panels.get(panel)
            return tuple(kept.records) if kept else ()

    def append(self, panel: PanelId, change: Change, /, *, expected_version: int) -> None:
        """Write a change; see `Store.append`."""
        with self._lock:
            self._write(panel, change, expected_version)

    def erase(self, panel: PanelId, change: Change, /, *, expected_version: int) -> None:
        """Write a change and erase; see `Store.erase`."""
        with self._lock:
            self._write(panel, change, expected_version)
            for commitment in change.erased:
                self._panels[panel].bodies.pop(commitment, None)

    def bodies(self, panel: PanelId, commitments: Sequence[str], /) -> Mapping[str, Body]:
        """Bodies by their commitments; one that was erased is left out."""
        with self._lock:
            kept = self._panels.get(panel)
            found = kept.bodies if kept else {}
            return {one: found[one] for one in commitments if one in found}

    def drafts(
        self, panel: PanelId, seat: SeatKey, /, *, write: bytes | None = None
    ) -> bytes | None:
        """The draft of a seat, after writing one where one is given; see `Store.drafts`."""
        with self._lock:
            drafts = self._panels.setdefault(panel, _Kept()).drafts
            if write:
                drafts[seat] = write
            elif write is not None:
                drafts.pop(seat, None)
            return drafts.get(seat)

    def panels(
        self,
        tenant: str,
        /,
        *,
        subject: str | None = None,
        after: PanelId | None = None,
        limit: int,
    ) -> tuple[PanelId, ...]:
        """Panels of a tenant, or those that concern somebody; see `Store.panels`."""
        with self._lock:
            found = sorted(
                panel
                for panel, kept in self._panels.items()
                if panel.tenant == tenant
                and kept.records
                and subject in {None, *kept.subjects}
                and (after is None or panel > after)
            )
        return tuple(found[:limit])

    def _write(self, panel: PanelId, change: Change, expected_version: int) -> None:
        kept = self._panels.setdefault(panel, _Kept())
        if len(kept.records) != expected_version:
            raise Conflict
        kept.records.extend(change.records)
        for body in change.bodies:
            kept.bodies.setdefault(body.commitment, body)
        kept.subjects.update(change.subjects)
        for seat in change.settled:
            kept.drafts.pop(seat, None)


class AsyncMemory:
    """The same as `Memory`, with `await`."""

    confirmed = True

    def __init__(self) -> None:
        """Begin with nothing."""
        self._kept = Memory()

    def __repr__(self) -> str:
        """Tell nothing of what is kept."""
        return "AsyncMemory()"

    async def load(self, panel: PanelId, /) -> tuple[Record, ...]:
        """As `Store.load`."""
        return self._kept.load(panel)

    async def append(self, panel: PanelId, change: Change, /, *, expected_version: int) -> None:
        """As `Store.append`."""
        self._kept.append(panel, change, expected_version=expected_version)

    async def erase(self, panel: PanelId, change: Change, /, *, expected_version: int) -> None:
        """As `Store.erase`."""
        self._kept.erase(panel, change, expected_version=expected_version)

    async def bodies(self, panel: PanelId, commitments: Sequence[str], /) -> Mapping[str, Body]:
        """As `Store.bodies`."""
        return self._kept.bodies(panel, commitments)

    async def drafts(
        self, panel: PanelId, seat: SeatKey, /, *, write: bytes | None = None
    ) -> bytes | None:
        """As `Store.drafts`."""
        return self._kept.drafts(panel, seat, write=write)

    async def panels(
        self,
        tenant: str,
        /,
        *,
        subject: str | None = None,
        after: PanelId | None = None,
        limit: int,
    ) -> tuple[PanelId, ...]:
        """As `Store.panels`."""
        return self._kept.panels(tenant, subject=subject, after=after, limit=limit)
