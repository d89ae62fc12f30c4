"""What text messages may cost: the caps of the hour and the day, with a moved clock."""

import logging
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from recupera.messages import outbox, send, sms
from recupera.messages.models import Message, SmsCount, State
from recupera.messages.outcomes import NotNow
from recupera.messages.spend import Meter
from recupera.options import forget
from tests.messages.letters import by_sms, now, put_now
from tests.messages.test_sms import gateway

pytestmark = pytest.mark.django_db(databases=["vault"])

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture
def options(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    def change(**changes: object) -> None:
        for name, value in changes.items():
            monkeypatch.setenv(f"RECUPERA_{name.upper()}", str(value))
        forget()

    yield change
    monkeypatch.undo()
    forget()


def spent(meter: Meter, most: int = 50) -> int:
    """How many are let through before the limit."""
    for count in range(most):
        try:
            meter.take()
        except NotNow:
            return count
    return most


def meter_at(moment: datetime) -> Meter:
    meter = Meter()
    meter.write_down(moment)
    return meter


def test_nothing_is_sent_before_the_sums_are_known() -> None:
    assert spent(Meter()) == 0


def test_the_hours_limit_is_exact_and_ends_with_the_hour(options: Callable[..., None]) -> None:
    options(sms_per_hour=5)
    meter = meter_at(NOON)
    assert spent(meter) == 5
    meter.write_down(NOON)
    meter.write_down(NOON + timedelta(minutes=59))
    assert spent(meter) == 0
    meter.write_down(NOON + timedelta(minutes=66))
    assert spent(meter) == 5


def test_the_days_limit_holds_when_the_hours_is_free_again(options: Callable[..., None]) -> None:
    options(sms_per_hour=5, sms_per_day=7)
    meter = meter_at(NOON)
    assert spent(meter) == 5
    meter.write_down(NOON)
    meter.write_down(NOON + timedelta(hours=2))
    assert spent(meter) == 2
    meter.write_down(NOON + timedelta(hours=2))
    meter.write_down(NOON + timedelta(hours=24, minutes=6))
    assert spent(meter) == 5


def test_a_limit_of_none_sends_none(options: Callable[..., None]) -> None:
    options(sms_per_day=0)
    assert spent(meter_at(NOON)) == 0


def test_another_sender_and_a_restart_go_on_with_the_same_sum(
    options: Callable[..., None],
) -> None:
    options(sms_per_hour=5)
    first = meter_at(NOON)
    first.take()
    first.write_down(NOON)
    assert spent(meter_at(NOON)) == 4


def test_threads_together_do_not_pass_the_limit(options: Callable[..., None]) -> None:
    options(sms_per_hour=100)
    meter, together = meter_at(NOON), threading.Barrier(8)
    found: list[int] = []

    def many() -> None:
        together.wait()
        found.append(spent(meter))

    threads = [threading.Thread(target=many) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(found) == 100


def test_the_alarm_rings_once_before_and_once_at_the_limit(
    options: Callable[..., None], caplog: pytest.LogCaptureFixture
) -> None:
    options(sms_per_hour=10)
    meter = meter_at(NOON)
    for _ in range(8):
        meter.take()
    for _ in range(3):
        meter.write_down(NOON)
    assert spent(meter) == 2
    for _ in range(3):
        meter.write_down(NOON)
    assert [record.levelno for record in caplog.records] == [logging.WARNING, logging.ERROR]
    assert "RECUPERA_SMS_PER_HOUR=10 is spent" in caplog.text


def test_over_the_limit_a_text_waits_and_goes_when_there_is_room(
    options: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    meter = Meter()
    monkeypatch.setattr(sms, "meter", lambda: meter)
    monkeypatch.setattr(send, "meter", lambda: meter)
    with gateway() as (url, seen):
        options(sms_url=url, sms_per_hour=1)
        put_now(by_sms(), by_sms(), None, None)
        assert send.tick() == {"taken": 4, "sent": 3, "later[sms: spending limit]": 1}
        SmsCount.objects.update(since=now() - timedelta(hours=2))
        Message.objects.filter(state=State.WAITING).update(not_before=now())
        assert send.tick()["sent"] == 1
    assert len(seen) == 2


def test_a_turn_with_null_rows_alone_writes_the_count_as_any_other() -> None:
    put_now(None, None, None, None)
    send.tick()
    assert SmsCount.objects.count() == 1


def test_counts_that_no_window_needs_are_deleted() -> None:
    meter_at(NOON)
    outbox.purge(NOON + timedelta(hours=23))
    assert SmsCount.objects.count() == 1
    outbox.purge(NOON + timedelta(hours=25))
    assert SmsCount.objects.count() == 0
