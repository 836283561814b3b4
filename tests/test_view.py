"""What one person may see of a panel."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import attrs
import pytest

import fairscore as fs
from fairscore.errors import DocumentError, LogBroken, NoSuchPanel
from fairscore.event import (
    SYSTEM,
    Closed,
    Contested,
    Erased,
    Event,
    Exposed,
    Member,
    Opened,
    Policy,
    RevealMade,
    RubricPin,
    Seat,
    SeatVacated,
    Submitted,
    Withdrawn,
)
from fairscore.log import Body
from fairscore.panel import Panel, replay
from fairscore.view import (
    OwnSeat,
    Readable,
    Statement,
    StatementText,
    View,
    readable,
    reads_others,
    revealed_of,
    view_of,
)

NINE = datetime(2026, 5, 4, 9, tzinfo=UTC)
EXAMPLES = Path(__file__).parent.parent / "examples"
RUBRIC = fs.read(EXAMPLES / "backend.rubric.yaml", fs.Rubric)
CARD = fs.read(EXAMPLES / "founding-story" / "interviewer-a.yaml", fs.Scorecard)
A, B, SHADOW = ("a", "design"), ("b", "design"), ("s", "design")
REVEALED = RevealMade(at=NINE, by="f")
BOTH_IN = ("a1", "b1")


def body(name: str) -> str:
    """The commitment of what is called so."""
    return name.encode().hex().ljust(64, "0")


def card(name: str) -> fs.Scorecard:
    """The scorecard that is called so: its notes say which it is."""
    plain = json.loads(CARD.canonical) | {"interviewer": name[0], "notes": name}
    return fs.parse(json.dumps(plain), fs.Scorecard, format="json")


BODIES = {
    body(name): Body(commitment=body(name), salt=bytes(32), content=card(name).canonical)
    for name in ("a1", "a2", "a3", "b1", "b2", "s1")
}
BODIES[body("st")] = Body(commitment=body("st"), salt=bytes(32), content=b'{"text":"Not so."}')


def opened(reveal: str = "all-in") -> Opened:
    """Two seats that count, a shadow, a facilitator and a hiring manager."""
    fields: dict[str, Any] = {"reveal": reveal}
    return Opened(
        at=NINE,
        by=SYSTEM,
        tenant="acme",
        application="app-7",
        round="onsite",
        rubric=RubricPin(id="r", version=1, structure="s", text="t", body="0" * 64),
        policy=Policy(**fields),
        seats=(
            Seat(interviewer="a", interview="design"),
            Seat(interviewer="b", interview="design"),
            Seat(interviewer="s", interview="design", shadow=True),
        ),
        members=(
            Member(person="f", role="facilitator"),
            Member(person="h", role="hiring-manager"),
        ),
    )


def submitted(name: str) -> Submitted:
    """A hand-in of what is called so."""
    return Submitted(
        at=NINE,
        by=name[0],
        interviewer=name[0],
        interview="design",
        version=int(name[1]),
        rubric=1,
        body=body(name),
        key=name,
        reason="mistake" if name[1] > "1" else None,
    )


def exposed(person: str, *bodies: str) -> Exposed:
    """Somebody saw some."""
    return Exposed(
        at=NINE, by=person, person=person, source="desk", bodies=tuple(map(body, bodies))
    )


def panel_of(*events: Event | str, reveal: str = "all-in") -> Panel:
    """The state after some events; a name stands for its hand-in."""
    told = [submitted(one) if isinstance(one, str) else one for one in events]
    panel = replay([opened(reveal), *told])
    assert panel is not None
    return panel


def view(panel: Panel, viewer: str, **given: object) -> View:
    """What somebody sees, made of every body there is."""
    parts: dict[str, Any] = {"drafts": {}, "receipts": {}, "receipt": None}
    return view_of(panel, viewer, rubric=RUBRIC, bodies=BODIES, **(parts | given))


def names(bodies: tuple[str, ...]) -> list[str]:
    """Commitments by what they stand for."""
    return [bytes.fromhex(one).rstrip(b"\x00").decode() for one in bodies]


@pytest.mark.parametrize("panel", [None, panel_of(), panel_of(*BOTH_IN, REVEALED)])
def test_whoever_is_nothing_to_a_panel_is_told_there_is_none(panel: Panel | None) -> None:
    """The same words whether there is one or not (P1)."""
    with pytest.raises(NoSuchPanel) as caught:
        readable(panel, "nobody")

    assert str(caught.value) == (
        "no such panel; check the tenant, the application, the round and who asks [no-such-panel]"
    )


def test_before_the_reveal_ones_own_last_scorecard_is_readable() -> None:
    """And nothing of others, whatever they handed in (P1)."""
    panel = panel_of("a1", "a2", "s1", Contested(at=NINE, by="c", body=body("st")))

    assert readable(panel, "a") == Readable(own=(body("a2"),), others=(), new=())
    for viewer in ("b", "f", "h", SYSTEM):
        assert readable(panel, viewer) == Readable(own=(), others=(), new=())


def test_after_the_reveal_every_version_that_stands_is_readable() -> None:
    """Versions of others are new until they are recorded as seen; statements come last."""
    panel = panel_of(
        "a1",
        Withdrawn(at=NINE, by="a", interviewer="a", interview="design"),
        "a2",
        "a3",
        "b1",
        "s1",
        Contested(at=NINE, by="c", body=body("st")),
        REVEALED,
    )
    found = readable(panel, "a")

    assert names(found.own) == ["a3"]
    assert names(found.others) == ["a2", "b1", "s1", "st"]
    assert names(found.new) == ["b1", "s1", "st"]
    assert names(readable(panel, "h").new) == ["a2", "a3", "b1", "s1", "st"]


@pytest.mark.parametrize(("author", "new"), [("b", ["b1", "st"]), ("a", ["b1"]), ("k", ["b1"])])
def test_a_statement_of_another_interviewer_is_new_and_the_candidates_is_not(
    author: str, new: list[str]
) -> None:
    """It may say what a scorecard says; one's own and the candidate's are no exposure (P3)."""
    opening = Opened(**(dict(opened()) | {"candidate": "k"}))
    events = (*map(submitted, BOTH_IN), Contested(at=NINE, by=author, body=body("st")), REVEALED)
    panel = replay([opening, *events])

    assert names(readable(panel, "a").new) == new


def test_what_was_seen_or_erased_is_not_new() -> None:
    """Another's look changes nothing of one's own (P3)."""
    panel = panel_of(*BOTH_IN, "s1", REVEALED, exposed("b", "a1"), exposed("a", "b1"))
    erased = Erased(at=NINE, by="d", basis="error", bodies=(body("s1"),))

    assert names(readable(panel, "a").new) == ["s1"]
    gone = panel_of(*BOTH_IN, "s1", REVEALED, erased)
    assert names(readable(gone, "a").new) == ["b1"]
    assert names(readable(gone, "a").others) == ["b1", "s1"]


def test_the_system_reads_nothing_after_the_reveal() -> None:
    """It reminds people, and needs no word for that (P1)."""
    panel = panel_of(*BOTH_IN, REVEALED)

    assert not reads_others(panel, SYSTEM)
    assert readable(panel, SYSTEM) == Readable(own=(), others=(), new=())
    shown = view(panel, SYSTEM)
    assert (shown.revealed, shown.pending) == (None, ())


def test_a_view_before_the_reveal() -> None:
    """The own seat with its scorecard, draft and receipt; a receipt of the panel is left out."""
    draft = fs.parse(
        "{kind: draft, schema_version: 1, rubric: {id: r, version: 1}, application: app-7,"
        " interviewer: a}",
        fs.Draft,
    )
    panel = panel_of("a1", "b1")
    shown = view(panel, "a", drafts={A: draft.canonical}, receipts={A: "own"}, receipt="panel's")

    assert shown == View(
        panel=panel.id,
        viewer="a",
        policy=panel.policy,
        rubric=RUBRIC,
        own=(
            OwnSeat(
                seat=opened().seats[0],
                status="handed-in",
                scorecard=card("a1"),
                draft=draft,
                receipt="own",  # type: ignore[arg-type]
            ),
        ),
        pending=None,
        revealed=None,
        statements=(),
        receipt=None,
        draw=None,
    )
    assert shown.scorecard == card("a1")


def test_a_view_after_the_reveal() -> None:
    """The scorecards, the statements and the receipt of the panel."""
    panel = panel_of(*BOTH_IN, Contested(at=NINE, by="c", body=body("st")), REVEALED)
    shown = view(panel, "h", receipt="panel's")

    assert shown.revealed == revealed_of(panel, BODIES)
    assert shown.statements == (Statement(by="c", text="Not so."),)
    assert (shown.receipt, shown.own, shown.scorecard, shown.pending) == ("panel's", (), None, None)


def test_a_statement_that_was_erased_is_left_out() -> None:
    """There is nothing to show of it."""
    panel = panel_of(*BOTH_IN, Contested(at=NINE, by="c", body="9" * 64), REVEALED)

    assert view(panel, "h").statements == ()


@pytest.mark.parametrize(
    ("events", "status"),
    [
        ((), "open"),
        (("a1",), "handed-in"),
        (
            (
                SeatVacated(
                    at=NINE, by="f", interviewer="a", interview="design", reason="interviewer-left"
                ),
            ),
            "vacated",
        ),
        ((Closed(at=NINE, by="f", reason="deadline-passed", dropped=opened().seats[:1]),), "open"),
    ],
)
def test_the_status_of_ones_own_seat(events: tuple[Event | str, ...], status: str) -> None:
    """A dropped seat is still open: what comes late is taken and marked."""
    assert [one.status for one in view(panel_of(*events), "a").own] == [status]


def test_pending_seats_are_told_to_a_facilitator() -> None:
    """As seats, in the order of their names (P1)."""
    assert view(panel_of("a1"), "f").pending == opened().seats[1:2]
    assert view(panel_of("b1", "a1"), "f").pending == ()


def test_the_blind_version_is_shown_with_the_later_ones_beside_it() -> None:
    """Later versions carry their phase and reason, and never take its place (P3)."""
    panel = panel_of("a1", "b1", "b2", REVEALED, exposed("a", "b1"), "a2")
    first, second = revealed_of(panel, BODIES).entries

    assert (first.scorecard, first.exposure, first.late) == (card("a1"), "none", False)
    assert [(one.scorecard, one.phase, one.reason) for one in first.later] == [
        (card("a2"), "exposed", "mistake")
    ]
    assert (second.scorecard, second.later) == (card("b2"), ())


def test_without_a_blind_version_the_last_one_is_shown_and_marked() -> None:
    """It was written after another was seen (P3)."""
    panel = panel_of(exposed("a"), "a1", "a2", "b1", REVEALED)
    entry = revealed_of(panel, BODIES).entries[0]

    assert (entry.scorecard, entry.exposure, entry.late) == (card("a2"), "exposed", False)
    assert entry.later == ()
    assert entry.apart


def test_what_came_after_the_reveal_is_late() -> None:
    """Late and unread is not exposed, late and read is both (P3)."""
    late = revealed_of(panel_of("a1", REVEALED, "b1"), BODIES).entries[1]
    read = revealed_of(panel_of("a1", REVEALED, exposed("b", "a1"), "b1"), BODIES).entries[1]

    assert (late.exposure, late.late) == ("none", True)
    assert (read.exposure, read.late) == ("exposed", True)


def test_a_shadow_is_shown_and_not_expected() -> None:
    """Who sits in to learn is never counted."""
    revealed = revealed_of(panel_of(*BOTH_IN, "s1", REVEALED), BODIES)

    assert [entry.shadow for entry in revealed.entries] == [False, False, True]
    assert revealed.expected == (A, B)
    assert revealed.sealed
    assert revealed.origin == "a desk, where they stayed sealed until the reveal"


def test_what_was_dropped_vacated_or_erased_is_named() -> None:
    """Each for what it is: dropped stays expected, vacated does not, erased has no entry."""
    dropped = Closed(at=NINE, by="f", reason="deadline-passed", dropped=opened().seats[1:2])
    vacated = SeatVacated(
        at=NINE, by="f", interviewer="b", interview="design", reason="interviewer-left"
    )

    went_on = revealed_of(panel_of("a1", dropped, REVEALED), BODIES)
    assert (went_on.expected, went_on.dropped, went_on.erased) == ((A, B), (B,), ())
    without = revealed_of(panel_of("a1", vacated, dropped, REVEALED), BODIES)
    assert (without.expected, without.dropped) == ((A,), ())
    rest = {name: one for name, one in BODIES.items() if name != body("a1")}
    gone = revealed_of(panel_of(*BOTH_IN, REVEALED), rest)
    assert (gone.erased, [entry.person for entry in gone.entries]) == ((A,), ["b"])


@pytest.mark.parametrize(
    ("events", "dropped"),
    [
        (("b1", REVEALED), ()),
        ((REVEALED, "b1"), (B,)),
        ((REVEALED,), (B,)),
        ((), (B,)),
        (("b1",), ()),
    ],
)
def test_a_dropped_seat_that_handed_in_before_the_reveal_is_there(
    events: tuple[Event | str, ...], dropped: tuple[tuple[str, str], ...]
) -> None:
    """The panel went on without those who handed in nothing before it."""
    closed = Closed(at=NINE, by="f", reason="deadline-passed", dropped=opened().seats[1:2])
    panel = panel_of("a1", closed, *events, reveal="own-in")

    assert revealed_of(panel, BODIES).dropped == dropped


def test_a_later_version_that_was_erased_is_left_out() -> None:
    """The one that counts stays."""
    panel = panel_of("a1", "b1", REVEALED, "a2")
    rest = {name: one for name, one in BODIES.items() if name != body("a2")}

    assert revealed_of(panel, rest).entries[0].later == ()


def test_a_view_shows_no_words_of_anybody() -> None:
    """What ends up in a log tells nothing of a scorecard (P10)."""
    panel = panel_of(*BOTH_IN, Contested(at=NINE, by="c", body=body("st")), REVEALED)
    shown = view(panel, "a", drafts={})

    for text in (repr(shown), repr(shown.own), repr(shown.statements), str(shown.revealed)):
        assert "wrong index" not in text
        assert "Not so" not in text


def test_a_draft_that_is_none_is_refused_without_a_word_of_it() -> None:
    """What a store returns is not believed (P10)."""
    for garbage in (b"{}", b"\xff", b'{"kind":"draft","secret":1}', RUBRIC.canonical):
        with pytest.raises(LogBroken, match=r"^a draft is not what was kept$") as caught:
            view(panel_of(), "a", drafts={A: garbage})
        assert caught.value.__context__ is None
    assert view(panel_of(), "a", drafts={A: b""}).own[0].draft is None


def test_a_statement_is_confidential() -> None:
    """Nothing of it is in a repr or in an exception (P10)."""
    assert repr(StatementText(text="Not so.")) == "StatementText()"
    with pytest.raises(DocumentError) as caught:
        StatementText(text="", words="Not so.")  # type: ignore[call-arg]
    assert "Not so" not in str(caught.value)


def test_values_are_frozen() -> None:
    """A view is made anew, never edited."""
    for value in (view(panel_of(), "a"), readable(panel_of(), "a")):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            value.own = ()  # type: ignore[misc]
