"""`/contrasena`: begins an enquiry that leads to a new password; the registered e-mail first."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from recupera.options import current
from recupera.people import DatumKind
from recupera.portal import choices
from recupera.portal.beginning import Trouble, begin, corrected, in_hand, target
from recupera.portal.doubts import Doubt
from recupera.portal.in_hand import Unreadable
from recupera.portal.question import Question
from recupera.portal.showing import price, show


@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _form(request, corrected(request))
    question = Question.of(request.POST.dict())
    if "language" in request.POST or "other" in request.POST:
        return _form(request, question)
    return begin(request, question, form=_form, for_password=True)


def _form(
    request: HttpRequest, question: Question, *, error: Trouble | None = None, ticket: str = ""
) -> HttpResponse:
    shown, message = choices.choices(question, error), in_hand(request, error)
    return show(
        request,
        "password",
        title=_("Recupere su contraseña del %(platform)s") % {"platform": current().texts.platform},
        status=429 if error and error.closed else 200,
        choices=shown,
        email=None if _all(request, question) else _email(shown),
        error=error,
        doubt=error if isinstance(error, Doubt) else None,
        error_target=target(error),
        in_hand=message,
        unreadable=isinstance(error, Unreadable),
        **price(request, ticket=ticket, times=message.costs),
    )


def _all(request: HttpRequest, question: Question) -> bool:
    """Whether all four data show: the person asked for them, or typed another one before."""
    if {"other", "all"} & set(request.POST):
        return True
    return question.marked != DatumKind.EMAIL and bool(question.typed)


def _email(shown: list[choices.Choice]) -> choices.Choice:
    return next(choice for choice in shown if choice.kind == DatumKind.EMAIL)
