"""Leaving an act on a case: for good, and with nothing lost that was typed.

An act needs a proven slot, which is gone after half an hour. Who has the case's key in this
browser gets it opened again by the same press, with what they typed still in the form.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from recupera.keys import TooLarge
from recupera.letterbox.case_slot import CaseShown
from recupera.letterbox.cases import seal_act_on_case
from recupera.letterbox.drop import SlotGone
from recupera.letterbox.flow import Flow
from recupera.letterbox.sealing import Sealed
from recupera.letterbox.slot import Published, look, stands
from recupera.portal.asking import Held, leave
from recupera.portal.cookies import Case, case_of, keep_case
from recupera.portal.doubts import Doubt
from recupera.portal.pages.case.asking import ask_case
from recupera.portal.pages.case.attaching import Kept, keep
from recupera.portal.pages.case.lost import another_tab, unsent
from recupera.portal.question import NotAsked
from recupera.portal.showing import see_other
from recupera.portal.written import Written, sent

Trouble = NotAsked | Doubt | Held


@dataclass(frozen=True)
class Act:
    """What the person wants; `name` as `letterbox.cases.seal_act_on_case` knows it."""

    name: str
    text: str = ""
    email: str = ""
    code: str = ""


class Form(Protocol):
    """Shows an act's form with what was typed; `shown` is None where the case is not open now."""

    def __call__(
        self,
        request: HttpRequest,
        kept: Kept,
        shown: CaseShown | None,
        trouble: Trouble | None = None,
    ) -> HttpResponse: ...


# Reads the act from its form, for the case as it is shown now. Raises NotAsked or Doubt.
Read = Callable[[HttpRequest, Kept, CaseShown | None], Act]


def leave_act(request: HttpRequest, *, read_act: Read, form: Form) -> HttpResponse:
    """Leaves what the form asks for, and leads to the page that waits; else shows it again."""
    case = case_of(request)
    if case is None:
        return unsent(request)
    if request.POST.get("reference") != case.following.reference:
        return another_tab(request, case)
    published = look(case.flow, posted_at=case.following.posted_at)
    kept = keep(request, case, published)
    answer = _acted(request, kept, published, read_act, form)
    if settings.CASE_COOKIE in answer.cookies or kept.case == case:
        return answer
    return keep_case(answer, kept.case)


def _acted(
    request: HttpRequest, kept: Kept, published: Published | None, read_act: Read, form: Form
) -> HttpResponse:
    shown = published.followed if published else None
    if "language" in request.POST or "remove" in request.POST:
        return form(request, kept, shown)
    try:
        act = read_act(request, kept, shown)
        if not kept.whole:
            return form(request, kept, shown)
        return _left(request, kept, act) if shown else _open_again(request, kept, form)
    except SlotGone:
        return _open_again(request, kept, form)
    except TooLarge:
        too_large = NotAsked(None, _("Es demasiado largo. Envíelo en dos partes."))
        return form(request, kept, shown, too_large)
    except (NotAsked, Doubt, Held) as trouble:
        return form(request, kept, shown, trouble)


def _left(request: HttpRequest, kept: Kept, act: Act) -> HttpResponse:
    """Raises Held, SlotGone or TooLarge."""
    case, files = kept.case, kept.written.files

    def seal() -> Sealed:
        return seal_act_on_case(
            case.flow,
            act=act.name,
            language=get_language() or "es",
            text=act.text,
            email=act.email,
            code=act.code,
            files=files,
        )

    def also(sealed: Sealed) -> None:
        if "text" in request.POST:
            sent(case, Written(request.POST["text"], files), envelope=sealed.id)

    sealed = leave(request, seal, case="", for_good=True, also=also)
    left = replace(case.following, envelope=sealed.id, act=act.name, posted_at=time.time())
    return keep_case(see_other("case_wait"), Case(case.flow, left))


def _open_again(request: HttpRequest, kept: Kept, form: Form) -> HttpResponse:
    """Asks anew with the key, in a slot of its own; the second press then sends."""
    following = kept.case.following
    if not following.key:
        return unsent(request)
    if stands(kept.case.flow):
        return _still_opening(request, kept, form)
    flow = Flow.mint()
    try:
        sealed = ask_case(
            request, flow, reference=following.reference, key=following.key, message=""
        )
    except Held as held:
        return form(request, kept, None, held)
    asked = replace(following, envelope=sealed.id, act="ask", posted_at=time.time())
    again = Held(_("Pasó media hora y abrimos su caso otra vez. Presione el botón de nuevo."))
    return keep_case(form(request, kept, None, again), Case(flow, asked))


def _still_opening(request: HttpRequest, kept: Kept, form: Form) -> HttpResponse:
    case = kept.case
    published = look(case.flow, posted_at=case.following.posted_at)
    if published and case.following.envelope in published.verdicts:
        # The key that this browser holds opens nothing: only another proof helps.
        return unsent(request)
    soon = Held(
        _("Todavía estamos abriendo su caso. Espere unos segundos y presione otra vez."),
        ticket=request.POST.get("ticket", ""),
    )
    return form(request, kept, None, soon)
