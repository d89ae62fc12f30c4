"""Breakers: near their limit, wrong codes and text messages raise what an ask costs, and alarm."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db.models import F

from recupera.enquiries.models import Enquiry
from recupera.guard import work
from recupera.guard.source import source
from recupera.letterbox import delay
from recupera.letterbox.models import Delay
from recupera.messages.models import SmsCount
from recupera.options import forget
from recupera.portal import delay as told
from recupera.worker.breakers import Breakers
from recupera.worker.delay import tell_portal
from recupera.worker.housekeeping import raise_cost
from tests.enquirer import ANA, Enquirer, codes, register, wrong

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)


@pytest.fixture(autouse=True)
def limits(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("RECUPERA_WRONG_CODES_PER_HOUR", "10")
    monkeypatch.setenv("RECUPERA_SMS_PER_HOUR", "100")
    monkeypatch.setenv("RECUPERA_SMS_PER_DAY", "200")
    forget()
    told.forget()
    yield
    monkeypatch.undo()
    forget()
    told.forget()


def wrong_codes(number: int) -> None:
    """Typed in one enquiry of the last hour."""
    Enquirer().asked()
    Enquiry.objects.update(tries=number)


def texts(number: int, *, ago: timedelta = timedelta(0)) -> None:
    SmsCount.objects.create(since=datetime.now(UTC) - ago, count=number)


def raised() -> int:
    return Breakers().raised(datetime.now(UTC))


@pytest.mark.parametrize(("number", "times"), [(0, 1), (7, 1), (8, 2), (9, 2), (10, 4), (99, 4)])
def test_wrong_codes_raise_the_cost_in_steps(number: int, times: int) -> None:
    wrong_codes(number)
    assert raised() == times


@pytest.mark.parametrize("value", ["ana@example.com", "nobody@example.com"])
def test_wrong_codes_count_alike_for_known_and_unknown(value: str) -> None:
    register(ANA)
    enquirer = Enquirer(value=value).asked()
    for _ in range(3):
        enquirer.proved(wrong(codes()[0]) if codes() else "00000000")
    assert [enquiry.tries for enquiry in Enquiry.objects.all()] == [3]


def test_wrong_codes_of_an_hour_ago_raise_nothing() -> None:
    wrong_codes(10)
    Enquiry.objects.update(created_at=F("created_at") - timedelta(minutes=61))
    assert raised() == 1


@pytest.mark.parametrize(("number", "times"), [(79, 1), (80, 2), (100, 4)])
def test_text_messages_of_the_hour_raise_the_cost(number: int, times: int) -> None:
    texts(number)
    assert raised() == times


def test_text_messages_of_the_day_raise_the_cost() -> None:
    texts(90, ago=timedelta(hours=3))
    texts(90, ago=timedelta(hours=9))
    assert raised() == 2


def test_a_house_without_text_messages_has_no_limit_of_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("RECUPERA_SMS_PER_HOUR", "0")
    monkeypatch.setenv("RECUPERA_SMS_PER_DAY", "0")
    forget()
    texts(1)
    assert raised() == 1


def test_the_alarm_is_said_once_per_step(caplog: pytest.LogCaptureFixture) -> None:
    breakers = Breakers()
    for number in (7, 8, 9, 10, 11, 0, 8):
        Enquiry.objects.all().delete()
        wrong_codes(number)
        breakers.raised(datetime.now(UTC))
    assert [record.getMessage() for record in caplog.records] == [
        "alarm: wrong codes at 80 % of their limit; asking costs more",
        "alarm: wrong codes at 100 % of their limit; asking costs more",
        "alarm: wrong codes at 80 % of their limit; asking costs more",
    ]


def test_the_portal_asks_for_more_work_and_then_again_for_less() -> None:
    tell_portal()
    here = source("203.0.113.9")
    for number, times in ((10, 4), (0, 1)):
        Enquiry.objects.all().delete()
        wrong_codes(number)
        raise_cost(Breakers())
        told.forget()
        assert (delay.raised(), told.raised()) == (times, times)
        made = work.challenge(here, raised=told.raised())
        assert made["parameters"]["data"]["price"] == times


def test_telling_how_late_the_house_is_leaves_the_cost_alone() -> None:
    tell_portal()
    delay.tell_raised(4)
    tell_portal()
    assert Delay.objects.get().raised == 4
