"""Short messages by HTTP: what a gateway is sent, and what its answer means."""

import json
import urllib.request
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.parse import quote

from recupera.messages.outcomes import Never, NotNow, Unsure
from recupera.options import current
from recupera.web.posting import opener

TIMEOUT = 20.0
# The gateway says that this number or text is impossible; anything else may pass.
HOPELESS = {400, 404, 410, 422}
MOST_BYTES = 4096


def send(number: str, text: str, *, name: str) -> str:
    """Posts {"to", "text", "from"} to the gateway; returns the name its report will carry.

    `name` is ours and the same at each try; the gateway may answer {"id": …} and use that
    instead. Raises NotNow, Never or Unsure.
    """
    try:
        with opener().open(_request(number, text, name=name), timeout=TIMEOUT) as answer:
            return _their_name(answer.read(MOST_BYTES)) or name
    except HTTPError as refused:
        raise _judged(refused.code) from None
    except URLError as broken:
        raise NotNow(f"sms: {type(broken.reason).__name__}") from None
    except (OSError, HTTPException) as broken:
        raise Unsure(f"sms: {type(broken).__name__} after the text was on its way") from None


def filled(template: str, number: str, text: str, *, name: str) -> str:
    """The address with {to}, {text} and {id} in percent form, where it has them."""
    values = {"{to}": number, "{text}": text, "{id}": name}
    for mark, value in values.items():
        template = template.replace(mark, quote(value, safe=""))
    return template


def _request(number: str, text: str, *, name: str) -> urllib.request.Request:
    options = current()
    headers = {"Content-Type": "application/json", "Idempotency-Key": name}
    if secret := options.sms_secret.get_secret_value():
        headers["Authorization"] = f"Bearer {secret}"
    content = {"to": number, "text": text}
    if options.sms_from:
        content["from"] = options.sms_from
    url = filled(options.sms_url, number, text, name=name)
    # The scheme is http(s): the options refuse every other.
    return urllib.request.Request(url, json.dumps(content).encode(), headers)  # noqa: S310


def _their_name(body: bytes) -> str:
    try:
        found = json.loads(body)
    except ValueError:
        return ""
    named = found.get("id") if isinstance(found, dict) else None
    return str(named) if isinstance(named, str | int) else ""


def _judged(code: int) -> Exception:
    return Never(f"sms {code}") if code in HOPELESS else NotNow(f"sms {code}")
