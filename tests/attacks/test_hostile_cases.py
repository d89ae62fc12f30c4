"""Envelopes about cases that no honest portal writes, and what a taken portal cannot do."""

import json
import time
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db.models import F

from recupera.cases.models import Case, CaseField, Entry, File
from recupera.cases.sealed import open_entry
from recupera.enquiries.models import Enquiry, Handled
from recupera.keys import CannotOpen, hpke_open, open_sealed
from recupera.letterbox.models import Draft, Envelope, Slot, Upload
from recupera.letterbox.sealing import seal_prove
from recupera.letterbox.slot import Verdict
from recupera.messages.models import Message
from recupera.people.tracking import new_tracking_key
from tests.attacks.test_hostile_envelopes import forge
from tests.attacks.test_taken_over_portal import all_bytes, stolen_keys
from tests.claimant import FIELDS, Claimant, code_in, form, kinds, mails, uploaded
from tests.enquirer import ANA, Enquirer, letters, register, work

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)

FILE = {
    "id": "0" * 32,
    "key": "A" * 43 + "=",
    "name": "a.jpg",
    "size": 1,
    "kind": "jpeg",
    "document": "",
}
ASK = {"reference": "2599729329", "key": "", "message": "K7Q4", "language": "es"}
ACT = {"act": "add", "language": "es", "text": "x", "email": "", "files": []}


def whole(**changes: Any) -> dict[str, Any]:
    return json.loads(json.dumps(asdict(form()))) | changes


@pytest.mark.parametrize(
    "changes",
    [
        {"draft": "x"},
        {"draft": None},
        {"reference": "2599729328"},
        {"reference": "2599-7293-29"},
        {"reference": 2599729329},
        {"key": "short"},
        {"key": ""},
        {"received_at": "now"},
        {"received_at": True},
        {"received_at": None},
        {"system": "../etc"},
        {"request": ""},
        {"subject": "objection"},
        {"subject": "A" * 41},
        {"subject": ["otra-solicitud"]},
        {"whose": "nobody"},
        {"whose": []},
        {"fields": []},
        {"fields": {"correo": None}},
        {"fields": {"correo": ["a"]}},
        {"fields": {"Correo\n": "a"}},
        {"fields": {"descripcion": "x" * 4801}},
        {"fields": {"descripcion": "\ud800"}},
        {"fields": {f"f{n}": "x" for n in range(61)}},
        {"notice": "\r\n"},
        {"language": "fr"},
        {"language": {}},
        {"files": {}},
        {"files": ["x"]},
        {"files": [FILE, FILE]},
        {"files": [FILE | {"id": "../x"}]},
        {"files": [FILE | {"key": "AAAA"}]},
        {"files": [FILE | {"key": None}]},
        {"files": [FILE | {"name": ""}]},
        {"files": [FILE | {"name": "a\r\nb"}]},
        {"files": [FILE | {"size": -1}]},
        {"files": [FILE | {"size": True}]},
        {"files": [FILE | {"size": 2**40}]},
        {"files": [FILE | {"kind": "<b>"}]},
        {"files": [FILE | {"document": "<b>"}]},
    ],
)
def test_a_form_that_no_portal_writes_is_dropped_at_once(changes: dict[str, Any]) -> None:
    forge(whole(**changes), "open_case")
    work()
    rows = (Envelope, Case, Enquiry, Message, Handled)
    assert [model.objects.count() for model in rows] == [0, 0, 0, 0, 0]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (ASK | {"reference": "1"}, "ask_case"),
        (ASK | {"key": "BCD"}, "ask_case"),
        (ASK | {"key": ["B"]}, "ask_case"),
        (ASK | {"message": "K7Q4\r\nBcc: x"}, "ask_case"),
        (ASK | {"message": ""}, "ask_case"),
        (ASK | {"language": None}, "ask_case"),
        ({"code": "1234567"}, "prove_case"),
        ({"code": 12345678}, "prove_case"),
        (ACT | {"act": "answer"}, "act_on_case"),
        (ACT | {"act": {}}, "act_on_case"),
        (ACT | {"text": " "}, "act_on_case"),
        (ACT | {"text": None}, "act_on_case"),
        (ACT | {"files": None}, "act_on_case"),
        (ACT | {"act": "correct_email", "email": "Ana@Example.com"}, "act_on_case"),
        (ACT | {"act": "correct_email", "email": "a@b.co\r\nBcc: x"}, "act_on_case"),
        (ACT | {"act": "correct_email"}, "act_on_case"),
    ],
)
def test_so_are_a_question_a_code_and_an_act(content: dict[str, Any], kind: str) -> None:
    forge(content, kind)
    work()
    rows = (Envelope, Case, Enquiry, Message, Handled)
    assert [model.objects.count() for model in rows] == [0, 0, 0, 0, 0]


def test_honest_ones_of_that_form_are_answered() -> None:
    forge(whole(), "open_case")
    forge(ASK, "ask_case")
    forge(ACT, "act_on_case")
    work()
    assert (Case.objects.count(), Handled.objects.count(), Envelope.objects.count()) == (1, 3, 0)


def noted() -> str:
    rows = Entry.objects.filter(kind="noted", shown=False)
    return " ".join(open_entry(one.case_id, one.kind, one.at, bytes(one.body)) for one in rows)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"subject": "ya-no-existe"}, "ya-no-existe"),
        ({"system": "otro"}, "otro"),
        ({"fields": FIELDS | {"nuevo": "x"}}, "nuevo"),
        ({"fields": FIELDS | {"telefono": "1" * 41}}, "telefono"),
        ({"whose": "anonymous"}, "anonymous"),
    ],
)
def test_what_only_an_edited_catalogue_explains_is_kept_and_marked(
    changes: dict[str, Any], said: str
) -> None:
    person = Claimant(form=form(**changes)).opened()
    assert person.case.state == "open"
    assert person.case.due_on
    assert said in noted()
    assert "noted" not in kinds(person.case)


def test_an_anonymous_case_keeps_no_field_that_identifies() -> None:
    fields = FIELDS | {"nuevo": "Ana"}
    person = Claimant(form=form(whose="anonymous", subject="otra-solicitud", fields=fields))
    person.opened()
    kept = set(CaseField.objects.values_list("slug", flat=True))
    assert kept == {"tipo-usuario", "descripcion"}
    case = Case.objects.get()
    assert (case.email_field, case.email_mark, case.same_mark) == ("", "", "")
    assert letters() == []
    assert person.elsewhere_by_key().case.email == ""


@pytest.mark.parametrize("off", [-86_400 * 30, -400, 30, 1e12, -1e12, 1e300])
def test_a_time_of_receipt_that_nobody_can_have_taken_is_the_letterboxs(off: float) -> None:
    Claimant(form=form(received_at=time.time() + off)).opened()
    case = Case.objects.get()
    assert abs(case.received_at - datetime.now(UTC)) < timedelta(seconds=60)
    assert "letterbox's hour" in noted()


def test_an_honest_time_of_receipt_is_kept_to_the_microsecond() -> None:
    person = Claimant().opened()
    assert Case.objects.get().received_at.timestamp() == pytest.approx(
        person.form.received_at, abs=1e-5
    )
    assert noted() == ""


# What was taken over


def test_a_reference_that_there_is_opens_another_case_and_shows_nothing_of_the_first() -> None:
    person = Claimant().opened()
    thief = Claimant(form=form(reference=person.form.reference, fields={"descripcion": "mía"}))
    thief.opened()
    assert thief.case.reference != person.form.reference
    assert thief.published.case == thief.case.reference
    assert thief.case.email == ""
    assert Case.objects.count() == 2


def test_a_draft_that_was_sent_shows_its_case_only_to_whoever_sends_the_same_again() -> None:
    person = Claimant().opened()
    again = Claimant(form=form(draft=person.form.draft)).opened()
    assert again.case.reference == person.form.reference
    assert Case.objects.count() == 1
    assert len(letters()) == 1
    for key in (person.form.key, again.form.key):
        there = Claimant()
        assert there.asked(key=key, reference=person.form.reference) == Verdict.GOOD
    thief = Claimant(form=form(draft=person.form.draft, fields={"descripcion": "?"})).opened()
    assert thief.case.reference != person.form.reference


def test_nobody_else_s_upload_comes_into_a_case() -> None:
    honest = form()
    file = uploaded(honest.draft)
    thief = Claimant(form=form(files=(file,))).opened()
    assert [(one.state, one.reason) for one in thief.case.files] == [("refused", "gone")]
    assert not Upload.objects.get().kept
    person = Claimant(form=form(draft=honest.draft, files=(file,))).opened()
    assert person.case.state == "open", "the case is there whatever becomes of the file"
    assert "another case" in noted()


def test_with_all_that_the_portal_holds_a_case_that_was_sent_is_not_read() -> None:
    person = Claimant()
    person.send()
    row = Envelope.objects.get()
    info = f"recupera envelope 1 {row.id} {row.kind} {row.key_id}".encode()
    for key in stolen_keys():
        with pytest.raises(CannotOpen):
            hpke_open(key, bytes(row.body), info=info)
    work()
    slot = Slot.objects.get()
    for key in stolen_keys():
        for sealed, about in ((slot.answer, b"answer"), (slot.status, b"status")):
            with pytest.raises(CannotOpen):
                open_sealed(key.secret, bytes(sealed or b""), about=about)
    found = all_bytes("letterbox")
    for said in (*FIELDS.values(), person.form.key, person.flow.cookie):
        if said != "comprador":
            assert said.encode() not in found


def test_it_confirms_no_mail_and_joins_nothing_without_the_codes() -> None:
    """Whoever types another's address, document and subject sees their own words alone."""
    owner = Claimant().opened()
    owner.proved(code_in(mails()[0]))
    owner.acted("add", text="Mi secreto.")
    thief = Claimant(form=form()).opened()
    for guess in ("00000000", "11111111", "22222222", "33333333", "44444444", "55555555"):
        assert thief.proved(guess) in (Verdict.WRONG, Verdict.TOO_MANY)
    assert thief.acted("add", text="¿Qué hay?") == Verdict.DONE
    assert (thief.case.confirmed, thief.case.joined) == (False, ())
    assert "Mi secreto." not in str(thief.case)
    assert "¿Qué hay?" not in str(owner.elsewhere_by_key().case)


def test_accounts_and_cases_never_share_an_enquiry() -> None:
    register(ANA)
    account = Enquirer().asked()
    crossing = Claimant(flow=account.flow)
    crossing.ask()
    crossing.act("close")
    person = Claimant().opened()
    Enquirer(flow=person.flow).ask()
    person.put(seal_prove(person.flow, code="00000000"))
    work()
    assert Envelope.objects.count() == 0
    assert account.published.followed is None
    assert person.published.accounts == ()


def test_an_old_envelope_about_a_case_counts_once() -> None:
    person = Claimant()
    person.send()
    rows = [Envelope.objects.get()]
    work()
    person.act("add", text="Una vez.")
    rows.append(Envelope.objects.get())
    work()
    for row in rows:
        row.save(force_insert=True)
        Envelope.objects.update(due_at=F("inserted_at"))
        work()
    assert (Case.objects.count(), len(letters())) == (1, 1)
    assert kinds(person.case) == ["received", "added"]


def test_no_answer_about_a_case_holds_data_of_an_account() -> None:
    register(ANA)
    person = Claimant().opened()
    person.proved(code_in(mails()[0]))
    said = str(person.case)
    for datum in (ANA.username, *ANA.emails, ANA.document_number, *ANA.phones):
        assert datum not in said
    assert (File.objects.count(), Draft.objects.count()) == (0, 0)
    assert new_tracking_key() not in said
