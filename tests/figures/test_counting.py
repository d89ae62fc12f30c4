"""Days are counted by housekeeping: each enquiry, password and objection once."""

from datetime import UTC, date, datetime, timedelta

import pytest

from recupera.enquiries.models import Enquiry
from recupera.figures.models import DayFigure
from recupera.journal.events import Event, record
from recupera.journal.models import Entry
from recupera.letterbox.clock import now
from recupera.worker import figures
from recupera.worker.housekeeping import purge
from tests.claimant import Claimant
from tests.enquirer import ANA, Enquirer, register, work

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)


def counted() -> dict[str, int]:
    rows = DayFigure.objects.values_list("what", "count")
    return {what: sum(count for one, count in rows if one == what) for what, _ in rows}


def grown_old() -> None:
    """As if a day and an hour had passed since every enquiry began."""
    Enquiry.objects.update(created_at=now("vault") - timedelta(hours=25))


def test_an_enquiry_is_counted_once_on_the_day_when_it_began(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(figures, "MOST", 2)
    register(ANA)
    for _ in range(3):
        Enquirer().ask()
        work()
    Enquiry.objects.filter(id=Enquiry.objects.earliest("id").id).update(state="proven")
    monkeypatch.setattr("recupera.letterbox.take.standing", lambda ids: set())
    purge()
    assert counted() == {}
    grown_old()
    purge()
    purge()
    assert Enquiry.objects.count() == 0
    assert counted() == {"asked": 3, "proven": 1}
    assert DayFigure.objects.get(what="proven").day == figures.day_of(
        now("vault") - timedelta(hours=25)
    )


def test_what_is_asked_about_cases_is_no_enquiry_about_an_account(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Claimant().opened()
    monkeypatch.setattr("recupera.letterbox.take.standing", lambda ids: set())
    grown_old()
    purge()
    assert Enquiry.objects.count() == 0
    assert counted() == {}


def test_passwords_and_objections_are_counted_when_their_entries_are_chained() -> None:
    for event in (Event.RECOVERED, Event.RECOVERED, Event.OBJECTED, Event.ASKED):
        record(event, {})
    Entry.objects.filter(event="objected").update(at=datetime(2026, 11, 22, 4, 59, tzinfo=UTC))
    for _ in range(2):
        figures.seal_and_count()
    assert counted() == {"passwords": 2, "objections": 1}
    # Four in the morning by the world's clock is the evening before at the desk.
    assert DayFigure.objects.get(what="objections").day == date(2026, 11, 21)
