"""`/soporte/formulario/archivos`: one or several files, each kept or refused with its reason."""

import base64
import logging
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from recupera.cases.catalogue import Document
from recupera.files.findings import Refusal
from recupera.guard.limits import Closed, spend_case_budgets
from recupera.guard.source import source_of
from recupera.letterbox import room
from recupera.letterbox.cases import Sent
from recupera.letterbox.drafts import draft_id
from recupera.letterbox.flow import Flow
from recupera.options import current
from recupera.portal.form.draft import Draft, change
from recupera.portal.form.journey import FILES, after, before, documents, moved
from recupera.portal.form.page import NoRoomForDraft, Saved, form_page, opened, save, show_page
from recupera.portal.form.sentences import uploads_closed
from recupera.portal.showing import see_other
from recupera.portal.uploads import Held, NotTaken, Outcome, Taken, refused, take, takes_files
from recupera.web.uploads import MULTIPART

log = logging.getLogger("recupera.portal")


@dataclass(frozen=True)
class Asked:
    """One document as the page shows it: what came of it, and what was refused."""

    slug: str
    label: str
    hint: str
    required: bool
    files: tuple[Sent, ...]
    wrong: tuple[tuple[str, str], ...]


@takes_files
@form_page
def files(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return _sent(request)
    draft = opened(request)
    return draft if isinstance(draft, HttpResponse) else _show(request, draft)


def _sent(request: HttpRequest) -> HttpResponse:
    """The draft first: where it is gone, what came is kept in a new one."""
    try:
        saved = save(request, lambda draft: moved(draft, FILES))
    except NoRoomForDraft:
        return see_other("case_form")
    if isinstance(saved, HttpResponse):
        return saved
    gone = request.POST.get("remove", "")
    if gone:
        _remove(saved.flow, gone)
        return saved.answer(see_other(FILES))
    return saved.answer(_attach(request, saved))


def _attach(request: HttpRequest, saved: Saved) -> HttpResponse:
    """Whatever was pressed, what was chosen is attached: people choose a file and go on."""
    draft = saved.draft
    has = Held(len(draft.files), sum(one.size for one in draft.files))
    outcome = take(request, held=has) if request.content_type == MULTIPART else Outcome()
    not_taken, held = list(outcome.refused), ""
    if outcome.taken:
        try:
            draft = _keep(request, saved, outcome.taken)
        except room.NoRoom:
            log.warning("no room for the files of cases; `recupera status` says how much there is")
            not_taken += [NotTaken(one.name, Refusal.NO_ROOM, one.field) for one in outcome.taken]
        except Closed as closed:
            held = uploads_closed(closed)
    if not_taken or held:
        return _show(request, draft, not_taken=not_taken, held=held)
    return _next(request, draft)


def _next(request: HttpRequest, draft: Draft) -> HttpResponse:
    if "attach" in request.POST or "language" in request.POST:
        return see_other(FILES)
    return see_other(before(draft, FILES) if "back" in request.POST else after(draft, FILES))


def _keep(request: HttpRequest, saved: Saved, taken: Sequence[Taken]) -> Draft:
    """All of them and the draft that holds their keys, or none. Raises NoRoom or Closed."""
    owner = draft_id(saved.flow)

    def step(draft: Draft) -> Draft:
        size = sum(len(one.sealed) for one in taken)
        units = math.ceil(size / room.MEGABYTE)
        spend_case_budgets("upload", source=source_of(request), units=units)
        for one in taken:
            room.store(one.id, owner=owner, sealed=one.sealed)
        new = tuple(_named(draft, one) for one in taken)
        return replace(draft, files=(*draft.files, *new))

    found = change(saved.flow, step)
    return found if isinstance(found, Draft) else saved.draft


def _named(draft: Draft, one: Taken) -> Sent:
    """As the draft keeps it; which document it is, the field says that it came in."""
    known = [document.slug for document in documents(draft)]
    document = one.field if one.field in known else (known[-1:] or [""])[0]
    key = base64.b64encode(one.key).decode()
    return Sent(one.id, key, one.name, one.size, one.kind.value, document)


def _remove(flow: Flow, gone: str) -> None:
    def step(draft: Draft) -> Draft:
        if gone in {one.id for one in draft.files}:
            room.remove(gone, owner=draft_id(flow))
        return replace(draft, files=tuple(one for one in draft.files if one.id != gone))

    change(flow, step)


def _asked(draft: Draft, one: Document, not_taken: Sequence[NotTaken], language: str) -> Asked:
    wrong = [(each.name, refused(each.reason)) for each in not_taken if each.field == one.slug]
    return Asked(
        slug=one.slug,
        label=one.label.said(language),
        hint=one.hint.said(language) if one.hint else "",
        required=one.required,
        files=tuple(file for file in draft.files if file.document == one.slug),
        wrong=tuple(wrong),
    )


def _show(
    request: HttpRequest, draft: Draft, *, not_taken: Sequence[NotTaken] = (), held: str = ""
) -> HttpResponse:
    language, options = get_language() or "es", current()
    asked = [_asked(draft, one, not_taken, language) for one in documents(draft)]
    known = {one.slug for one in asked}
    wrong = [refused(one.reason) for one in not_taken if one.field not in known]
    return show_page(
        request,
        "files",
        page=FILES,
        draft=draft,
        title=_("Archivos, si los tiene"),
        status=429 if held else 200,
        asked=asked,
        wrong=wrong,
        held=held or (_("Algunos archivos no se recibieron.") if not_taken else ""),
        file_mb=options.file_mb,
        most=options.files,
    )
