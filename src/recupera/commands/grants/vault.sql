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

-- The desk reads cases, proofs, orders and agents, and changes none of them: it asks the worker
-- for that, by requests that it can leave and neither read back nor take away.
GRANT SELECT ON cases_case, cases_casefield, cases_casemark, cases_entry, cases_file,
    orders_order, orders_approval, agents_agent, agents_tally, figures_dayfigure TO recupera_desk;
GRANT SELECT (id, case_id, account, kind, state, agent, opened_at, expires_at, settled_at,
    good_until, tries) ON orders_proof TO recupera_desk;
GRANT INSERT (id, kind, agent, key_id, body) ON hatch_request TO recupera_desk;
GRANT SELECT ON hatch_reply TO recupera_desk;
-- What it passed on to another desk it notes itself.
GRANT SELECT, INSERT, UPDATE ON cases_handover TO recupera_desk;
-- Its own: signing in, views, who looks at what. The worker has no business there.
REVOKE ALL ON desk_user, desk_savedview, desk_presence, desk_macro, desk_cache, django_session,
    mfa_authenticator, account_emailaddress, account_emailconfirmation, socialaccount_socialaccount,
    socialaccount_socialapp, socialaccount_socialtoken FROM recupera_worker;
GRANT SELECT, INSERT, UPDATE, DELETE ON desk_user, desk_savedview, desk_presence, desk_macro,
    desk_cache, django_session, mfa_authenticator TO recupera_desk;
-- Of these the library only sees that they are empty: addresses and providers are not kept there.
GRANT SELECT ON account_emailaddress, socialaccount_socialaccount, socialaccount_socialapp,
    socialaccount_socialtoken TO recupera_desk;
GRANT USAGE, SELECT ON SEQUENCE desk_user_id_seq, desk_savedview_id_seq, desk_presence_id_seq,
    desk_macro_id_seq, mfa_authenticator_id_seq, cases_handover_id_seq TO recupera_desk;
GRANT SELECT ON django_content_type TO recupera_desk;
-- What was mentioned stays mentioned, as the journal stays.
REVOKE UPDATE, DELETE ON journal_mention FROM recupera_worker;
