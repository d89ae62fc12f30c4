"""`/soporte/formulario/enviado`: the number of the case, its key, and by when there is an answer.

It says what this browser's own cookie knows, so that it stands there whatever the worker does.
"""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from recupera.letterbox.remembered import Following
from recupera.letterbox.slot import Published, look
from recupera.people.case_reference import grouped
from recupera.people.tracking import grouped_tracking_key
from recupera.portal.cookies import Case, case_of
from recupera.portal.form.draft import catalogue, kept
from recupera.portal.form.page import form_page, receipt
from recupera.portal.form.promise import promised
from recupera.portal.showing import see_other, show


@require_safe
@form_page
def sent(request: HttpRequest) -> HttpResponse:
    case = case_of(request)
    if case and case.following.received_at:
        return _show(request, case)
    found = kept(request)
    return receipt(found) if isinstance(found, Case) else see_other("case_form")


def _show(request: HttpRequest, case: Case) -> HttpResponse:
    following, language = case.following, get_language() or "es"
    published = look(case.flow, posted_at=following.posted_at)
    subject = catalogue().subject(following.subject)
    return show(
        request,
        "case_form/sent",
        title=_("Recibimos su caso"),
        reference=grouped(_reference(following, published)),
        key=grouped_tracking_key(following.key),
        number=following.reference,
        email=following.email,
        confirmed=bool(published and published.followed and published.followed.confirmed),
        subject=subject.label.said(language) if subject else "",
        promise=promised(following.received_at, subject, language),
    )


def _reference(following: Following, published: Published | None) -> str:
    """Another one where the desk already had this number, which the portal cannot know."""
    found = published and (published.case or (published.followed and published.followed.reference))
    return found or following.reference
