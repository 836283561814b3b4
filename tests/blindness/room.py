"""What the tests of blindness write with: one small rubric, its scorecards, and a desk."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import fairscore as fs
from fairscore.event import ALL_IN, Member, Policy
from fairscore.stores import Memory

if TYPE_CHECKING:
    from collections.abc import Sequence

APPLICATION, ROUND = "app-1", "round-1"
_RUBRIC = {
    "kind": "rubric",
    "schema_version": 1,
    "id": "small",
    "title": "Small",
    "scales": [
        {
            "id": "four",
            "levels": [{"value": value, "anchor": [f"did {value}"]} for value in (1, 2, 3, 4)],
            "hire_line": 3,
        }
    ],
    "criteria": [{"id": "care", "title": "Care"}],
}


def rubric(version: int = 1) -> fs.Rubric:
    """The rubric of every panel here."""
    return fs.parse(json.dumps(_RUBRIC | {"version": version}), fs.Rubric, format="json")


def card(interviewer: str, level: int, words: str, **more: Any) -> fs.Scorecard:
    """A whole scorecard."""
    return fs.parse(json.dumps(plain(interviewer, level, words, "scorecard") | more), fs.Scorecard)


def draft(interviewer: str, words: str, level: int = 2, **more: Any) -> fs.Draft:
    """A draft."""
    return fs.parse(json.dumps(plain(interviewer, level, words, "draft") | more), fs.Draft)


def minute(number: int) -> datetime:
    """A moment, counted in minutes from when every panel here is opened."""
    return datetime(2026, 5, 4, 9, 30, tzinfo=UTC) + timedelta(minutes=number)


class Room:
    """A panel that is open at a desk over a store in memory."""

    def __init__(
        self,
        *,
        seats: Sequence[fs.Seat],
        members: Sequence[Member] = (),
        policy: Policy = ALL_IN,
        candidate: str | None = None,
    ) -> None:
        """Open it."""
        self.store = Memory()
        self.desk = fs.Desk(self.store, tenant="acme")
        self.panel = self.desk.open(
            rubric(),
            application=APPLICATION,
            round=ROUND,
            seats=seats,
            members=members,
            policy=policy,
            candidate=candidate,
            at=minute(0),
        )


def plain(interviewer: str, level: int, words: str, kind: str) -> dict[str, Any]:
    """A scorecard or a draft as plain data."""
    return {
        "kind": kind,
        "schema_version": 1,
        "rubric": {"id": "small", "version": 1},
        "application": APPLICATION,
        "round": ROUND,
        "interviewer": interviewer,
        "interviewed_at": "2026-05-04T09:00:00Z",
        "ratings": [{"criterion": "care", "level": level, "evidence": words}],
    }
