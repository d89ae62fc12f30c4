from django.db import migrations, models
from django.db.models import F


def receive_when_opened(apps, schema_editor):
    """Cases from before were opened by the worker at once."""
    apps.get_model("cases", "Case").objects.using(schema_editor.connection.alias).update(
        received_at=F("opened_at"), channel="objection"
    )


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]

    operations = [
        migrations.RenameField("case", "kind", "subject"),
        migrations.AlterField("case", "subject", models.CharField(max_length=40)),
        migrations.AddField("case", "received_at", models.DateTimeField(null=True)),
        migrations.AddField("case", "channel", models.CharField(default="web", max_length=12)),
        migrations.RunPython(receive_when_opened, migrations.RunPython.noop),
    ]
