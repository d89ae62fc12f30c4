"""Every page of the desk, as each role: valid, with its headers, without a link that is refused,
and, in a browser, accessible. A page that nobody shows here fails the first test."""

import os
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from playwright.sync_api import Page, Route

from recupera.agents.policy import Role
from tests.desk.gallery import Gallery, World, before_signing_in, patterns
from tests.house.html import errors
from tests.pages.test_browser import accessible

pytestmark = [
    pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True),
    pytest.mark.usefixtures("desk"),
]
# What answers with no page of its own, and why.
NO_PAGE = {
    "account_logout": "only as the question whether to",
    "mfa_login_webauthn": "a passkey comes in, and leads on",
    "openid_connect_login": "leads to the provider",
    "openid_connect_callback": "leads on",
    "change_agent": "as `invite`: shown after a press, by the same function",
    "presence": "JSON",
    "file": "a download",
    "figure_file": "a download",
}
# Each role in another sight: width, scheme, language.
SIGHTS = {
    Role.AGENT: (360, "light", ""),
    Role.SENIOR: (1280, "dark", ""),
    Role.SUPERVISOR: (320, "dark", "/en"),
    Role.AUDITOR: (1280, "light", "/en"),
}
HOST = "https://mesa.test"


def test_every_page_is_shown_here_valid_and_leads_nowhere_that_is_refused() -> None:
    world, shown, sources = World(), set(before_signing_in()), []
    for role in Role:
        gallery = Gallery(world, role)
        shown |= set(gallery.pages)
        assert refused(gallery) == []
        sources += [(role, name, one.content.decode()) for name, one in gallery.pages.items()]
    names = {str(one.name) for one in patterns()}
    assert names - {one.split()[0] for one in shown} == set(NO_PAGE) - {"account_logout"}
    wrong = errors([source for _role, _name, source in sources])
    assert [(sources[int(one.split(",")[0].split()[1])][:2], one) for one in wrong] == []


def refused(gallery: Gallery) -> list[tuple[str, str]]:
    """The links that do not open for whoever is shown them, each with a page on which it is."""
    found = {}
    for name, shown in gallery.pages.items():
        for link in shown.page.all("a"):  # type: ignore[attr-defined]
            target = urlsplit(link.given.get("href") or "")
            # The guide's cases are the demo's own (test_guide.py follows them there).
            elsewhere = "oidc" in target.path or (name == "guide" and "/caso/" in target.path)
            if not target.netloc and target.path and not elsewhere:
                found[f"{target.path}?{target.query}"] = name
    return [
        (name, path)
        for path, name in found.items()
        if gallery.client.get(path, follow=True).status_code != 200
    ]


@pytest.mark.journey
@pytest.mark.parametrize("role", Role)
def test_every_page_is_accessible(role: Role, new_page: Callable[..., Page]) -> None:
    width, scheme, prefix = SIGHTS[role]
    shown = Gallery(World(), role, prefix).pages
    if role is Role.AGENT:
        shown |= before_signing_in(prefix)
    page = new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    for name, response in shown.items():
        look(page, f"{role.value}-{name}", response)
    assert complaints == []


def look(page: Page, name: str, response: HttpResponse) -> None:
    """As the browser would get it from the desk; kept as a picture where somebody asks for it."""

    def answer(route: Route) -> None:
        path = urlsplit(route.request.url).path
        if path.startswith("/static/"):
            route.fulfill(path=finders.find(path.removeprefix("/static/")))
        else:
            headers = dict(response.headers)
            route.fulfill(body=response.content.decode(), headers=headers)

    page.unroute_all()
    page.route(f"{HOST}/**", answer)
    page.goto(f"{HOST}/")
    if folder := os.environ.get("RECUPERA_TEST_PICTURES"):
        page.screenshot(path=Path(folder, f"{name.replace(' ', '-')}.png"), full_page=True)
    accessible(page)
