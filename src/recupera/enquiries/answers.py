"""What a proven person is shown of an account: whole, but for the document's last four."""

from collections.abc import Sequence

from recupera.enquiries import codes
from recupera.enquiries.policy import MOST_SHOWN
from recupera.enquiries.proofs import Proven
from recupera.letterbox.slot import Shown
from recupera.people import ChannelKind


def answer(opened: Sequence[Proven], *, found: int, enquiry: str) -> tuple[tuple[Shown, ...], bool]:
    """The first MOST_SHOWN of these accounts as they are shown, and whether there are more.

    `found` is how many the directory gave for the datum. It stops at one more than an answer
    holds, so beyond that nobody knows how many are missing, nor whose they are.
    """
    shown = tuple(_shown(one, enquiry) for one in opened[:MOST_SHOWN])
    return shown, bool(opened) and found > MOST_SHOWN


def _shown(one: Proven, enquiry: str) -> Shown:
    account = one.account
    return Shown(
        username=account.username,
        email=", ".join(account.emails),
        document_type=account.document_type,
        document_ending=account.document_number[-4:],
        name=account.name,
        organisation=account.organisation,
        role=account.role,
        active=account.active,
        by_email=ChannelKind.EMAIL in one.by,
        by_sms=ChannelKind.SMS in one.by,
        added=one.added,
        mark=codes.account_mark(account.id, enquiry=enquiry),
    )
