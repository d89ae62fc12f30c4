from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("letterbox", "0006_cases"),
    ]

    operations = [
        migrations.CreateModel(
            name="ClosedDay",
            fields=[
                ("day", models.DateField(primary_key=True, serialize=False)),
                ("reason_es", models.CharField(max_length=80)),
                ("reason_en", models.CharField(max_length=80)),
            ],
        ),
    ]
