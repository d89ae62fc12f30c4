"""The headers that every page carries, errors included, always in this order."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

NOTHING_ALLOWED = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
)
ALWAYS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": NOTHING_ALLOWED,
    "X-Frame-Options": "DENY",
}


class Headers:
    """Middleware; Content-Security-Policy and the rest come from the two around it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # Whoever adds a header on the way must not change the order, which would tell pages apart.
        headers = {**dict(response.headers.items()), **ALWAYS, **_only_by_tls()}
        for name in sorted(headers):
            response.headers.pop(name, None)
            response.headers[name] = headers[name]
        return response


def _only_by_tls() -> dict[str, str]:
    """Django's own middleware would stay silent: behind a proxy every request is plain http."""
    seconds = settings.SECURE_HSTS_SECONDS
    value = f"max-age={seconds}; includeSubDomains"
    return {"Strict-Transport-Security": value} if seconds else {}


def on_files(headers: dict[str, str], path: str, url: str) -> None:
    """For whitenoise: what style sheets, scripts and fonts carry."""
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    # Not a dict: WSGI's own headers, which have no update().
    for name, value in _only_by_tls().items():
        headers[name] = value
