"""Every page that takes a form refuses what could mean two things: 400, no row, no cookie.

Driven by urls.py: a page that comes is covered by the bodies that fit any page, and must name its
own form in tests/pages/forms.py before this is green.
"""

import json
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
import time_machine
from django.http import HttpResponse

from recupera.guard.models import Budget, Spent
from recupera.letterbox.models import Envelope, Slot
from tests.pages import forms
from tests.pages.fake_worker import FakeWorker
from tests.pages.person import FORM, Person

pytestmark = pytest.mark.django_db(databases=["letterbox"])
NAMES = forms.names()
ANY_PAGE = {
    "twice": ("a=1&a=2", FORM),
    "twice and empty": ("a&a", FORM),
    "array": ("a[]=1", FORM),
    "encoded array": ("a%5B%5D=1", FORM),
    "object": ("a[b]=1", FORM),
    "dot": ("a.b=1", FORM),
    "NUL in the name": ("a%00=1", FORM),
    "no name": ("=1", FORM),
    "a name as long as a text": (f"{'a' * 65}=1", FORM),
    "JSON": (json.dumps({"kind": "email", "email": ["a@example.com"]}), "application/json"),
    "several parts": ("--x\r\n\r\n--x--", "multipart/form-data; boundary=x"),
    "plain text": ("kind=email", "text/plain"),
}


@pytest.fixture
def person() -> Person:
    return Person(FakeWorker())


@pytest.fixture
def asked(person: Person) -> Iterator[Person]:
    """A person in an enquiry, who may ask for another code already."""
    with time_machine.travel("2026-11-22T15:00:00Z", tick=False) as clock:
        person.ask()
        person.worker.answer_asks()
        clock.shift(31)
        person.clock = clock
        yield person


def rows() -> list[int]:
    return [model.objects.count() for model in (Envelope, Slot, Budget, Spent)]


def sent(person: Person, address: str, body: str, content_type: str = FORM) -> HttpResponse:
    return person.post(address, body, content_type=content_type)


def refused(response: HttpResponse) -> bool:
    return response.status_code == 400 and not response.cookies


@pytest.mark.parametrize("language", forms.PREFIXES)
@pytest.mark.parametrize("name", NAMES)
def test_every_page_refuses_what_could_mean_two_things(
    asked: Person, name: str, language: str
) -> None:
    before, cookies = rows(), str(asked.cookies)
    address = forms.address(name, language)
    taken = [
        what
        for what, (body, content_type) in ANY_PAGE.items()
        if not refused(sent(asked, address, body, content_type))
        and not (what == "several parts" and name in forms.WITH_FILES)
    ]
    taken += [
        query
        for query in ("a=1&a=2", "a[]=1", "a[b]=1", "a.b=1", "%00=1")
        if not refused(sent(asked, f"{address}?{query}", "b=1"))
        or asked.get(f"{address}?{query}").status_code != 400
    ]
    assert (taken, rows(), str(asked.cookies)) == ([], before, cookies)


@pytest.mark.parametrize("name", forms.WHOLE)
def test_one_field_twice_spoils_a_form_that_would_be_accepted(asked: Person, name: str) -> None:
    form, before = forms.WHOLE[name](asked), rows()
    address = forms.address(name)
    taken = [what for what, body in forms.doubled(form) if not refused(sent(asked, address, body))]
    assert (taken, rows()) == ([], before)
    accepted = sent(asked, address, urlencode(form))
    assert accepted.status_code == 303
    assert accepted.cookies, "the same form with each field once is taken"
    assert rows() != before or name in forms.WITHOUT_A_ROW


def test_every_page_that_takes_a_form_has_one_here(person: Person) -> None:
    assert {name for name in NAMES if takes_a_form(person, name)} == set(forms.WHOLE)


def takes_a_form(person: Person, name: str) -> bool:
    person.open("/")
    form = urlencode({"csrfmiddlewaretoken": forms.token(person)})
    return sent(person, forms.address(name), form).status_code != 405
