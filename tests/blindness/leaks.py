"""
Seeded leaks: one patch each, of ways in which tools have told what was sealed.

`drawn_from` names the row of the catalogue that a leak is drawn from: HotCRP's and others' mended
leaks, the channels of the threat model, and the promises themselves.
"""

from __future__ import annotations

import json
import logging
import sys
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias
from unittest.mock import patch

import attrs

from fairscore import (
    _handling,
    _loaded,
    _writing,
    event,
    export,
    log,
    notice,
    panel,
    right,
    view,
)
from fairscore._access import Access, Ask
from fairscore._reading import Reading
from fairscore._refusals import check_part, refusal
from fairscore._writing import Writing
from fairscore.errors import KeyReused, NotPermitted, NotYet, PanelError, Problem
from fairscore.event import SYSTEM, PanelId
from fairscore.log import Receipt
from fairscore.panel import Panel
from fairscore.stores.memory import Memory

from .desks import DeskTool

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fairscore.testing.blindness import Tool

Patch: TypeAlias = "Callable[[ExitStack], None]"
LOGGER = logging.getLogger("fairscore.leaky")


class Leaky(NamedTuple):
    """One seeded leak."""

    name: str
    drawn_from: str
    tells: str
    patch: Patch
    tool: type[Tool]

    @contextmanager
    def seeded(self) -> Iterator[None]:
        """Leak for as long as this is open."""
        with ExitStack() as stack:
            self.patch(stack)
            yield


LEAKS: list[Leaky] = []


def leak(name: str, drawn_from: str, tells: str, tool: type[Tool] = DeskTool) -> Any:
    """Enter a patch into the table."""

    def entered(patching: Patch) -> Patch:
        LEAKS.append(Leaky(name, drawn_from, tells, patching, tool))
        return patching

    return entered


def everywhere(stack: ExitStack, name: str, new: Callable[[Any], Any]) -> None:
    """Replace a function wherever it was imported; `new` is given the one that was there."""
    modules = [module for key, module in sys.modules.items() if key.startswith("fairscore.")]
    homes = (_handling, view, right, panel, export)
    old = next(getattr(one, name) for one in homes if name in vars(one))
    for module in modules:
        if vars(module).get(name) is old:
            stack.enter_context(patch.object(module, name, new(old)))


def method(stack: ExitStack, owner: type, name: str, new: Callable[[Any], Any]) -> None:
    """Replace a method; `new` is given the one that was there."""
    stack.enter_context(patch.object(owner, name, new(vars(owner)[name])))


@attrs.frozen
class Shown:
    """A view, and what should not be beside it."""

    view: Any
    beside: Any

    def __getattr__(self, name: str) -> Any:
        """Be the view in all else."""
        return getattr(self.view, name)


def beside(tell: Callable[[Panel, str], object]) -> Patch:
    """Show something beside each view."""

    def patching(stack: ExitStack) -> None:
        def new(old: Any) -> Any:
            def leaking(state: Panel, viewer: str, **named: Any) -> Shown:
                return Shown(old(state, viewer, **named), tell(state, viewer))

            return leaking

        everywhere(stack, "view_of", new)

    return patching


def _others(state: Panel, viewer: str) -> list[Any]:
    """Standing versions of others, in the order of the log."""
    found = [
        (version, place)
        for place in state.places
        for version in place.standing
        if place.seat.interviewer != viewer
    ]
    return sorted(found, key=lambda one: one[0].position)


def _facilitating(state: Panel, viewer: str) -> bool:
    return "facilitator" in state.roles_of(viewer)


# --- Counts, order, times, counters, ids --------------------------------------

for _name, _from, _tells, _tell in (
    ("count-in", "2.2 counts", "how many handed in", lambda p, v: len(_others(p, v))),
    ("count-pending", "2.2 counts, progress bars", "how many are waited for",
     lambda p, v: len(p.pending)),
    ("all-but-you", "2.2 counts", "that everybody else is in",
     lambda p, v: {seat.interviewer for seat in p.pending} <= {v}),
    ("rows-of-zero", "1 openreview #351: 0/0 reviews", "a row of each seat with what it handed in",
     lambda p, v: [(place.seat.key, len(place.standing)) for place in p.places]),
    ("order-of-arrival", "2.2 order of lists", "who was first",
     lambda p, v: [place.seat.interviewer for _, place in _others(p, v)]),
    ("first-in", "2.2 order of lists", "who was first of all",
     lambda p, v: next((place.seat.interviewer for _, place in _others(p, v)), None)),
    ("last-update", "1.1 819e17014: Last update", "when something last changed",
     lambda p, v: max((one.at for one, _ in _others(p, v)), default=None)),
    ("times-of-others", "2.2 timestamps", "when each handed in",
     lambda p, v: [one.at for one, _ in _others(p, v)]),
    ("etag", "2.2 ETags, versions", "a counter that moves with every event", lambda p, v: p.length),
    ("modified-since", "2.2 timestamps", "whether others changed something after one's own",
     lambda p, v: any(
         one.position > mine.position
         for one, _ in _others(p, v)
         for place in p.places_of(v)
         for mine in place.standing[-1:]
     )),
    ("row-id", "2.2 ids: no autoincrement", "one's own position in the log of all",
     lambda p, v: [one.position for place in p.places_of(v) for one in place.versions]),
    ("id-that-tells-time", "2.2 ids: no UUIDv7", "an id made of the time of the last hand-in",
     lambda p, v: hash(tuple(one.at for one, _ in _others(p, v)[-1:]))),
    ("commitments-of-others", "2.2 ids: none content-derived", "what others' bodies are called",
     lambda p, v: [one.body for one, _ in _others(p, v)]),
    ("revisions", "1 openreview #79: revisions page", "how often each changed theirs",
     lambda p, v: [len(place.versions) for place in p.places]),
    ("withdrawn", "1 pretalx #649: history", "that somebody took theirs back",
     lambda p, v: sorted(
         place.seat.key for place in p.places for one in place.versions if one.withdrawn
     )),
    ("keys-of-others", "2.2 existence", "the keys under which others handed in",
     lambda p, v: sorted(one.key for one, _ in _others(p, v))),
    ("seen-by-others", "2.2 diff before and after", "who has read or heard of another's",
     lambda p, v: sorted({one.person for one in p.seen if one.person != v})),
    ("statements-attached", "1.1 ceacd5f14: documents", "how many statements there are",
     lambda p, v: len(p.statements)),
    ("facilitator-sees-versions", "2.1 facilitator: pending and nothing else",
     "to a facilitator, who changed theirs",
     lambda p, v: _facilitating(p, v) and [len(place.versions) for place in p.places]),
    ("facilitator-sees-times", "2.1 facilitator: pending and nothing else",
     "to a facilitator, when each handed in",
     lambda p, v: _facilitating(p, v) and [one.at for one, _ in _others(p, v)]),
    ("system-sees-length", "2.2 notifications", "to what reminds people, how much happened",
     lambda p, v: v == SYSTEM and p.length),
):  # fmt: skip
    leak(_name, _from, _tells)(beside(_tell))


@leak("status-complete", "2.2 counts, progress bars", "in one's own status, that all are in")
def _status_complete(stack: ExitStack) -> None:
    def new(old: Any) -> Any:
        def leaking(state: Panel, viewer: str, **named: Any) -> Any:
            made = old(state, viewer, **named)
            done = not {seat.interviewer for seat in state.pending} - {viewer}
            own = tuple(attrs.evolve(one, status="complete") if done else one for one in made.own)
            return attrs.evolve(made, own=own)

        return leaking

    everywhere(stack, "view_of", new)


@leak("pending-by-history", "2.2 order of lists", "in the order of who is pending, who was in once")
def _pending_by_history(stack: ExitStack) -> None:
    def new(old: Any) -> Any:
        def leaking(state: Panel) -> Any:
            def versions(seat: Any) -> int:
                return -len(state.versions_of(seat.key))

            return tuple(sorted(old.fget(state), key=versions))

        return property(leaking)

    method(stack, Panel, "pending", new)


# --- Rights ---------------------------------------------------------------------


@leak("rights-as-union", "0.1 every ATS has this hole", "to an admin with a seat, what admins see")
def _rights_as_union(stack: ExitStack) -> None:
    method(stack, Panel, "is_open_for", lambda old: lambda state, person: False)


@leak("pending-to-seated-facilitator", "2.1 same, and on panel", "who is pending, with a seat")
def _pending_to_seated(stack: ExitStack) -> None:
    def new(old: Any) -> Any:
        def leaking(state: Panel, person: str) -> Any:
            more = {"pending"} if _facilitating(state, person) else set()
            return old(state, person) | more

        return leaking

    everywhere(stack, "rights_of", new)


@leak("pending-to-manager", "2.1 facilitator or hiring manager", "who is pending, to a manager")
def _pending_to_manager(stack: ExitStack) -> None:
    def new(old: Any) -> Any:
        def leaking(state: Panel, person: str) -> Any:
            more = {"pending"} if "hiring-manager" in state.roles_of(person) else set()
            return old(state, person) | more

        return leaking

    everywhere(stack, "rights_of", new)


@leak("admin-reads-always", "0.1 Workable: admins always see", "everything, to admins and managers")
def _admin_reads(stack: ExitStack) -> None:
    def new(old: Any) -> Any:
        def leaking(state: Panel, person: str) -> bool:
            return bool(state.roles_of(person)) or old(state, person)

        return leaking

    method(stack, Panel, "revealed_to", new)


@leak("after-own", "0.2 'after own' is not blind", "everything, to whoever handed in")
def _after_own(stack: ExitStack) -> None:
    def new(old: Any) -> Any:
        def leaking(state: Panel, person: str) -> bool:
            return any(one.standing for one in state.places_of(person)) or old(state, person)

        return leaking

    method(stack, Panel, "revealed_to", new)


@leak("before-own", "1.1 255bdcf16: unfinished reviews", "everything, once all others are in")
def _before_own(stack: ExitStack) -> None:
    def new(old: Any) -> Any:
        def leaking(state: Panel, person: str) -> bool:
            waited = {seat.interviewer for seat in state.pending}
            return waited == {person} or old(state, person)

        return leaking

    method(stack, Panel, "revealed_to", new)


@leak("open-at-quorum", "0.2 reveal policies", "everything at a quorum that nobody has revealed by")
def _open_at_quorum(stack: ExitStack) -> None:
    def new(old: Any) -> Any:
        def leaking(state: Panel, person: str) -> bool:
            inside = sum(bool(one.standing) for one in state.places)
            reached = state.policy.quorum is not None and inside >= state.policy.quorum
            return reached or old(state, person)

        return leaking

    method(stack, Panel, "revealed_to", new)


@leak("shadow-reads-early", "2.1 shadow seats", "everything, to whoever sits in to learn")
def _shadow_reads(stack: ExitStack) -> None:
    def new(old: Any) -> Any:
        def leaking(state: Panel, person: str) -> bool:
            return any(one.seat.shadow for one in state.places_of(person)) or old(state, person)

        return leaking

    method(stack, Panel, "revealed_to", new)


@leak("pending-reads-after-reveal", "P2: whoever has not handed in stays blind", "all, at a reveal")
def _pending_reads(stack: ExitStack) -> None:
    def new(old: Any) -> Any:
        def leaking(state: Panel, person: str) -> bool:
            return state.revealed is not None or old(state, person)

        return leaking

    method(stack, Panel, "revealed_to", new)


@leak("pending-reveals", "2.1 interviewer, pending", "whether all others are in, by revealing")
def _pending_reveals(stack: ExitStack) -> None:
    def new(old: Any) -> Any:
        def leaking(state: Panel, wanted: Any) -> Any:
            own = {place.seat.interviewer for place in state.places_of(wanted.by)}
            if (
                "reveal" in right.rights_of(state, wanted.by)
                and {seat.interviewer for seat in state.pending} <= own
            ):
                return (event.RevealMade(at=wanted.at, by=wanted.by, missing=state.pending),)
            return old(state, wanted)

        return leaking

    everywhere(stack, "_reveal", new)


@leak("statements-early", "1.1 ceacd5f14: documents", "what somebody attached, before the reveal")
def _statements_early(stack: ExitStack) -> None:
    def new(old: Any) -> Any:
        def leaking(state: Panel | None, viewer: str) -> Any:
            allowed = old(state, viewer)
            return attrs.evolve(
                allowed, others=(*allowed.others, *(body for _, body in state.statements))
            )

        return leaking

    everywhere(stack, "readable", new)
    beside_bodies(stack, lambda bodies, viewer: sorted(one.content for one in bodies.values()))


# --- Words, sizes, aggregates ---------------------------------------------------


def beside_bodies(stack: ExitStack, tell: Callable[[Any, str], object]) -> None:
    """Show something made of the bodies beside each view."""

    def new(old: Any) -> Any:
        def leaking(state: Panel, viewer: str, **named: Any) -> Shown:
            return Shown(old(state, viewer, **named), tell(named["bodies"], viewer))

        return leaking

    everywhere(stack, "view_of", new)


def _of_all_bodies(tell: Callable[[list[Any], str], object]) -> Patch:
    """Read every scorecard behind the desk's back, and show something made of them."""

    def patching(stack: ExitStack) -> None:
        def new(old: Any) -> Any:
            def leaking(self: DeskTool, person: str) -> Any:
                kept = self.traced._store._panels[self.panel].bodies.values()
                plain = [json.loads(one.content) for one in kept if one.content[:1] == b"{"]
                cards = [one for one in plain if one.get("kind") == "scorecard"]
                return old(self, person), tell(cards, person)

            return leaking

        method(stack, DeskTool, "look_view", new)

    return patching


def _levels(cards: list[Any]) -> list[int]:
    return [one["level"] for card in cards for one in card["ratings"]]


for _name, _from, _tells, _make in (
    ("average", "1 pretalx #611: average score", "the average",
     lambda cards, viewer: sum(_levels(cards)) / len(cards) if cards else None),
    ("disagreement", "2.2 aggregates computed early", "that they disagree",
     lambda cards, viewer: len({level >= 3 for level in _levels(cards)}) > 1),
    ("highest", "1.1 90df33006: formula", "the highest level",
     lambda cards, viewer: max(_levels(cards), default=None)),
    ("sorted-by-score", "1 pretalx #611: sorting by score", "who rated higher, by the order",
     lambda cards, viewer: [
         card["interviewer"] for card in sorted(cards, key=lambda one: _levels([one]))
     ]),
    ("size", "2.2 sizes", "how much others wrote",
     lambda cards, viewer: sum(len(json.dumps(card)) for card in cards)),
    ("size-in-kilobytes", "2.2 sizes: buckets", "how much others wrote, roughly",
     lambda cards, viewer: sum(len(json.dumps(card)) for card in cards) // 1024),
    ("search-finds", "1.1 76e265dfc: search", "whether a word stands in what is sealed",
     lambda cards, viewer: any("hint" in json.dumps(card) for card in cards)),
    ("negated-search", "1.1 bd81636f7: negated search", "that a word stands in none of them",
     lambda cards, viewer: all("late" not in json.dumps(card) for card in cards)),
    ("names-completed", "1.1 cca5e0656: autocomplete", "the words that others began with",
     lambda cards, viewer: sorted(card["ratings"][0]["evidence"][:3] for card in cards)),
    ("offline-form", "1.1 fcff57025: offline form", "the whole, in a form to fill in",
     lambda cards, viewer: cards),
):  # fmt: skip
    leak(_name, _from, _tells)(_of_all_bodies(_make))


# --- Refusals -------------------------------------------------------------------


@leak("pending-in-the-refusal", "2.2 exceptions", "who is pending, to whoever asks for the reveal")
def _pending_in_refusal(stack: ExitStack) -> None:
    def new(old: Any) -> Any:
        def leaking(state: Panel, wanted: Any) -> Any:
            try:
                return old(state, wanted)
            except NotYet as error:
                raise NotYet(error.problem, tuple(one.key for one in state.pending)) from None

        return leaking

    everywhere(stack, "_reveal", new)


@leak("quorum-in-the-refusal", "2.2 validation errors", "how many are still needed, in the words")
def _quorum_in_refusal(stack: ExitStack) -> None:
    def new(old: Any) -> Any:
        def leaking(state: Panel, wanted: Any) -> Any:
            try:
                return old(state, wanted)
            except NotYet as error:
                words = f"{len(state.pending)} still to come"
                raise NotYet(attrs.evolve(error.problem, advice=words), error.pending) from None

        return leaking

    everywhere(stack, "_reveal", new)


@leak("cause-of-a-refusal", "0.7 exceptions are the widest leak", "another's words, as a cause")
def _cause_of_refusal(stack: ExitStack) -> None:
    def new(old: Any) -> Any:
        def leaking(state: Panel, wanted: Any) -> Any:
            try:
                return old(state, wanted)
            except NotYet as error:
                raise error from LookupError([one.body for one, _ in _others(state, wanted.by)])

        return leaking

    everywhere(stack, "_reveal", new)


@leak("outsider-told-apart", "2.2 no existence oracle", "to nobody of it, that somebody handed in")
def _outsider_told_apart(stack: ExitStack) -> None:
    def new(old: Any) -> Any:
        def leaking(state: Panel | None, viewer: str) -> Any:
            outside = state and not (state.places_of(viewer) or right.rights_of(state, viewer))
            if state and outside and _others(state, viewer):
                raise NotPermitted(refusal("not-permitted"))
            return old(state, viewer)

        return leaking

    everywhere(stack, "readable", new)


@leak("key-of-another", "2.2 'already exists'", "that another used the same key")
def _key_of_another(stack: ExitStack) -> None:
    def new(old: Any) -> Any:
        def leaking(state: Panel, seat: Any, key: str) -> Any:
            if any(one.key == key for one, place in _others(state, seat[0])):
                raise KeyReused(refusal("key-reused"))
            return old(state, seat, key)

        return leaking

    method(stack, Panel, "handed_in_under", new)


@leak("withdraw-refused-once-others-are-in", "2.2 exceptions", "that another is in, by a refusal")
def _withdraw_refused(stack: ExitStack) -> None:
    def new(old: Any) -> Any:
        def leaking(state: Panel, wanted: Any) -> Any:
            if len(_others(state, wanted.by)) > 1:
                raise PanelError(refusal("too-late-to-withdraw"))
            return old(state, wanted)

        return leaking

    everywhere(stack, "_withdraw", new)


@leak("amend-refused-once-all-are-in", "2.2 exceptions", "that all are in, by a refusal")
def _amend_refused(stack: ExitStack) -> None:
    def new(old: Any) -> Any:
        def leaking(state: Panel, wanted: Any) -> Any:
            if wanted.reason and not state.pending:
                raise PanelError(refusal("submitted-already"))
            return old(state, wanted)

        return leaking

    everywhere(stack, "_submit", new)


@leak("same-rating-refused", "2.1 copying", "that another gave the same, by a warning")
def _same_rating(stack: ExitStack) -> None:
    def new(old: Any) -> Any:
        def leaking(self: Any, state: PanelId, card: Any, **named: Any) -> Any:
            loaded = yield from self.load(state)
            others = tuple(one.body for one, _ in _others(loaded.opened, card.interviewer))
            bodies = yield Ask("bodies", (state, others))
            if card.ratings[0].level in _levels(
                [json.loads(one.content) for one in bodies.values()]
            ):
                raise PanelError(Problem(slug="same", message="as another", advice="look again"))
            return (yield from old(self, state, card, **named))

        return leaking

    method(stack, Writing, "submit", new)


# --- Reprs, logs, frames, drafts, statements, receipts --------------------------


@leak("repr-of-the-store", "2.2 repr", "how much is kept, in the repr of a desk")
def _repr_of_store(stack: ExitStack) -> None:
    def leaking(self: Memory) -> str:
        return f"Memory({sum(len(one.records) for one in self._panels.values())} records)"

    method(stack, Memory, "__repr__", lambda old: leaking)


@leak("repr-of-a-view", "2.2 repr", "who handed in, in the repr of a view alone")
def _repr_of_view(stack: ExitStack) -> None:
    class Named(view.View):  # type: ignore[misc]
        __slots__ = ("told",)

        def __repr__(self) -> str:
            return f"View({self.told})"

    def new(old: Any) -> Any:
        def leaking(state: Panel, viewer: str, **named: Any) -> Any:
            made = old(state, viewer, **named)
            fields = {one.name: getattr(made, one.name) for one in attrs.fields(view.View)}
            again = Named(**fields)
            object.__setattr__(again, "told", [one.key for one, _ in _others(state, viewer)])
            return again

        return leaking

    everywhere(stack, "view_of", new)


@leak("log-of-a-look", "2.2 logs", "at DEBUG, how many bodies there are")
def _log_of_look(stack: ExitStack) -> None:
    def new(old: Any) -> Any:
        def leaking(state: Panel, viewer: str, **named: Any) -> Any:
            LOGGER.debug("a look among %d bodies", len(state.words_of()))
            return old(state, viewer, **named)

        return leaking

    everywhere(stack, "view_of", new)


@leak("for-another-under-their-key", "seen in an attack", "that another handed in under a key")
def _for_another_under_their_key(stack: ExitStack) -> None:
    def new(_: Any) -> Any:
        def leaking(state: Panel, person: str, *, seat: Any) -> Panel:
            return check_part(state, seat[0])

        return leaking

    everywhere(stack, "check_author", new)


@leak("for-a-shadow", "seen in an attack", "that a shadow handed in, by handing in for them")
def _for_a_shadow(stack: ExitStack) -> None:
    def new(_: Any) -> Any:
        def leaking(state: Panel, person: str, *, seat: Any) -> Panel:
            own = person == seat[0] or "pending" in right.rights_of(state, person)
            if not own or (person != seat[0] and state.places_of(person)):
                raise NotPermitted(refusal("not-permitted"))
            return check_part(state, seat[0])

        return leaking

    everywhere(stack, "check_author", new)
    stack.enter_context(patch.object(_writing, "_check_card", lambda *_: None))


@leak("log-of-a-hand-in", "2.2 logs", "in a warning, that another handed in under the same key")
def _log_of_hand_in(stack: ExitStack) -> None:
    def new(old: Any) -> Any:
        def leaking(state: Panel, wanted: Any) -> Any:
            if any(one.key == wanted.key for one, _ in _others(state, wanted.by)):
                LOGGER.warning("this key is in use")
            return old(state, wanted)

        return leaking

    everywhere(stack, "_submit", new)


class FramesTool(DeskTool):
    """The same with the frames of exceptions."""

    frames = True


@leak("locals-of-a-refusal", "2.2 traceback locals", "who is in, to a crash report", FramesTool)
def _locals_of_refusal(stack: ExitStack) -> None:
    method(stack, _loaded.Loaded, "__repr__", lambda old: lambda self: f"Loaded({self.events!r})")


@leak("drafts-begun", "2.2 counts", "how many others have begun to write")
def _drafts_begun(stack: ExitStack) -> None:
    def new(old: Any) -> Any:
        def leaking(self: Any, loaded: Any, viewer: str) -> Any:
            made = yield from old(self, loaded, viewer)
            begun = 0
            for place in loaded.panel.places:
                draft = yield Ask("drafts", (loaded.id, place.seat.key))
                begun += bool(draft)
            return Shown(made, begun)

        return leaking

    method(stack, Reading, "_view", new)


@leak("draft-of-another", "1.1 255bdcf16: unfinished reviews", "another's draft, as one's own")
def _draft_of_another(stack: ExitStack) -> None:
    def new(old: Any) -> Any:
        def leaking(self: Memory, state: PanelId, seat: Any, /, **named: Any) -> Any:
            return old(self, state, ("", seat[1]), **named)

        return leaking

    method(stack, Memory, "drafts", new)


@leak("draft-thrown-away", "2.2 diff before and after", "by a draft that is gone, a hand-in")
def _draft_thrown_away(stack: ExitStack) -> None:
    def new(old: Any) -> Any:
        def leaking(self: Memory, state: PanelId, change: Any, expected: int) -> None:
            old(self, state, change, expected)
            if change.settled:
                self._panels[state].drafts.clear()

        return leaking

    method(stack, Memory, "_write", new)


@leak("statement-for-each-body", "2.2 timing: statements", "how many are in, by what is asked for")
def _statement_for_each(stack: ExitStack) -> None:
    def new(old: Any) -> Any:
        def leaking(self: Any, loaded: Any, viewer: str) -> Any:
            for one, _ in _others(loaded.opened, viewer):
                yield Ask("bodies", (loaded.id, (one.body,)))
            return (yield from old(self, loaded, viewer))

        return leaking

    method(stack, Reading, "_view", new)


@leak("statement-once-all-are-in", "1.1 94f32f9c9: predicates", "that all are in, by a statement")
def _statement_once_in(stack: ExitStack) -> None:
    def new(old: Any) -> Any:
        def leaking(self: Any, loaded: Any, viewer: str) -> Any:
            if not loaded.opened.pending:
                yield Ask("load", (loaded.id,))
            return (yield from old(self, loaded, viewer))

        return leaking

    method(stack, Reading, "_view", new)


@leak("statement-not-cached", "2.2 statements and others' cache", "that another changed something")
def _statement_not_cached(stack: ExitStack) -> None:
    def new(old: Any) -> Any:
        known: dict[int, int] = {}

        def leaking(self: Any, loaded: Any, viewer: str) -> Any:
            if known.get(id(self)) != len(loaded.records):
                known[id(self)] = len(loaded.records)
                yield Ask("load", (loaded.id,))
            return (yield from old(self, loaded, viewer))

        return leaking

    method(stack, Reading, "_view", new)


@leak("one-shape-of-all-bodies", "2.2 statements", "how many are in, by how much is asked for")
def _one_shape(stack: ExitStack) -> None:
    def new(old: Any) -> Any:
        def leaking(self: Any, loaded: Any, wanted: Any, **named: Any) -> Any:
            every = tuple(loaded.opened.words_of())
            return (yield from old(self, loaded, (*wanted, *every), **named))

        return leaking

    method(stack, Access, "read", new)


def _receipts(make: Callable[[Any, Receipt, Any], Receipt]) -> Patch:
    def patching(stack: ExitStack) -> None:
        def new(old: Any) -> Any:
            def leaking(self: Any, seat: Any, version: Any) -> Receipt:
                return make(self, old(self, seat, version), version)

            return leaking

        method(stack, _loaded.Loaded, "receipt_for", new)

    return patching


def _receipt(receipt: Receipt, **changed: Any) -> Receipt:
    fields = {name: getattr(receipt, name) for name in type(receipt).model_fields}
    return Receipt(**(fields | changed))


leak("receipt-of-the-panel", "2.2 log sequence", "all that happened, in the head of one's receipt")(
    _receipts(lambda loaded, made, version: _receipt(made, head=loaded.head))
)
leak("receipt-with-head-then", "2.2 log sequence", "what happened before one's own, in its head")(
    _receipts(
        lambda loaded, made, version: _receipt(made, head=loaded.records[version.position].head)
    )
)
leak("receipt-with-number", "2.2 receipts with sequence numbers", "one's place among the hand-ins")(
    _receipts(
        lambda loaded, made, version: _receipt(
            made, at=made.at.replace(microsecond=version.position)
        )
    )
)


@leak("seat-chain-of-all", "2.2 log sequence", "what others did, in the chain of one's seat")
def _seat_chain(stack: ExitStack) -> None:
    stack.enter_context(patch.object(log, "concerns", lambda event, seat: True))


@leak("panel-receipt-early", "P5: at the reveal", "a receipt of the whole, before the reveal")
def _panel_receipt(stack: ExitStack) -> None:
    def head(old: Any) -> Any:
        def leaking(self: Any, loaded: Any, viewer: str) -> Any:
            return Shown((yield from old(self, loaded, viewer)), loaded.head)

        return leaking

    method(stack, Reading, "_view", head)


# --- Mail, lists, other tenants ---------------------------------------------------


@leak(
    "mail-from-the-facilitators-view", "1.1 755280211: mail", "who is pending, in everybody's mail"
)
def _mail(stack: ExitStack) -> None:
    def leaking(self: DeskTool, person: str) -> str:
        self.desk.look(self.panel, viewer=person, at=self.at)
        return self.mail(self.desk.look(self.panel, viewer="facilitator-1", at=self.at))

    method(stack, DeskTool, "look_mail", lambda old: leaking)


@leak("mail-to-all-at-each-hand-in", "1 Google Hire: mail at each", "that another handed in")
def _mail_at_each(stack: ExitStack) -> None:
    def new(old: Any) -> Any:
        def leaking(self: DeskTool, person: str) -> Any:
            mails = len(self.traced._store.load(self.panel))
            return old(self, person), mails

        return leaking

    method(stack, DeskTool, "look_mail", new)


def _aside(
    stack: ExitStack, seen: Callable[[ExitStack, list[int]], None], owner: Any, name: str
) -> None:
    """Put the last number that was seen elsewhere into something that is written out."""
    last = [0]
    seen(stack, last)

    def new(*given: Any) -> Any:
        return old(*given) | {"others": last[0]}

    old = getattr(owner, name)
    stack.enter_context(patch.object(owner, name, new))


def _counting(name: str) -> Callable[[ExitStack, list[int]], None]:
    """Note how many others are in whenever a function is given a panel, and show nothing of it."""

    def seen(stack: ExitStack, last: list[int]) -> None:
        def new(old: Any) -> Any:
            def noting(state: Panel, viewer: str = "", **named: Any) -> Any:
                last[0] = len(_others(state, named.get("subject", viewer)))
                return old(state, *([viewer] if viewer else []), **named)

            return noting

        everywhere(stack, name, new)

    return seen


@leak("notice-of-more-than-the-view", "1.1 755280211: mail", "how many are in, in a notice alone")
def _notice_of_more(stack: ExitStack) -> None:
    _aside(stack, _counting("view_of"), notice, "_status")


@leak("json-of-more-than-the-export", "2.2 counts", "how many are in, in an export's JSON alone")
def _json_of_more(stack: ExitStack) -> None:
    _aside(stack, _counting("held"), export, "_plain")


@leak("count-over-all-tenants", "2.2 no global sequence", "how much happened in other tenants")
def _count_over_all(stack: ExitStack) -> None:
    def new(old: Any) -> Any:
        def leaking(self: DeskTool, person: str) -> Any:
            kept = self.traced._store._panels
            elsewhere = [one for key, one in kept.items() if key.tenant != self.tenant]
            return old(self, person), sum(len(one.records) for one in elsewhere)

        return leaking

    method(stack, DeskTool, "look_view", new)


@leak("drafts-without-tenant", "P1 over tenants", "a draft of another tenant, under the same names")
def _drafts_without_tenant(stack: ExitStack) -> None:
    def new(old: Any) -> Any:
        def leaking(self: Memory, state: PanelId, seat: Any, /, **named: Any) -> Any:
            return old(self, attrs.evolve(state, tenant="any"), seat, **named)

        return leaking

    method(stack, Memory, "drafts", new)


@leak("panels-of-all-tenants", "1 OpenReview 2025: a secondary endpoint", "other tenants' panels")
def _panels_of_all(stack: ExitStack) -> None:
    def new(old: Any) -> Any:
        def leaking(self: Memory, tenant: str, /, **named: Any) -> Any:
            return (
                *old(self, tenant, **named),
                *old(self, tenant.replace("acme", "globex"), **named),
            )

        return leaking

    method(stack, Memory, "panels", new)


@leak("tenant-not-checked", "P1 over tenants", "another tenant's panel, to who knows its name")
def _tenant_not_checked(stack: ExitStack) -> None:
    method(stack, Access, "check_tenant", lambda old: lambda self, state: None)
