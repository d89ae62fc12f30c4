"""A case goes from its form to another help desk: whole, in order, once, and by its own keys."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core import mail as outgoing
from django.core.mail import EmailMultiAlternatives

from recupera.cases import handing
from recupera.cases.models import File, FileState, HandOver
from recupera.desk.forwarding.passing import EVENTS, SAID
from recupera.desk.forwarding.run import turn
from recupera.files.sealing import seal_for_desk
from recupera.keys import ring
from recupera.letterbox.clock import now
from recupera.messages import email
from recupera.messages.outcomes import NotNow
from recupera.options import current, forget
from recupera.people.case_reference import grouped
from tests.claimant import FIELDS, Claimant, form, uploaded

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)


@pytest.fixture(autouse=True)
def desk(monkeypatch: pytest.MonkeyPatch, settings: object) -> Iterator[None]:
    monkeypatch.setenv("RECUPERA_FORWARD_URL", "mailto:mesa@entidad.example")
    # As in its own process: it opens with its own folder's copy.
    settings.CASE_KEYS_OF = "desk"  # type: ignore[attr-defined]
    forget()
    yield
    monkeypatch.undo()
    forget()


def passed_on() -> list[EmailMultiAlternatives]:
    """Everything that is due now, as the mails it became."""
    before = len(outgoing.outbox)
    handing.find(now("vault"))
    while turn():
        pass
    return outgoing.outbox[before:]


def scanned(file: File, content: bytes, state: FileState) -> None:
    public = ring(current().data, "scanner", "file-public").newest()
    body = seal_for_desk(content, file_id=file.id, public=public)
    File.objects.filter(id=file.id).update(state=state, body=body, done_at=now("vault"))


def test_a_case_arrives_with_every_word_of_its_form() -> None:
    person = Claimant().opened()
    (sent,) = passed_on()
    assert sent.subject == f"[{grouped(person.form.reference)}] Recuperación de usuario"
    assert [said for said in FIELDS.values() if said not in sent.body] == []
    assert "SIN CONFIRMAR" in sent.body
    assert "Sistema: secop2 · Tipo: solicitud · para la persona que escribe" in sent.body
    assert person.form.key not in sent.body
    assert not sent.reply_to
    assert passed_on() == []


def test_what_the_person_does_later_follows_in_its_order() -> None:
    person = Claimant().opened()
    person.acted("add", text="Sigo sin poder entrar.")
    person.acted("close")
    person.acted("reopen")
    said = [sent.body.splitlines()[0] for sent in passed_on()]
    events = ("case.opened", "case.added", "case.closed", "case.reopened")
    assert said == [SAID[event] for event in events]
    assert "Sigo sin poder entrar." in outgoing.outbox[-3].body


@pytest.mark.parametrize(
    ("state", "kind"),
    [(FileState.CLEAN, "image/jpeg"), (FileState.UNSCANNED, "application/octet-stream")],
)
def test_a_file_follows_once_it_was_scanned(state: FileState, kind: str) -> None:
    new = form()
    person = Claimant(form=form(draft=new.draft, files=(uploaded(new.draft),))).opened()
    assert len(passed_on()) == 1
    scanned(File.objects.get(), b"\xff\xd8\xff clean", state)
    (sent,) = passed_on()
    assert sent.attachments == [("cedula.jpg", b"\xff\xd8\xff clean", kind)]
    assert grouped(person.form.reference) in sent.subject


def test_a_picture_that_was_drawn_anew_is_named_as_what_it_is() -> None:
    new = form()
    picture = uploaded(new.draft, name="foto.gif")
    Claimant(form=form(draft=new.draft, files=(picture,))).opened()
    passed_on()
    scanned(File.objects.get(), b"\x89PNG\r\n\x1a\n clean", FileState.CLEAN)
    (sent,) = passed_on()
    assert sent.attachments[0][::2] == ("foto.gif.png", "image/png")


def test_a_refused_file_never_leaves_the_house() -> None:
    new = form()
    Claimant(form=form(draft=new.draft, files=(uploaded(new.draft),))).opened()
    passed_on()
    File.objects.update(state=FileState.REFUSED, done_at=now("vault"))
    assert passed_on() == []


def test_a_desk_that_does_not_answer_hears_of_it_later(monkeypatch: pytest.MonkeyPatch) -> None:
    Claimant().opened()

    def down(made: object) -> None:
        raise NotNow("smtp: down")

    with monkeypatch.context() as patched:
        patched.setattr(email, "send", down)
        assert passed_on() == []
    row = HandOver.objects.get()
    assert (row.sent_at, row.tries, row.lease) == (None, 1, "")
    assert row.due_at > now("vault") + timedelta(seconds=20)
    HandOver.objects.update(due_at=now("vault"))
    assert len(passed_on()) == 1


def test_a_crash_in_the_middle_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    Claimant().opened()

    def broken(made: object) -> None:
        raise MemoryError

    with monkeypatch.context() as patched, pytest.raises(MemoryError):
        patched.setattr(email, "send", broken)
        passed_on()
    HandOver.objects.update(due_at=now("vault"))
    assert len(passed_on()) == 1


def test_every_event_says_something() -> None:
    assert set(EVENTS.values()) | {"case.file"} == set(SAID)
