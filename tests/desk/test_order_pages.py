"""Orders through the desk's own pages, with the worker on the other side of the hatch."""

import json
import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from fido2.utils import websafe_decode

from recupera.agents import factors
from recupera.letterbox.clock import now
from recupera.orders.models import Order, OrderState
from recupera.people.case_reference import grouped
from recupera.recoveries import marks
from recupera.recoveries.models import Recovery
from tests.desk.authenticator import Passkey
from tests.desk.staff import browser
from tests.enquirer import Enquirer
from tests.orders.stage import CHANGE, NEW, OWNER, REASON, Stage, carry_out, code, wrong_code

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)


@pytest.fixture
def stage(desk: Any) -> Stage:
    return Stage().about("change_email")


def at(stage: Stage, page: str) -> str:
    return f"/caso/{grouped(stage.case.reference)}/{page}"


def hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))


def post(browser_of: Client, where: str, typed: dict[str, str] | None = None) -> Any:
    form = "application/x-www-form-urlencoded"
    return browser_of.post(where, urlencode(typed or {}), content_type=form)


def said(reply: Any) -> str:
    return reply.content.decode()


def test_an_account_is_masked_until_a_reason_is_given(stage: Stage) -> None:
    luz = browser(stage.luz)
    assert "a•••" not in said(luz.get(at(stage, "cuenta")))
    assert post(luz, at(stage, "cuenta"), {"go": "1"}).status_code == 303
    page = said(luz.get(at(stage, "cuenta")))
    assert "a•••@e•••.com" in page and OWNER.emails[0] not in page
    short = post(luz, at(stage, "cuenta"), {"account": stage.mark, "reason": "corto"})
    assert "al menos diez caracteres" in said(short)
    post(luz, at(stage, "cuenta"), {"account": stage.mark, "reason": REASON})
    assert OWNER.emails[0] in said(luz.get(at(stage, "cuenta")))
    assert OWNER.emails[0] not in said(browser(stage.ben).get(at(stage, "cuenta")))


def test_what_happened_with_an_account_lately_is_told_and_no_code_of_it(stage: Stage) -> None:
    Enquirer(value=OWNER.emails[0]).asked()
    marked = marks.of_account(OWNER.id)
    Recovery.objects.create(
        id="r" * 32, account=marked, state="told", body=b"", claimed_at=now("vault")
    )
    luz = browser(stage.luz)
    post(luz, at(stage, "cuenta"), {"go": "1"})
    page = said(luz.get(at(stage, "cuenta")))
    assert "1 consulta · 0 códigos errados" in page
    assert page.count("alguien preguntó por esta cuenta") == 1
    assert "contraseña nueva, avisada a todos los canales" in page


def proposed(stage: Stage, luz: Client) -> Any:
    typed = {"account": stage.mark, "kind": "change_email", "reason": REASON}
    confirm = said(post(luz, at(stage, "orden"), typed))
    assert REASON in confirm and "Confirme que es usted" in confirm
    return post(luz, at(stage, "orden"), hidden(confirm) | code(stage.luz))


def test_what_lacks_is_told_in_words_and_nothing_typed_is_lost(stage: Stage) -> None:
    page = said(proposed(stage, browser(stage.luz)))
    assert "Falta revisar la carta" in page and REASON in page
    assert not Order.objects.exists()


def test_one_proposes_another_reads_and_approves(stage: Stage) -> None:
    stage.prove(*CHANGE)
    luz, ben = browser(stage.luz), browser(stage.ben)
    sent = proposed(stage, luz)
    assert sent.status_code == 303
    assert "Aprobar" not in said(luz.get(sent.url))
    assert sent.url.rsplit("/", 1)[1] in said(ben.get("/ordenes"))
    page = said(ben.get(sent.url))
    assert NEW in page and REASON in page and OWNER.emails[0] not in page
    wrong = post(ben, sent.url, hidden(page) | wrong_code(stage.ben))
    assert "No pudimos confirmar" in said(wrong)
    assert post(ben, sent.url, hidden(page) | code(stage.ben)).status_code == 303
    assert stage.order.state == OrderState.HELD
    assert "En espera" in said(ben.get(sent.url))


def test_stopping_an_order_takes_a_reason_and_no_factor(stage: Stage) -> None:
    stage.prove(*CHANGE).propose("change_email")
    where = f"/orden/{stage.order.id}"
    ben = browser(stage.ben)
    assert "Rechazar" in said(ben.get(where))
    post(ben, where, {"act": "refuse", "reason": "La carta no es de la entidad."})
    assert stage.order.state == OrderState.REFUSED


def test_a_senior_takes_a_deactivation_back_with_a_reason_and_a_factor_over_it(
    stage: Stage,
) -> None:
    stage.prove(*CHANGE).held("deactivate")
    carry_out(73)
    where = f"/orden/{stage.order.id}"
    assert "deshacerla" not in said(browser(stage.ben).get(where))
    sol = browser(stage.sol)
    page = said(sol.get(where))
    assert "Motivo para deshacerla" in page and "Confirme que es usted" not in page
    act = hidden(page)
    assert "al menos diez" in said(post(sol, where, act | {"reason": "corto"}))
    confirm = said(post(sol, where, act | {"reason": REASON}))
    assert REASON in confirm and "Confirme que es usted" in confirm
    wrong = said(post(sol, where, hidden(confirm) | wrong_code(stage.sol)))
    assert "No pudimos confirmar" in wrong and REASON in wrong
    assert stage.order.state == OrderState.DONE
    assert post(sol, where, hidden(wrong) | code(stage.sol)).status_code == 303
    assert stage.order.state == OrderState.REVERSED
    assert "deshacerla" not in said(sol.get(where))


def test_after_thirty_days_there_is_no_button(stage: Stage) -> None:
    stage.prove(*CHANGE).held("deactivate")
    carry_out(73)
    Order.objects.update(done_at=stage.order.proposed_at - timedelta(days=31))
    assert "deshacerla" not in said(browser(stage.sol).get(f"/orden/{stage.order.id}"))


def test_a_passkey_signs_the_reason_for_which_an_order_is_taken_back(stage: Stage) -> None:
    stage.prove(*CHANGE).held("deactivate")
    carry_out(73)
    key, where, sol = Passkey(), f"/orden/{stage.order.id}", browser(stage.sol)
    factors.enrol_passkey(stage.sol, key.register(), now("vault"))
    confirm = post(sol, where, hidden(said(sol.get(where))) | {"reason": REASON})
    challenge = websafe_decode(json.loads(confirm.context["second"]["options"])["challenge"])
    typed = hidden(said(confirm)) | {"passkey": json.dumps(key.sign(challenge))}
    other = post(sol, where, typed | {"reason": REASON + " Y otra."})
    assert "No pudimos confirmar" in said(other)
    assert post(sol, where, typed).status_code == 303
