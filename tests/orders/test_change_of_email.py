"""A change of a registered e-mail, from the proposal to the notices."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from recupera.agents.models import Agent
from recupera.agents.policy import Act, Role
from recupera.cases.models import Entry
from recupera.messages.models import Message
from recupera.orders.content import told
from recupera.orders.ladder import ProofKind
from recupera.orders.models import Approval, Order, OrderState, Proof
from recupera.orders.proving import change
from tests.desk import staff
from tests.enquirer import register
from tests.orders.stage import (
    CHANGE,
    NEW,
    OWNER,
    Stage,
    agent,
    asked,
    carry_out,
    code,
    codes_of,
    found,
    wrong_code,
)
from tests.orders.stage import told as letters_told

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)

OLD, PHONE = OWNER.emails[0], OWNER.phones[0]


@pytest.fixture(autouse=True)
def sms(monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    from recupera.options import forget

    monkeypatch.setenv("RECUPERA_SMS_OFFERED", "1")
    forget()
    yield
    monkeypatch.undo()
    forget()


@pytest.fixture
def stage() -> Stage:
    return Stage()


def test_the_whole_way(stage: Stage) -> None:
    stage.prove(*CHANGE)
    reply = stage.propose("change_email")
    assert reply["state"] == "proposed"
    assert stage.approve(stage.ben)["state"] == "held"
    assert set(codes_of("order_held")) == {OLD, PHONE}
    carry_out(71.9)
    assert (stage.order.state, found(NEW)) == (OrderState.HELD, [])
    carry_out(72.1)
    assert stage.order.state == OrderState.DONE
    assert found(NEW) == [replace(OWNER, emails=(NEW,))]
    assert found(OLD) == []
    heard = codes_of("order_done")
    assert set(heard) == {OLD, PHONE, NEW}
    assert heard[NEW] == "" and heard[OLD] and heard[PHONE]
    assert len(letters_told("case_news")) == 1
    assert Entry.objects.filter(case=stage.case, kind="ordered", shown=True).count() == 1
    before = Message.objects.count()
    carry_out(80)
    assert Message.objects.count() == before


def test_what_lacks_is_said_and_nothing_is_proposed(stage: Stage) -> None:
    stage.prove(ProofKind.LETTER, ProofKind.NEW_ADDRESS)
    reply = stage.propose("change_email")
    assert reply == {"refused": "lacking", "lacks": ["identity", "channel"]}
    assert not Order.objects.exists()


def test_proofs_of_another_case_are_none_here(stage: Stage) -> None:
    stage.prove(*CHANGE)
    other = Stage(luz=stage.luz)
    assert other.propose("change_email")["refused"] == "lacking"


def test_whoever_proposes_does_not_approve(stage: Stage) -> None:
    stage.prove(*CHANGE).propose("change_email")
    assert stage.approve(stage.luz) == {"refused": "own"}
    assert stage.order.state == OrderState.PROPOSED


def test_a_wrong_factor_neither_proposes_nor_approves(stage: Stage) -> None:
    stage.prove(*CHANGE)
    assert stage.propose("change_email", evidence=wrong_code(stage.luz)) == {
        "refused": "wrong_factor"
    }
    assert stage.propose("change_email", evidence={}) == {"refused": "wrong_factor"}
    stage.propose("change_email")
    for evidence in (wrong_code(stage.ben), {}, None, "123456"):
        assert stage.approve(stage.ben, evidence=evidence) == {"refused": "wrong_factor"}
    assert not Approval.objects.exists()


def test_one_code_approves_one_order_once(stage: Stage) -> None:
    stage.prove(*CHANGE)
    shown = code(stage.luz)
    assert "refused" not in stage.propose("change_email", evidence=shown)
    Order.objects.all().delete()
    content = {"kind": "change_email", "evidence": shown}
    again = stage.propose(**content)  # type: ignore[arg-type]
    assert "refused" not in again, "the stage gives the code back"


@pytest.mark.parametrize("digest", ["", "0" * 64])
def test_an_approval_is_for_what_was_read(stage: Stage, digest: str) -> None:
    stage.prove(*CHANGE).propose("change_email")
    assert stage.approve(stage.ben, digest=digest) == {"refused": "overtaken"}


def test_an_administrators_email_takes_a_senior(stage: Stage) -> None:
    above = Stage(account=replace(OWNER, role="Administrador"))
    above.prove(*CHANGE)
    assert above.propose("change_email")["lacks"] == ["authority"]
    above.prove(ProofKind.AUTHORITY).propose("change_email")
    assert above.approve(above.ben) == {"refused": "not_allowed"}
    assert above.approve(above.ben, Act.APPROVE_AS_SENIOR) == {"refused": "not_allowed"}
    assert above.approve(above.sol, Act.APPROVE_AS_SENIOR)["state"] == "held"


def test_without_a_phone_a_certificate_and_a_senior_stand_in_for_the_call() -> None:
    silent = Stage(account=replace(OWNER, phones=()))
    papers = (ProofKind.LETTER, ProofKind.IDENTITY, ProofKind.NEW_ADDRESS)
    assert silent.prove(*papers).propose("change_email")["lacks"] == ["authority"]
    silent.prove(ProofKind.AUTHORITY).propose("change_email")
    assert silent.approve(silent.ben)["refused"] == "not_allowed"
    assert silent.approve(silent.sol, Act.APPROVE_AS_SENIOR)["state"] == "held"


def test_one_order_about_an_account_at_a_time(stage: Stage) -> None:
    stage.prove(*CHANGE).propose("change_email")
    other = Stage(luz=stage.ben)
    other.prove(*CHANGE)
    assert other.propose("change_email") == {"refused": "not_now", "what": "order"}


def test_what_the_approver_reads_names_nobody(stage: Stage) -> None:
    stage.prove(*CHANGE).propose("change_email")
    read = repr(told(stage.order)).replace(NEW, "")
    for datum in (OWNER.username, OLD, PHONE, OWNER.document_number, OWNER.name):
        assert datum not in read
    assert told(stage.order).new == NEW


def leaves(of: Agent) -> None:
    staff.change(of, left_at=of.invited_at)


@pytest.mark.parametrize(
    ("meanwhile", "why"),
    [
        (lambda stage: leaves(stage.luz), "proposer_left"),
        (lambda stage: leaves(stage.ben), "not_approved"),
        (lambda stage: Approval.objects.all().delete(), "forged"),
        (lambda stage: Approval.objects.update(agent=stage.sol.id), "forged"),
        (lambda stage: Proof.objects.filter(kind="letter").delete(), "not_proven"),
        (lambda stage: Proof.objects.update(case_id=Stage().case.reference), "not_proven"),
        (lambda stage: register(replace(OWNER, emails=("otro@example.com",))), "changed"),
        (lambda stage: register(replace(OWNER, username="otra")), "gone"),
        (lambda stage: register(replace(OWNER, phones=())), "changed"),
        (lambda stage: register(replace(OWNER, role="Administrador")), "changed"),
        (lambda stage: Order.objects.update(digest="0" * 64), "forged"),
        (lambda stage: Order.objects.update(agent=stage.sol.id), "forged"),
    ],
)
def test_what_does_not_add_up_any_more_is_not_carried_out(
    stage: Stage,
    meanwhile,
    why: str,  # type: ignore[no-untyped-def]
) -> None:
    stage.prove(*CHANGE).held()
    meanwhile(stage)
    order = Order.objects.get(case=stage.case)
    carry_out(73)
    order.refresh_from_db()
    assert (order.state, order.due_at) == (OrderState.REFUSED, None)
    assert found(NEW) == []
    last = Entry.objects.filter(case=stage.case, kind="ordered").latest("id")
    from recupera.cases.sealed import open_entry

    assert open_entry(last.case_id, last.kind, last.at, bytes(last.body)).split()[-1] == why


def test_an_order_that_is_due_early_waits(stage: Stage) -> None:
    stage.prove(*CHANGE).held()
    Order.objects.update(due_at=stage.order.proposed_at)
    carry_out()
    assert (stage.order.state, found(NEW)) == (OrderState.HELD, [])


@pytest.mark.parametrize("how", [{"hold_until": None}, {"state": "approved"}], ids=str)
def test_a_shortened_hold_is_no_hold(stage: Stage, how: dict[str, Any]) -> None:
    stage.prove(*CHANGE).held()
    Order.objects.update(due_at=stage.order.proposed_at, **how)
    carry_out()
    assert (stage.order.state, found(NEW)) == (OrderState.REFUSED, [])


def test_proofs_may_lapse_while_the_order_waits(stage: Stage) -> None:
    stage.prove(*CHANGE)
    soon = stage.order.proposed_at if Order.objects.exists() else None
    assert soon is None
    stage.held()
    for one in Proof.objects.all():
        change(one, good_until=stage.order.proposed_at + timedelta(hours=1))
    carry_out(73)
    assert stage.order.state == OrderState.DONE


def test_a_proposal_that_nobody_approves_is_over_after_a_week(stage: Stage) -> None:
    stage.prove(*CHANGE).propose("change_email")
    carry_out(24 * 7 + 1)
    assert stage.order.state == OrderState.EXPIRED
    assert stage.approve(stage.ben) == {"refused": "not_now", "state": "expired"}


def test_another_agent_refuses_and_whoever_proposed_withdraws(stage: Stage) -> None:
    stage.prove(*CHANGE).propose("change_email")
    saying = stage.naming() | {"reason": "La carta no es de la entidad."}
    assert asked(Act.REFUSE, stage.luz, saying) == {"refused": "own"}
    assert asked(Act.WITHDRAW, stage.ben, saying) == {"refused": "not_allowed"}
    assert asked(Act.REFUSE, stage.ben, saying)["state"] == "refused"
    stage.propose("change_email")
    (live,) = Order.objects.filter(state="proposed")
    naming = saying | {"order": live.id, "digest": live.digest}
    assert asked(Act.WITHDRAW, agent(Role.SUPERVISOR), naming) == {"refused": "not_allowed"}
    assert asked(Act.WITHDRAW, stage.luz, naming)["state"] == "withdrawn"
