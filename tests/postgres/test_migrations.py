"""The tables of PostgreSQL: whose each row is, and how those of an older version are brought on."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from fairscore.errors import StoreError
from fairscore.event import PanelId
from fairscore.log import Body, Record
from fairscore.stores import Change, PostgreSQL
from fairscore.stores import _postgres_sql as sql

if TYPE_CHECKING:
    from collections.abc import Callable

ACME = PanelId(tenant="acme", application="app-7", round="onsite")
SEAT = ("interviewer-a", "design")
COMMITMENT = "0" * 64
RECORD = Record(event=b'{"event":"held"}', head=COMMITMENT)
BODY = Body(commitment=COMMITMENT, salt=bytes(32), content=b'{"text":"words"}')
CHANGE = Change(records=(RECORD,), bodies=(BODY,), subjects=("candidate:candidate-1",))
# Each says that it ran, and fails where it runs again.
SECOND = """\
CREATE TABLE ran (number integer NOT NULL);
INSERT INTO ran VALUES (2);
"""
THIRD = """\
ALTER TABLE fairscore_draft ADD COLUMN kept_at timestamptz;
INSERT INTO ran VALUES (3);
"""
RELEASED = Path(__file__).parent.parent / "released"


def asked(address: str, question: str) -> list[tuple[Any, ...]]:
    """The rows that answer a question."""
    with psycopg.connect(address) as connection:
        return connection.execute(question.encode()).fetchall()


# --- Keys -----------------------------------------------------------------------


def keys(address: str) -> list[tuple[str, str, str]]:
    """Tables of a tenant's rows; each with its keys and unique indexes, and the first column."""
    return asked(
        address,
        "SELECT c.relname, coalesce(i.indexrelid::regclass::text, ''), coalesce(a.attname, '') "
        "FROM pg_class AS c LEFT JOIN pg_index AS i ON i.indrelid = c.oid AND i.indisunique "
        "LEFT JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = i.indkey[0] "
        "WHERE c.relkind IN ('r', 'p') AND c.relnamespace = current_schema()::regnamespace "
        "AND c.relname <> 'fairscore_schema' "
        "UNION ALL SELECT conrelid::regclass::text, conname, attname "
        "FROM pg_constraint JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1] "
        "WHERE contype IN ('p', 'u', 'f', 'x') "
        "AND connamespace = current_schema()::regnamespace "
        "AND conrelid <> 'fairscore_schema'::regclass ORDER BY 1, 2",
    )


def test_the_tenant_is_first_in_every_key(address: str) -> None:
    """No two tenants share a row, and a row is found by its tenant first, in every table (P1)."""
    found = keys(address)

    assert {table for table, _, _ in found} == {
        f"fairscore_{one}" for one in ("record", "body", "draft", "subject")
    }
    assert [one for one in found if one[2] != "tenant"] == []


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE UNIQUE INDEX ON fairscore_body (commitment, tenant)",
        "ALTER TABLE fairscore_draft ADD UNIQUE (application, tenant)",
        "CREATE TABLE fairscore_more (tenant text)",
    ],
)
def test_a_key_without_the_tenant_first_is_found(address: str, statement: str) -> None:
    """The test above notices a key of other columns, and a table that has no key."""
    with psycopg.connect(address) as connection:
        connection.execute(statement.encode())

    assert [one for one in keys(address) if one[2] != "tenant"] != []


# --- From an older version --------------------------------------------------------


@pytest.fixture
def newer(address: str, monkeypatch: pytest.MonkeyPatch) -> Callable[..., PostgreSQL]:
    """Tables of version 1 with something in each, and a way to a fairscore with more migrations."""
    with closing(PostgreSQL(address)) as store:
        store.append(ACME, CHANGE, expected_version=0)
        store.drafts(ACME, SEAT, write=b"{}")
    first = sql.MIGRATIONS

    def install(*more: str) -> PostgreSQL:
        monkeypatch.setattr(sql, "MIGRATIONS", (*first, *more))
        return PostgreSQL(address)

    return install


def kept(store: PostgreSQL) -> bool:
    """Whether all that was in the tables of version 1 is still there."""
    return (
        store.load(ACME) == (RECORD,)
        and store.bodies(ACME, [COMMITMENT]) == {COMMITMENT: BODY}
        and store.drafts(ACME, SEAT) == b"{}"
        and store.panels("acme", subject="candidate:candidate-1", limit=1) == (ACME,)
    )


def versions(address: str) -> list[int]:
    """Which migrations the tables say that they had."""
    rows = asked(address, "SELECT version FROM fairscore_schema ORDER BY version")
    return [version for (version,) in rows]


def test_older_tables_are_brought_on_one_version_after_another(
    newer: Callable[..., PostgreSQL], address: str
) -> None:
    """Version 1 becomes 2, and then 3; each migration runs once, and what was written stays."""
    for more in ((SECOND,), (SECOND, THIRD)):
        with closing(newer(*more)) as store:
            store.migrate()
            store.migrate()

            assert kept(store)
            expected = list(range(1, len(more) + 2))
            assert versions(address) == expected
            assert asked(address, "TABLE ran") == [(one,) for one in expected[1:]]


def test_older_tables_are_brought_on_by_two_versions(
    newer: Callable[..., PostgreSQL], address: str
) -> None:
    """Whoever left a version out gets both migrations, in order, and what was written stays."""
    with closing(newer(SECOND, THIRD)) as store:
        store.migrate()

        assert kept(store)
    assert versions(address) == [1, 2, 3]
    assert asked(address, "TABLE ran") == [(2,), (3,)]


def test_a_migration_that_fails_leaves_the_tables_as_they_were(
    newer: Callable[..., PostgreSQL], address: str
) -> None:
    """Nothing of it is done, nor of the one before it in the same call."""
    with (
        closing(newer(SECOND, "SELECT 1 / 0;\n")) as store,
        pytest.raises(StoreError, match=r"DivisionByZero.*\[store-failed\]"),
    ):
        store.migrate()

    assert versions(address) == [1]
    with closing(newer(SECOND)) as store:
        store.migrate()
        assert kept(store)
    assert asked(address, "TABLE ran") == [(2,)]


def test_older_tables_are_refused_until_then(
    newer: Callable[..., PostgreSQL], address: str
) -> None:
    """A newer program neither reads nor writes them, and says to migrate."""
    with closing(newer(SECOND)) as store:
        for attempt in (
            lambda: store.load(ACME),
            lambda: store.append(ACME, CHANGE, expected_version=1),
            lambda: store.drafts(ACME, SEAT, write=b""),
        ):
            with pytest.raises(StoreError, match=r"version 1, and 2 .*migrate.*\[store-older\]"):
                attempt()
        store.migrate()

        assert kept(store)


@pytest.mark.parametrize("dump", sorted(RELEASED.glob("postgresql-*/panels.sql")), ids=str)
def test_a_released_database_is_read_for_ever(empty: str, dump: Path) -> None:
    """What an earlier schema wrote is brought up to date, read, and can be added to."""
    with psycopg.connect(empty) as connection:
        connection.execute(dump.read_bytes())

    with closing(PostgreSQL(empty)) as store:
        store.migrate()
        assert store.load(ACME) == (RECORD,)
        assert store.bodies(ACME, [COMMITMENT]) == {COMMITMENT: BODY}
        assert store.drafts(ACME, SEAT) == b"draft."
        assert store.panels("acme", subject="candidate:candidate-1", limit=9) == (ACME,)
        store.append(ACME, Change(records=(RECORD,)), expected_version=1)


def test_every_version_of_the_tables_was_kept() -> None:
    """One database of each stands in `tests/released`, and no migration was changed since."""
    kept = {one.parent.name: one.read_text("utf-8") for one in RELEASED.glob("postgresql-*/*.sql")}

    assert set(kept) == {f"postgresql-{version}" for version in range(1, len(sql.MIGRATIONS) + 1)}
    assert kept["postgresql-1"].startswith(sql._VERSIONS + sql.MIGRATIONS[0])
