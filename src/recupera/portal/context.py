"""What the frame around every page shows: the platform's names and links, and the languages."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, override

from recupera.options import Preset, current
from recupera.options.preset import Link
from recupera.portal.examples import FILLS

# Pages that exist only as the target of a form: their other language is the form's page.
HOME_OF = {"resend": "code"}
PARTS = {
    "masthead": "design/masthead.html",
    "footer": "design/footer.html",
    "demo_panel": "pages/demo.html",
}


def frame(request: HttpRequest) -> dict[str, Any]:
    """Django context processor. Nothing in it comes from the request's headers."""
    language = get_language() or "es"
    found = request.resolver_match
    name = (found.url_name if found else None) or "find"
    return _drawn(language) | {
        "language": language,
        "other_language": _other(language),
        "other_address": _address(HOME_OF.get(name, name), _other(language)),
    }


@cache
def _drawn(language: str) -> dict[str, Any]:
    """The names, and the parts of the pages that are the same for everyone, drawn once."""
    names = _names(language)
    with override(language):
        parts = {part: render_to_string(template, names) for part, template in PARTS.items()}
    return names | parts | ({} if names["demo"] else {"demo_panel": ""})


def _names(language: str) -> dict[str, Any]:
    options = current()
    preset: Preset = options.texts
    return {
        "platform": preset.platform,
        "entity": preset.entity,
        "preset": preset,
        "hours": _unbroken(preset.hours_en if language == "en" else preset.hours_es),
        "government": _named([preset.government] if preset.government else [], language),
        "header_links": _named(preset.header, language),
        "footer_links": _named(preset.footer, language),
        "demo": options.demo,
        "examples": FILLS,
        "mailbox": f"http://{options.mailbox_address}/",
    }


def _named(links: Iterable[Link], language: str) -> list[dict[str, str]]:
    return [
        {"text": link.en if language == "en" else link.es, "url": str(link.url)} for link in links
    ]


def _unbroken(hours: str) -> str:
    """The same hours, with none of "7:00 a. m." on another line."""
    return re.sub(r" (?=[ap]\.)|(?<=[ap]\.) (?=m\.)", "\u00a0", hours)


def _other(language: str) -> str:
    return "es" if language == "en" else "en"


@cache
def _address(name: str, language: str) -> str:
    with override(language):
        return reverse(name)
