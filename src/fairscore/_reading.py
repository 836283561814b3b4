"""Steps that read: what somebody may see of a panel, recorded before they do."""

from datetime import datetime
from functools import lru_cache, partial

import attrs

from fairscore import _given, command
from fairscore._access import Access, Ask, Wanted, until_written
from fairscore._handling import handle
from fairscore._loaded import Loaded
from fairscore._refusals import check_part, refusal
from fairscore.document import parse
from fairscore.errors import LogBroken, NotPermitted, NotYet, PanelError
from fairscore.event import SYSTEM, Erased, Event, Exposed, PanelId, RevealMade, SeatKey
from fairscore.export import About, Export, HeldPanel, held, words_for
from fairscore.log import Receipt
from fairscore.panel import Panel
from fairscore.revealed import Revealed
from fairscore.rubric import Rubric
from fairscore.stores import Change
from fairscore.verification import exported
from fairscore.view import View, readable, reads_others, revealed_of, view_of

__all__ = ["Reading", "rubric_of"]

_PAGE = 100


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
        check_part(loaded.panel, seat[0])
        version = loaded.opened.handed_in_under(seat, key)
        if version is None:
            raise PanelError(refusal("nothing-submitted"))
        if version.position >= self.sure(loaded):
            raise NotYet(refusal("not-committed"))
        return loaded.receipt_for(seat, version)

    def look(self, panel: PanelId, *, viewer: str, at: datetime) -> Wanted[View]:
        """Make a view for somebody, after recording what they will see of others."""
        _given.check_ref("viewer", viewer)
        _given.check_moment("at", at)

        def once() -> Wanted[View]:
            loaded = yield from self.load(panel)
            loaded = yield from self._exposed(loaded, viewer, at)
            return (yield from self._view(loaded, viewer))

        return (yield from until_written(panel, once))

    def reveal(self, panel: PanelId, *, by: str, at: datetime) -> Wanted[Revealed]:
        """Reveal if the policy allows it by now, and let whoever asked read."""
        wanted = command.Reveal(by=by, at=at)
        if by == SYSTEM:
            raise NotPermitted(refusal("system-reads-nothing"))

        def once() -> Wanted[Revealed]:
            loaded = yield from self.load(panel)
            events = yield from self.disclosed(loaded, handle(loaded.panel, wanted))
            self._check_committed(loaded, by, events)
            loaded = yield from self.write(loaded, events, Change())
            loaded = yield from self._exposed(loaded, by, at)
            allowed = readable(loaded.panel, by)
            bodies = yield from self.read(loaded, (*allowed.own, *allowed.others))
            return revealed_of(loaded.opened, bodies)

        return (yield from until_written(panel, once))

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
            self._check_committed(loaded, viewer)
            loaded = yield from self._exposed(loaded, viewer, at)
            # What was taken back is left out: nobody reads it, and the log says why.
            cards = (one.body for place in state.places for one in place.standing)
            seed = (state.opening.seed,) if state.opening.seed else ()
            named = (*(pin.body for pin in state.rubrics), *seed, *cards, *allowed.others)
            bodies = yield from self.read(loaded, tuple(dict.fromkeys(named)))
            return exported(panel, loaded.records, bodies)

        return (yield from until_written(panel, once))

    def export_for(
        self, *, candidate: str | None, person: str | None, by: str, at: datetime
    ) -> Wanted[Export]:
        """Everything that is held about a candidate or a person, as far as `by` may read it."""
        _, subject = _given.check_one(candidate=candidate, person=person)
        about: About = "person" if candidate is None else "candidate"
        _given.check_ref("by", by)
        _given.check_moment("at", at)
        if by == SYSTEM:
            raise NotPermitted(refusal("system-reads-nothing"))
        panels = yield from self._concerning(f"{about}:{subject}")
        judges = (yield from self._judged_by(by)) if by != subject else frozenset[str]()
        found: list[HeldPanel] = []
        for panel in panels:
            once = partial(self._held, panel, about, subject, by=by, at=at, judges=judges)
            found.append((yield from until_written(panel, once)))
        return Export(tenant=self.tenant, about=about, subject=subject, panels=tuple(found))

    def _held(
        self,
        panel: PanelId,
        about: About,
        subject: str,
        *,
        by: str,
        at: datetime,
        judges: frozenset[str],
    ) -> Wanted[HeldPanel]:
        """What one panel holds about somebody; what `by` reads of others is recorded before."""
        loaded = yield from self.load(panel)
        state = loaded.opened
        if about == "candidate" and state.candidate != subject:
            raise LogBroken("the store named a panel that is about somebody else")
        is_own = about == "person" and by == subject
        # What one round says of somebody is not for whoever is still to judge them in another.
        sealed = state.revealed is None or state.is_open_for(by) or judges & _judged_in(state)
        if sealed and not is_own:
            return HeldPanel(panel=panel, sealed=True)
        words = words_for(state, about, subject)
        own = state.words_of(by)
        known = {*own, *state.saw(by), *state.erased}
        if unseen := tuple(one for one in words if one not in known):
            seen = command.Expose(by=by, at=at, person=by, source="access", bodies=unseen)
            change = Change(records=(), subjects=(f"person:{by}",))
            loaded = yield from self.write(loaded, handle(state, seen), change)
        if self._may_come_undone(loaded, by):
            return HeldPanel(panel=panel, sealed=True, unconfirmed=True)
        bodies = yield from self.read(loaded, words)
        drafts: list[bytes] = []
        for place in state.places_of(subject) if is_own else ():
            draft = yield Ask("drafts", (panel, place.seat.key))
            drafts += [draft] if draft else []
        # That one's own erasure of others erased anything tells that there was something.
        silent = Erased if sealed else ()
        return held(
            loaded.opened,
            about=about,
            subject=subject,
            events=[one for one in loaded.events if not isinstance(one, silent)],
            bodies=bodies,
            drafts=drafts,
        )

    def _judged_by(self, person: str) -> Wanted[frozenset[str]]:
        """Whom somebody is still to judge: the candidates and applications of their open seats."""
        panels = yield from self._concerning(f"person:{person}")
        judged: frozenset[str] = frozenset()
        for panel in panels:
            loaded = yield from self.load(panel)
            if loaded.opened.is_open_for(person):
                judged |= _judged_in(loaded.opened)
        return judged

    def _concerning(self, subject: str) -> Wanted[list[PanelId]]:
        """Every panel that concerns somebody."""
        found: list[PanelId] = []
        while page := (
            yield from self.page(subject=subject, after=found[-1] if found else None, limit=_PAGE)
        ):
            found += page
        return found

    def _exposed(self, loaded: Loaded, viewer: str, at: datetime) -> Wanted[Loaded]:
        """Record what somebody is about to see of others, before they do."""
        allowed = readable(loaded.panel, viewer)
        if not allowed.new:
            return loaded
        seen = command.Expose(by=viewer, at=at, person=viewer, source="desk", bodies=allowed.new)
        events = handle(loaded.panel, seen)
        return (yield from self.write(loaded, events, Change()))

    def _may_come_undone(self, loaded: Loaded, person: str) -> bool:
        """
        Whether a reveal, or what somebody reads, is recorded where the host may roll it back.

        Then they would have read it, and the log would say that they had not.
        """
        later = loaded.events[self.sure(loaded) :]
        return any(
            isinstance(one, RevealMade) or (isinstance(one, Exposed) and one.person == person)
            for one in later
        )

    def _check_committed(self, loaded: Loaded, person: str, events: tuple[Event, ...] = ()) -> None:
        """Refuse, before anything is written, what would be read and may come undone."""
        if self.confirmed:
            return
        new = readable(loaded.panel, person).new
        if events or new or self._may_come_undone(loaded, person):
            raise NotYet(refusal("not-committed"))

    def _view(self, loaded: Loaded, viewer: str) -> Wanted[View]:
        panel, allowed = loaded.opened, readable(loaded.panel, viewer)
        sure = self.sure(loaded)
        unconfirmed = reads_others(panel, viewer) and self._may_come_undone(loaded, viewer)
        pin = panel.rubric.body
        others = () if unconfirmed else allowed.others
        bodies = yield from self.read(loaded, (pin, *allowed.own, *others))
        drafts: dict[SeatKey, bytes] = {}
        receipts: dict[SeatKey, Receipt] = {}
        for place in panel.places_of(viewer):
            key = place.seat.key
            draft = yield Ask("drafts", (loaded.id, key))
            if draft:
                drafts[key] = draft
            if place.standing and place.standing[-1].position < sure:
                receipts[key] = loaded.receipt_for(key, place.standing[-1])
        return view_of(
            panel,
            viewer,
            rubric=rubric_of(bodies[pin].content),
            bodies=bodies,
            drafts=drafts,
            receipts=receipts,
            receipt=loaded.receipt_of_panel() if sure == len(loaded.records) else None,
            unconfirmed=unconfirmed,
        )


def _judged_in(panel: Panel) -> frozenset[str]:
    """By what two rounds are known to be about one person: the application, and the candidate."""
    about = {f"application:{panel.id.application}"}
    return frozenset(about if panel.candidate is None else about | {f"candidate:{panel.candidate}"})
