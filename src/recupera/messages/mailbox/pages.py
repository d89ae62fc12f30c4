"""What the mailbox shows in a browser: the inbox, one mail's HTML, and every preview."""

import re
import secrets
import time
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils.timezone import get_default_timezone

from recupera.agents.demo import STAFF, seconds_left
from recupera.messages.mailbox.box import Kept
from recupera.messages.preview import previews

CODE = re.compile(r"(?<!\d)\d{4} \d{4}(?!\d)")


def inbox(messages: list[Kept]) -> tuple[str, str]:
    """The page and its Content-Security-Policy."""
    now = time.time()
    shown = [_shown(one) for one in messages]
    return _page("inbox", {"messages": shown, "agents": agents(now), "left": seconds_left(now)})


def agents(now: float) -> list[dict[str, str]]:
    """The demo's agents and the codes that their second factor shows now."""
    return [
        {"email": one.email, "name": one.name, "role": one.role.value, "code": one.code(now)}
        for one in STAFF
    ]


def all_previews() -> tuple[str, str]:
    """The page and its Content-Security-Policy."""
    shown = [
        {
            "name": preview.letter.template.value,
            "situation": preview.situation,
            "language": preview.letter.language,
            "rendered": preview.rendered(),
        }
        for preview in previews()
    ]
    return _page("previews", {"previews": shown})


def _page(name: str, context: dict[str, Any]) -> tuple[str, str]:
    nonce = secrets.token_urlsafe(16)
    page = render_to_string(f"messages/mailbox/{name}.html", context | {"nonce": nonce})
    # The previews' mails inherit this policy and bring styles of their own: hence inline.
    return page, (
        f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'unsafe-inline'; "
        "connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    )


def _shown(message: Kept) -> dict[str, Any]:
    code = CODE.search(message.text)
    sent_at = datetime.fromisoformat(message.sent_at).astimezone(get_default_timezone())
    return {"message": message, "code": code and code.group(), "sent_at": sent_at}
