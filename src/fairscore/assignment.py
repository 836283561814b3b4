"""Assignment: who judges what of whom, and in which recorded random order."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from fairscore._fields import Fields, listing, rows, word
from fairscore._order import in_order
from fairscore._part import Part
from fairscore._text import Id, Ref, Text
from fairscore._tree import Fault, Path
from fairscore.document import Document
from fairscore.order import Order, PlanCommitment, Purpose
from fairscore.scorecard import RubricRef

__all__ = ["Assigned", "Assignment", "Batch", "Interviewer", "Review", "by_name"]

Review = Literal["candidate", "question"]
"""Whether reviewers go candidate by candidate, or question by question across candidates."""


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
    interviewers: tuple[Ref, ...]
    """Who sits in it, each with a scorecard of their own."""


class Batch(Part):
    """Candidates who were planned for together."""

    candidates: tuple[Ref, ...]
    """The candidates, by name."""
    interviewers: tuple[Interviewer, ...] = ()
    """Who could interview from here on, by name; somebody known before has new limits."""
    assigned: tuple[Assigned, ...]
    """Who takes what."""
    notes: tuple[Text, ...] = ()
    """What could not be had, and why: loads that differ, interviewers who cannot be compared."""
    commitment: PlanCommitment | None = None
    """The `commitment` of the assignment up to here; panels that were opened then hold it."""


class Assignment(Document):
    """Who judges what of whom, with every order that spans candidates. Made by `plan`."""

    kind: Literal["assignment"] = "assignment"
    """What this document is."""
    schema_version: Literal[1] = 1
    """Version of this document format."""
    rubric: RubricRef
    """The rubric that was planned from."""
    commitment: PlanCommitment
    """What the seed was sealed to, and then, under the seed, all that was planned from: rubric,
    review, candidates, and interviewers with their limits. The seed comes out after the last."""
    review: Review = "candidate"
    """How reviewers go through their candidates."""
    each: int = Field(default=2, ge=1, le=20)
    """How many interviewers each candidate meets, where the rubric has no interviews."""
    batches: tuple[Batch, ...]
    """Who takes what, in the batches in which the candidates came."""
    orders: tuple[Order, ...]
    """Every order, with its method and positions."""

    @classmethod
    def cross_faults(cls, plain: Fields) -> Iterator[Fault]:
        """Candidates who stand twice, and rows about somebody who is not planned for."""
        known: set[str] = set()
        people: set[str | None] = {None}
        for place, batch in rows(plain, "batches"):
            here: set[str | None] = {None}
            for at, candidate in _texts(batch, "candidates"):
                if candidate in known:
                    yield Fault(
                        slug="candidate-twice",
                        message="a candidate is there twice",
                        advice="give each once",
                        path=("batches", place, "candidates", at),
                    )
                known.add(candidate)
                here.add(candidate)
            people |= {word(one, "interviewer") for _, one in rows(batch, "interviewers")}
            for at, row in rows(batch, "assigned"):
                path = ("batches", place, "assigned", at)
                if word(row, "candidate") not in here:
                    yield _nobody((*path, "candidate"))
                for number, person in _texts(row, "interviewers"):
                    if person not in people:
                        yield _nobody((*path, "interviewers", number))

    @property
    def candidates(self) -> tuple[str, ...]:
        """All candidates, the first batch first."""
        return tuple(candidate for batch in self.batches for candidate in batch.candidates)

    @property
    def interviewers(self) -> tuple[Interviewer, ...]:
        """Who can interview by now, by name, each with their last limits."""
        return by_name({one.interviewer: one for b in self.batches for one in b.interviewers})

    @property
    def assigned(self) -> tuple[Assigned, ...]:
        """Who takes what, the first batch first."""
        return tuple(one for batch in self.batches for one in batch.assigned)

    @property
    def notes(self) -> tuple[str, ...]:
        """What could not be had as things are now, and why."""
        return self.batches[-1].notes if self.batches else ()

    def of(self, candidate: str) -> tuple[Assigned, ...]:
        """Who meets a candidate, and in which interview."""
        return tuple(one for one in self.assigned if one.candidate == candidate)

    def load_of(self, interviewer: str) -> int:
        """How many interviews somebody takes."""
        return sum(interviewer in one.interviewers for one in self.assigned)

    def order_for(
        self, interviewer: str, purpose: Purpose, about: str | None = None
    ) -> Order | None:
        """The order that somebody is to keep to, if there is one."""
        return self._orders.get((interviewer, purpose, about))

    @cached_property
    def _orders(self) -> dict[tuple[str | None, str, str | None], Order]:
        return {(order.reader, order.purpose, order.about): order for order in self.orders}


def by_name(people: Mapping[str, Interviewer]) -> tuple[Interviewer, ...]:
    """Interviewers in the order of their names, whatever order they came in."""
    return tuple(people[name] for name in in_order(people))


def _nobody(path: Path) -> Fault:
    return Fault(
        slug="not-in-batch",
        message="nobody of that name is planned for here",
        advice="take the assignment as it was handed out",
        path=path,
    )


def _texts(fields: Fields, name: str) -> Iterator[tuple[int, str]]:
    """The texts in a list, with their positions; anything else has a fault of its own."""
    for index, item in enumerate(listing(fields, name)):
        if isinstance(item, str):
            yield index, item
