"""`/soporte`: where every dead end leads; its button opens the platform's own form for cases."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from recupera.portal.showing import show


@require_safe
def support(request: HttpRequest) -> HttpResponse:
    return show(request, "support", title=_("Ayudas adicionales"))
