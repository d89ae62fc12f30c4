"""What the frame around every page shows: the platform's names and links, and the languages."""

import re
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, override

from recupera.cases.catalogue import load_catalogue
from recupera.clocks.service import standing
from recupera.letterbox.closed_days import calendar
from recupera.options import Preset, current
from recupera.options.words import Link
from recupera.portal import hours
from recupera.portal.delay import late
from recupera.portal.examples import FILLS

# Pages that exist only as the target of a form: their other language is the form's page.
HOME_OF = {"resend": "code", "choose_account": "new_password", "case_resend": "case_code"}
PARTS = {
    "masthead": "design/masthead.html",
    "demo_panel": "pages/demo.html",
}
PARTS_OF_NOW = {
    "notices": "design/notices.html",
    "standing": "design/standing.html",
    "footer": "design/footer.html",
}
MINUTE = 60


def frame(request: HttpRequest) -> dict[str, Any]:
    """Django context processor. Nothing in it comes from the request's headers."""
    language = get_language() or "es"
    found = request.resolver_match
    name = (found.url_name if found else None) or "find"
    return (
        _drawn(language)
        | _drawn_now(language, int(time.time()) // MINUTE)
        | {
            # A function: only a page that shows it looks.
            "codes_late": late,
            "language": language,
            "other_language": _other(language),
            "other_address": _address(HOME_OF.get(name, name), _other(language)),
        }
    )


@cache
def _drawn(language: str) -> dict[str, Any]:
    """The names, and the parts of the pages that are the same for everyone, drawn once."""
    names = _names(language)
    parts = _parts(PARTS, names, language)
    return names | parts | ({} if names["demo"] else {"demo_panel": ""})


# One page in a minute draws them anew, whoever it is for; the others find them here.
@lru_cache(maxsize=4)
def _drawn_now(language: str, minute: int) -> dict[str, str]:
    """The parts that change with the day and the hour; `minute` of the epoch."""
    now = datetime.fromtimestamp(minute * MINUTE, UTC)
    with override(language):
        names = _names(language) | _service(now) | {"shown": _shown(now, language)}
    return _parts(PARTS_OF_NOW, names, language)


def _parts(templates: dict[str, str], names: dict[str, Any], language: str) -> dict[str, str]:
    with override(language):
        return {part: render_to_string(template, names) for part, template in templates.items()}


def _service(now: datetime) -> dict[str, Any]:
    stands = standing(calendar(), now)
    when = stands.until.timestamp()
    said = hours.until(when) if stands.open else hours.weekday_and_hour(when)
    return {"service_open": stands.open, "service_until": said}


def _shown(now: datetime, language: str) -> list[dict[str, Any]]:
    preset = current().texts
    today = now.astimezone(ZoneInfo(preset.service.zone)).date()
    return [
        {
            "text": notice.text.said(language),
            "links": _named([notice.link] if notice.link else [], language),
        }
        for notice in preset.notices
        if notice.shows_on(today)
    ]


def _names(language: str) -> dict[str, Any]:
    options = current()
    preset: Preset = options.texts
    return {
        "platform": preset.platform,
        "entity": preset.entity,
        "preset": preset,
        "hours": _unbroken(preset.hours.said(language)),
        "government": _named([preset.government] if preset.government else [], language),
        "header_links": _named(preset.header, language),
        "footer_links": _named(preset.footer, language),
        "case_choices": [choice.said(language) for choice in preset.case_choices],
        "case_form": load_catalogue(options.preset) is not None,
        "demo": options.demo,
        "examples": FILLS,
        "mailbox": f"http://{options.mailbox_address}/",
    }


def _named(links: Iterable[Link], language: str) -> list[dict[str, Any]]:
    return [
        {
            "text": link.said(language),
            "url": _address(link.page, language) if link.page else str(link.url),
            "away": link.page is None,
        }
        for link in links
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
