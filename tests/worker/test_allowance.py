"""An owner gets six messages in any 24 hours, whoever asks, by whatever datum, from wherever."""

from dataclasses import replace
from datetime import timedelta

import pytest

from recupera.enquiries.models import Enquiry, Ledger
from recupera.keys import KINDS, rotate
from recupera.letterbox.slot import Verdict
from recupera.messages.models import Message
from recupera.options import current
from recupera.people import Account, DatumKind
from recupera.worker.housekeeping import purge
from tests.enquirer import (
    ANA,
    DATA_OF_ANA,
    OTHER_MAILBOX,
    Enquirer,
    codes,
    later,
    letters,
    network,
    register,
    tally,
    wrong,
)

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)

HOUR = timedelta(hours=1)


def ask(kind: DatumKind, where: int = 0) -> Enquirer:
    return Enquirer(kind, DATA_OF_ANA[kind], networks=network(where)).asked()


def all_data(times: int, *, networks: int = 1) -> None:
    """Asks by each datum that often, from so many networks in turn."""
    asks = [kind for _ in range(times) for kind in DATA_OF_ANA]
    for number, kind in enumerate(asks):
        ask(kind, number % networks)


def lasts() -> list[bool]:
    return [bool(letter.context["last"]) for letter in letters()]


def test_one_network_gets_four_by_any_mix_of_data() -> None:
    register(ANA)
    all_data(3)
    assert len(letters()) == 4
    assert lasts() == [False, False, False, True]


def test_many_networks_with_every_datum_get_six_and_no_more() -> None:
    register(ANA)
    all_data(6, networks=24)
    assert len(letters()) == 6
    assert [one.share for one in tally(ANA).sent] == ["general"] * 4 + ["kept"] * 2


def test_the_kept_ones_are_for_fresh_networks_and_one_of_each_kind() -> None:
    register(ANA)
    for _ in range(5):
        ask(DatumKind.EMAIL)
    for kind, where in (
        (DatumKind.NATIONAL_ID, 0),
        (DatumKind.NATIONAL_ID, 1),
        (DatumKind.NATIONAL_ID, 2),
        (DatumKind.EMAIL, 3),
        (DatumKind.USERNAME, 4),
    ):
        ask(kind, where)
    kept = [one for one in tally(ANA).sent if one.share == "kept"]
    assert [one.kind for one in kept] == [DatumKind.NATIONAL_ID, DatumKind.EMAIL]
    assert lasts() == [False, False, False, True, True, True]


def test_a_day_later_there_are_four_again() -> None:
    register(ANA)
    all_data(3)
    later(24 * HOUR - timedelta(minutes=1))
    ask(DatumKind.EMAIL)
    assert len(letters()) == 4
    later(timedelta(minutes=1))
    ask(DatumKind.EMAIL)
    assert len(letters()) == 5


def test_an_ask_that_goes_to_several_channels_is_one_message(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("recupera.worker.answering.ask._mobiles", lambda: ("+573",))
    register(ANA)
    for _ in range(6):
        ask(DatumKind.USERNAME)
    assert len(letters()) == 8
    assert len(tally(ANA).sent) == 4


def test_all_accounts_of_one_mailbox_share_its_messages() -> None:
    second = replace(ANA, id="2", username="segunda", document_number="1", phones=())
    register(ANA, second)
    for name in ("aperez", "segunda") * 4:
        Enquirer(DatumKind.USERNAME, name).asked()
    assert len(letters()) == 4


def test_what_is_used_up_of_one_mailbox_leaves_another_its_own() -> None:
    register(ANA, OTHER_MAILBOX)
    for _ in range(5):
        Enquirer(DatumKind.EMAIL, "vieja@example.com").asked()
    Enquirer(DatumKind.NATIONAL_ID, "52344050").asked()
    assert len(letters()) == 5
    assert letters()[-1].recipient.channel.address == "ana@example.com"


def test_one_phone_of_many_mailboxes_is_counted_by_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("recupera.worker.answering.ask._mobiles", lambda: ("+573",))
    register(*(replace(ANA, id=str(n), emails=(f"a{n}@example.com",)) for n in range(6)))
    for _ in range(6):
        ask(DatumKind.PHONE)
    assert len(letters()) == 4
    Enquirer(DatumKind.EMAIL, "a3@example.com").asked()
    assert len(letters()) == 5


def test_over_the_allowance_the_code_page_works_on_and_no_digits_are_right() -> None:
    register(ANA)
    all_data(1)
    sent = codes()
    person = ask(DatumKind.EMAIL)
    assert [person.proved(code) for code in sent] == [Verdict.WRONG] * 4
    assert person.published.tries_left == 1
    assert Message.objects.count() == 20


def test_a_code_that_was_sent_stays_good_when_the_allowance_is_used_up() -> None:
    register(ANA)
    person = ask(DatumKind.EMAIL)
    (code,) = codes()
    all_data(6, networks=24)
    assert person.proved(code) == Verdict.GOOD
    assert [one.username for one in person.published.accounts] == ["aperez"]


def test_nothing_that_was_asked_changes_the_account_or_another_enquiry() -> None:
    register(ANA)
    before = _found(ANA)
    all_data(6, networks=24)
    for enquiry in range(3):
        person = ask(DatumKind.EMAIL, enquiry)
        for _ in range(5):
            person.proved("00000000")
    assert _found(ANA) == before


def _found(account: Account) -> list[Account]:
    from recupera import directories

    return directories.current().find(DatumKind.NATIONAL_ID, account.document_number)


def test_a_rotation_of_the_keys_forgets_no_message_and_no_failure() -> None:
    register(ANA)
    person = ask(DatumKind.EMAIL)
    person.proved(wrong(codes()[0]))
    for kind in KINDS:
        if kind.door == "worker" and kind.name in ("vault", "code"):
            rotate(current().data, kind)
    all_data(3)
    assert len(letters()) == 4
    assert tally(ANA).failures == 1


def test_ledgers_go_a_day_after_they_were_touched_and_not_before() -> None:
    register(ANA)
    ask(DatumKind.EMAIL)
    Enquirer(DatumKind.EMAIL, "nadie@example.com").asked()
    later(24 * HOUR - timedelta(minutes=1))
    purge()
    assert Ledger.objects.count() == 8
    later(timedelta(minutes=2))
    purge()
    assert (Ledger.objects.count(), Enquiry.objects.count()) == (0, 2)


@pytest.mark.parametrize("value", ["ana@example.com", "nadie@example.com"])
def test_where_a_wrong_code_was_typed_they_stay_for_thirty_days(value: str) -> None:
    register(ANA)
    Enquirer(DatumKind.EMAIL, value).asked().proved("00000000")
    later(29 * 24 * HOUR)
    purge()
    assert Ledger.objects.count() == 4
    later(24 * HOUR + timedelta(minutes=1))
    purge()
    assert Ledger.objects.count() == 0
