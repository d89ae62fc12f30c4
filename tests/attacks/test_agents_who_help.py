"""Agents who are in it, and sessions and codes of agents in somebody else's hands."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from recupera import directories
from recupera.agents.challenge import over
from recupera.agents.factors import enrol_passkey
from recupera.agents.models import Agent
from recupera.agents.policy import Act
from recupera.cases.models import Entry
from recupera.hatch.models import Request
from recupera.letterbox.clock import now
from recupera.options import forget
from recupera.orders.models import Approval, Order
from recupera.people.case_reference import grouped
from tests.acting import objected
from tests.attacks.attempt import THIEF, Attempt
from tests.attacks.test_content import CHANGING
from tests.desk.authenticator import Passkey
from tests.desk.conftest import desk  # noqa: F401
from tests.desk.posting import FORM
from tests.desk.staff import browser
from tests.enquirer import register
from tests.orders.stage import CHANGE, OWNER, REASON, asked, carry_out, code, codes_of, wrong_codes

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)
PATHS = ("responder", "pedir", "nota", "tomar", "pasar", "cerrar", "cuenta", "orden", "pruebas")


@pytest.fixture(autouse=True)
def sms(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("RECUPERA_SMS_OFFERED", "1")
    forget()
    yield
    monkeypatch.undo()
    forget()


@pytest.fixture
def attempt(desk: Any) -> Attempt:  # noqa: F811
    return Attempt()


def at(attempt: Attempt, what: str = "") -> str:
    return f"/caso/{grouped(attempt.case.reference)}" + (f"/{what}" if what else "")


def blank(page: str) -> str:
    """Without what is drawn anew for every page."""
    for pattern, instead in CHANGING:
        page = re.sub(pattern, instead, page)
    return page


def post(client: Client, where: str, said: dict[str, str], **headers: str) -> Any:
    return client.post(where, urlencode(said), content_type=FORM, **headers)


# Agents who help


def test_one_agent_with_two_factors_is_one_agent(attempt: Attempt) -> None:
    key = Passkey()
    enrol_passkey(attempt.luz, key.register(), now("vault"))
    attempt.prove(*CHANGE).propose("change_email")
    signed = key.sign(over(Act.APPROVE.value, attempt.luz.id, attempt.naming()))
    for evidence in ({"passkey": signed}, code(attempt.luz)):
        assert attempt.approve(attempt.luz, evidence=evidence) == {"refused": "own"}
    carry_out(100)
    assert attempt.order.state == "proposed"


def test_two_agents_together_meet_the_hold_and_the_owner(attempt: Attempt) -> None:
    """It is what is left: both say yes, and every old channel hears of it and can end it."""
    attempt.prove(*CHANGE).held()
    objected(codes_of("order_held")[OWNER.phones[0]])
    carry_out(100)
    assert attempt.order.state == "objected"
    again = Attempt(luz=attempt.luz, ben=attempt.ben)
    again.prove(*CHANGE)
    assert again.lacks() == ["frozen"]


def test_a_code_that_approved_approves_nothing_else(attempt: Attempt) -> None:
    attempt.prove(*CHANGE).propose("change_email")
    shown = code(attempt.ben)
    attempt.approve(attempt.ben, evidence=shown)
    Order.objects.update(state="withdrawn", due_at=None)
    attempt.propose("change_email")
    second = Order.objects.get(state="proposed")
    naming = {"case": second.case_id, "order": second.id, "digest": second.digest}
    assert asked(Act.APPROVE, attempt.ben, naming | {"evidence": shown}) == {
        "refused": "wrong_factor"
    }
    assert asked(Act.REFUSE, attempt.ben, naming | {"reason": REASON})["state"] == "refused"


def test_a_passkey_over_one_order_approves_no_other(attempt: Attempt) -> None:
    key = Passkey()
    enrol_passkey(attempt.ben, key.register(), now("vault"))
    attempt.prove(*CHANGE).propose("change_email")
    signed = {"passkey": key.sign(over(Act.APPROVE.value, attempt.ben.id, attempt.naming()))}
    first = attempt.naming()
    asked(Act.WITHDRAW, attempt.luz, first | {"reason": REASON})
    attempt.propose("change_email")
    second = Order.objects.get(state="proposed")
    naming = {"case": second.case_id, "order": second.id, "digest": second.digest}
    asking = naming | {"evidence": signed}
    assert asked(Act.APPROVE, attempt.ben, asking) == {"refused": "wrong_factor"}
    assert asked(Act.APPROVE, attempt.ben, asking | first)["refused"] == "not_now"


# A session without its agent


def test_a_stolen_session_approves_nothing(attempt: Attempt) -> None:
    attempt.prove(*CHANGE).propose("change_email")
    thief, where = browser(attempt.ben), f"/orden/{attempt.order.id}"
    said = {"act": "approve", "digest": attempt.order.digest}
    (guess,) = wrong_codes(attempt.ben, 1)
    for evidence in ({}, {"totp": guess}, {"passkey": "{}"}, code(attempt.luz)):
        assert "No pudimos confirmar" in post(thief, where, said | evidence).content.decode()
    assert (attempt.order.state, Approval.objects.count()) == ("proposed", 0)


def test_a_session_whose_shift_is_over_shows_nothing(attempt: Attempt) -> None:
    stolen = browser(attempt.luz)
    Agent.objects.filter(id=attempt.luz.id).update(shift_until=now("vault"))
    for where in ("/", at(attempt), at(attempt, "cuenta"), "/ordenes"):
        assert stolen.get(where)["Location"].endswith("/acceso"), where


@pytest.mark.parametrize("origin", ["https://evil.example", "null", ""])
def test_a_page_elsewhere_makes_an_agents_browser_do_nothing(attempt: Attempt, origin: str) -> None:
    agent = Client(enforce_csrf_checks=True)
    agent.cookies.update(browser(attempt.luz).cookies)
    headers = {"HTTP_ORIGIN": origin} if origin else {}
    before = (Request.objects.count(), Entry.objects.count())
    said = {"text": "Su caso se cerró.", "revision": "1", "sure": "yes", "press": "call"}
    said |= {"account": attempt.mark, "kind": "change_email", "reason": REASON, "go": "1"}
    for what in PATHS:
        refused = post(agent, at(attempt, what), said | code(attempt.luz), **headers)
        assert refused.status_code == 403, what
    assert (Request.objects.count(), Entry.objects.count()) == before


def test_a_search_asks_no_directory_and_looks_the_same_for_known_and_unknown(
    attempt: Attempt, monkeypatch: pytest.MonkeyPatch
) -> None:
    register(THIEF)
    luz, pages = browser(attempt.luz), []

    def asked_for(*_: object) -> Any:
        raise AssertionError("a directory was asked")

    monkeypatch.setattr(directories, "current", asked_for)
    for typed in (THIEF.emails[0], "nadie@example.com"):
        page = post(luz, "/buscar", {"kind": "email", "q": typed}).content.decode()
        assert "Ningún caso tiene ese dato." in page
        pages.append(page.replace(typed, "X"))
    assert blank(pages[0]) == blank(pages[1])


def test_an_answer_that_names_the_registered_mailbox_does_not_go_and_is_not_lost(
    attempt: Attempt,
) -> None:
    text = f"Claro que sí: es {OWNER.emails[0]}."
    attempt.ask(Act.TAKE)
    attempt.case.refresh_from_db()
    said = {"text": text, "revision": str(attempt.case.revision), "sure": "yes"}
    page = post(browser(attempt.luz), at(attempt, "responder"), said)
    assert page.status_code == 200 and text in page.content.decode()
    assert "answered" not in [one.kind for one in attempt.person.elsewhere_by_key().case.entries]
