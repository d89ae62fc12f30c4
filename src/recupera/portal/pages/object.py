"""`/no-fui-yo`: whoever was told of a change that was not theirs types the notice's code here.

The address stands in the notice as text and the code is typed, so that a machine that opens every
link of a mail and sends every form blocks nobody. It keeps a cookie of its own.
"""

import time

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from recupera.letterbox.flow import Flow
from recupera.letterbox.remembered import Objecting
from recupera.letterbox.sealing import seal_object
from recupera.letterbox.slot import Verdict, look
from recupera.people import grouped_objection_code, objection_code
from recupera.portal.asking import Held, leave
from recupera.portal.cookies import Objection, keep_objection, objection_of
from recupera.portal.showing import price, see_other, show


@require_http_methods(["GET", "HEAD", "POST"])
def object_page(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return _object(request, request.POST.get("code", ""))
    objection = objection_of(request)
    if objection is None or "otro" in request.GET:
        return _form(request)
    return _outcome(request, objection)


def _object(request: HttpRequest, typed: str) -> HttpResponse:
    code, flow = objection_code(typed), Flow.mint()
    if code is None:
        error = _("Escriba las 12 letras y números del aviso, por ejemplo K7Q4-9MTX-4RWD.")
        return _form(request, typed=typed, error=error, ticket=request.POST.get("ticket", ""))
    language = get_language() or "es"
    try:
        sealed = leave(request, lambda: seal_object(flow, code=code, language=language))
    except Held as held:
        return _form(request, typed=typed, held=held, ticket=held.ticket)
    sent = Objecting(typed=grouped_objection_code(code), envelope=sealed.id, posted_at=time.time())
    return keep_objection(see_other("wait_object"), Objection(flow, sent))


def _outcome(request: HttpRequest, objection: Objection) -> HttpResponse:
    """After what this browser sent last: what became of it, with what was typed."""
    sent = objection.sent
    published = look(objection.flow, posted_at=sent.posted_at)
    verdict = published.verdicts.get(sent.envelope) if published else None
    if verdict == Verdict.DONE:
        return see_other("objected")
    if verdict == Verdict.TRY_AGAIN:
        late = Held(_("No alcanzamos a atender su envío. Presione el botón otra vez."))
        return _form(request, typed=sent.typed, held=late)
    if verdict:
        error = _("Ese código no es correcto, ya se usó o venció. Revíselo letra por letra.")
        return _form(request, typed=sent.typed, error=error)
    return _form(request, waiting=published is not None)


def _form(
    request: HttpRequest,
    *,
    typed: str = "",
    error: str = "",
    held: Held | None = None,
    ticket: str = "",
    waiting: bool = False,
) -> HttpResponse:
    return show(
        request,
        "object",
        title=_("¿No fue usted? Bloquee la recuperación"),
        status=429 if held and held.closed else 200,
        typed=typed,
        error=error,
        held=held,
        waiting=waiting,
        **price(request, ticket=ticket),
    )
