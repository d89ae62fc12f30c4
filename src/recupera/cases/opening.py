"""Opening the urgent case of an objection, in the transaction of the step that needs one."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from recupera.cases.models import Case
from recupera.keys import Ring, open_with, ring, seal_with
from recupera.options import current

OBJECTION = "objection"
SIZE = 2048


def open_urgent(reference: str, about: Mapping[str, Any], *, now: datetime) -> None:
    """An urgent case of that reference. `about` stays with the worker: it names an account.

    Raises keys.TooLarge, and IntegrityError where there is a case of this reference.
    """
    Case(
        reference=reference,
        subject=OBJECTION,
        urgent=True,
        received_at=now,
        opened_at=now,
        next_at=now,
        marked=True,
        channel=OBJECTION,
        body=_seal(reference, about),
    ).save(force_insert=True)


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
