"""Reads a solved ALTCHA challenge and checks that it is ours, by two digests.

The library checks challenges of any maker and writes their JSON letter by letter as JavaScript
would. Ours hold plain ASCII and whole numbers, which `json` writes in the same bytes, so the same
check (its deterministic mode) costs a fifth.
"""

import base64
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Solution:
    """What a browser sent, `written` as we sign it; nothing is believed before `is_ours`."""

    parameters: Mapping[str, Any]
    written: bytes
    signature: str
    derived_key: bytes

    @property
    def expires_at(self) -> float:
        """Epoch seconds."""
        return float(self.parameters["expiresAt"])

    def is_ours(self, *, challenge_secret: bytes, solution_secret: bytes) -> bool:
        """Whether we signed these very parameters, and this is the key they ask for."""
        return _signed(self.written, self.signature, challenge_secret) and _signed(
            self.derived_key, self.parameters.get("keySignature"), solution_secret
        )


def read(payload: str) -> Solution | None:
    """None where it is no solution at all."""
    try:
        given = json.loads(base64.b64decode(payload))
        challenge = given["challenge"]
        return Solution(
            parameters=dict(challenge["parameters"]),
            written=_canonical(challenge["parameters"]),
            signature=str(challenge["signature"]),
            derived_key=bytes.fromhex(given["solution"]["derivedKey"]),
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def _canonical(parameters: Mapping[str, Any]) -> bytes:
    return json.dumps(parameters, sort_keys=True, separators=(",", ":")).encode()


def _signed(content: bytes, signature: object, secret: bytes) -> bool:
    sign = hmac.digest(secret, content, "sha256").hex()
    return hmac.compare_digest(sign.encode(), str(signature).encode("utf-8", "replace"))
