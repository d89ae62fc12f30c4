"""Warnings that a legal term runs out: on a case, in the queue, and over it for who supervises."""

from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from recupera.agents.models import Agent
from recupera.agents.policy import Act
from recupera.cases.models import Case, State
from recupera.cases.running_out import business_days, last_day, running_out
from recupera.desk.entering import may
from recupera.desk.when import today_of
from recupera.letterbox.closed_days import calendar


def of_case(case: Case, *, now: datetime) -> str:
    """A word or two; empty where there is time."""
    if case.state != State.OPEN or case.due_on is None:
        return ""
    return of_term(case.due_on, today=today_of(now))


def of_term(due_on: date, *, today: date) -> str:
    if due_on < today:
        return _("Término vencido")
    if due_on > last_day(calendar(), today):
        return ""
    left = business_days(calendar(), today, due_on)
    if left == 0:
        return _("Vence hoy")
    said = ngettext("Queda %(left)d día hábil", "Quedan %(left)d días hábiles", left)
    return said % {"left": left}


def of_house(agent: Agent, *, now: datetime) -> str:
    """For supervisors and auditors: how many terms ran out, and how many do soon."""
    if not may(agent, Act.FIGURES):
        return ""
    found = running_out(calendar(), today_of(now))
    late = ngettext(
        "%(late)d caso con el término vencido", "%(late)d casos con el término vencido", found.late
    ) % {"late": found.late}
    soon = ngettext(
        "%(soon)d caso que vence en dos días hábiles o menos",
        "%(soon)d casos que vencen en dos días hábiles o menos",
        found.soon,
    ) % {"soon": found.soon}
    return ", ".join(said for said, count in ((late, found.late), (soon, found.soon)) if count)
