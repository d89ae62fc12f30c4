import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from recupera.messages import sms
from recupera.messages.outcomes import Never, NotNow, Unsure
from recupera.messages.render import render
from recupera.options import current, forget
from tests.messages.letters import by_sms
from tests.messages.mail_server import free_port

# The longest host name for which every SMS, even a repeat at 12:52 p.m., is one part.
LONGEST_HOST = "a" * 28 + ".gov.co"


@pytest.fixture
def options(monkeypatch):
    def change(**changes):
        for name, value in changes.items():
            monkeypatch.setenv(f"RECUPERA_{name.upper()}", value)
        forget()

    yield change
    monkeypatch.undo()
    forget()


@contextmanager
def gateway(status=200, *, headers=(), answers=True):
    seen, released = [], threading.Event()

    class Gateway(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            seen.append((self.path, dict(self.headers), json.loads(body)))
            if not answers:
                released.wait(10)
                return
            self.send_response(status)
            for name, value in headers:
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Gateway)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/sms", seen
    finally:
        released.set()
        server.shutdown()
        server.server_close()


def post():
    sms.send("+573001234567", "hola", name="n1")


def test_sms_is_off_until_a_gateway_is_named(options):
    assert not sms.sms_enabled()
    with pytest.raises(Never):
        post()
    options(sms_url="http://127.0.0.1:1/sms")
    assert sms.sms_enabled()


def test_a_gateway_gets_number_text_secret_and_a_name_to_drop_repeats_by(options):
    with gateway(202) as (url, seen):
        options(sms_url=url, sms_secret="s3cret")
        post()
    ((path, headers, body),) = seen
    assert path == "/sms"
    assert body == {"to": "+573001234567", "text": "hola"}
    assert headers["Authorization"] == "Bearer s3cret"
    assert headers["Idempotency-Key"] == "n1"


def test_the_secret_is_not_in_the_options_when_they_are_printed(options):
    options(sms_secret="s3cret")
    assert "s3cret" not in repr(current())


@pytest.mark.parametrize(
    ("status", "failure"),
    [(400, Never), (404, Never), (422, Never), (401, NotNow), (429, NotNow), (503, NotNow)],
)
def test_a_refusal_says_whether_to_try_again(options, status, failure):
    with gateway(status) as (url, _):
        options(sms_url=url)
        with pytest.raises(failure, match=str(status)):
            post()


def test_a_redirect_is_a_refusal_and_the_number_goes_nowhere_else(options):
    with (
        gateway() as (elsewhere, seen),
        gateway(302, headers=[("Location", elsewhere)]) as (url, _),
    ):
        options(sms_url=url)
        with pytest.raises(NotNow, match="302"):
            post()
    assert not seen


def test_a_gateway_that_is_down_is_tried_again(options):
    options(sms_url=f"http://127.0.0.1:{free_port()}/sms")
    with pytest.raises(NotNow):
        post()


def test_a_gateway_that_took_the_text_and_never_answers_may_have_sent_it(options, monkeypatch):
    monkeypatch.setattr(sms, "TIMEOUT", 0.2)
    with gateway(answers=False) as (url, _):
        options(sms_url=url)
        with pytest.raises(Unsure):
            post()


@pytest.mark.parametrize(
    ("text", "length"),
    [("hola", 4), ("ñ¿¡é", 4), ("[x]", 5), ("€", 2), ("\n@", 2), ("", 0)],
)
def test_septets_count_the_extension_table_twice(text, length):
    assert sms.septets(text) == length


@pytest.mark.parametrize("text", ["á", "í", "ó", "ú", "—", "\u202f", "😀", "`"])
def test_what_gsm_7_cannot_hold_is_named(text):
    with pytest.raises(sms.NotGsm):
        sms.septets("x" + text)


@pytest.mark.parametrize("repeat", [False, True])
@pytest.mark.parametrize("language", ["es", "en"])
def test_an_sms_is_one_part_with_a_long_host_at_the_longest_hour(options, language, repeat):
    options(origin=f"https://{LONGEST_HOST}")
    text = render(by_sms(language=language), repeat=repeat).text
    assert LONGEST_HOST in text
    assert sms.septets(text) <= sms.ONE_PART


def test_the_last_line_binds_the_code_to_the_origin(options):
    options(origin="https://recupera.example:8443")
    assert render(by_sms()).text.splitlines()[-1] == "@recupera.example #48217736"
