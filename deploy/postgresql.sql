-- Roles and databases for recupera. Run it as the server's superuser; running it again is harmless:
--
--     psql -f deploy/postgresql.sql "host=… user=postgres dbname=postgres"
--
-- One role per door. Sign-in by the Unix socket (peer) needs no password when each door's OS user
-- has its role's name; otherwise set each with:  \password recupera_portal  (and so on).
-- Afterwards `recupera stores upgrade` makes the tables and says what each role may do with them.
-- Other names of the databases:  psql -v letterbox=… -v vault=… -f …

\set ON_ERROR_STOP on
\if :{?letterbox}
\else
  \set letterbox recupera_letterbox
\endif
\if :{?vault}
\else
  \set vault recupera_vault
\endif

SELECT format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION', role)
FROM unnest(ARRAY['recupera_owner', 'recupera_portal', 'recupera_worker', 'recupera_sender',
    'recupera_scanner', 'recupera_desk']) AS role
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) \gexec

SELECT format('CREATE DATABASE %I OWNER recupera_owner ENCODING ''UTF8'' TEMPLATE template0', name)
FROM unnest(ARRAY[:'letterbox', :'vault']) AS name
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = name) \gexec

-- By default everybody may connect to every database, and make temporary tables there.
REVOKE ALL ON DATABASE :"letterbox", :"vault" FROM PUBLIC;
REVOKE ALL ON DATABASE :"vault" FROM recupera_portal;
GRANT CONNECT ON DATABASE :"letterbox"
    TO recupera_portal, recupera_worker, recupera_scanner, recupera_desk;
GRANT CONNECT ON DATABASE :"vault"
    TO recupera_worker, recupera_sender, recupera_scanner, recupera_desk;

-- The last moments of the letterbox may be lost in a power cut: it costs a person one more press
-- of a button, and doubles what the portal takes. What the worker showed then it shows again from the
-- vault, for whose disk it waits.
ALTER ROLE recupera_portal IN DATABASE :"letterbox" SET synchronous_commit = off;
ALTER ROLE recupera_worker IN DATABASE :"letterbox" SET synchronous_commit = off;
ALTER ROLE recupera_portal IN DATABASE :"letterbox" SET statement_timeout = '5s';

\connect :"letterbox"
REVOKE ALL ON SCHEMA public FROM PUBLIC;
ALTER SCHEMA public OWNER TO recupera_owner;
GRANT USAGE ON SCHEMA public
    TO recupera_portal, recupera_worker, recupera_scanner, recupera_desk;

\connect :"vault"
REVOKE ALL ON SCHEMA public FROM PUBLIC;
ALTER SCHEMA public OWNER TO recupera_owner;
GRANT USAGE ON SCHEMA public TO recupera_worker, recupera_sender, recupera_scanner, recupera_desk;
