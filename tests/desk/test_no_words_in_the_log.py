"""No event holds what somebody wrote: a canary in every text is found in bodies alone (P13)."""

import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import fairscore as fs
from fairscore import event
from fairscore.errors import FairscoreError
from fairscore.event import Member, PanelId, Policy
from fairscore.order import seed_commitment
from fairscore.scorecard import SetAside

House = Any
"""The class of the fixture `house`."""
CANARY = "zugunruhe"
PEOPLE = ("interviewer-a", "interviewer-b")
CLERK = "facilitator-1"


def full(house: House, panel: PanelId, interviewer: str) -> fs.Scorecard:
    """A scorecard with words wherever there can be some."""
    plain = json.loads(house.card(panel, interviewer, CANARY).canonical)
    flag = fs.Flag(
        kind="other",
        words=CANARY,
        signal="yellow",
        observed=CANARY,
        source="interview",
        occasion=CANARY,
        set_aside=SetAside(reason="my-mood", words=CANARY),
        kind_from="chosen",
    )
    more = {"flags": [json.loads(flag.model_dump_json(exclude_none=True))], "notes": CANARY}
    return fs.parse(json.dumps(plain | more), fs.Scorecard)


def draft(house: House, panel: PanelId, interviewer: str) -> fs.Draft:
    """A draft with words in it."""
    card = house.card(panel, interviewer)
    return fs.Draft(
        rubric=card.rubric,
        application=panel.application,
        round=panel.round,
        interviewer=interviewer,
        notes=CANARY,
    )


ACTS: dict[str, Callable[[House, PanelId, str, str], object]] = {
    "submit": lambda house, panel, who, key: house.desk.submit(
        panel, full(house, panel, who), key=key, at=house.tick()
    ),
    "amend": lambda house, panel, who, key: house.desk.amend(
        panel, full(house, panel, who), key=key, reason="left-out", at=house.tick()
    ),
    "withdraw": lambda house, panel, who, key: house.desk.withdraw(
        panel, (who, ""), by=who, at=house.tick()
    ),
    "draft": lambda house, panel, who, key: house.desk.keep_draft(panel, draft(house, panel, who)),
    "contest": lambda house, panel, who, key: house.desk.contest(
        panel, CANARY, by=who, at=house.tick()
    ),
    "expose": lambda house, panel, who, key: house.desk.record_exposure(
        panel, person=who, source="chat", by=who, at=house.tick()
    ),
    "look": lambda house, panel, who, key: house.desk.look(panel, viewer=who, at=house.tick()),
    "export": lambda house, panel, who, key: house.desk.export_for(
        candidate="candidate-1", by=who, at=house.tick()
    ),
    "seat": lambda house, panel, who, key: house.desk.add_seat(
        panel,
        fs.Seat(interviewer=f"interviewer-{key}"),
        reason="left-out",
        by=CLERK,
        at=house.tick(),
    ),
    "member": lambda house, panel, who, key: house.desk.add_member(
        panel,
        Member(person=f"manager-{key}", role="hiring-manager"),
        reason="left-out",
        by=CLERK,
        at=house.tick(),
    ),
    "rubric": lambda house, panel, who, key: house.desk.adopt_rubric(
        panel,
        fs.parse(house.reworded.canonical.replace(b'"S"', b'"%s"' % CANARY.encode()), fs.Rubric),
        reason="words-mended",
        by=CLERK,
        at=house.tick(),
    ),
    "vacate": lambda house, panel, who, key: house.desk.vacate(
        panel, (who, ""), reason="interviewer-left", by=CLERK, at=house.tick()
    ),
    "close": lambda house, panel, who, key: house.desk.close(
        panel, reason="deadline-passed", by=CLERK, at=house.tick()
    ),
    "agree": lambda house, panel, who, key: [
        house.desk.agree_to_open(panel, by=opener, at=house.tick())
        for opener in ("opener-1", "opener-2")
    ],
    "reveal": lambda house, panel, who, key: house.desk.reveal_when_due(panel, at=house.tick()),
    "redraw": lambda house, panel, who, key: house.desk.redraw(
        panel, reason="mistake", by=CLERK, at=house.tick()
    ),
    "tell": lambda house, panel, who, key: house.desk.tell_plan_seed(
        panel, bytes(32), by=CLERK, at=house.tick()
    ),
    "hold": lambda house, panel, who, key: house.desk.hold(
        panel, reason="complaint", by=who, at=house.tick()
    ),
    "end-hold": lambda house, panel, who, key: house.desk.end_hold(panel, by=who, at=house.tick()),
    "erase": lambda house, panel, who, key: house.desk.erase(
        panel, basis="erasure-request", by=who, at=house.tick()
    ),
}
KINDS = {one.model_fields["event"].default for one in get_args(event.Event)}
HISTORIES = st.lists(st.tuples(st.sampled_from(sorted(ACTS)), st.sampled_from(PEOPLE)), max_size=25)


def played(house: House, acts: list[tuple[str, str]], application: str) -> PanelId:
    """A panel after a history; what is refused on the way is no part of it."""
    panel: PanelId = house.open(
        application=application,
        policy=Policy(reveal="openers", openers=("opener-1", "opener-2")),
        plan=seed_commitment(bytes(32)),
    )
    for number, (act, who) in enumerate(acts):
        with suppress(FairscoreError):
            ACTS[act](house, panel, who, str(number))
    return panel


EVERYTHING = [
    *(("draft", who) for who in PEOPLE),
    ("submit", "interviewer-a"),
    ("withdraw", "interviewer-a"),
    ("submit", "interviewer-a"),
    ("amend", "interviewer-a"),
    *((act, "interviewer-b") for act in ("seat", "member", "rubric", "expose", "vacate", "close")),
    *((act, "interviewer-a") for act in ("redraw", "agree", "reveal", "tell", "look", "export")),
    ("contest", "interviewer-a"),
    *((act, "interviewer-a") for act in ("hold", "end-hold", "erase")),
]


def test_the_history_below_holds_every_event(house: House) -> None:
    """No sort of event is left out, so none can hold words unseen."""
    panel = played(house, EVERYTHING, "app-1")
    records = house.store.load(panel)

    assert {json.loads(record.event)["event"] for record in records} == KINDS
    assert [record for record in records if CANARY.encode() in record.event] == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(acts=HISTORIES, number=st.integers(min_value=0, max_value=10**12))
def test_words_are_in_bodies_alone(house: House, acts: list[tuple[str, str]], number: int) -> None:
    """Whatever is done in whatever order, what was written is in no event (P13)."""
    panel = played(house, acts, f"app-{number}")

    for record in house.store.load(panel):
        assert CANARY.encode() not in record.event


def test_after_an_erasure_the_store_holds_no_word(house: House) -> None:
    """What the store can still hand out of an erased panel holds nothing that was written (P13)."""
    panel = played(house, EVERYTHING[:-1], "app-1")
    named = [
        one for record in house.store.load(panel) if (one := json.loads(record.event).get("body"))
    ]
    assert house.store.bodies(panel, named)
    assert house.store.drafts(panel, ("interviewer-b", ""))

    ACTS["erase"](house, panel, CLERK, "")

    assert house.store.bodies(panel, named) == {}
    assert house.store.drafts(panel, ("interviewer-b", "")) is None


def test_an_event_with_words_is_caught(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Were anything that was written to reach an event, the search would see it."""

    def careless(one: event.Event) -> bytes:
        return event.written(one)[:-1] + b',"note":"%s"}' % CANARY.encode()

    monkeypatch.setattr("fairscore.log.written", careless)
    panel = house.open(application="app-1")

    assert [one for one in house.store.load(panel) if CANARY.encode() in one.event]
