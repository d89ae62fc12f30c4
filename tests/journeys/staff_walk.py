"""An agent's way through the desk in a browser: invited, let in, at a case, over an order."""

import base64
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.hotp import HOTP
from playwright.sync_api import Page, expect

from tests.house.processes import House

PASSWORD = "siete canoas bajan por el Atrato"
STEP = 30
WORDS = {
    "es": {
        "go_on": "Continuar",
        "make": "Crear una llave de acceso",
        "use": "Usar esta aplicación",
        "enter": "Ingresar",
        "confirm": "Confirmar con llave de acceso",
        "review": "Revisar",
        "send": "Enviar",
        "look": "Buscar las cuentas",
        "clear": "Ver completos",
        "propose": "Proponer",
        "order": "Proponer una orden",
    },
    "en": {
        "go_on": "Continue",
        "make": "Create a passkey",
        "use": "Use this app",
        "enter": "Sign in",
        "confirm": "Confirm with a passkey",
        "review": "Review",
        "send": "Send",
        "look": "Look for the accounts",
        "clear": "See them whole",
        "propose": "Propose",
        "order": "Propose an order",
    },
}


@dataclass
class App:
    """An authenticator app whose owner never types a code twice."""

    secret: str
    last: int = 0

    def code(self) -> str:
        """The oldest code that is good still, or the next; waits where that is not shown yet."""
        now = time.time() / STEP
        self.last = max(self.last + 1, int(now - 0.5))
        while self.last > time.time() / STEP + 1:
            time.sleep(0.5)
        key = base64.b32decode(self.secret)
        return HOTP(key, 6, SHA1()).generate(self.last).decode()


def authenticator(page: Page) -> None:
    """A passkey of this computer that sees a finger each time."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


@dataclass
class StaffWalk:
    """One agent in front of one browser page; `email` is theirs alone in this house."""

    page: Page
    house: House
    email: str
    role: str = "agent"
    name: str = "Luz Marina Díaz"
    language: str = "es"
    app: App | None = field(default=None)

    def address(self, path: str) -> str:
        return self.house.desk + ("" if self.language == "es" else "/en") + path

    def open(self, path: str) -> "StaffWalk":
        self.page.goto(self.address(path))
        return self

    def press(self, word: str) -> "StaffWalk":
        name = WORDS[self.language].get(word, word)
        # Before that nobody listens to the button of a passkey.
        self.page.wait_for_load_state()
        self.page.get_by_role("main").get_by_role("button", name=name, exact=True).click()
        return self

    def follow(self, word: str) -> "StaffWalk":
        name = WORDS[self.language].get(word, word)
        self.page.get_by_role("main").get_by_role("link", name=name, exact=True).first.click()
        return self

    def says(self, text: str) -> "StaffWalk":
        expect(self.page.get_by_role("main")).to_contain_text(text)
        return self

    # Coming in

    def invited(self) -> str:
        """The operator invites; the code."""
        who = ("--email", self.email, "--name", self.name, "--role", self.role)
        done = self.house.command("desk", "invite", *who)
        assert done.returncode == 0, done.stderr
        return next(line.split()[1] for line in done.stdout.splitlines() if line.startswith("code"))

    def accepts(self, code: str) -> "StaffWalk":
        """Up to the page of the second factor."""
        self.open("/invitacion")
        self.page.locator("#code").fill(code)
        self.press("go_on")
        self.page.locator("#password").fill(PASSWORD)
        self.press("go_on")
        return self

    def by_passkey(self, code: str = "") -> "StaffWalk":
        """Comes in for the first time, with a passkey of this browser."""
        authenticator(self.page)
        self.accepts(code or self.invited()).press("make")
        expect(self.page.locator(".codes li")).to_have_count(10)
        return self

    def by_app(self, code: str = "") -> "StaffWalk":
        """Comes in for the first time, with an authenticator app."""
        self.accepts(code or self.invited())
        self.app = App(self.page.locator("input[name=secret]").input_value())
        self.page.locator("#code").fill(self.app.code())
        self.press("use")
        expect(self.page.locator(".codes li")).to_have_count(10)
        return self

    def signs_in(self) -> "StaffWalk":
        """Out, and in anew with the password and a code of the app."""
        assert self.app
        self.open("/salir").page.locator("main button.primary").click()
        self.open("/ingresar")
        self.page.locator("#login").fill(self.email)
        self.page.locator("#password").fill(PASSWORD)
        self.press("go_on")
        self.page.locator("#code").fill(self.app.code())
        self.press("enter")
        expect(self.page).to_have_url(self.address("/"))
        return self

    # At a case

    def case(self, number: str, what: str = "") -> "StaffWalk":
        return self.open(f"/caso/{number}" + (f"/{what}" if what else ""))

    def finds(self, number: str) -> "StaffWalk":
        """By its number, from the queue."""
        self.open("/")
        self.page.locator("#q").fill(number)
        self.page.locator("form.search button").click()
        self.page.wait_for_url(re.compile(rf"/caso/{number}$"))
        return self

    def takes(self) -> "StaffWalk":
        """The case that is open and that nobody has."""
        self.page.locator("form[action$='/tomar'] button").click()
        self.page.wait_for_url(re.compile(r"hecho="))
        return self

    def writes(self, number: str, what: str, more: str = "") -> str:
        """On a page of the conversation: the text of the house, looked at once more and sent."""
        self.case(number, what)
        self.page.locator("button[name=insert]").click()
        # The page comes again, with the text in its box.
        expect(self.page.locator("#text")).not_to_have_value("")
        text = self.page.locator("#text").input_value() + more
        self.page.locator("#text").fill(text)
        self.page.locator("#do button.primary").click()
        self.page.locator("button[name=sure]").click()
        self.page.wait_for_url(re.compile(r"hecho="))
        return text

    def looks(self, number: str, reason: str = "") -> "StaffWalk":
        """At the account behind the case, masked; in clear where there is a reason."""
        self.case(number, "cuenta")
        # What was seen stands there for a quarter of an hour.
        if not self.page.locator("section.account").count():
            self.press("look")
        if reason:
            self.page.locator("#reason-1").fill(reason)
            self.press("clear")
        return self

    def checks(self, number: str, kind: str, **copied: str) -> "StaffWalk":
        """Goes through a list with the files of the case: yes to all, and what it has copied."""
        self.case(number, f"revisar/{kind}")
        for box in self.page.locator("input[type=checkbox]").all():
            box.check()
        for yes in self.page.locator("input[type=radio][value=yes]").all():
            yes.check()
        for slug, text in copied.items():
            for box in self.page.locator(f"#typed-{slug}").all():
                box.fill(text)
        self.page.locator("main button.primary").click()
        return self

    # Over an order

    def proposes(self, number: str, kind: str, reason: str) -> str:
        """Chooses and confirms; the address of the order."""
        self.asks_for(number, kind, reason)
        self.page.wait_for_url(re.compile(r"/orden/[0-9a-f]{32}$"))
        return self.page.url.removeprefix(self.house.desk)

    def asks_for(self, number: str, kind: str, reason: str) -> "StaffWalk":
        """The same, whatever comes of it."""
        self.looks(number).follow("order")
        self.page.locator(f"#kind-{kind}").check()
        self.page.locator("#reason").fill(reason)
        return self.press("go_on").confirms("propose")

    def confirms(self, press: str) -> "StaffWalk":
        """By the passkey of this browser, or by a code of the app."""
        if self.app is None:
            return self.press("confirm")
        self.page.locator("#totp").fill(self.app.code())
        return self.press(press)


def coming(
    new_page: Callable[..., Page], house: House, name: str, role: str = "agent"
) -> StaffWalk:
    """Somebody new at this desk, in a browser of their own, by passkey."""
    email = f"{role}.{time.time_ns()}@mesa.example"
    return StaffWalk(new_page(), house, email, role, name).by_passkey()
