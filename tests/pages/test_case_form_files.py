"""The files of a case: each kept or refused with its reason, and removed by whoever sent it."""

import pytest

from recupera.letterbox import room
from recupera.letterbox.models import Draft, Upload
from tests.pages.case_form import ADDRESSES, FORM, PNG, attach, fill, send, walk
from tests.pages.person import Person
from tests.pages.test_case_form import kept, sent

pytestmark = pytest.mark.django_db(databases=["letterbox"])


def test_a_file_that_is_refused_leaves_the_others_and_says_why(person: Person) -> None:
    walk(person, until="case_files")
    attach(person, "cedula", ("cedula.png", PNG), ("mal.exe", b"MZ"), ("vacio.pdf", b""))
    text = person.page.text
    assert "mal.exe : Es un programa" in text or "mal.exe: Es un programa" in text
    assert "El archivo está vacío" in text
    assert [one["name"] for one in kept(person)["files"]] == ["cedula.png"]
    assert Upload.objects.count() == 1


def test_files_that_were_chosen_are_attached_by_whatever_is_pressed(person: Person) -> None:
    walk(person, until="case_files")
    response = attach(person, "otro", ("a.png", PNG), ("b.png", PNG))
    assert response["Location"] == ADDRESSES["case_review"]
    send(person)
    files = sent(person)["files"]
    assert [(one["name"], one["document"]) for one in files] == [
        ("a.png", "otro"),
        ("b.png", "otro"),
    ]
    assert {one["id"] for one in files} == set(Upload.objects.values_list("id", flat=True))
    assert set(Upload.objects.values_list("owner", flat=True)) == {sent(person)["draft"]}


def test_a_file_is_removed_by_its_own_browser_alone(person: Person) -> None:
    walk(person, until="case_files")
    attach(person, "cedula", ("cedula.png", PNG), attach="yes")
    found = Upload.objects.get().id
    other = Person(person.worker)
    walk(other, until="case_files")
    other.open(ADDRESSES["case_files"])
    other.send(ADDRESSES["case_files"], {"remove": found})
    assert Upload.objects.exists()
    person.send(ADDRESSES["case_files"], {"remove": found})
    assert not Upload.objects.exists()
    assert kept(person)["files"] == []


def test_where_there_is_no_room_the_case_goes_without_files(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk(person, until="case_files")
    full = room.Room(0, 0, None)
    monkeypatch.setattr("recupera.letterbox.room.room", lambda: full)
    attach(person, "cedula", ("cedula.png", PNG))
    assert "Envíe el caso sin ellos y agréguelos después" in person.page.text
    assert not Upload.objects.exists()
    assert fill(person, "case_files")["Location"] == ADDRESSES["case_review"]
    assert send(person).status_code == 303


def test_who_deletes_a_draft_deletes_its_files(person: Person) -> None:
    walk(person, until="case_files")
    attach(person, "cedula", ("cedula.png", PNG), attach="yes")
    person.open(FORM)
    person.send(FORM, {"discard": "yes"})
    assert not Upload.objects.exists()
    assert not Draft.objects.exists()
