"""Steps that read: what somebody may see of a panel, recorded before they do."""

from datetime import datetime
from functools import lru_cache

import attrs

from fairscore import _given, command
from fairscore._access import Access, Ask, Wanted, until_written
from fairscore._handling import handle
from fairscore._loaded import Loaded
from fairscore._refusals import refusal
from fairscore.document import parse
from fairscore.errors import NotPermitted, NotYet, PanelError
from fairscore.event import SYSTEM, PanelId, SeatKey
from fairscore.log import Receipt
from fairscore.revealed import Revealed
from fairscore.rubric import Rubric
from fairscore.stores import Change
from fairscore.verification import exported
from fairscore.view import View, readable, reads_others, revealed_of, view_of

__all__ = ["Reading", "rubric_of"]


@lru_cache(maxsize=256)
def rubric_of(content: bytes) -> Rubric:
    """Read a rubric; kept, since a panel's rubric is read with everything that is done to it."""
    return parse(content, Rubric, format="json")


@attrs.frozen(kw_only=True)
class Reading(Access):
    """Steps after which somebody has read something."""

    def receipt(self, panel: PanelId, *, seat: SeatKey, key: str) -> Wanted[Receipt]:
        """The receipt of what a seat handed in under a key."""
        _given.check_ref("key", key)
        loaded = yield from self.load(panel)
        readable(loaded.panel, seat[0])
        version = loaded.opened.handed_in_under(seat, key)
        if version is None:
            raise PanelError(refusal("nothing-submitted"))
        return loaded.receipt_for(seat, version)

    def look(self, panel: PanelId, *, viewer: str, at: datetime) -> Wanted[View]:
        """Make a view for somebody, after recording what they will see of others."""
        _given.check_ref("viewer", viewer)
        _given.check_moment("at", at)

        def once() -> Wanted[View]:
            loaded = yield from self.load(panel)
            loaded = yield from self._exposed(loaded, viewer, at)
            return (yield from self._view(loaded, viewer))

        return (yield from until_written(once))

    def reveal(self, panel: PanelId, *, by: str, at: datetime) -> Wanted[Revealed]:
        """Reveal if the policy allows it by now, and let whoever asked read."""
        wanted = command.Reveal(by=by, at=at)
        if by == SYSTEM:
            # It never reads a word; `reveal_when_due` is its way to reveal.
            raise NotPermitted(refusal("not-permitted"))

        def once() -> Wanted[Revealed]:
            loaded = yield from self.load(panel)
            events = handle(loaded.panel, wanted)
            loaded = yield from self.write(loaded, events, Change(records=()))
            loaded = yield from self._exposed(loaded, by, at)
            allowed = readable(loaded.panel, by)
            bodies = yield from self.read(loaded, (*allowed.own, *allowed.others))
            return revealed_of(loaded.opened, bodies)

        return (yield from until_written(once))

    def export_log(self, panel: PanelId, *, viewer: str, at: datetime) -> Wanted[bytes]:
        """The log with the bodies that a viewer may read, once the panel is revealed to them."""
        _given.check_ref("viewer", viewer)
        _given.check_moment("at", at)

        def once() -> Wanted[bytes]:
            loaded = yield from self.load(panel)
            allowed = readable(loaded.panel, viewer)
            state = loaded.opened
            if state.revealed is None or not reads_others(state, viewer):
                raise NotYet(refusal("not-yet"))
            loaded = yield from self._exposed(loaded, viewer, at)
            # What was taken back is left out: nobody reads it, and the log says why.
            cards = (one.body for place in state.places for one in place.standing)
            named = (*(pin.body for pin in state.rubrics), *cards, *allowed.others)
            bodies = yield from self.read(loaded, tuple(dict.fromkeys(named)))
            return exported(panel, loaded.records, bodies)

        return (yield from until_written(once))

    def _exposed(self, loaded: Loaded, viewer: str, at: datetime) -> Wanted[Loaded]:
        """Record what somebody is about to see of others, before they do."""
        allowed = readable(loaded.panel, viewer)
        if not allowed.new:
            return loaded
        seen = command.Expose(by=viewer, at=at, person=viewer, source="desk", bodies=allowed.new)
        events = handle(loaded.panel, seen)
        return (yield from self.write(loaded, events, Change(records=())))

    def _view(self, loaded: Loaded, viewer: str) -> Wanted[View]:
        panel, allowed = loaded.opened, readable(loaded.panel, viewer)
        pin = panel.rubric.body
        bodies = yield from self.read(loaded, (pin, *allowed.own, *allowed.others))
        drafts: dict[SeatKey, bytes] = {}
        receipts: dict[SeatKey, Receipt] = {}
        for place in panel.places_of(viewer):
            key = place.seat.key
            draft = yield Ask("drafts", (loaded.id, key))
            if draft:
                drafts[key] = draft
            if place.standing:
                receipts[key] = loaded.receipt_for(key, place.standing[-1])
        return view_of(
            panel,
            viewer,
            rubric=rubric_of(bodies[pin].content),
            bodies=bodies,
            drafts=drafts,
            receipts=receipts,
            receipt=loaded.receipt_of_panel(),
        )
