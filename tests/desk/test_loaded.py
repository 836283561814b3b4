"""A log that was read before is read from there on, and never believed for that (P5)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

import fairscore as fs
from fairscore import _loaded, event, log
from fairscore._loaded import Loaded
from fairscore.errors import LogBroken
from fairscore.stores import Memory

if TYPE_CHECKING:
    from fairscore.event import Event, PanelId
    from fairscore.log import Record

AT = datetime(2026, 5, 4, 9, tzinfo=UTC)
RUBRIC = fs.read("examples/backend.rubric.yaml", fs.Rubric)


def written(application: str = "app-7", *, holds: int = 2) -> tuple[PanelId, tuple[Record, ...]]:
    """A panel with as many events after its opening, as a store holds it."""
    store = Memory()
    desk = fs.Desk(store, tenant="acme")
    seats = [fs.Seat(interviewer="interviewer-a", interview="design")]
    panel = desk.open(RUBRIC, application=application, seats=seats, at=AT)
    for number in range(holds):
        if number % 2:
            desk.end_hold(panel, by="counsel-1", at=AT)
        else:
            desk.hold(panel, reason="legal-claim", by="counsel-1", at=AT)
    return panel, store.load(panel)


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Every event that is parsed, from an empty memory on."""
    seen: list[bytes] = []

    def noting(data: bytes) -> Event:
        seen.append(data)
        return event.event_of(data)

    monkeypatch.setattr(_loaded, "_kept", {})
    monkeypatch.setattr(_loaded, "event_of", noting)
    return seen


def test_what_was_read_before_is_not_read_again(parsed: list[bytes]) -> None:
    """The state is the same as from the beginning, and only what is new is parsed."""
    panel, records = written(holds=5)
    whole = Loaded.of(panel, records)
    assert len(parsed) == len(records) == 6

    _loaded._kept.clear()
    parsed.clear()
    assert Loaded.of(panel, records[:4]).panel != whole.panel
    assert Loaded.of(panel, records) == whole
    assert Loaded.of(panel, records) == whole
    assert parsed == [one.event for one in records]


def test_a_log_that_goes_back_is_read_from_the_beginning(parsed: list[bytes]) -> None:
    """A store that was restored from a backup has fewer events than were read before."""
    panel, records = written(holds=4)
    Loaded.of(panel, records)
    parsed.clear()

    shorter = Loaded.of(panel, records[:2])
    assert (len(shorter.events), len(parsed)) == (2, 2)
    assert shorter.panel is not None
    assert shorter.panel.held
    assert Loaded.of(panel, ()).panel is None


def test_another_log_of_the_same_panel_is_not_taken_for_it(parsed: list[bytes]) -> None:
    """One that was written anew has other heads: nothing of what was read before stands for it."""
    panel, first = written()
    _, other = written(holds=3)
    Loaded.of(panel, first)
    parsed.clear()

    again = Loaded.of(panel, other)
    assert len(parsed) == len(other)
    assert again.records == other


def test_an_altered_event_is_noticed_however_often_the_log_was_read(parsed: list[bytes]) -> None:
    """The chain is checked from its beginning every time."""
    panel, records = written()
    Loaded.of(panel, records)
    for at, record in enumerate(records):
        bent = log.Record(event=record.event.replace(b"09:00", b"08:00"), head=record.head)
        with pytest.raises(LogBroken):
            Loaded.of(panel, (*records[:at], bent, *records[at + 1 :]))
    assert parsed


def test_few_panels_are_kept(parsed: list[bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that were read last; a process that serves many panels does not grow with them."""
    monkeypatch.setattr(_loaded, "_KEPT", 2)
    logs = [written(f"app-{number}") for number in range(3)]
    for panel, records in (*logs[:2], logs[0], logs[2]):
        Loaded.of(panel, records)

    assert [panel.application for panel in _loaded._kept] == ["app-0", "app-2"]
    assert parsed
