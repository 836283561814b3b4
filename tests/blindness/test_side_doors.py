"""Ways around the gate that were tried by hand, each with what stops it (P1, P2, P3)."""

from __future__ import annotations

import attrs
import pytest

import fairscore as fs
from fairscore._loaded import Loaded
from fairscore.errors import NoSuchPanel, PanelError
from fairscore.event import Member, Policy

from .room import APPLICATION, ROUND, Room, card, draft, minute

A, B = fs.Seat(interviewer="interviewer-a"), fs.Seat(interviewer="interviewer-b")
FACILITATOR = Member(person="facilitator-1", role="facilitator")


def test_an_outsider_learns_nothing_of_a_panel_by_adding_a_seat_to_it() -> None:
    """A seat in an interview that does not exist is refused like a panel that does not (P1)."""
    room = Room(seats=[A], members=[FACILITATOR])
    wrong = fs.Seat(interviewer="interviewer-b", interview="no-such")
    told = []
    for panel in (room.panel, room.desk.panel(application="app-none")):
        with pytest.raises(NoSuchPanel) as refused:
            room.desk.add_seat(panel, wrong, reason="left-out", by="outsider-1", at=minute(1))
        told.append(str(refused.value))
    assert told[0] == told[1]
    with pytest.raises(PanelError, match="no-such-interview"):
        room.desk.add_seat(room.panel, wrong, reason="left-out", by="facilitator-1", at=minute(1))


def test_a_draft_is_kept_with_the_panel_that_it_names() -> None:
    """A draft of another application is refused, as a scorecard of one would be."""
    room = Room(seats=[A])
    room.desk.keep_draft(room.panel, draft("interviewer-a", "begun"))
    with pytest.raises(PanelError, match="another-panel"):
        room.desk.keep_draft(room.panel, draft("interviewer-a", "begun", application="app-other"))


def test_who_handed_in_for_another_has_read_it() -> None:
    """A seat that they get afterwards has no blind version (P3)."""
    room = Room(seats=[A], members=[FACILITATOR])
    room.desk.submit(
        room.panel,
        card("interviewer-a", 3, "typed from notes", submitted_by="interviewer-b"),
        key="key-1",
        at=minute(1),
    )
    room.desk.add_seat(room.panel, B, reason="left-out", by="facilitator-1", at=minute(2))
    room.desk.submit(room.panel, card("interviewer-b", 3, "same"), key="key-1", at=minute(3))
    revealed = room.desk.reveal(room.panel, by="facilitator-1", at=minute(4))
    assert [one.exposure for one in revealed.entries] == ["none", "exposed"]


@pytest.mark.parametrize(("author", "counts"), [("interviewer-b", (3, 1)), ("candidate-1", (1, 0))])
def test_a_statement_that_was_read_is_an_exposure(author: str, counts: tuple[int, int]) -> None:
    """What an interviewer says in a statement, another has read; a candidate is none (P3)."""
    room = Room(seats=[A, B], policy=Policy(reveal="own-in"), candidate="candidate-1")
    room.desk.submit(room.panel, card("interviewer-a", 3, "first"), key="key-1", at=minute(1))
    room.desk.contest(room.panel, "a lean no from me", by=author, at=minute(2))
    view = room.desk.look(room.panel, viewer="interviewer-a", at=minute(3))
    assert [one.by for one in view.statements] == [author]
    room.desk.amend(
        room.panel,
        card("interviewer-a", 1, "second"),
        key="key-2",
        reason="second-look",
        at=minute(4),
    )
    [entry] = room.desk.look(room.panel, viewer="interviewer-a", at=minute(5)).revealed.entries
    assert (entry.scorecard.ratings[0].level, len(entry.later)) == counts


@pytest.mark.parametrize("shadow", [False, True])
def test_vacating_a_seat_that_is_not_waited_for_tells_nothing_of_it(shadow: bool) -> None:  # noqa: FBT001 (a parameter)
    """A facilitator is told who is pending; a dropped or a shadow seat is not (P1)."""
    for late in (False, True):
        seat = fs.Seat(interviewer="interviewer-a", shadow=shadow)
        room = Room(seats=[seat, B], members=[FACILITATOR])
        room.desk.close(room.panel, reason="deadline-passed", by="facilitator-1", at=minute(1))
        if late:
            room.desk.submit(room.panel, card("interviewer-a", 3, "late"), key="k", at=minute(2))
        length = len(room.store.load(room.panel))
        room.desk.vacate(
            room.panel, A.key, reason="interviewer-left", by="facilitator-1", at=minute(3)
        )
        assert len(room.store.load(room.panel)) == length


def test_what_was_taken_back_is_not_acknowledged_again() -> None:
    """A retry that comes after the withdrawal gives no receipt for what does not stand (P4)."""
    room = Room(seats=[A, B])
    scorecard = card("interviewer-a", 3, "first")
    receipt = room.desk.submit(room.panel, scorecard, key="key-1", at=minute(1))
    assert room.desk.submit(room.panel, scorecard, key="key-1", at=minute(2)) == receipt
    room.desk.withdraw(room.panel, A.key, by="interviewer-a", at=minute(3))
    with pytest.raises(PanelError, match="taken-back"):
        room.desk.submit(room.panel, scorecard, key="key-1", at=minute(4))
    room.desk.submit(room.panel, scorecard, key="key-2", at=minute(5))
    assert room.desk.look(room.panel, viewer="interviewer-a", at=minute(6)).scorecard == scorecard


def test_the_frames_of_a_refusal_show_nobody_else() -> None:
    """Locals that an error page or a crash report prints tell of no other seat (P1)."""
    room = Room(seats=[A, B])
    room.desk.submit(room.panel, card("interviewer-b", 3, "sealed"), key="key-1", at=minute(7))
    shown = repr(Loaded.of(room.panel, room.store.load(room.panel)))
    assert "interviewer-b" not in shown
    assert "09:37" not in shown
    assert attrs.fields(Loaded).records.repr is False


def test_the_fixture_is_the_application_that_cards_name() -> None:
    """What the room opens is what its cards are written of."""
    assert (Room(seats=[A]).panel.application, "round-1") == (APPLICATION, ROUND)
