"""The Content-Security-Policy of every page: written out once, then only the nonce differs."""

from functools import cache

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.http import HttpRequest
from django.http.response import HttpResponseBase

MARK = "nonce-of-this-page"


class Policy(CSPMiddleware):
    """`CSPMiddleware` without what this site does not use: per-page changes and reports."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        # What is no page, such as a file to be saved, may bring a stricter one.
        if HEADER not in response.headers:
            response.headers[HEADER] = _policy(getattr(request, "_csp_nonce", None))
        return response


def _policy(nonce: str | None) -> str:
    return _written(marked=True).replace(MARK, nonce) if nonce else _written(marked=False)


@cache
def _written(*, marked: bool) -> str:
    """In one order in every process; the library's own order is that of a set."""
    return "; ".join(sorted(build_policy(nonce=MARK if marked else None).split("; ")))
