"""Whoever has a login at the hub has psql too: what they may try there, and that nothing of it succeeds."""

from collections.abc import Iterator
from contextlib import nullcontext
from typing import Any

import psycopg
import pytest

from peertrain.exchange.hub_address import HubAddress, scram
from peertrain.exchange.hub_setup import first_login
from tests.exchange.hubs import Crew, label, sealed

CHANGE = """
UPDATE peertrain.packets SET content = content
UPDATE peertrain.packets SET recipient = 'marcus' WHERE recipient = 'renee'
UPDATE peertrain.packets_0 SET number = 9
DELETE FROM peertrain.packets
DELETE FROM peertrain.packets WHERE writer = 'marcus'
TRUNCATE peertrain.packets
TRUNCATE peertrain.packets_3
DROP TABLE peertrain.packets CASCADE
DROP TABLE peertrain.packets_7
DROP SCHEMA peertrain CASCADE
ALTER TABLE peertrain.packets DETACH PARTITION peertrain.packets_1
ALTER TABLE peertrain.packets ADD COLUMN mine text
ALTER TABLE peertrain.packets DROP CONSTRAINT packets_pkey
ALTER TABLE peertrain.packets ALTER COLUMN at SET DEFAULT now()
ALTER TABLE peertrain.packets OWNER TO CURRENT_USER
ALTER TABLE peertrain.packets RENAME TO other
MERGE INTO peertrain.packets p USING (SELECT 1) s ON true WHEN MATCHED THEN DELETE
WITH gone AS (DELETE FROM peertrain.packets RETURNING 1) SELECT * FROM gone
INSERT INTO peertrain.packets SELECT * FROM peertrain.packets
INSERT INTO peertrain.packets (organisation, writer, recipient, key, number, id, content) VALUES ('{organisation}', 'renee', 'dana', '{key}', 1, '{id}', '{sealed}')
INSERT INTO peertrain.packets (organisation, writer, recipient, key, number, id, content) VALUES ('{other}', 'marcus', 'dana', '{key}', 1, '{id}', '{sealed}')
INSERT INTO peertrain.packets_0 (organisation, writer, recipient, key, number, id, content) VALUES ('{organisation}', 'marcus', 'dana', '{key}', 1, '{id}', '{sealed}')
INSERT INTO peertrain.packets (id) VALUES ('{id}') ON CONFLICT DO NOTHING
COPY peertrain.packets FROM STDIN
INSERT INTO peertrain.members (organisation, login, person, coordinator) VALUES ('{organisation}', CURRENT_USER, 'dana', true)
UPDATE peertrain.members SET coordinator = true
DELETE FROM peertrain.members
TRUNCATE peertrain.members
INSERT INTO peertrain.ended (organisation, login, wholly) VALUES ('{organisation}', '{renee}', true)
UPDATE peertrain.ended SET wholly = false
DELETE FROM peertrain.ended
TRUNCATE peertrain.ended
SELECT FROM peertrain.packets FOR UPDATE
SELECT FROM peertrain.packets FOR KEY SHARE
LOCK TABLE peertrain.packets IN ACCESS EXCLUSIVE MODE
LOCK TABLE peertrain.members IN ACCESS SHARE MODE
LOCK TABLE peertrain.ended IN ACCESS SHARE MODE
DO $$ BEGIN EXECUTE 'DELETE FROM peertrain.packets'; END $$
PREPARE gone AS DELETE FROM peertrain.packets; EXECUTE gone
"""

RULES = """
ALTER TABLE peertrain.packets DISABLE ROW LEVEL SECURITY
ALTER TABLE peertrain.packets NO FORCE ROW LEVEL SECURITY
DROP POLICY read ON peertrain.packets
ALTER POLICY read ON peertrain.packets USING (true)
CREATE POLICY everything ON peertrain.packets USING (true)
CREATE RULE r AS ON INSERT TO peertrain.packets DO INSTEAD NOTHING
CREATE TRIGGER t BEFORE INSERT ON peertrain.packets EXECUTE FUNCTION suppress_redundant_updates_trigger()
CREATE INDEX ON peertrain.packets (number)
GRANT ALL ON peertrain.packets TO PUBLIC
GRANT EXECUTE ON FUNCTION peertrain.make_login(text, text, boolean, text) TO PUBLIC
CREATE OR REPLACE FUNCTION peertrain.me() RETURNS TABLE (organisation text, person text, coordinator boolean) LANGUAGE sql AS 'SELECT NULL, NULL, true'
ALTER FUNCTION peertrain.put_packet(text, text, integer, text, bytea) RESET ALL
ALTER FUNCTION peertrain.me() OWNER TO CURRENT_USER
ALTER FUNCTION peertrain.me() SECURITY INVOKER
DROP FUNCTION peertrain.members_here()
COMMENT ON TABLE peertrain.packets IS 'mine'
SET row_security = off; SELECT * FROM peertrain.packets
SET session_replication_role = replica
SET lo_compat_privileges = on
ALTER DATABASE hub SET row_security = off
ALTER ROLE ALL SET row_security = off
ALTER SYSTEM SET row_security = off
"""

ROLES = """
SET ROLE peertrain_owner
SET ROLE peertrain_logins
SET ROLE postgres
SET ROLE "{renee}"
SET SESSION AUTHORIZATION postgres
SET SESSION AUTHORIZATION "{renee}"
GRANT peertrain_owner TO CURRENT_USER
GRANT peertrain_logins TO CURRENT_USER
GRANT pg_read_all_data TO CURRENT_USER
GRANT "{renee}" TO CURRENT_USER
CREATE ROLE another LOGIN
DROP ROLE "{renee}"
ALTER ROLE "{renee}" PASSWORD 'known'
ALTER ROLE "{renee}" NOLOGIN
ALTER ROLE "{renee}" SET row_security = off
ALTER ROLE CURRENT_USER SUPERUSER
ALTER ROLE CURRENT_USER BYPASSRLS
ALTER ROLE CURRENT_USER CREATEROLE
ALTER ROLE CURRENT_USER CONNECTION LIMIT 1000
ALTER ROLE peertrain_member CREATEDB
REASSIGN OWNED BY peertrain_owner TO CURRENT_USER
DROP OWNED BY peertrain_member
SELECT peertrain.make_login('{organisation}', 'eve', true, '{verifier}')
SELECT peertrain.begin('{other}', 'marcus')
SELECT peertrain.begin('{organisation}', 'dana')
"""

MAKING = """
CREATE TABLE peertrain.mine (id text)
CREATE TABLE public.mine (id text)
CREATE TEMP TABLE packets (id text)
CREATE TEMP VIEW members AS SELECT 1
CREATE SCHEMA mine
CREATE DATABASE mine
CREATE FUNCTION pg_temp.leak(bytea) RETURNS boolean LANGUAGE plpgsql COST 0.0001 AS 'BEGIN RAISE NOTICE ''%'', $1; RETURN true; END'
CREATE FUNCTION public.leak(bytea) RETURNS boolean LANGUAGE sql LEAKPROOF AS 'SELECT true'
CREATE FUNCTION pg_temp.lower(text) RETURNS text LANGUAGE sql AS 'SELECT $1'
CREATE OPERATOR public.= (LEFTARG = text, RIGHTARG = text, FUNCTION = texteq)
CREATE OPERATOR pg_temp.~ (LEFTARG = text, RIGHTARG = text, FUNCTION = texteq)
CREATE CAST (text AS integer) WITH INOUT AS IMPLICIT
CREATE TYPE pg_temp.bytea AS (x text)
CREATE EVENT TRIGGER e ON ddl_command_start EXECUTE FUNCTION suppress_redundant_updates_trigger()
CREATE PUBLICATION p FOR ALL TABLES
CREATE SUBSCRIPTION s CONNECTION 'host=127.0.0.1' PUBLICATION p
CREATE FOREIGN DATA WRAPPER f
CREATE LANGUAGE mine HANDLER plpgsql_call_handler
CREATE TABLESPACE t LOCATION '/tmp'
CREATE STATISTICS s ON number, at FROM peertrain.packets
SELECT * INTO TEMP copied FROM peertrain.packets
CREATE MATERIALIZED VIEW public.mine AS SELECT * FROM peertrain.packets
DECLARE c CURSOR WITH HOLD FOR SELECT * FROM peertrain.packets_0
"""

SERVER = """
SELECT pg_read_file('postgresql.conf')
SELECT pg_read_binary_file('pg_hba.conf')
SELECT pg_ls_dir('.')
SELECT pg_stat_file('postgresql.conf')
SELECT * FROM pg_ls_logdir()
SELECT lo_import('/etc/passwd')
SELECT lo_export(1, '/tmp/out')
SELECT lo_create(0)
SELECT lo_creat(-1)
SELECT lo_from_bytea(0, 'x')
COPY peertrain.packets TO '/tmp/peertrain-hub-out'
COPY (SELECT 1) TO PROGRAM 'touch /tmp/peertrain-hub-out'
COPY peertrain.packets FROM '/etc/passwd'
COPY peertrain.packets FROM PROGRAM 'cat /etc/passwd'
COPY peertrain.packets_0 TO STDOUT
COPY peertrain.members TO STDOUT
SELECT * FROM pg_authid
SELECT * FROM pg_shadow
SELECT * FROM peertrain.members
SELECT * FROM peertrain.ended
SELECT * FROM peertrain.packets_0
SELECT login FROM peertrain.members WHERE person = 'renee'
SELECT * FROM pg_hba_file_rules
SELECT pg_reload_conf()
SELECT pg_rotate_logfile()
SELECT pg_switch_wal()
SELECT pg_stat_reset()
SELECT pg_logical_emit_message(false, 'x', 'y')
SELECT pg_create_physical_replication_slot('mine')
SELECT pg_terminate_backend({backend})
SELECT pg_cancel_backend({backend})
LOAD '/tmp/mine.so'
SELECT pg_promote()
SELECT pg_drop_replication_slot('mine')
SELECT pg_backup_start('mine')
SELECT set_config('session_authorization', 'postgres', false)
SELECT set_config('role', 'peertrain_owner', false)
CHECKPOINT
CLUSTER peertrain.packets_0 USING packets_0_pkey
REINDEX TABLE peertrain.packets
"""

PUTS = """
SELECT peertrain.put_packet('renee', 'not hex', 1, '{id}', '{sealed}')
SELECT peertrain.put_packet('renee', '{key}', 0, '{id}', '{sealed}')
SELECT peertrain.put_packet('renee', '{key}', -1, '{id}', '{sealed}')
SELECT peertrain.put_packet('renee', '{key}', 1, 'no id', '{sealed}')
SELECT peertrain.put_packet('renee; DROP TABLE peertrain.packets', '{key}', 1, '{id}', '{sealed}')
SELECT peertrain.put_packet('', '{key}', 1, '{id}', '{sealed}')
SELECT peertrain.put_packet(NULL, '{key}', 1, '{id}', '{sealed}')
SELECT peertrain.put_packet('renee', '{key}', 1, '{id}', NULL)
SELECT peertrain.put_packet('renee', '{key}', 1, '{id}', 'the story in plain words')
SELECT peertrain.add_member('eve', true, 'md5abc')
SELECT peertrain.add_member('eve', true, 'plain')
SELECT peertrain.add_member('eve', true, 'SCRAM-SHA-256$4096:x'' SUPERUSER')
SELECT peertrain.end_member('dana', true)
SELECT peertrain.end_member('dana', false)
"""

READS = """
SELECT content FROM peertrain.packets WHERE recipient = 'renee' AND writer <> (SELECT person FROM peertrain.me())
SELECT content FROM peertrain.packets WHERE organisation = '{other}'
SELECT 1 / (length(content) - length(content)) FROM peertrain.packets WHERE organisation = '{other}'
SET ROLE peertrain_member; SELECT content FROM peertrain.packets WHERE organisation = '{other}'
SET search_path = pg_temp, peertrain, public; SELECT content FROM packets WHERE organisation = '{other}'
SELECT * FROM peertrain.packets p, peertrain.me() WHERE person NOT IN (p.recipient, p.writer)
SELECT * FROM pg_stats WHERE schemaname = 'peertrain'
SELECT * FROM pg_stat_activity WHERE usename <> session_user AND query LIKE '%peertrain%'
SELECT login FROM peertrain.members_here() WHERE login IN ('{their_login}')
SELECT 1 FROM pg_roles WHERE rolname LIKE '%renee%' OR rolname LIKE '%{other}%'
"""

ATTEMPTS = [line for block in (CHANGE, RULES, ROLES, MAKING, SERVER, PUTS) for line in block.strip().splitlines()]
ONLY_COORDINATORS = [
    "SELECT peertrain.add_member('eve', true, '{verifier}')",
    "SELECT peertrain.end_member('renee', true)",
    "SELECT peertrain.end_member('renee', false)",
    "SELECT peertrain.shut_out_ended()",
]
WHO = ("marcus", "dana", "ended", "first", "stranger")


class Town:
    """Two organisations with packets, and a login of every kind: also one that ended and one that waits."""

    def __init__(self, url: str) -> None:
        self.url, self.crew, self.other = url, Crew(url), Crew(url)
        for crew in (self.crew, self.other):
            crew.hub("marcus").put(label("renee"), sealed())
            crew.hub("renee").put(label("dana"), sealed())
        self.addresses = {
            "marcus": self.crew.addresses["marcus"], "dana": self.crew.addresses["dana"],
            "stranger": self.other.addresses["dana"], "first": first_login(url, certificate=None),
            "ended": self.crew.addresses["renee"],
        }  # fmt: skip
        self.watching = psycopg.connect(url, autocommit=True)
        self.words = {
            "organisation": self.crew.organisation_id, "other": self.other.organisation_id,
            "key": "ab" * 16, "id": "cd" * 16, "sealed": "\\x" + sealed().hex(), "verifier": scram("known"),
            "renee": self.other.addresses["renee"].login, "their_login": self.other.addresses["dana"].login,
            "backend": str(self.watching.info.backend_pid),
        }  # fmt: skip
        self.ended = connect(self.addresses["ended"])
        with connect(self.addresses["dana"]) as dana:
            dana.execute("SELECT peertrain.end_member('renee', true)")

    def said(self, attempt: str, who: str) -> str:
        words = dict(self.words)
        if who == "stranger":
            words["other"], words["their_login"] = self.crew.organisation_id, self.crew.addresses["dana"].login
        for name, word in words.items():
            attempt = attempt.replace("{" + name + "}", word)
        return attempt

    def state(self) -> list[tuple[Any, ...]]:
        """Return everything that an attempt could have changed, row by row."""
        questions = (
            "SELECT organisation, writer, recipient, key, number, id, at, md5(content) FROM peertrain.packets ORDER BY id",
            "SELECT * FROM peertrain.members ORDER BY login",
            "SELECT * FROM peertrain.ended ORDER BY at",
            "SELECT * FROM pg_authid ORDER BY rolname",
            "SELECT * FROM pg_db_role_setting ORDER BY 1, 2",
            "SELECT roleid, member FROM pg_auth_members ORDER BY 1, 2",
            "SELECT oid, relname, relacl::text, relowner, relrowsecurity, relforcerowsecurity FROM pg_class ORDER BY oid",
            "SELECT oid, proname, proacl::text, proowner, prosrc, proconfig FROM pg_proc ORDER BY oid",
            "SELECT polname, pg_get_expr(polqual, polrelid) FROM pg_policy ORDER BY oid",
            "SELECT nspname, nspacl::text FROM pg_namespace WHERE nspname NOT LIKE 'pg_t%' ORDER BY oid",
            "SELECT datname, datacl::text FROM pg_database ORDER BY oid",
            "SELECT count(*) FROM pg_largeobject_metadata",
        )
        return [
            (question, *row) for question in questions for row in self.watching.execute(question.encode()).fetchall()
        ]

    def connection(self, who: str) -> psycopg.Connection[Any]:
        return self.ended if who == "ended" else connect(self.addresses[who])

    def close(self) -> None:
        for one in (self.crew, self.other, self.watching, self.ended):
            one.close()


def connect(address: HubAddress) -> psycopg.Connection[Any]:
    """Connect as psql does."""
    return psycopg.connect(
        host=address.host, port=address.port, dbname=address.database, user=address.login, password=address.password,
        autocommit=True, prepare_threshold=None,
    )  # fmt: skip


@pytest.fixture(scope="module")
def town(hub_url: str) -> Iterator[Town]:
    town = Town(hub_url)
    yield town
    town.close()


REFUSALS = {"42501", "23514", "23502", "PT400", "PT401", "PT403"}
"""Not allowed, not of the right shape, not there, and what the hub's own functions say; a mistake of ours is none."""


def attempt(connection: psycopg.Connection[Any], statement: str) -> str:
    """Try a statement alone and in a transaction; return what was achieved, "" where both were rightly refused."""
    for around in (False, True):
        try:
            with connection.transaction() if around else nullcontext():
                cursor = connection.execute(statement.encode())
                found = cursor.fetchall() if cursor.description else [("it worked",)]
            if found:
                return repr(found)
        except psycopg.Error as error:
            if error.sqlstate not in {*REFUSALS, "25001" if around else "25P01"}:
                return f"{error.sqlstate} {error}"
        finally:
            connection.execute("DEALLOCATE ALL")
            connection.execute("RESET ALL")
            connection.execute("RESET ROLE")
    return ""


def test_there_are_more_than_sixty_attempts() -> None:
    assert len(ATTEMPTS) >= 130
    assert len(set(ATTEMPTS)) == len(ATTEMPTS)


@pytest.mark.parametrize("who", WHO)
def test_no_attempt_succeeds(town: Town, who: str) -> None:
    before, connection = town.state(), town.connection(who)
    allowed = "SELECT peertrain.begin" if who == "first" else "nothing"
    mine = [] if who in ("dana", "stranger") else ONLY_COORDINATORS
    succeeded = [
        (statement, achieved)
        for statement in (*ATTEMPTS, *mine)
        if not statement.startswith(allowed) and (achieved := attempt(connection, town.said(statement, who)))
    ]
    if who != "ended":
        connection.close()
    assert succeeded == []
    after = town.state()
    assert [row for row in after if row not in before] == []
    assert after == before


@pytest.mark.parametrize("who", WHO)
def test_nobody_reads_what_is_not_theirs(town: Town, who: str) -> None:
    connection = town.connection(who)
    read = [(line, found) for line in READS.strip().splitlines() if (found := rows(connection, town.said(line, who)))]
    if who != "ended":
        connection.close()
    assert read == []


def rows(connection: psycopg.Connection[Any], statement: str) -> list[Any]:
    for part in statement.split("; "):
        cursor = connection.execute(part.encode())
    connection.execute("RESET ROLE")
    return cursor.fetchall()


def test_copying_out_gives_only_ones_own(town: Town) -> None:
    question = b"COPY (SELECT organisation, writer, recipient FROM peertrain.packets) TO STDOUT"
    with connect(town.addresses["marcus"]) as connection, connection.cursor().copy(question) as copy:
        copied = list(copy.rows())
    assert copied
    assert all(organisation == town.crew.organisation_id and "marcus" in people for organisation, *people in copied)


def test_a_coordinator_of_another_organisation_ends_and_sees_nobody_here(town: Town) -> None:
    with connect(town.addresses["stranger"]) as stranger:
        assert stranger.execute("SELECT peertrain.end_member('marcus', true)").fetchone() == (1,)
    with connect(town.crew.addresses["marcus"]) as marcus:
        assert marcus.execute("SELECT person FROM peertrain.me()").fetchone() == ("marcus",)


def test_a_login_that_ended_sees_nothing_through_a_connection_that_is_open(town: Town) -> None:
    assert town.ended.execute("SELECT * FROM peertrain.packets").fetchall() == []
    assert town.ended.execute("SELECT * FROM peertrain.me()").fetchall() == []


def test_another_persons_id_takes_nothing_away_from_them(town: Town) -> None:
    mine, theirs = town.crew.hub("marcus"), town.crew.hub("dana")
    one = label("dana")
    mine.put(one, sealed())
    theirs.put(one, sealed(2000))
    assert {packet.name for packet in theirs.lying_for("dana")} >= {f"marcus/{one.packet_id}", f"dana/{one.packet_id}"}
