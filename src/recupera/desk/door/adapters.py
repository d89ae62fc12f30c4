"""Where django-allauth asks the house: who may sign in, from where, and with what."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib.messages import constants
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from recupera.agents.models import Agent
from recupera.desk.models import User
from recupera.desk.showing import see_other
from recupera.guard.source import source_of
from recupera.options import current

# The one sentence that the sign-in page shows about what was refused before.
SAID = "door_said"
WRONG_CODE = _("Ese código o esa llave no es válida, o ya se usó. Espere el código siguiente.")


class Account(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up; who has left does not get past the password."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("El correo o la contraseña no coinciden."),
        "too_many_login_attempts": _("Demasiados intentos. Espere cinco minutos."),
        "rate_limited": _("Demasiados intentos. Espere cinco minutos."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return source_of(request).host

    def pre_login(self, request: HttpRequest, user: User, **named: Any) -> HttpResponse | None:
        if not Agent.objects.filter(id=user.agent, left_at=None).exists():
            request.session[SAID] = str(_("Ya no trabaja en esta mesa."))
            return see_other("account_login")
        return super().pre_login(request, user, **named)  # type: ignore[no-any-return]

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        *given: Any,
        message: Any = None,
        **named: Any,
    ) -> None:
        """Keeps what went wrong for the next page; of what went well the page itself tells."""
        if level >= constants.ERROR and message:
            request.session[SAID] = str(message)


class SecondFactor(DefaultMFAAdapter):  # type: ignore[misc]
    """Everybody is asked for one; passkeys belong to the desk's own host name."""

    error_messages = DefaultMFAAdapter.error_messages | {"incorrect_code": WRONG_CODE}

    def is_mfa_enabled(self, user: User, types: Any = None) -> bool:
        return bool(user.is_authenticated)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        from recupera.desk.second import host

        return {"id": host(), "name": current().texts.platform}

    def get_public_key_credential_user_entity(self, user: User) -> dict[str, Any]:
        found: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        named = Agent.objects.filter(id=user.agent).values_list("name", flat=True).first()
        return found | {"display_name": named or user.email}

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return str(_("Llave %(number)s") % {"number": count + 1})


class Provider(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """An OpenID Connect provider only takes the password's place, for agents that there are."""

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        if not sociallogin.is_existing:
            said = _(
                "Ese correo no es de un agente de esta mesa, o su entidad no lo ha verificado."
            )
            _back(request, said)

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def on_authentication_error(self, request: HttpRequest, *given: Any, **named: Any) -> None:
        _back(request, _("Su entidad no confirmó quién es. Intente otra vez."))


def _back(request: HttpRequest, said: Any) -> None:
    request.session[SAID] = str(said)
    raise ImmediateHttpResponse(see_other("account_login"))
