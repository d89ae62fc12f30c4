"""An agent's own factors: another one added, one taken away, by one that there is."""

import base64
import json
import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from fido2.utils import websafe_decode

from recupera.agents.models import Agent
from recupera.journal.models import Entry
from recupera.messages.letters import Template
from recupera.people import AgentAddress
from tests.desk.authenticator import Passkey
from tests.desk.door import SECRET, Comer, totp, wrong_totp
from tests.enquirer import letters

pytestmark = [
    pytest.mark.django_db(databases=["letterbox", "vault"]),
    pytest.mark.usefixtures("desk"),
]
NEW_KEY = b"another twenty bytes"
NEW_SECRET = base64.b32encode(NEW_KEY).decode()


@pytest.fixture
def ana() -> Comer:
    comer = Comer()
    comer.join_by_totp()
    return comer


def hidden(reply: Any) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', said(reply))
    return {name: value.replace("&quot;", '"') for name, value in found}


def said(reply: Any) -> str:
    return str(reply.content.decode())


def signed(reply: Any, key: Passkey) -> dict[str, str]:
    """What the page's challenge is answered with."""
    challenge = websafe_decode(json.loads(reply.context["second"]["options"])["challenge"])
    return {"passkey": json.dumps(key.sign(challenge))}


def with_passkey(ana: Comer) -> Any:
    """The page that asks for a factor over the new passkey."""
    options = ana.browser.get("/mi-acceso/agregar").context["offer"]["options"]
    ana.key.user = websafe_decode(options["user"]["id"])
    credential = ana.key.register(websafe_decode(options["challenge"]))
    return ana.browser.post("/mi-acceso/agregar", {"credential": json.dumps(credential)})


def kinds(ana: Comer) -> list[str]:
    return sorted(Agent.objects.get(id=ana.agent.id).factors.values_list("kind", flat=True))


def told() -> list[tuple[Any, Any]]:
    found = [one for one in letters() if one.template is Template.FACTOR_BY_EMAIL]
    assert all(one.recipient == AgentAddress("ana@mesa.example") for one in found)
    return [(one.context["change"], one.context["factor"]) for one in found]


def test_a_passkey_is_added_by_the_app_and_signs_in(ana: Comer) -> None:
    page = with_passkey(ana)
    wrong = ana.browser.post("/mi-acceso/agregar", hidden(page) | {"totp": wrong_totp()})
    assert "no es válida" in said(wrong)
    assert (kinds(ana), told()) == (["totp"], [])
    done = ana.browser.post("/mi-acceso/agregar", hidden(wrong) | {"totp": totp(1)})
    assert done.status_code == 303
    assert kinds(ana) == ["passkey", "totp"]
    assert told() == [("added", "passkey")]
    assert "Llave de acceso" in said(ana.browser.get(done.url))
    assert ana.passkey_alone(type(ana.browser)()).url == "/"


def test_an_app_takes_the_place_of_the_app_that_was(ana: Comer) -> None:
    typed = {"secret": NEW_SECRET, "code": totp(0, NEW_KEY)}
    page = ana.browser.post("/mi-acceso/agregar", typed)
    assert ana.browser.post("/mi-acceso/agregar", hidden(page) | {"totp": totp(1)}).url
    assert kinds(ana) == ["totp"]
    rows = Authenticator.objects.filter(type="totp")
    assert rows.count() == 1
    assert SECRET not in str(rows.get().data) and NEW_SECRET not in str(rows.get().data)


def test_one_is_taken_away_by_the_other_and_one_stays(ana: Comer) -> None:
    ana.browser.post("/mi-acceso/agregar", hidden(with_passkey(ana)) | {"totp": totp(1)})
    confirm = ana.browser.post("/mi-acceso/quitar", {"factor": "totp"})
    assert "Deja de servir: Aplicación de códigos." in said(confirm)
    for other in ({"factor": "0" * 64}, {"nonce": "0" * 32}):
        changed = hidden(confirm) | other | signed(confirm, ana.key)
        ana.browser.post("/mi-acceso/quitar", changed)
        assert kinds(ana) == ["passkey", "totp"]
    done = ana.browser.post("/mi-acceso/quitar", hidden(confirm) | signed(confirm, ana.key))
    assert done.status_code == 303
    assert kinds(ana) == ["passkey"]
    assert told() == [("added", "passkey"), ("removed", "totp")]
    assert Entry.objects.filter(event="agent_changed").count() == 1
    page = ana.browser.get("/mi-acceso")
    assert "Quitar" not in said(page)
    mark = page.context["factors"][0]["factor"]
    last = ana.browser.post("/mi-acceso/quitar", {"factor": mark})
    kept = ana.browser.post("/mi-acceso/quitar", hidden(last) | signed(last, ana.key))
    assert "Tiene que quedarle un segundo factor." in said(kept)
    assert kinds(ana) == ["passkey"]


def test_new_recovery_codes_end_the_old_ones(ana: Comer) -> None:
    first = ana.browser.get("/mi-acceso/codigos").context["codes"]
    there = ana.browser.post("/mi-acceso/codigos", {"new": "1"})
    second = ana.browser.get(there.url).context["codes"]
    assert len(second) == len(first) and not set(first) & set(second)
    assert ana.browser.get("/mi-acceso/codigos").status_code == 303


def test_a_factor_of_another_agent_adds_and_takes_nothing(ana: Comer) -> None:
    eva = Comer(email="eva@mesa.example")
    eva.join_by_passkey()
    page = with_passkey(ana)
    ana.browser.post("/mi-acceso/agregar", hidden(page) | signed(page, eva.key))
    assert kinds(ana) == ["totp"]
