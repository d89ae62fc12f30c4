"""A page that holds fields: shows them, keeps what was typed, and leads on when all is good."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import get_language

from recupera.cases.catalogue import Step, load_catalogue
from recupera.options import current
from recupera.portal.cookies import Case
from recupera.portal.doubts import meant_by
from recupera.portal.form.answers import tidy
from recupera.portal.form.draft import Draft, catalogue, first, kept
from recupera.portal.form.journey import FIRST, PAGES, after, answers, before, moved
from recupera.portal.form.page import NoRoomForDraft, form_page, opened, save, show_page
from recupera.portal.form.widgets import widgets
from recupera.portal.showing import see_other

Title = Callable[[Draft], str | Promise]


def fields_page(step: Step, *, title: Title) -> Callable[[HttpRequest], HttpResponse]:
    """The page of one step; `title` is in the words of whom the case is for."""

    @form_page
    def page(request: HttpRequest) -> HttpResponse:
        if request.method == "POST":
            return _sent(request, step, title)
        draft = opened(request)
        if isinstance(draft, HttpResponse):
            return draft
        return _show(request, step, title, draft, judged=draft.reviewed)

    FIELD_PAGES[PAGES[step]] = (step, title)
    return page


def shown_again_by(request: HttpRequest) -> Callable[[str], HttpResponse] | None:
    """For a request that was refused before its page saw it: shows the page with what came.

    None where the page holds no fields, or the browser does not say that it is from this site.
    """
    found = FIELD_PAGES.get(getattr(request.resolver_match, "url_name", None) or "")
    ours = request.META.get("HTTP_ORIGIN") == current().origin
    if not found or not ours or load_catalogue(current().preset) is None:
        return None
    step, title = found
    return lambda sentence: _shown_again(request, step, title, sentence, status=403)


def _shown_again(
    request: HttpRequest, step: Step, title: Title, sentence: str, *, status: int
) -> HttpResponse:
    """What came could not be kept: the same page, with all of it."""
    found = kept(request)
    draft = found if found and not isinstance(found, Case) else first()
    draft = replace(draft, fields={**draft.fields, **_typed(request, step)})
    return _show(request, step, title, draft, judged=False, held=sentence, status=status)


def _sent(request: HttpRequest, step: Step, title: Title) -> HttpResponse:
    typed = _typed(request, step)
    try:
        saved = save(request, lambda draft: moved(_with(draft, request, typed), PAGES[step]))
    except NoRoomForDraft as full:
        return _shown_again(request, step, title, full.sentence, status=429)
    if isinstance(saved, HttpResponse):
        return saved
    # What is too long was not kept, so that the page shows it from here, to be shortened.
    draft = replace(saved.draft, fields={**saved.draft.fields, **typed})
    name, wrong = PAGES[step], _wrong(draft, step)
    if "language" in request.POST and not _too_long(typed):
        return saved.answer(see_other(name))
    if "back" in request.POST and not _too_long(typed):
        return saved.answer(see_other(before(draft, name)))
    if wrong:
        return saved.answer(_show(request, step, title, draft, judged=True))
    return saved.answer(see_other(FIRST if saved.renewed else after(draft, name)))


def _with(draft: Draft, request: HttpRequest, typed: Mapping[str, str]) -> Draft:
    """The draft with what this page brought, of it what is not too long."""
    keeps = {slug: text for slug, text in typed.items() if slug not in _too_long(typed)}
    sure = {
        slug: text for slug, text in typed.items() if request.POST.get(f"sure-{slug}", "") == text
    }
    return replace(draft, fields={**draft.fields, **keeps}, sure={**draft.sure, **sure})


def _typed(request: HttpRequest, step: Step) -> dict[str, str]:
    """Of all fields of this step, whatever the subject: another tab may have changed that."""
    asked = [one for one in catalogue().fields if one.step is step and one.slug in request.POST]
    typed = {field.slug: tidy(field, request.POST[field.slug]) for field in asked}
    fixed = request.POST.get("fix", "")
    if typed.get(fixed):
        typed[fixed] = meant_by(typed[fixed].lower()) or typed[fixed]
    return typed


def _too_long(typed: Mapping[str, str]) -> set[str]:
    known = {field.slug: field.longest for field in catalogue().fields}
    return {slug for slug, text in typed.items() if len(text) > known[slug]}


def _wrong(draft: Draft, step: Step) -> bool:
    return any(not found.good for _field, found in answers(draft, step))


def _show(
    request: HttpRequest,
    step: Step,
    title: Title,
    draft: Draft,
    *,
    judged: bool,
    held: str = "",
    status: int = 200,
) -> HttpResponse:
    drawn = widgets(draft, answers(draft, step), judged=judged)
    notice = catalogue().notice
    return show_page(
        request,
        "fields",
        page=PAGES[step],
        draft=draft,
        title=str(title(draft)),
        status=status,
        widgets=drawn,
        held=held,
        wrong=[one for one in drawn if not one.answer.good],
        calm=not any(one.answer.error for one in drawn),
        for_another=draft.whose == "other" and step is Step.PERSON,
        notice=notice.text.said(get_language() or "es") if step in WITH_NOTICE else "",
        version=notice.version,
    )


FIELD_PAGES: dict[str, tuple[Step, Title]] = {}
# Where data that say who somebody is are asked for.
WITH_NOTICE = (Step.PERSON, Step.CONTACT)
