"""The one client for every page: whatever it fetches must keep what all pages promise."""

import re
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse
from django.test import Client

HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
STYLED = {"label", "h1", "title", "legend", "button", "a", "summary"}


@dataclass
class Element:
    tag: str
    given: dict[str, str | None]
    text: str = ""
    inside: tuple[str, ...] = ()


@dataclass
class Page(HTMLParser):
    """A parsed page: its elements in order, each with the text inside it."""

    source: str
    elements: list[Element] = field(default_factory=list)
    open: list[Element] = field(default_factory=list)

    VOID = frozenset(["meta", "link", "input", "br", "img", "hr", "wbr"])

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, dict(attrs), inside=tuple(one.tag for one in self.open))
        self.elements.append(element)
        if tag not in self.VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.text += data

    def all(self, tag: str, **given: str) -> list[Element]:
        return [
            one
            for one in self.elements
            if one.tag == tag and all(one.given.get(name) == value for name, value in given.items())
        ]

    def one(self, tag: str, **given: str) -> Element:
        found = self.all(tag, **given)
        assert len(found) == 1, f"{len(found)} × <{tag} {given}>"
        return found[0]

    def value(self, name: str) -> str:
        return self.one("input", name=name).given.get("value") or ""

    @property
    def text(self) -> str:
        """What stands in the page's main part, in one line."""
        return words(self.one("main").text)


class CheckingClient(Client):
    """Django's test client; every HTML answer is checked before a test sees it."""

    def request(self, **request: Any) -> HttpResponse:
        response = super().request(**request)
        if response.headers.get("Content-Type", "").startswith("text/html") and response.content:
            response.page = check(response)
        return response


def words(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u00a0", " ")).strip()


def check(response: HttpResponse) -> Page:
    page = Page(response.content.decode())
    assert not page.open, f"never closed: {page.open}"
    _headers(response)
    _nonce(response, page)
    _frame(page)
    _ids(page)
    _labels(page)
    for element in page.elements:
        inline = [name for name in element.given if name.startswith("on") or name == "style"]
        assert not inline, f"<{element.tag}> has {inline}"
    return page


def _headers(response: HttpResponse) -> None:
    for name, value in HEADERS.items():
        assert response.headers.get(name) == value, f"{name}: {response.headers.get(name)}"
    policy = response.headers["Content-Security-Policy"]
    for part in ("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"):
        assert part in policy
    assert "unsafe" not in policy
    assert "camera=()" in response.headers["Permissions-Policy"]


def _nonce(response: HttpResponse, page: Page) -> None:
    for script in page.all("script"):
        assert script.given.get("src"), "a script stands in the page"
        nonce = script.given.get("nonce")
        assert nonce
        assert f"'nonce-{nonce}'" in response.headers["Content-Security-Policy"]
    assert not page.all("style")


def _frame(page: Page) -> None:
    assert page.source.startswith("<!doctype html>")
    (title,) = (one for one in page.all("title") if "svg" not in one.inside)
    assert words(title.text) == words(page.one("h1").text) != ""
    assert page.one("html").given["lang"] in ("es", "en")
    for landmark in ("header", "main", "footer"):
        page.one(landmark)
    assert page.one("a", **{"class": "skip"}).given["href"] == "#main"


def _ids(page: Page) -> None:
    ids = [one.given["id"] for one in page.elements if "id" in one.given]
    assert not [name for name, times in Counter(ids).items() if times > 1]
    for element in page.elements:
        for name in ("for", "aria-describedby", "aria-labelledby", "form"):
            for target in (element.given.get(name) or "").split():
                assert target in ids, f"<{element.tag} {name}={target}> leads nowhere"
        link = element.given.get("href") or ""
        assert not link.startswith("#") or link[1:] in ids, f"{link} leads nowhere"


def _labels(page: Page) -> None:
    labelled = {one.given.get("for") for one in page.all("label") if words(one.text)}
    for entry in page.all("input"):
        hidden = entry.given.get("type") == "hidden"
        assert hidden or entry.given.get("id") in labelled, f"no label: {entry.given}"
    for named in (*page.all("button"), *page.all("a")):
        assert words(named.text), f"<{named.tag}> says nothing"
    for link in page.all("a"):
        outside = (link.given.get("href") or "").startswith("http")
        assert not outside or link.given.get("rel") == "noreferrer"
        assert "target" not in link.given
