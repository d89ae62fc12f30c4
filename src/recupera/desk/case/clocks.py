"""The two clocks of a case in words, each with why it stands where it stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from recupera.cases.dates import dates
from recupera.cases.models import Case, State
from recupera.cases.running_out import business_days
from recupera.clocks.calendar import Rest
from recupera.desk.when import day, moment, today_of
from recupera.letterbox.closed_days import calendar


@dataclass(frozen=True)
class Clock:
    """`late` is whether it has run out; `because` names the days of rest on its way."""

    text: str
    late: bool = False
    because: tuple[str, ...] = ()


def next_of(case: Case, *, now: datetime) -> Clock:
    """What the queue says of it: which clock runs out first, and when."""
    today, late = today_of(now), case.next_at < now
    if case.urgent and case.state == State.OPEN:
        return Clock(_("Objeción: alguien dice que no cambió su contraseña. Va primero."), True)
    if case.state == State.OPEN:
        by_service = _by_service(case)
        said = _service(case, today, late=late) if by_service else _legal(case, today)
        return Clock(said, late)
    ends = {
        State.WAITING: _("La persona tiene hasta el %(day)s"),
        State.ANSWERED: _("Se cierra solo el %(day)s"),
        State.CLOSED: _("Cerrado el %(day)s"),
    }
    return Clock(ends[State(case.state)] % {"day": moment(case.next_at, today=today)})


def both(case: Case, *, now: datetime) -> tuple[Clock, ...]:
    """The service clock, until the desk has spoken, and the legal term of an open case."""
    if case.state != State.OPEN:
        return (next_of(case, now=now),)
    today = today_of(now)
    found = dates(case, case.entries.order_by("at", "id"), now=now)
    said = []
    if case.answer_by and not found.spoken:
        because = _because(found.answer_because, today)
        late = case.answer_by < now
        said.append(Clock(_service(case, today, late=late), late, because))
    if case.due_on:
        because = _because(found.due_because, today)
        said.append(Clock(_legal(case, today), case.due_on < today, because))
    return tuple(said) or (next_of(case, now=now),)


def _by_service(case: Case) -> bool:
    return case.answer_by is not None and case.next_at == case.answer_by


def _service(case: Case, today: date, *, late: bool) -> str:
    assert case.answer_by
    when = moment(case.answer_by, today=today)
    if late:
        return _("Debió responderse el %(when)s: reloj de servicio") % {"when": when}
    return _("Responder antes del %(when)s: reloj de servicio") % {"when": when}


def _legal(case: Case, today: date) -> str:
    if case.due_on is None:
        return _("Sin término: atender ya")
    when = day(case.due_on, today=today)
    if case.due_on < today:
        return _("Venció el %(day)s: término legal") % {"day": when}
    left = business_days(calendar(), today, case.due_on)
    if left == 0:
        return _("Vence hoy, %(day)s: término legal") % {"day": when}
    said = ngettext(
        "Vence el %(day)s: queda %(left)d día hábil",
        "Vence el %(day)s: quedan %(left)d días hábiles",
        left,
    )
    return said % {"day": when, "left": left}


def _because(rests: Iterable[Rest], today: date) -> tuple[str, ...]:
    language = get_language() or "es"
    return tuple(f"{day(one.day, today=today)}: {one.reason.said(language)}" for one in rests)
