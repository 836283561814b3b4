"""
For a store of your own: the tests that every store of fairscore passes.

Subclass the suite in your tests and give it a fixture `store` that returns a store, sync or async:

    import pytest
    from fairscore.testing.stores import DeskConformance, StoreConcurrency, StoreConformance

    class TestMyStore(StoreConformance, StoreConcurrency, DeskConformance):
        @pytest.fixture
        def store(self):
            return MyStore()

Each test works in a tenant of its own, so that one database serves them all. A `close` that the
store has is called, and awaited, after each. To see what a failed assertion compared, put
`pytest.register_assert_rewrite("fairscore.testing")` into your `conftest.py`.
"""

try:
    import pytest
except ImportError as missing:
    message = f'{missing}; for the suite for stores: pip install "fairscore-hiring[testing]"'
    raise ImportError(message) from None

from fairscore.event import PanelId
from fairscore.stores import Change
from fairscore.testing._kept import Kept
from fairscore.testing._store_desks import DeskConformance
from fairscore.testing._store_logs import KeepsLogs
from fairscore.testing._store_suite import MANY, Suite, body_of, records
from fairscore.testing._store_words import KeepsWords

__all__ = ["DeskConformance", "StoreConcurrency", "StoreConformance"]


class StoreConformance(KeepsLogs, KeepsWords):
    """What a store does for one caller at a time."""

    def test_says_whether_what_it_wrote_is_there(self, kept: Kept) -> None:
        """A desk reads `confirmed` before it hands out a receipt."""
        assert kept.store.confirmed in {True, False}


class StoreConcurrency(Suite):
    """What a store does for several callers at once. Not for one bound to a host's transaction."""

    @pytest.mark.parametrize("attempt", range(3))
    def test_of_changes_at_one_version_one_is_written(
        self, kept: Kept, panel: PanelId, attempt: int
    ) -> None:
        """Whoever comes second is refused, and nothing of theirs is there (P4)."""
        kept.append(panel, Change(records=records(0)), 0)
        changes = [
            Change(
                records=records(number), bodies=(body_of(number),), subjects=(f"person:{number}",)
            )
            for number in range(1, MANY + 1)
        ]

        written = kept.append_together([(panel, change, 1) for change in changes])

        assert written.count(True) == 1
        winner = changes[written.index(True)]
        assert kept.load(panel) == records(0) + winner.records
        asked = [change.bodies[0].commitment for change in changes]
        assert list(kept.bodies(panel, asked)) == [winner.bodies[0].commitment]
        found = [
            change for change in changes if kept.panels(panel.tenant, subject=change.subjects[0])
        ]
        assert found == [winner]

    def test_of_openings_at_once_one_is_written(self, kept: Kept, panel: PanelId) -> None:
        """As for a panel that is there already."""
        written = kept.append_together(
            [(panel, Change(records=records(number)), 0) for number in range(MANY)]
        )

        assert written.count(True) == 1
        assert kept.load(panel) == records(written.index(True))

    def test_changes_to_several_panels_are_all_written(self, kept: Kept, panel: PanelId) -> None:
        """Panels are not in each other's way."""
        panels = [
            PanelId(tenant=panel.tenant, application=f"app-{number}", round="onsite")
            for number in range(MANY)
        ]

        written = kept.append_together([(one, Change(records=records(0)), 0) for one in panels])

        assert all(written)
        assert kept.panels(panel.tenant) == tuple(panels)

    def test_whoever_tries_again_gets_through(self, kept: Kept, panel: PanelId) -> None:
        """Each change is written once, and none twice (P4)."""
        waiting = list(range(MANY))
        while waiting:
            version = len(kept.load(panel))
            written = kept.append_together(
                [(panel, Change(records=records(one)), version) for one in waiting]
            )
            assert any(written)
            waiting = [one for one, done in zip(waiting, written, strict=True) if not done]

        assert sorted(kept.load(panel), key=lambda record: record.head) == list(
            records(*range(MANY))
        )
