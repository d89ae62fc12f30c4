"""A person who follows a case: the cases there are to follow, and their way to each page."""

from dataclasses import replace

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from recupera.letterbox.case_slot import Because, CaseShown, EntryShown, FileShown
from recupera.letterbox.models import Slot
from recupera.letterbox.slot import Verdict
from tests.pages.person import Person, paid, token

NUMBER, KEY = "2599729329", "BCDFGHJKMNPQRT5"
MONDAY = Because("2026-12-08", "Inmaculada Concepción", "Immaculate Conception")
RECEIVED = EntryShown("2026-11-22T09:50:00-05:00", "person", "received", "No puedo entrar.")
ANSWERED = EntryShown("2026-11-22T09:58:00-05:00", "desk", "answered", "Su usuario es otro.\n\nAna")
ASKED = EntryShown("2026-11-22T09:55:00-05:00", "desk", "asked", "¿Cuál es su entidad?")
OPEN = CaseShown(
    reference=NUMBER,
    subject="recuperacion-usuario",
    state="open",
    received_at="2026-11-22T09:50:00-05:00",
    email="ana.perez@example.com",
    confirmed=True,
    answer_by="2026-11-23T15:00:00-05:00",
    due_on="2026-12-15",
    due_because=(MONDAY,),
    entries=(RECEIVED,),
    digits="47",
)
UNCONFIRMED = replace(OPEN, confirmed=False)
WAITING = replace(OPEN, state="waiting", until="2026-12-22", entries=(RECEIVED, ASKED))
ANSWERED_CASE = replace(OPEN, state="answered", entries=(RECEIVED, ANSWERED))
CLOSED = replace(OPEN, digits="", state="closed", until="2026-12-22", entries=(RECEIVED, ANSWERED))
OVER = replace(CLOSED, until="2026-11-20", more=True)
FILES = tuple(
    FileShown(f"una-carta-con-un-nombre-bastante-largo-{state}.pdf", 120_000, state, reason)
    for state, reason in (
        ("waiting", ""),
        ("taken", ""),
        ("clean", "checked"),
        ("unscanned", "no_antivirus"),
        ("refused", "infected"),
    )
)
FULL = replace(OPEN, files=FILES, joined=("1111111110", "2222222220"))


def ask(person: Person, number: str = NUMBER, key: str = KEY, prefix: str = "") -> HttpResponse:
    person.open(f"{prefix}/caso?otro")
    form = {"number": number, "key": key, "altcha": paid(person.page)}
    return person.send(f"{prefix}/caso", form)


def follow(person: Person, shown: CaseShown = OPEN, prefix: str = "") -> HttpResponse:
    """Opens the case with its key; the status page is open then."""
    assert ask(person, prefix=prefix).status_code == 303
    person.worker.follow(Verdict.GOOD, shown)
    return person.open(f"{prefix}/caso/estado")


def act(person: Person, page: str, prefix: str = "", **given: str) -> HttpResponse:
    """Opens the page of an act and sends its form, paid for."""
    person.open(f"{prefix}/caso/{page}")
    return send(person, page, prefix, **given)


def send(person: Person, page: str, prefix: str = "", **given: str) -> HttpResponse:
    """Sends the form of an act that is open."""
    reference = mark(person)
    work = {"altcha": paid(person.page)} if person.page.all("div", id="work") else {}
    return person.send(f"{prefix}/caso/{page}", {"reference": reference} | work | given)


def attach(
    person: Person, *files: tuple[str, bytes], prefix: str = "", **more: str
) -> HttpResponse:
    """Sends the form of an addition that is open as a browser does, with these files."""
    given = {"reference": mark(person), "altcha": paid(person.page), "text": "", "whole": "yes"}
    chosen = [SimpleUploadedFile(name, content) for name, content in files]
    data = {"csrfmiddlewaretoken": token(person), **given, **more, "files": chosen}
    return person._keep(person.post(f"{prefix}/caso/agregar", data))


def mark(person: Person) -> str:
    """What the form that is open knows its case or question by."""
    return person.page.all("input", name="reference")[0].given["value"] or ""


def acted(person: Person, verdict: Verdict, page: str, shown: CaseShown, **given: str) -> None:
    """Does it, and the worker says what came of it; the status page is open then."""
    assert act(person, page, **given)["Location"] == "/caso/espera"
    person.worker.follow(verdict, shown)
    person.open("/caso/estado")


def gone() -> None:
    """As after half an hour without anything."""
    Slot.objects.all().delete()
