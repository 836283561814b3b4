"""
What PostgreSQL is asked: the tables, their migrations, and the statements of each operation.

An operation is a generator that yields queries, some at a time, and is sent their rows, so that the
store that waits and the one that awaits run the same statements by the same logic.
"""

import hashlib
from collections.abc import Generator, Iterator, Mapping, Sequence
from typing import Any, TypeAlias, TypeVar

import attrs

from fairscore._canonical import canonical
from fairscore.errors import Conflict, Problem, StoreError
from fairscore.event import PanelId, SeatKey
from fairscore.log import Body, Record
from fairscore.stores import Change

__all__ = [
    "MIGRATIONS",
    "Query",
    "Rows",
    "Steps",
    "bodies",
    "checked",
    "ddl",
    "draft",
    "keep_draft",
    "load",
    "locked",
    "migrate",
    "panels",
    "refused",
    "write",
]

_T = TypeVar("_T")


@attrs.frozen
class Query:
    """A statement and its parameters; these are bound by the server and are never part of it."""

    sql: str
    parameters: Mapping[str, object] | None = attrs.field(default=None, repr=False)


Rows: TypeAlias = Sequence[tuple[Any, ...]]
Steps: TypeAlias = Generator[Sequence[Query], Sequence[Rows], _T]
"""
An operation: it yields queries to run one after another, is sent the rows of each, and returns what
it found. One that writes first yields what it waits for and what it must know.
"""

# Numbered from 1 by their place. One that was released is never edited: add another.
# Keys are in the order of code points ("C"), so that panels come in one order from every store.
# Triggers hold what the library relies on against a slip in code, not against the tables' owner.
# There is no CHECK on what somebody wrote, for PostgreSQL would show the row that failed it.
MIGRATIONS = (
    """\
CREATE TABLE fairscore_record (
    tenant text COLLATE "C" NOT NULL,
    application text COLLATE "C" NOT NULL,
    round text COLLATE "C" NOT NULL,
    sequence integer NOT NULL,
    event bytea NOT NULL,
    head text NOT NULL,
    PRIMARY KEY (tenant, application, round, sequence)
);
CREATE TABLE fairscore_body (
    tenant text COLLATE "C" NOT NULL,
    application text COLLATE "C" NOT NULL,
    round text COLLATE "C" NOT NULL,
    commitment text COLLATE "C" NOT NULL,
    salt bytea NOT NULL,
    content bytea NOT NULL,
    PRIMARY KEY (tenant, application, round, commitment)
);
CREATE TABLE fairscore_draft (
    tenant text COLLATE "C" NOT NULL,
    application text COLLATE "C" NOT NULL,
    round text COLLATE "C" NOT NULL,
    interviewer text COLLATE "C" NOT NULL,
    interview text COLLATE "C" NOT NULL,
    content bytea NOT NULL,
    PRIMARY KEY (tenant, application, round, interviewer, interview)
);
CREATE TABLE fairscore_subject (
    tenant text COLLATE "C" NOT NULL,
    subject text COLLATE "C" NOT NULL,
    application text COLLATE "C" NOT NULL,
    round text COLLATE "C" NOT NULL,
    PRIMARY KEY (tenant, subject, application, round)
);
CREATE FUNCTION fairscore_fixed() RETURNS trigger LANGUAGE plpgsql
AS $$ BEGIN RAISE EXCEPTION 'what was written is never changed'; END $$;
CREATE TRIGGER fairscore_fixed BEFORE UPDATE OR DELETE ON fairscore_record
FOR EACH ROW EXECUTE FUNCTION fairscore_fixed();
CREATE TRIGGER fairscore_emptied BEFORE TRUNCATE ON fairscore_record
FOR EACH STATEMENT EXECUTE FUNCTION fairscore_fixed();
CREATE TRIGGER fairscore_fixed BEFORE UPDATE ON fairscore_body
FOR EACH ROW EXECUTE FUNCTION fairscore_fixed();
""",
)
_VERSIONS = """\
CREATE TABLE fairscore_schema (
    version integer PRIMARY KEY,
    applied_at timestamptz NOT NULL DEFAULT now()
);
"""
_APPLIED = "INSERT INTO fairscore_schema (version) VALUES ({});\n"

_PANEL = "tenant = %(tenant)s AND application = %(application)s AND round = %(round)s"
_COLUMNS = "tenant, application, round"
_VALUES = "%(tenant)s, %(application)s, %(round)s"

_LOCK = "SELECT current_setting('transaction_isolation'), pg_advisory_xact_lock(%(lock)s)"
_LOAD = f"SELECT event, head FROM fairscore_record WHERE {_PANEL} ORDER BY sequence"
_LENGTH = f"SELECT coalesce(max(sequence) + 1, 0) FROM fairscore_record WHERE {_PANEL}"
_APPEND = f"""\
INSERT INTO fairscore_record ({_COLUMNS}, sequence, event, head)
SELECT {_VALUES}, new.* FROM
unnest(%(sequences)s::integer[], %(events)s::bytea[], %(heads)s::text[]) AS new"""
# Without naming the columns of the key, which would ask for the right to read the row.
_KEEP_BODIES = f"""\
INSERT INTO fairscore_body ({_COLUMNS}, commitment, salt, content)
SELECT {_VALUES}, new.* FROM
unnest(%(commitments)s::text[], %(salts)s::bytea[], %(contents)s::bytea[]) AS new
ON CONFLICT DO NOTHING"""
_CONCERN = f"""\
INSERT INTO fairscore_subject ({_COLUMNS}, subject)
SELECT {_VALUES}, new.* FROM unnest(%(subjects)s::text[]) AS new
ON CONFLICT DO NOTHING"""
_SETTLE = f"""\
DELETE FROM fairscore_draft WHERE {_PANEL} AND (interviewer, interview) IN
(SELECT * FROM unnest(%(interviewers)s::text[], %(interviews)s::text[]))"""
_ERASE = f"DELETE FROM fairscore_body WHERE {_PANEL} AND commitment = ANY(%(erased)s::text[])"
_BODIES = f"""\
SELECT commitment, salt, content FROM fairscore_body
WHERE {_PANEL} AND commitment = ANY(%(commitments)s::text[])"""
_SEAT = f"{_PANEL} AND interviewer = %(interviewer)s AND interview = %(interview)s"
_DRAFT = f"SELECT content FROM fairscore_draft WHERE {_SEAT}"
_KEEP_DRAFT = f"""\
INSERT INTO fairscore_draft ({_COLUMNS}, interviewer, interview, content)
VALUES ({_VALUES}, %(interviewer)s, %(interview)s, %(content)s)
ON CONFLICT ({_COLUMNS}, interviewer, interview) DO UPDATE SET content = excluded.content"""
_DROP_DRAFT = f"DELETE FROM fairscore_draft WHERE {_SEAT}"
# A panel is there from its first record on.
_PANELS = """\
SELECT application, round FROM fairscore_record
WHERE tenant = %(tenant)s AND sequence = 0
AND (tenant, application, round) > (%(after_tenant)s, %(application)s, %(round)s)
ORDER BY application, round LIMIT %(limit)s"""
_PANELS_OF = """\
SELECT application, round FROM fairscore_subject
WHERE tenant = %(tenant)s AND subject = %(subject)s
AND (tenant, application, round) > (%(after_tenant)s, %(application)s, %(round)s)
ORDER BY application, round LIMIT %(limit)s"""
_IS_SET_UP = "SELECT to_regclass('fairscore_schema') IS NOT NULL"
_VERSION = "SELECT coalesce(max(version), 0) FROM fairscore_schema"
_ENCODING = "SHOW server_encoding"


def refused(slug: str, message: str, advice: str) -> StoreError:
    """The error that says why one does not go on with a store."""
    return StoreError(Problem(slug=slug, message=message, advice=advice))


def ddl() -> str:
    """Every statement that `migrate` runs on an empty database, in order."""
    applied = (text + _APPLIED.format(number) for number, text in enumerate(MIGRATIONS, start=1))
    return _VERSIONS + "".join(applied)


def checked() -> Steps[None]:
    """
    See that the tables are those of this version.

    Raises:
        StoreError: There are none, or older or newer ones.
    """
    version = yield from _version()
    _refuse_newer(version)
    if version < len(MIGRATIONS):
        raise refused(
            "store-older",
            f"its tables have version {version}, and {len(MIGRATIONS)} is needed",
            "call migrate() once before the application starts",
        )


def migrate() -> Steps[None]:
    """
    Bring the tables to this version: nothing is done where they are.

    Raises:
        StoreError: They are newer, or the database does not hold every text.
    """
    rows, ((encoding,),) = yield (migration_lock(), Query(_ENCODING))
    _check_isolation(rows)
    if encoding != "UTF8":
        raise refused(
            "store-encoding",
            f"the database is encoded as {encoding}",
            "use one that was created with the encoding UTF8, which holds every text",
        )
    version = yield from _version()
    _refuse_newer(version)
    if version == 0:
        yield (Query(_VERSIONS),)
    for number, text in enumerate(MIGRATIONS[version:], start=version + 1):
        yield (Query(text + _APPLIED.format(number)),)


def load(panel: PanelId) -> Steps[tuple[Record, ...]]:
    """As `Store.load`."""
    (rows,) = yield (Query(_LOAD, attrs.asdict(panel)),)
    return tuple(Record(event=event, head=head) for event, head in rows)


def write(panel: PanelId, change: Change, expected_version: int) -> Steps[None]:
    """
    As `Store.append`, and as `Store.erase` where the change names bodies to erase.

    Events come first, for a policy may ask whether one allows what follows.
    """
    where = attrs.asdict(panel)
    rows, ((version,),) = yield (lock_of(panel), Query(_LENGTH, where))
    _check_isolation(rows)
    if version != expected_version:
        raise Conflict
    yield tuple(_writing(where, change, version))


def locked(panel: PanelId) -> Steps[None]:
    """Let nobody else write to a panel until the transaction ends."""
    (rows,) = yield (lock_of(panel),)
    _check_isolation(rows)


def _writing(where: Mapping[str, Any], change: Change, version: int) -> Iterator[Query]:
    records, kept, settled = change.records, change.bodies, change.settled
    if records:
        yield Query(
            _APPEND,
            {
                **where,
                "sequences": list(range(version, version + len(records))),
                "events": [one.event for one in records],
                "heads": [one.head for one in records],
            },
        )
    if kept:
        yield Query(
            _KEEP_BODIES,
            {
                **where,
                "commitments": [one.commitment for one in kept],
                "salts": [one.salt for one in kept],
                "contents": [one.content for one in kept],
            },
        )
    if change.subjects:
        yield Query(_CONCERN, {**where, "subjects": list(change.subjects)})
    if change.erased:
        yield Query(_ERASE, {**where, "erased": list(change.erased)})
    if settled:
        yield Query(
            _SETTLE,
            {
                **where,
                "interviewers": [interviewer for interviewer, _ in settled],
                "interviews": [interview for _, interview in settled],
            },
        )


def bodies(panel: PanelId, commitments: Sequence[str]) -> Steps[Mapping[str, Body]]:
    """As `Store.bodies`, in the order that was asked for."""
    (rows,) = yield (Query(_BODIES, attrs.asdict(panel) | {"commitments": list(commitments)}),)
    found = {
        commitment: Body(commitment=commitment, salt=salt, content=content)
        for commitment, salt, content in rows
    }
    return {one: found[one] for one in commitments if one in found}


def draft(panel: PanelId, seat: SeatKey) -> Steps[bytes | None]:
    """The draft of a seat."""
    (rows,) = yield (Query(_DRAFT, _seat(panel, seat)),)
    return rows[0][0] if rows else None


def keep_draft(panel: PanelId, seat: SeatKey, content: bytes) -> Steps[bytes | None]:
    """Keep a draft, or throw away what is there where the new one is empty."""
    (rows,) = yield (lock_of(panel),)
    _check_isolation(rows)
    where = _seat(panel, seat)
    if content:
        yield (Query(_KEEP_DRAFT, where | {"content": content}),)
    else:
        yield (Query(_DROP_DRAFT, where),)
    return content or None


def panels(
    tenant: str, *, subject: str | None, after: PanelId | None, limit: int
) -> Steps[tuple[PanelId, ...]]:
    """As `Store.panels`."""
    asked = {
        "tenant": tenant,
        "subject": subject,
        # Nothing comes before empty texts.
        "after_tenant": after.tenant if after else "",
        "application": after.application if after else "",
        "round": after.round if after else "",
        "limit": limit,
    }
    (rows,) = yield (Query(_PANELS if subject is None else _PANELS_OF, asked),)
    return tuple(
        PanelId(tenant=tenant, application=application, round=round_)
        for application, round_ in rows
    )


def _version() -> Steps[int]:
    (((there,),),) = yield (Query(_IS_SET_UP),)
    if not there:
        return 0
    (((version,),),) = yield (Query(_VERSION),)
    return int(version)


def _refuse_newer(version: int) -> None:
    if version > len(MIGRATIONS):
        raise refused(
            "store-newer",
            f"its tables have version {version}, and {len(MIGRATIONS)} is the newest known here",
            "install the fairscore that made them, or a later one",
        )


def lock_of(panel: PanelId) -> Query:
    """Wait until nobody else writes to the panel, until the end of the transaction."""
    where = [panel.tenant, panel.application, panel.round]
    return _lock(b"fairscore lock 1\n" + canonical(where))


def migration_lock() -> Query:
    """Wait until nobody else migrates."""
    return _lock(b"fairscore migration 1\n")


def _check_isolation(rows: Rows) -> None:
    """See that the lock helps: with one snapshot for the whole transaction it would not."""
    if rows[0][0] != "read committed":
        raise refused(
            "store-isolation",
            f"the transaction is {rows[0][0]}",
            "begin it as READ COMMITTED, which shows what others wrote while it waited for them",
        )


def _lock(name: bytes) -> Query:
    number = int.from_bytes(hashlib.sha256(name).digest()[:8], "big", signed=True)
    return Query(_LOCK, {"lock": number})


def _seat(panel: PanelId, seat: SeatKey) -> dict[str, Any]:
    interviewer, interview = seat
    return attrs.asdict(panel) | {"interviewer": interviewer, "interview": interview}
