"""The practice cases have the end that the guide calls right, and what is wrong is refused."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from recupera.agents.models import Agent
from recupera.agents.policy import Act, Role
from recupera.cases.models import Case, File
from recupera.cases.practice import PRACTICE, Practice
from recupera.commands import demo_cases, demo_staff
from recupera.directories.embedded.synthetic import synthetic_accounts
from recupera.letterbox.clock import now
from recupera.letterbox.closed_days import calendar
from recupera.orders.models import Order
from recupera.people import Account
from recupera.recoveries import marks
from recupera.recoveries.models import Freeze
from tests.claimant import Claimant, code_in
from tests.desk.asking import asked
from tests.enquirer import register
from tests.orders.proving import sent
from tests.orders.stage import agent, carry_out, code, found, told

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)
ACCOUNTS = {one.username: one for one in synthetic_accounts()}
REASON = "Como dice la guía para este caso."


@pytest.fixture(autouse=True)
def sms(monkeypatch: pytest.MonkeyPatch, settings: Any):  # type: ignore[no-untyped-def]
    from recupera.options import forget

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    monkeypatch.setenv("RECUPERA_SMS_OFFERED", "1")
    forget()
    yield
    monkeypatch.undo()
    forget()


@dataclass
class Practising:
    """A practice case as the demo writes it; its files are scanned."""

    slug: str
    luz: Agent = field(init=False)
    person: Claimant = field(default_factory=Claimant)

    def __post_init__(self) -> None:
        register(self.account, *([ACCOUNTS["gvalencia"]] if "dupl" in self.slug else []))
        demo_staff.fill(now("vault"))
        demo_cases.fill(now("vault"), (*self.practice.others, self.practice.case))
        File.objects.update(state="clean", body=b"sealed")
        self.luz = agent()

    @property
    def practice(self) -> Practice:
        return next(one for one in PRACTICE if one.slug == self.slug)

    @property
    def account(self) -> Account:
        return ACCOUNTS[self.practice.case.who]

    @property
    def case(self) -> Case:
        return Case.objects.get(reference=self.practice.case.reference)

    @property
    def mark(self) -> str:
        return marks.of_account(self.account.id)

    def asks(self, act: Act, by: Agent | None = None, **content: Any) -> dict[str, Any]:
        return asked(by or self.luz, act, self.case, **{"account": self.mark, **content})

    def checks(self, kind: str, **said: str) -> dict[str, Any]:
        """`said` is what is copied off the paper; everything else the agent sees is in order."""
        slugs = ("firmada", "motivo", "vigente", "entero", "cuentas", "entidad", "nombra", "fecha")
        items: dict[str, Any] = {
            one: {"yes": True} for one in (*slugs, "entera", "cuenta", "ninguno")
        }
        today = calendar().day_of(now("vault")).isoformat()
        items |= {one: {"typed": typed} for one, typed in said.items()}
        items["fecha"] = {"yes": True, "typed": today}
        files = list(File.objects.values_list("id", flat=True))
        return self.asks(Act.CHECK, kind=kind, items=items, files=files)

    def checks_identity(self) -> None:
        whose = self.account
        assert self.checks("identity", numero=whose.document_number, nombre=whose.name)["good"]

    def checks_letter(self) -> None:
        whose = self.account
        said = {"nombre": whose.name, "usuario": whose.username, "correo": whose.emails[0]}
        assert self.checks("letter", **said)["good"]

    def looks(self) -> Claimant:
        """The person at the page of their case, by the number and key in the guide."""
        one = self.practice.case
        assert self.person.asked(key=one.key, reference=one.reference) == "good"
        return self.person

    def calls(self) -> None:
        assert self.asks(Act.CALL)["phone"] == self.account.phones[0]
        digits = self.looks().case.digits
        assert self.asks(Act.MATCH, digits=digits)["good"]

    def proposes(self, kind: str, **more: Any) -> dict[str, Any]:
        content = {"kind": kind, "reason": REASON, "evidence": code(self.luz), **more}
        return self.asks(Act.PROPOSE, **content)

    def approves(self, by: Agent, act: Act = Act.APPROVE) -> dict[str, Any]:
        order = Order.objects.get()
        return self.asks(act, by, order=order.id, digest=order.digest, evidence=code(by))


def test_the_user_name_goes_to_the_registered_mailbox_and_into_no_answer() -> None:
    at = Practising("forgotten-username")
    said = at.asks(Act.ANSWER, text=f"Su usuario es {at.account.username}.")
    assert said == {"refused": "account_data"}
    assert at.proposes("send_username")["lacks"] == ["identity"]
    at.checks_identity()
    assert "refused" not in at.proposes("send_username")
    carry_out()
    assert Order.objects.get().state == "done"
    assert at.asks(Act.ANSWER, text="Lo enviamos a su correo registrado.") == {}


def test_a_lost_mailbox_takes_all_of_the_ladder() -> None:
    at = Practising("lost-mailbox")
    lacks = ["no_new_address", "identity", "letter", "channel", "new_address"]
    assert at.proposes("change_email")["lacks"] == lacks
    at.calls()
    at.checks_letter()
    at.checks_identity()
    at.asks(Act.SEND_NEW_CODE)
    at.looks().acted("show_code", code=code_in(sent()[-1]))
    assert at.proposes("change_email")["state"] == "proposed"
    assert at.approves(at.luz) == {"refused": "own"}
    assert at.approves(agent(name="Ben"))["state"] == "held"
    carry_out(71)
    assert Order.objects.get().state == "held"
    carry_out(73)
    assert found("isalazar53@correo.example")


def test_the_wrong_form_leads_to_no_order_and_is_answered() -> None:
    at = Practising("wrong-form")
    for act, content in ((Act.CALL, {}), (Act.SEND_NEW_CODE, {})):
        assert at.asks(act, **content) == {"refused": "not_now"}
    assert at.asks(Act.CHECK, kind="letter", items={}, files=[]) == {"refused": "not_now"}
    assert at.proposes("change_email")["refused"] == "lacking"
    text = "Abra por favor un caso de «Cambio de correo electrónico», con carta y cédula."
    assert at.asks(Act.ANSWER, text=text) == {}
    assert at.case.state == "answered"


def test_of_two_accounts_the_one_of_the_letter_goes() -> None:
    at = Practising("duplicate-accounts")
    stays = marks.of_account(ACCOUNTS["gvalencia"].id)
    assert at.proposes("merge", other=stays)["lacks"] == ["letter", "authority", "contracts"]
    assert at.checks("letter", usuario=at.account.username)["good"]
    assert at.checks("authority")["good"] and at.checks("contracts")["good"]
    assert at.proposes("merge", other=stays)["state"] == "proposed"
    assert at.approves(agent(name="Ben"))["state"] == "held"
    carry_out(73)
    states = {one.username: one.active for one in found(at.account.emails[0])}
    assert states == {"gvalencia": True, "gvalencia2": False}


def test_a_frozen_account_takes_another_channel_and_a_senior() -> None:
    at = Practising("unfreeze")
    assert at.proposes("send_username")["lacks"][0] == "frozen"
    at.checks_letter()
    at.checks_identity()
    assert at.proposes("unfreeze")["lacks"] == ["other_channel"]
    at.calls()
    assert at.proposes("unfreeze")["state"] == "proposed"
    assert at.approves(agent(name="Ben")) == {"refused": "not_allowed"}
    assert at.approves(agent(Role.SENIOR, "Sol"), Act.APPROVE_AS_SENIOR)["state"] == "held"
    carry_out(73)
    assert not Freeze.objects.exists()


def test_whoever_writes_in_english_is_answered_so_and_told_how_to_begin() -> None:
    at = Practising("in-english")
    at.checks_identity()
    assert at.proposes("start_reset")["state"]
    carry_out()
    assert Order.objects.get().state == "done"
    (letter,) = told("reset_by_email")
    assert letter.language == "en"
    assert at.asks(Act.ANSWER, text="We sent you how to begin anew.") == {}
    assert at.looks().case.entries[-1].text == "We sent you how to begin anew."


def test_the_attack_is_refused_on_every_step_with_the_reason() -> None:
    at = Practising("attack")
    wanted = at.practice.case.fields
    # What they control they can show, and it is worth itself alone.
    at.asks(Act.SEND_NEW_CODE)
    at.looks().acted("show_code", code=code_in(sent()[-1]))
    assert at.proposes("change_email")["lacks"] == ["identity", "letter", "channel"]
    # Nobody calls or writes to the number of the form.
    assert at.asks(Act.CALL, phone=wanted["telefono"])["phone"] == at.account.phones[0]
    at.asks(Act.SEND_CODE, channel="sms", address=wanted["telefono"])
    assert sent()[-1].recipient.channel.address == at.account.phones[0]  # type: ignore[union-attr]
    # They see the digits of their own case; who answers the owner's phone does not read them.
    wrong = f"{(int(at.looks().case.digits) + 1) % 100:02d}"
    assert at.asks(Act.MATCH, digits=wrong)["good"] is False
    # The letter is not the holder's.
    letter = at.checks("letter", nombre="J. Ríos", usuario="emarin99", correo=wanted["correo"])
    assert letter == {"good": False, "wrong": ["nombre", "correo"]}
    assert at.proposes("change_email")["lacks"] == ["identity", "letter", "channel"]
    # No other order is cheaper, nobody approves what was not proposed, no answer tells.
    for kind in ("send_username", "start_reset"):
        assert at.proposes(kind)["lacks"] == ["identity"]
    assert at.proposes("deactivate")["lacks"] == ["subject"]
    sol = agent(Role.SENIOR, "Sol")
    assert at.asks(Act.APPROVE_AS_SENIOR, sol, order="0" * 32)["refused"] == "wrong"
    said = at.asks(Act.ANSWER, text=f"El correo es {at.account.emails[0]}.")
    assert said == {"refused": "account_data"}
    assert not Order.objects.exists() and found(at.account.emails[0]) == [at.account]
    # What is right: a note for those who come after.
    assert at.asks(Act.NOTE, text="Parece un ataque: avisé a supervisión.") == {}


def test_the_channel_that_objected_lifts_no_freeze() -> None:
    at = Practising("objection")
    lacks = ["identity", "letter", "other_channel"]
    assert at.proposes("unfreeze")["lacks"] == lacks
    assert at.asks(Act.CALL)["phone"] == ""
    assert at.asks(Act.MATCH, digits="11")["good"] is False
    assert at.proposes("unfreeze")["lacks"] == lacks
    assert at.proposes("start_reset")["lacks"][0] == "frozen"
    assert at.asks(Act.NOTE, text="Sigue congelada; no hay otro canal.") == {}
    assert Freeze.objects.exists()
