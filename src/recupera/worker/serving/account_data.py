"""No registered e-mail, phone or user name goes into a text to a person who did not type it.

The answer stands on a page that a tracking key opens, and whoever has that may be anybody.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from recupera.cases.joining import fields_of
from recupera.cases.models import Author, Case, Entry
from recupera.cases.sealed import open_entry
from recupera.cases.thread import thread_of
from recupera.orders.accounts import accounts_of
from recupera.people import Account
from recupera.worker.serving.asking import Asking, Reason, Refused

NUMBER = re.compile(r"\+?\d(?:[ .()/\-\u00a0\u2010-\u2015]*\d){6,}")
# Whatever stands within a longer name is no mention of a shorter one.
WITHIN = r"[A-Za-z0-9._@+\-]"
NATIONAL = 10


def look_up(asking: Asking) -> Sequence[Account]:
    """The accounts behind every case of the thread. Raises DirectoryUnavailable."""
    behind = (found for case in thread_of(asking.about) for found in accounts_of(case))
    return [one.account for one in behind]


def refuse(text: str, case: Case, accounts: Iterable[Account]) -> None:
    """Raises Refused where `text` names what an account registered and its person never typed."""
    found = {one for account in accounts for one in _named(text, account)}
    if found and found - set(_named_any(_typed(case), found)):
        raise Refused(Reason.ACCOUNT_DATA)


def _named(text: str, account: Account) -> Iterator[str]:
    """The registered data of an account that stand in a text, however they are written."""
    return _named_any(text, {account.username, *account.emails, *account.phones})


def _named_any(text: str, data: Iterable[str]) -> Iterator[str]:
    numbers = {re.sub(r"\D", "", one)[-NATIONAL:] for one in NUMBER.findall(text)}
    plain = text.casefold()
    for datum in filter(None, data):
        digits = re.sub(r"\D", "", datum) if datum.startswith("+") else ""
        if digits[-NATIONAL:] in numbers if digits else _stands_in(plain, datum.casefold()):
            yield datum


def _stands_in(text: str, datum: str) -> bool:
    # A full stop behind an address ends a sentence.
    pattern = rf"(?<!{WITHIN}){re.escape(datum)}(?![A-Za-z0-9_@+\-]|\.[A-Za-z0-9])"
    return re.search(pattern, text) is not None


def _typed(case: Case) -> str:
    """Everything that the persons of this thread wrote themselves."""
    of_thread = thread_of(case)
    said = [text for one in of_thread for text in fields_of(one).values()]
    entries = Entry.objects.filter(case__in=of_thread, by=Author.PERSON)
    said += [open_entry(one.case_id, one.kind, one.at, bytes(one.body)) for one in entries]
    return "\n".join(said)
