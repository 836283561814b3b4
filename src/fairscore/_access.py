"""
What is asked of a store, one thing at a time.

Steps are generators: they yield what they want of the store and are sent the answer. `Desk` and
`AsyncDesk` drive the same steps, one with calls and one with `await`, so there is one logic.
"""

import json
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import suppress
from typing import Any, TypeAlias, TypeVar

import attrs

from fairscore import _given
from fairscore._loaded import Loaded
from fairscore._refusals import refusal
from fairscore.errors import Conflict, LogBroken, NoSuchPanel
from fairscore.event import Event, PanelId, RevealMade
from fairscore.log import Body, Record
from fairscore.stores import Change

__all__ = ["Access", "Ask", "Wanted", "until_written"]

T = TypeVar("T")
_ATTEMPTS = 1000


@attrs.frozen
class Ask:
    """One thing wanted of a store: the operation and what goes into it."""

    operation: str
    given: tuple[Any, ...] = attrs.field(repr=False)
    named: Mapping[str, Any] = attrs.field(factory=dict[str, Any], repr=False)


Wanted: TypeAlias = Generator[Ask, Any, T]
"""Steps that end with a `T`."""


def until_written(
    panel: PanelId, once: Callable[[], Wanted[T]], *, writes: bool = False
) -> Wanted[T]:
    """
    Do it again from the start where somebody else's change comes first.

    Nobody else writes to the panel meanwhile, if the store can see to that: what writes for certain
    waits for its turn from the beginning on, and what may only have to read from the second time
    on. Else whoever needs a little longer would be overtaken again and again.

    Args:
        panel: The panel.
        once: What is done.
        writes: Whether it writes, unless it is refused or was done before.
    """
    for attempt in range(_ATTEMPTS):
        with suppress(Conflict):
            if not (writes or attempt):
                return (yield from once())
            result: T = yield Ask("locked", (panel, once))
            return result
    raise Conflict


@attrs.frozen(kw_only=True)
class Access:
    """
    How one tenant's panels are reached: nothing a store returns is believed unchecked.

    Attributes:
        tenant: The tenant.
        salt: Where salts come from: 32 bytes a call.
        confirmed: Whether the store has written for good when it returns.
        unsure: Heads of what was written into a transaction of the host's, which may still be
            rolled back: nothing is handed out on the strength of it.
    """

    tenant: str = attrs.field(validator=_given.ref)
    salt: Callable[[], bytes] = attrs.field(repr=False)
    confirmed: bool
    unsure: set[str] = attrs.field(factory=set[str], init=False, repr=False, eq=False)

    def check_tenant(self, panel: PanelId) -> None:
        """Another tenant's panel is no panel here, in the same words as one that nobody opened."""
        _given.check_type("panel", panel, PanelId)
        if panel.tenant != self.tenant:
            raise NoSuchPanel(refusal("no-such-panel"))

    def page(
        self, *, subject: str | None = None, after: PanelId | None, limit: int
    ) -> Wanted[tuple[PanelId, ...]]:
        """
        One page of panels: of everybody, or those that concern somebody.

        Raises:
            LogBroken: The store gave panels that were there before; asking on would never end.
        """
        asked = {"subject": subject, "after": after, "limit": limit}
        page: tuple[PanelId, ...] = yield Ask("panels", (self.tenant,), asked)
        if page and after is not None and page[0] <= after:
            raise LogBroken("the store gave a page of panels twice")
        return page

    def load(self, panel: PanelId) -> Wanted[Loaded]:
        """The panel as its log tells it; its chain is checked on the way."""
        self.check_tenant(panel)
        records: tuple[Record, ...] = yield Ask("load", (panel,))
        return Loaded.of(panel, records)

    def write(self, loaded: Loaded, events: tuple[Event, ...], change: Change) -> Wanted[Loaded]:
        """Write what happened, if anything did."""
        if not events:
            return loaded
        records = loaded.chained(events)
        yield Ask(
            "append",
            (loaded.id, attrs.evolve(change, records=records)),
            {"expected_version": len(loaded.records)},
        )
        self.note_unsure(records)
        return loaded.then(events, records)

    def note_unsure(self, records: Iterable[Record]) -> None:
        """Remember what was written, where the host may still take it back."""
        if not self.confirmed:
            self.unsure.update(record.head for record in records)

    def sure(self, loaded: Loaded) -> int:
        """How much of a log stands for good, as far as this desk can know."""
        unsure = (at for at, one in enumerate(loaded.records) if one.head in self.unsure)
        return next(unsure, len(loaded.records)) if self.unsure else len(loaded.records)

    def disclosed(self, loaded: Loaded, events: tuple[Event, ...]) -> Wanted[tuple[Event, ...]]:
        """Let the event of a reveal tell the seed that the opening sealed."""
        if not any(isinstance(one, RevealMade) for one in events):
            return events
        sealed = loaded.opened.opening.seed
        if sealed is None:
            return events
        bodies = yield from self.read(loaded, (sealed,))
        seed = json.loads(bodies[sealed].content)
        return tuple(
            RevealMade(at=one.at, by=one.by, missing=one.missing, seed=seed)
            if isinstance(one, RevealMade)
            else one
            for one in events
        )

    def read(self, loaded: Loaded, wanted: tuple[str, ...]) -> Wanted[Mapping[str, Body]]:
        """
        Some bodies, asked for in one go; those that were erased are left out.

        Always asked for: what another seat's author caused to be read before must not show.

        Raises:
            LogBroken: One is missing that nobody erased, or is not what was sealed.
        """
        found: Mapping[str, Body] = yield Ask("bodies", (loaded.id, wanted))
        missing = set(wanted) - set(found) - loaded.opened.erased
        if missing:
            records: tuple[Record, ...] = yield Ask("load", (loaded.id,))
            if len(records) > len(loaded.records):
                # Something happened since, and it may have been an erasure.
                raise Conflict
            raise LogBroken("a body that nobody erased is missing from the store")
        bodies = {one: found[one] for one in wanted if one in found}
        loaded.check(bodies)
        return bodies
