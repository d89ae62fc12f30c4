"""Puts a letter into words: subject, text and HTML of a mail, or the one text of an SMS."""

import re
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.template.loader import render_to_string
from django.utils import translation

from recupera.messages.letters import Language, Letter
from recupera.messages.moments import day, hour, moment, short
from recupera.options import current
from recupera.people import ChannelKind

WIDTH = 76
# Where "it was not me" is typed: a fixed address, so that a message needs no link.
OBJECT_PAGE = "/no-fui-yo"
# Where a case is looked at.
CASE_PAGE = "/caso"
# Where a case begins.
SUPPORT_PAGE = "/soporte"
# Where an agent types the code of an invitation, at the desk's own address.
INVITATION_PAGE = "/invitacion"
# Where a new password begins.
PASSWORD_PAGE = "/contrasena"
BREAKS = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+")


@dataclass(frozen=True)
class Rendered:
    """`subject` and `html` are empty for an SMS; no line of a mail's text exceeds WIDTH,
    but for a word that is longer."""

    subject: str
    text: str
    html: str


def render(letter: Letter, *, repeat: bool = False) -> Rendered:
    """The words in the letter's language; `repeat` adds that it may have arrived twice."""
    context = _context(letter, repeat=repeat)
    with translation.override(letter.language):
        if letter.template.channel is ChannelKind.SMS:
            return Rendered("", _part(letter, "txt", context).strip(), "")
        return Rendered(
            subject=_one_line(_part(letter, "subject.txt", context)),
            text=_wrapped(_part(letter, "txt", context)),
            html=_part(letter, "html", context),
        )


def _context(letter: Letter, *, repeat: bool) -> dict[str, Any]:
    options = current()
    origin = urlsplit(options.origin)
    said = {name: _flat(value) for name, value in letter.context.items()}
    return {
        **said,
        "language": letter.language,
        "platform": options.texts.platform,
        "sms_name": options.texts.sms_name,
        "host": origin.hostname,
        "object_at": origin.netloc + OBJECT_PAGE,
        "case_at": origin.netloc + CASE_PAGE,
        "support_at": origin.netloc + SUPPORT_PAGE,
        "invitation_at": urlsplit(options.desk_origin).netloc + INVITATION_PAGE,
        "desk_at": urlsplit(options.desk_origin).netloc,
        "reset_at": origin.netloc + PASSWORD_PAGE,
        "sign_in": str(options.texts.sign_in),
        "repeat": repeat,
        **_code(str(said.get("code", ""))),
        **_moments(said, letter.language),
    }


def _code(code: str) -> dict[str, str]:
    digits = code.replace(" ", "")
    return {"digits": digits, "code": f"{digits[:4]} {digits[4:]}"}


def _moments(said: Mapping[str, Any], language: Language) -> dict[str, str]:
    """The instants in words, as a sentence says them and as a text message has room for."""
    found = {}
    if until := said.get("until"):
        found = {"until": moment(until, language), "until_day": day(until, language)}
        found["hour"] = _tight(hour(until, language)).removesuffix(".")
    if due := said.get("due"):
        found["due"] = day(due, language)
    if at := said.get("at"):
        found |= {"at": moment(at, language), "short": _tight(short(at, language))}
    return found


def _tight(hour: str) -> str:
    return hour.replace(". m", ".m")


def _part(letter: Letter, part: str, context: dict[str, Any]) -> str:
    # Adding a plain string takes off Django's mark "safe", with which a page that shows this
    # inside itself would not escape it.
    return render_to_string(f"messages/{letter.template.value}.{part}", context) + ""


def _flat(value: object) -> object:
    """Data stay on their line: a user name cannot add a paragraph, nor a header."""
    if isinstance(value, list):
        return [_flat(item) for item in value]
    return _one_line(value) if isinstance(value, str) else value


def _one_line(text: str) -> str:
    return BREAKS.sub(" ", text).strip()


def _wrapped(text: str) -> str:
    """Paragraphs wrapped to WIDTH, never more than one empty line between them."""
    lines = [_fill(line.rstrip()) for line in text.strip().splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)) + "\n"


def _fill(line: str) -> str:
    return textwrap.fill(line, WIDTH, break_long_words=False, break_on_hyphens=False)
