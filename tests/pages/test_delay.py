"""The sentence that codes are slow: by option and by itself, for everybody alike."""

from collections.abc import Iterator
from datetime import timedelta
from time import monotonic

import pytest
from django.db.models import F

from recupera.letterbox import delay
from recupera.letterbox.models import Delay
from recupera.options import Mistakes, current, forget
from recupera.portal import delay as banner
from tests.pages.person import Person

pytestmark = pytest.mark.django_db(databases=["letterbox"])

SPANISH = "Los códigos están tardando. Espere; no pida otro."
ENGLISH = "Codes are taking longer than usual."


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    banner.forget()
    yield
    forget()
    banner.forget()


def option(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("RECUPERA_DELAY_BANNER", value)
    forget()


def told(seconds: float, *, ago: float = 0) -> None:
    """The worker said so, some seconds ago."""
    delay.tell(seconds)
    Delay.objects.update(told_at=F("told_at") - timedelta(seconds=ago))


def shown(person: Person, path: str = "/") -> bool:
    body = person.get(path).content.decode()
    return SPANISH in body or ENGLISH in body


def test_a_house_in_time_says_nothing_of_it(person: Person) -> None:
    told(60)
    assert not shown(person)


def test_a_house_that_never_ran_says_nothing_of_it(person: Person) -> None:
    assert not shown(person)


def test_more_than_a_minute_late_it_is_said_in_both_languages(person: Person) -> None:
    told(61)
    assert SPANISH in person.get("/").content.decode()
    assert ENGLISH in person.get("/en/").content.decode()


def test_a_worker_that_is_silent_for_more_than_a_minute_is_a_delay(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Between what is no delay and what is one lies a second, which a page may well take.
    moment = delay.now(delay.STORE)
    monkeypatch.setattr(delay, "now", lambda _store: moment)
    told(0, ago=64)
    assert not shown(person)
    banner.forget()
    told(0, ago=67)
    assert shown(person)


@pytest.mark.parametrize(("value", "seconds", "seen"), [("on", 0, True), ("off", 999, False)])
def test_the_operator_decides(
    person: Person, monkeypatch: pytest.MonkeyPatch, value: str, seconds: float, seen: bool
) -> None:
    option(monkeypatch, value)
    told(seconds)
    assert shown(person) is seen


def test_another_value_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    option(monkeypatch, "yes")
    with pytest.raises(Mistakes, match="RECUPERA_DELAY_BANNER"):
        current()


def test_the_pages_of_a_code_say_it_too(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    option(monkeypatch, "on")
    person.ask()
    assert shown(person, "/codigo")


def test_it_is_looked_up_once_for_many_pages(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = monotonic()
    monkeypatch.setattr("recupera.letterbox.glance.monotonic", lambda: moment)
    told(0)
    assert not shown(person)
    told(999)
    assert not shown(person)
    banner.forget()
    assert shown(person)


def test_a_store_that_is_away_breaks_no_page(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import DatabaseError

    def away() -> float:
        raise DatabaseError

    monkeypatch.setattr(delay, "seconds", away)
    assert person.get("/").status_code == 200
