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
from recupera.worker.views import spent

NUMBER = re.compile(r"\+?\d(?:[ .()/\-\u00a0\u2010-\u2015]*\d){6,}")
# Whatever stands within a longer name is no mention of a shorter one.
WITHIN = r"[A-Za-z0-9._@+\-]"
NATIONAL = 10
ADDRESS = re.compile(r"[\w.@+\-]+")
# A letter, and what is in no word of a sentence.
LIKE_A_NAME = re.compile(r"[^\W\d_].*[\d._@+]|[\d._@+].*[^\W\d_]")

# "ana arroba example punto com", "ana (at) example [dot] com", "ana @ example . com"
_AT = re.compile(
    r"\s*[(\[{]\s*(?:arroba|at)\s*[)\]}]\s*|\s+arroba\s+"
    r"|\s+at\s+(?=[\w-]+(?:\.\w|\s+(?:dot|punto)\s))"
)
_DOT = re.compile(r"\s*[(\[{]\s*(?:punto|dot)\s*[)\]}]\s*|\s+(?:punto|dot)\s+|\s+\.\s*(?=\w)")
_APART = re.compile(r"\s*@\s*")


def look_up(asking: Asking) -> Sequence[Account]:
    """The accounts behind every case of the thread. Raises DirectoryUnavailable."""
    behind = (found for case in thread_of(asking.about) for found in accounts_of(case))
    return [one.account for one in behind]


def refuse(text: str, asking: Asking, accounts: Iterable[Account]) -> None:
    """Raises Refused where `text` names what an account registered and its person never typed.

    To be told that is a look at the account, and counted as one. When the day's looks are used up
    nothing is compared any more: every address, number and name is refused that was not typed.
    """
    case = asking.about
    if spent(asking):
        typed = _typed(case)
        if _addresses(text) - _addresses(typed) or _numbers(text) - _numbers(typed):
            raise Refused(Reason.ADDRESSES)
        return
    found = {one for account in accounts for one in _named(text, account)}
    if found and found - set(_named_any(_typed(case), found)):
        raise Refused(Reason.ACCOUNT_DATA)


def _addresses(text: str) -> set[str]:
    """Everything that could be an e-mail or, by a digit, a dot or a line in it, a user name."""
    plain, read = ({one.strip(".-_") for one in ADDRESS.findall(way)} for way in _ways(text))
    # "En este punto" is no address.
    return {one for one in plain | {one for one in read if "@" in one} if LIKE_A_NAME.search(one)}


def _numbers(text: str) -> set[str]:
    """The last digits of everything that could be a phone; a date has fewer."""
    digits = (re.sub(r"\D", "", one)[-NATIONAL:] for one in NUMBER.findall(text))
    return {one for one in digits if len(one) == NATIONAL}


def _named(text: str, account: Account) -> Iterator[str]:
    """The registered data of an account that stand in a text, however they are written."""
    return _named_any(text, {account.username, *account.emails, *account.phones})


def _named_any(text: str, data: Iterable[str]) -> Iterator[str]:
    numbers = _numbers(text)
    ways = _ways(text)
    for datum in filter(None, data):
        digits = re.sub(r"\D", "", datum) if datum.startswith("+") else ""
        if digits[-NATIONAL:] in numbers if digits else _stands_in(ways, datum.casefold()):
            yield datum


def _ways(text: str) -> tuple[str, str]:
    """As it is written, and as it is read where signs are written out in words."""
    plain = text.casefold()
    return plain, _APART.sub("@", _DOT.sub(".", _AT.sub("@", plain)))


def _stands_in(ways: Iterable[str], datum: str) -> bool:
    # A full stop behind an address ends a sentence.
    pattern = rf"(?<!{WITHIN}){re.escape(datum)}(?![A-Za-z0-9_@+\-]|\.[A-Za-z0-9])"
    return any(re.search(pattern, way) for way in ways)


def _typed(case: Case) -> str:
    """Everything that the persons of this thread wrote themselves."""
    of_thread = thread_of(case)
    said = [text for one in of_thread for text in fields_of(one).values()]
    entries = Entry.objects.filter(case__in=of_thread, by=Author.PERSON)
    said += [open_entry(one.case_id, one.kind, one.at, bytes(one.body)) for one in entries]
    return "\n".join(said)
