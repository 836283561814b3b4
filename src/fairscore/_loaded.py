"""A panel as its log tells it: the state, and the bytes that receipts are made of."""

from collections.abc import Iterable

import attrs

from fairscore import log
from fairscore.command import refusal
from fairscore.errors import LogBroken, NoSuchPanel
from fairscore.event import Event, PanelId, SeatKey, event_of
from fairscore.log import Receipt, Record
from fairscore.panel import Panel, Version, evolve, replay

__all__ = ["Loaded"]


@attrs.frozen(kw_only=True)
class Loaded:
    """A panel as its log tells it."""

    id: PanelId
    # Quiet: a traceback with the locals of its frames would tell who else handed in, and when.
    records: tuple[Record, ...] = attrs.field(repr=False)
    events: tuple[Event, ...] = attrs.field(repr=False)
    panel: Panel | None = attrs.field(repr=False)

    @classmethod
    def of(cls, panel: PanelId, records: tuple[Record, ...]) -> "Loaded":
        """
        Read what a store holds of a panel, checking the chain on the way.

        Raises:
            LogBroken: It is not what was written there.
        """
        head = log.genesis(panel)
        for record in records:
            head = log.linked(head, record.event)
            if head != record.head:
                raise LogBroken("the log of a panel is not what was written")
        events = tuple(event_of(record.event) for record in records)
        return cls(id=panel, records=records, events=events, panel=replay(events))

    @property
    def head(self) -> str | None:
        """The panel's chain so far."""
        return self.records[-1].head if self.records else None

    @property
    def opened(self) -> Panel:
        """
        The state of a panel that somebody opened.

        Raises:
            NoSuchPanel: Nobody did.
        """
        if self.panel is None:
            raise NoSuchPanel(refusal("no-such-panel"))
        return self.panel

    def then(self, events: Iterable[Event], records: Iterable[Record]) -> "Loaded":
        """The same with more events."""
        panel = self.panel
        for event in (added := tuple(events)):
            panel = evolve(panel, event)
        return attrs.evolve(
            self,
            records=(*self.records, *records),
            events=(*self.events, *added),
            panel=panel,
        )

    def receipt_for(self, seat: SeatKey, version: Version) -> Receipt:
        """The receipt of a version: the seat's chain up to it, which nobody else is part of."""
        until = version.position + 1
        told = zip(self.events[:until], (one.event for one in self.records), strict=False)
        interviewer, interview = seat
        return Receipt(
            tenant=self.id.tenant,
            application=self.id.application,
            round=self.id.round,
            covers="seat",
            interviewer=interviewer,
            interview=interview or None,
            body=version.body,
            at=version.at,
            head=log.seat_head(self.id, seat, told),
        )

    def receipt_of_panel(self) -> Receipt | None:
        """What covers the whole panel up to now; None before the reveal."""
        if self.panel is None or self.panel.revealed is None or self.head is None:
            return None
        return Receipt(
            tenant=self.id.tenant,
            application=self.id.application,
            round=self.id.round,
            covers="panel",
            at=self.events[self.panel.revealed].at,
            head=self.head,
        )
