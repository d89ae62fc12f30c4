from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("letterbox", "0003_delay"),
    ]

    operations = [
        migrations.AddField(
            model_name="delay",
            name="raised",
            field=models.PositiveSmallIntegerField(db_default=1),
        ),
    ]
