"""What stands over an entry of a case's history at the desk, and its text without what is data."""

import re
from collections.abc import Callable, Mapping
from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

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
    "opened": _("Prueba pedida: %(what)s"),
    "good": _("Quedó probado: %(what)s"),
    "failed": _("No se probó: %(what)s"),
}
ORDER_STEPS: Mapping[str, words.Sentence] = {
    "proposed": _("Propuso la orden: %(what)s"),
    "approved": _("Aprobó la orden: %(what)s"),
    "withdrawn": _("Retiró la orden: %(what)s"),
    "refused": _("Rechazó la orden: %(what)s"),
    "expired": _("Venció sin aprobación la orden: %(what)s"),
    "objected": _("Detuvo la orden, porque alguien se opuso: %(what)s"),
    "closed": _("Bloqueó la cuenta, porque alguien se opuso a la orden: %(what)s"),
    "failed": _("No pudo hacer la orden, el directorio no la aceptó: %(what)s"),
    "done": _("Hizo la orden: %(what)s"),
    "reversed": _("Mandó deshacer la orden: %(what)s"),
    "reactivated": _("Deshizo la orden: %(what)s"),
    "not_reactivated": _("No pudo deshacer la orden, el directorio no lo aceptó: %(what)s"),
}


POSTED: Mapping[str, words.Sentence] = {
    "receipt": _("El acuse de recibo"),
    "news": _("El aviso de que hay novedades"),
}
OUTCOMES: Mapping[str, words.Sentence] = {
    "accepted": _("%(what)s salió al correo del caso"),
    "delivered": _("%(what)s llegó al correo del caso"),
    "failed": _("%(what)s volvió: no se pudo entregar al correo del caso"),
    "refused": _("%(what)s no salió: el servidor de ese correo lo rechazó"),
    "late": _("%(what)s no salió: no se pudo enviar a tiempo"),
    "unsure": _("%(what)s: no se sabe si salió"),
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
        return gettext("Tomó el caso"), said
    if to == "-":
        return gettext("Dejó el caso libre"), said
    return gettext("Pasó el caso a %(name)s") % {"name": names.get(to, to)}, said


def _proved(entry: Entry, title: str, text: str, names: Names) -> Said:
    """ "channel_code opened"."""
    kind, _space, step = text.partition(" ")
    if step not in PROOF_STEPS:
        return title, text
    said = str(PROOF_STEPS[step] % {"what": proof_words.of(kind)})
    asked_by = names.get(entry.agent, "")
    return said, gettext("La pidió %(name)s.") % {"name": asked_by} if asked_by else ""


def _ordered(entry: Entry, title: str, text: str, names: Names) -> Said:
    """ "change_email proposed <order> why"; empty where the person reads that it was done."""
    kind, step, _order, why = (*text.split(" ", 3), "", "", "", "")[:4]
    if step not in ORDER_STEPS or kind not in order_words.KINDS:
        return (title, text) if text else (gettext("Avisó a la persona que su trámite se hizo"), "")
    said = str(ORDER_STEPS[step] % {"what": order_words.KINDS[kind]})
    return said, why if entry.agent else str(order_words.LACKS.get(why, why))


def _posted(entry: Entry, title: str, text: str, names: Names) -> Said:
    """ "news failed"."""
    what, _space, outcome = text.partition(" ")
    if what not in POSTED or outcome not in OUTCOMES:
        return title, text
    return str(OUTCOMES[outcome] % {"what": POSTED[what]}), ""


def _remarked(entry: Entry, title: str, text: str, names: Names) -> Said:
    before, _space, why = text.partition(" ")
    if before == Act.VIEW_CLEAR.value:
        return gettext("Vio los datos completos de una cuenta"), why
    return title, text


BY_KIND: Mapping[str, Callable[[Entry, str, str, Names], Said]] = {
    EntryKind.JOINED: _joined,
    EntryKind.TAKEN: _handed,
    EntryKind.PROVED: _proved,
    EntryKind.ORDERED: _ordered,
    EntryKind.REMARKED: _remarked,
    EntryKind.POSTED: _posted,
}
