"""Which entries are about which case: the index, and whether it agrees with what entries say.

The chain does not cover the index. What an entry is about stands in the entry, which it does
cover; the index only finds it, and is compared with it whenever the journal is verified.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from recupera.journal.chain import Chained
from recupera.journal.events import ABOUT, vault_ring
from recupera.journal.models import Mention
from recupera.keys import CannotOpen, KeyMissing, open_with
from recupera.people.case_reference import reference


def opened(body: bytes) -> dict[str, Any]:
    """What an entry says. Raises keys.CannotOpen or keys.KeyMissing."""
    return dict(json.loads(open_with(vault_ring(), body, about=ABOUT)))


def case_of(said: dict[str, Any]) -> str | None:
    """The case that an entry is about."""
    named = said.get("case")
    return reference(named) if isinstance(named, str) else None


def disagreements(entries: Sequence[tuple[Chained, bytes]]) -> Iterator[tuple[Chained, bool]]:
    """Those of which the index says something else than they; True where one does not open."""
    ids = [entry.id for entry, _ in entries]
    indexed = dict(Mention.objects.filter(entry__in=ids).values_list("entry_id", "case"))
    for entry, body in entries:
        try:
            about = case_of(opened(body))
        except (CannotOpen, KeyMissing, ValueError):
            yield entry, True
            continue
        if about != indexed.get(entry.id):
            yield entry, False
