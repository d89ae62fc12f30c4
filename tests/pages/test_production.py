"""The portal as an operator runs it: https behind a proxy, no demo. A process of its own, since
settings are read once.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from recupera import keys

ORIGIN = "https://recupera.example"
VISIT = """
import json
from django.conf import settings
settings.STORAGES["staticfiles"]["BACKEND"] = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
)
import django
django.setup()
from django.core.management import call_command
call_command("migrate", database="letterbox", verbosity=0)
from urllib.parse import urlencode
from django.test import Client
from tests.pages.checking import Page
from tests.pages.person import EMAIL, FORM, paid

client = Client(enforce_csrf_checks=True, headers={"host": "recupera.example"})
first = client.get("/", secure=True)
page = Page(first.content.decode())
form = {"kind": "email", "email": EMAIL, "altcha": paid(page),
        "csrfmiddlewaretoken": page.one("input", name="csrfmiddlewaretoken").given["value"]}
others = ["http://recupera.example", "%s:444", "https://evil.example", "null"]
forged = [client.post("/", urlencode(form), content_type=FORM, headers={"origin": one}).status_code
          for one in others]
# The proxy speaks http to the portal; the browser's Origin says https.
sent = client.post("/", urlencode(form), content_type=FORM, headers={"origin": "%s"})
print(json.dumps({
    "headers": dict(first.headers),
    "demo": "ejemplo" in first.content.decode(),
    "mailbox": [sign in client.get("/codigo").content for sign in (b'id="code"', b":8025")],
    "example": Page(client.get("/?ejemplo=1").content.decode()).value("email"),
    "forged": forged,
    "sent": [sent.status_code, sent.headers.get("Location")],
    "cookies": {name: dict(one) for name, one in client.cookies.items()},
    "hosts": [client.get("/", headers={"host": host}).status_code
              for host in ("recupera.example", "127.0.0.1", "evil.example")],
}))
""".replace("%s", ORIGIN)


@pytest.fixture(scope="module")
def visit(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    data: Path = tmp_path_factory.mktemp("production")
    keys.make_missing(data)
    names = ("PATH", "PYTHONPATH", "HOME")
    environment = {name: os.environ[name] for name in names if name in os.environ} | {
        "DJANGO_SETTINGS_MODULE": "recupera.settings.portal",
        "RECUPERA_DATA": str(data),
        "RECUPERA_ORIGIN": ORIGIN,
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    done = subprocess.run(
        [sys.executable, "-c", VISIT],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_every_cookie_is_bound_to_this_host_and_to_https(visit: dict[str, Any]) -> None:
    assert set(visit["cookies"]) == {"__Host-consulta", "__Host-dato", "__Host-csrf"}
    for cookie in visit["cookies"].values():
        assert cookie["secure"]
        assert cookie["httponly"]
        assert (cookie["samesite"], cookie["path"], cookie["domain"]) == ("Lax", "/", "")


def test_browsers_are_told_to_use_https_for_two_years(visit: dict[str, Any]) -> None:
    said = visit["headers"]["Strict-Transport-Security"]
    assert said == "max-age=63072000; includeSubDomains"


def test_a_form_passes_behind_a_proxy_that_ends_https(visit: dict[str, Any]) -> None:
    assert visit["sent"] == [303, "/codigo"]


def test_nothing_of_the_demo_is_there(visit: dict[str, Any]) -> None:
    assert not visit["demo"]
    assert visit["mailbox"] == [True, False]
    assert visit["example"] == ""


def test_only_the_host_of_the_origin_is_answered(visit: dict[str, Any]) -> None:
    assert visit["hosts"] == [200, 400, 400]


def test_a_form_is_taken_from_the_configured_origin_alone(visit: dict[str, Any]) -> None:
    assert visit["forged"] == [403] * 4
    assert visit["sent"][0] == 303
