"""A file of a case, as a download alone: nothing of a stranger's is drawn or run in this origin.

A POST: what leaves the house is written in the journal of the case first.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from recupera.agents.policy import Act
from recupera.cases.models import File
from recupera.cases.thread import thread_of
from recupera.desk.asking import ask_worker
from recupera.desk.case.filed import GIVEN
from recupera.desk.case.finding import address, case_of
from recupera.desk.entering import page_for
from recupera.desk.opening import opened
from recupera.desk.showing import show
from recupera.desk.words import refusal

POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"


@require_POST
@page_for(Act.DOWNLOAD)
def file(request: HttpRequest, reference: str, name: str) -> HttpResponse:
    case = case_of(reference)
    found = File.objects.filter(id=name, case__in=thread_of(case), state__in=GIVEN).first()
    if found is None:
        raise Http404
    reply = ask_worker(request, Act.DOWNLOAD, case=case.reference, file=found.id)
    if not reply.done:
        return _not_now(request, address(case), reply.refused)
    whole = opened(found)
    disposition = content_disposition_header(as_attachment=True, filename=whole.name)
    headers = {
        "Content-Disposition": disposition or "attachment",
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(whole.content, content_type=whole.type, headers=headers)


def _not_now(request: HttpRequest, number: str, refused: str) -> HttpResponse:
    late = _("El sistema no responde todavía, y cada descarga queda escrita. Intente otra vez.")
    sentence = refusal(refused) if refused else late
    title = _("No se descargó")
    return show(request, "case/not_now", title=title, number=number, sentence=sentence)
