"""`/`: which datum do you have? The first page, and where nearly everybody begins."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from recupera.options import current
from recupera.portal import choices, examples
from recupera.portal.beginning import Trouble, begin, corrected, in_hand, target
from recupera.portal.doubts import Doubt
from recupera.portal.in_hand import Unreadable
from recupera.portal.question import Question
from recupera.portal.showing import price, show


@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _form(request, _prefilled(request))
    question = Question.of(request.POST.dict())
    if "language" in request.POST:
        return _form(request, question)
    return begin(request, question, form=_form)


def _prefilled(request: HttpRequest) -> Question:
    """From the demo's example `?ejemplo=2`, or from the person's own cookie for `?corregir`."""
    if "ejemplo" in request.GET and current().demo:
        return examples.question(request.GET["ejemplo"])
    return corrected(request)


def _form(
    request: HttpRequest, question: Question, *, error: Trouble | None = None, ticket: str = ""
) -> HttpResponse:
    message = in_hand(request, error)
    return show(
        request,
        "find",
        title=_("Consulte sus datos registrados en el %(platform)s")
        % {"platform": current().texts.platform},
        status=429 if error and error.closed else 200,
        choices=choices.choices(question, error),
        error=error,
        doubt=error if isinstance(error, Doubt) else None,
        error_target=target(error),
        in_hand=message,
        unreadable=isinstance(error, Unreadable),
        **price(request, ticket=ticket, times=message.costs),
    )
