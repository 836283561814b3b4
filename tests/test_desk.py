"""The desk, called and awaited: one logic over one driver."""

import asyncio
import inspect
import json
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import attrs
import pytest
from faulty_stores import FindsEverybody

import fairscore as fs
from fairscore._access import Access, Ask
from fairscore._refusals import refusal
from fairscore._steps import Steps
from fairscore.async_desk import AsyncDesk
from fairscore.desk import Desk, fresh_salt
from fairscore.errors import (
    Conflict,
    DocumentError,
    KeyReused,
    LogBroken,
    NoSuchPanel,
    NotPermitted,
    NotYet,
    OnHold,
    PanelError,
)
from fairscore.event import SYSTEM, Member, PanelId, Policy, Seat
from fairscore.log import Body, Receipt, Unconfirmed
from fairscore.revealed import Revealed
from fairscore.stores import AsyncMemory, Change, Memory

NINE = datetime(2026, 5, 4, 9, tzinfo=UTC)
TEN = NINE + timedelta(hours=1)
STORY = Path(__file__).parent.parent / "examples" / "founding-story"
RUBRIC = fs.read(STORY.parent / "backend.rubric.yaml", fs.Rubric)
CARDS = {
    name: fs.read(STORY / f"interviewer-{name}.yaml", fs.Scorecard) for name in ("a", "b", "c")
}
PEOPLE = {name: card.interviewer for name, card in CARDS.items()}
SEATS = tuple(
    Seat(interviewer=card.interviewer, interview=card.interview) for card in CARDS.values()
)
KEYS = {name: (card.interviewer, card.interview or "") for name, card in CARDS.items()}
FACILITATOR = Member(person="facilitator-1", role="facilitator")
OWN_IN = Policy(reveal="own-in")
# How many methods a desk has: a new one is also asked of other tenants and at odd times.
METHODS = 26


def edited(card: fs.Scorecard, **changes: object) -> fs.Scorecard:
    """The same scorecard with some fields changed."""
    plain = json.loads(card.canonical) | changes
    return fs.parse(json.dumps(plain), fs.Scorecard, format="json")


AMENDED = edited(CARDS["a"], notes="One more thing.")
DRAFT = fs.parse(
    "{kind: draft, schema_version: 1, rubric: {id: backend-engineer, version: 1},"
    " application: app-7, round: onsite, interviewer: interviewer-a, interview: design,"
    " notes: half a thought}",
    fs.Draft,
)


class Recording:
    """A store over another one, that keeps what it was asked and may answer otherwise."""

    def __init__(self, *, awaited: bool, confirmed: bool = True) -> None:
        """Begin with nothing."""
        self.confirmed = confirmed
        self.asked: list[str] = []
        self.within = Memory()
        self.answers: dict[str, Callable[[Any], Any]] = {}
        self.before: dict[str, Callable[[], None]] = {}
        self._awaited = awaited

    def __repr__(self) -> str:
        """Be told from others."""
        return "Recording()"

    def __getattr__(self, operation: str) -> Any:  # noqa: ANN401 (whatever it returns)
        """Pass on, keep, and change the answer."""
        inner = getattr(self.within, operation)

        def call(*given: object, **named: object) -> Any:  # noqa: ANN401 (as above)
            self.asked.append(operation)
            if meanwhile := self.before.pop(operation, None):
                meanwhile()
            answer = inner(*given, **named)
            return self.answers.get(operation, lambda one: one)(answer)

        async def awaited(*given: object, **named: object) -> Any:  # noqa: ANN401 (as above)
            await asyncio.sleep(0)
            return call(*given, **named)

        return awaited if self._awaited else call


@attrs.frozen
class Driver:
    """A desk that is called, whether it is to be awaited or not."""

    store: Recording
    desk: Any

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 (whatever the desk returns)
        """Call, and wait where there is something to wait for."""

        def call(*given: object, **named: object) -> Any:  # noqa: ANN401 (as above)
            answer = getattr(self.desk, name)(*given, **named)
            return asyncio.run(answer) if inspect.isawaitable(answer) else answer

        return call

    def begun(self, **changes: Any) -> PanelId:  # noqa: ANN401 (what a panel is opened with)
        """Open the panel of the founding story with its three seats."""
        given: dict[str, Any] = {
            "application": "app-7",
            "round": "onsite",
            "seats": SEATS,
            "members": [FACILITATOR],
            "candidate": "candidate-1",
            "at": NINE,
        }
        panel: PanelId = self.open(RUBRIC, **(given | changes))
        return panel

    def all_in(self, panel: PanelId) -> None:
        """Hand in the three scorecards."""
        for name, card in CARDS.items():
            self.submit(panel, card, key=f"key-{name}", at=NINE)


def driver_of(kind: str, *, tenant: str = "acme", confirmed: bool = True) -> Driver:
    """A desk of one sort over a store of its own."""
    store: Any = Recording(awaited=kind == "awaited", confirmed=confirmed)
    made = AsyncDesk if kind == "awaited" else Desk
    return Driver(store, made(store, tenant=tenant))


@pytest.fixture(params=["called", "awaited"])
def desk(request: pytest.FixtureRequest) -> Driver:
    """Both sorts of desk, one after the other."""
    return driver_of(request.param)


# --- The two desks ----------------------------------------------------------------


def methods(made: type) -> dict[str, inspect.Signature]:
    """Every public method of a class."""
    return {
        name: inspect.signature(one)
        for name, one in vars(made).items()
        if inspect.isfunction(one) and (not name.startswith("_") or name == "__init__")
    }


def test_both_desks_have_the_same_methods() -> None:
    """Names, parameters, kinds, defaults and annotations agree, but for the store."""
    called, awaited = methods(Desk), methods(AsyncDesk)
    stores = (called.pop("__init__"), awaited.pop("__init__"))

    assert called == awaited
    assert list(called) == list(awaited)
    assert list(stores[0].parameters) == list(stores[1].parameters)
    assert stores[0].parameters["salt"] == stores[1].parameters["salt"]
    assert len(called) == METHODS
    assert called["expire"].parameters["limit"].default == 100
    assert called["open"].parameters["round"].default == "round-1"


def test_what_is_awaited_points_to_what_is_called() -> None:
    """Each method of the one is described where the other is, or the same."""
    for name in methods(Desk):
        if name != "__init__":
            here = inspect.getdoc(getattr(AsyncDesk, name)) or ""
            there = inspect.getdoc(getattr(Desk, name)) or ""
            same = re.sub("Async", "", here) == there
            assert here == f"As `Desk.{name}`." or same, name
            assert inspect.iscoroutinefunction(getattr(AsyncDesk, name)) is (name != "panel")


def stepped(made: type) -> dict[str, str]:
    """What each method has its desk run, as it stands in the source, however it is laid out."""
    found = {}
    for name in methods(made):
        source = re.sub(r"[\s,]", "", inspect.getsource(getattr(made, name)))
        found[name] = source.partition("self._run(")[2]
    return found


def test_both_desks_run_the_same_steps() -> None:
    """There is one logic: each method of both hands the same steps to its loop."""
    called = stepped(Desk)

    assert called == stepped(AsyncDesk)
    assert [name for name, steps in called.items() if not steps] == ["__init__", "panel"]


def test_a_desk_shows_its_tenant_and_its_store() -> None:
    """And nothing else."""
    assert repr(driver_of("called").desk) == "Desk(Recording(), tenant='acme')"
    assert repr(driver_of("awaited").desk) == "AsyncDesk(Recording(), tenant='acme')"
    assert repr(Ask("load", ("secret",), {"secret": 1})) == "Ask(operation='load')"
    steps = Steps(tenant="acme", salt=fresh_salt, confirmed=True)
    assert repr(steps) == "Steps(tenant='acme', confirmed=True)"


def test_salts_are_drawn_anew_for_each_body() -> None:
    """The same scorecard handed in to two panels has two commitments."""
    assert len({fresh_salt() for _ in range(100)}) == 100
    assert {len(fresh_salt()) for _ in range(10)} == {32}


@pytest.mark.parametrize("kind", ["called", "awaited"])
@pytest.mark.parametrize("tenant", ["", "two words", "a\x00"])
def test_a_desk_of_no_tenant_is_refused(kind: str, tenant: str) -> None:
    """The first part of every key is looked at first."""
    with pytest.raises(PanelError, match=r"^tenant: not a reference"):
        driver_of(kind, tenant=tenant)


# --- Opening and changing ---------------------------------------------------------


def test_a_panel_is_named_as_it_was_opened(desk: Driver) -> None:
    """Its name can be made again; the round is the first unless said."""
    panel = desk.begun()

    assert panel == PanelId(tenant="acme", application="app-7", round="onsite")
    assert desk.panel(application="app-7", round="onsite") == panel
    assert desk.panel(application="app-7").round == "round-1"
    assert desk.begun(round="round-1") == desk.panel(application="app-7")


def test_the_same_opening_again_writes_nothing(desk: Driver) -> None:
    """A host may open on every call, also after seats came and went."""
    panel = desk.begun()
    desk.add_seat(panel, Seat(interviewer="d"), reason="left-out", by="facilitator-1", at=NINE)
    desk.store.asked.clear()

    assert desk.begun(at=TEN) == panel
    assert desk.store.asked == ["load"]
    with pytest.raises(PanelError, match=r"\[panel-open-already\]$"):
        desk.begun(candidate="candidate-2")


def test_whom_a_panel_concerns_is_kept_for_the_store_to_find(desk: Driver) -> None:
    """Interviewers, members and the candidate, also those that came later (P13)."""
    panel = desk.begun()
    by = {"reason": "left-out", "by": "facilitator-1", "at": NINE}
    desk.add_seat(panel, Seat(interviewer="d"), **by)
    desk.add_member(panel, Member(person="h", role="hiring-manager"), **by)
    desk.begun(application="app-9", candidate=None)

    def found(subject: str) -> list[str]:
        panels = desk.store.within.panels("acme", subject=subject, limit=9)
        return [one.application for one in panels]

    assert found("candidate:candidate-1") == ["app-7"]
    assert found("person:interviewer-a") == found("person:facilitator-1") == ["app-7", "app-9"]
    assert found("person:d") == found("person:h") == ["app-7"]
    assert found("person:candidate-1") == found("candidate:None") == []


def test_a_seat_in_an_interview_that_the_rubric_has_not_is_refused(desk: Driver) -> None:
    """When the panel is opened and later; a seat without an interview is fine."""
    unknown, known = Seat(interviewer="d", interview="chess"), Seat(interviewer="d")
    with pytest.raises(PanelError, match=r"\[no-such-interview\]$"):
        desk.begun(seats=[*SEATS, unknown])
    panel = desk.begun()
    by = {"reason": "left-out", "by": "facilitator-1", "at": NINE}

    with pytest.raises(PanelError, match=r"\[no-such-interview\]$"):
        desk.add_seat(panel, unknown, **by)
    desk.add_seat(panel, known, **by)
    assert known in desk.look(panel, viewer="facilitator-1", at=NINE).pending


def test_somebody_who_may_not_is_told_so_before_the_interview_is_looked_up(desk: Driver) -> None:
    """A refusal of who asks comes before one of what was asked."""
    panel = desk.begun()

    with pytest.raises(NoSuchPanel):
        desk.add_seat(
            panel, Seat(interviewer="d", interview="chess"), reason="left-out", by="n", at=NINE
        )


def test_a_panel_goes_by_another_version_from_here_on(desk: Driver) -> None:
    """The view shows the new one; a scorecard of either is taken, each against its own."""
    plain = json.loads(RUBRIC.canonical) | {"version": 2, "title": "Backend, mended"}
    newer = fs.parse(json.dumps(plain), fs.Rubric, format="json")
    panel = desk.begun()
    desk.adopt_rubric(panel, newer, reason="words-mended", by="facilitator-1", at=NINE)
    on_newer = edited(CARDS["b"], rubric={"id": RUBRIC.id, "version": 2})

    desk.submit(panel, CARDS["a"], key="k", at=NINE)
    desk.submit(panel, on_newer, key="k", at=NINE)
    assert desk.look(panel, viewer=PEOPLE["a"], at=NINE).rubric == newer
    with pytest.raises(PanelError, match=r"\[rubric-not-adopted\]$"):
        desk.submit(
            panel, edited(CARDS["c"], rubric={"id": RUBRIC.id, "version": 3}), key="k", at=NINE
        )


def test_a_panel_is_no_panel_for_another_tenant(desk: Driver) -> None:
    """Every method says the same as for one that nobody opened (P1)."""
    desk.begun()
    there = PanelId(tenant="other", application="app-7", round="onsite")
    nowhere = PanelId(tenant="acme", application="app-0", round="onsite")
    by = {"by": "facilitator-1", "at": NINE}
    tries: list[Callable[[PanelId], object]] = [
        lambda panel: desk.add_seat(panel, SEATS[0], reason="left-out", **by),
        lambda panel: desk.add_member(panel, FACILITATOR, reason="left-out", **by),
        lambda panel: desk.adopt_rubric(panel, RUBRIC, reason="words-mended", **by),
        lambda panel: desk.vacate(panel, KEYS["a"], reason="interviewer-left", **by),
        lambda panel: desk.keep_draft(panel, DRAFT),
        lambda panel: desk.submit(panel, CARDS["a"], key="k", at=NINE),
        lambda panel: desk.amend(panel, CARDS["a"], key="k", reason="mistake", at=NINE),
        lambda panel: desk.withdraw(panel, KEYS["a"], by=PEOPLE["a"], at=NINE),
        lambda panel: desk.receipt(panel, KEYS["a"], key="k"),
        lambda panel: desk.look(panel, viewer=PEOPLE["a"], at=NINE),
        lambda panel: desk.record_exposure(panel, person=PEOPLE["a"], source="chat", **by),
        lambda panel: desk.agree_to_open(panel, **by),
        lambda panel: desk.close(panel, reason="deadline-passed", **by),
        lambda panel: desk.reveal(panel, **by),
        lambda panel: desk.reveal_when_due(panel, at=NINE),
        lambda panel: desk.export_log(panel, viewer=PEOPLE["a"], at=NINE),
        lambda panel: desk.redraw(panel, reason="mistake", **by),
        lambda panel: desk.tell_plan_seed(panel, bytes(32), **by),
        lambda panel: desk.hold(panel, reason="complaint", **by),
        lambda panel: desk.end_hold(panel, **by),
        lambda panel: desk.contest(panel, "no", **by),
        lambda panel: desk.erase(panel, basis="error", **by),
    ]
    for one in tries:
        for panel in (there, nowhere):
            with pytest.raises(NoSuchPanel) as caught:
                one(panel)
            assert caught.value.problem == refusal("no-such-panel")
    # An `expire` page has no panel to name but the one before it.
    with pytest.raises(NoSuchPanel):
        desk.expire(before=NINE, after=there, **by)
    assert len(tries) + 1 == METHODS - len({"open", "panel", "export_for"})


# --- Handing in -------------------------------------------------------------------


def test_a_scorecard_is_handed_in_for_a_receipt(desk: Driver) -> None:
    """The same key and scorecard again give the same receipt and write nothing (P4)."""
    panel = desk.begun()
    receipt = desk.submit(panel, CARDS["a"], key="key-1", at=NINE)
    desk.store.asked.clear()

    assert isinstance(receipt, Receipt)
    assert (receipt.covers, receipt.interviewer, receipt.at) == ("seat", PEOPLE["a"], NINE)
    assert desk.submit(panel, CARDS["a"], key="key-1", at=TEN) == receipt
    assert desk.receipt(panel, KEYS["a"], key="key-1") == receipt
    assert "append" not in desk.store.asked


def test_a_key_stands_for_one_scorecard_of_its_seat(desk: Driver) -> None:
    """Another scorecard under it is refused; another seat may use it."""
    panel = desk.begun()
    desk.submit(panel, CARDS["a"], key="key-1", at=NINE)

    with pytest.raises(KeyReused, match=r"\[key-reused\]$"):
        desk.submit(panel, AMENDED, key="key-1", at=NINE)
    with pytest.raises(KeyReused):
        desk.amend(panel, AMENDED, key="key-1", reason="mistake", at=NINE)
    assert desk.submit(panel, CARDS["b"], key="key-1", at=NINE)


def test_the_key_of_an_erased_scorecard_is_used(desk: Driver) -> None:
    """Nobody can tell any more whether it is the same one; so it is not said that it is another."""
    panel = desk.begun()
    desk.submit(panel, CARDS["a"], key="key-1", at=NINE)
    desk.erase(panel, basis="error", by="dpo", at=NINE)

    with pytest.raises(PanelError, match=r"\[was-erased\]$"):
        desk.submit(panel, CARDS["a"], key="key-1", at=NINE)


def test_a_receipt_is_found_by_its_key_alone(desk: Driver) -> None:
    """There is none for a key that nothing was handed in under."""
    panel = desk.begun()

    with pytest.raises(PanelError, match=r"\[nothing-submitted\]$"):
        desk.receipt(panel, KEYS["a"], key="key-1")
    with pytest.raises(PanelError, match=r"^key: not a reference"):
        desk.receipt(panel, KEYS["a"], key="two words")
    with pytest.raises(NoSuchPanel):
        desk.receipt(panel, ("nobody", ""), key="key-1")


def test_a_later_version_has_a_receipt_of_its_own(desk: Driver) -> None:
    """The author sees the last one, and the receipt of each can be had again."""
    panel = desk.begun()
    first = desk.submit(panel, CARDS["a"], key="key-1", at=NINE)
    second = desk.amend(panel, AMENDED, key="key-2", reason="left-out", at=TEN)
    seen = desk.look(panel, viewer=PEOPLE["a"], at=TEN)

    assert first != second
    assert [desk.receipt(panel, KEYS["a"], key=key) for key in ("key-1", "key-2")] == [
        first,
        second,
    ]
    assert (seen.scorecard, seen.own[0].receipt) == (AMENDED, second)


def test_a_scorecard_that_was_taken_back_is_waited_for_again(desk: Driver) -> None:
    """The view shows an open seat, with no scorecard and no receipt."""
    panel = desk.begun()
    desk.submit(panel, CARDS["a"], key="key-1", at=NINE)
    desk.withdraw(panel, KEYS["a"], by=PEOPLE["a"], at=NINE)
    own = desk.look(panel, viewer=PEOPLE["a"], at=NINE).own[0]

    assert (own.status, own.scorecard, own.receipt) == ("open", None, None)
    assert desk.submit(panel, AMENDED, key="key-2", at=NINE)


def test_what_was_taken_back_is_not_handed_in_by_a_retry(desk: Driver) -> None:
    """A retry that comes late changes nothing, and says why; its receipt can still be had."""
    panel = desk.begun()
    receipt = desk.submit(panel, CARDS["a"], key="key-1", at=NINE)
    desk.withdraw(panel, KEYS["a"], by=PEOPLE["a"], at=NINE)

    with pytest.raises(PanelError, match=r"\[taken-back\]$"):
        desk.submit(panel, CARDS["a"], key="key-1", at=NINE)
    assert desk.receipt(panel, KEYS["a"], key="key-1") == receipt
    assert desk.submit(panel, CARDS["a"], key="key-2", at=NINE) != receipt


def test_a_scorecard_of_something_else_is_refused(desk: Driver) -> None:
    """Another application, round or candidate; no candidate at all is no other."""
    panel = desk.begun()

    for changes in ({"application": "app-8"}, {"round": "screen"}, {"candidate": "candidate-2"}):
        with pytest.raises(PanelError, match=rf"^{next(iter(changes))}: .* \[another-panel\]$"):
            desk.submit(panel, edited(CARDS["a"], **changes), key="key-1", at=NINE)
    assert desk.submit(panel, edited(CARDS["a"], candidate="candidate-1"), key="key-1", at=NINE)
    unnamed = desk.begun(round="second", candidate=None)
    named = edited(CARDS["a"], candidate="candidate-2", round="second")
    assert desk.submit(unnamed, named, key="key-1", at=NINE)


def test_a_scorecard_that_is_not_whole_is_refused(desk: Driver) -> None:
    """Each criterion of the interview has a rating, or says why not: no card is thrown in."""
    panel = desk.begun()
    ratings = json.loads(CARDS["a"].canonical)["ratings"]
    plain = json.loads(CARDS["a"].canonical)
    plain.pop("recommendation")
    half = fs.parse(json.dumps(plain | {"ratings": ratings[:1]}), fs.Scorecard, format="json")

    with pytest.raises(DocumentError) as caught:
        desk.submit(panel, half, key="key-1", at=NINE)
    assert str(caught.value) == (
        "ratings: `humility` has neither a rating nor a reason why there is none; "
        "rate it, or say why not in `not_rated` [criterion-unanswered]"
    )
    declined = [*ratings[:1], {"criterion": "humility", "not_rated": "declined"}]
    whole = fs.parse(json.dumps(plain | {"ratings": declined}), fs.Scorecard, format="json")
    assert desk.submit(panel, whole, key="key-1", at=NINE)


def test_a_scorecard_that_does_not_fit_the_rubric_is_refused(desk: Driver) -> None:
    """With every problem, and no word of it (P10)."""
    panel = desk.begun()
    ratings = json.loads(CARDS["a"].canonical)["ratings"]
    ratings[0]["level"] = 9

    with pytest.raises(DocumentError, match=r"\[not-on-scale\]$") as caught:
        desk.submit(panel, edited(CARDS["a"], ratings=ratings), key="key-1", at=NINE)
    assert ratings[0]["evidence"] not in str(caught.value)


def test_a_seat_without_an_interview_answers_for_every_criterion(desk: Driver) -> None:
    """The scorecard of no interview is that of the seat that has none."""
    panel = desk.begun(seats=[*SEATS, Seat(interviewer=PEOPLE["a"])])
    plain = json.loads(CARDS["a"].canonical)
    del plain["interview"], plain["recommendation"], plain["flags"]
    plain["ratings"] = [{"criterion": one.id, "not_rated": "declined"} for one in RUBRIC.criteria]
    receipt = desk.submit(
        panel, fs.parse(json.dumps(plain), fs.Scorecard, format="json"), key="k", at=NINE
    )

    assert receipt.interview is None
    assert desk.receipt(panel, (PEOPLE["a"], ""), key="k") == receipt
    with pytest.raises(PanelError):
        desk.receipt(panel, KEYS["a"], key="k")


def test_somebody_else_may_write_it_down_but_nobody_of_the_panel(desk: Driver) -> None:
    """An assistant hands it in for its author; another interviewer would read it (P1)."""
    panel = desk.begun()

    with pytest.raises(NotPermitted):
        desk.submit(panel, edited(CARDS["a"], submitted_by=PEOPLE["b"]), key="k", at=NINE)
    assert desk.submit(panel, edited(CARDS["a"], submitted_by="facilitator-1"), key="k", at=NINE)


def test_in_a_transaction_of_the_host_there_is_no_receipt_yet() -> None:
    """What may still be rolled back has none; after the commit it is read (P4)."""
    desk = driver_of("called", confirmed=False)
    panel = desk.begun()
    handed_in = desk.submit(panel, CARDS["a"], key="key-1", at=NINE)

    assert handed_in == Unconfirmed(panel=panel, seat=KEYS["a"], key="key-1")
    assert desk.submit(panel, CARDS["a"], key="key-1", at=NINE) == handed_in
    with pytest.raises(NotYet, match=r"\[not-committed\]$"):
        desk.receipt(panel, handed_in.seat, key=handed_in.key)
    (own,) = desk.look(panel, viewer=PEOPLE["a"], at=NINE).own
    assert (own.status, own.receipt) == ("handed-in", None)
    after = Desk(desk.store, tenant="acme")
    receipt = after.receipt(panel, handed_in.seat, key=handed_in.key)
    assert receipt.covers == "seat"
    assert after.look(panel, viewer=PEOPLE["a"], at=NINE).own[0].receipt == receipt


@pytest.mark.parametrize("kind", ["called", "awaited"])
def test_in_a_transaction_of_the_host_nobody_reads_what_may_not_be_on_record(kind: str) -> None:
    """Rolled back, a look would leave no trace, and what is written after it would be blind."""
    desk = driver_of(kind, confirmed=False)
    panel = desk.begun()
    desk.all_in(panel)
    desk.reveal_when_due(panel, at=NINE)
    begun = desk.store.within.load(panel)
    person = PEOPLE["a"]

    for _ in range(2):
        view = desk.look(panel, viewer=person, at=NINE)
        assert (view.unconfirmed, view.revealed, view.statements) == (True, None, ())
        assert (view.receipt, view.draw, view.scorecard) == (None, None, CARDS["a"])
        for read in (
            lambda: desk.reveal(panel, by=person, at=NINE),
            lambda: desk.export_log(panel, viewer=person, at=NINE),
        ):
            with pytest.raises(NotYet, match=r"\[not-committed\]$"):
                read()
        export = desk.export_for(candidate="candidate-1", by=person, at=NINE)
        assert [(one.sealed, one.unconfirmed) for one in export.panels] == [(True, True)]
        assert '"unconfirmed": true' in export.json()
    (exposed,) = desk.store.within.load(panel)[len(begun) :]
    assert json.loads(exposed.event)["person"] == person

    after = Driver(desk.store, type(desk.desk)(desk.store, tenant="acme"))
    view = after.look(panel, viewer=person, at=NINE)
    assert (view.unconfirmed, len(view.revealed.entries)) == (False, 3)
    assert view.receipt is not None
    assert len(after.reveal(panel, by=person, at=NINE).entries) == 3
    assert after.export_log(panel, viewer=person, at=NINE)
    (held,) = after.export_for(candidate="candidate-1", by=person, at=NINE).panels
    assert len(held.scorecards) == 3


def test_a_reveal_that_may_be_rolled_back_shows_nothing_and_tells_no_seed() -> None:
    """Nor to whoever had read everything: with the seed a new draw could be chosen (P6)."""
    store = Memory()
    before = Driver(cast("Any", store), Desk(store, tenant="acme"))
    panel = before.begun(policy=OWN_IN)
    before.all_in(panel)
    person = PEOPLE["a"]
    assert len(before.look(panel, viewer=person, at=NINE).revealed.entries) == 3

    desk = driver_of("called", confirmed=False)
    desk.store.within = store
    assert desk.look(panel, viewer=person, at=NINE).unconfirmed is False
    assert desk.reveal_when_due(panel, at=NINE)
    view = desk.look(panel, viewer=person, at=NINE)
    assert (view.unconfirmed, view.revealed, view.draw) == (True, None, None)
    for read in (
        lambda: desk.reveal(panel, by=person, at=NINE),
        lambda: desk.export_log(panel, viewer=person, at=NINE),
    ):
        with pytest.raises(NotYet, match=r"\[not-committed\]$"):
            read()
    assert before.look(panel, viewer=person, at=NINE).draw is not None


def test_in_a_transaction_of_the_host_the_reveal_is_for_the_system_alone() -> None:
    """Whoever reveals reads, and that is not on record yet; a clock reads nothing."""
    desk = driver_of("called", confirmed=False)
    panel = desk.begun()
    desk.all_in(panel)

    begun = desk.store.within.load(panel)
    with pytest.raises(NotYet, match=r"\[not-committed\]$"):
        desk.reveal(panel, by="facilitator-1", at=NINE)
    assert desk.store.within.load(panel) == begun
    assert desk.reveal_when_due(panel, at=NINE)
    (held,) = desk.export_for(candidate="candidate-1", by="dpo", at=NINE).panels
    assert held.unconfirmed
    after = Desk(desk.store, tenant="acme")
    (held,) = after.export_for(candidate="candidate-1", by="dpo", at=NINE).panels
    assert (held.sealed, held.unconfirmed, len(held.scorecards)) == (False, False, 3)
    desk.erase(panel, basis="error", by="dpo", at=NINE)
    # What was erased is no longer read, and what stands before the erasure is as unsure as before.
    assert desk.look(panel, viewer=PEOPLE["a"], at=NINE).receipt is None


# --- Drafts -----------------------------------------------------------------------


def test_a_draft_is_seen_by_its_author_and_thrown_away_when_handed_in(desk: Driver) -> None:
    """Nobody else is shown it, and the log does not know of it."""
    panel = desk.begun()
    desk.keep_draft(panel, DRAFT)

    assert desk.look(panel, viewer=PEOPLE["a"], at=NINE).own[0].draft == DRAFT
    assert desk.look(panel, viewer=PEOPLE["b"], at=NINE).own[0].draft is None
    assert len(desk.store.within.load(panel)) == 1
    desk.submit(panel, CARDS["a"], key="k", at=NINE)
    assert desk.look(panel, viewer=PEOPLE["a"], at=NINE).own[0].draft is None


def test_a_seat_without_an_interview_has_its_own_draft(desk: Driver) -> None:
    """The drafts of one person are kept apart by their interviews."""
    panel = desk.begun()
    desk.add_seat(
        panel, Seat(interviewer=PEOPLE["a"]), reason="left-out", by="facilitator-1", at=NINE
    )
    plain = {name: one for name, one in json.loads(DRAFT.canonical).items() if name != "interview"}
    draft = fs.parse(json.dumps(plain), fs.Draft, format="json")
    desk.keep_draft(panel, draft)

    own = desk.look(panel, viewer=PEOPLE["a"], at=NINE).own
    assert [(one.seat.interview, one.draft) for one in own] == [(None, draft), ("design", None)]


@pytest.mark.parametrize(
    ("changes", "slug"),
    [
        ({"interviewer": "nobody"}, "no-such-panel"),
        ({"interview": "past-project"}, "no-such-seat"),
        ({"application": "app-8"}, "another-panel"),
        ({"round": "screen"}, "another-panel"),
        ({"candidate": "candidate-2"}, "another-panel"),
    ],
)
def test_a_draft_of_something_else_is_refused(
    desk: Driver, changes: dict[str, str], slug: str
) -> None:
    """It has a seat of this panel, or is not kept."""
    panel = desk.begun()
    plain = json.loads(DRAFT.canonical) | changes

    with pytest.raises(PanelError) as caught:
        desk.keep_draft(panel, fs.parse(json.dumps(plain), fs.Draft, format="json"))
    assert caught.value.problem.slug == slug


# --- Looking and the reveal ---------------------------------------------------------


def test_an_interviewer_sees_their_own_and_nothing_of_others(desk: Driver) -> None:
    """Whatever others did, the view of somebody whose seat is open is the same (P1)."""
    panel = desk.begun()
    before = desk.look(panel, viewer=PEOPLE["a"], at=NINE)
    desk.submit(panel, CARDS["b"], key="k", at=NINE)
    desk.submit(panel, CARDS["c"], key="k", at=NINE)

    assert desk.look(panel, viewer=PEOPLE["a"], at=NINE) == before
    assert (before.revealed, before.pending, before.statements, before.receipt) == (
        None,
        None,
        (),
        None,
    )


def test_who_is_pending_is_told_to_a_facilitator_and_to_the_system(desk: Driver) -> None:
    """And to nobody who sits on the panel (P1)."""
    panel = desk.begun()
    desk.submit(panel, CARDS["b"], key="k", at=NINE)

    for viewer in ("facilitator-1", SYSTEM):
        assert desk.look(panel, viewer=viewer, at=NINE).pending == (SEATS[0], SEATS[2])
    assert desk.look(panel, viewer=PEOPLE["b"], at=NINE).pending is None


def test_looking_is_recorded_before_anything_is_shown(desk: Driver) -> None:
    """A look at others is in the log when it returns, once (P3)."""
    panel = desk.begun()
    desk.all_in(panel)
    desk.reveal_when_due(panel, at=NINE)
    length = len(desk.store.within.load(panel))
    desk.store.asked.clear()
    view = desk.look(panel, viewer=PEOPLE["a"], at=TEN)

    assert desk.store.asked == ["load", "append", "bodies", "drafts"]
    assert view.revealed is not None
    recorded = [json.loads(one.event) for one in desk.store.within.load(panel)[length:]]
    assert [
        (one["event"], one["person"], one["source"], len(one["bodies"])) for one in recorded
    ] == [("exposed", PEOPLE["a"], "desk", 2)]
    assert desk.look(panel, viewer=PEOPLE["a"], at=TEN) == view
    assert len(desk.store.within.load(panel)) == length + 1


def test_a_look_at_what_was_erased_is_no_exposure(desk: Driver) -> None:
    """Nothing was seen of it."""
    panel = desk.begun()
    desk.all_in(panel)
    desk.reveal_when_due(panel, at=NINE)
    desk.erase(panel, basis="error", by="dpo", at=NINE)
    length = len(desk.store.within.load(panel))
    view = desk.look(panel, viewer=PEOPLE["a"], at=NINE)

    assert len(desk.store.within.load(panel)) == length
    assert view.revealed is not None
    assert view.revealed.erased == tuple(KEYS.values())


def test_the_reveal_gives_what_a_debrief_takes(desk: Driver) -> None:
    """Every scorecard was written before its author saw another, and the panel has a receipt."""
    panel = desk.begun()
    desk.all_in(panel)
    revealed = desk.reveal(panel, by="facilitator-1", at=NINE)

    assert isinstance(revealed, Revealed)
    assert [entry.exposure for entry in revealed.entries] == ["none"] * 3
    assert [entry.scorecard for entry in revealed.entries] == list(CARDS.values())
    assert fs.Debrief.of(RUBRIC, revealed)
    assert desk.look(panel, viewer=PEOPLE["a"], at=NINE).revealed == revealed
    assert desk.reveal(panel, by=PEOPLE["b"], at=NINE) == revealed


def test_reading_by_the_reveal_is_recorded_as_a_look_is(desk: Driver) -> None:
    """An opener or facilitator who reveals has read (P3)."""
    panel = desk.begun()
    desk.all_in(panel)
    desk.reveal(panel, by="facilitator-1", at=NINE)
    events = [json.loads(one.event) for one in desk.store.within.load(panel)]

    assert [one["event"] for one in events[-2:]] == ["reveal-made", "exposed"]
    assert (events[-1]["person"], len(events[-1]["bodies"])) == ("facilitator-1", 3)


def test_the_system_reveals_and_reads_nothing(desk: Driver) -> None:
    """A host's own clock may reveal; it is shown no scorecard (P1)."""
    panel = desk.begun()

    assert desk.reveal_when_due(panel, at=NINE) is False
    desk.all_in(panel)
    with pytest.raises(NotPermitted, match=r"\[system-reads-nothing\]$"):
        desk.reveal(panel, by=SYSTEM, at=NINE)
    assert desk.reveal_when_due(panel, at=NINE) is True
    assert desk.reveal_when_due(panel, at=NINE) is True
    assert desk.look(panel, viewer=SYSTEM, at=NINE).revealed is None


def test_two_openers_reveal_together(desk: Driver) -> None:
    """Neither alone is enough."""
    panel = desk.begun(policy=Policy(reveal="openers", openers=("o-1", "o-2")))
    desk.submit(panel, CARDS["a"], key="k", at=NINE)
    desk.agree_to_open(panel, by="o-1", at=NINE)

    with pytest.raises(NotYet):
        desk.reveal(panel, by="o-1", at=NINE)
    desk.agree_to_open(panel, by="o-2", at=NINE)
    assert len(desk.reveal(panel, by="o-1", at=NINE).entries) == 1


def test_a_seat_that_is_vacated_or_dropped_is_not_waited_for(desk: Driver) -> None:
    """The one is not expected at all, the other is named for good."""
    panel = desk.begun()
    by = {"by": "facilitator-1", "at": NINE}
    desk.submit(panel, CARDS["a"], key="k", at=NINE)
    desk.vacate(panel, KEYS["b"], reason="interview-not-held", **by)
    desk.close(panel, reason="deadline-passed", **by)
    revealed = desk.reveal(panel, **by)

    assert revealed.expected == (KEYS["a"], KEYS["c"])
    assert revealed.dropped == (KEYS["c"],)
    assert desk.look(panel, viewer=PEOPLE["b"], at=NINE).own[0].status == "vacated"
    desk.submit(panel, CARDS["c"], key="k", at=TEN)
    late = desk.reveal(panel, **by)
    assert [entry.late for entry in late.entries] == [False, True]
    assert late.dropped == (KEYS["c"],)


def test_who_was_dropped_and_handed_in_before_the_reveal_is_not_left_out(desk: Driver) -> None:
    """The panel did not go on without a scorecard that was there when it was revealed."""
    panel = desk.begun()
    desk.close(panel, reason="deadline-passed", by="facilitator-1", at=NINE)
    desk.submit(panel, CARDS["a"], key="k", at=NINE)

    revealed = desk.reveal(panel, by="facilitator-1", at=NINE)
    assert revealed.dropped == (KEYS["b"], KEYS["c"])
    assert [entry.late for entry in revealed.entries] == [False]


def test_what_was_seen_elsewhere_is_recorded(desk: Driver) -> None:
    """A scorecard written after it happened stands apart, though it was recorded later (P3)."""
    panel = desk.begun()
    desk.all_in(panel)
    desk.record_exposure(
        panel, person=PEOPLE["a"], source="talk", by=PEOPLE["a"], at=TEN, since=NINE
    )
    revealed = desk.reveal(panel, by="facilitator-1", at=TEN)

    assert [entry.exposure for entry in revealed.entries] == ["exposed", "none", "none"]


def test_by_own_in_each_look_shows_what_is_in_by_then(desk: Driver) -> None:
    """The weaker policy: later versions of whoever has read are marked (P3)."""
    panel = desk.begun(policy=OWN_IN)
    desk.submit(panel, CARDS["a"], key="k", at=NINE)
    assert desk.look(panel, viewer=PEOPLE["b"], at=NINE).revealed is None
    desk.submit(panel, CARDS["b"], key="k", at=NINE)
    seen = desk.look(panel, viewer=PEOPLE["a"], at=NINE)

    assert [entry.person for entry in seen.revealed.entries] == [PEOPLE["a"], PEOPLE["b"]]
    assert seen.receipt is None
    desk.amend(panel, AMENDED, key="k2", reason="after-discussion", at=NINE)
    entry = desk.look(panel, viewer=PEOPLE["a"], at=NINE).revealed.entries[0]
    assert entry.scorecard == CARDS["a"]
    assert [(one.phase, one.reason) for one in entry.later] == [("exposed", "after-discussion")]


def test_after_the_reveal_everybody_has_a_receipt_of_the_panel(desk: Driver) -> None:
    """It covers the whole log; before, nobody has one (P5)."""
    panel = desk.begun()
    desk.all_in(panel)
    assert desk.look(panel, viewer="facilitator-1", at=NINE).receipt is None
    desk.reveal_when_due(panel, at=NINE)
    receipt = desk.look(panel, viewer="facilitator-1", at=NINE).receipt

    assert (receipt.covers, receipt.head) == ("panel", desk.store.within.load(panel)[-1].head)


# --- Statements, holds, erasure -----------------------------------------------------


def test_a_statement_is_shown_with_the_scorecards(desk: Driver) -> None:
    """Of the candidate or of whoever has a part in the panel, and not before (P13)."""
    panel = desk.begun()
    desk.contest(panel, "That was not my project.", by="candidate-1", at=NINE)
    desk.all_in(panel)
    assert desk.look(panel, viewer="facilitator-1", at=NINE).statements == ()
    desk.reveal_when_due(panel, at=NINE)
    shown = desk.look(panel, viewer="facilitator-1", at=NINE).statements

    assert [(one.by, one.text) for one in shown] == [("candidate-1", "That was not my project.")]
    assert "project" not in repr(shown)
    desk.erase(panel, basis="erasure-request", by="dpo", at=NINE, person="candidate-1")
    assert desk.look(panel, viewer="facilitator-1", at=NINE).statements == ()


@pytest.mark.parametrize("text", ["", "x" * 10_001, "a\x00b", "\ud800", 7, None])
def test_a_statement_is_a_text(desk: Driver, text: object) -> None:
    """What is none is refused without a word of it (P10)."""
    panel = desk.begun()

    with pytest.raises(DocumentError) as caught:
        desk.contest(panel, text, by="candidate-1", at=NINE)
    assert str(caught.value).startswith("text: ")
    assert len(desk.store.within.load(panel)) == 1


def test_erased_words_are_gone_and_drafts_with_them(desk: Driver) -> None:
    """The log keeps that there was something, and why it was erased (P13)."""
    panel = desk.begun()
    desk.all_in(panel)
    desk.keep_draft(panel, DRAFT)
    desk.erase(panel, basis="erasure-request", by="dpo", at=NINE, person=PEOPLE["a"])
    view = desk.look(panel, viewer=PEOPLE["a"], at=NINE)

    assert (view.own[0].status, view.own[0].scorecard, view.own[0].draft) == (
        "handed-in",
        None,
        None,
    )
    assert view.own[0].receipt is not None
    revealed = desk.reveal(panel, by="facilitator-1", at=NINE)
    assert revealed.erased == (KEYS["a"],)
    assert [entry.person for entry in revealed.entries] == [PEOPLE["b"], PEOPLE["c"]]


def test_erasing_one_keeps_the_drafts_of_others(desk: Driver) -> None:
    """The scope of a person is that person's; the whole application is everybody's."""
    panel = desk.begun()
    desk.keep_draft(panel, DRAFT)
    desk.erase(panel, basis="error", by="dpo", at=NINE, person=PEOPLE["b"])
    assert desk.look(panel, viewer=PEOPLE["a"], at=NINE).own[0].draft == DRAFT
    desk.erase(panel, basis="error", by="dpo", at=NINE)
    assert desk.look(panel, viewer=PEOPLE["a"], at=NINE).own[0].draft is None


def test_nothing_is_erased_while_a_panel_is_held(desk: Driver) -> None:
    """A claim comes first (P13)."""
    panel = desk.begun()
    desk.submit(panel, CARDS["a"], key="k", at=NINE)
    desk.hold(panel, reason="legal-claim", by="counsel", at=NINE)

    with pytest.raises(OnHold):
        desk.erase(panel, basis="error", by="dpo", at=NINE)
    desk.end_hold(panel, by="counsel", at=NINE)
    desk.erase(panel, basis="error", by="dpo", at=NINE)
    assert desk.look(panel, viewer=PEOPLE["a"], at=NINE).scorecard is None


def test_what_is_old_is_erased_page_by_page(desk: Driver) -> None:
    """Only panels whose last event is older, and no held one (P13)."""
    old, held, young = (desk.begun(application=f"app-{n}") for n in (7, 8, 9))
    for panel, at in ((old, NINE), (held, NINE), (young, TEN)):
        card = edited(CARDS["a"], application=panel.application)
        desk.submit(panel, card, key="k", at=at)
    desk.hold(held, reason="complaint", by="counsel", at=NINE)
    asked: dict[str, Any] = {"before": TEN, "by": "dpo", "at": TEN, "limit": 2}

    assert desk.expire(**asked) == (old, held)
    assert desk.expire(**asked, after=held) == (young,)
    assert desk.expire(**asked, after=young) == ()
    left = [desk.look(one, viewer=PEOPLE["a"], at=TEN).scorecard for one in (old, held, young)]
    assert [bool(one) for one in left] == [False, True, True]
    event = json.loads(desk.store.within.load(old)[-1].event)
    assert (event["event"], event["basis"], event["by"]) == ("erased", "retention-period", "dpo")


def test_what_is_held_on_the_way_there_does_not_expire(desk: Driver) -> None:
    """A hold that comes between reading a panel and erasing it is one, and no error (P13)."""
    panels = tuple(desk.begun(application=f"app-{number}") for number in (7, 8))
    for panel in panels:
        card = edited(CARDS["a"], application=panel.application)
        desk.submit(panel, card, key="k", at=NINE)
    host = Desk(desk.store.within, tenant="acme")
    hold = {"reason": "complaint", "by": "counsel", "at": NINE}
    desk.store.before["erase"] = lambda: host.hold(panels[0], **hold)

    assert desk.expire(before=TEN, by="dpo", at=TEN) == panels
    left = [desk.look(one, viewer=PEOPLE["a"], at=TEN).scorecard for one in panels]
    assert [bool(one) for one in left] == [True, False]


def test_panels_of_today_do_not_expire(desk: Driver) -> None:
    """Keeping for a while is a time before now: the wrong sign would erase everything (P13)."""
    panel = desk.begun()
    desk.submit(panel, CARDS["a"], key="k", at=NINE)

    with pytest.raises(PanelError, match=r"^before: .* \[before-too-late\]$"):
        desk.expire(before=TEN, by="dpo", at=NINE)
    assert desk.look(panel, viewer=PEOPLE["a"], at=NINE).scorecard == CARDS["a"]


def test_a_hold_does_not_end_with_that_of_somebody_else(desk: Driver) -> None:
    """Each is ended by its reason (P13)."""
    panel = desk.begun()
    desk.submit(panel, CARDS["a"], key="k", at=NINE)
    desk.hold(panel, reason="legal-claim", by="counsel", at=NINE)
    desk.hold(panel, reason="complaint", by="works-council", at=NINE)

    with pytest.raises(PanelError, match=r"\[several-holds\]$"):
        desk.end_hold(panel, by="works-council", at=NINE)
    desk.end_hold(panel, reason="complaint", by="works-council", at=NINE)
    with pytest.raises(OnHold):
        desk.erase(panel, basis="error", by="dpo", at=NINE)


def test_what_comes_in_while_a_panel_expires_is_not_erased(desk: Driver) -> None:
    """Whether nothing has happened is looked at in the transaction that erases."""
    panel = desk.begun()
    desk.submit(panel, CARDS["a"], key="k", at=NINE)
    twin = Desk(desk.store.within, tenant="acme")
    desk.store.before["erase"] = lambda: twin.submit(panel, CARDS["b"], key="k", at=TEN) and None

    desk.expire(before=TEN, by="dpo", at=TEN)
    assert desk.store.asked.count("erase") == 1
    assert desk.look(panel, viewer=PEOPLE["a"], at=TEN).scorecard == CARDS["a"]
    assert desk.look(panel, viewer=PEOPLE["b"], at=TEN).scorecard == CARDS["b"]


def test_a_page_may_be_of_one_panel(desk: Driver) -> None:
    """And goes on where the last one ended."""
    first, second = desk.begun(application="app-7"), desk.begun(application="app-8")
    asked: dict[str, Any] = {"before": TEN, "by": "dpo", "at": TEN, "limit": 1}

    assert desk.expire(**asked) == (first,)
    assert desk.expire(**asked, after=first) == (second,)


@pytest.mark.parametrize("limit", [0, -1, True, 1.5, "9"])
def test_a_page_has_at_least_one_panel(desk: Driver, limit: object) -> None:
    """A page of none would look like the end."""
    with pytest.raises(PanelError, match=r"^limit: less than 1; give 1 or more \[out-of-range\]$"):
        desk.expire(before=TEN, by="dpo", at=TEN, limit=limit)


# --- What a caller or a store gets wrong ----------------------------------------------


NAIVE = datetime(2026, 5, 4, 9)  # noqa: DTZ001 (what is refused)


def test_what_is_no_moment_is_refused_everywhere_and_first(desk: Driver) -> None:
    """The same words whatever the panel holds, before a store is asked (P1)."""
    panel = desk.begun()
    desk.all_in(panel)
    desk.store.asked.clear()
    by = {"by": "facilitator-1", "at": NAIVE}
    tries: list[Callable[[], object]] = [
        lambda: desk.begun(at=NAIVE),
        lambda: desk.add_seat(panel, SEATS[0], reason="left-out", **by),
        lambda: desk.add_member(panel, FACILITATOR, reason="left-out", **by),
        lambda: desk.adopt_rubric(panel, RUBRIC, reason="words-mended", **by),
        lambda: desk.vacate(panel, KEYS["a"], reason="interviewer-left", **by),
        lambda: desk.submit(panel, CARDS["a"], key="key-a", at=NAIVE),
        lambda: desk.amend(panel, CARDS["a"], key="key-a", reason="mistake", at=NAIVE),
        lambda: desk.withdraw(panel, KEYS["a"], by=PEOPLE["a"], at=NAIVE),
        lambda: desk.look(panel, viewer=PEOPLE["a"], at=NAIVE),
        lambda: desk.record_exposure(panel, person=PEOPLE["a"], source="chat", **by),
        lambda: desk.agree_to_open(panel, **by),
        lambda: desk.close(panel, reason="deadline-passed", **by),
        lambda: desk.reveal(panel, **by),
        lambda: desk.reveal_when_due(panel, at=NAIVE),
        lambda: desk.export_log(panel, viewer=PEOPLE["a"], at=NAIVE),
        lambda: desk.export_for(candidate="candidate-1", **by),
        lambda: desk.redraw(panel, reason="mistake", **by),
        lambda: desk.tell_plan_seed(panel, bytes(32), **by),
        lambda: desk.hold(panel, reason="complaint", **by),
        lambda: desk.end_hold(panel, **by),
        lambda: desk.contest(panel, "no", **by),
        lambda: desk.erase(panel, basis="error", **by),
        lambda: desk.expire(before=NINE, **by),
    ]
    for one in tries:
        with pytest.raises(PanelError, match=r"^at: not a date and time .* \[bad-time\]$"):
            one()
    with pytest.raises(PanelError, match=r"^before: not a date and time .* \[bad-time\]$"):
        desk.expire(before=NAIVE, by="dpo", at=NINE)
    assert desk.store.asked == []
    assert len(tries) == METHODS - len({"panel", "keep_draft", "receipt"})


@pytest.mark.parametrize("bad", ["", "two words", "a\x00b", "\ud800", 7])
def test_what_is_no_reference_is_refused_before_a_store_is_asked(desk: Driver, bad: object) -> None:
    """No store sees a name that it could not hold."""
    panel = desk.begun()
    desk.store.asked.clear()
    tries: dict[str, Callable[[], object]] = {
        "application": lambda: desk.panel(application=bad),
        "round": lambda: desk.panel(application="app-7", round=bad),
        "by": lambda: desk.contest(panel, "no", by=bad, at=NINE),
        "viewer": lambda: desk.look(panel, viewer=bad, at=NINE),
        "key": lambda: desk.submit(panel, CARDS["a"], key=bad, at=NINE),
        "person": lambda: desk.erase(panel, basis="error", by="dpo", at=NINE, person=bad),
        "candidate": lambda: desk.begun(candidate=bad),
    }
    for name, one in tries.items():
        with pytest.raises(PanelError) as caught:
            one()
        assert (caught.value.problem.path, caught.value.problem.slug) == ((name,), "bad-reference")
    assert desk.store.asked == []


def test_what_is_of_another_class_is_refused_before_a_store_is_asked(desk: Driver) -> None:
    """A dictionary, say, is told by its class, and nothing of what is in it is shown."""
    panel = desk.begun()
    desk.store.asked.clear()
    bad: Any = {"interviewer": "interviewer-a", "notes": "secret words"}
    why: dict[str, Any] = {"reason": "interviewer-added", "by": "facilitator-1", "at": NINE}
    tries: list[tuple[str, str, Callable[[], object]]] = [
        ("panel", "PanelId", lambda: desk.look(bad, viewer="interviewer-a", at=NINE)),
        ("panel", "PanelId", lambda: desk.submit(bad, CARDS["a"], key="k", at=NINE)),
        ("panel", "PanelId", lambda: desk.contest(bad, "No.", by="interviewer-a", at=NINE)),
        ("panel", "PanelId", lambda: desk.erase(bad, basis="error", by="dpo", at=NINE)),
        ("rubric", "Rubric", lambda: desk.open(bad, application="app-7", seats=SEATS, at=NINE)),
        ("rubric", "Rubric", lambda: desk.adopt_rubric(panel, bad, **why)),
        ("seats", "Seat", lambda: desk.begun(seats=[bad])),
        ("seats", "Seat", lambda: desk.begun(seats=bad)),
        ("members", "Member", lambda: desk.begun(members=[bad])),
        ("policy", "Policy", lambda: desk.begun(policy=bad)),
        ("seat", "Seat", lambda: desk.add_seat(panel, bad, **why)),
        ("member", "Member", lambda: desk.add_member(panel, bad, **why)),
        ("scorecard", "Scorecard", lambda: desk.submit(panel, bad, key="k", at=NINE)),
        ("draft", "Draft", lambda: desk.keep_draft(panel, bad)),
        ("draft", "Draft", lambda: desk.keep_draft(panel, cast("Any", CARDS["a"]))),
    ]
    for name, wanted, one in tries:
        with pytest.raises(PanelError) as caught:
            one()
        problem = caught.value.problem
        assert (problem.path, problem.slug) == ((name,), "wrong-type")
        assert f"where `{wanted}` belongs; give " in str(caught.value)
        assert "secret" not in str(caught.value)
    assert desk.store.asked == []


@pytest.mark.parametrize("kind", ["called", "awaited"])
@pytest.mark.parametrize("bad", ["panels.db", Memory, None])
def test_what_is_no_store_is_refused(kind: str, bad: Any) -> None:  # noqa: ANN401 (what is refused)
    """A file's name, or a class that was not called."""
    made = AsyncDesk if kind == "awaited" else Desk
    with pytest.raises(PanelError, match=r"^store: `.*` where a store belongs; .* \[wrong-type\]$"):
        made(bad, tenant="acme")


def test_a_store_to_be_awaited_is_for_the_other_desk() -> None:
    """Said at once, and not by a coroutine that nobody awaited."""
    store: Any = AsyncMemory()
    with pytest.raises(PanelError, match=r"`AsyncMemory`.*`fairscore.AsyncDesk` \[wrong-type\]$"):
        Desk(store, tenant="acme")


def test_a_store_that_is_not_awaited_is_for_the_other_desk() -> None:
    """In our words, and not in those of an `await` that fails."""
    store: Any = Memory()
    desk = AsyncDesk(store, tenant="acme")
    with pytest.raises(PanelError, match=r"`Memory` where everything.*`fairscore.Desk` \[wrong-t"):
        asyncio.run(desk.look(desk.panel(application="app-7"), viewer="a", at=NINE))


def test_a_store_that_names_somebody_elses_panel_is_not_believed(desk: Driver) -> None:
    """What is handed to a candidate is about them, whatever the store says (P13)."""
    desk.store.within = FindsEverybody()
    desk.begun(candidate="candidate-2")

    with pytest.raises(LogBroken, match="about somebody else"):
        desk.export_for(candidate="candidate-1", by="facilitator-1", at=NINE)


def test_a_store_that_gives_a_page_twice_is_not_asked_for_ever(desk: Driver) -> None:
    """Neither for an export, nor by a host that expires page by page."""
    panel = desk.begun()
    desk.store.answers["panels"] = lambda _: (panel,)

    with pytest.raises(LogBroken, match="a page of panels twice"):
        desk.export_for(person="interviewer-a", by="interviewer-a", at=NINE)
    assert desk.expire(before=NINE, by="counsel-1", at=NINE) == (panel,)
    with pytest.raises(LogBroken, match="a page of panels twice"):
        desk.expire(before=NINE, by="counsel-1", at=NINE, after=panel)


def test_a_reason_of_ones_own_is_refused(desk: Driver) -> None:
    """No free text comes into the log by way of a reason (P13)."""
    panel = desk.begun()

    with pytest.raises(DocumentError) as caught:
        desk.vacate(panel, KEYS["a"], reason="had a row with b", by="facilitator-1", at=NINE)
    assert [one.slug for one in caught.value.problems] == ["unknown-word"]
    assert "row" not in str(caught.value)


def answering(change: Callable[[Body], Body | None]) -> Callable[[Any], Any]:
    """Return bodies that somebody was at."""

    def answer(bodies: Mapping[str, Body]) -> Mapping[str, Body]:
        changed = {name: change(body) for name, body in bodies.items()}
        return {name: body for name, body in changed.items() if body is not None}

    return answer


BROKEN: list[tuple[str, str, Callable[[Any], Any]]] = [
    ("load", "the log of a panel", lambda records: records[1:]),
    ("load", "the log of a panel", lambda records: records[::-1]),
    ("bodies", "not what was sealed", answering(lambda body: attrs.evolve(body, content=b"{}"))),
    ("bodies", "not what was sealed", answering(lambda body: attrs.evolve(body, salt=b"short"))),
    (
        "bodies",
        "^a body that nobody erased is missing from the store$",
        answering(lambda body: None),
    ),
    ("drafts", "a draft is not what was kept", lambda draft: b'{"kind":"draft"}'),
]


@pytest.mark.parametrize(("operation", "why", "answer"), BROKEN, ids=range(len(BROKEN)))
def test_what_a_store_returns_is_not_believed(
    desk: Driver, operation: str, why: str, answer: Callable[[Any], Any]
) -> None:
    """Garbage is refused as such, without a word of it (P5, P10)."""
    panel = desk.begun()
    desk.submit(panel, CARDS["a"], key="k", at=NINE)
    desk.store.answers[operation] = answer

    with pytest.raises(LogBroken, match=why) as caught:
        desk.look(panel, viewer=PEOPLE["a"], at=NINE)
    assert caught.value.__context__ is None


def test_more_bodies_than_were_asked_for_are_left_aside(desk: Driver) -> None:
    """A store that returns too much shows nobody more."""
    panel = desk.begun()
    desk.submit(panel, CARDS["a"], key="k", at=NINE)
    extra = Body(commitment="0" * 64, salt=bytes(32), content=b"{}")
    desk.store.answers["bodies"] = lambda bodies: {**bodies, "0" * 64: extra}

    assert desk.look(panel, viewer=PEOPLE["a"], at=NINE).scorecard == CARDS["a"]


def test_an_erasure_between_two_questions_is_no_damage(desk: Driver) -> None:
    """What is missing because it was just erased is looked at again."""
    panel = desk.begun()
    desk.submit(panel, CARDS["a"], key="k", at=NINE)
    twin = Desk(desk.store.within, tenant="acme")
    desk.store.before["bodies"] = lambda: twin.erase(panel, basis="error", by="dpo", at=NINE)

    assert desk.look(panel, viewer=PEOPLE["a"], at=NINE).scorecard is None


def test_somebody_elses_change_is_no_error(desk: Driver) -> None:
    """A hand-in that was overtaken is decided anew, and nobody sees a conflict (P1, P4)."""
    panel = desk.begun()
    twin = Desk(desk.store.within, tenant="acme")
    desk.store.before["append"] = lambda: twin.submit(panel, CARDS["b"], key="k", at=NINE) and None
    desk.store.asked.clear()
    receipt = desk.submit(panel, CARDS["a"], key="k", at=NINE)

    assert desk.store.asked == ["load", "bodies", "append"] * 2
    assert receipt == desk.receipt(panel, KEYS["a"], key="k")
    assert len(desk.store.within.load(panel)) == 3


def test_a_store_that_never_lets_anything_through_is_given_up(
    desk: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a thousand tries something else is wrong."""
    panel = desk.begun()

    def overtaken(*_: object, **__: object) -> None:
        raise Conflict

    monkeypatch.setattr(desk.store.within, "append", overtaken)
    desk.store.asked.clear()
    with pytest.raises(Conflict):
        desk.submit(panel, CARDS["a"], key="k", at=NINE)
    assert desk.store.asked.count("append") == 1000


def test_the_whole_log_is_read_by_whom_the_panel_is_revealed_to(desk: Driver) -> None:
    """Reading it is a look, recorded before it returns (P3)."""
    panel = desk.begun()

    def refused(**given: object) -> str:
        with pytest.raises(PanelError) as caught:
            desk.export_log(panel, **({"viewer": "facilitator-1", "at": NINE} | given))
        return str(caught.value)

    assert refused().endswith("[not-yet]")
    assert refused(viewer="nobody").endswith("[no-such-panel]")
    assert refused(viewer="two words").startswith("viewer: not a reference")
    assert refused(at=NAIVE).startswith("at: not a date and time")
    desk.all_in(panel)
    desk.reveal_when_due(panel, at=NINE)
    assert refused(viewer=SYSTEM).endswith("[not-yet]")
    assert desk.export_log(panel, viewer="facilitator-1", at=NINE)

    last = json.loads(desk.store.within.load(panel)[-1].event)
    assert (last["event"], last["person"], len(last["bodies"])) == ("exposed", "facilitator-1", 3)


def test_what_is_held_is_asked_for_of_one_subject(desk: Driver) -> None:
    """Of a candidate or of a person, and never of both or of nobody (P13)."""
    desk.begun()
    by = {"by": "officer-1", "at": NINE}

    for subject in ({}, {"candidate": "candidate-1", "person": PEOPLE["a"]}):
        with pytest.raises(PanelError, match=r"\[one-subject\]$"):
            desk.export_for(**subject, **by)
    for subject in ({"candidate": "candidate-1"}, {"person": PEOPLE["a"]}):
        assert len(desk.export_for(**subject, **by).panels) == 1


def test_steps_are_what_reads_and_what_writes() -> None:
    """Each step has its place in one of the two."""
    here = {name for name in dir(Steps) if not name.startswith("_")}
    below = {
        name for base in Steps.__mro__[1:-1] for name in vars(base) if not name.startswith("_")
    }

    assert here == below
    assert issubclass(Steps, Access)


def test_a_change_shows_no_words() -> None:
    """What is written to a store is no text for a log (P10)."""
    change = Change(records=(), bodies=(Body(commitment="0", salt=b"s", content=b"words"),))

    assert "words" not in repr(change)
