"""GET and HEAD write nothing into any store, at any address, at any point of an enquiry."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.db import connections

from recupera.letterbox.slot import Verdict
from tests.pages import case_person, forms
from tests.pages.fake_worker import ANA, FakeWorker
from tests.pages.person import EMAIL, Person

pytestmark = pytest.mark.django_db(databases=["letterbox"])
READS = ("SELECT", "BEGIN", "SAVEPOINT", "RELEASE SAVEPOINT")


@pytest.fixture
def person() -> Person:
    return Person(FakeWorker())


def nobody(person: Person) -> None:
    person.open("/")


def asked(person: Person) -> None:
    person.ask()


def judging(person: Person) -> None:
    person.ask()
    person.prove()


def closed(person: Person) -> None:
    person.judged(Verdict.TOO_MANY, tries_left=0)


def proven(person: Person) -> None:
    person.judged(Verdict.GOOD, ANA)


def following(person: Person) -> None:
    case_person.follow(person, case_person.UNCONFIRMED)


def case_asked(person: Person) -> None:
    case_person.ask(person, key="")


def case_acted(person: Person) -> None:
    following(person)
    case_person.act(person, "agregar", text="Falta algo.")


STATES = (nobody, asked, judging, closed, proven, following, case_asked, case_acted)
# What a link could carry: every field of every form, and what the pages themselves read.
QUERIES = (
    "",
    f"?kind=email&email={EMAIL}&altcha=x&ticket=x&language=en&code=48217736&reference=K7Q4&by=sms",
    "?otro",
    "?corregir",
    "?ejemplo=1",
)


@contextmanager
def writes() -> Iterator[list[str]]:
    """Every statement that is more than reading."""
    seen: list[str] = []

    def note(execute: Callable[..., Any], sql: str, given: Any, many: bool, context: Any) -> Any:
        if not sql.lstrip().upper().startswith(READS):
            seen.append(sql)
        return execute(sql, given, many, context)

    with ExitStack() as stack:
        for connection in connections.all():
            stack.enter_context(connection.execute_wrapper(note))
        yield seen


def kept(person: Person) -> tuple[str, ...]:
    """The secret of the enquiry, and all of a case: no look may change or end it."""
    names = (settings.FLOW_COOKIE, settings.CASE_COOKIE)
    return tuple(person.cookies[name].value for name in names if name in person.cookies)


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_looking_at_any_address_writes_nothing(
    person: Person, state: Callable[[Person], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    with time_machine.travel("2026-11-22T15:00:00Z", tick=False) as clock:
        # The wait page sleeps on its grid; here that costs nothing.
        monkeypatch.setattr("recupera.letterbox.slot.time.sleep", clock.shift)
        state(person)
        before = kept(person)
        with writes() as seen:
            look_at_everything(person)
        assert kept(person) == before
    assert seen == []


def look_at_everything(person: Person) -> None:
    addresses = [forms.address(name) + query for name in forms.names() for query in QUERIES]
    for address in addresses + [forms.address(name, "en") for name in forms.names()]:
        assert person.head(address).status_code < 400, address
        assert person.get(address).status_code < 400, address


def test_a_write_would_be_seen(person: Person) -> None:
    with writes() as seen:
        person.ask()
    assert [sql for sql in seen if "letterbox_envelope" in sql]
