"""The pages of a case over the real worker: follow, confirm, add, close, reopen, by a code."""

import re
import time

import pytest

from recupera.cases.models import File, FileState
from recupera.letterbox.models import Upload
from recupera.portal import context
from tests.claimant import Claimant, code_in, mails
from tests.enquirer import work
from tests.pages.case_form import PNG
from tests.pages.case_person import act, ask, attach, send
from tests.pages.checking import words
from tests.pages.fake_worker import FakeWorker
from tests.pages.person import Person

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)


def done(person: Person, *, leads: str = "/caso/estado") -> str:
    """The worker's turn; the text of the page that the wait page leads to."""
    work()
    assert person.open("/caso/espera")["Location"] == leads
    person.open(leads)
    return words(person.page.text)


def test_a_case_is_followed_from_its_number_and_key_to_its_end(person: Person) -> None:
    claimant = Claimant().opened()
    assert ask(person, claimant.form.reference, claimant.form.key).status_code == 303
    assert "Estamos revisando su caso" in done(person)
    assert "Recibimos su caso" in person.page.text
    code = code_in(mails()[0])
    send(person, "confirmar", code=f"{int(code) ^ 1:08d}"[:8])
    assert "Ese código no es correcto." in done(person, leads="/caso/confirmar")
    send(person, "confirmar", code=code)
    assert "Confirmamos su correo." in done(person)
    act(person, "agregar", text="También <b>ayer</b>.")
    text = done(person)
    assert "Agregamos su mensaje al caso." in text
    assert "También <b>ayer</b>." in text
    person.open("/caso/agregar")
    attach(person, ("carta.png", PNG), ("mal.exe", b"MZ"), text="Van dos archivos.")
    attach(person, ("otra.png", PNG), text="Van dos archivos.")
    text = done(person)
    assert "Van dos archivos." in text
    assert "carta.png" in text
    assert "otra.png" in text
    files = File.objects.filter(case=claimant.form.reference)
    assert set(files.values_list("state", flat=True)) == {FileState.WAITING}
    assert Upload.objects.filter(kept=True).count() == 2
    act(person, "cerrar")
    assert "Usted cerró el caso" in done(person)
    assert person.page.one("h1").text == "Su caso está cerrado"
    act(person, "reabrir", text="Falta algo.")
    assert "Abrimos su caso otra vez." in done(person)
    assert "Falta algo." in person.page.text


def test_what_comes_too_late_opens_the_case_again_with_its_files(person: Person) -> None:
    claimant = Claimant().opened()
    ask(person, claimant.form.reference, claimant.form.key)
    done(person)
    person.open("/caso/agregar")
    form, other = person.page, Person(person.worker)
    ask(other, claimant.form.reference, claimant.form.key)
    done(other)
    act(other, "cerrar")
    done(other)
    person.page = form
    attach(person, ("carta.png", PNG), text="Me faltó la carta.")
    assert "Me faltó la carta." in done(person)
    assert "Su mensaje no se agregó" in person.page.text
    person.open("/caso/reabrir")
    send(person, "reabrir", text=person.page.one("textarea").text.strip())
    text = done(person)
    assert "Abrimos su caso otra vez." in text
    assert "carta.png" in text
    assert File.objects.get(case=claimant.form.reference).state == FileState.WAITING


def test_a_code_to_the_confirmed_address_opens_it_elsewhere(person: Person) -> None:
    claimant = Claimant().opened()
    claimant.proved(code_in(mails()[0]))
    before = len(mails())
    assert ask(person, claimant.form.reference, "").status_code == 303
    work()
    (sent,) = mails()[before:]
    person.open("/caso/codigo")
    send(person, "codigo", code=code_in(sent))
    assert "Confirmado" in done(person)


def length(person: Person) -> int:
    """Of the whole page, whatever hour it says: 9:59 is shorter than 10:00."""
    return len(re.sub(r"\blas?\s\d+:\d\d", "", person.last.content.decode()))


@pytest.mark.parametrize("key", ["BCDFGHJKMNPQRT5", ""])
def test_known_unconfirmed_and_unknown_numbers_lead_to_the_same_pages(
    key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The desk may open or close meanwhile.
    frame = context._drawn_now("es", int(time.time()) // context.MINUTE)
    monkeypatch.setattr(context, "_drawn_now", lambda *_: frame)
    known, confirmed = Claimant().opened(), Claimant().opened()
    confirmed.proved(code_in(mails()[-1]))
    pages = []
    for number in (known.form.reference, confirmed.form.reference, "1111111110"):
        person = Person(FakeWorker())
        ask(person, number, key)
        work()
        if not key:
            person.open("/caso/codigo")
            send(person, "codigo", code="00000000")
        text = done(person, leads="/caso" if key else "/caso/codigo")
        pages.append((person.page.one("h1").text, text.count("no"), length(person)))
    assert pages[0] == pages[1] == pages[2]
