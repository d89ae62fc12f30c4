"""What another help desk is told of one step of a case: the desk holds the keys to open it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from recupera.cases import sealed
from recupera.cases.catalogue import Catalogue, load_catalogue
from recupera.cases.models import Case, EntryKind, HandOver
from recupera.desk.opening import opened
from recupera.options import current
from recupera.people.case_reference import grouped

EVENTS = {
    EntryKind.RECEIVED: "case.opened",
    EntryKind.ADDED: "case.added",
    EntryKind.CONFIRMED: "case.confirmed",
    EntryKind.EMAIL_CORRECTED: "case.email_corrected",
    EntryKind.CLOSED: "case.closed",
    EntryKind.REOPENED: "case.reopened",
}
SAID = {
    "case.opened": "Caso nuevo.",
    "case.added": "La persona agregó a su caso:",
    "case.confirmed": "La persona confirmó su correo: ya se le puede responder.",
    "case.email_corrected": "La persona corrigió su correo.",
    "case.closed": "La persona cerró su caso.",
    "case.reopened": "La persona reabrió su caso.",
    "case.file": "Archivo del caso, adjunto.",
}
WHOSE = {
    "self": "para la persona que escribe",
    "other": "para otra persona",
    "anonymous": "sin identificarse",
}


@dataclass(frozen=True)
class Passed:
    """A file as it is passed on; `facts` is what is said of it."""

    name: str
    type: str
    content: bytes = field(repr=False)
    facts: Mapping[str, Any]


@dataclass(frozen=True)
class Passing:
    """One step. `id` is the same at each try; `at` is when it happened, ISO 8601.

    `subject` is the catalogue's name of what the case is about. `email` is the case's, and nobody
    has shown that they read it unless `confirmed`. `text` is for people, `facts` for machines.
    """

    id: str
    event: str
    reference: str
    subject: str
    at: str
    email: str
    confirmed: bool
    text: str = field(repr=False)
    facts: Mapping[str, Any] = field(repr=False)
    file: Passed | None = None


def passing(row: HandOver) -> Passing:
    """Raises keys.CannotOpen or keys.KeyMissing."""
    case, catalogue = row.case, load_catalogue(current().preset)
    event, text, at = _step(row)
    fields = {
        one.slug: sealed.open_field(case.pk, one.slug, bytes(one.body)) for one in case.fields.all()
    }
    subject = _named(catalogue, case.subject)
    email, confirmed = fields.get(case.email_field, ""), case.confirmed_at is not None
    facts = _facts(case, email, confirmed) | {"fields": fields, "text": text}
    lines = _lines(facts, event, text, subject, _labels(catalogue))
    return Passing(
        id=row.name,
        event=event,
        reference=grouped(case.pk),
        subject=subject,
        at=at.isoformat(),
        email=email,
        confirmed=confirmed,
        text="\n".join(lines),
        facts=facts,
        file=_file(row),
    )


def _step(row: HandOver) -> tuple[str, str, datetime]:
    entry = row.entry
    if entry is None:
        return "case.file", "", row.found_at
    text = sealed.open_entry(row.case_id, entry.kind, entry.at, bytes(entry.body))
    return EVENTS[EntryKind(entry.kind)], text, entry.at


def _fields(case: Case) -> dict[str, str]:
    rows = case.fields.all()
    return {one.slug: sealed.open_field(case.pk, one.slug, bytes(one.body)) for one in rows}


def _facts(case: Case, email: str, confirmed: bool) -> dict[str, Any]:
    return {
        "reference": grouped(case.pk),
        "system": case.system,
        "request": case.request,
        "subject": case.subject,
        "whose": case.whose,
        "language": case.language,
        "received_at": case.received_at.isoformat(),
        "due_on": case.due_on.isoformat() if case.due_on else None,
        "answer_by": case.answer_by.isoformat() if case.answer_by else None,
        "email": email,
        "email_confirmed": confirmed,
    }


def _file(row: HandOver) -> Passed | None:
    file = row.file
    if file is None:
        return None
    found = opened(file)
    facts = {
        "name": found.name,
        "type": found.type,
        "size": len(found.content),
        "scanned": found.scanned,
        "document": file.document,
    }
    return Passed(found.name, found.type, found.content, facts)


def _lines(
    facts: Mapping[str, Any], event: str, text: str, subject: str, labels: Mapping[str, str]
) -> Iterator[str]:
    """For the agents who read the mail; in Spanish, as they work."""
    yield from (SAID[event], *([text] if text else []), "")
    yield f"Número: {facts['reference']}"
    yield f"Asunto: {subject}"
    yield f"Sistema: {facts['system']} · Tipo: {facts['request']} · {WHOSE.get(facts['whose'], '')}"
    yield f"Recibido: {_moment(facts['received_at'])}"
    if facts["due_on"]:
        yield f"Término legal: {date.fromisoformat(facts['due_on']):%d/%m/%Y}"
    if facts["answer_by"]:
        yield f"Primera respuesta, en horario de servicio: {_moment(facts['answer_by'])}"
    confirmed = "confirmado" if facts["email_confirmed"] else "SIN CONFIRMAR: no le responda aún"
    yield f"Correo: {facts['email'] or 'ninguno'} ({confirmed})"
    yield "No envíe datos de la cuenta a este correo: solo al registrado en la plataforma."
    if event == "case.opened":
        for slug, value in facts["fields"].items():
            yield f"\n{labels.get(slug, slug)}:\n{value}"


def _moment(instant: str) -> str:
    zone = ZoneInfo(current().texts.service.zone)
    return f"{datetime.fromisoformat(instant).astimezone(zone):%d/%m/%Y %H:%M}"


def _named(catalogue: Catalogue | None, subject: str) -> str:
    found = catalogue.subject(subject) if catalogue else None
    return found.label.es if found else subject


def _labels(catalogue: Catalogue | None) -> dict[str, str]:
    return {one.slug: one.label.es for one in catalogue.fields} if catalogue else {}
