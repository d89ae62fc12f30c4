-- What each door may do in the letterbox; `recupera stores upgrade` applies it as recupera_owner.
-- The portal drops envelopes and slots and looks at them; only the worker changes or deletes them.

REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, recupera_portal, recupera_worker, recupera_sender, recupera_scanner, recupera_desk;

-- By column, so that the database alone says when an envelope came: a code's age is judged by it,
-- and so is whose turn it is. What it dropped, the portal cannot even fetch again.
GRANT INSERT (id, slot_id, kind, key_id, body), SELECT (slot_id)
    ON letterbox_envelope TO recupera_portal;
GRANT INSERT (id), SELECT (id, status, answer) ON letterbox_slot TO recupera_portal;
GRANT SELECT, INSERT, UPDATE ON guard_budget TO recupera_portal;
GRANT INSERT ON guard_spent TO recupera_portal;

GRANT SELECT, INSERT, UPDATE, DELETE
    ON letterbox_envelope, letterbox_slot, guard_budget, guard_spent TO recupera_worker;

-- A case's form until it is sent, and what was uploaded with it: the portal's own, sealed for one
-- browser. The worker only deletes drafts in their time, and says which uploads a case has.
GRANT SELECT, INSERT, UPDATE, DELETE ON letterbox_draft TO recupera_portal;
GRANT SELECT (id, owner, size, kept, created_at), INSERT (id, owner, size, body),
    UPDATE (owner, created_at), DELETE ON letterbox_upload TO recupera_portal;
GRANT SELECT, DELETE ON letterbox_draft TO recupera_worker;
GRANT SELECT, UPDATE (kept), DELETE ON letterbox_upload TO recupera_worker;
-- The scanner reads what it was given the id and the key of, in the vault; it changes nothing here.
GRANT SELECT (id, body) ON letterbox_upload TO recupera_scanner;
-- Which references were drawn; nobody draws one twice.
GRANT INSERT ON letterbox_takenreference TO recupera_portal, recupera_worker;

-- How long codes take: the worker says it, the portal reads it.
GRANT SELECT ON letterbox_delay TO recupera_portal;
GRANT SELECT, INSERT, UPDATE, DELETE ON letterbox_delay TO recupera_worker;

-- On which days nobody is there: the operator writes them by the worker's role, everybody reads.
GRANT SELECT ON letterbox_closedday TO recupera_portal, recupera_desk;
GRANT SELECT, INSERT, UPDATE, DELETE ON letterbox_closedday TO recupera_worker;
