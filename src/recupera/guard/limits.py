"""Budgets on what was typed and on where it came from: exact, atomic, the same for everyone.

Generic cell rate: each budget is one number, the moment until which it is used up. Spending is
one statement for all budgets of a request; either all of them have room or nothing is spent.
"""

import hmac
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache, lru_cache
from operator import attrgetter
from typing import NamedTuple

from django.db import connections

from recupera.guard.source import Source
from recupera.keys import derive, ring
from recupera.options import Budget, current

STORE = "letterbox"
DAY = 86_400
# What is asked with a case's reference alone is counted like what is asked with a datum.
CASE = "case"

ROW = "(%s, %s, %s)"
SPEND = """
INSERT INTO guard_budget (key, tat, slack) VALUES {rows}
ON CONFLICT (key) DO UPDATE SET slack = excluded.slack,
  tat = CASE WHEN guard_budget.tat > %s THEN guard_budget.tat ELSE %s END + (excluded.tat - %s)
WHERE guard_budget.tat <= %s + excluded.slack
RETURNING key, tat
"""


class Closed(Exception):
    """A budget is used up. `until` is when it opens again; `budget` is "datum" or "source"."""

    def __init__(self, until: datetime, budget: str) -> None:
        super().__init__(budget)
        self.until = until
        self.budget = budget


class _Row(NamedTuple):
    key: str
    budget: Budget
    about: str
    units: int = 1

    @property
    def price(self) -> float:
        return self.units * self.budget.period

    @property
    def slack(self) -> float:
        """How far ahead of now the budget may reach before this is taken."""
        return (self.budget.burst - self.units) * self.budget.period


def spend_budgets(
    *, kind: str | None, value: str, source: Source, now: float | None = None
) -> float:
    """Takes one from every budget of this datum, if it is about one, and of this source.

    `kind` is a `DatumKind`, or CASE where the value is a case's reference.
    Returns how much of the source's own budget is used now, 0 to 1.
    Call it inside `letterbox.drop.accepting()`: Closed then takes everything back.
    """
    at = time.time() if now is None else now
    taken = _take(at, _rows(at, kind, value, source))
    return _share(at, max(taken[key] for key in _host_keys(at, source)))


def spend_case_budgets(
    what: str,
    *,
    source: Source,
    data: Sequence[str] = (),
    units: int = 1,
    now: float | None = None,
) -> None:
    """Takes so many units from the budgets of a source for `what`: "draft", "upload" or "case".

    And from `case_datum` of each of `data`, kind and normal form in one text. Cases have budgets of
    their own, because a case is what people are led to where those of enquiries are used up.
    Call it inside `letterbox.drop.accepting()`: Closed then takes everything back.
    """
    at = time.time() if now is None else now
    wanted = [(f"{what}_host", source.host), (f"{what}_network", source.network)]
    wanted += [("case_datum", one) for one in data]
    _take(at, _marked(at, wanted, units=units))


def _take(at: float, rows: list["_Row"]) -> dict[str, float]:
    """Until when each budget reaches now, by key. Raises Closed."""
    given = [part for row in rows for part in (row.key, at + row.price, row.slack)]
    with connections[STORE].cursor() as cursor:
        cursor.execute(_statement(len(rows)), [*given, at, at, at, at])
        taken = dict(cursor.fetchall())
    refused = [row for row in rows if row.key not in taken]
    if refused:
        raise _closed(refused)
    return taken


def use_of(source: Source, *, now: float | None = None) -> float:
    """How much of the source's own budget is used, 0 to 1; reads, never spends."""
    at = time.time() if now is None else now
    with connections[STORE].cursor() as cursor:
        cursor.execute(
            "SELECT max(tat) FROM guard_budget WHERE key IN (%s, %s)", _host_keys(at, source)
        )
        return _share(at, cursor.fetchone()[0] or 0.0)


def _host_keys(at: float, source: Source) -> list[str]:
    return [_key(_secret_of(at, days_ago=days), "source_host", source.host) for days in (0, 1)]


def _share(at: float, tat: float) -> float:
    budget = current().budgets.source_host
    return min(1.0, max(0.0, tat - at) / budget.period / budget.burst)


def purge(now: float) -> int:
    """Deletes what says nothing any more; returns how many rows."""
    with connections[STORE].cursor() as cursor:
        cursor.execute("DELETE FROM guard_budget WHERE tat < %s", [now])
        budgets = cursor.rowcount
        cursor.execute("DELETE FROM guard_spent WHERE until < %s", [now])
        return int(budgets + cursor.rowcount)


def network_marks(source: Source, *, now: float | None = None) -> tuple[str, str]:
    """What the worker knows a network by: a mark of today and one of yesterday, 16 hex digits.

    Two asks within 24 hours from one network share at least one of them.
    """
    at = time.time() if now is None else now
    today, yesterday = (
        _key(_secret_of(at, days_ago=days), "owners_network", source.network)[:16]
        for days in (0, 1)
    )
    return today, yesterday


def _rows(at: float, kind: str | None, value: str, source: Source) -> list[_Row]:
    wanted = [("source_host", source.host), ("source_network", source.network)]
    if kind:
        datum = f"{kind}:{value}"
        wanted += [("datum_wait", datum), ("datum_day", datum)]
    return _marked(at, wanted)


def _marked(at: float, wanted: list[tuple[str, str]], *, units: int = 1) -> list[_Row]:
    """A row for each budget by its name and what it is about."""
    budgets = current().budgets
    # Under yesterday's key as well: when the key changes, the new one already has a day's memory.
    rows = [
        _Row(
            _key(secret, name, about),
            (budget := getattr(budgets, name)),
            "datum" if "datum" in name else "source",
            # Nothing is dearer than a whole budget, or it would never pass.
            min(units, budget.burst),
        )
        for secret in (_secret_of(at, days_ago=0), _secret_of(at, days_ago=1))
        for name, about in wanted
    ]
    # One order for everybody, or two requests lock each other's rows for ever.
    return sorted(rows, key=attrgetter("key"))


def _key(secret: bytes, name: str, about: str) -> str:
    # Not `keys.digest`, which costs three times as much for its frames: a find needs ten of these,
    # and as no name holds a space, no two pairs are one text.
    return hmac.digest(secret, f"{name} {about}".encode(), "sha256")[:16].hex()


def _secret_of(at: float, *, days_ago: int) -> bytes:
    """From the version that was in use when the day began: a rotation forgets no budget."""
    day = int(at // DAY) - days_ago
    begins = datetime.fromtimestamp(day * DAY, UTC)
    versions = list(ring(current().data, "portal", "limiter"))
    older = [version for version in versions if version.made_at < begins]
    return _derived((older or versions[-1:])[0].secret, day)


@cache
def _statement(rows: int) -> str:
    return SPEND.format(rows=", ".join([ROW] * rows))


@lru_cache(maxsize=8)
def _derived(root: bytes, day: int) -> bytes:
    return derive(root, f"limiter {day}")


def _closed(refused: list[_Row]) -> Closed:
    """Says the hour of the budget that opens last, and names the datum before the source."""
    marks = ", ".join(["%s"] * len(refused))
    with connections[STORE].cursor() as cursor:
        cursor.execute(
            f"SELECT key, tat FROM guard_budget WHERE key IN ({marks})",  # noqa: S608 - only marks
            [row.key for row in refused],
        )
        used = dict(cursor.fetchall())
    about = min(row.about for row in refused)
    latest = max(used[row.key] - row.slack for row in refused if row.about == about)
    return Closed(datetime.fromtimestamp(latest, UTC), about)
