"""What an envelope about a case may say, checked again: the portal that wrote it may be taken over.

What only a changed catalogue explains is no reason to drop a case; `doubts` tells the desk of it.
"""

import base64
import binascii
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from recupera.cases.catalogue import SLUG
from recupera.letterbox.cases import MOST_CHARACTERS
from recupera.letterbox.sealing import Opened
from recupera.messages.letters import LANGUAGES, Language
from recupera.people import DatumKind, Refused, normal
from recupera.people.case_reference import reference
from recupera.people.tracking import tracking_key
from recupera.worker.requests import CODE, Malformed
from recupera.worker.requests import REFERENCE as MESSAGE

OBJECTION = "objection"
WHOSE = ("self", "other", "anonymous")
ACTS = ("add", "close", "reopen", "correct_email", "send_again", "show_code")
ID = re.compile(r"[0-9a-f]{32}")
SLUGGED = re.compile(rf"(?=.{{1,40}}$){SLUG[1:-1]}")
VERSION = re.compile(r"[\x21-\x7e]{1,20}")
KIND = re.compile(r"[a-z0-9./+-]{0,60}")
MOST_FIELDS, MOST_FILES, LONGEST_NAME, LARGEST = 60, 50, 255, 2**31 - 1


@dataclass(frozen=True)
class SentFile:
    """A file: `key` has 32 bytes; `document` is a slug or empty."""

    id: str
    key: bytes = field(repr=False)
    name: str
    size: int
    kind: str
    document: str


@dataclass(frozen=True)
class OpenCase:
    """A form as `letterbox.cases.Form` says; `received_at` in epoch seconds, not yet believed."""

    draft: str
    reference: str
    key: str = field(repr=False)
    received_at: float
    system: str
    request: str
    subject: str
    whose: str
    fields: Mapping[str, str] = field(repr=False)
    notice: str
    language: Language
    files: tuple[SentFile, ...]


@dataclass(frozen=True)
class AskCase:
    """`key` is empty where a code is asked for, to be sent under `message`."""

    reference: str
    key: str = field(repr=False)
    message: str
    language: Language


@dataclass(frozen=True)
class ActOnCase:
    """`email` is in normal form, empty but for correct_email; `code` eight digits of show_code."""

    act: str
    language: Language
    text: str = field(repr=False)
    email: str
    files: tuple[SentFile, ...]
    code: str = field(default="", repr=False)


def read_open_case(opened: Opened) -> OpenCase:
    """Raises Malformed."""
    content = opened.content
    subject = _slug(content.get("subject"))
    # That name is the worker's own, for what somebody objected to.
    if subject == OBJECTION:
        raise Malformed
    return OpenCase(
        draft=_matching(ID, content.get("draft")),
        reference=_reference(content.get("reference")),
        key=_key(content.get("key")),
        received_at=_seconds(content.get("received_at")),
        system=_slug(content.get("system")),
        request=_slug(content.get("request")),
        subject=subject,
        whose=_one_of(WHOSE, content.get("whose")),
        fields=_fields(content.get("fields")),
        notice=_matching(VERSION, content.get("notice")),
        language=_language(content),
        files=_files(content.get("files")),
    )


def read_ask_case(opened: Opened) -> AskCase:
    """Raises Malformed."""
    content = opened.content
    key = content.get("key")
    return AskCase(
        reference=_reference(content.get("reference")),
        key=_key(key) if key else "",
        message=_matching(MESSAGE, content.get("message")),
        language=_language(content),
    )


def read_prove_case(opened: Opened) -> str:
    """The code: eight digits. Raises Malformed."""
    return _matching(CODE, opened.content.get("code"))


def read_act_on_case(opened: Opened) -> ActOnCase:
    """Raises Malformed."""
    content = opened.content
    act, text = _one_of(ACTS, content.get("act")), _text(content.get("text"))
    files = _files(content.get("files"))
    if act == "add" and not (text.strip() or files):
        raise Malformed
    email = _email(content.get("email")) if act == "correct_email" else ""
    code = _matching(CODE, content.get("code")) if act == "show_code" else ""
    return ActOnCase(act, _language(content), text, email, files, code)


def _fields(value: object) -> dict[str, str]:
    if not isinstance(value, Mapping) or len(value) > MOST_FIELDS:
        raise Malformed
    return {_slug(slug): _text(said) for slug, said in value.items()}


def _files(value: object) -> tuple[SentFile, ...]:
    if not isinstance(value, list | tuple) or len(value) > MOST_FILES:
        raise Malformed
    files = tuple(_file(one) for one in value)
    if len({one.id for one in files}) != len(files):
        raise Malformed
    return files


def _file(value: object) -> SentFile:
    if not isinstance(value, Mapping):
        raise Malformed
    size, document = value.get("size"), value.get("document")
    if type(size) is not int or not 0 <= size <= LARGEST:
        raise Malformed
    return SentFile(
        id=_matching(ID, value.get("id")),
        key=_file_key(value.get("key")),
        name=_name(value.get("name")),
        size=size,
        kind=_matching(KIND, value.get("kind")),
        document=_slug(document) if document else "",
    )


def _file_key(value: object) -> bytes:
    try:
        key = base64.b64decode(str(value), validate=True)
    except (binascii.Error, ValueError):
        raise Malformed from None
    if len(key) != 32:
        raise Malformed
    return key


def _name(value: object) -> str:
    name = _text(value)
    if not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
        raise Malformed
    return name


def _text(value: object) -> str:
    """Anything that can be written down again; half a character pair cannot."""
    if not isinstance(value, str) or len(value) > MOST_CHARACTERS:
        raise Malformed
    try:
        value.encode()
    except UnicodeEncodeError:
        raise Malformed from None
    return value


def _reference(value: object) -> str:
    if not isinstance(value, str) or reference(value) != value:
        raise Malformed
    return value


def _key(value: object) -> str:
    if not isinstance(value, str) or tracking_key(value) != value:
        raise Malformed
    return value


def _email(value: object) -> str:
    try:
        if isinstance(value, str) and normal(DatumKind.EMAIL, value).value == value:
            return value
    except Refused:
        pass
    raise Malformed


def _seconds(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Malformed
    try:
        seconds = float(value)
    except OverflowError:
        raise Malformed from None
    if not math.isfinite(seconds):
        raise Malformed
    return seconds


def _slug(value: object) -> str:
    return _matching(SLUGGED, value)


def _one_of(known: tuple[str, ...], value: object) -> str:
    if value not in known:
        raise Malformed
    return str(value)


def _language(content: Mapping[str, Any]) -> Language:
    language = LANGUAGES.get(str(content.get("language")))
    if language is None:
        raise Malformed
    return language


def _matching(form: re.Pattern[str], value: object) -> str:
    if not isinstance(value, str) or not form.fullmatch(value):
        raise Malformed
    return value
