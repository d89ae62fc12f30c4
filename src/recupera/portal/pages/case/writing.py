"""What the forms of all acts share: the text that was typed, the price, and how they look."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from recupera.people.case_reference import grouped
from recupera.portal.asking import Held
from recupera.portal.doubts import Doubt
from recupera.portal.pages.case.acting import Trouble
from recupera.portal.pages.case.attaching import Kept
from recupera.portal.question import NotAsked
from recupera.portal.showing import price, show

TOO_LONG = 4000


def text_of(request: HttpRequest) -> str:
    """The text of the form, with line ends of one kind. Raises NotAsked."""
    text = request.POST.get("text", "").replace("\r\n", "\n").strip()
    if len(text) > TOO_LONG:
        raise NotAsked(None, _("Es demasiado largo. Envíelo en dos partes."))
    return text


def writing(
    request: HttpRequest,
    kept: Kept,
    template: str,
    trouble: Trouble | None,
    *,
    title: str,
    **context: Any,
) -> HttpResponse:
    """The form of an act: a first time, or again with what was typed and what is wrong."""
    following = kept.case.following
    held = trouble if isinstance(trouble, Held) else None
    wrong = _("Algunos archivos no se recibieron.") if kept.wrong else ""
    return show(
        request,
        template,
        title=title,
        status=429 if kept.held or (held and held.closed) else 200,
        number=grouped(following.reference),
        reference=following.reference,
        text=request.POST.get("text", kept.written.text),
        longest=TOO_LONG,
        error=trouble.sentence if isinstance(trouble, NotAsked) else "",
        doubt=trouble if isinstance(trouble, Doubt) else None,
        held=held,
        files=kept.written.files,
        wrong=kept.wrong,
        not_kept=kept.held or wrong,
        **context,
        **price(request, ticket=held.ticket if held else request.POST.get("ticket", "")),
    )
