"""The accounts behind a case: by the data of the case's own form, or by what an objection's case
holds sealed. Nobody names an account, or a datum, from outside."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from recupera import directories
from recupera.cases.catalogue import FieldKind, load_catalogue
from recupera.cases.joining import fields_of
from recupera.cases.models import Case
from recupera.cases.opening import OBJECTION, about
from recupera.options import current
from recupera.people import Account, DatumKind, Refused, normal
from recupera.recoveries import marks

KINDS = {
    FieldKind.DOCUMENT: DatumKind.NATIONAL_ID,
    FieldKind.EMAIL: DatumKind.EMAIL,
    FieldKind.PHONE: DatumKind.PHONE,
    FieldKind.USERNAME: DatumKind.USERNAME,
}


@dataclass(frozen=True)
class Datum:
    """A datum of a case's form, in normal form; `field` is the slug of its field."""

    field: str
    kind: DatumKind
    value: str


@dataclass(frozen=True)
class Behind:
    """An account that the data of a case lead to. `mark` names it to the desk."""

    account: Account
    mark: str
    fields: tuple[str, ...]


def data_of(case: Case) -> tuple[Datum, ...]:
    """What the case's form says that an account can be found by, in the order of the catalogue.

    Raises keys.CannotOpen or keys.KeyMissing.
    """
    if case.subject == OBJECTION:
        username = str(about(case)["account"]["username"])
        return (Datum(OBJECTION, DatumKind.USERNAME, normal(DatumKind.USERNAME, username).value),)
    return tuple(_data(fields_of(case)))


def accounts_of(case: Case) -> tuple[Behind, ...]:
    """The accounts behind a case, each once. It asks the directory: call it in `look_up` only.

    Raises DirectoryUnavailable or DirectoryRefused.
    """
    found: dict[str, Account] = {}
    by: dict[str, list[str]] = {}
    for datum in data_of(case):
        for account in directories.current().find(datum.kind, datum.value):
            found[account.id] = account
            by.setdefault(account.id, []).append(datum.field)
    whose = _named_in(case)
    return tuple(
        Behind(account, marks.of_account(id), tuple(by[id]))
        for id, account in found.items()
        if whose in ("", id)
    )


def named(behind: Sequence[Behind], mark: str) -> Behind | None:
    """The one of them that this mark, under any version of the key, names."""
    if not mark:
        return None
    return next((one for one in behind if mark in marks.probes_of_account(one.account.id)), None)


def _named_in(case: Case) -> str:
    """The id of the one account that an objection is about; empty for every other case."""
    return str(about(case)["account"]["id"]) if case.subject == OBJECTION else ""


def _data(fields: dict[str, str]) -> Iterator[Datum]:
    catalogue = load_catalogue(current().preset)
    for field in catalogue.fields if catalogue else ():
        kind = KINDS.get(field.kind)
        if kind is None or field.slug not in fields:
            continue
        try:
            yield Datum(field.slug, kind, normal(kind, fields[field.slug]).value)
        except Refused:
            continue
