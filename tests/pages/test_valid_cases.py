"""Every state of the pages of a case, in both languages, through the validator."""

import pytest
import time_machine

from recupera.guard.models import Budget, Spent
from recupera.letterbox.models import Envelope, Slot
from tests.house.html import errors
from tests.pages.fake_worker import FakeWorker
from tests.pages.person import Person
from tests.pages.stage import Stage
from tests.pages.states_of_cases import CASES
from tests.pages.states_of_forms import FORMS

STATES = CASES | FORMS
pytestmark = pytest.mark.django_db(databases=["letterbox"])


def test_every_page_of_a_case_is_valid_html(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = []
    with time_machine.travel("2026-11-22T15:00:00Z", tick=False) as clock:
        monkeypatch.setattr("recupera.letterbox.slot.time.sleep", clock.shift)
        for prefix in ("", "/en"):
            for come in STATES.values():
                for model in (Envelope, Slot, Budget, Spent):
                    model.objects.all().delete()
                stage = Stage(Person(FakeWorker()), clock, monkeypatch, prefix)
                come(stage)
                pages.append(stage.person.page.source)
    assert len(pages) == 2 * len(STATES)
    assert errors(pages) == []
