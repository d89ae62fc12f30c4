"""Files that are added to a case: kept or refused with a reason, and nothing is chosen twice."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, encode_multipart

from recupera.letterbox import room
from recupera.letterbox.case_slot import CaseShown
from recupera.letterbox.models import Envelope, EnvelopeKind, Upload
from recupera.letterbox.sealing import Opened
from recupera.letterbox.slot import Verdict
from recupera.options import Budget, current
from tests.pages.case_form import PNG
from tests.pages.case_person import (
    ANSWERED_CASE,
    CLOSED,
    OPEN,
    acted,
    ask,
    attach,
    follow,
    gone,
    mark,
    send,
)
from tests.pages.person import Person, paid, token

pytestmark = pytest.mark.django_db(databases=["letterbox"])
TEXT = "Soy de la Alcaldía de Tunja.\nNo tengo <ese> correo."
ADD = "/caso/agregar"
FORM = f"multipart/form-data; boundary={BOUNDARY}"
GOOD, BAD = ("carta.png", PNG), ("mal.exe", b"MZ")


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    with time_machine.travel("2026-11-22T15:00:00Z", tick=False) as clock:
        monkeypatch.setattr("recupera.letterbox.slot.time.sleep", clock.shift)
        yield clock


@pytest.fixture
def tight(monkeypatch: pytest.MonkeyPatch) -> Any:
    def tight(**budgets: Budget) -> None:
        found = current().budgets.model_copy(update=budgets)
        monkeypatch.setitem(current().__dict__, "budgets", found)

    return tight


def acts() -> list[Envelope]:
    return list(Envelope.objects.filter(kind=EnvelopeKind.ACT_ON_CASE))


def names(person: Person) -> list[str]:
    return [one.text.split()[0] for one in person.page.all("li") if "Quitar" in one.text]


def text_of(person: Person) -> str:
    return person.page.all("textarea")[0].text.strip()


def left(person: Person, shown: CaseShown = OPEN, verdict: Verdict = Verdict.DONE) -> Opened:
    """What was left, judged."""
    assert person.last["Location"] == "/caso/espera", person.page.text
    return person.worker.follow(verdict, shown)


def begin(person: Person, shown: CaseShown = OPEN) -> None:
    follow(person, shown)
    person.open(ADD)


@pytest.mark.parametrize("text", [TEXT, ""])
def test_several_files_go_at_once_with_a_text_or_alone(person: Person, text: str) -> None:
    begin(person)
    attach(person, GOOD, ("otra.png", PNG), text=text)
    opened = left(person)
    assert opened.content["text"] == text
    assert [one["name"] for one in opened.content["files"]] == ["carta.png", "otra.png"]
    ids = {one["id"] for one in opened.content["files"]}
    mine = Upload.objects.filter(owner=opened.flow.slot_id)
    assert set(mine.values_list("id", flat=True)) == ids
    person.open(ADD)
    assert (text_of(person), names(person)) == ("", []), "what was sent is not offered again"


def test_a_refused_file_is_named_and_nothing_else_is_lost(person: Person) -> None:
    begin(person)
    attach(person, GOOD, BAD, text=TEXT)
    assert acts() == []
    assert "mal.exe" in person.page.text
    assert "Es un programa" in person.page.text
    assert (text_of(person), names(person)) == (TEXT, ["carta.png"])
    person.open(ADD)
    assert (text_of(person), names(person)) == (TEXT, ["carta.png"]), "nor by a reload"
    attach(person, text=TEXT)
    assert [one["name"] for one in left(person).content["files"]] == ["carta.png"]


def test_a_kept_file_can_be_removed_and_the_text_stays(person: Person) -> None:
    begin(person)
    attach(person, GOOD, BAD, text=TEXT)
    attach(person, text="Otro texto.", remove=Upload.objects.get().id)
    assert not Upload.objects.exists()
    assert (text_of(person), names(person), acts()) == ("Otro texto.", [], [])


def test_nothing_at_all_is_not_sent(person: Person) -> None:
    begin(person)
    attach(person)
    assert "o elija un archivo" in person.page.one("p", id="error-text").text
    assert acts() == []


@pytest.mark.parametrize("given", [{"altcha": ""}, {"language": "en"}])
def test_files_wait_through_whatever_is_pressed(person: Person, given: dict[str, str]) -> None:
    begin(person)
    attach(person, GOOD, text=TEXT, **given)
    assert acts() == []
    assert (text_of(person), names(person)) == (TEXT, ["carta.png"])


def test_after_half_an_hour_the_files_are_there_and_go_in_the_new_slot(person: Person) -> None:
    begin(person)
    gone()
    attach(person, GOOD, text=TEXT)
    assert "abrimos su caso otra vez" in person.page.text
    assert names(person) == ["carta.png"]
    person.worker.follow(Verdict.GOOD, OPEN)
    attach(person, text=TEXT)
    opened = left(person)
    assert Upload.objects.get().owner == opened.flow.slot_id
    assert [one["name"] for one in opened.content["files"]] == ["carta.png"]


def test_a_new_question_for_the_same_case_finds_what_waits(person: Person) -> None:
    begin(person)
    attach(person, GOOD, BAD, text=TEXT)
    begin(person)
    assert (text_of(person), names(person)) == (TEXT, ["carta.png"])
    ask(person, "1111111110")
    person.worker.follow(Verdict.GOOD, replace(OPEN, reference="1111111110"))
    person.open(ADD)
    assert (text_of(person), names(person)) == ("", []), "another case has nothing of it"


def test_another_browser_finds_nothing_and_removes_nothing(person: Person) -> None:
    begin(person)
    attach(person, GOOD, BAD, text=TEXT)
    other = Person(person.worker)
    begin(other)
    assert (text_of(other), names(other)) == ("", [])
    attach(other, text="x", remove=Upload.objects.get().id)
    assert Upload.objects.count() == 1


def test_where_there_is_no_room_the_text_stays_and_goes_alone(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(person)
    monkeypatch.setattr(room, "room", lambda: room.Room(0, 0, None))
    attach(person, GOOD, text=TEXT)
    assert "Ahora no podemos recibir archivos. Envíe su mensaje sin ellos" in person.page.text
    assert (text_of(person), acts(), Upload.objects.count()) == (TEXT, [], 0)
    attach(person, text=TEXT)
    assert left(person).content["text"] == TEXT


@pytest.mark.parametrize("budget", ["upload_host", "draft_host"])
def test_files_have_the_budgets_of_the_form_and_text_goes_on(
    person: Person, tight: Any, budget: str
) -> None:
    tight(**{budget: Budget(burst=1, period=600)})
    begin(person)
    attach(person, GOOD, BAD, text=TEXT)
    person.cookies.pop("caso")
    begin(person)
    assert attach(person, GOOD, text=TEXT).status_code == 429
    assert "llegaron muchos archivos" in person.page.text
    assert text_of(person) == TEXT
    attach(person, text=TEXT)
    assert left(person).content["text"] == TEXT


@pytest.mark.parametrize("keeps", [60, 300])
def test_a_body_that_was_cut_sends_nothing_and_says_so(person: Person, keeps: int) -> None:
    begin(person)
    files = [SimpleUploadedFile(*GOOD), SimpleUploadedFile("larga.png", PNG + b"x" * 500)]
    given = {"reference": mark(person), "altcha": paid(person.page), "text": TEXT}
    data = {"csrfmiddlewaretoken": token(person), **given, "files": files, "whole": "yes"}
    body = encode_multipart(BOUNDARY, data)
    person._keep(person.post(ADD, body[:-keeps], content_type=FORM))
    assert "Se cortó la conexión y un archivo llegó incompleto." in person.page.text
    assert (text_of(person), acts()) == (TEXT, [])
    assert person.page.one("input", name="whole").given["value"] == "yes"
    assert "carta.png" in names(person)


def test_what_the_worker_does_not_do_is_given_back(person: Person) -> None:
    begin(person, ANSWERED_CASE)
    attach(person, GOOD, text=TEXT)
    left(person, CLOSED, Verdict.AGAINST_POLICY)
    person.open("/caso/estado")
    assert text_of(person) == TEXT
    person.open("/caso/reabrir")
    assert (text_of(person), names(person)) == (TEXT, ["carta.png"])
    send(person, "reabrir", text=TEXT)
    content = left(person).content
    assert (content["act"], content["text"]) == ("reopen", TEXT)
    assert [one["name"] for one in content["files"]] == ["carta.png"]


def test_closing_a_case_sends_nothing_of_what_waits(person: Person) -> None:
    begin(person)
    attach(person, GOOD, BAD, text=TEXT)
    person.open("/caso/cerrar")
    send(person, "cerrar")
    content = left(person).content
    assert (content["text"], content["files"]) == ("", [])
    person.open(ADD)
    assert (text_of(person), names(person)) == (TEXT, ["carta.png"])


def test_what_was_done_is_not_given_back(person: Person) -> None:
    follow(person)
    acted(person, Verdict.DONE, "agregar", OPEN, text=TEXT)
    assert person.page.all("textarea") == []
