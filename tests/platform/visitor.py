"""Somebody without a browser at the demo's platform: opens pages and sends their forms."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse

from recupera.directories.embedded.directory import EmbeddedDirectory
from recupera.directories.embedded.hashes import made
from recupera.directories.embedded.imported import write_hashes
from recupera.directories.embedded.sealed import DirectoryKeys
from recupera.directories.embedded.write import write
from recupera.options import current
from recupera.people import EXAMPLE_PASSWORD, EXAMPLES
from tests.pages.checking import CheckingClient, Page

FORM = "application/x-www-form-urlencoded"
ANA = EXAMPLES[0].registered[0]
INACTIVE = replace(ANA, id="inactive", username="inactiva", active=False)
NEW = "cinco loros verdes cantan tarde"


def keys() -> DirectoryKeys:
    return DirectoryKeys.of(current().data)


def directory() -> EmbeddedDirectory:
    return EmbeddedDirectory(keys())


def register() -> None:
    hashed = made(EXAMPLE_PASSWORD)
    write(keys(), [ANA, INACTIVE])
    write_hashes(keys(), {ANA.id: hashed, INACTIVE.id: hashed})


class Visitor(CheckingClient):
    """Checks tokens, as browsers are made to; keeps the page it looks at."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(enforce_csrf_checks=True, **settings)
        self.page: Page

    def open(self, address: str) -> HttpResponse:
        return self._keep(self.get(address))

    def send(self, address: str, **form: str) -> HttpResponse:
        """Posts a form of the page that is open, with its token."""
        token = self.page.all("input", name="csrfmiddlewaretoken")[0].given["value"] or ""
        body = urlencode({"csrfmiddlewaretoken": token, **form})
        return self._keep(self.post(address, body, content_type=FORM))

    def sign_in(
        self, username: str = ANA.username, password: str = EXAMPLE_PASSWORD, prefix: str = ""
    ) -> HttpResponse:
        self.open(f"{prefix}/ingresar")
        return self.send(f"{prefix}/ingresar", username=username, password=password)

    def _keep(self, response: HttpResponse) -> HttpResponse:
        self.page = getattr(response, "page", None) or self.page
        return response
