"""A person without a browser: reads the forms that the pages hold, fills and sends them."""

import json
from typing import Any
from urllib.parse import urlencode

from altcha import Challenge, Payload, solve_challenge
from django.http import HttpResponse

from recupera.letterbox.slot import Shown, Verdict
from tests.pages.checking import CheckingClient, Page
from tests.pages.fake_worker import FakeWorker

FORM = "application/x-www-form-urlencoded"
EMAIL = "ana.perez@example.com"
PASSWORD = "cinco loros verdes cantan tarde"


def paid(page: Page) -> str:
    """The solved work of a page, as its widget would put it into the form."""
    challenge = Challenge.from_dict(json.loads(page.one("div", id="work").given["data-challenge"]))
    return str(Payload(challenge, solve_challenge(challenge)).to_base64())


def token(person: "Person") -> str:
    return person.page.all("input", name="csrfmiddlewaretoken")[0].given["value"] or ""


class Person(CheckingClient):
    """Checks tokens, as browsers are made to; keeps the last answer and its page."""

    def __init__(self, worker: FakeWorker, **settings: Any) -> None:
        super().__init__(enforce_csrf_checks=True, **settings)
        self.worker = worker
        # Where a test moves the time, for forms that may be sent only later.
        self.clock: Any = None
        self.page: Page
        self.last: HttpResponse

    def open(self, address: str) -> HttpResponse:
        return self._keep(self.get(address))

    def send(self, address: str, data: dict[str, str], **settings: Any) -> HttpResponse:
        """Posts a form of the page that is open, with its token."""
        token = self.page.all("input", name="csrfmiddlewaretoken")[0].given["value"] or ""
        form = urlencode({"csrfmiddlewaretoken": token, **data})
        return self._keep(self.post(address, form, content_type=FORM, **settings))

    def ask(self, kind: str = "email", typed: str = EMAIL, prefix: str = "", **data: str) -> Any:
        self.open(f"{prefix}/")
        return self.send(
            f"{prefix}/", {"kind": kind, kind: typed, "altcha": paid(self.page), **data}
        )

    def ask_again(self, **more: str) -> HttpResponse:
        self.open("/codigo")
        reference = self.page.all("input", name="reference")[0].given["value"] or ""
        form = {"reference": reference, "altcha": paid(self.page)}
        return self.send("/codigo/otro", form | more)

    def prove(self, code: str = "4821 7736") -> HttpResponse:
        self.open("/codigo?otro")
        reference = self.page.all("input", name="reference")[0].given["value"] or ""
        return self.send("/codigo", {"reference": reference, "code": code})

    def judged(self, verdict: Verdict, *accounts: Shown, **published: Any) -> HttpResponse:
        """Asks, proves, and goes where the wait page leads after this verdict."""
        self.ask()
        self.prove()
        self.worker.judge(verdict, accounts=accounts, **published)
        response = self.open("/espera")
        assert response.status_code == 303
        return self.open(response["Location"])

    def able(self, *accounts: Shown) -> HttpResponse:
        """Begins at the password page, and proves what opens these accounts."""
        self.open("/contrasena")
        form = {"kind": "email", "email": EMAIL, "altcha": paid(self.page)}
        assert self.send("/contrasena", form).status_code == 303
        self.prove()
        self.worker.judge(Verdict.GOOD, accounts=accounts, can_set_password=True)
        response = self.open("/espera")
        assert response["Location"] == "/contrasena/nueva"
        return self.open(response["Location"])

    def set_password(self, password: str = PASSWORD, **more: str) -> HttpResponse:
        """Fills the form of a new password that is open."""
        given = {name: self.page.value(name) for name in ("reference", "account")}
        prefix = "/en" if self.page.one("html").given["lang"] == "en" else ""
        return self.send(f"{prefix}/contrasena/nueva", given | {"password": password} | more)

    def acted(self, verdict: Verdict, *accounts: Shown) -> HttpResponse:
        """Sets a password for the first of these accounts, and goes where its verdict leads."""
        self.able(*accounts)
        self.set_password()
        self.worker.act(verdict, *accounts)
        response = self.open("/contrasena/espera")
        assert response.status_code == 303
        return self.open(response["Location"])

    def _keep(self, response: HttpResponse) -> HttpResponse:
        self.last = response
        self.page = getattr(response, "page", None) or getattr(self, "page", None)
        return response
