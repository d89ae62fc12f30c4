"""An agent who comes in at the door, as a browser would: with factors of their own."""

import base64
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count, islice
from typing import Any
from urllib.parse import urlencode

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.hotp import HOTP
from django.test import Client
from fido2.utils import websafe_decode

from recupera.agents import invites
from recupera.agents.models import Agent, Factor
from recupera.agents.policy import Role
from tests.desk.authenticator import Passkey

PASSWORD = "tres tigres tristes tragaban"
KEY = b"twenty bytes of key!"
SECRET = base64.b32encode(KEY).decode()
# With signs that no token has: three letters alone stand in one by chance.
NAME = "Ana Ñáñez"


def totp(steps: int = 0, key: bytes = KEY) -> str:
    step = int(datetime.now(UTC).timestamp()) // 30 + steps
    return HOTP(key, 6, SHA1()).generate(step).decode()


def wrong_totps(number: int, key: bytes = KEY) -> list[str]:
    """So many guesses that an app with this key shows neither now nor within some minutes."""
    about_now = {totp(steps, key) for steps in range(-10, 11)}
    wrong = (code for code in map("{:06d}".format, count()) if code not in about_now)
    return list(islice(wrong, number))


def wrong_totp(key: bytes = KEY) -> str:
    return wrong_totps(1, key)[0]


class Browser(Client):
    """Sends forms as browsers send them."""

    def post(self, path: str, data: Any = None, **more: Any) -> Any:  # type: ignore[override]
        kind = "application/x-www-form-urlencoded"
        return super().post(path, urlencode(data or {}), content_type=kind, **more)


@dataclass
class Comer:
    """Somebody invited, and their browser."""

    role: Role = Role.AGENT
    email: str = "ana@mesa.example"
    browser: Browser = field(default_factory=Browser)
    key: Passkey = field(default_factory=Passkey)

    def __post_init__(self) -> None:
        now = datetime.now(UTC)
        self.agent = invites.new_agent(self.email, NAME, self.role, "es", now)
        self.code = invites.invite(self.agent, invites.OPERATOR, now)

    def up_to_factor(self, password: str = PASSWORD) -> Any:
        self.browser.post("/invitacion", {"code": self.code})
        self.browser.post("/invitacion/contrasena", {"password": password})
        return self.browser.get("/invitacion/segundo-factor")

    def join_by_totp(self) -> Any:
        """As if it had been a while ago: the code that the app shows now is not used yet."""
        self.up_to_factor()
        said = {"secret": SECRET, "code": totp()}
        done = self.browser.post("/invitacion/segundo-factor", said)
        Factor.objects.filter(agent=self.agent).update(last_step=0)
        return done

    def join_by_passkey(self) -> Any:
        page = self.up_to_factor()
        options = page.context["offer"]["options"]
        self.key.user = websafe_decode(options["user"]["id"])
        credential = self.key.register(websafe_decode(options["challenge"]))
        said = {"credential": json.dumps(credential)}
        return self.browser.post("/invitacion/segundo-factor", said)

    def password(self, browser: Browser, password: str = PASSWORD) -> Any:
        return browser.post("/ingresar", {"login": self.email, "password": password})

    def passkey_alone(self, browser: Browser, **said: str) -> Any:
        challenge = websafe_decode(browser.get("/ingresar").context["passkey"]["challenge"])
        signed = {"credential": json.dumps(self.key.sign(challenge, **said))}
        return browser.post("/ingresar/llave", signed)

    def known(self) -> Agent:
        return Agent.objects.get(id=self.agent.id)
