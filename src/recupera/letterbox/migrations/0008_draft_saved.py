from django.db import migrations, models
from django.db.models.functions import Now


class Migration(migrations.Migration):
    dependencies = [("letterbox", "0007_closed_day")]

    operations = [
        migrations.RemoveField("draft", "source"),
        migrations.RemoveField("draft", "created_at"),
        migrations.AddField(
            "draft", "saved_at", models.DateTimeField(db_default=Now(), db_index=True)
        ),
    ]
