"""A small house that hires: one rubric, a desk over a store, and a clock that the test moves."""

import hashlib
import itertools
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

import attrs
import pytest

import fairscore as fs
from fairscore.event import ALL_IN, Member, PanelId, Policy
from fairscore.log import Receipt
from fairscore.order import Turns
from fairscore.scorecard import RubricRef
from fairscore.stores import Memory, Store

START = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
WORDS = "Said it was the platform team."
PERSONS = ("interviewer-a", "interviewer-b")
FACILITATOR = Member(person="facilitator-1", role="facilitator")
RUBRIC = fs.Rubric(
    id="r",
    version=1,
    title="R",
    criteria=(
        fs.Criterion(
            id="humility",
            title="Humility",
            levels=({"value": 1}, {"value": 2}),
            required_level=2,
        ),
    ),
)
REWORDED = fs.parse(
    RUBRIC.canonical.replace(b'"version":1}', b'"version":2}').replace(
        b'"title":"R"', b'"title":"S"'
    ),
    fs.Rubric,
)


def salts() -> Iterator[bytes]:
    """Salts that are the same in every run."""
    for number in itertools.count():
        yield hashlib.sha256(b"%d" % number).digest()


@attrs.define
class House:
    """A tenant with a desk; every act of it is a minute later than the one before."""

    store: Store
    tenant: str = "acme"
    now: datetime = START
    desk: fs.Desk = attrs.field(init=False)
    reworded: fs.Rubric = REWORDED

    def __attrs_post_init__(self) -> None:
        """Sit down at the store."""
        self.desk = fs.Desk(self.store, tenant=self.tenant, salt=salts().__next__)

    def tick(self, **later: int) -> datetime:
        """What the clock says, a minute on unless said."""
        self.now += timedelta(**later or {"minutes": 1})
        return self.now

    def open(
        self,
        *,
        application: str = "app-7",
        round: str = "onsite",  # noqa: A002 (the word for it)
        interviewers: tuple[str, ...] = PERSONS,
        members: tuple[Member, ...] = (FACILITATOR,),
        policy: Policy = ALL_IN,
        candidate: str | None = "candidate-1",
        plan: str | None = None,
        turns: Turns = "shuffle",
        ranks: Mapping[str, int] = MappingProxyType({}),
    ) -> PanelId:
        """Open a panel."""
        return self.desk.open(
            RUBRIC,
            application=application,
            round=round,
            seats=[fs.Seat(interviewer=one, seniority=ranks.get(one)) for one in interviewers],
            members=members,
            policy=policy,
            candidate=candidate,
            plan=plan,
            turns=turns,
            at=self.tick(),
        )

    def card(self, panel: PanelId, interviewer: str, words: str = WORDS) -> fs.Scorecard:
        """A whole scorecard."""
        return fs.Scorecard(
            rubric=RubricRef(id="r", version=1, language="en"),
            application=panel.application,
            round=panel.round,
            interviewer=interviewer,
            heard_before="no",
            ratings=(fs.Rating(criterion="humility", level=1, evidence=words),),
        )

    def submit(self, panel: PanelId, interviewer: str, words: str = WORDS) -> Receipt:
        """Hand in."""
        receipt = self.desk.submit(
            panel, self.card(panel, interviewer, words), key="k-1", at=self.tick()
        )
        assert isinstance(receipt, Receipt)
        return receipt

    def amend(self, panel: PanelId, interviewer: str, words: str, *, key: str = "k-2") -> Receipt:
        """Hand in a later version."""
        receipt = self.desk.amend(
            panel,
            self.card(panel, interviewer, words),
            key=key,
            reason="mistake",
            at=self.tick(),
        )
        assert isinstance(receipt, Receipt)
        return receipt

    def all_in(self, panel: PanelId, interviewers: tuple[str, ...] = PERSONS) -> PanelId:
        """Hand in for everybody, and reveal."""
        for one in interviewers:
            self.submit(panel, one, f"{WORDS} {one}")
        assert self.desk.reveal_when_due(panel, at=self.tick())
        return panel

    def log(self, panel: PanelId, viewer: str = "facilitator-1") -> bytes:
        """The log as it leaves the house."""
        return self.desk.export_log(panel, viewer=viewer, at=self.tick())

    def receipt(self, panel: PanelId, viewer: str = "facilitator-1") -> Receipt:
        """The receipt that covers the panel."""
        receipt = self.desk.look(panel, viewer=viewer, at=self.tick()).receipt
        assert receipt is not None
        return receipt


@pytest.fixture
def store() -> Store:
    """Where panels live; another conftest may put another store in its place."""
    return Memory()


@pytest.fixture
def house(store: Store) -> House:
    """A tenant that hires."""
    return House(store)


@pytest.fixture
def neighbour(store: Store) -> House:
    """Another tenant of the same store."""
    return House(store, tenant="umbrella")
