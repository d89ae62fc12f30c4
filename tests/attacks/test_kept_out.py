"""Somebody with many networks and all public data of an owner wants to keep the owner out."""

from itertools import product

import pytest

from recupera.enquiries.models import Enquiry
from recupera.letterbox.slot import Verdict
from recupera.messages.models import Message
from recupera.people import DatumKind
from tests.enquirer import ANA, OTHER_MAILBOX, Enquirer, letters, network, register, tally

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)

DATA = {
    DatumKind.EMAIL: "ana@example.com",
    DatumKind.NATIONAL_ID: "52344050",
    DatumKind.USERNAME: "aperez",
    DatumKind.PHONE: "+573005550101",
}
OWNERS = network(999)


def besiege(networks: int = 50) -> None:
    for where, (kind, value) in product(range(networks), DATA.items()):
        Enquirer(kind, value, networks=network(where), reference="B2B2").asked()


def newest() -> str:
    return str(letters()[-1].context["code"]).replace(" ", "")


def in_hand(number: int = 0) -> str:
    letter = letters()[number]
    return str(letter.context["reference"]) + str(letter.context["code"]).replace(" ", "")


def owner(kind: DatumKind = DatumKind.EMAIL, *, shown: str = "") -> Enquirer:
    return Enquirer(kind, DATA[kind], networks=OWNERS).asked(shown=shown)


def test_fifty_networks_with_every_datum_cannot_keep_out_who_shows_a_message() -> None:
    register(ANA)
    besiege()
    assert len(letters()) == 6
    owner()
    assert len(letters()) == 6, "without a message in hand: the hour on the page"
    person = owner(shown=in_hand())
    assert len(letters()) == 7
    assert person.proved(newest()) == Verdict.GOOD
    assert [one.username for one in person.published.accounts] == ["aperez"]


@pytest.mark.parametrize("kind", DATA)
def test_any_message_of_the_day_serves_with_any_datum_of_the_owner(kind: DatumKind) -> None:
    register(ANA)
    besiege(networks=6)
    for number in range(6):
        owner(kind, shown=in_hand(number))
        assert len(letters()) == 7 + number


def test_a_message_serves_once_and_what_it_brought_serves_again() -> None:
    register(ANA)
    besiege(networks=6)
    first = in_hand()
    owner(shown=first)
    owner(shown=first)
    assert len(letters()) == 7
    owner(shown=in_hand(6))
    assert len(letters()) == 8


def test_a_message_that_is_shown_opens_judges_and_counts_nothing() -> None:
    register(ANA)
    person = Enquirer(reference="C3C3").asked()
    code = newest()
    besiege(networks=6)
    other = owner(shown=in_hand())
    assert (other.published.accounts, other.published.tries_left) == ((), 5)
    assert [one.state for one in Enquiry.objects.all()] == ["asked"] * Enquiry.objects.count()
    assert tally(ANA).failures == 0
    assert person.proved(code) == Verdict.GOOD, "shown, but not spent as a code"


def test_guesses_at_a_message_and_messages_of_others_bring_nothing() -> None:
    register(ANA, OTHER_MAILBOX)
    Enquirer(DatumKind.EMAIL, "vieja@example.com", reference="D4D4").asked()
    others = in_hand()
    besiege(networks=6)
    before = len(letters())
    code = in_hand(1)
    for shown in (others, code[:4] + "00000000", "Z9Z9" + code[4:], "B2B200000000"):
        owner(shown=shown)
    assert len(letters()) == before


def test_with_or_without_a_message_known_or_not_the_rows_are_the_same() -> None:
    register(ANA)
    besiege(networks=6)
    rows = Message.objects.count()
    for value, shown in product(
        ("ana@example.com", "nadie@example.com"), ("", in_hand(), "B2B200000000")
    ):
        person = Enquirer(DatumKind.EMAIL, value, networks=OWNERS).asked(shown=shown)
        rows += 4
        assert Message.objects.count() == rows
        assert person.published.tries_left == 5


def test_a_portal_that_lies_about_networks_gets_six_and_no_seventh() -> None:
    register(ANA)
    besiege(networks=80)
    for where, kind in product(range(40), DATA):
        marks = (f"{where:016x}",) * 2
        Enquirer(kind, DATA[kind], networks=marks, reference="B2B2").asked()
    assert len(letters()) == 6
