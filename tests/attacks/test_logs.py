"""Nothing that a person types, and no secret of theirs, is written to the portal's log."""

import logging

import pytest
from django.conf import settings

from recupera.letterbox.slot import Verdict
from tests.pages.fake_worker import ANA, FakeWorker
from tests.pages.person import EMAIL, Person

pytestmark = pytest.mark.django_db(databases=["letterbox"])


def test_an_enquiry_from_question_to_answer_writes_no_line(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("django.db.backends").setLevel(logging.INFO)
    person = Person(FakeWorker())
    person.ask()
    person.prove("48217736")
    person.worker.judge(Verdict.GOOD, accounts=(ANA,))
    person.open("/espera")
    person.open("/respuesta")
    assert "aperez" in person.page.text
    ours = [one for one in caplog.records if one.name.startswith(("recupera", "django"))]
    assert [one.getMessage() for one in ours if "template" not in one.name] == []
    secret = person.cookies[settings.FLOW_COOKIE].value
    assert not any(word in caplog.text for word in (EMAIL, "48217736", secret))


def test_what_goes_wrong_is_logged_without_what_was_typed(
    caplog: pytest.LogCaptureFixture,
) -> None:
    person = Person(FakeWorker())
    for address in (f"/?a={EMAIL}&a=2", "/"):
        person.open("/")
        person.send(address, {"kind": "email", "email": EMAIL, "altcha": EMAIL, "ticket": EMAIL})
    person.open(f"/{EMAIL}")
    ours = [one.getMessage() for one in caplog.records if one.name.startswith("recupera")]
    assert ours
    assert not any(EMAIL in line for line in ours)
