"""Every store does the same, with the same refusals."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from fairscore.stores import AsyncStore, SQLite, Store
from fairscore.testing.stores import StoreConcurrency, StoreConformance


class TestEveryStore(StoreConformance, StoreConcurrency):
    @pytest.fixture
    def store(self, any_store: Store | AsyncStore) -> Store | AsyncStore:
        """One of the table in `conftest.py`."""
        return any_store


class TestSQLiteWithinATransaction(StoreConformance):
    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[Store]:
        """One that is bound to a host's connection, and never commits."""
        with closing(sqlite3.connect(tmp_path / "host.db", isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield SQLite.within(connection)
