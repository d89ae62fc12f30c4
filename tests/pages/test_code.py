import pytest
import time_machine

from recupera.letterbox.models import Envelope, EnvelopeKind
from recupera.letterbox.slot import Verdict
from tests.pages.fake_worker import ANA, FakeWorker
from tests.pages.person import EMAIL, Person, paid

pytestmark = pytest.mark.django_db(databases=["letterbox"])
ROUTES = {
    "email": (EMAIL, "un código a ese correo."),
    "national_id": ("1049604050", "un código al correo registrado."),
    "username": ("aperez", "al correo y al celular registrados."),
}


@pytest.mark.usefixtures("gateway")
@pytest.mark.parametrize("kind", ROUTES)
def test_where_the_code_went_is_told_from_the_typed_form(person: Person, kind: str) -> None:
    typed, sentence = ROUTES[kind]
    person.ask(kind, typed)
    person.open("/codigo")
    assert f"Usted consultó con: {typed}" in person.page.text
    assert sentence in person.page.text


@pytest.mark.usefixtures("gateway")
def test_a_mobile_gets_a_text_message_and_a_landline_the_registered_mail(
    person: Person, worker: FakeWorker
) -> None:
    person.ask("phone", "3104564050")
    person.open("/codigo")
    assert "por mensaje de texto a ese celular" in person.page.text
    person.ask("phone", "6044123456")
    person.open("/codigo")
    assert "un código al correo registrado" in person.page.text


def test_the_page_names_the_reference_and_the_hour_until_which_the_code_is_good(
    person: Person,
) -> None:
    with time_machine.travel("2026-11-22T20:42:10Z", tick=False):
        person.ask()
        reference = person.worker.asks()[0].content["reference"]
        person.open("/codigo")
    assert f"Referencia {reference}." in person.page.text
    assert "Puede usarlo hasta las 3:52 p. m." in person.page.text
    assert "desde las 3:43 p. m." in person.page.text


def test_the_field_takes_a_code_as_phones_and_people_give_it(person: Person) -> None:
    person.ask()
    person.open("/codigo")
    entry = person.page.one("input", id="code")
    assert (entry.given["autocomplete"], entry.given["inputmode"]) == ("one-time-code", "numeric")
    assert person.page.one("label", **{"for": "code"}).text == "Código de 8 dígitos"


@pytest.mark.parametrize(
    "typed", ["48217736", "4821 7736", " 4821-7736 ", "4821\u00a07736", "４８２１７７３６"]
)
def test_spaces_and_hyphens_in_the_code_do_not_matter(person: Person, typed: str) -> None:
    person.ask()
    response = person.prove(typed)
    assert (response.status_code, response["Location"]) == (303, "/espera")
    assert person.worker.proves()[0].content == {"code": "48217736"}


@pytest.mark.parametrize("typed", ["", "4821773", "482177361", "4821x736", "²²²²²²²²"])
def test_what_is_no_code_is_said_without_spending_a_try(person: Person, typed: str) -> None:
    person.ask()
    person.prove(typed)
    assert "Escriba los 8 dígitos" in person.page.one("p", id="error-code").text
    assert person.page.value("code") == typed
    assert not Envelope.objects.filter(kind=EnvelopeKind.PROVE).exists()


def test_a_wrong_code_says_how_many_tries_are_left(person: Person) -> None:
    person.judged(Verdict.WRONG, tries_left=3)
    assert "Ese código no es correcto. Le quedan 3 intentos." in person.page.text
    person.prove()
    person.worker.judge(Verdict.WRONG, tries_left=1)
    person.open("/espera")
    person.open("/codigo")
    assert "Le queda 1 intento." in person.page.text


@pytest.mark.parametrize(
    ("verdict", "title"),
    [
        (Verdict.EXPIRED, "Ese código ya venció"),
        (Verdict.SPENT, "Ese código ya se usó"),
        (Verdict.TOO_MANY, "Se acabaron los intentos de esta consulta"),
    ],
)
def test_each_end_of_a_code_has_its_own_page_with_a_way_on(
    person: Person, verdict: Verdict, title: str
) -> None:
    person.judged(verdict)
    assert person.page.one("h1").text == title
    ways = [one.text for one in (*person.page.all("button"), *person.page.all("a"))]
    assert {"Enviar otro código", "Empezar de nuevo"} & set(ways)


def test_a_newer_code_can_still_be_typed_after_an_expired_one(person: Person) -> None:
    person.judged(Verdict.EXPIRED)
    person.open("/codigo?otro")
    assert person.page.one("h1").text == "Escriba el código"
    assert person.prove().status_code == 303


def test_the_last_wrong_try_ends_on_the_page_of_too_many(person: Person) -> None:
    person.judged(Verdict.WRONG, tries_left=0)
    assert person.page.one("h1").text == "Se acabaron los intentos de esta consulta"


def test_a_spent_code_leads_to_the_answer_where_it_was_spent_here(person: Person) -> None:
    person.ask()
    person.prove()
    person.worker.judge(Verdict.SPENT, accounts=(ANA,))
    person.open("/espera")
    assert person.open("/codigo")["Location"] == "/respuesta"


def test_without_its_cookie_every_page_of_an_enquiry_says_how_to_begin_again(
    person: Person,
) -> None:
    for address in ("/codigo", "/espera", "/respuesta"):
        person.open(address)
        assert person.page.one("h1").text == "Empiece su consulta de nuevo"
        person.page.one("a", href="/", **{"class": "button primary"})


def test_a_cookie_of_another_enquiry_opens_nothing(person: Person) -> None:
    from django.conf import settings

    person.ask()
    other = Person(FakeWorker())
    other.ask("email", "otra@example.com")
    person.cookies[settings.TYPED_COOKIE] = other.cookies[settings.TYPED_COOKIE].value
    person.open("/codigo")
    assert person.page.one("h1").text == "Empiece su consulta de nuevo"


def test_a_form_of_an_older_tab_spends_nothing_of_the_newer_enquiry(person: Person) -> None:
    person.ask()
    person.open("/codigo")
    old = person.page.all("input", name="reference")[0].given["value"] or ""
    person.ask("email", "otra@example.com")
    for address in ("/codigo", "/codigo/otro"):
        person.open("/codigo")
        person.send(address, {"reference": old, "code": "48217736"})
        assert person.page.one("h1").text == "Hay una consulta más reciente en otra pestaña"
        assert "otra@example.com" in person.page.text
    assert not Envelope.objects.filter(kind=EnvelopeKind.PROVE).exists()


def test_a_tenth_code_before_the_worker_came_is_kept_out_kindly(person: Person) -> None:
    person.ask()
    for _ in range(7):
        assert person.prove().status_code == 303
    person.prove()
    assert "Espere unos segundos" in person.page.text


def test_a_slot_that_was_cleared_away_is_said(person: Person) -> None:
    from recupera.letterbox.models import Slot

    person.ask()
    person.open("/codigo")
    Envelope.objects.all().delete()
    Slot.objects.all().delete()
    person.prove()
    assert person.page.one("h1").text == "Empiece su consulta de nuevo"


def test_another_code_is_asked_for_with_the_same_reference_and_datum(person: Person) -> None:
    with time_machine.travel("2026-11-22T15:00:00Z", tick=False) as clock:
        person.ask("username", "aperez")
        clock.shift(31)
        response = person.ask_again()
        assert (response.status_code, response["Location"]) == (303, "/codigo")
        first, second = sorted(person.worker.asks(), key=lambda ask: ask.content["reference"])
        assert first.content == second.content
        assert first.flow == second.flow
        person.open("/codigo")
        assert "Ya pidió 2 de 3 códigos." in person.page.text
        assert "hasta las 10:10 a. m." in person.page.text


def test_another_code_too_early_says_from_when(person: Person) -> None:
    with time_machine.travel("2026-11-22T15:00:00Z", tick=False) as clock:
        person.ask()
        clock.shift(10)
        person.ask_again()
        assert "Podrá pedir otro código a las 10:01 a. m." in person.page.text
        assert len(person.worker.asks()) == 1


def test_there_are_three_codes_and_then_the_desk(person: Person) -> None:
    with time_machine.travel("2026-11-22T15:00:00Z", tick=False) as clock:
        person.ask()
        for _ in range(2):
            clock.shift(31)
            assert person.ask_again().status_code == 303
        person.open("/codigo")
        assert "Ya pidió tres códigos en esta consulta" in person.page.text
        assert not person.page.all("form", id="another")
        reference = person.page.value("reference")
        # Paid for, and within every budget again: only the enquiry's own count is left to say no.
        clock.shift(1300)
        person.open("/")
        person.send("/codigo/otro", {"reference": reference, "altcha": paid(person.page)})
        assert len(person.worker.asks()) == 3


def test_another_code_needs_work_like_the_first(person: Person) -> None:
    with time_machine.travel("2026-11-22T15:00:00Z", tick=False) as clock:
        person.ask()
        clock.shift(31)
        person.open("/codigo")
        reference = person.page.all("input", name="reference")[0].given["value"] or ""
        person.send("/codigo/otro", {"reference": reference})
        assert "Presione el botón otra vez" in person.page.text
        assert len(person.worker.asks()) == 1


def test_opening_the_address_of_another_code_asks_for_nothing(person: Person) -> None:
    person.ask()
    assert person.open("/codigo/otro")["Location"] == "/codigo"
    assert len(person.worker.asks()) == 1


def test_the_language_link_stays_in_the_enquiry(person: Person) -> None:
    person.ask()
    person.open("/codigo")
    assert person.page.one("a", hreflang="en").given["href"] == "/en/codigo"
    person.open("/en/codigo")
    assert person.page.one("h1").text == "Type the code"
    assert EMAIL in person.page.text
