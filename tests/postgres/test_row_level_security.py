"""
Row-level security, on a real server with a role that owns nothing.

It is a defence against bugs in the application. What it holds and what it does not is listed in
docs/how-to/use-postgresql.md; each line of both lists is a test here.
"""

from __future__ import annotations

import json
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import psycopg
import pytest
from drawn_panels import PEOPLE, drawn

import fairscore as fs
from fairscore.errors import StoreError
from fairscore.event import Member, PanelId, Seat
from fairscore.stores import PostgreSQL
from fairscore.view import reads_others

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postgres_server import Server

    from fairscore.panel import Panel

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
AT = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
ACME = PanelId(tenant="acme", application="app-7", round="onsite")
SECOND = Seat(interviewer="interviewer-b", interview="past-project")
# The rarest of the faults below shows in the 334th.
HISTORIES = 500
APPLICATION, KEEPER = "application", "keeper"


@pytest.fixture
def guarded(server: Server, address: str) -> str:
    """Address of a schema with the policies, for its owner."""
    with psycopg.connect(address) as connection:
        name = connection.execute("SELECT current_schema()").fetchall()[0][0]
        for role in (APPLICATION, KEEPER):
            if not connection.execute("SELECT FROM pg_roles WHERE rolname = %s", [role]).fetchall():
                connection.execute(f"CREATE ROLE {role} LOGIN".encode())
            connection.execute(f"GRANT USAGE ON SCHEMA {name} TO {role}".encode())
        text = PostgreSQL.row_level_security(role=APPLICATION, keeper=KEEPER, schema=name)
        connection.execute(text.encode())
    return address


def as_role(address: str, role: str) -> str:
    """The same address for another role."""
    return address.replace("//owner@", f"//{role}@")


@contextmanager
def asking(address: str, who: str, tenant: str = "acme") -> Iterator[psycopg.Connection]:
    """A transaction of the application, for somebody."""
    with psycopg.connect(as_role(address, APPLICATION)) as connection:
        name(connection, who, tenant)
        yield connection


def name(connection: psycopg.Connection, who: str, tenant: str) -> None:
    """Say for whom the transaction asks."""
    connection.execute(
        "SELECT set_config('fairscore.who', %s, true), set_config('fairscore.tenant', %s, true)",
        (who, tenant),
    )


def visible(connection: psycopg.Connection, who: str, tenant: str) -> set[str]:
    """Which bodies somebody's transaction finds, by a query without a WHERE."""
    name(connection, who, tenant)
    return {row[0] for row in connection.execute("SELECT commitment FROM fairscore_body")}


# --- The same answer as the library -------------------------------------------------------


def expected(panel: Panel, person: str) -> set[str]:
    """What the library would let somebody read: rubrics, their own, and what was revealed."""
    own = {one.body for place in panel.places_of(person) for one in place.versions}
    own |= {body for author, body in panel.statements if author == person}
    rubrics = {one.body for one in panel.rubrics}
    return own | rubrics | (set(panel.words_of()) if reads_others(panel, person) else set())


def difference(address: str, histories: int) -> str:
    """Append drawn histories, and say for whom the policies and the library differ first."""
    all_of_it = 0
    with (
        closing(PostgreSQL(as_role(address, KEEPER))) as store,
        psycopg.connect(as_role(address, APPLICATION)) as connection,
    ):
        for number in range(histories):
            panel = PanelId(tenant=f"t{number}", application="app", round="r")
            state, change = drawn(Random(number), panel)  # noqa: S311 (a drawn test)
            store.append(panel, change, expected_version=0)
            for person in PEOPLE:
                want, found = expected(state, person), visible(connection, person, panel.tenant)
                if want != found:
                    return f"history {number}, {person}: {len(want)} wanted, {len(found)} found"
                all_of_it += want > set(state.words_of()) > set()
            connection.rollback()
    # In some histories much is revealed, and in others nothing.
    assert histories / 2 < all_of_it < histories * len(PEOPLE) / 2
    return ""


@pytest.mark.long
def test_the_policies_answer_as_the_library_does(guarded: str) -> None:
    """In drawn histories each person finds the bodies that a view would show them (P1, P2)."""
    assert difference(guarded, HISTORIES) == ""


@pytest.mark.nightly
def test_the_policies_answer_as_the_library_does_in_many_histories(guarded: str) -> None:
    """The same, for longer."""
    assert difference(guarded, 10_000) == ""


@pytest.mark.long
@pytest.mark.parametrize(
    ("fault", "instead"),
    [
        ("AND NOT EXISTS (SELECT FROM seats WHERE NOT standing AND NOT let_go)", ""),
        ("kind = 'withdrawn'", "kind = 'never'"),
        ("kind = 'seat-vacated'", "kind = 'never'"),
        ("kind = 'closed'", "kind = 'never'"),
        ("AND sequence > since", ""),
        ("EXISTS (SELECT FROM part)", "true"),
        ("kind = 'reveal-made' OR", "true OR"),
        ("FROM own WHERE NOT shadow", "FROM own"),
        ("= 'own-in'", "<> ''"),
        ("OR (kind = 'contested' AND", "OR (false AND"),
    ],
)
def test_a_fault_in_a_policy_is_found(guarded: str, fault: str, instead: str) -> None:
    """The comparison above notices each of these faults."""
    with psycopg.connect(guarded) as connection:
        source = connection.execute(
            "SELECT pg_get_functiondef('fairscore_may_read'::regproc)"
        ).fetchall()[0][0]
        changed = source.replace(fault, instead)
        assert changed != source
        connection.execute(changed.encode())

    assert difference(guarded, HISTORIES) != ""


# --- What it holds -----------------------------------------------------------------------


@pytest.fixture
def panel(guarded: str) -> PanelId:
    """A panel with two seats, opened by the keeper; one scorecard is in, and one draft begun."""
    with closing(PostgreSQL(as_role(guarded, KEEPER))) as store:
        opened = fs.Desk(store, tenant="acme").open(
            fs.read(EXAMPLES / "backend.rubric.yaml", fs.Rubric),
            application="app-7",
            round="onsite",
            seats=[
                Seat(interviewer="interviewer-a", interview="design"),
                SECOND,
            ],
            members=[Member(person="facilitator-1", role="facilitator")],
            at=AT,
        )
    submit(guarded, opened, "a")
    with asking(guarded, "interviewer-b") as connection:
        PostgreSQL.within(connection).drafts(opened, SECOND.key, write=b"{}")
    return opened


def submit(address: str, panel: PanelId, one: str, *, who: str | None = None) -> None:
    """Hand in a scorecard of the examples within a transaction of the application."""
    card = fs.read(EXAMPLES / "founding-story" / f"interviewer-{one}.yaml", fs.Scorecard)
    with asking(address, who or card.interviewer) as connection:
        fs.Desk(PostgreSQL.within(connection), tenant="acme").submit(
            panel, card, key=f"hand-in-{one}", at=AT
        )


def counts(connection: psycopg.Connection) -> list[int]:
    """How many rows of each table are found."""
    return [
        len(connection.execute(f"TABLE fairscore_{table}".encode()).fetchall())
        for table in ("record", "body", "draft", "subject")
    ]


def test_a_panel_goes_its_way_under_the_policies(guarded: str, panel: PanelId) -> None:
    """Interviewers hand in and look, a facilitator reveals, each in transactions of their own."""
    submit(guarded, panel, "b")

    def look(who: str) -> list[str]:
        with asking(guarded, who) as connection:
            desk = fs.Desk(PostgreSQL.within(connection), tenant="acme")
            view = desk.look(panel, viewer=who, at=AT)
        if view.unconfirmed:
            # Their first look is committed by now, so the next one shows what others wrote.
            assert view.revealed is None
            return look(who)
        entries = view.revealed.entries if view.revealed else ()
        return [entry.scorecard.interviewer for entry in entries]

    assert look("interviewer-a") == look("facilitator-1") == []
    with asking(guarded, "system") as connection:
        assert fs.Desk(PostgreSQL.within(connection), tenant="acme").reveal_when_due(panel, at=AT)
    assert look("interviewer-a") == look("facilitator-1") == ["interviewer-a", "interviewer-b"]
    with pytest.raises(fs.FairscoreError, match="no-such-panel"):
        look("somebody-else")


def test_without_a_name_nothing_is_found(guarded: str, panel: PanelId) -> None:
    """A transaction that forgot to say for whom it asks finds no row in any table."""
    for who, tenant in (("", "acme"), ("interviewer-a", ""), ("", "")):
        with asking(guarded, who, tenant) as connection:
            assert counts(connection) == [0, 0, 0, 0]
    with psycopg.connect(as_role(guarded, APPLICATION)) as connection:
        assert counts(connection) == [0, 0, 0, 0]
    with asking(guarded, "interviewer-a") as connection:
        assert counts(connection) == [2, 3, 0, 3]


def test_the_owner_is_bound_too_unless_a_superuser(guarded: str, panel: PanelId) -> None:
    """The policies are forced, so that a table's owner does not pass them by."""
    with psycopg.connect(guarded) as connection:
        connection.execute("CREATE ROLE housekeeper")
        name = connection.execute("SELECT current_schema()").fetchall()[0][0]
        connection.execute(f"GRANT USAGE ON SCHEMA {name} TO housekeeper".encode())
        for table in ("record", "body", "draft", "subject"):
            connection.execute(f"ALTER TABLE fairscore_{table} OWNER TO housekeeper".encode())
        connection.execute("SET ROLE housekeeper")
        assert counts(connection) == [0, 0, 0, 0]
        connection.rollback()


def test_another_tenant_is_not_found(guarded: str, panel: PanelId) -> None:
    """Every row is bound to the tenant that the transaction named, one's own draft too."""
    for who in ("interviewer-a", "interviewer-b"):
        with asking(guarded, who, "other") as connection:
            assert counts(connection) == [0, 0, 0, 0]
            assert PostgreSQL.within(connection).load(panel) == ()


def test_whoever_is_waited_for_finds_no_others(guarded: str, panel: PanelId) -> None:
    """A query without its WHERE finds the rubric, and one's own scorecard and draft."""
    with asking(guarded, "interviewer-b") as connection:
        assert counts(connection)[1:3] == [1, 1]
    with asking(guarded, "interviewer-a") as connection:
        assert counts(connection)[1:3] == [3, 0]


def test_the_seed_is_for_whoever_may_reveal(guarded: str, panel: PanelId) -> None:
    """The host and those whom nobody waits for find it; who is waited for and strangers do not."""
    with closing(PostgreSQL(guarded)) as store:
        seed = json.loads(store.load(panel)[0].event)["seed"]
    asked = ("system", "facilitator-1", "interviewer-a", "interviewer-b", "somebody-else")
    found = []
    for who in asked:
        with asking(guarded, who) as connection:
            found.append(seed in visible(connection, who, "acme"))

    assert found == [True, True, True, False, False]


def test_a_function_in_a_query_is_not_run_on_hidden_rows(guarded: str, panel: PanelId) -> None:
    """A cheap function that tells what it is given is given nothing that is hidden."""
    with asking(guarded, "interviewer-b") as connection:
        told: list[str] = []
        connection.add_notice_handler(lambda notice: told.append(str(notice.message_primary)))
        connection.execute(
            "CREATE FUNCTION pg_temp.tell(text) RETURNS boolean LANGUAGE plpgsql COST 0.0001 "
            "AS $$ BEGIN RAISE NOTICE 'was given %', $1; RETURN true; END $$"
        )
        connection.execute("SELECT FROM fairscore_body WHERE pg_temp.tell(commitment)")
    assert len(told) == 1


def test_nobody_hands_in_for_somebody_else(guarded: str, panel: PanelId) -> None:
    """A transaction for one person writes nothing as another."""
    with pytest.raises(StoreError, match="InsufficientPrivilege"):
        submit(guarded, panel, "b", who="interviewer-a")


def test_no_draft_of_somebody_else_is_written(guarded: str, panel: PanelId) -> None:
    """Nor is one read."""
    with asking(guarded, "interviewer-a") as connection:
        store = PostgreSQL.within(connection)
        assert store.drafts(panel, SECOND.key) is None
        with pytest.raises(StoreError, match="InsufficientPrivilege"):
            store.drafts(panel, SECOND.key, write=b"{}")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE fairscore_body SET content = ''",
        "DELETE FROM fairscore_body",
        "UPDATE fairscore_record SET event = ''",
        "DELETE FROM fairscore_record",
        "TRUNCATE fairscore_draft",
        "ALTER TABLE fairscore_body DISABLE ROW LEVEL SECURITY",
        "SET LOCAL row_security = off; SELECT FROM fairscore_body",
        "SET ROLE keeper",
    ],
)
def test_what_was_written_stays(guarded: str, panel: PanelId, statement: str) -> None:
    """The application neither changes nor deletes it, nor switches the policies off."""
    with (
        asking(guarded, "interviewer-a") as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute(statement.encode())


def test_an_erasure_is_for_the_keeper(guarded: str, panel: PanelId) -> None:
    """The application's role is refused, rather than leaving something behind in silence (P13)."""
    with asking(guarded, "interviewer-a") as connection:
        desk = fs.Desk(PostgreSQL.within(connection), tenant="acme")
        with pytest.raises(StoreError, match="InsufficientPrivilege"):
            desk.erase(panel, basis="erasure-request", by="interviewer-a", at=AT)
    with closing(PostgreSQL(as_role(guarded, KEEPER))) as store:
        fs.Desk(store, tenant="acme").erase(panel, basis="erasure-request", by="counsel-1", at=AT)
        assert store.drafts(panel, SECOND.key) is None
    with asking(guarded, "interviewer-a") as connection:
        assert counts(connection)[1] == 2  # The rubric and the seed, which are nobody's words.


def test_a_temporary_table_does_not_stand_for_the_log(guarded: str, panel: PanelId) -> None:
    """A table of the same name, which a session may make, is not what the policies read."""
    with asking(guarded, "interviewer-b") as connection:
        connection.execute("CREATE TEMPORARY TABLE fairscore_record AS TABLE fairscore_record")
        connection.execute(
            "INSERT INTO pg_temp.fairscore_record SELECT tenant, application, round, 9, "
            """'{"event":"reveal-made"}', '' FROM pg_temp.fairscore_record LIMIT 1"""
        )
        connection.execute(
            "UPDATE pg_temp.fairscore_record SET event = convert_to(replace(convert_from("
            """event, 'UTF8'), '"interviewer-a"', '"interviewer-b"'), 'UTF8')"""
        )
        assert counts(connection)[1] == 1


@pytest.mark.parametrize("name", ["Application", 'a"; DROP TABLE x; --', "", "a" * 64, "1a"])
def test_a_name_that_would_need_quotes_is_refused(name: str) -> None:
    """The text is made of plain names alone."""
    for names in ({"role": name}, {"keeper": name}, {"schema": name}):
        with pytest.raises(ValueError, match="lower-case letters"):
            PostgreSQL.row_level_security(**({"role": "application", "keeper": "keeper"} | names))


# --- What it does not hold -----------------------------------------------------------------


def test_it_believes_the_name_that_it_is_given(guarded: str, panel: PanelId) -> None:
    """Not held: whoever may connect as the application can give any name."""
    with asking(guarded, "interviewer-b") as connection:
        connection.execute("SELECT set_config('fairscore.who', 'interviewer-a', true)")
        assert counts(connection)[1] == 3


def test_a_superuser_passes_it_by(guarded: str, panel: PanelId) -> None:
    """Not held: a superuser, or a role with BYPASSRLS, reads everything."""
    with psycopg.connect(guarded) as connection:
        assert counts(connection)[1] == 3


def test_the_log_of_a_tenant_is_shown(guarded: str, panel: PanelId) -> None:
    """Not held: who handed in and when, without a word of it, to whoever asks in the tenant."""
    with asking(guarded, "somebody-else") as connection:
        rows = connection.execute("SELECT event FROM fairscore_record ORDER BY sequence").fetchall()
    assert b'"event":"submitted"' in rows[1][0]


def test_a_plan_tells_how_many_rows_are_hidden(guarded: str, panel: PanelId) -> None:
    """Not held: EXPLAIN ANALYZE counts the rows that a policy took away."""
    with asking(guarded, "interviewer-b") as connection:
        plan = connection.execute("EXPLAIN ANALYZE SELECT FROM fairscore_body").fetchall()
    assert "Rows Removed by Filter: 2" in "\n".join(row[0] for row in plan)


def test_statistics_tell_that_something_was_written(guarded: str, panel: PanelId) -> None:
    """Not held: sizes and counts of whole tables are read by every role."""
    with asking(guarded, "interviewer-b") as connection:
        size = connection.execute("SELECT pg_relation_size('fairscore_body')").fetchall()
        connection.execute("SELECT n_tup_ins FROM pg_stat_user_tables").fetchall()
    assert size[0][0] > 0


def test_a_key_tells_that_a_row_is_there(guarded: str, panel: PanelId) -> None:
    """Not held: whoever knows a commitment learns by a failed insertion that it is there."""
    with psycopg.connect(guarded) as connection:
        body = connection.execute(
            "SELECT tenant, application, round, sequence FROM fairscore_record"
        ).fetchall()[1]
    with (
        asking(guarded, "interviewer-b") as connection,
        pytest.raises(psycopg.errors.UniqueViolation),
    ):
        connection.execute(
            "INSERT INTO fairscore_record VALUES (%s, %s, %s, %s, "
            """'{"event":"held","by":"interviewer-b"}', '')""",
            body,
        )
