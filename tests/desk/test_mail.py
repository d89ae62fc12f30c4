"""A case by mail: one thread, an address to answer to only when it was proven, no typed header."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.core import mail as outgoing

from recupera.desk.forwarding import mail
from recupera.desk.forwarding.passing import Passed
from recupera.options import forget
from tests.desk.test_webhook import OPENED


@pytest.fixture(autouse=True)
def options(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("RECUPERA_FORWARD_URL", "mailto:mesa@entidad.example")
    monkeypatch.setenv("RECUPERA_MAIL_FROM", "Recupera <no-reply@recupera.example>")
    forget()
    yield
    monkeypatch.undo()
    forget()


def test_it_goes_to_the_configured_address_and_to_nobody_else() -> None:
    mail.send(OPENED)
    sent = outgoing.outbox[-1]
    assert (sent.to, sent.cc, sent.bcc) == (["mesa@entidad.example"], [], [])
    assert sent.subject == "[2599-7293-27] Recuperación de usuario"
    assert "Bcc" not in sent.message()
    assert sent.alternatives == []


def test_nobody_answers_to_an_address_that_nobody_has_proven_to_read() -> None:
    assert "Reply-To" not in mail.made(OPENED).message()
    proven = mail.made(replace(OPENED, confirmed=True)).message()
    assert proven["Reply-To"] == "ana@example.com"
    anonymous = replace(OPENED, confirmed=True, email="")
    assert "Reply-To" not in mail.made(anonymous).message()


def test_what_comes_later_stands_in_the_same_thread() -> None:
    first = mail.made(OPENED).message()
    later = mail.made(replace(OPENED, event="case.added")).message()
    assert later["In-Reply-To"] == later["References"] == first["Message-ID"]
    assert later["Message-ID"] != first["Message-ID"]
    assert (
        later["Message-ID"]
        == mail.made(replace(OPENED, event="case.added")).message()["Message-ID"]
    )


def test_a_file_is_an_attachment() -> None:
    file = Passed("cédula.pdf", "application/pdf", b"%PDF-", {})
    made = mail.made(replace(OPENED, event="case.file", file=file))
    assert made.attachments == [("cédula.pdf", b"%PDF-", "application/pdf")]
    part = made.message().get_payload()[1]
    assert part.get_content_disposition() == "attachment"
