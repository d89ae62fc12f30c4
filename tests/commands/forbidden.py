"""What each role of PostgreSQL must be refused, by door and store."""

PORTAL_MAY_NOT = [
    "INSERT INTO letterbox_envelope (id, slot_id, kind, key_id, body, inserted_at) "
    "VALUES ('e', 's', 'prove', 'k', 'x', now() - interval '1 day')",
    "INSERT INTO letterbox_envelope (id, slot_id, kind, key_id, body, due_at) "
    "VALUES ('e', 's', 'ask', 'k', 'x', '2000-01-01')",
    "INSERT INTO letterbox_slot (id, revision) VALUES ('s', 32767)",
    "SELECT body FROM letterbox_envelope",
    "SELECT published_at FROM letterbox_slot",
    "DELETE FROM guard_spent",
    "DELETE FROM guard_budget",
    "UPDATE letterbox_envelope SET kind = 'ask'",
    "DELETE FROM letterbox_envelope",
    "UPDATE letterbox_slot SET revision = 9",
    "DELETE FROM letterbox_slot",
    "TRUNCATE letterbox_envelope",
    "SELECT * FROM letterbox_envelope FOR UPDATE",
    "DROP TABLE letterbox_slot",
    "ALTER TABLE letterbox_envelope DISABLE TRIGGER ALL",
    "CREATE TABLE mine (id int)",
    "CREATE TEMPORARY TABLE mine (id int)",
    "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "UPDATE letterbox_delay SET seconds = 0",
    "INSERT INTO letterbox_delay (id, seconds, told_at) VALUES (1, 0, now())",
    "INSERT INTO letterbox_closedday VALUES ('2026-12-24', 'x', 'x')",
    "DELETE FROM letterbox_closedday",
    "SELECT * FROM django_migrations",
    "SET ROLE recupera_worker",
    "COPY guard_spent TO PROGRAM 'true'",
]
WORKER_MAY_NOT = [
    "DELETE FROM journal_entry",
    "UPDATE journal_entry SET body = ''",
    "UPDATE journal_entry SET event = ''",
    "DROP TABLE journal_entry",
    "DELETE FROM django_migrations",
    "INSERT INTO pulse_beat (id, answered_at) VALUES (1, now())",
]
SENDER_MAY_NOT = [
    "SELECT * FROM enquiries_enquiry",
    "SELECT * FROM journal_entry",
    "DELETE FROM pulse_beat",
    "INSERT INTO messages_message SELECT * FROM messages_message",
    "SELECT * FROM django_migrations",
    "SET ROLE recupera_worker",
]
SCANNER_MAY_NOT = [
    "SELECT about FROM cases_file",
    "SELECT body FROM cases_file",
    "SELECT case_id FROM cases_file",
    "SELECT * FROM cases_file",
    "UPDATE cases_file SET about = ''",
    "UPDATE cases_file SET case_id = ''",
    "UPDATE cases_file SET document = ''",
    "INSERT INTO cases_file (id) VALUES ('f')",
    "DELETE FROM cases_file",
    "SELECT * FROM cases_case",
    "SELECT * FROM cases_casefield",
    "SELECT * FROM cases_entry",
    "SELECT * FROM messages_message",
    "SELECT * FROM enquiries_enquiry",
    "SELECT * FROM journal_entry",
    "ALTER TABLE cases_file DISABLE ROW LEVEL SECURITY",
    "SELECT * FROM django_migrations",
    "SET ROLE recupera_worker",
]
SCANNER_MAY_NOT_THERE = [
    "SELECT owner FROM letterbox_upload",
    "SELECT * FROM letterbox_upload",
    "UPDATE letterbox_upload SET kept = true",
    "DELETE FROM letterbox_upload",
    "SELECT * FROM letterbox_draft",
    "SELECT * FROM letterbox_envelope",
    "SELECT * FROM letterbox_slot",
    "SET ROLE recupera_portal",
]
FORBIDDEN = [
    *(("scanner", "vault", act) for act in SCANNER_MAY_NOT),
    *(("scanner", "letterbox", act) for act in SCANNER_MAY_NOT_THERE),
    *(("portal", "letterbox", act) for act in PORTAL_MAY_NOT),
    *(("worker", "vault", act) for act in WORKER_MAY_NOT),
    *(("sender", "vault", act) for act in SENDER_MAY_NOT),
]
