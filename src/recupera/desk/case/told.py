"""What stands over an entry of a case's history at the desk, and its text without what is data."""

import re
from collections.abc import Callable, Mapping
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from recupera.agents.policy import Act
from recupera.cases.models import Author, Entry, EntryKind
from recupera.desk import order_words, words
from recupera.desk.case import proof_words
from recupera.desk.when import day
from recupera.people.case_reference import grouped

DAY = re.compile(r"(\d{4}-\d\d-\d\d) ?(.*)", re.DOTALL)
Said = tuple[str, str]
Names = Mapping[str, str]

PROOF_STEPS: Mapping[str, words.Sentence] = {
    "opened": later("Prueba pedida: %(what)s"),
    "good": later("Quedó probado: %(what)s"),
    "failed": later("No se probó: %(what)s"),
}
ORDER_STEPS: Mapping[str, words.Sentence] = {
    "proposed": later("Propuso la orden: %(what)s"),
    "approved": later("Aprobó la orden: %(what)s"),
    "withdrawn": later("Retiró la orden: %(what)s"),
    "refused": later("Rechazó la orden: %(what)s"),
    "expired": later("Venció sin aprobación la orden: %(what)s"),
    "objected": later("Detuvo la orden, porque alguien se opuso: %(what)s"),
    "closed": later("Bloqueó la cuenta, porque alguien se opuso a la orden: %(what)s"),
    "failed": later("No pudo hacer la orden, el directorio no la aceptó: %(what)s"),
    "done": later("Hizo la orden: %(what)s"),
    "reversed": later("Mandó deshacer la orden: %(what)s"),
    "reactivated": later("Deshizo la orden: %(what)s"),
    "not_reactivated": later("No pudo deshacer la orden, el directorio no lo aceptó: %(what)s"),
}


def told(entry: Entry, text: str, names: Names, today: date) -> Said:
    """The title and the text; `names` are agents' by their ids."""
    title = str(words.STEPS.get(entry.kind, entry.kind))
    if maker := BY_KIND.get(entry.kind):
        return maker(entry, title, text, names)
    if entry.kind == EntryKind.CLOSED and entry.by == Author.SYSTEM:
        return str(words.LAPSED), text
    if entry.kind == EntryKind.EXTENDED and (found := DAY.fullmatch(text)):
        until = day(date.fromisoformat(found[1]), today=today)
        return f"{title}: {until}", found[2]
    return title, text


def _joined(entry: Entry, title: str, text: str, names: Names) -> Said:
    return title, grouped(text)


def _handed(entry: Entry, title: str, text: str, names: Names) -> Said:
    to, _space, said = text.partition(" ")
    if to == entry.agent:
        return _("Tomó el caso"), said
    if to == "-":
        return _("Dejó el caso libre"), said
    return _("Pasó el caso a %(name)s") % {"name": names.get(to, to)}, said


def _proved(entry: Entry, title: str, text: str, names: Names) -> Said:
    """ "channel_code opened"."""
    kind, _space, step = text.partition(" ")
    if step not in PROOF_STEPS:
        return title, text
    said = str(PROOF_STEPS[step] % {"what": proof_words.of(kind)})
    asked_by = names.get(entry.agent, "")
    return said, _("La pidió %(name)s.") % {"name": asked_by} if asked_by else ""


def _ordered(entry: Entry, title: str, text: str, names: Names) -> Said:
    """ "change_email proposed <order> why"; empty where the person reads that it was done."""
    kind, step, _order, why = (*text.split(" ", 3), "", "", "", "")[:4]
    if step not in ORDER_STEPS or kind not in order_words.KINDS:
        return (title, text) if text else (_("Avisó a la persona que su trámite se hizo"), "")
    said = str(ORDER_STEPS[step] % {"what": order_words.KINDS[kind]})
    return said, why if entry.agent else str(order_words.LACKS.get(why, why))


def _remarked(entry: Entry, title: str, text: str, names: Names) -> Said:
    before, _space, why = text.partition(" ")
    if before == Act.VIEW_CLEAR.value:
        return _("Vio los datos completos de una cuenta"), why
    return title, text


BY_KIND: Mapping[str, Callable[[Entry, str, str, Names], Said]] = {
    EntryKind.JOINED: _joined,
    EntryKind.TAKEN: _handed,
    EntryKind.PROVED: _proved,
    EntryKind.ORDERED: _ordered,
    EntryKind.REMARKED: _remarked,
}
