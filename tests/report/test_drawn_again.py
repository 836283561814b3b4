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
from fairscore.event import Member, Opened, PanelId, Policy
from fairscore.order import seed_commitment
from fairscore.planner import check_plan, extend, plan
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

    def opened(
        self,
        shadows: tuple[fs.Seat, ...] = (),
        **more: Any,  # noqa: ANN401 (arguments of `open`)
    ) -> tuple[PanelId, list[fs.Seat]]:
        """Open it with the seats that were planned."""
        seats = [
            fs.Seat(interviewer=one, interview=row.interview)
            for row in self.planned.of(CANDIDATE)
            for one in row.interviewers
        ]
        panel = self.desk.open(
            RUBRIC,
            application="app-3",
            candidate=CANDIDATE,
            seats=[*seats, *shadows],
            members=[Member(person=FACILITATOR, role="facilitator")],
            at=self.now,
            **{"plan": self.planned.commitment, **more},
        )
        return panel, seats

    def held(self, mended: fs.Rubric | None = None, **more: str) -> PanelId:
        """Hold it: everybody hands in, one of them late, and the orders were drawn anew once."""
        rubric = mended or RUBRIC
        panel, seats = self.opened(**more)
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


def _card(
    rubric: fs.Rubric, seat: fs.Seat, evidence: str = "Wrote the test first."
) -> fs.Scorecard:
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
            fs.Rating(criterion=one, level=3, evidence=evidence)
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
    panel = planned.held()
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

    swapped = [place for _, place in problems(_numbered(report, second, first, *others), log)]
    assert ("scorecards", 0) in swapped
    assert ("scorecards", 1) in swapped
    assert ("scorecards", 2) not in swapped
    moved = {**first, "page_position": 2}
    assert problems(altered(report, scorecards=[moved, second, *others]), log) == [
        ("order-altered", ("scorecards", 0, "page_position"))
    ]


def test_a_report_of_another_panel_is_found(planned: Round) -> None:
    """Another seed gives other orders; a log from before there were seeds gives none."""
    panel = planned.held()
    report = planned.report(panel)
    another = Round(planned.planned, _desk(b"another"))
    log = another.log(another.held())
    told = logged(log)
    older = attrs.evolve(told, panel=attrs.evolve(told.panel, seed=None))

    assert problems(report, log) != []
    assert ("page_order",) in [one.path for one in check_orders(report, older)]
    assert check_orders(_by_name(report), older) == ()
    assert check_orders(_by_name(report), logged(planned.log(panel))) != ()


def _numbered(report: fs.Report, *cards: dict[str, Any]) -> fs.Report:
    """The report with its scorecards in another order, numbered and told as such."""
    numbered = [{**card, "page_position": at} for at, card in enumerate(cards, 1)]
    people = [card["interviewer"] for card in numbered]
    words = report.page_order.partition(";")[2]
    told = f"Order on this page: {', '.join(people[:-1])} and {people[-1]};{words}"
    return altered(report, scorecards=numbered, page_order=told)


def _by_name(report: fs.Report) -> fs.Report:
    """The report as it would be without a draw."""
    plain = json.loads(report.to_json())

    def place(one: dict[str, Any]) -> tuple[Any, ...]:
        late = {card["interviewer"]: card.get("late", False) for card in plain["scorecards"]}
        return late[one["interviewer"]], one["interviewer"]

    cards = sorted(plain["scorecards"], key=place)
    rows = [{**row, "cells": sorted(row["cells"], key=place)} for row in plain["rows"]]
    return altered(
        report,
        page_order="",
        scorecards=[{**one, "page_position": None} for one in cards],
        rows=rows,
    )


def _reversed_cells(plain: dict[str, Any]) -> None:
    plain["rows"][0]["cells"].reverse()


def _one_late(plain: dict[str, Any]) -> None:
    plain["scorecards"][0]["late"] = True


def _stranger(plain: dict[str, Any]) -> None:
    plain["scorecards"][0]["interviewer"] = "mallory"


def _stranger_in_a_row(plain: dict[str, Any]) -> None:
    plain["rows"][0]["cells"][0]["interviewer"] = "mallory"


def _one_less(plain: dict[str, Any]) -> None:
    # Not the late one, which the panel could do without.
    plain["scorecards"] = plain["scorecards"][1:]
    for row in plain["rows"]:
        row["cells"] = row["cells"][1:]


BENT: dict[str, tuple[Any, tuple[str | int, ...]]] = {
    "cells": (_reversed_cells, ("rows", 0, "cells", 0)),
    "a late mark": (_one_late, ("scorecards", 0)),
    "a stranger": (_stranger, ("scorecards", 0)),
    "a stranger in a row": (_stranger_in_a_row, ("rows", 0, "cells", 0)),
    "one left out": (_one_less, ("scorecards",)),
    "the words": (lambda plain: plain.update(page_order="By name."), ("page_order",)),
    "no words": (lambda plain: plain.update(page_order=""), ("page_order",)),
    "another application": (lambda plain: plain.update(application="app-8"), ("application",)),
    "another round": (lambda plain: plain.update(round="screen"), ("round",)),
    "nobody's page": (lambda plain: plain.update(viewer="projector-7"), ("viewer",)),
    "no name at all": (lambda plain: plain.update(viewer="the big screen"), ("viewer",)),
}


@pytest.mark.parametrize(("bend", "path"), BENT.values(), ids=BENT)
def test_whatever_stands_otherwise_is_found(planned: Round, bend: Any, path: Any) -> None:  # noqa: ANN401 (a function and a path)
    """Cells, marks, people, words, viewer and panel: each has its place among the problems (P6)."""
    panel = planned.held()
    log, report = planned.log(panel), planned.report(panel)
    plain = json.loads(report.to_json())
    bend(plain)

    assert problems(report, log) == []
    assert path in [place for _, place in problems(altered(report, **plain), log)]


def test_a_name_that_was_tried_out_is_found(planned: Round) -> None:
    """Any name shuffles anew, so a report for one that the panel does not know is none of it."""
    panel = planned.held()
    log = planned.log(panel)
    view = planned.desk.look(panel, viewer=FACILITATOR, at=planned.tick())
    assert view.revealed is not None
    debrief = fs.Debrief.of(view.rubric, view.revealed)
    tried = [
        fs.Report.of(debrief, fs.find(debrief), viewer=f"projector-{number}") for number in range(9)
    ]

    assert len({tuple(card.interviewer for card in one.scorecards) for one in tried}) > 1
    assert [problems(one, log) for one in tried] == [[("viewer-unknown", ("viewer",))]] * 9


def test_a_report_from_before_the_reveal_stands_by_name(planned: Round) -> None:
    """Under own-in others are read before there is an order; after it there is one (P6)."""
    panel, seats = planned.opened(policy=Policy(reveal="own-in"))
    for seat in seats[:-1]:
        planned.desk.submit(panel, _card(RUBRIC, seat), key="k", at=planned.tick())
    early = planned.report(panel, seats[0].interviewer)
    planned.desk.submit(panel, _card(RUBRIC, seats[-1]), key="k", at=planned.tick())
    planned.desk.reveal(panel, by=FACILITATOR, at=planned.tick())
    log, report = planned.log(panel), planned.report(panel)

    assert early.page_order == ""
    assert problems(early, log) == problems(report, log) == []
    backwards = list(reversed(json.loads(early.to_json())["scorecards"]))
    assert problems(altered(early, scorecards=backwards), log) != []
    assert problems(altered(report, page_order=""), log) != []


def test_shadows_and_later_versions_stand_in_their_order(planned: Round) -> None:
    """Those of shadow seats are behind the others wherever both stand, each as drawn (P6)."""
    shadows = tuple(fs.Seat(interviewer=f"shadow-{one}", shadow=True) for one in "abc")
    panel, seats = planned.opened(shadows)
    for seat in (*seats, *shadows):
        planned.desk.submit(panel, _card(RUBRIC, seat), key="k", at=planned.tick())
    planned.desk.reveal(panel, by=FACILITATOR, at=planned.tick())
    for seat in (*seats, *shadows):
        later = _card(RUBRIC, seat, "Wrote it last.")
        planned.desk.amend(panel, later, reason="mistake", key="k-2", at=planned.tick())
    log, report = planned.log(panel), planned.report(panel)
    plain = json.loads(report.to_json())

    assert len(plain["later"]) == len(plain["shadows"]) + len(plain["scorecards"])
    assert problems(report, log) == []
    for field in ("later", "shadows"):
        found = problems(altered(report, **{field: plain[field][::-1]}), log)
        assert (field, 0) in [place for _, place in found]


@pytest.mark.parametrize("name", ["criterion_position", "candidate_position"])
def test_a_position_that_no_plan_gave_is_found(planned: Round, name: str) -> None:
    """One number that is another is told by its cell; one that is left out is no fault."""
    panel = planned.held()
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
    panel = planned.held(mended)
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
    assert [slug for slug, _ in found(other)] == ["other-plan"]
    assert [slug for slug, _ in found(stranger)] == ["other-plan"]
    assert [p.slug for p in check_plan_of(told_nothing, planned.planned)] == ["seed-not-told"]


def test_a_plan_of_a_rubric_that_the_log_lacks_is_told(planned: Round) -> None:
    """Whoever opens a panel of one rubric with the plan of another is told so (P6)."""
    plain = json.loads(fs.dump(planned.planned, "json"))
    plain["rubric"]["text"] = "sha256:" + "0" * 64
    panel = planned.held()
    planned.desk.tell_plan_seed(panel, SEED, by=FACILITATOR, at=planned.tick())
    told = logged(planned.log(panel))
    found = check_plan_of(told, fs.parse(json.dumps(plain), Assignment))

    assert [(one.slug, one.path) for one in found] == [("other-rubric", ("rubric",))]


def _many(*more: Interviewer) -> Assignment:
    """A plan of the same seed, candidates and people, with some more of whom nothing is wanted."""
    people = [Interviewer(interviewer=f"interviewer-{one}") for one in "abcdef"]
    return plan(
        RUBRIC,
        interviewers=[*people, *more],
        candidates=["candidate-1", "candidate-2", CANDIDATE],
        seed=SEED,
    )


def test_people_of_whom_nothing_is_wanted_try_out_no_plans() -> None:
    """One seed gives many plans with dummies; the commitment in the log fits one of them (P6)."""
    dummies = [Interviewer(interviewer=f"dummy-{one}", most=0) for one in range(8)]
    tried = [_many(*dummies[:number]) for number in range(len(dummies))]
    planned = Round(tried[0])
    panel = planned.held()
    planned.desk.tell_plan_seed(panel, SEED, by=FACILITATOR, at=planned.tick())
    told = logged(planned.log(panel))

    assert len({one.of(CANDIDATE) for one in tried}) > 1
    assert [check_plan_of(told, one) == () for one in tried] == [True] + [False] * 7
    borrowed = json.loads(fs.dump(tried[5], "json"))
    borrowed["commitment"] = borrowed["batches"][0]["commitment"] = tried[0].commitment
    found = check_plan(fs.parse(json.dumps(borrowed), Assignment), RUBRIC, seed=SEED)
    assert [one.slug for one in found] == ["assignment-altered"]


def test_a_panel_of_an_earlier_batch_stays_with_its_plan() -> None:
    """A plan that grew since is the plan of its earlier panels too, and of nobody before (P6)."""
    first = _many()
    grown = extend(first, RUBRIC, candidates=["candidate-4"], seed=SEED)
    planned = Round(first)
    panel = planned.held()
    planned.desk.tell_plan_seed(panel, SEED, by=FACILITATOR, at=planned.tick())
    told = logged(planned.log(panel))
    late = attrs.evolve(told.panel, opening=_opening(told.panel.opening, candidate="candidate-4"))

    assert first.commitment != grown.commitment == grown.batches[1].commitment
    assert check_plan_of(told, grown) == check_plan_of(told, first) == ()
    found = check_plan_of(attrs.evolve(told, panel=late), grown)
    assert [one.slug for one in found] == ["candidate-not-planned"]


def _opening(opening: Opened, **fields: Any) -> Opened:  # noqa: ANN401 (any field of it)
    return Opened(**{**dict(opening), **fields})


APART: dict[str, tuple[dict[str, Any], str]] = {
    "another plan": ({"plan": "0" * 128}, "other-plan"),
    "no plan": ({"plan": None}, "other-plan"),
    "the seed alone": ({"plan": seed_commitment(SEED)}, "other-plan"),
    "another candidate": ({"candidate": "candidate-9"}, "candidate-not-planned"),
    "no candidate": ({"candidate": None}, "candidate-not-planned"),
    "other seats": ({"seats": (fs.Seat(interviewer="zoe"),)}, "seats-not-planned"),
}


@pytest.mark.parametrize(("fields", "slug"), APART.values(), ids=APART)
def test_a_panel_that_was_not_planned_so_is_told(
    planned: Round, fields: dict[str, Any], slug: str
) -> None:
    """Plan, candidate and seats of a panel are held against its plan, by each who is given one."""
    panel = planned.held()
    planned.desk.tell_plan_seed(panel, SEED, by=FACILITATOR, at=planned.tick())
    report, told = planned.report(panel), logged(planned.log(panel))
    revealed = planned.desk.look(panel, viewer=FACILITATOR, at=planned.tick()).revealed
    assert revealed is not None
    opening = _opening(told.panel.opening, **fields)
    told = attrs.evolve(told, panel=attrs.evolve(told.panel, opening=opening))

    assert [one.slug for one in check_plan_of(told, planned.planned)] == [slug]
    assert slug in [one.slug for one in check_orders(report, told, plan=planned.planned)]
    with pytest.raises(fs.DebriefError, match=slug):
        fs.Debrief.of(RUBRIC, attrs.evolve(revealed, opening=opening), plan=planned.planned)


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
    panel = planned.held()
    planned.desk.tell_plan_seed(panel, SEED, by=FACILITATOR, at=planned.tick())
    report = planned.report(panel)
    first, second, *others = json.loads(report.to_json())["scorecards"]
    bent = _numbered(report, second, first, *others)
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
    assert {one["slug"] for one in found["problems"]} == {"order-altered"}


def test_the_command_says_what_it_could_not_draw(
    planned: Round, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A plan whose seed is not told is not called wrong, and a broken log leaves nothing unsaid."""
    panel = planned.held()
    log, made, page = (tmp_path / one for one in ("log", "plan.yaml", "report.json"))
    log.write_bytes(planned.log(panel))
    made.write_text(fs.dump(planned.planned, "yaml"), encoding="utf-8")
    page.write_text(planned.report(panel).to_json(), encoding="utf-8")

    assert _run(log, "--plan", made) == 1
    out = capsys.readouterr().out
    assert f"{made}: cannot be drawn again yet: its seed is not told\n" in out
    assert "NOT in the orders" not in out

    log.write_bytes(log.read_bytes()[:-9])
    assert _run(log, "--plan", made, "--report", page) == 1
    out = capsys.readouterr().out
    for path in (made, page):
        assert f"{path}: not drawn again, for the log does not hold\n" in out
