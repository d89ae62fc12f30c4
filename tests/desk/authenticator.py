"""A passkey in software: registers and signs as a browser's `credential.toJSON()` would say."""

import hashlib
import json
import os
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

from recupera.agents import passkeys
from recupera.options import current


@dataclass
class Passkey:
    """One passkey of the desk's host; `verified` is whether it saw a finger or a PIN."""

    verified: bool = True
    user: bytes = b""
    id: bytes = field(default_factory=lambda: os.urandom(32))
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def register(self, challenge: bytes | None = None, **said: str) -> dict[str, Any]:
        public = ES256.from_cryptography_key(self.key.public_key())
        known = AttestedCredentialData.create(b"\0" * 16, self.id, public)
        data = AuthenticatorData.create(_host(said), self._flags() | 0x40, 0, known)
        attestation = AttestationObject.create("none", data, {})
        client = _client("webauthn.create", challenge, said)
        response = {"clientDataJSON": client, "attestationObject": bytes(attestation)}
        return self._json(response)

    def sign(self, challenge: bytes | None = None, **said: str) -> dict[str, Any]:
        """`origin=` and `host=` say what an honest browser would never."""
        data = AuthenticatorData.create(_host(said), self._flags(), 0)
        client = _client("webauthn.get", challenge, said)
        content = bytes(data) + hashlib.sha256(client).digest()
        signature = self.key.sign(content, ec.ECDSA(SHA256()))
        response = {"clientDataJSON": client, "authenticatorData": bytes(data)}
        return self._json({**response, "signature": signature, "userHandle": self.user})

    def _flags(self) -> int:
        return 0x05 if self.verified else 0x01

    def _json(self, response: dict[str, bytes]) -> dict[str, Any]:
        encoded = {name: websafe_encode(value) for name, value in response.items()}
        name = websafe_encode(self.id)
        extensions = {"credProps": {"rk": True}}
        return {
            "id": name,
            "rawId": name,
            "type": "public-key",
            "response": encoded,
            "clientExtensionResults": extensions,
        }


def _host(said: dict[str, str]) -> bytes:
    return hashlib.sha256(said.get("host", passkeys.host()).encode()).digest()


def _client(kind: str, challenge: bytes | None, said: dict[str, str]) -> bytes:
    asked = websafe_encode(os.urandom(32) if challenge is None else challenge)
    origin = said.get("origin", current().desk_origin)
    return json.dumps({"type": kind, "challenge": asked, "origin": origin}).encode()
