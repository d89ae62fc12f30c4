"""`/caso/codigo-de-la-mesa`: the code that the desk sent about a case, typed by its person.

One box for the codes to a registered channel and to a new address. What it says of a code is the
same whether or not there is an account that one was sent to.
"""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from recupera.letterbox.case_slot import CaseShown
from recupera.portal import digits
from recupera.portal.pages.case.acting import Act, Trouble, leave_act
from recupera.portal.pages.case.attaching import Kept
from recupera.portal.pages.case.opened import Opened, opened
from recupera.portal.pages.case.told import JUDGED
from recupera.portal.pages.case.writing import writing
from recupera.portal.question import NotAsked
from recupera.portal.showing import see_other

ACT = "show_code"


@require_http_methods(["GET", "HEAD", "POST"])
def case_desk_code(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return leave_act(request, read_act=_act, form=_form)
    found = opened(request)
    if isinstance(found, HttpResponse):
        return found
    if not found.shown.digits:
        return see_other("case_status")
    return _form(request, found.kept, found.shown, _judged(request, found))


def _act(request: HttpRequest, kept: Kept, shown: CaseShown | None) -> Act:
    code = digits.eight(request.POST.get("code", ""))
    if code is None:
        raise NotAsked(None, _("Escriba los 8 dígitos del código."))
    return Act(ACT, code=code)


def _judged(request: HttpRequest, found: Opened) -> NotAsked | None:
    """What became of the last code; `?otro` sets it aside."""
    verdict = found.verdict if found.case.following.act == ACT else None
    sentence = JUDGED.get(verdict) if verdict and "otro" not in request.GET else None
    return NotAsked(None, str(sentence)) if sentence else None


def _form(
    request: HttpRequest, kept: Kept, shown: CaseShown | None, trouble: Trouble | None = None
) -> HttpResponse:
    title, typed = _("Escriba el código de la mesa de servicio"), request.POST.get("code", "")
    return writing(
        request, kept, "case/code_of_desk", trouble, title=title, typed=typed, field="code"
    )
