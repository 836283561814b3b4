"""A person's data can be exported, contested, held, expired and erased, through the desk (P13)."""

import asyncio
import json
from typing import Any

import pytest

import fairscore as fs
from fairscore.async_desk import AsyncDesk
from fairscore.errors import NotPermitted, NotYet, OnHold, PanelError
from fairscore.event import Member, Policy
from fairscore.stores import AsyncMemory
from fairscore.verification import Verification, verify

House = Any
"""The class of the fixture `house`."""
OFFICER = "officer-1"
"""Somebody who answers for the house and is nothing to any panel."""


def states(found: Verification) -> list[tuple[str, str]]:
    """What became of each body, whose it is."""
    return [(one.seat[0], one.state) for one in found.bodies if one.of not in {"rubric", "seed"}]


def exposures(house: House, panel: object) -> list[tuple[str, str]]:
    """Who is recorded to have seen something, and how."""
    told = (json.loads(record.event) for record in house.store.load(panel))
    return [(one["person"], one["source"]) for one in told if one["event"] == "exposed"]


# --- Export -----------------------------------------------------------------------


def test_an_interviewer_gets_all_that_is_theirs_before_the_reveal(house: House) -> None:
    """Own seats, versions, drafts, exposures and statements; nothing of others (P1, P13)."""
    panel = house.open()
    house.desk.contest(panel, "My microphone failed.", by="interviewer-a", at=house.tick())
    house.submit(panel, "interviewer-a", "own words")
    house.amend(panel, "interviewer-a", "own words again")
    house.submit(panel, "interviewer-b", "words of another")
    draft = fs.Draft(
        rubric=house.card(panel, "interviewer-a").rubric,
        application="app-7",
        round="onsite",
        interviewer="interviewer-a",
        notes="half a thought",
    )
    house.desk.keep_draft(panel, draft)
    before = len(house.store.load(panel))

    export = house.desk.export_for(person="interviewer-a", by="interviewer-a", at=house.tick())

    (found,) = export.panels
    assert not found.sealed
    assert [one.seat.interviewer for one in found.scorecards] == ["interviewer-a"] * 2
    assert [(one.version, one.phase, one.reason) for one in found.scorecards] == [
        (1, "blind", None),
        (2, "blind", "mistake"),
    ]
    assert [one.notes for one in found.drafts] == ["half a thought"]
    assert [one.text for one in found.statements] == ["My microphone failed."]
    assert [one.event for one in found.acts] == ["contested", "submitted", "submitted"]
    assert "words of another" not in export.json()
    assert "interviewer-b" not in export.json()
    assert len(house.store.load(panel)) == before


def test_an_export_is_no_way_around_the_seal(house: House) -> None:
    """Somebody else gets a sealed panel's name alone, whoever has handed in by then (P1, P13)."""
    panel = house.open(members=(Member(person="facilitator-1", role="facilitator"),))
    told = []
    for interviewer in (None, "interviewer-a"):
        if interviewer:
            house.submit(panel, interviewer, "sealed words")
        for by in ("facilitator-1", "interviewer-b", OFFICER, "candidate-1"):
            told += [
                house.desk.export_for(person="interviewer-a", by=by, at=house.tick()).json(),
                house.desk.export_for(candidate="candidate-1", by=by, at=house.tick()).json(),
            ]

    assert len(set(told)) == 2
    assert [json.loads(one)["panels"] for one in told[:2]] == [
        [{"application": "app-7", "round": "onsite", "sealed": True}]
    ] * 2
    assert exposures(house, panel) == []


def test_a_draft_is_handed_to_its_author_alone(house: House) -> None:
    """Not even after the reveal does anybody else get what was never handed in (P13)."""
    panel = house.all_in(house.open())
    draft = fs.Draft(
        rubric=house.card(panel, "interviewer-a").rubric,
        application="app-7",
        round="onsite",
        interviewer="interviewer-a",
        notes="half a thought",
    )
    house.desk.keep_draft(panel, draft)

    own = house.desk.export_for(person="interviewer-a", by="interviewer-a", at=house.tick())
    other = house.desk.export_for(person="interviewer-a", by=OFFICER, at=house.tick())

    assert "half a thought" in own.json()
    assert "half a thought" not in other.json()
    assert other.panels[0].scorecards


def test_a_candidate_gets_what_was_written_of_them(house: House) -> None:
    """Scorecards and statements of revealed panels, and the names of sealed ones (P13)."""
    panel = house.all_in(house.open())
    house.desk.contest(panel, "It was not so.", by="candidate-1", at=house.tick())
    sealed = house.open(round="final", interviewers=("interviewer-c",))
    house.submit(sealed, "interviewer-c", "sealed words")
    house.all_in(house.open(application="app-9", candidate="candidate-2"))

    export = house.desk.export_for(candidate="candidate-1", by=OFFICER, at=house.tick())

    first, second = sorted(export.panels, key=lambda one: one.sealed)
    assert [one.seat.interviewer for one in first.scorecards] == ["interviewer-a", "interviewer-b"]
    assert [one.text for one in first.statements] == ["It was not so."]
    assert (second.panel, second.sealed, second.scorecards) == (sealed, True, ())
    assert "sealed words" not in export.json()
    assert exposures(house, panel) == [(OFFICER, "access")]
    assert verify(house.log(panel), [house.receipt(panel)]).holds


def test_who_was_handed_what_is_recorded_once(house: House) -> None:
    """A second export of the same words records nothing, and a look later neither (P13)."""
    panel = house.all_in(house.open())
    for _ in range(2):
        house.desk.export_for(candidate="candidate-1", by="facilitator-1", at=house.tick())
    house.desk.look(panel, viewer="facilitator-1", at=house.tick())
    house.desk.export_for(candidate="candidate-1", by="interviewer-a", at=house.tick())

    assert exposures(house, panel) == [("facilitator-1", "access"), ("interviewer-a", "access")]
    # What somebody was handed concerns them from then on.
    house.desk.export_for(candidate="candidate-1", by=OFFICER, at=house.tick())
    (found,) = house.desk.export_for(person=OFFICER, by=OFFICER, at=house.tick()).panels
    assert [one.source for one in found.exposures] == ["access"]


def test_whoever_is_still_to_judge_a_candidate_reads_no_other_round(house: House) -> None:
    """With an open seat in one round, an export of the candidate is sealed in all of them (P2)."""
    screen = house.all_in(house.open(round="screen"))
    house.open(round="onsite", interviewers=("interviewer-a",))

    export = house.desk.export_for(candidate="candidate-1", by="interviewer-a", at=house.tick())

    assert [one.sealed for one in export.panels] == [True, True]
    assert exposures(house, screen) == []


def test_a_late_interviewer_gets_no_words_of_others_by_an_export(house: House) -> None:
    """After a reveal without them, whoever has not handed in stays blind (P1, P13)."""
    panel = house.open(policy=Policy(reveal="quorum", quorum=1))
    house.submit(panel, "interviewer-a")
    assert house.desk.reveal_when_due(panel, at=house.tick())

    for asked in ({"candidate": "candidate-1"}, {"person": "interviewer-a"}):
        export = house.desk.export_for(**asked, by="interviewer-b", at=house.tick())
        assert [one.sealed for one in export.panels] == [True]


def test_an_export_goes_through_every_page(house: House) -> None:
    """More panels than a page holds are all found, of this tenant alone (P13)."""
    for number in range(101):
        house.open(application=f"app-{number}")

    export = house.desk.export_for(person="interviewer-a", by="interviewer-a", at=house.tick())

    assert len({one.panel for one in export.panels}) == 101


def test_an_export_knows_no_other_tenant(house: House, neighbour: House) -> None:
    """The same names at another tenant are other people (P13)."""
    neighbour.all_in(neighbour.open())

    assert house.desk.export_for(candidate="candidate-1", by=OFFICER, at=house.tick()).panels == ()


def test_what_was_erased_is_listed_as_erased(house: House) -> None:
    """A version without its words says so; a withdrawn one is there and marked (P13)."""
    panel = house.open()
    house.submit(panel, "interviewer-a")
    house.desk.withdraw(panel, ("interviewer-a", ""), by="interviewer-a", at=house.tick())
    card = house.card(panel, "interviewer-a", "again")
    house.desk.submit(panel, card, key="k-9", at=house.tick())
    house.submit(panel, "interviewer-b")
    house.desk.reveal_when_due(panel, at=house.tick())
    house.desk.erase(
        panel, basis="erasure-request", person="interviewer-b", by=OFFICER, at=house.tick()
    )

    export = house.desk.export_for(candidate="candidate-1", by=OFFICER, at=house.tick())
    (found,) = json.loads(export.json())["panels"]

    assert [(one["withdrawn"], one["erased"]) for one in found["scorecards"]] == [
        (True, False),
        (False, False),
        (False, True),
    ]


@pytest.mark.parametrize("asked", [{}, {"candidate": "candidate-1", "person": "interviewer-a"}])
def test_an_export_is_about_one(house: House, asked: dict[str, str]) -> None:
    """Neither nobody nor two."""
    with pytest.raises(PanelError, match="one-subject"):
        house.desk.export_for(**asked, by=OFFICER, at=house.tick())


def test_the_system_reads_nobodys_words(house: House) -> None:
    """The viewer that reminds people cannot ask for an export (P1)."""
    house.all_in(house.open())

    with pytest.raises(NotPermitted):
        house.desk.export_for(candidate="candidate-1", by="system", at=house.tick())


def test_recording_an_access_tells_a_stranger_of_no_panel(house: House) -> None:
    """Somebody who is nothing to a panel cannot find out by that word whether there is one (P1)."""
    panel = house.open()
    other = house.desk.panel(application="app-0")
    said = set()
    for one in (panel, other):
        with pytest.raises(PanelError) as refused:
            house.desk.record_exposure(
                one, person="stranger", source="access", by="stranger", at=house.tick()
            )
        said.add(str(refused.value))
    assert len(said) == 1


def test_awaited_the_export_is_the_same(house: House) -> None:
    """`AsyncDesk` hands out what `Desk` does, the log too (P13)."""

    async def run() -> tuple[str, bytes]:
        desk = AsyncDesk(AsyncMemory(), tenant="acme")
        card, at = house.card(house.desk.panel(application="app-7"), "interviewer-a"), house.now
        panel = await desk.open(
            house.reworded,
            application="app-7",
            seats=[fs.Seat(interviewer="interviewer-a")],
            candidate="candidate-1",
            at=at,
        )
        card = fs.parse(card.canonical.replace(b'"version":1', b'"version":2'), fs.Scorecard)
        await desk.submit(panel, card, key="k", at=at)
        await desk.reveal_when_due(panel, at=at)
        export = await desk.export_for(candidate="candidate-1", by=OFFICER, at=at)
        return export.json(), await desk.export_log(panel, viewer="interviewer-a", at=at)

    export, log = asyncio.run(run())

    (found,) = json.loads(export)["panels"]
    assert [one["interviewer"] for one in found["scorecards"]] == ["interviewer-a"]
    assert verify(log).holds


# --- The log ----------------------------------------------------------------------


def test_a_log_leaves_the_house_after_the_reveal_alone(house: House) -> None:
    """Before the reveal to them, nobody gets it; what they then see is recorded (P1)."""
    panel = house.open(policy=Policy(reveal="own-in"))
    house.submit(panel, "interviewer-a")
    for viewer in ("facilitator-1", "interviewer-a", "interviewer-b"):
        with pytest.raises(NotYet):
            house.log(panel, viewer)
    with pytest.raises(PanelError, match="no-such-panel"):
        house.log(panel, "stranger")
    house.submit(panel, "interviewer-b")
    house.desk.reveal_when_due(panel, at=house.tick())

    log = house.log(panel, "interviewer-a")

    assert ("interviewer-a", "desk") in exposures(house, panel)
    assert b'"exposed","person":"interviewer-a"' in log


def test_what_was_taken_back_stays_in_the_house(house: House) -> None:
    """A withdrawn scorecard is in no exported log, and the log still verifies (P5)."""
    panel = house.open()
    house.submit(panel, "interviewer-a", "taken back")
    house.desk.withdraw(panel, ("interviewer-a", ""), by="interviewer-a", at=house.tick())
    card = house.card(panel, "interviewer-a", "again")
    house.desk.submit(panel, card, key="k-9", at=house.tick())
    house.submit(panel, "interviewer-b")
    house.desk.reveal_when_due(panel, at=house.tick())

    log = house.log(panel)

    assert b"taken back" not in log
    assert states(verify(log))[0] == ("interviewer-a", "withdrawn")
    assert verify(log, [house.receipt(panel)]).holds


# --- Hold, contest, erase, expire -------------------------------------------------


def test_nothing_is_erased_while_a_panel_is_held(house: House) -> None:
    """A hold stops erasure and expiry until it ends (P13)."""
    panel = house.all_in(house.open())
    house.desk.hold(panel, reason="legal-claim", by=OFFICER, at=house.tick())
    late = house.tick(days=400)

    with pytest.raises(OnHold):
        house.desk.erase(panel, basis="erasure-request", by=OFFICER, at=late)
    assert house.desk.expire(before=late, by=OFFICER, at=late) == (panel,)
    assert {state for _, state in states(verify(house.log(panel)))} == {"valid"}

    house.desk.end_hold(panel, by=OFFICER, at=house.tick())
    house.desk.expire(before=house.tick(days=400), by=OFFICER, at=house.now)
    found = verify(house.log(panel), [house.receipt(panel)])
    assert {state for _, state in states(found)} == {"erased"}
    assert found.holds


def test_a_statement_stands_with_the_scorecards(house: House) -> None:
    """The candidate and those who have a part may attach one; a stranger learns nothing (P13)."""
    panel = house.all_in(house.open())
    house.desk.contest(panel, "It was not so.", by="candidate-1", at=house.tick())
    with pytest.raises(PanelError, match="no-such-panel"):
        house.desk.contest(panel, "Hello.", by="stranger", at=house.tick())

    view = house.desk.look(panel, viewer="facilitator-1", at=house.tick())

    assert [(one.by, one.text) for one in view.statements] == [("candidate-1", "It was not so.")]
    assert ("candidate-1", "valid") in states(verify(house.log(panel)))


def test_one_persons_words_are_erased_and_the_others_stay(house: House) -> None:
    """Erasing by person takes their scorecards, statements and draft, on the ground named (P13)."""
    panel = house.all_in(house.open())
    house.desk.contest(panel, "So it was.", by="interviewer-a", at=house.tick())
    receipt = house.receipt(panel)
    house.desk.erase(
        panel, basis="consent-withdrawn", person="interviewer-a", by=OFFICER, at=house.tick()
    )

    found = verify(house.log(panel), [receipt])

    assert states(found) == [
        ("interviewer-a", "erased"),
        ("interviewer-b", "valid"),
        ("interviewer-a", "erased"),
    ]
    assert {one.basis for one in found.bodies if one.state == "erased"} == {"consent-withdrawn"}
    assert found.holds
    assert found.receipts[0].holds
    view = house.desk.look(panel, viewer="facilitator-1", at=house.tick())
    assert view.revealed is not None
    assert view.revealed.erased == (("interviewer-a", ""),)


def test_erasing_twice_records_nothing_twice(house: House) -> None:
    """What is gone already is not erased again (P13)."""
    panel = house.all_in(house.open())
    for _ in range(2):
        house.desk.erase(panel, basis="error", by=OFFICER, at=house.tick())
    erased = [one for one in house.store.load(panel) if b'"erased"' in one.event]

    assert len(erased) == 1


def test_only_what_is_old_expires(house: House) -> None:
    """Panels in which something happened since stay whole; pages are walked to the end (P13)."""
    old = [house.all_in(house.open(application=f"app-{number}")) for number in range(3)]
    before = house.tick(days=200)
    new = house.all_in(house.open(application="app-9"))
    after, pages = None, []
    while page := house.desk.expire(
        before=before, by=OFFICER, at=house.tick(), after=after, limit=2
    ):
        pages.append(page)
        after = page[-1]

    assert [len(page) for page in pages] == [2, 2]
    gone = {one: {state for _, state in states(verify(house.log(one)))} for one in (*old, new)}
    assert gone == {old[0]: {"erased"}, old[1]: {"erased"}, old[2]: {"erased"}, new: {"valid"}}
