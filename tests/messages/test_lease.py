import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from recupera.messages import lease
from recupera.messages.kept_outcomes import End
from recupera.messages.models import Message, State
from recupera.messages.outcomes import Outcome
from tests.messages.letters import by_email, now, put_now

pytestmark = pytest.mark.django_db(databases=["vault"])


def row(**known):
    return Message.objects.get(**known)


def lease_over():
    Message.objects.filter(state=State.TAKEN).update(lease_until=now())


def test_an_abandoned_row_is_taken_up_once_marked_and_then_given_up():
    put_now(by_email())
    (first,) = lease.take(now(), most=9)
    assert lease.take(now(), most=9) == []
    lease_over()
    (second,) = lease.take(now(), most=9)
    assert (first.repeats, second.repeats) == (0, 1)
    lease_over()
    assert lease.take(now(), most=9) == []
    assert row().state == State.GONE


def test_a_sender_whose_lease_was_taken_over_changes_nothing():
    put_now(by_email())
    (slow,) = lease.take(now(), most=9)
    lease_over()
    (quick,) = lease.take(now(), most=9)
    end = End(Outcome.ACCEPTED)
    assert lease.settle([(slow, end)], now=now()) == 0
    assert lease.give_up(slow, end, now=now()) == 0
    assert lease.put_back(slow, not_before=now(), unsure=False) == 0
    assert row().lease_token == quick.token
    assert lease.settle([(quick, end)], now=now()) == 1


def test_a_long_sending_keeps_its_lease():
    put_now(by_email())
    (held,) = lease.take(now(), most=9)
    later = held.taken_at + lease.LEASE * 0.8
    lease.renew(held.token, [held.id], now=later)
    assert row().lease_until == later + lease.LEASE


@pytest.mark.django_db(databases=["vault"], transaction=True)
def test_eight_senders_at_once_never_take_the_same_row(monkeypatch):
    put_now(*[None] * 64)
    together, lease_rows = threading.Barrier(8), lease._lease

    def slowly(rows, *, now):
        time.sleep(0.05)
        return lease_rows(rows, now=now)

    monkeypatch.setattr(lease, "_lease", slowly)

    def take_all():
        together.wait()
        try:
            found = [lease.take(now(), most=8) for _ in range(8)]
            return [row.id for rows in found for row in rows]
        finally:
            connections["vault"].close()

    with ThreadPoolExecutor(8) as pool:
        taken = [pool.submit(take_all) for _ in range(8)]
        ids = [row for future in taken for row in future.result()]
    assert len(ids) == len(set(ids)) == 64
    assert set(Message.objects.values_list("state", "tries")) == {("taken", 1)}
