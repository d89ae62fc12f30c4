"""What an agent found in the files of a case, item by item; what they copied is compared here."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from recupera.cases.catalogue import FieldKind, load_catalogue
from recupera.cases.checklists import Checklist
from recupera.cases.joining import fields_of
from recupera.cases.models import Case, File, FileState
from recupera.letterbox.closed_days import calendar
from recupera.options import current
from recupera.orders.checking import (
    LONGEST_NOTE,
    LONGEST_TYPED,
    Against,
    Answer,
    checklist_of,
    judged,
)
from recupera.orders.ladder import ProofKind
from recupera.orders.models import Proof
from recupera.orders.proving import note_checked
from recupera.people import Account, DatumKind, normal
from recupera.people import Refused as NotNormal
from recupera.worker.serving.about_account import account_meant
from recupera.worker.serving.asking import Asking, Reason, Refused
from recupera.worker.serving.conversing import held

LOOKED_AT = (ProofKind.LETTER, ProofKind.IDENTITY, ProofKind.AUTHORITY, ProofKind.CONTRACTS)
# Each tells what was not equal: so many a day, or an account's data could be guessed at.
MOST_A_DAY = 3
DAY = timedelta(hours=24)
MOST_FILES = 20


def look_up(asking: Asking) -> Account | None:
    return account_meant(asking)


def settle(asking: Asking, account: Account | None) -> dict[str, Any]:
    """Raises Refused."""
    case = held(asking)
    kind, checklist = _list(case, asking.text("kind", 12))
    _require_tries(case, kind, asking)
    files = _files(case, asking.content.get("files"))
    against = Against(account, _documents(case), calendar().day_of(asking.now))
    items = judged(checklist, _answers(asking.content.get("items")), against)
    good = note_checked(
        case, kind, items, account=account, agent=asking.by, now=asking.now, files=files
    )
    return {"good": good, "wrong": [slug for slug, one in items.items() if not one["yes"]]}


def _list(case: Case, kind: str) -> tuple[ProofKind, Checklist]:
    found = checklist_of(case, kind) if kind in set(LOOKED_AT) else None
    if found is None:
        raise Refused(Reason.MALFORMED)
    return ProofKind(kind), found


def _require_tries(case: Case, kind: ProofKind, asking: Asking) -> None:
    today = Proof.objects.filter(case=case, kind=kind, opened_at__gt=asking.now - DAY)
    if today.count() >= MOST_A_DAY:
        raise Refused(Reason.OVER_BUDGET)


def _files(case: Case, named: object) -> list[str]:
    """Files of this thread that were looked into, or that the scanner could not look into."""
    if not isinstance(named, list) or not 0 < len(named) <= MOST_FILES:
        raise Refused(Reason.LACKING)
    thread = Case.objects.filter(joined_to=case.reference).values_list("reference", flat=True)
    kept = File.objects.filter(
        case__in=[case.reference, *thread],
        state__in=(FileState.CLEAN, FileState.UNSCANNED),
        body__isnull=False,
    )
    there = set(kept.values_list("id", flat=True))
    if not all(isinstance(one, str) and one in there for one in named):
        raise Refused(Reason.LACKING)
    return sorted(set(named))


def _answers(given: object) -> dict[str, Answer]:
    if not isinstance(given, Mapping):
        raise Refused(Reason.MALFORMED)
    return {str(slug)[:40]: _answer(one) for slug, one in given.items()}


def _answer(given: object) -> Answer:
    one = given if isinstance(given, Mapping) else {}
    typed, note = one.get("typed", ""), one.get("note", "")
    if not isinstance(typed, str) or not isinstance(note, str):
        raise Refused(Reason.MALFORMED)
    return Answer(
        one.get("yes") is True, typed[:LONGEST_TYPED].strip(), note[:LONGEST_NOTE].strip()
    )


def _documents(case: Case) -> frozenset[str]:
    """Every number of a document that the case's form names."""
    catalogue, fields = load_catalogue(current().preset), fields_of(case)
    known = catalogue.fields if catalogue else ()
    slugs = [one.slug for one in known if one.kind is FieldKind.DOCUMENT and one.slug in fields]
    return frozenset(filter(None, (_normal(fields[slug]) for slug in slugs)))


def _normal(typed: str) -> str:
    try:
        return normal(DatumKind.NATIONAL_ID, typed).value
    except NotNormal:
        return ""
