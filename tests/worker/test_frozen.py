"""A frozen account gets no code, is shown to nobody, and costs what any other costs."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from recupera.letterbox.slot import Verdict
from recupera.messages.letters import Template
from recupera.messages.models import Message
from recupera.people import DatumKind
from recupera.people.case_reference import grouped
from tests.acting import OTHER, Actor, Platform, notices, objected, objections, scripted
from tests.enquirer import ANA, Enquirer, letters, register, work

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)

OTHER_ACCOUNT = replace(ANA, id="2", username="aperez.compras", document_number="80123456")


@pytest.fixture(autouse=True)
def platform(monkeypatch: pytest.MonkeyPatch) -> Iterator[Platform]:
    yield from scripted(monkeypatch)


def frozen() -> str:
    """Ana's account is frozen; returns its case."""
    register(ANA)
    assert Actor().proven().acted() == Verdict.DONE
    verdict, published = objected(objections()["ana@example.com"])
    assert verdict == Verdict.DONE
    return published.case


def asked(kind: DatumKind = DatumKind.EMAIL, value: str = "ana@example.com") -> list[str]:
    """The templates of the letters that an ask puts into the outbox, which takes four rows."""
    known, rows = len(letters()), Message.objects.count()
    Enquirer(kind, value).asked()
    assert Message.objects.count() == rows + 4
    return [one.template.value for one in letters()[known:]]


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (DatumKind.EMAIL, "ana@example.com"),
        (DatumKind.NATIONAL_ID, "52344050"),
        (DatumKind.USERNAME, "aperez"),
        (DatumKind.PHONE, "+573005550101"),
    ],
)
def test_whoever_asks_for_a_frozen_account_makes_a_letter_without_a_code(
    kind: DatumKind, value: str
) -> None:
    case = frozen()
    assert asked(kind, value) == [Template.NO_CODE_BY_EMAIL.value]
    letter = letters()[-1]
    assert letter.context == {"reference": "K7Q4", "case": grouped(case)}


def test_another_account_of_the_same_mailbox_is_opened_and_the_frozen_one_is_not() -> None:
    frozen()
    register(OTHER_ACCOUNT)
    known = len(letters())
    person = Actor().asked()
    (letter,) = letters()[known:]
    assert letter.context["usernames"] == ["aperez.compras"]
    assert person.proved(str(letter.context["code"]).replace(" ", "")) == Verdict.GOOD
    assert [one.username for one in person.published.accounts] == ["aperez.compras"]


def test_an_enquiry_that_was_proven_before_shows_a_frozen_account_no_more_and_sets_nothing(
    platform: Platform,
) -> None:
    register(ANA, OTHER_ACCOUNT)
    assert (first := Actor().proven()).acted(mark=first.mark("aperez")) == Verdict.DONE
    code = objections()["ana@example.com"]
    early = Actor().proven()
    mark = early.mark("aperez")
    objected(code)
    assert early.acted(OTHER, mark=mark) == Verdict.FROZEN
    assert platform.password() is None
    assert [one.username for one in early.published.accounts] == ["aperez.compras"]


def test_a_code_that_was_sent_before_the_freeze_opens_nothing_after_it() -> None:
    register(ANA)
    assert Actor().proven().acted() == Verdict.DONE
    known = len(letters())
    late = Enquirer().asked()
    code = str(letters()[known:][0].context["code"]).replace(" ", "")
    objected(objections()["ana@example.com"])
    assert late.proved(code) == Verdict.GOOD
    assert late.published.accounts == ()


def test_a_second_enquiry_is_closed_by_a_recovery_and_its_codes_open_nothing() -> None:
    register(ANA)
    known = len(letters())
    waiting = Enquirer().asked()
    code = str(letters()[known:][0].context["code"]).replace(" ", "")
    assert Actor().proven().acted() == Verdict.DONE
    assert waiting.proved(code) == Verdict.GOOD
    assert waiting.published.accounts == ()
    assert len(notices()) == 1


def test_whoever_set_the_password_still_sees_the_account() -> None:
    register(ANA)
    person = Actor().proven()
    assert person.acted() == Verdict.DONE
    person.prove("00000000")
    work()
    assert [one.username for one in person.published.accounts] == ["aperez"]
