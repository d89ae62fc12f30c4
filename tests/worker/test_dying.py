"""A worker killed at every step: the envelope is taken up again, nothing is lost or done twice."""

from datetime import timedelta

import pytest
from django.db.models import F

from recupera.enquiries.models import Enquiry, Handled
from recupera.letterbox.models import Envelope
from recupera.letterbox.slot import Verdict
from recupera.worker.housekeeping import empty_shown
from tests.dying import die_at
from tests.enquirer import ANA, Enquirer, codes, letters, register, work

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)

# Where the killed worker stops: before or after calling this name in its step.
STEPS = [
    ("recupera.worker.handle:open_envelope", "after"),
    ("recupera.worker.handle:_settle", "before"),
    ("recupera.enquiries.rows:note", "before"),
    ("recupera.enquiries.rows:note", "after"),
    ("recupera.worker.handle:_settle", "after"),
    ("recupera.letterbox.take:publish", "before"),
    ("recupera.letterbox.take:publish", "after"),
]


@pytest.mark.parametrize(("step", "when"), STEPS)
def test_a_worker_killed_while_asking_leaves_one_code_and_one_enquiry(step: str, when: str) -> None:
    register(ANA)
    person = Enquirer()
    person.ask()
    die_at(step, when)
    work()
    assert len(letters()) == 1
    assert (Enquiry.objects.get().asks, Envelope.objects.count()) == (1, 0)
    assert person.proved(codes()[0]) == Verdict.GOOD
    Handled.objects.update(at=F("at") - timedelta(minutes=31))
    empty_shown()
    assert not Handled.objects.filter(status__isnull=False).exists()


@pytest.mark.parametrize(("step", "when"), STEPS)
def test_a_worker_killed_while_judging_counts_one_try(step: str, when: str) -> None:
    register(ANA)
    person = Enquirer().asked()
    wrong = person.prove("00000000")
    die_at(step, when)
    work()
    assert person.published.verdicts[wrong.id] == Verdict.WRONG
    assert person.published.tries_left == 4


@pytest.mark.parametrize(("step", "when"), STEPS)
def test_a_worker_killed_while_answering_loses_no_answer(step: str, when: str) -> None:
    register(ANA)
    person = Enquirer().asked()
    right = person.prove(codes()[0])
    die_at(step, when)
    work()
    assert person.published.verdicts[right.id] == Verdict.GOOD
    assert [one.username for one in person.published.accounts] == ["aperez"]
