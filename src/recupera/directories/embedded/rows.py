"""Makes an account of one row of an import, or says why it cannot."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from recupera.directories.embedded.hashes import UnknownFormat, known
from recupera.people import Account, DatumKind, Refused, RefusedReason, normal

BETWEEN = ";"
LONGEST = {"id": 200, "name": 200, "organisation": 300, "role": 60}
REASONS = {
    RefusedReason.EMPTY: "is empty",
    RefusedReason.TOO_LONG: "is too long",
    RefusedReason.CHARACTERS: "has characters that do not belong there",
    RefusedReason.SEVEN_DIGITS: "has seven digits; all ten are needed",
    RefusedReason.FOREIGN_PHONE: "is not a Colombian number",
    RefusedReason.NOT_A_PHONE: "is neither a mobile (3XX) nor a landline (60X)",
    RefusedReason.NOT_A_DOCUMENT: "is not a document number",
    RefusedReason.NOT_AN_EMAIL: "is not an e-mail address",
}
DOCUMENT_TYPES = {
    "cc": "CC",
    "cedula": "CC",
    "cedula de ciudadania": "CC",
    "ce": "CE",
    "cedula de extranjeria": "CE",
    "ti": "TI",
    "tarjeta de identidad": "TI",
    "ppt": "PPT",
    "permiso por proteccion temporal": "PPT",
    "pa": "PA",
    "pasaporte": "PA",
    "passport": "PA",
    "nit": "NIT",
}
STATES = {
    "active": True,
    "activo": True,
    "activa": True,
    "inactive": False,
    "inactivo": False,
    "inactiva": False,
}


class RowRefused(Exception):
    """This row is not imported. Never holds what stands in the row."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(f"{column} {reason}")
        self.column = column
        self.reason = reason


@dataclass(frozen=True)
class Warned:
    """One datum of a row is left out; the rest of the account is imported."""

    column: str
    reason: str


def id_of(fields: Mapping[str, str]) -> str:
    """The platform's id of the account, or else its user name and organisation.

    Raises RowRefused.
    """
    given = _text(fields, "id")
    if given:
        return given
    username = _datum(DatumKind.USERNAME, fields["username"], "username")
    return f"{username} · {_text(fields, 'organisation').casefold()}"


def account_of(fields: Mapping[str, str]) -> tuple[Account, list[Warned]]:
    """The account of a row and what was left out of it. Raises RowRefused."""
    _datum(DatumKind.USERNAME, fields["username"], "username")
    document_type, document_number = _document(fields)
    phones, warnings = _phones(fields)
    account = Account(
        id=id_of(fields),
        username=fields["username"].strip(),
        name=_text(fields, "name"),
        document_type=document_type,
        document_number=document_number,
        emails=_emails(fields),
        phones=phones,
        organisation=_text(fields, "organisation"),
        role=_text(fields, "role").lower(),
        active=_state(fields),
    )
    return account, warnings


def hash_of(fields: Mapping[str, str]) -> str | None:
    """The password's hash in a row, if it has one. Raises RowRefused."""
    given = fields.get("password", "").strip()
    try:
        return known(given) if given else None
    except UnknownFormat as unknown:
        raise RowRefused("password", str(unknown)) from None


def _document(fields: Mapping[str, str]) -> tuple[str, str]:
    number = fields.get("document_number", "")
    if not number.strip():
        return "", ""
    value = _datum(DatumKind.NATIONAL_ID, number, "document_number")
    document_type = DOCUMENT_TYPES.get(_folded(fields.get("document_type", "")))
    if document_type is None:
        raise RowRefused("document_type", "is none of CC, CE, TI, PPT, PA, NIT")
    return document_type, value


def _emails(fields: Mapping[str, str]) -> tuple[str, ...]:
    found = (_datum(DatumKind.EMAIL, part, "emails") for part in _parts(fields, "emails"))
    return tuple(dict.fromkeys(found))


def _phones(fields: Mapping[str, str]) -> tuple[tuple[str, ...], list[Warned]]:
    found: list[str] = []
    warnings = []
    for part in _parts(fields, "phones"):
        try:
            found.append(_datum(DatumKind.PHONE, part, "phones"))
        except RowRefused as refused:
            warnings.append(Warned(refused.column, refused.reason))
    return tuple(dict.fromkeys(found)), warnings


def _state(fields: Mapping[str, str]) -> bool:
    if "state" not in fields:
        return True
    active = STATES.get(_folded(fields["state"]))
    if active is None:
        raise RowRefused("state", "is neither active nor inactive")
    return active


def _datum(kind: DatumKind, typed: str, column: str) -> str:
    try:
        return normal(kind, typed).value
    except Refused as refused:
        raise RowRefused(column, REASONS[refused.reason]) from None


def _parts(fields: Mapping[str, str], column: str) -> list[str]:
    return [part for part in fields.get(column, "").split(BETWEEN) if part.strip()]


def _text(fields: Mapping[str, str], column: str) -> str:
    # Names end up in messages and pages: no line breaks, no marks that turn text around.
    words = " ".join(fields.get(column, "").split())
    if not words.isprintable():
        words = "".join(sign for sign in words if sign.isprintable())
    text = unicodedata.normalize("NFC", words)
    if len(text) > LONGEST[column]:
        raise RowRefused(column, f"is longer than {LONGEST[column]} characters")
    return text


def _folded(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text.replace(".", "")).encode("ascii", "ignore").decode()
    return " ".join(bare.lower().split())
