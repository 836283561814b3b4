"""The order of a report's page, and the positions that its ratings carry (P6)."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import pytest

import fairscore as fs
from fairscore.assignment import Interviewer
from fairscore.draw import Draw
from fairscore.event import Member
from fairscore.planner import plan
from fairscore.stores import Memory

if TYPE_CHECKING:
    from fairscore.assignment import Assignment
    from fairscore.revealed import Revealed

EXAMPLES = Path(__file__).parents[2] / "examples"
RUBRIC = fs.read(EXAMPLES / "backend.rubric.yaml", fs.Rubric)
CARDS = [fs.read(one, fs.Scorecard) for one in sorted((EXAMPLES / "founding-story").glob("*.yaml"))]
PEOPLE = tuple(card.interviewer for card in CARDS)
NINE = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
SEED = bytes(range(32))


def sealed() -> Revealed:
    """The founding story over a desk, whose seed is always the same."""
    numbers = iter(range(1, 100))
    desk = fs.Desk(Memory(), tenant="acme", salt=lambda: bytes([next(numbers)]) * 32)
    panel = desk.open(
        RUBRIC,
        application="app-7",
        round="onsite",
        seats=[fs.Seat(interviewer=card.interviewer, interview=card.interview) for card in CARDS],
        members=[Member(person="facilitator-1", role="facilitator")],
        at=NINE,
    )
    for hour, card in enumerate(CARDS, 1):
        desk.submit(panel, card, key="hand-in-1", at=NINE + timedelta(hours=hour))
    return desk.reveal(panel, by="facilitator-1", at=NINE + timedelta(hours=9))


def report(
    revealed: Revealed, viewer: str = "facilitator-1", planned: Assignment | None = None
) -> fs.Report:
    """The report for a viewer."""
    debrief = fs.Debrief.of(RUBRIC, revealed, plan=planned)
    return fs.Report.of(debrief, fs.find(debrief), viewer=viewer)


def of_candidate(card: fs.Scorecard) -> fs.Scorecard:
    """The scorecard with its candidate named."""
    plain = {**json.loads(fs.dump(card, "json")), "candidate": "candidate-7"}
    return fs.parse(json.dumps(plain), fs.Scorecard)


def people(made: fs.Report) -> list[str]:
    """Who stands where."""
    return [card.interviewer for card in made.scorecards]


def test_each_reader_has_a_page_of_their_own() -> None:
    """Scorecards, cells, flags and columns stand as drawn for the reader, and it is said how."""
    revealed = sealed()
    assert revealed.draw is not None
    pages = {viewer: report(revealed, viewer) for viewer in (*PEOPLE, "facilitator-1")}

    for viewer, made in pages.items():
        order = list(revealed.draw.page(viewer).items)
        assert people(made) == order
        assert [card.page_position for card in made.scorecards] == [1, 2, 3, 4, 5]
        assert all([cell.interviewer for cell in row.cells] == order for row in made.rows)
        flagged = [flag.interviewer for flag in made.flags]
        assert sorted(flagged, key=order.index) == flagged
        told = f"Order on this page: {', '.join(order[:-1])} and {order[-1]}; shuffled for {viewer}"
        assert told in made.page_order
        # Words and columns alike, in every rendering that shows all scorecards.
        assert told in made.html()
        assert told in made.markdown()
        assert told in " ".join(made.text().split())
        assert "| Criterion | " + " | ".join(order) in made.markdown()
    assert len({tuple(people(made)) for made in pages.values()}) > 1


def test_the_order_of_the_page_changes_nothing_else() -> None:
    """What two readers are told is the same but for its order."""
    one, other = (report(sealed(), viewer) for viewer in ("facilitator-1", "interviewer-a"))

    assert one.discuss_first == other.discuss_first
    assert [row.spread for row in one.rows] == [row.spread for row in other.rows]
    by_name = {
        viewer: sorted((card.interviewer, card.exposure, card.late) for card in made.scorecards)
        for viewer, made in {"one": one, "other": other}.items()
    }
    assert by_name["one"] == by_name["other"]


def test_a_late_scorecard_stands_last_and_moves_nobody() -> None:
    """Whatever place was drawn for it, it stands behind those that came in time."""
    revealed = sealed()
    before = people(report(revealed))
    first = before[0]
    late = tuple(attrs.evolve(entry, late=entry.person == first) for entry in revealed.entries)
    made = report(attrs.evolve(revealed, entries=late))

    assert people(made) == [*before[1:], first]
    assert "What came after the reveal stands last." in made.page_order


def test_without_a_draw_scorecards_stand_by_name() -> None:
    """Files have no order, and neither has a page for somebody who is no reference."""
    unsealed = fs.unsealed(CARDS, origin="files")
    for made in (report(unsealed), report(sealed(), "somebody without a reference")):
        assert people(made) == sorted(PEOPLE)
        assert made.page_order == ""
        assert {card.page_position for card in made.scorecards} == {None}
        assert "Order on this page" not in made.html() + made.markdown()


def test_a_late_seat_stands_behind() -> None:
    """Somebody whose seat came later is behind everybody who was drawn."""
    draw = Draw(seed=SEED, people=("a", "b", "c"), added=("d", "a", "e"))

    assert draw.page("f").items == Draw(seed=SEED, people=("a", "b", "c")).page("f").items
    assert draw.page("f").added == ("d", "e")


@pytest.mark.parametrize("review", ["candidate", "question"])
def test_ratings_carry_the_positions_of_their_plan(review: str) -> None:
    """Each cell says where its criterion and its candidate stood before whoever wrote it."""
    interviewers = [
        Interviewer(interviewer=card.interviewer, criteria=RUBRIC.criteria_of(card.interview))
        for card in CARDS
    ]
    planned = plan(
        RUBRIC,
        interviewers=interviewers,
        candidates=["candidate-7", "candidate-8", "candidate-9"],
        seed=SEED,
        review="question" if review == "question" else "candidate",
    )
    cards = [of_candidate(card) for card in CARDS]
    made = report(fs.unsealed(cards, origin="files"), planned=planned)

    found = {
        (cell.interviewer, row.criterion): (cell.criterion_position, cell.candidate_position)
        for row in made.rows
        for cell in row.cells
    }
    for card in CARDS:
        criteria = planned.order_for(card.interviewer, "criteria")
        assert criteria is not None
        for criterion in RUBRIC.criteria_of(card.interview):
            about = criterion if review == "question" else None
            candidates = planned.order_for(card.interviewer, "candidates", about)
            assert candidates is not None
            assert found[card.interviewer, criterion] == (
                criteria.position(criterion),
                candidates.position("candidate-7"),
            )
    places = {place for place, _ in found.values()}
    assert places >= {1, 2}
    assert fs.parse(made.to_json(), fs.Report) == made


def test_a_plan_that_says_nothing_of_somebody_gives_no_position() -> None:
    """Who is in no plan, and a scorecard that names no candidate, has none."""
    planned = plan(
        RUBRIC,
        interviewers=[Interviewer(interviewer=f"other-{one}") for one in "abcdef"],
        candidates=["candidate-7"],
        seed=SEED,
    )
    cards = [CARDS[0], of_candidate(CARDS[1])]
    made = report(fs.unsealed(cards, origin="files"), planned=planned)
    cells = [cell for row in (*made.rows, *made.recommendations) for cell in row.cells]

    assert {(cell.criterion_position, cell.candidate_position) for cell in cells} == {(None, None)}


def test_a_plan_of_another_rubric_is_refused() -> None:
    """Positions of something else would be worse than none."""
    other = fs.read(EXAMPLES / "plan" / "onsite.rubric.yaml", fs.Rubric)
    planned = plan(
        other,
        interviewers=[Interviewer(interviewer=one) for one in "abcd"],
        candidates=["candidate-7"],
        seed=SEED,
    )

    with pytest.raises(fs.DebriefError, match="other-rubric"):
        report(fs.unsealed(CARDS, origin="files"), planned=planned)


def test_a_new_draw_shuffles_all_who_are_there() -> None:
    """Whoever opens with one seat and adds the others decides no order, once it is drawn anew."""
    people = tuple("abcdef")
    at_once = Draw(seed=SEED, people=people, reasons=("mistake",))
    for order in (people, people[::-1], ("c", "a", "b", "f", "e", "d")):
        bent = Draw(seed=SEED, people=order[:1], added=order[1:])
        drawn = attrs.evolve(bent, shuffled=5, reasons=("seats-changed",))

        assert bent.page("x").added == bent.speaking().added == order[1:]
        assert drawn.page("x") == at_once.page("x")
        assert drawn.speaking() == at_once.speaking()


def test_whoever_was_added_after_a_draw_is_named() -> None:
    """The report says who was added, and whether a draw since then shuffled them."""
    revealed = sealed()
    assert revealed.draw is not None
    first, second, third, *others = PEOPLE
    draw = attrs.evolve(
        revealed.draw,
        people=tuple(others),
        added=(first, second, third),
        shuffled=1,
        reasons=("seats-changed",),
    )
    made = report(attrs.evolve(revealed, draw=draw))

    assert f"Added after the first draw, and shuffled with the others: {first}." in made.page_order
    behind = f"Added after the last draw, and behind the others: {second} and {third}."
    assert behind in made.page_order
    assert people(made)[-2:] == [second, third]
    assert "Added" not in report(revealed).page_order
