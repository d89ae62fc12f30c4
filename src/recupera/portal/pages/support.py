"""`/soporte`: what else helps; its button opens the form of a case, or the platform's own."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from recupera.portal.showing import show


@require_safe
def support(request: HttpRequest) -> HttpResponse:
    return show(request, "support", title=_("Ayudas adicionales"))
