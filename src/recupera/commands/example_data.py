"""The example persons as `recupera directory demo --json` prints them: no store, no Django."""

from recupera.people import EXAMPLES, Account, Example, document_ending


def example_data() -> list[dict[str, object]]:
    """One object per situation; `accounts` is what an honest answer lists."""
    return [_shown(example) for example in EXAMPLES]


def _shown(example: Example) -> dict[str, object]:
    return {
        "situation": example.situation,
        "national_id": example.national_id,
        "email": example.email,
        "phone": example.phone,
        "username": example.username,
        "accounts": [_answer(account) for account in example.answer],
    }


def _answer(account: Account) -> dict[str, str | None]:
    ending = document_ending(account)
    return {
        "username": account.username,
        "email": account.emails[0] if account.emails else None,
        "document": f"{ending.type} terminada en {ending.last}",
        "name": account.name,
        "organisation": account.organisation,
        "role": account.role,
        "state": "activa" if account.active else "inactiva",
    }
