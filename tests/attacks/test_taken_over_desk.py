"""Somebody has taken over the desk: its settings, keys, rows, sessions, and what agents type there.

They ask the worker as whoever is on shift, write rows as if the database let them, and end with
nothing but what the budgets of agents on shift allow. What remains:

- They read the cases, as agents do, and look at the accounts behind them, so many a day for each
  agent on shift, each look journalled with its case.
- A code from an authenticator app that an agent types while they watch, and that they hold back,
  is good for one other request within its half minute; so two agents' codes propose and approve an
  order whose proofs the worker took itself. It waits 72 hours, every old channel is told and can
  object. With `orders_by = passkey` even that is gone: a passkey signs the order's own content.
- A letter and a document are looked at by agents: who speaks for an agent can say that they were
  good. The call, the code to the phone and the code to the new address they cannot make up.
"""

from dataclasses import replace
from secrets import token_hex
from typing import Any

import psycopg
import pytest
from django.db import connections

from recupera import keys
from recupera.agents.policy import Act, Role
from recupera.keys import Key, ring
from recupera.options import current, forget
from recupera.orders.ladder import ProofKind
from recupera.orders.models import Approval, Order, Proof
from recupera.recoveries.models import Freeze
from tests.acting import objected
from tests.desk import staff
from tests.enquirer import OTHER_MAILBOX, register
from tests.house import engines
from tests.house.processes import environment, recupera
from tests.orders.stage import (
    CHANGE,
    OWNER,
    REASON,
    Stage,
    asked,
    carry_out,
    code,
    codes_of,
    wrong_codes,
)

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)

OLD = OWNER.emails[0]
# Everything that the desk's role would have to do to get past the worker.
BEYOND = (
    "INSERT INTO orders_order (id) VALUES ('o')",
    "UPDATE orders_order SET state = 'approved', due_at = now()",
    "UPDATE orders_order SET hold_until = now()",
    "INSERT INTO orders_approval (id) VALUES ('a')",
    "UPDATE orders_approval SET agent = 'x'",
    "INSERT INTO orders_proof (id) VALUES ('p')",
    "UPDATE orders_proof SET state = 'good'",
    "SELECT body FROM orders_proof",
    "SELECT * FROM orders_calldigits",
    "SELECT * FROM orders_orderobjection",
    "DELETE FROM orders_orderobjection",
    "SELECT * FROM embedded_entry",
    "SELECT * FROM embedded_indexrow",
    "SELECT * FROM embedded_operation",
    "SELECT * FROM embedded_import",
    "DELETE FROM recoveries_freeze",
    "SELECT * FROM recoveries_recovery",
    "SELECT * FROM messages_message",
    "INSERT INTO messages_message (id) VALUES (gen_random_uuid())",
    "UPDATE agents_agent SET role = 'senior'",
    "UPDATE agents_agent SET shift_until = now() + interval '1 year'",
    "INSERT INTO agents_agent (id) VALUES ('a')",
    "SELECT * FROM agents_factor",
    "UPDATE agents_factor SET last_step = 0",
    "DELETE FROM agents_usedassertion",
    "SELECT * FROM agents_invite",
    "UPDATE agents_invite SET used_at = NULL",
    "UPDATE agents_agent SET seal = ''",
    "UPDATE orders_order SET objector = '', seal = ''",
    "UPDATE orders_calldigits SET body = ''",
    "SELECT * FROM recoveries_freeze",
    "UPDATE cases_case SET assigned_to = 'x'",
    "INSERT INTO journal_entry (event, body) VALUES ('changed', '')",
    "UPDATE agents_tally SET count = 0",
    "DELETE FROM agents_tally",
    "UPDATE cases_case SET confirmed_at = now()",
    "UPDATE cases_casefield SET body = ''",
    "INSERT INTO cases_entry (case_id) VALUES ('1')",
    "DELETE FROM hatch_request",
    "SELECT body FROM hatch_request",
    "INSERT INTO hatch_reply (id, body) VALUES ('r', 'x')",
    "DELETE FROM journal_entry",
    "SET ROLE recupera_worker",
)


@pytest.fixture
def stage() -> Stage:
    return Stage()


def stolen() -> list[Key]:
    """Every key in the desk's folder."""
    folder = current().data / "keys" / "desk"
    return [
        key
        for name in sorted(folder.iterdir())
        for key in ring(folder.parents[1], "desk", name.name)
    ]


# What that role and those keys are


@pytest.mark.xdist_group("postgresql")
def test_the_database_itself_refuses_the_desks_role_all_of_it(
    postgresql: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    address = engines.make_stores(postgresql, f"desk_{token_hex(4)}")
    data = tmp_path_factory.mktemp("desk") / "data"
    keys.make_missing(data)
    made = environment(data, database=address, demo="1", origin="http://127.0.0.1:8000")
    assert recupera("stores", "upgrade", environment=made).returncode == 0
    with psycopg.connect(address.format(door="desk", store="vault"), autocommit=True) as desk:
        for statement in BEYOND:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                desk.execute(statement.encode())


def test_of_the_workers_secrets_the_desk_holds_the_key_of_cases_alone() -> None:
    mine = {key.secret for key in stolen()}
    shared = {
        name.name
        for door in ("worker", "sender", "portal")
        for name in (current().data / "keys" / door).iterdir()
        if not name.name.endswith("-public")
        for key in ring(current().data, door, name.name)
        if key.secret in mine
    }
    assert shared == {"case"}


def test_what_is_sealed_for_the_worker_opens_with_none_of_them(stage: Stage) -> None:
    stage.prove(*CHANGE).held()
    for key in stolen():
        for row in (*Order.objects.all(), *Approval.objects.all(), *Proof.objects.all()):
            with pytest.raises(keys.CannotOpen):
                keys.open_sealed(key.secret, bytes(row.body), about=b"")
    with connections["vault"].cursor() as cursor:
        cursor.execute("SELECT told, digest, account FROM orders_order")
        (row,) = cursor.fetchall()
    assert not [one for one in (OLD, OWNER.username) if one in repr(row)]


# Asking as somebody else


def test_whoever_is_on_shift_can_be_spoken_for_but_not_their_factor(stage: Stage) -> None:
    stage.prove(*CHANGE).propose("change_email")
    (guess,) = wrong_codes(stage.ben, 1)
    for evidence in ({}, {"totp": guess}, code(stage.luz), {"passkey": {}}):
        reply = stage.approve(stage.ben, evidence=evidence)
        assert reply == {"refused": "wrong_factor"}
    assert not Approval.objects.exists()


def test_guessing_codes_ends_the_agents_day(stage: Stage) -> None:
    stage.prove(*CHANGE).propose("change_email")
    for guess in wrong_codes(stage.ben, 10):
        stage.approve(stage.ben, evidence={"totp": guess})
    assert stage.approve(stage.ben) == {"refused": "wrong_factor"}
    assert stage.approve(stage.sol)["state"] == "held"


def test_one_agents_own_code_neither_proposes_twice_nor_approves_too(stage: Stage) -> None:
    stage.prove(*CHANGE)
    shown = code(stage.luz)
    stage.propose("change_email", evidence=shown)
    content = stage.naming() | {"evidence": shown}
    assert asked(Act.APPROVE, stage.luz, content) == {"refused": "own"}
    assert asked(Act.APPROVE, stage.ben, content) == {"refused": "wrong_factor"}


def test_nobody_who_is_not_there_is_spoken_for(stage: Stage) -> None:
    staff.change(stage.sol, shift_until=None)
    stage.prove(*CHANGE).propose("change_email")
    assert stage.approve(stage.sol) == {"refused": "not_signed_in"}
    assert asked(Act.VIEW_MASKED, stage.sol, {"case": stage.case.reference}) == {
        "refused": "not_signed_in"
    }


@pytest.mark.parametrize("asking", ["role", "agent"])
def test_no_request_raises_its_own_role(stage: Stage, asking: str) -> None:
    above = Stage(account=replace(OWNER, role="Administrador"))
    above.prove(*CHANGE, ProofKind.AUTHORITY).propose("change_email")
    claimed = {asking: Role.SENIOR.value}
    assert above.approve(above.ben, Act.APPROVE_AS_SENIOR, **claimed)["refused"] == "not_allowed"


# Listing accounts


def test_no_datum_that_the_desk_chooses_is_looked_up(stage: Stage) -> None:
    register(replace(OTHER_MAILBOX, document_number="7777777", phones=()))
    typed = {"field": "username", "username": "ana.vieja", "value": "ana.vieja", "account": "3"}
    reply = asked(Act.VIEW_MASKED, stage.luz, typed | {"case": stage.case.reference})
    assert [one["mark"] for one in reply["accounts"]] == [stage.mark]
    for case in ("", "1234567890", None, {"fields": typed}, "ana.vieja"):
        assert "refused" in asked(Act.VIEW_MASKED, stage.luz, typed | {"case": case})


def test_the_budget_ends_whoever_asks_and_each_look_is_in_the_journal(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RECUPERA_DESK_VIEWS", "3")
    forget()
    content = {"case": stage.case.reference, "account": stage.mark, "reason": REASON}
    seen = [asked(Act.VIEW_CLEAR, stage.luz, content) for _ in range(8)]
    monkeypatch.undo()
    forget()
    assert sum("accounts" in one for one in seen) == 3


def test_a_freeze_is_lifted_by_no_request_but_an_order(stage: Stage) -> None:
    stage.prove(*CHANGE).held()
    objected(codes_of("order_held")[OLD])
    for act in set(Act) - {Act.CHECK_INVITE, Act.ENROL, Act.SIGN_IN}:
        content = stage_content(stage)
        asked(act, stage.sol, content)
    carry_out(100)
    assert Freeze.objects.exists()


def stage_content(stage: Stage) -> dict[str, Any]:
    stage.case.refresh_from_db()
    return {
        "case": stage.case.reference,
        "revision": stage.case.revision,
        "account": stage.mark,
        "kind": "unfreeze",
        "reason": REASON,
        "evidence": code(stage.sol),
    }
