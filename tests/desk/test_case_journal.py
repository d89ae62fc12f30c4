"""A case's journal at the desk: read by a press, by who may, in words and with its chain."""

import pytest
from django.test import Client

from recupera.agents.policy import Act, Role
from recupera.hatch.models import Reply
from recupera.journal.chain import seal_new
from recupera.journal.models import Entry
from recupera.people.case_reference import grouped, new_reference
from recupera.worker.serving import print_journal
from tests.claimant import Claimant
from tests.desk.asking import asked, opened
from tests.desk.posting import post
from tests.desk.staff import agent, browser
from tests.enquirer import ANA, register
from tests.pages.checking import Page

pytestmark = [
    pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True),
    pytest.mark.usefixtures("desk"),
]


@pytest.fixture
def person() -> Claimant:
    one = Claimant().opened()
    assert one.acted("close", text="Ya pude.").value == "done"
    seal_new()
    return one


@pytest.fixture
def auditor() -> Client:
    return browser(agent(Role.AUDITOR, "Ada Auditora"))


def address(person: Claimant) -> str:
    return f"/caso/{grouped(person.form.reference)}/registro"


def read(client: Client, person: Claimant, **what: str) -> str:
    response = post(client, address(person), follow=True, **what)
    assert response.status_code == 200
    return Page(response.content.decode()).text


def test_it_is_read_by_a_press_and_that_is_written_down(auditor: Client, person: Claimant) -> None:
    before = Entry.objects.count()
    assert "El caso llegó" not in auditor.get(address(person)).content.decode()
    assert Entry.objects.count() == before
    text = read(auditor, person)
    for words in ("El caso llegó por el formulario", "El caso cambió", "cerrar", "2 entradas"):
        assert words in text
    assert Entry.objects.latest("id").event == "printed"
    again = read(auditor, person)
    assert "Se abrió este registro" in again
    assert "Ada Auditora" in again
    assert "Aún por encadenar" in again


def test_every_look_at_an_account_is_read_with_who_looked(auditor: Client) -> None:
    register(ANA)
    person, case = opened()
    luz = agent(name="Luz Mirada")
    (seen,) = asked(luz, Act.VIEW_MASKED, case)["accounts"]
    asked(luz, Act.VIEW_CLEAR, case, account=seen["mark"], reason="Comparo el nombre.")
    seal_new()
    text = read(auditor, person)
    assert text.count("Un agente miró una cuenta") == 2
    assert "Luz Mirada" in text and "['" not in text


def test_it_is_gone_with_the_workers_reply(auditor: Client, person: Claimant) -> None:
    read(auditor, person)
    Reply.objects.all().delete()
    assert "El caso llegó" not in auditor.get(address(person)).content.decode()


def test_it_is_shown_to_no_other_session_and_under_no_other_case(
    auditor: Client, person: Claimant
) -> None:
    read(auditor, person)
    other = Claimant().opened()
    assert "El caso llegó" not in auditor.get(address(other)).content.decode()
    assert (
        "El caso llegó" not in browser(agent(Role.SUPERVISOR)).get(address(person)).content.decode()
    )


@pytest.mark.parametrize("role", [Role.AGENT, Role.SENIOR])
def test_whoever_works_on_cases_does_not_read_it(role: Role, person: Claimant) -> None:
    client = browser(agent(role))
    assert client.get(address(person)).status_code == 403
    assert post(client, address(person)).status_code == 403


def test_an_entry_that_was_changed_says_so(auditor: Client, person: Claimant) -> None:
    Entry.objects.filter(place=1).update(chain=bytes(32))
    assert "No sigue de la entrada anterior" in read(auditor, person)


def test_a_long_journal_is_read_in_parts(
    auditor: Client, person: Claimant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(print_journal, "MOST", 1)
    first = post(auditor, address(person), follow=True)
    assert "El caso llegó" in first.content.decode()
    after = Page(first.content.decode()).value("after")
    second = read(auditor, person, after=after)
    assert "El caso cambió" in second
    assert "El caso llegó" not in second


def test_a_case_that_is_none_has_no_journal(auditor: Client) -> None:
    assert auditor.get(f"/caso/{new_reference()}/registro").status_code == 404
    assert auditor.get("/caso/1/registro").status_code == 404
