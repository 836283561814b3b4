"""Ways around the gate that were tried by hand, each with what stops it (P1, P2, P3)."""

from __future__ import annotations

import json

import attrs
import pytest

import fairscore as fs
from fairscore._loaded import Loaded
from fairscore.errors import DocumentError, NoSuchPanel, NotPermitted, PanelError
from fairscore.event import Member, Policy, Submitted, event_of
from fairscore.panel import evolve
from fairscore.view import readable

from .room import APPLICATION, ROUND, Room, card, draft, minute, rubric

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
    scribe = Member(person="interviewer-b", role="facilitator")
    room = Room(seats=[A], members=[FACILITATOR, scribe])
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


@pytest.mark.parametrize("somebody", ["interviewer-b", "manager-1", "candidate-1", "outsider-1"])
def test_nobody_learns_by_handing_in_for_another_whether_something_is_in(somebody: str) -> None:
    """Neither by the other's key nor by a card that is refused whatever is there (P1)."""
    manager = Member(person="manager-1", role="hiring-manager")
    told = []
    for late in (False, True):
        room = Room(seats=[A, B], members=[FACILITATOR, manager], candidate="candidate-1")
        if late:
            room.desk.submit(
                room.panel, card("interviewer-a", 3, "mine"), key="key-1", at=minute(1)
            )
        length = len(room.store.load(room.panel))
        for key in ("key-1", "key-2"):
            for more in ({}, {"ratings": []}):
                guess = card("interviewer-a", 3, "a guess", submitted_by=somebody, **more)
                with pytest.raises((NotPermitted, NoSuchPanel)) as refused:
                    room.desk.submit(room.panel, guess, key=key, at=minute(2))
                told.append(str(refused.value))
                with pytest.raises((NotPermitted, NoSuchPanel)) as refused:
                    room.desk.amend(room.panel, guess, key=key, reason="mistake", at=minute(2))
                told.append(str(refused.value))
        assert len(room.store.load(room.panel)) == length
    assert len(set(told)) == 1


def test_a_card_that_is_none_tells_whoever_may_hand_in_nothing() -> None:
    """A part of one is refused in the same words, whether one is in already or not (P1)."""
    told = []
    for late in (False, True):
        room = Room(seats=[A, B], members=[FACILITATOR])
        if late:
            room.desk.submit(
                room.panel, card("interviewer-a", 3, "mine"), key="key-1", at=minute(1)
            )
        part = card("interviewer-a", 3, "a", submitted_by="facilitator-1", ratings=[])
        with pytest.raises(DocumentError) as refused:
            room.desk.submit(room.panel, part, key="key-1", at=minute(2))
        told.append(str(refused.value))
        with pytest.raises(DocumentError) as refused:
            room.desk.amend(room.panel, part, key="key-1", reason="mistake", at=minute(2))
        told.append(str(refused.value))
    assert len(set(told)) == 1


@pytest.mark.parametrize("shadow", [False, True])
def test_nobody_hands_in_for_a_seat_of_which_nobody_is_told(shadow: bool) -> None:  # noqa: FBT001 (a parameter)
    """Not a facilitator either, for a shadow or a dropped seat: they would learn of it (P1)."""
    told = []
    for late in (False, True):
        seat = fs.Seat(interviewer="interviewer-a", shadow=shadow)
        room = Room(seats=[seat, B], members=[FACILITATOR])
        room.desk.close(room.panel, reason="deadline-passed", by="facilitator-1", at=minute(1))
        if late:
            room.desk.submit(
                room.panel, card("interviewer-a", 3, "mine"), key="key-1", at=minute(2)
            )
        written = card("interviewer-a", 3, "a guess", submitted_by="facilitator-1")
        for hand_in in (
            lambda room=room, written=written: room.desk.submit(
                room.panel, written, key="key-1", at=minute(3)
            ),
            lambda room=room, written=written: room.desk.amend(
                room.panel, written, key="key-1", reason="mistake", at=minute(3)
            ),
        ):
            with pytest.raises(NotPermitted) as refused:
                hand_in()
            told.append(str(refused.value))
    assert len(set(told)) == 1


def test_that_ones_own_erasure_found_something_is_not_told_by_ones_own_export() -> None:
    """Before the reveal somebody who erases learns nothing of whether there was anything (P1)."""
    told = []
    for late in (False, True):
        room = Room(seats=[A, B], members=[FACILITATOR])
        if late:
            room.desk.submit(
                room.panel, card("interviewer-b", 3, "mine"), key="key-1", at=minute(1)
            )
        room.desk.erase(
            room.panel, basis="error", by="interviewer-a", at=minute(2), person="interviewer-b"
        )
        own = room.desk.export_for(person="interviewer-a", by="interviewer-a", at=minute(3))
        told.append(own.panels)
    assert told[0] == told[1]

    room.desk.submit(room.panel, card("interviewer-a", 3, "mine"), key="key-1", at=minute(4))
    room.desk.reveal(room.panel, by="facilitator-1", at=minute(5))
    (held,) = room.desk.export_for(person="interviewer-a", by="interviewer-a", at=minute(6)).panels
    assert "erased" in {act.event for act in held.acts}


def test_who_was_dropped_watches_nobody_until_the_reveal() -> None:
    """What they hand in before it counts, so they are told no more than before (P1, P2)."""
    room = Room(
        seats=[A, B],
        members=[FACILITATOR, Member(person="interviewer-a", role="facilitator")],
        policy=Policy(reveal="at-time", at=minute(9)),
    )
    room.desk.close(room.panel, reason="deadline-passed", by="facilitator-1", at=minute(1))
    seat = fs.Seat(interviewer="interviewer-c")
    room.desk.add_seat(room.panel, seat, reason="left-out", by="facilitator-1", at=minute(2))
    assert room.desk.look(room.panel, viewer="interviewer-a", at=minute(3)).pending is None
    with pytest.raises(NotPermitted):
        room.desk.vacate(
            room.panel, seat.key, reason="interviewer-left", by="interviewer-a", at=minute(3)
        )
    room.desk.reveal_when_due(room.panel, at=minute(9))
    assert room.desk.look(room.panel, viewer="interviewer-a", at=minute(9)).pending == (seat,)


@pytest.mark.parametrize("shadow", [False, True])
def test_a_seat_that_was_dropped_is_not_added_again(shadow: bool) -> None:  # noqa: FBT001 (a parameter)
    """Else who is pending would tell whether something came in, and a shadow not count (P1, P3)."""
    told = []
    again = fs.Seat(interviewer="interviewer-a", shadow=shadow)
    for late in (False, True):
        room = Room(seats=[A, B], members=[FACILITATOR])
        room.desk.close(room.panel, reason="deadline-passed", by="facilitator-1", at=minute(1))
        if late:
            room.desk.submit(
                room.panel, card("interviewer-a", 3, "late"), key="key-1", at=minute(2)
            )
        with pytest.raises(PanelError, match="seat-dropped") as refused:
            room.desk.add_seat(
                room.panel, again, reason="left-out", by="facilitator-1", at=minute(3)
            )
        told.append(str(refused.value))
    assert len(set(told)) == 1


def test_whoever_did_not_come_in_time_is_named_whatever_becomes_of_their_seat() -> None:
    """Vacated after the reveal, a seat is still one from which nothing came (P7)."""
    room = Room(seats=[A, B], members=[FACILITATOR], policy=Policy(reveal="at-time", at=minute(2)))
    room.desk.submit(room.panel, card("interviewer-a", 3, "mine"), key="key-1", at=minute(1))
    before = room.desk.reveal(room.panel, by="facilitator-1", at=minute(2))
    room.desk.vacate(room.panel, B.key, reason="interviewer-left", by="facilitator-1", at=minute(3))
    after = room.desk.reveal(room.panel, by="facilitator-1", at=minute(4))
    assert before.expected == after.expected == (A.key, B.key)


@pytest.mark.parametrize("candidate", ["candidate-1", None])
def test_an_export_about_a_colleague_is_no_way_around_the_seal(candidate: str | None) -> None:
    """Who is still to judge somebody does not read what an earlier round said of them (P1)."""
    room = Room(seats=[B], members=[FACILITATOR], candidate="candidate-1")
    room.desk.submit(room.panel, card("interviewer-b", 3, "mine"), key="key-1", at=minute(1))
    room.desk.reveal(room.panel, by="facilitator-1", at=minute(2))
    final = room.desk.open(
        rubric(),
        application=APPLICATION,
        round="final",
        seats=[A],
        members=[FACILITATOR],
        candidate=candidate,
        at=minute(3),
    )
    for asked in ({"person": "interviewer-b"}, {"candidate": "candidate-1"}):
        export = room.desk.export_for(**asked, by="interviewer-a", at=minute(4))
        assert export.panels[0].sealed
    mine = card("interviewer-a", 3, "mine", round="final")
    room.desk.submit(final, mine, key="key-1", at=minute(5))
    room.desk.reveal(final, by="facilitator-1", at=minute(6))
    for asked in ({"person": "interviewer-b"}, {"candidate": "candidate-1"}):
        export = room.desk.export_for(**asked, by="interviewer-a", at=minute(7))
        assert not export.panels[0].sealed


def test_what_an_interviewer_wrote_is_an_exposure_whatever_the_candidate_is_called() -> None:
    """In logs from before a candidate of the same name was refused (P3)."""
    room = Room(seats=[A, B], policy=Policy(reveal="own-in"))
    [record] = room.store.load(room.panel)
    opened = json.loads(record.event) | {"candidate": "interviewer-b"}
    panel = evolve(None, event_of(json.dumps(opened).encode()))
    for seat, body in ((A, "a" * 64), (B, "b" * 64)):
        panel = evolve(
            panel,
            Submitted(
                at=minute(1),
                by=seat.interviewer,
                interviewer=seat.interviewer,
                version=1,
                rubric=1,
                body=body,
                key="key-1",
            ),
        )
    assert readable(panel, "interviewer-a").new == ("b" * 64,)
