"""A worker that was down for days loses no case and nothing that somebody wrote in one."""

from datetime import timedelta

import pytest
import time_machine
from django.db.models import F

from recupera.cases.models import Case, File
from recupera.enquiries.models import Enquiry
from recupera.keys import KINDS, destroy_old, rotate
from recupera.letterbox.models import Draft, Envelope, Slot, Upload
from recupera.letterbox.slot import Verdict
from recupera.options import current
from recupera.worker import case_desk, case_keeping
from recupera.worker.housekeeping import purge
from tests.claimant import Claimant, code_in, form, kinds, mails, uploaded
from tests.dying import die_at
from tests.enquirer import Enquirer, letters, work

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)
ENVELOPE = next(kind for kind in KINDS if kind.name == "envelope")
DAYS = timedelta(days=3)


def down() -> None:
    """Three days pass without a worker; then it does everything that it does besides first."""
    for model, fields in (
        (Envelope, ("inserted_at", "due_at")),
        (Slot, ("created_at", "published_at")),
        (Enquiry, ("created_at",)),
        (Upload, ("created_at",)),
        (Draft, ("saved_at",)),
        (Case, ("received_at", "opened_at", "until")),
    ):
        model.objects.update(**{name: F(name) - DAYS for name in fields})
    with time_machine.travel(timedelta(days=3) + _now(), tick=True):
        rotate(current().data, ENVELOPE)
    with time_machine.travel(timedelta(days=6) + _now(), tick=True):
        destroy_old(current().data)
        destroy_old(current().data, doors=("worker",), but=_awaited())
    purge()
    case_keeping.purge_unsent()
    case_keeping.close_lapsed()


def _now() -> object:
    from datetime import UTC, datetime

    return datetime.now(UTC)


def _awaited() -> list[str]:
    from recupera.letterbox.take import lasting

    return [one.key_id for one in lasting()]


def test_a_case_waits_for_the_worker_and_is_shown_when_it_comes() -> None:
    person = Claimant()
    file = uploaded(person.form.draft)
    person.form = form(draft=person.form.draft, files=(file,))
    sealed = person.send()
    down()
    work()
    assert person.published.verdicts == {sealed.id: Verdict.DONE}
    assert [one.state for one in person.case.files] == ["waiting"]
    assert len(mails()) == 1


def test_what_was_added_waits_with_its_proof() -> None:
    person = Claimant().opened()
    person.proved(code_in(mails()[0]))
    case_desk.ask(person.form.reference, "¿Cuál entidad?")
    Case.objects.update(until=F("until") - timedelta(days=29))
    file = uploaded(person.flow.slot_id, name="acta.pdf", document="")
    sealed = person.act("add", text="La de Tunja.", files=(file,))
    Case.objects.update(until=F("until") + DAYS)
    down()
    assert person.verdict(sealed) == Verdict.DONE
    assert person.case.state == "open"
    assert "added" in kinds(person.case)
    assert person.case.files[0].state == "waiting"


def test_questions_and_codes_of_three_days_ago_are_gone_with_their_slots() -> None:
    Enquirer().ask()
    Claimant().ask()
    down()
    assert (Envelope.objects.count(), Slot.objects.count()) == (0, 0)


def test_an_envelope_whose_key_is_gone_waits_for_it() -> None:
    person = Claimant()
    person.send()
    Envelope.objects.update(key_id="20200101T000000000000Z-00000000")
    work()
    assert Envelope.objects.count() == 1
    Enquirer().ask()
    Envelope.objects.filter(kind="ask").update(key_id="20200101T000000000000Z-00000000")
    work()
    assert Envelope.objects.filter(kind="ask").count() == 0


def test_who_goes_on_with_a_case_for_a_day_is_still_heard() -> None:
    person = Claimant().opened()
    Enquiry.objects.update(created_at=F("created_at") - timedelta(hours=25))
    Slot.objects.update(created_at=F("created_at") - timedelta(hours=25))
    purge()
    assert person.acted("add", text="Sigo aquí.") == Verdict.DONE
    Slot.objects.update(published_at=F("published_at") - timedelta(minutes=31))
    purge()
    purge()
    assert (Slot.objects.count(), Enquiry.objects.count()) == (0, 0)


STEPS = [
    ("recupera.worker.handle:open_envelope", "after"),
    ("recupera.letterbox.uploads:keep", "after"),
    ("recupera.worker.handle:_settle", "before"),
    ("recupera.enquiries.rows:note", "before"),
    ("recupera.enquiries.rows:note", "after"),
    ("recupera.worker.handle:_settle", "after"),
    ("recupera.letterbox.take:publish", "before"),
    ("recupera.letterbox.take:publish", "after"),
]


@pytest.mark.parametrize(("step", "when"), STEPS)
def test_a_worker_killed_at_any_step_leaves_one_case_one_letter_and_one_entry(
    step: str, when: str
) -> None:
    person = Claimant()
    file = uploaded(person.form.draft)
    person.form = form(draft=person.form.draft, files=(file,))
    person.send()
    die_at(step, when)
    work()
    assert (Case.objects.count(), File.objects.count(), len(letters())) == (1, 1, 1)
    assert Upload.objects.get().kept
    added = person.act("add", text="Algo más.")
    die_at(step, when)
    assert person.verdict(added) == Verdict.DONE
    assert kinds(person.case) == ["received", "added"]
    assert Envelope.objects.count() == 0
