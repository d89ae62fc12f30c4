"""`/caso/cerrar`: the person needs nothing more; asked once, and undone for thirty days."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from recupera.letterbox.case_slot import CaseShown
from recupera.portal.pages.case.acting import Act, Trouble, leave_act
from recupera.portal.pages.case.attaching import Kept
from recupera.portal.pages.case.opened import opened
from recupera.portal.pages.case.writing import writing
from recupera.portal.showing import see_other


@require_http_methods(["GET", "HEAD", "POST"])
def case_close(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return leave_act(request, read_act=lambda *_: Act("close"), form=_form)
    found = opened(request)
    if isinstance(found, HttpResponse):
        return found
    if found.shown.state == "closed":
        return see_other("case_status")
    return _form(request, found.kept, found.shown)


def _form(
    request: HttpRequest, kept: Kept, shown: CaseShown | None, trouble: Trouble | None = None
) -> HttpResponse:
    return writing(request, kept, "case/close", trouble, title=_("¿Cerrar su caso?"))
