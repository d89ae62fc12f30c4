"""For which case a row of the outbox was written, so that its history says what became of it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0008_queue'),
    ]

    operations = [
        migrations.AlterField(
            model_name='entry',
            name='kind',
            field=models.CharField(choices=[('received', 'Received'), ('confirmed', 'Confirmed'), ('added', 'Added'), ('email_corrected', 'Email Corrected'), ('answered', 'Answered'), ('asked', 'Asked'), ('extended', 'Extended'), ('forwarded', 'Forwarded'), ('joined', 'Joined'), ('closed', 'Closed'), ('reopened', 'Reopened'), ('file_refused', 'File Refused'), ('noted', 'Noted'), ('remarked', 'Remarked'), ('taken', 'Taken'), ('proved', 'Proved'), ('ordered', 'Ordered'), ('posted', 'Posted')], max_length=16),
        ),
        migrations.CreateModel(
            name='CaseMail',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('what', models.CharField(max_length=8)),
                ('at', models.DateTimeField(db_index=True)),
                ('seen', models.CharField(default='', max_length=64)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mails', to='cases.case')),
            ],
        ),
    ]
