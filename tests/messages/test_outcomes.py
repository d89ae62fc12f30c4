"""What becomes of a message is kept, found again by a report, and readable by the worker alone."""

import threading
from datetime import timedelta

import pytest

from recupera import keys
from recupera.keys import CannotOpen, KeyMissing
from recupera.messages import lease, send, smpp
from recupera.messages.deliver import deliver
from recupera.messages.kept_outcomes import End, keep, read
from recupera.messages.models import Message, State
from recupera.messages.outcomes import Outcome
from recupera.messages.reports import Report, Reports, incoming
from recupera.options import current, forget
from recupera.people import ChannelKind
from tests.messages.letters import by_email, by_sms, now, one_and_three_null, put_now
from tests.messages.mail_server import mail_server
from tests.messages.smpp_server import smsc

pytestmark = pytest.mark.django_db(databases=["vault"])


@pytest.fixture
def keeper(settings):
    incoming().take()
    with mail_server() as (kept, port):
        settings.EMAIL_BACKEND = "recupera.messages.smtp.Backend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.EMAIL_TIMEOUT = 2
        yield kept


def outcomes():
    return sorted(read(row)[:2] for row in Message.objects.exclude(outcome=b""))


def name_of(mail):
    return mail["Message-ID"].strip("<>").partition("@")[0]


def test_a_sent_message_is_accepted_and_a_null_row_is_nothing(keeper):
    put_now(*one_and_three_null())
    send.tick()
    assert outcomes() == [("accepted", "email"), *[("nothing", None)] * 3]
    assert all(now() - read(row)[2] < timedelta(minutes=1) for row in Message.objects.all())


def test_a_refused_mail_and_one_that_came_too_late_are_told_apart(keeper, monkeypatch):
    monkeypatch.setattr(send, "DELAYS", (60,))
    put_now(by_email("unknown@example.org"), by_email("busy@example.org"))
    Message.objects.update(expires_at=now() + lease.LEAST_LEFT + timedelta(seconds=40))
    send.tick()
    assert outcomes() == [("late", None), ("refused", None)]


def test_a_report_finds_its_message_and_changes_no_other(keeper):
    put_now(by_email(), by_email("otra@example.org"), None, None)
    send.tick()
    name = name_of(keeper.kept[0])
    before = dict(Message.objects.values_list("id", "outcome"))
    incoming().add(Report(name, Outcome.FAILED, ChannelKind.EMAIL))
    assert send.tick() == {"reported": 1}
    changed = [row for row in Message.objects.all() if row.outcome != before[row.id]]
    assert [read(row)[:2] for row in changed] == [("failed", "email")]
    assert {len(bytes(row.outcome)) for row in Message.objects.all()} == {239}


def test_a_report_that_comes_before_its_message_is_settled_waits_for_it(keeper):
    put_now(by_email())
    sender = send.Sender(pool=None, most=9)
    (row,) = lease.take(now(), most=9)
    incoming().add(Report("early", Outcome.DELIVERED, ChannelKind.SMS))
    assert not sender.hear(now())
    lease.settle([(row, End(Outcome.ACCEPTED, ChannelKind.SMS, "early"))], now=now())
    assert sender.hear(now()) == {"reported": 1}
    assert outcomes() == [("delivered", "sms")]


def test_a_text_by_smpp_is_delivered_once_its_receipt_came(keeper, monkeypatch):
    with smsc() as server:
        monkeypatch.setenv("RECUPERA_SMS_URL", server.url)
        forget()
        put_now(by_sms(), None, None, None)
        assert send.tick()["sent"] == 4
        assert outcomes()[0] == ("accepted", "sms")
        receipt = b"id:m1 stat:DELIVRD"
        server.deliver(source_addr="573001234567", esm_class=4, short_message=receipt)
        assert send.tick() == {"reported": 1}
        smpp.close()
    monkeypatch.undo()
    forget()
    assert outcomes()[0] == ("delivered", "sms")


def test_a_report_of_nothing_of_ours_is_forgotten_after_a_minute(keeper):
    sender = send.Sender(pool=None, most=9)
    incoming().add(Report("nobody", Outcome.FAILED, ChannelKind.SMS))
    sender.hear(now())
    assert len(sender.heard) == 1
    sender.hear(now() + send.EARLY)
    assert sender.heard == []


def test_a_report_still_finds_its_message_after_the_key_was_rotated(keeper):
    put_now(by_email())
    send.tick()
    kind = next(one for one in keys.KINDS if (one.door, one.name) == ("sender", "outbox"))
    keys.rotate(current().data, kind)
    assert not keep([Report(name_of(keeper.kept[0]), Outcome.FAILED, ChannelKind.EMAIL)], at=now())


def test_the_sender_cannot_read_what_it_wrote_and_no_row_takes_anothers(keeper, monkeypatch):
    put_now(by_email(), None)
    send.tick()
    one, other = Message.objects.all()
    other.outcome = one.outcome
    with pytest.raises(CannotOpen):
        read(other)
    ring = keys.ring
    monkeypatch.setattr(
        "recupera.messages.kept_outcomes.ring",
        lambda data, door, name: ring(data, "sender", name),
    )
    with pytest.raises(KeyMissing):
        read(one)


def test_the_marks_in_the_store_are_not_the_names_that_mail_servers_log(keeper):
    put_now(*one_and_three_null())
    send.tick()
    marks = set(Message.objects.values_list("mark", flat=True))
    assert len(marks) == 4
    assert name_of(keeper.kept[0]) not in marks


def test_what_nobody_took_in_time_has_an_outcome_too(keeper):
    put_now(*one_and_three_null(), life=lease.LEAST_LEFT - timedelta(seconds=1))
    send.tick()
    assert set(Message.objects.values_list("state", flat=True)) == {State.GONE}
    assert outcomes() == [("late", None)] * 4


def test_a_flood_of_reports_is_turned_away_and_takes_no_more_memory():
    reports = Reports()
    report = Report("x", Outcome.FAILED, ChannelKind.SMS)
    taken = [reports.add(report) for _ in range(10_001)]
    assert taken.count(False) == 1
    assert not Reports().add(Report("x" * 129, Outcome.FAILED, ChannelKind.SMS))


def test_threads_lose_no_report():
    reports = Reports()
    report = Report("x", Outcome.FAILED, ChannelKind.SMS)
    threads = [
        threading.Thread(target=lambda: [reports.add(report) for _ in range(500)]) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(reports.take()) == 4000


def test_a_null_row_is_delivered_to_nobody(keeper):
    put_now(None)
    (row,) = lease.take(now(), most=1)
    assert deliver(row) == End(Outcome.NOTHING)
    assert keeper.kept == []
