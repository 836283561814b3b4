"""What is recorded of a panel: its form, and what is refused."""

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import get_args

import pytest

from fairscore.errors import DocumentError, LogBroken, PanelError
from fairscore.event import (
    ALL_IN,
    Event,
    Exposed,
    HoldEnded,
    Opened,
    PanelId,
    Policy,
    RubricPin,
    Seat,
    Submitted,
    event_of,
    written,
)

AT = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)


def test_an_event_is_read_back_as_it_was_written() -> None:
    """What is stored is the canonical form, with the offset that the host gave."""
    event = Exposed(
        at=datetime(2026, 5, 4, 11, 30, 0, 5, tzinfo=timezone(timedelta(hours=2))),
        by="a",
        person="a",
        source="chat",
        since=AT,
    )
    data = written(event)

    assert data == (
        b'{"at":"2026-05-04T11:30:00.000005+02:00","bodies":[],"by":"a","event":"exposed",'
        b'"person":"a","since":"2026-05-04T09:30:00Z","source":"chat"}'
    )
    assert event_of(data) == event
    assert written(event_of(data)) == data


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"{}",
        b'{"event":"said-something"}',
        b'{"at":"2026-05-04T09:30:00Z","by":"c","event":"hold-ended","more":"said-something"}',
        b'{"at":"2026-05-04T09:30:00","by":"c","event":"hold-ended"}',
        b'{"at":"2026-05-04T09:30:00Z","by":"said something","event":"hold-ended"}',
        b"\xff\xfe",
    ],
)
def test_what_is_no_event_says_so_and_nothing_of_itself(data: bytes) -> None:
    """An event of a newer version, or garbage, is refused without a word of it (P10)."""
    with pytest.raises(LogBroken) as caught:
        event_of(data)

    assert str(caught.value) == (
        "not an event that this version of fairscore knows; "
        "upgrade fairscore-hiring if a newer one wrote it"
    )
    assert caught.value.__context__ is None
    assert caught.value.__cause__ is None
    assert isinstance(caught.value, ValueError)


def test_every_event_says_what_it_is_in_a_word_of_its_own() -> None:
    """Events are told apart by one field, and each is in the union."""
    names = [one.model_fields["event"].default for one in get_args(Event)]

    assert len(set(names)) == len(names) == 17


def test_no_event_has_room_for_free_text() -> None:
    """Every text of an event is a reference, a code or a name out of a closed form (P13)."""
    refused = {"by": "two words", "person": "two words", "source": "talked over lunch"}

    for field, value in refused.items():
        given = {"at": AT, "by": "a", "person": "a", "source": "chat", field: value}
        with pytest.raises(DocumentError) as caught:
            Exposed(**given)
        assert value not in str(caught.value)


@pytest.mark.parametrize(
    "fields",
    [
        {"reveal": "all-in"},
        {"reveal": "own-in"},
        {"reveal": "at-time", "at": AT},
        {"reveal": "openers", "openers": ("a", "b")},
        {"reveal": "quorum", "quorum": 1},
    ],
)
def test_a_policy_has_what_it_goes_by(fields: dict[str, object]) -> None:
    """Each sort of policy with what it needs, and nothing else, is taken."""
    assert Policy(**fields).model_dump(exclude_unset=True) == fields


@pytest.mark.parametrize(
    "fields",
    [
        {"reveal": "all-in", "at": AT},
        {"reveal": "own-in", "quorum": 2},
        {"reveal": "all-in", "openers": ("a", "b")},
        {"reveal": "at-time"},
        {"reveal": "at-time", "at": AT, "quorum": 2},
        {"reveal": "openers"},
        {"reveal": "openers", "openers": ("a",)},
        {"reveal": "openers", "openers": ("a", "a")},
        {"reveal": "openers", "openers": ("a", "b", "a")},
        {"reveal": "openers", "openers": ("a", "b", "c")},
        {"reveal": "quorum"},
        {"reveal": "quorum", "at": AT},
    ],
)
def test_a_policy_that_lacks_what_it_goes_by_is_refused(fields: dict[str, object]) -> None:
    """What a policy needs is there, and what it does not need is not."""
    with pytest.raises(DocumentError) as caught:
        Policy(**fields)

    assert str(caught.value) == (
        "the policy lacks what it goes by, or has what it does not; "
        "give `at`, two different `openers` or a `quorum`, as it needs [policy-incomplete]"
    )


@pytest.mark.parametrize("fields", [{"reveal": "quorum", "quorum": 0}, {"reveal": "soon"}])
def test_a_policy_of_unknown_sort_is_refused(fields: dict[str, object]) -> None:
    """A quorum of nobody and a word of one's own are no policy."""
    with pytest.raises(DocumentError):
        Policy(**fields)


def test_a_panel_built_by_hand_is_looked_at() -> None:
    """Whoever names a panel by hand is told what of it is no reference."""
    with pytest.raises(PanelError, match=r"^round: not a reference; .* \[bad-reference\]$"):
        PanelId(tenant="acme", application="app-7", round="on site")


def test_panels_sort_by_tenant_application_and_round() -> None:
    """The order in which a store pages."""
    ids = [PanelId(tenant=t, application=a, round=r) for t in "ab" for a in "ab" for r in "ab"]

    assert sorted(ids) == ids


def test_a_seat_without_an_interview_is_told_from_one_with() -> None:
    """The key of a seat and that of an event of it are the same."""
    assert Seat(interviewer="a").key == ("a", "")
    submitted = Submitted(
        at=AT, by="a", interviewer="a", interview="x", version=1, rubric=1, body="1" * 64, key="k"
    )
    assert submitted.seat_key == ("a", "x") == Seat(interviewer="a", interview="x").key


def test_an_opening_holds_everything_it_was_given() -> None:
    """The first event of every log is enough to know the panel by."""
    opening = Opened(
        at=AT,
        by="system",
        tenant="acme",
        application="app-7",
        round="onsite",
        rubric=RubricPin(id="backend", version=1, structure="s", text="t", body="1" * 64),
        policy=ALL_IN,
        seats=(Seat(interviewer="a"),),
    )

    assert json.loads(written(opening)) == {
        "application": "app-7",
        "at": "2026-05-04T09:30:00Z",
        "by": "system",
        "event": "opened",
        "members": [],
        "policy": {"openers": [], "reveal": "all-in"},
        "round": "onsite",
        "rubric": {"body": "1" * 64, "id": "backend", "structure": "s", "text": "t", "version": 1},
        "seats": [{"interviewer": "a", "shadow": False}],
        "tenant": "acme",
    }
    assert HoldEnded(at=AT, by="a") != opening
