"""The portal as it stands behind a proxy: production settings, in a process of its own."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from recupera import keys
from tests.house.processes import environment

LOOK = """
import json, sys
import django
from django.conf import settings
settings.STORAGES["staticfiles"]["BACKEND"] = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
)
django.setup()
from django.core.management import call_command
from django.test import Client
from wsgiref.headers import Headers
from recupera.web.headers import on_files
call_command("migrate", database="letterbox", verbosity=0)
seen = {}
for host, path in json.loads(sys.argv[1]):
    answer = Client(raise_request_exception=False).get(
        path,
        headers={"host": host, "x-forwarded-host": "evil.example", "x-forwarded-for": "1.2.3.4"},
    )
    cookies = [one.OutputString() for one in answer.cookies.values()]
    seen[host + path] = [
        answer.status_code, dict(answer.headers), cookies, answer.content.decode()
    ]
files = Headers()
on_files(files, "", "")
seen["file"] = [200, dict(files.items()), [], ""]
print(json.dumps(seen))
"""
OURS = "recupera.example"
PLACES = [
    (OURS, "/"),
    (OURS, "/nothing"),
    (OURS, "/?a=1&a=2"),
    (OURS, "/en//evil.example/"),
    (OURS, "/en"),
    ("evil.example", "/"),
    (OURS + ":443", "/"),
    (OURS + "@evil.example", "/"),
]
Seen = dict[str, tuple[int, dict[str, str], list[str], str]]


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    data: Path = tmp_path_factory.mktemp("production") / "data"
    keys.make_missing(data)
    surroundings = environment(data, origin=f"https://{OURS}", trusted_proxies="1")
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", LOOK, json.dumps(PLACES)],
        env=surroundings | {"DJANGO_SETTINGS_MODULE": "recupera.settings.portal"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: Seen = json.loads(done.stdout)
    return found


def test_every_answer_behind_a_proxy_forbids_plain_http_for_two_years(seen: Seen) -> None:
    for place, (_, headers, _, _) in seen.items():
        assert headers["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains", place


def test_every_answer_behind_a_proxy_carries_the_headers_that_protect_it(seen: Seen) -> None:
    for place, (_, headers, _, _) in seen.items():
        if place == "file":
            continue
        policy = headers["Content-Security-Policy"]
        for part in ("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"):
            assert part in policy, place
        assert "unsafe" not in policy
        told = [headers[name] for name in ("Cache-Control", "Referrer-Policy", "X-Frame-Options")]
        assert told == ["no-store", "no-referrer", "DENY"], place
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "geolocation=()" in headers["Permissions-Policy"]


def test_a_host_that_is_not_ours_is_refused_and_named_nowhere(seen: Seen) -> None:
    assert {place: answer[0] for place, answer in seen.items()} == {
        f"{OURS}/": 200,
        f"{OURS}/nothing": 404,
        f"{OURS}/?a=1&a=2": 400,
        f"{OURS}/en//evil.example/": 404,
        f"{OURS}/en": 301,
        "evil.example/": 400,
        f"{OURS}:443/": 200,
        f"{OURS}@evil.example/": 400,
        "file": 200,
    }
    for place, (_, headers, _, body) in seen.items():
        assert "evil.example" not in body + headers.get("Location", ""), place


def test_every_cookie_belongs_to_this_host_alone(seen: Seen) -> None:
    _, _, cookies, _ = seen[f"{OURS}/"]
    assert cookies
    for cookie in cookies:
        name, *attributes = cookie.split("; ")
        assert name.startswith("__Host-")
        assert {"HttpOnly", "Path=/", "SameSite=Lax", "Secure"} <= set(attributes)
        assert not any(one.startswith("Domain") for one in attributes)
