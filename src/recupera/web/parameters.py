"""Refuses requests whose parameters could mean two things, before any work is done."""

import re
from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, QueryDict

from recupera.web import uploads

NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")
FORM = "application/x-www-form-urlencoded"


class OneOfEach:
    """Middleware: each name once, no `a[]`, no `a.b`, a form as body (ASVS 15.3.5, 15.3.7).

    It stands before the CSRF check, which would read the body: here it is decided how it is read.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    # As a view hook, so that what it raises becomes the ordinary page for a bad request.
    def process_view(self, request: HttpRequest, page: uploads.Page, *given: Any) -> None:
        _require_one_of_each(request.GET)
        if request.method != "POST":
            return
        if request.content_type == uploads.MULTIPART and uploads.is_taken(page):
            uploads.prepare(request)
            with uploads.reading():
                _require_one_of_each(request.POST)
            return
        if request.content_type != FORM:
            raise BadRequest("not a form")
        _require_whole(request)
        _require_one_of_each(request.POST)


def _require_whole(request: HttpRequest) -> None:
    """The server hands on a body that was cut as if it ended there: half a text would be taken."""
    told = str(request.META.get("CONTENT_LENGTH") or "0")
    if not told.isdecimal() or len(request.body) < int(told):
        raise BadRequest("the body was cut")


def _require_one_of_each(given: QueryDict) -> None:
    for name, values in given.lists():
        if len(values) > 1 or not NAME.fullmatch(name):
            raise BadRequest("repeated or structured parameter")
