-- What each door may do in the letterbox; `recupera stores upgrade` applies it as recupera_owner.
-- The portal drops envelopes and slots and looks at them; only the worker changes or deletes them.

REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, recupera_portal, recupera_worker, recupera_sender;

GRANT SELECT, INSERT ON letterbox_envelope, letterbox_slot TO recupera_portal;
GRANT SELECT, INSERT, UPDATE, DELETE ON guard_budget, guard_spent TO recupera_portal;

GRANT SELECT, INSERT, UPDATE, DELETE
    ON letterbox_envelope, letterbox_slot, guard_budget, guard_spent TO recupera_worker;
