"""`/caso/agregar`: what the person has to add to their case, in words, in files or both."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from recupera.letterbox.case_slot import CaseShown
from recupera.options import current
from recupera.portal.case_view import asked
from recupera.portal.pages.case.acting import Act, Trouble, leave_act
from recupera.portal.pages.case.attaching import Kept
from recupera.portal.pages.case.opened import opened
from recupera.portal.pages.case.writing import text_of, writing
from recupera.portal.question import NotAsked
from recupera.portal.showing import see_other
from recupera.portal.uploads import takes_files


@takes_files
@require_http_methods(["GET", "HEAD", "POST"])
def case_add(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return leave_act(request, read_act=_act, form=_form)
    found = opened(request)
    if isinstance(found, HttpResponse):
        return found
    if found.shown.state == "closed":
        return see_other("case_reopen")
    return _form(request, found.kept, found.shown)


def _act(request: HttpRequest, kept: Kept, shown: CaseShown | None) -> Act:
    text = text_of(request)
    if not (text or kept.written.files or not kept.whole):
        raise NotAsked(None, _("Escriba lo que quiere agregar, o elija un archivo."))
    return Act("add", text=text)


def _form(
    request: HttpRequest, kept: Kept, shown: CaseShown | None, trouble: Trouble | None = None
) -> HttpResponse:
    title = _("Agregue información a su caso")
    wanted = asked(shown) if shown else ""
    options = current()
    return writing(
        request,
        kept,
        "case/add",
        trouble,
        title=title,
        asked=wanted,
        file_mb=options.file_mb,
        most=options.files,
    )
