"""A row becomes an account, or says which column is wrong without repeating what stands there."""

import pytest

from recupera.directories.embedded.rows import RowRefused, account_of, id_of
from recupera.people import Account

ANA = {
    "id": "17",
    "username": " APerez ",
    "name": "Ana  Pérez\n",
    "document_type": "Cédula de ciudadanía",
    "document_number": "1.049.604.050",
    "emails": "Ana@Example.com; ana@example.org ;ana@example.com",
    "phones": "310 456 4050;(601) 345 6789",
    "organisation": "Alcaldía de Tunja",
    "role": "Comprador",
    "state": "Activo",
}


def refusal(**changes: str) -> tuple[str, str]:
    with pytest.raises(RowRefused) as refused:
        account_of(ANA | changes)
    return refused.value.column, refused.value.reason


def test_every_column_is_brought_into_its_normal_form() -> None:
    assert account_of(ANA) == (
        Account(
            id="17",
            username="APerez",
            name="Ana Pérez",
            document_type="CC",
            document_number="1049604050",
            emails=("ana@example.com", "ana@example.org"),
            phones=("+573104564050", "+576013456789"),
            organisation="Alcaldía de Tunja",
            role="comprador",
            active=True,
        ),
        [],
    )


@pytest.mark.parametrize(
    ("changes", "column", "reason"),
    [
        ({"username": ""}, "username", "is empty"),
        ({"username": "ana perez"}, "username", "has characters that do not belong there"),
        ({"emails": "ana"}, "emails", "is not an e-mail address"),
        ({"document_number": "12345678901234567"}, "document_number", "is too long"),
        (
            {"document_number": "12\x0034"},
            "document_number",
            "has characters that do not belong there",
        ),
        ({"document_type": "XX"}, "document_type", "is none of CC, CE, TI, PPT, PA, NIT"),
        ({"state": "maybe"}, "state", "is neither active nor inactive"),
        ({"state": ""}, "state", "is neither active nor inactive"),
        ({"name": "a" * 201}, "name", "is longer than 200 characters"),
    ],
)
def test_a_wrong_datum_refuses_the_row_and_names_its_column(
    changes: dict[str, str], column: str, reason: str
) -> None:
    assert refusal(**changes) == (column, reason)


@pytest.mark.parametrize("bad", ["3456789", "+1 202 555 0123", "no tiene", "0", "310456405"])
def test_a_bad_phone_is_left_out_and_told_and_the_account_stays(bad: str) -> None:
    account, warnings = account_of(ANA | {"phones": f"{bad};310 456 4050"})
    assert account.phones == ("+573104564050",)
    assert [warned.column for warned in warnings] == ["phones"]


def test_a_landline_is_registered_like_a_mobile() -> None:
    account, warnings = account_of(ANA | {"phones": "6013456789"})
    assert (account.phones, warnings) == (("+576013456789",), [])


@pytest.mark.parametrize(
    ("written", "active"),
    [
        ("active", True),
        ("ACTIVA", True),
        (" activo ", True),
        ("inactive", False),
        ("Inactivo", False),
        ("inactiva", False),
    ],
)
def test_the_state_is_read_in_both_languages(written: str, active: bool) -> None:
    assert account_of(ANA | {"state": written})[0].active is active


@pytest.mark.parametrize(
    ("written", "known"),
    [("cc", "CC"), ("C.C.", "CC"), ("Pasaporte", "PA"), ("nit", "NIT"), ("CÉDULA", "CC")],
)
def test_the_document_type_is_read_however_it_is_written(written: str, known: str) -> None:
    assert account_of(ANA | {"document_type": written})[0].document_type == known


def test_without_an_id_user_name_and_organisation_are_the_id_however_they_are_written() -> None:
    without = {name: value for name, value in ANA.items() if name != "id"}
    again = without | {"username": "aperez", "organisation": " ALCALDÍA  de Tunja"}
    other = without | {"organisation": "Hospital de Tunja"}
    assert id_of(without) == id_of(again)
    assert id_of(without) != id_of(other)


def test_a_refusal_does_not_repeat_what_stands_in_the_row() -> None:
    with pytest.raises(RowRefused) as refused:
        account_of(ANA | {"emails": "secret-name"})
    assert "secret" not in repr(refused.value)


def test_marks_that_turn_text_around_do_not_reach_a_name() -> None:
    assert account_of(ANA | {"name": "Ana\u202e Pérez\r\nBcc: x"})[0].name == "Ana Pérez Bcc: x"
