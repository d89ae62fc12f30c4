"""How late the house is, told alike whether or not anybody exists."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from django.db.models import F

from recupera.letterbox import delay
from recupera.letterbox.models import Envelope
from recupera.messages.models import Message
from recupera.messages.pulse.feel import EVERY, Pulse, answers
from recupera.messages.pulse.models import Beat
from recupera.worker.delay import lateness, tell_portal
from recupera.worker.housekeeping import Housekeeping
from tests.enquirer import ANA, Enquirer, register
from tests.house.smtp import Smtp

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)

MINUTES = timedelta(minutes=3)
Late = Callable[[float, float], bool]


@pytest.fixture
def late() -> Late:
    """Whether a lateness is so many seconds, and no more than this test has taken besides."""
    began = time.monotonic()
    return lambda found, made: made - 1 <= found <= made + time.monotonic() - began + 1


def answered(ago: float) -> None:
    at = datetime.now(UTC) - timedelta(seconds=ago)
    Beat.objects.update_or_create(id=1, defaults={"answered_at": at})


def test_an_envelope_that_nobody_takes_makes_the_worker_late(late: Late) -> None:
    Enquirer().ask()
    Envelope.objects.update(due_at=F("due_at") - MINUTES)
    assert late(lateness().worker, 180)


@pytest.mark.parametrize("value", ["ana@example.com", "nobody@example.com"])
def test_rows_that_nobody_takes_make_the_sender_late_real_or_null(late: Late, value: str) -> None:
    register(ANA)
    Enquirer(value=value).asked()
    Message.objects.update(not_before=F("not_before") - MINUTES)
    assert late(lateness().sender, 180)


@pytest.mark.parametrize("value", ["ana@example.com", "nobody@example.com"])
def test_a_message_that_was_refused_and_waits_makes_nobody_late(value: str) -> None:
    register(ANA)
    Enquirer(value=value).asked()
    Message.objects.update(not_before=F("not_before") - MINUTES, tries=1)
    assert lateness().sender == 0


def test_a_mail_server_that_does_not_answer_is_a_delay_after_one_missed_beat(late: Late) -> None:
    assert (lateness().mail, lateness().longest) == (None, 0)
    answered(ago=EVERY / 2)
    assert lateness().longest == 0
    answered(ago=EVERY + 90)
    assert late(lateness().longest, 90)


def test_the_worker_tells_the_portal_between_two_turns(late: Late) -> None:
    answered(ago=EVERY + 200)
    Housekeeping().when_due()
    assert late(delay.seconds(), 200)


def test_what_is_told_is_a_number_of_seconds_and_nothing_else() -> None:
    tell_portal()
    from recupera.letterbox.models import Delay

    fields = [field.name for field in Delay._meta.get_fields()]
    assert (fields, Delay.objects.count()) == (["id", "seconds", "raised", "told_at"], 1)


@pytest.fixture
def silent() -> Iterator[str]:
    """A server that takes the connection and says the wrong thing."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:

        def greet() -> None:
            client, _ = server.accept()
            client.sendall(b"554 go away\r\n")
            client.close()

        threading.Thread(target=greet, daemon=True).start()
        yield f"smtp://127.0.0.1:{server.getsockname()[1]}"


def test_a_mail_server_answers_when_it_greets_and_not_otherwise(smtp: Smtp, silent: str) -> None:
    assert answers(smtp.url)
    assert not answers(silent)
    assert not answers("smtp://127.0.0.1:1")


def test_the_sender_writes_one_row_for_each_answer() -> None:
    pulse = Pulse(answered_at=datetime.now(UTC) - MINUTES)
    pulse.write_down(datetime.now(UTC))
    Beat.objects.all().delete()
    pulse.write_down(datetime.now(UTC))
    assert not Beat.objects.exists()
    pulse.answered_at = datetime.now(UTC)
    pulse.write_down(datetime.now(UTC))
    assert Beat.objects.get().answered_at == pulse.answered_at
