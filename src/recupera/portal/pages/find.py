"""`/`: which datum do you have? The first page, and the only one that asks something."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from recupera.letterbox.flow import Flow
from recupera.letterbox.remembered import new_reference
from recupera.options import current
from recupera.people import DatumKind
from recupera.portal import asking, choices, examples
from recupera.portal.cookies import Enquiry, enquiry_of, keep
from recupera.portal.doubts import Doubt, doubt
from recupera.portal.question import Datum, NotAsked, Question, datum_of
from recupera.portal.showing import price, see_other, show


@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _form(request, _prefilled(request))
    question = Question.of(request.POST.dict())
    if "language" in request.POST:
        return _form(request, question)
    return _ask(request, question)


def _ask(request: HttpRequest, question: Question) -> HttpResponse:
    flow, reference = Flow.mint(), new_reference()
    try:
        datum = _without_doubt(request, question.datum())
        asking.ask(request, flow, datum, reference=reference)
    except (NotAsked, Doubt) as error:
        return _form(request, question, error=error, ticket=request.POST.get("ticket", ""))
    except asking.Held as error:
        return _form(request, question, error=error, ticket=error.ticket)
    return keep(see_other("code"), Enquiry(flow, asking.remembered_of(datum, reference=reference)))


def _without_doubt(request: HttpRequest, datum: Datum) -> Datum:
    """The datum as typed, or as corrected by the person's press. Raises Doubt, once."""
    found = doubt(datum)
    if found is None or request.POST.get("doubted") == datum.typed:
        corrected = found is not None and found.meant and "correct" in request.POST
        return datum_of(datum.kind, found.meant) if found and corrected else datum
    raise found


def _prefilled(request: HttpRequest) -> Question:
    """From the demo's example `?ejemplo=2`, or from the person's own cookie for `?corregir`."""
    if "ejemplo" in request.GET and current().demo:
        return examples.question(request.GET["ejemplo"])
    enquiry = enquiry_of(request) if "corregir" in request.GET else None
    if enquiry is None:
        return Question()
    kind = enquiry.remembered.kind
    return Question(marked=kind, typed={kind: enquiry.remembered.typed})


def _form(
    request: HttpRequest,
    question: Question,
    *,
    error: NotAsked | Doubt | asking.Held | None = None,
    ticket: str = "",
) -> HttpResponse:
    options = current()
    return show(
        request,
        "find",
        title=_("Consulte sus datos registrados en el %(platform)s")
        % {"platform": options.texts.platform},
        status=429 if error and error.closed else 200,
        choices=choices.choices(question, error),
        error=error,
        doubt=error if isinstance(error, Doubt) else None,
        error_target=_target(error),
        **price(request, ticket=ticket),
    )


def _target(error: NotAsked | Doubt | asking.Held | None) -> str:
    """The id of the field that the summary leads to; none where no field is at fault."""
    if error is None or isinstance(error, asking.Held):
        return ""
    return error.field.value if error.field else f"kind-{DatumKind.NATIONAL_ID}"
