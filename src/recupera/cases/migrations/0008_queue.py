"""By when each case is next due, and which have their data marked."""

from datetime import UTC, datetime, time, timedelta

from django.db import migrations, models
from django.db.models.functions import Now

MOST = 500


def _next_of(case, spoken):
    if case.state != "open":
        return case.closed_at or case.until or case.received_at
    # The end of the day in Bogotá is five hours after that of Greenwich.
    due = case.due_on and datetime.combine(case.due_on + timedelta(days=1), time(4, 59, 59), UTC)
    by = None if spoken else case.answer_by
    return min(filter(None, (by, due)), default=case.received_at)


def fill(apps, editor):
    store = editor.connection.alias
    Case = apps.get_model("cases", "Case")
    Entry = apps.get_model("cases", "Entry")
    for case in Case.objects.using(store).iterator(chunk_size=MOST):
        said = Entry.objects.using(store).filter(
            case_id=case.pk, by="desk", kind__in=("answered", "asked")
        )
        first = said.order_by("at").values_list("at", flat=True).first()
        Case.objects.using(store).filter(pk=case.pk).update(
            next_at=_next_of(case, first), first_answered_at=case.first_answered_at or first
        )


class Migration(migrations.Migration):
    dependencies = [("cases", "0007_desk")]

    operations = [
        migrations.AddField("case", "next_at", models.DateTimeField(db_default=Now())),
        migrations.AddField("case", "marked", models.BooleanField(default=False)),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            "case",
            models.Index(
                fields=["joined_to", "state", "-urgent", "next_at", "reference"], name="case_queue"
            ),
        ),
        migrations.AddIndex(
            "case",
            models.Index("opened_at", name="case_unmarked", condition=models.Q(marked=False)),
        ),
    ]
