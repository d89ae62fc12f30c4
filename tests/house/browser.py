"""A real browser: the machine's Chromium, a fresh context for every test."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
# A page that is not there in this time will not come.
PATIENCE_MS = 30_000
expect.set_options(timeout=PATIENCE_MS)


def chromium() -> str | None:
    """The Chromium to use; None leaves Playwright to its own download."""
    given = os.environ.get("RECUPERA_TEST_CHROMIUM")
    return given or next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield started
        started.close()


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """A page in a context of its own; keywords as of Playwright's `new_context`.

    `java_script_enabled`, `viewport`, `locale` (es-CO unless given), `color_scheme`, `base_url`.
    """
    with ExitStack() as stack:

        def open_page(**keywords: object) -> Page:
            settings = {"locale": "es-CO", "timezone_id": "America/Bogota", **keywords}
            context = browser.new_context(**settings)  # type: ignore[arg-type]
            stack.callback(context.close)
            context.set_default_timeout(PATIENCE_MS)
            return context.new_page()

        yield open_page


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    return new_page()
