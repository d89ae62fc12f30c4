"""A reference tells nobody whether there is such a case, nor in what state: equal steps."""

import logging

import pytest

from recupera.cases.models import Case
from recupera.letterbox.models import Slot
from recupera.people.case_reference import new_reference
from recupera.people.tracking import new_tracking_key
from recupera.worker import case_desk
from tests.attacks.test_equal_steps import Step, steps
from tests.claimant import Claimant, code_in, form, mails
from tests.enquirer import letters, work

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)


def taken(reference: str, *, key: str = "") -> tuple[list[Step], list[int]]:
    """The worker's steps for a question about this reference and two wrong codes, and the sizes
    of what it published."""
    person = Claimant()
    person.ask(reference=reference, key=key)
    with steps() as seen:
        work()
        for code in ("00000000", "11111111"):
            person.prove(code)
            work()
    slot = Slot.objects.get(id=person.flow.slot_id)
    return seen, [len(bytes(slot.status or b"")), len(bytes(slot.answer or b"")), slot.revision]


def in_every_state() -> dict[str, str]:
    """References of cases: unconfirmed, confirmed, closed, joined, without e-mail."""
    people = {name: Claimant(form=form()).opened() for name in ("unconfirmed", "open", "joined")}
    for name, letter in zip(("open", "joined"), mails()[1:], strict=True):
        people[name].proved(code_in(letter))
    assert Case.objects.exclude(joined_to="").count() == 1
    subject = {"subject": "otra-solicitud", "fields": {"descripcion": "?"}}
    people["nameless"] = Claimant(form=form(whose="anonymous", **subject)).opened()
    fields = people["open"].form.fields | {"correo": "cerrado@example.net"}
    people["closed"] = Claimant(form=form(fields=fields)).opened()
    people["closed"].proved(code_in(mails("cerrado@example.net")[0]))
    case_desk.close(people["closed"].form.reference)
    return {name: person.form.reference for name, person in people.items()}


def test_without_the_key_every_reference_takes_the_same_steps() -> None:
    references = in_every_state()
    before = len(letters())
    unknown = taken(new_reference())
    assert len(unknown[0]) > 20
    for name, reference in references.items():
        assert taken(reference) == unknown, name
    assert len(letters()) == before + 3, "a code went to the three that were confirmed"


def test_a_wrong_key_takes_the_same_steps_as_no_such_case() -> None:
    references = in_every_state()
    unknown = taken(new_reference(), key=new_tracking_key())
    for name, reference in references.items():
        assert taken(reference, key=new_tracking_key()) == unknown, name


def test_over_the_days_messages_the_steps_stay_the_same() -> None:
    references = in_every_state()
    unknown = taken(new_reference())
    for _ in range(8):
        assert taken(references["open"]) == unknown
    assert len(mails()) == 6


def test_the_hundredth_wrong_key_looks_like_the_first() -> None:
    reference = in_every_state()["open"]
    unknown = taken(new_reference(), key=new_tracking_key())
    for _ in range(100):
        Claimant().ask(reference=reference, key=new_tracking_key())
    work()
    assert taken(reference, key=new_tracking_key()) == unknown


def test_no_log_line_is_written_about_any_case(caplog: pytest.LogCaptureFixture) -> None:
    reference = in_every_state()["open"]
    caplog.clear()
    caplog.set_level(logging.DEBUG)
    logging.getLogger("django.db.backends").setLevel(logging.INFO)
    taken(reference)
    taken(new_reference())
    assert [record.getMessage() for record in caplog.records] == []
