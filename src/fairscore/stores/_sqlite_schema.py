"""
Schema of an SQLite store, and the way there from every earlier one.

Never change a migration once it was released: add one. Every table is STRICT, has the tenant first
in its key, and has no row number of its own: such a number would be counted over all tenants, and
so tell when a row was written. Triggers hold what the library relies on against a slip in code, not
against whoever may write to the file.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Protocol, TypeAlias

from fairscore.errors import Problem, StoreError

__all__ = [
    "APPLICATION_ID",
    "DAMAGED",
    "MIGRATIONS",
    "VERSION",
    "Run",
    "Statements",
    "migrate",
    "version_of",
]

APPLICATION_ID = 0x46414952
"""What says that a file is ours: "FAIR" in ASCII."""

DAMAGED = Problem(
    slug="store-damaged",
    message="the database is damaged",
    advice="keep a copy of the file as it is, and go back to a backup",
)
"""What was written there is something else now."""

Statements: TypeAlias = tuple[str, ...]
"""What one migration runs."""


class Run(Protocol):
    """Run one statement; the rows are tuples."""

    def __call__(self, statement: str, values: Sequence[Any] = (), /) -> Iterator[Any]:
        """Run it with its values."""
        ...


_PANEL = "tenant TEXT NOT NULL, application TEXT NOT NULL, round TEXT NOT NULL"
_OF_PANEL = (
    "FOREIGN KEY (tenant, application, round)"
    " REFERENCES fairscore_panel (tenant, application, round)"
)
_SAME_PANEL = "tenant = new.tenant AND application = new.application AND round = new.round"
_SAME_BODY = (
    "tenant = old.tenant AND application = old.application AND round = old.round"
    " AND commitment = old.commitment"
)

# Words are kept behind some bytes of nothing. SQLite overwrites what is deleted, but a row that was
# moved from one page to another on the way leaves a copy of its beginning behind, which nothing
# overwrites. What does not fit into the page goes to pages of its own, and those are never moved.
_PAD = "pad BLOB NOT NULL"

_FIRST: Statements = (
    """CREATE TABLE fairscore_schema (
        only INTEGER PRIMARY KEY CHECK (only = 1), version INTEGER NOT NULL
    ) STRICT""",
    "INSERT INTO fairscore_schema (only, version) VALUES (1, 0)",
    f"""CREATE TABLE fairscore_panel (
        {_PANEL}, PRIMARY KEY (tenant, application, round)
    ) STRICT, WITHOUT ROWID""",
    f"""CREATE TABLE fairscore_record (
        {_PANEL}, sequence INTEGER NOT NULL, event BLOB NOT NULL, head TEXT NOT NULL,
        PRIMARY KEY (tenant, application, round, sequence), {_OF_PANEL}
    ) STRICT, WITHOUT ROWID""",
    f"""CREATE TABLE fairscore_body (
        {_PANEL}, commitment TEXT NOT NULL, {_PAD}, salt BLOB NOT NULL, content BLOB NOT NULL,
        PRIMARY KEY (tenant, application, round, commitment), {_OF_PANEL}
    ) STRICT, WITHOUT ROWID""",
    f"""CREATE TABLE fairscore_draft (
        {_PANEL}, interviewer TEXT NOT NULL, interview TEXT NOT NULL, {_PAD},
        content BLOB NOT NULL,
        PRIMARY KEY (tenant, application, round, interviewer, interview)
    ) STRICT, WITHOUT ROWID""",
    f"""CREATE TABLE fairscore_subject (
        tenant TEXT NOT NULL, subject TEXT NOT NULL, application TEXT NOT NULL,
        round TEXT NOT NULL, PRIMARY KEY (tenant, subject, application, round), {_OF_PANEL}
    ) STRICT, WITHOUT ROWID""",
    # A row here is the leave to delete one body; it is gone again before the transaction ends.
    f"""CREATE TABLE fairscore_erasing (
        {_PANEL}, commitment TEXT NOT NULL,
        PRIMARY KEY (tenant, application, round, commitment)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TRIGGER fairscore_record_fixed BEFORE UPDATE ON fairscore_record
        BEGIN SELECT RAISE(ABORT, 'the log is never changed'); END""",
    """CREATE TRIGGER fairscore_record_kept BEFORE DELETE ON fairscore_record
        BEGIN SELECT RAISE(ABORT, 'the log is never shortened'); END""",
    # Holds against INSERT OR REPLACE too, which would delete without asking the trigger above.
    f"""CREATE TRIGGER fairscore_record_in_order BEFORE INSERT ON fairscore_record
        WHEN new.sequence <> (
            SELECT coalesce(max(sequence) + 1, 0) FROM fairscore_record WHERE {_SAME_PANEL}
        )
        BEGIN SELECT RAISE(ABORT, 'the log is only added to at its end'); END""",
    """CREATE TRIGGER fairscore_body_fixed BEFORE UPDATE ON fairscore_body
        BEGIN SELECT RAISE(ABORT, 'a body is never changed'); END""",
    f"""CREATE TRIGGER fairscore_body_first BEFORE INSERT ON fairscore_body
        WHEN EXISTS (
            SELECT 1 FROM fairscore_body WHERE {_SAME_PANEL} AND commitment = new.commitment
        )
        BEGIN SELECT RAISE(IGNORE); END""",
    f"""CREATE TRIGGER fairscore_body_kept BEFORE DELETE ON fairscore_body
        WHEN NOT EXISTS (SELECT 1 FROM fairscore_erasing WHERE {_SAME_BODY})
        BEGIN SELECT RAISE(ABORT, 'a body is only erased'); END""",
)

MIGRATIONS: tuple[Statements, ...] = (_FIRST,)
"""Each takes a database from the version before to its own; the first begins with nothing."""

VERSION = len(MIGRATIONS)
"""The version that this release reads and writes."""


def version_of(run: Run) -> int:
    """The version of the tables in a database; 0 where there are none."""
    if not list(run("SELECT 1 FROM sqlite_schema WHERE name = 'fairscore_schema'")):
        return 0
    match list(run("SELECT version FROM fairscore_schema")):
        case [[int(version)]]:
            return version
        case _:
            raise StoreError(DAMAGED)


def migrate(run: Run, migrations: Sequence[Statements] = MIGRATIONS, *, file: str = "") -> None:
    """Bring the tables of a database up to date; the caller begins and ends the transaction."""
    version = version_of(run)
    if version > len(migrations):
        raise StoreError(
            Problem(
                slug="store-newer",
                message=f"the database is of version {version}, and this release knows none"
                f" above {len(migrations)}",
                advice="use the release that wrote it, or a later one",
                file=file,
            )
        )
    for statements in migrations[version:]:
        for statement in statements:
            run(statement)
    if version < len(migrations):
        run("UPDATE fairscore_schema SET version = ?", (len(migrations),))
