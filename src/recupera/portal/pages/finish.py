"""`/terminar`: leaves nothing of an enquiry or a case in this browser."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from recupera.portal.cookies import case_of, draft_of, enquiry_of, forget
from recupera.portal.showing import see_other, show


@require_http_methods(["GET", "HEAD", "POST"])
def finish(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return forget(see_other("finish"))
    if enquiry_of(request) or draft_of(request) or case_of(request):
        return show(request, "finish", title=_("¿Terminar y borrar de este equipo?"))
    return show(request, "finished", title=_("Terminamos"))
