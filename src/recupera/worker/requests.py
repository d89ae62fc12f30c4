"""What an envelope may ask for, checked again: the portal that wrote it may be taken over."""

import re
from dataclasses import dataclass

from recupera.letterbox.sealing import Opened
from recupera.messages.letters import Language
from recupera.people import DatumKind, Refused, normal

REFERENCE = re.compile(r"[B-DF-HJ-NP-TV-Z][2-9][B-DF-HJ-NP-TV-Z][2-9]")
BY_SMS = {"usual": False, "sms": True}
CODE = re.compile(r"[0-9]{8}")


LANGUAGES: dict[str, Language] = {"es": "es", "en": "en"}


class Malformed(Exception):
    """No honest portal writes this; it is dropped."""


@dataclass(frozen=True)
class Ask:
    """`value` is in normal form."""

    kind: DatumKind
    value: str
    reference: str
    language: Language
    by_sms: bool = False


@dataclass(frozen=True)
class Prove:
    """`code` is eight digits."""

    code: str


def read_ask(opened: Opened) -> Ask:
    """Raises Malformed."""
    content = opened.content
    try:
        kind, value = DatumKind(content["kind"]), str(content["value"])
        exact = normal(kind, value).value == value
    except (KeyError, ValueError, TypeError, Refused) as wrong:
        raise Malformed from wrong
    reference, language = str(content.get("reference")), LANGUAGES.get(str(content.get("language")))
    # The reference goes into messages: nothing else may ride in its place.
    if not exact or not REFERENCE.fullmatch(reference) or language is None:
        raise Malformed
    by_sms = BY_SMS.get(str(content.get("by", "usual")))
    # Only who typed a document may choose the channel.
    if by_sms is None or (by_sms and kind is not DatumKind.NATIONAL_ID):
        raise Malformed
    return Ask(kind, value, reference, language, by_sms)


def read_prove(opened: Opened) -> Prove:
    """Raises Malformed."""
    code = str(opened.content.get("code"))
    if not CODE.fullmatch(code):
        raise Malformed
    return Prove(code)
