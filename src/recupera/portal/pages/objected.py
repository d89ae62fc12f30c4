"""`/no-fui-yo/listo`: the recovery is blocked; the number of the urgent case, and what follows."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from recupera.letterbox.slot import Verdict, look
from recupera.people.case_reference import grouped
from recupera.portal.cookies import objection_of
from recupera.portal.showing import see_other, show


@require_safe
def objected(request: HttpRequest) -> HttpResponse:
    objection = objection_of(request)
    published = objection and look(objection.flow, posted_at=objection.sent.posted_at)
    if not objection or not published:
        return see_other("object")
    if published.verdicts.get(objection.sent.envelope) != Verdict.DONE:
        return see_other("object")
    return show(
        request,
        "objected",
        title=_("Bloqueamos la recuperación de la cuenta"),
        case=grouped(published.case),
    )
