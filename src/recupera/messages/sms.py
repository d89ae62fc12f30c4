"""Short messages: the port, its HTTP gateway, and how many septets of GSM-7 a text takes."""

import json
import urllib.request
from http.client import HTTPException
from urllib.error import HTTPError, URLError

from recupera.messages.outcomes import Never, NotNow, Unsure
from recupera.options import current

ONE_PART = 160
TIMEOUT = 20.0
# 3GPP TS 23.038, 6.2.1 (default alphabet, escape left out) and 6.2.1.1 (its extension table).
BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENSION = frozenset("\f^{}\\[~]|€")
# The gateway says that this number or text is impossible; anything else may pass.
HOPELESS = {400, 404, 410, 422}


class NotGsm(ValueError):
    """A character outside GSM-7: the text would be sent as UCS-2, 70 characters a part."""


def sms_enabled() -> bool:
    """Whether a gateway is configured; without one nothing may be promised by SMS."""
    return bool(current().sms_url)


def septets(text: str) -> int:
    """The length of the text in GSM-7 septets; one part holds ONE_PART. Raises NotGsm."""
    strange = sorted(set(text) - BASIC - EXTENSION)
    if strange:
        raise NotGsm(f"not in GSM-7: {' '.join(map(ascii, strange))}")
    return len(text) + sum(character in EXTENSION for character in text)


def send(number: str, text: str, *, name: str) -> None:
    """Posts {"to": E.164, "text": …} to the gateway; `name` is the same at each try.

    Raises NotNow, Never or Unsure.
    """
    if not sms_enabled():
        raise Never("sms: no gateway is configured")
    try:
        with _opener().open(_request(number, text, name=name), timeout=TIMEOUT) as answer:
            answer.read(1024)
    except HTTPError as refused:
        raise _judged(refused.code) from None
    except URLError as broken:
        raise NotNow(f"sms: {type(broken.reason).__name__}") from None
    except (OSError, HTTPException) as broken:
        raise Unsure(f"sms: {type(broken).__name__} after the text was on its way") from None


def _request(number: str, text: str, *, name: str) -> urllib.request.Request:
    options = current()
    headers = {"Content-Type": "application/json", "Idempotency-Key": name}
    if secret := options.sms_secret.get_secret_value():
        headers["Authorization"] = f"Bearer {secret}"
    body = json.dumps({"to": number, "text": text}).encode()
    # The scheme is http(s): the options refuse every other.
    return urllib.request.Request(options.sms_url, body, headers)  # noqa: S310


def _opener() -> urllib.request.OpenerDirector:
    """No redirects and no proxies: secret and number go to the configured address alone."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.HTTPHandler,
        urllib.request.HTTPSHandler,
        urllib.request.HTTPErrorProcessor,
        urllib.request.HTTPDefaultErrorHandler,
    ):
        opener.add_handler(handler())
    return opener


def _judged(code: int) -> Exception:
    return Never(f"sms {code}") if code in HOPELESS else NotNow(f"sms {code}")
