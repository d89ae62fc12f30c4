"""A form part that asks for a fresh second factor, and what it brought, for the worker to judge.

    {% include "desk/second.html" %}    in the page's own form, with `second_factor(...)` as
                                        `second` in its context

The passkey signs `challenge`; a typed code says nothing about what it is for, so whoever holds the
desk could use it for something else (docs/decisions/0021-the-worker-judges-agents.md).
"""

import base64
import json
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest

from recupera.options import current

LONGEST = 4096


def second_factor(challenge: bytes, *, wrong: str = "") -> dict[str, Any]:
    """The context of `desk/second.html`; `wrong` is the sentence about what was shown before."""
    options = {
        "challenge": base64.urlsafe_b64encode(challenge).decode().rstrip("="),
        "rpId": host(),
        "userVerification": "required",
        "timeout": 120_000,
    }
    by_code = current().orders_by != "passkey"
    return {"options": json.dumps(options), "wrong": wrong, "by_code": by_code}


def host() -> str:
    """The relying party of the desk's passkeys."""
    return urlsplit(current().desk_origin).hostname or ""


def evidence(request: HttpRequest) -> dict[str, Any]:
    """What was shown, as `agents.factors.judge` takes it; empty where nothing was."""
    brought = request.POST.get("passkey", "")[:LONGEST]
    if brought:
        try:
            credential = json.loads(brought)
        except ValueError:
            return {}
        return {"passkey": credential} if isinstance(credential, dict) else {}
    typed = request.POST.get("totp", "")[:12].strip()
    return {"totp": typed} if typed else {}
