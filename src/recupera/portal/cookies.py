"""The two cookies of one enquiry: the flow secret, and what the person typed, sealed under it.

An objection has a cookie of its own: whoever objects may be in the middle of an enquiry. So has a
case, for a day, and a draft of one, which is the secret alone.
"""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from recupera.letterbox.flow import Flow
from recupera.letterbox.remembered import Following, Objecting, Remembered

# As long as a slot can live; a forgotten shared computer keeps nothing longer.
SECONDS = 30 * 60
DAY = 24 * 60 * 60


@dataclass(frozen=True)
class Enquiry:
    """The enquiry that this browser is in."""

    flow: Flow
    remembered: Remembered


@dataclass(frozen=True)
class Objection:
    """The objection that this browser has sent."""

    flow: Flow
    sent: Objecting


@dataclass(frozen=True)
class Case:
    """The case that this browser has opened or asks about."""

    flow: Flow
    following: Following


def enquiry_of(request: HttpRequest) -> Enquiry | None:
    """None where the cookies are gone, changed, or do not belong together."""
    flow = Flow.parse(request.COOKIES.get(settings.FLOW_COOKIE))
    remembered = flow and Remembered.open(flow, request.COOKIES.get(settings.TYPED_COOKIE))
    return Enquiry(flow, remembered) if flow and remembered else None


def keep(response: HttpResponse, enquiry: Enquiry) -> HttpResponse:
    """Sets both cookies; for everyone the same names, lengths and attributes."""
    _set(response, settings.FLOW_COOKIE, enquiry.flow.cookie)
    _set(response, settings.TYPED_COOKIE, enquiry.remembered.seal(enquiry.flow))
    return response


def objection_of(request: HttpRequest) -> Objection | None:
    """None where the cookie is gone or changed."""
    flow, sealed = _parted(request, settings.OBJECTION_COOKIE)
    sent = flow and Objecting.open(flow, sealed)
    return Objection(flow, sent) if flow and sent else None


def keep_objection(response: HttpResponse, objection: Objection) -> HttpResponse:
    """Sets its one cookie, the secret in front of what is sealed under it."""
    flow, sealed = objection.flow, objection.sent.seal(objection.flow)
    _set(response, settings.OBJECTION_COOKIE, f"{flow.cookie}.{sealed}")
    return response


def case_of(request: HttpRequest) -> Case | None:
    """None where the cookie is gone or changed."""
    flow, sealed = _parted(request, settings.CASE_COOKIE)
    following = flow and Following.open(flow, sealed)
    return Case(flow, following) if flow and following else None


def keep_case(response: HttpResponse, case: Case) -> HttpResponse:
    """As `keep_objection`, for a day."""
    value = f"{case.flow.cookie}.{case.following.seal(case.flow)}"
    _set(response, settings.CASE_COOKIE, value, seconds=DAY)
    return response


def draft_of(request: HttpRequest) -> Flow | None:
    """The secret under which this browser's draft of a case is kept."""
    return Flow.parse(request.COOKIES.get(settings.DRAFT_COOKIE))


def keep_draft(response: HttpResponse, flow: Flow) -> HttpResponse:
    _set(response, settings.DRAFT_COOKIE, flow.cookie, seconds=DAY)
    return response


def forget_draft(response: HttpResponse) -> HttpResponse:
    _gone(response, settings.DRAFT_COOKIE)
    return response


def forget(response: HttpResponse) -> HttpResponse:
    """Deletes everything this site keeps in the browser."""
    for name in (
        settings.FLOW_COOKIE,
        settings.TYPED_COOKIE,
        settings.OBJECTION_COOKIE,
        settings.CASE_COOKIE,
        settings.DRAFT_COOKIE,
        settings.CSRF_COOKIE_NAME,
    ):
        _gone(response, name)
    return response


def _gone(response: HttpResponse, name: str) -> None:
    # Browsers ignore a deletion of a __Host- cookie that is not Secure itself.
    _set(response, name, "", seconds=0)


def _parted(request: HttpRequest, name: str) -> tuple[Flow | None, str]:
    """A cookie that holds its secret and, behind a dot, what is sealed under it."""
    secret, _, sealed = request.COOKIES.get(name, "").partition(".")
    return Flow.parse(secret), sealed


def _set(response: HttpResponse, name: str, value: str, *, seconds: int = SECONDS) -> None:
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        secure=settings.CSRF_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
