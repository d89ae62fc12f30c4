"""Every state of the pages of a case, in both languages, through the validator."""

from collections.abc import Callable

import pytest
import time_machine

from recupera.guard.models import Budget, Spent
from recupera.letterbox.models import Draft, Envelope, Slot, Upload
from recupera.options import forget
from tests.house.html import errors
from tests.pages.fake_worker import FakeWorker
from tests.pages.person import Person
from tests.pages.stage import Stage
from tests.pages.states_of_cases import CASES
from tests.pages.states_of_forms import FORMS
from tests.pages.test_every_state import forget_what_is_drawn

STATES = CASES | FORMS
pytestmark = pytest.mark.django_db(databases=["letterbox"])


def test_every_page_of_a_case_is_valid_html() -> None:
    states = [(prefix, come) for prefix in ("", "/en") for come in STATES.values()]
    pages = [drawn(prefix, come) for prefix, come in states]
    assert errors(pages) == []


def drawn(prefix: str, come: Callable[[Stage], None]) -> str:
    """The state's page, with nothing left of the state before."""
    for model in (Envelope, Slot, Draft, Upload, Budget, Spent):
        model.objects.all().delete()
    forget_what_is_drawn()
    with (
        pytest.MonkeyPatch.context() as monkeypatch,
        time_machine.travel("2026-11-22T15:00:00Z", tick=False) as clock,
    ):
        monkeypatch.setattr("recupera.letterbox.slot.time.sleep", clock.shift)
        stage = Stage(Person(FakeWorker()), clock, monkeypatch, prefix)
        come(stage)
    forget()
    return stage.person.page.source
