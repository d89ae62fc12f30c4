"""`/ingresar`: user name and password. Whatever is wrong about them, the sentence is the same."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from recupera.directories import DirectoryRefused, DirectoryUnavailable
from recupera.directories.embedded.signing_in import LOCKED_FOR, MOST_FAILED
from recupera.options import current
from recupera.people import EXAMPLE_PASSWORD, EXAMPLES, DatumKind, Refused, normal
from recupera.platform.session import begin, directory
from recupera.platform.showing import see_other, show

SHOWN = 4


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    if request.method != "POST" or "language" in request.POST:
        return _form(request)
    try:
        username = normal(DatumKind.USERNAME, request.POST.get("username", "")).value
        session = directory().sign_in(username, request.POST.get("password", ""))
    except Refused:
        session = None
    except (DirectoryUnavailable, DirectoryRefused):
        error = _("La plataforma no responde ahora. Espere unos segundos e intente otra vez.")
        return _form(request, error=error, status=503)
    if session is None:
        return _form(request, error=_("El usuario o la contraseña no son correctos."))
    return begin(see_other("home"), username, session)


def _form(request: HttpRequest, *, error: str = "", status: int = 200) -> HttpResponse:
    return show(
        request,
        "sign_in",
        title=_("Ingrese al %(platform)s de ejemplo") % {"platform": _unbroken()},
        status=status,
        error=error,
        typed=request.POST.get("username", ""),
        most_failed=MOST_FAILED,
        minutes=int(LOCKED_FOR.total_seconds() // 60),
        example_password=EXAMPLE_PASSWORD,
        examples=[one.registered[0].username for one in EXAMPLES if one.registered][:SHOWN],
    )


def _unbroken() -> str:
    """The platform's name, with none of it on another line."""
    return current().texts.platform.replace(" ", "\u00a0")
