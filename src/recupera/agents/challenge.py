"""What a passkey signs for a request of the desk: the request's own content. Pure.

Each challenge is signed for once, so whoever asks twice for the same puts a `nonce` into it.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

# What is not part of the content: the signature itself.
EVIDENCE = "evidence"


def over(act: str, agent: str, content: Mapping[str, Any]) -> bytes:
    """32 bytes; the same at the desk, which shows them, and at the worker, which compares."""
    said = {name: value for name, value in content.items() if name != EVIDENCE}
    plain = json.dumps([act, agent, said], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(b"recupera desk 1 " + plain.encode()).digest()
