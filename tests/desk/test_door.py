"""Coming in at the desk: invited, by password and second factor, by a passkey alone."""

import json
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.cache import cache
from django.db import connections
from django.test import override_settings
from django.urls import get_resolver
from fido2.utils import websafe_decode

from recupera.agents import invites
from recupera.desk.entering import SECOND
from recupera.desk.models import User
from tests.desk import staff
from tests.desk.door import NAME, PASSWORD, SECRET, Browser, Comer, totp, wrong_totp

pytestmark = [
    pytest.mark.django_db(databases=["letterbox", "vault"]),
    pytest.mark.usefixtures("desk"),
]


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    cache.clear()


def is_in(browser: Browser) -> bool:
    return bool(browser.get("/").status_code == 200)


def test_an_invitation_leads_to_the_desk_and_its_codes_are_shown_once() -> None:
    ana = Comer()
    done = ana.join_by_totp()
    assert (done.status_code, done["Location"]) == (303, "/mi-acceso/codigos")
    assert len(ana.browser.get("/mi-acceso/codigos").context["codes"]) == 10
    assert ana.browser.get("/mi-acceso/codigos")["Location"] == "/mi-acceso"
    assert is_in(ana.browser) and ana.known().shift_until


def test_the_desk_keeps_no_secret_of_totp() -> None:
    ana = Comer()
    ana.join_by_totp()
    row = Authenticator.objects.get(type=Authenticator.Type.TOTP)
    assert row.data == {"secret": ""}
    with connections["vault"].cursor() as cursor:
        for table in ("django_session", "mfa_authenticator", "desk_user", "desk_cache"):
            cursor.execute(f"SELECT * FROM {table}")
            assert SECRET not in str(cursor.fetchall())


def test_by_password_and_code() -> None:
    ana, browser = Comer(), Browser()
    ana.join_by_totp()
    asked = ana.password(browser)
    assert asked["Location"] == "/ingresar/segundo-factor" and not is_in(browser)
    wrong = browser.post("/ingresar/segundo-factor", {"code": wrong_totp()})
    assert wrong.status_code == 200 and not is_in(browser)
    assert browser.post("/ingresar/segundo-factor", {"code": totp()})["Location"] == "/"
    assert is_in(browser)


def test_by_password_and_passkey() -> None:
    ana, browser = Comer(), Browser()
    ana.join_by_passkey()
    ana.password(browser)
    options = browser.get("/ingresar/segundo-factor").context["js_data"]["request_options"]
    signed = ana.key.sign(websafe_decode(options["publicKey"]["challenge"]))
    said = {"credential": json.dumps(signed)}
    assert browser.post("/ingresar/segundo-factor", said)["Location"] == "/"
    assert is_in(browser)


def test_by_passkey_alone() -> None:
    ana, browser = Comer(), Browser()
    assert ana.join_by_passkey()["Location"] == "/mi-acceso/codigos"
    assert ana.passkey_alone(browser)["Location"] == "/"
    assert is_in(browser)


def test_a_passkey_that_the_worker_refuses_opens_nothing_and_says_so() -> None:
    ana, browser = Comer(), Browser()
    ana.join_by_passkey()
    ana.known().factors.all().delete()
    assert ana.passkey_alone(browser)["Location"] == "/ingresar"
    assert "no es válida" in browser.get("/ingresar").content.decode()
    assert not is_in(browser)


def test_a_recovery_code_signs_in_once_and_opens_nothing() -> None:
    ana, browser = Comer(), Browser()
    ana.join_by_totp()
    codes = ana.browser.get("/mi-acceso/codigos").context["codes"]
    staff.change(shift_until=None)
    ana.password(browser)
    assert browser.post("/ingresar/segundo-factor", {"code": codes[0]})["Location"] == "/"
    assert browser.get("/")["Location"] == "/acceso"
    assert "pida otra invitación" in browser.get("/acceso").content.decode()
    assert ana.known().shift_until is None
    again = Browser()
    ana.password(again)
    assert again.post("/ingresar/segundo-factor", {"code": codes[0]}).status_code == 200


@pytest.mark.parametrize("email", ["ana@mesa.example", "nobody@mesa.example"])
def test_a_wrong_password_says_the_same_for_everybody(email: str) -> None:
    Comer().join_by_totp()
    page = Browser().post("/ingresar", {"login": email, "password": "wrong, all the same"})
    assert page.status_code == 200 and "no coinciden" in page.content.decode()


def test_five_wrong_passwords_and_the_right_one_waits() -> None:
    ana, browser = Comer(), Browser()
    ana.join_by_totp()
    for _ in range(5):
        ana.password(browser, "wrong, all the same")
    assert "Demasiados" in ana.password(browser).content.decode()
    assert not is_in(browser)


def test_who_has_left_gets_nowhere() -> None:
    ana, browser = Comer(), Browser()
    ana.join_by_totp()
    staff.change(left_at=ana.agent.invited_at)
    assert not is_in(ana.browser)
    assert ana.password(browser)["Location"] == "/ingresar"


def test_a_new_invitation_ends_password_factors_and_sessions_of_before() -> None:
    ana = Comer()
    ana.join_by_totp()
    old = ana.browser
    ana.code = invites.invite(ana.known(), invites.OPERATOR, datetime.now(UTC))
    assert not is_in(old)
    ana.browser = Browser()
    ana.join_by_passkey()
    kinds = set(Authenticator.objects.values_list("type", flat=True))
    assert kinds == {"webauthn", "recovery_codes"}
    assert is_in(ana.browser) and not is_in(old)


@pytest.mark.parametrize("password", ["short", "recupera recupera", "a" * 200])
def test_a_bad_password_is_not_taken(password: str) -> None:
    ana = Comer()
    assert ana.up_to_factor(password)["Location"] == "/invitacion"
    assert not User.objects.exists()


def test_the_provider_is_not_there_where_none_is_named() -> None:
    assert Browser().post("/oidc/entidad", {"x": "1"}).status_code == 404


def test_a_session_changes_its_name_when_somebody_comes_in() -> None:
    """What a stranger planted in the browser before is nobody's afterwards."""
    ana, browser = Comer(), Browser()
    ana.join_by_totp()
    browser.get("/ingresar")
    ana.password(browser)
    planted = browser.cookies[settings.SESSION_COOKIE_NAME].value
    browser.post("/ingresar/segundo-factor", {"code": totp()})
    assert browser.cookies[settings.SESSION_COOKIE_NAME].value != planted
    thief = Browser()
    thief.cookies[settings.SESSION_COOKIE_NAME] = planted
    assert not is_in(thief)


OPEN = {
    "/ingresar",
    "/ingresar/segundo-factor",
    "/ingresar/llave",
    "/salir",
    "/acceso",
    "/invitacion",
    "/invitacion/contrasena",
    "/invitacion/segundo-factor",
    "/oidc/entidad",
    "/oidc/entidad/vuelta",
}


def addresses() -> list[str]:
    """Every address of urls.py, with something in the place of each part that varies."""
    found = []
    for pattern in get_resolver("recupera.desk.urls").url_patterns:
        for one in getattr(pattern, "url_patterns", [pattern]):
            route = str(one.pattern)
            for name, converter in one.pattern.converters.items():
                value = "entidad" if name == "provider_id" else "2599729329"
                value = "1" if type(converter).__name__ == "IntConverter" else value
                route = re.sub(rf"<[^>]*{name}>", value, route)
            found.append("/" + route)
    return found


def closed(browser: Browser, path: str) -> bool:
    """Whether it leads to the door, whatever is asked."""
    answers: list[Any] = [browser.get(path), browser.post(path, {"x": "1"})]
    return all(
        one.status_code in (302, 303, 405) and _to_the_door(one.get("Location", "/ingresar"))
        for one in answers
    )


def _to_the_door(location: str) -> bool:
    return location.partition("?")[0] in {"/ingresar", "/acceso"}


@pytest.mark.parametrize("after", ["nothing", "password", "recovery code", "other's second"])
def test_nothing_shows_before_the_second_factor(after: str) -> None:
    ana, browser = Comer(), Browser()
    ana.join_by_totp()
    if after == "password":
        ana.password(browser)
    if after == "recovery code":
        codes = ana.browser.get("/mi-acceso/codigos").context["codes"]
        ana.password(browser)
        browser.post("/ingresar/segundo-factor", {"code": codes[0]})
    if after == "other's second":
        session = browser.session
        session[SECOND] = "0123456789abcdef"
        session.save()
    shown = [path for path in addresses() if path not in OPEN and not closed(browser, path)]
    assert not shown


def test_what_is_open_names_nothing_of_a_case_or_an_agent() -> None:
    ana, browser = Comer(), Browser()
    ana.join_by_totp()
    assert set(addresses()) >= OPEN
    for path in OPEN:
        page = browser.get(path).content.decode()
        assert ana.email not in page and NAME not in page


def test_a_password_is_kept_as_argon2(desk: Any) -> None:
    with override_settings(PASSWORD_HASHERS=desk.PASSWORD_HASHERS):
        Comer().join_by_totp()
    kept = User.objects.get().password
    assert kept.startswith("argon2") and PASSWORD not in kept
