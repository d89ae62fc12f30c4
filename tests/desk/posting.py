"""Posting as a browser does: a form, urlencoded."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.test import Client

FORM = "application/x-www-form-urlencoded"


def post(client: Client, address: str, *, follow: bool = False, **data: Any) -> HttpResponse:
    return client.post(
        address, urlencode({"csrfmiddlewaretoken": "x", **data}), content_type=FORM, follow=follow
    )  # type: ignore[return-value]
