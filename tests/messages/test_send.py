import logging
import threading
import time
from concurrent.futures import ThreadPoolExecutor, as_completed, wait
from datetime import UTC, datetime, timedelta
from itertools import islice

import pytest
import time_machine
from django.db import connections

from recupera.messages import lease, send
from recupera.messages.models import WIPED, Message, State
from tests.messages.letters import by_email, by_sms, now, one_and_three_null, put_now
from tests.messages.mail_server import free_port, mail_server

pytestmark = pytest.mark.django_db(databases=["vault"])


@pytest.fixture
def keeper(settings):
    with mail_server() as (kept, port):
        settings.EMAIL_BACKEND = "recupera.messages.smtp.Backend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.EMAIL_TIMEOUT = 2
        yield kept


def row(**known):
    return Message.objects.get(**known)


def due_again():
    Message.objects.filter(state=State.WAITING).update(not_before=now())


def test_a_letter_arrives_once_and_is_wiped(keeper):
    put_now(*one_and_three_null())
    assert send.tick() == {"taken": 4, "sent": 4}
    assert not send.tick()
    (mail,) = keeper.kept
    assert mail["To"] == "ana@example.org"
    assert "4821 7736" in mail.get_body(("plain",)).get_content()
    assert "4821 7736" in mail.get_body(("html",)).get_content()
    assert {bytes(one.body) for one in Message.objects.all()} == {WIPED}


def test_the_mail_says_that_a_machine_wrote_it_and_wants_nothing_back(keeper):
    put_now(by_email())
    send.tick()
    (mail,) = keeper.kept
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["From"] == "recupera@localhost"
    assert mail["Date"]
    assert mail["Message-ID"].endswith("@localhost>")
    assert not [name for name in mail if name.startswith("List-") or "Receipt" in name]
    assert mail["X-Recupera-Repeat"] is None


def test_the_message_id_is_not_the_row(keeper):
    put_now(by_email())
    send.tick()
    assert row().id.hex not in keeper.kept[0]["Message-ID"]


def test_settled_null_rows_and_messages_look_the_same(keeper):
    put_now(*one_and_three_null())
    send.tick()
    seen = set(Message.objects.values_list(*_all_but("id", "mark", "outcome")))
    assert len(seen) == 1
    kept = Message.objects.values_list("mark", "outcome")
    assert {(len(mark), len(bytes(outcome))) for mark, outcome in kept} == {(32, 239)}


def test_a_message_that_took_longer_than_a_null_row_does_not_show_it_afterwards(keeper, settings):
    settings.EMAIL_TIMEOUT = 60
    put_now(by_email("hanging@example.org"), None, None, None)
    with ThreadPoolExecutor(4) as pool:
        sender = send.Sender(pool, most=9)
        sender.turn(now())
        assert len(list(islice(as_completed(sender.flying), 3))) == 3
        early = sender.settle(now())
        keeper.released.set()
        wait(sender.flying)
        late = sender.settle(now())
    assert (early["sent"], late["sent"]) == (3, 1)
    assert len(set(Message.objects.values_list(*_all_but("id", "mark", "outcome")))) == 1


def test_null_rows_and_messages_look_the_same_while_they_wait(keeper):
    put_now(*one_and_three_null())
    assert len(set(Message.objects.values_list(*_all_but("id", "body")))) == 1


def _all_but(*names):
    return [field.name for field in Message._meta.fields if field.name not in names]


def test_a_log_line_counts_and_names_nobody(keeper, caplog):
    caplog.set_level(logging.DEBUG)
    put_now(by_email(), by_email("unknown@example.org"), by_email("busy@example.org"), None)
    send._guarded(_whole_turn)
    # The test's mail server speaks in the same process.
    (line,) = [one.getMessage() for one in caplog.records if one.name != "mail.log"]
    assert "taken=4" in line
    for secret in ("ana", "example.org", "4821", "aperez", "unknown", "K7Q4"):
        assert secret not in line


def _whole_turn(moment):
    return send.tick()


def test_a_mailbox_that_does_not_exist_is_given_up_at_once(keeper):
    put_now(by_email("unknown@example.org"))
    send.tick()
    assert row().state == State.GONE
    assert bytes(row().body) == WIPED


@pytest.mark.parametrize("name", ["busy", "relay"])
def test_a_refusal_that_may_pass_is_tried_again_after_a_growing_delay(keeper, name):
    put_now(by_email(f"{name}@example.org"))
    for least, most in ((1.5, 2.5), (3.9, 6.1), (11.9, 18.1)):
        due_again()
        began = now()
        send.tick()
        assert row().state == State.WAITING
        # How long the turn took is the machine's affair.
        assert row().not_before > began + timedelta(seconds=least)
        assert row().not_before < now() + timedelta(seconds=most)
    assert row().repeats == 0


def test_a_mail_refused_at_first_arrives_unmarked_with_the_same_message_id(keeper):
    keeper.data_answer = "451 later"
    put_now(by_email())
    send.tick()
    keeper.data_answer = "250 kept"
    due_again()
    send.tick()
    (mail,) = keeper.kept
    assert mail["X-Recupera-Repeat"] is None
    assert row().tries == 2


def test_a_mail_server_that_is_down_loses_nothing(settings, keeper):
    up, settings.EMAIL_PORT = settings.EMAIL_PORT, free_port()
    put_now(by_email())
    send.tick()
    assert row().state == State.WAITING
    settings.EMAIL_PORT = up
    due_again()
    send.tick()
    assert len(keeper.kept) == 1


def test_retries_end_when_the_code_has_no_time_left(keeper, monkeypatch):
    monkeypatch.setattr(send, "DELAYS", (60,))
    put_now(by_email("busy@example.org"), None, life=lease.LEAST_LEFT + timedelta(seconds=40))
    send.tick()
    assert sorted(Message.objects.values_list("state", flat=True)) == ["gone", "sent"]


def test_what_nobody_took_in_time_is_wiped_unsent(keeper):
    put_now(*one_and_three_null(), life=lease.LEAST_LEFT - timedelta(seconds=1))
    send.tick()
    assert not keeper.kept
    assert set(Message.objects.values_list("state", flat=True)) == {"gone"}
    assert {bytes(one.body) for one in Message.objects.all()} == {WIPED}


def test_a_server_that_hangs_holds_its_own_message_and_no_other(keeper):
    put_now(by_email("hanging@example.org"), *[by_email(f"p{n}@example.org") for n in range(6)])
    began = time.monotonic()
    met = send.tick()
    assert time.monotonic() - began < 25
    assert met["sent"] == 6
    assert row(state=State.WAITING).repeats == 0


def test_a_server_that_takes_the_mail_and_never_answers_gets_one_marked_repeat(keeper):
    put_now(by_email("mute@example.org"))
    for _ in range(4):
        due_again()
        send.tick()
    first, second = keeper.kept
    assert first["X-Recupera-Repeat"] is None
    assert second["X-Recupera-Repeat"] == "1"
    assert first["Message-ID"] == second["Message-ID"]
    assert "dos veces" in second.get_body(("plain",)).get_content()
    assert row().state == State.GONE


def test_a_body_that_does_not_open_is_given_up_and_the_others_go(keeper):
    put_now(by_email(), by_email())
    broken = Message.objects.first()
    Message.objects.filter(id=broken.id).update(body=WIPED)
    send.tick()
    assert row(id=broken.id).state == State.GONE
    assert len(keeper.kept) == 1


def test_without_a_gateway_an_sms_is_given_up(keeper):
    put_now(by_sms())
    send.tick()
    assert row().state == State.GONE


def test_a_header_cannot_be_injected_by_data(keeper):
    put_now(by_email(reference="K7Q4\r\nBcc: eve@example.org"))
    send.tick()
    (mail,) = keeper.kept
    assert mail["Bcc"] is None
    assert mail["Subject"].startswith("Su consulta en SECOP II (referencia K7Q4 Bcc:")


def test_ticks_stand_on_a_grid_that_work_does_not_move():
    began = datetime.now(UTC)
    for step in range(20):
        with time_machine.travel(began + step * timedelta(seconds=0.0317), tick=False):
            wake = time.time() + send._until_next(0.25)
        assert min(wake % 0.25, 0.25 - wake % 0.25) < 0.002


def test_a_database_that_is_away_does_not_end_the_sender(caplog):
    def fails(moment):
        connections["vault"].cursor().execute("SELECT nothing FROM nowhere")

    send._guarded(fails)
    assert "database: " in caplog.text


@pytest.mark.django_db(databases=["vault"], transaction=True)
def test_a_sender_told_to_stop_settles_what_it_has(keeper, monkeypatch):
    monkeypatch.setattr(send.connections, "close_all", lambda: None)
    put_now(*one_and_three_null())
    stop = threading.Event()
    keeper.at["DATA"] = stop.set
    send.forever(stop)
    assert set(Message.objects.values_list("state", flat=True)) == {"sent"}
    assert len(keeper.kept) == 1
