"""Assignment: who judges what of whom, and in which recorded random order."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from fairscore._linked import link
from fairscore._matching import Stuck, matched
from fairscore._part import Part
from fairscore._planning import Limits, Task
from fairscore._text import Id, Ref, Text
from fairscore.document import Document
from fairscore.errors import AssignmentError, Problem
from fairscore.order import Order, balanced, drawn, extended
from fairscore.rubric import Rubric
from fairscore.scorecard import RubricRef

__all__ = ["Assigned", "Assignment", "Interviewer", "Review", "extend", "plan", "seed_commitment"]

Review = Literal["candidate", "question"]
"""Whether reviewers go candidate by candidate, or question by question across candidates."""

Tell = Callable[[int, int], None]


class Interviewer(Part):
    """Somebody who can interview, and within which limits."""

    interviewer: Ref
    """Who, as the host calls them."""
    criteria: tuple[Id, ...] | None = None
    """The criteria they may judge; all of them where this is left out."""
    most: Annotated[int, Field(ge=0, le=10_000)] | None = None
    """How many interviews they can take; any number where this is left out."""
    never: tuple[Ref, ...] = ()
    """Candidates whom they must not judge."""


class Assigned(Part):
    """One interview of one candidate, and who takes it."""

    candidate: Ref
    """The candidate."""
    interview: Id | None = None
    """The interview of the rubric; none where the rubric has no interviews."""
    interviewer: Ref
    """Who takes it."""


class Assignment(Document):
    """Who judges what of whom, with every order that spans candidates. Made by `plan`."""

    kind: Literal["assignment"] = "assignment"
    """What this document is."""
    schema_version: Literal[1] = 1
    """Version of this document format."""
    rubric: RubricRef
    """The rubric that was planned from."""
    commitment: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    """What the seed was sealed to before anything was drawn; the seed comes out after the last."""
    review: Review = "candidate"
    """How reviewers go through their candidates."""
    each: int = Field(default=2, ge=1, le=20)
    """How many interviewers each candidate meets, where the rubric has no interviews."""
    interviewers: tuple[Interviewer, ...]
    """Who can interview, by name."""
    batches: tuple[tuple[Ref, ...], ...]
    """The candidates, in the batches in which they came."""
    assigned: tuple[Assigned, ...]
    """Who takes what, batch by batch."""
    orders: tuple[Order, ...]
    """Every order, with its method and positions."""
    notes: tuple[Text, ...] = ()
    """What could not be had, and why: loads that differ, interviewers who cannot be compared."""

    @property
    def candidates(self) -> tuple[str, ...]:
        """All candidates, the first batch first."""
        return tuple(candidate for batch in self.batches for candidate in batch)

    def seats_of(self, candidate: str) -> tuple[Assigned, ...]:
        """Who meets a candidate, and in which interview."""
        return tuple(one for one in self.assigned if one.candidate == candidate)

    def load_of(self, interviewer: str) -> int:
        """How many interviews somebody takes."""
        return sum(one.interviewer == interviewer for one in self.assigned)

    def order_for(self, interviewer: str, purpose: str, about: str | None = None) -> Order | None:
        """The order that somebody is to keep to, if there is one."""
        return next(
            (
                order
                for order in self.orders
                if (order.reader, order.purpose, order.about) == (interviewer, purpose, about)
            ),
            None,
        )


def seed_commitment(seed: bytes) -> str:
    """
    What a seed is sealed to. A seed has 256 random bits, so nobody guesses it from this.

    Example:
        >>> seed_commitment(bytes(32))[:16]
        '7f1c1a4aff92b26a'
    """
    return hashlib.sha256(b"fairscore seed 1\n" + seed).hexdigest()


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
    people = tuple(sorted(interviewers, key=lambda one: one.interviewer.encode()))
    empty = Assignment(
        rubric=RubricRef(
            id=rubric.id,
            version=rubric.version,
            structure=rubric.structure_digest,
            text=rubric.text_digest,
        ),
        commitment=seed_commitment(seed),
        review=review,
        each=each,
        interviewers=people,
        batches=(),
        assigned=(),
        orders=(),
    )
    return extend(empty, rubric, candidates=candidates, seed=seed, tell=tell)


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
        interviewers: Who can interview besides those before.
        tell: As for `plan`.

    Returns:
        The assignment with one more batch; every order keeps its positions and grows at its end.

    Raises:
        AssignmentError: It cannot be done, or the seed or rubric is another.
    """
    people = tuple(
        sorted((*before.interviewers, *interviewers), key=lambda one: one.interviewer.encode())
    )
    batch = tuple(sorted(candidates, key=str.encode))
    _check(before, rubric, people=people, batch=batch, seed=seed)
    task = Task(
        rubric=rubric,
        people=tuple(_limits(one) for one in people),
        batch=batch,
        before=tuple((one.candidate, one.interview, one.interviewer) for one in before.assigned),
        each=before.each,
        seed=seed,
    )
    try:
        matching = matched(task.slots, most=task.most, load=task.load, tell=tell)
    except Stuck as stuck:
        raise AssignmentError((task.why(stuck),)) from None
    apart = link(matching, task.cells_of, task.known_cells)
    assigned = (
        *before.assigned,
        *(
            Assigned(candidate=candidate, interview=interview, interviewer=person)
            for candidate, interview, person in task.given(matching)
        ),
    )
    return Assignment(
        rubric=before.rubric,
        commitment=before.commitment,
        review=before.review,
        each=before.each,
        interviewers=people,
        batches=(*before.batches, batch),
        assigned=assigned,
        orders=tuple(_orders(before, rubric, assigned=assigned, seed=seed)),
        notes=(*task.notes(matching), *task.apart(apart)),
    )


def _limits(one: Interviewer) -> Limits:
    return Limits(
        person=one.interviewer,
        criteria=None if one.criteria is None else frozenset(one.criteria),
        most=one.most,
        never=frozenset(one.never),
    )


def _check(
    before: Assignment,
    rubric: Rubric,
    *,
    people: tuple[Interviewer, ...],
    batch: tuple[str, ...],
    seed: bytes,
) -> None:
    problems: list[Problem] = []
    if seed_commitment(seed) != before.commitment:
        problems.append(_problem("other-seed", "not the seed that was committed to", "give that"))
    if (rubric.id, rubric.structure_digest) != (before.rubric.id, before.rubric.structure):
        problems.append(
            _problem("other-rubric", "not the rubric that was planned from", "give that one")
        )
    names = [one.interviewer for one in people]
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
        for one in people
        for criterion in sorted({*(one.criteria or ())} - known)
    )
    if problems:
        raise AssignmentError(tuple(problems))


def _problem(slug: str, message: str, advice: str) -> Problem:
    return Problem(slug=slug, message=message, advice=advice)


def _orders(
    before: Assignment, rubric: Rubric, *, assigned: tuple[Assigned, ...], seed: bytes
) -> Iterator[Order]:
    """Candidates and criteria for each reviewer; what had its order keeps it."""
    met: dict[str, list[str]] = {}
    judged: dict[str, dict[str, list[str]]] = {}
    for one in assigned:
        met.setdefault(one.interviewer, []).append(one.candidate)
        for criterion in rubric.criteria_of(one.interview):
            judged.setdefault(one.interviewer, {}).setdefault(criterion, []).append(one.candidate)
    for person in sorted(met, key=str.encode):
        if before.review == "candidate":
            yield _grown(before, met[person], seed=seed, reader=person)
        else:
            for criterion, candidates in judged[person].items():
                yield _grown(before, candidates, seed=seed, reader=person, about=criterion)
    yield from _criteria_orders(before, judged, seed)


def _grown(
    before: Assignment, candidates: list[str], *, seed: bytes, reader: str, about: str | None = None
) -> Order:
    order = before.order_for(reader, "candidates", about)
    if order is None:
        return drawn(candidates, seed=seed, purpose="candidates", reader=reader, about=about)
    return extended(order, candidates, seed=seed)


def _criteria_orders(
    before: Assignment, judged: Mapping[str, Mapping[str, Sequence[str]]], seed: bytes
) -> Iterator[Order]:
    """One order of criteria a reviewer, the same for all of their candidates."""
    new: dict[tuple[str, ...], list[str]] = {}
    for person in sorted(judged, key=str.encode):
        order = before.order_for(person, "criteria")
        if order is None:
            new.setdefault(tuple(sorted(judged[person])), []).append(person)
        else:
            yield extended(order, judged[person], seed=seed)
    for criteria in sorted(new):
        yield from balanced(criteria, new[criteria], seed=seed, purpose="criteria")
