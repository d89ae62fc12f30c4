"""No text to a person names what an account registered, unless they typed just that."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from recupera.agents.models import Agent
from recupera.agents.policy import Act, Role
from recupera.cases.models import Case
from recupera.directories.contract import DirectoryUnavailable
from recupera.options import forget
from recupera.recoveries import marks
from tests.claimant import FIELDS
from tests.desk.asking import asked, opened
from tests.desk.staff import agent
from tests.enquirer import ANA, register

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"])
TEXTS = {
    "the e-mail": "Su correo registrado es ana@example.com.",
    "in capitals": "Es ANA@Example.COM",
    "the user name": "Su usuario es «aperez»; entre con él.",
    "spelled out": "Es ana arroba example punto com, sin tilde.",
    "in brackets": "Es ana (arroba) example [punto] com.",
    "in English": "It is ana at example dot com",
    "half spelled": "Es ana(at)example.com",
    "apart": "Es ana @ example . com",
    "at the end": "Su usuario: aperez.",
    "a phone": "Le llamamos al 300 555 0102",
    "a phone with its country": "(+57) 300-555-0102.",
}
FREE = (
    "Le enviamos su usuario al correo registrado.",
    "Escriba a mesa@entidad.example o llame al 601 745 6788.",
    "En este punto mire el correo; at this point look at the page of SECOP II.",
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


@pytest.fixture
def two_looks(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("RECUPERA_DESK_VIEWS", "2")
    forget()
    yield
    monkeypatch.undo()
    forget()


def refusal(luz: Agent, case: Case, text: str) -> str:
    return str(asked(luz, Act.ANSWER, case, text=text).get("refused", ""))


GUESSES = (
    "Es ana@example.com",
    "Es ana arroba example punto com",
    "Es nadie@example.com",
    "Es a.perez",
    "Llame al 300 555 0102",
)


@pytest.mark.usefixtures("two_looks")
def test_to_be_told_that_a_text_names_it_is_a_look_and_then_nothing_is_told() -> None:
    """Known or not, what was not typed is refused in the same words."""
    luz, (_, case) = agent(), opened()
    assert [refusal(luz, case, "Es ana@example.com") for _ in range(2)] == ["account_data"] * 2
    assert [refusal(luz, case, one) for one in GUESSES] == ["addresses"] * len(GUESSES)
    looked = {"account": marks.of_account(ANA.id), "reason": "Para hablar con la persona."}
    assert asked(luz, Act.VIEW_CLEAR, case, **looked)["refused"] == "over_budget"
    assert refusal(luz, case, "Le escribimos el 25.11.2026, a las 8:00, al correo.") == ""


@pytest.mark.usefixtures("two_looks")
def test_with_no_look_left_the_person_is_told_again_what_they_typed() -> None:
    person, case = opened(confirmed=True)
    luz = agent()
    for _ in range(2):
        assert refusal(luz, case, "Es aperez") == "account_data"
    person.elsewhere_by_key().acted("add", text="Uso ana.vieja@example.com y el 300 111 2233.")
    assert refusal(luz, case, "¿ana.vieja@example.com o 3001112233?") == ""


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
