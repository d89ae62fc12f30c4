"""The entity's own OpenID Connect provider: it stands for a password, and for nothing more."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import httpx2
import pytest
from django.core.cache import cache
from django.test import override_settings
from oidc_provider_mock import run_server_in_thread

from recupera.agents.locks import WRONG
from recupera.agents.models import Agent, Tally
from recupera.desk.models import User
from tests.desk.door import Browser, Comer, totp, wrong_totp

pytestmark = [
    pytest.mark.django_db(databases=["letterbox", "vault"]),
    pytest.mark.usefixtures("desk"),
]
# The five seconds that are usual are too few for a busy machine.
PATIENCE = 60


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with run_server_in_thread() as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture(autouse=True)
def named(issuer: str, desk: Any) -> Iterator[None]:
    cache.clear()
    app = {
        "provider_id": "entidad",
        "name": "Entidad",
        "client_id": "mesa",
        "secret": "a secret of the provider",
        "settings": {"server_url": issuer},
    }
    providers = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    with override_settings(
        SOCIALACCOUNT_PROVIDERS=providers, SOCIALACCOUNT_REQUESTS_TIMEOUT=PATIENCE
    ):
        yield


def come(browser: Browser, issuer: str, email: str, *, verified: bool = True) -> Any:
    """To the provider and back, as the one whom it knows by this address."""
    claims = {"email": email, "email_verified": verified}
    httpx2.put(f"{issuer}/users/{email}", json=claims, timeout=PATIENCE).raise_for_status()
    leaving = browser.post("/oidc/entidad", {"x": "1"})["Location"]
    assert leaving.startswith(issuer) and "code_challenge=" in leaving
    back = httpx2.post(leaving, data={"sub": email}, timeout=PATIENCE).headers["Location"]
    parts = urlsplit(back)
    return browser.get(f"{parts.path}?{parts.query}")


def test_an_agent_still_gives_a_second_factor(issuer: str) -> None:
    ana, browser = Comer(), Browser()
    ana.join_by_totp()
    assert "Ingresar con Entidad" in browser.get("/ingresar").content.decode()
    assert come(browser, issuer, ana.email)["Location"] == "/ingresar/segundo-factor"
    assert browser.get("/").status_code != 200
    assert browser.post("/ingresar/segundo-factor", {"code": wrong_totp()}).status_code == 200
    assert Tally.objects.get(agent=ana.agent.id, what=WRONG).count == 1, "the worker judged it"
    assert browser.get("/").status_code != 200
    assert browser.post("/ingresar/segundo-factor", {"code": totp()})["Location"] == "/"
    assert browser.get("/").status_code == 200


@pytest.mark.parametrize(
    ("email", "verified"), [("ana@mesa.example", False), ("somebody@mesa.example", True)]
)
def test_nobody_else_comes_in_or_signs_up(issuer: str, email: str, verified: bool) -> None:
    ana, browser = Comer(), Browser()
    ana.join_by_totp()
    assert come(browser, issuer, email, verified=verified)["Location"] == "/ingresar"
    assert "no es de un agente" in browser.get("/ingresar").content.decode()
    assert browser.get("/ingresar/segundo-factor")["Location"] == "/ingresar"
    assert (User.objects.count(), Agent.objects.count()) == (1, 1)


def test_what_somebody_else_began_is_not_ended_here(issuer: str) -> None:
    """The state of another browser: a way to sign a victim in as somebody else."""
    ana, browser = Comer(), Browser()
    ana.join_by_totp()
    leaving = Browser().post("/oidc/entidad", {"x": "1"})["Location"]
    httpx2.put(
        f"{issuer}/users/{ana.email}",
        json={"email": ana.email, "email_verified": True},
        timeout=PATIENCE,
    )
    parts = urlsplit(
        httpx2.post(leaving, data={"sub": ana.email}, timeout=PATIENCE).headers["Location"]
    )
    browser.get("/ingresar")
    assert browser.get(f"{parts.path}?{parts.query}")["Location"] == "/ingresar"
    assert browser.get("/ingresar/segundo-factor")["Location"] == "/ingresar"
