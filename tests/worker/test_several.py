"""Several codes of one enquiry: each adds to what is shown, and none takes anything away."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from recupera.enquiries.content import Content
from recupera.enquiries.models import Enquiry
from recupera.letterbox.models import EnvelopeKind
from recupera.letterbox.slot import Shown, Verdict
from recupera.letterbox.take import take
from recupera.options import forget
from recupera.people import Account, DatumKind
from recupera.worker import handle as handling
from recupera.worker.handle import handle
from tests.enquirer import ANA, OTHER_MAILBOX, Enquirer, letters, register, wrong

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)

DOCUMENT = "52344050"


@pytest.fixture(autouse=True)
def gateway(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("RECUPERA_SMS_OFFERED", "1")
    forget()
    yield
    monkeypatch.undo()
    forget()


def code_to(address: str) -> str:
    """The newest code that was sent there."""
    sent = [one for one in letters() if one.recipient.channel.address == address]
    return str(sent[-1].context["code"]).replace(" ", "")


def told(person: Enquirer) -> dict[str, str]:
    """User name to what the answer says of its proof; `+` where the last code added it."""
    return {one.username: _ways(one) for one in person.published.accounts}


def _ways(one: Shown) -> str:
    ways = [way for way, proven in (("email", one.by_email), ("sms", one.by_sms)) if proven]
    return " ".join(ways) + ("+" if one.added else "")


def two_mailboxes() -> Enquirer:
    register(ANA, OTHER_MAILBOX)
    return Enquirer(DatumKind.NATIONAL_ID, DOCUMENT).asked()


def test_a_code_of_another_mailbox_adds_its_account() -> None:
    person = two_mailboxes()
    assert person.proved(code_to("vieja@example.com")) == Verdict.GOOD
    assert told(person) == {"ana.vieja": "email+"}
    assert person.proved(code_to("ana@example.com")) == Verdict.GOOD
    assert told(person) == {"ana.vieja": "email", "aperez": "email+"}


def test_a_wrong_a_spent_and_an_expired_code_lose_nothing_and_a_wrong_one_costs_a_try() -> None:
    person = two_mailboxes()
    good = code_to("ana@example.com")
    person.proved(good)
    assert person.proved(wrong(good)) == Verdict.WRONG
    assert person.proved(good) == Verdict.SPENT
    assert (told(person), person.published.tries_left) == ({"aperez": "email+"}, 4)
    assert [person.proved(wrong(good)) for _ in range(4)] == [Verdict.WRONG] * 4
    assert person.proved(code_to("vieja@example.com")) == Verdict.TOO_MANY
    assert told(person) == {"aperez": "email+"}


def test_another_question_keeps_what_is_shown_and_its_code_adds() -> None:
    person = two_mailboxes()
    person.proved(code_to("ana@example.com"))
    person.asked(by_sms=True)
    assert told(person) == {"aperez": "email+"}
    person.proved(code_to("+573005550101"))
    assert told(person) == {"ana.vieja": "sms+", "aperez": "email sms"}


def test_a_user_name_by_text_message_shows_and_its_mail_then_proves_both_ways() -> None:
    register(ANA)
    person = Enquirer(DatumKind.USERNAME, "aperez").asked()
    person.proved(code_to("+573005550101"))
    assert told(person) == {"aperez": "sms+"}
    person.proved(code_to("ana@example.com"))
    assert told(person) == {"aperez": "email sms"}


def test_an_answer_that_is_overtaken_by_a_later_verdict_is_not_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    person = two_mailboxes()
    good = code_to("ana@example.com")
    late = person.prove(good)
    (envelope,) = take(((EnvelopeKind.PROVE,), 1))
    with monkeypatch.context() as patched:
        patched.setattr(handling, "_show", lambda *_: None)
        handle(envelope)
    assert person.proved(wrong(good)) == Verdict.WRONG
    assert person.published.verdicts[late.id] == Verdict.GOOD
    assert told(person) == {"aperez": "email+"}
    handle(envelope)
    assert person.published.tries_left == 4, "the older outcome covers nothing"
    assert told(person) == {"aperez": "email+"}


def test_what_was_proven_long_ago_is_not_shown_again_by_a_later_code() -> None:
    person = two_mailboxes()
    person.proved(code_to("ana@example.com"))
    sealed = Enquiry.objects.get()
    sealed.body = aged(sealed, minutes=21)
    sealed.save()
    person.asked()
    person.proved(code_to("vieja@example.com"))
    assert told(person) == {"ana.vieja": "email+"}


def aged(enquiry: Enquiry, *, minutes: int) -> bytes:
    """Its content as if every proof were so many minutes older."""
    content = Content.open(enquiry.id, bytes(enquiry.body))
    codes = tuple(
        replace(one, spent_at=one.spent_at and one.spent_at - timedelta(minutes=minutes))
        for one in content.codes
    )
    return replace(content, codes=codes).seal(enquiry.id)


def test_each_account_has_a_mark_of_its_own_that_another_enquiry_does_not_repeat() -> None:
    register(ANA, replace(ANA, id="2"))
    marks = []
    for _ in range(2):
        person = Enquirer(DatumKind.EMAIL, "ana@example.com").asked()
        person.proved(code_to("ana@example.com"))
        marks += [one.mark for one in person.published.accounts]
    assert len(set(marks)) == 4


def test_more_than_fit_is_said_where_the_datum_has_more_accounts_than_are_looked_at() -> None:
    def accounts(number: int) -> list[Account]:
        return [replace(ANA, id=str(n), username=f"u{n:02}") for n in range(number)]

    for number, more in ((20, False), (21, True), (30, True)):
        register(*accounts(number))
        person = Enquirer(DatumKind.EMAIL, "ana@example.com").asked()
        person.proved(code_to("ana@example.com"))
        assert (len(person.published.accounts), person.published.more) == (20, more)


def test_an_empty_answer_says_nothing_of_how_many_there_are() -> None:
    register(*(replace(ANA, id=str(n), username=f"u{n:02}") for n in range(30)))
    person = Enquirer(DatumKind.EMAIL, "ana@example.com").asked()
    person.proved(wrong(code_to("ana@example.com")))
    assert (person.published.accounts, person.published.more) == ((), False)
