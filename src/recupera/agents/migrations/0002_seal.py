from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("agents", "0001_initial")]

    operations = [
        migrations.AddField("agent", "seal", models.CharField(default="", max_length=95)),
        migrations.AddField("invite", "seal", models.CharField(default="", max_length=95)),
    ]
