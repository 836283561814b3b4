"""The stores that the suite runs on: one entry in a table each."""

from collections.abc import Callable
from pathlib import Path

import attrs
import pytest

from fairscore import stores
from fairscore.stores import AsyncMemory, AsyncSQLite, AsyncStore, Memory, SQLite, Store

pytest.register_assert_rewrite("fairscore.testing")


@attrs.frozen(kw_only=True)
class Kind:
    """
    A store under test.

    Attributes:
        name: What the test is called by.
        make: Make one. A fixture that it needs is asked for by name (`request.getfixturevalue`),
            and may skip with a reason that is shown. What has to be closed is closed by the
            store's own `close`, sync or async, which the suite calls.
    """

    name: str
    make: Callable[[pytest.FixtureRequest], Store | AsyncStore]


def file_for(request: pytest.FixtureRequest) -> Path:
    """Name a database of this test's own."""
    folder: Path = request.getfixturevalue("tmp_path")
    return folder / "panels.db"


def server_for(request: pytest.FixtureRequest) -> str:
    """Address of a database; where there is no server the test is skipped."""
    address: str = request.getfixturevalue("postgres")
    return address


KINDS = (
    Kind(name="memory", make=lambda request: Memory()),
    Kind(name="async-memory", make=lambda request: AsyncMemory()),
    Kind(name="sqlite", make=lambda request: SQLite(file_for(request))),
    Kind(name="async-sqlite", make=lambda request: AsyncSQLite(file_for(request))),
    Kind(name="postgresql", make=lambda request: stores.PostgreSQL(server_for(request))),
    Kind(name="async-postgresql", make=lambda request: stores.AsyncPostgreSQL(server_for(request))),
)


@pytest.fixture(params=KINDS, ids=lambda kind: kind.name)
def any_store(request: pytest.FixtureRequest) -> Store | AsyncStore:
    """Each store in turn."""
    kind: Kind = request.param
    return kind.make(request)
