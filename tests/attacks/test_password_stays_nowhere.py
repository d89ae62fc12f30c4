"""A new password is sealed to the worker and stands nowhere else: cookie, page, log or report."""

import logging
import sys

import pytest
from django.core.signals import got_request_exception
from django.http import HttpRequest
from django.views.debug import ExceptionReporter

from recupera.letterbox.slot import Verdict
from tests.pages.fake_worker import ANA, FakeWorker
from tests.pages.person import PASSWORD, Person

# In pieces: a report shows lines of this file, too.
WEAK = " ".join(("corta", "y", "mala"))
pytestmark = pytest.mark.django_db(databases=["letterbox"])


@pytest.fixture
def person() -> Person:
    return Person(FakeWorker())


def test_nothing_of_a_password_stays_in_a_cookie_or_on_a_later_page(person: Person) -> None:
    person.able(ANA)
    person.set_password("loro verde")
    kept = {name: one.value for name, one in person.cookies.items()}
    person.open("/contrasena/nueva")
    assert person.page.value("password") == ""
    assert "loro verde" not in person.page.source
    person.set_password()
    assert {name: len(one.value) for name, one in person.cookies.items()} == {
        name: len(value) for name, value in kept.items()
    }
    person.worker.act(Verdict.USED_BEFORE, ANA)
    person.open("/contrasena/nueva")
    assert PASSWORD not in person.page.source


@pytest.mark.parametrize(
    ("step", "password"),
    [
        ("new_password.drop", PASSWORD),
        ("new_password.seal_set_password", PASSWORD),
        ("new_password_states.show", WEAK),
    ],
)
def test_a_failure_inside_the_page_reports_and_logs_no_password(
    step: str,
    password: str,
    person: Person,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    person.able(ANA)
    seen: list[str] = []

    def report(sender: object, request: HttpRequest, **_: object) -> None:
        reporter = ExceptionReporter(request, *sys.exc_info())
        seen.extend((reporter.get_traceback_html(), reporter.get_traceback_text()))

    monkeypatch.setattr(f"recupera.portal.pages.{step}", _fail)
    got_request_exception.connect(report)
    person.raise_request_exception = False
    try:
        with caplog.at_level(logging.DEBUG):
            assert person.set_password(password).status_code == 500
    finally:
        got_request_exception.disconnect(report)
    assert len(seen) == 2
    assert "_set" in seen[0]
    for text in (*seen, caplog.text, person.page.source):
        assert password not in text


def test_setting_one_writes_no_line_of_it(person: Person, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        person.able(ANA)
        person.set_password(WEAK)
        person.set_password()
        person.worker.act(Verdict.DONE, ANA)
        person.open("/contrasena/espera")
        person.open("/contrasena/lista")
    assert "Su contraseña nueva está lista" in person.page.text
    # What the test itself puts into the letterbox is sealed; the rest must be as silent.
    assert PASSWORD not in caplog.text
    assert WEAK not in caplog.text


def _fail(*given: object, **named: object) -> None:
    raise RuntimeError("broken on purpose")
