"""Accounts by situation, and what any of them can be found by."""

from dataclasses import replace

from recupera.people import EXAMPLES, Account, DatumKind

ANA = EXAMPLES[0].registered[0]


def anybody(number: int, **changes: object) -> Account:
    """An invented account whose data no other number shares."""
    account = Account(
        id=f"account-{number}",
        username=f"person{number}",
        name=f"Persona {number}",
        document_type="CC",
        document_number=str(20_000_000 + number),
        emails=(f"person{number}@example.com",),
        phones=(f"+573{number:09}",),
        organisation=f"Entidad {number}",
        role="comprador",
        active=True,
    )
    return replace(account, **changes)  # type: ignore[arg-type]


def everybody(number: int) -> list[Account]:
    return [anybody(one) for one in range(number)]


def sharing_one_email(number: int) -> list[Account]:
    return [anybody(one, emails=("shared@example.org",)) for one in range(number)]


UNKNOWN = {
    DatumKind.NATIONAL_ID: "52999777",
    DatumKind.PHONE: "+573009998877",
    DatumKind.USERNAME: "nobody",
    DatumKind.EMAIL: "nobody@example.com",
}


def known(account: Account) -> dict[DatumKind, str]:
    """One datum of each kind, in normal form."""
    return {
        DatumKind.NATIONAL_ID: account.document_number,
        DatumKind.PHONE: account.phones[0],
        DatumKind.USERNAME: account.username.lower(),
        DatumKind.EMAIL: account.emails[0],
    }
