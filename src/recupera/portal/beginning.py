"""Beginning an enquiry: what the find page and the password page do with their form."""

from dataclasses import replace
from typing import Protocol

from django.http import HttpRequest, HttpResponse

from recupera.letterbox.flow import Flow
from recupera.letterbox.remembered import new_reference
from recupera.people import DatumKind
from recupera.portal import asking
from recupera.portal.cookies import Enquiry, enquiry_of, keep
from recupera.portal.doubts import Doubt, doubt
from recupera.portal.in_hand import InHand, Unreadable
from recupera.portal.question import Datum, NotAsked, Question, datum_of
from recupera.portal.showing import see_other

Trouble = NotAsked | Doubt | asking.Held


class Form(Protocol):
    """Shows a page's form again, with what was typed and what is wrong with it."""

    def __call__(
        self, request: HttpRequest, question: Question, *, error: Trouble, ticket: str
    ) -> HttpResponse: ...


def begin(
    request: HttpRequest, question: Question, *, form: Form, for_password: bool = False
) -> HttpResponse:
    """Asks, and leads to the code page; or shows the form again."""
    before = enquiry_of(request)
    reference = new_reference(unlike=before.remembered.reference if before else "")
    flow = Flow.mint()
    try:
        datum = _without_doubt(request, question.datum())
        shown = InHand.of(request.POST.dict()).sealed
        asking.ask(request, flow, datum, reference=reference, shown=shown)
    except (NotAsked, Doubt) as error:
        return form(request, question, error=error, ticket=request.POST.get("ticket", ""))
    except asking.Held as error:
        return form(request, question, error=error, ticket=error.ticket)
    remembered = asking.remembered_of(datum, reference=reference, for_password=for_password)
    return keep(see_other("code"), Enquiry(flow, remembered))


def corrected(request: HttpRequest) -> Question:
    """For `?corregir`: what the person typed before, from their own cookie."""
    enquiry = enquiry_of(request) if "corregir" in request.GET else None
    if enquiry is None:
        return Question()
    kind = enquiry.remembered.kind
    return Question(marked=kind, typed={kind: enquiry.remembered.typed})


def in_hand(request: HttpRequest, error: Trouble | None) -> InHand:
    """Asked for where it helps: when a datum's budget is used up, or from the code page's help."""
    closed = error is not None and error.closed == "datum"
    typed = InHand.of(request.POST.dict())
    return replace(typed, offered=typed.offered or closed or "mensaje" in request.GET)


def target(error: Trouble | None) -> str:
    """The id of the field that the summary leads to; empty where no field is at fault."""
    if error is None or isinstance(error, asking.Held):
        return ""
    if isinstance(error, Unreadable):
        return "shown_reference"
    return error.field.value if error.field else f"kind-{DatumKind.NATIONAL_ID}"


def _without_doubt(request: HttpRequest, datum: Datum) -> Datum:
    """The datum as typed, or as corrected by the person's press. Raises Doubt, once."""
    found = doubt(datum)
    if found is None or request.POST.get("doubted") == datum.typed:
        corrected = found is not None and found.meant and "correct" in request.POST
        return datum_of(datum.kind, found.meant) if found and corrected else datum
    raise found
