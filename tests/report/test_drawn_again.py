"""From a log and what was handed out, somebody else draws every order again (P6)."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import attrs
import pytest

import fairscore as fs
from fairscore.assignment import Assignment, Interviewer
from fairscore.cli import main
from fairscore.draw import check_plan_of, logged
from fairscore.errors import LogBroken
from fairscore.event import Member, PanelId
from fairscore.planner import plan
from fairscore.report import check_orders
from fairscore.scorecard import RubricRef
from fairscore.stores import Memory

EXAMPLES = Path(__file__).parents[2] / "examples"
RUBRIC = fs.read(EXAMPLES / "plan" / "onsite.rubric.yaml", fs.Rubric)
NINE = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
SEED = bytes(range(32))
FACILITATOR = "facilitator-1"
CANDIDATE = "candidate-3"


def _desk(name: bytes = b"one") -> fs.Desk:
    numbers = count()
    return fs.Desk(
        Memory(),
        tenant="acme",
        salt=lambda: hashlib.sha256(b"%s %d" % (name, next(numbers))).digest(),
    )


@attrs.define
class Round:
    """A panel that was planned, held and revealed; each act is a minute later than the last."""

    planned: Assignment
    desk: fs.Desk = attrs.field(factory=_desk)
    now: datetime = NINE

    def tick(self) -> datetime:
        """A minute later."""
        self.now += timedelta(minutes=1)
        return self.now

    def held(self, mended: fs.Rubric | None = None, **more: str) -> PanelId:
        """Hold it: everybody hands in, one of them late, and the orders were drawn anew once."""
        rubric = mended or RUBRIC
        seats = [
            fs.Seat(interviewer=one, interview=row.interview)
            for row in self.planned.of(CANDIDATE)
            for one in row.interviewers
        ]
        panel = self.desk.open(
            RUBRIC,
            application="app-3",
            candidate=CANDIDATE,
            seats=seats,
            members=[Member(person=FACILITATOR, role="facilitator")],
            at=self.now,
            **more,
        )
        self.desk.redraw(panel, reason="meeting-changed", by=FACILITATOR, at=self.tick())
        if mended:
            self.desk.adopt_rubric(
                panel, mended, reason="words-mended", by=FACILITATOR, at=self.tick()
            )
        for seat in seats[1:]:
            self.desk.submit(panel, _card(rubric, seat), key="k", at=self.tick())
        self.desk.close(panel, reason="deadline-passed", by=FACILITATOR, at=self.tick())
        self.desk.reveal(panel, by=FACILITATOR, at=self.tick())
        self.desk.submit(panel, _card(rubric, seats[0]), key="k", at=self.tick())
        return panel

    def report(self, panel: PanelId, viewer: str = FACILITATOR) -> fs.Report:
        """What a viewer read."""
        view = self.desk.look(panel, viewer=viewer, at=self.tick())
        assert view.revealed is not None
        debrief = fs.Debrief.of(view.rubric, view.revealed, plan=self.planned)
        return fs.Report.of(debrief, fs.find(debrief), viewer=viewer)

    def log(self, panel: PanelId) -> bytes:
        """What anybody may check."""
        return self.desk.export_log(panel, viewer=FACILITATOR, at=self.tick())


def _card(rubric: fs.Rubric, seat: fs.Seat) -> fs.Scorecard:
    return fs.Scorecard(
        rubric=RubricRef(
            id=rubric.id,
            version=rubric.version,
            structure=rubric.structure_digest,
            text=rubric.text_digest,
        ),
        application="app-3",
        candidate=CANDIDATE,
        interviewer=seat.interviewer,
        interview=seat.interview,
        ratings=tuple(
            fs.Rating(criterion=one, level=3, evidence="Wrote the test first.")
            for one in rubric.criteria_of(seat.interview)
        ),
    )


@pytest.fixture(params=["candidate", "question"])
def planned(request: pytest.FixtureRequest) -> Round:
    """Three candidates for six people, of whom four meet the one that this is about."""
    return Round(
        plan(
            RUBRIC,
            interviewers=[Interviewer(interviewer=f"interviewer-{one}") for one in "abcdef"],
            candidates=["candidate-1", "candidate-2", CANDIDATE],
            seed=SEED,
            review=request.param,
        )
    )


def problems(report: fs.Report, log: bytes, planned: Assignment | None = None) -> list[Any]:
    """Where a report is not as drawn."""
    return [(p.slug, p.path) for p in check_orders(report, logged(log), plan=planned)]


def altered(report: fs.Report, **fields: Any) -> fs.Report:  # noqa: ANN401 (any field of it)
    """The report as somebody would hand it out who would like another order."""
    return fs.parse(json.dumps({**json.loads(report.to_json()), **fields}), fs.Report)


def test_every_order_of_a_report_is_drawn_again(planned: Round) -> None:
    """For each viewer the page stands, and each position is, as the seeds give."""
    panel = planned.held(plan=planned.planned.commitment)
    viewers = [FACILITATOR, *(one.interviewer for one in planned.report(panel).scorecards)]
    reports = [planned.report(panel, viewer) for viewer in viewers]
    log = planned.log(panel)

    assert [problems(one, log, planned.planned) for one in reports] == [[]] * len(viewers)
    assert len({tuple(c.interviewer for c in one.scorecards) for one in reports}) > 1


def test_scorecards_in_another_order_are_found(planned: Round) -> None:
    """Two that changed places, and one whose number is another, are each told by their place."""
    panel = planned.held()
    log, report = planned.log(panel), planned.report(panel)
    first, second, *others = json.loads(report.to_json())["scorecards"]

    assert problems(altered(report, scorecards=[second, first, *others]), log) == [
        ("order-altered", ("scorecards", 0)),
        ("order-altered", ("scorecards", 1)),
    ]
    moved = {**first, "page_position": 2}
    assert problems(altered(report, scorecards=[moved, second, *others]), log) == [
        ("order-altered", ("scorecards", 0))
    ]


def test_a_report_of_another_panel_is_found(planned: Round) -> None:
    """Another seed gives other orders; a log from before there were seeds gives none."""
    report = planned.report(planned.held())
    another = Round(planned.planned, _desk(b"another"))
    log = another.log(another.held())
    older = attrs.evolve(logged(log), draw=None)

    assert problems(report, log) != []
    found = [(one.slug, one.path) for one in check_orders(report, older)]
    assert found == [("order-altered", ("scorecards", one)) for one in range(4)]
    assert check_orders(altered(report, page_order=""), older) == ()


@pytest.mark.parametrize("name", ["criterion_position", "candidate_position"])
def test_a_position_that_no_plan_gave_is_found(planned: Round, name: str) -> None:
    """One number that is another is told by its cell; one that is left out is no fault."""
    panel = planned.held(plan=planned.planned.commitment)
    log, report = planned.log(panel), planned.report(panel)
    rows = json.loads(report.to_json())["rows"]
    number, index = next(
        (number, index)
        for number, row in enumerate(rows)
        for index, cell in enumerate(row["cells"])
        if cell.get(name)
    )
    cell = rows[number]["cells"][index]

    cell[name] += 1
    assert problems(altered(report, rows=rows), log, planned.planned) == [
        ("order-altered", ("rows", number, "cells", index, name))
    ]
    cell[name] = None
    assert problems(altered(report, rows=rows), log, planned.planned) == []


def test_the_plan_is_planned_again(planned: Round) -> None:
    """From the seed and the rubric in the log, even where that was mended since."""
    mended = fs.parse(
        RUBRIC.canonical.replace(b'"version":1}', b'"version":2}').replace(
            b'"title":"Modelling"', b'"title":"Modelling data"'
        ),
        fs.Rubric,
    )
    panel = planned.held(mended, plan=planned.planned.commitment)
    told_nothing = logged(planned.log(panel))
    planned.desk.tell_plan_seed(panel, SEED, by=FACILITATOR, at=planned.tick())
    told = logged(planned.log(panel))
    plain = json.loads(fs.dump(planned.planned, "json"))
    bend = next(at for at, one in enumerate(plain["orders"]) if len(one["items"]) > 1)
    plain["orders"][bend]["items"].reverse()
    bent = fs.parse(json.dumps(plain), Assignment)
    another = fs.parse(mended.canonical.replace(b'"Testing"', b'"Tests"'), fs.Rubric)
    other = plan(
        another,
        interviewers=[Interviewer(interviewer=f"interviewer-{one}") for one in "abcdef"],
        candidates=[CANDIDATE],
        seed=SEED,
    )
    stranger = plan(
        RUBRIC,
        interviewers=[Interviewer(interviewer=f"interviewer-{one}") for one in "abcdef"],
        candidates=[CANDIDATE],
        seed=bytes(32),
    )

    def found(one: Assignment) -> list[Any]:
        return [(p.slug, p.path) for p in check_plan_of(told, one)]

    assert found(planned.planned) == []
    assert found(bent) == [("assignment-altered", ("orders", bend))]
    assert [slug for slug, _ in found(other)] == ["other-rubric"]
    assert [slug for slug, _ in found(stranger)] == ["other-plan"]
    assert [p.slug for p in check_plan_of(told_nothing, planned.planned)] == ["seed-not-told"]


def test_a_log_that_was_changed_gives_no_orders(planned: Round) -> None:
    """What does not hold is not drawn from."""
    log = planned.log(planned.held())

    with pytest.raises(LogBroken, match="verify"):
        logged(log.replace(b"meeting-changed", b"mistake"))


def _run(*arguments: Path | str) -> int:
    with pytest.raises(SystemExit) as left:
        main(["verify", *map(str, arguments)])
    return int(left.value.code or 0)


def test_the_command_draws_again(
    planned: Round, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`fairscore verify --report --plan` says of each whether it is as drawn, and where not."""
    panel = planned.held(plan=planned.planned.commitment)
    planned.desk.tell_plan_seed(panel, SEED, by=FACILITATOR, at=planned.tick())
    report = planned.report(panel)
    first, second, *others = json.loads(report.to_json())["scorecards"]
    bent = altered(report, scorecards=[second, first, *others])
    log, good, bad, made = (tmp_path / one for one in ("log", "good.json", "bad.json", "plan.yaml"))
    log.write_bytes(planned.log(panel))
    good.write_text(report.to_json(), encoding="utf-8")
    bad.write_text(bent.to_json(), encoding="utf-8")
    made.write_text(fs.dump(planned.planned, "yaml"), encoding="utf-8")

    assert _run(log, "--report", good, "--plan", made) == 0
    out = capsys.readouterr().out
    assert f"{good}: every order as the seed gives\n" in out
    assert f"{made}: every order as the seed gives\n" in out

    assert _run(log, "--report", good, "--report", bad) == 1
    out = capsys.readouterr().out
    assert f"{good}: every order as the seed gives\n" in out
    assert f"{bad}: NOT in the orders that the seed gives\n" in out
    assert f"{bad}: scorecards[0]: not where the seed puts it" in out

    assert _run(log, "--report", made) == 2
    assert _run(log, "--report", bad, "--format", "json") == 1
    found = json.loads(capsys.readouterr().out)
    assert [one["slug"] for one in found["problems"]] == ["order-altered"] * 2
