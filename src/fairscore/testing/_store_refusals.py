"""What a desk over a store refuses: what was done before, and the slug of its answer."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeAlias

from fairscore.event import Member, Policy, Seat
from fairscore.testing._store_house import SEED, WORDS, House

__all__ = ["REFUSED", "Step", "act"]

Step: TypeAlias = Callable[[House], object]
"""Something that somebody does."""

_BY_F = {"by": "f"}
_LEFT = {"reason": "interviewer-left", **_BY_F}
_LEFT_OUT = {"reason": "left-out", **_BY_F}
_LATER = datetime(2030, 1, 1, tzinfo=UTC)
_OPENERS = Policy(reveal="openers", openers=("f", "m"))


def act(method: str, *given: object, **named: object) -> Step:
    """Ask the desk for something in the panel."""
    return lambda house: house.ask(method, house.panel, *given, **named)


def opened(**changes: object) -> Step:
    """Open the panel."""
    return lambda house: house.open(**changes)


def submit(who: str, words: str = "", **named: Any) -> Step:  # noqa: ANN401 (fields of a scorecard)
    """Hand in."""
    return lambda house: house.submit(who, words, **named)


def adopt(**changes: Any) -> Step:  # noqa: ANN401 (fields of the rubric)
    """Go by another version of the rubric."""
    return lambda house: house.ask(
        "adopt_rubric", house.panel, house.rubric(**changes), reason="words-mended", by="f"
    )


OPEN = opened()
A_IN, B_IN = submit("a"), submit("b")
REVEALED = (OPEN, A_IN, B_IN, act("reveal_when_due"))
WITHDRAW = act("withdraw", ("a", ""), by="a")
HOLD = act("hold", reason="complaint", by="f")
CLAIM = act("hold", reason="legal-claim", by="f")
END_HOLD = act("end_hold", by="f")
SEEN = act("record_exposure", person="a", source="chat", by="a")
CLOSE = act("close", reason="deadline-passed", by="f")
REDRAW = act("redraw", reason="mistake", by="f")
ERASE_A = act("erase", basis="error", by="f", person="a")


def amend(house: House) -> object:
    """Hand in a later version."""
    return house.amend("a")


def drafted(who: str) -> Step:
    """Keep what somebody is writing."""
    return lambda house: house.draft(who)


# The slug, and what is done: the last step is refused.
REFUSED: tuple[tuple[str, tuple[Step, ...]], ...] = (
    ("no-such-panel", (A_IN,)),
    ("no-such-panel", (drafted("a"),)),
    ("no-such-panel", (OPEN, drafted("z"))),
    ("no-such-panel", (OPEN, act("look", viewer="z"))),
    ("no-such-panel", (OPEN, submit("z"))),
    ("no-such-panel", (OPEN, act("contest", WORDS, by="z"))),
    ("no-such-panel", (OPEN, act("close", reason="deadline-passed", by="z"))),
    ("no-such-panel", (OPEN, A_IN, B_IN, act("reveal", by="z"))),
    ("no-such-panel", (OPEN, act("record_exposure", person="z", source="chat", by="f"))),
    ("no-such-panel", (*REVEALED, act("export_log", viewer="z"))),
    ("not-permitted", (OPEN, A_IN, act("withdraw", ("a", ""), by="b"))),
    ("not-permitted", (OPEN, submit("a", submitted_by="b"))),
    ("not-permitted", (OPEN, act("vacate", ("a", ""), reason="interviewer-left", by="a"))),
    ("not-permitted", (OPEN, act("add_seat", Seat(interviewer="d"), reason="left-out", by="a"))),
    ("not-permitted", (OPEN, act("close", reason="deadline-passed", by="a"))),
    ("not-permitted", (OPEN, act("redraw", reason="mistake", by="a"))),
    ("not-permitted", (OPEN, act("record_exposure", person="b", source="chat", by="a"))),
    ("not-permitted", (OPEN, A_IN, B_IN, act("reveal", by="s"))),
    ("not-permitted", (opened(policy=_OPENERS), act("agree_to_open", by="a"))),
    ("not-permitted", (OPEN, act("contest", WORDS, by="system"))),
    ("system-reads-nothing", (OPEN, A_IN, B_IN, act("reveal", by="system"))),
    ("not-yet", (OPEN, A_IN, act("reveal", by="a"))),
    ("not-yet", (OPEN, A_IN, act("reveal", by="f"))),
    ("not-yet", (OPEN, A_IN, act("export_log", viewer="f"))),
    ("not-yet", (opened(policy=Policy(reveal="quorum", quorum=1)), act("reveal", by="f"))),
    ("not-yet", (opened(policy=Policy(reveal="at-time", at=_LATER)), act("reveal", by="f"))),
    ("not-yet", (opened(policy=_OPENERS), A_IN, B_IN, act("reveal", by="f"))),
    ("not-yet", (OPEN, act("tell_plan_seed", SEED, by="f"))),
    ("panel-open-already", (OPEN, opened(candidate="c2"))),
    ("panel-open-already", (OPEN, opened(policy=Policy(reveal="own-in")))),
    ("no-counting-seat", (opened(seats=[Seat(interviewer="s", shadow=True)]),)),
    ("seat-twice", (opened(seats=[Seat(interviewer="a"), Seat(interviewer="a")]),)),
    ("seat-twice", (OPEN, act("add_seat", Seat(interviewer="a", shadow=True), **_LEFT_OUT))),
    ("reserved-name", (opened(seats=[Seat(interviewer="system")]),)),
    ("reserved-name", (OPEN, act("add_seat", Seat(interviewer="system"), **_LEFT_OUT))),
    ("quorum-too-large", (opened(policy=Policy(reveal="quorum", quorum=3)),)),
    ("version-reused", (OPEN, adopt(title="mended"))),
    ("no-such-interview", (opened(seats=[Seat(interviewer="a", interview="chess")]),)),
    ("candidate-on-panel", (opened(candidate="a"),)),
    ("candidate-on-panel", (OPEN, act("add_seat", Seat(interviewer="c"), **_LEFT_OUT))),
    (
        "candidate-on-panel",
        (OPEN, act("add_member", Member(person="c", role="admin"), **_LEFT_OUT)),
    ),
    ("another-panel", (OPEN, submit("a", round="screen"))),
    ("another-panel", (OPEN, submit("a", application="app-8"))),
    ("rubric-not-adopted", (OPEN, submit("a", rubric={"id": "r", "version": 2}))),
    ("no-such-seat", (OPEN, act("vacate", ("a", "design"), **_LEFT))),
    ("seat-vacated", (OPEN, act("vacate", ("a", ""), **_LEFT), A_IN)),
    ("seat-filled", (OPEN, A_IN, act("vacate", ("a", ""), **_LEFT))),
    ("seat-dropped", (OPEN, A_IN, CLOSE, act("add_seat", Seat(interviewer="b"), **_LEFT_OUT))),
    ("submitted-already", (OPEN, A_IN, submit("a", "more", key="k-2"))),
    ("nothing-submitted", (OPEN, amend)),
    ("nothing-submitted", (OPEN, WITHDRAW)),
    ("nothing-submitted", (OPEN, A_IN, WITHDRAW, WITHDRAW)),
    ("key-reused", (OPEN, A_IN, submit("a", "more"))),
    ("taken-back", (OPEN, A_IN, WITHDRAW, A_IN)),
    ("was-erased", (OPEN, A_IN, ERASE_A, A_IN)),
    ("too-late-to-withdraw", (OPEN, A_IN, SEEN, WITHDRAW)),
    ("too-late-to-withdraw", (*REVEALED, WITHDRAW)),
    ("too-late-to-withdraw", (opened(policy=Policy(reveal="own-in")), A_IN, WITHDRAW)),
    (
        "seen-after-recorded",
        (OPEN, act("record_exposure", person="a", source="chat", by="a", since=_LATER)),
    ),
    ("too-late-to-redraw", (*REVEALED, REDRAW)),
    ("no-plan", (opened(plan=None), A_IN, B_IN, act("tell_plan_seed", SEED, by="f"))),
    ("other-seed", (*REVEALED, act("tell_plan_seed", SEED[1:] + b"1", by="f"))),
    ("on-hold", (OPEN, A_IN, HOLD, ERASE_A)),
    ("on-hold", (OPEN, A_IN, HOLD, act("erase", basis="error", by="f"))),
    ("not-held", (OPEN, END_HOLD)),
    ("not-held", (OPEN, HOLD, act("end_hold", reason="legal-claim", by="f"))),
    ("several-holds", (OPEN, HOLD, CLAIM, END_HOLD)),
    ("no-such-person", (OPEN, A_IN, act("erase", basis="error", by="f", person="A"))),
    ("bad-reference", (OPEN, act("look", viewer="two words"))),
    ("bad-time", (OPEN, act("look", viewer="a", at=datetime(2026, 5, 4)))),  # noqa: DTZ001 (refused)
)
