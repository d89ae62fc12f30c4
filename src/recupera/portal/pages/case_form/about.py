"""`/soporte/formulario`: system, kind of request and subject, as the guide says, each to change.

Each is chosen on its own and offers only what belongs to the one before it, with no script.
`?asunto=` is where a dead end elsewhere leads; it is a slug of the catalogue and nothing else.
"""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from recupera.cases.catalogue import Request, Subject, System
from recupera.portal.cookies import Case, draft_of, forget_draft
from recupera.portal.form.draft import Draft, catalogue, discard, first, kept
from recupera.portal.form.journey import FIRST, after
from recupera.portal.form.known import filled_in
from recupera.portal.form.page import (
    NoRoomForDraft,
    Saved,
    form_page,
    receipt,
    save,
    show_page,
)
from recupera.portal.showing import see_other

SYSTEM, KIND, SUBJECT = "sistema", "tipo", "asunto"
Offer = System | Request | Subject


@form_page
def about(request: HttpRequest) -> HttpResponse:
    found = kept(request)
    if isinstance(found, Case):
        return receipt(found)
    if request.method == "POST":
        return _sent(request)
    draft = _suggested(found or first(), request.GET.get("asunto", ""))
    part = request.GET.get("cambiar", "")
    if part in TITLES:
        return _choose(request, draft, part)
    return _show(request, draft, begun=found is not None)


def _sent(request: HttpRequest) -> HttpResponse:
    if "discard" in request.POST:
        flow = draft_of(request)
        if flow:
            discard(flow)
        return forget_draft(see_other(FIRST))
    part, chosen = request.POST.get("part", ""), request.POST.get("choice", "")
    try:
        saved = save(request, lambda draft: _with(request, draft, part, chosen))
    except NoRoomForDraft as full:
        draft = _posted(request, first())
        return _show(request, draft, held=full.sentence, status=429)
    if isinstance(saved, HttpResponse):
        return saved
    return saved.answer(_next(request, saved, part))


def _next(request: HttpRequest, saved: Saved, part: str) -> HttpResponse:
    if part == KIND:
        return see_other(FIRST, query=f"cambiar={SUBJECT}")
    if part in TITLES:
        return see_other(FIRST)
    return see_other(after(saved.draft, FIRST))


def _with(request: HttpRequest, draft: Draft, part: str, chosen: str) -> Draft:
    draft = _posted(request, draft)
    if chosen in {one.slug for one in _offered(draft, part)}:
        three = {name: getattr(draft, name) for name in NAMES.values()} | {NAMES[part]: chosen}
        draft = _fitting(_about(draft, **three))
    return filled_in(request, draft)


def _posted(request: HttpRequest, draft: Draft) -> Draft:
    """The three that the page showed: there may have been no draft yet."""
    system, kind, subject = (request.POST.get(name, "") for name in (SYSTEM, KIND, SUBJECT))
    if not catalogue().offers(system, kind, subject):
        return draft
    return _about(draft, system, kind, subject)


def _about(draft: Draft, system: str, request: str, subject: str) -> Draft:
    return replace(draft, system=system, request=request, subject=subject)


def _suggested(draft: Draft, subject: str) -> Draft:
    """About this subject, where there is one of that name."""
    system = catalogue().system(draft.system)
    for request in system.requests if system else ():
        if catalogue().offers(draft.system, request, subject):
            return replace(draft, request=request, subject=subject)
    return draft


def _fitting(draft: Draft) -> Draft:
    """What does not belong to the choice before it becomes the first that does."""
    if catalogue().offers(draft.system, draft.request, draft.subject):
        return draft
    kinds = [one.slug for one in _offered(draft, KIND)]
    draft = replace(draft, request=draft.request if draft.request in kinds else kinds[0])
    subjects = [one.slug for one in _offered(draft, SUBJECT)]
    return replace(draft, subject=draft.subject if draft.subject in subjects else subjects[0])


def _offered(draft: Draft, part: str) -> list[Offer]:
    """What can be chosen of one part, with the two others as they are."""
    known = catalogue()
    system, request = known.system(draft.system), known.request(draft.request)
    found: dict[str, list[Offer | None]] = {
        SYSTEM: [*known.systems],
        KIND: [known.request(slug) for slug in (system.requests if system else ())],
        SUBJECT: [known.subject(slug) for slug in (request.subjects if request else ())],
    }
    return [one for one in found.get(part, []) if one]


def _choose(request: HttpRequest, draft: Draft, part: str) -> HttpResponse:
    language, chosen = get_language() or "es", getattr(draft, NAMES[part])
    return show_page(
        request,
        "choose",
        page=FIRST,
        draft=draft,
        title=str(TITLES[part]),
        part=part,
        draft_about=draft,
        options=[_option(one, chosen, language) for one in _offered(draft, part)],
    )


def _option(one: Offer, chosen: str, language: str) -> dict[str, str | bool]:
    hint = one.hint.said(language) if isinstance(one, Subject) and one.hint else ""
    label = one.label.said(language)
    return {"slug": one.slug, "label": label, "hint": hint, "chosen": one.slug == chosen}


def _show(
    request: HttpRequest, draft: Draft, *, begun: bool = False, held: str = "", status: int = 200
) -> HttpResponse:
    language = get_language() or "es"
    chosen = {
        part: one.label.said(language)
        for part in TITLES
        for one in _offered(draft, part)
        if one.slug == getattr(draft, NAMES[part])
    }
    return show_page(
        request,
        "about",
        page=FIRST,
        draft=draft,
        title=_("Formulario de soporte"),
        status=status,
        chosen=[(part, str(TITLES[part]), label) for part, label in chosen.items()],
        texts=[text.said(language) for text in draft.about.texts],
        draft_about=draft,
        begun=begun,
        usual=draft.subject == first().subject,
        held=held,
    )


NAMES = {SYSTEM: "system", KIND: "request", SUBJECT: "subject"}
TITLES = {
    SYSTEM: gettext_lazy("Sistema de Información"),
    KIND: gettext_lazy("Tipo de solicitud"),
    SUBJECT: gettext_lazy("Asunto"),
}
