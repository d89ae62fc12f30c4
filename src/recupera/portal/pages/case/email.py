"""`/caso/correo`: corrects an e-mail that is not confirmed, or sends its code once more.

One field and one button: an address that was not changed gets another code.
"""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from recupera.letterbox.case_slot import CaseShown
from recupera.people import DatumKind
from recupera.portal.doubts import doubt
from recupera.portal.pages.case.acting import Act, Trouble, leave_act
from recupera.portal.pages.case.attaching import Kept
from recupera.portal.pages.case.opened import opened
from recupera.portal.pages.case.writing import writing
from recupera.portal.question import NotAsked, datum_of
from recupera.portal.showing import see_other


@require_http_methods(["GET", "HEAD", "POST"])
def case_email(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return leave_act(request, read_act=_act, form=_form)
    found = opened(request)
    if isinstance(found, HttpResponse):
        return found
    if found.shown.confirmed:
        return see_other("case_status")
    return _form(request, found.kept, found.shown)


def _act(request: HttpRequest, kept: Kept, shown: CaseShown | None) -> Act:
    email = _email(request)
    if shown and email == _normal(shown.email):
        return Act("send_again")
    return Act("correct_email", email=email)


def _email(request: HttpRequest) -> str:
    """In normal form, as typed or as corrected by a press. Raises NotAsked, or Doubt once."""
    typed = request.POST.get("email", "").strip()
    datum = datum_of(DatumKind.EMAIL, typed)
    found = doubt(datum)
    if found is None or request.POST.get("doubted") == typed:
        corrected = found is not None and found.meant and "correct" in request.POST
        return found.meant if found and corrected else datum.normal.value
    raise found


def _normal(email: str) -> str:
    try:
        return datum_of(DatumKind.EMAIL, email).normal.value
    except NotAsked:
        return ""


def _form(
    request: HttpRequest, kept: Kept, shown: CaseShown | None, trouble: Trouble | None = None
) -> HttpResponse:
    email = request.POST.get("email", shown.email if shown else "")
    title = _("Corrija su correo o pida otro código")
    return writing(request, kept, "case/email", trouble, title=title, email=email, field="email")
