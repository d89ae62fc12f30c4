"""A browser without a screen: raw HTTP, so that header order and every byte can be compared."""

import html
import http.client
import json
import re
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

import altcha


@dataclass(frozen=True)
class Response:
    """One answer as it came over the wire; header names as sent, in order."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: str

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key.lower() == name), "")

    def hidden(self, name: str) -> str:
        """The value of a hidden field of the page."""
        found = re.search(rf'name="{name}" value="([^"]*)"', self.body)
        return html.unescape(found[1]) if found else ""


@dataclass
class Client:
    """One person without a browser: keeps cookies, pays with work, follows nothing by itself."""

    origin: str
    cookies: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> Response:
        return self._send("GET", path, None)

    def post(self, path: str, **form: str) -> Response:
        return self._send("POST", path, urlencode(form))

    def ask(self, kind: str, typed: str, path: str = "/") -> Response:
        """Fills in the find page and sends it."""
        page = self.get(path)
        return self.post(path, kind=kind, **{kind: typed}, **self.payment(page))

    def prove(self, code: str, path: str = "/codigo") -> Response:
        """Types a code and waits for the page that says what became of it."""
        page = self.get(path)
        fields = {name: page.hidden(name) for name in ("csrfmiddlewaretoken", "reference")}
        return self.settled(self.post(path, code=code, **fields))

    def settled(self, response: Response, seconds: float = 90) -> Response:
        """Follows redirects and presses Comprobar until there is a verdict."""
        deadline, path = time.monotonic() + seconds, "/espera"
        while time.monotonic() < deadline:
            if response.status == 303:
                path = response.header("location")
                response = self.get(path)
            elif 'id="wait"' in response.body:
                response = self.get(path)
            else:
                break
        return response

    def payment(self, page: Response) -> dict[str, str]:
        """What a form costs, with the proof of work done."""
        found = re.search(r'data-challenge="([^"]*)"', page.body)
        assert found, page.body
        challenge = altcha.Challenge.from_dict(json.loads(html.unescape(found[1])))
        solution = altcha.solve_challenge(challenge)
        assert solution
        return {
            "csrfmiddlewaretoken": page.hidden("csrfmiddlewaretoken"),
            "ticket": page.hidden("ticket"),
            "altcha": altcha.Payload(challenge, solution).to_base64(),
        }

    def _send(self, method: str, path: str, body: str | None) -> Response:
        parts = urlsplit(self.origin)
        connection = http.client.HTTPConnection(parts.netloc, timeout=60)
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if body is not None:
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Origin": self.origin,
            }
        connection.request(method, path, body, {**headers, **self.headers})
        answer = connection.getresponse()
        response = Response(
            answer.status, tuple(answer.getheaders()), answer.read().decode("utf-8", "replace")
        )
        connection.close()
        self._remember(response)
        return response

    def _remember(self, response: Response) -> None:
        for name, value in response.headers:
            if name.lower() == "set-cookie":
                key, _, rest = value.strip().partition("=")
                self.cookies[key] = rest.partition(";")[0].strip('"')
