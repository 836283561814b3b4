"""A schema for each test, on the server that `tests/support` starts."""

from __future__ import annotations

from contextlib import closing
from itertools import count
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from postgres_server import Server

_NUMBERS = count(1)


@pytest.fixture
def server(postgres_server: Server) -> Server:
    """The server."""
    return postgres_server


@pytest.fixture
def empty(server: Server) -> str:
    """Address of a schema of one's own, with nothing in it."""
    import psycopg

    name = f"test_{next(_NUMBERS)}"
    with psycopg.connect(server.address()) as connection:
        connection.execute(f"CREATE SCHEMA {name}".encode())
    return f"{server.address()}&options=-csearch_path%3D{name}"


@pytest.fixture
def address(empty: str) -> str:
    """Address of a schema of one's own, with the tables in it."""
    from fairscore.stores import PostgreSQL

    with closing(PostgreSQL(empty)) as store:
        store.migrate()
    return empty
