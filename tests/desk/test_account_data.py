"""No text to a person names what an account registered, unless they typed just that."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from recupera.agents.policy import Act, Role
from recupera.cases.models import Case
from recupera.directories.contract import DirectoryUnavailable
from tests.claimant import FIELDS
from tests.desk.asking import asked, opened
from tests.desk.staff import agent
from tests.enquirer import ANA, register

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"])
TEXTS = {
    "the e-mail": "Su correo registrado es ana@example.com.",
    "in capitals": "Es ANA@Example.COM",
    "the user name": "Su usuario es «aperez»; entre con él.",
    "at the end": "Su usuario: aperez.",
    "a phone": "Le llamamos al 300 555 0102",
    "a phone with its country": "(+57) 300-555-0102.",
}
FREE = (
    "Le enviamos su usuario al correo registrado.",
    "Escriba a mesa@entidad.example o llame al 601 745 6788.",
    "aperezosados y ana@example.com.co no son datos de nadie.",
)


@pytest.fixture(autouse=True)
def registered() -> Iterator[None]:
    register(replace(ANA, phones=("+573005550102",)))
    yield


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("act", [Act.ANSWER, Act.ASK, Act.CLOSE])
def test_what_an_account_registered_is_told_to_nobody(act: Act, text: str) -> None:
    _, case = opened()
    assert asked(agent(), act, case, text=text) == {"refused": "account_data"}
    assert Case.objects.get().state == "open"


@pytest.mark.parametrize("text", FREE)
def test_everything_else_may_be_said(text: str) -> None:
    _, case = opened()
    assert asked(agent(), Act.ANSWER, case, text=text) == {}


def test_an_extension_gives_no_data_for_a_reason_either() -> None:
    _, case = opened()
    said = asked(agent(Role.SENIOR), Act.EXTEND, case, text="Es aperez", until="2026-12-31")
    assert said == {"refused": "account_data"}


def test_the_person_is_told_again_what_they_typed() -> None:
    person, case = opened(fields=FIELDS | {"documento": "52344050", "usuario": "aperez"})
    assert asked(agent(), Act.ASK, case, text="¿Usa usted aperez?") == {}
    person.elsewhere_by_key().acted("add", text="Sí, y ana@example.com también es mío.")
    assert asked(agent(Role.SENIOR), Act.HAND_OVER, case, to="") == {}
    answer = "Ni aperez ni ana@example.com sirven ya."
    assert asked(agent(), Act.ANSWER, case, text=answer) == {}


def test_a_directory_that_is_away_lets_nothing_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> list[object]:
        raise DirectoryUnavailable

    _, case = opened()
    monkeypatch.setattr("recupera.worker.serving.account_data.accounts_of", away)
    assert asked(agent(), Act.ANSWER, case, text="Hola.") == {"refused": "unavailable"}
