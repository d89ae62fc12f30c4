"""Signing in to the demo's platform, being told who one is, and being told that it is over."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.http import HttpResponse

from recupera.directories.contract import DirectoryUnavailable
from recupera.directories.embedded.directory import EmbeddedDirectory
from recupera.directories.embedded.signing_in import LOCKED_FOR, MOST_FAILED
from recupera.options import current
from recupera.people import EXAMPLE_PASSWORD
from recupera.platform.session import COOKIE, SECONDS
from tests.house.html import errors
from tests.pages.checking import words
from tests.platform.visitor import ANA, FORM, INACTIVE, NEW, Visitor, directory

pytestmark = pytest.mark.django_db(databases=["vault"])
WRONG = "El usuario o la contraseña no son correctos."
PREFIXES = {"es": "", "en": "/en"}


def heading(visitor: Visitor) -> str:
    return words(visitor.page.one("h1").text)


def summary(visitor: Visitor) -> str:
    found = visitor.page.all("div", id="summary")
    return words(found[0].text) if found else ""


@pytest.mark.parametrize(
    ("language", "said"), [("es", "Sesión abierta como aperez"), ("en", "Signed in as aperez")]
)
def test_the_right_password_opens_a_session_that_says_whose_and_since_when(
    visitor: Visitor, language: str, said: str
) -> None:
    prefix = PREFIXES[language]
    with time_machine.travel("2026-11-22T15:04:00Z", tick=False):
        response = visitor.sign_in(prefix=prefix)
        assert (response.status_code, response["Location"]) == (303, f"{prefix}/")
        visitor.open(f"{prefix}/")
    assert heading(visitor) == said
    assert ANA.organisation in visitor.page.text
    assert "10:04" in visitor.page.text


@pytest.mark.parametrize("typed", [ANA.username.upper(), f" {ANA.username} "])
def test_the_user_name_is_found_as_people_type_it(visitor: Visitor, typed: str) -> None:
    assert visitor.sign_in(typed).status_code == 303


@pytest.mark.parametrize(
    ("username", "password"),
    [
        (ANA.username, "otra contraseña"),
        (ANA.username, EXAMPLE_PASSWORD.upper()),
        (ANA.username, ""),
        ("nadie", EXAMPLE_PASSWORD),
        (INACTIVE.username, EXAMPLE_PASSWORD),
        ("", ""),
        ("no es un usuario", EXAMPLE_PASSWORD),
        ("x" * 400, "x" * 4000),
        ("\x00", "\x00"),
    ],
)
def test_whatever_is_wrong_the_page_is_the_same_but_for_what_was_typed(
    visitor: Visitor, username: str, password: str
) -> None:
    response = visitor.sign_in(username, password)
    assert seen(response, username) == seen(visitor.sign_in("otronadie", "x"), "otronadie")
    assert WRONG in summary(visitor)
    assert COOKIE not in visitor.cookies
    assert visitor.page.value("password") == ""


def later(span: timedelta) -> datetime:
    return datetime.now(UTC) + span + timedelta(seconds=1)


def seen(response: HttpResponse, typed: str) -> tuple[int, str]:
    page = response.page
    assert page.value("username") == typed
    return response.status_code, words(page.one("body").text)


def test_a_locked_account_says_no_other_sentence_even_to_the_right_password(
    visitor: Visitor,
) -> None:
    for _ in range(MOST_FAILED):
        visitor.sign_in(password="otra contraseña")
    visitor.sign_in()
    assert WRONG in summary(visitor)
    with time_machine.travel(later(LOCKED_FOR)):
        assert visitor.sign_in().status_code == 303


def test_a_new_password_refuses_the_old_one_and_closes_its_session(visitor: Visitor) -> None:
    visitor.sign_in()
    directory().set_password(ANA.id, NEW, operation="one")
    directory().end_sessions(ANA.id)
    visitor.open("/")
    assert heading(visitor) == "Su sesión se cerró"
    assert [one.given["href"] for one in visitor.page.all("a", **{"class": "button primary"})] == [
        "/ingresar"
    ]
    visitor.sign_in()
    assert WRONG in summary(visitor)
    assert visitor.sign_in(password=NEW).status_code == 303
    visitor.open("/")
    assert heading(visitor) == "Sesión abierta como aperez"


def test_looking_opens_and_closes_nothing(visitor: Visitor) -> None:
    visitor.sign_in()
    before = visitor.cookies[COOKIE].value
    for address in ("/", "/ingresar", "/en/", "/"):
        visitor.open(address)
    assert visitor.get("/salir").status_code == 405
    assert visitor.cookies[COOKIE].value == before
    assert heading(visitor) == "Sesión abierta como aperez"


def test_signing_out_forgets_the_session_here_alone(visitor: Visitor) -> None:
    visitor.sign_in()
    elsewhere = Visitor()
    elsewhere.sign_in()
    visitor.open("/")
    assert visitor.send("/salir")["Location"] == "/ingresar"
    assert visitor.open("/")["Location"] == "/ingresar"
    elsewhere.open("/")
    assert heading(elsewhere) == "Sesión abierta como aperez"


def test_a_session_ends_by_itself_and_none_can_be_made_up(visitor: Visitor) -> None:
    visitor.sign_in()
    cookie = visitor.cookies[COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    with time_machine.travel(later(timedelta(seconds=SECONDS))):
        assert visitor.open("/")["Location"] == "/ingresar"
    visitor.cookies[COOKIE] = cookie.value[:-1] + ("A" if cookie.value[-1] != "A" else "B")
    assert visitor.open("/")["Location"] == "/ingresar"


def test_the_other_language_is_one_press_and_keeps_the_user_name(visitor: Visitor) -> None:
    visitor.open("/ingresar")
    button = visitor.page.one("button", name="language")
    assert button.given["formaction"] == "/en/ingresar"
    visitor.send("/en/ingresar", username="aperez", password="x", language="en")
    assert visitor.page.one("html").given["lang"] == "en"
    assert visitor.page.value("username") == "aperez"
    assert summary(visitor) == ""


def test_a_form_of_somebody_else_and_one_that_means_two_things_are_refused(
    visitor: Visitor,
) -> None:
    assert visitor.post("/ingresar", {"username": "aperez"}).status_code in (400, 403)
    form = f"username={ANA.username}&password={EXAMPLE_PASSWORD}"
    assert visitor.post("/ingresar", form, content_type=FORM).status_code == 403
    visitor.open("/ingresar")
    token = visitor.page.value("csrfmiddlewaretoken")
    twice = f"csrfmiddlewaretoken={token}&{form}&username=otro"
    assert visitor.post("/ingresar", twice, content_type=FORM).status_code == 400
    assert COOKIE not in visitor.cookies


def test_a_directory_that_does_not_answer_is_said_and_keeps_the_session(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor.sign_in()

    def down(*_: object) -> None:
        raise DirectoryUnavailable

    with monkeypatch.context() as broken:
        broken.setattr(EmbeddedDirectory, "find", down)
        assert visitor.open("/").status_code == 503
        assert visitor.sign_in().status_code == 503
        assert "Espere unos segundos" in summary(visitor)
        assert visitor.page.value("username") == "aperez"
    assert visitor.open("/").status_code == 200


def test_the_pages_say_that_they_are_an_example_and_lead_back(visitor: Visitor) -> None:
    visitor.open("/ingresar")
    assert "Plataforma de ejemplo" in words(visitor.page.one("header").text)
    assert "Esto no es el SECOP II." in visitor.page.text
    assert EXAMPLE_PASSWORD in visitor.page.text
    links = {one.given["href"] for one in visitor.page.all("a")}
    assert {f"{current().origin}/", f"{current().origin}/contrasena"} <= links


def test_every_page_is_valid_html(visitor: Visitor) -> None:
    pages = [visitor.open("/ingresar"), visitor.sign_in(password="x"), visitor.open("/nada")]
    visitor.sign_in()
    pages.append(visitor.open("/"))
    directory().end_sessions(ANA.id)
    pages.append(visitor.open("/"))
    assert [page.status_code for page in pages] == [200, 200, 404, 200, 200]
    assert errors([page.content.decode() for page in pages]) == []
