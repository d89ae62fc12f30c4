"""`/soporte/formulario/para-quien`: for yourself, for somebody else, or without saying who."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from recupera.portal.form.draft import ANONYMOUS, OTHER, SELF, Draft
from recupera.portal.form.journey import FIRST, WHOSE, after
from recupera.portal.form.page import NoRoomForDraft, form_page, opened, save, show_page
from recupera.portal.showing import see_other


@form_page
def whose(request: HttpRequest) -> HttpResponse:
    draft = opened(request)
    if request.method != "POST":
        return draft if isinstance(draft, HttpResponse) else _show(request, draft)
    chosen = request.POST.get("whose", "")
    try:
        saved = save(request, lambda draft: _with(draft, chosen))
    except NoRoomForDraft:
        return see_other(FIRST)
    if isinstance(saved, HttpResponse):
        return saved
    return saved.answer(_next(request, saved.draft, renewed=saved.renewed))


def _next(request: HttpRequest, draft: Draft, *, renewed: bool) -> HttpResponse:
    if "language" in request.POST:
        return see_other(WHOSE)
    if "back" in request.POST or renewed:
        return see_other(FIRST)
    if draft.whose in _offered(draft):
        return see_other(after(draft, WHOSE))
    return _show(request, draft, error=_("Elija para quién es el caso."))


def _with(draft: Draft, chosen: str) -> Draft:
    return replace(draft, whose=chosen) if chosen in _offered(draft) else draft


def _offered(draft: Draft) -> tuple[str, ...]:
    return (SELF, OTHER, ANONYMOUS) if draft.about.anonymous else (SELF, OTHER)


def _show(request: HttpRequest, draft: Draft, *, error: str = "") -> HttpResponse:
    return show_page(
        request,
        "whose",
        page=WHOSE,
        draft=draft,
        title=_("¿Para usted o para otra persona?"),
        chosen=draft.whose,
        anonymous=draft.about.anonymous,
        error=error,
    )
