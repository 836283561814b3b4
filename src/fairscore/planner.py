"""Planner: decide who judges what of whom, and draw the orders, from a committed seed."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import zip_longest
from typing import Any

from fairscore._linked import link
from fairscore._matching import Stuck, matched
from fairscore._order import in_order
from fairscore._planning import Task
from fairscore.assignment import Assigned, Assignment, Batch, Interviewer, Review, by_name
from fairscore.errors import AssignmentError, Problem
from fairscore.order import (
    Order,
    Purpose,
    balanced,
    extended,
    is_seed_of,
    plan_commitment,
    seed_commitment,
)
from fairscore.rubric import Rubric
from fairscore.scorecard import RubricRef

__all__ = ["check_plan", "extend", "plan"]

Tell = Callable[[int, int], None]
Inputs = tuple[tuple[str, ...], tuple[Interviewer, ...]]


def plan(
    rubric: Rubric,
    *,
    interviewers: Iterable[Interviewer],
    candidates: Iterable[str],
    seed: bytes,
    review: Review = "candidate",
    each: int = 2,
    tell: Tell = lambda _done, _of: None,
) -> Assignment:
    """
    Decide who takes which interview of which candidate, and in which orders they go.

    Each interview of the rubric is held once with every candidate, by as many interviewers as it
    asks for; nobody meets a candidate twice. Loads differ by at most one where the limits allow,
    and otherwise the largest is as small as it can be. Calendars are the host's business.

    Args:
        rubric: What is judged in which interview.
        interviewers: Who can interview, in any order.
        candidates: Whom to interview, in any order.
        seed: 32 bytes that nobody can guess; its commitment is part of the result.
        review: How reviewers go through their candidates.
        each: How many meet each candidate, where the rubric has no interviews.
        tell: Called with how many interviews are assigned, and of how many.

    Returns:
        The assignment: the same for the same seed and inputs in any order.

    Raises:
        AssignmentError: It cannot be done, with the reason.
    """
    empty = _empty(rubric, seed=seed, review=review, each=each)
    return extend(
        empty, rubric, candidates=candidates, seed=seed, interviewers=interviewers, tell=tell
    )


def extend(
    before: Assignment,
    rubric: Rubric,
    *,
    candidates: Iterable[str],
    seed: bytes,
    interviewers: Iterable[Interviewer] = (),
    tell: Tell = lambda _done, _of: None,
) -> Assignment:
    """
    Plan for candidates who come later. What was given out before stays as it is.

    Args:
        before: The assignment so far.
        rubric: The rubric it was planned from.
        candidates: The new ones.
        seed: The seed it was planned with.
        interviewers: Who can interview besides those before, and who has other limits by now.
        tell: As for `plan`.

    Returns:
        The assignment with one more batch; every order keeps its positions and grows at its end.

    Raises:
        AssignmentError: It cannot be done, or the seed or rubric is another.
    """
    came = tuple(map(_settled, interviewers))
    batch = in_order(candidates)
    _check(before, rubric, came=came, batch=batch, seed=seed)
    people = by_name({one.interviewer: one for one in (*before.interviewers, *came)})
    task = Task(
        rubric=rubric,
        people=people,
        batch=batch,
        before=tuple(
            (one.candidate, one.interview, person)
            for one in before.assigned
            for person in one.interviewers
        ),
        each=before.each,
        seed=seed,
    )
    try:
        matching = matched(task.slots, most=task.most, load=task.load, tell=tell)
    except Stuck as stuck:
        raise AssignmentError((task.why(stuck),)) from None
    apart = link(matching, task.cells_of, task.known_cells)
    taken: dict[tuple[str, str | None], list[str]] = {}
    for candidate, interview, person in task.given(matching):
        taken.setdefault((candidate, interview), []).append(person)
    limits = by_name({one.interviewer: one for one in came})
    inputs = [*_inputs(before.batches), (batch, limits)]
    commitment = _commitment(before, inputs, seed=seed)
    planned = Batch(
        candidates=batch,
        interviewers=limits,
        assigned=tuple(
            _assigned(candidate, interview, in_order(them))
            for (candidate, interview), them in taken.items()
        ),
        notes=(*task.notes(matching), *task.apart(apart)),
        commitment=commitment,
    )
    batches = (*before.batches, planned)
    return Assignment(
        rubric=before.rubric,
        commitment=commitment,
        review=before.review,
        each=before.each,
        batches=batches,
        orders=tuple(_orders(before, rubric, batches=batches, seed=seed)),
    )


def check_plan(assignment: Assignment, rubric: Rubric, *, seed: bytes) -> tuple[Problem, ...]:
    """
    Plan again, batch by batch, and compare: whether an assignment is what its seed gives.

    Args:
        assignment: The assignment, as somebody handed it out.
        rubric: The rubric it was planned from.
        seed: The seed, once it was told.

    Returns:
        What is not as it would have been planned; nothing where all of it is.
    """
    try:
        _check(assignment, rubric, came=(), batch=(), seed=seed)
        again = _empty(rubric, seed=seed, review=assignment.review, each=assignment.each)
        for batch in assignment.batches:
            again = extend(
                again,
                rubric,
                candidates=batch.candidates,
                interviewers=batch.interviewers,
                seed=seed,
            )
    except AssignmentError as error:
        return error.problems
    pairs = (
        ("batches", assignment.batches, again.batches),
        ("orders", assignment.orders, again.orders),
    )
    return tuple(
        Problem(
            slug="assignment-altered",
            message="not what the seed gives",
            advice="ask for the assignment as it was first handed out",
            path=(field, number),
        )
        for field, given, drawn_again in pairs
        for number, (one, other) in enumerate(zip_longest(given, drawn_again))
        if one != other
    )


def _empty(rubric: Rubric, *, seed: bytes, review: Review, each: int) -> Assignment:
    """An assignment that nobody is part of yet."""
    return Assignment(
        rubric=_ref(rubric),
        commitment=seed_commitment(seed),
        review=review,
        each=each,
        batches=(),
        orders=(),
    )


def _ref(rubric: Rubric) -> RubricRef:
    return RubricRef(
        id=rubric.id,
        version=rubric.version,
        structure=rubric.structure_digest,
        text=rubric.text_digest,
    )


def _inputs(batches: Iterable[Batch]) -> list[Inputs]:
    return [(one.candidates, one.interviewers) for one in batches]


def _commitment(plan: Assignment, inputs: Iterable[Inputs], *, seed: bytes) -> str:
    """What a seed is sealed to, and under it all that a plan is made from, batch by batch."""
    # Warning: every plan that was committed to is checked against this very text.
    rubric = plan.rubric
    told = [
        [rubric.id, rubric.version, rubric.structure, rubric.text],
        plan.review,
        plan.each,
        [
            [candidates, [[one.interviewer, one.criteria, one.most, one.never] for one in people]]
            for candidates, people in inputs
        ],
    ]
    return plan_commitment(seed, told)


def _assigned(candidate: str, interview: str | None, people: tuple[str, ...]) -> Assigned:
    if interview is None:
        return Assigned(candidate=candidate, interviewers=people)
    return Assigned(candidate=candidate, interview=interview, interviewers=people)


def _settled(one: Interviewer) -> Interviewer:
    """The same limits written in one way, whatever order they were given in."""
    limits: dict[str, Any] = {
        "criteria": None if one.criteria is None else in_order({*one.criteria}),
        "most": one.most,
        "never": in_order({*one.never}) or None,
    }
    said = {name: value for name, value in limits.items() if value is not None}
    return Interviewer(interviewer=one.interviewer, **said)


def _check(
    before: Assignment,
    rubric: Rubric,
    *,
    came: tuple[Interviewer, ...],
    batch: tuple[str, ...],
    seed: bytes,
) -> None:
    problems: list[Problem] = []
    if not is_seed_of(before.commitment, seed):
        problems.append(_problem("other-seed", "not the seed that was committed to", "give that"))
    elif before.batches and before.commitment != _commitment(
        before, _inputs(before.batches), seed=seed
    ):
        problems.append(
            _problem(
                "assignment-altered",
                "not planned from what was committed to",
                "ask for the assignment as it was first handed out",
            )
        )
    if before.rubric != _ref(rubric):
        problems.append(
            _problem("other-rubric", "not the rubric that was planned from", "give that version")
        )
    names = [one.interviewer for one in came]
    if len(set(names)) < len(names):
        problems.append(
            _problem("interviewer-twice", "an interviewer is there twice", "give each once")
        )
    every = [*before.candidates, *batch]
    if len(set(every)) < len(every):
        problems.append(_problem("candidate-twice", "a candidate is there twice", "give each once"))
    known = {criterion.id for criterion in rubric.criteria}
    problems.extend(
        _problem(
            "unknown-criterion",
            f"{one.interviewer} may judge `{criterion}`, which the rubric does not have",
            "use the ids of its criteria",
        )
        for one in came
        for criterion in sorted({*(one.criteria or ())} - known)
    )
    interviews: list[str | None] = [one.id for one in rubric.interviews]
    if any(one.interview not in (interviews or [None]) for one in before.assigned):
        problems.append(
            _problem(
                "unknown-interview",
                "an interview that the rubric does not have",
                "take the assignment as it was handed out",
            )
        )
    if problems:
        raise AssignmentError(tuple(problems))


def _problem(slug: str, message: str, advice: str) -> Problem:
    return Problem(slug=slug, message=message, advice=advice)


def _orders(
    before: Assignment, rubric: Rubric, *, batches: tuple[Batch, ...], seed: bytes
) -> Iterator[Order]:
    """Candidates and criteria for each reviewer; what had its order keeps it."""
    met: dict[str, list[str]] = {}
    judged: dict[str, dict[str, list[str]]] = {}
    for one in (one for batch in batches for one in batch.assigned):
        for person in one.interviewers:
            met.setdefault(person, []).append(one.candidate)
            for criterion in rubric.criteria_of(one.interview):
                judged.setdefault(person, {}).setdefault(criterion, []).append(one.candidate)
    if before.review == "candidate":
        yield from _grown(before, met, seed=seed, purpose="candidates")
    else:
        for criterion in in_order({criterion for of in judged.values() for criterion in of}):
            by_question = {one: of[criterion] for one, of in judged.items() if criterion in of}
            yield from _grown(before, by_question, seed=seed, purpose="candidates", about=criterion)
    yield from _grown(before, judged, seed=seed, purpose="criteria")


def _grown(
    before: Assignment,
    wanted: Mapping[str, Iterable[str]],
    *,
    seed: bytes,
    purpose: Purpose,
    about: str | None = None,
) -> Iterator[Order]:
    """What each reader needs in order: what they had and what is new, or a first order."""
    first: dict[tuple[str, ...], list[str]] = {}
    for reader in in_order(wanted):
        order = before.order_for(reader, purpose, about)
        if order is None:
            first.setdefault(in_order(wanted[reader]), []).append(reader)
        else:
            yield extended(order, wanted[reader], seed=seed)
    for items in sorted(first):
        yield from balanced(items, first[items], seed=seed, purpose=purpose, about=about)
