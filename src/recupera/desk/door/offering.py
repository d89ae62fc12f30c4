"""What a page shows to whoever gets a new factor, and what comes back."""

import json
from typing import Any

import qrcode
from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.mfa.webauthn.internal import auth
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from recupera.desk.models import User

LONGEST = 16_384


def offered(request: HttpRequest, user: User) -> dict[str, Any]:
    """A secret of TOTP, in the form alone and in no table, and the options of a new passkey."""
    secret = request.POST.get("secret", "")[:64] or generate_totp_secret()
    adapter = get_adapter()
    size, path = _drawn(adapter.build_totp_url(user, secret))
    return {
        "secret": secret,
        "spelled": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        "size": size,
        "path": path,
        "options": auth.begin_registration(user, True)["publicKey"],
    }


def _drawn(url: str) -> tuple[int, str]:
    """A QR code's width in modules, and its path: drawn in the page, which loads no image."""
    code = qrcode.QRCode(border=2)
    code.add_data(url)
    rows = code.get_matrix()
    dark = ((x, y) for y, row in enumerate(rows) for x, one in enumerate(row) if one)
    return len(rows), "".join(f"M{x} {y}h1v1h-1z" for x, y in dark)


def brought(request: HttpRequest) -> dict[str, Any]:
    """{"passkey": …} or {"totp": …} as the worker takes it. Raises ValidationError."""
    credential = request.POST.get("credential", "")[:LONGEST]
    if not credential:
        code, secret = request.POST.get("code", "")[:12], request.POST.get("secret", "")[:64]
        return {"totp": {"secret": secret, "code": code}}
    try:
        registration = json.loads(credential)
        auth.parse_registration_response(registration)
    except (ValueError, KeyError, AttributeError):
        raise get_adapter().validation_error("incorrect_code") from None
    if not auth.complete_registration(registration).is_user_verified():
        raise get_adapter().validation_error("incorrect_code")
    return {"passkey": registration}


__all__ = ["ValidationError", "brought", "offered"]
