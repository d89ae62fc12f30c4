"""`/caso/reabrir`: a case that was answered or closed is not solved, and why."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from recupera.letterbox.case_slot import CaseShown
from recupera.portal.pages.case.acting import Act, Trouble, leave_act
from recupera.portal.pages.case.attaching import Kept
from recupera.portal.pages.case.opened import opened
from recupera.portal.pages.case.writing import text_of, writing
from recupera.portal.showing import see_other


@require_http_methods(["GET", "HEAD", "POST"])
def case_reopen(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return leave_act(request, read_act=_act, form=_form)
    found = opened(request)
    if isinstance(found, HttpResponse):
        return found
    if found.shown.state not in ("answered", "closed"):
        return see_other("case_status")
    return _form(request, found.kept, found.shown)


def _act(request: HttpRequest, kept: Kept, shown: CaseShown | None) -> Act:
    return Act("reopen", text=text_of(request))


def _form(
    request: HttpRequest, kept: Kept, shown: CaseShown | None, trouble: Trouble | None = None
) -> HttpResponse:
    return writing(request, kept, "case/reopen", trouble, title=_("Abra su caso otra vez"))
