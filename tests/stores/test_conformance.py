"""Every store does the same, with the same refusals."""

import pytest

from fairscore.stores import AsyncStore, Store
from fairscore.testing.stores import StoreConcurrency, StoreConformance


class TestEveryStore(StoreConformance, StoreConcurrency):
    @pytest.fixture
    def store(self, any_store: Store | AsyncStore) -> Store | AsyncStore:
        """One of the table in `conftest.py`."""
        return any_store
