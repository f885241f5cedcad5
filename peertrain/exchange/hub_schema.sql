-- The hub: one table of sealed packets, to which members may only add what is from them, and of which they may read
-- only what is to them or from them. Made and brought up to date by `peertrain hub init`; running it again is harmless.
--
-- peertrain_owner   owns tables and functions; nobody can log in as it
-- peertrain_logins  owns the functions that make and end logins; nobody can log in as it
-- peertrain_member  what every login may do
-- Whom a login belongs to is asked by session_user, which SET ROLE and security-definer functions leave alone.

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['peertrain_owner', 'peertrain_logins', 'peertrain_member'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
      EXECUTE format('CREATE ROLE %I NOLOGIN', name);
      IF name = 'peertrain_logins' THEN
        ALTER ROLE peertrain_logins CREATEROLE;
      END IF;
    END IF;
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = name AND (rolcanlogin OR rolsuper OR rolbypassrls)) THEN
      RAISE 'the role % is not one of the hub: it can log in, or the rules do not bind it', name;
    END IF;
    IF name <> 'peertrain_member' AND NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
      EXECUTE format('GRANT %I TO CURRENT_USER', name);
    END IF;
  END LOOP;
  GRANT peertrain_member TO peertrain_logins WITH ADMIN OPTION;
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO peertrain_member', current_database());
END $$;

-- What else every login of any PostgreSQL may do that fills the disk. Only a superuser can take it away.
REVOKE ALL ON SCHEMA public FROM PUBLIC;
DO $$
DECLARE
  one regprocedure;
BEGIN
  FOR one IN
    SELECT oid FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace
    AND proname IN ('lo_creat', 'lo_create', 'lo_from_bytea', 'lo_put', 'lowrite', 'pg_logical_emit_message')
  LOOP
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', one);
  END LOOP;
END $$;

CREATE SCHEMA IF NOT EXISTS peertrain AUTHORIZATION peertrain_owner;

SET LOCAL ROLE peertrain_owner;
SET LOCAL search_path = pg_catalog, pg_temp;

GRANT USAGE ON SCHEMA peertrain TO peertrain_member, peertrain_logins;
GRANT CREATE ON SCHEMA peertrain TO peertrain_logins;

-- A login is one computer of one person; a login with a person of '' waits for the first coordinator of an organisation.
CREATE TABLE IF NOT EXISTS peertrain.members (
  organisation text NOT NULL CHECK (organisation ~ '^([A-Za-z0-9][A-Za-z0-9._-]{0,127})?$'),
  login name NOT NULL,
  person text NOT NULL CHECK (person ~ '^([A-Za-z0-9][A-Za-z0-9._-]{0,127})?$'),
  coordinator boolean NOT NULL,
  first boolean NOT NULL DEFAULT false,
  since timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (organisation, login)
);
CREATE INDEX IF NOT EXISTS members_login ON peertrain.members (login);
CREATE UNIQUE INDEX IF NOT EXISTS members_first ON peertrain.members (organisation) WHERE first;

-- Logins that have ended, wholly or only in what a coordinator may. Rows are only added and nothing is unique, so that
-- whoever ends a login waits for nobody, whatever the login keeps open.
CREATE TABLE IF NOT EXISTS peertrain.ended (
  organisation text NOT NULL,
  login name NOT NULL,
  wholly boolean NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX IF NOT EXISTS ended_login ON peertrain.ended (login);

-- Where logins ended in the older way.
DO $$
BEGIN
  IF EXISTS (
    SELECT FROM pg_attribute WHERE attrelid = 'peertrain.members'::regclass AND attname = 'until' AND NOT attisdropped
  ) THEN
    INSERT INTO peertrain.ended (organisation, login, wholly, at)
    SELECT organisation, login, true, until FROM peertrain.members WHERE until IS NOT NULL;
    ALTER TABLE peertrain.members DROP COLUMN until;
  END IF;
END $$;

CREATE TABLE IF NOT EXISTS peertrain.packets (
  organisation text NOT NULL,
  writer text NOT NULL,
  recipient text NOT NULL CHECK (recipient ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$'),
  key text NOT NULL CHECK (key ~ '^[0-9a-f]{32,64}$'),
  number integer NOT NULL CHECK (number > 0),
  id text NOT NULL CHECK (id ~ '^[0-9a-f]{32}$'),
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  -- A packet is at most 50 MiB, and sealed: it begins as an age file does.
  content bytea NOT NULL CHECK (
    length(content) <= 52428800
    AND substring(content FROM 1 FOR 39) = convert_to(E'PeerTrain packet\nage-encryption.org/v1\n', 'UTF8')
  ),
  PRIMARY KEY (organisation, writer, id)
) PARTITION BY HASH (organisation);
CREATE INDEX IF NOT EXISTS packets_recipient ON peertrain.packets (organisation, recipient, at);

DO $$
BEGIN
  ALTER TABLE peertrain.packets ALTER COLUMN content SET STORAGE EXTERNAL;  -- what is sealed cannot be compressed
  FOR part IN 0..15 LOOP
    EXECUTE format(
      'CREATE TABLE IF NOT EXISTS peertrain.packets_%s PARTITION OF peertrain.packets FOR VALUES WITH (MODULUS 16, REMAINDER %s)',
      part, part
    );
  END LOOP;
END $$;

CREATE OR REPLACE FUNCTION peertrain.version() RETURNS integer LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS 'SELECT 2';

CREATE OR REPLACE FUNCTION peertrain.me()
RETURNS TABLE (organisation text, person text, coordinator boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT m.organisation, m.person, m.coordinator AND NOT EXISTS (SELECT FROM peertrain.ended e WHERE e.login = m.login)
  FROM peertrain.members m
  WHERE m.login = session_user AND m.person <> ''
  AND NOT EXISTS (SELECT FROM peertrain.ended e WHERE e.login = m.login AND e.wholly)
$$;

-- Nobody reads members but the functions here; nobody changes packets, not even their owner.
ALTER TABLE peertrain.members ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE peertrain.ended ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE peertrain.packets ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS kept ON peertrain.members;
CREATE POLICY kept ON peertrain.members TO peertrain_owner, peertrain_logins USING (true);
DROP POLICY IF EXISTS kept ON peertrain.ended;
CREATE POLICY kept ON peertrain.ended TO peertrain_owner, peertrain_logins USING (true);
DROP POLICY IF EXISTS read ON peertrain.packets;
CREATE POLICY read ON peertrain.packets FOR SELECT USING (
  organisation = (SELECT m.organisation FROM peertrain.me() m)
  AND (SELECT m.person FROM peertrain.me() m) IN (recipient, writer)
);
DROP POLICY IF EXISTS write ON peertrain.packets;
CREATE POLICY write ON peertrain.packets FOR INSERT WITH CHECK (
  organisation = (SELECT m.organisation FROM peertrain.me() m)
  AND writer = (SELECT m.person FROM peertrain.me() m)
);

REVOKE ALL ON ALL TABLES IN SCHEMA peertrain FROM PUBLIC, peertrain_member;
GRANT SELECT (organisation, writer, recipient, key, number, id, at, content) ON peertrain.packets TO peertrain_member;
GRANT SELECT, INSERT ON peertrain.members, peertrain.ended TO peertrain_logins;

-- Put a packet from the one who is logged in. The same packet once more changes nothing, so that whoever does not know
-- whether it arrived asks again.
CREATE OR REPLACE FUNCTION peertrain.put_packet(to_person text, by_key text, its_number integer, its_id text, sealed bytea)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  mine record;
BEGIN
  SELECT * INTO mine FROM peertrain.me();
  IF NOT FOUND THEN
    RAISE 'this login is nobody''s' USING ERRCODE = 'PT401';
  END IF;
  INSERT INTO peertrain.packets (organisation, writer, recipient, key, number, id, content)
  VALUES (mine.organisation, mine.person, to_person, by_key, its_number, its_id, sealed) ON CONFLICT DO NOTHING;
  IF NOT FOUND AND NOT EXISTS (
    SELECT FROM peertrain.packets p
    WHERE (p.organisation, p.writer, p.id) = (mine.organisation, mine.person, its_id)
    AND (p.recipient, p.key, p.number, p.content) = (to_person, by_key, its_number, sealed)
  ) THEN
    RAISE 'another packet has this id' USING ERRCODE = 'PT409';
  END IF;
END $$;

-- The first coordinator of an organisation says whose login it is; nobody can do so for an organisation that is there.
CREATE OR REPLACE FUNCTION peertrain.begin(its_organisation text, my_person text)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  PERFORM FROM peertrain.members m WHERE m.login = session_user AND m.person = '' FOR UPDATE;
  IF NOT FOUND OR its_organisation = '' OR my_person = '' THEN
    RAISE 'this login is not for the first coordinator of an organisation' USING ERRCODE = 'PT403';
  END IF;
  DELETE FROM peertrain.members m WHERE m.login = session_user AND m.person = '';
  INSERT INTO peertrain.members (organisation, login, person, coordinator, first)
  VALUES (its_organisation, session_user, my_person, true, true);
EXCEPTION WHEN unique_violation THEN
  RAISE 'the organisation has its first coordinator here' USING ERRCODE = 'PT403';
END $$;

CREATE OR REPLACE FUNCTION peertrain.members_here()
RETURNS TABLE (login text, person text, coordinator boolean, since timestamptz, until timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT m.login::text, m.person, m.coordinator AND NOT EXISTS (SELECT FROM peertrain.ended e WHERE e.login = m.login),
    m.since, (SELECT min(e.at) FROM peertrain.ended e WHERE e.login = m.login AND e.wholly)
  FROM peertrain.members m JOIN peertrain.me() ON m.organisation = me.organisation AND me.coordinator
  ORDER BY m.person, m.since
$$;

RESET ROLE;
SET LOCAL ROLE peertrain_logins;

-- Make a login that has this SCRAM verifier, so that the server never sees the password, not even in its log.
CREATE OR REPLACE FUNCTION peertrain.make_login(its_organisation text, its_person text, is_coordinator boolean, verifier text)
RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  made text := 'peertrain_' || replace(gen_random_uuid()::text, '-', '');
BEGIN
  IF verifier !~ '^SCRAM-SHA-256\$[0-9]{4,7}:[A-Za-z0-9+/=]{16,}\$[A-Za-z0-9+/=]{44}:[A-Za-z0-9+/=]{44}$' THEN
    RAISE 'not a SCRAM verifier' USING ERRCODE = 'PT400';
  END IF;
  EXECUTE format('CREATE ROLE %I LOGIN CONNECTION LIMIT 8 PASSWORD %L IN ROLE peertrain_member', made, verifier);
  INSERT INTO peertrain.members (organisation, login, person, coordinator)
  VALUES (its_organisation, made, its_person, is_coordinator);
  RETURN made;
END $$;

CREATE OR REPLACE FUNCTION peertrain.add_member(its_person text, is_coordinator boolean, verifier text)
RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  mine record;
BEGIN
  SELECT * INTO mine FROM peertrain.me();
  IF mine.coordinator IS NOT TRUE THEN
    RAISE 'only a coordinator adds members' USING ERRCODE = 'PT403';
  END IF;
  IF its_person = '' OR 10 <= (
    SELECT count(*) FROM peertrain.members m
    WHERE m.organisation = mine.organisation AND m.person = its_person
    AND NOT EXISTS (SELECT FROM peertrain.ended e WHERE e.login = m.login AND e.wholly)
  ) THEN
    RAISE 'this person has ten logins' USING ERRCODE = 'PT400';
  END IF;
  RETURN peertrain.make_login(mine.organisation, its_person, is_coordinator, verifier);
END $$;

-- End what somebody of one's organisation may do here: everything, or only what a coordinator may. It holds from this
-- moment on, also through connections that are open; return how many logins had it.
CREATE OR REPLACE FUNCTION peertrain.end_member(its_person text, wholly boolean)
RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  mine record;
  count integer;
BEGIN
  SELECT * INTO mine FROM peertrain.me();
  IF mine.coordinator IS NOT TRUE OR mine.person = its_person THEN
    RAISE 'only a coordinator ends members, and not themselves' USING ERRCODE = 'PT403';
  END IF;
  INSERT INTO peertrain.ended (organisation, login, wholly)
  SELECT m.organisation, m.login, end_member.wholly FROM peertrain.members m
  WHERE m.organisation = mine.organisation AND m.person = its_person AND (end_member.wholly OR m.coordinator)
  AND NOT EXISTS (
    SELECT FROM peertrain.ended e WHERE e.login = m.login AND (e.wholly OR NOT end_member.wholly)
  );
  GET DIAGNOSTICS count = ROW_COUNT;
  RETURN count;
END $$;

-- Shut out the logins of one's organisation that have ended: end their connections, with whatever they keep open, and
-- let none in again. What a login keeps from being done is done the next time; it can do nothing here meanwhile.
CREATE OR REPLACE FUNCTION peertrain.shut_out_ended()
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '500ms'
AS $$
DECLARE
  mine record;
  gone name;
BEGIN
  SELECT * INTO mine FROM peertrain.me();
  IF mine.coordinator IS NOT TRUE THEN
    RAISE 'only a coordinator shuts members out' USING ERRCODE = 'PT403';
  END IF;
  FOR gone IN
    SELECT r.rolname FROM pg_roles r WHERE r.rolcanlogin
    AND r.rolname IN (SELECT e.login FROM peertrain.ended e WHERE e.organisation = mine.organisation AND e.wholly)
  LOOP
    BEGIN
      IF NOT pg_has_role(gone, 'USAGE') THEN
        EXECUTE format('GRANT %I TO CURRENT_USER', gone);  -- what is needed to end its connections
      END IF;
      PERFORM pg_terminate_backend(a.pid) FROM pg_stat_activity a WHERE a.usename = gone;
    EXCEPTION WHEN lock_not_available OR unique_violation OR insufficient_privilege THEN
      NULL;
    END;
    BEGIN
      EXECUTE format('ALTER ROLE %I NOLOGIN PASSWORD NULL', gone);
    EXCEPTION WHEN lock_not_available OR internal_error THEN
      NULL;
    END;
  END LOOP;
END $$;

REVOKE ALL ON FUNCTION peertrain.make_login(text, text, boolean, text) FROM PUBLIC;
REVOKE ALL ON FUNCTION peertrain.add_member(text, boolean, text) FROM PUBLIC;
REVOKE ALL ON FUNCTION peertrain.end_member(text, boolean) FROM PUBLIC;
REVOKE ALL ON FUNCTION peertrain.shut_out_ended() FROM PUBLIC;
DROP FUNCTION IF EXISTS peertrain.end_member(text);
GRANT EXECUTE ON FUNCTION peertrain.add_member(text, boolean, text) TO peertrain_member;
GRANT EXECUTE ON FUNCTION peertrain.end_member(text, boolean) TO peertrain_member;
GRANT EXECUTE ON FUNCTION peertrain.shut_out_ended() TO peertrain_member;

RESET ROLE;
SET LOCAL ROLE peertrain_owner;

REVOKE CREATE ON SCHEMA peertrain FROM peertrain_logins;
REVOKE ALL ON FUNCTION peertrain.version() FROM PUBLIC;
REVOKE ALL ON FUNCTION peertrain.me() FROM PUBLIC;
REVOKE ALL ON FUNCTION peertrain.put_packet(text, text, integer, text, bytea) FROM PUBLIC;
REVOKE ALL ON FUNCTION peertrain.begin(text, text) FROM PUBLIC;
REVOKE ALL ON FUNCTION peertrain.members_here() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION peertrain.version() TO peertrain_member;
GRANT EXECUTE ON FUNCTION peertrain.me() TO peertrain_member, peertrain_logins;
GRANT EXECUTE ON FUNCTION peertrain.put_packet(text, text, integer, text, bytea) TO peertrain_member;
GRANT EXECUTE ON FUNCTION peertrain.begin(text, text) TO peertrain_member;
GRANT EXECUTE ON FUNCTION peertrain.members_here() TO peertrain_member;

RESET ROLE;
