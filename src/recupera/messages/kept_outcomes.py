"""What is kept of each row's end: a mark that a report finds it by, and its sealed outcome.

Null rows get both as well. Only the worker's key opens an outcome, and without the sender's key
nobody can tell which row a name in some mail server's log belongs to.
"""

import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from recupera.keys import derive, digest, hpke_open, hpke_seal, ring
from recupera.keys.sealing import KEY_ID
from recupera.messages.models import Message, State
from recupera.messages.outcomes import Outcome
from recupera.messages.reports import Report
from recupera.options import current
from recupera.people import ChannelKind

SIZE = 160


@dataclass(frozen=True)
class End:
    """How one row ended; `name` is empty where no report can come, `channel` None if unknown."""

    outcome: Outcome
    channel: ChannelKind | None = None
    name: str = ""


def columns(row: UUID, end: End, *, at: datetime) -> dict[str, Any]:
    """The values of the row's columns: the same sizes for every end."""
    return {
        "mark": _marks(end.name)[0] if end.name else secrets.token_hex(16),
        "outcome": _seal(row, end.outcome, end.channel, at=at),
    }


def keep(reports: Iterable[Report], *, at: datetime) -> list[Report]:
    """Writes each report to its row; returns those whose row is not there (yet)."""
    return [report for report in reports if not _keep(report, at=at)]


def read(row: Message) -> tuple[Outcome, ChannelKind | None, datetime]:
    """What became of a settled row, by which channel and when that was learnt; worker only.

    Raises KeyMissing or CannotOpen.
    """
    key_id, sealed = bytes(row.outcome)[:KEY_ID], bytes(row.outcome)[KEY_ID:]
    key = ring(current().data, "worker", "outcome").get(key_id.decode("ascii", "replace"))
    found = json.loads(hpke_open(key, sealed, info=_info(row.id)))
    channel = found["channel"] and ChannelKind(found["channel"])
    return Outcome(found["outcome"]), channel, datetime.fromisoformat(found["at"])


def _keep(report: Report, *, at: datetime) -> int:
    ended = Message.objects.filter(mark__in=_marks(report.name), state__in=(State.SENT, State.GONE))
    row = ended.values_list("id", flat=True).first()
    if row is None:
        return 0
    sealed = _seal(row, report.outcome, report.channel, at=at)
    return Message.objects.filter(id=row).update(outcome=sealed)


def _seal(row: UUID, outcome: Outcome, channel: ChannelKind | None, *, at: datetime) -> bytes:
    public = ring(current().data, "sender", "outcome-public").newest()
    content = {"outcome": outcome, "channel": channel, "at": at.isoformat()}
    sealed = hpke_seal(public, json.dumps(content).encode(), info=_info(row), size=SIZE)
    return public.id.encode() + sealed


def _marks(name: str) -> list[str]:
    """The name's mark under each living key, the newest first."""
    keys = ring(current().data, "sender", "outbox")
    return [digest(derive(key.secret, "report"), name.encode()).hex()[:32] for key in keys]


def _info(row: UUID) -> bytes:
    return b"recupera outcome " + row.bytes
