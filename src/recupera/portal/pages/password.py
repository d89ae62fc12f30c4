"""`/Public/Users/AccessRecovery/Index`, an address people know: which way to a new password."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from recupera.options import current
from recupera.portal.showing import show


@require_safe
def password(request: HttpRequest) -> HttpResponse:
    title = _("Recupere su contraseña del %(platform)s")
    return show(request, "password", title=title % {"platform": current().texts.platform})
