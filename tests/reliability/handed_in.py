"""What the reliability runs hand in, where, and how they check afterwards what became of it."""

import json
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import attrs

import fairscore as fs
from fairscore import log
from fairscore.event import Opened, PanelId, RubricAdopted, Submitted, event_of
from fairscore.stores import PostgreSQL, SQLite, Store

SEATS = 4
VERSIONS = 6
TENANT = "acme"
_BEGIN = datetime(2026, 5, 4, tzinfo=UTC)
_HEAD = 8

# How to open a store in a process of its own: `sqlite:PATH`, `postgresql:ADDRESS`. Another
# store is one more entry.
STORES: dict[str, Callable[[str], Store]] = {"sqlite": SQLite, "postgresql": PostgreSQL}

RUBRIC = fs.parse(
    json.dumps(
        {
            "kind": "rubric",
            "schema_version": 1,
            "id": "bench",
            "version": 1,
            "title": "Benchmark",
            "scales": [
                {
                    "id": "two",
                    "levels": [{"value": value, "anchor": [f"does {value}"]} for value in (1, 2)],
                    "hire_line": 2,
                }
            ],
            "criteria": [{"id": "design", "title": "Design"}],
        }
    ),
    fs.Rubric,
)


def opened(where: str) -> Store:
    """Open the store that `name:place` says."""
    name, _, place = where.partition(":")
    return STORES[name](place)


@attrs.frozen
class HandIn:
    """
    One hand-in of a writer: the first of its seat in a panel, or a later version.

    Attributes:
        writer: Which writer; four of them share a panel, each in its own seat.
        number: Which of the writer's hand-ins, from 0.
    """

    writer: int
    number: int

    @property
    def interviewer(self) -> str:
        """Whose seat it is."""
        return f"interviewer-{self.writer % SEATS}"

    @property
    def version(self) -> int:
        """Which version of its seat, from 0."""
        return self.number % VERSIONS

    @property
    def application(self) -> str:
        """Which panel."""
        return f"app-{self.writer // SEATS}-{self.number // VERSIONS}"

    @property
    def key(self) -> str:
        """The client's own key, the same again after a lost answer."""
        return f"{self.writer}-{self.number}"

    @property
    def at(self) -> datetime:
        """A clock that moves."""
        return _BEGIN + timedelta(seconds=self.number)

    def card(self) -> fs.Scorecard:
        """The scorecard."""
        return fs.parse(
            json.dumps(
                {
                    "kind": "scorecard",
                    "schema_version": 1,
                    "rubric": {"id": "bench", "version": 1},
                    "application": self.application,
                    "round": "onsite",
                    "interviewer": self.interviewer,
                    "ratings": [
                        {
                            "criterion": "design",
                            "level": 1 + self.number % 2,
                            "evidence": f"Drew the queue, hand-in {self.key}.",
                        }
                    ],
                }
            ),
            fs.Scorecard,
        )

    def open(self, desk: fs.Desk) -> PanelId:
        """Open its panel, or find that it is."""
        return desk.open(
            RUBRIC,
            application=self.application,
            round="onsite",
            seats=[fs.Seat(interviewer=f"interviewer-{seat}") for seat in range(SEATS)],
            at=_BEGIN,
        )

    def hand_in(
        self, desk: fs.Desk, panel: PanelId, key: str = "", *, card: fs.Scorecard | None = None
    ) -> log.Receipt:
        """Hand it in, and get a receipt."""
        card, key = card or self.card(), key or self.key
        if self.version == 0:
            receipt = desk.submit(panel, card, key=key, at=self.at)
        else:
            receipt = desk.amend(panel, card, key=key, reason="mistake", at=self.at)
        assert isinstance(receipt, log.Receipt)
        return receipt


@attrs.define
class Acknowledged:
    """What one writer was told is in: a piece of each receipt, in the order of its hand-ins."""

    heads: bytearray = attrs.field(factory=bytearray)

    def __len__(self) -> int:
        """How many."""
        return len(self.heads) // _HEAD

    def add(self, head: str) -> None:
        """Keep one more."""
        self.heads += bytes.fromhex(head)[:_HEAD]

    def match(self, number: int, head: str) -> bool:
        """Whether a hand-in's receipt was for this head."""
        return self.heads[number * _HEAD : (number + 1) * _HEAD] == bytes.fromhex(head)[:_HEAD]


@attrs.define
class Outcome:
    """What is wrong with what a store holds: nothing, if it is sound."""

    panels: int = 0
    submissions: int = 0
    lost: int = 0
    doubled: int = 0
    broken: int = 0

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return self.submissions > 0 and not (self.lost or self.doubled or self.broken)

    def as_data(self) -> dict[str, Any]:
        """As it is printed."""
        return attrs.asdict(self)


def examined(stores: list[Store], acknowledged: list[Acknowledged]) -> Outcome:
    """Go through every panel and compare it with what was acknowledged."""
    outcome = Outcome()
    seen = [bytearray(len(one) + 1) for one in acknowledged]
    for store in stores:
        for panel in _panels(store):
            outcome.panels += 1
            _examine(store, panel, acknowledged, seen, outcome)
    for told, found in zip(acknowledged, seen, strict=True):
        outcome.lost += found[: len(told)].count(0)
        outcome.doubled += sum(max(0, times - 1) for times in found)
    return outcome


def _panels(store: Store) -> Iterator[PanelId]:
    after = None
    while page := store.panels(TENANT, after=after, limit=1000):
        yield from page
        after = page[-1]


def _examine(
    store: Store,
    panel: PanelId,
    acknowledged: list[Acknowledged],
    seen: list[bytearray],
    outcome: Outcome,
) -> None:
    records = store.load(panel)
    events = [event_of(record.event) for record in records]
    head, named = log.genesis(panel), dict[str, tuple[log.BodyOf, tuple[str, str]]]()
    seats = {(f"interviewer-{seat}", ""): "" for seat in range(SEATS)}
    for seat in seats:
        seats[seat] = log.genesis(panel, seat)
    for record, event in zip(records, events, strict=True):
        head = log.linked(head, record.event)
        outcome.broken += head != record.head
        for seat, chain in seats.items():
            if log.concerns(event, seat):
                seats[seat] = log.linked(chain, record.event)
        if isinstance(event, Opened | RubricAdopted):
            named[event.rubric.body] = ("rubric", ("", ""))
        if isinstance(event, Submitted):
            outcome.submissions += 1
            named[event.body] = ("scorecard", event.seat_key)
            writer, number, *more = map(int, event.key.split("-"))
            told = acknowledged[writer]
            # One more may be there than was acknowledged: the writer died between the two.
            if more or number > len(told):
                outcome.doubled += 1
            else:
                seen[writer][number] += 1
                sound = number == len(told) or told.match(number, seats[event.seat_key])
                outcome.broken += not sound
    bodies = store.bodies(panel, list(named))
    for commitment, (of, seat) in named.items():
        body = bodies.get(commitment)
        if body is None:
            outcome.lost += 1
        else:
            again = log.commit(body.content, salt=body.salt, panel=panel, of=of, seat=seat)
            outcome.broken += again != commitment


def line(**figures: object) -> str:
    """Figures on one line, for a person and for a test."""
    return json.dumps(figures | {"processors": os.cpu_count()})
