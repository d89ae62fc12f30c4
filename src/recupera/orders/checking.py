"""What agents find by looking at a case's files, item by item, by the catalogue's checklists.

Some items an agent only copies: the worker compares them with the account, which the desk does not
see, and keeps whether they were equal, not what was copied.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from recupera.cases.catalogue import load_catalogue
from recupera.cases.checklists import CheckItem, Checklist, Compares
from recupera.cases.models import Case
from recupera.options import current
from recupera.people import Account, DatumKind, Refused, normal

LONGEST_TYPED, LONGEST_NOTE = 320, 200


@dataclass(frozen=True)
class Answer:
    """An agent's to one item: `yes` to what is looked at, `typed` where it is to be copied."""

    yes: bool = False
    typed: str = field(default="", repr=False)
    note: str = ""


@dataclass(frozen=True)
class Against:
    """What is compared with: the account, where there is one, the numbers of documents that the
    case's form names, in normal form, and the day."""

    account: Account | None
    documents: frozenset[str]
    today: date


def checklist_of(case: Case, proof: str) -> Checklist | None:
    catalogue = load_catalogue(current().preset)
    return catalogue.checklist(proof, case.subject) if catalogue else None


def judged(
    checklist: Checklist, given: Mapping[str, Answer], against: Against
) -> dict[str, dict[str, bool | str]]:
    """Every item of the list, answered or not: whether it holds, and the agent's note."""
    return {
        item.slug: {
            "yes": _holds(item, given.get(item.slug, Answer()), against),
            "note": given.get(item.slug, Answer()).note,
        }
        for item in checklist.items
    }


def _holds(item: CheckItem, answer: Answer, against: Against) -> bool:
    account = against.account
    match item.compares:
        case None:
            return answer.yes
        case Compares.DATE:
            return _recent(answer.typed, item.days or 0, against.today)
        case Compares.DOCUMENT:
            typed = _normal(DatumKind.NATIONAL_ID, answer.typed)
            of_account = account.document_number if account else ""
            # The person's own form names it too: else the document is somebody else's.
            return bool(typed) and typed == of_account and typed in against.documents
        case Compares.USERNAME:
            typed = _normal(DatumKind.USERNAME, answer.typed)
            return bool(typed) and account is not None and typed == _username(account)
        case Compares.EMAIL:
            typed = _normal(DatumKind.EMAIL, answer.typed)
            return bool(typed) and account is not None and typed in account.emails
        case Compares.NAME:
            return account is not None and _same_name(answer.typed, account.name)


def _recent(typed: str, days: int, today: date) -> bool:
    try:
        on = date.fromisoformat(typed)
    except ValueError:
        return False
    return today - timedelta(days=days) <= on <= today


def _normal(kind: DatumKind, typed: str) -> str:
    try:
        return normal(kind, typed).value
    except Refused:
        return ""


def _username(account: Account) -> str:
    return _normal(DatumKind.USERNAME, account.username)


def _same_name(typed: str, registered: str) -> bool:
    """The same words, or all words of the shorter of both, and at least two: people leave out a
    second name, and a register may put surnames first."""
    one, other = _words(typed), _words(registered)
    return min(len(one), len(other)) >= 2 and (one <= other or other <= one)


def _words(name: str) -> set[str]:
    plain = unicodedata.normalize("NFKD", name.casefold())
    return set("".join(one if one.isalnum() else " " for one in plain if one.isascii()).split())
