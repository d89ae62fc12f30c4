"""The pages on which agents have things proven: what they show, ask for, and never say."""

import re
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client, override_settings

from recupera.agents.policy import Role
from recupera.cases.models import Case, File
from recupera.desk.case.ladder import ladder_panel
from recupera.letterbox.clock import now
from recupera.letterbox.closed_days import calendar
from recupera.orders.models import Proof, ProofState
from recupera.people.case_reference import grouped
from tests.claimant import FIELDS, code_in, uploaded
from tests.desk.staff import agent, browser
from tests.enquirer import ANA, register
from tests.orders.proving import Desk, sent

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)
FORM = FIELDS | {"documento": "52344050", "correo": "nueva@example.net"}
FORM_TYPE = "application/x-www-form-urlencoded"
DATA_OF_ANA = ("ana@example.com", "aperez", "52344050", "3005550101")


@pytest.fixture
def at(desk: Any) -> Desk:
    register(ANA)
    return Desk(fields=FORM)


def page(of: Desk, where: str = "pruebas", role: Role | None = None) -> tuple[Client, str]:
    client = browser(agent(role) if role else of.agent)
    return client, f"/caso/{grouped(of.case.reference)}/{where}"


def post(client: Client, here: str, form: dict[str, str]) -> Any:
    """As a browser sends a form, following where it leads."""
    return client.post(here, urlencode(form), content_type=FORM_TYPE, follow=True)


def press(of: Desk, what: str) -> Any:
    client, here = page(of)
    return post(client, here, {"press": what})


def steps(of: Desk) -> dict[str, str]:
    (ladder,) = [ladder_panel(of.case, of.agent)["ladder"]]
    return {step.kind.value: step.state for group in ladder.groups for step in group.steps}


def test_the_page_says_what_lacks_and_nothing_of_the_account(at: Desk) -> None:
    client, here = page(at)
    body = client.get(here).content.decode()
    assert "Faltan 4 cosas" in body and "R3" in body
    assert not any(datum in body for datum in DATA_OF_ANA)


def test_what_a_frozen_account_needs_besides_can_be_proven_in_a_case_of_recovery(
    desk: Any,
) -> None:
    register(ANA)
    client, here = page(Desk("recuperacion-usuario", fields=FORM))
    body = client.get(here).content.decode()
    assert 'value="call"' in body and "revisar/letter" in body
    assert "Falta 2 cosas" not in body and "Faltan 2 cosas" in body
    assert "bloqueada por una objeción" in body


def test_a_code_is_asked_for_and_the_person_proves_it(at: Desk) -> None:
    done = press(at, "code_by_email").content.decode()
    assert "Pedido. Si la cuenta existe" in done and steps(at)["channel_code"] == "open"
    at.person.acted("show_code", code=code_in(sent()[0]))
    assert steps(at)["channel_code"] == "good"
    client, here = page(at)
    assert "Faltan 3 cosas" in client.get(here).content.decode()


def test_a_code_to_the_new_address(at: Desk) -> None:
    press(at, "new_code")
    assert sent()[0].recipient.address == "nueva@example.net"  # type: ignore[union-attr]


def test_a_call_shows_the_number_once_asked_and_takes_two_digits(at: Desk) -> None:
    client, here = page(at)
    shown = post(client, here, {"press": "call"})
    body = shown.content.decode()
    assert shown.redirect_chain and "+573005550101" in body
    assert Proof.objects.count() == 1
    client.get(shown.redirect_chain[-1][0])
    assert Proof.objects.count() == 1, "looking again is no other view"
    digits = at.person.elsewhere_by_key().case.digits
    assert not re.search(rf'class="digits[^>]*>{digits}<', body)
    call = shown.redirect_chain[-1][0]
    assert "Escriba los dos dígitos." in post(client, call, {"digits": "4"}).content.decode()
    good = post(client, call, {"digits": digits}).content.decode()
    assert "Probado: sirve diez días" in good
    assert "+573005550101" not in good
    assert client.get(call)["Location"].endswith("/pruebas")


def test_wrong_digits_are_said_to_be_so_and_never_which_are_right(at: Desk) -> None:
    client, here = page(at)
    call = post(client, here, {"press": "call"}).redirect_chain[-1][0]
    digits = at.person.elsewhere_by_key().case.digits
    other = f"{(int(digits) + 1) % 100:02d}"
    body = post(client, call, {"digits": other}).content.decode()
    assert "Los dos dígitos no son los de la página" in body
    assert Proof.objects.get().state == ProofState.FAILED


def letter(at: Desk) -> tuple[Client, str, dict[str, str]]:
    file = uploaded(at.person.flow.slot_id, name="carta.pdf", document="carta")
    at.person.acted("add", text="Mi carta.", files=(file,))
    File.objects.update(state="clean", body=b"sealed")
    client, here = page(at, "revisar/letter")
    form = {
        f"file-{file.id}": "yes",
        "revision": str(at.case.revision),
        "yes-firmada": "yes",
        "typed-nombre": "Ana Pérez",
        "typed-usuario": "aperez",
        "typed-correo": "ana@example.com",
        "yes-motivo": "yes",
        "note-motivo": "Cambió de trabajo.",
        "typed-fecha": calendar().day_of(now("vault")).isoformat(),
    }
    return client, here, form


def test_a_letter_is_looked_at_item_by_item(at: Desk) -> None:
    client, here, form = letter(at)
    body = client.get(here).content.decode()
    assert "carta." in body and "Está firmada" in body
    assert not any(datum in body for datum in DATA_OF_ANA)
    done = post(client, here, form).content.decode()
    assert "Probado: sirve diez días" in done and steps(at)["letter"] == "good"


def test_what_does_not_hold_is_named(at: Desk) -> None:
    client, here, form = letter(at)
    body = post(client, here, form | {"typed-usuario": "otra"}).content.decode()
    assert "No se cumple:" in body and "Usuario que nombra la carta" in body
    assert steps(at)["letter"] == "failed"


def test_a_refusal_loses_nothing_that_was_typed(at: Desk) -> None:
    client, here, form = letter(at)
    Case.objects.update(revision=77)
    body = post(client, here, form).content.decode()
    assert "El caso cambió" in body and 'value="Cambió de trabajo."' in body
    assert 'value="aperez"' in body and 'name="revision" value="77"' in body
    assert not Proof.objects.exists()


def test_the_worker_is_away_and_nothing_is_lost(at: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from recupera.hatch import ask
    from recupera.worker.serving import serve

    monkeypatch.setattr(ask, "pause", lambda: None)
    monkeypatch.setattr("recupera.desk.asking.hatch.wait", lambda asked: None)
    assert "Lo guardamos; se hará" in press(at, "code_by_email").content.decode()
    assert not Proof.objects.exists()
    serve.turn()
    assert Proof.objects.count() == 1


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.AUDITOR])
def test_who_takes_no_proofs_sees_them_and_no_buttons(at: Desk, role: Role) -> None:
    client, here = page(at, role=role)
    assert 'name="press"' not in client.get(here).content.decode()
    refused = post(client, here, {"press": "code_by_email"}).content.decode()
    assert "Su rol no lo permite" in refused and not Proof.objects.exists()
    for where in ("llamada", "revisar/letter"):
        client, here = page(at, where, role)
        assert client.get(here).status_code == 403


@pytest.mark.parametrize("where", ["pruebas", "llamada", "revisar/letter", "revisar/otra"])
def test_a_case_that_changes_no_account_has_no_such_page(desk: Any, where: str) -> None:
    other = Desk("otra-solicitud")
    client, here = page(other, where)
    assert client.get(here).status_code == 404
    assert ladder_panel(other.case, other.agent)["ladder"] is None


def test_nobody_sees_them_before_the_second_factor(at: Desk) -> None:
    _, here = page(at)
    with override_settings(LOGIN_URL="/entrar"):
        assert Client().get(here).status_code == 302
