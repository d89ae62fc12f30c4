"""Whoever has a part of an agent, or the desk's own tables, is still outside."""

import base64
from datetime import UTC, datetime

import pytest
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.hotp import HOTP
from django.core.cache import cache

from recupera.agents.models import Tally
from recupera.agents.policy import Act, Role
from recupera.desk.asking import ask_as
from recupera.desk.entering import SECOND
from recupera.desk.models import User
from tests.desk import staff
from tests.desk.conftest import desk  # noqa: F401
from tests.desk.door import Browser, Comer, totp, wrong_totps

pytestmark = [
    pytest.mark.django_db(databases=["letterbox", "vault"]),
    pytest.mark.usefixtures("desk"),
]


@pytest.fixture
def ana() -> Comer:
    cache.clear()
    found = Comer(Role.SUPERVISOR)
    found.join_by_totp()
    staff.change(shift_until=None)
    return found


def at_second(ana: Comer) -> Browser:
    browser = Browser()
    ana.password(browser)
    return browser


def test_the_row_of_totp_in_the_desks_tables_is_worth_nothing(ana: Comer) -> None:
    """Neither what it holds nor what somebody writes into it makes a code that opens."""
    step = int(datetime.now(UTC).timestamp()) // 30
    own = b"a secret of the attacker"
    made = HOTP(own, 6, SHA1()).generate(step).decode()
    Authenticator.objects.update(data={"secret": base64.b32encode(own).decode()})
    browser = at_second(ana)
    assert browser.post("/ingresar/segundo-factor", {"code": made}).status_code == 200
    assert browser.get("/").status_code != 200


def test_a_session_that_somebody_wrote_begins_no_shift(ana: Comer) -> None:
    browser = Browser()
    backend = "allauth.account.auth_backends.AuthenticationBackend"
    browser.force_login(User.objects.get(agent=ana.agent.id), backend=backend)
    session = browser.session
    session[SECOND] = ana.agent.id
    session.save()
    assert browser.get("/")["Location"] == "/acceso"
    content = {"email": "evil@mesa.example", "name": "E", "role": "senior", "language": "es"}
    reply = ask_as(ana.agent.id, Act.INVITE, {**content, "evidence": {"totp": totp()}})
    assert reply.refused == "not_signed_in"


def test_another_agents_code_opens_nothing_and_is_counted(ana: Comer) -> None:
    other = Comer(email="other@mesa.example")
    other.join_by_passkey()
    browser = Browser()
    other.password(browser)
    assert browser.post("/ingresar/segundo-factor", {"code": totp()}).status_code == 200
    assert Tally.objects.get(agent=other.agent.id, what="factor!refused").count == 1


def test_a_code_that_somebody_saw_is_used_up(ana: Comer) -> None:
    seen, thief = totp(), at_second(ana)
    assert at_second(ana).post("/ingresar/segundo-factor", {"code": seen})["Location"] == "/"
    assert thief.post("/ingresar/segundo-factor", {"code": seen}).status_code == 200
    assert thief.get("/").status_code != 200


def test_a_passkey_used_on_a_page_that_looks_like_ours_opens_nothing() -> None:
    cache.clear()
    ana, browser = Comer(), Browser()
    ana.join_by_passkey()
    caught = ana.passkey_alone(browser, origin="https://mesa.recupera.example.evil.example")
    assert caught["Location"] == "/ingresar" and browser.get("/").status_code != 200


def test_ten_guesses_in_a_day_and_the_right_code_waits(ana: Comer) -> None:
    """Whoever holds the desk guesses past every limit of its own."""
    for guess in wrong_totps(10):
        ask_as("", Act.SIGN_IN, {"agent": ana.agent.id, "evidence": {"totp": guess}})
    right = ask_as("", Act.SIGN_IN, {"agent": ana.agent.id, "evidence": {"totp": totp()}})
    assert right.refused == "wrong_factor"
