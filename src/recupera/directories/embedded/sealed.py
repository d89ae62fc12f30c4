"""How an account becomes a sealed body of one size, and its data keyed digests."""

import json
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from uuid import UUID

from recupera.keys import Ring, digest, open_with, ring, seal_with
from recupera.people import Account, DatumKind, normal

# Every body has this size, so that a thief of the vault cannot tell persons apart by length.
# Three e-mails, three phones and a long entity name fit twice over.
BODY = 1024
HASH = 256
# An organisation's administrators are found by its name; nobody types that into a page.
ADMINISTERS = "administers"
INDEXED = (*DatumKind, ADMINISTERS)


@dataclass(frozen=True)
class DirectoryKeys:
    """The worker's rings that the embedded directory needs."""

    body: Ring
    account: Ring
    index: Mapping[str, Ring]

    @classmethod
    def of(cls, data: Path) -> Self:
        """The rings in a data folder, not yet read."""
        return cls(
            body=ring(data, "worker", "directory"),
            account=ring(data, "worker", "index-account"),
            index={kind: ring(data, "worker", f"index-{kind}") for kind in INDEXED},
        )


def seal_account(keys: DirectoryKeys, entry: UUID, account: Account) -> bytes:
    """The body of one entry. Raises TooLarge."""
    content = json.dumps(vars(account), ensure_ascii=False, separators=(",", ":"))
    return seal_with(keys.body, content.encode(), about=_about(entry), size=BODY)


def open_account(keys: DirectoryKeys, entry: UUID, body: bytes) -> Account:
    """Raises CannotOpen or KeyMissing."""
    fields = json.loads(open_with(keys.body, body, about=_about(entry)))
    return Account(
        **fields | {"emails": tuple(fields["emails"]), "phones": tuple(fields["phones"])}
    )


def seal_hash(keys: DirectoryKeys, entry: UUID, hashed: str) -> bytes:
    """The body of one password. Raises TooLarge."""
    return seal_with(keys.body, hashed.encode(), about=_password_of(entry), size=HASH)


def open_hash(keys: DirectoryKeys, entry: UUID, body: bytes) -> str:
    """Raises CannotOpen or KeyMissing."""
    return open_with(keys.body, body, about=_password_of(entry)).decode()


def probes(keys: DirectoryKeys, kind: str, value: str) -> list[bytes]:
    """The digests to look for, newest key first: one per version of the key, for any value."""
    return [_digest(key.secret, kind, value) for key in keys.index[kind]]


def index_of(keys: DirectoryKeys, account: Account) -> set[tuple[str, bytes]]:
    """Every (kind, digest) under which the account is found, by the newest keys."""
    administered = {account.organisation} if account.is_administrator else set()
    named = [(ADMINISTERS, organisation_of(one)) for one in administered]
    return {
        (kind, _digest(keys.index[kind].newest().secret, kind, value))
        for kind, value in [*data_of(account), *named]
    }


def organisation_of(name: str) -> str:
    """As it is looked for: people write the name of one organisation in many ways."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return " ".join(
        "".join(
            one if one.isalnum() else " " for one in plain if not unicodedata.combining(one)
        ).split()
    )


def external_probes(keys: DirectoryKeys, account_id: str) -> list[bytes]:
    """The digests under which an entry of this id may stand, newest key first."""
    return [digest(key.secret, b"account", account_id.encode()) for key in keys.account]


def data_of(account: Account) -> Iterator[tuple[DatumKind, str]]:
    """Every datum of the account, in normal form. Raises Refused."""
    if account.document_number:
        yield DatumKind.NATIONAL_ID, account.document_number
    yield DatumKind.USERNAME, normal(DatumKind.USERNAME, account.username).value
    yield from ((DatumKind.PHONE, number) for number in account.phones)
    yield from ((DatumKind.EMAIL, address) for address in account.emails)


def _digest(secret: bytes, kind: str, value: str) -> bytes:
    return digest(secret, kind.encode(), value.encode())


def _about(entry: UUID) -> bytes:
    return b"embedded entry " + entry.bytes


def _password_of(entry: UUID) -> bytes:
    return b"embedded password " + entry.bytes
