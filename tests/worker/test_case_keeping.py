"""What happens to cases by itself: they close in their time, files get their verdict, once."""

from datetime import timedelta

import pytest
from django.db.models import F

from recupera.cases.models import Case, Entry, File
from recupera.letterbox.cases import seal_open_case
from recupera.letterbox.drop import accepting, drop
from recupera.letterbox.flow import Flow
from recupera.letterbox.models import Draft, Envelope, Upload
from recupera.letterbox.slot import Verdict
from recupera.worker import case_desk, case_keeping
from tests.claimant import Claimant, code_in, form, kinds, mails, uploaded

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)


def confirmed(**others: object) -> Claimant:
    person = Claimant(form=form(**others)).opened()
    assert person.proved(code_in(mails()[-1])) == Verdict.GOOD
    return person


def news() -> int:
    return len([one for one in mails() if one.template.value == "case_news_by_email"])


def pass_days(days: int) -> None:
    Case.objects.update(until=F("until") - timedelta(days=days, seconds=5))


def test_an_answered_case_closes_after_thirty_days_and_its_person_hears() -> None:
    person = confirmed()
    case_desk.answer(person.form.reference, "Listo.")
    pass_days(29)
    assert case_keeping.close_lapsed() == 0
    pass_days(1)
    assert (case_keeping.close_lapsed(), case_keeping.close_lapsed()) == (1, 0)
    assert person.elsewhere_by_key().case.state == "closed"
    assert news() == 2


def test_a_case_that_waits_for_its_person_closes_after_a_month_but_not_over_their_words() -> None:
    person = confirmed()
    case_desk.ask(person.form.reference, "¿De qué entidad?")
    pass_days(40)
    person.act("add", text="De Tunja.")
    assert case_keeping.close_lapsed() == 0
    other = Claimant()
    assert other.asked(key=person.form.key, reference=person.form.reference) == Verdict.GOOD
    assert other.case.state == "open"
    case_desk.answer(person.form.reference, "Listo.")
    pass_days(31)
    assert case_keeping.close_lapsed() == 1


def test_an_open_case_never_closes_by_itself() -> None:
    confirmed()
    Case.objects.update(opened_at=F("opened_at") - timedelta(days=400))
    assert case_keeping.close_lapsed() == 0


def test_a_refused_file_is_told_once_and_every_scanned_upload_goes() -> None:
    draft = form().draft
    files = tuple(uploaded(draft, name=f"{one}.jpg") for one in ("mala", "buena", "espera"))
    person = confirmed(draft=draft, files=files)
    moment = Case.objects.get().opened_at
    for file, state, reason in zip(
        files[:2], ("refused", "clean"), ("infected", "redrawn"), strict=True
    ):
        done = {"state": state, "reason": reason, "key": b"", "done_at": moment}
        File.objects.filter(id=file.id).update(**done)
    assert (case_keeping.hear_scanner(), case_keeping.hear_scanner()) == (2, 0)
    assert list(Upload.objects.values_list("id", flat=True)) == [files[2].id]
    case = person.elsewhere_by_key().case
    assert [one.text for one in case.entries if one.kind == "file_refused"] == ["mala.jpg"]
    assert {one.name: one.reason for one in case.files}["mala.jpg"] == "infected"
    assert news() == 1


def test_a_file_whose_upload_never_came_is_refused_as_gone() -> None:
    draft = form().draft
    file = uploaded(draft)
    Upload.objects.all().delete()
    person = confirmed(draft=draft, files=(file,))
    assert [(one.state, one.reason) for one in person.case.files] == [("refused", "gone")]
    case_keeping.hear_scanner()
    assert kinds(person.elsewhere_by_key().case)[-1] == "file_refused"


def test_drafts_and_uploads_that_no_case_has_go_after_a_day() -> None:
    draft = form().draft
    mine = uploaded(draft)
    confirmed(draft=draft, files=(mine,))
    Upload.objects.update(kept=False)
    old, new = uploaded("1" * 32), uploaded("2" * 32)
    Draft.objects.create(id="1" * 32, body=b"")
    Draft.objects.update(saved_at=F("saved_at") - timedelta(hours=25))
    Upload.objects.exclude(id=new.id).update(created_at=F("created_at") - timedelta(hours=25))
    case_keeping.purge_unsent()
    left = set(Upload.objects.values_list("id", flat=True))
    assert left == {mine.id, new.id}, "the vault knows that one is still to be scanned"
    assert old.id not in left
    assert Draft.objects.count() == 0
    assert Entry.objects.filter(kind="file_refused").count() == 0


def test_files_of_a_draft_that_was_long_in_the_making_wait_with_it_for_a_worker_that_is_down() -> (
    None
):
    draft = form().draft
    file = uploaded(draft)
    Draft.objects.create(id=draft, body=b"its receipt")
    Upload.objects.update(created_at=F("created_at") - timedelta(hours=40))
    case_keeping.purge_unsent()
    assert Upload.objects.filter(id=file.id).exists(), "the draft lives"
    with accepting():
        drop(seal_open_case(Flow.mint(), form(files=(file,))))
    outage = timedelta(days=3)
    Envelope.objects.update(inserted_at=F("inserted_at") - outage)
    Draft.objects.update(saved_at=F("saved_at") - outage)
    Upload.objects.update(created_at=F("created_at") - outage)
    case_keeping.purge_unsent()
    assert Upload.objects.filter(id=file.id).exists(), "what was sent waits"
