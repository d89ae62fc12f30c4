"""Finds the kept results that are still to be emptied, among days of handled envelopes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("enquiries", "0002_ledger")]
    operations = [
        migrations.AddIndex(
            model_name="handled",
            index=models.Index(
                condition=models.Q(("status__isnull", False)), fields=["at"], name="handled_kept"
            ),
        )
    ]
