"""What the events of a round add up to."""

from datetime import UTC, datetime, timedelta

import attrs
import pytest

from fairscore.errors import LogBroken
from fairscore.event import (
    ALL_IN,
    Closed,
    Contested,
    Erased,
    Event,
    Exposed,
    Held,
    HoldEnded,
    Member,
    MemberAdded,
    Opened,
    OpeningAgreed,
    PanelId,
    Policy,
    RevealMade,
    RubricAdopted,
    RubricPin,
    Seat,
    SeatAdded,
    SeatVacated,
    Submitted,
    Withdrawn,
)
from fairscore.panel import Panel, Place, Version, evolve, replay

NINE = datetime(2026, 5, 4, 9, tzinfo=UTC)
OWN_IN = Policy(reveal="own-in")
A, B, SHADOW = ("a", "design"), ("b", ""), ("s", "")
SEATS = (
    Seat(interviewer="s", shadow=True),
    Seat(interviewer="b"),
    Seat(interviewer="a", interview="design"),
)
PIN = RubricPin(id="backend", version=1, structure="s", text="t", body="0" * 64)
BODY = {name: name.encode().hex().ljust(64, "0") for name in ("a1", "a2", "a3", "b1", "s1", "st")}


def clock(minutes: int = 0) -> datetime:
    """So many minutes after nine."""
    return NINE + timedelta(minutes=minutes)


def opened(policy: Policy = ALL_IN, seats: tuple[Seat, ...] = SEATS) -> Opened:
    """The beginning."""
    return Opened(
        at=NINE,
        by="system",
        tenant="acme",
        application="app-7",
        round="onsite",
        candidate="c",
        rubric=PIN,
        policy=policy,
        seats=seats,
        members=(Member(person="f", role="facilitator"), Member(person="f", role="admin")),
    )


def submitted(name: str, seat: tuple[str, str], minutes: int = 0) -> Submitted:
    """A hand-in, whose key is its name and whose number is the digit in it."""
    return Submitted(
        at=clock(minutes),
        by=seat[0],
        interviewer=seat[0],
        interview=seat[1] or None,
        version=int(name[-1]),
        rubric=1,
        body=BODY[name],
        key=name,
    )


def exposed(person: str, minutes: int = 0, since: datetime | None = None) -> Exposed:
    """Somebody saw another's."""
    return Exposed(at=clock(minutes), by=person, person=person, source="chat", since=since)


REVEALED = RevealMade(at=NINE, by="f", missing=(Seat(interviewer="b"),))
WITHDRAWN = Withdrawn(at=NINE, by="a", interviewer="a", interview="design")
B_VACATED = SeatVacated(at=NINE, by="f", interviewer="b", reason="interviewer-left")
CLOSED = Closed(at=NINE, by="f", reason="deadline-passed", dropped=(Seat(interviewer="b"),))


def panel_of(*events: Event, policy: Policy = ALL_IN) -> Panel:
    """The state after the opening and some events."""
    panel = replay([opened(policy), *events])
    assert panel is not None
    return panel


def place(panel: Panel, key: tuple[str, str]) -> Place:
    """A seat that is there."""
    found = panel.place(key)
    assert found is not None
    return found


def blind(panel: Panel, key: tuple[str, str] = A) -> int | None:
    """Number of the blind version of a seat."""
    version = panel.blind_version(place(panel, key))
    return version.number if version else None


def phases(panel: Panel, key: tuple[str, str] = A) -> list[str]:
    """The phase of each version of a seat."""
    where = place(panel, key)
    return [panel.phase(where, version) for version in where.versions]


def test_an_opening_begins_a_panel_with_its_seats_in_the_order_of_their_names() -> None:
    """The order tells nothing of who was added or handed in first (P1)."""
    panel = panel_of()

    assert panel == Panel(
        opening=opened(),
        rubrics=(PIN,),
        members=opened().members,
        places=tuple(Place(seat=seat) for seat in reversed(SEATS)),
        last=NINE,
    )
    assert panel.id == PanelId(tenant="acme", application="app-7", round="onsite")
    assert (panel.candidate, panel.policy, panel.rubric) == ("c", ALL_IN, PIN)
    assert (panel.length, panel.revealed, panel.held) == (1, None, frozenset())


def test_no_events_are_no_panel() -> None:
    """Nobody opened it."""
    assert replay([]) is None


@pytest.mark.parametrize(
    ("events", "why"),
    [
        ([REVEALED], "the first event of a panel opens it"),
        ([opened()] * 2, "a panel is opened once"),
    ],
)
def test_a_panel_is_opened_once_and_first(events: list[Event], why: str) -> None:
    """A log that begins otherwise is broken."""
    with pytest.raises(LogBroken, match=f"^{why}$"):
        replay(events)


def test_a_hand_in_is_a_version_of_its_seat_alone() -> None:
    """What was handed in stands with what was recorded of it, and no other seat changes."""
    panel = panel_of(submitted("b1", B), submitted("a1", A, 5))

    assert panel.versions_of(A) == (
        Version(number=1, body=BODY["a1"], rubric=1, key="a1", at=clock(5), by="a", position=2),
    )
    assert panel.versions_of(SHADOW) == ()
    assert panel.versions_of(("nobody", "")) == ()
    assert panel.pending == ()
    assert (panel.length, panel.last) == (3, clock(5))


def test_a_reason_is_kept_with_its_version() -> None:
    """Why there is a later version is known for good."""
    again = submitted("a2", A)
    again = Submitted(**{**again.model_dump(), "reason": "mistake"})

    assert panel_of(submitted("a1", A), again).versions_of(A)[1].reason == "mistake"


def test_what_was_taken_back_stands_no_more_and_is_kept() -> None:
    """The seat is waited for again, and the next version counts on."""
    panel = panel_of(submitted("a1", A), WITHDRAWN)

    assert place(panel, A).standing == ()
    assert [version.withdrawn for version in panel.versions_of(A)] == [True]
    assert [seat.key for seat in panel.pending] == [A, B]
    assert blind(panel) is None
    again = evolve(panel, submitted("a2", A))
    assert [version.number for version in place(again, A).standing] == [2]
    assert blind(again) == 2


@pytest.mark.parametrize("event", [B_VACATED, CLOSED])
def test_nothing_is_waited_for_from_a_seat_that_fell_away(event: Event) -> None:
    """Vacated and dropped are two facts, and neither is waited for."""
    panel = panel_of(event)
    fallen = place(panel, B)

    assert [seat.key for seat in panel.pending] == [A]
    assert (fallen.vacated, fallen.dropped) == (event is B_VACATED, event is CLOSED)
    # From a seat that the panel was closed without something may still come, and would count.
    assert panel.is_open_for("b") is (event is CLOSED)
    assert not evolve(panel, REVEALED).is_open_for("b")
    assert panel.is_open_for("a")


def test_a_dropped_seat_stays_dropped() -> None:
    """A second closing does not bring back a seat that the first went on without."""
    again = Closed(at=NINE, by="f", reason="application-ended", dropped=SEATS[2:])
    panel = panel_of(CLOSED, again)

    assert [place(panel, key).dropped for key in (A, B, SHADOW)] == [True, True, False]


def test_a_vacated_seat_can_come_back_with_its_versions() -> None:
    """A seat that is added again is waited for, and what was taken back there stays known."""
    seat = SEATS[2]
    vacated = SeatVacated(
        at=NINE, by="f", interviewer="a", interview="design", reason="interview-not-held"
    )
    added = SeatAdded(at=NINE, by="f", seat=seat, reason="left-out")
    panel = panel_of(submitted("a1", A), WITHDRAWN, vacated, added)

    assert not place(panel, A).vacated
    assert [version.number for version in panel.versions_of(A)] == [1]
    assert [one.seat.key for one in panel.places] == [A, B, SHADOW]
    assert seat in panel.pending


def test_what_comes_later_has_its_place() -> None:
    """Seats, members and rubrics that come later are there with the first."""
    pin = RubricPin(id="backend", version=2, structure="s", text="t2", body="f" * 64)
    panel = panel_of(
        SeatAdded(at=NINE, by="f", seat=Seat(interviewer="aa"), reason="extra-interview"),
        MemberAdded(
            at=NINE, by="f", member=Member(person="h", role="hiring-manager"), reason="left-out"
        ),
        RubricAdopted(at=NINE, by="f", rubric=pin, reason="words-mended"),
    )

    assert [one.seat.interviewer for one in panel.places] == ["a", "aa", "b", "s"]
    assert panel.roles_of("f") == ("facilitator", "admin")
    assert panel.roles_of("h") == ("hiring-manager",)
    assert (panel.rubric, panel.rubrics) == (pin, (PIN, pin))


def test_agreement_holding_statements_and_erasures_add_up() -> None:
    """Each is kept as long as it lasts."""
    panel = panel_of(
        OpeningAgreed(at=NINE, by="a"),
        OpeningAgreed(at=NINE, by="b"),
        Held(at=NINE, by="l", reason="complaint"),
        Held(at=NINE, by="m", reason="legal-claim"),
        Contested(at=NINE, by="c", body=BODY["st"]),
        Erased(at=NINE, by="d", basis="error", bodies=(BODY["a1"],)),
        Erased(at=NINE, by="d", basis="error", bodies=(BODY["b1"],)),
    )

    assert panel.agreed == {"a", "b"}
    assert panel.held == {"complaint", "legal-claim"}
    assert panel.statements == (("c", BODY["st"]),)
    assert panel.erased == {BODY["a1"], BODY["b1"]}
    one = evolve(panel, HoldEnded(at=NINE, by="l", reason="complaint"))
    assert one.held == {"legal-claim"}
    assert evolve(one, HoldEnded(at=NINE, by="l", reason="complaint")).held == {"legal-claim"}
    # As it was written before there could be several.
    assert evolve(panel, HoldEnded(at=NINE, by="l")).held == frozenset()


def test_a_reveal_is_for_all_but_those_who_are_waited_for() -> None:
    """Who has not handed in stays blind when the others are read (P1)."""
    panel = panel_of(submitted("a1", A), REVEALED)

    assert (panel.revealed, panel.missing) == (2, REVEALED.missing)
    assert {one: panel.revealed_to(one) for one in "abfs"} == {
        "a": True,
        "b": False,
        "f": True,
        "s": True,
    }
    assert {one: panel.is_open_for(one) for one in "abfs"} == {
        "a": False,
        "b": True,
        "f": False,
        "s": False,
    }
    late = evolve(panel, submitted("b1", B))
    assert late.revealed_to("b")


def test_by_own_in_each_reads_once_their_own_are_all_in() -> None:
    """The weaker policy: both seats of a person must be in, and a shadow seat is not enough."""
    two = SeatAdded(
        at=NINE, by="f", seat=Seat(interviewer="b", interview="design"), reason="left-out"
    )
    panel = panel_of(two, submitted("b1", B), submitted("s1", SHADOW), policy=OWN_IN)

    assert not any(panel.revealed_to(one) for one in "abfs")
    both = evolve(panel, submitted("b1", ("b", "design")))
    assert [one for one in "abfs" if both.revealed_to(one)] == ["b"]
    assert both.is_open_for("a")
    assert not both.is_open_for("b")
    assert not panel_of(submitted("b1", B)).revealed_to("b")


def test_by_own_in_a_seat_that_fell_away_reads_nothing_before_the_reveal() -> None:
    """Nothing handed in, nothing read."""
    panel = panel_of(B_VACATED, submitted("a1", A), policy=OWN_IN)

    assert not panel.revealed_to("b")
    assert evolve(panel, REVEALED).revealed_to("b")


def test_the_blind_version_is_the_last_before_its_author_saw_another() -> None:
    """Later versions stand beside it and never take its place (P3)."""
    panel = panel_of(
        submitted("a1", A), submitted("a2", A), exposed("b"), exposed("a"), submitted("a3", A)
    )

    assert phases(panel) == ["blind", "blind", "exposed"]
    assert blind(panel) == 2


def test_the_blind_version_is_the_last_before_the_reveal() -> None:
    """What comes after the reveal is never blind, read or not (P3)."""
    panel = panel_of(
        submitted("a1", A), REVEALED, submitted("a2", A), exposed("a"), submitted("a3", A)
    )

    assert phases(panel) == ["blind", "after-reveal", "exposed"]
    assert blind(panel) == 1


def test_nothing_is_blind_of_somebody_who_saw_first() -> None:
    """There may be no blind version at all (P3)."""
    panel = panel_of(exposed("a"), submitted("a1", A))

    assert phases(panel) == ["exposed"]
    assert blind(panel) is None


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        (None, ["blind", "blind"]),
        (-1, ["exposed", "exposed"]),
        (0, ["exposed", "exposed"]),
        (5, ["blind", "exposed"]),
        (10, ["blind", "exposed"]),
        (11, ["blind", "blind"]),
    ],
)
def test_what_was_seen_earlier_than_recorded_counts_from_then(
    since: int | None, expected: list[str]
) -> None:
    """An exposure that is recorded later reaches back by the clock (P3)."""
    panel = panel_of(
        submitted("a1", A, 0),
        submitted("a2", A, 10),
        exposed("a", 20, None if since is None else clock(since)),
    )

    assert phases(panel) == expected


def test_an_exposure_counts_by_the_order_of_the_log_whatever_the_clocks_say() -> None:
    """A hand-in recorded after an exposure is exposed, though its clock runs behind (P3)."""
    panel = panel_of(exposed("a", 30), submitted("a1", A, 0))

    assert phases(panel) == ["exposed"]
    assert phases(panel_of(exposed("a", 30, clock(20)), submitted("a1", A, 0))) == ["exposed"]


def test_words_are_found_by_their_authors() -> None:
    """Every version counts, taken back or not, and every statement (P13)."""
    panel = panel_of(
        submitted("a1", A),
        WITHDRAWN,
        submitted("a2", A),
        submitted("b1", B),
        Contested(at=NINE, by="a", body=BODY["st"]),
    )

    assert panel.words_of() == tuple(BODY[name] for name in ("a1", "a2", "b1", "st"))
    assert panel.words_of("a") == tuple(BODY[name] for name in ("a1", "a2", "st"))
    assert panel.words_of("b") == (BODY["b1"],)
    assert panel.words_of("c") == ()


def test_what_somebody_saw_is_known_by_its_commitments() -> None:
    """Every exposure of theirs counts, and no one else's."""
    sights = [
        Exposed(at=NINE, by=one, person=one, source="desk", bodies=(BODY[body],))
        for one, body in (("a", "b1"), ("a", "s1"), ("b", "a1"))
    ]
    panel = panel_of(*sights)

    assert panel.saw("a") == {BODY["b1"], BODY["s1"]}
    assert panel.saw("f") == frozenset()
    assert [seen.position for seen in panel.seen] == [1, 2, 3]


def test_keys_are_looked_up_within_their_seat() -> None:
    """The key of another seat is no concern of it (P1)."""
    panel = panel_of(submitted("a1", A), submitted("a2", A))

    found = panel.handed_in_under(A, "a2")
    assert found is not None
    assert found.number == 2
    assert panel.handed_in_under(B, "a1") is None
    assert panel.handed_in_under(A, "a3") is None


def test_a_state_is_never_changed_in_place() -> None:
    """Whoever keeps a state keeps it."""
    panel = panel_of()
    before = attrs.evolve(panel)

    evolve(panel, submitted("a1", A))
    assert panel == before
