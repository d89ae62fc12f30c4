"""What a case keeps, and how long after its end: each kind of thing has its own days.

A case ends when it is closed; one that another help desk answers and nobody closed here ends with
its legal term. Copies of identity documents go first. What is deleted is gone from the store; the
backups that were made until then still hold it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from recupera.cases.catalogue import Retention
from recupera.cases.models import Case, CaseField, CaseMark, Entry, File, HandOver, State

MOST_AT_ONCE = 500


@dataclass(frozen=True)
class Rule:
    """`what` as the catalogue names it, its days, and the rows whose time is over."""

    what: str
    days: int
    rows: QuerySet[Any]
    _delete: Callable[[QuerySet[Any]], int]

    def delete(self) -> int:
        """Deletes at most MOST_AT_ONCE of them; returns how many."""
        keys = list(self.rows.values_list("pk", flat=True)[:MOST_AT_ONCE])
        return self._delete(self.rows.model.objects.filter(pk__in=keys)) if keys else 0


def rules(kept: Retention, now: datetime) -> Iterator[Rule]:
    """Every rule, copies of identity documents first, the case itself last."""

    def old(model: Any, days: int, **only: Any) -> QuerySet[Any]:
        return _ended(model.objects.filter(**only), now - timedelta(days=days))

    copies = old(File, kept.identity_copies, identity=True)
    yield Rule("identity_copies", kept.identity_copies, copies, _delete)
    yield Rule("files", kept.files, old(File, kept.files, identity=False), _delete)
    for slug, days in kept.fields.items():
        yield Rule(f"fields.{slug}", days, old(CaseField, days, slug=slug), _delete_fields)
    others = old(CaseField, kept.other_fields).exclude(slug__in=list(kept.fields))
    yield Rule("other_fields", kept.other_fields, others, _delete_fields)
    said = old(Entry, kept.entries).exclude(body=b"")
    yield Rule("entries", kept.entries, said, _wipe)
    cases = _ended(Case.objects.all(), now - timedelta(days=kept.case), case="")
    yield Rule("case", kept.case, cases, _delete)


def _ended(rows: QuerySet[Any], limit: datetime, case: str = "case__") -> QuerySet[Any]:
    """Those whose case, or the case that it was joined to, ended before `limit`."""
    reference = "pk" if not case else "case_id"
    passed_on = HandOver.objects.filter(case=OuterRef(reference), sent_at__isnull=False)
    closed = Q(**{f"{case}state": State.CLOSED, f"{case}closed_at__lt": limit})
    elsewhere = Q(**{f"{case}due_on__lt": limit.date()}) & Exists(passed_on)
    return rows.filter(closed | elsewhere)


def _delete(rows: QuerySet[Any]) -> int:
    model = rows.model._meta.label
    return int(rows.delete()[1].get(model, 0))


def _delete_fields(rows: QuerySet[Any]) -> int:
    """The marks go with them; those of the fields that stay are written anew by the worker."""
    cases = list(rows.values_list("case_id", flat=True).distinct())
    CaseMark.objects.filter(case__in=cases).delete()
    Case.objects.filter(pk__in=cases).update(marked=False)
    return _delete(rows)


def _wipe(rows: QuerySet[Any]) -> int:
    """The line stays: that somebody was answered is history, and what was said is gone."""
    return rows.update(body=b"")
