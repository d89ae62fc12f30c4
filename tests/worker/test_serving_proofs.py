"""What the desk asks about proofs, through the hatch: what comes back, and what never does."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from recupera.agents.models import Tally
from recupera.agents.policy import Act, Role
from recupera.cases.models import Case
from recupera.letterbox.clock import now
from recupera.letterbox.closed_days import calendar
from recupera.options import current
from recupera.orders.models import Proof, ProofState
from recupera.orders.sealed import open_proof
from recupera.recoveries import marks
from tests.claimant import FIELDS, code_in
from tests.desk.staff import agent
from tests.enquirer import ANA, OTHER_MAILBOX, register
from tests.orders.proving import Desk, sent
from tests.worker.proof_checks import GOOD, asked, check, check_items, with_file

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)
OF_ANA = FIELDS | {"documento": "52344050", "correo": "nueva@example.net"}


@pytest.fixture
def desk() -> Desk:
    register(ANA)
    return Desk(fields=OF_ANA)


def test_a_code_is_sent_and_the_reply_says_only_until_when(desk: Desk) -> None:
    reply = asked(desk, Act.SEND_CODE, channel="email")
    assert set(reply) == {"until"}
    assert desk.person.acted("show_code", code=code_in(sent()[0])) == "good"
    assert Proof.objects.get().account == marks.of_account(ANA.id)


def test_where_there_is_no_account_the_reply_is_the_same() -> None:
    desk = Desk(fields=FIELDS | {"telefono": "3009998877"})
    assert set(asked(desk, Act.SEND_CODE, channel="email")) == {"until"}
    assert sent() == []


def test_a_mark_chooses_among_the_accounts_of_the_case_and_no_others(desk: Desk) -> None:
    register(ANA, OTHER_MAILBOX)
    other = marks.of_account(OTHER_MAILBOX.id)
    assert "until" in asked(desk, Act.SEND_CODE, channel="email", account=other)
    assert sent()[0].recipient.channel.address == "vieja@example.com"  # type: ignore[union-attr]
    stranger = marks.of_account("77")
    refused = asked(desk, Act.SEND_CODE, channel="email", account=stranger)
    assert refused == {"refused": "lacking"}


def test_the_new_address_is_the_cases_own_whatever_the_desk_says(desk: Desk) -> None:
    asked(desk, Act.SEND_NEW_CODE, address="atacante@example.net")
    assert [one.recipient.address for one in sent()] == ["nueva@example.net"]  # type: ignore[union-attr]


def test_a_fourth_code_of_the_day_is_refused(desk: Desk) -> None:
    for _ in range(3):
        asked(desk, Act.SEND_CODE, channel="email")
    assert asked(desk, Act.SEND_CODE, channel="email") == {"refused": "over_budget"}


@pytest.mark.parametrize("channel", ["", "fax", "EMAIL", 3])
def test_no_other_channel(desk: Desk, channel: object) -> None:
    assert asked(desk, Act.SEND_CODE, channel=channel) == {"refused": "malformed"}


def test_a_call_tells_the_registered_number_and_two_digits_prove_it(desk: Desk) -> None:
    assert asked(desk, Act.CALL)["phone"] == "+573005550101"
    digits = desk.person.elsewhere_by_key().case.digits
    assert asked(desk, Act.MATCH, digits=digits) == {"good": True}
    assert asked(desk, Act.MATCH, digits=digits) == {"refused": "not_now"}


@pytest.mark.parametrize("typed", ["", "4", "4a", "٤٧", "447"])
def test_what_is_not_two_digits_is_no_try(desk: Desk, typed: str) -> None:
    asked(desk, Act.CALL)
    assert asked(desk, Act.MATCH, digits=typed) == {"refused": "malformed"}
    assert Proof.objects.get().state == ProofState.OPEN


def test_no_reply_ever_holds_the_digits_or_a_code(desk: Desk, monkeypatch: Any) -> None:
    from recupera.orders import calls

    monkeypatch.setattr(calls, "_two", lambda: "9Q")
    desk.person.elsewhere_by_key()
    said = [asked(desk, Act.SEND_CODE, channel="email"), asked(desk, Act.SEND_NEW_CODE)]
    said += [asked(desk, Act.CALL), asked(desk, Act.MATCH, digits="00"), asked(desk, Act.CALL)]
    codes = [code_in(one) for one in sent()]
    whole = json.dumps(said)
    assert len(codes) == 2 and "9Q" not in whole
    assert not any(
        code in whole or str(one.context["code"]) in whole
        for code, one in zip(codes, sent(), strict=True)
    )


def test_a_call_counts_as_a_view_in_clear(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    at, most = now("vault"), current().desk_views
    Tally(agent=desk.agent.id, day=calendar().day_of(at), what="view_clear", count=most - 1).save()
    assert "phone" in asked(desk, Act.CALL)
    assert asked(desk, Act.CALL)["refused"] == "over_budget"


@pytest.mark.parametrize("act", [Act.SEND_CODE, Act.SEND_NEW_CODE, Act.CALL, Act.MATCH, Act.CHECK])
@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.AUDITOR])
def test_only_agents_and_seniors_take_proofs(desk: Desk, act: Act, role: Role) -> None:
    desk.agent = agent(role)
    assert asked(desk, act) == {"refused": "not_allowed"}


def test_a_case_that_changes_no_account_has_no_proofs() -> None:
    desk = Desk("otra-solicitud")
    assert asked(desk, Act.SEND_CODE, channel="email") == {"refused": "not_now"}


@pytest.mark.parametrize("kind", GOOD)
def test_every_item_has_to_hold(desk: Desk, kind: str) -> None:
    subject = "cuenta-duplicada" if kind == "contracts" else "cambio-correo"
    Case.objects.update(subject=subject)
    file = with_file(desk)
    assert check(desk, kind, [file]) == {"good": True, "wrong": []}
    proof = Proof.objects.get()
    assert (proof.state, proof.kind, proof.account) == ("good", kind, marks.of_account(ANA.id))
    assert open_proof(proof).files == (file,)
    Proof.objects.all().delete()
    for item in GOOD[kind]:
        left = {slug: one for slug, one in GOOD[kind].items() if slug != item}
        reply = check(desk, kind, [file], items=left)
        assert not reply["good"] and item in reply["wrong"]
        assert Proof.objects.get().state == ProofState.FAILED
        Proof.objects.all().delete()


def test_the_letter_of_a_deactivation_says_that_there_is_no_access_elsewhere(desk: Desk) -> None:
    Case.objects.update(subject="desactivacion-usuario")
    file = with_file(desk)
    assert check(desk, "letter", [file]) == {"good": False, "wrong": ["accesos"]}
    items = check_items("letter") | {"accesos": {"yes": True}}
    assert check(desk, "letter", [file], items=items)["good"]


@pytest.mark.parametrize(
    ("kind", "item", "typed"),
    [
        ("identity", "numero", "52344051"),
        ("identity", "nombre", "Ana"),
        ("identity", "nombre", "Ana Gómez"),
        ("letter", "usuario", "otra"),
        ("letter", "correo", "nueva@example.net"),
        ("letter", "correo", ""),
        ("letter", "fecha", "ayer"),
        ("letter", "fecha", "2999-01-01"),
        ("letter", "fecha", "old"),
    ],
)
def test_what_is_copied_is_compared_by_the_worker(
    desk: Desk, kind: str, item: str, typed: str
) -> None:
    if typed == "old":
        typed = (calendar().day_of(now("vault")) - timedelta(days=31)).isoformat()
    items = GOOD[kind] | {item: {"typed": typed, "yes": True}}
    reply = check(desk, kind, [with_file(desk)], items=items)
    assert item in reply["wrong"]
    proof = Proof.objects.get()
    assert proof.state == ProofState.FAILED
    assert "typed" not in json.dumps(open_proof(proof).items), "what was copied is not kept"


def test_the_document_has_to_be_the_one_of_the_form_too(desk: Desk) -> None:
    other = replace(ANA, document_number="80123456")
    register(other)
    items = GOOD["identity"] | {"numero": {"typed": "80123456"}}
    assert "numero" in check(desk, "identity", [with_file(desk)], items=items)["wrong"]


@pytest.mark.parametrize("state", ["waiting", "taken", "refused"])
def test_only_files_of_this_case_that_can_be_looked_at(desk: Desk, state: str) -> None:
    file, other = with_file(desk, state), with_file(Desk())
    for files in ([], [file], [other], ["x"], [None]):
        assert check(desk, "authority", files) == {"refused": "lacking"}
    assert not Proof.objects.exists()


def test_a_check_of_a_case_that_changed_meanwhile_is_not_taken(desk: Desk) -> None:
    reply = check(desk, "authority", [with_file(desk)], revision=desk.case.revision - 1)
    assert reply == {"refused": "overtaken"}


def test_three_checks_a_day(desk: Desk) -> None:
    file = with_file(desk)
    for _ in range(3):
        check(desk, "identity", [file], items={})
    assert check(desk, "identity", [file]) == {"refused": "over_budget"}
    assert "good" in check(desk, "authority", [file])


@pytest.mark.parametrize(
    "changed", [{"items": []}, {"items": None}, {"items": {"fecha": {"note": 3}}}]
)
def test_what_no_honest_desk_writes_is_refused(desk: Desk, changed: dict[str, Any]) -> None:
    assert check(desk, "authority", [with_file(desk)], **changed) == {"refused": "malformed"}


@pytest.mark.parametrize("kind", ["call_back", "channel_code", "new_address", "", 3])
def test_what_is_proven_by_showing_is_not_checked(desk: Desk, kind: object) -> None:
    reply = asked(desk, Act.CHECK, kind=kind, items={}, files=["x"], revision=desk.case.revision)
    assert reply == {"refused": "malformed"}
