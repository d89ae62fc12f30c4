-- What each door may do in the vault; `recupera stores upgrade` applies it as recupera_owner.
-- The portal is not here at all: it may not even connect (deploy/postgresql.sql).

REVOKE ALL ON ALL TABLES IN SCHEMA public
    FROM PUBLIC, recupera_worker, recupera_sender, recupera_scanner, recupera_desk;
REVOKE ALL ON ALL SEQUENCES IN SCHEMA public
    FROM PUBLIC, recupera_worker, recupera_sender, recupera_scanner, recupera_desk;

GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO recupera_worker;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO recupera_worker;
-- Which upgrades were made is the owner's to say.
REVOKE ALL ON django_migrations FROM recupera_worker;

-- The journal is appended to; sealing sets an entry's place and chain, and nothing else changes.
REVOKE UPDATE, DELETE ON journal_entry FROM recupera_worker;
GRANT UPDATE (place, chain) ON journal_entry TO recupera_worker;

-- The sender takes, wipes and deletes messages; it cannot write one to anybody.
GRANT SELECT, UPDATE, DELETE ON messages_message TO recupera_sender;
-- It counts the text messages that it pays for.
GRANT SELECT, INSERT, UPDATE, DELETE ON messages_smscount TO recupera_sender;

-- The sender's sign of life; the worker only reads it.
GRANT SELECT, INSERT, UPDATE ON pulse_beat TO recupera_sender;
REVOKE INSERT, UPDATE, DELETE ON pulse_beat FROM recupera_worker;

-- The scanner takes files by id and key, and writes what it found, never to read it again. A file
-- that is done is closed to it: it could otherwise put another under an old name.
GRANT SELECT (id, key, state, due_at, lease, tries),
    UPDATE (state, reason, key, body, due_at, lease, tries, done_at)
    ON cases_file TO recupera_scanner;
ALTER TABLE cases_file ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS worker_all ON cases_file;
DROP POLICY IF EXISTS scanner_reads ON cases_file;
DROP POLICY IF EXISTS scanner_ends ON cases_file;
CREATE POLICY worker_all ON cases_file TO recupera_worker USING (true);
CREATE POLICY scanner_reads ON cases_file FOR SELECT TO recupera_scanner USING (true);
CREATE POLICY scanner_ends ON cases_file FOR UPDATE TO recupera_scanner
    USING (state IN ('waiting', 'taken')) WITH CHECK (true);
DROP POLICY IF EXISTS desk_reads ON cases_file;
CREATE POLICY desk_reads ON cases_file FOR SELECT TO recupera_desk USING (true);

-- The desk reads cases and nothing else; what it passed on to another desk it notes itself.
GRANT SELECT ON cases_case, cases_casefield, cases_entry, cases_file TO recupera_desk;
GRANT SELECT, INSERT, UPDATE ON cases_handover TO recupera_desk;
