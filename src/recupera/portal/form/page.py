"""What every page of the form begins and ends with: the draft in hand, and keeping it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from recupera.cases.catalogue import load_catalogue
from recupera.guard.limits import Closed
from recupera.letterbox.flow import Flow
from recupera.options import current
from recupera.portal.cookies import Case, draft_of, forget_draft, keep_case, keep_draft
from recupera.portal.form.draft import Draft, begin, change, first, kept
from recupera.portal.form.journey import FIRST, REVIEW, pages
from recupera.portal.form.known import filled_in
from recupera.portal.form.sentences import drafts_closed
from recupera.portal.showing import see_other, show

View = Callable[[HttpRequest], HttpResponse]
Change = Callable[[Draft], Draft]


class NoRoomForDraft(Exception):
    """Too many forms were begun where this browser is. `sentence` says when the next one may."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Saved:
    """A draft that was kept. `renewed` where the one before it was gone, or there was none."""

    draft: Draft
    flow: Flow
    renewed: bool = False

    def answer(self, response: HttpResponse) -> HttpResponse:
        """With the cookie of the draft, good for another day."""
        return keep_draft(response, self.flow)


def form_page(view: View) -> View:
    """A page of the form; where the preset has no catalogue, all of them lead to `/soporte`."""

    @wraps(view)
    def page(request: HttpRequest) -> HttpResponse:
        if load_catalogue(current().preset) is None:
            return see_other("support")
        return view(request)

    return require_http_methods(["GET", "HEAD", "POST"])(page)


def opened(request: HttpRequest) -> Draft | HttpResponse:
    """This browser's draft, or where it goes without one."""
    found = kept(request)
    if isinstance(found, Case):
        return receipt(found)
    return found or see_other(FIRST)


def save(request: HttpRequest, step: Change) -> Saved | HttpResponse:
    """Keeps what a page brought. Where the draft is gone, in a new one: nothing typed is lost.

    Raises NoRoomForDraft, or keys.TooLarge.
    """
    flow = draft_of(request)
    found = change(flow, step) if flow else None
    if isinstance(found, Case):
        return receipt(found)
    if flow and found:
        return Saved(found, flow)
    draft = filled_in(request, step(first()))
    try:
        new = begin(request, draft)
    except Closed as closed:
        raise NoRoomForDraft(drafts_closed(closed)) from None
    return Saved(draft, new, renewed=True)


def receipt(case: Case) -> HttpResponse:
    """The form was sent from here, and perhaps the answer to that never came: it comes now."""
    return forget_draft(keep_case(see_other("case_sent"), case))


def show_page(
    request: HttpRequest, template: str, *, page: str, draft: Draft, title: str, **context: Any
) -> HttpResponse:
    """`templates/pages/case_form/<template>.html`, with where on the way this page stands."""
    way = pages(draft)
    language = get_language() or "es"
    return show(
        request,
        f"case_form/{template}",
        title=title,
        step=way.index(page) + 1 if page in way else 0,
        steps=len(way),
        back=page != FIRST,
        to_review=draft.reviewed and page != REVIEW,
        subject=draft.about.label.said(language),
        **context,
    )
