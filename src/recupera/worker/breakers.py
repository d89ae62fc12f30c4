"""Breakers: when wrong codes or text messages come near their limit, everybody's ask costs more.

Both are sums over the whole house and move in three steps. Wrong codes count the same for data
that nobody registered. Text messages are real ones, so their sum is told only as a step, and late:
docs/security.md says what is left to learn from it.
"""

import logging
from datetime import datetime, timedelta

from django.db.models import Sum

from recupera.enquiries.models import Enquiry
from recupera.messages import spend
from recupera.options import current

log = logging.getLogger("recupera.worker")

HOUR = timedelta(hours=1)
# From this share of a limit on, an ask takes that many times as much work.
STEPS = ((1.0, 4), (0.8, 2))


class Breakers:
    """Remembers what it last said, so that an alarm is a line and not a flood."""

    def __init__(self) -> None:
        self._told: dict[str, int] = {}

    def raised(self, at: datetime) -> int:
        """How many times as much an ask costs now: 1, 2 or 4."""
        shares = {"wrong codes": _wrong_codes(at), "text messages": spend.share(at)}
        return max(self._step(name, share) for name, share in shares.items())

    def _step(self, name: str, share: float) -> int:
        times = next((times for least, times in STEPS if share >= least), 1)
        if times > self._told.get(name, 1):
            log.error("alarm: %s at %d %% of their limit; asking costs more", name, share * 100)
        self._told[name] = times
        return times


def _wrong_codes(at: datetime) -> float:
    """The share of the limit that this hour's enquiries have used."""
    recent = Enquiry.objects.filter(created_at__gt=at - HOUR)
    tries = recent.aggregate(sum=Sum("tries"))["sum"] or 0
    return float(tries / current().wrong_codes_per_hour)
