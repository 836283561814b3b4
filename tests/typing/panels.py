"""What type checkers see of desks, stores and views. Read by them, never run."""

from datetime import datetime
from typing import assert_type

import fairscore as fs
from fairscore.async_desk import AsyncDesk
from fairscore.document import Document
from fairscore.event import Event, PanelId, Policy, Seat, event_of
from fairscore.log import Receipt, Unconfirmed
from fairscore.revealed import Revealed
from fairscore.stores import AsyncMemory, AsyncStore, Memory, Store
from fairscore.view import OwnSeat, Statement, View

now = datetime.fromisoformat("2026-05-04T09:30:00Z")
rubric = fs.read("backend.rubric.yaml", fs.Rubric)
card = fs.parse("", fs.Scorecard)

# The stores of this package fit what a desk takes, and are not mixed up.
store: Store = Memory()
awaited: AsyncStore = AsyncMemory()
mixed: Store = AsyncMemory()  # type: ignore[assignment]  # pyright: ignore[reportAssignmentType]
fs.Desk(AsyncMemory(), tenant="acme")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
AsyncDesk(Memory(), tenant="acme")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]

desk = fs.Desk(store, tenant="acme", salt=lambda: bytes(32))
seats = [fs.Seat(interviewer="interviewer-a", interview="design")]
panel = desk.open(rubric, application="app-7", seats=seats, at=now)
assert_type(panel, PanelId)
assert_type(desk.panel(application="app-7"), PanelId)
assert_type(desk.expire(before=now, by="officer-1", at=now), tuple[PanelId, ...])

# A receipt is there once it is known that it was not the host's own transaction.
handed_in = desk.submit(panel, card, key="hand-in-1", at=now)
assert_type(handed_in, Receipt | Unconfirmed)
if isinstance(handed_in, Unconfirmed):
    assert_type(desk.receipt(handed_in.panel, handed_in.seat, key=handed_in.key), Receipt)
else:
    assert_type(handed_in.head, str)
    document: Document = handed_in
head = handed_in.head  # type: ignore[union-attr]  # pyright: ignore[reportAttributeAccessIssue]

# What was not revealed to the viewer is None, and has to be asked for.
view = desk.look(panel, viewer="interviewer-a", at=now)
assert_type(view, View)
assert_type(view.own, tuple[OwnSeat, ...])
assert_type(view.scorecard, fs.Scorecard | None)
assert_type(view.revealed, Revealed | None)
assert_type(view.pending, tuple[Seat, ...] | None)
assert_type(view.statements, tuple[Statement, ...])
assert_type(view.receipt, Receipt | None)
assert_type(desk.reveal(panel, by="facilitator-1", at=now), Revealed)
assert_type(desk.reveal_when_due(panel, at=now), bool)
assert_type(event_of(b"{}"), Event)

# Reasons come out of closed lists.
desk.close(panel, reason="deadline-passed", by="facilitator-1", at=now)
desk.close(panel, reason="had enough", by="facilitator-1", at=now)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
Policy(reveal="soon")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


async def waited_for() -> None:
    """The same with `await`."""
    waiting = AsyncDesk(awaited, tenant="acme")
    opened = await waiting.open(rubric, application="app-7", seats=seats, at=now)
    assert_type(opened, PanelId)
    assert_type(await waiting.submit(opened, card, key="hand-in-1", at=now), Receipt | Unconfirmed)
    assert_type(await waiting.look(opened, viewer="interviewer-a", at=now), View)
    assert_type(await waiting.reveal(opened, by="facilitator-1", at=now), Revealed)
