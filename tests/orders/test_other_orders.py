"""The other orders: user name, reset, deactivation, duplicates, taking back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from recupera.agents.policy import Act
from recupera.cases.models import Entry
from recupera.orders.ladder import ProofKind
from recupera.orders.models import OrderState
from recupera.recoveries import marks
from tests.enquirer import guard, register, tally
from tests.orders.stage import (
    OWNER,
    REASON,
    Stage,
    asked,
    carry_out,
    code,
    codes_of,
    found,
    restate,
    told,
)

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)

OLD = OWNER.emails[0]
TWIN = replace(OWNER, id="2", username="aperez.vieja", emails=("vieja@example.com",))


@pytest.fixture
def stage() -> Stage:
    return Stage()


def test_a_user_name_goes_to_the_registered_channels_and_nowhere_else(stage: Stage) -> None:
    stage.prove(ProofKind.IDENTITY)
    assert stage.propose("send_username")["state"] == "approved"
    carry_out()
    assert stage.order.state == OrderState.DONE
    (letter,) = told("username")
    assert (letter.recipient.channel.address, letter.context["username"]) == (OLD, "aperez")  # type: ignore[union-attr]
    assert told("case_news") == []
    assert not Entry.objects.filter(kind="ordered", shown=True).exists()


def test_a_reset_forgets_the_wrong_codes_and_tells_the_owner_how_to_begin(stage: Stage) -> None:
    guard(OWNER, failures=100)
    stage.prove(ProofKind.IDENTITY).propose("start_reset")
    carry_out()
    assert tally(OWNER).failures == 0
    assert [one.recipient.channel.address for one in told("reset")] == [OLD]  # type: ignore[union-attr]


@pytest.mark.parametrize("kind", ["send_username", "start_reset"])
def test_without_a_confirmed_email_or_identity_nothing_is_sent(stage: Stage, kind: str) -> None:
    type(stage.case).objects.update(confirmed_at=None)
    assert stage.propose(kind)["lacks"] == ["confirmed", "identity"]


def test_an_account_without_channel_is_sent_nothing() -> None:
    nowhere = Stage(account=replace(OWNER, emails=(), phones=()))
    assert "no_channel" in nowhere.prove(ProofKind.IDENTITY).propose("send_username")["lacks"]


def test_a_deactivation_waits_is_told_and_can_be_taken_back(stage: Stage) -> None:
    stage.prove(ProofKind.LETTER, ProofKind.IDENTITY).held("deactivate")
    assert set(codes_of("order_held")) == {OLD}
    carry_out(73)
    assert found(OLD) == [replace(OWNER, active=False)]
    naming = stage.naming() | {"reason": REASON}
    assert asked(Act.REVERSE, stage.ben, naming | {"evidence": code(stage.ben)}) == {
        "refused": "not_allowed"
    }
    assert asked(Act.REVERSE, stage.sol, naming) == {"refused": "wrong_factor"}
    done = asked(Act.REVERSE, stage.sol, naming | {"evidence": code(stage.sol)})
    assert done["state"] == "reversed"
    carry_out(74)
    assert (found(OLD), stage.order.due_at) == ([OWNER], None)


def test_after_thirty_days_a_deactivation_stands(stage: Stage) -> None:
    stage.prove(ProofKind.LETTER, ProofKind.IDENTITY).held("deactivate")
    carry_out(73)
    restate(stage.order, done_at=stage.order.proposed_at - timedelta(days=31))
    naming = stage.naming() | {"reason": REASON, "evidence": code(stage.sol)}
    assert asked(Act.REVERSE, stage.sol, naming) == {"refused": "too_late"}


def test_a_change_of_email_is_not_reversed_but_ordered_anew(stage: Stage) -> None:
    stage.prove(ProofKind.IDENTITY).propose("send_username")
    carry_out()
    naming = stage.naming() | {"reason": REASON, "evidence": code(stage.sol)}
    assert asked(Act.REVERSE, stage.sol, naming)["refused"] == "not_now"


def test_of_two_accounts_of_the_case_the_duplicate_goes(stage: Stage) -> None:
    register(TWIN)
    papers = (ProofKind.LETTER, ProofKind.AUTHORITY, ProofKind.CONTRACTS)
    stage.prove(*papers)
    assert stage.propose("merge")["lacks"] == ["second_account"]
    assert stage.propose("merge", other=stage.mark)["lacks"] == ["second_account"]
    assert stage.propose("merge", other=marks.of_account("9"))["lacks"] == ["second_account"]
    assert "refused" not in stage.propose("merge", other=marks.of_account("2"))
    assert stage.approve(stage.ben)["state"] == "held"
    carry_out(73)
    assert found(OLD) == [replace(OWNER, active=False)]
    assert found("vieja@example.com") == [TWIN]


def test_the_account_that_stays_must_still_be_there(stage: Stage) -> None:
    register(TWIN)
    stage.prove(ProofKind.LETTER, ProofKind.AUTHORITY, ProofKind.CONTRACTS)
    stage.propose("merge", other=marks.of_account("2"))
    stage.approve(stage.ben)
    register(replace(TWIN, active=False))
    carry_out(73)
    assert (stage.order.state, found(OLD)) == (OrderState.REFUSED, [OWNER])


def test_an_account_that_is_not_behind_the_case_is_ordered_nothing_about(stage: Stage) -> None:
    stranger = replace(OWNER, id="9", username="otro", document_number="999999", phones=())
    register(replace(stranger, emails=("otro@example.com",)))
    stage.prove(ProofKind.IDENTITY)
    for mark in (marks.of_account("9"), "", "9", "otro"):
        assert stage.propose("send_username", account=mark) == {
            "refused": "wrong",
            "what": "account",
        }


@pytest.mark.parametrize("reason", ["", "corta", "x" * 501])
def test_nothing_is_ordered_without_a_reason(stage: Stage, reason: str) -> None:
    stage.prove(ProofKind.IDENTITY)
    assert stage.propose("send_username", reason=reason)["refused"] in {"wrong", "malformed"}


def test_a_case_that_changed_since_it_was_read_is_read_again(stage: Stage) -> None:
    stage.prove(ProofKind.IDENTITY)
    assert stage.propose("send_username", revision=99) == {"refused": "overtaken"}


@pytest.mark.parametrize("by", ["totp", "passkey"])
def test_where_only_passkeys_count_a_code_does_not(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, by: str
) -> None:
    from recupera.options import forget

    monkeypatch.setenv("RECUPERA_ORDERS_BY", "passkey")
    forget()
    stage.prove(ProofKind.IDENTITY)
    evidence = code(stage.luz) if by == "totp" else {"passkey": {}, **code(stage.luz)}
    reply = stage.propose("send_username", evidence=evidence)
    monkeypatch.undo()
    forget()
    assert reply == {"refused": "wrong_factor"}


def test_a_case_leads_to_the_orders_of_its_subject_alone(stage: Stage) -> None:
    stage.prove(ProofKind.LETTER, ProofKind.IDENTITY).about("change_email")
    content = {"kind": "deactivate", "account": stage.mark, "reason": REASON}
    naming = {"case": stage.case.reference, "revision": stage.case.revision}
    done = asked(Act.PROPOSE, stage.luz, naming | content | {"evidence": code(stage.luz)})
    assert done == {"refused": "lacking", "lacks": ["subject"]}
    assert "refused" not in stage.propose("deactivate")
