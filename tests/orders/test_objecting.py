""" "No fui yo" to an order: it ends, and what it was just doing is undone."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from recupera import directories
from recupera.agents.policy import Act, Role
from recupera.cases.models import Case, Entry
from recupera.cases.opening import about
from recupera.cases.sealed import open_entry
from recupera.letterbox.slot import Verdict
from recupera.messages.models import Message
from recupera.options import forget
from recupera.orders.content import told as order_told
from recupera.orders.ladder import ProofKind
from recupera.orders.models import Order, OrderObjection, OrderState
from recupera.people import AgentAddress
from recupera.people.masking import masked_email
from recupera.recoveries import marks
from recupera.recoveries.models import Freeze
from recupera.worker import order_facts, ordering
from tests.acting import objected
from tests.orders.stage import (
    CHANGE,
    NEW,
    OWNER,
    Stage,
    agent,
    carry_out,
    codes_of,
    found,
    prove,
    restate,
    told,
)

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)

OLD = OWNER.emails[0]
PAPERS = (ProofKind.LETTER, ProofKind.IDENTITY)


@pytest.fixture
def held() -> Stage:
    return Stage().prove(*CHANGE).held()


def test_an_objection_ends_the_order_freezes_the_account_and_opens_an_urgent_case(
    held: Stage,
) -> None:
    verdict, published = objected(codes_of("order_held")[OLD])
    assert verdict == Verdict.DONE
    urgent = Case.objects.get(urgent=True)
    assert (urgent.reference, about(urgent)["by"]) == (published.case, OLD)
    assert Freeze.objects.get().case_reference == published.case
    assert held.order.state == OrderState.OBJECTED
    assert {one.recipient.channel.address for one in told("recovery_frozen")} == {OLD}  # type: ignore[union-attr]
    carry_out(80)
    assert (held.order.due_at, found(NEW)) == (None, [])


def test_a_code_of_an_order_is_good_once(held: Stage) -> None:
    typed = codes_of("order_held")[OLD]
    assert objected(typed)[0] == Verdict.DONE
    assert objected(typed)[0] == Verdict.WRONG
    assert Freeze.objects.count() == 1


def test_a_code_whose_time_is_over_is_wrong(held: Stage) -> None:
    OrderObjection.objects.update(expires_at=held.order.proposed_at)
    assert objected(codes_of("order_held")[OLD])[0] == Verdict.WRONG
    assert held.order.state == OrderState.HELD


def test_an_objection_after_it_was_done_freezes_and_leaves_the_change_to_people(
    held: Stage,
) -> None:
    carry_out(73)
    assert objected(codes_of("order_done")[OLD])[0] == Verdict.DONE
    assert held.order.state == OrderState.OBJECTED
    carry_out(74)
    assert found(NEW) == [replace(OWNER, emails=(NEW,))]
    assert Freeze.objects.exists()
    assert held.order.due_at is None


def test_an_objection_while_the_directory_is_asked_undoes_it(
    held: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = ordering._at_the_directory

    def meanwhile(*given: Any) -> None:
        real(*given)
        assert found(NEW)
        assert objected(codes_of("order_held")[OLD])[0] == Verdict.DONE

    monkeypatch.setattr(ordering, "_at_the_directory", meanwhile)
    carry_out(73)
    assert held.order.state == OrderState.OBJECTED
    assert (found(NEW), found(OLD)) == ([], [OWNER])
    assert told("order_done") == []
    carry_out(80)
    assert found(OLD) == [OWNER]


def test_an_objection_before_the_directory_is_asked_cancels_it_for_good(held: Stage) -> None:
    order = held.order
    restate(order, state="approved")
    assert objected(codes_of("order_held")[OLD])[0] == Verdict.DONE
    carry_out(73)
    directories.current().change_email(OWNER.id, OLD, NEW, operation=order.id)
    assert found(OLD) == [OWNER]


@pytest.fixture
def frozen(held: Stage) -> Stage:
    objected(codes_of("order_held")[OLD])
    carry_out(0.1)
    return held


def test_of_a_frozen_account_nothing_else_is_ordered(frozen: Stage) -> None:
    assert "frozen" in frozen.propose("change_email")["lacks"]


def test_two_agents_one_a_senior_lift_a_freeze_by_another_channel(frozen: Stage) -> None:
    Order.objects.all().delete()
    frozen.held("unfreeze")
    assert set(codes_of("order_held")) == {OLD}
    carry_out(71)
    assert Freeze.objects.exists()
    carry_out(73)
    assert not Freeze.objects.exists()
    assert frozen.order.state == OrderState.DONE
    assert not OrderObjection.objects.exists()
    assert {one.context["objection"] for one in told("order_done")} == {""}


def test_no_agent_lifts_a_freeze_without_a_senior(frozen: Stage) -> None:
    Order.objects.all().delete()
    frozen.propose("unfreeze")
    assert frozen.approve(frozen.ben) == {"refused": "not_allowed"}
    assert frozen.approve(frozen.ben, Act.APPROVE_AS_SENIOR) == {"refused": "not_allowed"}


def test_the_channel_that_objected_does_not_lift_the_freeze() -> None:
    stage = Stage(account=replace(OWNER, phones=("+573005550101",)))
    stage.prove(*CHANGE).held()
    objected(codes_of("order_held")[OLD])
    urgent = Case.objects.get(urgent=True)
    Case.objects.filter(reference=urgent.reference).update(body=urgent.body)
    stage.case = urgent
    prove(urgent, stage.luz, *PAPERS)
    assert stage.propose("unfreeze")["lacks"] == ["other_channel"]
    prove(urgent, stage.luz, ProofKind.CALL_BACK)
    assert stage.propose("unfreeze")["state"] == "proposed"


def test_an_objection_to_lifting_a_freeze_leaves_it(frozen: Stage) -> None:
    Order.objects.all().delete()
    frozen.held("unfreeze")
    assert objected(codes_of("order_held")[OLD])[0] == Verdict.DONE
    carry_out(80)
    assert (frozen.order.state, Freeze.objects.count()) == (OrderState.OBJECTED, 1)
    assert Case.objects.filter(urgent=True).count() == 1


# Whoever holds a mailbox that is not theirs any more


CERTIFICATE = ProofKind.AUTHORITY


@pytest.fixture
def stopped(frozen: Stage) -> Stage:
    """The mailbox that froze the account has stopped the lifting of its freeze."""
    Order.objects.all().delete()
    frozen.held("unfreeze")
    assert objected(codes_of("order_held")[OLD])[0] == Verdict.DONE
    carry_out(0.1)
    assert frozen.order.state == OrderState.OBJECTED
    Message.objects.all().delete()
    return frozen


def test_with_a_certificate_the_next_is_not_stopped_by_that_channel_again(stopped: Stage) -> None:
    boss = agent(Role.SUPERVISOR, "Gloria")
    stopped.prove(CERTIFICATE).held("unfreeze")
    assert order_told(stopped.order).unheard == (masked_email(OLD),)
    verdict, published = objected(codes_of("order_held")[OLD])
    assert (verdict, published.case) == (Verdict.DONE, Freeze.objects.get().case_reference)
    assert stopped.order.state == OrderState.HELD
    last = Entry.objects.filter(case=stopped.case, kind="ordered").latest("id")
    said = open_entry(last.case_id, last.kind, last.at, bytes(last.body))
    assert said == f"unfreeze objection_noted {stopped.order.id}"
    (letter,) = told("objection_noted")
    assert letter.recipient == AgentAddress(boss.email)
    carry_out(73)
    assert (stopped.order.state, Freeze.objects.count()) == (OrderState.DONE, 0)


def test_without_a_certificate_it_is_stopped_again(stopped: Stage) -> None:
    stopped.held("unfreeze")
    assert order_told(stopped.order).unheard == ()
    assert objected(codes_of("order_held")[OLD])[0] == Verdict.DONE
    assert stopped.order.state == OrderState.OBJECTED


def test_after_ninety_days_it_is_heard_again(
    stopped: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(order_facts, "HEARD_ONCE", timedelta(0))
    stopped.prove(CERTIFICATE).held("unfreeze")
    assert objected(codes_of("order_held")[OLD])[0] == Verdict.DONE
    assert stopped.order.state == OrderState.OBJECTED


def test_any_other_channel_stops_it(stopped: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECUPERA_SMS_OFFERED", "1")
    forget()
    stopped.prove(CERTIFICATE).held("unfreeze")
    codes = codes_of("order_held")
    monkeypatch.undo()
    forget()
    assert objected(codes[OWNER.phones[0]])[0] == Verdict.DONE
    assert stopped.order.state == OrderState.OBJECTED


def test_who_stopped_it_is_not_written_into_a_row(stopped: Stage) -> None:
    """Else whoever writes rows chooses which channel is not heard."""
    restate(stopped.order, objector=marks.of_channel(OWNER.phones[0]))
    assert Order.objects.update(objector=marks.of_channel(OLD)) == 1
    stopped.prove(CERTIFICATE).held("unfreeze")
    assert order_told(stopped.order).unheard == ()
