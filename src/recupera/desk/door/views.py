"""allauth's own pages of the door, in the desk's frame."""

from collections.abc import Callable
from typing import Any

from allauth.account.views import LoginView, LogoutView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.webauthn.internal import auth
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from recupera.desk.door.adapters import SAID
from recupera.desk.showing import show

Page = Callable[..., HttpResponse]


class SignIn(LoginView):  # type: ignore[misc]
    """Address and password, a passkey alone, or the entity's own provider."""

    template_name = "desk/door/sign_in.html"
    extra_context = {"title": gettext_lazy("Ingrese a la mesa de ayuda")}

    def get_context_data(self, **named: Any) -> dict[str, Any]:
        found: dict[str, Any] = super().get_context_data(**named)
        asked = auth.begin_authentication(user=None)["publicKey"]
        said = self.request.session.pop(SAID, "")
        apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
        return found | {"passkey": asked, "said": said, "providers": apps}


class Second(AuthenticateView):  # type: ignore[misc]
    """The second factor: a code, or a passkey; a recovery code where neither is at hand."""

    template_name = "desk/door/second.html"
    extra_context = {"title": gettext_lazy("Segundo factor")}


class SignOut(LogoutView):  # type: ignore[misc]
    template_name = "desk/door/sign_out.html"
    extra_context = {"title": gettext_lazy("Salir")}


sign_in: Page = SignIn.as_view()
second: Page = Second.as_view()
sign_in_by_passkey: Page = LoginWebAuthnView.as_view()
sign_out: Page = SignOut.as_view()


def too_many(request: HttpRequest) -> HttpResponse:
    """What allauth's limits answer."""
    return show(request, "too_many", title=_("Demasiados intentos"), status=429)
