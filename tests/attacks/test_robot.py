"""A mail scanner opens all that a message holds, with scripts, and sends every form: for nothing.

It starts from a message as text and as HTML, from whatever in it looks like an address, and from
the portal's own pages. Afterwards no try is spent and the code still works.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field
from urllib.parse import quote, urljoin

import pytest
from playwright.sync_api import Browser, BrowserContext
from playwright.sync_api import Error as BrowserError

from tests.house.client import Client
from tests.house.processes import House
from tests.journeys.post import Arrived, Post, post
from tests.journeys.walk import invented

pytestmark = pytest.mark.journey
LINK = re.compile(r"https?://[^\s\"'<>]+|(?:href|src|action)=\"([^\"]+)\"")
# Where a robot that guesses would go on, with what stands in the message.
GUESSES = (
    "/",
    "/en/",
    "/codigo?code={code}",
    "/codigo?otro&code={code}&reference={reference}",
    "/codigo/otro?reference={reference}&by=sms",
    "/espera",
    "/respuesta?code={code}",
    "/terminar",
    "/?email={to}&kind=email",
    "/contrasena?email={to}",
    "/no-fui-yo?code={code}",
)
FILL_AND_SEND = """code => Array.from(document.forms).map(form => {
  for (const one of form.elements) if (one.name && one.type === "text") one.value = code;
  HTMLFormElement.prototype.submit.call(form);
  return form.action;
})"""
MOST_PAGES = 40


@dataclass(frozen=True)
class Town:
    house: House
    post: Post


@pytest.fixture(scope="module")
def town(house_for_a_while: Callable[..., AbstractContextManager[House]]) -> Iterator[Town]:
    with post() as office, house_for_a_while(**office.options) as house:
        yield Town(house, office)


@dataclass
class Robot:
    """Knows one message and no cookie; `opened` is where it was."""

    portal: str
    message: Arrived
    opened: list[str] = field(default_factory=list)
    forms: int = 0

    def start(self) -> list[str]:
        text = self.message.text + self.message.html
        found = [match[1] or match[0] for match in LINK.finditer(text)]
        known = {name: quote(value) for name, value in vars(self.message).items()}
        return found + [self.portal + guess.format(**known) for guess in GUESSES]

    def crawl(self) -> None:
        """GET, HEAD and an empty POST of every address, then of every link on what comes."""
        to_open = self.start()
        while to_open and len(self.opened) < MOST_PAGES:
            address = to_open.pop(0)
            if address in self.opened or not address.startswith(self.portal):
                continue
            self.opened.append(address)
            client, path = Client(self.portal), address.removeprefix(self.portal)
            page = client.get(path)
            client._send("HEAD", path, None)
            client.post(
                path, csrfmiddlewaretoken=page.hidden("csrfmiddlewaretoken"), code=self.message.code
            )
            to_open += [
                urljoin(address, match[1]) for match in LINK.finditer(page.body) if match[1]
            ]

    def run_scripts(self, context: BrowserContext) -> None:
        """Every page it found in a browser, each form filled with the code and sent."""
        page = context.new_page()
        page.set_content(self.message.html)
        self.forms += page.locator("form").count()
        for address in self.opened[: MOST_PAGES // 2]:
            with suppress(BrowserError):
                page.goto(address, wait_until="load")
                self.forms += len(page.evaluate(FILL_AND_SEND, self.message.code))
                page.wait_for_load_state("load")


def test_a_robot_that_opens_and_sends_everything_consumes_nothing(
    town: Town, browser: Browser
) -> None:
    person, owner, earlier = invented(110), Client(town.house.portal), town.post.arrived()
    owner.ask("email", person.emails[0])
    (message,) = town.post.wait(owner.get("/codigo").hidden("reference"), 1, earlier)
    before = town.post.arrived()
    robot = Robot(town.house.portal, message)
    robot.crawl()
    context = browser.new_context()
    robot.run_scripts(context)
    context.close()
    assert len(robot.opened) > len(GUESSES)
    assert robot.forms > 3, "it found forms to send"
    wrong = owner.prove("0000 0000")
    assert "Le quedan 4 intentos" in wrong.body, "the robot spent no try"
    assert person.username in owner.prove(message.code).body.replace("<wbr>", "")
    assert town.post.arrived() == before, "the robot had nothing sent"


def test_messages_give_a_robot_no_address_at_all(town: Town) -> None:
    person, owner, earlier = invented(111), Client(town.house.portal), town.post.arrived()
    owner.ask("email", person.emails[0])
    (message,) = town.post.wait(owner.get("/codigo").hidden("reference"), 1, earlier)
    assert LINK.findall(message.text + message.html) == []
    assert "<form" not in message.html
    assert "<script" not in message.html
