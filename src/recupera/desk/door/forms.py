"""Second factors at the door: typed or signed here, judged by the worker.

allauth keeps which factors there are, and public keys; it keeps no secret of TOTP, so what it
would judge a code by is not there.
"""

import re
from typing import Any

from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.internal.flows import check_rate_limit
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm, LoginWebAuthnForm
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from recupera.agents.policy import Act
from recupera.desk.asking import ask_as
from recupera.desk.entering import SECOND
from recupera.desk.models import User

STORE = "vault"
TOTP = re.compile(r"\d{3} ?\d{3}")


class ByCode(AuthenticateForm):  # type: ignore[misc]
    """Six digits go to the worker; eight are a recovery code, which begins no shift."""

    def clean_code(self) -> str:
        clear_limit = check_rate_limit(self.user)
        code = str(self.cleaned_data["code"]).strip()
        found = self._by_worker(code) if TOTP.fullmatch(code) else self._by_recovery(code)
        if found is None:
            raise get_adapter().validation_error("incorrect_code")
        found.user = self.user
        self.authenticator = found
        clear_limit()
        return code

    def _by_worker(self, code: str) -> Authenticator | None:
        judged(self.user, {"totp": code})
        return _authenticator(self.user, Authenticator.Type.TOTP)

    def _by_recovery(self, code: str) -> Authenticator | None:
        found = _authenticator(self.user, Authenticator.Type.RECOVERY_CODES)
        # The library's own step, in a transaction of the store where the row lies.
        used = RecoveryCodes.validate_code.__wrapped__
        with transaction.atomic(STORE):
            return found if found and used(found.wrap(), code) else None


class ByPasskey(AuthenticateWebAuthnForm):  # type: ignore[misc]
    """After a password: the library compares the challenge, the worker judges the signature."""

    def clean_credential(self) -> Authenticator:
        signed: dict[str, Any] = self.cleaned_data["credential"]
        found = super().clean_credential()
        judged(found.user, {"passkey": signed})
        return found


class ByPasskeyAlone(ByPasskey, LoginWebAuthnForm):  # type: ignore[misc]
    """Without a password: a passkey says whose it is and sees its owner's finger or PIN."""


def judged(user: User, evidence: dict[str, Any]) -> None:
    """Asks the worker, and notes in the session that it was good. Raises ValidationError."""
    reply = ask_as("", Act.SIGN_IN, {"agent": user.agent, "evidence": evidence})
    if reply.late:
        raise ValidationError(_("El sistema no responde en este momento. Intente en un minuto."))
    if not reply.done:
        raise get_adapter().validation_error("incorrect_code")
    context.request.session[SECOND] = user.agent


def _authenticator(user: User, kind: str) -> Authenticator | None:
    found: Authenticator | None = Authenticator.objects.filter(user=user, type=kind).first()
    return found
