"""The example persons are what they say they are."""

from recupera.people import EXAMPLES, DatumKind, Example, document_ending, normal

RESERVED = ("@example.com", "@example.org", "@example.co")


def registers(example: Example, kind: DatumKind, value: str) -> list[bool]:
    return [
        value
        in {
            DatumKind.NATIONAL_ID: (account.document_number,),
            DatumKind.PHONE: account.phones,
            DatumKind.USERNAME: (account.username,),
            DatumKind.EMAIL: account.emails,
        }[kind]
        for account in example.registered
    ]


def test_every_situation_is_there_once() -> None:
    assert [example.situation for example in EXAMPLES] == [
        "everything",
        "without_phone",
        "landline_only",
        "three_accounts_one_email",
        "two_of_one_document",
        "registered_twice",
        "more_than_twenty",
        "inactive",
        "no_channel",
        "unknown",
    ]


def test_each_datum_leads_to_all_accounts_of_its_person() -> None:
    for example in EXAMPLES:
        for kind, typed in example.typed():
            assert all(registers(example, kind, normal(kind, typed).value))


def test_nobody_shares_a_datum_with_another_person() -> None:
    seen = [
        (kind, normal(kind, typed).value) for example in EXAMPLES for kind, typed in example.typed()
    ]
    assert len(seen) == len(set(seen))


def test_every_registered_datum_is_in_normal_form_and_every_address_reserved() -> None:
    for account in (account for example in EXAMPLES for account in example.registered):
        assert (
            normal(DatumKind.NATIONAL_ID, account.document_number).value == account.document_number
        )
        assert [normal(DatumKind.PHONE, one).value for one in account.phones] == [*account.phones]
        assert [normal(DatumKind.EMAIL, one).value for one in account.emails] == [*account.emails]
        assert all(one.endswith(RESERVED) for one in account.emails)


def test_a_person_without_a_channel_gets_no_answer() -> None:
    (example,) = [one for one in EXAMPLES if one.situation == "no_channel"]
    assert example.registered
    assert example.answer == ()


def test_an_answer_shows_how_a_document_ends_and_no_more() -> None:
    assert document_ending(EXAMPLES[0].registered[0]) == ("CC", "4050")
