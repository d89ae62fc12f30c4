"""Envelopes about cases that no honest portal writes, and those that only look like it."""

import json
import time
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from recupera.cases.models import Case, CaseField, Entry
from recupera.cases.sealed import open_entry
from recupera.enquiries.models import Enquiry, Handled
from recupera.letterbox.models import Envelope
from recupera.messages.models import Message
from tests.attacks.test_hostile_envelopes import forge
from tests.claimant import FIELDS, Claimant, form, kinds
from tests.enquirer import letters, work

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
        (ACT | {"act": "show_code"}, "act_on_case"),
        (ACT | {"act": "show_code", "code": "4821 7736"}, "act_on_case"),
        (ACT | {"act": "show_code", "code": ["48217736"]}, "act_on_case"),
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
