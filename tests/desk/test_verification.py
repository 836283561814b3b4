"""
An exported log is verified twice, by the library and by a file that shares no code with it (P5).

Both must find every alteration there is, and say the same of each.
"""

import importlib.util
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import combinations, product
from pathlib import Path
from types import ModuleType
from typing import Any

import attrs
import pytest

import fairscore as fs
from fairscore import _log_text, verification
from fairscore._canonical import encode
from fairscore.event import Member, PanelId, Policy, event_of
from fairscore.log import Receipt
from fairscore.order import MOST_DRAWS, seed_commitment
from fairscore.panel import replay
from fairscore.verification import Verification, verify

ALONE = Path(__file__).parents[2] / "examples" / "verify_log.py"
ENTRIES = 50
EVENTS = 17
PLAN_SEED = bytes(range(32))
Answer = tuple[list[list[Any]], list[list[Any]], list[list[Any]]]
Alterations = Iterator[bytes]


def loaded(source: str) -> ModuleType:
    """The stand-alone verifier, or what became of its source."""
    spec = importlib.util.spec_from_loader("verify_log", loader=None)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    module.__file__ = str(ALONE)
    exec(compile(source, str(ALONE), "exec"), vars(module))  # noqa: S102 (our own file)
    return module


alone = loaded(ALONE.read_text("utf-8"))


@attrs.frozen(kw_only=True)
class Sample:
    """A log, the receipt that covers it, and one of each seat's receipts."""

    panel: PanelId
    log: bytes
    receipt: Receipt
    seats: tuple[Receipt, ...]

    @property
    def lines(self) -> list[bytes]:
        """Its lines, each with its end."""
        return self.log.splitlines(keepends=True)


def eventful(house: Any, application: str) -> Sample:  # noqa: ANN401 (the fixture's class)
    """A panel to which everything happens that can happen to one."""
    desk, by = house.desk, "facilitator-1"
    panel = house.open(
        application=application,
        interviewers=("interviewer-a", "interviewer-b", "interviewer-c"),
        policy=Policy(reveal="openers", openers=("opener-1", "opener-2")),
        plan=seed_commitment(PLAN_SEED),
    )
    desk.redraw(panel, reason="seats-changed", by=by, at=house.tick())
    for late, reason in (("interviewer-d", "replacement"), ("interviewer-e", "extra-interview")):
        seat = fs.Seat(interviewer=late)
        desk.add_seat(panel, seat, reason=reason, by=by, at=house.tick())
    manager = Member(person="manager-1", role="hiring-manager")
    desk.add_member(panel, manager, reason="left-out", by=by, at=house.tick())
    desk.adopt_rubric(panel, house.reworded, reason="words-mended", by=by, at=house.tick())
    house.submit(panel, "interviewer-a", "taken back")
    desk.withdraw(panel, ("interviewer-a", ""), by="interviewer-a", at=house.tick())
    card = house.card(panel, "interviewer-a")
    seats = [desk.submit(panel, card, key="k-3", at=house.tick())]
    house.submit(panel, "interviewer-b")
    house.amend(panel, "interviewer-b", "mended")
    desk.record_exposure(
        panel, person="interviewer-c", source="talk", by="interviewer-c", at=house.tick()
    )
    seats.append(house.submit(panel, "interviewer-c"))
    desk.vacate(panel, ("interviewer-d", ""), reason="interview-not-held", by=by, at=house.tick())
    desk.close(panel, reason="deadline-passed", by=by, at=house.tick())
    for opener in ("opener-1", "opener-2"):
        desk.agree_to_open(panel, by=opener, at=house.tick())
    assert desk.reveal_when_due(panel, at=house.tick())
    desk.tell_plan_seed(panel, PLAN_SEED, by=by, at=house.tick())
    for viewer in (by, "interviewer-a", "interviewer-b", "manager-1"):
        desk.look(panel, viewer=viewer, at=house.tick())
    house.amend(panel, "interviewer-a", "seen since", key="k-4")
    desk.contest(panel, "It was not so.", by="candidate-1", at=house.tick())
    desk.contest(panel, "It was so.", by="interviewer-a", at=house.tick())
    desk.erase(
        panel, basis="erasure-request", person="interviewer-b", by="counsel-1", at=house.tick()
    )
    desk.look(panel, viewer=by, at=house.tick())
    while len(house.store.load(panel)) < ENTRIES - 1:
        desk.hold(panel, reason="complaint", by="counsel-1", at=house.tick())
        desk.end_hold(panel, by="counsel-1", at=house.tick())
    if len(house.store.load(panel)) < ENTRIES:
        desk.hold(panel, reason="legal-claim", by="counsel-1", at=house.tick())
    return Sample(
        panel=panel, log=house.log(panel), receipt=house.receipt(panel), seats=tuple(seats)
    )


@pytest.fixture
def sample(house: Any) -> Sample:  # noqa: ANN401 (the fixture's class)
    """The log that everything below alters."""
    return eventful(house, "app-7")


@pytest.fixture
def strangers(house: Any, neighbour: Any) -> tuple[Sample, Sample]:  # noqa: ANN401 (the fixture's class)
    """Logs of another panel of the tenant, and of another tenant's panel of the same name."""
    return eventful(house, "app-8"), eventful(neighbour, "app-7")


# --- What both say ----------------------------------------------------------------


def told(found: Verification) -> Answer:
    """What the library found, in the form of the stand-alone verifier."""
    return (
        [[one.line, one.slug] for one in found.problems],
        [[one.commitment, one.state] for one in found.bodies],
        [[one.holds, one.later] for one in found.receipts],
    )


def by_library(log: bytes, *receipts: Receipt) -> Answer:
    """Ask the library."""
    return told(verify(log, receipts))


def by_file(log: bytes, *receipts: Receipt, module: ModuleType = alone) -> Answer:
    """Ask the file that shares no code with it."""
    answer: Answer = module.verify(log, [json.loads(one.canonical) for one in receipts])
    return answer


def passes(altered: Alterations, receipt: Receipt, ask: Callable[..., Answer] = by_library) -> bool:
    """Whether there is an alteration that is not noticed."""
    return any(not ask(log, receipt)[0] for log in altered)


def apart(altered: Alterations, receipt: Receipt) -> list[bytes]:
    """Alterations of which the two do not say the same, or which they do not notice."""
    return [
        log
        for log in altered
        if (said := by_library(log, receipt)) != by_file(log, receipt) or not said[0]
    ]


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Remember what the pure parts of both verifiers said of a line.

    An alteration changes a line or two of sixty; the answers for the others are known. A test
    below asks anew each time, on a sample.
    """
    pure = (
        (_log_text, ("plain_line",)),
        (verification, ("linked", "commit")),
        (alone, ("read", "sha")),
    )
    for module, names in pure:
        for name in names:
            monkeypatch.setattr(module, name, lru_cache(maxsize=None)(getattr(module, name)))


# --- What can be done to a log ----------------------------------------------------


def flips(log: bytes, step: int = 1) -> Alterations:
    """Every single bit of it the other way; of a sample, every so manieth."""
    for bit in range(0, len(log) * 8, step):
        altered = bytearray(log)
        altered[bit // 8] ^= 1 << bit % 8
        yield bytes(altered)


def truncations(log: bytes, step: int = 1) -> Alterations:
    """Every beginning of it; of a sample, those of whole lines and every so manieth."""
    ends = {*range(0, len(log), step), *(at for at, one in enumerate(log) if one == ord("\n"))}
    return (log[:end] for end in ends | {end + 1 for end in ends} if end < len(log))


def drops(lines: list[bytes]) -> Alterations:
    """Without each of its lines, and without each two that follow one another."""
    for at, width in product(range(len(lines)), (1, 2)):
        yield b"".join(lines[:at] + lines[at + width :])


def swaps(lines: list[bytes]) -> Alterations:
    """Every two lines in each other's place."""
    for first, second in combinations(range(len(lines)), 2):
        swapped = list(lines)
        swapped[first], swapped[second] = lines[second], lines[first]
        yield b"".join(swapped)


def duplicates(lines: list[bytes]) -> Alterations:
    """Each line once more, at every place."""
    for line, at in product(lines, range(len(lines) + 1)):
        yield b"".join([*lines[:at], line, *lines[at:]])


def splices(lines: list[bytes], others: list[bytes], step: int = 1) -> Alterations:
    """Each line of another log, at every place, put in and in the place of what was there."""
    for line, at, width in product(others[::step], range(len(lines) + 1), (0, 1)):
        altered = b"".join([*lines[:at], line, *lines[at + width :]])
        if altered != b"".join(lines):
            yield altered


# --- The figures ------------------------------------------------------------------

# All of them take some minutes on one core, so a run of the checks takes a seventh: by a step of
# seven bits, some bit of every byte, and each of the eight as often. The nightly run takes all.
thoroughly = pytest.mark.parametrize("step", [7, pytest.param(1, marks=pytest.mark.nightly)])


def test_the_sample_is_a_whole_one(sample: Sample) -> None:
    """It has fifty entries with every sort of event, and both verifiers find nothing wrong."""
    found = verify(sample.log, [sample.receipt, *sample.seats])
    events = {json.loads(line).get("event", {}).get("event") for line in sample.lines} - {None}

    assert found.entries == ENTRIES
    assert len(events) == EVENTS
    assert found.problems == ()
    assert {one.state for one in found.bodies} == {"valid", "erased", "withdrawn"}
    assert told(found) == by_file(sample.log, sample.receipt, *sample.seats)
    assert [one.holds for one in found.receipts] == [True, True, True]


@pytest.mark.long
@pytest.mark.usefixtures("quick")
@thoroughly
def test_every_bit_of_a_log_counts(sample: Sample, step: int) -> None:
    """Whichever single bit is flipped, both verifiers notice and say the same (P5)."""
    assert apart(flips(sample.log, step), sample.receipt) == []


def test_what_is_remembered_changes_no_answer(sample: Sample) -> None:
    """On every 997th bit the verifiers find the same when nothing is remembered (P5)."""
    assert apart(flips(sample.log, 997), sample.receipt) == []


@pytest.mark.long
@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("done", [drops, swaps, duplicates])
def test_lines_cannot_be_moved(sample: Sample, done: Callable[[list[bytes]], Alterations]) -> None:
    """Dropping, swapping and doubling lines is noticed by both (P5)."""
    assert apart(done(sample.lines), sample.receipt) == []


@pytest.mark.long
@pytest.mark.usefixtures("quick")
@thoroughly
def test_a_log_cannot_be_cut_off(sample: Sample, step: int) -> None:
    """No beginning of a log passes for the whole where there is a receipt (P5)."""
    assert apart(truncations(sample.log, step), sample.receipt) == []


@pytest.mark.long
@pytest.mark.usefixtures("quick")
@thoroughly
def test_nothing_of_another_log_fits(
    sample: Sample, strangers: tuple[Sample, Sample], step: int
) -> None:
    """No line of another panel, or of another tenant's of the same name, passes (P5)."""
    for stranger in strangers:
        assert apart(splices(sample.lines, stranger.lines, step), sample.receipt) == []
        assert by_library(stranger.log, sample.receipt)[0] == [[0, "receipt-unmet"]]
        assert by_file(stranger.log, sample.receipt)[0] == [[0, "receipt-unmet"]]


# --- Proof that these tests can fail ----------------------------------------------


def rewritten(sample: Sample) -> bytes:
    """The log with one time changed and every hash computed anew, as the store's owner could."""
    first, *lines = sample.lines
    whole = [json.loads(line) for line in lines]
    events = [encode(one["event"]) for one in whole if "event" in one]
    events[5] = events[5].replace(b"2026-05-04", b"2026-05-01")
    head, out = verification.genesis(sample.panel), [first]
    for event in events:
        head = verification.linked(head, event)
        out.append(b'{"event":%s,"head":"%s"}\n' % (event, head.encode()))
    return b"".join(out + [line for line, one in zip(lines, whole, strict=True) if "salt" in one])


def test_a_rewritten_whole_is_noticed_by_a_receipt_alone(sample: Sample) -> None:
    """Without a receipt it passes, and both say that nothing vouches for it; with one it fails."""
    log = rewritten(sample)

    assert verify(log).holds
    assert verify(log).covered == "nothing"
    assert by_file(log)[0] == []
    for ask in (by_library, by_file):
        assert ask(log, sample.receipt)[0] == [[0, "receipt-unmet"]]


def retold(sample: Sample, kind: str, change: Callable[[dict[str, Any]], object]) -> bytes:
    """The log with one sort of event changed and every hash computed anew."""
    first, *lines = sample.lines
    head, out = verification.genesis(sample.panel), [first]
    for line in lines:
        whole = json.loads(line)
        if "event" in whole:
            if whole["event"]["event"] == kind:
                change(whole["event"])
            event = encode(whole["event"])
            head = verification.linked(head, event)
            out.append(b'{"event":%s,"head":"%s"}\n' % (event, head.encode()))
        else:
            out.append(line)
    return b"".join(out)


@pytest.mark.parametrize("kind", ["reveal-made", "plan-seed-told"])
@pytest.mark.parametrize(
    "change",
    [
        lambda event: event.update(seed="0" * 64),
        lambda event: event.update(seed="no seed"),
        lambda event: event.update(seed=7),
        lambda event: event.pop("seed"),
    ],
    ids=["another", "no-seed", "a-number", "none"],
)
def test_a_seed_that_was_not_sealed_is_noticed(
    sample: Sample, kind: str, change: Callable[[dict[str, Any]], object]
) -> None:
    """Whoever rewrites the whole log and tells another seed is found out by both (P6)."""
    log = retold(sample, kind, change)

    assert [slug for _, slug in by_library(log)[0]] == ["seed-altered"]
    assert by_file(log)[0] == by_library(log)[0]


def test_a_seed_that_nothing_sealed_is_noticed(sample: Sample) -> None:
    """A log that was opened without a seed tells none; told as it was, nothing is amiss (P6)."""
    log = retold(sample, "opened", lambda event: event.pop("seed"))
    slugs = {slug for _, slug in by_library(log)[0]}

    assert slugs == {"seed-altered", "body-out-of-place"}
    assert by_file(log)[0] == by_library(log)[0]
    assert by_library(retold(sample, "opened", lambda event: event))[0] == []


def relinked(sample: Sample, events: list[dict[str, Any]], without: str = "") -> bytes:
    """A log of other events, every hash computed anew, without one of the bodies."""
    first, *lines = sample.lines
    head, out = verification.genesis(sample.panel), [first]
    for one in events:
        head = verification.linked(head, encode(one))
        out.append(b'{"event":%s,"head":"%s"}\n' % (encode(one), head.encode()))
    bodies = [line for line in lines if line.startswith(b'{"commitment"')]
    return b"".join(out + [line for line in bodies if json.loads(line)["commitment"] != without])


def told_by(sample: Sample) -> list[dict[str, Any]]:
    """The events of a log."""
    whole = [json.loads(line) for line in sample.lines]
    return [one["event"] for one in whole if "event" in one]


@pytest.mark.parametrize("of", ["seed", "rubric"])
def test_what_holds_nobodys_words_is_not_erased(sample: Sample, of: str) -> None:
    """A seed swapped under the cover of an erasure, or a rubric, is missed by both (P6)."""
    events = told_by(sample)
    name = events[0]["seed"] if of == "seed" else events[0]["rubric"]["body"]
    for event in events:
        if event["event"] == "reveal-made" and of == "seed":
            event["seed"] = "0" * 64
    erased = {"at": events[-1]["at"], "by": "counsel-1", "event": "erased", "basis": "error"}
    log = relinked(sample, [*events, {**erased, "bodies": [name]}], name)

    reveal = next(place for place, one in enumerate(events, 2) if one["event"] == "reveal-made")
    chosen = [[reveal, "seed-altered"]] if of == "seed" else []
    assert by_library(log)[0] == [[2, "body-missing"], *chosen]
    assert by_file(log) == by_library(log)


def inserted(sample: Sample, where: str, *more: dict[str, Any]) -> list[dict[str, Any]]:
    """The events of a log with some more of them, before the reveal or at the end."""
    events = told_by(sample)
    kinds = [one["event"] for one in events]
    at = kinds.index("reveal-made") if where == "before the reveal" else len(events)
    return [*events[:at], *more, *events[at:]]


def the_last(sample: Sample, interviewer: str) -> dict[str, Any]:
    """What somebody handed in last."""
    return [one for one in told_by(sample) if one.get("interviewer") == interviewer][-1]


TAKEN: dict[str, Any] = {"event": "withdrawn", "at": "2026-05-04T09:30:00Z"}


@pytest.mark.parametrize(
    ("where", "interviewer", "by"),
    [
        ("at the end", "interviewer-c", "interviewer-c"),
        ("at the end", "interviewer-a", "interviewer-a"),
        ("before the reveal", "interviewer-a", "counsel-1"),
        ("before the reveal", "interviewer-c", "interviewer-c"),
    ],
)
def test_nobody_accounts_for_lost_words_by_taking_them_back_as_no_desk_would(
    sample: Sample, where: str, interviewer: str, by: str
) -> None:
    """After the reveal, for somebody else, or by whoever had seen another's: none is (P5)."""
    taken = {**TAKEN, "interviewer": interviewer, "by": by}
    handed_in = [
        one
        for one in told_by(sample)
        if (one["event"], one.get("interviewer")) == ("submitted", interviewer)
    ]
    # The last that came in before the reveal; what was taken back in time is not there anyway.
    card = handed_in[1 if interviewer == "interviewer-a" else 0]
    log = relinked(sample, inserted(sample, where, taken), card["body"])

    assert [slug for _, slug in by_library(log)[0]] == ["body-missing"]
    assert by_file(log) == by_library(log)
    in_time = {**TAKEN, "interviewer": "interviewer-a", "by": "interviewer-a"}
    if interviewer == "interviewer-a":
        sound = relinked(sample, inserted(sample, "before the reveal", in_time), card["body"])
        assert by_library(sound)[0] == []
        assert by_file(sound) == by_library(sound)


def test_that_nobody_saw_another_is_about_nobody(sample: Sample) -> None:
    """An exposure of an empty name says nothing of anybody, to both."""
    seen = {"event": "exposed", "at": TAKEN["at"], "by": "", "person": "", "bodies": []}
    taken = {**TAKEN, "interviewer": "interviewer-a", "by": "interviewer-a"}
    card = [one for one in told_by(sample) if one.get("interviewer") == "interviewer-a"][2]
    log = relinked(sample, inserted(sample, "before the reveal", seen, taken), card["body"])

    assert by_library(log)[0] == []
    assert by_file(log) == by_library(log)


def test_by_own_in_nothing_is_taken_back(sample: Sample) -> None:
    """Others may have read it as soon as it was in (P5)."""
    taken = {**TAKEN, "interviewer": "interviewer-a", "by": "interviewer-a"}
    events = inserted(sample, "before the reveal", taken)
    events[0] = {**events[0], "policy": {"openers": [], "reveal": "own-in"}}
    cards = [one for one in events if one.get("interviewer") == "interviewer-a"]
    log = relinked(sample, events, cards[2]["body"])

    assert cards[2]["event"] == "submitted"
    # So is what this one took back at first, by another policy.
    assert [slug for _, slug in by_library(log)[0]] == ["body-missing", "body-missing"]
    assert by_file(log) == by_library(log)


@pytest.mark.parametrize("of", ["scorecard", "rubric", "seed"])
@pytest.mark.parametrize("first", [False, True])
@pytest.mark.parametrize("who", ["interviewer-b", "nobody-1"])
def test_nothing_is_named_by_two_entries(sample: Sample, of: str, who: str, first: bool) -> None:  # noqa: FBT001 (a parameter)
    """Nobody takes back what is not theirs by handing it in as their own, before or after (P5)."""
    events = told_by(sample)
    card = the_last(sample, "interviewer-c")
    name = {
        "scorecard": card["body"],
        "rubric": events[0]["rubric"]["body"],
        "seed": events[0]["seed"],
    }
    at = events.index(card) if first and of == "scorecard" else events.index(card) + 1
    mine = {**card, "interviewer": who, "by": who, "body": name[of], "event": "submitted"}
    taken = {**TAKEN, "interviewer": who, "by": who}
    log = relinked(sample, [*events[:at], mine, taken, *events[at:]], name[of])
    slugs = {slug for _, slug in by_library(log, *sample.seats)[0]}

    assert "event-out-of-place" in slugs
    assert by_file(log, *sample.seats) == by_library(log, *sample.seats)


def test_a_body_that_is_doubled_is_read_the_first_time(sample: Sample) -> None:
    """Another one of the same name is out of place, and changes nothing (P6)."""
    name = told_by(sample)[0]["seed"].encode()
    lines = sample.lines
    at = next(
        place for place, line in enumerate(lines) if line.startswith(b'{"commitment":"' + name)
    )
    twin = re.sub(rb'"content":"[0-9a-f]{64}"', b'"content":"%s"' % (b"0" * 64), lines[at])
    log = b"".join([*lines[: at + 1], twin, *lines[at + 1 :]])

    assert twin != lines[at]
    assert [slug for _, slug in by_library(log)[0]] == ["body-out-of-place"]
    assert by_file(log) == by_library(log)


def test_an_erasure_needs_a_ground_that_there_is(sample: Sample) -> None:
    """A word of one's own is none (P5, P13)."""
    name = the_last(sample, "interviewer-c")["body"]
    erased = {"event": "erased", "at": TAKEN["at"], "by": "counsel-1", "bodies": [name]}
    for basis, slugs in (("error", []), ("spring cleaning", ["body-missing"])):
        log = relinked(sample, inserted(sample, "at the end", {**erased, "basis": basis}), name)
        assert [slug for _, slug in by_library(log)[0]] == slugs
        assert by_file(log) == by_library(log)


@pytest.mark.parametrize(("sealed", "told"), [(1, True), ([1], [True]), (True, 1), (0, False)])
def test_a_seed_is_told_by_its_very_text(sample: Sample, sealed: object, told: object) -> None:
    """What Python calls equal is not the same text (P6)."""
    panel, salt = sample.panel, bytes(32)
    content = encode(sealed)
    name = verification.commit(content, salt=salt, panel=panel, of="seed", seat=("", ""))
    events = told_by(sample)
    old, events[0]["seed"] = events[0]["seed"], name
    for event in events:
        if event["event"] == "reveal-made":
            event["seed"] = told
    body = b'{"commitment":"%s","content":%s,"salt":"%s"}\n'
    log = relinked(sample, events, old)
    first, *lines = log.splitlines(keepends=True)
    at = next(place for place, line in enumerate(lines) if line.startswith(b'{"commitment"')) + 1
    lines.insert(at, body % (name.encode(), content, salt.hex().encode()))
    log = b"".join([first, *lines])

    assert [slug for _, slug in by_library(log)[0]] == ["seed-altered"]
    assert by_file(log) == by_library(log)


def test_a_draw_after_the_reveal_is_noticed(sample: Sample) -> None:
    """A new draw, or a second reveal, is out of place once the seed was told (P6)."""
    events = told_by(sample)
    at = next(place for place, one in enumerate(events) if one["event"] == "reveal-made")
    draw = next(one for one in events if one["event"] == "redrawn")
    panel = replay(event_of(encode(one)) for one in events)
    for more in (draw, events[at]):
        late = relinked(sample, [*events[: at + 3], more, *events[at + 3 :]])
        assert by_library(late)[0] == [[at + 5, "event-out-of-place"]]
        assert by_file(late) == by_library(late)
        other = {**more, "seed": "0" * 64} if more != draw else more
        moved = replay(event_of(encode(one)) for one in (*events, other))
        assert panel is not None
        assert moved is not None
        assert (moved.draws, moved.seed, moved.revealed) == (panel.draws, panel.seed, at)

    assert by_library(relinked(sample, [*events[:at], draw, *events[at:]]))[0] == []


def test_more_draws_than_can_be_recorded_are_noticed(sample: Sample) -> None:
    """A thousand stand, and the next one is out of place, for both and for a panel (P6)."""
    events = told_by(sample)
    draw = next(one for one in events if one["event"] == "redrawn")
    most = [events[0], *[draw] * MOST_DRAWS, *(one for one in events[1:] if one != draw)]
    more = [events[0], draw, *most[1:]]

    assert by_library(relinked(sample, most))[0] == []
    assert by_library(relinked(sample, more))[0] == [[MOST_DRAWS + 3, "event-out-of-place"]]
    for log in (relinked(sample, most), relinked(sample, more)):
        assert by_file(log) == by_library(log)
    panel = replay(event_of(encode(one)) for one in more)
    assert panel is not None
    assert len(panel.draws) == MOST_DRAWS


WEAK = {
    "chain": ("_sound", lambda panel, entries, problems: entries, "head != claimed", "False"),
    "commitment": ("_is_sealed", lambda panel, body, naming: True, "made != name", "False"),
}


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("missing", WEAK)
def test_a_verifier_without_one_of_its_checks_is_caught(
    sample: Sample, missing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bits can be flipped unnoticed where no chain or no commitment is computed."""
    name, careless, check, nothing = WEAK[missing]
    monkeypatch.setattr(verification, name, careless)
    source = ALONE.read_text("utf-8")
    assert check in source
    weak = loaded(source.replace(check, nothing))

    def ask(log: bytes, receipt: Receipt) -> Answer:
        return by_file(log, receipt, module=weak)

    assert passes(flips(sample.log, 97), sample.receipt)
    assert passes(flips(sample.log, 97), sample.receipt, ask)


def test_a_verifier_that_believes_every_receipt_is_caught(
    sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rewritten whole goes unnoticed where receipts are not held against the log."""
    held = verification.CheckedReceipt(covers="panel", holds=True)
    monkeypatch.setattr(verification, "_held_against", lambda receipt, **log: held)
    source = ALONE.read_text("utf-8")
    weak = loaded(
        source.replace("if wanted in chain else [False, 0]", "if wanted in chain else [True, 0]")
    )

    log = rewritten(sample)

    assert by_library(log, sample.receipt)[0] == []
    assert by_file(log, sample.receipt, module=weak)[0] == []


def test_the_second_verifier_is_on_its_own() -> None:
    """It is one short file that imports nothing but the standard library."""
    source = ALONE.read_text("utf-8")
    imported = {
        line.split()[1] for line in source.splitlines() if line.startswith(("import ", "from "))
    }

    assert len(source.splitlines()) < 150
    assert imported <= set(sys.stdlib_module_names)
    assert "import fairscore" not in source


# --- What became of the words -----------------------------------------------------


def with_line(sample: Sample, start: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """The log with one line changed: the first that holds something."""
    lines = sample.lines
    at = next(place for place, line in enumerate(lines) if start in line)
    lines[at] = change(lines[at])
    return b"".join(lines)


def states(log: bytes, receipt: Receipt) -> set[str]:
    """What became of the bodies, as both say."""
    said = by_library(log, receipt)
    assert said == by_file(log, receipt)
    return {state for _, state in said[1]}


def test_words_that_are_gone_are_told_from_words_that_were_erased(sample: Sample) -> None:
    """Erased under a recorded basis, missing without, altered: three answers (P5, P13)."""
    found = verify(sample.log, [sample.receipt])
    erased = [one for one in found.bodies if one.state == "erased"]
    assert {(one.of, one.seat[0], one.basis) for one in erased} == {
        ("scorecard", "interviewer-b", "erasure-request")
    }

    gone = with_line(sample, b'"evidence"', lambda line: b"")
    other = with_line(sample, b'"evidence"', lambda line: line.replace(b"platform", b"database"))

    assert states(gone, sample.receipt) == {"valid", "erased", "withdrawn", "missing"}
    assert states(other, sample.receipt) == {"valid", "erased", "withdrawn", "altered"}
    assert [one.slug for one in verify(gone).problems] == ["body-missing"]
    assert [one.slug for one in verify(other).problems] == ["body-altered"]


def test_words_that_were_erased_may_not_come_back(house: Any) -> None:  # noqa: ANN401 (the fixture's class)
    """A body put back from a copy after its erasure is named as such (P13)."""
    panel = house.all_in(house.open())
    before = house.log(panel)
    house.desk.erase(panel, basis="consent-withdrawn", by="counsel-1", at=house.tick())
    body = next(line for line in before.splitlines(keepends=True) if b'"evidence"' in line)
    receipt = house.receipt(panel)
    log = house.log(panel)

    assert verify(log, [receipt]).holds
    assert [one[1] for one in by_library(log + body, receipt)[0]] == ["body-not-erased"]
    assert by_library(log + body, receipt) == by_file(log + body, receipt)


# --- Receipts ---------------------------------------------------------------------


def test_what_came_after_a_receipt_is_counted(house: Any) -> None:  # noqa: ANN401 (the fixture's class)
    """A receipt covers a beginning; the rest is fine, and told by number (P5)."""
    panel = house.open()
    seat = house.submit(panel, "interviewer-a")
    house.submit(panel, "interviewer-b")
    house.desk.reveal_when_due(panel, at=house.tick())
    receipt = house.receipt(panel)
    house.amend(panel, "interviewer-a", "seen since")
    house.desk.look(panel, viewer="interviewer-b", at=house.tick())

    found = verify(house.log(panel), [seat, receipt])

    assert found.holds
    assert [(one.covers, one.later) for one in found.receipts] == [("seat", 1), ("panel", 3)]
    assert found.covered == "panel"
    assert verify(house.log(panel), [seat]).covered == "seat"
    assert told(found) == by_file(house.log(panel), seat, receipt)


FORGED = {
    "head": "0" * 64,
    "body": "0" * 64,
    "at": "2026-05-01T09:03:00Z",
    "interviewer": "interviewer-b",
    "interview": "design",
    "tenant": "umbrella",
    "application": "app-8",
    "round": "screen",
    "covers": "panel",
}


@pytest.mark.parametrize("field", FORGED)
def test_every_field_of_a_receipt_counts(sample: Sample, field: str) -> None:
    """A receipt with one field changed is not met, says either verifier (P5)."""
    plain = json.loads(sample.seats[0].canonical) | {field: FORGED[field]}
    forged = fs.parse(json.dumps(plain), Receipt)

    for ask in (by_library, by_file):
        assert ask(sample.log, sample.seats[0])[0] == []
        assert ask(sample.log, forged)[0] == [[0, "receipt-unmet"]]


def test_a_receipt_is_met_before_the_place_where_a_log_breaks(sample: Sample) -> None:
    """What a receipt covers stays vouched for when a later line was altered (P5)."""
    log = with_line(sample, b'"reveal-made"', lambda line: line.replace(b"2026", b"2027"))

    found = verify(log, [sample.seats[0], sample.receipt])

    assert [one.holds for one in found.receipts] == [True, False]
    assert (found.problems[0].slug, found.problems[0].line) == ("chain-broken", found.entries + 2)
    assert found.problems[-1].slug == "receipt-unmet"
    assert told(found) == by_file(log, sample.seats[0], sample.receipt)


# --- Input that is no log ---------------------------------------------------------

NO_LOGS = (
    b"",
    b"\n",
    b"{}",
    b"[]\n",
    b"null\n",
    b"\xff\xfe\n",
    b"[" * 100_000,
    b'{"application":"app-7","log":1,"round":"onsite","tenant":"acme"}',
    b'{"application":"app-7","log":1,"round":"onsite","tenant":"acme"}\n',
    b'{"application":"app-7","log":2,"round":"onsite","tenant":"acme"}\n',
    b'{"application":"app-7","log":true,"round":"onsite","tenant":"acme"}\n',
    b'{"application":"app 7","log":1,"round":"onsite","tenant":"acme"}\n',
    b'{"application":7,"log":1,"round":"onsite","tenant":"acme"}\n',
    b'{"application":"app-7","log":1,"more":1,"round":"onsite","tenant":"acme"}\n',
    b'{"application":"app-7","log":1, "round":"onsite","tenant":"acme"}\n',
    b'{"log":1}\n',
)


@pytest.mark.parametrize("text", NO_LOGS, ids=range(len(NO_LOGS)))
def test_what_is_no_log_is_told_in_a_line(text: bytes, sample: Sample) -> None:
    """Nothing raises, both say the same, and no receipt is met (P10)."""
    said = by_library(text, sample.receipt)

    assert said == by_file(text, sample.receipt)
    assert said[0]
    assert said[2] == [[False, 0]]


ODD = (
    b'{"event":{"event":"submitted","interviewer":"a","body":5},"head":"x"}',
    b'{"event":{"event":"submitted"},"head":"x"}',
    b'{"event":{"event":"erased","basis":"error","bodies":[1,{},[]]},"head":"x"}',
    b'{"event":{"event":"erased","basis":1,"bodies":"x"},"head":"x"}',
    b'{"event":{"event":"opened","rubric":1},"head":"x"}',
    b'{"event":{"event":["opened"]},"head":"x"}',
    b'{"event":{},"head":"x"}',
    b'{"event":{},"head":1}',
    b'{"event":[],"head":"x"}',
    b'{"event":{"at":1.5},"head":"x"}',
    b'{"event":{"at":NaN},"head":"x"}',
    b'{"event":{"a":1,"a":1},"head":"x"}',
    b'{"event":{"\xf0\x9f\x98\x80":1,"\xef\xbf\xbd":1},"head":"x"}',
    b'{"event":{"\\ud800":1},"head":"x"}',
    b'{"commitment":"x","content":null,"salt":"00"}',
    b'{"commitment":"x","content":null,"salt":1}',
    b'{"commitment":"x","content":null,"more":1,"salt":"00"}',
    b"\xff",
    b"",
    b'{"event":' + b"[" * 5000 + b"]" * 5000 + b',"head":"x"}',
)


@pytest.mark.parametrize("line", ODD, ids=range(len(ODD)))
def test_a_line_that_nobody_wrote_is_told(line: bytes, sample: Sample) -> None:
    """Whatever a line holds, and wherever it stands, both say the same of it (P10)."""
    lines = sample.lines
    altered = (b"".join([*lines[:at], line, b"\n", *lines[at:]]) for at in range(1, len(lines)))

    assert apart(altered, sample.receipt) == []


@pytest.mark.parametrize(
    "change",
    [str.upper, lambda salt: salt[:-2], lambda salt: salt + "00"],
    ids=["upper", "short", "long"],
)
def test_a_salt_is_taken_as_it_was_written(change: Callable[[str], str], sample: Sample) -> None:
    """The same bytes in other letters, or other bytes, are no salt of this body (P5)."""
    line = next(one for one in sample.lines if b'"salt"' in one)
    salt = json.loads(line)["salt"]
    altered = sample.log.replace(salt.encode(), change(salt).encode())

    assert verify(altered, [sample.receipt]).problems[0].slug == "body-altered"
    assert apart([altered], sample.receipt) == []


HOSTILE: tuple[dict[str, Any], ...] = (
    {"event": "submitted", "interviewer": "a", "interview": 5, "body": "x"},
    {"event": "seat-added", "seat": {"interviewer": "interviewer-a", "interview": []}},
    {"event": "seat-added", "seat": []},
    {"event": "exposed", "person": []},
    {"event": "withdrawn", "interviewer": {}},
    {"event": "erased", "basis": "error", "bodies": [[], {}, 1]},
    {"event": "erased", "basis": 5, "bodies": ["x"]},
    {"event": "contested", "by": 1, "body": "x"},
    {"event": "rubric-adopted", "rubric": {"body": 1}},
    {"event": "opened", "tenant": "acme", "application": "app-7", "round": "onsite"},
    {"event": "something-new", "at": 1},
    {},
)


@pytest.mark.parametrize("event", HOSTILE, ids=range(len(HOSTILE)))
def test_a_forged_event_in_a_whole_chain_is_read_alike(
    event: dict[str, Any], sample: Sample
) -> None:
    """Whoever can compute the chain can write any event; both verifiers say the same of it."""
    log = appended(sample, event)

    assert by_library(log, sample.receipt, *sample.seats) == by_file(
        log, sample.receipt, *sample.seats
    )


def appended(sample: Sample, event: dict[str, Any]) -> bytes:
    """The log with one more entry, well chained."""
    lines = sample.lines
    data = encode(event)
    head = verification.linked(json.loads(lines[ENTRIES])["head"], data)
    entry = b'{"event":%s,"head":"%s"}\n' % (data, head.encode())
    return b"".join([*lines[: ENTRIES + 1], entry, *lines[ENTRIES + 1 :]])


@pytest.mark.parametrize("beside", [[], ["[[[{{{"] * 40, ['"[\\', "]]}"] * 40, [[], {}] * 40])
@pytest.mark.parametrize("ends", ["list", "object"])
def test_how_deep_a_line_may_be_is_counted(sample: Sample, beside: list[Any], ends: str) -> None:
    """Sixty-four within each other, brackets in texts aside, however deep the caller is (P10)."""

    def nested(levels: int) -> bytes:
        within: Any = [] if ends == "list" else {}
        for _ in range(levels - 3):
            within = [within]
        return appended(sample, {"beside": beside, "event": "something-new", "within": within})

    def deep_down(log: bytes, calls: int) -> Any:  # noqa: ANN401 (what `by_library` returns)
        return deep_down(log, calls - 1) if calls else by_library(log, sample.receipt)

    for levels, faults in ((64, []), (65, [[ENTRIES + 2, "line-altered"]]), (700, None)):
        log = nested(levels)
        said = by_library(log, sample.receipt)
        assert said[0] == faults or faults is None
        assert bool(said[0]) == (levels > 64)
        assert by_file(log, sample.receipt) == said
        assert deep_down(log, 400) == said


def test_text_is_taken_as_the_bytes_it_stands_for(sample: Sample) -> None:
    """A log read as text is verified too, and one with a lone surrogate is an altered one."""
    assert verify(sample.log.decode(), [sample.receipt]).holds
    assert not verify(sample.log.decode() + "\ud800").holds


def test_bytes_of_events_are_copied_and_never_written_anew(house: Any) -> None:  # noqa: ANN401 (the fixture's class)
    """What the store holds of an event stands in the log byte for byte."""
    panel = house.all_in(house.open())
    log = house.log(panel)

    for record in house.store.load(panel):
        assert b'{"event":' + record.event + b',"head":"' in log


def test_the_file_verifies_what_it_is_given(sample: Sample, tmp_path: Path) -> None:
    """Run as a command it prints its answer, and exits 0, 1 or 2."""
    log, receipt = tmp_path / "log.jsonl", tmp_path / "receipt.json"
    log.write_bytes(sample.log)
    receipt.write_text(fs.dump(sample.receipt, "json"), "utf-8")

    def run(*paths: Path) -> int:
        command = [sys.executable, str(ALONE), *map(str, paths)]
        return subprocess.run(command, check=False, capture_output=True).returncode

    assert run(log, receipt) == 0
    log.write_bytes(sample.log.replace(b"onsite", b"offsite"))
    assert run(log, receipt) == 1
    assert run(tmp_path / "none") == 2


def test_a_plans_seed_that_is_told_early_or_twice_is_noticed(sample: Sample) -> None:
    """Before the reveal it would tell orders that are still to come; both verifiers say so (P6)."""
    events = told_by(sample)
    seed = next(one for one in events if one["event"] == "plan-seed-told")
    rest = [one for one in events if one != seed]
    at = next(place for place, one in enumerate(rest) if one["event"] == "reveal-made")
    early = relinked(sample, [*rest[:at], seed, *rest[at:]])
    twice = relinked(sample, [*events, seed])

    assert by_library(relinked(sample, [*rest, seed]))[0] == []
    assert by_library(early)[0] == [[at + 2, "event-out-of-place"]]
    assert by_library(twice)[0] == [[len(events) + 2, "event-out-of-place"]]
    for log in (early, twice):
        assert by_file(log) == by_library(log)
