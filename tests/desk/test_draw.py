"""The seed of a panel: sealed at its opening, told at its reveal, and what is drawn of it (P6)."""

from __future__ import annotations

import json
from itertools import count
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import fairscore as fs
from fairscore._canonical import encode
from fairscore.draw import Draw, logged
from fairscore.errors import NotYet, PanelError
from fairscore.event import Member, PanelId, Policy, event_of, written
from fairscore.log import chained, commit
from fairscore.order import seed_commitment
from fairscore.stores import Change
from fairscore.verification import verify

SEED = bytes(range(32))
EXAMPLES = Path(__file__).parents[2] / "examples"
FACILITATOR = Member(person="facilitator-1", role="facilitator")


def told(house: Any, panel: object) -> list[dict[str, Any]]:  # noqa: ANN401 (a fixture)
    """The events of a panel, as they stand in its log."""
    return [json.loads(record.event) for record in house.store.load(panel)]


def drawn(house: Any, panel: object, viewer: str = "facilitator-1") -> Draw:  # noqa: ANN401 (a fixture)
    """The orders that a viewer is given."""
    draw = house.desk.look(panel, viewer=viewer, at=house.tick()).draw
    assert isinstance(draw, Draw)
    return draw


def test_the_seed_is_sealed_first_and_told_at_the_reveal(house: Any) -> None:  # noqa: ANN401 (a fixture)
    """The opening holds a commitment; the reveal holds the seed that was sealed (P6)."""
    panel = house.open()
    house.submit(panel, "interviewer-a")
    sealed = told(house, panel)

    assert [one for one in sealed if one["event"] != "opened" and "seed" in one] == []
    assert house.desk.look(panel, viewer="facilitator-1", at=house.tick()).draw is None
    house.submit(panel, "interviewer-b")
    revealed = house.desk.reveal(panel, by="facilitator-1", at=house.tick())

    [reveal] = [one for one in told(house, panel) if one["event"] == "reveal-made"]
    assert revealed.draw.seed.hex() == reveal["seed"]
    assert reveal["seed"] not in json.dumps(sealed)
    found = verify(house.log(panel), [house.receipt(panel)])
    assert found.holds
    assert [one.state for one in found.bodies if one.of == "seed"] == ["valid"]


def test_nobody_is_given_orders_before_the_panel_is_revealed(house: Any) -> None:  # noqa: ANN401 (a fixture)
    """Under own-in others are read before the seed is told; there is no order until then."""
    panel = house.open(policy=Policy(reveal="own-in"))
    house.submit(panel, "interviewer-a")
    view = house.desk.look(panel, viewer="interviewer-a", at=house.tick())

    assert view.revealed is not None
    assert view.draw is None
    assert view.revealed.draw is None


def test_each_panel_has_a_seed_of_its_own(house: Any) -> None:  # noqa: ANN401 (a fixture)
    """What one panel tells says nothing of another."""
    panels = [house.all_in(house.open(application=f"app-{number}")) for number in range(5)]

    assert len({drawn(house, panel).seed for panel in panels}) == 5


def test_everybody_draws_the_same(house: Any) -> None:  # noqa: ANN401 (a fixture)
    """Each reader's page is their own, and each viewer of the log draws it alike (P6)."""
    people = tuple(f"interviewer-{one}" for one in "abcdef")
    panel = house.all_in(house.open(interviewers=people), people)
    one, other = drawn(house, panel), drawn(house, panel, "interviewer-a")

    assert one == other
    assert one.page("interviewer-a") == other.page("interviewer-a")
    assert len({one.page(reader).items for reader in people}) > 1
    assert one.reading().items != one.speaking().items or one.page("x").items != one.reading().items
    assert (one.method, one.seniority) == ("shuffle", ())


def test_a_redraw_gives_other_orders_and_is_counted(house: Any) -> None:  # noqa: ANN401 (a fixture)
    """The log and the report say how often and why; after the reveal there is none (P6)."""
    people = tuple(f"interviewer-{one}" for one in "abcdef")
    panel = house.open(interviewers=people)
    by = "facilitator-1"
    house.desk.redraw(panel, reason="seats-changed", by=by, at=house.tick())
    house.desk.redraw(panel, reason="mistake", by=by, at=house.tick())
    house.all_in(panel, people)
    draw = drawn(house, panel)
    before = Draw(seed=draw.seed, people=draw.people)

    assert draw.reasons == ("seats-changed", "mistake")
    assert draw.page(by).draw == 2
    assert draw.page(by).items != before.page(by).items
    with pytest.raises(PanelError, match="too-late-to-redraw"):
        house.desk.redraw(panel, reason="mistake", by=by, at=house.tick())
    revealed = house.desk.reveal(panel, by=by, at=house.tick())
    rubric = house.desk.look(panel, viewer=by, at=house.tick()).rubric
    debrief = fs.Debrief.of(rubric, revealed)
    report = fs.Report.of(debrief, fs.find(debrief), viewer=by)
    words = "drawn anew on two occasions before the reveal (seats-changed, mistake)"
    assert words in report.page_order
    assert words in report.markdown()
    assert words in report.html()
    assert words in " ".join(report.text().split())


def test_a_new_draw_takes_in_whoever_was_added(house: Any) -> None:  # noqa: ANN401 (a fixture)
    """Seats added before a new draw are shuffled with the others, later ones stand behind (P6)."""
    by, late = "facilitator-1", ("interviewer-b", "interviewer-c", "interviewer-d")
    panel = house.open(interviewers=("interviewer-a",))
    for number, one in enumerate(late):
        if number == 2:
            house.desk.redraw(panel, reason="seats-changed", by=by, at=house.tick())
        seat = fs.Seat(interviewer=one)
        house.desk.add_seat(panel, seat, reason="left-out", by=by, at=house.tick())
    house.all_in(panel, ("interviewer-a", *late))
    draw = drawn(house, panel)

    assert sorted(draw.page(by).items) == ["interviewer-a", "interviewer-b", "interviewer-c"]
    assert draw.page(by).added == draw.speaking().added == ("interviewer-d",)


NUMBERS = count()
ACTS = ["late seat", "member", "exposure", "vacate", "contest", "look", "hold"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(acts=st.lists(st.sampled_from(ACTS), max_size=8))
def test_nothing_that_happens_moves_anybody(house: Any, acts: list[str]) -> None:  # noqa: ANN401 (a fixture)
    """Whatever viewers, roles, exposures and seats come later, each keeps their position (P6)."""
    desk, by = house.desk, "facilitator-1"
    panel = house.open(
        application=f"app-{next(NUMBERS)}",
        interviewers=("interviewer-a", "interviewer-b", "interviewer-c"),
        policy=Policy(reveal="at-time", at=house.now),
    )
    readers = ("interviewer-a", by, "manager-0", "nobody-yet")

    def pages() -> dict[str, tuple[str, ...]]:
        draw = drawn(house, panel)
        orders = {reader: draw.page(reader) for reader in readers}
        orders |= {"reading": draw.reading(), "speaking": draw.speaking()}
        return {name: (*order.items, *order.added) for name, order in orders.items()}

    assert desk.reveal_when_due(panel, at=house.tick())
    before = pages()
    for at, act in enumerate(acts):
        match act:
            case "late seat":
                seat = fs.Seat(interviewer=f"interviewer-{at}")
                desk.add_seat(panel, seat, reason="left-out", by=by, at=house.tick())
            case "member":
                manager = Member(person=f"manager-{at}", role="hiring-manager")
                desk.add_member(panel, manager, reason="left-out", by=by, at=house.tick())
            case "exposure":
                desk.record_exposure(
                    panel, person="interviewer-b", source="chat", by=by, at=house.tick()
                )
            case "vacate":
                key = ("interviewer-c", "")
                desk.vacate(panel, key, reason="interviewer-left", by=by, at=house.tick())
            case "contest":
                desk.contest(panel, "No.", by="candidate-1", at=house.tick())
            case "look":
                desk.look(panel, viewer=by, at=house.tick())
            case _:
                desk.hold(panel, reason="complaint", by=by, at=house.tick())

    after = pages()
    assert {name: order[: len(before[name])] for name, order in after.items()} == before
    late = [f"interviewer-{at}" for at, act in enumerate(acts) if act == "late seat"]
    assert {
        name: list(order[len(before[name]) :]) for name, order in after.items()
    } == dict.fromkeys(before, late)


def test_the_seed_of_a_plan_is_told_after_the_reveal(house: Any) -> None:  # noqa: ANN401 (a fixture)
    """A plan's commitment stands in its panels; its seed is told once, and fits it (P6)."""
    panel = house.open(plan=seed_commitment(SEED))
    by = "facilitator-1"
    with pytest.raises(NotYet):
        house.desk.tell_plan_seed(panel, SEED, by=by, at=house.tick())
    house.all_in(panel)
    with pytest.raises(PanelError, match="other-seed"):
        house.desk.tell_plan_seed(panel, bytes(32), by=by, at=house.tick())
    for _ in range(2):
        house.desk.tell_plan_seed(panel, SEED, by=by, at=house.tick())

    seeds = [one["seed"] for one in told(house, panel) if one["event"] == "plan-seed-told"]
    assert seeds == [SEED.hex()]
    assert drawn(house, panel).seed != SEED
    assert verify(house.log(panel)).holds


@pytest.mark.parametrize("bad", ["", "0" * 63, "g" * 64, 7])
def test_what_is_no_commitment_is_refused(house: Any, bad: object) -> None:  # noqa: ANN401 (a fixture)
    """A plan is named by its commitment alone."""
    with pytest.raises(PanelError, match="bad-seed"):
        house.open(plan=bad)


@pytest.mark.parametrize("bad", [b"short", "0" * 64, 7])
def test_what_is_no_seed_is_refused_unsaid(house: Any, bad: object) -> None:  # noqa: ANN401 (a fixture)
    """A seed has 32 bytes; the refusal repeats none of them."""
    panel = house.all_in(house.open(plan=seed_commitment(SEED)))
    with pytest.raises(PanelError, match="bad-seed") as caught:
        house.desk.tell_plan_seed(panel, bad, by="facilitator-1", at=house.tick())

    assert str(bad) not in str(caught.value).replace("32 bytes", "")


def test_a_panel_from_before_there_were_seeds_goes_on(house: Any) -> None:  # noqa: ANN401 (a fixture)
    """Its log loads, is revealed without a seed and holds; nothing is drawn for it (P6)."""
    sealed = house.open(application="app-0")
    events = [event_of(record.event) for record in house.store.load(sealed)]
    plain = json.loads(written(events[0]))
    seed = plain.pop("seed")
    bodies = house.store.bodies(sealed, (plain["rubric"]["body"], seed))
    panel = PanelId(tenant="acme", application="app-7", round="onsite")
    plain |= {"application": "app-7"}
    body = bodies[plain["rubric"]["body"]]
    commitment = commit(body.content, salt=body.salt, panel=panel, of="rubric", seat=("", ""))
    plain["rubric"]["body"] = commitment
    records = chained(panel, None, [event_of(encode(plain))])
    change = Change(records=records, bodies=(attrs.evolve(body, commitment=commitment),))
    house.store.append(panel, change, expected_version=0)

    by = "facilitator-1"
    with pytest.raises(PanelError, match="no-seed"):
        house.desk.redraw(panel, reason="mistake", by=by, at=house.tick())
    house.all_in(panel)
    revealed = house.desk.reveal(panel, by=by, at=house.tick())
    assert revealed.draw is None
    assert "seed" not in json.dumps(told(house, panel))
    assert verify(house.log(panel)).holds


# --- taking turns ---------------------------------------------------------------

LETTERS = tuple(f"interviewer-{one}" for one in "abcdef")
RANKS = {"interviewer-c": 2, "interviewer-e": 5}


@pytest.mark.parametrize("turns", ["shuffle", "least-senior-first", "most-senior-last"])
def test_turns_go_by_what_the_panel_was_opened_with(house: Any, turns: str) -> None:  # noqa: ANN401 (a fixture)
    """Method and seniority stand in the log before the first scorecard, and nobody picks others."""
    panel = house.open(interviewers=LETTERS, turns=turns, ranks=RANKS)
    draw = drawn(house, house.all_in(panel, LETTERS))
    from_log = logged(house.log(panel)).draw

    assert (draw.method, dict(draw.seniority)) == (turns, RANKS)
    assert from_log is not None
    assert attrs.evolve(from_log, criteria=()) == draw
    for order in (draw.speaking(), draw.reading()):
        assert order.method == turns
        assert sorted(order.items) == sorted(LETTERS)
        if turns != "shuffle":
            assert order.items[-1] == "interviewer-e"
        if turns == "least-senior-first":
            assert order.items[-2] == "interviewer-c"


def test_a_panel_is_not_opened_again_with_other_turns(house: Any) -> None:  # noqa: ANN401 (a fixture)
    """The same opening is a retry; with another method, or other seniority, it is another one."""
    wanted = {"interviewers": LETTERS, "turns": "most-senior-last", "ranks": RANKS}
    panel = house.open(**wanted)

    assert house.open(**wanted) == panel
    for other in ({"turns": "shuffle"}, {"ranks": RANKS | {"interviewer-a": 9}}):
        with pytest.raises(PanelError):
            house.open(**(wanted | other))


def test_who_has_two_seats_is_as_senior_as_the_higher_one_says(house: Any) -> None:  # noqa: ANN401 (a fixture)
    """And a seat that is added later brings its seniority with it."""
    rubric = fs.read(EXAMPLES / "backend.rubric.yaml", fs.Rubric)
    seats = [
        fs.Seat(interviewer="interviewer-a", interview=one, seniority=rank)
        for one, rank in (("design", 3), ("pairing", 1))
    ]
    members, at = [FACILITATOR], house.tick()
    panel = house.desk.open(rubric, application="app-9", seats=seats, members=members, at=at)
    by = {"by": "facilitator-1", "at": at}
    later = fs.Seat(interviewer="interviewer-b", interview="design", seniority=4)
    house.desk.add_seat(panel, later, reason="replacement", **by)
    for one in (*seats, later):
        house.desk.vacate(panel, one.key, reason="interview-not-held", **by)
    house.desk.close(panel, reason="deadline-passed", **by)
    house.desk.reveal_when_due(panel, at=at)

    assert drawn(house, panel).seniority == (("interviewer-a", 3), ("interviewer-b", 4))


def test_only_a_criterion_has_turns_of_its_own(house: Any) -> None:  # noqa: ANN401 (a fixture)
    """Any other text would be a draw of its own, to be picked until it suits (P6)."""
    panel = house.all_in(house.open(interviewers=LETTERS), LETTERS)
    view = house.desk.look(panel, viewer="facilitator-1", at=house.tick())
    from_log = logged(house.log(panel))
    rubric = fs.parse(from_log.rubrics[-1], fs.Rubric, format="json")
    draw = fs.Debrief.of(rubric, view.revealed).draw

    assert draw is not None
    assert draw == from_log.draw
    assert draw.criteria == tuple(one.id for one in rubric.criteria)
    own = draw.speaking(about=draw.criteria[0])
    assert (own.about, sorted(own.items)) == (draw.criteria[0], sorted(LETTERS))
    for act in (
        lambda: draw.speaking(about="picked-until-it-suits"),
        lambda: view.draw.speaking(about=draw.criteria[0]),
    ):
        with pytest.raises(ValueError, match="not a criterion"):
            act()
