"""The table of tools: one a store, with what each needs. A store that lands gets a line here."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple
from unittest.mock import patch

import pytest

from fairscore import stores
from fairscore.testing.blindness import without_values

from .desks import AsyncDeskTool, DeskTool, over

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from fairscore.testing.blindness import Tool


class Kind(NamedTuple):
    """A tool under test: what it is called, and what makes it."""

    name: str
    make: Callable[[pytest.FixtureRequest], Iterator[type[Tool]]]


def _memory(request: pytest.FixtureRequest) -> Iterator[type[Tool]]:
    yield DeskTool


def _async_memory(request: pytest.FixtureRequest) -> Iterator[type[Tool]]:
    with asyncio.Runner() as AsyncDeskTool.runner:
        yield AsyncDeskTool


@contextmanager
def _traced_sqlite() -> Iterator[None]:
    """Note what every connection to SQLite is sent."""
    connect = sqlite3.connect

    def traced(*given: Any, **named: Any) -> sqlite3.Connection:
        connection = connect(*given, **named)
        connection.set_trace_callback(lambda one: DeskTool.sent.append(without_values(one)))
        return connection

    with patch.object(sqlite3, "connect", traced):
        yield


@contextmanager
def _traced_postgres() -> Iterator[None]:
    """Note what every cursor of psycopg is sent, which holds no values."""
    psycopg = pytest.importorskip("psycopg")

    def noting(execute: Any) -> Any:
        def noted(self: Any, query: Any, *given: Any, **named: Any) -> Any:
            DeskTool.sent.append(str(query))
            return execute(self, query, *given, **named)

        return noted

    with (
        patch.object(psycopg.Cursor, "execute", noting(psycopg.Cursor.execute)),
        patch.object(psycopg.AsyncCursor, "execute", noting(psycopg.AsyncCursor.execute)),
    ):
        yield


def _files(folder: Path) -> Iterator[Path]:
    """Two files of one name: a store's repr tells it."""
    for name in ("one", "other"):
        (folder / name).mkdir()
        yield folder / name / "panels.db"


def _sqlite(request: pytest.FixtureRequest) -> Iterator[type[Tool]]:
    folder: Path = request.getfixturevalue("tmp_path")
    with _traced_sqlite():
        two = [stores.SQLite(file) for file in _files(folder)]
        yield over(DeskTool, two)
        for store in two:
            store.close()


def _async_sqlite(request: pytest.FixtureRequest) -> Iterator[type[Tool]]:
    folder: Path = request.getfixturevalue("tmp_path")
    with _traced_sqlite(), asyncio.Runner() as AsyncDeskTool.runner:
        two = [stores.AsyncSQLite(file) for file in _files(folder)]
        yield over(AsyncDeskTool, two)
        for store in two:
            AsyncDeskTool.runner.run(store.close())


def _schemas(request: pytest.FixtureRequest) -> Iterator[str]:
    """Two schemas on the tests' own server, with the tables in them."""
    import psycopg

    address: str = request.getfixturevalue("postgres")
    joined = "&" if "?" in address else "?"
    for name in ("blind_one", "blind_other"):
        with psycopg.connect(address) as connection:
            connection.execute(f"DROP SCHEMA IF EXISTS {name} CASCADE".encode())
            connection.execute(f"CREATE SCHEMA {name}".encode())
        yield f"{address}{joined}options=-csearch_path%3D{name}"


def _postgres(request: pytest.FixtureRequest) -> Iterator[type[Tool]]:
    with _traced_postgres():
        two = [stores.PostgreSQL(address) for address in _schemas(request)]
        for store in two:
            store.migrate()
        yield over(DeskTool, two)
        for store in two:
            store.close()


def _async_postgres(request: pytest.FixtureRequest) -> Iterator[type[Tool]]:
    with _traced_postgres(), asyncio.Runner() as AsyncDeskTool.runner:
        two = [stores.AsyncPostgreSQL(address) for address in _schemas(request)]
        for store in two:
            AsyncDeskTool.runner.run(store.migrate())
        yield over(AsyncDeskTool, two)
        for store in two:
            AsyncDeskTool.runner.run(store.close())


KINDS = (
    Kind("memory", _memory),
    Kind("async-memory", _async_memory),
    *(
        Kind(name, make)
        for name, store, make in (
            ("sqlite", "SQLite", _sqlite),
            ("async-sqlite", "AsyncSQLite", _async_sqlite),
            ("postgresql", "PostgreSQL", _postgres),
            ("async-postgresql", "AsyncPostgreSQL", _async_postgres),
        )
        if store in stores.__all__
    ),
)
