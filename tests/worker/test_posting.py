"""What became of the mails to a case's address stands in its history, for the desk alone."""

from datetime import timedelta

import pytest

from recupera.cases.models import CaseMail, Entry
from recupera.cases.sealed import open_entry
from recupera.desk.case.story import story
from recupera.letterbox.clock import now
from recupera.messages.kept_outcomes import End, columns, keep
from recupera.messages.models import Message
from recupera.messages.outcomes import Outcome
from recupera.messages.reports import Report
from recupera.people import ChannelKind
from recupera.worker.posting import tell_cases
from tests.claimant import FIELDS, Claimant, form

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)


def ended(outcome: Outcome, name: str = "") -> None:
    """As the sender leaves each row of a case."""
    at = now("vault")
    for row in Message.objects.filter(id__in=CaseMail.objects.values("id")):
        kept = columns(row.id, End(outcome, ChannelKind.EMAIL, name), at=at)
        Message.objects.filter(id=row.id).update(state="sent", **kept)


def said() -> list[str]:
    rows = Entry.objects.filter(kind="posted").order_by("id")
    return [open_entry(one.case_id, one.kind, one.at, bytes(one.body)) for one in rows]


def test_the_desk_reads_that_a_mail_went_out_and_came_back() -> None:
    person = Claimant().opened()
    assert tell_cases() == 0
    ended(Outcome.ACCEPTED, "0f" * 16)
    assert [tell_cases(), tell_cases()] == [1, 0]
    keep([Report("0f" * 16, Outcome.FAILED, ChannelKind.EMAIL)], at=now("vault"))
    assert [tell_cases(), tell_cases()] == [1, 0]
    assert said() == ["receipt accepted", "receipt failed"]
    case = Entry.objects.filter(kind="posted")[0].case
    lines = [one.heading for one in story([case], {}, now=now("vault"))]
    assert lines[-2:] == [
        "El sistema: el acuse de recibo salió al correo del caso",
        "El sistema: el acuse de recibo volvió: no se pudo entregar al correo del caso",
    ]
    seen = person.elsewhere_by_key().case
    assert "posted" not in str(seen)


def test_nothing_is_said_of_a_mail_that_was_none() -> None:
    without = {name: value for name, value in FIELDS.items() if name != "correo"}
    Claimant(form=form(fields=without)).opened()
    assert CaseMail.objects.count() == 1
    ended(Outcome.NOTHING)
    assert tell_cases() == 0
    assert (said(), CaseMail.objects.count()) == ([], 0)


def test_what_is_older_than_its_message_is_forgotten() -> None:
    Claimant().opened()
    CaseMail.objects.update(at=now("vault") - timedelta(hours=26))
    assert tell_cases() == 0
    assert not CaseMail.objects.exists()


def test_a_revision_does_not_change_so_nobody_is_overtaken_by_a_mail() -> None:
    Claimant().opened()
    before = CaseMail.objects.get().case.revision
    ended(Outcome.LATE)
    assert tell_cases() == 1
    assert CaseMail.objects.get().case.revision == before
