CREATE TABLE fairscore_schema (
    version integer PRIMARY KEY,
    applied_at timestamptz NOT NULL DEFAULT now()
);
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
INSERT INTO fairscore_schema (version) VALUES (1);
INSERT INTO fairscore_record VALUES
('acme', 'app-7', 'onsite', 0, '\x7b226576656e74223a2268656c64227d', '0000000000000000000000000000000000000000000000000000000000000000');
INSERT INTO fairscore_body VALUES
('acme', 'app-7', 'onsite', '0000000000000000000000000000000000000000000000000000000000000000', '\x0000000000000000000000000000000000000000000000000000000000000000', '\x7b2274657874223a22776f726473227d');
INSERT INTO fairscore_draft VALUES
('acme', 'app-7', 'onsite', 'interviewer-a', 'design', '\x64726166742e');
INSERT INTO fairscore_subject VALUES
('acme', 'candidate:candidate-1', 'app-7', 'onsite');
