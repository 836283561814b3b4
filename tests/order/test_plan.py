"""Plans: every limit kept, loads as even as they can be, reasons where not, and nothing moved."""

from __future__ import annotations

import random
from collections import Counter
from functools import cache
from itertools import combinations, permutations, product
from typing import TYPE_CHECKING

import attrs
import pytest

import fairscore as fs
from fairscore import planner
from fairscore._linked import groups
from fairscore._matching import Matching
from fairscore.assignment import Assigned, Assignment, Batch, Interviewer
from fairscore.errors import AssignmentError
from fairscore.planner import plan

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SEED = bytes(range(32))
INPUTS = 10_000


@cache
def rubric_of(interviews: tuple[tuple[tuple[int, ...], int], ...], criteria: int = 4) -> fs.Rubric:
    """A rubric whose interviews look at these criteria, with so many interviewers each."""
    return fs.Rubric.model_validate(
        {
            "id": "random",
            "version": 1,
            "title": "Random",
            "scales": (
                {"id": "s", "levels": ({"value": 1, "label": "a"}, {"value": 2, "label": "b"})},
            ),
            "criteria": tuple({"id": f"c{one}", "title": f"C{one}"} for one in range(criteria)),
            "interviews": tuple(
                {
                    "id": f"i{number}",
                    "title": f"I{number}",
                    "criteria": tuple(f"c{one}" for one in looks),
                    "interviewers": people,
                }
                for number, (looks, people) in enumerate(interviews)
            ),
        }
    )


@attrs.frozen(kw_only=True)
class Case:
    """What a plan is made from."""

    rubric: fs.Rubric
    people: tuple[Interviewer, ...]
    candidates: tuple[str, ...]
    each: int
    review: str

    def planned(self) -> Assignment | None:
        """The plan; None where it is refused, which always has its reason."""
        try:
            return plan(
                self.rubric,
                interviewers=self.people,
                candidates=self.candidates,
                seed=SEED,
                review="question" if self.review == "question" else "candidate",
                each=self.each,
            )
        except AssignmentError as error:
            known = {"nobody-may-assess", "too-few-interviewers"}
            if not all(one.slug in known and one.message and one.advice for one in error.problems):
                raise
            return None


def drawn_case(draw: random.Random, *, people: int = 6, candidates: int = 6) -> Case:
    """A random input: four criteria, up to four slots a candidate, limits of every sort."""
    count = draw.randrange(4)
    left = 4
    interviews: list[tuple[tuple[int, ...], int]] = []
    for _ in range(count):
        sits = draw.randint(1, max(1, min(2, left - (count - len(interviews) - 1))))
        left -= sits
        interviews.append((tuple(sorted(draw.sample(range(4), draw.randint(1, 2)))), sits))
    names = [f"x{number}" for number in range(draw.randint(1, candidates))]
    some = [
        Interviewer(
            interviewer=f"p{number}",
            criteria=None
            if draw.random() < 0.5
            else tuple(f"c{one}" for one in draw.sample(range(4), draw.randint(1, 4))),
            most=None if draw.random() < 0.6 else draw.randint(0, 5),
            never=tuple(name for name in names if draw.random() < 0.1),
        )
        for number in range(draw.randint(1, people))
    ]
    draw.shuffle(some)
    draw.shuffle(names)
    return Case(
        rubric=rubric_of(tuple(interviews)),
        people=tuple(some),
        candidates=tuple(names),
        each=draw.randint(1, 4),
        review=draw.choice(["candidate", "question"]),
    )


def slots_of(case: Case) -> list[str | None]:
    """The interviews of one candidate, as often as people sit in them."""
    if not case.rubric.interviews:
        return [None] * case.each
    return [one.id for one in case.rubric.interviews for _ in range(one.interviewers)]


def may(case: Case, one: Interviewer, candidate: str, interview: str | None) -> bool:
    """Whether somebody may take an interview of a candidate."""
    able = one.criteria is None or {*case.rubric.criteria_of(interview)} <= {*one.criteria}
    return able and candidate not in one.never


def faults(case: Case, made: Assignment) -> Iterator[str]:
    """Every constraint that an assignment breaks."""
    people = {one.interviewer: one for one in case.people}
    if sorted(made.candidates) != sorted(case.candidates):
        yield "other candidates"
    for candidate in case.candidates:
        seats = [
            (one.interview, person) for one in made.of(candidate) for person in one.interviewers
        ]
        if Counter(interview for interview, _ in seats) != Counter(slots_of(case)):
            yield f"{candidate}: not every interview as often as asked"
        if len({person for _, person in seats}) < len(seats):
            yield f"{candidate}: somebody meets them twice"
        for interview, person in seats:
            if not may(case, people[person], candidate, interview):
                yield f"{candidate}: {person} may not"
    for name, one in people.items():
        if one.most is not None and made.load_of(name) > one.most:
            yield f"{name}: more than they can take"
    yield from order_faults(case, made)


def order_faults(case: Case, made: Assignment) -> Iterator[str]:
    """Reviewers whose orders do not hold what they judge, each once."""
    for one in case.people:
        mine = [row for row in made.assigned if one.interviewer in row.interviewers]
        of = {
            criterion: [
                row.candidate for row in mine if criterion in case.rubric.criteria_of(row.interview)
            ]
            for criterion in sorted(
                {c for row in mine for c in case.rubric.criteria_of(row.interview)}
            )
        }
        wanted: dict[tuple[str, str | None], list[str]] = {}
        if mine:
            wanted["criteria", None] = [*of]
        if mine and case.review == "candidate":
            wanted["candidates", None] = [row.candidate for row in mine]
        elif mine:
            wanted |= {("candidates", criterion): names for criterion, names in of.items()}
        found = {
            (order.purpose, order.about): sorted((*order.items, *order.added))
            for order in made.orders
            if order.reader == one.interviewer
        }
        if found != {key: sorted(names) for key, names in wanted.items()}:
            yield f"{one.interviewer}: their orders are not of what they judge"


def teams(case: Case, candidate: str) -> set[tuple[int, ...]]:
    """Everybody who could meet a candidate together, whoever takes what."""
    slots = slots_of(case)
    able = [[may(case, one, candidate, slot) for slot in slots] for one in case.people]
    found: set[tuple[int, ...]] = set()
    for team in combinations(range(len(case.people)), len(slots)):
        if any(
            all(able[one][place] for place, one in enumerate(seated))
            for seated in permutations(team)
        ):
            found.add(team)
    return found


def reachable(case: Case, most: int) -> set[tuple[int, ...]]:
    """Every way in which loads can come out with nobody above `most`: all are tried."""
    caps = [min(most, one.most if one.most is not None else most) for one in case.people]
    states = {(0,) * len(case.people)}
    for candidate in case.candidates:
        choices = teams(case, candidate)
        states = {
            tuple(load + (number in team) for number, load in enumerate(state))
            for state in states
            for team in choices
            if all(state[number] < caps[number] for number in team)
        }
    return states


def is_best(case: Case, made: Assignment | None) -> bool:
    """Whether a refusal is one by need, or the largest load as small as any can be."""
    if made is None:
        return not reachable(case, 1_000)
    largest = max(made.load_of(one.interviewer) for one in case.people)
    return largest == 0 or not reachable(case, largest - 1)


# --- 10,000 inputs --------------------------------------------------------------


@pytest.mark.parametrize("part", range(10))
def test_every_constraint_holds_and_no_other_plan_is_better(part: int) -> None:
    """On 10,000 inputs up to 6 x 6 x 4 all limits hold; an exact search finds no better plan."""
    draw = random.Random(part)  # noqa: S311 (cases, not seeds)
    refused = 0
    for _ in range(INPUTS // 10):
        case = drawn_case(draw)
        made = case.planned()
        refused += made is None
        assert is_best(case, made), case
        assert made is None or list(faults(case, made)) == [], case

    assert 50 < refused < INPUTS // 10 - 50


def test_larger_inputs_keep_every_constraint() -> None:
    """Up to 20 interviewers and 40 candidates keep every limit too."""
    draw = random.Random("large")  # noqa: S311 (cases, not seeds)
    planned = 0
    for _ in range(100):
        case = drawn_case(draw, people=20, candidates=40)
        if made := case.planned():
            planned += 1
            assert list(faults(case, made)) == []

    assert planned > 20


def test_loads_are_as_even_as_they_can_be() -> None:
    """Not the largest load alone: no other plan has a smaller sum of squares."""
    draw = random.Random("even")  # noqa: S311 (cases, not seeds)
    for _ in range(200):
        case = drawn_case(draw, people=5, candidates=5)
        if made := case.planned():
            loads = [made.load_of(one.interviewer) for one in case.people]
            squares = (sum(n * n for n in loads) for loads in reachable(case, 1_000))
            assert sum(load * load for load in loads) == min(squares)


def test_loads_differ_by_one_where_nothing_is_in_the_way() -> None:
    """Without limits interviews an interviewer differ by at most one, and there is no note."""
    people = tuple(Interviewer(interviewer=f"p{number}") for number in range(7))
    rubric = rubric_of((((0, 1), 2), ((1, 2), 1)))
    made = plan(rubric, interviewers=people, candidates=map(str, range(10)), seed=SEED)
    loads = [made.load_of(one.interviewer) for one in people]

    assert max(loads) - min(loads) == 1
    assert made.notes == ()


# --- Faults that must be caught -------------------------------------------------


def test_a_broken_constraint_is_caught() -> None:
    """Each sort of fault that a planner could make is told from a plan that has none."""
    rubric = rubric_of((((0,), 1), ((1,), 1)))
    people = (
        Interviewer(interviewer="a", criteria=("c0",), most=2),
        Interviewer(interviewer="b"),
        Interviewer(interviewer="c", never=("x",)),
    )
    case = Case(rubric=rubric, people=people, candidates=("x", "y"), each=2, review="candidate")
    good = case.planned()
    assert good is not None
    assert list(faults(case, good)) == []

    def told(*rows: tuple[str, str, str]) -> str:
        batch = Batch(
            candidates=("x", "y"),
            interviewers=people,
            assigned=tuple(
                Assigned(candidate=candidate, interview=interview, interviewers=(person,))
                for candidate, interview, person in rows
            ),
        )
        plain = good.model_dump() if good else {}
        return "\n".join(faults(case, Assignment.model_validate({**plain, "batches": (batch,)})))

    y = (("y", "i0", "b"), ("y", "i1", "c"))
    assert "a may not" in told(("x", "i0", "b"), ("x", "i1", "a"), *y)
    assert "c may not" in told(("x", "i0", "a"), ("x", "i1", "c"), *y)
    assert "twice" in told(("x", "i0", "b"), ("x", "i1", "b"), *y)
    assert "as often as asked" in told(("x", "i0", "a"), *y)
    assert "more than they can take" in told(
        ("x", "i0", "a"), ("x", "i0", "a"), ("x", "i0", "a"), *y
    )
    assert "orders" in told(("x", "i0", "b"), ("x", "i1", "a"), *y)


def test_a_planner_that_does_not_even_out_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its last step the plan is not the best, and the exact search says so."""
    monkeypatch.setattr(Matching, "even_out", lambda self: None)
    draw = random.Random(0)  # noqa: S311 (cases, not seeds)
    cases = [drawn_case(draw) for _ in range(1_000)]

    assert any(made and not is_best(case, made) for case in cases if (made := case.planned()))


def test_a_planner_that_gives_up_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without moving others out of the way some inputs are refused that have a plan."""
    real = Matching._path

    def short(self: Matching, begin: list[int], *more: object, **named: object) -> object:
        found = real(self, begin, *more, **named)  # type: ignore[arg-type]
        return (
            found
            if isinstance(found, planner.Stuck) or len(found) == 1
            else planner.Stuck((begin[0],))
        )

    monkeypatch.setattr(Matching, "_path", short)
    draw = random.Random(0)  # noqa: S311 (cases, not seeds)
    cases = [drawn_case(draw) for _ in range(1_000)]

    assert any(not is_best(case, None) for case in cases if case.planned() is None)


# --- Linked ---------------------------------------------------------------------


def groups_of(case: Case, rows: Mapping[tuple[str, int], int]) -> int:
    """How many groups of interviewers cannot be compared with one another."""
    slots = slots_of(case)
    judged: dict[int, list[tuple[str, str]]] = {}
    for (candidate, place), person in rows.items():
        cells = [(candidate, one) for one in case.rubric.criteria_of(slots[place])]
        judged.setdefault(person, []).extend(cells)
    return len(groups(judged))


def fewest_groups(case: Case, loads: tuple[int, ...]) -> int:
    """The fewest groups of any assignment with the same loads: every one is tried."""
    slots = slots_of(case)
    ways = [
        [
            seated
            for seated in permutations(range(len(case.people)), len(slots))
            if all(
                may(case, case.people[who], name, slots[place]) for place, who in enumerate(seated)
            )
        ]
        for name in case.candidates
    ]
    return min(
        groups_of(
            case,
            {
                (name, place): who
                for name, seated in zip(case.candidates, way, strict=True)
                for place, who in enumerate(seated)
            },
        )
        for way in product(*ways)
        if tuple(sum(who in seated for seated in way) for who in range(len(case.people))) == loads
    )


def links(draw: random.Random, inputs: int) -> Iterator[tuple[int, int]]:
    """For small inputs the groups of the plan, and the fewest that there could be."""
    for _ in range(inputs):
        case = drawn_case(draw, people=4, candidates=3)
        made = case.planned()
        if made is None:
            continue
        numbers = {one.interviewer: number for number, one in enumerate(case.people)}
        judged: dict[int, list[tuple[str, str]]] = {}
        for row in made.assigned:
            for person in row.interviewers:
                cells = [(row.candidate, one) for one in case.rubric.criteria_of(row.interview)]
                judged.setdefault(numbers[person], []).extend(cells)
        loads = tuple(made.load_of(one.interviewer) for one in case.people)
        yield len(groups(judged)), fewest_groups(case, loads)


def test_interviewers_are_linked_where_they_can_be() -> None:
    """On inputs small enough to try everything, no plan with these loads links more of them."""
    found = list(links(random.Random("links"), 600))  # noqa: S311 (cases, not seeds)

    assert len(found) > 100
    assert [pair for pair in found if pair[0] > pair[1]] == []


def test_a_planner_that_does_not_link_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the search for links some plans leave apart whom they could link."""
    monkeypatch.setattr(planner, "link", lambda *_: ())
    found = list(links(random.Random("links"), 600))  # noqa: S311 (cases, not seeds)

    assert [pair for pair in found if pair[0] > pair[1]]
