"""A case as JSON to a help desk's address, signed as Standard Webhooks says (standardwebhooks.com).

Whatever language that desk is written in, there is a library that checks the signature.
"""

import base64
import json
import urllib.request
from datetime import UTC, datetime
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError

from standardwebhooks import Webhook

from recupera.desk.forwarding.passing import Passing
from recupera.messages.outcomes import NotNow
from recupera.options import current
from recupera.web.posting import opener

TIMEOUT = 30.0


def send(passing: Passing) -> None:
    """Raises messages.outcomes.NotNow: whatever the other side says, it is told again later."""
    try:
        with opener().open(_request(passing), timeout=TIMEOUT):
            return
    except HTTPError as refused:
        raise NotNow(f"webhook {refused.code}") from None
    except URLError as broken:
        raise NotNow(f"webhook: {type(broken.reason).__name__}") from None
    except (OSError, HTTPException) as broken:
        raise NotNow(f"webhook: {type(broken).__name__}") from None


def _request(passing: Passing) -> urllib.request.Request:
    body, at = json.dumps(_content(passing), ensure_ascii=False), datetime.now(UTC)
    signer = Webhook(current().forward_secret.get_secret_value())
    headers = {
        "Content-Type": "application/json",
        "webhook-id": passing.id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": signer.sign(passing.id, at, body),
    }
    # The scheme is https, or http in the demo: the options refuse every other.
    return urllib.request.Request(current().forward_url, body.encode(), headers)  # noqa: S310


def _content(passing: Passing) -> dict[str, Any]:
    data = dict(passing.facts)
    if passing.file is not None:
        content = base64.b64encode(passing.file.content).decode()
        data["file"] = {**passing.file.facts, "content": content}
    return {"type": passing.event, "timestamp": passing.at, "data": data}
