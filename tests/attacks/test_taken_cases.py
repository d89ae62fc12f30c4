"""What a portal that was taken over gets of cases: its own, and what passes by."""

import time

import pytest
from django.db.models import F

from recupera.cases.models import Case, File
from recupera.keys import CannotOpen, hpke_open, open_sealed
from recupera.letterbox.models import Draft, Envelope, Slot, Upload
from recupera.letterbox.sealing import seal_prove
from recupera.letterbox.slot import Verdict
from recupera.people.tracking import new_tracking_key
from tests.attacks.test_hostile_cases import noted
from tests.attacks.test_taken_over_portal import all_bytes, stolen_keys
from tests.claimant import FIELDS, Claimant, code_in, form, kinds, mails, uploaded
from tests.enquirer import ANA, Enquirer, letters, register, work

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)


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


def until_nothing_waits() -> None:
    """An envelope that came before the one that it needs goes back for a tenth of a second."""
    deadline = time.monotonic() + 20
    while Envelope.objects.exists():
        assert time.monotonic() < deadline, "an envelope goes back for ever"
        work()
        time.sleep(0.05)


def test_accounts_and_cases_never_share_an_enquiry() -> None:
    register(ANA)
    account = Enquirer().asked()
    crossing = Claimant(flow=account.flow)
    crossing.ask()
    crossing.act("close")
    person = Claimant().opened()
    Enquirer(flow=person.flow).ask()
    person.put(seal_prove(person.flow, code="00000000"))
    until_nothing_waits()
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
