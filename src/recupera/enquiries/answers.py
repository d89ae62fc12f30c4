"""What a proven person is shown of an account: whole, but for the document's last four."""

from collections.abc import Sequence

from recupera.enquiries.policy import MOST_SHOWN
from recupera.letterbox.slot import Shown
from recupera.people import Account


def answer(accounts: Sequence[Account]) -> tuple[tuple[Shown, ...], bool]:
    """The accounts as they are shown, active ones first, and whether there are more."""
    ordered = sorted(accounts, key=lambda account: (not account.active, account.username))
    return tuple(_shown(account) for account in ordered[:MOST_SHOWN]), len(ordered) > MOST_SHOWN


def _shown(account: Account) -> Shown:
    return Shown(
        username=account.username,
        email=", ".join(account.emails),
        document_type=account.document_type,
        document_ending=account.document_number[-4:],
        name=account.name,
        organisation=account.organisation,
        role=account.role,
        active=account.active,
    )
