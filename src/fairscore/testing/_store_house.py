"""A house over a store under test: its desk, called or awaited, and a clock that moves."""

import inspect
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import attrs

from fairscore.async_desk import AsyncDesk
from fairscore.desk import Desk
from fairscore.document import parse
from fairscore.draft import Draft
from fairscore.event import Member, PanelId, Seat
from fairscore.log import Receipt
from fairscore.order import seed_commitment
from fairscore.rubric import Rubric
from fairscore.scorecard import Scorecard
from fairscore.stores import Change
from fairscore.testing._kept import Kept
from fairscore.verification import BodyState, Verification, verify
from fairscore.view import View

__all__ = ["SEED", "WORDS", "House"]

WORDS = "c4n4ry-words"
"""They stand in whatever somebody writes, and in nothing else."""

SEED = bytes(32)
"""What the panel's plan was drawn with."""

_RUBRIC = """
{kind: rubric, schema_version: 1, id: r, version: %d, title: Rubric %s,
 scales: [{id: two, hire_line: 2, levels: [{value: 1, anchor: [one]}, {value: 2, anchor: [two]}]}],
 criteria: [{id: design, title: Design}]}
"""


class House:
    """
    One tenant's desk over a store. Each act of it is a minute later than the one before.

    In its panel sit `a` and `b`, and `s` as a shadow; `f` leads it, `m` is the hiring manager, and
    it is about candidate `c`.
    """

    def __init__(self, kept: Kept, panel: PanelId) -> None:
        """Sit down at the store, where nobody opened the panel yet."""
        self.kept = kept
        self.panel = panel
        self.now = datetime(2026, 5, 4, 9, tzinfo=UTC)
        store: Any = kept.store
        made: Any = AsyncDesk if inspect.iscoroutinefunction(store.load) else Desk
        self._desk = made(store, tenant=panel.tenant)

    def ask(self, method: str, *given: object, **named: object) -> Any:  # noqa: ANN401 (what the desk returns)
        """Ask the desk for something, now unless said, and wait for the answer."""
        self.now += timedelta(minutes=1)
        if method not in {"keep_draft", "receipt"}:
            named.setdefault("at", self.now)
        return self.kept.ended(getattr(self._desk, method)(*given, **named))

    def rubric(self, *, version: int = 1, title: str = "r") -> Rubric:
        """The rubric, or another version of it."""
        return parse(_RUBRIC % (version, title), Rubric)

    def open(self, **changes: object) -> None:
        """Open the panel."""
        given: dict[str, object] = {
            "rubric": self.rubric(),
            "application": self.panel.application,
            "round": self.panel.round,
            "seats": [
                Seat(interviewer="a"),
                Seat(interviewer="b"),
                Seat(interviewer="s", shadow=True),
            ],
            "members": [
                Member(person="f", role="facilitator"),
                Member(person="m", role="hiring-manager"),
            ],
            "candidate": "c",
            "plan": seed_commitment(SEED),
        }
        given |= changes
        self.ask("open", given.pop("rubric"), **given)

    def card(self, who: str, words: str = "", **changes: object) -> Scorecard:
        """A whole scorecard."""
        evidence = f"{WORDS} {who} {words}"
        ratings = [{"criterion": "design", "level": 1, "evidence": evidence}]
        return parse(self._written("scorecard", who, ratings=ratings, **changes), Scorecard)

    def draft(self, who: str) -> None:
        """Keep what somebody is writing."""
        text = self._written("draft", who, notes=f"{WORDS} {who}")
        self.ask("keep_draft", self.panel, parse(text, Draft))

    def submit(self, who: str, words: str = "", *, key: str = "k-1", **changes: object) -> Receipt:
        """Hand in."""
        receipt: Receipt = self.ask("submit", self.panel, self.card(who, words, **changes), key=key)
        return receipt

    def amend(self, who: str, words: str = "more", *, key: str = "k-2") -> Receipt:
        """Hand in a later version."""
        receipt: Receipt = self.ask(
            "amend", self.panel, self.card(who, words), key=key, reason="mistake"
        )
        return receipt

    def all_in(self) -> None:
        """Hand in for both who count, and reveal."""
        self.submit("a")
        self.submit("b")
        self.ask("reveal_when_due", self.panel)

    def look(self, who: str) -> View:
        """What somebody sees."""
        view: View = self.ask("look", self.panel, viewer=who)
        return view

    def verified(self, *receipts: Receipt) -> Verification:
        """The log as it leaves the house, verified."""
        return verify(self.ask("export_log", self.panel, viewer="f"), receipts)

    def states(self) -> list[tuple[str, str, BodyState, str]]:
        """What became of each body of the log but rubric and seed: what, whose, state, ground."""
        return [
            (body.of, body.seat[0], body.state, body.basis)
            for body in self.verified().bodies
            if body.of not in {"rubric", "seed"}
        ]

    def bodies(self) -> list[str]:
        """The commitment of every body that the log names."""
        return [body.commitment for body in self.verified().bodies]

    def beside(self, application: str) -> "House":
        """The same house with another application, a minute later."""
        other = House(self.kept, attrs.evolve(self.panel, application=application))
        other.now = self.now + timedelta(minutes=1)
        return other

    def lose(self, who: str) -> None:
        """Delete what somebody handed in from the store, and leave no trace in the log."""
        lost = [body.commitment for body in self.verified().bodies if body.seat[0] == who]
        version = len(self.kept.load(self.panel))
        self.kept.erase(self.panel, Change(erased=tuple(lost)), version)

    def _written(self, kind: str, who: str, **fields: object) -> str:
        """A document that somebody writes in the panel, as JSON."""
        plain = {
            "kind": kind,
            "schema_version": 1,
            "rubric": {"id": "r", "version": 1},
            "application": self.panel.application,
            "round": self.panel.round,
            "interviewer": who,
        }
        return json.dumps(plain | fields)
