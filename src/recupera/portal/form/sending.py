"""[Enviar]: from a whole draft to an envelope, in one transaction that survives a power cut."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from recupera.cases.catalogue import FieldKind, Step
from recupera.guard.limits import Closed, spend_case_budgets
from recupera.guard.source import source_of
from recupera.guard.work import use_up, verify
from recupera.keys import TooLarge
from recupera.letterbox.cases import Form, Sent, seal_open_case
from recupera.letterbox.drafts import draft_id
from recupera.letterbox.drop import accepting, drop
from recupera.letterbox.flow import Flow
from recupera.letterbox.references import draw_reference
from recupera.letterbox.remembered import Following
from recupera.people.tracking import new_tracking_key
from recupera.portal.asking import Held, holding
from recupera.portal.cookies import Case
from recupera.portal.form.draft import Draft, catalogue, finish, held
from recupera.portal.form.journey import answers, missing
from recupera.portal.form.sentences import cases_closed


class Unfinished(Exception):
    """Something of the form is missing: another tab has changed what it is about."""


def send(request: HttpRequest, flow: Flow) -> Case | None:
    """The case; None where there is no draft any more.

    Whoever presses twice, or in two tabs, gets the same one: the first press puts the receipt in
    the draft's place, and the second finds it. Raises Unfinished or asking.Held.
    """
    ticket = request.POST.get("ticket", "")
    with holding(ticket), _said():
        payment = verify(request.POST.get("altcha", ""), ticket)
        with accepting(for_good=True):
            draft = held(flow)
            if not isinstance(draft, Draft):
                return draft
            if missing(draft):
                raise Unfinished
            use_up(payment)
            spend_case_budgets("case", source=source_of(request), data=_data(draft))
            case = _open(flow, draft)
            finish(flow, case)
            return case


def contents(draft: Draft) -> dict[str, str]:
    """The fields that are sent, in normal form: none that was not asked of this person."""
    return {field.slug: found.value for field, found in answers(draft) if found.value}


def files(draft: Draft) -> tuple[Sent, ...]:
    """The files that are sent; no copy of an identity document of whoever stays anonymous."""
    identity = {one.slug for one in catalogue().documents if one.identity}
    hidden = identity if draft.anonymous else set()
    return tuple(one for one in draft.files if one.document not in hidden)


def _open(flow: Flow, draft: Draft) -> Case:
    """Draws reference and key, and leaves the envelope; in the caller's transaction."""
    new, form = Flow.mint(), _form(flow, draft)
    sealed = seal_open_case(new, form)
    drop(sealed)
    following = Following(
        reference=form.reference,
        key=form.key,
        envelope=sealed.id,
        act="open",
        posted_at=form.received_at,
        email=_email(draft),
        subject=draft.subject,
        received_at=form.received_at,
    )
    return Case(new, following)


def _form(flow: Flow, draft: Draft) -> Form:
    return Form(
        draft=draft_id(flow),
        reference=draw_reference(),
        key=new_tracking_key(),
        received_at=time.time(),
        system=draft.system,
        request=draft.request,
        subject=draft.subject,
        whose=draft.whose,
        fields=contents(draft),
        notice=catalogue().notice.version,
        language=get_language() or "es",
        files=files(draft),
    )


def _email(draft: Draft) -> str:
    """Where news of the case go; empty for whoever stays anonymous."""
    contact = answers(draft, Step.CONTACT)
    return next((one.value for field, one in contact if field.kind is FieldKind.EMAIL), "")


def _data(draft: Draft) -> list[str]:
    """What the budgets of data count: whom the answer goes to, and whom the case is about."""
    counted = {Step.CONTACT: FieldKind.EMAIL, Step.PERSON: FieldKind.DOCUMENT}
    found = {
        f"{field.kind}:{answer.value}"
        for field, answer in answers(draft)
        if counted.get(field.step) is field.kind and answer.value
    }
    return sorted(found)


@contextmanager
def _said() -> Iterator[None]:
    """What only a case can be refused for, in words. Raises Held."""
    try:
        yield
    except Closed as closed:
        raise Held(cases_closed(closed), closed=closed.budget) from None
    except TooLarge:
        raise Held(_("Es demasiado texto para un solo envío. Acorte la descripción.")) from None
