"""Every state of every page in a real browser: axe, light and dark, narrow and wide, no scrolling.

The pages are drawn in this process and handed to the browser, so that each state is there at once.
"""

import mimetypes
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
import time_machine
from axe_playwright_python.sync_playwright import Axe
from django.http import HttpResponse
from django.test.signals import template_rendered
from playwright.sync_api import Browser, BrowserContext, Route

from recupera.guard.models import Budget, Spent
from recupera.letterbox.models import Draft, Envelope, Slot, Upload
from recupera.options import forget
from recupera.portal import context, delay
from tests.pages.fake_worker import FakeWorker
from tests.pages.person import Person
from tests.pages.stage import Stage
from tests.pages.states import STATES
from tests.rules.sources import PACKAGE

pytestmark = pytest.mark.django_db(databases=["letterbox"])
ORIGIN = "http://127.0.0.1:8000"
STATIC = PACKAGE / "design" / "static"
TEMPLATES = PACKAGE / "portal" / "templates" / "pages"
PREFIXES = {"es": "", "en": "/en"}
# Both widths and both colours of every state, half of them in each language.
SIGHTS = {"es": [(320, "light"), (1280, "dark")], "en": [(320, "dark"), (1280, "light")]}
RUN = "axe.run({resultTypes: ['violations']}).then(found => found.violations)"
FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
AXE = Axe()


@pytest.fixture
def stage(person: Person, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    forget_what_is_drawn()
    with time_machine.travel("2026-11-22T15:00:00Z", tick=False) as clock:
        monkeypatch.setattr("recupera.letterbox.slot.time.sleep", clock.shift)
        yield Stage(person, clock, monkeypatch)
    monkeypatch.undo()
    forget()
    forget_what_is_drawn()


def forget_what_is_drawn() -> None:
    context._drawn.cache_clear()
    context._drawn_now.cache_clear()
    delay.forget()


class Screen:
    """One browser that shows what this process drew."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self.page = context.new_page()
        self.complaints: list[str] = []
        self.shown: HttpResponse | None = None
        context.route("**/*", self._answer)
        context.on("console", lambda one: self.complaints.append(one.text))
        context.on("weberror", lambda one: self.complaints.append(str(one.error)))

    def show(self, response: HttpResponse) -> None:
        """In a page of its own: a script of the page before may still lead elsewhere."""
        self.page.close()
        self.shown = response
        self.complaints.clear()
        self.page = self.context.new_page()
        self.page.goto(f"{ORIGIN}/")
        self.page.evaluate(AXE.axe_script)

    def found(self, width: int, scheme: str) -> list[str]:
        self.page.set_viewport_size({"width": width, "height": 740})
        self.page.emulate_media(color_scheme=scheme)
        found = [f"{one['id']}: {one['nodes'][0]['html']}" for one in self.page.evaluate(RUN)]
        return found if self.page.evaluate(FITS) else [*found, "needs a sideways scroll"]

    def _answer(self, route: Route) -> None:
        path = urlsplit(route.request.url).path
        if path.startswith("/static/"):
            file = STATIC / path.removeprefix("/static/")
            kind = mimetypes.guess_type(file.name)[0] or "font/woff2"
            route.fulfill(body=file.read_bytes(), headers={"Content-Type": kind})
        elif route.request.url.startswith(f"{ORIGIN}/") and self.shown is not None:
            headers = {name: value for name, value in self.shown.items() if name != "Set-Cookie"}
            route.fulfill(status=200, body=self.shown.content, headers=headers)
        else:
            route.abort()


@pytest.fixture(scope="module")
def screen(browser: Browser) -> Iterator[Screen]:
    open_context = browser.new_context(locale="es-CO", timezone_id="America/Bogota")
    yield Screen(open_context)
    open_context.close()


@pytest.mark.parametrize("language", PREFIXES)
@pytest.mark.parametrize("name", STATES)
def test_every_state_is_accessible_in_every_sight(
    stage: Stage, screen: Screen, name: str, language: str
) -> None:
    stage.prefix = PREFIXES[language]
    STATES[name](stage)
    page = stage.person.last
    assert f'lang="{language}"' in page.content.decode()[:60]
    screen.show(page)
    found = [(sight, screen.found(*sight)) for sight in SIGHTS[language]]
    assert found == [(sight, []) for sight in SIGHTS[language]]
    assert screen.complaints == []


def test_every_template_is_shown_by_some_state() -> None:
    names: set[str] = set()

    def note(template: object, **_: object) -> None:
        names.add(str(getattr(template, "name", "")).removeprefix("pages/"))

    template_rendered.connect(note)
    try:
        for come in STATES.values():
            look(come)
    finally:
        template_rendered.disconnect(note)
    kept = {path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html")}
    assert kept - names == set()


def test_axe_would_name_what_is_wrong(screen: Screen, person: Person) -> None:
    response = person.get("/")
    response.content = response.content.replace(b"<label", b"<span").replace(b"</label", b"</span")
    screen.show(response)
    assert any(one.startswith("label") for one in screen.found(320, "light"))


def look(come: Callable[[Stage], None]) -> None:
    """One state, by a person of its own."""
    forget_what_is_drawn()
    for model in (Draft, Envelope, Slot, Budget, Spent, Upload):
        model.objects.all().delete()
    with (
        pytest.MonkeyPatch.context() as monkeypatch,
        time_machine.travel("2026-11-22T15:00:00Z", tick=False) as clock,
    ):
        monkeypatch.setattr("recupera.letterbox.slot.time.sleep", clock.shift)
        come(Stage(Person(FakeWorker()), clock, monkeypatch))
    forget()
