"""The worker's side of uploads: which of them a case has, and deleting what has had its time."""

from collections.abc import Collection
from datetime import datetime

from recupera.letterbox.models import Draft, Upload


def keep(ids: Collection[str], *, owner: str) -> frozenset[str]:
    """Marks those that came with this draft or slot as kept; returns which are there.

    Twice does no harm.
    """
    mine = Upload.objects.filter(id__in=ids, owner=owner)
    mine.filter(kept=False).update(kept=True)
    return frozenset(mine.values_list("id", flat=True))


def forget(ids: Collection[str]) -> int:
    """Deletes uploads that were scanned."""
    return Upload.objects.filter(id__in=ids).delete()[0] if ids else 0


def old(before: datetime) -> list[str]:
    """Those older than `before`, kept or not, that belong to no draft: one may live longer."""
    found = Upload.objects.filter(created_at__lt=before)
    return list(found.exclude(owner__in=Draft.objects.values("id")).values_list("id", flat=True))


def purge_drafts(before: datetime) -> int:
    """Those last saved before that, sent or not."""
    return Draft.objects.filter(saved_at__lt=before).delete()[0]
