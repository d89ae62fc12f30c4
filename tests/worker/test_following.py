"""What overtakes a change of a password, and what is left of it for housekeeping."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db.models import F

from recupera.directories import Refusal
from recupera.letterbox import take
from recupera.letterbox.models import Envelope
from recupera.letterbox.slot import Verdict
from recupera.recoveries.models import Recovery
from recupera.recoveries.policy import CLAIM_LIVES, PATIENCE
from recupera.worker.following import follow_up, purge
from tests.acting import (
    OTHER,
    PASSWORD,
    Actor,
    Platform,
    down,
    drop_objection,
    notices,
    objections,
    pass_by,
    refusing,
    scripted,
)
from tests.enquirer import ANA, register, work

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)

FOR_EVER = 100


@pytest.fixture
def platform(monkeypatch: pytest.MonkeyPatch) -> Iterator[Platform]:
    yield from scripted(monkeypatch)


@pytest.fixture
def person(platform: Platform) -> Actor:
    register(ANA)
    return Actor().proven()


@pytest.mark.parametrize("step", ["unlock", "end_sessions"])
def test_what_the_platform_refuses_to_tidy_is_not_asked_for_ever(
    person: Actor, platform: Platform, step: str
) -> None:
    platform.fails[step] = [refusing(Refusal.OTHER) for _ in range(FOR_EVER)]
    assert person.acted() == Verdict.DONE
    assert follow_up() == 1
    assert follow_up() == 0


def test_a_password_that_was_replaced_while_nobody_looked_is_not_said_to_be_in_force(
    person: Actor, platform: Platform
) -> None:
    platform.late["set_password"] = down(1)
    sealed = person.set()
    work()
    platform.passwords["1"] = ("the platform's own", OTHER)
    pass_by(0.1)
    work()
    assert person.published.verdicts[sealed.id] == Verdict.ANOTHER_FIRST
    assert platform.password() == OTHER
    assert len(notices()) == 1, "it was in force for a while"


def test_a_claim_whose_envelope_is_lost_is_followed_up(person: Actor, platform: Platform) -> None:
    platform.late["set_password"] = down(1)
    person.set()
    work()
    Envelope.objects.all().delete()
    assert follow_up() == 0, "somebody might still be at it"
    Recovery.objects.update(due_at=F("due_at") - CLAIM_LIVES)
    assert follow_up() == 1
    assert len(notices()) == 1


def test_what_is_still_to_be_done_is_not_purged_and_the_rest_is_after_eleven_days(
    person: Actor, platform: Platform
) -> None:
    platform.fails["unlock"] = down(1)
    platform.fails["end_sessions"] = down(FOR_EVER)
    person.set()
    work()
    pass_by(PATIENCE.total_seconds() / 60 + 0.1)
    work()
    recovery = Recovery.objects.get()
    purge(recovery.claimed_at + timedelta(days=12))
    assert Recovery.objects.count() == 1
    platform.fails.clear()
    follow_up()
    purge(recovery.claimed_at + timedelta(days=10, hours=23))
    assert Recovery.objects.count() == 1
    purge(recovery.claimed_at + timedelta(days=11, minutes=1))
    assert Recovery.objects.count() == 0


def test_a_directory_that_hangs_for_longer_than_the_lease_is_asked_by_two_and_told_once(
    person: Actor, platform: Platform
) -> None:
    def another_worker() -> None:
        Envelope.objects.update(due_at=F("due_at") - take.LEASE)
        work()

    platform.meanwhile = [another_worker]
    assert person.acted() == Verdict.DONE
    assert platform.asked().count("set_password") == 2
    assert platform.password() == PASSWORD
    assert len(notices()) == 1
    assert Envelope.objects.count() == 0


def test_a_freeze_that_comes_while_a_password_is_being_set_undoes_it(
    person: Actor, platform: Platform
) -> None:
    assert person.acted() == Verdict.DONE
    code = objections()["ana@example.com"]
    second = Actor().proven()
    platform.meanwhile = [lambda: drop_objection(code) and work()]
    assert second.acted(OTHER) == Verdict.FROZEN
    assert platform.password() is None
