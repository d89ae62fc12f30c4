"""What has had its time is gone, and nothing else."""

from datetime import timedelta

import pytest
import time_machine
from django.db.models import F

from recupera.enquiries.models import Enquiry, Handled
from recupera.keys import KINDS, rotate
from recupera.letterbox import take
from recupera.letterbox.models import Envelope, Slot
from recupera.messages.models import Message
from recupera.options import current
from recupera.worker import handle as handling
from recupera.worker.housekeeping import Housekeeping, empty_shown, purge
from recupera.worker.run import turn
from tests.enquirer import ANA, Enquirer, codes, register, work

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)


def age(hours: float) -> None:
    """Moves every row's birth back, as if that time had passed."""
    passed = timedelta(hours=hours)
    Slot.objects.update(
        created_at=F("created_at") - passed, published_at=F("published_at") - passed
    )
    Enquiry.objects.update(created_at=F("created_at") - passed)
    Message.objects.update(created_at=F("created_at") - passed)
    Envelope.objects.update(inserted_at=F("inserted_at") - passed)


def left() -> list[int]:
    return [model.objects.count() for model in (Slot, Enquiry, Message, Envelope)]


def test_nothing_is_deleted_before_its_time() -> None:
    register(ANA)
    Enquirer().asked()
    age(0.49)
    purge()
    assert left() == [1, 1, 4, 0]


def test_slots_go_after_half_an_hour_and_enquiries_and_messages_after_a_day() -> None:
    register(ANA)
    Enquirer().asked()
    age(0.51)
    purge()
    assert left() == [0, 1, 4, 0]
    age(23.5)
    purge()
    assert left() == [0, 0, 0, 0]


def test_an_envelope_that_nobody_could_handle_goes_with_its_slot() -> None:
    Enquirer().ask()
    age(0.51)
    purge()
    assert left() == [0, 0, 0, 0]


def test_a_handled_envelope_is_remembered_for_as_long_as_its_key_lives() -> None:
    register(ANA)
    person = Enquirer().asked()
    person.proved(codes()[0])
    purge()
    assert Handled.objects.count() == 2
    envelope = next(kind for kind in KINDS if kind.name == "envelope")
    with time_machine.travel("2030-01-01T00:00:00Z", tick=True) as clock:
        rotate(current().data, envelope)
        purge()
        assert Handled.objects.count() == 2
        clock.shift(timedelta(hours=49))
        purge()
        assert Handled.objects.count() == 0


def test_a_kept_result_is_emptied_only_once_its_envelope_is_gone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    person = Enquirer()
    person.ask()
    with monkeypatch.context() as patched:
        patched.setattr(handling, "_show", lambda *_: None)
        turn()
    Handled.objects.update(at=F("at") - timedelta(seconds=6))
    empty_shown()
    assert Handled.objects.get().status is not None, "nobody was shown it yet"
    Envelope.objects.update(due_at=F("due_at") - take.LEASE)
    work()
    assert person.published
    empty_shown()
    kept = Handled.objects.get()
    assert (kept.status, kept.answer) == (None, None)


def test_each_duty_keeps_its_own_pace() -> None:
    done: list[str] = []
    duties = ((0.0, lambda: done.append("often")), (60.0, lambda: done.append("seldom")))
    housekeeping = Housekeeping(duties, done={1: 1e12})
    housekeeping.when_due()
    housekeeping.when_due()
    assert done == ["often", "often"]


def test_two_duties_of_one_pace_are_both_done() -> None:
    done: list[str] = []
    duties = ((60.0, lambda: done.append("one")), (60.0, lambda: done.append("other")))
    Housekeeping(duties, done={0: -1e12, 1: -1e12}).when_due()
    assert done == ["one", "other"]
