"""The demo's agents, invented, with secrets that everybody knows: they exist nowhere else."""

import base64
import hashlib
from dataclasses import dataclass

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.hotp import HOTP

from recupera.agents.policy import Role

PASSWORD = "mesa-de-ayuda-demo"
STEP = 30


@dataclass(frozen=True)
class DemoAgent:
    email: str
    name: str
    role: Role

    @property
    def key(self) -> bytes:
        return hashlib.sha256(f"demo {self.email}".encode()).digest()[:20]

    @property
    def secret(self) -> str:
        return base64.b32encode(self.key).decode()

    def code(self, now: float) -> str:
        # RFC 6238, as an authenticator app would show it.
        return HOTP(self.key, 6, SHA1()).generate(int(now) // STEP).decode()  # noqa: S303


STAFF = (
    DemoAgent("agente@mesa.example", "Luz Marina Tovar", Role.AGENT),
    DemoAgent("senior@mesa.example", "Óscar Iván Pabón", Role.SENIOR),
    DemoAgent("supervisora@mesa.example", "Gloria Inés Cuéllar", Role.SUPERVISOR),
    DemoAgent("auditor@mesa.example", "Hernán Darío Ruiz", Role.AUDITOR),
)


def seconds_left(now: float) -> int:
    """How long the codes of now are shown."""
    return STEP - int(now) % STEP
