"""A person's way through a case in a browser: the form, its mailbox, the status page."""

import re
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Error, Page, expect

from tests.house.processes import House, messages
from tests.journeys.walk import press, until
from tests.pages.case_form import PNG

PREFIX = {"es": "", "en": "/en"}
NUMBER = re.compile(r"\d{4}-\d{4}-\d{2}")
KEY = re.compile(r"(?:[A-Z2-9]{5}-){2}[A-Z2-9]{5}")
PICTURE = {"name": "pantalla.png", "mimeType": "image/png", "buffer": PNG}
TYPED = "No puedo entrar.\nDesde el lunes."


@dataclass
class CaseWalk:
    """One person with one browser page; `document` and `email` are what they type of themselves."""

    page: Page
    house: House
    email: str
    document: str = "52344050"
    language: str = "es"

    def open(self, path: str) -> "CaseWalk":
        self.page.goto(self.house.portal + PREFIX[self.language] + path)
        return self

    def go_on(self) -> None:
        self.page.locator("#form button.primary").last.click()

    def begin(self) -> "CaseWalk":
        """From the page of help to who the person is."""
        self.open("/soporte")
        self.page.locator("main a.button.primary").click()
        return self._whose()

    def from_a_dead_end(self) -> "CaseWalk":
        """From the code page, where no code comes to any mailbox that they still have."""
        link = self.page.locator("details a[href*='/soporte/formulario']").first
        link.locator("xpath=ancestor::details/summary").click()
        link.click()
        return self._whose()

    def _whose(self) -> "CaseWalk":
        self.go_on()
        self.page.locator("#whose-self").check()
        self.go_on()
        return self

    def described(self) -> "CaseWalk":
        """From who they are to the files, a step at a time."""
        self.page.locator("#nombre").fill("Ana Pérez")
        self.page.locator("#tipo-documento").select_option("cc")
        self.page.locator("#documento").fill(self.document)
        self.go_on()
        self.page.locator("#tipo-usuario").check()
        self.page.locator("#entidad").fill("Alcaldía de Tunja")
        self.go_on()
        self.page.locator("#correo").fill(self.email.replace("gmail", "gmial"))
        self.go_on()
        self.page.locator("button[name=fix]").click()
        self.page.locator("#descripcion").fill(TYPED)
        self.go_on()
        return self

    def attached(self) -> "CaseWalk":
        """A picture, and on to the review."""
        last = self.page.locator("#form input[type=file]").last
        last.set_input_files([PICTURE])  # type: ignore[list-item]
        self.go_on()
        self.page.wait_for_url("**/revisar")
        return self

    def paid(self, button: str, *, arrives: str) -> "CaseWalk":
        """Presses what costs work, again where a ticket had to wait first."""
        deadline = time.monotonic() + 60
        press(self.page.locator(button).last)
        while not re.search(arrives, self.page.url):
            assert time.monotonic() < deadline, self.page.inner_text("main")
            self.page.wait_for_timeout(1000)
            press(self.page.locator(button).last)
        return self

    def sent(self) -> tuple[str, str]:
        """Sends the form; the number and the key that are shown."""
        return self.paid("#form button.primary", arrives="/enviado").shown()

    def shown(self) -> tuple[str, str]:
        """The number and the key that the page shows."""
        text = self.page.inner_text("main")
        number, key = NUMBER.search(text), KEY.search(text)
        assert number, text
        assert key, text
        return number[0], key[0]

    def arrived(self) -> "CaseWalk":
        """Presses Comprobar for as long as the wait page stands there."""
        deadline = time.monotonic() + 60
        while "/espera" in (address := self.page.url) and time.monotonic() < deadline:
            self.page.wait_for_timeout(300)
            # With scripts the page goes on by itself, and one way there may end the other.
            with suppress(Error):
                self.page.goto(address)
        self.page.wait_for_url(re.compile(r"/caso/(estado|codigo|confirmar)"))
        return self

    def confirm(self, code: str) -> "CaseWalk":
        self.page.locator("#code").fill(code)
        self.page.locator("form:has(#code) button").click()
        return self.arrived()

    def follow(self, number: str, key: str = "") -> "CaseWalk":
        """`/caso` with both, or with the number alone."""
        self.open("/caso")
        self.page.locator("#number").fill(number)
        self.page.locator("#key").fill(key)
        self.paid("#follow button.primary", arrives="/caso/(espera|estado|codigo)")
        return self.arrived()

    def act(self, path: str, text: str = "") -> "CaseWalk":
        """Adds, closes or reopens, by the button of the status page."""
        self.page.locator(f".acts a[href$='{path}']").click()
        if text:
            self.page.locator("#text").fill(text)
        self.paid("#act button.primary", arrives="/caso/(espera|estado)")
        return self.arrived()

    def sees(self, text: str, seconds: float = 60) -> "CaseWalk":
        """Presses [Actualizar] until `text` stands on the page: the scanner, or the desk, takes
        its time."""
        deadline = time.monotonic() + seconds
        while text not in self.page.inner_text("main") and time.monotonic() < deadline:
            self.page.wait_for_timeout(1000)
            self.paid("#follow button", arrives="/caso/(espera|estado)").arrived()
        expect(self.page.locator("main")).to_contain_text(text)
        return self


def letters(house: House, number: str, *, to: str) -> list[dict[str, Any]]:
    """Every message of a case, the oldest first."""
    found = [one for one in messages(house) if number in one["subject"] + one["text"]]
    assert {one["to"] for one in found} <= {to}
    return found[::-1]


def letter(house: House, number: str, *, to: str, which: int = 0) -> dict[str, Any]:
    """One of them by its place, once it has come."""
    return until(lambda: letters(house, number, to=to)[which : which + 1])[0]


def at_the_desk(house: House, what: str, number: str, text: str = "") -> str:
    """`recupera case …` as the operator types it; what it printed."""
    words = ["case", what, number]
    with tempfile.TemporaryDirectory() as folder:
        if text:
            file = Path(folder) / "words.txt"
            file.write_text(text, "utf-8")
            words += ["--text-file", str(file)]
        done = house.command(*words)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
