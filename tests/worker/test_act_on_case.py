"""What a person does with a case: add, close, reopen, correct the e-mail; and joining."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db.models import F

from recupera.cases.models import Case
from recupera.letterbox.models import Envelope, Upload
from recupera.letterbox.slot import Verdict
from recupera.worker import case_desk
from tests.claimant import FIELDS, Claimant, code_in, form, kinds, mails, uploaded
from tests.enquirer import letters

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)


def confirmed(**others: object) -> Claimant:
    person = Claimant(form=form(**others)).opened()
    assert person.proved(code_in(mails()[-1])) == Verdict.GOOD
    return person


def test_what_is_added_stands_in_the_thread_with_its_files() -> None:
    person = Claimant().opened()
    file = uploaded(person.flow.slot_id, name="pantalla.png", document="")
    assert person.acted("add", text="También probé ayer.", files=(file,)) == Verdict.DONE
    assert person.case.entries[-1].text == "También probé ayer."
    assert [(one.name, one.state) for one in person.case.files] == [("pantalla.png", "waiting")]
    assert Upload.objects.get().kept


def test_a_case_is_closed_and_reopened_within_thirty_days() -> None:
    person = Claimant().opened()
    assert person.acted("reopen") == Verdict.AGAINST_POLICY
    assert person.acted("close") == Verdict.DONE
    assert person.case.state == "closed"
    assert person.acted("add", text="Otra cosa.") == Verdict.AGAINST_POLICY
    assert person.acted("reopen") == Verdict.DONE
    assert (person.case.state, kinds(person.case)) == ("open", ["received", "closed", "reopened"])
    person.acted("close")
    Case.objects.update(until=F("until") - timedelta(days=30, seconds=5))
    assert person.acted("reopen") == Verdict.AGAINST_POLICY


def test_a_wrong_mail_is_corrected_until_it_is_confirmed_and_its_code_is_void() -> None:
    person = Claimant().opened()
    old = code_in(mails()[0])
    assert person.acted("correct_email", email="ana@example.org") == Verdict.DONE
    assert person.case.email == "ana@example.org"
    assert person.proved(old) == Verdict.WRONG
    assert person.proved(code_in(mails("ana@example.org")[0])) == Verdict.GOOD
    assert person.acted("correct_email", email="otra@example.org") == Verdict.AGAINST_POLICY
    assert person.case.email == "ana@example.org"


def test_the_acknowledgement_is_sent_again_while_the_mail_is_unconfirmed() -> None:
    person = Claimant().opened()
    assert [person.acted("send_again") for _ in range(4)] == [Verdict.DONE] * 4
    assert len(mails()) == 3
    assert person.proved(code_in(mails()[1])) == Verdict.WRONG, "only the latest counts"
    assert person.proved(code_in(mails()[2])) == Verdict.GOOD
    assert person.acted("send_again") == Verdict.DONE
    assert len(mails()) == 3


def test_who_has_proven_nothing_changes_nothing() -> None:
    person = confirmed()
    there = person.elsewhere()
    there.asked()
    for act in ("close", "add", "correct_email"):
        assert there.acted(act, text="x", email="mala@example.org") == Verdict.NOT_PROVEN
    assert there.published.followed is None
    assert kinds(person.elsewhere_by_key().case) == ["received", "confirmed"]


def test_the_desk_asks_and_what_the_person_adds_starts_the_term_anew() -> None:
    person = confirmed()
    before = person.case.due_on
    case_desk.ask(person.form.reference, "¿De qué entidad?")
    there = person.elsewhere_by_key()
    assert (there.case.state, there.case.due_on) == ("waiting", "")
    assert there.case.until
    assert there.acted("add", text="De Tunja.") == Verdict.DONE
    assert there.case.state == "open"
    assert there.case.due_on >= before
    assert kinds(there.case) == ["received", "confirmed", "asked", "added"]


def test_an_answered_case_is_taken_up_again() -> None:
    person = confirmed()
    case_desk.answer(person.form.reference, "Su usuario fue enviado al correo registrado.")
    there = person.elsewhere_by_key()
    assert there.case.state == "answered"
    assert there.case.entries[-1].text.startswith("Su usuario")
    assert there.acted("reopen", text="No llegó.") == Verdict.DONE
    assert there.case.due_on
    news = [one for one in mails() if one.template.value == "case_news_by_email"]
    assert len(news) == 1
    assert set(news[0].context) == {"case"}


@pytest.mark.parametrize("step", [case_desk.ask, case_desk.answer])
def test_words_that_cross_with_the_desks_come_after_them_and_leave_a_term(
    step: Callable[[str, str], None],
) -> None:
    person = confirmed()
    sealed = person.act("add", text="Se me olvidó la entidad: Tunja.")
    step(person.form.reference, "¿De qué entidad?")
    assert person.verdict(sealed) == Verdict.DONE
    assert (person.case.state, kinds(person.case)[-1]) == ("open", "added")
    assert person.case.due_on
    assert Case.objects.get().due_on


def test_who_adds_after_their_month_begins_a_term_anew() -> None:
    person = confirmed()
    case_desk.ask(person.form.reference, "¿De qué entidad?")
    sealed = person.act("add", text="Perdón: de Tunja.")
    later = timedelta(days=45)
    Envelope.objects.update(inserted_at=F("inserted_at") + later)
    assert person.verdict(sealed) == Verdict.DONE
    received = Case.objects.get().received_at.date()
    assert person.case.state == "open"
    assert person.case.due_on > (received + later).isoformat()


# Joining


def test_two_confirmed_cases_of_one_person_and_matter_share_a_thread() -> None:
    first = confirmed()
    second = Claimant(form=form()).opened()
    assert second.case.joined == ()
    assert second.proved(code_in(mails()[-1])) == Verdict.GOOD
    assert second.case.joined == (first.form.reference,)
    assert second.acted("add", text="Sigo sin poder.") == Verdict.DONE
    seen = first.elsewhere_by_key().case
    assert seen.joined == (second.form.reference,)
    assert seen.entries == second.case.entries
    assert seen.reference == first.form.reference
    before = dict(Case.objects.values_list("reference", "revision"))
    case_desk.answer(second.form.reference, "Listo.")
    assert all(before[one.reference] < one.revision for one in Case.objects.all())
    assert set(Case.objects.values_list("state", flat=True)) == {"answered"}
    assert first.elsewhere_by_key().case.state == "answered"


@pytest.mark.parametrize("which", ["first", "second"])
def test_nothing_is_shared_before_both_mailboxes_are_proven(which: str) -> None:
    first, second = Claimant().opened(), Claimant(form=form()).opened()
    one = (first, second)[which == "second"]
    other = (first, second)[which == "first"]
    assert one.proved(code_in(mails()[which == "second"])) == Verdict.GOOD
    one.acted("add", text="Mi secreto.")
    for person in (first, second):
        assert person.elsewhere_by_key().case.joined == ()
    assert "Mi secreto." not in str(other.elsewhere_by_key().case)
    assert other.proved(code_in(mails()[which == "first"])) == Verdict.GOOD
    assert "Mi secreto." in str(other.case)


@pytest.mark.parametrize(
    "others",
    [
        {"subject": "cambio-correo"},
        {"fields": FIELDS | {"documento": "CC 80123456"}},
        {"fields": FIELDS | {"correo": "otra@example.net"}},
        {"fields": {slug: said for slug, said in FIELDS.items() if slug != "documento"}},
    ],
)
def test_another_matter_person_or_mailbox_is_a_case_of_its_own(others: dict[str, object]) -> None:
    confirmed()
    second = Claimant(form=form(**others)).opened()
    assert second.proved(code_in(letters()[-1])) == Verdict.GOOD
    assert second.case.joined == ()


def test_a_closed_case_is_joined_by_none() -> None:
    first = confirmed()
    first.acted("close")
    assert confirmed().case.joined == ()


@pytest.mark.parametrize("act", ["answer", "ask"])
def test_a_case_that_nobody_looks_at_now_is_joined_by_none(act: str) -> None:
    """What is asked anew would stand in a thread that waits for its person, and lapse with it."""
    first = confirmed()
    getattr(case_desk, act)(first.form.reference, "Diga más.")
    second = confirmed()
    assert (second.case.joined, second.case.state) == ((), "open")
    assert Case.objects.get(reference=second.form.reference).due_on


def test_a_case_of_an_objection_is_opened_by_nobody() -> None:
    from recupera.cases.opening import open_urgent
    from recupera.letterbox.clock import now

    person = Claimant()
    open_urgent(person.form.reference, {"account": {"username": "aperez"}}, now=now("vault"))
    assert person.asked(key=person.form.key) == Verdict.WRONG
    assert person.asked() == Verdict.DONE
    assert letters() == []
    assert "aperez" not in str(case_desk.whole(person.form.reference))
