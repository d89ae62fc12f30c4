"""Which legal terms run out soon, or have run out: what the desk warns of, and the day's digest."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from recupera.cases.models import Case, State
from recupera.clocks import legal
from recupera.clocks.calendar import Calendar

# So many business days before it does.
SOON = 2


@dataclass(frozen=True)
class RunningOut:
    """How many cases, of those that wait for the desk: `late` ones and `soon` ones, apart."""

    late: int
    soon: int

    def __bool__(self) -> bool:
        return bool(self.late or self.soon)


def last_day(calendar: Calendar, today: date) -> date:
    """The last day of a term that is warned of today."""
    day = today
    for _ in range(SOON):
        day = legal.next_business_day(calendar, day)
    return day


def business_days(calendar: Calendar, today: date, until: date) -> int:
    """How many are left; today does not count."""
    at, left = today, 0
    while at < until:
        at = legal.next_business_day(calendar, at)
        left += at <= until
    return left


def runs_out(calendar: Calendar, today: date) -> Q:
    """Of `Case`: open, nobody else's part, and within its last days or behind them."""
    return Q(joined_to="", state=State.OPEN, due_on__lte=last_day(calendar, today))


def running_out(calendar: Calendar, today: date) -> RunningOut:
    found = list(Case.objects.filter(runs_out(calendar, today)).values_list("due_on", flat=True))
    late = sum(one < today for one in found if one)
    return RunningOut(late, len(found) - late)
