"""A worker killed at every step of a case: the next goes on, as if nothing had happened."""

import pytest

from recupera.cases.models import Case, Entry, File
from recupera.letterbox.models import Envelope, Upload
from recupera.letterbox.slot import Verdict
from recupera.worker import case_desk
from tests.claimant import Claimant, code_in, form, kinds, mails, uploaded
from tests.dying import die_at
from tests.enquirer import letters, work

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)

ANSWERING = "recupera.worker.answering"
FIRST = [
    ("recupera.worker.handle:open_envelope", "after"),
    ("recupera.worker.handle:_settle", "before"),
]
LAST = [
    ("recupera.messages.outbox:_keys", "after"),
    ("recupera.enquiries.rows:write", "after"),
    ("recupera.enquiries.rows:note", "before"),
    ("recupera.enquiries.rows:note", "after"),
    ("recupera.worker.handle:_settle", "after"),
    ("recupera.letterbox.take:publish", "before"),
    ("recupera.letterbox.take:publish", "after"),
]
WRITING_NOTHING = LAST[1:]
OPENING = [
    *FIRST,
    ("recupera.letterbox.uploads:keep", "after"),
    (f"{ANSWERING}.open_case:create", "before"),
    ("recupera.cases.creating:write_fields", "after"),
    ("recupera.cases.creating:note", "after"),
    ("recupera.cases.creating:add_files", "after"),
    (f"{ANSWERING}.open_case:create", "after"),
    (f"{ANSWERING}.open_case:acknowledge", "after"),
    (f"{ANSWERING}.open_case:record_of", "after"),
    *LAST,
]
ASKING = [
    *FIRST,
    (f"{ANSWERING}.ask_case:confirmed_email", "after"),
    (f"{ANSWERING}.ask_case:send_code", "before"),
    (f"{ANSWERING}.ask_case:send_code", "after"),
    (f"{ANSWERING}.ask_case:record", "after"),
    *LAST,
]
CONFIRMING = [
    *FIRST,
    (f"{ANSWERING}.prove_case:confirm", "before"),
    ("recupera.cases.joining:note", "after"),
    ("recupera.cases.joining:change", "after"),
    (f"{ANSWERING}.prove_case:confirm", "after"),
    (f"{ANSWERING}.prove_case:record_of", "after"),
    *WRITING_NOTHING,
]
PROVING = [*FIRST, (f"{ANSWERING}.prove_case:_seen", "after"), *WRITING_NOTHING]
MOVING = [
    (f"{ANSWERING}.act_on_case:move", "before"),
    ("recupera.cases.writing:note", "after"),
    ("recupera.cases.writing:change", "after"),
    (f"{ANSWERING}.act_on_case:move", "after"),
]
ENDING = [(f"{ANSWERING}.act_on_case:record_of", "after"), *WRITING_NOTHING]
ADDING = [
    *FIRST,
    ("recupera.letterbox.uploads:keep", "after"),
    *MOVING,
    (f"{ANSWERING}.act_on_case:add_files", "after"),
    *ENDING,
]
CORRECTING = [
    *FIRST,
    (f"{ANSWERING}.act_on_case:seal_field", "after"),
    (f"{ANSWERING}.act_on_case:change", "after"),
    (f"{ANSWERING}.act_on_case:note", "after"),
    (f"{ANSWERING}.act_on_case:acknowledge", "after"),
    *ENDING,
]
SENDING = [*FIRST, (f"{ANSWERING}.act_on_case:acknowledge", "after"), *ENDING]


def confirmed() -> Claimant:
    person = Claimant().opened()
    assert person.proved(code_in(mails()[-1])) == Verdict.GOOD
    return person


def verdict(person: Claimant, envelope: str) -> Verdict:
    """What the next worker made of it; nothing waits any more."""
    work()
    assert Envelope.objects.count() == 0
    return person.published.verdicts[envelope]


@pytest.mark.parametrize(("step", "when"), OPENING)
def test_opening(step: str, when: str) -> None:
    draft = form().draft
    file = uploaded(draft)
    person = Claimant(form=form(draft=draft, files=(file,)))
    sealed = person.send()
    die_at(step, when)
    assert verdict(person, sealed.id) == Verdict.DONE
    assert Case.objects.get().reference == person.form.reference == person.case.reference
    assert kinds(person.case) == ["received"]
    assert [(one.name, one.state) for one in person.case.files] == [("cedula.jpg", "waiting")]
    assert Upload.objects.get(id=file.id).kept
    (letter,) = letters()
    assert person.proved(code_in(letter)) == Verdict.GOOD


@pytest.mark.parametrize(("step", "when"), ASKING)
def test_asking_with_the_key(step: str, when: str) -> None:
    person = confirmed()
    there = person.elsewhere()
    sealed = there.ask(key=person.form.key)
    die_at(step, when)
    assert verdict(there, sealed.id) == Verdict.GOOD
    assert there.case == person.case
    assert len(letters()) == 1


@pytest.mark.parametrize(("step", "when"), ASKING)
def test_asking_for_a_code(step: str, when: str) -> None:
    there = confirmed().elsewhere()
    sealed = there.ask()
    die_at(step, when)
    assert verdict(there, sealed.id) == Verdict.DONE
    (_acknowledgement, letter) = mails()
    assert there.proved(code_in(letter)) == Verdict.GOOD


@pytest.mark.parametrize(("step", "when"), PROVING)
def test_proving_by_a_code(step: str, when: str) -> None:
    there = confirmed().elsewhere()
    assert there.asked() == Verdict.DONE
    sealed = there.prove(code_in(mails()[-1]))
    die_at(step, when)
    assert verdict(there, sealed.id) == Verdict.GOOD
    assert kinds(there.case) == ["received", "confirmed"]


@pytest.mark.parametrize(("step", "when"), CONFIRMING)
def test_confirming_and_joining(step: str, when: str) -> None:
    first = confirmed()
    second = Claimant(form=form()).opened()
    sealed = second.prove(code_in(mails()[-1]))
    die_at(step, when)
    assert verdict(second, sealed.id) == Verdict.GOOD
    assert second.case.joined == (first.form.reference,)
    assert kinds(second.case) == ["received", "confirmed", "received", "confirmed", "joined"]


@pytest.mark.parametrize(("step", "when"), ADDING)
def test_adding(step: str, when: str) -> None:
    person = confirmed()
    case_desk.ask(person.form.reference, "¿De qué entidad?")
    file = uploaded(person.flow.slot_id, document="")
    sealed = person.act("add", text="De Tunja.", files=(file,))
    die_at(step, when)
    assert verdict(person, sealed.id) == Verdict.DONE
    assert kinds(person.case)[2:] == ["asked", "added"]
    assert (person.case.state, File.objects.get().id) == ("open", file.id)
    assert Upload.objects.get().kept


@pytest.mark.parametrize(("step", "when"), [*FIRST, *MOVING, *ENDING])
def test_closing_and_reopening(step: str, when: str) -> None:
    person = Claimant().opened()
    for act, state in (("close", "closed"), ("reopen", "open")):
        sealed = person.act(act)
        die_at(step, when)
        assert verdict(person, sealed.id) == Verdict.DONE
        assert person.case.state == state
    assert kinds(person.case) == ["received", "closed", "reopened"]


@pytest.mark.parametrize(("step", "when"), CORRECTING)
def test_correcting_the_mail(step: str, when: str) -> None:
    person = Claimant().opened()
    sealed = person.act("correct_email", email="ana@example.org")
    die_at(step, when)
    assert verdict(person, sealed.id) == Verdict.DONE
    assert kinds(person.case) == ["received", "email_corrected"]
    (letter,) = mails("ana@example.org")
    assert person.proved(code_in(mails()[0])) == Verdict.WRONG
    assert person.proved(code_in(letter)) == Verdict.GOOD


@pytest.mark.parametrize(("step", "when"), SENDING)
def test_sending_again(step: str, when: str) -> None:
    person = Claimant().opened()
    sealed = person.act("send_again")
    die_at(step, when)
    assert verdict(person, sealed.id) == Verdict.DONE
    assert len(mails()) == 2
    assert Entry.objects.count() == 1
    assert person.proved(code_in(mails()[-1])) == Verdict.GOOD
