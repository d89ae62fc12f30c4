"""On PostgreSQL an inserted envelope wakes the worker."""

from django.db import migrations

WAKE = """
CREATE FUNCTION recupera_wake() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM pg_notify('recupera_letterbox', ''); RETURN NULL; END $$;
CREATE TRIGGER recupera_wake AFTER INSERT ON letterbox_envelope
FOR EACH STATEMENT EXECUTE FUNCTION recupera_wake();
"""
SLEEP = "DROP TRIGGER recupera_wake ON letterbox_envelope; DROP FUNCTION recupera_wake();"


def _run(statement):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("letterbox", "0001_initial")]
    operations = [migrations.RunPython(_run(WAKE), _run(SLEEP))]
