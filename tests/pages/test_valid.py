"""Every page in both languages through the validator of the W3C, in one run of it."""

import pytest
import time_machine

from recupera.letterbox.slot import Verdict
from tests.house.html import errors
from tests.pages.fake_worker import ANA, FakeWorker
from tests.pages.person import Person

pytestmark = pytest.mark.django_db(databases=["letterbox"])


HELP = ("/ayuda", "/soporte", "/calendario", "/Public/Users/AccessRecovery/Index")


def test_every_page_is_valid_html(worker: FakeWorker) -> None:
    pages = _help(Person(worker))
    for prefix in ("", "/en"):
        person = Person(worker)
        for address in (
            "/",
            "/?mensaje",
            "/?ejemplo=1",
            "/codigo",
            "/terminar",
            "/nada",
            "/?a[]=1",
        ):
            person.open(f"{prefix}{address}")
            pages.append(person.page.source)
        person.open(f"{prefix}/?a[]=1")
        pages.append(person.page.source)
        person.ask("email", f"ana{len(prefix)}@example", prefix)
        pages.append(person.page.source)
        pages += _enquiry(person, prefix)
    assert errors(pages) == []


def _help(person: Person) -> list[str]:
    """The pages around the enquiry while a notice is shown and while none is, open and closed."""
    pages = []
    for now in ("2027-01-15T15:00:00Z", "2026-11-22T15:00:00Z"):
        with time_machine.travel(now, tick=False):
            for address in ("/", *HELP, *(f"/en{one}" for one in HELP)):
                person.open(address)
                pages.append(person.page.source)
    return pages


def _enquiry(person: Person, prefix: str) -> list[str]:
    pages = []
    person.ask("email", f"ana{len(prefix)}@example.com", prefix)
    for verdict in (Verdict.WRONG, Verdict.EXPIRED, Verdict.SPENT, Verdict.TOO_MANY):
        person.prove()
        person.worker.judge(verdict)
        person.open(f"{prefix}/codigo")
        pages.append(person.page.source)
    person.prove()
    person.open(f"{prefix}/espera")
    pages.append(person.page.source)
    person.worker.judge(Verdict.GOOD, accounts=(ANA,))
    for address in ("/respuesta", "/terminar"):
        person.open(f"{prefix}{address}")
        pages.append(person.page.source)
    person.open(f"{prefix}/?mensaje")
    person.send(f"{prefix}/", {"kind": "email", "email": "a@example.com", "shown_code": "1"})
    pages.append(person.page.source)
    return pages
