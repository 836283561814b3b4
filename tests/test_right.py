"""What somebody may do and see: a table of roles, with a seat that is open and one that is not."""

from datetime import UTC, datetime
from itertools import combinations

import pytest

from fairscore.event import (
    ALL_IN,
    SYSTEM,
    Member,
    Opened,
    Policy,
    RevealMade,
    RubricPin,
    Seat,
    SeatVacated,
    Submitted,
)
from fairscore.panel import Panel, replay
from fairscore.right import Right, rights_of

AT = datetime(2026, 5, 4, 9, tzinfo=UTC)
PIN = RubricPin(id="backend", version=1, structure="s", text="t", body="1" * 64)
OPENERS = Policy(reveal="openers", openers=("p", "q"))
ALONE: dict[str, set[Right]] = {
    "interviewer": {"others", "reveal"},
    "shadow": {"others"},
    "facilitator": {"others", "pending", "reveal", "run"},
    "hiring-manager": {"others"},
    "admin": {"others"},
    "opener": {"others", "reveal"},
}
STATES = ("open", "vacated", "revealed")


def panel_of(roles: tuple[str, ...], state: str) -> Panel:
    """A panel in which the person `p` is all of that."""
    seats = [Seat(interviewer="z")]
    if "interviewer" in roles:
        seats.append(Seat(interviewer="p"))
    if "shadow" in roles:
        seats.append(Seat(interviewer="p", interview="design", shadow=True))
    members = [
        Member(person="p", role=role)
        for role in ("facilitator", "hiring-manager", "admin")
        if role in roles
    ]
    opening = Opened(
        at=AT,
        by=SYSTEM,
        tenant="acme",
        application="app-7",
        round="onsite",
        rubric=PIN,
        policy=OPENERS if "opener" in roles else ALL_IN,
        seats=tuple(seats),
        members=tuple(members),
    )
    after = {
        "open": (),
        "vacated": (SeatVacated(at=AT, by="f", interviewer="p", reason="interviewer-left"),),
        "revealed": (
            Submitted(at=AT, by="p", interviewer="p", version=1, rubric=1, body="2" * 64, key="k"),
            RevealMade(at=AT, by="f"),
        ),
    }
    panel = replay([opening, *after[state]])
    assert panel is not None
    return panel


TABLE = [
    (roles, state) for size in (1, 2, 3) for roles in combinations(ALONE, size) for state in STATES
]


@pytest.mark.parametrize(("roles", "state"), TABLE)
def test_rights_meet_while_a_counting_seat_is_open_and_add_up_after(
    roles: tuple[str, ...], state: str
) -> None:
    """All of their roles must allow it while a counting seat of theirs is open (P2)."""
    each = [ALONE[role] for role in roles]
    narrow = "interviewer" in roles and state == "open"
    expected = set.intersection(*each) if narrow else set.union(*each)

    assert rights_of(panel_of(roles, state), "p") == expected


def test_a_facilitator_or_admin_with_an_open_seat_sees_what_an_interviewer_sees() -> None:
    """No role adds anything to an open seat, whichever it is (P2)."""
    alone = rights_of(panel_of(("interviewer",), "open"), "p")

    for role in ALONE:
        assert rights_of(panel_of(("interviewer", role), "open"), "p") <= alone


def test_whoever_is_nothing_to_the_panel_has_no_right() -> None:
    """A stranger may do nothing, before the reveal or after."""
    for state in STATES:
        assert rights_of(panel_of(("interviewer",), state), "nobody") == frozenset()


def test_the_system_reminds_and_reveals_and_reads_nothing() -> None:
    """What reminds people learns who is pending, and never a word (P1)."""
    for state in STATES:
        assert rights_of(panel_of(("interviewer",), state), SYSTEM) == {"pending", "reveal"}
