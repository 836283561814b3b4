"""A panel as its log tells it: the state, and the bytes that receipts are made of."""

from collections.abc import Iterable, Mapping

import attrs

from fairscore import log
from fairscore._refusals import refusal
from fairscore.errors import LogBroken, NoSuchPanel
from fairscore.event import Event, PanelId, SeatKey, event_of
from fairscore.log import SALT_BYTES, Body, BodyOf, Receipt, Record
from fairscore.panel import Panel, Version, evolve

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
        before = _begun(panel, records)
        more = records[len(before.records) :]
        loaded = before.then([event_of(record.event) for record in more], more)
        if loaded.panel is not None and loaded.panel.id != panel:
            raise LogBroken("the log of a panel is that of another one")
        _keep(loaded)
        return loaded

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

    def check(self, bodies: Mapping[str, Body]) -> None:
        """
        Hold bodies against what was sealed.

        Raises:
            LogBroken: One is not what its commitment was made of.
        """
        homes = dict(_homes(self.opened))
        for name, body in bodies.items():
            of, seat = homes[name]
            if len(body.salt) != SALT_BYTES or name != log.commit(
                body.content, salt=body.salt, panel=self.id, of=of, seat=seat
            ):
                raise LogBroken("a body is not what was sealed")

    def chained(self, events: Iterable[Event]) -> tuple[Record, ...]:
        """What more events are written as."""
        return log.chained(self.id, self.head, events)

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
        told = [(self.events[at], self.records[at].event) for at in range(until)]
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
        if self.panel is None or self.panel.revealed is None:
            return None
        last = self.records[-1]
        return Receipt(
            tenant=self.id.tenant,
            application=self.id.application,
            round=self.id.round,
            covers="panel",
            at=self.events[-1].at,
            head=last.head,
        )


_KEPT = 256
"""So many panels are kept as they were last told; what they hold, their logs hold, and no words."""
_kept: dict[PanelId, Loaded] = {}


def _begun(panel: PanelId, records: tuple[Record, ...]) -> Loaded:
    """As much of a log as was read before, its chain checked: the same head is the same events."""
    before = _kept.get(panel)
    if before and [one.head for one in records[len(before.records) - 1 :][:1]] == [before.head]:
        return before
    return Loaded(id=panel, records=(), events=(), panel=None)


def _keep(loaded: Loaded) -> None:
    if loaded.records:
        _kept.pop(loaded.id, None)
        _kept[loaded.id] = loaded
        # Listed in one step, for other threads keep theirs meanwhile.
        for oldest in [*_kept][: len(_kept) - _KEPT] if len(_kept) > _KEPT else ():
            _kept.pop(oldest, None)


def _homes(panel: Panel) -> Iterable[tuple[str, tuple[BodyOf, SeatKey]]]:
    """What each body of a panel is, and whose."""
    for pin in panel.rubrics:
        yield pin.body, ("rubric", ("", ""))
    if panel.opening.seed is not None:
        yield panel.opening.seed, ("seed", ("", ""))
    for place in panel.places:
        for version in place.versions:
            yield version.body, ("scorecard", place.seat.key)
    for author, body in panel.statements:
        yield body, ("statement", (author, ""))
