"""Desks as tools: what the kit drives, over each store and with each way of calling it."""

from __future__ import annotations

import hashlib
import inspect
import itertools
from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar

import fairscore as fs
from fairscore.async_desk import AsyncDesk
from fairscore.errors import DocumentError, PanelError
from fairscore.event import ALL_IN, SYSTEM, Member, PanelId, Policy
from fairscore.notice import payload, reminder, reveal_notice, webhook
from fairscore.order import seed_commitment
from fairscore.stores import AsyncMemory, Memory, Store
from fairscore.testing._turns import OPENED
from fairscore.testing.blindness import Refused, Scene, Tool, Written

from .room import ROUND, card, draft, rubric

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Iterable, Sequence

    from fairscore.view import View

POLICIES = (
    ALL_IN,
    Policy(reveal="own-in"),
    Policy(reveal="at-time", at=OPENED + timedelta(minutes=12)),
    Policy(reveal="openers", openers=("facilitator-1", "interviewer-a")),
    Policy(reveal="quorum", quorum=2),
)


class Traced:
    """A store that notes what it is asked for, but for what goes into it."""

    def __init__(self, store: Store) -> None:
        """Sit in front of a store."""
        self._store = store
        self.asked: list[str] = []
        self.confirmed = store.confirmed

    def __repr__(self) -> str:
        """Tell the store alone."""
        return repr(self._store)

    def __getattr__(self, name: str) -> Any:
        """Note an operation, and how many things it is given."""
        operation = getattr(self._store, name)

        def note(given: tuple[Any, ...], named: dict[str, Any]) -> None:
            counts = [len(one) for one in given if isinstance(one, tuple)]
            self.asked.append(f"{name} {counts} {sorted(named)}")

        def noted(*given: Any, **named: Any) -> Any:
            note(given, named)
            return operation(*given, **named)

        async def awaited(*given: Any, **named: Any) -> Any:
            note(given, named)
            return await operation(*given, **named)

        # A desk looks at whether its store is awaited before it asks for anything.
        return awaited if inspect.iscoroutinefunction(operation) else noted


class Salts:
    """Salts that depend on who acts and how often they did, and on nobody else."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self.person = ""
        self._drawn: dict[str, int] = {}

    def __call__(self) -> bytes:
        """Draw the next salt of whoever acts."""
        self._drawn[self.person] = number = self._drawn.get(self.person, 0) + 1
        return hashlib.sha256(f"{self.person} {number}".encode()).digest()


class DeskTool(Tool):
    """A desk in this process, over a store in memory."""

    steps: ClassVar[int] = 50_000
    sent: ClassVar[list[str]] = []
    """What databases were sent, in either world: one is asked after the other."""
    policies: ClassVar[tuple[Policy, ...]] = POLICIES
    strangers: ClassVar[tuple[str, ...]] = ("outsider-1", SYSTEM)

    def store(self) -> Store:
        """Make the store of this copy."""
        return Memory()

    def sit_down(self, tenant: str, salts: Salts) -> Any:
        """Make a desk at the store."""
        return fs.Desk(self.traced, tenant=tenant, salt=salts)

    def waited(self, value: Any) -> Any:
        """Wait for what has to be waited for."""
        return value

    def open(self, scene: Scene) -> None:
        """Open the panel, and one of the same names in another tenant."""
        self.traced = Traced(self.store())
        self.salts = Salts()
        self.application = f"app-{scene.number}"
        self.people = [seat.interviewer for seat in scene.seats]
        # A store may be kept from scene to scene, so each has tenants of its own.
        self.tenant = f"acme-{scene.number}"
        self.desk = self.sit_down(self.tenant, self.salts)
        self.other = self.sit_down(f"globex-{scene.number}", Salts())
        self.panel = self._opened(self.desk, scene)
        self._opened(self.other, scene)

    def _opened(self, desk: Any, scene: Scene) -> PanelId:
        self.salts.person = "who opens"
        return desk.open(
            rubric(),
            application=self.application,
            round=ROUND,
            seats=scene.seats,
            members=scene.members,
            policy=scene.policy,
            candidate=scene.candidate,
            plan=seed_commitment(bytes(32)),
            at=scene.opened,
        )

    def statements(self) -> Iterable[str]:
        """What the store was asked for."""
        asked = [*self.traced.asked, *self.sent]
        self.traced.asked.clear()
        self.sent.clear()
        return asked

    def _card(self, person: str, written: Written) -> fs.Scorecard:
        self.salts.person = person
        return card(person, written.level, written.words, application=self.application)

    def submit(self, person: str, written: Written) -> object:
        """Hand in."""
        scorecard = self._card(person, written)
        return self.desk.submit(self.panel, scorecard, key=written.key, at=self.at)

    def amend(self, person: str, written: Written) -> object:
        """Hand in a later version."""
        return self.desk.amend(
            self.panel,
            self._card(person, written),
            key=written.key,
            reason="mistake",
            at=self.at,
        )

    def withdraw(self, person: str) -> object:
        """Take it back."""
        return self.desk.withdraw(self.panel, (person, ""), by=person, at=self.at)

    def draft(self, person: str, written: Written) -> object:
        """Keep a draft."""
        begun = draft(person, written.words, written.level, application=self.application)
        return self.desk.keep_draft(self.panel, begun)

    def contest(self, person: str, written: Written) -> object:
        """Attach a statement."""
        self.salts.person = person
        return self.desk.contest(self.panel, written.words, by=person, at=self.at)

    def look_view(self, person: str) -> object:
        """Look."""
        return self.desk.look(self.panel, viewer=person, at=self.at)

    def look_mail(self, person: str) -> object:
        """Read what reminds somebody: a mail of the tool's own, and all that the library writes."""
        view = self.desk.look(self.panel, viewer=person, at=self.at)
        return self.mail(view), reminder(view), reveal_notice(view), webhook(view), payload(view)

    @staticmethod
    def mail(view: View) -> str:
        """Write a mail from a view and nothing else."""
        own = [f"{one.seat.interviewer}: {one.status}" for one in view.own]
        waited = [seat.interviewer for seat in view.pending or ()]
        return "\n".join([f"{view.panel.application} {view.policy.reveal}", *own, *waited])

    def look_panels(self, person: str) -> object:
        """Look at the panels that there are, and at the desk itself."""
        named = self.desk.panel(application=self.application, round=ROUND)
        found = self.waited(self.traced.panels(self.tenant, subject=f"person:{person}", limit=10))
        return named, found, repr(self.desk)

    def look_elsewhere(self, person: str) -> object:
        """Try to look at the other tenant's panel of the same name."""
        panel = self.other.panel(application=self.application, round=ROUND)
        try:
            return self.desk.look(panel, viewer=person, at=self.at)
        except PanelError as error:
            # It is always refused, so the refusal is what is looked at.
            return error

    def look_log(self, person: str) -> object:
        """Ask for the log, which is for whoever may read the scorecards."""
        try:
            return self.desk.export_log(self.panel, viewer=person, at=self.at)
        except PanelError as error:
            # Before the reveal it is always refused.
            return error

    def look_held(self, person: str) -> object:
        """Ask for what is held about somebody: oneself, and the candidate."""
        own = self.desk.export_for(person=person, by=person, at=self.at)
        if person in {*self.strangers, "candidate-1"}:
            # Whoever answers a candidate's request is the host's to know, so a desk believes `by`.
            return own, own.json()
        other = self.desk.export_for(candidate="candidate-1", by=person, at=self.at)
        return own, own.json(), other, other.json()

    def look_receipt(self, person: str) -> object:
        """Ask for the receipt of one's own."""
        return self.desk.receipt(self.panel, (person, ""), key="key-1")

    def look_for_another(self, person: str) -> object:
        """Try to hand in for the one who sits beside somebody, under the key that they used."""
        beside = self.people[
            (self.people.index(person) + 1 if person in self.people else 0) % len(self.people)
        ]
        more: dict[str, Any] = {"application": self.application, "submitted_by": person}
        if person in {SYSTEM, "facilitator-1"}:
            # They are told who is pending and may hand in: so what they try is no whole scorecard.
            more["ratings"] = []
        self.salts.person = person
        scorecard = card(beside, 1, "a guess", **more)
        told: list[object] = []
        for hand_in in (
            lambda: self.desk.submit(self.panel, scorecard, key="key-1", at=self.at),
            lambda: self.desk.amend(
                self.panel, scorecard, key="key-1", reason="mistake", at=self.at
            ),
        ):
            try:
                told.append(hand_in())
            except (PanelError, DocumentError) as error:
                told.append(error)
        return told

    def reveal(self, person: str) -> object:
        """Ask for the reveal; what reminds people reveals when it is due."""
        if person != SYSTEM:
            return self.desk.reveal(self.panel, by=person, at=self.at)
        if not self.desk.reveal_when_due(self.panel, at=self.at):
            raise Refused
        return True

    def agree(self, person: str) -> object:
        """Agree to the reveal."""
        return self.desk.agree_to_open(self.panel, by=person, at=self.at)

    def close(self, person: str) -> object:
        """Go on without the rest."""
        return self.desk.close(self.panel, reason="deadline-passed", by=person, at=self.at)

    def vacate(self, person: str, whom: str) -> object:
        """Wait no longer for somebody."""
        return self.desk.vacate(
            self.panel, (whom, ""), reason="interviewer-left", by=person, at=self.at
        )

    def expose(self, person: str, whom: str) -> object:
        """Record that somebody heard of another's."""
        return self.desk.record_exposure(
            self.panel, person=whom, source="talk", by=person, at=self.at
        )

    def erase(self, whom: str) -> object:
        """Erase what somebody wrote."""
        return self.desk.erase(
            self.panel, basis="erasure-request", by="host", at=self.at, person=whom
        )

    def do_add_member(self, person: str) -> object:
        """Give somebody a part."""
        member = Member(person="admin-2", role="admin")
        return self.desk.add_member(self.panel, member, reason="left-out", by=person, at=self.at)

    def do_add_seat(self, person: str) -> object:
        """Let somebody sit in, for whom nobody waits."""
        seat = fs.Seat(interviewer="shadow-2", shadow=True)
        return self.desk.add_seat(self.panel, seat, reason="extra-interview", by=person, at=self.at)

    def do_redraw(self, person: str) -> object:
        """Draw the orders anew."""
        return self.desk.redraw(self.panel, reason="mistake", by=person, at=self.at)

    def do_tell_plan_seed(self, person: str) -> object:
        """Tell the seed of a plan; before the reveal the refusal is the answer to compare."""
        try:
            return self.desk.tell_plan_seed(self.panel, bytes(32), by=person, at=self.at)
        except PanelError as error:
            return error

    def do_hold(self, person: str) -> object:
        """Let nothing be erased."""
        return self.desk.hold(self.panel, reason="complaint", by=person, at=self.at)

    def do_end_hold(self, person: str) -> object:
        """Let things be erased again."""
        return self.desk.end_hold(self.panel, by=person, at=self.at)

    def do_expire(self, person: str) -> object:
        """Go through panels that are too young to erase anything of."""
        return self.desk.expire(before=OPENED, by=person, at=self.at)[:3]

    def do_adopt_rubric(self, person: str) -> object:
        """Adopt another version of the rubric."""
        self.salts.person = person
        return self.desk.adopt_rubric(
            self.panel, rubric(2), reason="words-mended", by=person, at=self.at
        )

    def do_open_again(self, person: str) -> object:
        """Open the same panel with other people."""
        self.salts.person = person
        try:
            return self.desk.open(
                rubric(),
                application=self.application,
                round=ROUND,
                seats=[fs.Seat(interviewer=person)],
                at=self.at,
            )
        except PanelError as error:
            return error

    def elsewhere(self, person: str, written: Written) -> object:
        """Do one of several things in the other tenant's panel of the same name."""
        panel = self.other.panel(application=self.application, round=ROUND)
        doings = (
            lambda: self.other.submit(
                panel, self._card(person, written), key=written.key, at=self.at
            ),
            lambda: self.other.keep_draft(
                panel, draft(person, written.words, 1, application=self.application)
            ),
            lambda: self.other.close(
                panel, reason="deadline-passed", by="facilitator-1", at=self.at
            ),
            lambda: self.other.open(
                rubric(),
                application=f"{self.application}-{written.key}",
                seats=[fs.Seat(interviewer=person)],
                at=self.at,
            ),
        )
        return doings[written.level - 1]()


class Awaited:
    """A desk whose methods are waited for."""

    def __init__(self, desk: AsyncDesk, runner: asyncio.Runner) -> None:
        """Sit in front of a desk."""
        self._desk, self._runner = desk, runner

    def __repr__(self) -> str:
        """Tell the desk alone."""
        return repr(self._desk)

    def __getattr__(self, name: str) -> Any:
        """Call a method, and wait for what it returns."""
        method = getattr(self._desk, name)

        def called(*given: Any, **named: Any) -> Any:
            value = method(*given, **named)
            return self._runner.run(value) if inspect.isawaitable(value) else value

        return called


class AsyncDeskTool(DeskTool):
    """A desk that awaits its store."""

    steps = 5000
    runner: ClassVar[asyncio.Runner]

    def store(self) -> Any:
        """Make the store of this copy."""
        return AsyncMemory()

    def sit_down(self, tenant: str, salts: Salts) -> Any:
        """Make a desk that awaits."""
        return Awaited(AsyncDesk(self.traced, tenant=tenant, salt=salts), self.runner)

    def waited(self, value: Any) -> Any:
        """Wait for it."""
        return self.runner.run(value)


def over(tool: type[DeskTool], stores: Sequence[Any]) -> type[DeskTool]:
    """The same tool over two stores that are kept, one a world: applications are new each time."""
    turns = itertools.cycle(stores)

    class Kept(tool):  # type: ignore[misc, valid-type]
        steps = 5000

        def store(self) -> Any:
            return next(turns)

    return Kept
