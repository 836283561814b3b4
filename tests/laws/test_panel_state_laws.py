"""
Laws of a panel's state and its log, and proof that each can fail.

A history is what is left of random commands once those that are refused are dropped. The negative
controls plant a fault that somebody might well write, and expect the law to find it.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import attrs
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from fairscore import _handling, log, panel
from fairscore._handling import handle
from fairscore._loaded import Loaded
from fairscore.command import (
    AddMember,
    AddSeat,
    AdoptRubric,
    AgreeToOpen,
    Close,
    Command,
    Contest,
    EndHold,
    Erase,
    Expose,
    Hold,
    Open,
    Reveal,
    Submit,
    Vacate,
    Withdraw,
)
from fairscore.errors import PanelError
from fairscore.event import (
    Event,
    Exposed,
    Member,
    PanelId,
    Policy,
    RubricPin,
    Seat,
    event_of,
    written,
)
from fairscore.panel import Panel, evolve, replay
from fairscore.right import rights_of

NINE = datetime(2026, 5, 4, 9, tzinfo=UTC)
ACME = PanelId(tenant="acme", application="app-7", round="onsite")
PEOPLE = ("a", "b", "s", "f", "h", "n", "system")
KEYS = (("a", ""), ("a", "design"), ("b", ""), ("s", ""), ("n", ""))
POLICIES = (
    Policy(reveal="all-in"),
    Policy(reveal="own-in"),
    Policy(reveal="at-time", at=NINE + timedelta(minutes=30)),
    Policy(reveal="openers", openers=("a", "h")),
    Policy(reveal="quorum", quorum=1),
)
ROLES = ("facilitator", "hiring-manager", "admin")

people = st.sampled_from(PEOPLE)
keys = st.sampled_from(KEYS)
moments = st.integers(0, 60).map(lambda minutes: NINE + timedelta(minutes=minutes))
bodies = st.integers(1, 2**64).map(lambda number: f"{number:064x}")


def pin(version: int) -> RubricPin:
    """A version of the one rubric, always with the same words."""
    return RubricPin(
        id="r", version=version, structure="s", text=str(version), body=f"{version:064x}"
    )


def seat(key: tuple[str, str]) -> Seat:
    """A seat by its key; `s` sits in to learn."""
    return Seat(interviewer=key[0], interview=key[1] or None, shadow=key[0] == "s")


seats = keys.map(seat)
members = st.builds(Member, person=people, role=st.sampled_from(ROLES))
openings = st.builds(
    Open,
    by=st.just("system"),
    at=st.just(NINE),
    panel=st.just(ACME),
    rubric=st.just(pin(1)),
    policy=st.sampled_from(POLICIES),
    seats=st.just(tuple(map(seat, KEYS[1:4]))),
    members=st.just((Member(person="f", role="facilitator"), Member(person="h", role="admin"))),
    candidate=st.just("c"),
)


def asked(made: type, **fields: st.SearchStrategy[object]) -> st.SearchStrategy[Command]:
    """One sort of command, by anybody at any time."""
    return st.builds(made, by=fields.pop("by", people), at=moments, **fields)


submissions = st.tuples(keys, bodies, st.sampled_from((None, "mistake", "second-look"))).flatmap(
    lambda drawn: asked(
        Submit,
        by=st.just(drawn[0][0]),
        seat=st.just(drawn[0]),
        body=st.just(drawn[1]),
        rubric=st.sampled_from((1, 1, 2)),
        key=st.just(f"k{drawn[1].lstrip('0')}"),
        reason=st.just(drawn[2]),
    )
)
exposures = people.flatmap(
    lambda person: asked(
        Expose,
        by=st.sampled_from((person, "f")),
        person=st.just(person),
        source=st.just("talk"),
        since=st.none() | moments,
    )
)
withdrawals = keys.flatmap(lambda key: asked(Withdraw, by=st.just(key[0]), seat=st.just(key)))
commands = st.one_of(
    submissions,
    submissions,
    submissions,
    exposures,
    withdrawals,
    asked(Reveal, by=st.sampled_from(("a", "f", "system"))),
    asked(AddSeat, by=st.just("f"), seat=seats, reason=st.just("left-out")),
    asked(AddMember, by=st.just("f"), member=members, reason=st.just("left-out")),
    asked(
        AdoptRubric,
        by=st.just("f"),
        rubric=st.sampled_from((1, 2)).map(pin),
        reason=st.just("words-mended"),
    ),
    asked(Vacate, by=st.just("f"), seat=keys, reason=st.just("interviewer-left")),
    asked(Close, by=st.just("f"), reason=st.just("deadline-passed")),
    asked(AgreeToOpen, by=st.sampled_from(("a", "h", "b"))),
    asked(Hold, reason=st.just("complaint")),
    asked(EndHold),
    asked(Contest, body=bodies),
    asked(Erase, basis=st.just("error"), person=st.none() | people),
)


@attrs.frozen
class History:
    """Commands that were taken, with the events and the state that each led to."""

    opening: Open
    steps: tuple[tuple[Command, tuple[Event, ...], Panel], ...]

    @property
    def events(self) -> tuple[Event, ...]:
        """Everything that happened, in order."""
        return tuple(event for _, events, _ in self.steps for event in events)

    @property
    def end(self) -> Panel:
        """The last state."""
        return self.steps[-1][2]


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Random commands, without those that were refused."""
    opening = draw(openings)
    steps = []
    state: Panel | None = None
    for command in (opening, *draw(st.lists(commands, min_size=8, max_size=25))):
        try:
            events = handle(state, command)
        except PanelError:
            continue
        for event in events:
            state = evolve(state, event)
        assert state is not None
        steps.append((command, events, state))
    return History(opening, tuple(steps))


# --- The laws -----------------------------------------------------------------------


def events_are_the_state(history: History) -> None:
    """Reading the log again gives the state that was reached by deciding (P4)."""
    assert replay(history.events) == history.end
    records = log.chained(ACME, None, history.events)
    assert Loaded.of(ACME, records).panel == history.end


def events_survive_being_written(history: History) -> None:
    """An event is read back as it was, and written again in the same bytes."""
    for event in history.events:
        assert event_of(written(event)) == event
        assert written(event_of(written(event))) == written(event)


def asking_again_changes_nothing(history: History) -> None:
    """What was done is not done again: no event, or a refusal, right after it (P4)."""
    # The desk knows a scorecard by its key; being told twice is told twice.
    for command, _, state in history.steps:
        if not isinstance(command, Submit | Expose | Contest):
            try:
                events = handle(state, command)
            except PanelError:
                continue
            assert events == ()


def opening_again_is_always_a_retry(history: History) -> None:
    """Whatever happened since."""
    assert handle(history.end, history.opening) == ()


def others_are_no_part_of_a_receipt(history: History, shuffled: list[int]) -> None:
    """Whatever others did, and in which order, a seat's receipts are the same (P1, P5)."""
    whole = Loaded.of(ACME, log.chained(ACME, None, history.events))
    opening, *rest = history.events
    for place in whole.opened.places:
        key = place.seat.key
        own = [event for event in rest if own_of(event, key)]
        foreign = [event for event in rest if not own_of(event, key)]
        order = [foreign[index % len(foreign)] for index in shuffled] if foreign else []
        for others in ([], foreign, foreign[::-1], order):
            turned = [opening, *others[: len(others) // 2], *own, *others[len(others) // 2 :]]
            again = Loaded.of(ACME, log.chained(ACME, None, turned))
            assert receipts(again, key) == receipts(whole, key)


def own_of(event: Event, key: tuple[str, str]) -> bool:
    """Whether an event is of a seat, of who sits there, or of the rubric: told by its fields."""
    fields = event.model_dump()
    about = fields.get("seat") or fields
    if event.event == "exposed":
        return fields["person"] == key[0]
    if event.event == "rubric-adopted":
        return True
    return "interviewer" in about and (about["interviewer"], about["interview"] or "") == key


def receipts(loaded: Loaded, key: tuple[str, str]) -> list[object]:
    """The receipts of a seat's versions."""
    return [loaded.receipt_for(key, version) for version in loaded.opened.versions_of(key)]


def the_blind_version_stays(history: History) -> None:
    """
    From the first exposure or the reveal on, the blind version is the same for good (P3).

    Being told of an earlier exposure may take it back to an earlier version, and never further on.
    """
    kept: dict[tuple[str, str], int] = {}
    for _, events, state in history.steps:
        back_dated = {
            event.person for event in events if isinstance(event, Exposed) and event.since
        }
        for place in state.places:
            key = place.seat.key
            shown = state.blind_version(place)
            number = shown.number if shown else 0
            if key in kept:
                assert number <= kept[key]
                assert number == kept[key] or place.seat.interviewer in back_dated
            known = any(seen.person == place.seat.interviewer for seen in state.seen)
            if known or state.revealed is not None:
                kept[key] = number


def who_is_waited_for_reads_nobody(history: History) -> None:
    """No one reads others while a counting seat of theirs is waited for (P1)."""
    for _, _, state in history.steps:
        for one in {seat.interviewer for seat in state.pending}:
            assert not state.revealed_to(one)
            assert rights_of(state, one) <= {"others", "reveal"}


def what_is_decided_is_of_its_time(history: History) -> None:
    """Every event has the time and the person of the command that led to it."""
    for command, events, _ in history.steps:
        for event in events:
            assert (event.at, event.by) == (command.at, command.by)


LAWS: tuple[Callable[[History], None], ...] = (
    events_are_the_state,
    events_survive_being_written,
    asking_again_changes_nothing,
    opening_again_is_always_a_retry,
    the_blind_version_stays,
    who_is_waited_for_reads_nobody,
    what_is_decided_is_of_its_time,
)


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
@given(history=histories())
def test_laws_of_a_panel(law: Callable[[History], None], history: History) -> None:
    """Each law holds for any history (P1, P3, P4)."""
    law(history)


@given(histories(), st.lists(st.integers(0, 100), max_size=10))
def test_others_are_no_part_of_a_receipt(history: History, shuffled: list[int]) -> None:
    """The law of receipts holds for any history and any order of the others (P1, P5)."""
    others_are_no_part_of_a_receipt(history, shuffled)


def found(law: Callable[[History], None]) -> bool:
    """Whether a law fails for one of a thousand histories, the same ones each time."""

    @settings(
        database=None,
        derandomize=True,
        deadline=None,
        max_examples=1000,
        phases=[Phase.generate],
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    @given(histories())
    def look(history: History) -> None:
        law(history)

    try:
        look()
    except (AssertionError, PanelError):
        return True
    return False


def receipts_in_turn(history: History) -> None:
    """The law of receipts, with one order of the others."""
    others_are_no_part_of_a_receipt(history, [3, 1, 2])


def last_standing(state: Panel, place: panel.Place) -> panel.Version | None:
    """The planted fault of whoever forgets what the blind version is."""
    del state
    return place.standing[-1] if place.standing else None


def revealed_to_all(state: Panel, person: str) -> bool:
    """The planted fault of a reveal that forgets who is still to hand in."""
    del person
    return state.revealed is not None


def holds_again(state: Panel, command: Command) -> tuple[Event, ...]:
    """The planted fault of a hold that is recorded as often as it is asked for."""
    if isinstance(command, Hold):
        return (_handling.Held(at=command.at, by=command.by, reason=command.reason),)
    return DECIDE(state, command)


def anybody_takes_back(state: Panel, command: Withdraw) -> tuple[Event, ...]:
    """The planted fault of a scorecard that is taken back after others were read."""
    return WITHDRAW(attrs.evolve(state, seen=(), revealed=None), command)


def opened_as_it_is_now(state: Panel, command: Open) -> tuple[Event, ...]:
    """The planted fault of comparing an opening with what became of it."""
    seats = tuple(place.seat for place in state.places)
    opening = state.opening
    now = type(opening)(**{**dict(opening), "seats": seats, "members": state.members})
    return OPENED_SO(attrs.evolve(state, opening=now), command)


DECIDE, WITHDRAW, OPENED_SO = _handling._decide, _handling._withdraw, _handling._opened_so
CONCERNS = log.concerns
FAULTS: list[tuple[object, str, object, Callable[[History], None]]] = [
    (Panel, "blind_version", last_standing, the_blind_version_stays),
    (_handling, "_withdraw", anybody_takes_back, the_blind_version_stays),
    (Panel, "revealed_to", revealed_to_all, who_is_waited_for_reads_nobody),
    (_handling, "_decide", holds_again, asking_again_changes_nothing),
    (_handling, "_opened_so", opened_as_it_is_now, opening_again_is_always_a_retry),
    (log, "concerns", lambda event, key: True, receipts_in_turn),
    (
        log,
        "concerns",
        lambda event, key: CONCERNS(event, key) or event.event == "reveal-made",
        receipts_in_turn,
    ),
]


@pytest.mark.long
@pytest.mark.parametrize(("where", "name", "fault", "law"), FAULTS, ids=range(len(FAULTS)))
def test_planted_faults_are_found(
    where: object,
    name: str,
    fault: object,
    law: Callable[[History], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each law fails where somebody made the mistake that it is there for."""
    monkeypatch.setattr(where, name, fault)

    assert found(law)


@pytest.mark.long
def test_histories_are_worth_looking_at() -> None:
    """Random commands reach every sort of event, and the reveal with versions after it."""
    seen: set[str] = set()
    later: list[bool] = []

    @settings(
        database=None,
        derandomize=True,
        deadline=None,
        max_examples=1000,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(histories())
    def look(history: History) -> None:
        seen.update(event.event for event in history.events)
        later.extend(
            history.end.phase(place, version) == "after-reveal"
            for place in history.end.places
            for version in place.versions
        )

    look()
    assert len(seen) == 15
    assert any(later)
