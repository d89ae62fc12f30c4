"""Opening a case, in the transaction of the step that needs one."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.utils import IntegrityError

from recupera.cases.models import Case, Kind
from recupera.cases.reference import new_reference
from recupera.keys import Ring, open_with, ring, seal_with
from recupera.options import current

STORE = "vault"
SIZE = 2048


def open_urgent(kind: Kind, about: Mapping[str, Any], *, now: datetime) -> str:
    """Opens an urgent case; returns its reference in normal form. Raises keys.TooLarge."""
    while True:
        reference = new_reference()
        case = Case(
            reference=reference,
            kind=kind,
            urgent=True,
            opened_at=now,
            body=_seal(reference, about),
        )
        try:
            with transaction.atomic(STORE):
                case.save(force_insert=True)
        except IntegrityError:
            continue  # One in a thousand million: the reference is another case's.
        return reference


def about(case: Case) -> dict[str, Any]:
    """What the case says. Raises keys.CannotOpen or keys.KeyMissing."""
    sealed = open_with(_ring(), bytes(case.body), about=_about(case.reference))
    return dict(json.loads(sealed))


def _seal(reference: str, about: Mapping[str, Any]) -> bytes:
    plain = json.dumps(about, ensure_ascii=False, separators=(",", ":")).encode()
    return seal_with(_ring(), plain, about=_about(reference), size=SIZE)


def _about(reference: str) -> bytes:
    return f"case {reference}".encode()


def _ring() -> Ring:
    return ring(current().data, "worker", "vault")
