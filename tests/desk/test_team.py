"""The team page: what a supervisor asks for is confirmed with a factor over exactly that."""

import json
from typing import Any

import pytest
from django.core.cache import cache
from fido2.utils import websafe_decode

from recupera.agents.models import Agent
from recupera.agents.policy import Role
from tests.desk.door import Browser, Comer, totp
from tests.desk.staff import agent

pytestmark = [
    pytest.mark.django_db(databases=["letterbox", "vault"]),
    pytest.mark.usefixtures("desk"),
]

NEW = {"email": "luz@mesa.example", "name": "Luz", "role": "agent", "language": "es"}


@pytest.fixture
def boss() -> Comer:
    cache.clear()
    found = Comer(Role.SUPERVISOR)
    found.join_by_passkey()
    return found


def confirmed(boss: Comer, path: str, content: dict[str, str]) -> Any:
    """What the page asks to confirm, signed and sent as it stands."""
    page = boss.browser.post(path, content)
    assert page.status_code == 200
    options = json.loads(page.context["second"]["options"])
    signed = json.dumps(boss.key.sign(websafe_decode(options["challenge"])))
    return boss.browser.post(path, {**page.context["hidden"], "passkey": signed})


def test_somebody_is_invited_after_a_fresh_passkey(boss: Comer) -> None:
    assert confirmed(boss, "/equipo/invitar", NEW)["Location"] == "/equipo"
    assert Agent.objects.get(email=NEW["email"]).role == "agent"
    assert "Luz" in boss.browser.get("/equipo").content.decode()


def test_what_was_signed_for_one_role_gives_no_other(boss: Comer) -> None:
    page = boss.browser.post("/equipo/invitar", NEW)
    options = json.loads(page.context["second"]["options"])
    signed = json.dumps(boss.key.sign(websafe_decode(options["challenge"])))
    content = {**page.context["hidden"], "role": "supervisor", "passkey": signed}
    answer = boss.browser.post("/equipo/invitar", content)
    assert answer.status_code == 200 and "no es válida" in answer.content.decode()
    assert not Agent.objects.filter(email=NEW["email"]).exists()


@pytest.mark.parametrize(("what", "said"), [("role", "senior"), ("leave", ""), ("invite", "")])
def test_another_agent_is_changed(boss: Comer, what: str, said: str) -> None:
    luz = agent()
    content = {"who": luz.id, "what": what, "role": said}
    assert confirmed(boss, "/equipo/cambiar", content)["Location"] == "/equipo"
    luz.refresh_from_db()
    assert (luz.role, luz.left_at is None, luz.shift_until is None) == {
        "role": ("senior", True, False),
        "leave": ("agent", False, True),
        "invite": ("agent", True, True),
    }[what]


def test_nobody_changes_themselves(boss: Comer) -> None:
    content = {"who": boss.agent.id, "what": "role", "role": "agent"}
    answer = confirmed(boss, "/equipo/cambiar", content)
    assert "Nadie cambia su propio acceso" in answer.content.decode()


@pytest.mark.parametrize("path", ["/equipo", "/equipo/invitar", "/equipo/cambiar"])
def test_it_is_closed_to_everybody_else(path: str) -> None:
    cache.clear()
    senior = Comer(Role.SENIOR)
    senior.join_by_totp()
    assert senior.browser.get(path).status_code == 403
    assert senior.browser.post(path, {**NEW, "totp": totp()}).status_code == 403
    assert Browser().get(path).status_code in (302, 303)
