"""Commitments, chains and receipts."""

import hashlib
import hmac
import json
from datetime import UTC, datetime

import pytest

from fairscore._loaded import Loaded
from fairscore.errors import LogBroken, NoSuchPanel
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
    RevealMade,
    RubricAdopted,
    RubricPin,
    Seat,
    SeatAdded,
    SeatVacated,
    Submitted,
    Withdrawn,
    written,
)
from fairscore.log import Body, BodyOf, Receipt, Record, chained, commit, concerns, genesis, linked

AT = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
ACME = PanelId(tenant="acme", application="app-7", round="onsite")
OTHER = PanelId(tenant="acme", application="app-8", round="onsite")
A, B = ("a", ""), ("b", "design")
SALT = bytes(range(32))


def opened(application: str = "app-7") -> Opened:
    """The beginning."""
    return Opened(
        at=AT,
        by="system",
        tenant="acme",
        application=application,
        round="onsite",
        rubric=RubricPin(id="backend", version=1, structure="s", text="t", body=RUBRIC.commitment),
        policy=ALL_IN,
        seats=(Seat(interviewer="a"), Seat(interviewer="b", interview="design")),
    )


def sealed(content: bytes, of: BodyOf, seat: tuple[str, str]) -> Body:
    """A body with its commitment."""
    name = commit(content, salt=SALT, panel=ACME, of=of, seat=seat)
    return Body(commitment=name, salt=SALT, content=content)


RUBRIC = sealed(b'{"kind":"rubric"}', "rubric", ("", ""))
CARD = sealed(b'{"kind":"scorecard"}', "scorecard", A)
STATEMENT = sealed(b'{"text":"no"}', "statement", ("c", ""))


def submitted(seat: tuple[str, str], version: int = 1, body: str = CARD.commitment) -> Submitted:
    """A hand-in."""
    return Submitted(
        at=AT,
        by=seat[0],
        interviewer=seat[0],
        interview=seat[1] or None,
        version=version,
        rubric=1,
        body=body,
        key=f"k{version}",
    )


REVEALED = RevealMade(at=AT, by="f")
EXPOSED = Exposed(at=AT, by="b", person="b", source="chat")
CONTESTED = Contested(at=AT, by="c", body=STATEMENT.commitment)


def loaded(*events: Event) -> Loaded:
    """A panel as it is read from its records."""
    return Loaded.of(ACME, chained(ACME, None, events))


def sha(text: bytes) -> str:
    """The plain digest, by its own name."""
    return hashlib.sha256(text).hexdigest()


def test_a_commitment_is_what_its_specification_says() -> None:
    """HMAC-SHA256 under the salt, over the form's name, the place, and the bytes."""
    message = b'fairscore commitment 1\n["acme","app-7","onsite","scorecard","b","design"]\n{"a":1}'
    expected = hmac.new(SALT, message, "sha256").hexdigest()

    assert commit(b'{"a":1}', salt=SALT, panel=ACME, of="scorecard", seat=B) == expected


def test_a_commitment_depends_on_everything_it_seals() -> None:
    """Another salt, place, sort, seat or word is another commitment: no card passes for another."""
    base = {"content": b"{}", "salt": SALT, "panel": ACME, "of": "scorecard", "seat": A}
    variants = [
        {},
        {"content": b"{} "},
        {"salt": SALT[::-1]},
        {"panel": OTHER},
        {"panel": PanelId(tenant="acme2", application="app-7", round="onsite")},
        {"panel": PanelId(tenant="acme", application="app-7", round="screen")},
        {"of": "statement"},
        {"seat": B},
        {"seat": ("a", "design")},
    ]
    names = [commit(**(base | variant)) for variant in variants]  # type: ignore[arg-type]

    assert len(set(names)) == len(names)


@pytest.mark.parametrize("length", [0, 31, 33, 64])
def test_a_salt_has_its_length(length: int) -> None:
    """A shorter salt would pass for one padded with zeros."""
    with pytest.raises(ValueError, match=r"^a salt has 32 bytes$"):
        commit(b"{}", salt=bytes(length), panel=ACME, of="rubric", seat=("", ""))


def test_a_chain_is_what_its_specification_says() -> None:
    """Each head is the digest of the one before and the event's bytes."""
    start = sha(b'fairscore panel 1\n["acme","app-7","onsite"]')
    seat = sha(b'fairscore seat 1\n["acme","app-7","onsite","b","design"]')
    first, second = chained(ACME, None, [opened(), REVEALED])

    assert genesis(ACME) == start
    assert genesis(ACME, B) == seat
    assert first.event == written(opened())
    assert first.head == sha(b"fairscore link 1\n" + start.encode() + b"\n" + first.event)
    assert second.head == sha(b"fairscore link 1\n" + first.head.encode() + b"\n" + second.event)


def test_a_chain_goes_on_where_it_stopped() -> None:
    """Events written one after another have the heads of events written at once."""
    first, second, third = chained(ACME, None, [opened(), submitted(A), REVEALED])

    assert chained(ACME, first.head, [submitted(A), REVEALED]) == (second, third)
    assert chained(ACME, first.head, []) == ()


CONCERNS: list[tuple[Event, bool, bool]] = [
    (opened(), True, True),
    (RubricAdopted(at=AT, by="f", rubric=opened().rubric, reason="words-mended"), True, True),
    (SeatAdded(at=AT, by="f", seat=Seat(interviewer="a"), reason="left-out"), True, False),
    (
        SeatAdded(at=AT, by="f", seat=Seat(interviewer="a", interview="x"), reason="left-out"),
        False,
        False,
    ),
    (
        SeatVacated(at=AT, by="f", interviewer="b", interview="design", reason="interviewer-left"),
        False,
        True,
    ),
    (submitted(A), True, False),
    (submitted(B), False, True),
    (Withdrawn(at=AT, by="a", interviewer="a"), True, False),
    (Withdrawn(at=AT, by="a", interviewer="a", interview="design"), False, False),
    (EXPOSED, False, True),
    (
        MemberAdded(at=AT, by="f", member=Member(person="a", role="admin"), reason="left-out"),
        False,
        False,
    ),
    (OpeningAgreed(at=AT, by="a"), False, False),
    (
        Closed(at=AT, by="f", reason="deadline-passed", dropped=(Seat(interviewer="a"),)),
        False,
        False,
    ),
    (REVEALED, False, False),
    (Held(at=AT, by="l", reason="complaint"), False, False),
    (HoldEnded(at=AT, by="l"), False, False),
    (CONTESTED, False, False),
    (Erased(at=AT, by="d", basis="error", bodies=(CARD.commitment,)), False, False),
]


@pytest.mark.parametrize(("event", "of_a", "of_b"), CONCERNS)
def test_the_chain_of_a_seat_holds_what_concerns_it(event: Event, of_a: bool, of_b: bool) -> None:  # noqa: FBT001 (a table)
    """Nothing that another seat does is part of it (P1, P5)."""
    assert (concerns(event, A), concerns(event, B)) == (of_a, of_b)


def test_a_receipt_of_a_seat_says_what_it_covers() -> None:
    """Its head is the seat's chain up to the version, whatever others did before or after (P5)."""
    among = loaded(opened(), submitted(B), EXPOSED, submitted(A), submitted(B, 2), REVEALED)
    alone = loaded(opened(), submitted(A))
    version = among.opened.versions_of(A)[0]
    receipt = among.receipt_for(A, version)

    head = linked(linked(genesis(ACME, A), written(opened())), written(submitted(A)))
    assert receipt == Receipt(
        tenant="acme",
        application="app-7",
        round="onsite",
        covers="seat",
        interviewer="a",
        interview=None,
        body=CARD.commitment,
        at=AT,
        head=head,
    )
    assert alone.receipt_for(A, alone.opened.versions_of(A)[0]) == receipt
    assert b"position" not in receipt.canonical
    interview = among.receipt_for(B, among.opened.versions_of(B)[0]).interview
    assert interview == "design"


def test_a_receipt_of_an_earlier_version_does_not_cover_the_later() -> None:
    """Each version has a receipt of its own, and the first stays as it was handed out."""
    one = loaded(opened(), submitted(A))
    two = loaded(opened(), submitted(A), submitted(A, 2))
    receipts = [two.receipt_for(A, version) for version in two.opened.versions_of(A)]

    assert one.receipt_for(A, one.opened.versions_of(A)[0]) == receipts[0]
    assert receipts[0].head != receipts[1].head


def test_there_is_a_receipt_of_the_panel_from_the_reveal_on() -> None:
    """It covers the whole log up to when it was handed out (P5)."""
    before = loaded(opened(), submitted(A))
    later = Exposed(at=AT.replace(hour=11), by="b", person="b", source="desk")
    after = loaded(opened(), submitted(A), REVEALED, later)

    assert before.receipt_of_panel() is None
    assert loaded().receipt_of_panel() is None
    receipt = after.receipt_of_panel()
    assert receipt == Receipt(
        tenant="acme",
        application="app-7",
        round="onsite",
        covers="panel",
        at=later.at,
        head=after.records[-1].head,
    )


def test_more_events_are_the_same_as_reading_them_back() -> None:
    """What was just written is not read again, and is the same as if it were."""
    records = chained(ACME, None, [opened(), submitted(A)])
    first = Loaded.of(ACME, records[:1])

    assert first.then([submitted(A)], records[1:]) == Loaded.of(ACME, records)


def test_a_panel_that_nobody_opened_is_none() -> None:
    """Nothing is there to be asked, and there is no head."""
    nothing = loaded()

    assert (nothing.panel, nothing.head) == (None, None)
    with pytest.raises(NoSuchPanel):
        assert nothing.opened


def broken(change: str) -> tuple[Record, ...]:
    """Records that somebody was at."""
    records = chained(ACME, None, [opened(), submitted(A), submitted(B), REVEALED])
    first, second, third, last = records
    match change:
        case "altered":
            words = second.event.replace(b'"k1"', b'"k9"')
            return (first, Record(event=words, head=second.head), third, last)
        case "dropped":
            return (first, third, last)
        case "swapped":
            return (first, third, second, last)
        case "doubled":
            return (first, second, second, third, last)
        case "spliced":
            return (*chained(OTHER, None, [opened("app-8")]), second, third, last)
        case "beheaded":
            return (Record(event=first.event, head="0" * 64), second, third, last)
        case "moved":
            return chained(ACME, None, [opened("app-8")])
        case "begun late":
            return chained(ACME, None, [submitted(A)])
        case "newer":
            newer = json.dumps({"event": "praised", "at": "2026-05-04T09:30:00Z"}).encode()
            return (first, Record(event=newer, head=linked(first.head, newer)))
        case _:
            return records


@pytest.mark.parametrize(
    "change",
    ["altered", "dropped", "swapped", "doubled", "spliced", "beheaded"],
)
def test_a_log_that_is_not_what_was_written_is_not_read(change: str) -> None:
    """A store that returns another log than was written is found out (P5)."""
    with pytest.raises(LogBroken, match=r"^the log of a panel is not what was written$"):
        Loaded.of(ACME, broken(change))


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("moved", "the log of a panel is that of another one"),
        ("begun late", "the first event of a panel opens it"),
        ("newer", "upgrade fairscore-hiring if a newer one wrote it"),
    ],
)
def test_a_log_whose_chain_holds_may_still_not_be_one(change: str, why: str) -> None:
    """Who can compute heads can write another panel's log, or what a newer version writes."""
    with pytest.raises(LogBroken, match=f"{why}$") as caught:
        Loaded.of(ACME, broken(change))
    assert str(caught.value).startswith(("the ", "not an event"))


def test_a_log_that_is_what_was_written_is_read() -> None:
    """The control of the two above."""
    assert len(Loaded.of(ACME, broken("not")).events) == 4


def test_bodies_are_held_against_what_was_sealed() -> None:
    """What a store returns under a commitment is what it was made of, or it is refused (P5)."""
    panel = loaded(opened(), submitted(A), CONTESTED)
    sealed_bodies = {one.commitment: one for one in (RUBRIC, CARD, STATEMENT)}
    panel.check(sealed_bodies)

    for name, body in sealed_bodies.items():
        for wrong in (
            Body(commitment=name, salt=SALT, content=body.content + b" "),
            Body(commitment=name, salt=SALT[::-1], content=body.content),
            Body(commitment=name, salt=SALT + b"\x00", content=body.content),
            RUBRIC if body is CARD else CARD,
        ):
            with pytest.raises(LogBroken, match=r"^a body is not what was sealed$"):
                panel.check({name: wrong})


def test_a_body_shows_neither_its_words_nor_its_salt() -> None:
    """Nothing of a scorecard is in a repr (P10)."""
    assert repr(CARD) == f"Body(commitment={CARD.commitment!r})"
