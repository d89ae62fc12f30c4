from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("orders", "0002_proofs")]

    operations = [
        migrations.AddField("order", "objector", models.CharField(default="", max_length=64)),
        migrations.AddField("order", "seal", models.CharField(default="", max_length=95)),
    ]
