"""What an answer may show of a document: its type and how it ends."""

from typing import NamedTuple

from recupera.people.account import Account

SHOWN = 4


class DocumentEnding(NamedTuple):
    """`type` is CC, CE, TI, PPT, PA or NIT, `last` the last four characters; both may be empty."""

    type: str
    last: str


def document_ending(account: Account) -> DocumentEnding:
    """In no language: whoever shows it puts the words between."""
    return DocumentEnding(account.document_type, account.document_number[-SHOWN:])
