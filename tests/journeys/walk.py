"""A person's way through the pages in a browser, and their mailbox beside it."""

import re
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from playwright.sync_api import Locator, Page, TimeoutError, expect

from recupera.cases.examples import EXAMPLE_CASES
from recupera.cases.practice import PRACTICE
from recupera.directories.embedded.synthetic import synthetic_accounts
from recupera.people import Account
from tests.house.processes import House, messages

CHOICES = {
    "es": {
        "national_id": "Cédula",
        "phone": "No. de teléfono",
        "username": "Usuario de SECOP II",
        "email": "Correo electrónico",
    },
    "en": {
        "national_id": "National ID (cédula)",
        "phone": "Phone number",
        "username": "SECOP II user name",
        "email": "E-mail",
    },
}
WORDS = {
    "es": {"ask": "Consultar", "go_on": "Continuar", "check": "Comprobar", "code": "Código"},
    "en": {"ask": "Find my data", "go_on": "Continue", "check": "Check", "code": "code"},
}
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
REFERENCE = re.compile(r"\b[B-Z][2-9][B-Z][2-9]\b")


def invented(number: int) -> Account:
    """One of the demo's persons: active, with an e-mail, and no case of the demo's is theirs.
    Each test takes its own number."""
    practised = [each for one in PRACTICE for each in (one.case, *one.others)]
    known = {one.who for one in (*EXAMPLE_CASES, *practised)}
    usable = [one for one in synthetic_accounts() if one.id[5:].isdigit() and one.emails]
    return [one for one in usable if one.active and one.username not in known][number]


@dataclass
class Walk:
    """One person in front of one browser page, in one language."""

    page: Page
    house: House
    language: str = "es"
    # Of a walk that has not asked, every message counts.
    asked: datetime = LONG_AGO

    def open(self) -> "Walk":
        self.page.goto(self.house.portal + ("/" if self.language == "es" else "/en/"))
        return self

    def ask(self, kind: str, typed: str) -> "Walk":
        """Chooses, types and presses; without JavaScript the ticket has to wait first."""
        self.choose(kind, typed)
        self.asked = datetime.now(UTC)
        self.press("ask")
        deadline = time.monotonic() + 60
        while self.page.locator("#code").count() == 0 and time.monotonic() < deadline:
            if self.page.locator(".error-summary, .summary, [role=alert]").count():
                self.page.wait_for_timeout(1000)
                self.press("ask")
        expect(self.page.locator("#code")).to_be_visible()
        return self

    def choose(self, kind: str, typed: str) -> None:
        self.page.get_by_role("radio", name=CHOICES[self.language][kind], exact=True).check()
        self.page.locator(f"#{kind}").fill(typed)

    def press(self, word: str) -> None:
        name = WORDS[self.language][word]
        press(self.page.get_by_role("main").get_by_role("button", name=name, exact=True))

    def reference(self) -> str:
        found = REFERENCE.search(self.page.inner_text("main"))
        assert found, self.page.inner_text("main")
        return found[0]

    def sent(self) -> list[dict[str, Any]]:
        """The messages of this enquiry so far, newest first, whatever way they went: those that
        call it by its reference. Of an earlier one, or of a case, those four characters may be
        as well."""
        named = re.compile(rf"\bref\w*\.?\s+{self.reference()}\b")
        return [
            one
            for one in messages(self.house)
            if datetime.fromisoformat(one["sent_at"]) >= self.asked
            and named.search(one["subject"] + "\n" + one["text"])
        ]

    def received(self, number: int) -> list[dict[str, Any]]:
        """Those messages once there are so many; fails when they do not come."""
        return until(lambda: sent if len(sent := self.sent()) >= number else [])

    def mail(self) -> dict[str, Any]:
        """The newest of them that came by mail; fails when none comes."""
        return until(lambda: [one for one in self.sent() if one["channel"] == "email"])[0]

    def type_code(self, code: str) -> "Walk":
        self.page.locator("#code").fill(code)
        self.press("go_on")
        return self

    def checked(self, seconds: float = 60) -> "Walk":
        """Presses Comprobar for as long as the wait page offers it."""
        check = self.page.get_by_role("button", name=WORDS[self.language]["check"], exact=True)
        deadline = time.monotonic() + seconds
        while "/espera" in self.page.url and time.monotonic() < deadline:
            # With scripts the page goes on by itself, and the button may go with it just now.
            with suppress(TimeoutError):
                check.click(timeout=5000)
        return self


def press(button: Locator) -> None:
    """Presses, and waits for the page that comes of it: with scripts a form may be held until its
    work is done, and then the press itself waits for nothing."""
    button.page.evaluate("document.documentElement.dataset.left = ''")
    button.click()
    button.page.locator("html:not([data-left])").wait_for(state="attached", timeout=60_000)
    button.page.wait_for_load_state()


def until(found: Callable[[], list[Any]], seconds: float = 120) -> list[Any]:
    deadline = time.monotonic() + seconds
    while not (result := found()):
        assert time.monotonic() < deadline, "nothing came in time"
        time.sleep(0.1)
    return result


def code_of(message: dict[str, Any]) -> str:
    """The eight digits of a message, as they stand there: `4821 7736`."""
    found = re.search(r"\b\d{4} \d{4}\b", message["text"])
    assert found, message["text"]
    return found[0]
