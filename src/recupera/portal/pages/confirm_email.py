"""`/contrasena/correo`: after a text message, asks for the code by e-mail that lets one change."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from recupera.letterbox.flow import Flow
from recupera.letterbox.remembered import new_reference
from recupera.letterbox.slot import Shown
from recupera.people import DatumKind
from recupera.portal import asking
from recupera.portal.beginning import in_hand, target
from recupera.portal.cookies import Enquiry, keep
from recupera.portal.in_hand import InHand, Unreadable
from recupera.portal.pages.lost import another_tab
from recupera.portal.pages.proven import Proven, proven
from recupera.portal.question import datum_of
from recupera.portal.settable import confirmable, marked
from recupera.portal.showing import price, see_other, show


@require_http_methods(["GET", "HEAD", "POST"])
def confirm_email(request: HttpRequest) -> HttpResponse:
    found = proven(request, late=request.method == "POST")
    if isinstance(found, HttpResponse):
        return found
    if request.method != "POST":
        return _show(request, found) if confirmable(found.published) else see_other("new_password")
    if request.POST.get("reference") != found.enquiry.remembered.reference:
        return another_tab(request, found.enquiry)
    account = marked(confirmable(found.published), request.POST.get("account", ""))
    return _ask(request, found, account) if account else see_other("confirm_email")


def _ask(request: HttpRequest, found: Proven, account: Shown) -> HttpResponse:
    """A new enquiry, by the e-mail that was just shown."""
    flow = Flow.mint()
    reference = new_reference(unlike=found.enquiry.remembered.reference)
    datum = datum_of(DatumKind.EMAIL, account.email)
    try:
        shown = InHand.of(request.POST.dict()).sealed
        asking.ask(request, flow, datum, reference=reference, shown=shown)
    except (asking.Held, Unreadable) as error:
        return _show(request, found, error=error)
    remembered = asking.remembered_of(datum, reference=reference, for_password=True)
    return keep(see_other("code"), Enquiry(flow, remembered))


def _show(
    request: HttpRequest, found: Proven, *, error: asking.Held | Unreadable | None = None
) -> HttpResponse:
    ticket = error.ticket if isinstance(error, asking.Held) else request.POST.get("ticket", "")
    message = in_hand(request, error)
    return show(
        request,
        "confirm_email",
        title=_("Falta un código a su correo"),
        status=429 if error and error.closed else 200,
        accounts=confirmable(found.published),
        reference=found.enquiry.remembered.reference,
        error=error,
        error_target=target(error),
        in_hand=message,
        unreadable=isinstance(error, Unreadable),
        **price(request, ticket=ticket, times=message.costs),
    )
