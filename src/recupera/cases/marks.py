"""The keyed digests by which a case is found and not known: of its key, mailbox, person, draft.

What is written gets the newest version of the key; what is compared is compared under every one,
as a case lives longer than a rotation.
"""

import json
import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from recupera.keys import Ring, digest, ring
from recupera.options import current
from recupera.people import DatumKind


def of_key(reference: str, key: str) -> str:
    """64 hex digits for the tracking key of one case, both in normal form."""
    return _probes(b"key", reference.encode(), key.encode())[0]


def opens(kept: str, reference: str, key: str) -> bool:
    """Whether `key` is one of those whose marks were `kept`, divided by spaces.

    Every mark is compared, and where none is kept one that fits nothing.
    """
    marks = kept.split() or ["0" * 64]
    probes = _probes(b"key", reference.encode(), key.encode())
    return any([secrets.compare_digest(one, probe) for one in marks for probe in probes])


def of_email(email: str) -> str:
    return _probes(b"email", email.encode())[0]


def of_same(email: str, document: str, subject: str) -> str:
    """Names one person's matter; empty where e-mail or document is missing."""
    return probes_of_same(email, document, subject)[0] if email and document else ""


def probes_of_same(email: str, document: str, subject: str) -> list[str]:
    return _probes(b"same", email.encode(), document.encode(), subject.encode())


def probes_of_draft(draft: str, content: Mapping[str, Any], files: Iterable[str]) -> list[str]:
    """Names what was sent from one draft. Another content is another case: who knows no more than
    a draft's id is not shown what became of it."""
    whole = json.dumps([content, sorted(files)], sort_keys=True).encode()
    return _probes(b"draft", draft.encode(), whole)


def probes_of_datum(kind: DatumKind, value: str) -> list[str]:
    """Names a datum that a form has, in normal form."""
    return _probes(b"datum", kind.value.encode(), value.encode())


def _probes(*parts: bytes) -> list[str]:
    return [digest(key.secret, *parts).hex() for key in _ring()]


def _ring() -> Ring:
    return ring(current().data, "worker", "case-index")
