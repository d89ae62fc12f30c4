"""A case is opened once, whatever was in the form, and its person is told where it stands."""

import pytest

from recupera.cases.models import Case, CaseField, Entry
from recupera.cases.sealed import open_entry, open_field
from recupera.letterbox.models import Envelope
from recupera.letterbox.slot import Verdict
from recupera.messages.models import Message
from recupera.people import CaseAddress
from recupera.people.case_reference import grouped
from tests.claimant import FIELDS, Claimant, kinds
from tests.enquirer import letters, work

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)


def notes() -> list[str]:
    found = Entry.objects.filter(kind="noted")
    return [open_entry(one.case_id, one.kind, one.at, bytes(one.body)) for one in found]


def test_a_form_becomes_a_case_that_its_browser_sees() -> None:
    person = Claimant()
    sealed = person.send()
    work()
    assert person.published.verdicts == {sealed.id: Verdict.DONE}
    assert person.published.case == person.form.reference
    case = person.case
    assert (case.reference, case.state, case.email) == (
        person.form.reference,
        "open",
        "ana@example.net",
    )
    assert (case.confirmed, kinds(case)) == (False, ["received"])
    assert case.due_on > case.received_at[:10]
    assert case.answer_by
    assert Envelope.objects.count() == 0
    row = Case.objects.get()
    assert (row.notice, row.language, row.channel) == ("2026-11", "es", "web")
    chosen = (row.system, row.request, row.subject, row.whose)
    assert chosen == ("secop2", "solicitud", "recuperacion-usuario", "self")
    assert person.form.key not in row.key_mark


def test_every_field_is_sealed_in_a_row_of_its_own_for_its_case_and_place() -> None:
    person = Claimant().opened()
    rows = {one.slug: bytes(one.body) for one in CaseField.objects.all()}
    said = {slug: open_field(person.form.reference, slug, body) for slug, body in rows.items()}
    assert said == FIELDS
    assert not any(said.encode() in body for body in rows.values() for said in FIELDS.values())


def test_the_acknowledgement_is_one_mail_that_says_nothing_of_what_was_typed() -> None:
    person = Claimant().opened()
    (letter,) = letters()
    assert letter.recipient == CaseAddress("ana@example.net")
    assert letter.context["case"] == grouped(person.form.reference)
    typed = {said for slug, said in FIELDS.items() if slug != "correo"}
    assert not [said for said in typed if said in str(letter.context)]
    assert Message.objects.count() == 1
