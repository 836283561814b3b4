"""
For a store of your own: the tests that every store of fairscore passes.

Subclass the suite in your tests and give it a fixture `store` that returns a store, sync or async:

    import pytest
    from fairscore.testing.stores import StoreConcurrency, StoreConformance

    class TestMyStore(StoreConformance, StoreConcurrency):
        @pytest.fixture
        def store(self):
            return MyStore()

Each test works in a tenant of its own, so that one database serves them all. A `close` that the
store has is called, and awaited, after each. To see what a failed assertion compared, put
`pytest.register_assert_rewrite("fairscore.testing.stores")` into your `conftest.py`.
"""

import logging
import traceback
from collections.abc import Iterator
from uuid import uuid4

import pytest

from fairscore.errors import Conflict
from fairscore.event import PanelId, SeatKey
from fairscore.log import Body, Record
from fairscore.stores import AsyncStore, Change, Store
from fairscore.testing._kept import Kept

__all__ = ["StoreConcurrency", "StoreConformance"]

_SEAT: SeatKey = ("interviewer-a", "coding")
_EDGES = ("0", "a" * 128, "A._:@+/=~-", "z~~", "9.9", "a/b", "A", "a", "1e3", "null")
_LARGE = 1_000_000
_MANY = 8

# Two panels that a careless key takes for one; `*` is the tenant of the test.
_ALIKE = {
    "tenant": (("*", "app-7", "onsite"), ("*2", "app-7", "onsite")),
    "application": (("*", "app-7", "onsite"), ("*", "app-8", "onsite")),
    "round": (("*", "app-7", "onsite"), ("*", "app-7", "screen")),
    "case": (("*", "app-A", "onsite"), ("*", "app-a", "onsite")),
    "joined by a dash": (("*", "a-b", "c"), ("*", "a", "b-c")),
    "joined by a slash": (("*", "a/b", "c"), ("*", "a", "b/c")),
    "joined by a colon": (("*:a", "b", "c"), ("*", "a:b", "c")),
    "swapped": (("*", "a", "b"), ("*", "b", "a")),
    "numbers": (("*", "1", "1"), ("*", "01", "1.0")),
    "patterns": (("*", "a_b", "1"), ("*", "a-b", "1")),
    "longest": (("*", "a" * 127 + "b", "1"), ("*", "a" * 127 + "c", "1")),
}
_BYTES = {
    "empty object": b"{}",
    "letters beyond ASCII": '{"a":"ä€𝄞\u0301"}'.encode(),
    "every byte": bytes(range(256)),
    "quotes": b"'\"\\%s?:a$1{}--;/*",
    "large": b"x" * _LARGE,
}
_alike = pytest.mark.parametrize("pair", _ALIKE.values(), ids=_ALIKE)
_content = pytest.mark.parametrize("content", _BYTES.values(), ids=_BYTES)
_edges = pytest.mark.parametrize("ref", _EDGES, ids=range(len(_EDGES)))
_stale = pytest.mark.parametrize("version", [-1, 0, 1, 3, 2**31])


def _records(*numbers: int) -> tuple[Record, ...]:
    return tuple(Record(event=b'{"n":%d}' % one, head=f"{one:064x}") for one in numbers)


def _body(number: int, content: bytes = b"{}") -> Body:
    return Body(commitment=f"{number:064x}", salt=bytes([number % 256]) * 32, content=content)


class _Suite:
    @pytest.fixture
    def store(self) -> Store | AsyncStore:
        """The store under test."""
        raise NotImplementedError("return your store from a fixture of this name")

    @pytest.fixture
    def kept(self, store: Store | AsyncStore) -> Iterator[Kept]:
        """The store, as the suite calls it."""
        kept = Kept(store)
        yield kept
        kept.close()

    @pytest.fixture
    def panel(self) -> PanelId:
        """A panel that nobody has opened, of a tenant that nothing is known of."""
        return PanelId(tenant=f"acme-{uuid4().hex}", application="app-7", round="onsite")


def _two(pair: tuple[tuple[str, str, str], ...], panel: PanelId) -> tuple[PanelId, PanelId]:
    one, other = (
        PanelId(tenant=where[0].replace("*", panel.tenant), application=where[1], round=where[2])
        for where in pair
    )
    return one, other


class StoreConformance(_Suite):
    """What a store does for one caller at a time."""

    def test_says_whether_what_it_wrote_is_there(self, kept: Kept) -> None:
        """A desk reads `confirmed` before it hands out a receipt."""
        assert kept.store.confirmed in {True, False}

    # --- The log ---

    def test_a_panel_that_nobody_opened_has_no_records(self, kept: Kept, panel: PanelId) -> None:
        """Nothing is not an error: the desk says the same for what is not there."""
        assert kept.load(panel) == ()

    def test_records_come_back_in_order(self, kept: Kept, panel: PanelId) -> None:
        """They are in the order they were written in, beyond the tenth too."""
        for version in range(0, 24, 2):
            kept.append(panel, Change(records=_records(version, version + 1)), version)

        assert kept.load(panel) == _records(*range(24))

    def test_many_records_in_one_change(self, kept: Kept, panel: PanelId) -> None:
        """A change is as long as it is."""
        kept.append(panel, Change(records=_records(*range(300))), 0)

        assert kept.load(panel) == _records(*range(300))

    @_content
    def test_an_event_comes_back_byte_for_byte(
        self, kept: Kept, panel: PanelId, content: bytes
    ) -> None:
        """A chain is over bytes, and one changed byte breaks it."""
        record = Record(event=content, head="f" * 64)

        kept.append(panel, Change(records=(record,)), 0)

        assert kept.load(panel) == (record,)

    def test_a_change_of_nothing_opens_nothing(self, kept: Kept, panel: PanelId) -> None:
        """Without a record there is no panel."""
        kept.append(panel, Change(records=()), 0)

        assert kept.load(panel) == ()
        assert kept.panels(panel.tenant) == ()

    def test_a_change_of_nothing_changes_nothing(self, kept: Kept, panel: PanelId) -> None:
        """It may be written to a panel that is there."""
        kept.append(panel, Change(records=_records(0)), 0)
        kept.append(panel, Change(records=()), 1)

        assert kept.load(panel) == _records(0)

    # --- What looks alike ---

    @_alike
    def test_records_of_panels_that_look_alike(
        self, kept: Kept, panel: PanelId, pair: tuple[tuple[str, str, str], ...]
    ) -> None:
        """Each has its own log, and its own version."""
        one, other = _two(pair, panel)
        kept.append(one, Change(records=_records(1)), 0)

        assert kept.load(other) == ()
        kept.append(other, Change(records=_records(2)), 0)
        assert (kept.load(one), kept.load(other)) == (_records(1), _records(2))

    @_alike
    def test_bodies_of_panels_that_look_alike(
        self, kept: Kept, panel: PanelId, pair: tuple[tuple[str, str, str], ...]
    ) -> None:
        """A commitment names a body within its panel alone, and is erased there alone."""
        one, other = _two(pair, panel)
        kept.append(one, Change(records=_records(1), bodies=(_body(1, b"one"),)), 0)

        assert kept.bodies(other, [_body(1).commitment]) == {}
        kept.append(other, Change(records=_records(1), bodies=(_body(1, b"other"),)), 0)
        kept.erase(one, Change(records=(), erased=(_body(1).commitment,)), 1)
        assert kept.bodies(one, [_body(1).commitment]) == {}
        assert kept.bodies(other, [_body(1).commitment])[_body(1).commitment].content == b"other"

    @_alike
    def test_drafts_of_panels_that_look_alike(
        self, kept: Kept, panel: PanelId, pair: tuple[tuple[str, str, str], ...]
    ) -> None:
        """A draft is of one seat of one panel."""
        one, other = _two(pair, panel)
        kept.drafts(one, _SEAT, b"one")

        assert kept.drafts(other, _SEAT) is None
        kept.drafts(other, _SEAT, b"other")
        kept.append(one, Change(records=_records(1), settled=(_SEAT,)), 0)
        assert (kept.drafts(one, _SEAT), kept.drafts(other, _SEAT)) == (None, b"other")

    @_alike
    def test_subjects_of_panels_that_look_alike(
        self, kept: Kept, panel: PanelId, pair: tuple[tuple[str, str, str], ...]
    ) -> None:
        """Whom one panel concerns says nothing of another."""
        one, other = _two(pair, panel)
        kept.append(one, Change(records=_records(1), subjects=("person:a",)), 0)
        kept.append(other, Change(records=_records(1), subjects=("person:b",)), 0)

        assert kept.panels(one.tenant, subject="person:a") == (one,)
        assert kept.panels(other.tenant, subject="person:b") == (other,)

    @_edges
    def test_references_at_the_edge_of_what_is_allowed(
        self, kept: Kept, panel: PanelId, ref: str
    ) -> None:
        """A reference of the host comes back as it was given."""
        edge = PanelId(tenant=panel.tenant, application=ref, round=ref)
        seat = (ref, "a")
        kept.append(edge, Change(records=_records(1), subjects=(f"candidate:{ref}",)), 0)
        kept.drafts(edge, seat, b"draft")

        assert kept.panels(panel.tenant) == (edge,)
        assert kept.panels(panel.tenant, subject=f"candidate:{ref}") == (edge,)
        assert kept.drafts(edge, seat) == b"draft"

    # --- Another came first ---

    @_stale
    def test_a_stale_change_is_refused_and_nothing_of_it_written(
        self, kept: Kept, panel: PanelId, version: int
    ) -> None:
        """Two records are there: a change whose author saw any other number is a conflict."""
        self._stale_change_leaves_nothing(kept, panel, version, "append")

    @_stale
    def test_a_stale_erasure_is_refused_and_nothing_erased(
        self, kept: Kept, panel: PanelId, version: int
    ) -> None:
        """Whoever erases has to have seen the latest as well: it may be a hold."""
        self._stale_change_leaves_nothing(kept, panel, version, "erase")

    def _stale_change_leaves_nothing(
        self, kept: Kept, panel: PanelId, version: int, operation: str
    ) -> None:
        kept.append(panel, Change(records=_records(0, 1), bodies=(_body(1),)), 0)
        kept.drafts(panel, _SEAT, b"draft")
        change = Change(
            records=_records(2),
            bodies=(_body(2),),
            settled=(_SEAT,),
            subjects=("person:a",),
            erased=(_body(1).commitment,) if operation == "erase" else (),
        )

        with pytest.raises(Conflict) as refused:
            getattr(kept, operation)(panel, change, version)

        assert str(refused.value) == ""
        assert kept.load(panel) == _records(0, 1)
        assert list(kept.bodies(panel, [_body(1).commitment, _body(2).commitment])) == [
            _body(1).commitment
        ]
        assert kept.drafts(panel, _SEAT) == b"draft"
        assert kept.panels(panel.tenant, subject="person:a") == ()
        kept.append(panel, change, 2)
        assert kept.load(panel) == _records(0, 1, 2)

    def test_a_change_to_a_panel_that_is_not_there_yet(self, kept: Kept, panel: PanelId) -> None:
        """Whoever saw records of a panel that has none is refused, and it stays away."""
        with pytest.raises(Conflict):
            kept.append(panel, Change(records=_records(0)), 1)

        assert kept.panels(panel.tenant) == ()

    # --- Drafts ---

    def test_a_seat_without_a_draft(self, kept: Kept, panel: PanelId) -> None:
        """There is none in a panel that nobody opened, and throwing it away is no error."""
        assert kept.drafts(panel, _SEAT) is None
        assert kept.drafts(panel, _SEAT, b"") is None

    @_content
    def test_a_draft_comes_back(self, kept: Kept, panel: PanelId, content: bytes) -> None:
        """Writing one returns it, and so does reading it."""
        assert kept.drafts(panel, _SEAT, content) == content
        assert kept.drafts(panel, _SEAT) == content

    def test_a_draft_is_written_over(self, kept: Kept, panel: PanelId) -> None:
        """There is one a seat, the last."""
        for content in (b"first", b"x" * _LARGE, b"last"):
            kept.drafts(panel, _SEAT, content)

        assert kept.drafts(panel, _SEAT) == b"last"

    def test_a_draft_is_thrown_away(self, kept: Kept, panel: PanelId) -> None:
        """Empty text throws it away, and another can be begun."""
        kept.drafts(panel, _SEAT, b"draft")

        assert kept.drafts(panel, _SEAT, b"") is None
        assert kept.drafts(panel, _SEAT) is None
        assert kept.drafts(panel, _SEAT, b"again") == b"again"

    @pytest.mark.parametrize(
        "other",
        [("interviewer-a", ""), ("interviewer-b", "coding"), ("coding", "interviewer-a")],
    )
    @pytest.mark.parametrize("operation", ["append", "erase"])
    def test_a_change_settles_the_drafts_it_names(
        self, kept: Kept, panel: PanelId, operation: str, other: SeatKey
    ) -> None:
        """What is handed in is no draft any more; that of another seat stays."""
        kept.drafts(panel, _SEAT, b"draft")
        kept.drafts(panel, other, b"other")

        getattr(kept, operation)(panel, Change(records=_records(0), settled=(_SEAT,)), 0)

        assert kept.drafts(panel, _SEAT) is None
        assert kept.drafts(panel, other) == b"other"

    def test_a_draft_makes_no_panel(self, kept: Kept, panel: PanelId) -> None:
        """Drafts stand outside the log."""
        kept.drafts(panel, _SEAT, b"draft")

        assert kept.load(panel) == ()
        assert kept.panels(panel.tenant) == ()

    # --- Bodies ---

    @_content
    def test_a_body_comes_back(self, kept: Kept, panel: PanelId, content: bytes) -> None:
        """With its salt, byte for byte."""
        body = _body(255, content)

        kept.append(panel, Change(records=_records(0), bodies=(body,)), 0)

        assert kept.bodies(panel, [body.commitment]) == {body.commitment: body}

    def test_bodies_that_are_not_there_are_left_out(self, kept: Kept, panel: PanelId) -> None:
        """Asked for none, for one twice, or for what nobody wrote."""
        kept.append(panel, Change(records=_records(0), bodies=(_body(1), _body(2))), 0)
        here, gone = _body(1).commitment, _body(3).commitment

        assert kept.bodies(panel, []) == {}
        assert kept.bodies(panel, [here, gone, here]) == {here: _body(1)}

    def test_many_bodies(self, kept: Kept, panel: PanelId) -> None:
        """As many as there are, in one question."""
        bodies = tuple(_body(number, b"%d" % number) for number in range(300))
        kept.append(panel, Change(records=_records(0), bodies=bodies), 0)

        assert dict(kept.bodies(panel, [body.commitment for body in bodies])) == {
            body.commitment: body for body in bodies
        }

    def test_a_body_is_never_replaced(self, kept: Kept, panel: PanelId) -> None:
        """What was first written under a name stands."""
        kept.append(panel, Change(records=_records(0), bodies=(_body(1, b"first"),)), 0)
        kept.append(panel, Change(records=_records(1), bodies=(_body(1, b"second"),)), 1)

        assert kept.bodies(panel, [_body(1).commitment])[_body(1).commitment].content == b"first"

    # --- Erasing ---

    def test_erasing_writes_a_change_and_takes_the_bodies_away(
        self, kept: Kept, panel: PanelId
    ) -> None:
        """The log says it, the named bodies are gone, and others stay."""
        kept.append(panel, Change(records=_records(0), bodies=tuple(map(_body, range(4)))), 0)
        kept.erase(
            panel,
            Change(
                records=_records(1),
                bodies=(_body(9),),
                subjects=("person:a",),
                erased=(_body(1).commitment, _body(3).commitment),
            ),
            1,
        )

        assert kept.load(panel) == _records(0, 1)
        asked = [_body(number).commitment for number in (0, 1, 2, 3, 9)]
        assert sorted(kept.bodies(panel, asked)) == [asked[0], asked[2], asked[4]]
        assert kept.panels(panel.tenant, subject="person:a") == (panel,)

    def test_erasing_what_is_not_there(self, kept: Kept, panel: PanelId) -> None:
        """What is gone already, or was never there, is no error: a retry ends the same."""
        kept.append(panel, Change(records=_records(0), bodies=(_body(1),)), 0)
        both = (_body(1).commitment, _body(2).commitment)

        for version in (1, 2):
            kept.erase(panel, Change(records=_records(version), erased=both), version)

        assert kept.bodies(panel, both) == {}
        assert kept.load(panel) == _records(0, 1, 2)

    # --- Finding panels ---

    def test_panels_stand_in_the_order_of_their_names(self, kept: Kept, panel: PanelId) -> None:
        """By application and round, capitals before small letters: never by when they began."""
        names = [("b", "1"), ("a", "2"), ("a", "10"), ("B", "1"), ("a", "1"), ("a-b", "1")]
        for application, which in names:
            one = PanelId(tenant=panel.tenant, application=application, round=which)
            kept.append(one, Change(records=_records(0)), 0)

        found = [(one.application, one.round) for one in kept.panels(panel.tenant)]
        assert found == sorted(names)

    @pytest.mark.parametrize("subject", [None, "person:interviewer-a"])
    @pytest.mark.parametrize("size", [1, 2, 3, 7, 8])
    def test_pages_show_each_panel_once(
        self, kept: Kept, panel: PanelId, size: int, subject: str | None
    ) -> None:
        """Whatever the size of a page, and for everybody's panels as for somebody's."""
        here = [
            PanelId(tenant=panel.tenant, application=f"app-{number // 3}", round=f"{number % 3}")
            for number in range(7)
        ]
        for one in here:
            change = Change(records=_records(0), subjects=("person:interviewer-a",))
            kept.append(one, change, 0)

        found: list[PanelId] = []
        while page := kept.panels(
            panel.tenant, subject=subject, after=found[-1] if found else None, limit=size
        ):
            assert len(page) <= size
            found.extend(page)

        assert found == here

    def test_a_page_may_begin_behind_what_is_not_there(self, kept: Kept, panel: PanelId) -> None:
        """The last panel of the page before may be of another tenant, or gone."""
        kept.append(panel, Change(records=_records(0)), 0)

        def behind(tenant: str, application: str) -> tuple[PanelId, ...]:
            after = PanelId(tenant=tenant, application=application, round="onsite")
            return kept.panels(panel.tenant, after=after)

        assert behind(panel.tenant, "app-6") == (panel,)
        assert behind(panel.tenant, "app-8") == ()
        assert behind("A", "zzz") == (panel,)
        assert behind("z", "a") == ()

    def test_no_panels(self, kept: Kept, panel: PanelId) -> None:
        """A tenant that nothing is known of, and a page of none."""
        assert kept.panels(panel.tenant) == ()
        kept.append(panel, Change(records=_records(0)), 0)
        assert kept.panels(panel.tenant, limit=0) == ()

    @pytest.mark.parametrize(
        "asked", ["person:a", "candidate:a", "person:A", "person:a1", "person:%", "a", ""]
    )
    def test_panels_of_somebody(self, kept: Kept, panel: PanelId, asked: str) -> None:
        """By the whole word, said once or twice, at the opening or later."""
        other = PanelId(tenant=panel.tenant, application="app-9", round="onsite")
        kept.append(panel, Change(records=_records(0), subjects=("person:a", "person:a")), 0)
        kept.append(other, Change(records=_records(0), subjects=("candidate:a",)), 0)
        kept.append(other, Change(records=_records(1), subjects=("person:a1", "person:a")), 1)

        expected = {"person:a": (panel, other), "candidate:a": (other,), "person:a1": (other,)}
        assert kept.panels(panel.tenant, subject=asked) == expected.get(asked, ())

    # --- What is told ---

    def test_nothing_that_was_written_is_told(
        self, kept: Kept, panel: PanelId, caplog: pytest.LogCaptureFixture
    ) -> None:
        """No word of a body or a draft is in a `repr`, an exception or a log record (P10)."""
        canary = b"canary-7f3a"
        body = Body(commitment="a" * 64, salt=canary.ljust(32), content=canary)
        told: list[str] = []
        with caplog.at_level(logging.DEBUG):
            kept.drafts(panel, _SEAT, canary)
            kept.append(panel, Change(records=_records(0), bodies=(body,)), 0)
            change = Change(records=_records(1), bodies=(body,), settled=(_SEAT,))
            with pytest.raises(Conflict) as refused:
                kept.append(panel, change, 0)
            told.extend(traceback.format_exception(refused.value))
            kept.erase(panel, Change(records=(), erased=(body.commitment,)), 1)
        told.extend((repr(kept.store), str(kept.store), repr(body), repr(change), caplog.text))

        assert [text for text in told if canary.decode() in text or canary.hex() in text] == []


class StoreConcurrency(_Suite):
    """What a store does for several callers at once. Not for one bound to a host's transaction."""

    @pytest.mark.parametrize("attempt", range(3))
    def test_of_changes_at_one_version_one_is_written(
        self, kept: Kept, panel: PanelId, attempt: int
    ) -> None:
        """Whoever comes second is refused, and nothing of theirs is there (P4)."""
        kept.append(panel, Change(records=_records(0)), 0)
        changes = [
            Change(records=_records(number), bodies=(_body(number),), subjects=(f"person:{number}",))
            for number in range(1, _MANY + 1)
        ]

        written = kept.append_together([(panel, change, 1) for change in changes])

        assert written.count(True) == 1
        winner = changes[written.index(True)]
        assert kept.load(panel) == _records(0) + winner.records
        asked = [change.bodies[0].commitment for change in changes]
        assert list(kept.bodies(panel, asked)) == [winner.bodies[0].commitment]
        found = [change for change in changes if kept.panels(panel.tenant, subject=change.subjects[0])]
        assert found == [winner]

    def test_of_openings_at_once_one_is_written(self, kept: Kept, panel: PanelId) -> None:
        """As for a panel that is there already."""
        written = kept.append_together(
            [(panel, Change(records=_records(number)), 0) for number in range(_MANY)]
        )

        assert written.count(True) == 1
        assert kept.load(panel) == _records(written.index(True))

    def test_changes_to_several_panels_are_all_written(self, kept: Kept, panel: PanelId) -> None:
        """Panels are not in each other's way."""
        panels = [
            PanelId(tenant=panel.tenant, application=f"app-{number}", round="onsite")
            for number in range(_MANY)
        ]

        written = kept.append_together([(one, Change(records=_records(0)), 0) for one in panels])

        assert all(written)
        assert kept.panels(panel.tenant) == tuple(panels)

    def test_whoever_tries_again_gets_through(self, kept: Kept, panel: PanelId) -> None:
        """Each change is written once, and none twice (P4)."""
        waiting = list(range(_MANY))
        while waiting:
            version = len(kept.load(panel))
            written = kept.append_together(
                [(panel, Change(records=_records(one)), version) for one in waiting]
            )
            assert any(written)
            waiting = [one for one, done in zip(waiting, written, strict=True) if not done]

        assert sorted(kept.load(panel), key=lambda record: record.head) == list(
            _records(*range(_MANY))
        )
