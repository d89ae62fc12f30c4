"""How long first answers and closings took by both clocks, of cases that came in the period."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from statistics import median

from django.utils.translation import gettext as _

from recupera.cases.catalogue import load_catalogue
from recupera.cases.dates import subject_of
from recupera.cases.models import Case, Entry, EntryKind
from recupera.cases.sealed import open_entry
from recupera.clocks.elapsed import Elapsed
from recupera.desk.supervision.chart import Chart, Series, columns
from recupera.desk.supervision.figure import Cell, Figure
from recupera.desk.supervision.period import Period
from recupera.options import current

# Of what a term allows.
PARTS = (0.25, 0.5, 0.75, 1.0)
FACTS = ("reference", "subject", "received_at", "first_answered_at", "closed_at")
Row = tuple[str, str, datetime, datetime | None, datetime | None]


@dataclass(frozen=True)
class Took:
    """Hours of service and business days from receipt; `parts` of what is allowed by each."""

    hours: float
    days: int
    parts: tuple[float, float]


def times(period: Period) -> Figure:
    """A case that was not answered counts against the clock that it has run out of."""
    rows, further = _cases(period), _extended(period)
    clock = _Clock(period, rows, further)
    answered = [one for row in rows if (one := clock.took(row, row[3]))]
    waiting = [row for row in rows if row[3] is None and row[4] is None]
    late = [one for row in waiting if (one := clock.took(row, period.now)) and max(one.parts) > 1]
    closed = [one for row in rows if (one := clock.took(row, row[4]))]
    head = (
        _("Paso"),
        _("Casos"),
        _("Horas de servicio: mediana"),
        _("Horas de servicio: p90"),
        _("A tiempo, reloj de servicio"),
        _("Días hábiles: mediana"),
        _("Días hábiles: p90"),
        _("A tiempo, plazo legal"),
    )
    table = [
        _measured(_("Primera respuesta"), answered, (*answered, *late)),
        _measured(_("Cierre"), closed, ()),
    ]
    notes = (
        _("Un caso sin respuesta cuenta desde que se pasó de uno de los dos plazos."),
        _("El cierre no tiene plazo: lo que se responde se cierra solo a los treinta días."),
    )
    chart = _chart((*answered, *late))
    return Figure("tiempos", chart.title, head, table, chart, notes)


class _Clock:
    """Measures cases; the sums over days are made once for all of them."""

    def __init__(self, period: Period, rows: Sequence[Row], further: dict[str, date]) -> None:
        # What came while this page was made may be of the day after.
        moments = [period.now, *(at for row in rows for at in row[2:5] if at)]
        days = {period.calendar.day_of(at) for at in moments} | set(further.values())
        self._further, self._zone = further, period.calendar.zone
        self._elapsed = Elapsed(period.calendar, min(days), max(days))

    def took(self, row: Row, until: datetime | None) -> Took | None:
        """None where it has not come to that, or no term says how long it may take."""
        reference, subject, since = row[:3]
        allowed = _allowed(subject)
        if until is None or allowed is None:
            return None
        hours, days = allowed
        if reference in self._further:
            end = datetime.combine(self._further[reference], time(12), self._zone)
            days = max(days, self._elapsed.business_days(since, end))
        served = self._elapsed.service(since, until).total_seconds() / 3600
        passed = self._elapsed.business_days(since, until)
        return Took(served, passed, (served / hours, passed / days))


@cache
def _allowed(subject: str) -> tuple[int, int] | None:
    """Hours of service, and business days by the law."""
    found, catalogue = subject_of(subject), load_catalogue(current().preset)
    term = catalogue.term(found.term) if catalogue and found else None
    return (found.service_hours, term.days) if found and term else None


def _cases(period: Period) -> list[Row]:
    of = Case.objects.filter(joined_to="", opened_at__gte=period.since)
    return list(of.values_list(*FACTS))


def _extended(period: Period) -> dict[str, date]:
    """To which day the terms of these cases were extended."""
    of = Entry.objects.filter(kind=EntryKind.EXTENDED, case__opened_at__gte=period.since)
    return {one.case_id: _until(one) for one in of.order_by("at")}


def _until(entry: Entry) -> date:
    text = open_entry(entry.case_id, entry.kind, entry.at, bytes(entry.body))
    return date.fromisoformat(text.partition(" ")[0])


def _measured(name: str, took: Sequence[Took], judged: Sequence[Took]) -> tuple[Cell, ...]:
    hours, days = sorted(one.hours for one in took), sorted(one.days for one in took)
    return (
        name,
        len(took),
        _tenths(median(hours)) if hours else "–",
        _tenths(_p90(hours)) if hours else "–",
        _share(judged, 0),
        _tenths(median(days)) if days else "–",
        _tenths(_p90(days)) if days else "–",
        _share(judged, 1),
    )


def _share(judged: Sequence[Took], clock: int) -> str:
    if not judged:
        return "–"
    return f"{100 * sum(one.parts[clock] <= 1 for one in judged) // len(judged)} %"


def _p90(ordered: Sequence[float]) -> float:
    """The least that nine in ten do not exceed."""
    return ordered[-(-len(ordered) * 9 // 10) - 1]


def _tenths(value: float) -> float:
    return round(value, 1)


def _chart(judged: Sequence[Took]) -> Chart:
    places = ["≤ 25 %", "≤ 50 %", "≤ 75 %", "≤ 100 %", _("pasado")]
    clocks = [Counter(_part(one.parts[clock]) for one in judged) for clock in (0, 1)]
    names = (_("Reloj de servicio"), _("Plazo legal"))
    series = [
        Series(name, [clock[at] for at in range(len(places))])
        for name, clock in zip(names, clocks, strict=True)
    ]
    title = _("Primera respuesta: qué parte del plazo pasó")
    said = _("Cuántos casos tuvieron su primera respuesta en cada parte de su plazo.")
    return columns(title, said, places, series, beside=True)


def _part(used: float) -> int:
    return sum(used > most for most in PARTS)
