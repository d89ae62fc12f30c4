"""`/soporte/formulario/revisar`: everything that will be sent, each with a link to change it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from recupera.cases.catalogue import FieldKind, FormField
from recupera.portal.asking import Held
from recupera.portal.cookies import case_of, draft_of
from recupera.portal.form.answers import Answer
from recupera.portal.form.draft import ANONYMOUS, OTHER, Draft, catalogue
from recupera.portal.form.journey import FILES, FIRST, PAGES, REVIEW, WHOSE, answers, missing, pages
from recupera.portal.form.page import form_page, opened, receipt, show_page
from recupera.portal.form.sending import Unfinished, files, send
from recupera.portal.showing import price, see_other


@dataclass(frozen=True)
class Row:
    """One answer, and the page on which it is changed."""

    label: str
    value: str
    page: str
    long: bool = False


@form_page
def review(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return _send(request)
    if draft_of(request) is None:
        return _without_draft(request)
    draft = opened(request)
    if isinstance(draft, HttpResponse):
        return draft
    lacking = missing(draft)
    return see_other(lacking) if lacking else _show(request, draft)


def _send(request: HttpRequest) -> HttpResponse:
    flow = draft_of(request)
    if flow is None:
        return _without_draft(request)
    try:
        _require_notice(request)
        case = send(request, flow)
    except Unfinished:
        return see_other(REVIEW)
    except Held as held:
        draft = opened(request)
        return draft if isinstance(draft, HttpResponse) else _show(request, draft, held=held)
    return receipt(case) if case else see_other(FIRST)


def _without_draft(request: HttpRequest) -> HttpResponse:
    """Whoever comes back here after sending, as when the page after it did not load, is shown the
    case; not the first page of a form, on which they would send it a second time."""
    case = case_of(request)
    return see_other("case_sent" if case and case.following.received_at else FIRST)


def _require_notice(request: HttpRequest) -> None:
    """The case keeps the version that its person could read. Raises Held."""
    if request.POST.get("notice") != catalogue().notice.version:
        raise Held(_("El aviso de privacidad cambió. Léalo y presione el botón otra vez."))


def _rows(draft: Draft, language: str) -> Iterator[Row]:
    """In the order of the pages."""
    known = catalogue()
    chosen = (
        (_("Sistema de Información"), known.system(draft.system)),
        (_("Tipo de solicitud"), known.request(draft.request)),
        (_("Asunto"), known.subject(draft.subject)),
    )
    for label, one in chosen:
        yield Row(label, one.label.said(language) if one else "", FIRST)
    yield Row(_("¿Para quién es?"), _whose(draft), WHOSE)
    for field, found in answers(draft):
        if found.value:
            yield _row(field, found, draft, language)


def _whose(draft: Draft) -> str:
    if draft.whose == ANONYMOUS:
        return _("Sin decir quién soy")
    return _("Para otra persona") if draft.whose == OTHER else _("Para mí")


def _row(field: FormField, found: Answer, draft: Draft, language: str) -> Row:
    """As typed: the normal form is for machines. What was chosen, by its name."""
    names = {one.slug: one.label.said(language) for one in field.choices}
    value = names.get(found.value) or draft.fields[field.slug]
    long = field.kind is FieldKind.LONG_TEXT
    return Row(field.label.said(language), value, PAGES[field.step], long)


def _show(request: HttpRequest, draft: Draft, *, held: Held | None = None) -> HttpResponse:
    language, notice = get_language() or "es", catalogue().notice
    return show_page(
        request,
        "review",
        page=REVIEW,
        draft=draft,
        title=_("Revise sus respuestas"),
        status=429 if held and held.closed else 200,
        rows=list(_rows(draft, language)),
        files=files(draft),
        takes_files=FILES in pages(draft),
        notice=notice.text.said(language),
        version=notice.version,
        held=held,
        **price(request, ticket=held.ticket if held else ""),
    )
