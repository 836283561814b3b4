"""
Row-level security for PostgreSQL, as text that a host reads and merges.

A defence against bugs in the application, such as a query of its own without its WHERE. It asks
the log the same question as `Panel.revealed_to`, and believes the name that the application gives.
"""

import re

__all__ = ["policy"]

_NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}", re.ASCII)
_TABLES = ("record", "body", "draft", "subject")

# The function reads the log alone, so no policy asks itself. It runs with the rights of whoever
# asks: it needs no others. The path is pinned because a temporary table would come before ours.
_POLICY = """\
CREATE FUNCTION {schema}.fairscore_said(text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$ SELECT nullif(current_setting('fairscore.' || $1, true), '') $$;

-- Whether the body is whoever asks' own, or a rubric, or has been revealed to them. The seed of the
-- orders is read by whoever reveals, just before the log says that they did: never by somebody who
-- is still waited for. It holds no words.
CREATE FUNCTION {schema}.fairscore_may_read(
    of_tenant text, of_application text, of_round text, of_body text
) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
WITH who AS (SELECT {schema}.fairscore_said('who') AS who),
log AS (
    SELECT sequence, e, e ->> 'event' AS kind,
        e ->> 'interviewer' AS interviewer, coalesce(e ->> 'interview', '') AS interview
    FROM {schema}.fairscore_record,
        LATERAL (SELECT convert_from(event, 'UTF8')::jsonb AS e) AS read
    WHERE tenant = of_tenant AND application = of_application AND round = of_round
),
given AS (
    SELECT sequence, seat FROM log, jsonb_array_elements(e -> 'seats') AS seat
    WHERE kind = 'opened'
    UNION ALL SELECT sequence, e -> 'seat' FROM log WHERE kind = 'seat-added'
),
-- A seat that was let go may come back: the last time that it was given counts.
own AS (
    SELECT DISTINCT ON (interview) coalesce(seat ->> 'interview', '') AS interview,
        coalesce((seat ->> 'shadow')::boolean, false) AS shadow, sequence AS since
    FROM given, who WHERE seat ->> 'interviewer' = who
    ORDER BY interview, sequence DESC
),
seats AS (
    SELECT interview,
        EXISTS (
            SELECT FROM log, who WHERE kind = 'submitted' AND log.interview = own.interview
            AND interviewer = who AND sequence > coalesce((
                SELECT max(sequence) FROM log WHERE kind = 'withdrawn'
                AND interviewer = who AND log.interview = own.interview
            ), -1)
        ) AS standing,
        EXISTS (
            SELECT FROM log, who WHERE kind = 'seat-vacated' AND log.interview = own.interview
            AND interviewer = who AND sequence > since
        ) OR EXISTS (
            SELECT FROM log, who, jsonb_array_elements(e -> 'dropped') AS seat
            WHERE kind = 'closed' AND sequence > since AND seat ->> 'interviewer' = who
            AND coalesce(seat ->> 'interview', '') = own.interview
        ) AS let_go
    FROM own WHERE NOT shadow
),
part AS (
    SELECT FROM own
    UNION ALL SELECT FROM log, who, jsonb_array_elements(e -> 'members') AS member
    WHERE kind = 'opened' AND member ->> 'person' = who
    UNION ALL SELECT FROM log, who WHERE kind = 'member-added' AND e -> 'member' ->> 'person' = who
    UNION ALL SELECT FROM log, who WHERE kind = 'opened' AND e -> 'policy' -> 'openers' ? who
)
SELECT EXISTS (
    SELECT FROM log, who WHERE
    (kind IN ('opened', 'rubric-adopted') AND e -> 'rubric' ->> 'body' = of_body)
    OR (kind = 'opened' AND e ->> 'seed' = of_body AND who = 'system')
    OR (kind = 'submitted' AND e ->> 'body' = of_body AND interviewer = who)
    OR (kind = 'contested' AND e ->> 'body' = of_body AND e ->> 'by' = who)
) OR (
    EXISTS (SELECT FROM part)
    AND NOT EXISTS (SELECT FROM seats WHERE NOT standing AND NOT let_go)
    AND (
        EXISTS (SELECT FROM log WHERE kind = 'reveal-made' OR e ->> 'seed' = of_body)
        OR EXISTS (
            SELECT FROM log, seats WHERE kind = 'opened' AND standing
            AND e -> 'policy' ->> 'reveal' = 'own-in'
        )
    )
)
$$;

-- Whether an event of the log names the body, by whoever asks.
CREATE FUNCTION {schema}.fairscore_may_write(
    of_tenant text, of_application text, of_round text, of_body text
) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
SELECT EXISTS (
    SELECT FROM {schema}.fairscore_record,
        LATERAL (SELECT convert_from(event, 'UTF8')::jsonb AS e) AS read
    WHERE tenant = of_tenant AND application = of_application AND round = of_round
    AND e ->> 'by' = {schema}.fairscore_said('who')
    AND of_body IN (e ->> 'body', e ->> 'seed', e -> 'rubric' ->> 'body')
)
$$;

-- Whether whoever asks did what the event says, and hands in for nobody else.
CREATE FUNCTION {schema}.fairscore_did(event bytea) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
SELECT e ->> 'by' = {schema}.fairscore_said('who')
    AND (e ->> 'event' <> 'submitted' OR e ->> 'interviewer' = e ->> 'by')
FROM (SELECT convert_from(event, 'UTF8')::jsonb AS e) AS read
$$;

CREATE POLICY fairscore_read ON {schema}.fairscore_record FOR SELECT TO {role}
USING (tenant = {schema}.fairscore_said('tenant') AND {schema}.fairscore_said('who') IS NOT NULL);
CREATE POLICY fairscore_add ON {schema}.fairscore_record FOR INSERT TO {role}
WITH CHECK (tenant = {schema}.fairscore_said('tenant') AND {schema}.fairscore_did(event));

CREATE POLICY fairscore_read ON {schema}.fairscore_body FOR SELECT TO {role}
USING (
    tenant = {schema}.fairscore_said('tenant')
    AND {schema}.fairscore_may_read(tenant, application, round, commitment)
);
CREATE POLICY fairscore_add ON {schema}.fairscore_body FOR INSERT TO {role}
WITH CHECK (
    tenant = {schema}.fairscore_said('tenant')
    AND {schema}.fairscore_may_write(tenant, application, round, commitment)
);

CREATE POLICY fairscore_own ON {schema}.fairscore_draft TO {role}
USING (
    tenant = {schema}.fairscore_said('tenant') AND interviewer = {schema}.fairscore_said('who')
);

CREATE POLICY fairscore_read ON {schema}.fairscore_subject FOR SELECT TO {role}
USING (tenant = {schema}.fairscore_said('tenant') AND {schema}.fairscore_said('who') IS NOT NULL);
CREATE POLICY fairscore_add ON {schema}.fairscore_subject FOR INSERT TO {role}
WITH CHECK (
    tenant = {schema}.fairscore_said('tenant') AND {schema}.fairscore_said('who') IS NOT NULL
);

GRANT SELECT ON {schema}.fairscore_schema TO {role}, {keeper};
GRANT SELECT, INSERT ON
    {schema}.fairscore_record, {schema}.fairscore_body, {schema}.fairscore_subject
TO {role}, {keeper};
GRANT SELECT, INSERT, UPDATE, DELETE ON {schema}.fairscore_draft TO {role}, {keeper};
GRANT DELETE ON {schema}.fairscore_body TO {keeper};
"""
_EACH = """\

ALTER TABLE {schema}.fairscore_{table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE {schema}.fairscore_{table} FORCE ROW LEVEL SECURITY;
CREATE POLICY fairscore_keep ON {schema}.fairscore_{table} TO {keeper} USING (true);
"""


def policy(*, role: str, keeper: str, schema: str) -> str:
    """The statements; see `PostgreSQL.row_level_security`."""
    for name in (role, keeper, schema):
        if not _NAME.fullmatch(name):
            raise ValueError("a name of lower-case letters, digits and _ is needed")
    each = (_EACH.format(schema=schema, table=table, keeper=keeper) for table in _TABLES)
    return _POLICY.format(schema=schema, role=role, keeper=keeper) + "".join(each)
