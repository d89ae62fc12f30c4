"""An invitation on its way, in the session of whoever holds its code: code, address, password.

Nothing of the desk changes before the worker has taken the invitation with its first factor.
"""

from dataclasses import asdict, dataclass
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.http import HttpRequest

from recupera.desk.entering import SECOND
from recupera.desk.models import User

JOINING = "joining"


@dataclass(frozen=True)
class Joining:
    """`password` is its hash, empty before it was chosen."""

    code: str
    agent: str
    email: str
    name: str
    password: str = ""

    def keep(self, request: HttpRequest) -> None:
        request.session[JOINING] = asdict(self)

    def user(self) -> User:
        """The desk's own account of this agent, which nobody can sign in with yet."""
        found, _ = User.objects.get_or_create(
            agent=self.agent, defaults={"email": self.email, "password": "!"}
        )
        return found


def joining(request: HttpRequest) -> Joining | None:
    kept = request.session.get(JOINING)
    return Joining(**kept) if kept else None


def join(request: HttpRequest, whose: Joining, passkey: dict[str, Any] | None) -> None:
    """After the worker took the first factor: what was before ends, and the agent is signed in."""
    user = whose.user()
    user.email, user.password = whose.email, whose.password
    user.save()
    Authenticator.objects.filter(user=user).delete()
    keep_factor(user, passkey)
    RecoveryCodes.activate(user)
    del request.session[JOINING]
    get_adapter(request).login(request, user)
    request.session[SECOND] = user.agent


def keep_factor(user: User, passkey: dict[str, Any] | None) -> None:
    """Notes that there is such a factor: a passkey with its public key, TOTP without its secret."""
    if passkey is None:
        Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).delete()
        TOTP.activate(user, "")
    else:
        count = Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN).count()
        WebAuthn.add(user, f"{count + 1}", passkey)
