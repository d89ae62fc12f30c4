"""A second ask under one flow: what it keeps, and what it must not carry over."""

import pytest

from recupera.letterbox.slot import Verdict
from recupera.people import DatumKind
from tests.enquirer import ANA, OTHER_MAILBOX, Enquirer, codes, letters, register, work

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)


def code_for(address: str) -> str:
    (letter,) = (one for one in letters() if one.recipient.channel.address == address)
    return str(letter.context["code"]).replace(" ", "")


def test_a_code_of_the_first_datum_opens_nothing_of_the_second() -> None:
    register(ANA, OTHER_MAILBOX)
    person = Enquirer(DatumKind.EMAIL, "ana@example.com").asked()
    own = code_for("ana@example.com")
    person.value = "vieja@example.com"
    person.asked()
    assert person.proved(own) == Verdict.WRONG
    assert person.published.accounts == ()
    assert person.proved(code_for("vieja@example.com")) == Verdict.GOOD
    assert [one.username for one in person.published.accounts] == ["ana.vieja"]


def test_a_second_datum_gives_back_no_try_and_no_further_code() -> None:
    register(ANA, OTHER_MAILBOX)
    person = Enquirer(DatumKind.EMAIL, "ana@example.com").asked()
    person.proved("00000000")
    person.value = "vieja@example.com"
    person.asked().asked().asked()
    assert person.published.tries_left == 4
    assert len(letters()) == 3


def test_asking_again_after_the_answer_leaves_it_where_it_is() -> None:
    register(ANA)
    person = Enquirer().asked()
    person.proved(codes()[0])
    person.ask()
    work()
    assert [one.username for one in person.published.accounts] == ["aperez"]
