"""What may be asked of a panel: each refusal, beside the nearest case that is allowed."""

import re
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import attrs
import pytest

from fairscore import _handling
from fairscore._handling import handle
from fairscore._refusals import REFUSALS, refusal
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
    Redraw,
    Reveal,
    Submit,
    TellPlanSeed,
    Vacate,
    Withdraw,
)
from fairscore.errors import NoSuchPanel, NotPermitted, NotYet, OnHold, PanelError
from fairscore.event import (
    ALL_IN,
    SYSTEM,
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
    PlanSeedTold,
    Policy,
    Redrawn,
    RevealMade,
    RubricAdopted,
    RubricPin,
    Seat,
    SeatAdded,
    SeatVacated,
    Submitted,
    Withdrawn,
)
from fairscore.order import MOST_DRAWS, seed_commitment
from fairscore.panel import Panel, evolve

NINE = datetime(2026, 5, 4, 9, tzinfo=UTC)
TEN = NINE + timedelta(hours=1)
ACME = PanelId(tenant="acme", application="app-7", round="onsite")
A, B, SHADOW = ("a", "design"), ("b", ""), ("s", "")
SEATS = (
    Seat(interviewer="a", interview="design"),
    Seat(interviewer="b"),
    Seat(interviewer="s", shadow=True),
)
MEMBERS = (
    Member(person="f", role="facilitator"),
    Member(person="h", role="hiring-manager"),
    Member(person="x", role="admin"),
)
OWN_IN = Policy(reveal="own-in")
OPENERS = Policy(reveal="openers", openers=("h", "b"))
QUORUM = Policy(reveal="quorum", quorum=1)
LATER = Policy(reveal="at-time", at=TEN)


def pin(version: int = 1, text: str = "as it was", name: str = "backend") -> RubricPin:
    """A version of a rubric."""
    return RubricPin(id=name, version=version, structure="s", text=text, body=f"{version:064x}")


def opened(policy: Policy = ALL_IN, **changes: object) -> Open:
    """The opening of a panel with two counting seats, a shadow seat and three members."""
    command = Open(
        by=SYSTEM,
        at=NINE,
        panel=ACME,
        rubric=pin(),
        policy=policy,
        seats=SEATS,
        members=MEMBERS,
        candidate="c",
    )
    return attrs.evolve(command, **changes)


def redraw(by: str) -> Redraw:
    """Draw the orders anew."""
    return Redraw(by=by, at=NINE, reason="seats-changed")


def submit(seat: tuple[str, str], key: str = "k", **changes: object) -> Submit:
    """A hand-in; its commitment is made of the seat and the key."""
    body = f"{seat[0].encode().hex()}{key.encode().hex()}".ljust(64, "0")
    command = Submit(by=seat[0], at=NINE, seat=seat, body=body, rubric=1, key=key)
    return attrs.evolve(command, **changes)


def add_seat(seat: Seat, by: str = "f") -> AddSeat:
    """A seat that comes later."""
    return AddSeat(by=by, at=NINE, seat=seat, reason="left-out")


def adopt(rubric: RubricPin, by: str = "f") -> AdoptRubric:
    """Another version of the rubric."""
    return AdoptRubric(by=by, at=NINE, rubric=rubric, reason="words-mended")


def vacate(seat: tuple[str, str], by: str = "f") -> Vacate:
    """Nothing will come from a seat."""
    return Vacate(by=by, at=NINE, seat=seat, reason="interviewer-left")


def expose(person: str, by: str | None = None, **changes: object) -> Expose:
    """Somebody was told."""
    return attrs.evolve(Expose(by=by or person, at=NINE, person=person, source="chat"), **changes)


def withdraw(seat: tuple[str, str], by: str | None = None) -> Withdraw:
    """A scorecard is taken back."""
    return Withdraw(by=by or seat[0], at=NINE, seat=seat)


def close(by: str = "f") -> Close:
    """The panel goes on."""
    return Close(by=by, at=NINE, reason="deadline-passed")


def reveal(by: str = SYSTEM, at: datetime = NINE) -> Reveal:
    """Let the scorecards be read."""
    return Reveal(by=by, at=at)


def agree(by: str) -> AgreeToOpen:
    """An opener agrees."""
    return AgreeToOpen(by=by, at=NINE)


def contest(by: str) -> Contest:
    """A statement."""
    return Contest(by=by, at=NINE, body="5" * 64)


def erase(person: str | None = None) -> Erase:
    """Words are erased."""
    return Erase(by="dpo", at=NINE, basis="erasure-request", person=person)


HOLD = Hold(by="counsel", at=NINE, reason="complaint")
END_HOLD = EndHold(by="counsel", at=NINE)
CLAIM = Hold(by="counsel-2", at=NINE, reason="legal-claim")
END_CLAIM = EndHold(by="counsel-2", at=NINE, reason="legal-claim")
FACILITATE = AddMember(
    by="f", at=NINE, member=Member(person="a", role="facilitator"), reason="left-out"
)


def step(panel: Panel | None, command: Command) -> Panel | None:
    """The state after a command was decided on."""
    for event in handle(panel, command):
        panel = evolve(panel, event)
    return panel


def played(*commands: Command) -> Panel:
    """The state after some commands, the first of which opens the panel."""
    panel = None
    for command in commands:
        panel = step(panel, command)
    assert panel is not None
    return panel


BOTH = (submit(A), submit(B))
AMENDED = attrs.evolve(submit(A, "k2"), reason="mistake")

REDRAW = redraw("f")
REDRAWN = Redrawn(at=NINE, by="f", reason="seats-changed")
SEALED = "7" * 64
PLAN = seed_commitment(bytes(32))
TELL = TellPlanSeed(by="f", at=NINE, seed=bytes(32))


# Slug, what was before, what is refused, and the nearest that is allowed with what was before it.
REFUSED: list[tuple[str, tuple[Command, ...], Command, tuple[Command, ...], Command]] = [
    ("no-such-panel", (), submit(A), (opened(),), submit(A)),
    ("no-such-panel", (opened(),), submit(("nobody", "")), (opened(),), submit(SHADOW)),
    ("no-such-panel", (opened(),), withdraw(A, by="n"), (opened(), submit(A)), withdraw(A)),
    ("no-such-panel", (opened(),), reveal("nobody"), (opened(), *BOTH), reveal("a")),
    ("no-such-panel", (opened(),), expose("nobody", by="f"), (opened(),), expose("a", by="f")),
    ("no-such-panel", (opened(),), contest("nobody"), (opened(),), contest("c")),
    ("no-such-panel", (opened(OPENERS),), agree("nobody"), (opened(OPENERS),), agree("h")),
    ("no-such-panel", (opened(),), close(by="nobody"), (opened(),), close()),
    ("not-permitted", (opened(),), submit(A, by="b"), (opened(),), submit(A, by="f")),
    # Whoever hands in learns whether something was there: only who is told so anyway may.
    ("not-permitted", (opened(),), submit(A, by="h"), (opened(),), submit(A, by=SYSTEM)),
    ("no-such-panel", (opened(),), submit(A, by="c"), (opened(),), submit(A)),
    ("no-such-panel", (opened(),), submit(A, by="recruiter"), (opened(),), submit(A)),
    (
        "not-permitted",
        (opened(), FACILITATE, close()),
        expose("b", by="a"),
        (opened(), FACILITATE, close(), reveal()),
        expose("b", by="a"),
    ),
    ("candidate-on-panel", (), opened(candidate="a"), (), opened(candidate="aa")),
    ("candidate-on-panel", (), opened(candidate="f"), (), opened(candidate=None)),
    ("candidate-on-panel", (), opened(OPENERS, candidate="h"), (), opened(OPENERS)),
    (
        "candidate-on-panel",
        (opened(),),
        add_seat(Seat(interviewer="c")),
        (opened(candidate=None),),
        add_seat(Seat(interviewer="c")),
    ),
    (
        "candidate-on-panel",
        (opened(),),
        attrs.evolve(FACILITATE, member=Member(person="c", role="facilitator")),
        (opened(candidate=None),),
        attrs.evolve(FACILITATE, member=Member(person="c", role="facilitator")),
    ),
    (
        "not-permitted",
        (opened(), submit(A)),
        withdraw(A, by="b"),
        (opened(), submit(A)),
        withdraw(A),
    ),
    (
        "not-permitted",
        (opened(),),
        add_seat(Seat(interviewer="d"), by="h"),
        (opened(),),
        add_seat(Seat(interviewer="d")),
    ),
    (
        "not-permitted",
        (opened(), FACILITATE),
        close(by="a"),
        (opened(), FACILITATE, vacate(A)),
        close(by="a"),
    ),
    ("not-permitted", (opened(),), attrs.evolve(FACILITATE, by="x"), (opened(),), FACILITATE),
    ("not-permitted", (opened(),), adopt(pin(2), by="a"), (opened(),), adopt(pin(2))),
    ("not-permitted", (opened(),), vacate(A, by="a"), (opened(),), vacate(A)),
    ("not-permitted", (opened(),), expose("b", by="a"), (opened(),), expose("b")),
    ("not-permitted", (opened(),), expose("nobody", by="a"), (opened(),), expose("a")),
    ("not-permitted", (opened(), *BOTH), reveal("s"), (opened(), *BOTH), reveal("f")),
    (
        "not-permitted",
        (opened(), *BOTH),
        reveal("h"),
        (opened(OPENERS), agree("h"), submit(B), agree("b")),
        reveal("h"),
    ),
    ("not-permitted", (opened(OPENERS),), agree("f"), (opened(OPENERS),), agree("h")),
    ("not-permitted", (opened(),), contest(SYSTEM), (opened(),), contest("s")),
    ("not-yet", (opened(), submit(A)), reveal("a"), (opened(), *BOTH), reveal("a")),
    ("not-yet", (opened(QUORUM), submit(B)), reveal("a"), (opened(QUORUM), submit(B)), reveal("b")),
    ("not-yet", (opened(QUORUM), submit(SHADOW)), reveal(), (opened(QUORUM), submit(A)), reveal()),
    (
        "not-yet",
        (opened(LATER),),
        reveal(at=TEN - timedelta(seconds=1)),
        (opened(LATER),),
        reveal(at=TEN),
    ),
    (
        "not-yet",
        (opened(OPENERS), agree("h")),
        reveal(),
        (opened(OPENERS), agree("h"), submit(B), agree("b")),
        reveal(),
    ),
    ("not-yet", (opened(OPENERS),), agree("b"), (opened(OPENERS), submit(B)), agree("b")),
    ("not-yet", (opened(OWN_IN), submit(A)), reveal("a"), (opened(OWN_IN), *BOTH), reveal("a")),
    ("panel-open-already", (opened(),), opened(OWN_IN), (), opened(OWN_IN)),
    ("panel-open-already", (opened(),), opened(rubric=pin(2)), (), opened(rubric=pin(2))),
    ("panel-open-already", (opened(),), opened(rubric=pin(1, "mended")), (), opened()),
    ("panel-open-already", (opened(),), opened(candidate=None), (), opened(candidate=None)),
    ("panel-open-already", (opened(),), opened(seats=SEATS[:2]), (), opened(seats=SEATS[:2])),
    ("panel-open-already", (opened(),), opened(members=()), (), opened(members=())),
    ("no-counting-seat", (), opened(seats=SEATS[2:]), (), opened(seats=SEATS[1:])),
    ("no-counting-seat", (), opened(seats=()), (), opened(seats=SEATS[:1])),
    ("seat-twice", (), opened(seats=SEATS[:1] * 2), (), opened(seats=SEATS[:1])),
    (
        "seat-twice",
        (opened(),),
        add_seat(Seat(interviewer="b", shadow=True)),
        (opened(),),
        add_seat(Seat(interviewer="b", interview="design")),
    ),
    ("reserved-name", (), opened(seats=[*SEATS, Seat(interviewer=SYSTEM)]), (), opened()),
    ("reserved-name", (), opened(members=[Member(person=SYSTEM, role="admin")]), (), opened()),
    (
        "reserved-name",
        (),
        opened(Policy(reveal="openers", openers=("h", SYSTEM))),
        (),
        opened(OPENERS),
    ),
    (
        "reserved-name",
        (opened(),),
        add_seat(Seat(interviewer=SYSTEM)),
        (opened(),),
        add_seat(Seat(interviewer="systems")),
    ),
    (
        "reserved-name",
        (opened(),),
        attrs.evolve(FACILITATE, member=Member(person=SYSTEM, role="admin")),
        (opened(),),
        FACILITATE,
    ),
    (
        "quorum-too-large",
        (),
        opened(Policy(reveal="quorum", quorum=3)),
        (),
        opened(Policy(reveal="quorum", quorum=2)),
    ),
    ("another-rubric", (opened(),), adopt(pin(2, name="frontend")), (opened(),), adopt(pin(2))),
    ("version-reused", (opened(),), adopt(pin(1, "mended")), (opened(),), adopt(pin(2, "mended"))),
    (
        "version-reused",
        (opened(), adopt(pin(2))),
        adopt(pin(1, "mended")),
        (opened(), adopt(pin(2))),
        adopt(pin(1)),
    ),
    ("no-such-seat", (opened(),), submit(("a", "")), (opened(),), submit(A)),
    ("no-such-seat", (opened(),), vacate(("b", "design")), (opened(),), vacate(B)),
    ("no-such-seat", (opened(),), withdraw(("a", "")), (opened(), submit(A)), withdraw(A)),
    ("seat-vacated", (opened(), vacate(A)), submit(A), (opened(), close()), submit(A)),
    (
        "seat-vacated",
        (opened(), vacate(A)),
        submit(A),
        (opened(), vacate(A), add_seat(SEATS[0])),
        submit(A),
    ),
    ("submitted-already", (opened(), submit(A)), submit(A, "k2"), (opened(), submit(A)), AMENDED),
    (
        "seat-dropped",
        (opened(), submit(A), close()),
        add_seat(SEATS[1]),
        (opened(), submit(A), vacate(B)),
        add_seat(SEATS[1]),
    ),
    ("seat-filled", (opened(), submit(A)), vacate(A), (opened(), submit(A)), vacate(B)),
    ("nothing-submitted", (opened(),), AMENDED, (opened(), submit(A)), AMENDED),
    (
        "nothing-submitted",
        (opened(), submit(A), withdraw(A)),
        AMENDED,
        (opened(), submit(A), withdraw(A)),
        submit(A, "k2"),
    ),
    ("nothing-submitted", (opened(),), withdraw(A), (opened(), submit(A)), withdraw(A)),
    (
        "rubric-not-adopted",
        (opened(),),
        submit(A, rubric=2),
        (opened(), adopt(pin(2))),
        submit(A, rubric=2),
    ),
    (
        "too-late-to-withdraw",
        (opened(), submit(A), expose("a")),
        withdraw(A),
        (opened(), submit(A), expose("b")),
        withdraw(A),
    ),
    (
        "too-late-to-withdraw",
        (opened(), *BOTH, reveal()),
        withdraw(A),
        (opened(), *BOTH),
        withdraw(A),
    ),
    (
        "too-late-to-withdraw",
        (opened(OWN_IN), submit(A)),
        withdraw(A),
        (opened(LATER), submit(A)),
        withdraw(A),
    ),
    (
        "seen-after-recorded",
        (opened(),),
        expose("a", since=TEN),
        (opened(),),
        expose("a", since=NINE),
    ),
    (
        "on-hold",
        (opened(), submit(A), HOLD),
        erase(),
        (opened(), submit(A), HOLD, END_HOLD),
        erase(),
    ),
    ("not-held", (opened(),), END_HOLD, (opened(), HOLD), END_HOLD),
    ("not-held", (opened(), HOLD), END_CLAIM, (opened(), CLAIM), END_CLAIM),
    ("several-holds", (opened(), HOLD, CLAIM), END_HOLD, (opened(), HOLD, CLAIM), END_CLAIM),
    (
        "on-hold",
        (opened(), submit(A), HOLD, CLAIM, END_CLAIM),
        erase(),
        (opened(), submit(A), HOLD, CLAIM, END_CLAIM, END_HOLD),
        erase(),
    ),
    ("no-such-person", (opened(), submit(A)), erase("aa"), (opened(), submit(A)), erase("a")),
    ("no-seed", (opened(),), REDRAW, (opened(seed=SEALED),), REDRAW),
    (
        "too-late-to-redraw",
        (opened(seed=SEALED), *BOTH, reveal()),
        REDRAW,
        (opened(seed=SEALED), *BOTH),
        REDRAW,
    ),
    (
        "too-many-draws",
        (opened(seed=SEALED), *[REDRAW] * MOST_DRAWS),
        REDRAW,
        (opened(seed=SEALED), *[REDRAW] * (MOST_DRAWS - 1)),
        REDRAW,
    ),
    ("not-permitted", (opened(seed=SEALED),), redraw("a"), (opened(seed=SEALED),), redraw("f")),
    ("no-plan", (opened(), *BOTH, reveal()), TELL, (opened(plan=PLAN), *BOTH, reveal()), TELL),
    (
        "other-seed",
        (opened(plan=PLAN), *BOTH, reveal()),
        attrs.evolve(TELL, seed=bytes(range(32))),
        (opened(plan=PLAN), *BOTH, reveal()),
        TELL,
    ),
    ("not-yet", (opened(plan=PLAN), *BOTH), TELL, (opened(plan=PLAN), *BOTH, reveal()), TELL),
    (
        "panel-open-already",
        (opened(plan=PLAN),),
        opened(plan=SEALED),
        (),
        opened(plan=PLAN),
    ),
]
# Said by the desk, which knows rubrics and bodies: tests/test_desk.py has them.
BY_THE_DESK = {
    "another-panel",
    "before-too-late",
    "key-reused",
    "no-such-interview",
    "not-committed",
    "system-reads-nothing",
    "taken-back",
    "was-erased",
}
CLASSES = {
    "no-such-panel": NoSuchPanel,
    "not-permitted": NotPermitted,
    "not-yet": NotYet,
    "on-hold": OnHold,
}


@pytest.mark.parametrize(
    ("slug", "before", "refused", "before_allowed", "allowed"),
    REFUSED,
    ids=[f"{index}-{case[0]}" for index, case in enumerate(REFUSED)],
)
def test_what_is_refused_and_what_is_nearest_to_it(
    slug: str,
    before: tuple[Command, ...],
    refused: Command,
    before_allowed: tuple[Command, ...],
    allowed: Command,
) -> None:
    """Each refusal says its slug in its own words, and the look-alike beside it is let through."""
    panel = played(*before) if before else None
    with pytest.raises(PanelError) as caught:
        handle(panel, refused)

    assert caught.value.problem == refusal(slug)
    assert type(caught.value) is CLASSES.get(slug, PanelError)
    assert handle(played(*before_allowed) if before_allowed else None, allowed)


def test_who_wrote_nothing_has_nothing_to_erase() -> None:
    """Of whoever was anything to the panel, and wrote nothing, there is nothing to erase."""
    openers = Policy(reveal="openers", openers=("o", "p"))
    outsider = Expose(by="z", at=NINE, person="z", source="access", bodies=("1" * 64,))
    panel = played(opened(openers), submit(A), outsider)

    for person in ("b", "s", "f", "c", "o", "z"):
        assert handle(panel, erase(person)) == ()
    for person in ("y", SYSTEM):
        with pytest.raises(PanelError, match=r"\[no-such-person\]$"):
            handle(panel, erase(person))


def test_the_same_hold_again_is_no_second_one() -> None:
    """There is one for each reason."""
    assert handle(played(opened(), HOLD), HOLD) == ()
    assert handle(played(opened(), HOLD), CLAIM) != ()


def test_every_refusal_has_its_case() -> None:
    """No slug without a case here or at the desk, no case without a slug."""
    assert {case[0] for case in REFUSED} | BY_THE_DESK == set(REFUSALS)


def test_every_refusal_is_explained() -> None:
    """`fairscore explain` knows each slug that a panel can raise."""
    page = Path(_handling.__file__).parent / "cli" / "problems.md"
    headings = set(re.findall(r"^## (.*)$", page.read_text("utf-8"), re.MULTILINE))
    elsewhere = {
        "bad-reference",
        "bad-seat",
        "bad-time",
        "criterion-unanswered",
        "one-subject",
        "out-of-range",
        "wrong-type",
    }

    assert headings >= set(REFUSALS) | elsewhere | {"policy-incomplete"}


# What somebody does, what was before it, and the event that it is recorded as.
DONE: list[tuple[tuple[Command, ...], Command, Event]] = [
    (
        (),
        opened(),
        Opened(
            at=NINE,
            by=SYSTEM,
            tenant="acme",
            application="app-7",
            round="onsite",
            candidate="c",
            rubric=pin(),
            policy=ALL_IN,
            seats=SEATS,
            members=MEMBERS,
        ),
    ),
    (
        (),
        opened(seed=SEALED, plan=PLAN),
        Opened(
            at=NINE,
            by=SYSTEM,
            tenant="acme",
            application="app-7",
            round="onsite",
            candidate="c",
            rubric=pin(),
            policy=ALL_IN,
            seats=SEATS,
            members=MEMBERS,
            seed=SEALED,
            plan=PLAN,
        ),
    ),
    (
        (opened(),),
        add_seat(Seat(interviewer="d")),
        SeatAdded(at=NINE, by="f", seat=Seat(interviewer="d"), reason="left-out"),
    ),
    (
        (opened(),),
        FACILITATE,
        MemberAdded(at=NINE, by="f", member=FACILITATE.member, reason="left-out"),
    ),
    (
        (opened(),),
        adopt(pin(2)),
        RubricAdopted(at=NINE, by="f", rubric=pin(2), reason="words-mended"),
    ),
    (
        (opened(),),
        vacate(A),
        SeatVacated(
            at=NINE, by="f", interviewer="a", interview="design", reason="interviewer-left"
        ),
    ),
    (
        (opened(),),
        vacate(B),
        SeatVacated(at=NINE, by="f", interviewer="b", interview=None, reason="interviewer-left"),
    ),
    (
        (opened(),),
        submit(A),
        Submitted(
            at=NINE,
            by="a",
            interviewer="a",
            interview="design",
            version=1,
            rubric=1,
            body=submit(A).body,
            key="k",
        ),
    ),
    (
        (opened(), submit(B)),
        submit(B, "k2", by="f", reason="mistake"),
        Submitted(
            at=NINE,
            by="f",
            interviewer="b",
            version=2,
            rubric=1,
            body=submit(B, "k2").body,
            key="k2",
            reason="mistake",
        ),
    ),
    (
        (opened(), submit(B), withdraw(B)),
        submit(B, "k2"),
        Submitted(
            at=NINE,
            by="b",
            interviewer="b",
            version=2,
            rubric=1,
            body=submit(B, "k2").body,
            key="k2",
        ),
    ),
    (
        (opened(), submit(A)),
        withdraw(A),
        Withdrawn(at=NINE, by="a", interviewer="a", interview="design"),
    ),
    ((opened(), submit(B)), withdraw(B), Withdrawn(at=NINE, by="b", interviewer="b")),
    (
        (opened(),),
        expose("a", by="f", bodies=("1" * 64,), since=NINE),
        Exposed(at=NINE, by="f", person="a", source="chat", bodies=("1" * 64,), since=NINE),
    ),
    ((opened(OPENERS),), agree("h"), OpeningAgreed(at=NINE, by="h")),
    (
        (opened(), submit(A)),
        close(),
        Closed(at=NINE, by="f", reason="deadline-passed", dropped=SEATS[1:2]),
    ),
    (
        (opened(), submit(A), close(), add_seat(Seat(interviewer="d"))),
        close(),
        Closed(at=NINE, by="f", reason="deadline-passed", dropped=(Seat(interviewer="d"),)),
    ),
    ((opened(), *BOTH), reveal("f"), RevealMade(at=NINE, by="f", missing=())),
    ((opened(seed=SEALED), *BOTH), REDRAW, REDRAWN),
    (
        (opened(plan=PLAN), *BOTH, reveal()),
        TELL,
        PlanSeedTold(at=NINE, by="f", seed=bytes(32).hex()),
    ),
    ((opened(LATER), submit(A)), reveal(at=TEN), RevealMade(at=TEN, by=SYSTEM, missing=SEATS[1:2])),
    ((opened(),), HOLD, Held(at=NINE, by="counsel", reason="complaint")),
    ((opened(), HOLD), END_HOLD, HoldEnded(at=NINE, by="counsel", reason="complaint")),
    ((opened(),), contest("c"), Contested(at=NINE, by="c", body="5" * 64)),
    (
        (opened(), *BOTH, contest("a")),
        erase("a"),
        Erased(at=NINE, by="dpo", basis="erasure-request", bodies=(submit(A).body, "5" * 64)),
    ),
    (
        (opened(), *BOTH, erase("a"), contest("c")),
        erase(),
        Erased(at=NINE, by="dpo", basis="erasure-request", bodies=(submit(B).body, "5" * 64)),
    ),
]


@pytest.mark.parametrize(("before", "command", "event"), DONE)
def test_what_is_done_is_recorded_as_one_event(
    before: tuple[Command, ...], command: Command, event: Event
) -> None:
    """An event holds who, when, why and what, as the command said it."""
    assert handle(played(*before) if before else None, command) == (event,)


# What was done already, with what was before it.
AGAIN: list[tuple[tuple[Command, ...], Command]] = [
    ((opened(),), opened()),
    ((opened(),), opened(seats=SEATS[::-1], members=MEMBERS[::-1], at=TEN, by="f")),
    ((opened(), add_seat(Seat(interviewer="d")), adopt(pin(2)), FACILITATE), opened()),
    ((opened(),), add_seat(SEATS[0])),
    ((opened(),), attrs.evolve(FACILITATE, member=MEMBERS[0])),
    ((opened(), adopt(pin(2))), adopt(pin(2))),
    ((opened(), vacate(A)), vacate(A)),
    ((opened(), close()), close()),
    ((opened(), *BOTH), close()),
    ((opened(LATER), reveal(at=TEN)), close()),
    ((opened(), *BOTH, reveal()), reveal("a")),
    ((opened(OPENERS), agree("h")), agree("h")),
    ((opened(plan=PLAN), *BOTH, reveal(), TELL), TELL),
    ((opened(seed=SEALED), adopt(pin(2))), opened(seed=PLAN)),
    ((opened(), HOLD), HOLD),
    ((opened(),), erase()),
    ((opened(), submit(A), erase()), erase()),
    ((opened(), submit(A)), erase("b")),
]


@pytest.mark.parametrize(("before", "command"), AGAIN)
def test_what_was_done_is_not_done_again(before: tuple[Command, ...], command: Command) -> None:
    """A retry after a lost answer is no error and records nothing."""
    assert handle(played(*before), command) == ()


def test_a_pending_person_is_refused_even_after_the_reveal() -> None:
    """Who has not handed in stays blind when others are read (P1)."""
    panel = played(opened(LATER), submit(A), reveal(at=TEN))

    with pytest.raises(NotYet):
        handle(panel, reveal("b", at=TEN))
    late = step(panel, submit(B, at=TEN))
    assert handle(late, reveal("b", at=TEN)) == ()


@pytest.mark.parametrize(
    ("who", "told"), [("f", (A, B)), (SYSTEM, (A, B)), ("b", None), ("a", None)]
)
def test_who_is_pending_is_told_to_those_without_a_seat(
    who: str, told: tuple[tuple[str, str], ...] | None
) -> None:
    """A refused reveal names open seats to a facilitator and to the system alone (P1)."""
    with pytest.raises(NotYet) as caught:
        handle(played(opened()), reveal(who))

    assert caught.value.pending == told


def test_a_facilitator_with_an_open_seat_is_not_told_who_is_pending() -> None:
    """With a seat of their own, a facilitator is told what an interviewer is told (P2)."""
    panel = played(opened(), FACILITATE, submit(A))

    with pytest.raises(NotYet) as caught:
        handle(panel, reveal("a"))
    assert caught.value.pending is None


def test_vacating_or_closing_lets_the_others_be_read() -> None:
    """All in means all that are waited for; a shadow seat never is."""
    for way_on in (vacate(B), close()):
        assert handle(played(opened(), submit(A), way_on), reveal())


def test_a_quorum_that_cannot_be_reached_any_more_does_not_hold_a_panel_up() -> None:
    """With a seat vacated and everybody else in, fewer than the quorum are enough."""
    two = Policy(reveal="quorum", quorum=2)

    with pytest.raises(NotYet):
        handle(played(opened(two), submit(A)), reveal())
    assert handle(played(opened(two), submit(A), vacate(B)), reveal())


NO_MOMENT = (
    "not a date and time with its offset from UTC; "
    "give a datetime with a timezone, such as datetime.now(timezone.utc) [bad-time]"
)
NO_SEAT = (
    "seat: not the name of a seat; "
    "give interviewer and interview, '' where the rubric names none [bad-seat]"
)
BAD_REFERENCES: list[Any] = ["", " a", "né", "a\x00", "a" * 129, "a\n", 7, b"a"]
BAD_TIMES: list[Any] = [
    datetime(2026, 5, 4, 9),  # noqa: DTZ001 (what is refused)
    datetime(1969, 5, 4, 9, tzinfo=UTC),
    NINE.astimezone(timezone(timedelta(minutes=1, seconds=30))),
    NINE.date(),
    "2026-05-04T09:00:00Z",
    0,
]


@pytest.mark.parametrize("bad", BAD_REFERENCES)
@pytest.mark.parametrize(
    ("field", "command"),
    [
        ("by", reveal()),
        ("key", submit(A)),
        ("person", expose("a")),
        ("person", erase("a")),
        ("candidate", opened()),
        ("tenant", ACME),
        ("application", ACME),
        ("round", ACME),
    ],
)
def test_what_is_no_reference_is_refused_by_its_name(
    field: str, command: object, bad: object
) -> None:
    """A reference is looked at where it is given; the refusal names the argument, not the value."""
    with pytest.raises(PanelError) as caught:
        attrs.evolve(command, **{field: bad})

    assert str(caught.value) == (
        f"{field}: not a reference; "
        "use letters, digits and . _ : @ + / = ~ -, no spaces [bad-reference]"
    )


@pytest.mark.parametrize("bad", BAD_TIMES)
@pytest.mark.parametrize(("field", "command"), [("at", reveal()), ("since", expose("a"))])
def test_what_is_no_moment_is_refused_by_its_name(field: str, command: object, bad: object) -> None:
    """A time without its offset, or no time at all, is refused before anything compares it."""
    with pytest.raises(PanelError, match=rf"^{field}: {re.escape(NO_MOMENT)}$"):
        attrs.evolve(command, **{field: bad})


@pytest.mark.parametrize(
    "moment",
    [
        datetime(1970, 1, 1, tzinfo=UTC),
        NINE.astimezone(timezone(timedelta(minutes=-45))),
        NINE.astimezone(timezone(timedelta(hours=5, minutes=31))),
    ],
)
def test_any_offset_of_whole_minutes_will_do(moment: datetime) -> None:
    """A time of any zone, from 1970 on."""
    assert reveal(at=moment).at == moment


@pytest.mark.parametrize("bad", [None, "a", ("a",), ("a", None), ["a", ""], ("a", "", "")])
def test_what_names_no_seat_is_refused(bad: object) -> None:
    """A seat is a pair of texts."""
    with pytest.raises(PanelError, match=f"^{re.escape(NO_SEAT)}$"):
        attrs.evolve(submit(A), seat=bad)


def test_the_words_of_refusals_are_fixed() -> None:
    """A refusal holds no place for anything of a panel: each is the same text every time."""
    for slug in REFUSALS:
        assert refusal(slug) == refusal(slug)
        assert refusal(slug).slug == slug
        assert str(refusal(slug)).isascii()
    assert _handling.__all__ == ["handle"]
