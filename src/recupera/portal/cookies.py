"""The two cookies of one enquiry: the flow secret, and what the person typed, sealed under it.

An objection has a cookie of its own: whoever objects may be in the middle of an enquiry.
"""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from recupera.letterbox.flow import Flow
from recupera.letterbox.remembered import Objecting, Remembered

# As long as a slot can live; a forgotten shared computer keeps nothing longer.
SECONDS = 30 * 60


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
    secret, _, sealed = request.COOKIES.get(settings.OBJECTION_COOKIE, "").partition(".")
    flow = Flow.parse(secret)
    sent = flow and Objecting.open(flow, sealed)
    return Objection(flow, sent) if flow and sent else None


def keep_objection(response: HttpResponse, objection: Objection) -> HttpResponse:
    """Sets its one cookie, the secret in front of what is sealed under it."""
    flow, sealed = objection.flow, objection.sent.seal(objection.flow)
    _set(response, settings.OBJECTION_COOKIE, f"{flow.cookie}.{sealed}")
    return response


def forget(response: HttpResponse) -> HttpResponse:
    """Deletes everything this site keeps in the browser."""
    for name in (
        settings.FLOW_COOKIE,
        settings.TYPED_COOKIE,
        settings.OBJECTION_COOKIE,
        settings.CSRF_COOKIE_NAME,
    ):
        # Browsers ignore a deletion of a __Host- cookie that is not Secure itself.
        response.set_cookie(
            name,
            "",
            max_age=0,
            secure=settings.CSRF_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response


def _set(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(
        name,
        value,
        max_age=SECONDS,
        secure=settings.CSRF_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
