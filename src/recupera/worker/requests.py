"""What an envelope may ask for, checked again: the portal that wrote it may be taken over."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from recupera.letterbox.sealing import NO_NETWORKS, Opened
from recupera.messages.letters import LANGUAGES, Language
from recupera.passwords import LONGEST
from recupera.people import DatumKind, Refused, normal, objection_code

REFERENCE = re.compile(r"[B-DF-HJ-NP-TV-Z][2-9][B-DF-HJ-NP-TV-Z][2-9]")
BY_SMS = {"usual": False, "sms": True}
CODE = re.compile(r"[0-9]{8}")
NETWORK = re.compile(r"[0-9a-f]{16}")
SHOWN = re.compile(rf"({REFERENCE.pattern})({CODE.pattern})")
MARK = re.compile(r"[0-9a-f]{16}")


class Malformed(Exception):
    """No honest portal writes this; it is dropped."""


@dataclass(frozen=True)
class Ask:
    """`value` is in normal form. `shown` is reference and code of another message, if any."""

    kind: DatumKind
    value: str
    reference: str
    language: Language
    by_sms: bool = False
    networks: frozenset[str] = frozenset(NO_NETWORKS)
    shown: tuple[str, str] | None = None


@dataclass(frozen=True)
class Prove:
    """`code` is eight digits."""

    code: str


@dataclass(frozen=True)
class SetPassword:
    """`account` is its mark within the enquiry; the password is as it was typed, not judged."""

    account: str
    password: str = field(repr=False)
    language: Language


@dataclass(frozen=True)
class Object:
    """`code` is an objection code in normal form."""

    code: str = field(repr=False)


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
    networks, shown = _networks(content), _shown(content)
    return Ask(kind, value, reference, language, by_sms, networks, shown)


def _networks(content: Mapping[str, Any]) -> frozenset[str]:
    """Two marks: a portal that was taken over may lie here, and gets no seventh message by it."""
    networks = content.get("networks", list(NO_NETWORKS))
    if not isinstance(networks, list) or len(networks) != 2:
        raise Malformed
    if not all(isinstance(one, str) and NETWORK.fullmatch(one) for one in networks):
        raise Malformed
    return frozenset(networks)


def _shown(content: Mapping[str, Any]) -> tuple[str, str] | None:
    shown = str(content.get("shown", ""))
    found = SHOWN.fullmatch(shown)
    if shown and not found:
        raise Malformed
    return (found[1], found[2]) if found else None


def read_prove(opened: Opened) -> Prove:
    """Raises Malformed."""
    code = str(opened.content.get("code"))
    if not CODE.fullmatch(code):
        raise Malformed
    return Prove(code)


def read_set_password(opened: Opened) -> SetPassword:
    """Raises Malformed."""
    content = opened.content
    account, password = content.get("account"), content.get("password")
    language = LANGUAGES.get(str(content.get("language")))
    if not isinstance(account, str) or not isinstance(password, str) or language is None:
        raise Malformed
    if not MARK.fullmatch(account) or not 0 < len(password) <= LONGEST:
        raise Malformed
    return SetPassword(account, password, language)


def read_object(opened: Opened) -> Object:
    """Raises Malformed."""
    code = str(opened.content.get("code"))
    if objection_code(code) != code:
        raise Malformed
    return Object(code)
